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
from core.planning.allocation import cheapest_flow, earliest_last_arrival, most_served
from core.planning.network import Ints
from core.planning.placement import allocate, demand_of, room_after, servable
from core.planning.situation import Situation
from core.planning.timeline import FOREVER, micros
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_loads import Wish
from core.planning.vehicles.car_rounds import CarPlan, CarRides

# Shares of its beds that cars may take of a shelter besides those that are to spare; the others are tried too, and
# households that keep their shelters, with up to so many cars.
_OVER, _OTHERS, _FEW = 0.05, (0.3, 1.0), 30


@dataclass(frozen=True, slots=True)
class _Shared:
    """One outcome: the cars' tours, and how good it is (the least is best): persons safe, last arrival where that comes
    first, person-microseconds; as if the households that do not ride were separable persons."""

    plan: CarPlan
    key: tuple[int, int, int]


def shared_tours(
    situation: Situation, cars: CarRides, facts: Mapping[int, Move], joined: Mapping[int, int]
) -> tuple[CarPlan, Sequence[int]]:
    """The best tours found, and the prices of beds at which that was. `facts` are moves that stand, `joined` columns of
    those who follow their households (their beds are theirs); the seats that the situation has are guesses."""
    trial = _Trial(situation, cars, facts, joined)
    guess = cars.plan(trial.first({**joined, **trial.separable()[0]}), facts)
    cars.seat_turns(guess, facts)
    free, prices = trial.separable()
    goals = {**joined, **free}
    few = cars.several <= _FEW
    shares = ((_OVER, *_OTHERS) if few else (_OVER,)) if prices else ()
    found = [trial.outcome(trial.wish(goals, prices, over)) for over in shares]
    aim = sum(len(situation.parties[i].members) for i in goals)
    if few or not found or -found[0].key[0] < aim:
        cars.seat_turns(guess, facts)
        found.append(trial.outcome(trial.first({**joined, **trial.whole()})))
    return min(found, key=lambda each: each.key).plan, prices


class _Trial:
    """What follows from tours of the cars, for everybody whose move does not stand."""

    def __init__(
        self, situation: Situation, cars: CarRides, facts: Mapping[int, Move], joined: Mapping[int, int]
    ) -> None:
        self._situation, self._cars, self._facts, self._joined = situation, cars, facts, joined
        self._columns = {i: situation.travel.column[move.shelter] for i, move in facts.items()}
        self._room: Ints = np.maximum(0, room_after(situation, {**self._columns, **joined}))
        self._free = [i for i in range(len(situation.parties)) if i not in facts and i not in joined]
        self._size = [len(party.members) for party in situation.parties]

    def separable(self) -> tuple[dict[int, int], tuple[int, ...]]:
        """About where those would go who are free, by the seats that the situation has now: each household where most
        of its kind go that have no shelter yet, as if persons were separable. And prices of beds."""
        able = servable(self._situation, self._free, self._room)
        if not able:
            return {}, ()
        demand, members = demand_of(self._situation, able, self._room)
        flow = cheapest_flow(demand, most_served(demand))
        goals = {}
        for kind, parties in enumerate(members):
            columns = np.flatnonzero(flow.flow[kind])
            if len(columns) == 1:
                if columns[0] < len(self._room):
                    goals.update(dict.fromkeys(parties, int(columns[0])))
                continue
            left = dict(zip(columns.tolist(), flow.flow[kind, columns].tolist(), strict=True))
            for i in parties:
                column = max(left, key=left.__getitem__)  # of several the first
                left[column] -= self._size[i]
                if column < len(self._room):
                    goals[i] = column
        return goals, tuple(flow.price[:-1].tolist())

    def whole(self) -> dict[int, int]:
        """Where those go who are free, by the seats that the situation has now."""
        return allocate(self._situation, self._free, self._room, self._situation.case.objective).goals

    def first(self, goals: Mapping[int, int]) -> Wish:
        """Cars bring people where they would go."""
        return Wish(goals, until=self._last(goals))

    def _last(self, goals: Mapping[int, int]) -> int:
        """When the last would be in by the seats that the situation has now, where that is what counts."""
        situation = self._situation
        if situation.case.objective is not Objective.CLEARANCE:
            return FOREVER
        arrival, kind = situation.options.arrival, situation.kind
        there = [int(arrival[kind[i], column]) for i, column in goals.items()]
        return max([*there, *(micros(situation.case.at, move.arrive) for move in self._facts.values())], default=0)

    def wish(self, goals: Mapping[int, int], prices: Sequence[int], over: float) -> Wish:
        """What cars may choose: beds that nobody has by these goals, and a share of all of them over."""
        left = self._room.copy()
        for i, column in goals.items():
            if i not in self._joined:
                left[column] -= self._size[i]
        spare = left + (self._room * over).astype(np.int64)
        room, joined = self._room.tolist(), frozenset(self._joined)
        return Wish(goals, prices, spare.tolist(), room, joined, until=self._last(goals))

    def outcome(self, wish: Wish) -> _Shared:
        """Tours by a wish, and beds for all others."""
        situation, facts = self._situation, self._facts
        plan = self._cars.plan(wish, facts)
        self._cars.seat(plan.alone, facts)
        arrival, kind = situation.options.arrival, situation.kind
        follow = {i: j for i, j in self._joined.items() if i not in plan.columns and arrival[kind[i], j] < UNREACHED}
        settled = self._columns | dict(plan.columns) | follow
        rest = [i for i in range(len(situation.parties)) if i not in settled]
        room = room_after(situation, settled)
        able = servable(situation, rest, room)
        demand, _ = demand_of(situation, able, room)
        most = most_served(demand) if able else 0
        arrivals = {i: int(arrival[kind[i], j]) for i, j in follow.items()} | dict(plan.arrivals)
        exposure = sum(self._size[i] * there for i, there in arrivals.items())
        exposure += sum(self._size[i] * situation.unserved_us(i) for i in set(rest).difference(able))
        exposure += cheapest_flow(demand, most).cost if able else 0
        last = 0
        if situation.case.objective is Objective.CLEARANCE:
            last = max([earliest_last_arrival(demand, most) if able else 0, *arrivals.values()])
        return _Shared(plan, (-most - sum(self._size[i] for i in arrivals), last, exposure))
