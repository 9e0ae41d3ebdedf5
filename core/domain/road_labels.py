"""What a road is called: by its name, and one without a name by its kind and by where it lies."""

import math
from dataclasses import dataclass
from enum import StrEnum

from core.domain.ids import LinkId
from core.domain.places import Position
from core.domain.plans import Mode
from core.domain.roads import Link


class RoadKind(StrEnum):
    """What an unnamed road is, as far as its link says."""

    PATH = "path"  # nothing on wheels goes there
    ROAD = "road"
    BRIDGE = "bridge"
    LOW_WATER = "low_water"
    TUNNEL = "tunnel"


@dataclass(frozen=True, slots=True)
class RoadLabel:
    """A road's own `name`; all else says where an unnamed one is, and which stretch of a long one.

    `near` are the villages nearest to its two ends, one where it is the same at both, none where no village has a
    place or the name says it all. `km` is from the first of them to the middle of the road, `bearing` that way in
    eighths of a turn from north (1 is north-east).
    """

    link: LinkId
    name: str = ""
    kind: RoadKind = RoadKind.ROAD
    near: tuple[str, ...] = ()
    km: float = 0.0
    bearing: int = 0


_WHEELS = {Mode.CAR.value, Mode.BUS.value}
_CROSSINGS = (RoadKind.LOW_WATER, RoadKind.BRIDGE, RoadKind.TUNNEL)
_KM_PER_DEGREE = 111.195
Village = tuple[str, Position]


def named(road: Link) -> RoadLabel:
    """The label of a road of which nobody asks where it is, or of which nobody can tell."""
    return RoadLabel(road.id, road.name, _kind(road))


def placed(road: Link, ends: tuple[Position, Position], nearest: tuple[Village, Village]) -> RoadLabel:
    """The label of a road between two points, each with the village nearest to it."""
    (first, village), (second, _) = nearest
    km, bearing = _from(village, _middle(road, ends))
    return RoadLabel(road.id, road.name, _kind(road), tuple(dict.fromkeys((first, second))), km, bearing)


def _kind(road: Link) -> RoadKind:
    crossings = road.crossing.split("|")
    found = next((kind for kind in _CROSSINGS if kind.value in crossings), None)
    if found is not None:
        return found
    return RoadKind.PATH if road.modes and _WHEELS.isdisjoint(road.modes) else RoadKind.ROAD


def _middle(road: Link, ends: tuple[Position, Position]) -> Position:
    if road.via:
        return road.via[len(road.via) // 2]
    return Position((ends[0].lon + ends[1].lon) / 2, (ends[0].lat + ends[1].lat) / 2)


def _from(village: Position, spot: Position) -> tuple[float, int]:
    """Kilometres and eighths of a turn from north, on a plane touching the Earth at the village."""
    east = (spot.lon - village.lon) * math.cos(math.radians(village.lat)) * _KM_PER_DEGREE
    north = (spot.lat - village.lat) * _KM_PER_DEGREE
    return math.hypot(east, north), round(math.degrees(math.atan2(east, north)) / 45) % 8
