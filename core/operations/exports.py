"""Tables out of a file, to correct in a spreadsheet and bring back. A list of people leaves a trace in the journal."""

from datetime import datetime
from pathlib import Path
from typing import Any

from core.domain.events import Changes, Draft, Kind
from core.exchange.office.reading import require_table
from core.exchange.office.sheets_out import check_out, write_tables
from core.exchange.office.templates import export_sheet
from core.operations.import_context import finder_of
from core.operations.recording import trust_of
from core.store.database import Store
from core.store.people import helpers, people
from core.store.reference import KINDS, read_rows

# Names, telephones, id numbers: whoever takes them out of the file is recorded, before they are out.
PERSONAL = frozenset(("people", "helpers", "institutions", "fleet"))


def export_table(store: Store, *, table: str, out: Path, name: str, at: datetime, operator: str) -> tuple[int, Changes]:
    """Write a whole table to an xlsx or csv file, its sheet called `name`; how many rows, and what was recorded.

    Raises Refusal: UNKNOWN_TABLE, BAD_OPTION (another ending), NOT_A_FOLDER.
    """
    require_table(table)
    check_out(out)
    values = _values(store, table)
    sheet = export_sheet(table, name, values, finder_of(store))
    changes = Changes(store.journal.revision)
    if table in PERSONAL:
        facts = {"table": table, "rows": len(values), "format": out.suffix.lower().lstrip(".")}
        trust = trust_of(store, None)
        changes = store.record([Draft(Kind.EXPORTED, f"shown/{table}", at, operator, trust=trust, values=facts)])
    write_tables(out, (sheet,))
    return len(values), changes


def _values(store: Store, table: str) -> list[Any]:
    """The rows of a table; of the register those who are in it, village by village and house by house."""
    if table == "people":
        persons = [person for person in people(store).values() if not person.beyond_register]
        return sorted(persons, key=lambda person: (person.place, person.household, person.birth or "9999", person.id))
    if table == "helpers":
        return sorted(helpers(store).values(), key=lambda helper: (helper.place, helper.name, helper.id))
    return list(read_rows(store.connection, table, KINDS[table]))
