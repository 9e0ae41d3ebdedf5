"""What the shelter screen knows, and its verbs: 开岛, 关岛, 到达, 收下不在册."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.domain.events import Changes, Kind
from core.operations import field
from core.operations import people as people_operations
from core.operations import shelters as shelter_operations
from core.queries import map as map_query
from core.queries import shelters as shelter_query
from core.queries.island_chain import TownLink, chain
from core.queries.rows import MapBase, ShelterRow
from core.queries.shelter_people import ShelterPeople, shelter_people
from desktop.desk import Desk

translate = QCoreApplication.translate

_BOARD_KINDS = (
    Kind.ARRIVED,
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
    return row.open or row.inside > 0 or row.coming > 0


class SheltersModel(QObject):
    """Re-asks the board and the chosen shelter's names when a change touches them."""

    shown = Signal(object)
    fact_changed = Signal(str)
    refused = Signal(object)
    taken_in = Signal()  # an arrival or a person beyond the register has been recorded

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = SheltersShown(now=desk.at(), scope=desk.scope)
        self._river: River = ()
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
        self._ask_people()

    def _ask_people(self) -> None:
        if self.state.chosen:
            self.desk.read(
                shelter_people, self._take_people, key="shelters-people", shelter=self.state.chosen, at=self.desk.at()
            )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_BOARD_KINDS) or changes.tables:
            self._ask()

    def _on_moment(self, _: datetime) -> None:
        """Figures depend on entries, not on the minute, unless another time is being looked at."""
        if self.desk.looking_at is not None:
            self._ask()
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

    def _show(self, state: SheltersShown) -> None:
        self.state = state
        self.shown.emit(state)
        self.fact_changed.emit(self.fact)

    # -- choosing ----------------------------------------------------------------------------------------------------

    def choose(self, shelter: str) -> None:
        if shelter and shelter != self.state.chosen:
            self._show(replace(self.state, chosen=shelter, people=None))
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
        self.desk.write(shelter_operations.open_shelter, shelter=shelter, refused=self.refused.emit)

    def close_shelter(self, shelter: str) -> None:
        self.desk.write(shelter_operations.close_shelter, shelter=shelter, refused=self.refused.emit)

    def arrive(self, persons: tuple[str, ...], housed: bool) -> None:
        """Record that the ticked members of a household are here."""
        if persons:
            self.desk.write(
                field.check_in,
                persons=persons,
                place=self.state.chosen,
                housed=housed,
                refused=self.refused.emit,
                then=lambda _: self.taken_in.emit(),
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
