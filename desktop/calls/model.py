"""叫应: whom to call now, the call that is being made, and what it ended with."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.domain.calling import CallingRules, Ladder, Rung, Try, ladder
from core.domain.events import Changes, Kind, Outcome
from core.domain.findings import Refusal, Rule
from core.domain.refusing import REMEDY_FOR, Reason
from core.domain.rules import RuleRow
from core.operations import field as field_operations
from core.operations import orders as order_operations
from core.operations import rules as rule_operations
from core.queries.call_rows import CallBoard, CallGroup, CallRow, RungRow, SilentRow
from core.queries.calls import call_board, call_number
from core.queries.responders import responder_rows
from core.queries.rows import RollRow
from core.queries.rules import calling_book, reporting_book
from core.queries.situation_rows import OutRow
from desktop import field_verbs
from desktop.desk import Desk
from desktop.pace import Pace

translate = QCoreApplication.translate

FILTERS = ("open", "due", "unreachable", "uncalled", "answered", "refused")
ORDERS = ("longest", "village")
OPEN = (CallGroup.DUE, CallGroup.WAITING, CallGroup.UNCALLED)
BY_PHONE = (Outcome.ANSWERED, Outcome.NONE, Outcome.OFF, Outcome.RELAYED, Outcome.WRONG)
BY_RADIO = (Outcome.ANSWERED, Outcome.NONE, Outcome.OFF, Outcome.RELAYED)
AT_DOOR = (Outcome.ANSWERED, Outcome.NONE, Outcome.OFF, Outcome.SENT)
_QUIET = frozenset((Kind.CLOCK_SET, Kind.REVEALED, Kind.OPERATOR_NAMED))


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group: how many households, villages and persons."""

    group: CallGroup
    households: int
    villages: int
    persons: int


Line = Head | CallRow


