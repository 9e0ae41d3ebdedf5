"""What the return gate's page knows, and its verbs: 记峰值, 签字, 下返回令, 返回到家, 擅自返回."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.domain.events import Changes, Kind
from core.domain.ids import HelperId
from core.domain.returning import Signer
from core.operations import returning
from core.queries.returning import GatePeople, GateRow, Returner, gate_board, gate_people
from desktop.desk import Desk

_KINDS = (
    Kind.ARRIVED,
    Kind.LEFT,
    Kind.AWAY,
    Kind.REFUSED,
    Kind.UNREACHABLE,
    Kind.RETURNED,
    Kind.WENT_BACK,
    Kind.ORDERED,
    Kind.LIFTED,
    Kind.LEVEL_SET,
    Kind.PEAK_NOTED,
    Kind.INSPECTED,
    Kind.RETURN_ORDERED,
    Kind.PLAN_ADOPTED,
    Kind.PERSON_ADDED,
    Kind.FIELD_EDITED,
    Kind.IMPORTED,
    Kind.VOIDED,
)


@dataclass(frozen=True, slots=True)
class GatesShown:
    """Gates in their order; `place` is the one looked into, with its households once they are read."""

    rows: tuple[GateRow, ...] = ()
    place: str = ""
    people: GatePeople | None = None
    now: datetime | None = None
    loaded: bool = False

    @property
    def row(self) -> GateRow | None:
        return next((row for row in self.rows if row.gate.place == self.place), None)

    @property
    def signer(self) -> Signer | None:
        """Who has to sign next; once all have, the first of them may sign again."""
        row = self.row
        if row is None:
            return None
        return row.gate.unsigned[0] if row.gate.unsigned else row.rules.signers[0]


class GateModel(QObject):
    """Asks only while its page is looked at."""

    shown = Signal(object)
    refused = Signal(object)
    recorded = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = GatesShown()
        self._wanted = False
        desk.changed.connect(self._on_changed)
        desk.moment.connect(lambda _: self._ask())
        desk.scope_changed.connect(lambda _: self._ask())
        desk.looking.connect(lambda _: self._ask())

    def look(self, wanted: bool) -> None:
        """The page is opened or closed."""
        self._wanted = wanted
        self._ask()

    def choose(self, place: str) -> None:
        if place != self.state.place:
            self._show(replace(self.state, place=place, people=None))
            self._ask_people()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_KINDS) or changes.tables:
            self._ask()

    def _ask(self) -> None:
        if self._wanted:
            self.desk.read(gate_board, self._take, key="shelters-gates", scope=self.desk.scope, at=self.desk.at())
            self._ask_people()

    def _ask_people(self) -> None:
        if self._wanted and self.state.place:
            self.desk.read(
                gate_people, self._take_people, key="shelters-returners", place=self.state.place, at=self.desk.at()
            )

    def _take(self, rows: tuple[GateRow, ...]) -> None:
        known = [row.gate.place for row in rows]
        place = self.state.place if self.state.place in known else (known[0] if known else "")
        fresh = place != self.state.place
        people = None if fresh else self.state.people
        self._show(replace(self.state, rows=rows, place=place, people=people, now=self.desk.at(), loaded=True))
        if fresh:
            self._ask_people()

    def _take_people(self, people: GatePeople) -> None:
        if people.place == self.state.place:
            self._show(replace(self.state, people=people))

    def _show(self, state: GatesShown) -> None:
        self.state = state
        self.shown.emit(state)

    # -- verbs -------------------------------------------------------------------------------------------------------

    def sign(self, name: str, *, clear: bool) -> None:
        signer = self.state.signer
        if signer is not None:
            self._write(returning.sign_inspection, place=self.state.place, role=signer.role, name=name, clear=clear)

    def note_peak(self, peak: datetime) -> None:
        self._write(returning.note_peak, place=self.state.place, peak=peak)

    def order_return(self) -> None:
        self._write(returning.order_return, places=(self.state.place,))

    def return_home(self, returner: Returner, person: str = "") -> None:
        """Record a household, or one of it, as gone home."""
        self._write(returning.return_home, persons=_of(returner, person))

    def went_back(self, returner: Returner, person: str = "") -> None:
        """Record that a household, or one of it, went home unasked, and send its helper after them."""
        self._write(returning.went_back, persons=_of(returner, person), send=_helper(returner))

    def _write(self, operation: Callable[..., Any], **facts: Any) -> None:
        self.desk.write(operation, refused=self.refused.emit, then=lambda _: self.recorded.emit(), **facts)


def _of(returner: Returner, person: str) -> tuple[str, ...]:
    everybody = tuple(str(row.person) for row in returner.members)
    return (person,) if person in everybody else everybody


def _helper(returner: Returner) -> HelperId | None:
    return returner.helper
