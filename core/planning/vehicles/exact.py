"""Small rounds exactly: every tour that one vehicle could make, and a small integer program that picks among them.

Loads that are alike are one class, vehicles that are alike one type, so that nothing is counted twice. Of the tours of
one type that serve the same classes and fill the same beds only the best is kept (earlier is never worse: roads and
ready times only ever hold somebody up). Where the last arrival is the goal, only tours that end before the best known
value are made, and the program asks whether all can be served by those: a "no" is the proof.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import highspy
import numpy as np

from core.planning.effort import Effort
from core.planning.quiet_highs import QuietHighs
from core.planning.timetable import UNREACHED
from core.planning.vehicles.problem import Load, RoundsGoal, RoundsProblem, RoundsVehicle, onward
from core.planning.vehicles.state import Value, value_of
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trips import Trip, TripBook, fits

_MOST_LOADS_ABOARD = 4
_MIP_SECONDS = 20.0  # a watchdog; it decides nothing within


@dataclass(frozen=True, slots=True)
class _Partial:
    """A tour of one vehicle type: how many of each class it serves, persons per shelter, when it is free again, what it
    costs and what it consists of (classes boarding, shelter)."""

    counts: tuple[int, ...]
    beds: tuple[int, ...]
    point: int
    free: int
    end: int
    cost: int
    trips: tuple[tuple[tuple[int, ...], int], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The best tours, and whether nothing can be better."""

    plan: tuple[Tour, ...]
    value: Value
    proven: bool


class TooLarge(Exception):
    """More tours than an exact answer is made for."""


class Enumeration:
    """All tours worth looking at, by vehicle type."""

    def __init__(self, problem: RoundsProblem, book: TripBook, effort: Effort, most_tours: int) -> None:
        self.problem, self._book, self._effort, self._most_tours = problem, book, effort, most_tours
        members: dict[Load, list[int]] = {}
        for i, load in enumerate(problem.loads):
            members.setdefault(load, []).append(i)
        self.classes = list(members.values())
        types: dict[RoundsVehicle, list[int]] = {}
        for v, vehicle in enumerate(problem.vehicles):
            types.setdefault(vehicle, []).append(v)
        self.types = list(types.values())

    def tours(self, of_type: int, before: int) -> list[_Partial]:
        """Tours of a type that end before a moment; raises TooLarge."""
        vehicle = self.problem.vehicles[self.types[of_type][0]]
        before = min(before, vehicle.until + 1, UNREACHED)
        rides = list(self._rides(vehicle))
        by_last = self.problem.goal is RoundsGoal.LAST_ARRIVAL
        nothing = (0,) * len(self.classes)
        begin = _Partial(nothing, (0,) * len(self.problem.shelters), vehicle.depot, vehicle.free, 0, 0, ())
        layer, made = [begin], 0
        best: dict[tuple[tuple[int, ...], tuple[int, ...]], _Partial] = {}
        while layer:
            front: dict[tuple[tuple[int, ...], tuple[int, ...], int], list[_Partial]] = {}
            for partial in layer:
                self._effort.spend()
                for ride, trip in rides:
                    longer = self._longer(vehicle, partial, ride, trip, before)
                    if longer is not None:
                        key = (longer.counts, longer.beds, longer.point)
                        front[key] = _pareto(front.get(key, ()), longer, by_last=by_last)
            layer = [partial for key in sorted(front) for partial in front[key]]
            made += len(layer)
            if made > self._most_tours or self._effort.exhausted:
                raise TooLarge
            for partial in layer:
                known = best.get((partial.counts, partial.beds))
                if known is None or _worth(partial, by_last) < _worth(known, by_last):
                    best[partial.counts, partial.beds] = partial
        return [best[key] for key in sorted(best)]

    def _rides(self, vehicle: RoundsVehicle) -> Iterator[tuple[tuple[int, ...], Trip]]:
        """Trips by classes that a vehicle has places for, in every order of boarding and to every shelter."""
        stack: list[tuple[int, ...]] = [()]
        while stack:
            chosen = stack.pop()
            for k in range(chosen[-1] if chosen else 0, len(self.classes)):
                more = (*chosen, k)
                if more.count(k) > len(self.classes[k]) or len(more) > _MOST_LOADS_ABOARD:
                    continue
                trips = [trip for order in sorted(set(permutations(more))) for trip in self._trips(vehicle, order)]
                if trips:
                    stack.append(more)
                    yield from ((more, trip) for trip in trips)

    def _trips(self, vehicle: RoundsVehicle, order: Sequence[int]) -> Iterator[Trip]:
        loads = tuple(self.classes[k][order[:at].count(k)] for at, k in enumerate(order))
        for j in range(len(self.problem.shelters)):
            trip = self._book.trip(vehicle.kind, loads, j)
            if trip is not None and fits(vehicle, trip.need) and trip.persons <= self.problem.shelters[j].room:
                yield trip

    def _longer(
        self, vehicle: RoundsVehicle, partial: _Partial, ride: tuple[int, ...], trip: Trip, before: int
    ) -> _Partial | None:
        begin = onward(self.problem, vehicle.kind, (partial.point, trip.first), partial.free)
        if begin >= before:
            return None
        end = (
            max(begin + trip.during, trip.floor) if begin <= trip.limit else self._book.late(vehicle.kind, trip, begin)
        )
        used = partial.beds[trip.shelter] + trip.persons
        if end >= before or used > self.problem.shelters[trip.shelter].room:
            return None
        counts = list(partial.counts)
        for k in ride:
            counts[k] += 1
            if counts[k] > len(self.classes[k]):
                return None
        beds = (*partial.beds[: trip.shelter], used, *partial.beds[trip.shelter + 1 :])
        boarded = tuple(k for load in trip.loads for k in [self._class_of(load)])
        cost = partial.cost + end * trip.persons + trip.toll
        trips = (*partial.trips, (boarded, trip.shelter))
        return _Partial(tuple(counts), beds, trip.end, end + trip.unload, end, cost, trips)

    def _class_of(self, load: int) -> int:
        return next(k for k, members in enumerate(self.classes) if load in members)


