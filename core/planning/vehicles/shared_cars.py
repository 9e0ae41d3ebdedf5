"""What sharing a car costs at least: it makes its trips one after the other.

Bounds take everybody to have his helper's car to himself. For each car that several households may want, the cost of
its best tour is found instead, exactly (`car_tours`), with beds and all other ways to safety at given prices: each car
is a problem of its own then. Between doors and back from shelters it drives the shortest ways there are at any moment;
into shelters it goes by what is open. Nobody else than its own households ever rides in it, households stay whole, and
a trip makes no more stops than any trip of a plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from core.planning.effort import Effort
from core.planning.network import Ints, access_leg_ms
from core.planning.situation import Situation
from core.planning.timeline import FOREVER, HORIZON
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_columns import CarColumns
from core.planning.vehicles.car_ground import Ground, Steady
from core.planning.vehicles.car_market import CarMarket, Row, Stand
from core.planning.vehicles.car_roads import CarRoads, Doors
from core.planning.vehicles.near_shelters import bits_of
from core.planning.vehicles.passengers import STOP_US, boarding_us

_STEPS = 300  # beginnings of a car's tours looked at; its bound holds when they are used up as well
_MOST_STOPS = 3


@dataclass(frozen=True, slots=True)
class _Shared:
    """Who shares a car: rows (of `SharedCars`), seats."""

    seats: int
    rows: tuple[int, ...]


class SharedCars:
    """One row for each party that shares a car: `kind` (in the order of a demand), `persons`, and `later`, arrivals by
    shelter (microseconds) without its helper's car."""

    def __init__(
        self,
        situation: Situation,
        roads: CarRoads,
        room: Ints,
        several: Sequence[tuple[int, Sequence[int]]],
        kind_of: Mapping[int, int],
    ) -> None:
        """`several` are seats and parties (indices) of each car."""
        parties = [i for _, mine in several for i in mine]
        rows = iter(range(len(parties)))
        self._cars = [_Shared(seats, tuple(next(rows) for _ in mine)) for seats, mine in several]
        self._ends = list(accumulate([len(mine) for _, mine in several], initial=0))
        self._effort: Effort = situation.effort
        self._roads = roads
        self.kind: Ints = np.array([kind_of[i] for i in parties], dtype=np.int64)
        self.persons: Ints = np.array([len(situation.parties[i].members) for i in parties], dtype=np.int64)
        mine = [situation.kind[i] for i in parties]
        self.later: Ints = situation.on_foot[mine]
        row = [situation.fits.row[i] for i in parties]
        beds = room[None, :] >= np.arange(int(self.persons.max(initial=0)) + 1)[:, None]
        taken = situation.fits.taken[row] & beds[self.persons]
        self._alone: Ints = np.where(taken, situation.at_best[mine], UNREACHED)
        fitting, enough = [list(map(bits_of, table)) for table in (situation.fits.taken, beds)]
        self._size: list[int] = self.persons.tolist()
        self._taken = [fitting[fit] & enough[size] for fit, size in zip(row, self._size, strict=True)]
        self._boarding = [boarding_us(situation.parties[i]) for i in parties]
        stop = {place: stop for stop, place in enumerate(roads.points.stops)}
        self._door = [stop[situation.parties[i].place] for i in parties]
        self._ready = [_at_the_road(situation, i) for i in parties]

    def cost(self, best: Sequence[int], without: Sequence[int], toll: Ints) -> int:
        """The least that sharing adds (person-microseconds) to what parties cost by themselves (`best`), where those
        who are not fetched by their car cost `without`: per person, beds at their price included, in the order of the
        rows. `toll` is what a bed costs by shelter."""
        priced = np.where(self._alone < UNREACHED, self._alone + toll[None, :], UNREACHED)
        alone: list[int] = priced.min(axis=1, initial=UNREACHED).tolist()
        waiting = [min(pays, HORIZON) for pays in without]
        rows: list[Row] = list(
            zip(range(len(waiting)), self._door, self._ready, self._size, self._boarding, waiting, alone, strict=True)
        )
        roads = self._roads
        market = CarMarket(roads, toll, lambda doors: Ground(_Legs(roads, doors)), STOP_US, _MOST_STOPS)
        columns = CarColumns(market, [Stand(car.seats, _at_once) for car in self._cars], rows, self._ends)
        tours = columns.tours(0, [[self._taken[row] for row in car.rows] for car in self._cars], _STEPS, values=True)
        self._effort.spend(len(tours))
        total = 0
        for car, tour in zip(self._cars, tours, strict=True):
            extra = sum([(waiting[row] - best[row]) * self._size[row] for row in car.rows])
            total += max(0, extra + tour.least)
        return total


def _at_once(_door: int) -> int:
    return 0


class _Legs:
    """Legs of a car at some doors as bounds take them: never slower than any that is driven, and never the slower for
    a stop left out."""

    def __init__(self, roads: CarRoads, doors: Doors) -> None:
        self._roads, self._doors, self._opens = roads, doors, roads.opens.tolist()
        self._least = dict(zip(doors, roads.into(doors).tolist(), strict=True))

    def between(self, door: int, other: int, now: int) -> int:
        return min(now + self._roads.between[door][other], UNREACHED)

    def back(self, shelter: int, door: int, now: int) -> int:
        return min(now + self._roads.back[shelter][door], UNREACHED)

    def least(self, door: int, shelter: int) -> int:
        found: int = self._least[door][shelter]
        return found

    def steady(self, door: int, shelter: int, doors: Sequence[int]) -> Steady | None:
        q = self._roads.first + shelter
        if any(self._roads.last[each][q] < FOREVER for each in self._doors):
            return None
        back = tuple(self._roads.back[shelter][each] for each in doors)
        return Steady(self._least[door][shelter], self._opens[shelter], back)

    def into(self, door: int, shelter: int, now: int) -> int:
        q, onward, ways = self._roads.first + shelter, self._roads.onward, self._roads.between[door]
        best = onward(door, q, now)
        for other in self._doors:
            at = now + ways[other]
            if other != door and at < best:
                best = min(best, onward(other, q, at))
        return max(best, self._opens[shelter]) if best < UNREACHED else UNREACHED


def shared_cars(situation: Situation, roads: CarRoads, room: Ints, kind_of: Mapping[int, int]) -> SharedCars | None:
    """The cars that several households (of the parties in `kind_of`, by index) share; None where there is none."""
    several = [
        (situation.cars.seats[name], mine)
        for name, clients in situation.cars.clients.items()
        if len(mine := [i for i in clients if i in kind_of and situation.lone[i] is not None]) > 1
    ]
    return SharedCars(situation, roads, room, several, kind_of) if several else None


def _at_the_road(situation: Situation, party: int) -> int:
    start = situation.lone[party]
    if start is None:
        return UNREACHED
    return start.ready + access_leg_ms(situation.network.place_access[start.place]) * start.pace.legs
