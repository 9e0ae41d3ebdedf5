"""The tours of helpers' cars, as trips of a problem of rounds.

Every car has the tour that is best for itself, with beds at the prices that they have for everybody. Cars choose one
after the other; those who do not ride keep the beds that were meant for them.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import and_

import numpy as np

from core.planning.effort import Effort
from core.planning.timeline import FOREVER
from core.planning.timetable import UNREACHED
from core.planning.vehicles.boardings import UNKNOWN
from core.planning.vehicles.car_columns import CarColumns
from core.planning.vehicles.car_ground import Ground, Steady
from core.planning.vehicles.car_market import CarMarket, Row, Stand
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.car_tours import NO_TOUR, CarTour, best_tour
from core.planning.vehicles.problem import Load, RoundsProblem, RoundsVehicle, no_sooner, onward
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trips import TripBook

_STEPS = 1_000  # beginnings of a car's tours looked at
_AT_ONCE = 1_024  # cars whose tours are searched together before the beds that they take are counted


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
        self._levels: list[int] = []
        self._goals = goals
        self._wants = [0 if i in joined else load.persons for i, load in enumerate(loads)]

    def for_any(self, loads: Sequence[int]) -> list[int]:
        """The shelters that have beds for each of these, with the beds meant for them."""
        back = self._meant(loads)
        return [self._with_beds(self._wants[load], back) for load in loads]

    def for_all(self, loads: Sequence[int]) -> list[int]:
        """The shelters that have beds for all of them together; all where one of these has to have none."""
        wants = [self._wants[load] for load in loads]
        together = self._with_beds(sum(wants), self._meant(loads))
        return [together if each else self._all for each in wants]

    def suffice(self, loads: Sequence[int], tour: Tour) -> bool:
        """Whether there are enough for a tour of some of these; shelters that were full beyond their beds take
        nobody."""
        back, left = self._meant(loads), self._left
        return all(wanted <= back.get(j, left[j]) for j, wanted in self._wanted(tour).items() if wanted > 0)

    def take(self, tour: Tour) -> None:
        """The beds of a tour are no longer there; those meant for who rides are free."""
        if not tour:
            return
        for trip in tour:
            for load in trip.loads:
                goal = self._goals.get(load)
                if goal is not None:
                    self._spare[goal] += self._wants[load]
                    self._changed(goal)
        for shelter, wanted in self._wanted(tour).items():
            self._spare[shelter] -= wanted
            self._room[shelter] -= wanted
            self._changed(shelter)

    def _meant(self, loads: Sequence[int]) -> dict[int, int]:
        """What would be left in the shelters meant for loads if these gave their beds back."""
        found: dict[int, int] = {}
        for load in loads:
            goal = self._goals.get(load)
            if goal is not None:
                found[goal] = found.get(goal, self._spare[goal]) + self._wants[load]
        return {goal: min(spare, self._room[goal]) for goal, spare in found.items()}

    def _wanted(self, tour: Tour) -> dict[int, int]:
        """What a tour takes, by shelter column."""
        found: dict[int, int] = {}
        for trip in tour:
            found[trip.shelter] = found.get(trip.shelter, 0) + sum([self._wants[load] for load in trip.loads])
        return found

    def _changed(self, shelter: int) -> None:
        before, left = self._left[shelter], min(self._spare[shelter], self._room[shelter])
        self._left[shelter] = left
        few, many = (before, left) if before < left else (left, before)
        for beds in self._levels:
            if few < beds <= many:
                self._enough[beds] ^= 1 << shelter

    def _with_beds(self, beds: int, back: Mapping[int, int]) -> int:
        """The shelters with so many beds left, `back` in some of them."""
        if beds not in self._enough:
            self._enough[beds] = sum([1 << j for j, left in enumerate(self._left) if left >= beds])
            self._levels = list(self._enough)
        found = self._enough[beds]
        for shelter, left in back.items():
            if left >= beds:
                found |= 1 << shelter
        return found


class CarSearch:
    """For problems in which cars are all of one kind. `ends` is where the loads of each vehicle begin, and those of the
    last end."""

    def __init__(
        self, problem: RoundsProblem, roads: CarRoads, beds: SpareBeds | None, effort: Effort, ends: Sequence[int]
    ) -> None:
        """Without `beds` every load has one shelter, and its beds there."""
        self._problem, self._beds, self._effort = problem, beds, effort
        self._book = TripBook(problem)
        self._tours = Tours(problem, self._book)
        ground = Ground(_Legs(problem, roads))
        toll = np.array([shelter.toll for shelter in problem.shelters], dtype=np.int64)
        self._market = CarMarket(roads, toll, lambda _: ground, problem.stop_us, problem.most_stops)
        self._all = (1 << len(problem.shelters)) - 1
        self._able: dict[frozenset[int], int] = {}
        self._loads = [range(*each) for each in pairwise(ends)]
        self._columns = CarColumns(self._market, [self._stand(one) for one in problem.vehicles], self._rows(), ends)

    def best(self) -> list[Tour]:
        """The best tour of each vehicle with its loads (or the best found when its steps ran out), each as if it chose
        after those before it."""
        if self._beds is None:
            answers = self._answers(0, [self._taken(mine) for mine in self._loads])
            return [self._tour(vehicle, tour) for vehicle, tour in enumerate(answers)]
        found: list[Tour] = []
        for first in range(0, len(self._loads), _AT_ONCE):
            found += self._in_turn(self._beds, first, self._loads[first : first + _AT_ONCE])
        return found

    def ends(self, vehicle: int, tour: Tour) -> list[int]:
        """When each trip arrives at its shelter."""
        return self._tours.ends(vehicle, tour)

    def _in_turn(self, beds: SpareBeds, first: int, loads: Sequence[Sequence[int]]) -> list[Tour]:
        """The tours of some vehicles, of which the first has the number `first`. What all of them would do with the
        beds that there are now is answered at once; one for which it comes to other shelters by then is asked again."""
        taken = [self._taken(mine) for mine in loads]
        able = [list(map(and_, bits, beds.for_any(mine))) for bits, mine in zip(taken, loads, strict=True)]
        market, columns = self._market, self._columns
        found = []
        for n, (mine, answer) in enumerate(zip(loads, self._answers(first, able), strict=True)):
            vehicle = first + n
            now = list(map(and_, taken[n], beds.for_any(mine)))
            if now != able[n] and not market.same(columns.doors(vehicle), able[n], now):
                still = all(now[load - mine[0]] >> trip.shelter & 1 for trip in answer.rides for load in trip.loads)
                answer = self._answer(vehicle, now, answer if still else NO_TOUR)
            tour = self._tour(vehicle, answer)
            if not beds.suffice(mine, tour):
                tour = self._tour(vehicle, self._answer(vehicle, list(map(and_, taken[n], beds.for_all(mine)))))
            beds.take(tour)
            found.append(tour)
        return found

    def _answers(self, first: int, taken: Sequence[Sequence[int]]) -> list[CarTour]:
        """The best tours of vehicles from one on, with shelters as far as they are `taken` by each load (bits)."""
        found = self._columns.tours(first, taken, _STEPS)
        self._effort.spend(sum([1 + tour.steps for tour in found]))
        return found

    def _answer(self, vehicle: int, taken: Sequence[int], known: CarTour = NO_TOUR) -> CarTour:
        """`known` is a tour that can be made."""
        task = self._columns.asked(vehicle, taken)
        found = NO_TOUR if task is None else best_tour(*task, _STEPS, known)
        self._effort.spend(1 + found.steps)
        return found

    def _stand(self, one: RoundsVehicle) -> Stand:
        problem = self._problem
        return Stand(one.seats, lambda door: onward(problem, one.kind, (one.depot, door), one.free), one.until)

    def _tour(self, vehicle: int, found: CarTour) -> Tour:
        """A tour as trips, if it is worth it to the whole."""
        kind = self._problem.vehicles[vehicle].kind
        trips = [self._book.trip(kind, ride.loads, ride.shelter) for ride in found.rides]
        tour = tuple([trip for trip in trips if trip is not None])
        return tour if self._tours.exposure(vehicle, tour) < 0 else ()

    def _taken(self, loads: Sequence[int]) -> list[int]:
        """Bits of the shelters that take each load."""
        found = []
        for load in loads:
            barred = self._problem.loads[load].barred
            if barred not in self._able:
                self._able[barred] = self._all & ~sum([1 << j for j in barred])
            found.append(self._able[barred])
        return found

    def _rows(self) -> list[Row]:
        return [
            (load, one.stops[0], one.ready[0], persons, one.boarding, pays // persons, UNKNOWN)
            for load, (one, pays) in enumerate(zip(self._problem.loads, self._book.waiting, strict=True))
            for persons in [one.persons]
        ]


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
