"""Bringing one table into a file that exists: every row is taken or explained; a second time changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.domain.events import Changes, Draft, Kind
from core.domain.findings import Finding, Refusal, Rule
from core.exchange.cells import Row
from core.exchange.datum import Datum
from core.exchange.office.comparing import Comparison, Fate, merged_cells
from core.exchange.office.reading import Mends, require_table
from core.exchange.office.verdicts import Reading, RowVerdict, Verdict
from core.exchange.table_import import read_table
from core.exchange.table_readers import TABLE_KINDS
from core.operations.files import helpers_of, import_drafts, people_of
from core.operations.import_context import compared, context, known_of
from core.operations.register import field_edit
from core.store.codec import to_plain
from core.store.database import Store
from core.store.people import card_codes_taken
from core.store.reference import KINDS, read_rows, row_key
from core.store.table_imports import SUBJECT, put_parts

REGISTER = ("people", "helpers")


@dataclass(frozen=True, slots=True)
class Imported:
    """`rows_in` = `accepted` + number of `explained`. Of the accepted `new` rows are added, `changed` ones corrected.

    `explained` has one finding for each row that was set aside, stands there already or is no record; `remarks` are
    about accepted rows. `changes` is None for a dry run, and where nothing changed.
    """

    rows_in: int
    accepted: int
    new: int
    changed: int
    explained: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    comparison: Comparison
    changes: Changes | None


def import_table(
    store: Store,
    *,
    table: str,
    source: Path,
    datum: str,
    dry_run: bool,
    at: datetime,
    operator: str,
    mends: Mends | None = None,
) -> Imported:
    """Read one file of an office's as a table, and take every row that can be taken.

    Raises Refusal: UNKNOWN_TABLE, NO_SUCH_FILE, IMPORT_ERRORS, BAD_OPTION for a datum.
    """
    require_table(table)
    reading = read_table(table, source, context(store, datum, at), mends=mends)
    comparison = compared(store, reading)
    changes = None if dry_run else take(store, comparison, at=at, operator=operator)
    return told(comparison, changes)


def take_in(store: Store, *, reading: Reading, at: datetime, operator: str) -> Changes:
    """Take a reading that somebody has looked at: compared anew, because the register may have moved since."""
    return take(store, compared(store, reading), at=at, operator=operator) or Changes(store.journal.revision)


def told(comparison: Comparison, changes: Changes | None) -> Imported:
    """A comparison as counts and lists."""
    rows = [each.row for each in comparison.rows]
    return Imported(
        rows_in=len(rows),
        accepted=comparison.accepted,
        new=comparison.count(Fate.NEW),
        changed=comparison.count(Fate.CHANGED),
        explained=tuple(_why(row) for row in rows if not row.kind.taken),
        remarks=tuple(note for row in rows if row.kind is Verdict.REMARKED for note in row.notes),
        findings=comparison.reading.findings,
        comparison=comparison,
        changes=changes,
    )


def _why(row: RowVerdict) -> Finding:
    why = row.why
    if why is None:
        raise ValueError(row.row)  # a row is never refused without a reason
    return why


def take(store: Store, comparison: Comparison, *, at: datetime, operator: str) -> Changes | None:
    """Record what is new and what changed, in one transaction; None where there is nothing."""
    table = comparison.reading.table
    new = [each.row.value for each in comparison.rows if each.fate is Fate.NEW]
    changed = [each for each in comparison.rows if each.fate is Fate.CHANGED]
    if not new and not changed:
        return None
    if table in REGISTER:
        drafts: list[Draft] = []
        batch = store.around.draw(8).hex()
        if new:
            made: list[Any] = (
                people_of(new, store.around.draw, card_codes_taken(store))
                if table == "people"
                else list(helpers_of(new, store.around.draw))
            )
            drafts += import_drafts(table, made, at, operator, batch)
        edits = _corrections(store, [(row.target, row.changes) for row in changed], at, operator)
        drafts += [replace(edit, values={**edit.values, "batch": batch, "table": table}) for edit in edits]
        return store.record(drafts)
    rows = [*new, *_replaced(store, table, comparison)]
    with store.transaction():
        parts = {table: put_parts(store.journal, table, rows)}
        values = {"table": table, "rows": len(rows), "parts": parts}
        return store.record([Draft(Kind.IMPORTED, SUBJECT, at, operator, values=values)], tables=(table,))


def _corrections(
    store: Store, changed: list[tuple[str, Mapping[str, tuple[Any, Any]]]], at: datetime, operator: str
) -> list[Draft]:
    """What a file says otherwise of known rows, field by field: edits like those by hand, and undone like them."""
    return [
        field_edit(store, entry, name, _plain(new), at, operator)
        for entry, changes in changed
        for name, (_, new) in changes.items()
    ]


def _plain(value: Any) -> Any:
    """A field as its blob holds it."""
    return [to_plain(item) for item in value] if isinstance(value, tuple) else to_plain(value)


def _replaced(store: Store, table: str, comparison: Comparison) -> list[Any]:
    """Rows of a reference table as they will be: what is known, with what the source says otherwise."""
    known = {row_key(table, row): row for row in read_rows(store.connection, table, KINDS[table])}
    kind = TABLE_KINDS[table]
    columns = (*kind.shape.required, *kind.shape.optional)
    at = {name: n for n, name in enumerate(columns)}
    around = known_of(store, Datum.WGS84)
    rows = []
    for each in comparison.rows:
        if each.fate is Fate.CHANGED:
            cells = merged_cells(table, known[each.target], each.changes)
            row = Row(comparison.reading.source, each.row.row.line, [cells[name] for name in columns], at)
            value = kind.parse(row, around)
            if not row.ok:
                raise Refusal(Rule.IMPORT_ERRORS, {"file": row.where, "count": 1, "first": ""}, tuple(row.findings))
            rows.append(value)
    return rows
