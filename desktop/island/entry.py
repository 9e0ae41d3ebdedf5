"""What is typed at the door: the one input, the list above a choice, the three fields for somebody unknown."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from core.queries.door import DoorHit
from desktop import keys
from desktop.island import words
from desktop.island.shown import FIELDS
from desktop.theme import current, font, ipx, px
from desktop.widgets.keycap import KeyCap
from desktop.widgets.paint import draw_keycap, draw_text, fitting, text_width
from desktop.widgets.panel import label, row
from desktop.widgets.search_field import SearchField
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate


class DoorInput(SearchField):
    """Input method off until Ctrl+I for this one field. Up and Down choose a line, Alt with a digit takes one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(ipx(46))
        self.setAccessibleName(translate("Island", "刷卡、扫码，或键入"))
        self.setProperty("role", "time")

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes back the last act and `/` opens the command box, as everywhere: no undo of letters here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo or (event.key() in (Qt.Key.Key_Slash, Qt.Key.Key_Question) and not self.text()):
                event.ignore()
                return True
        return super().event(event)


class HitLine(QWidget):
    """One person who may be meant: number, who he is, where he stands."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._hit: DoorHit | None = None
        self._chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_hit(self, hit: DoorHit, chosen: bool) -> None:
        self._hit, self._chosen = hit, chosen
        self.setAccessibleName(f"{self._number} {' '.join(words.hit_line(hit))}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(400), ipx(42))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._hit is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, rect = current(), QRectF(self.rect())
        if self._chosen:
            painter.fillRect(rect, palette.color("sel"))
            painter.setPen(QPen(palette.color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        middle = rect.center().y()
        draw_keycap(
            painter, QRectF(px(12), middle - px(11), px(22), px(22)), str(self._number), palette, lit=self._chosen
        )
        who, state = words.hit_line(self._hit)
        width = text_width(state, font("BODY")) + px(8)
        right = rect.right() - px(12)
        draw_text(
            painter, QRectF(right - width, 0, width, rect.height()), state, font("BODY"), palette.color("t1"),
            Qt.AlignmentFlag.AlignRight,
        )  # fmt: skip
        mark = QRectF(right - width - px(24), middle - px(9), px(18), px(18))
        draw_symbol(painter, self._hit.row.look.value, mark, palette)
        room = QRectF(px(44), 0, mark.left() - px(52), rect.height())
        face, parts = font("BODY", bold=True), who.split(" · ")
        short = " · ".join((*parts[:-2], parts[-1])) if len(parts) > 2 else who  # without the number of the household
        draw_text(painter, room, fitting((who, short), face, room.width()), face, palette.color("t1"))
        painter.end()


class HitList(QWidget):
    """At most nine lines; empty it says what may be typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._lines = [HitLine(number, self) for number in range(1, 10)]
        for line in self._lines:
            lines.addWidget(line)
        self._hint = label("", "source")
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(ipx(16), ipx(12), ipx(16), 0)
        self._hint.setStyleSheet(f"padding: {ipx(12)}px {ipx(16)}px;")
        lines.addWidget(self._hint)
        lines.addStretch(1)

    def show_hits(self, hits: tuple[DoorHit, ...], chosen: int, hint: str) -> None:
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(hits))
            if number < len(hits):
                line.show_hit(hits[number], number == chosen)
        self._hint.setText(hint)
        self._hint.setVisible(not hits)


class StrangerForm(QFrame):
    """X: who he says he is, what he looks like, where he comes from; each may stay 不详. Enter goes on, at last takes
    him in."""

    typed = Signal(object)  # tuple of the three texts
    taken = Signal()
    cleared = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(14), ipx(10), ipx(14), ipx(10))
        lines.setSpacing(ipx(8))
        lines.addWidget(label(translate("Island", "不在册，收下（扩面）"), "head"))
        asked = (
            (translate("Island", "姓名"), translate("Island", "不知道就空着，记为 不详")),
            (translate("Island", "男女、岁数"), translate("Island", "如 女 40；看不出就空着")),
            (translate("Island", "从哪来、跟谁"), translate("Island", "如 游客，住某某民宿；可空")),
        )
        grid = QGridLayout()
        grid.setVerticalSpacing(ipx(8))
        grid.setHorizontalSpacing(ipx(10))
        self.fields: list[QLineEdit] = []
        for number, (name, hint) in enumerate(asked):
            field = QLineEdit(self)
            field.setFixedHeight(ipx(44))
            field.setPlaceholderText(hint)
            field.setAccessibleName(name)
            field.textEdited.connect(self._edited)
            field.installEventFilter(self)
            grid.addWidget(label(name), number, 0)
            grid.addWidget(field, number, 1)
            self.fields.append(field)
        for number in range(FIELDS):
            self.fields[number].returnPressed.connect(partial(self._go_on, number))
        lines.addLayout(grid)
        lines.addWidget(
            row(
                KeyCap("⏎"), label(translate("Island", "下一项；末项收下并记到达"), "small"),
                KeyCap("Ctrl+⏎"), label(translate("Island", "就这样收下"), "small"),
                KeyCap("Esc"), label(translate("Island", "不收"), "small"), None,
            )
        )  # fmt: skip
        words_ = label(translate("Island", "草稿：上次没收下的，还没有记。接着写，或清掉"), "strong")
        self.draft = row(words_, KeyCap(keys.hint("clear_draft")), label(translate("Island", "清掉"), "small"), None)
        self.draft.hide()
        lines.addWidget(self.draft)
        lines.addStretch(1)

    def show_fields(self, texts: tuple[str, ...], *, draft: bool = False) -> None:
        """`draft` where they were typed of somebody who was not taken in then."""
        self.draft.setVisible(draft)
        for field, text in zip(self.fields, texts, strict=True):
            if field.text() != text:
                field.setText(text)

    def begin(self) -> None:
        """To the first field that is still empty."""
        empty = next((field for field in self.fields if not field.text()), self.fields[0])
        empty.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key that clears the draft is the whole form's, not the undo of one field."""
        pressed = event.type() == QEvent.Type.KeyPress and self.draft.isVisible()
        if pressed and isinstance(event, QKeyEvent) and _clears(event):
            self.cleared.emit()
            self.begin()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.taken.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _go_on(self, number: int) -> None:
        if number + 1 < FIELDS:
            self.fields[number + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.taken.emit()

    def _edited(self, _text: str) -> None:
        self.typed.emit(tuple(field.text() for field in self.fields))


def _clears(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) == QKeySequence(keys.key("clear_draft").sequence)
