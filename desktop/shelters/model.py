"""What the shelter screen knows, and its verbs: 开岛, 关岛, 到达, 收下不在册."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.domain.events import Changes, Kind
from core.domain.relief import Onward
from core.operations import field
from core.operations import people as people_operations
from core.operations import relief as relief_operations
from core.operations import shelters as shelter_operations
from core.queries import map as map_query
from core.queries import shelters as shelter_query
from core.queries.island_chain import TownLink, chain
from core.queries.map_rows import MapBase, ShelterRow
from core.queries.place_match import match_place
from core.queries.relief import NextIsland, ReliefRow, closing_proposal, next_islands, relief_board
from core.queries.shelter_people import ShelterPeople, shelter_people
from desktop.desk import Desk
from desktop.shelters.gate_model import GateModel

translate = QCoreApplication.translate

_BOARD_KINDS = (
    Kind.ARRIVED,
    Kind.ROOMED,
    Kind.STEPPED_OUT,
    Kind.LEFT,
    Kind.REFUSED,
    Kind.UNREACHABLE,
    Kind.AWAY,
    Kind.STEPPED,
    Kind.PERSON_ADDED,
    Kind.FIELD_EDITED,
    Kind.PLAN_ADOPTED,
    Kind.ORDERED,
    Kind.LIFTED,
    Kind.SHELTER_OPENED,
    Kind.SHELTER_CLOSED,
    Kind.SHELTER_ADDED,
    Kind.STOCKED,
    Kind.TICKED,
    Kind.UNTICKED,
    Kind.RELIEF_ORDERED,
    Kind.RELIEF_DECLINED,
    Kind.RETURNED,
    Kind.WENT_BACK,
    Kind.LINK_CLOSED,
    Kind.LINK_OPENED,
    Kind.IMPORTED,
    Kind.VOIDED,
)

River = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class SheltersShown:
    """One state of the screen. `rows` in the board's order: the chosen town's first, then the neighbours'."""

    loaded: bool = False
    rows: tuple[ShelterRow, ...] = ()
    links: tuple[TownLink, ...] = ()
    chosen: str = ""
    people: ShelterPeople | None = None
    now: datetime | None = None
    scope: str | None = None
    relief: tuple[ReliefRow, ...] = ()
    next: tuple[NextIsland, ...] = ()

    @property
    def row(self) -> ShelterRow | None:
        """The chosen shelter."""
        return next((row for row in self.rows if row.shelter.id == self.chosen), None)

    @property
    def wanted(self) -> tuple[ShelterRow, ...]:
        """Not open, but the plan sends people there: soonest first."""
        rows = [row for row in self.rows if row.coming and not row.open]
        return tuple(sorted(rows, key=lambda row: (row.next_arrival is None, row.next_arrival, -row.coming)))


def in_use(row: ShelterRow) -> bool:
    return row.open or row.contested or row.inside > 0 or row.coming > 0


