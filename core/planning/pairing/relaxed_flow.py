"""The flow that deals helpers out to kinds of doors: exact but for what only single doors can know, and so a bound.

Source -> helper (his load) -> his hands, where somebody must be carried -> his house at the door, once per household
-> the road by which he comes in -> the kind of door -> A before B -> sink. A road may bring one helper to each
household freely; every further one is a second by the same road and breaks `shared_road` once. What is relaxed: who of
one kind gets whom, roads shared further away than the last link, several carried in one household, one alone in danger.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from ortools.graph.python import min_cost_flow

from core.domain.pairing import SoftRule
from core.planning.network import Ints
from core.planning.pairing.bundles import Arcs, Bundled
from core.planning.pairing.doors import Doorstep, Doorsteps
from core.planning.pairing.hard_rules import hands_for

# Of any cost times nodes: the solver refuses what lies beyond some bound of its own below this, and is then asked again
# with weights that fit into a quarter of it.
_LARGEST = 2**62
_MANY = 300_000  # arcs; with fewer the flow is found nearly as soon as it is known who sends alike


@dataclass(frozen=True)
class Group:
    """Households of one kind that have the same helpers already: none, or the one in `kept`. `known` says how many of
    them know a helper, `doors` where they stand in the list of doors, `barred` who is not to be asked."""

    step: Doorstep
    carried: int
    doors: tuple[int, ...]
    kept: tuple[int, ...] = ()
    known: dict[int, int] = field(default_factory=dict)
    barred: frozenset[int] = frozenset()

    @property
    def wants(self) -> int:
        return 2 - len(self.kept)


@dataclass(frozen=True)
class Spare:
    """What helpers can still take on, and how many households each has already."""

    households: Ints
    hands: Ints
    loaded: Ints


@dataclass(frozen=True)
class Dealt:
    """Per group (helper, how many of its households, of which so many know him), and the least that the levels after
    the uncovered can be for what was dealt: broken, changes (kept ones count -1), tenths, squares of load. `certain` is
    False where the weights were too small to prove the order of the levels."""

    shares: tuple[tuple[tuple[int, int, int], ...], ...]
    uncovered_a: int
    uncovered_b: int
    broken: int
    changes: int
    tenths: int
    squares: int
    certain: bool = True


class _Arcs:
    """Columns of arcs, collected in blocks."""

    def __init__(self) -> None:
        self._blocks: list[tuple[Ints, Ints, Ints, Ints]] = []  # tail, head, capacity, row in the table of costs
        self._costs: list[Ints] = []
        self.count = 0

    def add(self, tails: Ints, heads: Ints, capacity: Ints, costs: Ints) -> int:
        """`costs` are rows of (deputy, broken, changes, tenths, squares). Returns the first of the new arcs."""
        begin = self.count
        self._blocks.append((tails, heads, capacity, np.arange(begin, begin + len(tails))))
        self._costs.append(costs)
        self.count += len(tails)
        return begin

    @property
    def columns(self) -> tuple[Ints, Ints, Ints, Ints]:
        tails, heads, capacity, _ = (np.concatenate(column) for column in zip(*self._blocks, strict=True))
        return tails, heads, capacity, np.concatenate(self._costs)


_DEPUTY, _BROKEN, _CHANGES, _TENTHS, _SQUARES = range(5)


def _rows(count: int, **levels: Ints | int) -> Ints:
    found = np.zeros((count, 5), dtype=np.int64)
    for name, values in levels.items():
        found[:, ("deputy", "broken", "changes", "tenths", "squares").index(name)] = values
    return found


def _cheapest(arcs: Arcs, nodes: int, total: int) -> Ints | None:
    """The flow of up to so many units from node 0 to node 1 that is largest, and cheapest of those; None where costs
    are too large for the solver. Raises ArithmeticError when it does not end."""
    bundled = Bundled(arcs, nodes) if len(arcs.tails) >= _MANY else None
    asked = arcs if bundled is None else bundled.arcs
    solver = min_cost_flow.SimpleMinCostFlow()
    columns = (asked.tails, asked.heads, asked.capacity, asked.costs)
    numbers = solver.add_arcs_with_capacity_and_unit_cost(
        *(np.ascontiguousarray(column, dtype=np.int64) for column in columns)
    )
    solver.set_node_supply(0, total)
    solver.set_node_supply(1, -total)
    status = solver.solve_max_flow_with_min_cost()
    if status == solver.BAD_COST_RANGE:
        return None
    if status != solver.OPTIMAL:
        raise ArithmeticError("min-cost flow did not end")
    flows = np.asarray(solver.flows(numbers), dtype=np.int64)
    return flows if bundled is None else bundled.told_apart(flows)


def deal(steps: Doorsteps, groups: Sequence[Group], spare: Spare, *, changes_first: bool) -> Dealt:
    """Deal helpers out: most doors with an A, then with a B, then the levels in their order.

    `changes_first` puts the changes before the broken rules. Raises ArithmeticError when the solver does not end.
    """
    if not groups:
        return Dealt((), 0, 0, 0, 0, 0, 0)
    builder = _Builder(steps, spare)
    able = [builder.able(group) for group in groups]
    asked = [i for i, at in enumerate(able) if len(at)]  # where nobody can come any more there is nothing to deal
    for i in asked:
        builder.group(groups[i], able[i])
    some = [groups[i] for i in asked]
    dealt = builder.solve(some, changes_first=changes_first) if some else Dealt((), 0, 0, 0, 0, 0, 0)
    empty = [group for group, at in zip(groups, able, strict=True) if not len(at)]
    shares: list[tuple[tuple[int, int, int], ...]] = [()] * len(groups)
    for i, share in zip(asked, dealt.shares, strict=True):
        shares[i] = share
    return replace(
        dealt,
        shares=tuple(shares),
        uncovered_a=dealt.uncovered_a + sum(len(group.doors) for group in empty if not group.kept),
        uncovered_b=dealt.uncovered_b + sum(len(group.doors) for group in empty),
    )


class _Builder:
    def __init__(self, steps: Doorsteps, spare: Spare) -> None:
        self._steps, self._spare = steps, spare
        helpers = len(steps.table.helpers)
        self._helper0, self._hands0 = 2, 2 + helpers
        self._nodes = 2 + 2 * helpers
        self._arcs = _Arcs()
        self._offers: list[tuple[int, Ints, Ints]] = []  # first arc, who, whether these are the known units
        self._sinks: list[tuple[int, int]] = []
        self._inner = 0  # nodes through which costed arcs lead
        self._used = np.zeros(helpers, dtype=bool)
        self._carrying = np.zeros(helpers, dtype=bool)

    def _node(self, count: int = 1) -> int:
        first = self._nodes
        self._nodes += count
        self._inner += count
        return first

    def able(self, group: Group) -> Ints:
        """Who of those who may come to a group can still take on one of its households: their places in its step."""
        step, house = group.step, self._steps.table.house
        may = self._spare.households[step.who] > 0
        if group.carried:
            may &= self._spare.hands[step.who] > 0
        if group.barred:
            may &= ~np.isin(step.who, sorted(group.barred))
        for helper in group.kept:
            may &= house[step.who] != house[helper]
        return np.flatnonzero(may)

    def group(self, group: Group, at: Ints) -> None:
        """Nodes and arcs of a group to which those `at` these places of its step may come."""
        steps, step, count = self._steps, group.step, len(group.doors)
        node = self._node()
        who = step.who[at]
        self._used[who] = True
        first = 0 if group.kept else count
        free = count - self._break_alone(group, who)
        # A before B. Whoever goes alone breaks `two_by_two` but for as many as are at home out of danger.
        sinks = self._arcs.add(
            np.full(4, node),
            np.ones(4, dtype=np.int64),
            np.array([min(first, free), max(0, first - free), count - free, free]),
            _rows(4, deputy=np.array([0, 0, 1, 1]), broken=np.array([0, 1, -1, 0])),
        )
        self._sinks.append((sinks, first))
        broken = steps.counts[step.bits[at]]
        by = step.comes_by[at]
        for helper in group.kept:
            kept_by = step.of[helper].comes_by
            broken = broken + ((by == kept_by) & (by >= 0))
        tails = self._helper0 + who
        if group.carried:
            self._carrying[who] = True
            tails = self._hands0 + who
        heads = np.full(len(who), node)
        if not group.kept:
            heads = self._through(node, count, who, by)
        capacity = np.full(len(who), count)
        if group.carried > 1:  # each unit takes all the hands that there are: one such household alone
            taken = np.array([hands_for(group.carried, h) for h in steps.table.hands[who].tolist()])
            capacity = np.minimum(capacity, np.maximum(1, self._spare.hands[who] // np.maximum(taken, 1)))
        known = np.zeros(len(who), dtype=np.int64)
        if group.known:
            known = np.array([group.known.get(helper, 0) for helper in who.tolist()], dtype=np.int64)
        begin = self._arcs.add(
            tails, heads, capacity - np.minimum(known, capacity), _rows(len(who), broken=broken, tenths=step.tenths[at])
        )
        self._offers.append((begin, who, np.zeros(len(who), dtype=np.int64)))
        mine = np.flatnonzero(known)
        bonus = steps.known_bonus(step.bits[at][mine])
        begin = self._arcs.add(
            tails[mine],
            heads[mine],
            np.minimum(known, capacity)[mine],
            _rows(len(mine), broken=broken[mine] - bonus, changes=-1, tenths=step.tenths[at][mine]),
        )
        self._offers.append((begin, who[mine], np.ones(len(mine), dtype=np.int64)))

    def _break_alone(self, group: Group, who: Ints) -> int:
        """In how many of these doors at least somebody breaks `two_by_two` if he goes there alone."""
        if SoftRule.TWO_BY_TWO in self._steps.off:
            return 0
        count, danger = len(group.doors), self._steps.table.danger
        if group.kept:
            return count if danger[list(group.kept)].all() else 0
        safe = who[~danger[who]]
        return max(0, count - int(np.minimum(self._spare.households[safe], count).sum()))

    def _through(self, node: int, count: int, who: Ints, by: Ints) -> Ints:
        """Where each helper's offer goes: his road, and before it his house, where either has several helpers."""
        heads = np.full(len(who), node)
        roads, road, sizes = np.unique(by, return_inverse=True, return_counts=True)
        for i in np.flatnonzero((roads >= 0) & (sizes > 1)).tolist():
            through = self._node()
            heads[road == i] = through
            self._arcs.add(np.full(2, through), np.full(2, node), np.full(2, count), _rows(2, broken=np.array([0, 1])))
        home = self._steps.table.house[who]
        if not (home[1:] == home[:-1]).any():  # helpers stand in the order of their houses
            return heads
        _, house, sizes = np.unique(home, return_inverse=True, return_counts=True)
        for i in np.flatnonzero(sizes > 1).tolist():
            mine = np.flatnonzero(house == i)
            entry = self._node()
            onward = heads[mine[0]] if len(set(heads[mine].tolist())) == 1 else node
            heads[mine] = entry
            self._arcs.add(np.array([entry]), np.array([onward]), np.array([count]), _rows(1))
        return heads

    def solve(self, groups: Sequence[Group], *, changes_first: bool) -> Dealt:
        spare = self._spare
        used = np.flatnonzero(self._used & (spare.households > 0))
        many = spare.households[used]
        tails = np.zeros(int(many.sum()), dtype=np.int64)
        heads = np.repeat(self._helper0 + used, many)
        nth = np.arange(len(heads)) - np.repeat(np.cumsum(many) - many, many)
        squares = 2 * (np.repeat(spare.loaded[used], many) + nth) + 1
        self._arcs.add(tails, heads, np.ones(len(heads), dtype=np.int64), _rows(len(heads), squares=squares))
        lifting = np.flatnonzero(self._carrying)
        self._arcs.add(
            self._helper0 + lifting,
            self._hands0 + lifting,
            np.minimum(spare.hands, spare.households)[lifting],
            _rows(len(lifting)),
        )
        tails, heads, capacity, costs = self._arcs.columns
        total = sum(group.wants * len(group.doors) for group in groups)
        largest = _LARGEST
        while True:
            weights, certain = self._weights(costs, largest, changes_first=changes_first)
            flows = _cheapest(Arcs(tails, heads, capacity, costs @ weights), self._nodes, total)
            if flows is not None:
                break
            largest //= 4
        return self._dealt(groups, flows, costs, certain=certain)

    def _weights(self, costs: Ints, limit: int, *, changes_first: bool) -> tuple[Ints, bool]:
        """Weights that keep the levels apart: whatever a cycle of changes can win on the lower ones is less than one on
        a higher. A simple cycle passes the source once, and each inner node once, coming in and going out. No cost
        times nodes reaches `limit`; raises ArithmeticError where that cannot be had."""
        largest = np.abs(costs).max(axis=0, initial=0)
        order = (_TENTHS, _BROKEN, _CHANGES) if changes_first else (_TENTHS, _CHANGES, _BROKEN)
        length = 2 * self._inner
        for shorter in range(64):
            weights = [0] * 5
            weights[_SQUARES] = 1
            below = 4 * int(largest[_SQUARES])
            for level in order:
                weights[level] = below + 1
                below += max(1, length >> shorter) * int(largest[level]) * weights[level]
            weights[_DEPUTY] = below + 1
            top = sum(int(largest[level]) * weight for level, weight in enumerate(weights))
            if top * (self._nodes + 1) < limit:
                return np.array(weights, dtype=np.int64), shorter == 0
        raise ArithmeticError("costs do not fit")

    def _dealt(self, groups: Sequence[Group], flows: Ints, costs: Ints, *, certain: bool) -> Dealt:
        shares: list[tuple[tuple[int, int, int], ...]] = []
        a = b = 0
        for i, group in enumerate(groups):
            mine: list[tuple[int, int, int]] = []
            for begin, who, known in self._offers[2 * i : 2 * i + 2]:
                flow = flows[begin : begin + len(who)]
                some = np.flatnonzero(flow)
                mine += zip(who[some].tolist(), flow[some].tolist(), known[some].tolist(), strict=True)
            shares.append(tuple(mine))
            sinks, first = self._sinks[i]
            a += first - int(flows[sinks : sinks + 2].sum())
            b += len(group.doors) - int(flows[sinks + 2 : sinks + 4].sum())
        sums = flows @ costs
        broken, changes, tenths, squares = (int(sums[level]) for level in (_BROKEN, _CHANGES, _TENTHS, _SQUARES))
        return Dealt(tuple(shares), a, b, broken, changes, tenths, squares, certain)