def _worth(partial: _Partial, by_last: bool) -> int:
    return partial.end if by_last else partial.cost


def _pareto(known: Sequence[_Partial], new: _Partial, *, by_last: bool) -> list[_Partial]:
    """Tours of which none is both earlier and cheaper than another (for the last arrival: the earliest alone)."""

    def covers(one: _Partial, other: _Partial) -> bool:
        return one.free <= other.free and (by_last or one.cost <= other.cost)

    if any(covers(one, new) for one in known):
        return list(known)
    return [*(one for one in known if not covers(new, one)), new]


def prove(problem: RoundsProblem, book: TripBook, plan: Sequence[Tour], effort: Effort, most_tours: int) -> Proof:
    """The best tours, from a good start; not `proven` where there are more than `most_tours` of one vehicle type that
    could be part of something better, or where steps have run out."""
    tours = Tours(problem, book)
    best, value = tuple(plan), value_of(problem, tours, plan)
    by_last = problem.goal is RoundsGoal.LAST_ARRIVAL
    while True:
        if by_last and value.unsafe:
            return Proof(best, value, proven=False)
        before = value.last if by_last else UNREACHED
        try:
            enumeration = Enumeration(problem, book, effort, most_tours)
            columns = [enumeration.tours(t, before) for t in range(len(enumeration.types))]
        except TooLarge:
            return Proof(best, value, proven=False)
        chosen = _pick(enumeration, columns)
        if chosen is None:
            return Proof(best, value, proven=False)
        found = _rebuilt(enumeration, columns, chosen, book) if chosen else None
        if found is None:
            return Proof(best, value, proven=True)
        better = value_of(problem, tours, found)
        if better.key(problem.goal) >= value.key(problem.goal):
            return Proof(best, value, proven=True)
        best, value = found, better
        if not by_last:
            return Proof(best, value, proven=True)


def _pick(enumeration: Enumeration, columns: Sequence[Sequence[_Partial]]) -> list[tuple[int, int, int]] | None:
    """(type, tour, how often) of the cheapest choice; empty where there is none, None where the watchdog ended it."""
    problem = enumeration.problem
    flat = [(t, k) for t, mine in enumerate(columns) for k in range(len(mine))]
    if not flat:
        return []
    by_last = problem.goal is RoundsGoal.LAST_ARRIVAL
    solver = QuietHighs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", _MIP_SECONDS)
    solver.setOptionValue("mip_rel_gap", 0.0)
    unit = max(1.0, max(abs(partial.cost) for mine in columns for partial in mine) / 1e6)
    for t, k in flat:
        cost = -float(sum(columns[t][k].counts)) if by_last else columns[t][k].cost / unit
        solver.addVar(0.0, float(len(enumeration.types[t])))
        solver.changeColCost(solver.getNumCol() - 1, cost)
    everything = np.arange(len(flat), dtype=np.int32)
    solver.changeColsIntegrality(len(flat), everything, np.array([highspy.HighsVarType.kInteger] * len(flat)))
    partials = [columns[t][k] for t, k in flat]
    for c, members in enumerate(enumeration.classes):
        _row(solver, -highspy.kHighsInf, float(len(members)), [partial.counts[c] for partial in partials])
    for j, shelter in enumerate(problem.shelters):
        _row(solver, -highspy.kHighsInf, float(shelter.room), [partial.beds[j] for partial in partials])
    for t, alike in enumerate(enumeration.types):
        _row(solver, -highspy.kHighsInf, float(len(alike)), [int(of == t) for of, _ in flat])
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        return None
    picked = [(t, k, round(x)) for (t, k), x in zip(flat, solver.getSolution().col_value, strict=True)]
    served = sum(sum(columns[t][k].counts) * times for t, k, times in picked)
    if by_last and served < len(problem.loads):
        return []
    return [each for each in picked if each[2]]


def _row(solver: "highspy.Highs", low: float, high: float, values: Sequence[int]) -> None:
    there = np.flatnonzero(values).astype(np.int32)
    solver.addRow(low, high, len(there), there, np.array(values, dtype=np.float64)[there])


def _rebuilt(
    enumeration: Enumeration,
    columns: Sequence[Sequence[_Partial]],
    chosen: Sequence[tuple[int, int, int]],
    book: TripBook,
) -> tuple[Tour, ...]:
    """Tours of vehicles and loads from those of types and classes."""
    left = [list(members) for members in enumeration.classes]
    free = [list(alike) for alike in enumeration.types]
    plan: list[Tour] = [()] * len(enumeration.problem.vehicles)
    for t, k, times in chosen:
        for _ in range(times):
            vehicle = free[t].pop(0)
            kind = enumeration.problem.vehicles[vehicle].kind
            made = []
            for boarded, shelter in columns[t][k].trips:
                trip = book.trip(kind, tuple(left[c].pop(0) for c in boarded), shelter)
                if trip is None:
                    raise ArithmeticError("a trip that was there")
                made.append(trip)
            plan[vehicle] = tuple(made)
    return tuple(plan)
