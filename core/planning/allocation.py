"""Households to shelters under hard capacities: as separable persons for the bound, then whole.

Most persons served first, then the least cost: an exact max-flow followed by an exact min-cost flow. Parties of one
kind (same times everywhere) are one node, so that cost grows with places, not with people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow, min_cost_flow

from core.planning.network import Ints
from core.planning.timetable import UNREACHED

# Shelters of each kind that a flow is first tried with.
_NEAR = 32


@dataclass(frozen=True, slots=True)
class Kind:
    """Parties that cost the same at every shelter: their sizes, and the cost in microseconds of one unserved person.

    `key` says whose they are to the caller; sizes and the parties behind them keep the caller's order.
    """

    key: int
    sizes: tuple[int, ...]
    unserved: int

    @property
    def persons(self) -> int:
        return sum(self.sizes)


@dataclass(frozen=True)
class Demand:
    """What is to be allocated: `cost` is kinds x shelters in microseconds per person, UNREACHED where barred."""

    kinds: tuple[Kind, ...]
    cost: Ints
    room: Ints

    @property
    def persons(self) -> int:
        return sum(kind.persons for kind in self.kinds)

    @property
    def open(self) -> np.ndarray:
        return (self.cost < UNREACHED) & (self.room > 0)[None, :]

    @cached_property
    def in_time(self) -> "InTime":
        """Its ways in order of arrival, for whoever asks how many can be served by when."""
        return InTime(self)


@dataclass(frozen=True, slots=True)
class Flow:
    """Separable persons: `flow` is kinds x (shelters + 1), its last column the unserved; `price` what one more bed
    would save in each shelter (microseconds). `cost` includes the unserved."""

    served: int
    cost: int
    flow: Ints
    price: Ints


class InTime:
    """How many persons can be served by a moment when households may split: max-flows over ways in order of arrival."""

    def __init__(self, demand: Demand) -> None:
        self._cost = np.where(demand.open, demand.cost, UNREACHED)
        self._persons, self._room = _persons(demand), np.maximum(demand.room, 0)
        self._nearest = self._cost.argmin(axis=1)
        self._best = self._cost.min(axis=1)

    @property
    def times(self) -> Ints:
        """All arrivals, each once, rising."""
        times: Ints = np.unique(self._cost)
        return times[times < UNREACHED]

    @property
    def soonest_of_last(self) -> int:
        """When the last of those who can be served at all would be in if everybody had his own best."""
        return int(self._best[self._best < UNREACHED].max(initial=0))

    def most(self, last: int = UNREACHED - 1) -> int:
        """The most persons who can be served by `last` (microseconds): the nearest shelters of each are asked first."""
        able, in_time = self._best <= last, self._cost <= last
        everybody = int(self._persons[able].sum())
        if self._fit(able):
            return everybody
        if len(self._room) > _NEAR and int(self._solved(in_time & self._near).optimal_flow()) == everybody:
            return everybody
        return int(self._solved(in_time).optimal_flow())

    def most_and_full(self, last: int) -> tuple[int, NDArray[np.bool_]]:
        """The same, and by shelter whether it fills up: no more can be served by then than these hold, and besides them
        those who reach another one."""
        able, full = self._best <= last, np.zeros(len(self._room), dtype=bool)
        if self._fit(able):
            return int(self._persons[able].sum()), full
        solver = self._solved(self._cost <= last)
        side = np.array(solver.get_source_side_min_cut(), dtype=np.int64) - 1
        full[side[(side >= 0) & (side < len(full))]] = True
        return int(solver.optimal_flow()), full

    def _fit(self, able: NDArray[np.bool_]) -> bool:
        """Whether each of these fits into his own best: nobody is in another's way."""
        taken = np.bincount(self._nearest[able], self._persons[able], len(self._room))
        return bool(np.all(taken <= self._room))

    @cached_property
    def _near(self) -> NDArray[np.bool_]:
        """The nearest shelters of each kind."""
        near = np.zeros(self._cost.shape, dtype=bool)
        np.put_along_axis(near, np.argpartition(self._cost, _NEAR, axis=1)[:, :_NEAR], values=True, axis=1)
        return near

    def _solved(self, among: NDArray[np.bool_]) -> max_flow.SimpleMaxFlow:
        """The largest flow of persons from kinds to the shelters that each may choose among."""
        rows, persons = self._alike(among)
        k, s = np.nonzero(rows)
        count, shelters = len(persons), len(self._room)
        source, sink = 0, 1 + shelters + count
        solver = max_flow.SimpleMaxFlow()
        solver.add_arcs_with_capacity(np.full(count, source), 1 + shelters + np.arange(count), persons)
        solver.add_arcs_with_capacity(1 + shelters + k, 1 + s, persons[k])
        solver.add_arcs_with_capacity(1 + np.arange(shelters), np.full(shelters, sink), self._room)
        if solver.solve(source, sink) != solver.OPTIMAL:
            raise ArithmeticError("max-flow did not end")
        return solver

    def _alike(self, among: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Ints]:
        """Kinds that have the same shelters to choose among as one row, with the persons of each row."""
        packed, wide = np.packbits(among, axis=1).tobytes(), -(-among.shape[1] // 8)
        number: dict[bytes, int] = {}
        of = [number.setdefault(packed[i : i + wide], len(number)) for i in range(0, len(packed), wide)]
        rows = np.zeros((len(number), among.shape[1]), dtype=bool)
        rows[of] = among
        return rows, np.bincount(of, self._persons, len(number)).astype(np.int64)


def most_served(demand: Demand) -> int:
    """How many persons can be served when households may split."""
    return demand.in_time.most()


def cheapest_flow(demand: Demand, served: int) -> Flow:
    """The least cost of serving at least `served` persons (at most `most_served`) when households may split.

    Solved over the nearest shelters of each kind first: where these have too few beds, or their prices say that a
    shelter left out would be worth going to, over twice as many, until nothing that is left out could gain.
    """
    cost, persons = full_cost(demand), _persons(demand)
    room = np.append(np.maximum(demand.room, 0), demand.persons - served)
    near = _NEAR
    while True:
        asked = _nearest(cost, near)
        flow = _cheapest(cost, asked, persons, room)
        price = None if flow is None else _prices(cost, flow, room)
        if flow is not None and price is not None and (asked.all() or _nothing_better(cost, flow, price)):
            break
        if asked.all():
            raise ArithmeticError("min-cost flow did not end")
        near *= 2
    there = np.where(flow > 0, cost, 0)
    return Flow(served=demand.persons - int(flow[:, -1].sum()), cost=int((there * flow).sum()), flow=flow, price=price)


def _nearest(cost: Ints, near: int) -> NDArray[np.bool_]:
    """The `near` cheapest shelters of each kind, and its last column: being served by none."""
    shelters = cost.shape[1] - 1
    if shelters <= near:
        return np.ones(cost.shape, dtype=bool)
    asked = np.zeros(cost.shape, dtype=bool)
    np.put_along_axis(asked, np.argpartition(cost[:, :shelters], near, axis=1)[:, :near], values=True, axis=1)
    asked[:, -1] = True
    return asked


def _nothing_better(cost: Ints, flow: Ints, price: Ints) -> bool:
    """Whether nobody would rather be elsewhere at these prices of beds: the proof that a flow is cheapest of all. A bed
    that costs less than nothing proves nothing: leaving one that others are free beside would gain."""
    if (price < 0).any():
        return False
    worth = cost + price[None, :]
    mine = np.where(flow > 0, worth, -UNREACHED).max(axis=1)  # a kind's dearest way, with the price of its bed
    return not np.any((worth < mine[:, None]) & (cost < UNREACHED))


def _cheapest(cost: Ints, asked: NDArray[np.bool_], persons: Ints, room: Ints) -> Ints | None:
    """Kinds x columns of the cheapest flow over the pairs asked, None where these cannot take everybody."""
    count, columns = cost.shape
    k, s = np.nonzero(asked & (cost < UNREACHED))
    sink = count + columns
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(k, count + s, persons[k], cost[k, s])
    ends = count + np.arange(columns)
    solver.add_arcs_with_capacity_and_unit_cost(ends, np.full(columns, sink), room, np.zeros(columns, np.int64))
    solver.set_nodes_supplies(np.append(np.arange(count), sink), np.append(persons, -persons.sum()))
    if solver.solve() != solver.OPTIMAL:
        return None
    flow = np.zeros((count, columns), dtype=np.int64)
    flow[k, s] = solver.flows(arcs)
    return flow


def _persons(demand: Demand) -> Ints:
    return np.array([kind.persons for kind in demand.kinds], dtype=np.int64)


def full_cost(demand: Demand) -> Ints:
    """Costs with the unserved as a last column."""
    unserved = np.array([kind.unserved for kind in demand.kinds], dtype=np.int64)
    return np.column_stack([np.where(demand.open, demand.cost, UNREACHED), unserved])


def cheapest_beds(demand: Demand, arrivals: Ints, toll: Ints) -> Ints:
    """What the cheapest bed costs with its price, by row of arrivals; UNREACHED where there is none."""
    able = (arrivals < UNREACHED) & (demand.room > 0)[None, :]
    found: Ints = np.where(able, arrivals + toll[None, :], UNREACHED).min(axis=1, initial=UNREACHED)
    return found


def _prices(cost: Ints, flow: Ints, room: Ints) -> Ints:
    """Dual prices of the columns: shortest ways in the residual network to a column that has room left.

    Moving somebody from column i to j costs at least w[i, j]; at an optimum no round of such moves gains anything, and
    no price is below zero: the first that is ends the search, as the flow is not the cheapest.
    """
    columns = flow.shape[1]
    moves = np.full((columns, columns), UNREACHED, dtype=np.int64)
    for i in range(columns):
        using = flow[:, i] > 0
        if using.any():
            others = cost[using]
            step = np.where(others < UNREACHED, others - others[:, i : i + 1], UNREACHED)
            moves[i] = step.min(axis=0)
    slack = flow.sum(axis=0) < room
    reachable = cost[cost < UNREACHED]
    price = np.where(slack, 0, 4 * columns * int(reachable.max(initial=1)))
    for _ in range(columns):
        onward = np.where(moves < UNREACHED, moves + price[None, :], UNREACHED).min(axis=1)
        lower = np.minimum(price, onward)
        if (lower == price).all():
            break
        price = lower
        if (price < 0).any():
            break
    return price


def earliest_last_arrival(demand: Demand, served: int) -> int:
    """The smallest last arrival (microseconds) at which `served` persons can be served: a bottleneck max-flow.

    A threshold search over the arrivals themselves.
    """
    if served == 0:
        return 0
    in_time = demand.in_time
    if served == demand.persons and in_time.most(in_time.soonest_of_last) >= served:
        return in_time.soonest_of_last  # nobody can be earlier than his own best shelter
    times = in_time.times
    low, high = 0, len(times) - 1
    while low < high:
        middle = (low + high) // 2
        if in_time.most(int(times[middle])) >= served:
            high = middle
        else:
            low = middle + 1
    return int(times[low])


def within(demand: Demand, last: int) -> Demand:
    """The same demand with arrivals after `last` barred."""
    return Demand(demand.kinds, np.where(demand.cost > last, UNREACHED, demand.cost), demand.room)


def kinds_of(
    keys: Sequence[int] | Ints,
    sizes: Sequence[int] | Ints,
    unserved: Sequence[int] | Ints,
    names: Ints | None = None,
) -> tuple[tuple[Kind, ...], list[list[int]]]:
    """Group parties by key and unserved cost: the kinds, and for each the parties behind its sizes (by their place in
    the columns, or by their `names`), largest first."""
    by_key, by_size, by_cost = [np.asarray(each, dtype=np.int64) for each in (keys, sizes, unserved)]
    order = np.lexsort((-by_size, by_cost, by_key))
    by_key, by_size, by_cost = by_key[order], by_size[order], by_cost[order]
    new = (np.diff(by_key) != 0) | (np.diff(by_cost) != 0)
    ends = [0, *(np.flatnonzero(new) + 1).tolist(), len(order)] if len(order) else [0]
    parties, size = (order if names is None else names[order]).tolist(), by_size.tolist()
    key, cost = by_key[ends[:-1]].tolist(), by_cost[ends[:-1]].tolist()
    kinds = tuple([Kind(k, tuple(size[a:b]), each) for (a, b), k, each in zip(pairwise(ends), key, cost, strict=True)])
    return kinds, [parties[a:b] for a, b in pairwise(ends)]
