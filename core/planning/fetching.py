"""Cars for whom only cars can save: which helper fetches whom, matched anew where somebody is left out.

A pairing is made of soft rules first, and then households are left that another helper's car could bring in. Whoever
is left out and whom a car could save is matched with the cars that may come and make it in time: as many persons as
can be, the cars that have fewest others to save, then as few soft rules broken and minutes on the way as can be. Those
whom a car saves already keep it. Only what a whole plan with that pairing gains counts, and no door stays without
helpers for it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from ortools.graph.python import min_cost_flow

from core.domain.ids import HelperId, HouseholdId, VehicleId
from core.domain.plans import Move
from core.domain.trips import driver_of
from core.planning.any_car import AnyCar
from core.planning.assignment import Assignment
from core.planning.network import Ints
from core.planning.pairing.doors import Door, Doorsteps, doors_of
from core.planning.pairing.fetchers import Fetcher
from core.planning.reach import Reach
from core.planning.situation import PartyKey, Situation, in_own_car, key_of
from core.planning.timeline import FOREVER, MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.fleet_problem import Standing

T = TypeVar("T")

_WANTING = 400  # households matched at once, the largest first
_TRIPS = 3  # households that one car is thought to save by itself
_FEW, _ROUNDS_OF_FEW = 300, 4  # of so many households each may be put beside others in a car, one after the other
ROUNDS = 2  # times that cars are matched anew for whoever is left out
_NEVER_OUT = 10_000  # persons that a trip counts as that nobody is to lose
_STOP_US = 2 * MINUTE  # getting in and out, as in the guess of turns
_PERSON, _TURN, _RULE = 10**10, 10**7, 10**4  # what decides: persons, whose turn it is, soft rules broken, tenths


Loads = Mapping[HelperId, Sequence[Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Saved:
    """What an answer does: the columns of all whom it serves, and the moves of those who have some already."""

    situation: Situation
    goals: Mapping[int, int]
    moves: Mapping[int, Move]

    @property
    def persons(self) -> int:
        return sum([self.situation.sizes[i] for i in self.goals])

    @property
    def riders(self) -> frozenset[int]:
        """Whoever does not go on foot."""
        by_car, kind = self.situation.options.by_car, self.situation.kind
        return frozenset(i for i, j in self.goals.items() if self._rides(i) or (kind[i] >= 0 and by_car[kind[i], j]))

    def _rides(self, party: int) -> bool:
        move = self.moves.get(party)
        return move is not None and (move.vehicle is not None or in_own_car(move))

    def drivers(self) -> dict[int, HelperId]:
        """Who brings in whom in his car."""
        own, found = self.situation.cars.driver, {}
        for i in self.riders:
            vehicle = self.moves[i].vehicle if i in self.moves else None
            name = own.get(i) if vehicle is None else driver_of(vehicle)
            if name is not None:
                found[i] = name
        return found

    def loads(self) -> "Loads":
        """By car, trip after trip, those of them whom it brings where they could not get on foot. Who rides alone in a
        car comes first."""
        found: dict[HelperId, dict[int, list[int]]] = {}
        for i, name in sorted(self.needy().items()):
            trip = self.moves[i].trip if i in self.moves else 0
            found.setdefault(name, {}).setdefault(trip, []).append(i)
        return {name: [trips[number] for number in sorted(trips)] for name, trips in sorted(found.items())}

    def needy(self) -> dict[int, HelperId]:
        """Those of them who could not get where they go on foot."""
        on_foot, kind = self.situation.on_foot, self.situation.kind
        return {i: name for i, name in self.drivers().items() if on_foot[kind[i], self.goals[i]] >= UNREACHED}


def with_other_cars(
    answer: T,
    saved: Callable[[T], Saved],
    reach: Reach,
    tried: Callable[[Sequence[Fetcher]], T | None],
    *,
    rounds: int = ROUNDS,
    nobody_out: bool = False,
) -> T:
    """The answer, or one whose pairing lets other cars fetch so that more persons are saved. `tried` makes it; it gives
    None where that cannot be had. At the end only those cars are asked for that save somebody. With `nobody_out` nobody
    whom a car saves loses it. Cars are matched `rounds` times, in a
    small case more often."""
    situation = saved(answer).situation
    failed: frozenset[tuple[HouseholdId, HelperId]] = frozenset()
    asked: Sequence[Fetcher] = ()
    for _ in range(rounds if len(situation.parties) > _FEW else _ROUNDS_OF_FEW):
        now = saved(answer)
        if now.persons >= int(situation.size.sum()) or situation.effort.exhausted:
            break
        fetchers = Fetching(now, reach).fetchers(failed, nobody_out=nobody_out)
        other = tried(fetchers) if fetchers else None
        if other is None or saved(other).persons <= now.persons:
            break
        answer, asked = other, fetchers
        useful = come_in_by(saved(answer), asked)
        failed |= {(each.household, each.helper) for each in asked if each not in useful}
    useful = come_in_by(saved(answer), asked)
    fewer = tried(useful) if len(useful) < len(asked) else None
    better = fewer is not None and saved(fewer).persons >= saved(answer).persons
    return fewer if fewer is not None and better else answer


class Fetching:
    """Matches of cars and households for one case."""

    def __init__(self, saved: Saved, reach: Reach) -> None:
        situation = saved.situation
        self._saved, self._situation = saved, situation
        self.cars = AnyCar(situation, reach)
        self._steps = Doorsteps(situation.case, reach)
        self._doors: dict[HouseholdId, Door] = {
            door.household: door for door in doors_of(self._steps, situation.last_moments())
        }

    @cached_property
    def _short_before(self) -> frozenset[PartyKey]:
        """Who was left out of the standing plan: cars that save somebody were thought of for them then."""
        standing = self._situation.case.standing
        return frozenset((each.household, each.place) for each in standing.shortfall) if standing else frozenset()

    def fetchers(self, failed: frozenset[tuple[HouseholdId, HelperId]], *, nobody_out: bool) -> tuple[Fetcher, ...]:
        """Who should fetch whom so that more are saved: empty where no car could. `failed` are those of whom it is
        known that it saves nobody. With `nobody_out` no car leaves anybody out whom it saves now."""
        saved, parties = self._saved, self._situation.parties
        wanting = self.cars.wanting(saved.goals, saved.riders)[:_WANTING] if len(self._steps.table.ids) else []
        if not wanting:
            return ()
        own = {(parties[i].household, driver) for i, driver in self._situation.cars.driver.items() if i in wanting}
        loads = saved.loads()
        matrix = _Matrix()
        for row, i in enumerate(wanting):
            idle = nobody_out and key_of(parties[i]) in self._short_before
            for helper, place, cost in self._offers(i, loads, failed | own, idle=idle):
                matrix.offer(row, (helper, place), cost)
        if not matrix.costs:
            return ()
        weight = [self._situation.sizes[i] for i in wanting]
        index = self._steps.table.index
        for name in sorted(loads.keys() & index):
            for turn, riders in enumerate(loads[name]):
                matrix.offer(len(weight), (index[name], turn), 0)
                weight.append(_NEVER_OUT if nobody_out else sum([self._situation.sizes[i] for i in riders]))
        chosen = matrix.cheapest(weight)
        ids = self._steps.table.ids
        new = {i: ids[chosen[row][0]] for row, i in enumerate(wanting) if row in chosen}
        if not new:
            return ()
        taken = {(ids[chosen[row][0]], chosen[row][1]) for row in range(len(wanting)) if row in chosen}
        stay = {
            i: name
            for name, trips in loads.items()
            for turn, riders in enumerate(trips)
            if (name, turn) not in taken
            for i in riders
        }
        asked = sorted({**stay, **new}.items())
        return tuple(Fetcher(parties[i].household, name, self._situation.sizes[i]) for i, name in asked)

    def cheapest(self, party: int) -> HelperId | None:
        """Whose car might fetch a party at least cost, a car that saves nobody yet before all others; None where no
        other car than its own can."""
        loads, own = self._saved.loads(), self._situation.cars.driver.get(party)
        who = self._situation.parties[party].household
        failed = frozenset() if own is None else frozenset({(who, own)})
        if self.cars.row[party] < 0:
            return None
        offers = self._offers(party, loads, failed, idle=False)
        ids = self._steps.table.ids
        best = min(((len(loads.get(ids[helper], ())), cost, helper) for helper, _, cost in offers), default=None)
        return None if best is None else ids[best[2]]

    def _offers(
        self, party: int, loads: "Loads", failed: Set[tuple[HouseholdId, HelperId]], *, idle: bool
    ) -> Iterator[tuple[int, int, int]]:
        """Cars that may come to a household and bring it in before its roads close: helper, which turn, cost. A place
        from `_TRIPS` on is one beside those who ride in an earlier turn. `idle` asks only cars that save nobody yet."""
        situation, steps = self._situation, self._steps
        who, size = situation.parties[party], situation.sizes[party]
        door, start = self._doors[who.household], situation.foot[party]
        there = self.cars.in_time(party)
        columns = np.flatnonzero((there < UNREACHED) & (situation.room >= size))
        if door.kind.place != who.place or start is None or not len(columns):
            return
        last = max(self.cars.last_departure(party, column) for column in columns.tolist())
        drive = int(there[columns].min()) - start.ready
        turns = _TRIPS if last >= FOREVER else min(_TRIPS, 1 + max(0, last - start.ready) // (2 * drive + _STOP_US))
        step = door.step
        minutes: Ints = np.rint(step.minutes * MINUTE).astype(np.int64)
        for at in np.flatnonzero(minutes <= last).tolist():
            helper = int(step.who[at])
            name, seats = steps.table.ids[helper], steps.table.helpers[helper].car_seats
            if seats < size or (who.household, name) in failed or (idle and name in loads):
                continue
            cost = int(steps.counts[step.bits[at]]) * _RULE + int(step.tenths[at])
            for turn in range(1 if idle else turns):
                yield helper, turn, turn * _TURN + cost
            for turn, riders in enumerate(loads.get(name, ())[:_TRIPS]):
                if sum([situation.sizes[i] for i in riders]) + size <= seats:
                    yield helper, _TRIPS + turn, (turn + 2) * _TURN + cost


class _Matrix:
    """Places in cars for rows: an assignment problem put together piece by piece."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._columns: list[int] = []
        self.costs: list[int] = []
        self._place: dict[tuple[int, int], int] = {}

    def offer(self, row: int, place: tuple[int, int], cost: int) -> None:
        """One place for a row, by helper and turn."""
        self._rows.append(row)
        self._columns.append(self._place.setdefault(place, len(self._place)))
        self.costs.append(cost)

    def cheapest(self, weight: Sequence[int]) -> dict[int, tuple[int, int]]:
        """The place of each row that gets one: as much of the weight as can be, then at least cost.

        Raises ArithmeticError when the solver does not end.
        """
        rows, places = len(weight), len(self._place)
        row, place = np.arange(rows), rows + np.arange(places)
        source, sink = rows + places, rows + places + 1
        flow = min_cost_flow.SimpleMinCostFlow()
        for tail, head, cost in (
            (np.array(self._rows, dtype=np.int64), rows + np.array(self._columns, dtype=np.int64), self.costs),
            (row, np.full(rows, sink), np.array(weight) * _PERSON),  # who gets no place
            (np.full(rows, source), row, np.zeros(rows)),
            (place, np.full(places, sink), np.zeros(places)),
        ):
            flow.add_arcs_with_capacity_and_unit_cost(
                tail, head, np.ones(len(tail), dtype=np.int64), np.array(cost, dtype=np.int64)
            )
        flow.set_nodes_supplies(np.array([source, sink]), np.array([rows, -rows]))
        if flow.solve() != flow.OPTIMAL:
            raise ArithmeticError("matching of cars did not end")
        used = np.flatnonzero(flow.flows(np.arange(len(self._rows))))
        keys = list(self._place)
        return {self._rows[arc]: keys[self._columns[arc]] for arc in used.tolist()}


