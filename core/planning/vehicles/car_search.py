"""The tours of helpers' cars, as trips of a problem of rounds.

Every car has the tour that is best for itself, with beds at the prices that they have for everybody. Cars choose one
after the other; those who do not ride keep the beds that were meant for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import and_

import numpy as np

from core.planning.effort import Effort
from core.planning.timeline import FOREVER
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_ground import Client, Ground, Steady
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.car_tours import Car, best_tour
from core.planning.vehicles.problem import Load, RoundsProblem, no_sooner, onward
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trips import TripBook

_STEPS = 1_000  # beginnings of a car's tours looked at


class SpareBeds:
    """Beds that cars may take: `spare` by shelter column, and those meant for their loads (`goals`), but never more
    than there are (`room`). Loads that are `joined` to their households need none of these. Shelters are bits by
    column."""

    def __init__(
        self,
        beds: tuple[Sequence[int], Sequence[int]],
        goals: Mapping[int, int],
        joined: frozenset[int],
        loads: Sequence[Load],
    ) -> None:
        spare, room = beds
        self._spare, self._room = list(spare), list(room)
        self._left = list(map(min, self._spare, self._room))
        self._all = (1 << len(self._left)) - 1
        self._enough: dict[int, int] = {}  # by so many beds, the shelters that have them
        self._goals = goals
        self._wants = [0 if i in joined else load.persons for i, load in enumerate(loads)]

    def give(self, loads: Iterable[int], sign: int = 1) -> None:
        """Give the beds meant for loads back, or take them."""
        for load in loads:
            goal = self._goals.get(load)
            if goal is not None:
                self._change(goal, sign * self._wants[load], 0)

    def for_any(self, loads: Sequence[int]) -> list[int]:
        """The shelters that have beds for each of these."""
        return [self._with_beds(self._wants[load]) for load in loads]

    def for_all(self, loads: Sequence[int]) -> list[int]:
        """The shelters that have beds for all of them together; all where one of these has to have none."""
        wants = [self._wants[load] for load in loads]
        together = self._with_beds(sum(wants))
        return [together if each else self._all for each in wants]

    def suffice(self, tour: Tour) -> bool:
        """Whether there are enough for a tour; shelters that were full beyond their beds take nobody."""
        return all(wanted <= self._left[shelter] for shelter, wanted in self._wanted(tour).items() if wanted > 0)

    def take(self, tour: Tour) -> None:
        """The beds of a tour are no longer there."""
        for shelter, wanted in self._wanted(tour).items():
            self._change(shelter, -wanted, -wanted)

    def _wanted(self, tour: Tour) -> dict[int, int]:
        """What a tour takes, by shelter column."""
        found: dict[int, int] = {}
        for trip in tour:
            found[trip.shelter] = found.get(trip.shelter, 0) + sum([self._wants[load] for load in trip.loads])
        return found

    def _change(self, shelter: int, spare: int, room: int) -> None:
        self._spare[shelter] += spare
        self._room[shelter] += room
        left = self._left[shelter] = min(self._spare[shelter], self._room[shelter])
        for beds, shelters in self._enough.items():
            self._enough[beds] = shelters | 1 << shelter if left >= beds else shelters & ~(1 << shelter)

    def _with_beds(self, beds: int) -> int:
        if beds not in self._enough:
            self._enough[beds] = sum([1 << j for j, left in enumerate(self._left) if left >= beds])
        return self._enough[beds]


class CarSearch:
    """For problems in which cars are all of one kind."""

    def __init__(self, problem: RoundsProblem, roads: CarRoads, beds: SpareBeds | None, effort: Effort) -> None:
        """Without `beds` every load has one shelter, and its beds there."""
        self._problem, self._roads, self._beds, self._effort = problem, roads, beds, effort
        self._book = TripBook(problem)
        self._tours = Tours(problem, self._book)
        self._ground = Ground(_Legs(problem, roads))
        self._toll = np.array([shelter.toll for shelter in problem.shelters], dtype=np.int64)
        self._all = (1 << len(problem.shelters)) - 1
        self._able: dict[frozenset[int], int] = {}
        self._beds_of: dict[tuple[tuple[int, ...], int], tuple[tuple[int, int], ...]] = {}

    def best(self, vehicle: int, loads: Sequence[int]) -> Tour:
        """The best tour with these loads, or the best found when its steps ran out."""
        taken = [self._taken(load) for load in loads]
        beds = self._beds
        if beds is None:
            return self._tour(vehicle, loads, taken)
        beds.give(loads)
        tour = self._tour(vehicle, loads, list(map(and_, taken, beds.for_any(loads))))
        if not beds.suffice(tour):
            tour = self._tour(vehicle, loads, list(map(and_, taken, beds.for_all(loads))))
        beds.take(tour)
        riding = {load for trip in tour for load in trip.loads}
        beds.give([load for load in loads if load not in riding], sign=-1)
        return tour

    def ends(self, vehicle: int, tour: Tour) -> list[int]:
        """When each trip arrives at its shelter."""
        return self._tours.ends(vehicle, tour)

    def _tour(self, vehicle: int, loads: Sequence[int], taken: Sequence[int]) -> Tour:
        """With shelters as far as they are `taken` by each load (bits by column)."""
        problem, one = self._problem, self._problem.vehicles[vehicle]
        doors = tuple(sorted({problem.loads[load].stops[0] for load in loads}))
        shelters = self._roads.near(doors, self._toll).worth_a_thought(taken)
        if not shelters:
            return ()
        clients = [self._client(load, shelters, mine) for load, mine in zip(loads, taken, strict=True)]
        first = {door: onward(problem, one.kind, (one.depot, door), one.free) for door in doors}
        again = self._roads.round_us(doors, shelters) + 2 * (problem.stop_us + min([c.boarding for c in clients]))
        car = Car(one.seats, first, problem.stop_us, problem.most_stops, again, one.until)
        found = best_tour(car, clients, self._ground, _STEPS)
        self._effort.spend(1 + found.steps)
        trips = [self._book.trip(one.kind, ride.loads, ride.shelter) for ride in found.rides]
        tour = tuple([trip for trip in trips if trip is not None])
        return tour if self._tours.exposure(vehicle, tour) < 0 else ()

    def _taken(self, load: int) -> int:
        """Bits of the shelters that take a load."""
        barred = self._problem.loads[load].barred
        if barred not in self._able:
            self._able[barred] = self._all & ~sum([1 << j for j in barred])
        return self._able[barred]

    def _client(self, load: int, shelters: tuple[int, ...], taken: int) -> Client:
        one = self._problem.loads[load]
        key = shelters, taken
        if key not in self._beds_of:
            self._beds_of[key] = tuple([(j, self._problem.shelters[j].toll) for j in shelters if taken >> j & 1])
        pays = self._book.waiting[load] // one.persons
        return Client(load, one.stops[0], one.ready[0], one.persons, one.boarding, pays, self._beds_of[key])


class _Legs:
    """Legs as they are driven."""

    def __init__(self, problem: RoundsProblem, roads: CarRoads) -> None:
        self._problem, self._roads, self._first = problem, roads, roads.first
        self._opens = roads.opens.tolist()
        self._least = roads.shortest[: roads.first, roads.first :].tolist()

    def between(self, door: int, other: int, now: int) -> int:
        return self._roads.onward(door, other, now)

    def into(self, door: int, shelter: int, now: int) -> int:
        opens = self._opens[shelter]
        if opens and now < UNREACHED:
            return no_sooner(self._problem, 0, (door, self._first + shelter), now, opens)[1]
        return self._roads.onward(door, self._first + shelter, now)

    def back(self, shelter: int, door: int, now: int) -> int:
        return self._roads.onward(self._first + shelter, door, now)

    def least(self, door: int, shelter: int) -> int:
        found: int = self._least[door][shelter]
        return found

    def steady(self, door: int, shelter: int, doors: Sequence[int]) -> Steady | None:
        roads, q = self._roads, self._first + shelter
        if roads.last[door][q] < FOREVER or any(roads.last[q][each] < FOREVER for each in doors):
            return None
        back = tuple(roads.drive[q][each] for each in doors)
        return Steady(roads.drive[door][q], self._opens[shelter], back)
