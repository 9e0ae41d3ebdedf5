"""The register: everybody of the town, filtered off the GUI thread; one person's panel; masked fields on request."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from core.domain.events import Changes, Kind, Outcome, Step
from core.domain.ids import HouseholdId, PersonId
from core.domain.people import Mobility
from core.operations import people as people_operations
from core.queries import people as people_queries
from core.queries.rows import PersonCard, RollRow
from desktop import field_verbs
from desktop.desk import Desk

translate = QCoreApplication.translate
SHOWN_MS = 20_000
FILTERS = ("all", "bedridden", "wheelchair", "slow", "no_deputy", "to_reconcile")
FIELDS = ("id_number", "phone", "address")
ORDERS = ("household", "name")
_QUIET = frozenset((Kind.CLOCK_SET, Kind.REVEALED, Kind.EXPORTED, Kind.PRINTED, Kind.OPERATOR_NAMED))


@dataclass(frozen=True, slots=True)
class PeopleShown:
    """`rows` after filter and order; counts for the chips; the figures of the whole register of the scope."""

    rows: tuple[RollRow, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    chosen: str = "all"
    order: str = "household"
    words: str = ""
    persons: int = 0
    households: int = 0
    places: int = 0
    matched_households: int = 0
    at: datetime | None = None
    loaded: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    chosen: str = "all"
    order: str = "household"
    words: str = ""


def kind_of(subject: str) -> tuple[str, str]:
    """`person/…`, `household/…`, `filter/…`; a bare id is a person's when it is 32 hex digits, else a household's."""
    kind, sep, ident = subject.partition("/")
    if sep:
        return kind, ident
    bare = len(subject) == 32 and all(digit in "0123456789abcdef" for digit in subject)
    return ("person" if bare else "household"), subject


def arrange(everybody: tuple[RollRow, ...], wanted: Wanted, at: datetime) -> PeopleShown:
    """Words first, then counts of what is left, then the chosen kind."""
    said = [row for row in everybody if _says(row, wanted.words)]
    counts = {name: sum(1 for row in said if _is(row, name)) for name in FILTERS}
    rows = [row for row in said if _is(row, wanted.chosen)]
    if wanted.order == "name":
        rows.sort(key=lambda row: (row.name, row.place_name, row.person))
    return PeopleShown(
        rows=tuple(rows),
        counts=counts,
        chosen=wanted.chosen,
        order=wanted.order,
        words=wanted.words,
        persons=len(everybody),
        households=len({row.household for row in everybody}),
        places=len({row.place for row in everybody}),
        matched_households=len({row.household for row in said}),
        at=at,
        loaded=True,
    )


def _says(row: RollRow, words: str) -> bool:
    return not words or any(
        words in text for text in (row.name, row.place_name, row.town, str(row.household), row.card)
    )


def _is(row: RollRow, name: str) -> bool:
    return {
        "all": True,
        "bedridden": row.mobility is Mobility.BEDRIDDEN,
        "wheelchair": row.mobility is Mobility.WHEELCHAIR,
        "slow": row.mobility is Mobility.SLOW,
        "no_deputy": bool(row.level.rank) and row.deputy is None and not row.beyond_register,
        "to_reconcile": row.to_reconcile,
    }[name]


def _ask(store: Any, scope: str | None, wanted: Wanted, at: datetime) -> PeopleShown:
    return arrange(people_queries.register(store, scope, at), wanted, at)


class PeopleModel(QObject):
    shown = Signal(object)  # PeopleShown
    card_shown = Signal(object)  # PersonCard or None
    fact_changed = Signal(str)
    revealed = Signal(str, str)  # field, its text; an empty text covers it again
    refused = Signal(object)
    selected = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = PeopleShown()
        self.card: PersonCard | None = None
        self.fact = ""
        self.person = ""
        self._wanted = Wanted()
        self._in_front = False
        self._stale = True
        self._covers: dict[str, QTimer] = {}
        desk.changed.connect(self._on_changed)
        desk.moment.connect(self._on_moment)
        desk.scope_changed.connect(lambda _scope: self._touch())

    def front(self, in_front: bool) -> None:
        """The register is large: it is asked again only while somebody looks at it."""
        self._in_front = in_front
        if in_front and self._stale:
            self.ask()

    def ask(self) -> None:
        self._stale = False
        at = self.desk.at()
        self.desk.read(_ask, self._show, key="people", scope=self.desk.scope, wanted=self._wanted, at=at)

    def choose(self, name: str) -> None:
        self._want(chosen=name)

    def filter_words(self, words: str) -> None:
        self._want(words=words.strip())

    def turn_order(self) -> None:
        """Shift+G: by household, or by name."""
        self._want(order=ORDERS[(ORDERS.index(self._wanted.order) + 1) % len(ORDERS)])

    def select(self, subject: str) -> None:
        """`person/…` or `household/…` from elsewhere."""
        kind, ident = kind_of(subject)
        if kind == "filter":
            self.choose(ident)
        elif kind == "household":
            self.person = ""  # nobody, until the household's card says who
            self._ask_card(people_queries.household_card, household=HouseholdId(ident))
            self.selected.emit(ident)
        elif ident:
            self.open(ident)
            self.selected.emit(ident)

    def open(self, person: str) -> None:
        """Show one person's panel."""
        if person != self.person:
            self.person = person
            self._cover_all()
        self._ask_card(people_queries.person_card, person_id=PersonId(person))

    def reveal(self, number: int) -> None:
        """Shift+1…3: record who asked, then show the field for 20 s."""
        row = self.selected_row()
        if row is None or not 1 <= number <= len(FIELDS):
            return
        name, person = FIELDS[number - 1], row.person

        def recorded(_changes: Changes) -> None:
            show = partial(self._uncover, str(person), name)
            self.desk.read(
                people_queries.revealed, show, key=f"reveal-{name}", urgent=True, person_id=person, field=name
            )

        self.desk.write(people_operations.reveal, refused=self.refused.emit, then=recorded, person=person, field=name)

    def selected_row(self) -> RollRow | None:
        """The selected person, as his card says, or as the table says while the card is still on its way."""
        if self.card is not None and str(self.card.row.person) == self.person:
            return self.card.row
        return next((row for row in self.state.rows if str(row.person) == self.person), None)

    def do(self, verb: str, row: RollRow, outcome: Outcome | None = None) -> None:
        """A verb of the key table on one person."""
        refuse = self.refused.emit
        if outcome is not None:
            whom = {"call_a": "A", "call_b": "B", "call_neighbour": "neighbour", "knock": "self"}[verb]
            field_verbs.called(self.desk, row, whom, outcome, refuse)
        elif verb == "see_map":
            self.desk.ask("map", f"household/{row.household}")
        elif verb == "enter" and row.next_step not in (None, Step.CALLED, Step.ANSWERED):
            field_verbs.reached(self.desk, row, Step(str(row.next_step)), refuse)
        elif verb in ("arrived", "housed"):
            field_verbs.arrived(self.desk, (row,), refuse, housed=verb == "housed")
        elif verb == "refuse":
            field_verbs.refused_to_move(self.desk, (row,), refuse)
        elif verb == "unreachable":
            field_verbs.out_of_reach(self.desk, (row,), refuse)
        elif verb == "away":
            field_verbs.away(self.desk, (row,), refuse)

    def _ask_card(self, query: Any, **facts: Any) -> None:
        self.desk.read(query, self._show_card, key="person-card", urgent=True, at=self.desk.at(), **facts)

    def _want(self, **changes: Any) -> None:
        wanted = replace(self._wanted, **changes)
        if wanted != self._wanted:
            self._wanted = wanted
            self.ask()

    def _touch(self) -> None:
        self._stale = True
        if self._in_front:
            self.ask()

    def _on_changed(self, changes: Changes) -> None:
        if not changes.kinds <= _QUIET:
            self._touch()
            self._renew_card()

    def _on_moment(self, _at: datetime) -> None:
        self._touch()
        self._renew_card()

    def _renew_card(self) -> None:
        if self._in_front and self.person:
            self._ask_card(people_queries.person_card, person_id=PersonId(self.person))

    def _show(self, state: PeopleShown) -> None:
        self.state = state
        self.shown.emit(state)
        fact = translate("People", "{n} 户").format(n=state.households)
        if fact != self.fact:
            self.fact = fact
            self.fact_changed.emit(fact)

    def _show_card(self, card: PersonCard | None) -> None:
        self.card = card
        if card is not None:
            self.person = str(card.row.person)
        self.card_shown.emit(card)

    def _uncover(self, person: str, name: str, text: str) -> None:
        if person != self.person:  # somebody else is selected by now: his panel must not show it
            return
        self.revealed.emit(name, text)
        timer = self._covers.get(name)
        if timer is None:
            timer = self._covers[name] = QTimer(self)
            timer.setSingleShot(True)
            timer.timeout.connect(partial(self.revealed.emit, name, ""))
        timer.start(SHOWN_MS)

    def _cover_all(self) -> None:
        for name, timer in self._covers.items():
            timer.stop()
            self.revealed.emit(name, "")
