"""Rounds from a problem: first tours, a search, a proof where the problem is small, and a bound."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.planning.effort import Effort
from core.planning.vehicles.annealing import Annealing, Best
from core.planning.vehicles.exact import Proof, prove
from core.planning.vehicles.packing_bound import last_arrival_bound
from core.planning.vehicles.problem import RoundsGoal, RoundsProblem
from core.planning.vehicles.simple_bounds import exposure_floor, last_arrival_floor
from core.planning.vehicles.state import Value
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trips import TripBook

_FEW, _TOURS_OF_FEW = 12, 20_000  # so few loads are proven at once
_SOME, _TOURS_OF_SOME = 24, 2_500  # and these at the end, once little could be better than what was found
_MOVES_EACH = 4_000  # for each load in one run of the search; what is over is for further runs from the best


@dataclass(frozen=True, slots=True)
class Rounds:
    """Tours by vehicle, what they are worth, and what no rounds can better: the last arrival while serving as many, or
    person-microseconds (microseconds). `proven` says that they are the best."""

    plan: tuple[Tour, ...]
    value: Value
    bound: int
    proven: bool
    book: TripBook
    tours: Tours

    @property
    def gap(self) -> float:
        """(value - bound) / bound of what the goal asks."""
        value = self.value.last if self.book.problem.goal is RoundsGoal.LAST_ARRIVAL else self.value.exposure
        return (value - self.bound) / self.bound if self.bound > 0 else 0.0


def solve_rounds(
    problem: RoundsProblem,
    effort: Effort,
    moves: int = 450_000,
    start: Sequence[Sequence[tuple[tuple[int, ...], int]]] = (),
) -> Rounds:
    """The best rounds found in so many moves of the search. `start` gives trips (loads, shelter) by vehicle to begin
    with; those that cannot be made are left out. Raises core.planning.effort.Stopped."""
    book = TripBook(problem)
    tours = Tours(problem, book)
    by_last = problem.goal is RoundsGoal.LAST_ARRIVAL
    search = Annealing(problem, book, effort)
    first = search.run(_given(problem, book, tours, start), moves // 8)
    bound = last_arrival_floor(problem) if by_last else exposure_floor(problem)
    if by_last and first.value.unsafe == 0:
        bound = last_arrival_bound(problem, bound, first.value.last, effort)
    best = _Best(problem, first.plan, first.value, bound)
    if not best.proven and len(problem.loads) <= _FEW:
        best.take(prove(problem, book, best.plan, effort, _TOURS_OF_FEW))
    left = moves - moves // 8
    runs = max(1, left // (_MOVES_EACH * max(1, len(problem.loads))))
    for _ in range(runs):
        if not best.proven:
            best.take(search.run(best.plan, left // runs, bound))
    if not best.proven and _FEW < len(problem.loads) <= _SOME:
        best.take(prove(problem, book, best.plan, effort, _TOURS_OF_SOME))
    return Rounds(best.plan, best.value, best.worth if best.proven else bound, best.proven, book, tours)


class _Best:
    """The best tours so far, and whether they are known to be the best there are."""

    def __init__(self, problem: RoundsProblem, plan: tuple[Tour, ...], value: Value, bound: int) -> None:
        self._goal, self._bound = problem.goal, bound
        self.plan, self.value = plan, value
        self.proven = self._at_the_bound()

    @property
    def worth(self) -> int:
        """What the goal asks first of who is safe."""
        return self.value.key(self._goal)[1]

    def _at_the_bound(self) -> bool:
        return self.value.unsafe == 0 and self.worth <= self._bound

    def take(self, other: Best | Proof) -> None:
        """Tours that are better, or proven."""
        proven = isinstance(other, Proof) and other.proven
        if proven or other.value.key(self._goal) < self.value.key(self._goal):
            self.plan, self.value = other.plan, other.value
        self.proven = proven or self._at_the_bound()


def _given(
    problem: RoundsProblem, book: TripBook, tours: Tours, start: Sequence[Sequence[tuple[tuple[int, ...], int]]]
) -> list[Tour]:
    plan: list[Tour] = [()] * len(problem.vehicles)
    room = [shelter.room for shelter in problem.shelters]
    for v, trips in enumerate(start):
        for loads, shelter in trips:
            trip = book.trip(problem.vehicles[v].kind, loads, shelter)
            if trip is None or not tours.fits(v, trip) or trip.persons > room[shelter]:
                continue
            longer = (*plan[v], trip)
            if tours.ends(v, longer)[-1] < (1 << 60):
                plan[v] = longer
                room[shelter] -= trip.persons
    return plan
