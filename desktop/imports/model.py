"""The import screen: a file read as a table in the worker process, compared with the register, mended, taken in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.domain.events import Changes
from core.domain.findings import Finding, Refusal
from core.exchange.datum import Datum
from core.exchange.office.comparing import Compared, Comparison, Fate
from core.exchange.office.problems import Odd
from core.exchange.office.sheets_out import write_tables
from core.exchange.office.verdicts import Reading, RowId, Verdict
from core.exchange.road_maps.formats import looks_like_a_map
from core.operations.exports import export_table
from core.operations.import_context import compared, context
from core.operations.imports import take_in
from desktop.desk import Desk
from desktop.import_words import TABLES, table_name
from desktop.import_work import FileRead, ReadWish, read_file
from desktop.set_aside import set_aside_sheet
from desktop.template_files import write_template

translate = QCoreApplication.translate
KEY = "import-read"
KINDS = (Verdict.SET_ASIDE, Verdict.REMARKED, Verdict.ACCEPTED, Verdict.REPEATED, Verdict.LEFT_OUT)
WHOLE = "whole"  # findings about the file itself
CHOICES = (*(kind.value for kind in KINDS), WHOLE)
_OWN = frozenset(("name", "id_number", "phone", "birth", "household", "card"))  # one person's: never the same for all
SHOWN_ROWS = 5_000  # of one kind; a list that long is mended in Excel


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of the list."""

    compared: Compared
    sheet: str

    @property
    def row(self) -> RowId:
        return self.compared.row.row


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A head over the rows that have one reason; `rule` empty where nothing is odd."""

    rule: str
    count: int
    example: Finding | None = None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A line about the file or a sheet as a whole."""

    finding: Finding


Line = RowLine | GroupLine | FindingLine


@dataclass(frozen=True, slots=True)
class Taken:
    """What the last taking in did."""

    table: str
    new: int
    changed: int
    left: int


@dataclass(frozen=True, slots=True)
class ImportsShown:
    """`working` is the share of the reading done, None at rest. `refusal` says why nothing could be read."""

    path: Path | None = None
    table: str = "people"
    guesses: tuple[str, ...] = ()
    read_as: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    rows_in: int = 0
    chosen: str = Verdict.SET_ASIDE.value
    lines: tuple[Line, ...] = ()
    working: float | None = None
    refusal: Refusal | None = None
    taken: Taken | None = None
    saved: str = ""
    loaded: bool = False
    mended: int = 0
    datum: str = Datum.WGS84.value
    nobody_due: Finding | None = None  # the file says of nobody what endangers him: no order will make them due

    @property
    def ready(self) -> bool:
        """Whether there is something to take in."""
        return self.loaded and self.working is None and bool(self.new or self.changed)


