"""Bounds that need no search: nobody is quicker than the first vehicle that could fetch him alone, by whatever way.

Tables need not be shortest ways: a drive by a third point may be quicker than the direct leg. So legs are closed first.
"""

import numpy as np
from numpy.typing import NDArray

from core.planning.timetable import UNREACHED
from core.planning.vehicles.problem import RoundsProblem

Ints = NDArray[np.int64]


def quickest(problem: RoundsProblem, kind: int, p: int, q: int) -> int:
    """The shortest time of a leg at any moment; UNREACHED where there is none."""
    if min(p, q) < 0:
        return UNREACHED
    ways = (problem.detours or {}).get((kind, p, q), ())
    return min([problem.drive[kind][p][q], *(way.us for way in ways)])


def closed_legs(problem: RoundsProblem, kind: int) -> Ints:
    """Shortest times between points by any number of legs, at any moment; UNREACHED where there is no way."""
    legs = np.array(problem.drive[kind], dtype=np.int64)
    for (of, p, q), ways in (problem.detours or {}).items():
        if of == kind:
            legs[p, q] = min([int(legs[p, q]), *(way.us for way in ways)])
    return closed(legs)


def closed(legs: Ints) -> Ints:
    """A table of legs with the shortest ways by any number of them; nothing from a point to itself."""
    found: Ints = np.minimum(legs, UNREACHED)
    np.fill_diagonal(found, 0)
    through = np.empty_like(found)
    for middle in range(len(found)):
        np.add(found[:, middle, None], found[None, middle], out=through)
        np.minimum(found, through, out=found)
    return np.minimum(found, UNREACHED)


def earliest_arrivals(problem: RoundsProblem) -> list[int]:
    """Per load the earliest arrival by any vehicle, with all of the fleet to itself; UNREACHED where none can come."""
    legs = [closed_legs(problem, kind) for kind in range(len(problem.drive))]
    opens = np.array([shelter.opens for shelter in problem.shelters], dtype=np.int64)
    points = np.array([shelter.point for shelter in problem.shelters], dtype=np.int64)
    fleet = list(dict.fromkeys(problem.vehicles))
    found = []
    for load in problem.loads:
        best = UNREACHED
        able = np.array([shelter.room >= load.persons for shelter in problem.shelters], dtype=bool)
        for vehicle in fleet:
            stop = load.stops[vehicle.kind]
            if stop < 0 or not able.any():
                continue
            there = vehicle.free + int(legs[vehicle.kind][vehicle.depot, stop])
            leave = max(there, load.ready[vehicle.kind]) + problem.stop_us + load.boarding
            if leave <= load.deadline:
                best = min(best, int(np.maximum(leave + legs[vehicle.kind][stop, points], opens)[able].min()))
        found.append(min(best, UNREACHED))
    return found


def last_arrival_floor(problem: RoundsProblem) -> int:
    """The load that is hardest to fetch; whoever cannot be fetched counts for nothing."""
    return max((arrive for arrive in earliest_arrivals(problem) if arrive < UNREACHED), default=0)


def exposure_floor(problem: RoundsProblem) -> int:
    """Person-microseconds if everybody had the fleet to himself, or went by his other way."""
    best = zip(problem.loads, earliest_arrivals(problem), strict=True)
    times = [(load.persons, min(arrive, load.otherwise)) for load, arrive in best]
    return sum(persons * us for persons, us in times if us < UNREACHED)
