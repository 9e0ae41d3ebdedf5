"""One reader for each table of a pack: its columns, its row parser, and what makes a row a duplicate."""

from dataclasses import dataclass, field

from core.domain.hazards import RainInterval, Station, Threshold
from core.domain.people import Institution
from core.domain.places import Place, Shelter, Town
from core.domain.roads import Closure, Delay, Link, Node, SpeedFactor, Vehicle
from core.exchange import people, places, roads, storms
from core.exchange.cells import Ground
from core.exchange.outline import Outline
from core.exchange.places import OutlinePoint, PlaceIndex, WaterLine
from core.exchange.tables import RowsRead, Sheet, read_rows


@dataclass(frozen=True, slots=True)
class Known:
    """What a table may refer to. None means that it cannot be told, and nothing is held against it."""

    ground: Ground = field(default_factory=Ground)
    places: PlaceIndex | None = None
    stations: frozenset[str] | None = None
    nodes: frozenset[str] | None = None
    links: frozenset[str] | None = None
    households: frozenset[str] | None = None


def read_outline(sheet: Sheet, known: Known) -> RowsRead[OutlinePoint]:
    ground = Ground(known.ground.datum, Outline())
    return read_rows(sheet, places.OUTLINE, lambda row: places.outline_point(row, ground))


def read_towns(sheet: Sheet, known: Known) -> RowsRead[Town]:
    return read_rows(sheet, places.TOWNS, lambda row: places.town(row, known.ground), lambda town: town.name, "town")


def read_river(sheet: Sheet, known: Known) -> RowsRead[WaterLine]:
    return read_rows(sheet, places.RIVER, lambda row: places.water_line(row, known.ground.datum, "upstream_km2"))


def read_streams(sheet: Sheet, known: Known) -> RowsRead[WaterLine]:
    return read_rows(
        sheet, places.STREAMS, lambda row: places.water_line(row, known.ground.datum, "basin_km2_at_outlet")
    )


def read_places(sheet: Sheet, known: Known) -> RowsRead[Place]:
    return read_rows(
        sheet,
        places.PLACES,
        lambda row: places.place(row, known.ground, known.stations),
        lambda place: place.code,
        "code",
    )


def read_shelters(sheet: Sheet, known: Known) -> RowsRead[Shelter]:
    return read_rows(
        sheet, places.SHELTERS, lambda row: places.shelter(row, known.ground), lambda shelter: shelter.id, "id"
    )


def read_nodes(sheet: Sheet, known: Known) -> RowsRead[Node]:
    return read_rows(sheet, roads.NODES, lambda row: roads.node(row, known.ground), lambda node: node.id, "node")


def read_links(sheet: Sheet, known: Known) -> RowsRead[Link]:
    return read_rows(
        sheet, roads.LINKS, lambda row: roads.link(row, known.ground, known.nodes), lambda link: link.id, "link"
    )


def read_closures(sheet: Sheet, known: Known) -> RowsRead[Closure]:
    return read_rows(sheet, roads.CLOSURES, lambda row: roads.closure(row, known.links))


def read_fleet(sheet: Sheet, known: Known) -> RowsRead[Vehicle]:
    return read_rows(sheet, roads.FLEET, lambda row: roads.vehicle(row, known.nodes), lambda vehicle: vehicle.id, "id")


def read_speeds(sheet: Sheet, known: Known) -> RowsRead[SpeedFactor]:
    del known
    return read_rows(
        sheet, roads.SPEEDS, roads.speed_factor, lambda row: (row.mobility, row.light, row.rain), "mobility"
    )


def read_delays(sheet: Sheet, known: Known) -> RowsRead[Delay]:
    del known
    return read_rows(sheet, roads.DELAYS, roads.delay, lambda row: (row.mobility, row.light), "mobility")


def read_stations(sheet: Sheet, known: Known) -> RowsRead[Station]:
    return read_rows(
        sheet, storms.STATIONS, lambda row: storms.station(row, known.ground), lambda station: station.id, "id"
    )


def read_rain(sheet: Sheet, known: Known) -> RowsRead[RainInterval]:
    read = read_rows(sheet, storms.RAIN, lambda row: storms.rain_interval(row, known.stations))
    return read.rejecting(storms.overlaps(read, sheet.where))


def read_thresholds(sheet: Sheet, known: Known) -> RowsRead[Threshold]:
    codes = known.places.codes if known.places is not None else None
    return read_rows(
        sheet,
        storms.THRESHOLDS,
        lambda row: storms.threshold(row, codes),
        lambda row: (row.place, row.soil.value, row.level.value),
        "place",
    )


def read_people(sheet: Sheet, known: Known) -> RowsRead[people.PersonRow]:
    read = read_rows(sheet, people.PEOPLE, lambda row: people.person(row, known.places))
    return read.noting(people.odd_people(read, sheet.where))


def read_helpers(sheet: Sheet, known: Known) -> RowsRead[people.HelperRow]:
    read = read_rows(sheet, people.HELPERS, lambda row: people.helper(row, known.places))
    if known.households is None:
        return read
    return read.noting(people.odd_helpers(read, known.households, sheet.where))


def read_institutions(sheet: Sheet, known: Known) -> RowsRead[Institution]:
    return read_rows(
        sheet, people.INSTITUTIONS, lambda row: people.institution(row, known.places), lambda row: row.id, "id"
    )
