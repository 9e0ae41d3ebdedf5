"""Prices of gates and beds, and what getting to safety costs at these prices: the core of the bound.

At any prices of zero or more, each person's least cost (arrival plus what he pays on his way) summed up, less what all
gates and beds would earn if they were full, is no more than the least sum of arrivals of any plan that keeps the rules
(Lagrangean relaxation). Moments are put into cells of a fraction of a step; within a cell the cheaper reading counts,
so that the bound stays a bound.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.planning.network import Ints
from core.planning.pace import Pace
from core.planning.staging.passages import NO_WAY, Passages, stretch_us
from core.planning.staging.ways import Way

CELLS_PER_STEP = 5
# Cells worked out together, and numbers touched at once for them.
_BLOCK = 128
_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Microseconds for each person: `gate` is gates x steps of `step_us` (later steps are free), `bed` one per column.

    `entry` (gates x steps + 1, the last column 0) is what a person pays who enters in a step: where parties are larger
    than an allowance they may use earlier ones, so the cheapest of these counts.
    """

    gate: Ints
    entry: Ints
    bed: Ints
    step_us: int

    @property
    def steps(self) -> int:
        return int(self.gate.shape[1])


@dataclass(frozen=True, slots=True)
class Ends:
    """What lies behind the last stretch: microseconds of walking from the road, and until each shelter opens."""

    egress: Ints
    opens: Ints
    taken: np.ndarray


