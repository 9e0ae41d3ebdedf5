"""上报: the situation as it stands, the words that would go up now, the names behind each figure, when it is due."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from core.domain.events import Changes, Kind
from core.domain.helping import Out
from core.domain.situation import Due, Figure, ReportKind, changes
from core.operations import helping
from core.operations.prints import record_print
from core.queries.behind import names_behind, rows_of
from core.queries.situation import report_clock
from core.queries.situation_rows import BehindRow, Situation
from desktop.desk import Desk
from desktop.pace import Pace
from desktop.printing.situation_files import Upward, Written
from desktop.prints_folder import reports_folder
from desktop.reporting import prepared, sent, squad_out
from desktop.reports import saying
from desktop.reports.sending import Sending

COLUMNS = (
    *(Figure.HOUSEHOLDS, Figure.DUE, Figure.MOVED, Figure.NOT_MOVED, Figure.REFUSED, Figure.UNREACHABLE),
    *(Figure.AWAY, Figure.TO_RECONCILE, Figure.BEYOND, Figure.INSTITUTION_HEADS),
)
BESIDE = (
    *(Figure.IN_HOUSE, Figure.PEAK, Figure.PLACED, Figure.VISITS, Figure.FRAIL, Figure.IN_HOSPITAL),
    *(Figure.INJURED, Figure.HOSPITAL, Figure.DEAD, Figure.INSTITUTION_MOVED, Figure.OUT, Figure.OUT_SILENT),
)
_QUIET = frozenset((Kind.CLOCK_SET, Kind.REVEALED, Kind.OPERATOR_NAMED, Kind.PRINTED, Kind.EXPORTED))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a village, a town (`place` None) or the whole (`town` None too)."""

    town: str | None
    place: str | None
    name: str
    figures: dict[Figure, int]
    before: dict[str, int]
    note: str = ""

    @property
    def ident(self) -> str:
        return f"{self.town if self.town is not None else '*'}/{self.place if self.place is not None else '*'}"

    def change(self, figure: Figure) -> int | None:
        """By how much a figure has changed since the last report; None where there is none to compare with."""
        if not self.before:
            return None
        return changes({str(figure): self.figures.get(figure, 0)}, {str(figure): self.before.get(figure, 0)}).get(
            str(figure), 0
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """Which figure of which line is open; `difference` from 0 where a sum that does not come out is."""

    town: str | None = None
    place: str | None = None
    figure: Figure = Figure.DUE
    difference: int | None = None
    unsettled: bool = False  # whom a final report would leave behind, together


@dataclass(frozen=True, slots=True)
class ReportsShown:
    """One state of the screen. `kind` is what Enter would send now."""

    upward: Upward | None = None
    lines: tuple[Line, ...] = ()
    kind: ReportKind = ReportKind.FIRST
    at: datetime | None = None

    @property
    def situation(self) -> Situation | None:
        return self.upward.situation if self.upward is not None else None


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the open cell."""

    cell: Cell
    rows: tuple[BehindRow, ...] = ()


@dataclass
class _Sent:
    upward: list[Upward] = field(default_factory=list)


def lines_of(stands: Situation, unfolded: frozenset[str]) -> tuple[Line, ...]:
    """The whole first, then each town, its villages where it is unfolded."""
    last = stands.last
    lines = [Line(None, None, saying.line("", ""), stands.total, last.total if last else {})]
    for town in stands.towns:
        before = last.towns.get(town.town, {}) if last else {}
        lines.append(Line(town.town, None, town.town, town.figures, before))
        if town.town in unfolded:
            for one in town.places:
                had = last.places.get(one.place, {}) if last else {}
                lines.append(Line(town.town, str(one.place), one.name, one.figures, had, str(one.level)))
    return tuple(lines)


class ReportsModel(QObject):
    """`shown` with each new state, `names_changed` with the names of the open cell, `sent_up` and `written` as a report
    goes, `refused` at the panel, `fact_changed` for the navigation."""

    shown = Signal(object)
    names_changed = Signal(object)
    sent_up = Signal(object)
    written = Signal(object)
    refused = Signal(object)
    failed = Signal(str)
    fact_changed = Signal(str)
    squad_refused = Signal(object)
    squad_sent = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = ReportsShown()
        self.names = Names(Cell())
        self.fact = ""
        self._kind: ReportKind | None = None
        self._unfolded: frozenset[str] = frozenset()
        self._in_front = False
        self._pace = Pace(self._ask_all, self)
        self.sending = Sending(reports_folder(), self)
        self.sending.written.connect(self._written)
        self.sending.refused.connect(self.refused)
        self.sending.failed.connect(self.failed)
        desk.changed.connect(self._on_changed)
        desk.moment.connect(lambda _at: self._pace.wish())
        desk.scope_changed.connect(self._on_scope)
        desk.operator_changed.connect(lambda _name: self._pace.wish())
        self._ask_clock()

    def close(self) -> None:
        self.sending.close()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def front(self, in_front: bool) -> None:
        self._in_front = in_front
        self._pace.watch(in_front)
        if in_front:
            self.ask()

    def ask(self) -> None:
        facts: dict[str, Any] = {"scope": self.desk.scope, "kind": self._kind, "operator": self.desk.operator}
        self.desk.read(prepared, self._show, key="reports", refused=self.refused.emit, at=self.desk.at(), **facts)
        self.open(self.names.cell)

    def choose(self, kind: str) -> None:
        """What Enter sends: `first`, `next` or `final`."""
        self._kind = ReportKind(kind)
        self.ask()

    def unfold(self, town: str) -> None:
        """The villages of a town, shown or folded away."""
        self._unfolded = self._unfolded ^ {town}
        if self.state.situation is not None:
            self._put(replace(self.state, lines=lines_of(self.state.situation, self._unfolded)))

    def open(self, cell: Cell) -> None:
        """Ask for the names behind a figure."""
        self.names = Names(cell, self.names.rows if cell == self.names.cell else ())
        then = partial(self._name, cell)
        stands = self.state.situation
        if cell.unsettled and stands is not None:
            left = tuple(dict.fromkeys(one for persons in stands.unsettled.values() for one in persons))
            self.desk.read(rows_of, then, key="behind", at=self.desk.at(), persons=left)
        elif cell.difference is not None and stands is not None and cell.difference < len(stands.differences):
            persons = stands.differences[cell.difference].persons
            self.desk.read(rows_of, then, key="behind", at=self.desk.at(), persons=persons)
        else:
            self.desk.read(
                names_behind, then, key="behind", at=self.desk.at(), scope=self.desk.scope, figure=cell.figure,
                town=cell.town, place=cell.place,
            )  # fmt: skip

    def next_difference(self) -> bool:
        """Open the names behind the next sum that does not come out; False where all do."""
        stands = self.state.situation
        if stands is None or not stands.differences:
            return False
        at = self.names.cell.difference
        self.open(Cell(difference=0 if at is None else (at + 1) % len(stands.differences)))
        return True

    def _ask_all(self) -> None:
        self._ask_clock()
        if self._in_front:
            self.ask()

    def _ask_clock(self) -> None:
        self.desk.read(report_clock, self._show_fact, key="report-clock", scope=self.desk.scope, at=self.desk.at())

    def _on_changed(self, changed: Changes) -> None:
        if not changed.kinds <= _QUIET:
            self._ask_all()

    def _on_scope(self, _town: str | None) -> None:
        self._kind = None
        self._unfolded = frozenset()
        self.names = Names(Cell())
        self._ask_all()

    def _show(self, upward: Upward) -> None:
        lines = lines_of(upward.situation, self._unfolded or self._only(upward.situation))
        self._put(ReportsShown(upward, lines, upward.kind, upward.situation.at))

    def _only(self, stands: Situation) -> frozenset[str]:
        """One town alone shows its villages at once."""
        return frozenset(town.town for town in stands.towns) if len(stands.towns) == 1 else frozenset()

    def _put(self, state: ReportsShown) -> None:
        self.state = state
        self.shown.emit(state)

    def _name(self, cell: Cell, rows: tuple[BehindRow, ...]) -> None:
        if cell == self.names.cell:
            self.names = Names(cell, rows)
            self.names_changed.emit(self.names)

    def _show_fact(self, due: Due | None) -> None:
        fact = saying.fact(due, self.desk.at())
        if fact != self.fact:
            self.fact = fact
            self.fact_changed.emit(fact)

    # -- a report ----------------------------------------------------------------------------------------------------

    def leaves_somebody(self) -> bool:
        """Whether Enter would end the incident while somebody is not settled; their names are opened."""
        stands = self.state.situation
        if self.state.kind is not ReportKind.FINAL or stands is None or not stands.unsettled_counts:
            return False
        self.open(Cell(unsettled=True))
        return True

    def send(self, remark: str = "") -> None:
        """Record the report as it stands at this moment, then write its files. `remark`: of a final one that leaves
        somebody unsettled; without one it is refused."""
        went = _Sent()
        self.desk.write(
            partial(_send, went), refused=self.refused.emit, then=lambda _changes: self._went(went),
            scope=self.desk.scope, kind=self._kind, remark=remark,
        )  # fmt: skip

    def _went(self, went: _Sent) -> None:
        self._kind = None
        for upward in went.upward:
            self.sent_up.emit(upward)
            self.sending.write(upward)

    def _written(self, written: Written) -> None:
        """Names have left the file: recorded before it is said."""
        self.desk.write(
            record_print, refused=self.refused.emit, then=lambda _changes: self.written.emit(written),
            papers={"situation": written.pages}, households=0, persons=written.persons,
            subject=f"town/{self.desk.scope}" if self.desk.scope else "",
        )  # fmt: skip

    def open_folder(self) -> bool:
        """Show the reports in the system's file manager; False before any were written."""
        folder = self.sending.folder
        return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def send_squad(self, text: str) -> None:
        """A squad goes out, as it was typed."""
        self.desk.write(
            squad_out, refused=self.squad_refused.emit, then=lambda _changes: self.squad_sent.emit(), text=text
        )

    def sortie(self, responder: str, state: Out) -> None:
        """Somebody out there was heard of, or is back."""
        self.desk.write(helping.sortie, refused=self.refused.emit, responder=responder, state=state)

    def show_person(self, person: str) -> None:
        self.desk.ask("people", f"person/{person}")

    def ask_rules(self) -> None:
        self.desk.ask("calls", "rules/reports")


def _send(went: _Sent, store: Any, **facts: Any) -> Changes:
    made, upward = sent(store, **facts)
    went.upward.append(upward)
    return made
