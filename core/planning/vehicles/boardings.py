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
DEAREST = UNREACHED >> 3  # with anything dearer, sums would be too much for the tables
UNKNOWN = UNREACHED  # more than anybody pays


class Task(NamedTuple):
    """A car and those whom it may fetch, with the number of the shelters of each (`GoalBook`)."""

    car: Car
    clients: Sequence[Client]
    goals: tuple[int, ...]


class GoalBook:
    """Choices of shelters, by number."""

    def __init__(self) -> None:
        self.choices: list[tuple[Goal, ...]] = []
        self._number: dict[int, int] = {}  # by the identity of a choice, which is held by the list
        self._both: dict[tuple[int, int], int] = {}
        self._common: dict[tuple[int, ...], tuple[int, ...]] = {}

    def task(self, car: Car, clients: Sequence[Client], ground: Ground) -> Task | None:
        """A car as a row of tables; None where it is none for them."""
        seats = car.seats
        mine = [one for one in clients if one.shelters and one.persons <= seats]
        if not mine or len(mine) > MOST or len({one.door for one in mine}) > 1:
            return None
        doors = (mine[0].door,)
        goals = tuple([self.number(ground.goals(one.door, one.shelters, doors)) for one in mine])
        dear = min(goals) < 0 or max([one.waiting for one in mine]) * car.seats >= DEAREST
        return None if dear else Task(car, mine, goals)

    def number(self, goals: tuple[Goal, ...]) -> int:
        """The number of a choice; -1 where ways change."""
        found = self._number.get(id(goals))
        if found is None:
            steady = all(goal.back is not None for goal in goals)
            found = self._number[id(goals)] = len(self.choices) if steady else -1
            self.choices.append(goals)
        return found

    def common(self, goals: tuple[int, ...]) -> tuple[int, ...]:
        """What takes all of each set of clients (`sets_of`) with such choices, in the order of the first's."""
        found = self._common.get(goals)
        if found is None:
            found = self._common[goals] = tuple(self._of_sets(goals))
        return found

    def _of_sets(self, goals: tuple[int, ...]) -> list[int]:
        known: dict[tuple[int, ...], int] = {(i,): each for i, each in enumerate(goals)}
        for mine in sets_of(len(goals)):
            if len(mine) > 1:
                known[mine] = self._in_both(known[mine[:-1]], goals[mine[-1]])
        return [known[mine] for mine in sets_of(len(goals))]

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


class Clients(NamedTuple):
    """Columns of cars with as many clients each (cars x clients): when they are ready, how many they are, what they add
    to a stop, what going without the car costs each of them, what being fetched alone does (more than that where it is
    not known), the number of their shelters."""

    ready: Ints
    persons: Ints
    boarding: Ints
    waiting: Ints
    alone: Ints
    goals: Ints

    def before(self) -> Ints:
        """Bits of the client before who is alike in everything: fetched no later."""
        found = np.zeros(self.ready.shape, dtype=np.int64)
        for i, j in combinations(range(len(found[0])), 2):
            alike = np.all([column[:, i] == column[:, j] for column in self], axis=0)
            found[alike, j] = 1 << i  # the last of them, as they come in order
        return found


def clients_of(tasks: Sequence[Task]) -> Clients:
    """Of cars with as many clients each."""
    rows = [
        (one.ready, one.persons, one.boarding, one.waiting, UNKNOWN if one.alone is None else one.alone, goals)
        for task in tasks
        for one, goals in zip(task.clients, task.goals, strict=True)
    ]
    table = np.array(rows, dtype=np.int64).reshape(len(tasks), -1, len(Clients._fields))
    return Clients(*np.ascontiguousarray(table.transpose(2, 0, 1)))


class Cars(NamedTuple):
    """Columns of cars: seats, when each is at its door at first, by when all have to be in, how long after a trip the
    next arrives at the soonest, and what each stop takes."""

    seats: Ints
    begin: Ints
    until: Ints
    again: Ints
    stop_us: Ints


def cars_of(tasks: Sequence[Task]) -> Cars:
    """Of cars at one door each."""
    rows = [(car.seats, car.first[clients[0].door], car.until, car.round_us, car.stop_us) for car, clients, _ in tasks]
    return Cars(*np.array(rows, dtype=np.int64).reshape(-1, len(Cars._fields)).T.copy())


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


def boardings(cars: Cars, clients: Clients, first: int, book: GoalBook) -> Boardings:
    """Of cars with as many clients each; the first of the cars has the number `first`."""
    count = clients.ready.shape[1]
    within = np.array([[i in mine for i in range(count)] for mine in sets_of(count)])
    bits = within @ (1 << np.arange(count))
    aboard = clients.persons @ within.T
    goals = np.repeat(clients.goals[:, :1], len(bits), axis=1)
    for n in np.flatnonzero((clients.goals != clients.goals[:, :1]).any(axis=1)).tolist():
        goals[n] = book.common(tuple(clients.goals[n].tolist()))
    some = np.array([len(choice) > 0 for choice in book.choices])
    car, row = np.nonzero((aboard <= cars.seats[:, None]) & some[goals])
    inside, bits = within[row], bits[row]
    return Boardings(
        car=car + first,
        bits=bits,
        before=np.bitwise_or.reduce(np.where(inside, clients.before()[car], 0), axis=1) & ~bits,
        persons=aboard[car, row],
        ready=np.where(inside, clients.ready[car], 0).max(axis=1),
        took=(clients.boarding @ within.T)[car, row] + cars.stop_us[car],
        waiting=((clients.waiting * clients.persons) @ within.T)[car, row],
        enough=np.where(inside, clients.waiting[car], UNREACHED).min(axis=1),
        goals=goals[car, row],
    )
