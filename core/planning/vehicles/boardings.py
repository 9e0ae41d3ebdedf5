"""Who may board a car together, for many cars at once: every choice of its households that fits aboard is a row of
tables.

That is for cars with at most `MOST` households, all at one door, with roads to their shelters and back that never
change: nearly all cars are like that.
"""

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

import numpy as np

from core.planning.network import Ints
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_ground import Client, Goal, Ground
from core.planning.vehicles.car_tours import Car

MOST = 6
_DEAREST = UNREACHED >> 3  # with anything dearer, sums would be too much for the tables


class Task(NamedTuple):
    """A car and those whom it may fetch, with the number of the shelters of each (`GoalBook`) and bits of the client
    before who is alike in everything but the load: fetched no later."""

    car: Car
    clients: tuple[Client, ...]
    goals: tuple[int, ...]
    before: tuple[int, ...]


class GoalBook:
    """Choices of shelters, by number."""

    def __init__(self) -> None:
        self.choices: list[tuple[Goal, ...]] = []
        self._number: dict[int, int] = {}  # by the identity of a choice, which is held by the list
        self._both: dict[tuple[int, int], int] = {}
        self._common: dict[tuple[int, ...], tuple[int, ...]] = {}

    def task(self, car: Car, clients: Sequence[Client], ground: Ground) -> Task | None:
        """A car as a row of tables; None where it is none for them."""
        mine = tuple([one for one in clients if one.shelters and one.persons <= car.seats])
        if not mine or len(mine) > MOST:
            return None
        door = mine[0].door
        doors, dear = (door,), 0
        goals, before = [], []
        last: dict[tuple[object, ...], int] = {}
        for i, one in enumerate(mine):
            if one.door != door:
                return None
            dear += one.waiting * one.persons
            number = self._of(ground.goals(one, doors))
            if number < 0:
                return None
            goals.append(number)
            alike = (number, one.ready, one.persons, one.boarding, one.waiting, one.alone)
            before.append(1 << last[alike] if alike in last else 0)
            last[alike] = i
        return None if dear >= _DEAREST else Task(car, mine, tuple(goals), tuple(before))

    def _of(self, goals: tuple[Goal, ...]) -> int:
        """The number of a choice; -1 where ways change."""
        found = self._number.get(id(goals))
        if found is None:
            steady = all(goal.back is not None for goal in goals)
            found = self._number[id(goals)] = len(self.choices) if steady else -1
            self.choices.append(goals)
        return found

    def common(self, goals: tuple[int, ...]) -> tuple[int, ...]:
        """What takes all of each set of clients (`sets_of`) with such choices, in the order of the first's."""
        if goals not in self._common:
            found: dict[tuple[int, ...], int] = {(i,): each for i, each in enumerate(goals)}
            for mine in sets_of(len(goals)):
                if len(mine) > 1:
                    found[mine] = self._in_both(found[mine[:-1]], goals[mine[-1]])
            self._common[goals] = tuple([found[mine] for mine in sets_of(len(goals))])
        return self._common[goals]

    def _in_both(self, one: int, other: int) -> int:
        key = one, other
        if one == other:
            return one
        if key not in self._both:
            also = frozenset(self.choices[other])
            both = tuple([goal for goal in self.choices[one] if goal in also])
            self._both[key] = len(self.choices)
            self.choices.append(both)
        return self._both[key]


@cache
def sets_of(count: int) -> tuple[tuple[int, ...], ...]:
    """All sets of some of so many clients, the smallest first."""
    return tuple([mine for n in range(1, count + 1) for mine in combinations(range(count), n)])


class Boardings(NamedTuple):
    """Rows by car, in the order of the cars and of `sets_of`: who boards (bits), who has to be fetched before, persons,
    when the last of them is ready, what their stop takes; what going without the car costs all of them, and the one
    for whom it is least; the number of the shelters that take them all."""

    car: Ints
    bits: Ints
    before: Ints
    persons: Ints
    ready: Ints
    took: Ints
    waiting: Ints
    enough: Ints
    goals: Ints


def boardings(tasks: Sequence[Task], first: int, book: GoalBook) -> Boardings:
    """Of cars with as many clients each; the first of the cars has the number `first`."""
    count = len(tasks[0].clients)
    each = [(one.persons, one.ready, one.boarding, one.waiting) for task in tasks for one in task.clients]
    persons, ready, boarding, waiting = np.array(each, dtype=np.int64).reshape(-1, count, 4).transpose(2, 0, 1)
    before = np.array([task.before for task in tasks], dtype=np.int64)
    within = np.array([[i in mine for i in range(count)] for mine in sets_of(count)])
    bits = within @ (1 << np.arange(count))
    seats = np.array([task.car.seats for task in tasks], dtype=np.int64)
    aboard = persons @ within.T
    goals = np.array([_common(task.goals, book) for task in tasks], dtype=np.int64)
    some = np.array([len(choice) > 0 for choice in book.choices])
    car, row = np.nonzero((aboard <= seats[:, None]) & some[goals])
    inside, bits = within[row], bits[row]
    stop = np.array([task.car.stop_us for task in tasks], dtype=np.int64)
    return Boardings(
        car=car + first,
        bits=bits,
        before=np.bitwise_or.reduce(np.where(inside, before[car], 0), axis=1) & ~bits,
        persons=aboard[car, row],
        ready=np.where(inside, ready[car], 0).max(axis=1),
        took=(boarding @ within.T)[car, row] + stop[car],
        waiting=((waiting * persons) @ within.T)[car, row],
        enough=np.where(inside, waiting[car], UNREACHED).min(axis=1),
        goals=goals[car, row],
    )


def _common(goals: tuple[int, ...], book: GoalBook) -> tuple[int, ...]:
    same = goals.count(goals[0]) == len(goals)
    return goals[:1] * len(sets_of(len(goals))) if same else book.common(goals)
