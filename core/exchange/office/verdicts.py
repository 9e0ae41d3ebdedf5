"""What became of each row of a table: rows in = accepted + explained, always."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.domain.findings import Finding


class Verdict(StrEnum):
    """Accepted rows are ACCEPTED or REMARKED; every other kind is explained by its first note."""

    ACCEPTED = "accepted"
    REMARKED = "remarked"
    SET_ASIDE = "set_aside"
    REPEATED = "repeated"
    LEFT_OUT = "left_out"

    @property
    def taken(self) -> bool:
        return self in (Verdict.ACCEPTED, Verdict.REMARKED)


@dataclass(frozen=True, slots=True, order=True)
class RowId:
    """Where a row stands: which sheet (from 0), its number as Excel shows it, which of several tables side by side."""

    sheet: int
    line: int
    block: int = 0

    def __str__(self) -> str:
        return f"{self.sheet}.{self.line}.{self.block}"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """One row. `value` is what the pack would give for it, None unless accepted or repeated within the file.

    `said` are the columns with something in them: only those may change what is known. `cells` (column, text) is what
    stood there in the words of the pack, kept where somebody may have to mend it. `shown` is the row as it
    came, for the eye.
    """

    row: RowId
    where: str
    kind: Verdict
    value: Any = None
    notes: tuple[Finding, ...] = ()
    said: frozenset[str] = frozenset()
    cells: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()

    @property
    def why(self) -> Finding | None:
        """The note that decides: the first error, else the first remark."""
        return next((note for note in self.notes if note.error), self.notes[0] if self.notes else None)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet of the source. `columns` (number from 0, header as it stands, field); `rows` is how many records."""

    name: str
    number: int
    header_line: int
    columns: tuple[tuple[int, str, str], ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole source read as one table, before the register is asked. `read_as` says format, encoding, separator."""

    table: str
    source: str
    read_as: Mapping[str, str]
    sheets: tuple[SheetRead, ...]
    rows: tuple[RowVerdict, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def rows_in(self) -> int:
        return len(self.rows)

    def count(self, kind: Verdict) -> int:
        return sum(row.kind is kind for row in self.rows)
