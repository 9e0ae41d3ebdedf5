"""The roll: everybody due, not accounted for first; grouped and filtered off the GUI thread into one frozen state."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.domain.events import Changes, Evidence, Outcome, Step
from core.domain.findings import Refusal, Rule
from core.domain.harm import Harm
from core.domain.refusing import Reason
from core.domain.standing import Class
from core.queries.roll import roll
from core.queries.rows import Roll, RollGroup, RollRow
from desktop import field_verbs
from desktop.conflicts.model import ConflictsModel
from desktop.desk import Desk

translate = QCoreApplication.translate

FILTERS = ("open", "exposed", "unreachable", "unanswered", "refused", "overdue", "all", "chosen")
FROM_BAR = {
    "exposed": "exposed",
    "due": "all",
    "moved": "moved",
    "not_moved": "not_moved",
    "refused": "refused",
    "unreachable": "unreachable",
    "to_reconcile": "to_reconcile",
    "overtaken": "overtaken",
    "away": "away",
    "beyond": "beyond",
    "harmed": "harmed",
}
_GROUP_FILTERS = {
    "exposed": RollGroup.EXPOSED,
    "unreachable": RollGroup.UNREACHABLE,
    "unanswered": RollGroup.UNANSWERED,
    "refused": RollGroup.REFUSED,
    "overdue": RollGroup.OVERDUE,
    "away": RollGroup.AWAY,
    "moved": RollGroup.MOVED,
}
NOT_SETTLED = frozenset(
    (RollGroup.EXPOSED, RollGroup.UNREACHABLE, RollGroup.UNANSWERED, RollGroup.REFUSED, RollGroup.OVERDUE)
)
ORDERS = ("danger", "village")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group: how many persons and households, and what is nearest in it."""

    group: RollGroup
    persons: int
    households: int
    first: RollRow
    oldest: datetime | None
    folded: bool = False


Line = Head | RollRow


