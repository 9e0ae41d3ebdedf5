"""The register: everybody of the town, filtered off the GUI thread; one person's panel; masked fields on request."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from core.domain.events import Changes, Evidence, Kind, Outcome, Step
from core.domain.freshness import Flag
from core.domain.harm import Harm
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PersonId
from core.domain.people import Mobility
from core.domain.refusing import Reason
from core.operations import people as people_operations
from core.queries import people as people_queries
from core.queries.entries import field_history
from core.queries.institutions import institution_board
from core.queries.review import review_count
from core.queries.rows import PersonCard, RollRow
from desktop import field_verbs
from desktop.desk import Desk
from desktop.pair_reasons import PairReasons
from desktop.people import edits
from desktop.replanning import Replanning

translate = QCoreApplication.translate
SHOWN_MS = 20_000
FILTERS = ("all", "bedridden", "wheelchair", "slow", "no_deputy", "to_reconcile")
FLAGGED = ("phone_unconfirmed", "entry_old", "helper_gone", "several_ledgers", "off")
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
    review: int = 0  # cards that wait for somebody's word
    uncounted: int = 0  # institutions without a head count this season
    compared: "Compared | None" = None


@dataclass(frozen=True, slots=True)
class Held:
    """The rows on screen, for the store thread to compare with; says nothing of them where a question is told apart
    from another by its words."""

    rows: tuple[RollRow, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """How `rows` differ from those of `before`: comparing a hundred thousand is nothing for the GUI thread."""

    before: tuple[RollRow, ...] = field(repr=False)
    same_people: bool
    changed: tuple[int, ...]
    places: dict[str, int] = field(repr=False)  # row of a person, and the first row of a household


def compare(before: tuple[RollRow, ...], now: tuple[RollRow, ...]) -> Compared:
    same = len(before) == len(now) and all(
        old is new or old.person == new.person for old, new in zip(before, now, strict=True)
    )
    changed: tuple[int, ...] = ()
    if same:
        pairs = enumerate(zip(before, now, strict=True))
        changed = tuple(at for at, (old, new) in pairs if old is not new and old != new)
    places: dict[str, int] = {}
    for at, row in enumerate(now):
        places.setdefault(row.household, at)
        places[row.person] = at
    return Compared(before, same, changed, places)


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


def arrange(everybody: tuple[RollRow, ...], wanted: Wanted, at: datetime, off: tuple[RollRow, ...] = ()) -> PeopleShown:
    """Words first, then counts of what is left, then the chosen kind. `off` are those taken off the list."""
    said = [row for row in everybody if _says(row, wanted.words)] if wanted.words else list(everybody)
    gone = [row for row in off if _says(row, wanted.words)]
    counts = _counts(said) | {"off": len(gone)}
    rows = gone if wanted.chosen == "off" else [row for row in said if _IS[wanted.chosen](row)]
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


def _counts(rows: list[RollRow]) -> dict[str, int]:
    """How many of each chip, in one walk: most people of a large register have nothing to be looked at."""
    counts = dict.fromkeys((*FILTERS, *FLAGGED), 0)
    counts["all"] = len(rows)
    for row in rows:
        if row.mobility is not Mobility.WALKS:
            counts[row.mobility.value] += 1
        if row.flags or row.to_reconcile:
            for name in _LOOKED_AT:
                counts[name] += _IS[name](row)
        if row.level is not Trigger.NONE:
            counts["no_deputy"] += _IS["no_deputy"](row)
    return counts


def _says(row: RollRow, words: str) -> bool:
    return not words or any(
        words in text for text in (row.name, row.place_name, row.town, str(row.household), row.card, *row.ledgers)
    )


_LOOKED_AT = ("to_reconcile", *FLAGGED)
_OPEN = frozenset((Flag.DUPLICATE, Flag.CONFLICT))
_IS: dict[str, Callable[[RollRow], bool]] = {
    "all": lambda _row: True,
    "bedridden": lambda row: row.mobility is Mobility.BEDRIDDEN,
    "wheelchair": lambda row: row.mobility is Mobility.WHEELCHAIR,
    "slow": lambda row: row.mobility is Mobility.SLOW,
    "no_deputy": lambda row: bool(row.level.rank) and row.deputy is None and not row.beyond_register,
    "to_reconcile": lambda row: row.to_reconcile or not _OPEN.isdisjoint(row.flags),
    "phone_unconfirmed": lambda row: Flag.PHONE_UNCONFIRMED in row.flags,
    "entry_old": lambda row: Flag.ENTRY_OLD in row.flags,
    "helper_gone": lambda row: Flag.HELPER_GONE in row.flags,
    "several_ledgers": lambda row: Flag.SEVERAL_LEDGERS in row.flags,
    "off": lambda row: Flag.OFF in row.flags,
}


def _ask(store: Any, scope: str | None, wanted: Wanted, at: datetime, held: Held) -> PeopleShown:
    everybody = people_queries.register(store, scope, at)
    state = arrange(everybody, wanted, at, people_queries.taken_off(store, scope, at))
    return replace(
        state,
        review=review_count(store, scope),
        uncounted=institution_board(store, scope, at).uncounted,
        compared=compare(held.rows, state.rows),
    )


class PeopleModel(QObject):
    shown = Signal(object)  # PeopleShown
    card_shown = Signal(object)  # PersonCard or None
    fact_changed = Signal(str)
    revealed = Signal(str, str)  # field, its text; an empty text covers it again
    refused = Signal(object)
    selected = Signal(str)
    edit_saved = Signal()
    edit_refused = Signal(object)
    history_shown = Signal(object)  # tuple[EditRow, ...] of the field that is edited
    page_wanted = Signal(str, str)  # a page beside the list, and whom it is about

    def __init__(
        self, desk: Desk, replanning: Replanning, _critical: object = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.replanning = replanning  # the one planner: a helper who drops out is answered by it
        self.reasons = PairReasons(desk, self)
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
        held = Held(self.state.rows)
        self.desk.read(_ask, self._show, key="people", scope=self.desk.scope, wanted=self._wanted, at=at, held=held)

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
        elif kind in ("helper", "institution", "review"):
            pages = {"helper": "helpers", "institution": "institutions", "review": "review"}
            self.page_wanted.emit(pages[kind], ident)
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

    def ask_why(self) -> bool:
        """`?`: the whole of why the selected household's helpers are who they are; False where it has none."""
        row = self.selected_row()
        if row is None or (row.helper is None and row.deputy is None):
            return False
        self.reasons.ask((row.household,))
        return True

    def do(self, verb: str, row: RollRow, outcome: Outcome | None = None) -> None:
        """A verb of the key table on one person."""
        refuse = self.refused.emit
        if outcome is not None:
            whom = {"call_a": "A", "call_b": "B", "call_neighbour": "neighbour", "knock": "door"}[verb]
            field_verbs.called(self.desk, row, whom, outcome, refuse)
        elif verb == "see_map":
            self.desk.ask("map", f"household/{row.household}")
        elif verb == "enter" and row.next_step not in (None, Step.CALLED, Step.ANSWERED):
            field_verbs.reached(self.desk, row, Step(str(row.next_step)), refuse)
        elif verb in ("arrived", "housed"):
            field_verbs.arrived(self.desk, (row,), refuse, housed=verb == "housed")
        elif verb == "unreachable":
            field_verbs.out_of_reach(self.desk, (row,), refuse)
        elif verb == "away":
            field_verbs.away(self.desk, (row,), refuse)

    def refuse(self, row: RollRow, why: Reason) -> None:
        """One round of talk, with what keeps him."""
        field_verbs.refused_to_move(self.desk, (row,), self.refused.emit, why=why)

    def hurt(self, row: RollRow, harm: Harm, evidence: Evidence, note: str) -> None:
        """Put somebody on one of the named lists, or take him off."""
        field_verbs.harmed(self.desk, row, harm, evidence, note, self.refused.emit)

    # -- the register --------------------------------------------------------------------------------------------------

    def edit(self, field_name: str, text: str) -> None:
        """One field of the selected person."""
        edits.edit(self.desk, self.person, field_name, text, self.edit_refused.emit, self._saved)

    def enter(self, fields: tuple[tuple[str, str], ...]) -> None:
        edits.enter(self.desk, fields, self.edit_refused.emit, self._entered)

    def take_off(self, reason: str) -> None:
        edits.take_off(self.desk, self.person, reason, self.edit_refused.emit, self._saved)

    def put_back(self) -> None:
        edits.put_back(self.desk, self.person, self.refused.emit)

    def part(self) -> None:
        edits.part(self.desk, self.person, self.edit_refused.emit)

    def confirm(self) -> None:
        """The selected person's phone and entry are right: one key."""
        if self.person:
            edits.confirm(self.desk, self.person, self.refused.emit)

    def ask_history(self, field_name: str) -> None:
        self.desk.read(
            field_history,
            self.history_shown.emit,
            key="field-history",
            urgent=True,
            entry=self.person,
            field=field_name,
        )

    def _saved(self, _changes: Changes) -> None:
        self.edit_saved.emit()

    def _entered(self, changes: Changes) -> None:
        self.edit_saved.emit()
        added = [event for event in changes.events if event.kind == Kind.PERSON_ADDED]
        if added:
            self.select(f"person/{added[0].values['id']}")

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
