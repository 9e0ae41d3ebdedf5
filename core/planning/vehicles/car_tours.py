"""The best tour of one car: which of its households it fetches, in which trips, and in which order.

Searched with the most promising beginnings first. A beginning is the trips made so far; what it could still bring at
best is that everybody left had the car to himself from then on. Of two beginnings that have brought in the same
households the one that is dearer and nowhere sooner is given up. What is found before the steps run out is the best
there is, as long as a drive by another door is never quicker than the direct one; else its `least` is what no tour
betters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations
from typing import NamedTuple, Protocol

from core.planning.timeline import FOREVER
from core.planning.timetable import UNREACHED


class CarLegs(Protocol):
    """Earliest arrivals in microseconds; UNREACHED where no road leads there any more."""

    def between(self, door: int, other: int, now: int) -> int:
        """At another door."""

    def into(self, door: int, shelter: int, now: int) -> int:
        """In a shelter (column), which has to be open."""

    def back(self, shelter: int, door: int, now: int) -> int:
        """From a shelter at a door."""

    def least(self, door: int, shelter: int) -> int:
        """How long it takes into a shelter at least, at any moment."""

    def steady(self, door: int, shelter: int, doors: Sequence[int]) -> "Steady | None":
        """What never changes, where the ways into a shelter and from there to all doors do not."""


class Steady(NamedTuple):
    """Ways into a shelter and back to each door (microseconds), and when it opens."""

    into: int
    opens: int
    back: tuple[int, ...]


class Client(NamedTuple):
    """A household: its door, when it stands there, how many it is, what it adds to a stop (microseconds), what going
    without the car costs (person-microseconds), and the shelters that take it with what a bed there costs (per
    person). `alone` is what it costs where the car fetches nobody else, None where that is not known to be less."""

    load: int
    door: int
    ready: int
    persons: int
    boarding: int
    waiting: int
    shelters: tuple[tuple[int, int], ...]
    alone: int | None = None


class Ride(NamedTuple):
    """One trip: loads in boarding order, and the shelter."""

    loads: tuple[int, ...]
    shelter: int


@dataclass(frozen=True, slots=True)
class CarTour:
    """`value` is person-microseconds against everybody going without the car; no tour has less than `least`."""

    value: int
    least: int
    rides: tuple[Ride, ...]
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Car:
    """Seats, when the car could be at each door at first, and how trips are made: what each stop takes, how many there
    are at most, how long after a trip the next arrives at the soonest, and by when all have to be in."""

    seats: int
    first: dict[int, int]
    stop_us: int
    most_stops: int
    round_us: int
    until: int = FOREVER


class _Begun(NamedTuple):
    """Trips made so far: households (bits), cost, when the car could be at each door again; what led there."""

    done: int
    cost: int
    free: tuple[int, ...]
    before: "_Begun | None"
    loads: tuple[int, ...]
    shelter: int


class _Goal(NamedTuple):
    """A shelter with what a bed costs, what being there costs at least, and what is known of its ways."""

    shelter: int
    toll: int
    least: int
    steady: Steady | None


class _Party(NamedTuple):
    """Clients that board together, at one door or several: who (bits), and who has to be fetched before or with them,
    persons, when the last of them is ready, what their stops take; what going without the car costs all of them, and
    what it costs the one for whom it is least; shelters that take them all; loads."""

    bits: int
    first: int
    persons: int
    ready: int
    took: int
    waiting: int
    enough: int
    goals: tuple[_Goal, ...]
    loads: tuple[int, ...]


def best_tour(car: Car, clients: Sequence[Client], legs: CarLegs, most_steps: int) -> CarTour:
    """Steps are beginnings looked at."""
    return _Search(car, clients, legs).run(most_steps)


class _Search:
    def __init__(self, car: Car, clients: Sequence[Client], legs: CarLegs) -> None:
        self._car, self._legs = car, legs
        self._clients = [one for one in clients if one.shelters and one.persons <= car.seats]
        self._doors = sorted({one.door for one in self._clients})
        number = {door: i for i, door in enumerate(self._doors)}
        self._at = [number[one.door] for one in self._clients]
        known: dict[tuple[int, tuple[tuple[int, int], ...]], tuple[_Goal, ...]] = {}
        self._near = []
        for one in self._clients:
            key = one.door, one.shelters
            if key not in known:
                known[key] = self._goals(one)
            self._near.append(known[key])
        self._saves: list[dict[int, int]] = [{} for _ in self._clients]  # by the moment the car is at the door
        self._rows = [
            (i, d, one.persons, known)
            for i, (d, one, known) in enumerate(zip(self._at, self._clients, self._saves, strict=True))
        ]
        self._parties = [tuple(self._boarding(d)) for d in range(len(self._doors))]

    def _goals(self, one: Client) -> tuple[_Goal, ...]:
        """The cheapest first."""
        legs, doors = self._legs, self._doors
        each = [
            _Goal(j, toll, legs.least(one.door, j) + toll, legs.steady(one.door, j, doors)) for j, toll in one.shelters
        ]
        return tuple(sorted(each, key=lambda goal: (goal.least, goal.shelter)))

    def _boarding(self, d: int) -> Iterator[_Party]:
        """All who fit the car together at a door."""
        here = [i for i, at in enumerate(self._at) if at == d]
        twins = self._twins(here)
        for count in range(1, min(len(here), self._car.seats) + 1):
            for mine in combinations(here, count):
                clients = [self._clients[i] for i in mine]
                persons = sum([one.persons for one in clients])
                if persons > self._car.seats:
                    continue
                goals = self._near[mine[0]]
                for i in mine[1:]:
                    if self._near[i] is not self._near[mine[0]]:
                        goals = tuple([each for each in goals if each in self._near[i]])
                bits = sum([1 << i for i in mine])
                yield _Party(
                    bits=bits,
                    first=sum([1 << twins[i] for i in mine if i in twins]) & ~bits,
                    persons=persons,
                    ready=max([one.ready for one in clients]),
                    took=self._car.stop_us + sum([one.boarding for one in clients]),
                    waiting=sum([one.waiting * one.persons for one in clients]),
                    enough=min([one.waiting for one in clients]),
                    goals=goals,
                    loads=tuple([one.load for one in clients]),
                )

    def _twins(self, here: Sequence[int]) -> dict[int, int]:
        """By client the one before that is alike in everything but its load: fetched no later."""
        last: dict[tuple[object, ...], int] = {}
        found = {}
        for i in here:
            alike = self._clients[i][1:]
            if alike in last:
                found[i] = last[alike]
            last[alike] = i
        return found

    def run(self, most_steps: int) -> CarTour:
        value, alone = self._by_itself()
        best: _Begun | None = None
        start = _Begun(0, 0, tuple(self._car.first[door] for door in self._doors), None, (), -1)
        ahead = [(self._hoped(start), 0, start)]
        front: dict[int, list[_Begun]] = {}
        pushed = steps = 0
        while ahead and ahead[0][0] < value and steps < most_steps:
            begun = heappop(ahead)[2]
            steps += 1
            for after in self._onward(begun):
                if after.cost < value:
                    value, best = after.cost, after
                known = front.setdefault(after.done, [])
                if not _dominated(known, after) and (hoped := self._hoped(after)) < value:
                    known.append(after)
                    pushed += 1
                    heappush(ahead, (hoped, pushed, after))
        least = min(value, ahead[0][0]) if ahead else value
        rides = _rides(best) if best is not None else alone
        return CarTour(value, least, rides, steps)

    def _by_itself(self) -> tuple[int, tuple[Ride, ...]]:
        """The best client to be fetched alone, where that is known; else nobody."""
        each = [((one.alone - one.waiting) * one.persons, one) for one in self._clients if one.alone is not None]
        value, one = min(each, key=lambda found: found[0], default=(0, None))
        return (value, (Ride((one.load,), one.shelters[0][0]),)) if one is not None and value < 0 else (0, ())

    def _hoped(self, begun: _Begun) -> int:
        """What it costs at least once all is done: as if nobody were in another's way but for the seats, trip by trip,
        and the car were at everybody's door at once each time."""
        done, free = begun.done, begun.free
        saves = []
        for i, d, persons, known in self._rows:
            if not done >> i & 1:
                each = known.get(free[d])
                if each is None:
                    each = self._saved(i, free[d])
                if each > 0:
                    saves.append((each, persons))
        saves.sort(reverse=True)
        total, seats, late = begun.cost, self._car.seats, 0
        for each, persons in saves:
            left = persons
            while left and each > late:
                aboard = min(left, seats)
                total -= (each - late) * aboard
                left -= aboard
                seats -= aboard
                if not seats:
                    seats, late = self._car.seats, late + self._car.round_us
            if left:
                break
        return total

    def _saved(self, i: int, now: int) -> int:
        """What fetching a client alone saves each of its persons, by a car that could be at its door at a moment."""
        known = self._saves[i].get(now)
        if known is not None:
            return known
        one = self._clients[i]
        leave = max(now, one.ready) + self._car.stop_us + one.boarding
        there = one.waiting
        for goal in self._near[i]:
            if leave + goal.least >= there:
                break
            there = min(there, self._into(one.door, goal, leave) + goal.toll)
        found = self._saves[i][now] = one.waiting - there
        return found

    def _into(self, door: int, goal: _Goal, leave: int) -> int:
        steady = goal.steady
        if steady is None:
            return self._legs.into(door, goal.shelter, leave)
        there = leave + steady.into
        return max(steady.opens, there)

    def _onward(self, begun: _Begun) -> Iterator[_Begun]:
        """One trip more."""
        never = 0
        for i, d in enumerate(self._at):
            if begun.done >> i & 1 or self._saved(i, begun.free[d]) <= 0:
                never |= 1 << i
        for d in range(len(self._doors)):
            for party in self._parties[d]:
                if not party.bits & never and not party.first & ~begun.done:
                    leave = max(begun.free[d], party.ready) + party.took
                    yield from self._trip(begun, never, (d,), party, leave)

    def _trip(self, begun: _Begun, never: int, doors: tuple[int, ...], party: _Party, leave: int) -> Iterator[_Begun]:
        """A trip that leaves a door: it ends in a shelter that is worth it for everybody aboard, or goes on."""
        door = self._doors[doors[-1]]
        enough = party.enough
        for goal in party.goals:
            if leave + goal.least >= enough:
                break
            arrive = self._into(door, goal, leave)
            if arrive + goal.toll < enough and arrive <= self._car.until:
                cost = begun.cost + (arrive + goal.toll) * party.persons - party.waiting
                now = arrive + party.took
                if goal.steady is None:
                    free = tuple([self._legs.back(goal.shelter, each, now) for each in self._doors])
                else:
                    free = tuple([now + each for each in goal.steady.back])
                yield _Begun(begun.done | party.bits, cost, free, begun, party.loads, goal.shelter)
        if len(doors) >= self._car.most_stops or party.persons >= self._car.seats or len(self._doors) == 1:
            return
        for d in range(len(self._doors)):
            if d in doors:
                continue
            at = self._legs.between(door, self._doors[d], leave)
            for more in self._parties[d] if at < UNREACHED else ():
                if not more.bits & never and party.persons + more.persons <= self._car.seats:
                    both = self._together(party, more, begun.done)
                    if both is not None:
                        yield from self._trip(begun, never, (*doors, d), both, max(at, more.ready) + more.took)

    def _together(self, party: _Party, more: _Party, done: int) -> _Party | None:
        """A party that more get on; None where somebody like them is left waiting, or no shelter takes them all."""
        able = {goal.shelter for goal in party.goals}
        goals = tuple(goal for goal in more.goals if goal.shelter in able)
        if more.first & ~done or not goals:
            return None
        return _Party(
            bits=party.bits | more.bits,
            first=0,
            persons=party.persons + more.persons,
            ready=0,
            took=party.took + more.took,
            waiting=party.waiting + more.waiting,
            enough=min(party.enough, more.enough),
            goals=goals,
            loads=(*party.loads, *more.loads),
        )


def _dominated(known: Sequence[_Begun], begun: _Begun) -> bool:
    """Whether something known has brought in the same for no more, and is nowhere later."""
    cost, free = begun.cost, begun.free
    for one in known:
        if one.cost <= cost and (one.free[0] <= free[0] if len(free) == 1 else _nowhere_later(one.free, free)):
            return True
    return False


def _nowhere_later(first: tuple[int, ...], then: tuple[int, ...]) -> bool:
    return all(a <= b for a, b in zip(first, then, strict=True))


def _rides(begun: _Begun | None) -> tuple[Ride, ...]:
    found = []
    while begun is not None and begun.loads:
        found.append(Ride(begun.loads, begun.shelter))
        begun = begun.before
    return tuple(reversed(found))