class Outlook:
    """For one pace: the least cost from each arc in question on, by the cell in which one enters it."""

    def __init__(
        self, passages: Passages, pace: Pace, ends: Ends, step_us: int, steps: int, *, halts: bool = False
    ) -> None:
        """`halts` says that one may wait on the way, as who rides does where others board."""
        self._passages, self._pace, self._ends, self._halts = passages, pace, ends, halts
        self._cells = cells = steps * CELLS_PER_STEP + 1
        self.cell_us = step_us // CELLS_PER_STEP
        count = len(passages.arc)
        ms = passages.ms[:, None]
        self._onward = stretch_us(ms + passages.last, pace.road) + ends.egress[None, :]
        self._onward[:, ~ends.taken] = NO_WAY
        self._barred = self._barred_cells()
        self._from, self._to = np.nonzero(passages.pairs)
        self._hop = stretch_us(ms + passages.gap, pace.road)[passages.pairs]
        self._shift = self._hop // self.cell_us
        self.cost: Ints = np.zeros((cells, count), dtype=np.int64)
        self._later = self.cost
        self._best_cell: Ints = self.cost  # by cell the first one from there on that is as cheap as any of them
        self._exit: Ints = self.cost
        self._prices: Prices | None = None

    @property
    def work(self) -> int:
        """Numbers looked at for one set of prices."""
        return self._cells * (len(self._to) + len(self._passages.arc))

    def _barred_cells(self) -> Ints:
        """NO_WAY in the cells in which an arc may not be entered at any moment."""
        barred = np.zeros((self._cells, len(self._passages.arc)), dtype=np.int64)
        start = np.arange(self._cells) * self.cell_us
        end = start + self.cell_us - 1
        end[-1] = NO_WAY  # the last cell stands for all that follow
        for k, windows in enumerate(self._passages.entries(self._pace.road)):
            if windows is not None:
                open_ = np.zeros(self._cells, dtype=bool)
                for first, last in windows:
                    open_ |= (start <= last) & (end >= first)
                barred[~open_, k] = NO_WAY
        return barred

    def look(self, prices: Prices) -> None:
        """Work out all costs at these prices."""
        self._prices = prices
        passages, cells = self._passages, self._cells
        if not len(passages.arc):
            return
        step = np.minimum(np.arange(cells) // CELLS_PER_STEP, prices.steps)
        entry = prices.entry[np.maximum(passages.gate, 0)][:, step].T if len(prices.entry) else 0
        stay = self._barred + np.where(passages.gate >= 0, entry, 0)
        self._exit = self._leaving(prices)
        self.cost = self._onwards(stay, np.minimum(stay + self._exit, NO_WAY))
        value = np.minimum(self.cost + np.arange(cells)[:, None] * self.cell_us, NO_WAY)
        self._later = np.minimum.accumulate(value[::-1], axis=0)[::-1]
        self._best_cell = _first_from(value == self._later)

    def _onwards(self, stay: Ints, cost: Ints) -> Ints:
        """Costs (cells x arcs) with going on to other arcs. Later cells come first, a block at a time; within a block
        until nothing changes."""
        if not len(self._to):
            return cost
        cells, block = len(cost), max(1, min(_BLOCK, _AT_ONCE // len(self._to)))
        cheaper = cost.copy()  # of a cell and the next, or of all that follow
        near = self._shift < block
        after = np.full(cost.shape[1], NO_WAY, dtype=np.int64)  # the least moment of being safe from a block's end on
        for end in range(cells, 0, -block):
            begin = max(0, end - block)
            within = near | (end == cells)  # whatever lies beyond the last cell is the last cell
            chosen = np.arange(len(self._to))
            self._look_ahead((begin, end), cost, cheaper, after)
            while len(chosen):
                lowered = self._lower(chosen, (begin, end), (stay, cost, cheaper))
                self._look_ahead((begin, end), cost, cheaper, after)
                chosen = np.flatnonzero(within & lowered[self._to])
            if self._halts:
                moments = np.arange(begin, end)[:, None] * self.cell_us
                after = np.minimum(after, (cost[begin:end] + moments).min(axis=0))
        return cost

    def _look_ahead(self, cells: tuple[int, int], cost: Ints, cheaper: Ints, after: Ints) -> None:
        """What entering some cells costs where one may enter in the next as well or, with halts, in any that follows:
        who waits for one further away waits for whole cells but the first two."""
        begin, end = cells
        following = np.minimum(np.arange(begin + 1, end + 1), len(cost) - 1)
        cheaper[begin:end] = np.minimum(cost[begin:end], cost[following])
        if self._halts:
            moments = np.arange(begin, end)[:, None] * self.cell_us
            then = np.vstack([cost[begin:end] + moments, after[None, :]])
            then = np.minimum.accumulate(then[::-1], axis=0)[::-1]
            then = then[np.minimum(np.arange(2, end - begin + 2), end - begin)]  # from the next but one on
            waited = then - moments - 2 * self.cell_us
            cheaper[begin:end] = np.minimum(cheaper[begin:end], np.maximum(waited, 0))

    def _lower(self, chosen: Ints, cells: tuple[int, int], costs: tuple[Ints, Ints, Ints]) -> NDArray[np.bool_]:
        """Lower the costs of some cells by going on along the chosen pairs; which arcs that has changed."""
        stay, cost, cheaper = costs
        begin, end = cells
        first, to = self._from[chosen], self._to[chosen]
        group = np.flatnonzero(np.append(True, first[1:] != first[:-1]))
        rows = first[group]
        at = np.minimum(np.arange(begin, end)[:, None] + self._shift[chosen][None, :], len(cost) - 1)
        best = stay[begin:end][:, rows] + np.minimum.reduceat(self._hop[chosen] + cheaper[at, to], group, axis=1)
        had = cost[begin:end][:, rows]
        lower = best < had
        changed = np.zeros(cost.shape[1], dtype=bool)
        changed[rows[lower.any(axis=0)]] = True
        cost[begin:end][:, rows] = np.where(lower, best, had)
        return changed

    def _leaving(self, prices: Prices) -> Ints:
        """Cost of going on to the best shelter without another arc in question: cells x arcs."""
        dear = self._onward + prices.bed[None, :]
        always = self._ends.opens <= 0
        count = len(self._passages.arc)
        least = dear[:, always].min(axis=1) if always.any() else np.full(count, NO_WAY)
        result = np.repeat(least[None, :], self._cells, axis=0)
        end = (np.arange(self._cells) + 1) * self.cell_us
        for column in map(int, np.flatnonzero(~always)):
            wait = np.maximum(0, self._ends.opens[column] - end[:, None] - self._onward[None, :, column])
            wait[-1] = 0
            result = np.minimum(result, dear[None, :, column] + wait)
        least_of_all: Ints = np.minimum(result, NO_WAY)
        return least_of_all

    def least(self, rows: Ints, ready: Ints, access: Ints) -> tuple[Ints, Ints, Ints]:
        """For travellers at places (rows): the least cost counted from the start, by which first arc in question (-1:
        none) and the moment of entering it. `ready` is when they can leave, `access` what they walk to the road."""
        prices, passages = self._prices, self._passages
        if prices is None:
            raise RuntimeError("no prices yet")
        cost, moment = self._straight(prices, rows, ready + access), np.zeros(len(rows), dtype=np.int64)
        first = np.full(len(rows), -1, dtype=np.int64)
        if not len(passages.arc):
            return cost, first, moment
        entry = np.minimum((ready + access)[:, None] + stretch_us(passages.home[rows], self._pace.road), NO_WAY)
        cell = np.minimum(entry // self.cell_us, self._cells - 1)
        arcs = np.arange(len(passages.arc))[None, :]
        now = np.minimum(entry + self.cost[cell, arcs], NO_WAY)
        following = np.minimum(cell + 1, self._cells - 1)
        later = np.maximum(self._later[following, arcs], 0)
        later = np.where((cell >= self._cells - 1) | (entry >= NO_WAY), NO_WAY, later)
        best = np.minimum(now, later)
        arc = best.argmin(axis=1)
        each = np.arange(len(rows))
        better = best[each, arc] < cost
        at_once = now[each, arc] <= later[each, arc]
        waiting = self._best_cell[following[each, arc], arc] * self.cell_us
        moment[better] = np.where(at_once, entry[each, arc], waiting)[better]
        first[better] = arc[better]
        return np.where(better, best[each, arc], cost), first, moment

    def _straight(self, prices: Prices, rows: Ints, out: Ints) -> Ints:
        if not len(self._ends.opens):
            return np.full(len(rows), NO_WAY, dtype=np.int64)
        arrive = out[:, None] + stretch_us(self._passages.direct[rows], self._pace.road) + self._ends.egress[None, :]
        arrive = np.maximum(arrive, self._ends.opens[None, :]) + prices.bed[None, :]
        arrive[:, ~self._ends.taken] = NO_WAY
        least: Ints = np.minimum(arrive.min(axis=1), NO_WAY)
        return least

    def trace(self, row: int, out: int, first: int, moment: int) -> tuple[tuple[int, ...], int] | None:
        """The chain of arcs in question and the column behind a least cost; None where it would use a link twice or
        where no exact moment bears out what the cells promise."""
        prices, passages = self._prices, self._passages
        if prices is None:
            raise RuntimeError("no prices yet")
        if first < 0:
            arrive = out + stretch_us(passages.direct[row], self._pace.road) + self._ends.egress
            arrive = np.maximum(arrive, self._ends.opens) + prices.bed
            arrive[~self._ends.taken] = NO_WAY
            return (), int(arrive.argmin())
        chain, used, here = [first], {int(passages.link[first])}, first
        while True:
            cell = min(moment // self.cell_us, self._cells - 1)
            begin, end = np.searchsorted(self._from, [here, here + 1])
            on = self._ahead(slice(int(begin), int(end)), cell)
            ahead = int(on.min()) if len(on) else NO_WAY
            if min(ahead, int(self._exit[cell, here])) >= NO_WAY:
                return None  # the moment lies just before the opening that the cell promised
            if self._exit[cell, here] <= ahead:
                end_of = (cell + 1) * self.cell_us if cell < self._cells - 1 else NO_WAY
                wait = np.maximum(0, self._ends.opens - end_of - self._onward[here])
                return tuple(chain), int((self._onward[here] + prices.bed + wait).argmin())
            pair = int(begin) + int(on.argmin())
            moment += int(self._hop[pair])
            here = int(self._to[pair])
            if int(passages.link[here]) in used:
                return None
            used.add(int(passages.link[here]))
            chain.append(here)

    def _ahead(self, pairs: slice, cell: int) -> Ints:
        hop, to = self._hop[pairs], self._to[pairs]
        at = np.minimum(cell + hop // self.cell_us, self._cells - 1)
        after = np.minimum(at + 1, self._cells - 1)
        found: Ints = hop + np.minimum(self.cost[at, to], self.cost[after, to])
        return found


def _first_from(true: NDArray[np.bool_]) -> Ints:
    """Per row and column the first row from there on where something is true; it is in the last."""
    rows = len(true)
    found: Ints = np.where(true, np.arange(rows)[:, None], rows - 1)
    return np.minimum.accumulate(found[::-1], axis=0)[::-1]


class Departures:
    """Departures that may be best on a way: at once, when a road opens, and whenever a gate's next step has begun."""

    def __init__(self, way: Way, steps: int, step_us: int) -> None:
        begins = np.arange(steps + 1, dtype=np.int64) * step_us
        opening = [first for first, _ in way.windows if first > way.soonest]
        turns = [begins - offset for offset in way.offsets]
        depart = np.unique(np.concatenate([np.array([way.soonest, *opening], dtype=np.int64), *turns]))
        allowed = np.zeros(len(depart), dtype=bool)
        for first, last in way.windows:
            allowed |= (depart >= first) & (depart <= last)
        self.depart: Ints = depart[allowed & (depart >= way.soonest)]
        self._arrive = self.depart + way.duration
        self._gates = np.array(way.gates, dtype=np.int64)[:, None]
        offsets = np.array(way.offsets, dtype=np.int64)[:, None]
        self._steps = np.minimum((self.depart[None, :] + offsets) // step_us, steps)

    def cost(self, prices: Prices) -> Ints:
        """Arrival and what the gates cost, without the bed."""
        cost: Ints = self._arrive + prices.entry[self._gates, self._steps].sum(axis=0)
        return cost
