"""Rounds of vehicles as plain numbers: who waits where, what fetches them, and how long every leg takes.

Points are the places where a vehicle can stand: depots, stops and shelters, numbered together. Times are microseconds
after the plan's start. Vehicles that use the same roads at the same pace are one *kind* (car, bus, ambulance): each
kind has its own table of legs, because not every road is wide enough for a bus.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from core.planning.timeline import FOREVER
from core.planning.timetable import UNREACHED

__all__ = ["Leg", "Load", "RoundsGoal", "RoundsProblem", "RoundsShelter", "RoundsVehicle", "no_sooner", "onward"]


class RoundsGoal(StrEnum):
    """What comes first after the persons who are safe: person-time, or the last arrival."""

    EXPOSURE = "exposure"
    LAST_ARRIVAL = "last_arrival"


@dataclass(frozen=True, slots=True)
class RoundsVehicle:
    """Places for persons who sit, for wheelchairs and for stretchers; free at `depot` (a point) from `free` on, back
    from its last trip by `until`. `kind` is the row of its legs."""

    kind: int
    seats: int
    depot: int
    wheelchair: int = 0
    stretcher: int = 0
    free: int = 0
    until: int = FOREVER


class Load(NamedTuple):
    """Persons who board together. Per kind of vehicle: the point where they board (-1 where that kind cannot fetch
    them) and when they stand there.

    `otherwise` is their arrival without a vehicle (UNREACHED: there is none). A vehicle has to leave with them by
    `deadline`; `boarding` is what they add to its stop. `worth` is the least time that a ride must save them.
    `on_seats` says that who lies may take two seats where the stretcher places are full; whoever uses a wheelchair may
    take a seat. `barred` are shelters that do not take them.
    """

    stops: tuple[int, ...]
    ready: tuple[int, ...]
    sitting: int
    wheelchairs: int = 0
    lying: int = 0
    otherwise: int = UNREACHED
    deadline: int = FOREVER
    boarding: int = 0
    worth: int = 0
    on_seats: bool = False
    barred: frozenset[int] = frozenset()

    @property
    def persons(self) -> int:
        return self.sitting + self.wheelchairs + self.lying


@dataclass(frozen=True, slots=True)
class RoundsShelter:
    """A point with beds for `room` persons, open from `opens` on. `toll` is what a bed there costs somebody else, in
    microseconds per person (a dual price)."""

    point: int
    room: int
    opens: int = 0
    toll: int = 0


class Leg(NamedTuple):
    """One way between two points: it takes `us`, and can be begun from `first` to `last`."""

    us: int
    first: int = 0
    last: int = FOREVER


Table = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class RoundsProblem:
    """`drive[kind][p][q]` is the time of a leg begun at any moment up to `last[kind][p][q]`; `detours` are the ways of
    a leg after that, where there are any (also those for which one waits until a road opens again).

    `stop_us` is what every stop takes before anybody boards; getting off takes what boarding took. A trip makes at
    most `most_stops` stops.
    """

    vehicles: tuple[RoundsVehicle, ...]
    loads: tuple[Load, ...]
    shelters: tuple[RoundsShelter, ...]
    drive: tuple[Table, ...]
    last: tuple[Table, ...]
    goal: RoundsGoal = RoundsGoal.EXPOSURE
    stop_us: int = 0
    most_stops: int = 3
    detours: dict[tuple[int, int, int], tuple[Leg, ...]] | None = None

    @property
    def points(self) -> int:
        return len(self.drive[0]) if self.drive else 0


def onward(problem: RoundsProblem, kind: int, leg: tuple[int, int], now: int) -> int:
    """When a vehicle that could set off now is at the other end of a leg; UNREACHED where no road leads there."""
    p, q = leg
    if now <= problem.last[kind][p][q]:
        return min(now + problem.drive[kind][p][q], UNREACHED)
    ways = problem.detours.get((kind, p, q), ()) if problem.detours else ()
    return min((max(now, way.first) + way.us for way in ways if way.last >= now), default=UNREACHED)


def no_sooner(problem: RoundsProblem, kind: int, leg: tuple[int, int], now: int, opens: int) -> tuple[int, int]:
    """Departure and arrival of a vehicle that could set off now but waits where it is until the other end is open. Its
    road may close while it waits; then it goes by the next one, once that is open, and waits for the door again."""
    p, q = leg
    depart, arrive = now, onward(problem, kind, leg, now)
    while arrive < opens:
        straight = depart <= problem.last[kind][p][q]
        ways = problem.detours.get((kind, p, q), ()) if problem.detours and not straight else ()
        if ways:
            same = [way for way in ways if way.last >= depart and max(depart, way.first) + way.us == arrive]
            depart = max(max(depart, way.first) for way in same)
        depart += opens - arrive
        arrive = onward(problem, kind, leg, depart)
    return depart, arrive
