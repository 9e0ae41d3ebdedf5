"""The linear program over ways and departures of separable persons, grown column by column.

Rows: every kind's persons go or stay; no shelter over its room; no gate over its allowance in any step; at least so
many persons served. Its dual values are the prices of the bound, its solution guides the whole households.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from core.planning.effort import Effort
from core.planning.network import Ints
from core.planning.proof import GatePrice, Proof
from core.planning.quiet_highs import QuietHighs
from core.planning.staging.allowances import Allowances
from core.planning.staging.gates import Gates
from core.planning.staging.prices import Prices
from core.planning.staging.travellers import Kind
from core.planning.staging.ways import Way
from core.planning.timeline import SECOND

_INF = highspy.kHighsInf
# What it costs the program to serve one person fewer than it should: more than anything that can be saved by it.
_MISSING_S = 90 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Column:
    """Persons of a kind (by index) on one way at one departure."""

    kind: int
    way: Way
    depart: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`persons` per column, `cost` in seconds, `prices`, what one more person served costs (microseconds), and per kind
    what one of its persons costs at these prices."""

    persons: np.ndarray
    cost: float
    prices: Prices
    served: int
    each: Ints


class ColumnProgram:
    """`allowed` is what each gate in question has for those to be staged."""

    def __init__(self, kinds: Sequence[Kind], room: Ints, gates: Gates, allowed: Allowances) -> None:
        self._kinds, self._room, self._reach = kinds, room, allowed.reach
        self._all, self.allowance, self._step_us = gates, allowed.allowance, allowed.step_us
        self._row_of_gate = {gate: row for row, gate in enumerate(allowed.gates)}
        self.columns: list[Column] = []
        self._known: set[tuple[int, Way, int]] = set()
        self._at: list[int] = []  # solver's column of each column
        self._solver = QuietHighs()
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
            self._solver.setOptionValue(name, value)
        self._count = 0
        self._steps: dict[tuple[int, int], int] = {}
        self._rows = 0
        for kind in kinds:
            self._row(float(kind.persons), float(kind.persons))
        for beds in room:
            self._row(-_INF, float(max(0, beds)))
        self._served = self._row(0.0, _INF)
        for k, kind in enumerate(kinds):
            self._column(kind.unserved / SECOND, [(k, 1.0)])
        self._missing = self._column(_MISSING_S, [(self._served, 1.0)])

    def _row(self, lower: float, upper: float) -> int:
        self._solver.addRow(lower, upper, 0, np.zeros(0, dtype=np.int32), np.zeros(0))
        self._rows += 1
        return self._rows - 1

    def _column(self, cost: float, entries: list[tuple[int, float]]) -> int:
        rows = np.array([row for row, _ in entries], dtype=np.int32)
        self._solver.addCol(cost, 0.0, _INF, len(entries), rows, np.array([value for _, value in entries]))
        self._count += 1
        return self._count - 1

    def serve_at_least(self, persons: int) -> None:
        self._solver.changeRowBounds(self._served, float(persons), _INF)

    def _step_row(self, gate: int, step: int) -> int:
        """The row of a gate's step, with columns for those who may use earlier steps' allowances, whose rows have such
        columns themselves."""
        begun = [] if (gate, step) in self._steps else [self._begin(gate, step)]
        while begun:
            late, earlier = begun[-1]
            if earlier == late:
                begun.pop()
            elif (gate, earlier) not in self._steps:
                begun.append(self._begin(gate, earlier))
            else:
                self._column(0.0, [(self._steps[gate, late], -1.0), (self._steps[gate, earlier], 1.0)])
                begun[-1] = late, earlier + 1
        return self._steps[gate, step]

    def _begin(self, gate: int, step: int) -> tuple[int, int]:
        """The row of a step; the step, and the first that may be used by who enters in it."""
        self._steps[gate, step] = self._row(-_INF, float(self.allowance[gate, step]))
        return step, int(self._reach[gate, step])

    def add(self, kind: int, way: Way, depart: int) -> bool:
        """A column, unless it is known."""
        key = kind, way, depart
        if key in self._known:
            return False
        self._known.add(key)
        entries = [(kind, 1.0), (len(self._kinds) + way.column, 1.0), (self._served, 1.0)]
        for gate, offset in zip(way.gates, way.offsets, strict=True):
            row = self._row_of_gate.get(gate)
            step = (depart + offset) // self._step_us
            if row is not None and 0 <= step < self.allowance.shape[1]:
                entries.append((self._step_row(row, step), 1.0))
        self.columns.append(Column(kind, way, depart))
        self._at.append(self._column((depart + way.duration) / SECOND, entries))
        return True

    def solve(self, effort: Effort) -> Answer | None:
        """The optimum over the columns so far; None where the solver was cut short or finds none."""
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + max(0.1, effort.seconds_left))
        self._solver.run()
        effort.spend(1 + int(self._solver.getInfo().simplex_iteration_count) // 10)
        effort.poll()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._solver.getSolution()
        dual = np.rint(np.array(solution.row_dual) * SECOND).astype(np.int64)
        kinds = len(self._kinds)
        gate = np.zeros(self.allowance.shape, dtype=np.int64)
        for (row, step), at in self._steps.items():
            gate[row, step] = max(0, -int(dual[at]))
        bed = np.maximum(0, -dual[kinds : kinds + len(self._room)])
        values = np.array(solution.col_value)
        return Answer(
            persons=values[self._at] if self._at else np.zeros(0),
            cost=float(self._solver.getInfo().objective_function_value),
            prices=self.prices(gate, bed),
            served=max(0, int(dual[self._served])),
            each=dual[:kinds],
        )

    def prices(self, gate: Ints, bed: Ints) -> Prices:
        return Prices(gate, entry_prices(gate, self._reach, self._row_of_gate, len(self._all)), bed, self._step_us)

    def prices_of(self, proof: Proof) -> Prices:
        """The prices of a proof, as far as they are of these gates in steps of these."""
        row = {(self._all.gates[n].link, self._all.gates[n].forward): at for n, at in self._row_of_gate.items()}
        gate = np.zeros_like(self.allowance)
        for each in proof.gates if proof.step_us == self._step_us else ():
            at = row.get((each.link, each.forward))
            if at is not None and each.step < gate.shape[1]:
                gate[at, each.step] = each.price
        return self.prices(gate, np.array(proof.beds, dtype=np.int64))

    def gate_prices(self, prices: Prices) -> tuple[GatePrice, ...]:
        """The prices that are not 0, by road."""
        gates = [self._all.gates[number] for number in self._row_of_gate]
        priced = zip(*(each.tolist() for each in np.nonzero(prices.gate)), strict=True)
        return tuple(
            GatePrice(gates[row].link, gates[row].forward, step, int(prices.gate[row, step])) for row, step in priced
        )

    def bound(self, prices: Prices, served: int, least: Ints, at_least: int) -> int:
        """Microseconds below which no plan serving `at_least` persons gets: each kind at its least cost (or staying),
        less what gates and beds earn. `served` is what serving one more is worth."""
        total = served * at_least
        for kind, cost in zip(self._kinds, least, strict=True):
            total += kind.persons * min(kind.unserved, int(cost) - served)
        total -= sum(int(price) * int(allowed) for price, allowed in _pairs(prices.gate, self.allowance))
        return total - sum(int(price) * max(0, int(beds)) for price, beds in zip(prices.bed, self._room, strict=True))


def _pairs(price: Ints, allowance: Ints) -> list[tuple[int, int]]:
    some = price > 0
    return list(zip(price[some].tolist(), allowance[some].tolist(), strict=True))


def entry_prices(gate: Ints, reach: Ints, rows: dict[int, int], gates: int) -> Ints:
    """What entering each gate (all of them, by number) in each step costs: the cheapest step that may be used."""
    steps = gate.shape[1]
    entry = np.zeros((gates, steps + 1), dtype=np.int64)
    if rows:
        entry[list(rows), :steps] = _cheapest(gate, reach)[list(rows.values())]
    return entry


def _cheapest(gate: Ints, reach: Ints) -> Ints:
    """Per gate and step the least price from the step of `reach` on up to it: of two runs that overlap, each a power
    of two long."""
    steps = gate.shape[1]
    length = np.arange(1, steps + 1)[None, :] - reach
    least, found = gate.copy(), gate.copy()  # `least` of so many steps up to each
    rows, each = np.arange(len(gate))[:, None], np.arange(steps)[None, :]
    run = 1
    while (length > run).any():
        shorter = least.copy()
        least[:, run:] = np.minimum(shorter[:, run:], shorter[:, :-run])
        run *= 2
        here = (length >= run) & (length < 2 * run)
        first = np.minimum(reach + run - 1, each)
        found = np.where(here, np.minimum(least, least[rows, first]), found)
    return found
