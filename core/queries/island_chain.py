"""The island chain: shelters in river order, grouped by town, side valleys last. Pure geometry, no words."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.places import Position
from core.queries.map_rows import ShelterRow

SIDE_VALLEY_M = 6000.0  # a town whose islands are farther from the river stands in a side valley
METRES_PER_DEGREE = 111_200.0

Line = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class TownLink:
    """The islands of one town, in river order; `side` when they stand in a side valley."""

    town: str
    rows: tuple[ShelterRow, ...]
    side: bool


@dataclass(frozen=True, slots=True)
class Foot:
    """The nearest point of the river: metres along it and away from it."""

    along_m: float
    away_m: float


def longest(lines: Sequence[Line]) -> Line:
    """The main stem among the pieces of the river."""
    return max(lines, key=lambda line: (len(line), line[0]), default=())


def foot(point: Position, river: Line) -> Foot:
    """Project a position on the river; without a river everything stands at its west-east place."""
    if len(river) < 2:
        return Foot(point.lon * METRES_PER_DEGREE, 0.0)
    squeeze = math.cos(math.radians(point.lat))
    best, along = Foot(0.0, math.inf), 0.0
    for (lon_a, lat_a), (lon_b, lat_b) in itertools.pairwise(river):
        ax, ay = (lon_a - point.lon) * squeeze, lat_a - point.lat
        bx, by = (lon_b - point.lon) * squeeze, lat_b - point.lat
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        share = min(1.0, max(0.0, -(ax * dx + ay * dy) / square)) if square else 0.0
        away = math.hypot(ax + share * dx, ay + share * dy) * METRES_PER_DEGREE
        length = math.sqrt(square) * METRES_PER_DEGREE
        if away < best.away_m:
            best = Foot(along + share * length, away)
        along += length
    return best


def chain(rows: Sequence[ShelterRow], lines: Sequence[Line]) -> tuple[TownLink, ...]:
    """Towns from the head of the river down, each with its islands; side valleys last, themselves in river order."""
    river = longest(lines)
    feet = {row.shelter.id: foot(row.shelter.position, river) for row in rows}
    towns: dict[str, list[ShelterRow]] = {}
    for row in rows:
        towns.setdefault(row.shelter.town, []).append(row)
    links = []
    for town, here in towns.items():
        away = _middle([feet[row.shelter.id].away_m for row in here])
        along = _middle([feet[row.shelter.id].along_m for row in here])
        ordered = tuple(sorted(here, key=lambda row: (feet[row.shelter.id].along_m, row.shelter.id)))
        links.append((away > SIDE_VALLEY_M, along, TownLink(town, ordered, away > SIDE_VALLEY_M)))
    return tuple(link for _, _, link in sorted(links, key=lambda entry: (entry[0], entry[1], entry[2].town)))


def _middle(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
