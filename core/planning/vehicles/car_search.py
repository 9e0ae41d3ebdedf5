"""The tour of one helper's car: loads are put in where that is worth most, and moved while anything gets better."""

from collections.abc import Iterator, Sequence

from core.planning.effort import Effort
from core.planning.vehicles.problem import RoundsProblem
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trips import TripBook

_PASSES = 4


class CarSearch:
    """For problems in which every load goes to one shelter alone, and cars are all of one kind."""

    def __init__(self, problem: RoundsProblem, effort: Effort) -> None:
        self._effort = effort
        self._problem = problem
        self._book = TripBook(problem)
        self._tours = Tours(problem, self._book)

    def best(self, vehicle: int, loads: Sequence[int]) -> Tour:
        """A tour that no load can be put into, or to another place of, for the better; or the best when steps ran
        out."""
        tour: Tour = ()
        worth = 0
        order = sorted(loads, key=lambda load: (-self._book.waiting[load], load))
        for _ in range(_PASSES):
            before = worth
            for load in order:
                rest = self._without(tour, load)
                other, value = self._with(vehicle, rest, load)
                if value < worth:
                    tour, worth = other, value
                if self._effort.exhausted:
                    return tour
            if worth >= before:
                break
        return tour

    def _without(self, tour: Tour, load: int) -> Tour:
        left = []
        for trip in tour:
            loads = tuple(each for each in trip.loads if each != load)
            again = (
                trip if len(loads) == len(trip.loads) else self._book.trip(0, loads, trip.shelter) if loads else None
            )
            if again is not None:
                left.append(again)
        return tuple(left)

    def _with(self, vehicle: int, tour: Tour, load: int) -> tuple[Tour, int]:
        """The best tour that has this load too, or none better than without it."""
        best, least = tour, self._tours.exposure(vehicle, tour)
        shelter = next(j for j in range(len(self._problem.shelters)) if j not in self._problem.loads[load].barred)
        self._effort.spend(len(tour) + 1)
        for other in self._tried(tour, load, shelter):
            if all(self._tours.fits(vehicle, trip) for trip in other):
                value = self._tours.exposure(vehicle, other)
                if value < least:
                    best, least = other, value
        return best, least

    def _tried(self, tour: Tour, load: int, shelter: int) -> Iterator[Tour]:
        alone = self._book.trip(0, (load,), shelter)
        for k in range(len(tour) + 1):
            if alone is not None:
                yield (*tour[:k], alone, *tour[k:])
        for k, trip in enumerate(tour):
            if trip.shelter != shelter:
                continue
            for n in range(len(trip.loads) + 1):
                longer = self._book.trip(0, (*trip.loads[:n], load, *trip.loads[n:]), shelter)
                if longer is not None:
                    yield (*tour[:k], longer, *tour[k + 1 :])
