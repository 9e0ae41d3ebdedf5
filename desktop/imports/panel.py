"""The selected row: what stood there, what is wrong, boxes to mend what can be mended, candidates to pick from."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from core.domain.findings import Finding
from core.domain.people import Hazard
from core.exchange.office.office_words import MOBILITY
from core.exchange.office.verdicts import Verdict
from desktop import keys, phrases
from desktop.import_words import verdict
from desktop.imports import saying
from desktop.imports.model import FindingLine, Line, RowLine
from desktop.theme import ipx
from desktop.widgets.button import VerbButton
from desktop.widgets.panel import SidePanel, hairline, label, row

translate = QCoreApplication.translate
_PICKED = 8


class MendBox(QLineEdit):
    """A box for one field. Up and Down go through the candidates; the input method stays on: names are typed here."""

    def __init__(self, field: str, name: str, text: str, candidates: tuple[str, ...]) -> None:
        super().__init__(text)
        self.field = field
        self.candidates = candidates
        self.setAccessibleName(name)
        self.setFixedHeight(ipx(36))
        self.before = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self.candidates:
            at = self.candidates.index(self.text()) if self.text() in self.candidates else -1
            step = steps[Qt.Key(event.key())]
            self.setText(self.candidates[(at + step) % len(self.candidates) if at >= 0 else 0 if step > 0 else -1])
            return
        super().keyPressEvent(event)


class RowPanel(SidePanel):
    mended = Signal(object)  # {field: text}: what was typed or picked
    mended_all = Signal(object)  # the same, for all rows that stumble over the same
    left = Signal()  # Esc: back to the list

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.boxes: list[MendBox] = []
        self.candidate_buttons: list[VerbButton] = []
        self._table = "people"
        self._alike = 0

    def show_line(self, table: str, line: Line | None, mends: Mapping[str, str], alike: int = 0) -> None:
        """Show one line of the list, of which so many other rows have the same; nothing where a head is selected."""
        self._table = table
        self._alike = alike
        self.boxes = []
        self.candidate_buttons = []
        if isinstance(line, RowLine):
            self._show_row(line, mends)
        else:
            finding = line.finding if isinstance(line, FindingLine) else None
            self.show_head("", translate("Import", "整份文件") if finding else "")
            self.show_body((_text(phrases.finding(finding)),) if finding is not None else ())
            self.show_buttons(())

    def _show_row(self, line: RowLine, mends: Mapping[str, str]) -> None:
        row_of = line.compared.row
        aside = row_of.kind is Verdict.SET_ASIDE
        self.show_head(saying.where(line), saying.who(line.compared), "", verdict(row_of.kind), "go" if aside else "")
        pieces: list[QWidget] = []
        errors = [note for note in row_of.notes if note.error]
        for note in errors:
            pieces.append(_text(saying.note_words(note), "strong"))
            if aside:
                pieces.extend(self._boxes(note, row_of.cells, mends))
        others = [note for note in row_of.notes if not note.error]
        if others:
            pieces.append(hairline())
            pieces.extend(_text(phrases.finding_words(note)) for note in others)
        if line.compared.changes:
            pieces.append(hairline())
            for name, (old, new) in line.compared.changes.items():
                words = translate("Import", "{field}：{old} → {new}")
                change = words.format(field=saying.field_name(self._table, name), old=_plain(old), new=_plain(new))
                pieces.append(_text(change))
        shown = [text for text in row_of.shown if text]
        if shown:
            pieces.append(hairline())
            pieces.append(label(translate("Import", "表里写的"), "small"))
            pieces.append(_text(" | ".join(shown)))
        self.show_body(pieces)
        self._buttons_of(aside and bool(self.boxes))

    def _buttons_of(self, mendable: bool) -> None:
        if not mendable:
            self.show_buttons(())
            return
        button = VerbButton(translate("Import", "改好，再判"), "⏎")
        button.clicked.connect(lambda: self.apply())
        if not self._alike:
            self.show_buttons((button,))
            return
        words = translate("Import", "{n} 行都这样改").format(n=self._alike + 1)
        every = VerbButton(words, keys.hint("mend_alike"))
        every.clicked.connect(lambda: self.apply(alike=True))
        self.show_buttons((button, every))

    def _boxes(self, note: Finding, cells: Mapping[str, str], mends: Mapping[str, str]) -> list[QWidget]:
        field = str(note.facts.get("field", ""))
        fields = (field, "id_number") if field == "household" else (field,) if field else ()
        pieces: list[QWidget] = []
        for name in fields:
            if any(box.field == name for box in self.boxes):
                continue
            choices = _choices(name, note)
            box = MendBox(name, saying.field_name(self._table, name), mends.get(name, cells.get(name, "")), choices)
            box.returnPressed.connect(lambda: self.apply())
            box.installEventFilter(self)
            self.boxes.append(box)
            pieces.append(row(label(saying.field_name(self._table, name), "small"), box, height=40))
            for choice in choices[:_PICKED]:
                button = VerbButton(choice, small=True)
                button.clicked.connect(partial(self._pick, box, choice))
                self.candidate_buttons.append(button)
                pieces.append(button)
        return pieces

    def _pick(self, box: MendBox, choice: str, _checked: bool = False) -> None:
        box.setText(choice)
        self.apply()

    def apply(self, *, alike: bool = False) -> None:
        """Give what was typed, with `alike` for all rows that have the same; nothing typed gives nothing."""
        typed = {box.field: box.text().strip() for box in self.boxes if box.text().strip() != box.before}
        if typed and alike:
            self.mended_all.emit(typed)
        elif typed:
            self.mended.emit(typed)
        else:
            self.notice.say(translate("Import", "还没有改：打字，或用 ↑ ↓ 挑一个"))

    def focus_mend(self) -> bool:
        """The first box; False where the row has nothing to mend."""
        if not self.boxes:
            return False
        self.boxes[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.boxes[0].selectAll()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            self._alike
            and isinstance(watched, MendBox)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.apply(alike=True)
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and isinstance(watched, MendBox)
        ):
            watched.setText(watched.before)
            self.left.emit()
            return True
        return super().eventFilter(watched, event)


def _choices(field: str, note: Finding) -> tuple[str, ...]:
    found = note.facts.get("candidates")
    if found:
        return tuple(str(choice) for choice in found)
    if field == "mobility":
        return tuple(words[0] for words in MOBILITY.values())
    if field == "hazards":
        return tuple(hazard.value for hazard in Hazard)
    return tuple(str(choice) for choice in note.facts.get("allowed", ()))


def _plain(value: object) -> str:
    if isinstance(value, (tuple, list)):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def _text(words: str, role: str = "") -> QLabel:
    """Words that wrap within the panel."""
    made = label(words, role)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
