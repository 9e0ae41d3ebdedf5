"""The flow that deals helpers out to kinds of doors: exact but for what only single doors can know, and so a bound.

Source -> helper (his load) -> his hands, where somebody must be carried -> his house at the door, once per household
-> the road by which he comes in -> the kind of door -> A before B -> sink. A road may bring one helper to each
household freely; every further one is a second by the same road and breaks `shared_road` once. What is relaxed: who of
one kind gets whom, roads shared further away than the last link, several carried in one household, one alone in danger.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from core.planning.network import Ints
from core.planning.pairing.alike import Alike
from core.planning.pairing.behind_helpers import LEVELS, STEPS, Arcs, Behind, arcs
from core.planning.pairing.doors import Doorsteps
from core.planning.pairing.offers import Group, Offers, Spare, offers_of
from core.planning.pairing.senders import Senders, each_alone

# Of any cost times nodes: the solver refuses what lies beyond some bound of its own below this, and is then asked again
# with weights that fit into a quarter of it.
_LARGEST = 2**62
_MANY = 100_000  # arcs; with fewer the flow is found nearly as soon as it is known who sends alike
_SOURCE, _SINK = 0, 1
_FIRST = 2  # node of those who send
_DEPUTY, _BROKEN, _CHANGES, _TENTHS, _SQUARES = range(len(LEVELS))


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


def deal(steps: Doorsteps, groups: Sequence[Group], spare: Spare, *, changes_first: bool) -> Dealt:
    """Deal helpers out: most doors with an A, then with a B, then the levels in their order.

    `changes_first` puts the changes before the broken rules. Raises ArithmeticError when the solver does not end.
    """
    if not groups:
        return Dealt((), 0, 0, 0, 0, 0, 0)
    offers = offers_of(steps, groups, spare)
    behind = Behind(offers, steps.table.house)
    if not len(offers.who):  # where nobody can come any more there is nothing to deal
        return Dealt(((),) * len(groups), int(behind.first.sum()), int(offers.doors.sum()), 0, 0, 0, 0)
    alone = each_alone(offers, spare)
    arcs_alone = behind.count + alone.count + np.count_nonzero(offers.known)
    if arcs_alone < _MANY or 2 * len(np.unique(offers.who[offers.known > 0])) > len(np.unique(offers.who)):
        # Where most are known at some door hardly anybody is like another.
        flow = _Flow(offers, behind, alone, changes_first=changes_first)
        return flow.dealt(flow.new, flow.known)
    together = Alike(offers, spare, steps.table.hands, behind.heads)
    while True:
        flow = _Flow(offers, behind, together.senders(), changes_first=changes_first)
        new = together.dealt_out(flow.given, flow.new)
        if new is not None:
            return flow.dealt(new, flow.known)


class _Flow:
    """The cheapest flow: how much goes by each arc from the source, as each offer and as each of a known helper."""

    def __init__(self, offers: Offers, behind: Behind, senders: Senders, *, changes_first: bool) -> None:
        self._offers, self._behind = offers, behind
        self._inner, self._nodes = behind.nodes, _FIRST + senders.nodes + behind.nodes
        known = np.flatnonzero(offers.known[senders.rows])
        self._known_rows = senders.rows[known]
        blocks = self._arcs(senders, known)
        order = np.argsort(np.concatenate([block.order for block in blocks]), kind="stable")
        tails, heads, capacity, costs = (
            np.concatenate([getattr(block, name) for block in blocks])[order]
            for name in ("tails", "heads", "capacity", "costs")
        )
        asked = behind.asked
        total = int((np.where(offers.kept < 0, 2, 1) * offers.doors)[asked].sum())
        largest = _LARGEST
        while True:
            weights, self._certain = self._weights(costs, largest, changes_first=changes_first)
            found = _cheapest((tails, heads, capacity, costs @ weights), total)
            if found is not None:
                break
            largest //= 4
        self._sums = found @ costs
        flows = np.empty_like(found)
        flows[order] = found
        ends = np.cumsum([len(block.tails) for block in blocks])
        self._to_sink, _, _, self.new, self.known, self.given, _ = np.split(flows, ends[:-1])

    def _arcs(self, senders: Senders, known: Ints) -> list[Arcs]:
        offers, rows, offset = self._offers, senders.rows, _FIRST + senders.nodes
        tails, heads, order = senders.tails + _FIRST, self._behind.heads[rows] + offset, offers.group[rows] * STEPS
        broken, tenths, his = offers.broken[rows], offers.tenths[rows], offers.known[rows]
        new = arcs(tails, heads, senders.capacity - his, order + 3, broken=broken, tenths=tenths)
        kept = arcs(
            tails[known],
            heads[known],
            his[known],
            order[known] + 4,
            broken=(broken - offers.bonus[rows])[known],
            changes=np.full(len(known), -1),
            tenths=tenths[known],
        )
        last = len(offers.doors) * STEPS
        to, many, squares = senders.given
        given = arcs(np.full(len(to), _SOURCE), to + _FIRST, many, np.full(len(to), last), squares=squares)
        by, hands, most = senders.lifted
        lifted = arcs(by + _FIRST, hands + _FIRST, most, np.full(len(by), last + 1))
        return [*self._behind.arcs(offset, _SINK), new, kept, given, lifted]

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

    def dealt(self, new: Ints, known: Ints) -> Dealt:
        """What was dealt: `new` by row of all offers, `known` by those of known helpers."""
        offers = self._offers
        fresh, kept = np.flatnonzero(new), np.flatnonzero(known)
        rows = np.concatenate([fresh, self._known_rows[kept]])
        many = np.concatenate([new[fresh], known[kept]])
        knows = np.repeat([0, 1], [len(fresh), len(kept)])
        order = np.argsort(offers.group[rows] * 2 + knows, kind="stable")
        rows = rows[order]
        shares = list(zip(offers.who[rows].tolist(), many[order].tolist(), knows[order].tolist(), strict=True))
        ends = np.searchsorted(offers.group[rows], np.arange(1, len(offers.doors) + 1)).tolist()
        a, b = self._behind.uncovered(self._to_sink)
        broken, changes, tenths, squares = (int(self._sums[level]) for level in (_BROKEN, _CHANGES, _TENTHS, _SQUARES))
        return Dealt(
            tuple(tuple(shares[begin:end]) for begin, end in zip([0, *ends], ends, strict=False)),
            a,
            b,
            broken,
            changes,
            tenths,
            squares,
            self._certain,
        )


def _cheapest(columns: tuple[Ints, Ints, Ints, Ints], total: int) -> Ints | None:
    """The flow of up to so many units from the source to the sink that is largest, and cheapest of those; None where
    costs are too large for the solver. `columns` are from where, to where, how much at most, at what cost. Raises
    ArithmeticError when it does not end."""
    solver = min_cost_flow.SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(
        *(np.ascontiguousarray(column, dtype=np.int64) for column in columns)
    )
    solver.set_node_supply(_SOURCE, total)
    solver.set_node_supply(_SINK, -total)
    status = solver.solve_max_flow_with_min_cost()
    if status == solver.BAD_COST_RANGE:
        return None
    if status != solver.OPTIMAL:
        raise ArithmeticError("min-cost flow did not end")
    return np.asarray(solver.flows(numbers), dtype=np.int64)
