"""One table on its own, for `import FILE TABLE SOURCE`: every row is accepted or explained."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.domain.findings import Finding, Refusal, Rule
from core.exchange import table_readers as readers
from core.exchange.table_readers import Known
from core.exchange.tables import RowsRead, Sheet, csv_sheet, xlsx_sheet


@dataclass(frozen=True, slots=True)
class TableRead:
    """`rows_in` = accepted + explained. `explained` has one finding a row, `findings` all of them and the warnings."""

    table: str
    accepted: tuple[Any, ...]
    explained: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    rows_in: int


def read_table(table: str, source: Path, known: Known) -> TableRead:
    """Rows of one csv or xlsx file as the values the pack would give for that table.

    Raises Refusal: UNKNOWN_TABLE, NO_SUCH_FILE; IMPORT_ERRORS with all findings where the file is no such table
    (not UTF-8, a required column missing), because then no row can be explained.
    """
    read = _reader(table)
    if not source.is_file():
        raise Refusal(Rule.NO_SUCH_FILE, {"file": str(source)})
    data = source.read_bytes()
    sheet = xlsx_sheet(source.name, data) if source.suffix.lower() == ".xlsx" else csv_sheet(source.name, data)
    rows = read(sheet, known)
    if rows.errors and (not rows.rows_in or len(rows.accepted) + len(rows.explained) != rows.rows_in):
        first = next(finding for finding in rows.findings if finding.error)
        facts = {"file": source.name, "count": len(rows.errors), "first": first.rule}
        facts |= {"line": first.line, "column": first.column, "facts": first.facts}
        raise Refusal(Rule.IMPORT_ERRORS, facts, rows.findings)
    return TableRead(table, rows.accepted, rows.explained, rows.findings, rows.rows_in)


def _reader(table: str) -> Callable[[Sheet, Known], RowsRead[Any]]:
    known_tables: dict[str, Callable[[Sheet, Known], RowsRead[Any]]] = {
        "towns": readers.read_towns,
        "places": readers.read_places,
        "shelters": readers.read_shelters,
        "road_nodes": readers.read_nodes,
        "road_links": readers.read_links,
        "stations": readers.read_stations,
        "rain": readers.read_rain,
        "thresholds": readers.read_thresholds,
        "closures": readers.read_closures,
        "fleet": readers.read_fleet,
        "speeds": readers.read_speeds,
        "delays": readers.read_delays,
        "institutions": readers.read_institutions,
        "people": readers.read_people,
        "helpers": readers.read_helpers,
    }
    if table not in known_tables:
        raise Refusal(Rule.UNKNOWN_TABLE, {"table": table, "known": list(known_tables)})
    return known_tables[table]
