"""Bringing one table into a file that exists: every row is taken or explained."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core.domain.events import Changes, Draft, Kind
from core.domain.findings import Finding, Refusal, Rule
from core.domain.hazards import Station
from core.domain.people import Helper, Person
from core.domain.places import Place
from core.domain.roads import Link, Node
from core.exchange.cells import Ground
from core.exchange.datum import Datum
from core.exchange.outline import Outline
from core.exchange.places import index_places
from core.exchange.table_import import read_table
from core.exchange.table_readers import Known
from core.operations.files import helpers_of, import_drafts, people_of
from core.store.database import Store
from core.store.people import card_codes_taken, helpers, people
from core.store.reference import KINDS, read_picture, read_rows, write_rows


@dataclass(frozen=True, slots=True)
class Imported:
    """`rows_in` = `accepted` + number of `explained`; `changes` is None for a dry run."""

    rows_in: int
    accepted: int
    explained: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    changes: Changes | None


def import_table(
    store: Store, *, table: str, source: Path, datum: str, dry_run: bool, at: datetime, operator: str
) -> Imported:
    """Read one csv or xlsx table and add its rows; rows of a known key replace the old ones.

    People and helpers who are in the register already (same household, name and place) are explained, not doubled.
    Raises Refusal: UNKNOWN_TABLE, NO_SUCH_FILE, IMPORT_ERRORS, BAD_OPTION for a datum.
    """
    if table not in (*KINDS, "people", "helpers"):
        raise Refusal(Rule.UNKNOWN_TABLE, {"table": table, "known": [*KINDS, "people", "helpers", "roads"]})
    if datum not in set(Datum):
        raise Refusal(Rule.BAD_OPTION, {"option": "datum", "value": datum})
    read = read_table(table, source, _known(store, Datum(datum)))
    accepted: list[Any] = list(read.accepted)
    repeated: list[Finding] = []
    if table in ("people", "helpers"):
        accepted, repeated = _new_ones(store, table, accepted, source.name)
    changes = None if dry_run or not accepted else _take(store, table, accepted, at, operator)
    explained = (*read.explained, *repeated)
    return Imported(read.rows_in, len(accepted), explained, (*read.findings, *repeated), changes)


def _known(store: Store, datum: Datum) -> Known:
    """What the rows may refer to in this file."""
    connection = store.connection
    rings = tuple(tuple((float(x), float(y)) for x, y in ring) for ring in read_picture(connection, "outline") or ())
    return Known(
        ground=Ground(datum, Outline(rings)),
        stations=frozenset(str(station.id) for station in read_rows(connection, "stations", Station)),
        places=index_places((p.code, p.town, p.name) for p in read_rows(connection, "places", Place)),
        nodes=frozenset(str(node.id) for node in read_rows(connection, "road_nodes", Node)),
        links=frozenset(str(link.id) for link in read_rows(connection, "road_links", Link)),
        households=frozenset(str(person.household) for person in people(store).values()),
    )


def _new_ones(store: Store, table: str, rows: list[Any], source: str) -> tuple[list[Any], list[Finding]]:
    known: set[tuple[str, str, str]] = set()
    register: tuple[Person | Helper, ...] = (
        tuple(people(store).values()) if table == "people" else tuple(helpers(store).values())
    )
    known.update((str(row.household or ""), row.name, str(row.place)) for row in register)
    new: list[Any] = []
    repeated: list[Finding] = []
    for row in rows:
        key = (str(row.household or ""), row.name, str(row.place))
        if key in known:
            repeated.append(Finding("already_in_register", source, facts={"household": key[0], "place": key[2]}))
        else:
            new.append(row)
            known.add(key)  # the same line twice in one table is one person
    return new, repeated


def _take(store: Store, table: str, rows: list[Any], at: datetime, operator: str) -> Changes:
    if table == "people":
        made = people_of(rows, store.around.draw, card_codes_taken(store))
        return store.record(import_drafts(table, made, at, operator))
    if table == "helpers":
        return store.record(import_drafts(table, helpers_of(rows, store.around.draw), at, operator))
    with store.transaction():
        count = write_rows(store.connection, table, rows)
        note = Draft(Kind.IMPORTED, "tables", at, operator, values={"table": table, "rows": count})
        return store.record([note], tables=(table,))
