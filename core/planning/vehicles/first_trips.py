"""First tours trip by trip: of all vehicles the one goes next that saves most for each minute of its round.

A vehicle fills up where it stops and goes on to stops nearby while it has places left. What a trip saves only falls as
others fetch people, so that a vehicle's best trip is looked for again only once somebody in it is gone or its beds are.
"""

from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np

from core.planning.effort import Effort
from core.planning.network import Floats, Ints
from core.planning.timetable import UNREACHED
from core.planning.vehicles.problem import RoundsProblem, onward
from core.planning.vehicles.tour import Tour
from core.planning.vehicles.trips import Trip, TripBook, fits

_STOPS = 8  # that look best, at which a round is tried to begin
_NEARBY = 6  # stops to go on to
_FEW_BEDS = 8  # a shelter with fewer is not counted on
_SHELTERS = 3  # the nearest with beds left, with their tolls

_Stops = tuple[int, ...]


def first_trips(
    problem: RoundsProblem, book: TripBook, effort: Effort, loads: Sequence[int] | None = None
) -> tuple[Tour, ...]:
    """Tours by vehicle for `loads` (all, if not said), until no trip saves anything or steps have run out."""
    chosen = range(len(problem.loads)) if loads is None else loads
    if not (chosen and problem.vehicles and problem.shelters):
        return ((),) * len(problem.vehicles)
    return _Filling(problem, book, effort, chosen).run()


