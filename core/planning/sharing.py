"""Helpers' cars and beds settled together: who rides in which trip, and where the others go.

First cars choose their tours for the shelters of an allocation that only guesses them; from when they leave each door
another allocation follows, with shelters for all and prices of beds. At these prices cars choose once more, and other
shelters too: those with beds to spare, and a few beds over, for whoever has them may go elsewhere. Then everybody else
is given the beds that are left. The best outcome counts; nobody loses his place to the cars' tours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.plans import Move, Objective
from core.planning.network import Ints
from core.planning.placement import Outcome, allocate, room_after
from core.planning.situation import Situation
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_rounds import CarPlan, CarRides, Wish

# Shares of its beds that cars may take of a shelter besides those that are to spare. With many cars the first alone.
_OVER = (0.05, 0.1, 0.02, 0.0)
_MANY = 300


@dataclass(frozen=True, slots=True)
class _Shared:
    """One outcome: the cars' tours, and how good it is (the least is best): persons safe, last arrival where that comes
    first, person-microseconds."""

    plan: CarPlan
    key: tuple[int, int, int]


def shared_tours(
    situation: Situation,
    cars: CarRides,
    facts: Mapping[int, Move],
    joined: Mapping[int, int],
    first: Outcome,
) -> tuple[CarPlan, Sequence[int]]:
    """The best tours found, and the prices of beds at which that was. `facts` are moves that stand, `joined` columns of
    those who follow their households (their beds are theirs), `first` an outcome that guesses the cars' turns."""
    trial = _Trial(situation, cars, facts, joined)
    outcome = trial.after(cars.plan(Wish({**joined, **first.goals}), facts))
    goals = {**joined, **outcome.goals}
    held = trial.outcome(Wish(goals))
    found = [held]
    if outcome.prices:
        for over in _OVER[:1] if len(held.plan.several) > _MANY else _OVER:
            if not situation.effort.exhausted:
                found.append(trial.outcome(Wish(goals, outcome.prices, trial.spare(goals, over), frozenset(joined))))
    return min(found, key=lambda each: each.key).plan, outcome.prices


class _Trial:
    """What follows from tours of the cars, for everybody whose move does not stand."""

    def __init__(
        self, situation: Situation, cars: CarRides, facts: Mapping[int, Move], joined: Mapping[int, int]
    ) -> None:
        self._situation, self._cars, self._facts, self._joined = situation, cars, facts, joined
        self._columns = {i: situation.travel.column[move.shelter] for i, move in facts.items()}
        self._room: Ints = np.maximum(0, room_after(situation, {**self._columns, **joined}))
        self._size = [len(party.members) for party in situation.parties]

    def after(self, plan: CarPlan) -> Outcome:
        """The allocation of all who are free, with a seat for those who ride from when their car leaves the door."""
        self._cars.seat_turns(plan, self._facts)
        situation = self._situation
        free = [i for i in range(len(situation.parties)) if i not in self._facts and i not in self._joined]
        return allocate(situation, free, self._room, situation.case.objective)

    def spare(self, goals: Mapping[int, int], over: float) -> list[int]:
        """Beds by shelter that nobody has by these goals, and a share of all of them over."""
        left = self._room.copy()
        for i, column in goals.items():
            if i not in self._joined:
                left[column] -= self._size[i]
        return np.minimum(self._room, left + (self._room * over).astype(np.int64)).tolist()

    def outcome(self, wish: Wish) -> _Shared:
        """Tours by a wish, and beds for all others."""
        situation, facts = self._situation, self._facts
        plan = self._cars.plan(wish, facts)
        self._cars.seat(plan.alone, facts)
        arrival, kind = situation.options.arrival, situation.kind
        follow = {i: j for i, j in self._joined.items() if i not in plan.columns and arrival[kind[i], j] < UNREACHED}
        settled = self._columns | dict(plan.columns) | follow
        rest = [i for i in range(len(situation.parties)) if i not in settled]
        placed = allocate(situation, rest, room_after(situation, settled), situation.case.objective)
        arrivals = {i: int(arrival[kind[i], j]) for i, j in {**follow, **placed.goals}.items()} | dict(plan.arrivals)
        exposure = sum(self._size[i] * there for i, there in arrivals.items())
        exposure += sum(self._size[i] * situation.unserved_us(i) for i in rest if i not in placed.goals)
        last = max(arrivals.values(), default=0) if situation.case.objective is Objective.CLEARANCE else 0
        return _Shared(plan, (-sum(self._size[i] for i in arrivals), last, exposure))
