"""Households to shelters under hard capacities: as separable persons for the bound, then whole.

Most persons served first, then the least cost: an exact max-flow followed by an exact min-cost flow. Parties of one
kind (same times everywhere) are one node, so that cost grows with places, not with people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow, min_cost_flow

from core.planning.network import Ints
from core.planning.timetable import UNREACHED


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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Flow:
    """Separable persons: `flow` is kinds x (shelters + 1), its last column the unserved; `price` what one more bed
    would save in each shelter (microseconds). `cost` includes the unserved."""

    served: int
    cost: int
    flow: Ints
    price: Ints


def most_served(demand: Demand, barred: np.ndarray | None = None) -> int:
    """How many persons can be served when households may split: a max-flow."""
    allowed = demand.open if barred is None else demand.open & ~barred
    solver = max_flow.SimpleMaxFlow()
    count, shelters = allowed.shape
    source, sink = 0, 1 + count + shelters
    persons = np.array([kind.persons for kind in demand.kinds], dtype=np.int64)
    k, s = np.nonzero(allowed)
    if not len(k):
        return 0
    rows = np.arange(count)
    solver.add_arcs_with_capacity(np.full(count, source), 1 + rows, persons)
    solver.add_arcs_with_capacity(1 + k, 1 + count + s, persons[k])
    columns = np.arange(shelters)
    solver.add_arcs_with_capacity(1 + count + columns, np.full(shelters, sink), np.maximum(demand.room, 0))
    if solver.solve(source, sink) != solver.OPTIMAL:
        raise ArithmeticError("max-flow did not end")
    return int(solver.optimal_flow())


def cheapest_flow(demand: Demand, served: int) -> Flow:
    """The least cost of serving at least `served` persons (at most `most_served`) when households may split."""
    count, shelters = demand.cost.shape
    persons = np.array([kind.persons for kind in demand.kinds], dtype=np.int64)
    k, s = np.nonzero(demand.open)
    rows, columns = np.arange(count), np.arange(shelters)
    unserved_node, sink = count + shelters, count + shelters + 1
    room = np.append(np.maximum(demand.room, 0), demand.persons - served)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(k, count + s, persons[k], demand.cost[k, s])
    unserved = solver.add_arcs_with_capacity_and_unit_cost(
        rows, np.full(count, unserved_node), persons, np.array([kind.unserved for kind in demand.kinds], dtype=np.int64)
    )
    ends = np.append(count + columns, unserved_node)
    solver.add_arcs_with_capacity_and_unit_cost(
        ends, np.full(shelters + 1, sink), room, np.zeros(shelters + 1, np.int64)
    )
    solver.set_nodes_supplies(np.append(rows, sink), np.append(persons, -demand.persons))
    if solver.solve() != solver.OPTIMAL:
        raise ArithmeticError("min-cost flow did not end")
    flow = np.zeros((count, shelters + 1), dtype=np.int64)
    flow[k, s] = solver.flows(arcs)
    flow[:, shelters] = solver.flows(unserved)
    return Flow(
        served=demand.persons - int(flow[:, shelters].sum()),
        cost=int(solver.optimal_cost()),
        flow=flow,
        price=_prices(full_cost(demand), flow, room),
    )


def full_cost(demand: Demand) -> Ints:
    """Costs with the unserved as a last column."""
    unserved = np.array([kind.unserved for kind in demand.kinds], dtype=np.int64)
    return np.column_stack([np.where(demand.open, demand.cost, UNREACHED), unserved])


def _prices(cost: Ints, flow: Ints, room: Ints) -> Ints:
    """Dual prices of the columns: shortest ways in the residual network to a column that has room left.

    Moving somebody from column i to j costs at least w[i, j]; at an optimum no round of such moves gains anything.
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
    return price


def earliest_last_arrival(demand: Demand, served: int) -> int:
    """The smallest last arrival (microseconds) at which `served` persons can be served: a bottleneck max-flow.

    A threshold search over the arrivals themselves.
    """
    if served == 0:
        return 0
    times = np.unique(demand.cost[demand.open])
    low, high = 0, len(times) - 1
    if served == demand.persons:  # nobody can be earlier than his own best shelter
        best = np.where(demand.open, demand.cost, UNREACHED).min(axis=1)
        low = int(np.searchsorted(times, best.max()))
        if most_served(demand, demand.cost > times[low]) >= served:
            return int(times[low])
    while low < high:
        middle = (low + high) // 2
        if most_served(demand, demand.cost > times[middle]) >= served:
            high = middle
        else:
            low = middle + 1
    return int(times[low])


def within(demand: Demand, last: int) -> Demand:
    """The same demand with arrivals after `last` barred."""
    return Demand(demand.kinds, np.where(demand.cost > last, UNREACHED, demand.cost), demand.room)


def kinds_of(
    keys: Sequence[int], sizes: Sequence[int], unserved: Sequence[int]
) -> tuple[tuple[Kind, ...], list[list[int]]]:
    """Group parties by key and unserved cost: the kinds, and for each the parties behind its sizes, largest first."""
    groups: dict[tuple[int, int], list[int]] = {}
    for party, (key, cost) in enumerate(zip(keys, unserved, strict=True)):
        groups.setdefault((key, cost), []).append(party)
    members = [sorted(parties, key=lambda p: (-sizes[p], p)) for _, parties in sorted(groups.items())]
    kinds = tuple(
        Kind(key, tuple(sizes[p] for p in parties), cost)
        for (key, cost), parties in zip(sorted(groups), members, strict=True)
    )
    return kinds, members