class _Filling:
    def __init__(self, problem: RoundsProblem, book: TripBook, effort: Effort, chosen: Sequence[int]) -> None:
        self._problem, self._book, self._effort = problem, book, effort
        self._room = [shelter.room for shelter in problem.shelters]
        self._waiting = [True] * len(problem.loads)
        self._free = [(vehicle.free, vehicle.depot) for vehicle in problem.vehicles]
        self._tours: list[Tour] = [()] * len(problem.vehicles)
        at: dict[_Stops, list[int]] = {}
        for i in chosen:
            at.setdefault(problem.loads[i].stops, []).append(i)
        self._stops = sorted(at)
        each = self._each = [book.waiting[i] / load.persons for i, load in enumerate(problem.loads)]
        self._loads = [sorted(at[stops], key=lambda i: (-each[i], i)) for stops in self._stops]
        self._of = {i: s for s, loads in enumerate(self._loads) for i in loads}
        self._persons = np.array([sum(problem.loads[i].persons for i in loads) for loads in self._loads])
        self._saved = np.array([float(sum(book.waiting[i] for i in loads)) for loads in self._loads])
        self._boarding = np.array([sum(problem.loads[i].boarding for i in loads) for loads in self._loads])
        self._drive = [np.array(table, dtype=np.int64) for table in problem.drive]
        self._near: dict[tuple[int, int], list[int]] = {}
        self._goals: dict[tuple[int, int], list[int]] = {}
        points = [[stops[kind] for stops in self._stops] for kind in range(len(problem.drive))]
        self._points: list[Ints] = [np.array(each, dtype=np.int64) for each in points]
        self._shelter = np.array([shelter.point for shelter in problem.shelters], dtype=np.int64)
        self._toll = np.array([shelter.toll for shelter in problem.shelters], dtype=np.int64)
        self._out = self._outward()

    def _outward(self) -> list[Ints]:
        """From each stop to the nearest shelter with a few beds left, its toll included, by kind of vehicle."""
        full = np.array(self._room) < _FEW_BEDS
        toll = np.where(full, UNREACHED, self._toll)
        return [
            np.minimum(drive[np.ix_(at, self._shelter)] + toll, UNREACHED).min(axis=1)
            for drive, at in zip(self._drive, self._points, strict=True)
        ]

    def run(self) -> tuple[Tour, ...]:
        """The trip that saves most a minute, again and again."""
        best: list[tuple[float, int, Trip]] = []
        for vehicle in range(len(self._tours)):
            self._push(best, vehicle)
        while best and not self._effort.exhausted:
            _, vehicle, trip = heappop(best)
            if all(self._waiting[load] for load in trip.loads) and trip.persons <= self._room[trip.shelter]:
                self._take(vehicle, trip)
            self._push(best, vehicle)
        return tuple(self._tours)

    def _push(self, best: list[tuple[float, int, Trip]], vehicle: int) -> None:
        self._effort.spend(_STOPS)
        found = max(
            (each for stop in self._promising(vehicle) for each in self._from(vehicle, stop)),
            key=lambda each: each[0],
            default=None,
        )
        if found is not None:
            heappush(best, (-found[0], vehicle, found[1]))

    def _take(self, vehicle: int, trip: Trip) -> None:
        self._room[trip.shelter] -= trip.persons
        if self._room[trip.shelter] < _FEW_BEDS:
            self._out = self._outward()
        for load in trip.loads:
            stop = self._of[load]
            self._waiting[load] = False
            self._persons[stop] -= self._problem.loads[load].persons
            self._saved[stop] -= self._book.waiting[load]
            self._boarding[stop] -= self._problem.loads[load].boarding
            self._loads[stop].remove(load)
        self._tours[vehicle] = (*self._tours[vehicle], trip)
        self._free[vehicle] = self._end(vehicle, trip) + trip.unload, trip.end

    def _end(self, vehicle: int, trip: Trip) -> int:
        """When a vehicle is at the shelter with a trip that it makes next."""
        kind, (now, point) = self._problem.vehicles[vehicle].kind, self._free[vehicle]
        begin = onward(self._problem, kind, (point, trip.first), now)
        return self._book.end(kind, trip, begin) if begin < UNREACHED else UNREACHED

    def _promising(self, vehicle: int) -> list[int]:
        """Stops where a round seems to save most a minute, if it takes as many as there are places for."""
        one, (now, point) = self._problem.vehicles[vehicle], self._free[vehicle]
        places = one.seats + one.wheelchair + one.stretcher
        there = now + self._drive[one.kind][point, self._points[one.kind]]
        share = np.minimum(1.0, places / np.maximum(1, self._persons))
        stay = self._problem.stop_us + share * self._boarding
        end: Floats = there + stay + self._out[one.kind]
        rate = share * (self._saved - self._persons * end) / (end + stay - now)
        able = (self._points[one.kind] >= 0) & (self._persons > 0) & (end < UNREACHED)
        order = np.argsort(np.where(able, -rate, np.inf), kind="stable")[:_STOPS]
        return [s for s in order.tolist() if able[s]]

    def _from(self, vehicle: int, stop: int) -> list[tuple[float, Trip]]:
        """Trips of a vehicle that begin at a stop and save something, with what they save a minute."""
        one, (now, point) = self._problem.vehicles[vehicle], self._free[vehicle]
        found: list[tuple[float, Trip]] = []
        chosen: list[int] = []
        need, stops = (0, 0, 0, 0), 0
        begin = onward(self._problem, one.kind, (point, int(self._points[one.kind][stop])), now)
        each, needs = self._each, self._book.needs
        for s in (stop, *self._nearby(one.kind, stop)):
            before = len(chosen)
            for load in self._loads[s]:
                if each[load] <= begin:
                    break  # those after it save less
                a, b, c, d = needs[load]
                if need[0] + a > one.seats:
                    continue
                more = (need[0] + a, need[1] + b, need[2] + c, need[3] + d)
                if not (more[1] or more[2] or more[3]) or fits(one, more):
                    chosen.append(load)
                    need = more
            if len(chosen) == before:
                continue
            stops += 1
            for trip in self._trips(one.kind, tuple(chosen), s):
                end = self._end(vehicle, trip)
                saved = -end * trip.persons - trip.toll
                if saved > 0 and end <= min(one.until, UNREACHED - 1):
                    found.append((saved / (end + trip.unload - now), trip))
            if stops == self._problem.most_stops:
                break
        return found

    def _trips(self, kind: int, loads: tuple[int, ...], last: int) -> list[Trip]:
        """To the nearest shelters that have beds for all of these loads and take them."""
        persons = sum(self._problem.loads[load].persons for load in loads)
        found: list[Trip] = []
        for shelter in self._shelters(kind, last):
            if self._room[shelter] >= persons:
                trip = self._book.trip(kind, loads, shelter)
                if trip is not None:
                    found.append(trip)
                    if len(found) == _SHELTERS:
                        break
        return found

    def _shelters(self, kind: int, stop: int) -> Sequence[int]:
        if (kind, stop) not in self._goals:
            drive = self._problem.drive[kind][int(self._points[kind][stop])]
            shelters = self._problem.shelters
            able = [j for j in range(len(shelters)) if drive[shelters[j].point] < UNREACHED]
            self._goals[kind, stop] = sorted(able, key=lambda j: (drive[shelters[j].point] + shelters[j].toll, j))
        return self._goals[kind, stop]

    def _nearby(self, kind: int, stop: int) -> list[int]:
        """Other stops that this kind can go on to, the nearest first."""
        if (kind, stop) not in self._near:
            points = self._points[kind]
            legs = np.where(points >= 0, self._drive[kind][points[stop], points], UNREACHED)
            order = np.argsort(legs, kind="stable").tolist()
            self._near[kind, stop] = [s for s in order if s != stop and legs[s] < UNREACHED][:_NEARBY]
        return self._near[kind, stop]
