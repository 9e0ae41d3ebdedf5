"""Rounds from a problem: first tours, a search, a proof where the problem is small, and a bound."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.planning.effort import Effort
from core.planning.vehicles.annealing import Annealing
from core.planning.vehicles.exact import prove
from core.planning.vehicles.packing_bound import last_arrival_bound
from core.planning.vehicles.problem import RoundsGoal, RoundsProblem
from core.planning.vehicles.simple_bounds import exposure_floor, last_arrival_floor
from core.planning.vehicles.state import Value
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trips import TripBook

_FEW = 12  # loads for which all tours are looked at; with more only where few could better the best
_TOURS_OF_FEW, _TOURS_OF_MANY = 20_000, 1_500
_MOST_LOADS = 24


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
    moves: int = 300_000,
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
    best = first
    value = best.value.last if by_last else best.value.exposure
    proven = best.value.unsafe == 0 and value <= bound
    plan, worth = best.plan, best.value
    if not proven and len(problem.loads) <= _MOST_LOADS:
        proof = prove(problem, book, plan, effort, _TOURS_OF_FEW if len(problem.loads) <= _FEW else _TOURS_OF_MANY)
        plan, worth, proven = proof.plan, proof.value, proof.proven
    if not proven:
        again = search.run(plan, moves - moves // 8, bound)
        if again.value.key(problem.goal) < worth.key(problem.goal):
            plan, worth = again.plan, again.value
    if proven:
        bound = worth.last if by_last else worth.exposure
    return Rounds(plan, worth, bound, proven, book, tours)


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