class ImportsModel(QObject):
    shown = Signal(object)  # ImportsShown
    fact_changed = Signal(str)
    refused = Signal(object)  # Refusal: said beside the list, the screen stays as it is

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.fact = ""
        self.state = ImportsShown()
        self.comparison: Comparison | None = None
        self._mends: dict[RowId, dict[str, str]] = {}
        self._wanted_table = ""
        self._taking: tuple[int, int] = (0, 0)
        desk.changed.connect(self._on_changed)

    # -- file and table ----------------------------------------------------------------------------------------------

    def select(self, subject: str) -> None:
        """`file/PATH`: open a file (dropped on the window)."""
        kind, _, ident = subject.partition("/")
        if kind == "file" and ident:
            self.open_file(Path(ident))

    def open_file(self, path: Path) -> None:
        """Read a file as a table; a road map has a screen of its own."""
        if looks_like_a_map(path):
            self.desk.ask("roads", f"file/{path}")
            return
        self._mends.clear()
        self._wanted_table = ""
        self.comparison = None
        self._say(ImportsShown(path=path, working=0.0))
        self._read()

    def choose_table(self, table: str) -> None:
        """Read the same file as another table; what was mended was mended for the old one."""
        self._mends.clear()
        self._wanted_table = table
        self.comparison = None
        if self.state.path is None:
            self._say(replace(self.state, table=table))
            return
        self._say(self._anew(table=table, guesses=self.state.guesses, working=0.0))
        self._read()

    def _anew(self, **facts: Any) -> ImportsShown:
        """The same file before anything is known of it."""
        return ImportsShown(path=self.state.path, datum=self.state.datum, **facts)

    def next_datum(self) -> None:
        """The positions of this file are of the next datum: read it again."""
        order = [datum.value for datum in Datum]
        datum = order[(order.index(self.state.datum) + 1) % len(order)]
        self._say(replace(self.state, datum=datum, saved="", taken=None))
        if self.state.path is not None:
            self._say(replace(self.state, working=0.0))
            self._read()

    def next_table(self, by: int = 1) -> None:
        """The next of all tables: those that the file could be come first."""
        order = (*self.state.guesses, *(table for table in TABLES if table not in self.state.guesses))
        at = order.index(self.state.table) if self.state.table in order else -1
        self.choose_table(order[(at + by) % len(order)])

    def read_again(self) -> None:
        """The file was mended in Excel meanwhile."""
        if self.state.path is not None:
            self._say(replace(self.state, working=0.0, saved="", taken=None))
            self._read()

    def _read(self) -> None:
        datum, at = self.state.datum, self.desk.now()
        self.desk.read(context, self._known, key="import-context", urgent=True, datum=datum, at=at)

    def _known(self, known: Any) -> None:
        if self.state.path is None:
            return
        mends = {row: dict(fields) for row, fields in self._mends.items()}
        wish = ReadWish(self.state.path, self._wanted_table, known, mends)
        self.desk.compute(read_file, wish, self._has_read, key=KEY, failed=self._failed, progress=self._progressed)

    def _progressed(self, share: float) -> None:
        if self.state.working is not None:
            self._say(replace(self.state, working=share))

    def _failed(self, _why: str) -> None:
        self._say(replace(self.state, working=None, refusal=Refusal("import_failed", {})))

    def _has_read(self, read: FileRead) -> None:
        if read.reading is None:
            self.comparison = None
            shown = self._anew(table=read.table or "people", guesses=read.guesses)
            self._say(replace(shown, refusal=read.refusal))
            return
        self._say(replace(self.state, table=read.table, guesses=read.guesses))
        self._compare(read.reading)

    def _compare(self, reading: Reading) -> None:
        # Bound here and not passed as a fact: a fact is compared by its words, and a reading has a million of them.
        self.desk.read(partial(compared, reading=reading), self._has_compared, key="import-compared", urgent=True)

    def _has_compared(self, comparison: Comparison) -> None:
        self.comparison = comparison
        reading = comparison.reading
        counts = {kind.value: comparison.count(kind) for kind in KINDS} | {WHOLE: len(reading.findings)}
        chosen = self.state.chosen
        if not self.state.loaded or not counts.get(chosen, 0):
            chosen = next((name for name in CHOICES if counts[name]), Verdict.ACCEPTED.value)
        state = replace(
            self.state,
            read_as=reading.read_as,
            counts=counts,
            new=comparison.count(Fate.NEW),
            changed=comparison.count(Fate.CHANGED),
            rows_in=reading.rows_in,
            chosen=chosen,
            lines=lines_of(comparison, chosen),
            working=None,
            refusal=None,
            loaded=True,
            mended=len(self._mends),
            nobody_due=next((odd for odd in reading.findings if odd.rule == Odd.NO_HAZARDS), None),
        )
        if state.taken is not None:
            state = replace(state, taken=replace(state.taken, left=counts[Verdict.SET_ASIDE.value]))
        self._say(state)

    # -- looking, mending, taking in -----------------------------------------------------------------------------------

    def choose(self, name: str) -> None:
        """Show the rows of one verdict, or what was found about the file."""
        if self.comparison is not None and name in CHOICES:
            self._say(replace(self.state, chosen=name, lines=lines_of(self.comparison, name)))

    def mend(self, row: RowId, fields: Mapping[str, str]) -> None:
        """Put what somebody typed in place of cells, and judge again."""
        if not fields:
            return
        self._mends.setdefault(row, {}).update(fields)
        self._say(replace(self.state, working=0.0, taken=None, saved=""))
        self._read()

    def alike(self, line: RowLine) -> tuple[RowId, ...]:
        """Other rows set aside that stumble over the same words in the same column."""
        words = stumbles(line.compared)
        others = self.comparison.rows if self.comparison is not None and words else ()
        return tuple(each.row.row for each in others if each.row.row != line.row and stumbles(each) == words)

    def mend_alike(self, line: RowLine, fields: Mapping[str, str]) -> None:
        """The same for all rows that stumble over the same words, and judge again once."""
        wanted = {name: text for name, text in fields.items() if name in dict(stumbles(line.compared))}
        for row in self.alike(line) if wanted else ():
            self._mends.setdefault(row, {}).update(wanted)
        self.mend(line.row, fields)

    def mended(self, row: RowId) -> Mapping[str, str]:
        return self._mends.get(row, {})

    def take(self) -> None:
        """Take in what can be taken: one operation. The rows set aside stay here."""
        if self.comparison is None or not self.state.ready:
            return
        self._taking = (self.state.new, self.state.changed)
        self.desk.write(take_in, refused=self.refused.emit, then=self._has_taken, reading=self.comparison.reading)

    def _has_taken(self, _changes: Changes) -> None:
        new, changed = self._taking
        left = self.state.counts.get(Verdict.SET_ASIDE.value, 0)
        self._say(replace(self.state, taken=Taken(self.state.table, new, changed, left), new=0, changed=0))

    def _on_changed(self, changes: Changes) -> None:
        """The register moved: what would change is asked again, while a file lies open."""
        if self.comparison is not None and (changes.tables or any(s.startswith("register") for s in changes.subjects)):
            self._compare(self.comparison.reading)

    # -- files out -----------------------------------------------------------------------------------------------------

    def save_set_aside(self, path: Path) -> None:
        """The rows set aside, with why, to mend in Excel and open again."""
        comparison = self.comparison
        if comparison is not None:
            self._write(path, lambda: write_tables(path, (set_aside_sheet(comparison),)))

    def save_template(self, path: Path) -> None:
        table = self.state.table
        self._write(path, lambda: write_template(table, path))

    def export(self, path: Path) -> None:
        """The whole table as it stands in the file; names leave a trace in the journal."""
        table = self.state.table

        def written(_answer: Any) -> None:
            self._say(replace(self.state, saved=path.name))

        def work(store: Any, **facts: Any) -> Changes:
            return export_table(store, table=table, out=path, name=table_name(table), **facts)[1]

        self.desk.write(work, refused=self.refused.emit, then=written)

    def _write(self, path: Path, write: Callable[[], object]) -> None:
        """On the store's thread: a large file takes longer than a key press may."""

        def written(_answer: object) -> None:
            self._say(replace(self.state, saved=path.name))

        self.desk.read(lambda _store: write(), written, key="import-written", refused=self.refused.emit)

    def _say(self, state: ImportsShown) -> None:
        self.state = state
        self.shown.emit(state)


