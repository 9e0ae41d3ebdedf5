"""The best tour of one car: which of its households it fetches, in which trips, and in which order.

Searched with the most promising beginnings first. A beginning is the trips made so far; what it could still bring at
best is that everybody left had the car to himself from then on. Of two beginnings that have brought in the same
households the one that is dearer and nowhere sooner is given up. What is found before the steps run out is the best
there is, as long as a drive by another door is never quicker than the direct one; else its `least` is what no tour
betters.
"""

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from core.planning.timeline import FOREVER
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_ground import Client, Goal, Ground, Sort


class Ride(NamedTuple):
    """One trip: loads in boarding order, and the shelter."""

    loads: tuple[int, ...]
    shelter: int


class CarTour(NamedTuple):
    """`value` is person-microseconds against everybody going without the car; no tour has less than `least`."""

    value: int
    least: int
    rides: tuple[Ride, ...]
    steps: int = 0


NO_TOUR = CarTour(0, 0, ())


class Car(NamedTuple):
    """Seats, when the car could be at each door at first, and how trips are made: what each stop takes, how many there
    are at most, how long after a trip the next arrives at the soonest, and by when all have to be in."""

    seats: int
    first: dict[int, int]
    stop_us: int
    most_stops: int
    round_us: int
    until: int = FOREVER


# Trips made so far: households (bits), cost, when the car could be at each door again; what led there: the trips before
# (None at the start), the loads of the last and its shelter. Plain tuples: most are thrown away at once.
_Begun = tuple[int, int, tuple[int, ...], "_Begun | None", tuple[int, ...], int]


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
    goals: tuple[Goal, ...]
    loads: tuple[int, ...]


def best_tour(
    car: Car, clients: Sequence[Client], ground: Ground, most_steps: int, known: CarTour = NO_TOUR
) -> CarTour:
    """Steps are beginnings looked at. With a tour that is `known` to be possible nothing dearer is looked at: the
    answer is the same, sooner."""
    return _Search(car, clients, ground).run(most_steps, known)


