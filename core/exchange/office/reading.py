"""One source read as one table: a verdict for every row, and findings about the sheets and columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.collecting import no_collection
from core.domain.findings import Finding, Refusal, Rule
from core.domain.ids import PlaceCode
from core.exchange.cells import Problem
from core.exchange.office import helper_rows, people_rows
from core.exchange.office.fields import UNLIKE, Context, readers
from core.exchange.office.grids import Grid, Source, unreadable
from core.exchange.office.header_words import HEADER_WORDS, NEEDED, NOT_KEPT, label
from core.exchange.office.headers import Header, find_header
from core.exchange.office.office_words import answered
from core.exchange.office.people_rows import Given
from core.exchange.office.personal import id_number, rounded_ids
from core.exchange.office.problems import Odd
from core.exchange.office.records import Record, records
from core.exchange.office.repeats import without_repeats
from core.exchange.office.said import CellReader, Note, Said, as_text
from core.exchange.office.table_rows import nothing_said, prepared, table_row
from core.exchange.office.verdicts import Reading, RowId, RowVerdict, SheetRead, Verdict

# What a list must have a column of (one of each group) besides what `NEEDED` finds it by.
VILLAGE_ENDS = ("村", "社区", "居委会", "村委会")
REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "people": (("place", "address"),),
    "helpers": (("place",),),
    "towns": (("lon",), ("lat",)),
    "places": (("town",), ("kind",)),
    "shelters": (("kind",), ("lon",), ("lat",)),
    "rooms": (("shelter",),),
    "thresholds": (("place",), ("soil",)),
    "fleet": (("kind",),),
    "institutions": (("place",), ("kind",), ("cannot_walk",)),
    "stations": (("name",),),
    "road_nodes": (("lon",), ("lat",)),
    "road_links": (("to_node",), ("length_m",)),
    "speeds": (("light",), ("rain",)),
    "delays": (("light",),),
}

Mends = Mapping[RowId, Mapping[str, str]]
Progress = Callable[[float], None]
EVERY = 2_000
EXACT_HOUSEHOLD = "exact_household"  # among `said`: the household's number is the file's own, and may be corrected


def require_table(table: str) -> None:
    if table not in HEADER_WORDS:
        raise Refusal(Rule.UNKNOWN_TABLE, {"table": table, "known": list(HEADER_WORDS)})


def read_source(
    table: str, source: Source, context: Context, *, mends: Mends | None = None, progress: Progress | None = None
) -> Reading:
    """Every visible sheet whose header is one of this table. `mends` replaces cells (row -> field -> text) before they
    are read.

    Raises Refusal: UNKNOWN_TABLE; IMPORT_ERRORS where no sheet is such a table, with a finding for each that lacks
    columns or a header.
    """
    require_table(table)
    with no_collection():
        work = _Work(table, source, context, mends or {}, progress)
        for number, grid in enumerate(source.grids):
            work.sheet(number, grid)
        return work.reading()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet while it is being read."""

    number: int
    where: str
    header: Header
    given: Given
    readers: tuple[dict[str, CellReader], ...]
    known: dict[str, dict[str, Said]]  # what was read before, for columns that repeat themselves