def stumbles(compared_row: Compared) -> tuple[tuple[str, str], ...]:
    """(column, what stands in it) of what a row is set aside for, where that is a word and not somebody's own."""
    row = compared_row.row
    if row.kind is not Verdict.SET_ASIDE:
        return ()
    names = {str(note.facts.get("field", "")) for note in row.notes if note.error} - {""}
    return tuple(sorted((name, row.cells.get(name, "")) for name in names - _OWN))


def lines_of(comparison: Comparison, chosen: str) -> tuple[Line, ...]:
    """The rows of one verdict, those of one reason together, the most frequent reason first."""
    if chosen == WHOLE:
        return tuple(FindingLine(finding) for finding in comparison.reading.findings)
    names = {sheet.number: sheet.name for sheet in comparison.reading.sheets}
    several = len(names) > 1
    groups: dict[str, list[RowLine]] = {}
    examples: dict[str, Finding] = {}
    for compared_row in comparison.rows:
        row = compared_row.row
        if row.kind.value != chosen:
            continue
        why = row.why
        rule = why.rule if why is not None else compared_row.fate.value if compared_row.fate else ""
        if why is not None:
            examples.setdefault(rule, why)
        groups.setdefault(rule, []).append(RowLine(compared_row, names.get(row.row.sheet, "") if several else ""))
    out: list[Line] = []
    for rule, rows in sorted(groups.items(), key=lambda item: -len(item[1])):
        out.append(GroupLine(rule, len(rows), examples.get(rule)))
        out.extend(rows[: max(0, SHOWN_ROWS - len(out))])
    return tuple(out)
