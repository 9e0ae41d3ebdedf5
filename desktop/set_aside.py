"""The rows of an import that were set aside, as a sheet to mend in Excel and import again: as they came, with why."""

from core.exchange.office.comparing import Comparison
from core.exchange.office.header_words import HEADER_WORDS, label
from core.exchange.office.sheets_out import SheetOut
from core.exchange.office.verdicts import Verdict
from desktop import phrases
from desktop.import_words import verdict


def set_aside_sheet(comparison: Comparison) -> SheetOut:
    """Every column the source had of this table, then 原因 and 出处, which reading passes over."""
    reading = comparison.reading
    table = reading.table
    rows = [each.row for each in comparison.rows if each.row.kind is Verdict.SET_ASIDE]
    fields = [
        name
        for name in HEADER_WORDS[table]
        if name not in ("serial", "reason", "origin") and any(name in row.cells for row in rows)
    ]
    header = (*(label(table, name) for name in fields), label(table, "reason"), label(table, "origin"))
    out = [
        (
            *(row.cells.get(name, "") for name in fields),
            "；".join(phrases.finding_words(note) for note in row.notes if note.error),
            f"{row.where} {row.row.line}",
        )
        for row in rows
    ]
    return SheetOut(verdict(Verdict.SET_ASIDE), header, out)
