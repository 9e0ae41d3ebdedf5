"""Institutions of a town: heads counted, moved, explained; each entry an event with a name and a time."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.entries import refuse
from core.domain.events import Changes, Kind
from core.operations import institutions as operations
from core.queries.institutions import InstitutionBoard, InstitutionRow, institution_board
from desktop.desk import Desk

_TOUCHED = (
    Kind.COUNTED,
    Kind.HEADS_MOVED,
    Kind.EXPLAINED,
    Kind.FIELD_EDITED,
    Kind.ORDERED,
    Kind.LIFTED,
    Kind.VOIDED,
    Kind.IMPORTED,
)


class InstitutionsModel(QObject):
    shown = Signal(object)  # InstitutionBoard
    saved = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = InstitutionBoard((), 0, 0, 0, 0, 0)
        self._in_front = False
        desk.changed.connect(self._on_changed)
        desk.scope_changed.connect(lambda _scope: self._ask_if_front())

    def front(self, in_front: bool) -> None:
        self._in_front = in_front
        self._ask_if_front()

    def ask(self) -> None:
        self.desk.read(institution_board, self._show, key="institutions", scope=self.desk.scope, at=self.desk.at())

    def row(self, ident: str) -> InstitutionRow | None:
        return next((row for row in self.state.rows if row.institution.id == ident), None)

    def typed(self, institution: str, about: str, text: str) -> None:
        """What was typed into the line: heads as `26 9` (present, of them cannot walk), a number, or words."""
        facts: dict[str, Any] = {"institution": institution, "refused": self.refused.emit, "then": self._saved}
        words = text.replace("，", " ").replace(",", " ").replace("/", " ").split()
        if about == "heads":
            if len(words) != 2 or not all(word.isdigit() and word.isascii() for word in words):
                self.refused.emit(refuse("heads", text, "two_counts"))
                return
            self.desk.write(operations.count_heads, heads=int(words[0]), cannot_walk=int(words[1]), **facts)
        elif about == "moved":
            if len(words) != 1 or not (words[0].isdigit() and words[0].isascii()):
                self.refused.emit(refuse("moved", text, "not_whole", most=self._heads(institution)))
                return
            self.desk.write(operations.move_heads, moved=int(words[0]), **facts)
        elif about == "why":
            self.desk.write(operations.explain, reason=text, **facts)
        else:
            flags = {"是": "yes", "否": "no", "y": "yes", "n": "no"}
            said = flags.get(text.strip().lower(), text) if about == "low_ground" else text
            self.desk.write(operations.edit_institution, field=about, text=said, **facts)

    def _heads(self, institution: str) -> int:
        row = self.row(institution)
        return row.institution.heads if row else 0

    def _saved(self, _changes: Changes) -> None:
        self.saved.emit()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TOUCHED):
            self._ask_if_front()

    def _ask_if_front(self) -> None:
        if self._in_front:
            self.ask()

    def _show(self, state: InstitutionBoard) -> None:
        self.state = state
        self.shown.emit(state)