class _Search:
    def __init__(self, car: Car, clients: Sequence[Client], ground: Ground) -> None:
        self._car, self._legs = car, ground.legs
        self._clients = [one for one in clients if one.shelters and one.persons <= car.seats]
        self._doors = doors = tuple(sorted({one.door for one in self._clients}))
        self._at = [doors.index(one.door) for one in self._clients]
        self._sorts = [ground.sort(one, doors, car.stop_us) for one in self._clients]
        self._rows: list[tuple[int, int, int, int | None, int, Sort]] = [
            (1 << i, d, one.persons, sort.most, sort.ready, sort)
            for i, (d, one, sort) in enumerate(zip(self._at, self._clients, self._sorts, strict=True))
        ]
        self._stops = min(car.most_stops, len(doors))
        self._parties = [self._boarding(d) for d in range(len(doors))]

    def _boarding(self, d: int) -> list[_Party]:
        """All who fit the car together at a door, fewest households first."""
        here = [i for i, at in enumerate(self._at) if at == d]
        twins, seats = self._twins(here), self._car.seats
        singles = [self._single(i, twins.get(i)) for i in here]
        level = list(enumerate(singles))
        found = []
        while level:
            found += [party for _, party in level]
            level = [
                (n, self._both(party, singles[n], singles[n].goals))
                for last, party in level
                if party.persons < seats
                for n in range(last + 1, len(singles))
                if party.persons + singles[n].persons <= seats
            ]
        return found

    def _single(self, i: int, twin: int | None) -> _Party:
        one = self._clients[i]
        return _Party(
            bits=1 << i,
            first=0 if twin is None else 1 << twin,
            persons=one.persons,
            ready=one.ready,
            took=self._car.stop_us + one.boarding,
            waiting=one.waiting * one.persons,
            enough=one.waiting,
            goals=self._sorts[i].goals,
            loads=(one.load,),
        )

    def _both(self, party: _Party, one: _Party, also: tuple[Goal, ...]) -> _Party:
        """A party at a door with somebody else of that door, whom the shelters in `also` take."""
        bits, goals = party.bits | one.bits, party.goals
        if goals is not also:
            goals = tuple([each for each in goals if each in also])
        return _Party(
            bits,
            (party.first | one.first) & ~bits,
            party.persons + one.persons,
            max(party.ready, one.ready),
            party.took + one.took - self._car.stop_us,
            party.waiting + one.waiting,
            min(party.enough, one.enough),
            goals,
            party.loads + one.loads,
        )

    def _twins(self, here: Sequence[int]) -> dict[int, int]:
        """By client the one before that is alike in everything but its load: fetched no later."""
        last: dict[tuple[int, int, int | None], int] = {}
        found = {}
        for i in here:
            one = self._clients[i]
            alike = self._sorts[i].number, one.persons, one.alone
            if alike in last:
                found[i] = last[alike]
            last[alike] = i
        return found

    def run(self, most_steps: int, known: CarTour = NO_TOUR) -> CarTour:
        value, alone = self._by_itself()
        if known.value < value:
            value, alone = known.value + 1, known.rides  # of tours that are as good that one which is met first
        best: _Begun | None = None
        first = tuple([self._car.first[door] for door in self._doors])
        start: _Begun = (0, 0, first, None, (), -1)
        ahead = [(self._hoped(0, 0, first, value), 0, start)]
        front: dict[int, list[_Begun]] = {}
        pushed = steps = 0
        while ahead and ahead[0][0] < value and steps < most_steps:
            begun = heappop(ahead)[2]
            steps += 1
            for after in self._onward(begun):
                done, cost, free, _, _, _ = after
                if cost < value:
                    value, best = cost, after
                before = front.setdefault(done, [])
                if not _dominated(before, cost, free) and (hoped := self._hoped(done, cost, free, value)) < value:
                    before.append(after)
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

    def _hoped(self, done: int, cost: int, free: tuple[int, ...], below: int) -> int:
        """What it costs at least once all is done: as if nobody were in another's way but for the seats, trip by trip,
        and the car were at everybody's door at once each time. `below` where it is surely not under that."""
        saves, most_saved, waiting, idle = [], 0, 0, 0
        for bit, d, persons, most, ready, sort in self._rows:
            if not done & bit:
                now = free[d]
                # As `Sort.saved` has it: written out where it is asked most.
                if most is not None:
                    wait = ready - now if ready > now else 0
                    each = most - now - wait
                else:
                    each = sort.saved(now)
                    wait = sort.best - now - each
                if each > 0:
                    saves.append((each, persons))
                    most_saved += each * persons
                    waiting += persons
                    if wait > idle:
                        idle = wait
        if waiting <= self._car.seats or cost - most_saved >= below:
            return cost - most_saved
        saves.sort(reverse=True)
        total, seats, late = cost, self._car.seats, 0
        again = -idle  # trips before make nobody later that end while he waits anyhow: until he is ready, doors open
        for each, persons in saves:
            left = persons
            while left and each > late:
                aboard = min(seats, left)
                total -= (each - late) * aboard
                left -= aboard
                seats -= aboard
                if not seats:
                    seats, again = self._car.seats, again + self._car.round_us
                    late = max(0, again)
            if left:
                break
        return total

    def _onward(self, begun: _Begun) -> list[_Begun]:
        """One trip more."""
        done, _, free, _, _, _ = begun
        never = 0
        for bit, d, _, _, _, sort in self._rows:
            if done & bit or sort.saved(free[d]) <= 0:
                never |= bit
        found: list[_Begun] = []
        for d, parties in enumerate(self._parties):
            for party in parties:
                if not party.bits & never and not party.first & ~done:
                    leave = max(free[d], party.ready) + party.took
                    self._trip(found, (begun, never), (d,), party, leave)
        return found

    def _trip(
        self, found: list[_Begun], begun: tuple[_Begun, int], doors: tuple[int, ...], party: _Party, leave: int
    ) -> None:
        """A trip that leaves a door: it ends in a shelter that is worth it for everybody aboard, or goes on. `begun` is
        what was made so far, and who need not be fetched after it (bits)."""
        before = begun[0]
        door, until, enough = self._doors[doors[-1]], self._car.until, party.enough
        done, cost = before[0] | party.bits, before[1] - party.waiting
        persons, took, loads = party.persons, party.took, party.loads
        soonest, paid, alone = UNREACHED, 0, len(self._doors) == 1
        for shelter, toll, least, into, opens, back in party.goals:
            if leave + least >= enough:
                break
            arrive = self._legs.into(door, shelter, leave) if back is None else max(opens, leave + into)
            pays = arrive + toll
            if pays >= enough or arrive > until:
                continue
            now = arrive + took
            if back is None:
                free = tuple([self._legs.back(shelter, each, now) for each in self._doors])
            elif not alone:
                free = tuple([now + each for each in back])
            elif now + back[0] >= soonest and pays >= paid:
                continue  # a shelter before is no dearer, and the car back from it no later
            else:
                soonest, paid = now + back[0], pays
                free = (soonest,)
            found.append((done, cost + pays * persons, free, before, loads, shelter))
        if len(doors) < self._stops and persons < self._car.seats:
            self._further(found, begun, doors, party, leave)

    def _further(
        self, found: list[_Begun], begun: tuple[_Begun, int], doors: tuple[int, ...], party: _Party, leave: int
    ) -> None:
        """The same trip by one door more."""
        before, never = begun
        for d in range(len(self._doors)):
            if d in doors:
                continue
            at = self._legs.between(self._doors[doors[-1]], self._doors[d], leave)
            for more in self._parties[d] if at < UNREACHED else ():
                if not more.bits & never and party.persons + more.persons <= self._car.seats:
                    both = self._together(party, more, before[0])
                    if both is not None:
                        self._trip(found, begun, (*doors, d), both, max(at, more.ready) + more.took)

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


def _dominated(known: Sequence[_Begun], cost: int, free: tuple[int, ...]) -> bool:
    """Whether something known has brought in the same for no more, and is nowhere later."""
    for one in known:
        if one[1] <= cost and (one[2][0] <= free[0] if len(free) == 1 else _nowhere_later(one[2], free)):
            return True
    return False


def _nowhere_later(first: tuple[int, ...], then: tuple[int, ...]) -> bool:
    return all(a <= b for a, b in zip(first, then, strict=True))


def _rides(begun: _Begun | None) -> tuple[Ride, ...]:
    found = []
    while begun is not None and begun[4]:
        found.append(Ride(begun[4], begun[5]))
        begun = begun[3]
    return tuple(reversed(found))