def most_saved_by_any(saved: Saved, facts: Mapping[int, int], standing: Mapping[VehicleId, Standing]) -> int:
    """How many persons no plan could save more of, whoever helps whom; `facts` are the columns of those on the road,
    `standing` is where the fleet's vehicles are free. Where all are saved nothing is to be proved."""
    situation = saved.situation
    due = int(situation.size.sum())
    if saved.persons == due:
        return due
    cars = AnyCar(situation, Reach(situation.case, situation.travel, situation.effort))
    return max(saved.persons, cars.most_saved(facts, standing))


def offers_to(saved: Saved, parties: Sequence[int]) -> list[Fetcher]:
    """For each of these parties who are left out the car that might fetch it at least cost, the largest party first."""
    situation = saved.situation
    if not parties:
        return []
    fetching, found = Fetching(saved, Reach(situation.case, situation.travel, situation.effort)), []
    for i in sorted(parties, key=lambda i: (-situation.sizes[i], i)):
        best = fetching.cheapest(i)
        if best is not None:
            found.append(Fetcher(situation.parties[i].household, best, situation.sizes[i]))
    return found


def covers_as_many(other: Assignment, pairing: Assignment) -> bool:
    """Whether no more doors are without helpers than with another pairing."""
    return _uncovered(other) <= _uncovered(pairing)


def _uncovered(pairing: Assignment) -> tuple[int, int]:
    roles = Counter(each.role.value for each in pairing.uncovered)
    return roles["A"], roles["B"]


def come_in_by(saved: Saved, fetchers: Sequence[Fetcher]) -> tuple[Fetcher, ...]:
    """Those fetchers who save their households in an answer."""
    parties = saved.situation.parties
    come = {(parties[i].household, name) for i, name in saved.needy().items()}
    return tuple(each for each in fetchers if (each.household, each.helper) in come)
