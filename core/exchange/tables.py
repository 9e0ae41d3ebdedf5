"""Tables as text: one csv or xlsx file as a header and numbered rows, or findings where it is no table."""

import csv
import io
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import python_calamine

from core.domain.findings import Finding
from core.exchange.cells import Parser, Problem, Row

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of one table of the pack (design section 4). A header alone is a table without rows."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it came: `rows` are (line, cells), lines counted from 1 with the header. Blank lines are left out."""

    where: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, Sequence[str]], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class RowsRead(Generic[T]):
    """`accepted` rows in file order; `explained` has one finding for each row that was not; `findings` has them all."""

    accepted: tuple[T, ...] = ()
    explained: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows_in: int = 0
    lines: tuple[int, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.error)

    def noting(self, findings: tuple[Finding, ...]) -> "RowsRead[T]":
        """The same rows with more findings that reject none of them."""
        return replace(self, findings=(*self.findings, *findings))

    def rejecting(self, findings: tuple[Finding, ...]) -> "RowsRead[T]":
        """Without the rows on the lines of these findings."""
        bad = {finding.line for finding in findings}
        kept = [index for index, line in enumerate(self.lines) if line not in bad]
        firsts = {finding.line: finding for finding in reversed(findings)}
        return replace(
            self,
            accepted=tuple(self.accepted[index] for index in kept),
            lines=tuple(self.lines[index] for index in kept),
            explained=(*self.explained, *(firsts[line] for line in self.lines if line in bad)),
            findings=(*self.findings, *findings),
        )


def csv_sheet(where: str, data: bytes) -> Sheet:
    """UTF-8 with or without mark, any line ends."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Sheet(where, findings=(Finding(Problem.NOT_UTF8, where, line, facts={"byte": error.start}, error=True),))
    lines: list[tuple[int, Sequence[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = 0
    try:
        for cells in reader:
            lines.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        finding = Finding(Problem.NOT_A_TABLE, where, before + 1, facts={"detail": str(error)}, error=True)
        return Sheet(where, findings=(finding,))
    return _sheet(where, lines)


def xlsx_sheet(where: str, data: bytes) -> Sheet:
    """The first worksheet; numbers and dates come out as a person would type them in csv."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        return Sheet(where, findings=(Finding(Problem.NOT_A_TABLE, where, facts={"detail": str(error)}, error=True),))
    return _sheet(where, [(line, [_as_text(cell) for cell in cells]) for line, cells in enumerate(rows, 1)])


def _as_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _sheet(where: str, lines: list[tuple[int, Sequence[str]]]) -> Sheet:
    filled = [(line, cells) for line, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        return Sheet(where)
    header = tuple(name.strip() for name in filled[0][1])
    return Sheet(where, header, tuple(filled[1:]))


def read_rows(
    sheet: Sheet, shape: Shape, parse: Parser[T], key: Callable[[T], Hashable] | None = None, key_column: str = ""
) -> RowsRead[T]:
    """Every row as a value or as findings; a second row with the same `key` is a duplicate of the first."""
    about_table = [*sheet.findings, *_header_findings(sheet, shape)]
    if any(finding.error for finding in about_table):
        return RowsRead(findings=tuple(about_table), rows_in=len(sheet.rows))
    columns = {name: index for index, name in enumerate(sheet.header) if name}
    accepted, lines, explained, seen = [], [], [], dict[Hashable, int]()
    for line, cells in sheet.rows:
        row = Row(sheet.where, line, cells, columns)
        if len(cells) > len(sheet.header) and any(cell.strip() for cell in cells[len(sheet.header) :]):
            row.complain(Problem.TOO_MANY_CELLS, cells=len(cells), columns=len(sheet.header))
        value = parse(row)
        if row.ok and value is not None and key is not None and seen.setdefault(key(value), line) != line:
            row.complain(Problem.DUPLICATE, key_column, value=str(key(value)), first_line=seen[key(value)])
        about_table.extend(row.findings)
        if row.ok and value is not None:
            accepted.append(value)
            lines.append(line)
        else:
            explained.append(next(finding for finding in row.findings if finding.error))
    return RowsRead(tuple(accepted), tuple(explained), tuple(about_table), len(sheet.rows), tuple(lines))


def _header_findings(sheet: Sheet, shape: Shape) -> list[Finding]:
    if sheet.findings:
        return []
    missing = [column for column in shape.required if column not in sheet.header]
    found = [Finding(Problem.MISSING_COLUMN, sheet.where, 1, column, error=True) for column in missing]
    known = {*shape.required, *shape.optional}
    for index, name in enumerate(sheet.header):
        if name and name in sheet.header[:index]:
            found.append(Finding(Problem.DOUBLE_COLUMN, sheet.where, 1, name, error=True))
        elif name and name not in known:
            found.append(Finding(Problem.UNKNOWN_COLUMN, sheet.where, 1, name))
    return found