@dataclass(frozen=True, slots=True)
class RollShown:
    """One state of the screen: lines in order, a count for each filter, the filter in force."""

    lines: tuple[Line, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    chosen: str = "open"
    order: str = "danger"
    revision: int = -1
    at: datetime | None = None
    loaded: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    chosen: str
    order: str
    unfolded: bool
    words: str = ""


def arrange(answer: Roll, wanted: Wanted, at: datetime) -> RollShown:
    """Filter, group and order the rows. Groups keep the fixed order; inside, the nearest deadline first."""
    counts = {name: sum(1 for row in answer.rows if _wanted(row, name)) for name in {*FILTERS, *FROM_BAR.values()}}
    rows = [row for row in answer.rows if _wanted(row, wanted.chosen) and _says(row, wanted.words)]
    if wanted.order == "village":
        rows.sort(key=lambda row: (list(RollGroup).index(row.group), row.town, row.place_name, row.household))
    lines: list[Line] = []
    for group in RollGroup:
        there = [row for row in rows if row.group is group]
        if not there:
            continue
        folded = group is RollGroup.MOVED and not wanted.unfolded and wanted.chosen in ("open", "all")
        heard = [row.last_at for row in there if row.last_at is not None]
        homes = len({row.household for row in there})
        lines.append(Head(group, len(there), homes, there[0], min(heard, default=None), folded))
        if not folded:
            lines.extend(there)
    return RollShown(tuple(lines), counts, wanted.chosen, wanted.order, answer.revision, at, True)


def _wanted(row: RollRow, name: str) -> bool:
    if name == "all":
        return not row.beyond_register
    if name == "open":
        return row.group in NOT_SETTLED
    if name == "not_moved":
        return row.class_ is Class.NOT_MOVED and not row.beyond_register
    if name == "to_reconcile":
        return row.to_reconcile
    if name == "overtaken":
        return row.overtaken and not row.beyond_register
    if name == "beyond":
        return row.beyond_register
    if name == "harmed":
        return row.harm is not None
    if name == "unreachable":  # the figure of the bar: some of them stand under 有险无人 in the list
        return row.class_ is Class.UNREACHABLE and not row.beyond_register
    return row.group is _GROUP_FILTERS.get(name) and not row.beyond_register


def _says(row: RollRow, words: str) -> bool:
    return not words or words in row.name or words in row.place_name or words in row.household


def _ask(store: Any, scope: str | None, wanted: Wanted, at: datetime) -> tuple[Roll, RollShown]:
    answer = roll(store, scope, at)
    return answer, arrange(answer, wanted, at)


class RollModel(QObject):
    """`shown` with each new state; `refused` at the list; `fact` for the navigation."""

    shown = Signal(object)
    fact_changed = Signal(str)
    refused = Signal(object)
    selected = Signal(str)  # person id to put the selection on
    queue_opened = Signal()  # the queue of cards takes the keys

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = RollShown()
        self.fact = ""
        self.conflicts = ConflictsModel(desk, key="conflicts-roll", parent=self)
        self._wanted = Wanted("open", "danger", False)
        desk.changed.connect(self._on_changed)
        desk.moment.connect(lambda _at: self.ask())
        desk.scope_changed.connect(lambda _scope: self.ask())
        self.ask()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def ask(self) -> None:
        at = self.desk.at()
        self.desk.read(_ask, self._show, key="roll", scope=self.desk.scope, wanted=self._wanted, at=at)

    def choose(self, name: str) -> None:
        """Another filter: one of `FILTERS`, or a figure of the bar."""
        self._want(chosen=name)

    def filter_words(self, words: str) -> None:
        self._want(words=words.strip())

    @property
    def words(self) -> str:
        return self._wanted.words

    def turn_order(self) -> None:
        """Shift+S: the endangered first, or by village."""
        self._want(order=ORDERS[(ORDERS.index(self._wanted.order) + 1) % len(ORDERS)])

    def fold(self) -> None:
        """Show or hide who has arrived."""
        self._want(unfolded=not self._wanted.unfolded)

    def select(self, subject: str) -> None:
        """`filter/exposed` from the bar, `queue/beds` from a hand-over, `person/…` or `household/…` from elsewhere."""
        kind, sep, ident = subject.partition("/")
        if not sep:
            kind, ident = "", subject
        if kind == "queue":
            self.conflicts.list_beds()
            self.queue_opened.emit()
        elif kind == "filter":
            self.choose(FROM_BAR.get(ident, ident))
        elif ident:
            if not any(
                isinstance(line, RollRow) and ident in (line.person, line.household) for line in self.state.lines
            ):
                self.choose("all")
            self.selected.emit(ident)

    def _want(self, **changes: Any) -> None:
        wanted = replace(self._wanted, **changes)
        if wanted != self._wanted:
            self._wanted = wanted
            self.ask()

    def _on_changed(self, _changes: Changes) -> None:
        self.ask()

    def _show(self, answer: tuple[Roll, RollShown]) -> None:
        _roll, self.state = answer
        self.shown.emit(self.state)
        fact = translate("Roll", "未落实 {n}").format(n=self.state.counts.get("open", 0)) if self.state.counts else ""
        if fact != self.fact:
            self.fact = fact
            self.fact_changed.emit(fact)

    # -- verbs -------------------------------------------------------------------------------------------------------

    def do(self, verb: str, rows: tuple[RollRow, ...], outcome: Outcome | None = None, note: str = "") -> None:
        """A verb of the key table on the selected rows. Calls take their outcome; Enter is the next step of one."""
        if not rows:
            return
        refuse = self.refused.emit
        if outcome is not None:
            whom = {"call_a": "A", "call_b": "B", "call_neighbour": "neighbour", "knock": "door"}[verb]
            field_verbs.called(self.desk, rows[0], whom, outcome, refuse)
            return
        acts = {
            "arrived": partial(field_verbs.arrived, note=note),
            "housed": partial(field_verbs.arrived, housed=True, note=note),
            "refuse": partial(field_verbs.refused_to_move, reason=note),
            "unreachable": partial(field_verbs.out_of_reach, note=note),
            "away": partial(field_verbs.away, note=note),
        }
        if verb in acts:
            acts[verb](self.desk, rows, refuse)
        elif verb == "enter":
            self._step(rows[0])
        elif verb == "see_map":
            self.desk.ask("map", f"household/{rows[0].household}")

    def refuse(self, row: RollRow, why: Reason) -> None:
        """One round of talk, with what keeps him and what is offered against it."""
        field_verbs.refused_to_move(self.desk, (row,), self.refused.emit, why=why)

    def hurt(self, row: RollRow, harm: Harm, evidence: Evidence, note: str) -> None:
        """Put somebody on one of the named lists, or take him off."""
        field_verbs.harmed(self.desk, row, harm, evidence, note, self.refused.emit)

    def _step(self, row: RollRow) -> None:
        following = row.next_step
        if following in (None, Step.CALLED, Step.ANSWERED):
            self.refused.emit(Refusal(Rule.STEP_OUT_OF_ORDER, {"person": row.name, "next": str(following or "")}))
            return
        field_verbs.reached(self.desk, row, following, self.refused.emit)
