"""Nodes that send alike, together: the same flow is found in the smaller network, at the same cost."""

from random import Random

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow

from core.planning.network import Ints
from core.planning.pairing import relaxed_flow
from core.planning.pairing.bundles import Arcs, Bundled
from tests.core.planning.drawn_nights import breaches

_SOURCE, _SINK = 0, 1


def drawn(rnd: Random) -> tuple[Arcs, int]:
    """Helpers of a few sorts, each with some units at rising costs, who offer to kinds of doors at the costs of their
    sort; some offers hold somebody back."""
    helpers, sorts, doors = rnd.randint(2, 12), rnd.randint(1, 3), rnd.randint(1, 4)
    first_door = 2 + helpers
    rows = [(first_door + d, _SINK, rnd.randint(1, 9), 0) for d in range(doors)]
    costs = [[rnd.randint(0, 6) for _ in range(doors)] for _ in range(sorts)]
    for h in range(2, 2 + helpers):
        sort = rnd.randrange(sorts)
        rows += [(_SOURCE, h, 1, 2 * n + 1) for n in range(rnd.randint(0, 3))]
        rows += [(h, first_door + d, rnd.choice([1, 3, 5]), costs[sort][d]) for d in range(doors) if rnd.random() < 0.9]
    columns = np.array(rows, dtype=np.int64).T
    return Arcs(*columns), first_door + doors


def cheapest(arcs: Arcs) -> tuple[Ints, int, int]:
    """Flows of the arcs, how much flows, what it costs."""
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        *map(np.ascontiguousarray, (arcs.tails, arcs.heads, arcs.capacity, arcs.costs))
    )
    solver.set_node_supply(_SOURCE, 10_000)
    solver.set_node_supply(_SINK, -10_000)
    assert solver.solve_max_flow_with_min_cost() == solver.OPTIMAL
    flows = np.asarray(solver.flows(np.arange(len(arcs.tails))), dtype=np.int64)
    return flows, int(solver.maximum_flow()), int(solver.optimal_cost())


@pytest.mark.parametrize("seed", range(60))
def test_the_flow_told_apart_is_one_of_the_whole_network_at_the_least_cost(seed: int) -> None:
    whole, nodes = drawn(Random(seed))
    _, most, cost = cheapest(whole)
    bundled = Bundled(whole, nodes)
    flows = bundled.told_apart(cheapest(bundled.arcs)[0])
    assert ((flows >= 0) & (flows <= whole.capacity)).all()
    left = np.bincount(whole.tails, flows, nodes) - np.bincount(whole.heads, flows, nodes)
    assert left[_SOURCE] == most == -left[_SINK]
    assert not left[2:].any()
    assert int(flows @ whole.costs) == cost


def test_who_sends_alike_shares_arcs() -> None:
    rows = [(0, h, 1, 1) for h in range(2, 12)] + [(h, d, 1, d) for h in range(2, 12) for d in range(12, 16)]
    rows += [(d, 1, 3, 0) for d in range(12, 16)]
    whole = Arcs(*np.array(rows, dtype=np.int64).T)
    bundled = Bundled(whole, 16)
    assert bundled.nodes == 17
    assert len(bundled.arcs.tails) == len(rows) - 10 * 4 + 10 + 4


@pytest.mark.parametrize("seed", range(8))
def test_nights_planned_in_bundles_break_no_rule(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a large district."""
    monkeypatch.setattr(relaxed_flow, "_MANY", 0)
    assert list(breaches(seed)) == []
