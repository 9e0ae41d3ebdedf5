"""One reader for each table of a pack: its columns, its row parser, and what makes a row a duplicate."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from core.domain.hazards import RainInterval, Station, Threshold
from core.domain.people import Institution
from core.domain.places import Place, Shelter, Town
from core.domain.roads import Closure, Delay, Link, Node, SpeedFactor, Vehicle
from core.domain.rooms import Room
from core.exchange import people, places, roads, storms
from core.exchange.cells import Ground, Row
from core.exchange.outline import Outline
from core.exchange.places import OutlinePoint, PlaceIndex, WaterLine
from core.exchange.tables import RowsRead, Shape, Sheet, read_rows


@dataclass(frozen=True, slots=True)
class Known:
    """What a table may refer to. None means that it cannot be told, and nothing is held against it."""

    ground: Ground = field(default_factory=Ground)
    places: PlaceIndex | None = None
    stations: frozenset[str] | None = None
    nodes: frozenset[str] | None = None
    links: frozenset[str] | None = None
    households: frozenset[str] | None = None
    shelters: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class TableKind:
    """How one table is read: its columns, the value of a row, and what makes two rows the same (None: nothing does)."""

    shape: Shape
    parse: Callable[[Row, Known], Any]
    key: Callable[[Any], Hashable] | None = None
    key_column: str = ""


def _codes(known: Known) -> frozenset[str] | None:
    return known.places.codes if known.places is not None else None


TABLE_KINDS = MappingProxyType(
    {
        "towns": TableKind(places.TOWNS, lambda row, known: places.town(row, known.ground), lambda x: x.name, "town"),
        "places": TableKind(
            places.PLACES, lambda row, known: places.place(row, known.ground, known.stations), lambda x: x.code, "code"
        ),
        "shelters": TableKind(
            places.SHELTERS, lambda row, known: places.shelter(row, known.ground), lambda x: x.id, "id"
        ),
        "rooms": TableKind(places.ROOMS, lambda row, known: places.room(row, known.shelters), lambda x: x.id, "id"),
        "road_nodes": TableKind(roads.NODES, lambda row, known: roads.node(row, known.ground), lambda x: x.id, "node"),
        "road_links": TableKind(
            roads.LINKS, lambda row, known: roads.link(row, known.ground, known.nodes), lambda x: x.id, "link"
        ),
        "closures": TableKind(roads.CLOSURES, lambda row, known: roads.closure(row, known.links)),
        "fleet": TableKind(roads.FLEET, lambda row, known: roads.vehicle(row, known.nodes), lambda x: x.id, "id"),
        "speeds": TableKind(
            roads.SPEEDS,
            lambda row, _known: roads.speed_factor(row),
            lambda x: (x.mobility, x.light, x.rain),
            "mobility",
        ),
        "delays": TableKind(
            roads.DELAYS, lambda row, _known: roads.delay(row), lambda x: (x.mobility, x.light), "mobility"
        ),
        "stations": TableKind(
            storms.STATIONS, lambda row, known: storms.station(row, known.ground), lambda x: x.id, "id"
        ),
        "rain": TableKind(storms.RAIN, lambda row, known: storms.rain_interval(row, known.stations)),
        "thresholds": TableKind(
            storms.THRESHOLDS,
            lambda row, known: storms.threshold(row, _codes(known)),
            lambda x: (x.place, x.soil.value, x.level.value),
            "place",
        ),
        "institutions": TableKind(
            people.INSTITUTIONS, lambda row, known: people.institution(row, known.places), lambda x: x.id, "id"
        ),
        "people": TableKind(people.PEOPLE, lambda row, known: people.person(row, known.places)),
        "helpers": TableKind(people.HELPERS, lambda row, known: people.helper(row, known.places)),
    }
)


def _read(table: str, sheet: Sheet, known: Known) -> RowsRead[Any]:
    kind = TABLE_KINDS[table]
    return read_rows(sheet, kind.shape, lambda row: kind.parse(row, known), kind.key, kind.key_column)


def read_outline(sheet: Sheet, known: Known) -> RowsRead[OutlinePoint]:
    ground = Ground(known.ground.datum, Outline())
    return read_rows(sheet, places.OUTLINE, lambda row: places.outline_point(row, ground))


def read_river(sheet: Sheet, known: Known) -> RowsRead[WaterLine]:
    return read_rows(sheet, places.RIVER, lambda row: places.water_line(row, known.ground.datum, "upstream_km2"))


def read_streams(sheet: Sheet, known: Known) -> RowsRead[WaterLine]:
    return read_rows(
        sheet, places.STREAMS, lambda row: places.water_line(row, known.ground.datum, "basin_km2_at_outlet")
    )


def read_towns(sheet: Sheet, known: Known) -> RowsRead[Town]:
    return _read("towns", sheet, known)


def read_places(sheet: Sheet, known: Known) -> RowsRead[Place]:
    return _read("places", sheet, known)


def read_shelters(sheet: Sheet, known: Known) -> RowsRead[Shelter]:
    return _read("shelters", sheet, known)


def read_rooms(sheet: Sheet, known: Known) -> RowsRead[Room]:
    return _read("rooms", sheet, known)


def read_nodes(sheet: Sheet, known: Known) -> RowsRead[Node]:
    return _read("road_nodes", sheet, known)


def read_links(sheet: Sheet, known: Known) -> RowsRead[Link]:
    return _read("road_links", sheet, known)


def read_closures(sheet: Sheet, known: Known) -> RowsRead[Closure]:
    return _read("closures", sheet, known)


def read_fleet(sheet: Sheet, known: Known) -> RowsRead[Vehicle]:
    return _read("fleet", sheet, known)


def read_speeds(sheet: Sheet, known: Known) -> RowsRead[SpeedFactor]:
    return _read("speeds", sheet, known)


def read_delays(sheet: Sheet, known: Known) -> RowsRead[Delay]:
    return _read("delays", sheet, known)


def read_stations(sheet: Sheet, known: Known) -> RowsRead[Station]:
    return _read("stations", sheet, known)


def read_thresholds(sheet: Sheet, known: Known) -> RowsRead[Threshold]:
    return _read("thresholds", sheet, known)


def read_institutions(sheet: Sheet, known: Known) -> RowsRead[Institution]:
    return _read("institutions", sheet, known)


def read_rain(sheet: Sheet, known: Known) -> RowsRead[RainInterval]:
    read = _read("rain", sheet, known)
    return read.rejecting(storms.overlaps(read, sheet.where))


def read_people(sheet: Sheet, known: Known) -> RowsRead[people.PersonRow]:
    read = _read("people", sheet, known)
    return read.noting(people.odd_people(read, sheet.where))


def read_helpers(sheet: Sheet, known: Known) -> RowsRead[people.HelperRow]:
    read = _read("helpers", sheet, known)
    if known.households is None:
        return read
    return read.noting(people.odd_helpers(read, known.households, sheet.where))
