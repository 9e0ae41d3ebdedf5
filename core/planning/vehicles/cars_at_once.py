"""The best tours of many cars, each for itself, searched together: what is done for one is done for all in a few
operations on tables.

What is searched is what `car_tours` searches for one car, and the answers are the same: its beginnings here are rows
(car, households brought in, cost, when the car is back), gone through by how many households they have brought in. Of
tours that are equally good that one is taken, as a rule, which a search by itself meets first. Cars that are none for
tables (`boardings`) are searched one by one.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from core.planning.network import Ints
from core.planning.vehicles.boardings import (
    MOST,
    Boardings,
    Cars,
    Clients,
    GoalBook,
    Task,
    boardings,
    cars_of,
    clients_of,
)
from core.planning.vehicles.car_ground import Client, Ground
from core.planning.vehicles.car_tours import NO_TOUR, Car, CarTour, Ride, best_tour

# Who is among some clients (bits), by number.
_MEMBERS = [[i for i in range(MOST) if bits >> i & 1] for bits in range(1 << MOST)]


class Asked(NamedTuple):
    """A car, whom it may fetch, and over which roads."""

    car: Car
    clients: Sequence[Client]
    ground: Ground


class Tables(NamedTuple):
    """Cars with as many clients each (cars x clients): the number of each car, the loads behind its clients, and the
    shelter that each thinks of first; what they are as columns."""

    number: Sequence[int]
    load: Sequence[Sequence[int]]
    nearest: Sequence[Sequence[int]]
    cars: Cars
    clients: Clients


def best_tours(asked: Sequence[Asked], most_steps: int) -> list[CarTour]:
    """The best tour of each. Steps are beginnings looked at of a car that is searched by itself."""
    found = [NO_TOUR] * len(asked)
    for number, tour in searched([], list(enumerate(asked)), GoalBook(), most_steps):
        found[number] = tour
    return found


def searched(
    tables: Sequence[Tables],
    asked: Sequence[tuple[int, Asked]],
    book: GoalBook,
    most_steps: int,
    *,
    values: bool = False,
) -> Iterator[tuple[int, CarTour]]:
    """The number and the best tour of each car: of those that are tables already, and of others by their number. With
    `values` the trips of those in tables are not written down."""
    tasks: dict[int, list[tuple[int, Task]]] = {}
    for number, (car, clients, ground) in asked:
        task = book.task(car, clients, ground)
        if task is None:
            yield number, best_tour(car, clients, ground, most_steps)
        else:
            tasks.setdefault(len(task.clients), []).append((number, task))
    parts = [*tables, *(_tables(tasks[count]) for count in sorted(tasks))]
    if parts:
        search = _Search(parts, book)
        search.run()
        yield from zip(search.numbers, search.values() if values else search.tours(), strict=True)


def _tables(tasks: Sequence[tuple[int, Task]]) -> Tables:
    mine = [task for _, task in tasks]
    return Tables(
        number=[number for number, _ in tasks],
        load=[[one.load for one in task.clients] for task in mine],
        nearest=[[one.shelters[0][0] for one in task.clients] for task in mine],
        cars=cars_of(mine),
        clients=clients_of(mine),
    )


class _Begun(NamedTuple):
    """Beginnings as columns: car, households (bits), cost, when the car is at the door again, what the tour brings at
    best; what led there: the beginning before, the row of boardings and the goal of the last trip (-1 at the start)."""

    car: Ints
    done: Ints
    cost: Ints
    free: Ints
    hoped: Ints
    before: Ints
    row: Ints
    goal: Ints

    def only(self, which: Ints) -> "_Begun":
        return _Begun(*[column[which] for column in self])


class _Search:
    """Cars in the order of their tables."""

    def __init__(self, parts: Sequence[Tables], book: GoalBook) -> None:
        self.numbers = [number for part in parts for number in part.number]
        self._load = [loads for part in parts for loads in part.load]
        self._nearest = [shelters for part in parts for shelters in part.nearest]
        cars = Cars(*[np.concatenate(column) for column in zip(*[part.cars for part in parts], strict=True)])
        self._seats, self._begin, self._until, self._again, stop = cars
        clients = [part.clients for part in parts]
        counts = [each.ready.shape for each in clients]
        self._clients = np.repeat([count for _, count in counts], [many for many, _ in counts])
        firsts = accumulate([many for many, _ in counts], initial=0)
        made = [boardings(part.cars, part.clients, first, book) for part, first in zip(parts, firsts, strict=False)]
        self._rows = Boardings(*[np.concatenate(column) for column in zip(*made, strict=True)])
        self._count = np.bincount(self._rows.car, minlength=len(self.numbers))
        self._first = np.cumsum(self._count) - self._count
        self._goal_count = np.array([len(choice) for choice in book.choices], dtype=np.int64)
        self._goal_first = np.cumsum(self._goal_count) - self._goal_count
        goals = [goal for choice in book.choices for goal in choice]
        self._shelter = [goal.shelter for goal in goals]
        ways = [(goal.toll, goal.into, goal.opens, goal.back[0] if goal.back else 0) for goal in goals]
        self._toll, self._into, self._opens, self._back = np.array(ways, dtype=np.int64).reshape(-1, 4).T.copy()
        self._all = (1 << self._clients) - 1
        least = np.array([choice[0].least if choice else 0 for choice in book.choices], dtype=np.int64)
        # What each client saves at most less the moment when all is ready, when he is, and how many he is.
        most, self._ready, self._persons, self._value, self._chosen = _savings(clients, least)
        self._most = most - stop[:, None]
        self._steps = np.zeros(len(self.numbers), dtype=np.int64)
        self._seen: list[_Begun] = []
        self._best: list[_Begun] = []  # tours that were the best of their car when they were met

    def run(self) -> None:
        """Find what the best tours bring, and by which trips."""
        begin = self._begin
        cars, none = np.arange(len(begin)), np.zeros(len(begin), dtype=np.int64)
        start = _Begun(cars, none, none, begin, none, none - 1, none - 1, none - 1)
        start = start._replace(hoped=self._hoped(start))
        ahead: list[list[_Begun]] = [[start], *([] for _ in range(MOST))]
        seen = 0
        for brought in range(MOST):
            if not ahead[brought]:
                continue
            begun = self._worth_a_look(_joined(ahead[brought]))
            self._seen.append(begun)
            self._steps += np.bincount(begun.car, minlength=len(cars))
            more = self._onward(begun, seen)
            seen += len(begun.car)
            count = np.bitwise_count(more.done)
            for n in range(brought + 1, MOST):
                if len(which := np.flatnonzero(count == n)):
                    ahead[n].append(more.only(which))

    def _worth_a_look(self, begun: _Begun) -> _Begun:
        """Those that could still better their car's best, but of two that have brought in the same only the one that is
        neither dearer nor later; of equal ones that which a search by itself meets first."""
        begun = begun.only(np.flatnonzero(begun.hoped < self._value[begun.car]))
        same = begun.car << MOST | begun.done
        order = np.lexsort((begun.before, self._before(begun), begun.free, begun.cost, same))
        group = np.cumsum(np.diff(same[order], prepend=-1) != 0)
        free = begun.free[order]
        falling = free - group * (int(free.max(initial=0)) + 1)  # less in every group than in those before it
        soonest = np.minimum.accumulate(falling)
        first = np.diff(soonest, prepend=1) < 0
        return begun.only(np.sort(order[first]))

    def _before(self, begun: _Begun) -> Ints:
        """What tours brought at best at the beginning before."""
        hoped = np.concatenate([np.zeros(1, dtype=np.int64), *[each.hoped for each in self._seen]])
        return hoped[begun.before + 1]

    def _onward(self, begun: _Begun, number: int) -> _Begun:
        """One trip more of each; those worth going on from. `number` is that of the first beginning."""
        rows = self._rows
        at, row = _each(self._first[begun.car], self._count[begun.car])
        done = begun.done[at]
        able = np.flatnonzero(((rows.bits[row] & done) | (rows.before[row] & ~done)) == 0)
        at, row = at[able], row[able]
        leave = np.maximum(begun.free[at], rows.ready[row]) + rows.took[row]
        trip, goal = _each(self._goal_first[rows.goals[row]], self._goal_count[rows.goals[row]])
        arrive = np.maximum(leave[trip] + self._into[goal], self._opens[goal])
        pays = arrive + self._toll[goal]
        at, row = at[trip], row[trip]
        car = rows.car[row]
        worth = np.flatnonzero((pays < rows.enough[row]) & (arrive <= self._until[car]))
        at, row, goal, car, arrive, pays = [column[worth] for column in (at, row, goal, car, arrive, pays)]
        cost = begun.cost[at] - rows.waiting[row] + pays * rows.persons[row]
        np.minimum.at(self._value, car, cost)
        made = _Begun(
            car=car,
            done=begun.done[at] | rows.bits[row],
            cost=cost,
            free=arrive + rows.took[row] + self._back[goal],
            hoped=begun.hoped[at],
            before=at + number,
            row=row,
            goal=goal,
        )
        self._best.append(made.only(np.flatnonzero(cost == self._value[car])))
        made = made.only(np.flatnonzero(made.done != self._all[car]))
        return self._hopeful(made)

    def _hopeful(self, begun: _Begun) -> _Begun:
        """Those from which a tour could still better the best of its car."""
        saves, persons = self._saves(begun)
        most = begun.cost - (saves * persons).sum(axis=1)
        which = np.flatnonzero(most < self._value[begun.car])
        begun = begun.only(which)
        begun = begun._replace(hoped=self._in_turn(begun, saves[which], persons[which]))
        return begun.only(np.flatnonzero(begun.hoped < self._value[begun.car]))

    def _hoped(self, begun: _Begun) -> Ints:
        return self._in_turn(begun, *self._saves(begun))

    def _saves(self, begun: _Begun) -> tuple[Ints, Ints]:
        """What each client who is not brought in saves at most per person from then on, and how many he is; none of
        either where he is as well without the car."""
        saves = self._most[begun.car] - np.maximum(self._ready[begun.car], begun.free[:, None])
        left = (begun.done[:, None] >> np.arange(MOST) & 1) == 0
        return np.maximum(saves, 0), np.where(left & (saves > 0), self._persons[begun.car], 0)

    def _in_turn(self, begun: _Begun, saves: Ints, persons: Ints) -> Ints:
        """What tours cost at least: as if nobody were in another's way but for the seats, trip by trip, those who save
        most first."""
        wait = np.where(persons > 0, self._ready[begun.car] - begun.free[:, None], 0)
        idle = np.maximum(0, wait.max(axis=1, keepdims=True))
        order = np.argsort(-saves, axis=1, kind="stable")
        saves, persons = np.take_along_axis(saves, order, axis=1), np.take_along_axis(persons, order, axis=1)
        seats, again = self._seats[begun.car][:, None], self._again[begun.car][:, None]
        taken = np.cumsum(persons, axis=1) - persons
        trip = taken // seats
        aboard = np.minimum(persons, (trip + 1) * seats - taken)  # the others of them go one trip later
        late = trip * again - idle  # nobody is later by the trips before than that is over what anybody waits for
        saved = aboard * np.maximum(0, saves - np.maximum(0, late))
        saved += (persons - aboard) * np.maximum(0, saves - np.maximum(0, late + again))
        found: Ints = begun.cost - saved.sum(axis=1)
        return found

    def values(self) -> list[CarTour]:
        """What the best tours bring, without their trips."""
        pairs = zip(self._value.tolist(), self._steps.tolist(), strict=True)
        return [CarTour(value, value, (), steps) for value, steps in pairs]

    def tours(self) -> list[CarTour]:
        """The best tours."""
        best = _joined(self._best)
        best = best.only(np.flatnonzero(best.cost == self._value[best.car]))
        order = np.lexsort((best.goal, best.row, best.before, best.hoped, best.car))
        best = best.only(order[np.diff(best.car[order], prepend=-1) != 0])
        seen = _joined(self._seen)
        before, row, goal = seen.before.tolist(), seen.row.tolist(), seen.goal.tolist()
        last = dict(zip(best.car.tolist(), zip(*[each.tolist() for each in best[5:]], strict=True), strict=True))
        bits, chosen, shelter = self._rows.bits.tolist(), self._chosen.tolist(), self._shelter
        found = []
        for car, (value, steps) in enumerate(zip(self._value.tolist(), self._steps.tolist(), strict=True)):
            load, rides = self._load[car], []
            at, r, g = last.get(car, (-1, -1, -1))
            while r >= 0:
                rides.append(Ride(tuple([load[i] for i in _MEMBERS[bits[r]]]), shelter[g]))
                at, r, g = before[at], row[at], goal[at]
            if not rides and value < 0:
                rides.append(Ride((load[chosen[car]],), self._nearest[car][chosen[car]]))
            rides.reverse()
            found.append(CarTour(value, value, tuple(rides), steps))
        return found


def _savings(parts: Sequence[Clients], least: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Per car and client what he saves at most less the moment when all is ready but for the stop itself, when he is
    ready, how many he is; and per car what the best client saves who is fetched alone, and who that is."""
    cars = sum([len(each.ready) for each in parts])
    most, ready, persons = [np.zeros((cars, MOST), dtype=np.int64) for _ in range(3)]
    value, chosen = np.zeros(cars, dtype=np.int64), np.zeros(cars, dtype=np.int64)
    at = 0
    for each in parts:
        mine, here = slice(at, at + len(each.ready)), slice(each.ready.shape[1])
        most[mine, here] = each.waiting - each.boarding - least[each.goals]
        ready[mine, here], persons[mine, here] = each.ready, each.persons
        saved = np.minimum(0, each.alone - each.waiting) * each.persons
        value[mine], chosen[mine] = saved.min(axis=1), saved.argmin(axis=1)
        at += len(each.ready)
    return most, ready, persons, value, chosen


def _joined(parts: Sequence[_Begun]) -> _Begun:
    return parts[0] if len(parts) == 1 else _Begun(*[np.concatenate(column) for column in zip(*parts, strict=True)])


def _each(first: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Runs of numbers one after the other: the run of each, and the number."""
    run = np.repeat(np.arange(len(count)), count)
    return run, np.arange(len(run)) + np.repeat(first - (np.cumsum(count) - count), count)
