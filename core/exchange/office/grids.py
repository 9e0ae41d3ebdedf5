"""A source as grids of cells, whatever kind of file it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.domain.findings import Finding, Refusal, Rule
from core.exchange.office.problems import Odd

# Far above any district's register, far below what fills a laptop's memory.
MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 400
MAX_CELLS = 3_000_000

Merged = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of the first and of the last cell, from 0


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `rows` from the sheet's first row on, so that row n of Excel is `rows[n - 1]`; cells are text,
    numbers, dates, times, flags or empty text. `hidden_rows` holds numbers as Excel shows them; `lines` the line of
    each row where it is a text's."""

    name: str
    rows: tuple[list[Any], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()
    lines: tuple[int, ...] | None = None

    def line(self, index: int) -> int:
        """The number under which the user finds row `index`: Excel's row, or the line of a text file."""
        return self.lines[index] if self.lines is not None else index + 1


@dataclass(frozen=True, slots=True)
class Source:
    """All sheets of one file. `read_as` says format and, for text, encoding and separator."""

    name: str
    grids: tuple[Grid, ...]
    read_as: Mapping[str, str]
    findings: tuple[Finding, ...] = field(default=())


def unreadable(file: str, rule: str, **facts: Any) -> Refusal:
    """The one refusal for a file that is no table: IMPORT_ERRORS with the finding that says why."""
    finding = Finding(rule, file, facts=facts, error=True)
    told = {"file": file, "count": 1, "first": rule, "line": None, "column": "", "facts": facts}
    return Refusal(Rule.IMPORT_ERRORS, told, (finding,))


def check_size(file: str, sheet: str, rows: int, columns: int) -> None:
    """Refuse a sheet whose cells would not fit in memory, before they are read."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise unreadable(
            file, Odd.TOO_MANY_CELLS, sheet=sheet, rows=rows, columns=columns, most_rows=MAX_ROWS, most=MAX_CELLS
        )
