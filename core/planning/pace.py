"""How fast a party moves: ways, reference speeds, factors and delays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.domain.people import Mobility
from core.domain.plans import Mode
from core.domain.roads import Link
from core.planning.case import Case
from core.planning.timeline import MINUTE

# MUTCD's reference for pedestrians, 1.07 m/s (storm research 3.3); factors of speeds.csv multiply the time.
WALKING_M_PER_S = 1.07
# Mountain roads in rain where the pack gives no speed: the turn-round speed of the bus rule (storm research 3.4).
DRIVING_KMH = 20.0
# Factors are kept to three decimals, so that times stay whole microseconds and scale exactly.
UNIT = 1000


class Way(StrEnum):
    """Which network is used: a road may carry some and not others (a path with steps, a bridge not wide enough)."""

    FOOT = Mode.WALK.value
    CARRIED = Mode.CARRIED.value
    CAR = Mode.CAR.value
    BUS = Mode.BUS.value

    @property
    def rides(self) -> bool:
        return self in (Way.CAR, Way.BUS)


@dataclass(frozen=True, slots=True, order=True)
class Pace:
    """`road` and `legs` multiply times on the road and on the walked access legs, in thousandths."""

    way: Way
    road: int
    legs: int


def concerns(modes: tuple[str, ...], way: Way) -> bool:
    """Whether modes (empty = all) include this way: of a link, what it carries; of a closure, what it bars."""
    return not modes or way.value in modes


def link_ms(link: Link, way: Way) -> int:
    """Whole milliseconds over the whole link at factor 1, -1 where the way may not use it."""
    if link.modes and not concerns(link.modes, way):
        return -1
    rides = way.rides
    given = link.drive_s if rides else link.walk_s
    if given is not None:
        return max(0, round(given * 1000))
    metres_per_s = (link.speed_kmh or DRIVING_KMH) / 3.6 if rides else WALKING_M_PER_S
    return max(0, round(link.length_m / metres_per_s * 1000))


def binds_direction(link: Link, way: Way) -> bool:
    """Whether this way may use the link only from `from_node` to `to_node`.

    One-way signs speak to vehicles. A one-way road that carries none is one for those on foot (an import makes a path
    one-way only where the map says so of people on foot).
    """
    return link.oneway and (way.rides or not any(concerns(link.modes, other) for other in Way if other.rides))


def back_ms(link: Link, way: Way) -> int:
    """As `link_ms`, from `to_node` to `from_node`."""
    return -1 if binds_direction(link, way) else link_ms(link, way)


def leg_ms(metres: float) -> int:
    return round(metres / WALKING_M_PER_S * 1000)


def walking_factor(case: Case, mobilities: Iterable[Mobility]) -> int:
    """Thousandths of the reference time for a group on foot: its slowest member's."""
    return max(_factor(case, mobility.value) for mobility in mobilities)


def driving_factor(case: Case, way: Way = Way.CAR) -> int:
    """Thousandths for a car or a bus: rows of speeds.csv for that mobility, or for all; a bus without rows of its own
    drives like a car."""
    own = way is Way.BUS and any(row.mobility == Mode.BUS.value for row in case.speeds)
    return _factor(case, Mode.BUS.value if own else Mode.CAR.value)


def delay(case: Case, mobilities: Iterable[Mobility]) -> int:
    """Microseconds from the plan's start until the group can leave its door: its slowest member's."""
    rows = [((row.mobility, row.light), row.minutes) for row in case.delays]
    light = "night" if case.night else "day"
    return max(round(_best(rows, (mobility.value, light), 0.0) * MINUTE) for mobility in mobilities)


def _factor(case: Case, mobility: str) -> int:
    rows = [((row.mobility, row.light, row.rain), row.factor) for row in case.speeds]
    wanted = (mobility, "night" if case.night else "day", "rain" if case.raining else "dry")
    return max(1, round(_best(rows, wanted, 1.0) * UNIT))


def _best(rows: Sequence[tuple[tuple[str, ...], float]], wanted: tuple[str, ...], otherwise: float) -> float:
    """The row that says most: mobility weighs more than light, light more than rain; `*` matches all."""
    fitting = [
        (tuple(cell != "*" for cell in cells), -index, value)
        for index, (cells, value) in enumerate(rows)
        if all(cell in (want, "*") for cell, want in zip(cells, wanted, strict=True))
    ]
    return max(fitting)[2] if fitting else otherwise
