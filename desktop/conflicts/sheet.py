"""The queue and its open card in place, never a box over the work: digits decide, Esc goes one level back."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.queries.bed_cards import BedCard, Card
from core.queries.conflicts import ClaimRow
from desktop.conflicts import words
from desktop.conflicts.model import NUMBERED, ConflictsModel, ConflictsShown
from desktop.theme import current, ipx
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import label, row
from desktop.widgets.symbols import SymbolLabel

translate = QCoreApplication.translate
_AROUND, _LEAST = 176, 3  # kept of the screen around the queue, in design pixels; cards that always stand
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def _elastic(text: str, role: str) -> QWidget:
    made = ElidedLabel(role)
    made.setText(text)
    return made


def _wrapping(text: str, role: str) -> QWidget:
    """A text that goes on in the next line: what a person has to decide by is never cut."""
    made = label(text, role)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


class QueueLine(QFrame):
    """One card of the queue: its key, who, and the first two claims."""

    def __init__(self, number: int, card: Card, state: ConflictsShown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        left, right = words.one_line(card, state.now)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(10), ipx(3), ipx(10), ipx(3))
        lines.setSpacing(0)
        place = _elastic(words.about(card), "small")
        head = row(KeyCap(f"K{number}"), label(words.name(card), "strong"), place, height=24)
        head.layout().setStretch(2, 1)  # type: ignore[union-attr]
        lines.addWidget(head)
        both = row(_wrapping(left, "small"), _wrapping(right, "small"), height=21)
        for at in (0, 1):
            both.layout().setStretch(at, 1)  # type: ignore[union-attr]
        lines.addWidget(both)
        self.setAccessibleName(f"K{number} {words.name(card)} {left} / {right}")


class ClaimBox(QFrame):
    """What one desk says: where he is, how that is known, by which clock."""

    def __init__(self, number: int, claim: ClaimRow, state: ConflictsShown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        chosen = state.claim == number
        self.setObjectName("sheet" if chosen else "card")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(10), ipx(6), ipx(10), ipx(6))
        lines.setSpacing(ipx(1))
        head = row(KeyCap(str(number)), _wrapping(words.said(claim), "head"), height=34)
        head.layout().setStretch(1, 1)  # type: ignore[union-attr]
        lines.addWidget(head)
        lines.addWidget(_wrapping(words.known_by(claim, state.now), ""))
        lines.addWidget(_wrapping(words.clock(claim), "small"))
        lines.addWidget(_wrapping(words.beside(claim), "small"))
        self.setAccessibleName(" ".join((str(number), words.said(claim), words.known_by(claim, state.now))))


class BedBox(QFrame):
    """One answer about a bed."""

    def __init__(self, number: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(10), ipx(6), ipx(10), ipx(6))
        head = row(KeyCap(str(number)), _wrapping(text, "head"), height=34)
        head.layout().setStretch(1, 1)  # type: ignore[union-attr]
        lines.addWidget(head)
        self.setAccessibleName(f"{number} {text}")


class ConflictSheet(QFrame):
    """Draws a ConflictsShown; `left` when the officer has gone back to the list."""

    left = Signal()

    def __init__(self, model: ConflictsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("note")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(ipx(12), ipx(6), ipx(12), ipx(8))
        self._lines.setSpacing(ipx(4))
        self._body: QWidget | None = None
        self.hide()
        model.shown.connect(self._show)

    def begin(self) -> None:
        """K: the queue, with the focus."""
        self._model.list_cards()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, model = event.key(), self._model
        if event.modifiers() not in _PLAIN:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            if not model.back():
                self.left.emit()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            model.digit(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            model.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_D:
            model.choose_here()
        elif key == Qt.Key.Key_K:
            model.list_cards()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            model.open_person()
        else:
            super().keyPressEvent(event)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, state: ConflictsShown) -> None:
        open_now = state.listed or state.card is not None
        if not open_now:
            had = self.hasFocus()
            self.hide()
            if had:
                self.left.emit()
            return
        body = self._card(state, state.card) if state.card is not None else self._queue(state)
        if self._body is not None:
            self._lines.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._lines.addWidget(body)
        self.setAccessibleName(f"{words.title(state)} {words.prompt(state)}")
        self.show()

    def _head(self, state: ConflictsShown, *beside: QWidget | None) -> QWidget:
        mark = SymbolLabel("to_reconcile", current(), 18)
        return row(mark, label(words.title(state), "strong"), *beside, height=30)

    def _queue(self, state: ConflictsShown) -> QWidget:
        body = QWidget(self)
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(ipx(3))
        lines.addWidget(
            self._head(
                state,
                label(words.prompt(state), "small"),
                None,
                KeyCap("1–9"),
                label(translate("Conflicts", "打开"), "small"),
                KeyCap("Esc"),
                label(translate("Conflicts", "回名单"), "small"),
            )
        )
        shown = [QueueLine(number, card, state, body) for number, card in enumerate(state.cards[:NUMBERED], start=1)]
        fit = self._fitting(shown)
        for line in shown[fit:]:
            line.deleteLater()
        for line in shown[:fit]:
            lines.addWidget(line)
        if words.more(state, fit):
            lines.addWidget(label(words.more(state, fit), "small"))
        return body

    def _fitting(self, shown: list[QueueLine]) -> int:
        """How many of the cards have room at their full height, beside what must stay of the screen; the others come up
        as these are settled, and their digits hold all the same."""
        around = self.parentWidget()
        if not shown or around is None:
            return len(shown)
        room, wide = around.height() - ipx(_AROUND), around.width() - ipx(24)
        high = max(line.heightForWidth(wide) for line in shown) + ipx(3)
        return max(_LEAST, min(len(shown), room // high))

    def _card(self, state: ConflictsShown, card: Card) -> QWidget:
        body = QWidget(self)
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(ipx(4))
        place = label(translate("Conflicts", "第 {n} / {all} 张").format(n=state.number, all=len(state.cards)), "small")
        lines.addWidget(self._head(state, None, place, KeyCap("↑↓")))
        who = row(label(words.name(card), "head"), _elastic(words.about(card), ""), height=34)
        who.layout().setStretch(1, 1)  # type: ignore[union-attr]
        lines.addWidget(who)
        boxes = QHBoxLayout()
        boxes.setSpacing(ipx(8))
        if isinstance(card, BedCard):
            for number, text in enumerate(words.answers(card), start=1):
                boxes.addWidget(BedBox(number, text, body), 1)
        else:
            for number, claim in enumerate(card.claims, start=1):
                boxes.addWidget(ClaimBox(number, claim, state, body), 1)
        lines.addLayout(boxes)
        lines.addWidget(_wrapping(words.asks(card), ""))
        lines.addWidget(self._prompt(state))
        return body

    def _prompt(self, state: ConflictsShown) -> QWidget:
        pieces: list[QWidget | None] = [label(words.prompt(state), "strong")]
        if state.claim:
            for number, how in enumerate(words.hows(), start=1):
                pieces += [KeyCap(str(number)), label(how)]
        else:
            if state.here and not isinstance(state.card, BedCard):
                pieces += [KeyCap("D"), label(translate("Conflicts", "就在本岛"))]
            pieces += [KeyCap("⏎"), label(translate("Conflicts", "看台账、电话"), "small")]
        pieces += [None, KeyCap("Esc"), label(translate("Conflicts", "先不定"), "small")]
        return row(*pieces, height=32)
