"""The integer program behind whole households: one constraint, one function. Small by design; solved by HiGHS."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import coo_array

from core.planning.allocation import Demand
from core.planning.effort import Effort, Stopped
from core.planning.network import Ints
from core.planning.timeline import SECOND

# Branch-and-bound nodes: effort is counted in work, never in seconds. Small programs are solved to the end.
_NODES = 20
_NODES_SMALL = 100_000
_EXACT = 400
_CLOSE = 1e-5
_PROVEN = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kObjectiveTarget)


@dataclass(frozen=True, slots=True)
class Sorts:
    """Parties of one kind and one size are interchangeable: a row each, with how many there are."""

    kind: Ints
    size: Ints
    count: Ints

    def smallest(self, kinds: int) -> Ints:
        """The smallest party of each kind."""
        least = np.full(kinds, np.iinfo(np.int64).max)
        np.minimum.at(least, self.kind, self.size)
        return least

    def spread(self, demand: Demand, counts: Ints) -> list[list[int]]:
        """Columns per kind and party from counts per sort and column (the last column is the unserved)."""
        columns = [[-1] * len(kind.sizes) for kind in demand.kinds]
        served = counts.shape[1] - 1
        alike: dict[tuple[int, int], list[int]] = {}
        for k, kind in enumerate(demand.kinds):
            for p, size in enumerate(kind.sizes):
                alike.setdefault((k, size), []).append(p)
        goals = np.append(np.arange(served), -1)
        for row, (k, size) in enumerate(zip(self.kind.tolist(), self.size.tolist(), strict=True)):
            for p, j in zip(alike[k, size], np.repeat(goals, counts[row]).tolist(), strict=True):
                columns[k][p] = j
        return columns


def sorts_of(demand: Demand) -> Sorts:
    rows: dict[tuple[int, int], int] = {}
    for k, kind in enumerate(demand.kinds):
        for size in kind.sizes:
            rows[k, size] = rows.get((k, size), 0) + 1
    table = np.array([(k, size, count) for (k, size), count in sorted(rows.items())], dtype=np.int64).reshape(-1, 3)
    return Sorts(table[:, 0], table[:, 1], table[:, 2])


class PartyModel:
    """How many parties of each sort go to each column. `allowed` is kinds x (shelters + 1), the last the unserved."""

    def __init__(self, sorts: Sorts, room: Ints, allowed: np.ndarray) -> None:
        self._sorts, self._room = sorts, room
        self._row, self._column = np.nonzero(allowed[sorts.kind])
        self._shape = (len(sorts.kind), allowed.shape[1])
        self._served = self._column < allowed.shape[1] - 1
        self._size = sorts.size[self._row]
        self._rows: list[tuple[Ints, Ints, np.ndarray]] = []  # variables, which constraint of the block, coefficients
        self._bounds: list[tuple[np.ndarray, np.ndarray]] = []
        self.allowed = allowed
        self.solved = False  # whether nothing better than its answer is left, as near as its size asks for

    @property
    def exact(self) -> bool:
        """Whether it is small enough to be solved to the end."""
        return len(self._row) < _EXACT

    def within(self, other: "PartyModel") -> bool:
        """Whether all that is allowed here was allowed in the other, which asked for no less an exact answer."""
        return not (self.allowed & ~other.allowed).any() and (other.exact or not self.exact)

    def every_party_goes_once(self) -> None:
        count = self._sorts.count.astype(float)
        self._block(np.arange(len(self._row)), self._row, np.ones(len(self._row)), count, count)

    def no_shelter_over_capacity(self) -> None:
        inside = np.flatnonzero(self._served)
        room = np.maximum(self._room, 0).astype(float)
        self._block(inside, self._column[inside], self._size[inside].astype(float), np.full(len(room), -np.inf), room)

    def serve_at_least(self, persons: int) -> None:
        inside = np.flatnonzero(self._served)
        self._block(
            inside,
            np.zeros(len(inside), dtype=np.int64),
            self._size[inside].astype(float),
            np.array([float(persons)]),
            np.array([np.inf]),
        )

    def move_at_most(self, homes: Ints, parties: int) -> None:
        """Of the sorts with a home column (-1 = none), at most so many parties go elsewhere."""
        away = self._away(homes)
        self._block(
            away, np.zeros(len(away), dtype=np.int64), np.ones(len(away)), np.array([0.0]), np.array([float(parties)])
        )

    def maximise_served(self, at_most: int, effort: Effort) -> Ints | None:
        """Counts per sort and column, None where nothing was found. `at_most` is the known bound."""
        weight = np.where(self._served, -self._size.astype(float), 0.0)
        return self._solve(weight, -float(at_most), effort)

    def minimise_moved(self, homes: Ints, effort: Effort, *, proven: bool = False) -> Ints | None:
        """With `proven` None also where what was found may not be the fewest."""
        weight = np.zeros(len(self._row))
        weight[self._away(homes)] = 1.0
        return self._solve(weight, 0.0, effort, proven=proven)

    def minimise_cost(self, cost: Ints, at_least: int, effort: Effort) -> Ints | None:
        """`cost` is kinds x columns, microseconds per person."""
        each = cost[self._sorts.kind[self._row], self._column] * self._size
        return self._solve(each / SECOND, at_least / SECOND, effort)

    def _away(self, homes: Ints) -> Ints:
        return np.flatnonzero((homes[self._row] >= 0) & (homes[self._row] != self._column))

    def _block(self, variables: Ints, rows: Ints, weights: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> None:
        self._rows.append((variables, rows, weights))
        self._bounds.append((lower, upper))

    def _program(self, weight: np.ndarray) -> highspy.HighsLp:
        starts = np.cumsum([0, *(len(lower) for lower, _ in self._bounds)])
        rows = np.concatenate([block[1] + start for block, start in zip(self._rows, starts, strict=False)])
        matrix = coo_array(
            (np.concatenate([block[2] for block in self._rows]), (rows, np.concatenate([b[0] for b in self._rows]))),
            shape=(int(starts[-1]), len(self._row)),
        ).tocsc()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = matrix.shape[1], matrix.shape[0]
        lp.col_cost_ = weight
        lp.col_lower_ = np.zeros(len(self._row))
        lp.col_upper_ = self._sorts.count[self._row].astype(float)
        lp.row_lower_ = np.concatenate([lower for lower, _ in self._bounds])
        lp.row_upper_ = np.concatenate([upper for _, upper in self._bounds])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self._row)
        return lp

    def _solve(self, weight: np.ndarray, bound: float, effort: Effort, *, proven: bool = False) -> Ints | None:
        solver = _Quiet()
        options: Sequence[tuple[str, object]] = (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_max_nodes", _NODES_SMALL if self.exact else _NODES),
            ("mip_rel_gap", 0.0 if self.exact else _CLOSE),
            ("mip_abs_gap", 1e-6),
            ("objective_target", bound + 1e-6),
            ("time_limit", max(0.1, effort.seconds_left)),
        )
        for name, value in options:
            solver.setOptionValue(name, value)
        halt = _Halt(effort)
        solver.cbMipInterrupt.subscribe(halt)
        solver.passModel(self._program(weight))
        solver.run()
        if halt.stopped:
            raise Stopped
        effort.spend(max(1, int(solver.getInfo().mip_node_count)))
        self.solved = solver.getModelStatus() in _PROVEN
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        if proven and not self.solved:
            return None
        counts = np.zeros(self._shape, dtype=np.int64)
        counts[self._row, self._column] = np.rint(solver.getSolution().col_value).astype(np.int64)
        return counts


class _Quiet(highspy.Highs):  # type: ignore[misc]
    """HiGHS without its banner, which it prints while being made: standard output belongs to the caller's answer."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


class _Halt:
    """Asks within the solver whether the officer has stopped the run."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self.stopped = False

    def __call__(self, event: object) -> None:
        try:
            self._effort.poll()
        except Stopped:
            self.stopped = True
            event.data_in.user_interrupt = True  # type: ignore[attr-defined]
