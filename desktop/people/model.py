"""The register: everybody of the town, filtered off the GUI thread; one person's panel; masked fields on request."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from core.domain.events import Changes, Evidence, Kind, Outcome, Step
from core.domain.harm import Harm
from core.domain.ids import HouseholdId, PersonId
from core.operations import people as people_operations
from core.queries import people as people_queries
from core.queries.entries import field_history
from core.queries.rows import PersonCard, RollRow
from desktop import field_verbs, phrases
from desktop.desk import Desk
from desktop.pair_reasons import PairReasons
from desktop.people import edits
from desktop.people.shown import Held, PeopleShown, Wanted, ask_people, kind_of
from desktop.replanning import Replanning
from desktop.talk_words import reason_of

translate = QCoreApplication.translate
SHOWN_MS = 20_000
FIELDS = ("id_number", "phone", "address")
ORDERS = ("household", "name")
_QUIET = frozenset((Kind.CLOCK_SET, Kind.REVEALED, Kind.EXPORTED, Kind.PRINTED, Kind.OPERATOR_NAMED))


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
        self.desk.read(
            ask_people, self._show, key="people", scope=self.desk.scope, wanted=self._wanted, at=at, held=held
        )

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

    def take_down(self, verb: str, row: RollRow, digit: int) -> bool:
        """How a call ended, or what keeps him at home; False for a digit that says neither."""
        why = reason_of(digit) if verb == "refuse" else None
        if why is not None:
            field_verbs.refused_to_move(self.desk, (row,), self.refused.emit, why=why)
        elif verb != "refuse" and digit <= len(phrases.OUTCOMES):
            self.do(verb, row, phrases.OUTCOMES[digit - 1])
        else:
            return False
        return True

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
