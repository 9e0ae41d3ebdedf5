"""Rides given up for others: whoever stays out because the only car for him is busy with the untouched.

People come before few changes. A car that could fetch somebody who is left unserved, but is to bring in households that
nothing has touched, is planned anew with all of them: the car with the fewest persons first, one after the other, until
everybody is safe whom that can save. Nobody who was safe is left out for it, and who is on the road stays a fact.
That is a round of planning for each try, so whoever no helper's car could bring in together with all whom it has now is
told first, by how long the car is under way: from a shelter back to the next door before the last departure there.
"""

from collections.abc import Mapping, Sequence, Set
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import VehicleId
from core.domain.plans import Move
from core.domain.trips import car_of
from core.planning.holding import Holding, hold_what_holds
from core.planning.network import Ints
from core.planning.placement import room_after
from core.planning.situation import Situation, in_own_car
from core.planning.timeline import micros
from core.planning.timetable import NEVER, UNREACHED
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.fleet_problem import on_duty
from core.planning.writing import MoveWriter

_TRIES = 6  # vehicles planned anew at most, each a part of a replan


def released_for_others(
    situation: Situation, writer: MoveWriter, known: Mapping[int, Move]
) -> tuple[Holding, frozenset[int]]:
    """The least change to the standing moves `known` that saves everybody whom cars can, and the untouched who were
    planned anew for that. Seats are guessed for `known` before."""
    best = hold_what_holds(situation, writer, known)
    groups = _in_the_way(situation, best)
    if not groups or situation.effort.exhausted:
        return best, frozenset()
    untouched, seats, trips = best.kept.keys(), situation.seats, tuple(situation.trips.values())

    def without(released: frozenset[int]) -> Holding:
        less = {i: move for i, move in known.items() if i not in released}
        situation.ride_anew(less)
        return hold_what_holds(situation, writer, less)

    most = _persons(situation, without(frozenset().union(*groups)))
    if most <= _persons(situation, best):  # not even all of their vehicles together save anybody
        situation.seat(seats)
        situation.board(trips)
        return best, frozenset()
    released: frozenset[int] = frozenset()
    stands = False  # whether the situation's seats are those of the best
    for group in groups:
        tried = without(released | group)
        stands = _persons(situation, tried) > _persons(situation, best) and untouched <= tried.goals.keys()
        if stands:
            best, released = tried, released | group
        if _persons(situation, best) >= most or situation.effort.exhausted:
            break
    if not stands:
        best = without(released)
    return best, frozenset(untouched - best.kept.keys())


def _persons(situation: Situation, found: Holding) -> int:
    return sum([situation.sizes[i] for i in found.goals])


def _stranded(situation: Situation, found: Holding) -> list[int]:
    """Who is left out and has a road."""
    return [i for i in range(len(situation.parties)) if i not in found.goals and situation.kind[i] >= 0]


def _in_the_way(situation: Situation, found: Holding) -> list[frozenset[int]]:
    """Untouched riders of each vehicle that might fetch one of the stranded, the fewest persons first."""
    stranded = _stranded(situation, found)
    riders = _riders(situation, found) if stranded else {}
    left = room_after(situation, found.goals)
    fleet = [vehicle.id for vehicle in on_duty(situation) if vehicle.id in riders]
    wanted: set[VehicleId] = set()
    tight: dict[VehicleId, list[int]] = {}  # whom each car might fetch, if there is time for all of them
    for i in stranded:
        if left.sum() < situation.sizes[i]:
            continue
        name = situation.cars.driver.get(i)
        own = None if name is None else car_of(name)
        if own in riders and own not in wanted:
            beds = _beds_for(situation, i, left, found.goals, riders[own])
            beds &= np.array([situation.lone_arrival(i, column) < UNREACHED for column in range(len(left))])
            if beds.any() and any(_may_both_go(situation, i, j, beds, left) for j in riders[own]):
                tight.setdefault(own, []).append(i)
        wanted.update(bus for bus in fleet if _beds_for(situation, i, left, found.goals, riders[bus]).any())
    # Where a fleet is on duty, those whom a car gives up may ride with it.
    wanted |= tight.keys() if on_duty(situation) else _in_time(situation, found, tight, riders)
    groups = [frozenset(riders[vehicle]) for vehicle in wanted]
    groups.sort(key=lambda group: (sum([situation.sizes[i] for i in group]), sorted(group)))
    return groups[:_TRIES]


def _beds_for(
    situation: Situation, party: int, left: Ints, goals: Mapping[int, int], riders: Sequence[int]
) -> NDArray[np.bool_]:
    """Shelters that take a party and have room for it, if all of some riders went elsewhere. `left` are beds that
    nobody takes, `goals` where everybody goes."""
    room = left.copy()
    for j in riders:
        room[goals[j]] += situation.sizes[j]
    found: NDArray[np.bool_] = situation.fits.of(party) & (room >= situation.sizes[party])
    return found


def _may_both_go(situation: Situation, party: int, rider: int, beds: NDArray[np.bool_], left: Ints) -> bool:
    """Whether a rider might do without the car for a while: he can walk, there are seats for both, or he may still be
    fetched once the party is in. After him the car would have come for it anyhow. `beds` are shelters where it may go.
    """
    columns = range(len(left))
    size, fits = situation.sizes, situation.fits.of(rider)
    if any(fits[c] and left[c] >= size[rider] and situation.walked(rider, c) < UNREACHED for c in columns):
        return True
    if situation.cars.seats[situation.cars.driver[party]] >= size[party] + size[rider]:
        return True
    back = min((situation.lone_arrival(party, c) for c in columns if beds[c]), default=UNREACHED)
    return back <= max(situation.lone_departure(rider, c) for c in columns)


