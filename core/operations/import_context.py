"""What an import needs to know of a file, and what it would change: questions, before anything is written."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.domain.entries import OffReason
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Station
from core.domain.people import Institution
from core.domain.places import Place, Shelter
from core.domain.roads import Link, Node
from core.domain.rooms import Room
from core.exchange.cells import LOCAL, Ground
from core.exchange.datum import Datum
from core.exchange.office.comparing import Comparison, compare_helpers, compare_people, compare_table
from core.exchange.office.fields import Context
from core.exchange.office.place_words import PlaceFinder, PlaceName
from core.exchange.office.verdicts import Reading
from core.exchange.outline import Outline
from core.exchange.places import fewer_beds, index_places
from core.exchange.table_readers import Known
from core.store.database import Store
from core.store.people import entries, helpers, people
from core.store.reference import KINDS, read_picture, read_rows, row_key


def known_of(store: Store, datum: str) -> Known:
    """Ids that the rows of a source may refer to. Refusal(BAD_OPTION) for an unknown datum."""
    if datum not in set(Datum):
        raise Refusal(Rule.BAD_OPTION, {"option": "datum", "value": datum})
    connection = store.connection
    rings = tuple(tuple((float(x), float(y)) for x, y in ring) for ring in read_picture(connection, "outline") or ())
    places = read_rows(connection, "places", Place)
    stations = read_rows(connection, "stations", Station)
    return Known(
        ground=Ground(Datum(datum), Outline(rings)),
        stations=frozenset(str(station.id) for station in stations),
        places=index_places((place.code, place.town, place.name) for place in places),
        nodes=frozenset(str(node.id) for node in read_rows(connection, "road_nodes", Node)),
        links=frozenset(str(link.id) for link in read_rows(connection, "road_links", Link)),
        shelters=frozenset(str(row.id) for row in read_rows(connection, "shelters", Shelter)),
        households=frozenset(str(person.household) for person in people(store).values()),
    )


def context(store: Store, datum: str, at: datetime) -> Context:
    """Everything the rows of a source may refer to in this file, by id and by name."""
    connection = store.connection
    known = known_of(store, datum)
    named = {
        "stations": _names((station.name, station.id) for station in read_rows(connection, "stations", Station)),
        "shelters": _names((row.name, row.id) for row in read_rows(connection, "shelters", Shelter)),
        "institutions": _names((row.name, row.id) for row in read_rows(connection, "institutions", Institution)),
    }
    return Context(known, finder_of(store), at.astimezone(LOCAL).date(), named)


def finder_of(store: Store) -> PlaceFinder:
    """The places of the file, by whatever an office calls them."""
    places = read_rows(store.connection, "places", Place)
    return PlaceFinder(PlaceName(str(place.code), place.town, place.name) for place in places)


def _names(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, ident in pairs:
        found[name] = (*found.get(name, ()), str(ident))
    return found


def compared(store: Store, reading: Reading) -> Comparison:
    """A reading beside what the file holds now."""
    if reading.table == "people":
        known_people = [entry for entry in entries(store).values() if entry.off != OffReason.IMPORT_UNDONE]
        return compare_people(reading, [entry.person for entry in known_people])  # linked and other off ones too
    if reading.table == "helpers":
        return compare_helpers(reading, helpers(store).values())
    table = reading.table
    known = {row_key(table, row): row for row in read_rows(store.connection, table, KINDS[table])}
    if table in ("rooms", "shelters"):
        after = {**known, **{row_key(table, row.value): row.value for row in reading.rows if row.kind.taken}}
        here: dict[str, Any] = {"rooms": Room, "shelters": Shelter}
        rows = {name: read_rows(store.connection, name, kind) for name, kind in here.items()} | {table: after.values()}
        remarks = fewer_beds(table, rows["shelters"], rows["rooms"])
        reading = replace(reading, findings=(*reading.findings, *remarks))
    return compare_table(reading, known, lambda value: row_key(table, value))