@dataclass(frozen=True, slots=True)
class CallsShown:
    """One state of the screen: lines in order, for each filter a count of households and of village heads, the filter
    in force."""

    lines: tuple[Line, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    chosen: str = "open"
    order: str = "longest"
    silent: tuple[SilentRow, ...] = ()
    rules: CallingRules = field(default_factory=lambda: CallingRules(()))
    revision: int = -1
    at: datetime | None = None
    next_due: datetime | None = None
    loaded: bool = False
    heads: dict[str, int] = field(default_factory=dict)
    out: tuple[OutRow, ...] = ()  # helpers and squads out there and not heard of for too long


@dataclass(frozen=True, slots=True)
class Wanted:
    chosen: str = "open"
    order: str = "longest"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Calling:
    """The call that is being made: to whom about what, since when. `number` comes a moment later."""

    row: CallRow
    rung: RungRow
    began: datetime
    number: str = ""

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the digits 1… record."""
        return outcomes_of(self.rung.rung)


def outcomes_of(rung: Rung) -> tuple[Outcome, ...]:
    """How a call on a rung can end, in the order of the digits."""
    return {Rung.DOOR: AT_DOOR, Rung.RADIO: BY_RADIO}.get(rung, BY_PHONE)


def arrange(board: CallBoard, wanted: Wanted) -> CallsShown:
    """Filter, group and order the rows; groups keep their fixed order."""
    counts = {name: sum(row.household is not None and _wanted(row, name) for row in board.rows) for name in FILTERS}
    villages = [row for row in board.rows if row.household is None and row.persons]  # with somebody still to go
    heads = {name: sum(_wanted(row, name) for row in villages) for name in FILTERS}
    rows = [row for row in board.rows if _wanted(row, wanted.chosen) and _says(row, wanted.words)]
    if wanted.order == "village":
        rows.sort(key=lambda row: (list(CallGroup).index(row.group), row.town, row.place_name, row.household or ""))
    lines: list[Line] = []
    for group in CallGroup:
        there = [row for row in rows if row.group is group]
        homes = [row for row in there if row.household is not None]
        if there:
            lines.append(Head(group, len(homes), len(there) - len(homes), sum(row.persons for row in homes)))
            lines.extend(there)
    waits = [row.stands.due for row in board.rows if row.group is CallGroup.WAITING and row.stands.due is not None]
    return CallsShown(
        tuple(lines), counts, wanted.chosen, wanted.order, board.silent, board.rules, board.revision, board.at,
        min(waits, default=None), True, heads,
    )  # fmt: skip


def _wanted(row: CallRow, name: str) -> bool:
    if name == "open":
        return row.group in OPEN
    if name == "unreachable":
        return row.unreachable
    return row.group == name


def _says(row: CallRow, words: str) -> bool:
    names = (row.place_name, row.household or "", *(member.name for member in row.members))
    return not words or any(words in name for name in names)


def next_to_call(state: CallsShown, after: str) -> str:
    """The next one to call once a call about `after` has ended: whoever is due and longest without an answer, then
    whoever was not called yet; empty where nobody is left."""
    rows = [line for line in state.lines if isinstance(line, CallRow) and line.ident != after]
    for group in (CallGroup.DUE, CallGroup.UNCALLED):
        for row in rows:
            if row.group is group:
                return row.ident
    return ""


def following(calling: Calling, outcome: Outcome, rules: CallingRules) -> Ladder:
    """Where the ladder would stand if the call ended so."""
    rungs = [row.rung for row in calling.row.rungs]
    before = sorted((one for row in calling.row.rungs for one in row.tries), key=lambda one: not one.outcome.spoken)
    made = Try(str(calling.rung.rung), outcome, calling.began)
    return ladder([*before, made], rungs, calling.row.level, rules)


def _ask(store: Any, scope: str | None, wanted: Wanted, at: datetime) -> CallsShown:
    out = tuple(row for row in responder_rows(store, scope, at) if row.silent)
    return replace(arrange(call_board(store, scope, at), wanted), out=out)


class CallsModel(QObject):
    """`shown` with each new state, `calling_changed` with the call that runs (or None), `selected` with a row to stand
    on, `refused` at the panel, `fact_changed` for the navigation."""

    shown = Signal(object)
    calling_changed = Signal(object)
    selected = Signal(str)
    refused = Signal(object)
    fact_changed = Signal(str)
    rules_shown = Signal(object)  # the numbers in force, RuleRow by RuleRow
    rules_wanted = Signal(str)  # the screen to go back to; empty: the calls
    rule_refused = Signal(object)
    rule_saved = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = CallsShown()
        self.calling: Calling | None = None
        self.asking: CallRow | None = None  # who refuses, while the reason is asked for
        self.fact = ""
        self._wanted = Wanted()
        self._notes: dict[str, str] = {}  # by row: a line that goes with its next call
        self._pace = Pace(self.ask, self)
        desk.changed.connect(self._on_changed)
        desk.moment.connect(lambda _at: self._pace.wish())
        desk.scope_changed.connect(lambda _scope: self.ask())
        self.ask()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def front(self, in_front: bool) -> None:
        self._pace.watch(in_front)

    def ask(self) -> None:
        at = self.desk.at()
        self.desk.read(_ask, self._show, key="calls", scope=self.desk.scope, wanted=self._wanted, at=at)

    def tick(self) -> None:
        """A second has gone: whoever has waited long enough rises."""
        due = self.state.next_due
        if due is not None and self.state.at is not None and self.state.at < due <= self.desk.at():
            self.ask()

    def choose(self, name: str) -> None:
        self._want(chosen=name)

    def filter_words(self, words: str) -> None:
        self._want(words=words.strip())

    @property
    def words(self) -> str:
        return self._wanted.words

    def note_for(self, row: CallRow) -> str:
        return self._notes.get(row.ident, "")

    def keep_note(self, row: CallRow, text: str) -> None:
        """What goes with the next call about a row."""
        self._notes[row.ident] = text.strip()

    def ask_rules(self, back: str = "") -> None:
        """Show the numbers of the rules; Esc there goes `back` to the screen that asked."""
        self.rules_wanted.emit(back)
        self._read_rules()

    def set_rule(self, rule: str, scope: str, value: float | None, source: str) -> None:
        """Set one number for this incident, or put the default back."""
        self.desk.write(
            rule_operations.set_rule, refused=self.rule_refused.emit, then=lambda _changes: self.rule_saved.emit(),
            rule=rule, scope=scope, value=value, source=source,
        )  # fmt: skip

    def _read_rules(self) -> None:
        self.desk.read(_rules, self.rules_shown.emit, key="rules")

    def turn_order(self) -> None:
        """Shift+S: the longest without an answer first, or by village."""
        self._want(order=ORDERS[(ORDERS.index(self._wanted.order) + 1) % len(ORDERS)])

    def select(self, subject: str) -> None:
        """`household/…`, `village/…` or `place/…` from elsewhere, or `filter/…`."""
        kind, _, ident = subject.partition("/")
        if kind == "filter":
            self.choose(ident if ident in FILTERS else "open")
        elif kind == "rules":
            self.ask_rules(ident)
        else:
            self.selected.emit(f"village/{ident}" if kind == "place" else subject)

    def _want(self, **changes: Any) -> None:
        wanted = replace(self._wanted, **changes)
        if wanted != self._wanted:
            self._wanted = wanted
            self.ask()

    def _on_changed(self, changes: Changes) -> None:
        if not changes.kinds <= _QUIET:
            self.ask()
        if changes.touches(Kind.RULE_SET) or any(event.subject.startswith("rule/") for event in changes.events):
            self._read_rules()

    def _show(self, state: CallsShown) -> None:
        self.state = state
        self.shown.emit(state)
        fact = _fact(state)
        if fact != self.fact:
            self.fact = fact
            self.fact_changed.emit(fact)

    # -- a call ------------------------------------------------------------------------------------------------------

    def begin(self, row: CallRow, rung: Rung) -> bool:
        """Begin a call; False where nobody stands on that rung. From now on digits are outcomes."""
        there = next((one for one in row.rungs if one.rung is rung), None)
        if there is None:
            return False
        self._put(Calling(row, there, self.desk.at()))
        self.desk.read(
            call_number, partial(self._number, row.ident), key="call-number", urgent=True,
            household=row.household, place=row.place, to=there.to, at=self.desk.at(),
        )  # fmt: skip
        return True

    def end(self) -> None:
        """Leave a call, or the question why somebody will not go, without taking anything down."""
        self._put(None)

    def ask_reason(self, row: CallRow) -> None:
        """Somebody refuses: from now on digits are reasons."""
        if _still_to_move(row):
            self.asking = row
            self.calling = None
            self.calling_changed.emit(None)
        else:
            self.refused.emit(Refusal(Rule.VILLAGE_ROW, {"place": row.place_name}))

    def refuse(self, digit: int) -> bool:
        """Take down one round of talk with its reason and what is offered; False for a digit that is no reason."""
        row = self.asking
        if row is None or not 1 <= digit <= len(Reason):
            return False
        why = list(Reason)[digit - 1]
        self._put(None)
        persons = tuple(member.person for member in _still_to_move(row))
        self.desk.write(
            field_operations.refuse, refused=self.refused.emit, persons=persons, why=why, remedy=REMEDY_FOR[why]
        )
        return True

    def record(self, digit: int) -> bool:
        """Take down how the call ended, and go on to the next; False for a digit that means nothing here."""
        calling = self.calling
        if calling is None or not 1 <= digit <= len(calling.outcomes):
            return False
        outcome, row = calling.outcomes[digit - 1], calling.row
        note = self._notes.pop(row.ident, "")
        self._put(None)
        if row.household is None:
            self.desk.write(
                field_operations.call_village, refused=self.refused.emit, place=row.place, outcome=outcome,
                to=calling.rung.to, note=note,
            )  # fmt: skip
        else:
            waiting = _still_to_move(row)
            self.desk.write(
                field_operations.call, refused=self.refused.emit, person=waiting[0].person, outcome=outcome,
                to=calling.rung.to, household=True, note=note,
            )  # fmt: skip
        following_row = next_to_call(self.state, row.ident)
        if following_row:
            self.selected.emit(following_row)
        return True

    def next_silent(self) -> str:
        """The village to ask over the radio now: the longest silent one that was not just asked."""
        now = self.desk.at()
        rows = {line.ident: line for line in self.state.lines if isinstance(line, CallRow)}
        for silent in self.state.silent:
            row = rows.get(f"village/{silent.place}")
            asked = row is not None and any(
                one.rung is Rung.RADIO and one.tries and row.stands.waits(now) for one in row.rungs
            )
            if row is not None and not asked:
                return row.ident
        return ""

    def _number(self, ident: str, number: str) -> None:
        if self.calling is not None and self.calling.row.ident == ident:
            self._put(replace(self.calling, number=number))

    def _put(self, calling: Calling | None) -> None:
        self.calling = calling
        self.asking = None
        self.calling_changed.emit(calling)

    # -- verbs of the roll, for the whole household ------------------------------------------------------------------

    def do(self, verb: str, row: CallRow) -> None:
        """A verb of the key table about everybody of a household who is still to move."""
        members = _still_to_move(row)
        if verb == "see_map":
            self.desk.ask("map", row.ident if row.household is not None else f"place/{row.place}")
        elif verb == "arrived" and row.household is None:
            self.desk.write(order_operations.complete, refused=self.refused.emit, places=(row.place,))
        elif not members:
            self.refused.emit(Refusal(Rule.VILLAGE_ROW, {"place": row.place_name}))
        elif verb in ("arrived", "housed"):
            field_verbs.arrived(self.desk, members, self.refused.emit, housed=verb == "housed")
        elif verb == "unreachable":
            field_verbs.out_of_reach(self.desk, members, self.refused.emit)
        elif verb == "away":
            field_verbs.away(self.desk, members, self.refused.emit)


def _still_to_move(row: CallRow) -> tuple[RollRow, ...]:
    return row.members[: row.persons] if row.household is not None else ()


def _rules(store: Any) -> tuple[RuleRow, ...]:
    return (*calling_book(store).rules, *reporting_book(store).rules)


def _fact(state: CallsShown) -> str:
    """What stands in the navigation: who is unanswered past his time, else who was not called yet."""
    if state.counts.get("due"):
        return translate("Calls", "到时 {n} 户").format(n=state.counts["due"])
    if state.counts.get("uncalled"):
        return translate("Calls", "未叫 {n} 户").format(n=state.counts["uncalled"])
    return ""
