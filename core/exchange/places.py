"""Outline, towns, villages and shelters of a pack."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.domain.findings import Finding
from core.domain.ids import PlaceCode, ShelterId, StationId
from core.domain.people import Hazard
from core.domain.places import Place, Position, Shelter, ShelterKind, Town
from core.domain.rooms import Room
from core.exchange.cells import Ground, Problem, Row
from core.exchange.datum import Datum
from core.exchange.tables import Shape

OUTLINE = Shape("outline", ("ring", "lon", "lat"))
TOWNS = Shape("towns", ("town", "code", "lon", "lat"), ("seat_position_from",))
RIVER = Shape("river", ("line", "lon_lat"), ("name", "upstream_km2"))
STREAMS = Shape("streams", ("line", "lon_lat"), ("basin_km2_at_outlet",))
PLACES = Shape(
    "places",
    ("code", "town", "name", "kind", "lon", "lat"),
    ("position", "accuracy_m", "hazards", "gauges", "antecedent_mm"),
)
# Minutes until a shelter opens: after a week there is no shelter for this night.
_WEEK_MIN = 7 * 24 * 60

SHELTERS = Shape(
    "shelters",
    ("id", "name", "town", "kind", "lon", "lat", "capacity"),
    ("rooms", "m2_per_person", "step_free", "power_hours", "water_l", "opens_after_min", "confirmed"),
)


def fewer_beds(table: str, shelters: Iterable[Shelter], rooms: Iterable[Room]) -> tuple[Finding, ...]:
    """Shelters whose listed rooms have fewer beds than persons they are said to take: a remark, for both may be right
    (mats on the floor of a hall), and nobody else will notice before the beds are gone."""
    beds = Counter[ShelterId]()
    for room in rooms:
        beds[room.shelter] += room.beds
    return tuple(
        Finding(
            Problem.FEWER_BEDS,
            table,
            facts={"shelter": one.name, "beds": beds[one.id], "capacity": one.capacity},
        )
        for one in shelters
        if 0 < beds[one.id] < one.capacity
    )


ROOMS = Shape("rooms", ("id", "shelter", "plate", "beds"), ("everyday", "care", "floor", "step_free", "confirmed"))

# The outline is good to about 80 m, a place to a few hundred metres; 2 km still tells a slip of a digit.
PLACE_MARGIN_KM = 2.0


class PlaceKind(StrEnum):
    VILLAGE = "village"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """Finds a place by code, by `town/name`, or by name where only one place has it."""

    codes: frozenset[str]
    names: Mapping[str, tuple[PlaceCode, ...]]

    def find(self, row: Row, column: str) -> PlaceCode:
        """The place a required cell names, with a finding where it names none or several."""
        value = row.needed(column)
        if not value or value in self.codes:
            return PlaceCode(value)
        candidates = self.names.get(value, ())
        if len(candidates) == 1:
            return candidates[0]
        rule = Problem.AMBIGUOUS_PLACE if candidates else Problem.UNKNOWN_PLACE
        row.complain(rule, column, value=value, candidates=list(candidates))
        return PlaceCode("")


def index_places(triples: Iterable[tuple[str, str, str]]) -> PlaceIndex:
    """From (code, town, name). Two places of one town with one name stay ambiguous under the full name, too."""
    codes: set[str] = set()
    names: dict[str, list[PlaceCode]] = {}
    for code, town_name, name in triples:
        if code and code not in codes:
            codes.add(code)
            names.setdefault(name, []).append(PlaceCode(code))
            names.setdefault(f"{town_name}/{name}", []).append(PlaceCode(code))
    return PlaceIndex(frozenset(codes), {name: tuple(same) for name, same in names.items()})


@dataclass(frozen=True, slots=True)
class OutlinePoint:
    ring: str
    lon: float
    lat: float


def outline_point(row: Row, ground: Ground) -> OutlinePoint:
    """`ground` without rings: the outline is what everything else is held against."""
    position = row.needed_position(ground, 0.0)
    return OutlinePoint(row.needed("ring"), position.lon, position.lat)


def town(row: Row, ground: Ground) -> Town:
    return Town(row.needed("town"), row.text("code"), row.position(ground, PLACE_MARGIN_KM))


@dataclass(frozen=True, slots=True)
class WaterLine:
    """One line of a river or stream; `basin_km2` is 0 where nobody said."""

    name: str
    basin_km2: float
    points: tuple[Position, ...]


def water_line(row: Row, datum: Datum, basin: str) -> WaterLine:
    row.needed("lon_lat")
    area = row.number(basin)
    return WaterLine(row.text("name"), area or 0.0, row.polyline("lon_lat", datum))


def place(row: Row, ground: Ground, stations: frozenset[str] | None) -> Place:
    row.one_of("kind", PlaceKind)
    return Place(
        code=PlaceCode(row.needed("code")),
        town=row.needed("town"),
        name=row.needed("name"),
        kind=row.needed("kind"),
        position=row.position(ground, PLACE_MARGIN_KM),
        position_kind=row.text("position"),
        accuracy_m=row.number("accuracy_m"),
        hazards=row.several("hazards", Hazard),
        gauges=_gauges(row, stations),
        antecedent_mm=row.number("antecedent_mm"),
    )


def shelter(row: Row, ground: Ground) -> Shelter:
    row.needed("kind")
    return Shelter(
        id=ShelterId(row.needed("id")),
        name=row.needed("name"),
        town=row.text("town"),
        kind=row.one_of("kind", ShelterKind) or ShelterKind.HALL,
        position=row.needed_position(ground, PLACE_MARGIN_KM),
        capacity=row.needed_whole("capacity"),
        rooms=row.whole("rooms"),
        m2_per_person=row.number("m2_per_person"),
        step_free=row.flag("step_free"),
        power_hours=row.number("power_hours"),
        water_l=row.number("water_l"),
        opens_after_min=row.whole("opens_after_min", maximum=_WEEK_MIN) or 0,
        confirmed=row.flag("confirmed") or False,
    )


def room(row: Row, shelters: frozenset[str] | None) -> Room:
    """A room with both faces of its plate; its number in the shelter comes from the order of the table."""
    return Room(
        id=row.needed("id"),
        shelter=ShelterId(row.known("shelter", shelters, Problem.UNKNOWN_SHELTER)),
        number=0,
        beds=row.needed_whole("beds"),
        plate=row.needed("plate"),
        everyday=row.text("everyday"),
        care=row.flag("care") or False,
        floor=row.text("floor"),
        step_free=row.flag("step_free"),
        confirmed=row.flag("confirmed") or False,
    )


def _gauges(row: Row, stations: frozenset[str] | None) -> tuple[tuple[StationId, float], ...]:
    """`id:weight` words; a word without a weight counts 1."""
    gauges = []
    for word in row.words("gauges"):
        station, _, share = word.rpartition(":") if ":" in word else (word, "", "1")
        if stations is not None and station not in stations:
            row.complain(Problem.UNKNOWN_STATION, "gauges", value=station)
            continue
        try:
            weight = float(share)
        except ValueError:
            weight = -1.0
        if not 0 < weight < float("inf"):
            row.complain(Problem.BAD_VALUE, "gauges", value=word)
            continue
        gauges.append((StationId(station), weight))
    return tuple(gauges)