class SheltersModel(QObject):
    """Re-asks the board and the chosen shelter's names when a change touches them."""

    shown = Signal(object)
    fact_changed = Signal(str)
    refused = Signal(object)
    taken_in = Signal()  # an arrival or a person beyond the register has been recorded
    recorded = Signal()  # anything else has been recorded
    closing = Signal(object)  # ReliefRow or None: where everybody of the chosen island would go
    matched = Signal(object)  # Place or None: which village was meant
    opened = Signal(object)  # ShelterRow as it was when its opening was recorded

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = SheltersShown(now=desk.at(), scope=desk.scope)
        self._river: River = ()
        self.gates = GateModel(desk, self)
        desk.changed.connect(self._on_changed)
        desk.moment.connect(self._on_moment)
        desk.scope_changed.connect(self._on_scope)
        desk.looking.connect(lambda _: self._ask())
        desk.read(map_query.map_base, self._take_base, key="shelters-river")
        self._ask()

    @property
    def fact(self) -> str:
        """The line under 安全岛 in the navigation."""
        if not self.state.loaded:
            return ""
        opened = sum(row.open for row in self.state.rows)
        return translate("Shelters", "开 {n} / {all}").format(n=opened, all=len(self.state.rows))

    # -- asking ------------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        at = self.desk.at()
        self.desk.read(
            shelter_query.shelter_board, self._take_board, key="shelters-board", scope=self.desk.scope, at=at
        )
        self.desk.read(relief_board, self._take_relief, key="shelters-relief", scope=self.desk.scope, at=at)
        self._ask_people()

    def _ask_people(self) -> None:
        if self.state.chosen:
            at = self.desk.at()
            self.desk.read(next_islands, self._take_next, key="shelters-next", shelter=self.state.chosen, at=at)
            self.desk.read(
                shelter_people, self._take_people, key="shelters-people", shelter=self.state.chosen, at=self.desk.at()
            )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_BOARD_KINDS) or changes.tables:
            self._ask()

    def _on_moment(self, _: datetime) -> None:
        """Figures depend on entries, not on the minute, unless another time is being looked at; what runs out does."""
        if self.desk.looking_at is not None:
            self._ask()
        elif any(row.inside for row in self.state.rows):
            at = self.desk.at()
            self.desk.read(relief_board, self._take_relief, key="shelters-relief", scope=self.desk.scope, at=at)
        self._show(replace(self.state, now=self.desk.at()))

    def _on_scope(self, scope: str | None) -> None:
        self.state = replace(self.state, scope=scope)
        self._ask()

    def _take_base(self, base: MapBase) -> None:
        self._river = tuple(line for _, line in base.river)
        self._show(replace(self.state, links=chain(self.state.rows, self._river)))

    def _take_board(self, rows: tuple[ShelterRow, ...]) -> None:
        chosen = self.state.chosen if any(row.shelter.id == self.state.chosen for row in rows) else _first(rows)
        fresh = chosen != self.state.chosen
        people = None if fresh else self.state.people
        self._show(
            replace(
                self.state,
                loaded=True,
                rows=rows,
                links=chain(rows, self._river),
                chosen=chosen,
                people=people,
                now=self.desk.at(),
            )
        )
        if fresh:
            self._ask_people()

    def _take_people(self, people: ShelterPeople) -> None:
        if people.shelter == self.state.chosen:
            self._show(replace(self.state, people=people))

    def _take_relief(self, relief: tuple[ReliefRow, ...]) -> None:
        self._show(replace(self.state, relief=relief))

    def _take_next(self, islands: tuple[NextIsland, ...]) -> None:
        self._show(replace(self.state, next=islands))

    def _show(self, state: SheltersShown) -> None:
        self.state = state
        self.shown.emit(state)
        self.fact_changed.emit(self.fact)

    # -- choosing ----------------------------------------------------------------------------------------------------

    def choose(self, shelter: str) -> None:
        if shelter and shelter != self.state.chosen:
            self._show(replace(self.state, chosen=shelter, people=None, next=()))
            self._ask_people()
            self.desk.select("shelter", shelter)

    def select(self, subject: str) -> None:
        """`shelter/…` from the command box or the map."""
        kind, _, ident = subject.partition("/")
        if kind == "shelter":
            self.choose(ident)

    def open_person(self, person: str) -> None:
        self.desk.ask("people", f"person/{person}")

    def see_map(self) -> None:
        self.desk.ask("map", f"shelter/{self.state.chosen}")

    # -- verbs -------------------------------------------------------------------------------------------------------

    def open_shelter(self, shelter: str) -> None:
        """What its checklist lacks is said once it is open; it never holds the doors."""
        row = next((row for row in self.state.rows if row.shelter.id == shelter), None)
        self.desk.write(
            shelter_operations.open_shelter,
            shelter=shelter,
            refused=self.refused.emit,
            then=lambda _: self.opened.emit(row),
        )

    def ask_closing(self) -> None:
        """Where everybody in the chosen island would go; answered by `closing`."""
        self.desk.read(
            closing_proposal,
            self.closing.emit,
            key="shelters-closing",
            urgent=True,
            shelter=self.state.chosen,
            at=self.desk.at(),
        )

    def close_shelter(self, shelter: str, people: int | None = None, onward: tuple[Onward, ...] = ()) -> None:
        """With people in it only on their number, as it was typed."""
        facts = {} if people is None else {"people": people, "onward": onward}
        self._write(shelter_operations.close_shelter, shelter=shelter, **facts)

    def match(self, text: str) -> None:
        """Which village is meant by what is typed; answered by `matched`."""
        self.desk.read(
            match_place, self.matched.emit, key="shelters-place", urgent=True, text=text, scope=self.desk.scope
        )

    def add_shelter(self, name: str, place: str, beds: int) -> None:
        self._write(shelter_operations.add_shelter, name=name, place=place, beds=beds)

    def count(self, item: str, amount: float) -> None:
        self._write(shelter_operations.count_stock, shelter=self.state.chosen, item=item, amount=amount)

    def tick(self, item: str, who: str = "") -> None:
        """Tick an item of the chosen island's checklist; one that is ticked is unticked."""
        row = self.state.row
        if row is None:
            return
        if any(tick.item == item for tick in row.ticks):
            self._write(shelter_operations.untick, shelter=row.shelter.id, item=item)
        else:
            self._write(shelter_operations.tick, shelter=row.shelter.id, item=item, who=who)

    def accept_relief(self, row: ReliefRow, onward: tuple[Onward, ...]) -> None:
        self._write(relief_operations.order_relief, shelter=row.row.shelter.id, onward=onward)

    def decline_relief(self, row: ReliefRow, reason: str) -> None:
        self._write(relief_operations.decline_relief, shelter=row.row.shelter.id, cause=row.cause, reason=reason)

    def _write(self, operation: Callable[..., Any], **facts: Any) -> None:
        self.desk.write(operation, refused=self.refused.emit, then=lambda _: self.recorded.emit(), **facts)

    def arrive(self, persons: tuple[str, ...], housed: bool, moved_from: str = "") -> None:
        """Record that the ticked members of a household are here; `moved_from` is the island that sent them on."""
        if persons:
            self.desk.write(
                field.check_in,
                persons=persons,
                place=self.state.chosen,
                housed=housed,
                refused=self.refused.emit,
                then=lambda _: self.taken_in.emit(),
                **({"moved_from": moved_from} if moved_from else {}),
            )

    def take_in(self, name: str) -> None:
        """Register somebody beyond the register and check him in; an empty name stays unknown."""
        self.desk.write(
            people_operations.add_person,
            name=name.strip(),
            place=self.state.chosen,
            refused=self.refused.emit,
            then=lambda _: self.taken_in.emit(),
        )


def _first(rows: tuple[ShelterRow, ...]) -> str:
    """The first one in use, else the first of the chosen town."""
    first = next((row for row in rows if in_use(row)), rows[0] if rows else None)
    return first.shelter.id if first else ""
