"""A bound on the last arrival: can the vehicles, each within a time, serve all loads at least in shares?

For a time the linear program picks tours, in shares, that end by it and serve as much as possible; tours are made as
they are wanted, by a search over the time left. If even shares do not serve everybody no rounds do (a configuration
program, as for packing boxes). Relaxed besides: loads are ready at once, roads and shelters are open, getting off takes
no time, and a tour may come back to loads that it has served. Times are rounded down to a grid.

Made for loads of which no two go together; otherwise the simple bounds stand alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import highspy
import numpy as np
from numpy.typing import NDArray

from core.planning.effort import Effort
from core.planning.quiet_highs import QuietHighs
from core.planning.timetable import UNREACHED
from core.planning.vehicles.problem import Load, RoundsProblem, RoundsVehicle
from core.planning.vehicles.simple_bounds import quickest
from core.planning.vehicles.trips import fits

_GRID = 400  # steps of time at most
_ROUNDS = 400  # of making tours for one time; what has not ended by then proves nothing
_TINY = 1e-6

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


Key = tuple[int, tuple[int, ...], tuple[int, ...]]  # vehicle type, loads by class, persons by shelter


@dataclass(frozen=True, slots=True)
class Grid:
    """Legs in steps of `unit` microseconds, rounded down: `out` from class to shelter with boarding, `back` from
    shelter to class, `start` from each vehicle type to class."""

    unit: int
    out: tuple[Ints, ...]
    back: tuple[Ints, ...]
    start: tuple[Ints, ...]


@dataclass(frozen=True, slots=True)
class Classes:
    """Loads that are alike and vehicles that are alike, with how many there are."""

    loads: tuple[Load, ...]
    count: tuple[int, ...]
    types: tuple[RoundsVehicle, ...]
    fleet: tuple[int, ...]


def together(problem: RoundsProblem) -> bool:
    """Whether any vehicle could take two of the loads at once."""
    loads = sorted(set(problem.loads), key=lambda load: (load.persons, load.lying))
    repeated = [load for load in loads if problem.loads.count(load) > 1]
    pairs = [(a, b) for i, a in enumerate(loads) for b in loads[i + 1 :]] + [(a, a) for a in repeated]
    return any(fits(vehicle, _need(a, b)) for vehicle in set(problem.vehicles) for a, b in pairs)


def _need(a: Load, b: Load) -> tuple[int, int, int, int]:
    strict = sum(load.lying for load in (a, b) if not load.on_seats)
    return a.sitting + b.sitting, a.wheelchairs + b.wheelchairs, strict, a.lying + b.lying - strict


def last_arrival_bound(problem: RoundsProblem, low: int, high: int, effort: Effort) -> int:
    """The greatest time up to `high` (a value reached) by which not everybody can be there; at least `low`."""
    if not problem.loads or together(problem) or low >= high:
        return low
    classes = _classes(problem)
    grid = _grid(problem, classes, high)
    if grid is None:
        return low
    tours = _Master(problem, classes, grid)
    below, above = low // grid.unit, -(-high // grid.unit)  # served by `above`, not known below
    while below < above and not effort.exhausted:
        middle = (below + above) // 2
        if tours.too_short(middle, effort):
            below = middle + 1
        else:
            above = middle
    return max(low, min(high, below * grid.unit))


def _classes(problem: RoundsProblem) -> Classes:
    loads = list(dict.fromkeys(problem.loads))
    types = list(dict.fromkeys(problem.vehicles))
    return Classes(
        tuple(loads),
        tuple(problem.loads.count(load) for load in loads),
        tuple(types),
        tuple(problem.vehicles.count(one) for one in types),
    )


def _grid(problem: RoundsProblem, classes: Classes, high: int) -> Grid | None:
    """Legs on the grid; None where one would vanish."""
    points = [shelter.point for shelter in problem.shelters]
    legs = []
    for kind, drive in enumerate(problem.drive):
        out = [[quickest(problem, kind, load.stops[kind], q) for q in points] for load in classes.loads]
        board = np.array([load.boarding + problem.stop_us for load in classes.loads])[:, None]
        back = [[quickest(problem, kind, q, load.stops[kind]) for load in classes.loads] for q in points]
        legs.append((np.minimum(np.array(out) + board, UNREACHED), np.array(back)))
        if len(drive) == 0:
            return None
    start = [
        np.array([one.free + quickest(problem, one.kind, one.depot, load.stops[one.kind]) for load in classes.loads])
        for one in classes.types
    ]
    unit = _unit([*(table for pair in legs for table in pair), *start], high)
    if any((table // unit < 1).any() for pair in legs for table in pair):
        return None
    return Grid(
        unit,
        tuple(out // unit for out, _ in legs),
        tuple(back // unit for _, back in legs),
        tuple(np.minimum(table, UNREACHED) // unit for table in start),
    )


def _unit(tables: Sequence[Ints], high: int) -> int:
    """The common measure of all times if that is coarse enough, else a share of `high`."""
    measure = 0
    for table in tables:
        for us in np.unique(table[table < UNREACHED]):
            measure = gcd(measure, int(us))
    return max(measure, -(-high // _GRID), 1) if not measure or high // measure > 2 * _GRID else measure


class _Master:
    """The linear program over the tours made so far; tours that end in time for one bound serve all longer ones."""

    def __init__(self, problem: RoundsProblem, classes: Classes, grid: Grid) -> None:
        self._classes, self._grid = classes, grid
        self._persons = np.array([load.persons for load in classes.loads])
        self._room = [shelter.room for shelter in problem.shelters]
        self._beds = len(self._room)
        self._known: dict[Key, int] = {}

    def too_short(self, steps: int, effort: Effort) -> bool:
        """Whether no shares of tours that end within `steps` serve everybody."""
        everybody = sum(self._classes.count)
        solver = self._program()
        for key, length in sorted(self._known.items()):
            if length <= steps:
                self._add(solver, key)
        for _ in range(_ROUNDS):
            effort.spend()
            effort.poll()
            solver.run()
            served = -solver.getInfo().objective_function_value if solver.getNumCol() else 0.0
            if served >= everybody - _TINY or effort.exhausted:
                return False
            dual = np.array(solver.getSolution().row_dual) if solver.getNumCol() else np.zeros(solver.getNumRow())
            gains, tours = self._price(-dual, steps)
            if (
                served + sum(max(0.0, g) * n for g, n in zip(gains, self._classes.fleet, strict=True))
                < everybody - 1e-4
            ):
                return True
            if not tours:
                return False
            for key, length in tours:
                self._known[key] = min(length, self._known.get(key, length))
                self._add(solver, key)
        return False

    def _program(self) -> "highspy.Highs":
        solver = QuietHighs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        nothing = np.array([], dtype=np.int32)
        for most in (*self._classes.count, *self._room, *self._classes.fleet):
            solver.addRow(-highspy.kHighsInf, float(most), 0, nothing, np.array([], dtype=np.float64))
        return solver

    def _add(self, solver: "highspy.Highs", key: Key) -> None:
        of_type, counts, beds = key
        kinds = len(counts)
        rows = {k: n for k, n in enumerate(counts) if n}
        rows |= {kinds + j: n for j, n in enumerate(beds) if n}
        rows[kinds + self._beds + of_type] = 1
        where = np.array(sorted(rows), dtype=np.int32)
        values = np.array([float(rows[int(row)]) for row in where])
        solver.addCol(-float(sum(counts)), 0.0, highspy.kHighsInf, len(where), where, values)

    def _price(self, dual: Floats, steps: int) -> tuple[list[float], list[tuple[Key, int]]]:
        """Per vehicle type the most that a tour adds beyond the prices of what it uses, and the tours that do."""
        kinds = len(self._classes.loads)
        worth = 1.0 - dual[:kinds]
        toll = dual[kinds : kinds + self._beds]
        gains, tours = [], []
        searched: dict[int, _Search] = {}
        for t, one in enumerate(self._classes.types):
            if one.kind not in searched:
                grid = self._grid
                searched[one.kind] = _Search(grid.out[one.kind], grid.back[one.kind], worth, toll, self._persons, steps)
            price = dual[kinds + self._beds + t]
            best = searched[one.kind].best(self._grid.start[t])
            gains.append(best[0][0] - price if best else 0.0)
            for gain, first, left in best:
                if gain - price > _TINY:
                    counts, beds, length = searched[one.kind].tour(first, left)
                    tours.append(((t, counts, beds), length))
        return gains, tours


class _Search:
    """The best tour for every time left, from standing at a class or at a shelter."""

    def __init__(self, out: Ints, back: Ints, worth: Floats, toll: Floats, persons: Ints, steps: int) -> None:
        self._out, self._back, self._persons, self._steps = out, back, persons, steps
        classes, shelters = out.shape
        none = -1e18
        top = int(max(out[out < UNREACHED // 2].max(initial=1), back[back < UNREACHED // 2].max(initial=1), 1))
        pad = min(top, steps) + 1
        self._pad = pad
        self.at_class = np.full((pad + steps + 1, classes), none)
        self.at_shelter = np.full((pad + steps + 1, shelters), none)
        goes_to = np.zeros((pad + steps + 1, classes), dtype=np.int64)
        goes_on = np.full((pad + steps + 1, shelters), -1, dtype=np.int64)
        out_row, back_row = np.minimum(out, pad), np.minimum(back, pad)
        loads, beds = np.arange(classes), np.arange(shelters)
        cost = toll[None, :] * persons[:, None]
        for left in range(steps + 1):
            now = pad + left
            onward = self.at_class[now - back_row, loads[None, :]]
            which = onward.argmax(axis=1)
            value = onward[beds, which]
            goes_on[now] = np.where(value > 0, which, -1)
            self.at_shelter[now] = np.maximum(value, 0.0)
            ending = self.at_shelter[now - out_row, beds[None, :]] - cost
            which = ending.argmax(axis=1)
            goes_to[now] = which
            self.at_class[now] = worth + ending[loads, which]
        self._goes_to, self._goes_on = goes_to, goes_on

    def best(self, start: Ints) -> list[tuple[float, int, int]]:
        """(value, first class, steps left there) of the best tours, one for each first class, the best first."""
        found = []
        for first, begin in enumerate(start):
            left = self._steps - int(min(begin, self._steps + 1))
            if left >= 0 and self.at_class[self._pad + left, first] > -1e17:
                found.append((float(self.at_class[self._pad + left, first]), first, left))
        return sorted(found, key=lambda each: (-each[0], each[1]))

    def tour(self, first: int, left: int) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        """Counts by class, persons by shelter, and its end in steps."""
        counts, beds = [0] * self._out.shape[0], [0] * self._out.shape[1]
        at = first
        while at >= 0:
            shelter = int(self._goes_to[self._pad + left, at])
            counts[at] += 1
            beds[shelter] += int(self._persons[at])
            left -= int(self._out[at, shelter])
            at = int(self._goes_on[self._pad + left, shelter])
            if at >= 0:
                left -= int(self._back[shelter, at])
        return tuple(counts), tuple(beds), self._steps - left