class _Work:
    def __init__(self, table: str, source: Source, context: Context, mends: Mends, progress: Progress | None) -> None:
        self._table = table
        self._registers = table in ("people", "helpers")
        self._source = source
        self._context = context
        self._mends = mends
        self._progress = progress
        self._findings: list[Finding] = list(source.findings)
        self._lacking: list[Finding] = []
        self._rows: list[RowVerdict] = []
        self._members: dict[RowId, str] = {}
        self._sheets: list[SheetRead] = []
        self._total = sum(len(grid.rows) for grid in source.grids) or 1
        self._saids: dict[tuple[str, ...], frozenset[str]] = {}

    # -- sheets ------------------------------------------------------------------------------------------------------

    def sheet(self, number: int, grid: Grid) -> None:
        where = f"{self._source.name}#{grid.name}" if grid.name else self._source.name
        rows = sum(any(as_text(cell) for cell in row) for row in grid.rows[:50]) if grid.rows else 0
        if not rows:
            return
        if grid.hidden:
            self._findings.append(Finding(Odd.HIDDEN_SHEET, where, facts={"sheet": grid.name, "rows": len(grid.rows)}))
            return
        header = find_header(self._table, grid)
        if header is None:
            needed = [label(self._table, group[0]) for group in NEEDED[self._table]]
            self._lacking.append(
                Finding(Odd.NO_HEADER, where, facts={"sheet": grid.name, "needed": needed}, error=True)
            )
            return
        given = self._given(grid, header, where)
        lacking = self._lacks(grid, header, given, where)
        if lacking:
            self._lacking.extend(lacking)
            return
        self._tell_columns(header, where, grid.line(header.bottom))
        made = tuple(self._readers(grid, header, block) for block in header.blocks)
        known: dict[str, dict[str, Said]] = {
            name: {} for block in header.blocks for name in block if name not in UNLIKE
        }
        sheet = _Sheet(number, where, header, given, made, known)
        before = len(self._rows)
        for count, record in enumerate(records(self._table, grid, header)):
            self._rows.append(self._verdict(sheet, record))
            if self._progress is not None and count % EVERY == 0:
                self._progress(min(0.95, len(self._rows) / self._total))
        for rule in sorted(given.told):
            self._findings.append(Finding(rule, where, facts={"sheet": grid.name}))
        columns = tuple(
            (column, header.names[column], name)
            for block in header.blocks
            for name, where_it_is in block.items()
            for column in where_it_is
        )
        self._sheets.append(SheetRead(grid.name, number, grid.line(header.bottom), columns, len(self._rows) - before))

    def _readers(self, grid: Grid, header: Header, block: Mapping[str, tuple[int, ...]]) -> dict[str, CellReader]:
        made = readers(self._table, self._context, block)
        if "id_number" in block:
            column = block["id_number"][0]
            below = grid.rows[header.bottom + 1 :]
            if rounded_ids(row[column] for row in below if len(row) > column):
                made["id_number"] = partial(id_number, rounded=True)
        return made

    def _given(self, grid: Grid, header: Header, where: str) -> Given:
        """What title and sheet name say for all rows, told as findings."""
        given = Given()
        block = header.blocks[0]
        if self._table not in ("people", "helpers"):
            return given
        texts = (grid.name, *header.titles)
        if "place" not in block:
            found = {place.code: place for text in texts for place in self._context.places.in_address(text)}
            if len(found) == 1:
                (place,) = found.values()
                given.place = PlaceCode(place.code)
                self._findings.append(Finding(Odd.PLACE_FROM_TITLE, where, facts={"value": place.full}))
        if self._table == "people":
            if "household" in block:
                given.exact_households = people_rows.exact(header.names[block["household"][0]])
            if "hazards" not in block:
                given.hazards = people_rows.title_hazards((*texts, self._source.name))
                rule = Odd.HAZARD_FROM_TITLE if given.hazards else Odd.NO_HAZARDS
                self._findings.append(Finding(rule, where, facts={"value": "".join(given.hazards)}))
        return given

    def _lacks(self, grid: Grid, header: Header, given: Given, where: str) -> list[Finding]:
        block, line = header.blocks[0], grid.line(header.bottom)
        lacking = []
        for group in REQUIRED.get(self._table, ()):
            if any(name in block for name in group) or (group[0] == "place" and given.place is not None):
                continue
            if group[0] == "place" and self._table in ("people", "helpers") and self._sections(grid, header):
                continue
            facts = {"label": label(self._table, group[0])}
            lacking.append(Finding(Problem.MISSING_COLUMN, where, line, group[0], facts, error=True))
        return lacking

    def _sections(self, grid: Grid, header: Header) -> bool:
        """Whether the rows begin with a village as a heading: then no column need say it."""
        for row in grid.rows[header.bottom + 1 : header.bottom + 4]:
            texts = [text for cell in row if (text := as_text(cell))]
            if len(texts) == 1 and len(texts[0]) <= 12 and self._context.places.find(texts[0]).text:
                return True
        return False

    def _tell_columns(self, header: Header, where: str, line: int) -> None:
        not_kept = NOT_KEPT.get(self._table, frozenset(("note",)))
        passed = [column for block in header.blocks for name in not_kept for column in block.get(name, ())]
        for column in sorted((*header.unread, *passed)):
            facts = {"value": header.names[column]}
            self._findings.append(Finding(Odd.COLUMN_NOT_READ, where, line, header.names[column], facts))
        if len(header.blocks) > 1:
            self._findings.append(Finding(Odd.SIDE_BY_SIDE, where, line, facts={"count": len(header.blocks)}))
        for block in header.blocks:
            for columns in (several for several in block.values() if len(several) > 1):
                facts = {"value": "、".join(header.names[column] for column in columns)}
                self._findings.append(Finding(Odd.DOUBLE_COLUMN, where, line, header.names[columns[0]], facts))

    # -- rows --------------------------------------------------------------------------------------------------------

    def _verdict(self, sheet: _Sheet, record: Record) -> RowVerdict:
        row = RowId(sheet.number, record.line, record.block)
        if not record.none and self._is_heading(sheet, record):
            record.none = Odd.SECTION
        if record.none:
            return self._left_out(sheet, row, record)
        mend = self._mends.get(row)
        cells, notes = self._read_cells(sheet, record, mend)
        if nothing_said(cells):
            record.none = Odd.ONLY_A_NUMBER
            return self._left_out(sheet, row, record)
        if record.hidden:
            notes.append(("", Note(Odd.HIDDEN_ROW)))
        if record.filled:
            facts = {"value": "、".join(self._shown(sheet, record, name) for name in record.filled)}
            notes.append(("", Note(Odd.FILLED_DOWN, facts)))
        value, said = self._value(sheet, record, cells, notes)
        if not notes:
            return RowVerdict(row, sheet.where, Verdict.ACCEPTED, value, (), said)
        block = sheet.header.blocks[record.block]
        findings = tuple(
            Finding(
                note.rule,
                sheet.where,
                record.line,
                sheet.header.names[block[name][0]] if name in block else name and label_of(self._table, name),
                {**note.facts, "field": name} if name else note.facts,
                note.error,
            )
            for name, note in notes
        )
        if any(note.error for _, note in notes):
            # A place and a name stand as they came: their codes and clean forms say nothing to who mends them.
            kept = {
                name: (self._raw(record, name) if name in ("place", "name", "head") else cell.text)
                or self._raw(record, name)
                for name, cell in cells.items()
            }
            kept |= mend or {}
            shown = tuple(as_text(cell) for cell in record.shown)
            return RowVerdict(row, sheet.where, Verdict.SET_ASIDE, None, findings, said, kept, shown)
        return RowVerdict(row, sheet.where, Verdict.REMARKED, value, findings, said)

    def _value(
        self, sheet: _Sheet, record: Record, cells: dict[str, Said], notes: list[tuple[str, Note]]
    ) -> tuple[Any, frozenset[str]]:
        if self._table == "people":
            value: Any = people_rows.person_row(cells, notes, self._context, sheet.given)
            if "members" in cells and cells["members"].text:
                self._members[RowId(sheet.number, record.line, record.block)] = cells["members"].text
            return value, self._said(cells, sheet.given.exact_households)
        if self._table == "helpers":
            return helper_rows.helper_row(cells, notes, self._context, sheet.given.place), self._said(cells)
        said = prepared(self._table, cells, notes, self._context)
        value = table_row(self._table, sheet.where, record.line, said, notes, self._context)
        return value, frozenset(name for name, text in said.items() if text)

    def _said(self, cells: dict[str, Said], exact: bool = False) -> frozenset[str]:
        """Columns with something in them; one set for each pattern of blanks, however many rows have it."""
        names = tuple([name for name, cell in cells.items() if cell.text])
        if exact:
            names = (*names, EXACT_HOUSEHOLD)
        known = self._saids.get(names)
        if known is None:
            known = self._saids[names] = frozenset(names)
        return known

    def _read_cells(
        self, sheet: _Sheet, record: Record, mend: Mapping[str, str] | None
    ) -> tuple[dict[str, Said], list[tuple[str, Note]]]:
        """Each cell in the words of the pack, and what was odd about it."""
        notes: list[tuple[str, Note]] = []
        cells: dict[str, Said] = {}
        raw = record.cells
        made = sheet.readers[record.block]
        if mend:
            raw = {**raw, **mend}
            missing = [name for name in mend if name not in made]
            made = {**made, **readers(self._table, self._context, missing)} if missing else made
        town = as_text(raw["town"]) if self._registers and "town" in raw else ""
        for name, cell in raw.items():
            if name == "place" and self._registers:
                said = self._context.places.find(cell, town)
            else:
                known = sheet.known.get(name) if cell.__class__ is str else None
                found = known.get(cell) if known is not None else None
                if found is None:
                    found = self._read_cell(sheet, record, name, cell, made[name])
                    if known is not None:
                        known[cell] = found
                said = found
            if record.extra and name in record.extra and not (mend and name in mend):
                said = self._with_extra(name, cell, said, record.extra[name], made[name])
            cells[name] = said
            if said.notes:
                notes.extend((name, note) for note in said.notes if not self._twice(name, note, cells))
        return cells, notes

    def _read_cell(self, sheet: _Sheet, record: Record, name: str, cell: Any, read: CellReader) -> Said:
        if name == "mobility":
            return answered(self._name(sheet, record, name), cell) or read(cell)
        return read(cell)

    @staticmethod
    def _twice(name: str, note: Note, cells: Mapping[str, Said]) -> bool:
        """Whether the same was said of the head and of the name: the head's own row has it in both columns."""
        other = {"name": "head", "head": "name"}.get(name, "")
        return other in cells and note in cells[other].notes

    @staticmethod
    def _with_extra(name: str, first: Any, said: Said, others: tuple[Any, ...], read: CellReader) -> Said:
        """Two columns of one field: telephones add up; else the filled one counts, and two that differ are asked."""
        texts = {as_text(cell): cell for cell in (first, *others) if as_text(cell)}
        if len(texts) < 2:
            return read(next(iter(texts.values()))) if texts and not said.text else said
        if name in ("phone", "needs", "ledger", "note", "hazards"):
            return read("、".join(texts)) if name != "phone" else read(" / ".join(texts))
        if len({read(cell).text for cell in texts.values()}) == 1:
            return said
        return Said("", (Note(Odd.TWO_VALUES, {"value": "、".join(texts)}, error=True),))

    def _is_heading(self, sheet: _Sheet, record: Record) -> bool:
        """Whether a village stands alone in its row, over the people of it, in a list without a column for it."""
        if self._table not in ("people", "helpers") or "place" in sheet.header.blocks[record.block]:
            return False
        texts = [text for cell in record.shown if (text := as_text(cell))]
        return len(texts) == 1 and texts[0].endswith(VILLAGE_ENDS) and bool(self._context.places.find(texts[0]).text)

    def _left_out(self, sheet: _Sheet, row: RowId, record: Record) -> RowVerdict:
        texts = [as_text(cell) for cell in record.shown if as_text(cell)]
        if record.none == Odd.SECTION and "place" not in sheet.header.blocks[record.block] and texts:
            found = self._context.places.find(texts[0])
            if found.text:
                sheet.given.place = PlaceCode(found.text)
        note = Finding(record.none, sheet.where, record.line, facts={"value": " ".join(texts)[:60]})
        return RowVerdict(row, sheet.where, Verdict.LEFT_OUT, None, (note,), shown=tuple(map(as_text, record.shown)))

    def _name(self, sheet: _Sheet, record: Record, name: str) -> str:
        columns = sheet.header.blocks[record.block].get(name)
        return sheet.header.names[columns[0]] if columns else ""

    def _shown(self, sheet: _Sheet, record: Record, name: str) -> str:
        return f"{self._name(sheet, record, name)} {as_text(record.cells[name])}"

    @staticmethod
    def _raw(record: Record, name: str) -> str:
        return as_text(record.cells.get(name, ""))

    # -- the whole -----------------------------------------------------------------------------------------------------

    def reading(self) -> Reading:
        if not self._sheets:
            self._refuse()
        self._findings.extend(
            Finding(Odd.SHEET_NOT_READ, lack.where, lack.line, lack.column, {**lack.facts, "why": lack.rule})
            for lack in self._lacking
        )
        rows = without_repeats(self._table, self._rows, self._members)
        return Reading(
            self._table, self._source.name, self._source.read_as, tuple(self._sheets), rows, tuple(self._findings)
        )

    def _refuse(self) -> None:
        if not self._lacking:
            raise unreadable(self._source.name, Odd.EMPTY_FILE if not self._findings else Odd.HIDDEN_SHEET)
        first = self._lacking[0]
        facts: dict[str, Any] = {"file": self._source.name, "count": len(self._lacking), "first": first.rule}
        facts |= {"line": first.line, "column": first.column, "facts": first.facts}
        raise Refusal(Rule.IMPORT_ERRORS, facts, (*self._lacking, *self._findings))


def label_of(table: str, name: str) -> str:
    """Our word for a field that the source has no column of."""
    return label(table, name) if name in HEADER_WORDS[table] else name
