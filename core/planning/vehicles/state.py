"""The tours of all vehicles while they are searched: what they are worth, who rides where, whose beds are left."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.planning.timetable import UNREACHED
from core.planning.vehicles.problem import RoundsGoal, RoundsProblem
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trips import Trip, TripBook

NOT_RIDING = -1


@dataclass(frozen=True, slots=True)
class Value:
    """What rounds are worth, in order: persons left without a way to safety, person-microseconds, last arrival in
    microseconds; who waits and has another way arrives by it."""

    unsafe: int
    exposure: int
    last: int

    def key(self, goal: RoundsGoal) -> tuple[int, int, int]:
        if goal is RoundsGoal.LAST_ARRIVAL:
            return self.unsafe, self.last, self.exposure
        return self.unsafe, self.exposure, self.last


# Tours that a move puts in the place of others, the trips that go and those that come.
Change = tuple[tuple[tuple[int, Tour], ...], tuple[Trip, ...], tuple[Trip, ...]]


class State:
    """Tours by vehicle with their scores; `riding[load]` is its vehicle, `used[shelter]` the persons brought there."""

    def __init__(self, problem: RoundsProblem, book: TripBook, tours: Tours) -> None:
        self.problem, self.book, self.tours = problem, book, tours
        self.plan: list[Tour] = [()] * len(problem.vehicles)
        self.scores = [0] * len(problem.vehicles)
        self.riding = [NOT_RIDING] * len(problem.loads)
        self.used = [0] * len(problem.shelters)
        self.room = [shelter.room for shelter in problem.shelters]
        self.total = 0

    def start(self, plan: Sequence[Tour]) -> None:
        """Take over tours; scores are worked out anew."""
        self.plan = list(plan)
        self.scores = [self.tours.score(v, tour) for v, tour in enumerate(plan)]
        self.total = sum(self.scores)
        self.riding = [NOT_RIDING] * len(self.problem.loads)
        self.used = [0] * len(self.problem.shelters)
        for v, tour in enumerate(plan):
            for trip in tour:
                self.used[trip.shelter] += trip.persons
                for load in trip.loads:
                    self.riding[load] = v

    def position(self, load: int) -> int:
        """Which trip of its vehicle's tour a riding load is in."""
        for k, trip in enumerate(self.plan[self.riding[load]]):
            if load in trip.loads:
                return k
        raise ArithmeticError("a riding load without a trip")

    def room_for(self, gone: Sequence[Trip], come: Sequence[Trip]) -> bool:
        """Whether the shelters have beds after trips went and came; nothing is changed."""
        if len(come) == 1 and len(gone) == 1:
            one, other = come[0], gone[0]
            more = one.persons - (other.persons if one.shelter == other.shelter else 0)
            return self.used[one.shelter] + more <= self.room[one.shelter]
        change: dict[int, int] = {}
        for trip in come:
            change[trip.shelter] = change.get(trip.shelter, 0) + trip.persons
        for trip in gone:
            if trip.shelter in change:
                change[trip.shelter] -= trip.persons
        return all(more <= 0 or self.used[j] + more <= self.room[j] for j, more in change.items())

    def apply(self, change: Change, scores: Sequence[int]) -> None:
        pairs, gone, come = change
        for trip in gone:
            self.used[trip.shelter] -= trip.persons
            for load in trip.loads:
                self.riding[load] = NOT_RIDING
        for trip in come:
            self.used[trip.shelter] += trip.persons
        for (vehicle, tour), score in zip(pairs, scores, strict=True):
            self.total += score - self.scores[vehicle]
            self.plan[vehicle], self.scores[vehicle] = tour, score
            for trip in tour:
                for load in trip.loads:
                    self.riding[load] = vehicle

    def value(self) -> Value:
        return value_of(self.problem, self.tours, self.plan)


def value_of(problem: RoundsProblem, tours: Tours, plan: Sequence[Tour]) -> Value:
    """What tours are worth, worked out trip by trip; who waits arrives as he would without a vehicle."""
    riding: set[int] = set()
    exposure = last = 0
    for v, tour in enumerate(plan):
        for trip, end in zip(tour, tours.ends(v, tour), strict=True):
            if end >= UNREACHED:
                raise ArithmeticError("a tour that cannot be driven")
            riding.update(trip.loads)
            exposure += end * trip.persons
            last = max(last, end)
    waiting = [load for i, load in enumerate(problem.loads) if i not in riding]
    walking = [load for load in waiting if load.otherwise < UNREACHED]
    exposure += sum(load.persons * load.otherwise for load in walking)
    last = max([last, *(load.otherwise for load in walking)])
    return Value(sum(load.persons for load in waiting if load.otherwise >= UNREACHED), exposure, last)