def _in_time(
    situation: Situation,
    found: Holding,
    tight: Mapping[VehicleId, Sequence[int]],
    riders: Mapping[VehicleId, Sequence[int]],
) -> set[VehicleId]:
    """The cars that could bring in one more party and all who have nothing but the car, at once or in turn.

    Never leaves out one that could, as long as nobody gains time by waiting on the way: each ride alone takes no longer
    than with others, and of two trips the second begins at a door after the first has ended at a shelter."""
    rounds = _Rounds(situation, found, {j for car, mine in tight.items() for j in (*mine, *riders[car])})
    return {car for car, mine in tight.items() if any(rounds.fit(i, riders[car]) for i in mine)}


class _Rounds:
    """Whether one car can do for several parties. The roads back are searched once, and only if they are asked for."""

    def __init__(self, situation: Situation, found: Holding, parties: Set[int]) -> None:
        self._situation, self._goals, self._parties = situation, found.goals, parties
        self._left = room_after(situation, found.goals)
        self._none_for = _no_room_made(situation, found)

    @cached_property
    def _roads(self) -> CarRoads:
        return CarRoads(self._situation, dict.fromkeys(sorted(self._parties), 0))

    def fit(self, party: int, riders: Sequence[int]) -> bool:
        """Whether the party that is left out and all who ride now could be brought in, as far as beds and time go."""
        cars, sizes = self._situation.cars, self._situation.sizes
        room = self._left.copy()
        for j in riders:
            room[self._goals[j]] += sizes[j]
        if not self._enough_beds((party, *riders), room):
            return False
        must = [party, *(j for j in riders if not self._walks(j, room))]
        if len(must) == 1 or sum([sizes[j] for j in must]) <= cars.seats[cars.driver[party]]:
            return True
        beds = {j: self._beds(j, room) for j in must}
        return any(self._back_in_time((j, beds[j]), (k, beds[k])) for j in must for k in must if j != k)

    def _enough_beds(self, parties: Sequence[int], room: Ints) -> bool:
        """Whether there are as many beds as persons where any of these parties could be, on foot or in the car."""
        situation, needed = self._situation, sum([self._situation.sizes[i] for i in parties])
        there: set[int] = set()
        for i in parties:
            reached = [
                c for c in self._beds(i, room) if min(situation.walked(i, c), situation.lone_arrival(i, c)) < UNREACHED
            ]
            if any(self._none_for[c] > situation.sizes[i] for c in reached):
                return True  # nobody knows how many others might make free
            there.update(reached)
        return needed <= int(room[sorted(there)].sum())

    def _walks(self, party: int, room: Ints) -> bool:
        return any(self._situation.walked(party, column) < UNREACHED for column in self._beds(party, room))

    def _beds(self, party: int, room: Ints) -> list[int]:
        """Shelters (columns) where beds for a party are free, or others might make them free."""
        situation, size = self._situation, self._situation.sizes[party]
        beds = (room >= size) | ((situation.room >= size) & (self._none_for > size))
        found: list[int] = np.flatnonzero(situation.fits.of(party) & beds).tolist()
        return found

    def _back_in_time(self, one: tuple[int, Sequence[int]], other: tuple[int, Sequence[int]]) -> bool:
        """Whether the car could be at a door for the last departure there, once it has brought in another party; both
        with the shelters (columns) that they might go to."""
        situation, (first, goals), (then, columns) = self._situation, one, other
        roads, start = self._roads, situation.lone[then]
        latest = max((situation.lone_departure(then, column) for column in columns), default=NEVER)
        if start is None or latest == NEVER:
            return False
        latest += situation.travel.legs_us(start, situation.travel.shelters[0])[0]  # to the road, where the car waits
        door = roads.points.stops.index(start.place)
        return any(
            (there := situation.set_down(first, column)) < UNREACHED
            and roads.onward(roads.first + column, door, there) <= latest
            for column in goals
        )


def _no_room_made(situation: Situation, found: Holding) -> Ints:
    """By shelter the persons of the smallest party that could be there and is left out all the same: nobody could make
    so many beds free there. One more than there are persons where there is none."""
    smallest = np.full(len(situation.room), int(situation.size.sum()) + 1, dtype=np.int64)
    for i in _stranded(situation, found):
        there = situation.options.arrival[situation.kind[i]] < UNREACHED
        smallest[there] = np.minimum(smallest[there], situation.sizes[i])
    return smallest


def _riders(situation: Situation, found: Holding) -> dict[VehicleId, list[int]]:
    """Untouched parties by the vehicle that is to bring them in and has not set out for them."""
    begun = {
        (trip.vehicle, trip.number) for trip in found.held.trips if micros(situation.case.at, trip.legs[0].depart) < 0
    }
    begun |= {(move.vehicle, move.trip) for i, move in found.kept.items() if move.vehicle and situation.parties[i].left}
    riders: dict[VehicleId, list[int]] = {}
    for i, move in found.kept.items():
        name = situation.cars.driver.get(i)
        if situation.parties[i].left or i in found.away:
            continue
        if move.vehicle is not None:
            if (move.vehicle, move.trip) not in begun:
                riders.setdefault(move.vehicle, []).append(i)
        elif name is not None and in_own_car(move):
            riders.setdefault(car_of(name), []).append(i)
    return riders
