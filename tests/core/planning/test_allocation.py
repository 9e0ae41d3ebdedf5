"""Shelters against an enumeration of every allocation of whole households."""

from itertools import product
from random import Random

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.planning.allocation import (
    Demand,
    Kind,
    cheapest_flow,
    earliest_last_arrival,
    kinds_of,
    most_served,
    within,
)
from core.planning.effort import Effort
from core.planning.packing import pack_whole
from core.planning.timeline import MINUTE
from core.planning.timetable import UNREACHED
from tests.core.planning.villages import never, nothing

UNSERVED = 90 * MINUTE


def effort() -> Effort:
    return Effort(nothing, never, 10**9, 1e9)


def drawn(rnd: Random) -> tuple[Demand, list[int], list[list[int]]]:
    """A demand with its parties' sizes and, per party, the cost of each shelter."""
    count, shelters = rnd.randint(1, 6), rnd.randint(1, 3)
    sizes = [rnd.randint(1, 5) for _ in range(count)]
    keys = [rnd.randint(0, 2) for _ in range(count)]
    table = [[rnd.choice([UNREACHED, *[rnd.randint(1, 80) * MINUTE] * 4]) for _ in range(shelters)] for _ in range(3)]
    room = [rnd.randint(0, 9) for _ in range(shelters)]
    kinds, _ = kinds_of(keys, sizes, [UNSERVED] * count)
    cost = np.array([table[kind.key] for kind in kinds], dtype=np.int64)
    return Demand(kinds, cost, np.array(room, dtype=np.int64)), sizes, [table[key] for key in keys]


def enumerated(demand: Demand, sizes: list[int], table: list[list[int]]) -> tuple[int, int, int]:
    """The most persons that can be served, then the least cost of that; and the earliest last arrival."""
    best: tuple[int, int] | None = None
    soonest = UNREACHED
    room = demand.room.tolist()
    for goals in product(range(-1, len(room)), repeat=len(sizes)):
        load = [sum(size for size, j in zip(sizes, goals, strict=True) if j == shelter) for shelter in range(len(room))]
        barred = any(j >= 0 and table[i][j] >= UNREACHED for i, j in enumerate(goals))
        if barred or any(used > free for used, free in zip(load, room, strict=True)):
            continue
        served = sum(load)
        cost = sum(
            size * (table[i][j] if j >= 0 else UNSERVED) for i, (size, j) in enumerate(zip(sizes, goals, strict=True))
        )
        last = max((table[i][j] for i, j in enumerate(goals) if j >= 0), default=0)
        if best is None or served > -best[0]:
            soonest = last
        elif served == -best[0]:
            soonest = min(soonest, last)
        best = min(best, (-served, cost)) if best else (-served, cost)
    assert best is not None
    return -best[0], best[1], soonest


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_whole_households_are_allocated_as_well_as_can_be(seed: int) -> None:
    demand, sizes, table = drawn(Random(seed))
    served, cost, _ = enumerated(demand, sizes, table)
    packing = pack_whole(demand, cheapest_flow(demand, most_served(demand)), effort())
    assert (packing.served, packing.cost) == (served, cost)


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_separable_persons_are_as_good_as_single_person_households(seed: int) -> None:
    demand, sizes, table = drawn(Random(seed))
    singles = [i for i, size in enumerate(sizes) for _ in range(size)][:7]
    kinds, _ = kinds_of(singles, [1] * len(singles), [UNSERVED] * len(singles))
    split = Demand(kinds, np.array([table[kind.key] for kind in kinds], dtype=np.int64), demand.room)
    served, cost, soonest = enumerated(split, [1] * len(singles), [table[i] for i in singles])
    flow = cheapest_flow(split, most_served(split))
    assert (flow.served, flow.cost) == (served, cost)
    assert earliest_last_arrival(split, served) == soonest
    assert most_served(within(split, soonest)) == served


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_prices_prove_the_flow(seed: int) -> None:
    """Strong duality: persons at their cheapest price less the price of all beds is the cost itself."""
    demand, _, _ = drawn(Random(seed))
    flow = cheapest_flow(demand, most_served(demand))
    cost = np.column_stack([np.where(demand.open, demand.cost, UNREACHED), [kind.unserved for kind in demand.kinds]])
    priced = np.where(cost < UNREACHED, cost + flow.price, UNREACHED).min(axis=1)
    persons = np.array([kind.persons for kind in demand.kinds])
    room = np.append(demand.room, demand.persons - flow.served)
    assert int((persons * priced).sum() - (room * flow.price).sum()) == flow.cost


def many_shelters(rnd: np.random.Generator) -> Demand:
    """More shelters than a flow is first tried with, on a plane, with beds for too few up to more than enough."""
    count, shelters = int(rnd.integers(20, 120)), int(rnd.integers(33, 90))
    homes, halls = rnd.random((count, 2)), rnd.random((shelters, 2))
    cost = (np.hypot(*(homes[:, None, :] - halls[None, :, :]).transpose(2, 0, 1)) * 60 * MINUTE).astype(np.int64)
    cost[rnd.random(cost.shape) < rnd.choice([0, 0.3, 0.9])] = UNREACHED
    sizes = [int(size) for size in rnd.integers(1, 9, count)]
    kinds, _ = kinds_of(list(range(count)), sizes, [UNSERVED] * count)
    beds = int(sum(sizes) * rnd.choice([0.7, 1.0, 1.2, 2.0]))
    return Demand(kinds, cost, rnd.multinomial(beds, rnd.dirichlet(np.ones(shelters) / 2)).astype(np.int64))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_near_shelters_alone_give_the_flow_of_all(seed: int) -> None:
    """Against one min-cost flow over every pair by networkx (costs in whole minutes would tie: microseconds)."""
    demand = many_shelters(np.random.default_rng(seed))
    served = most_served(demand)
    flow = cheapest_flow(demand, served)
    graph: nx.DiGraph[object] = nx.DiGraph()
    for k, kind in enumerate(demand.kinds):
        graph.add_node(("kind", k), demand=-kind.persons)
        graph.add_edge(("kind", k), "left", weight=kind.unserved, capacity=kind.persons)
        for s in np.flatnonzero(demand.open[k]).tolist():
            graph.add_edge(("kind", k), ("hall", s), weight=int(demand.cost[k, s]))
    for s, beds in enumerate(demand.room.tolist()):
        graph.add_edge(("hall", s), "end", capacity=beds)
    graph.add_edge("left", "end", capacity=demand.persons - served)
    graph.add_node("end", demand=demand.persons)
    cheapest, _ = nx.network_simplex(graph)
    assert (flow.served, flow.cost) == (served, cheapest)
    assert flow.flow.sum(axis=1).tolist() == [kind.persons for kind in demand.kinds]
    assert np.all(flow.flow[:, :-1].sum(axis=0) <= demand.room)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.floats(0, 1))
def test_who_is_in_by_a_moment_is_a_max_flow(seed: int, share: float) -> None:
    """With room to spare no flow is solved, without it one is: networkx gives the same."""
    demand = many_shelters(np.random.default_rng(seed))
    times = demand.in_time.times
    assert times.tolist() == sorted(set(demand.cost[demand.open].tolist()))
    last = int(times[int(share * (len(times) - 1))]) if len(times) else 0
    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_nodes_from(["start", "end"])
    for k, kind in enumerate(demand.kinds):
        graph.add_edge("start", ("kind", k), capacity=kind.persons)
        for s in np.flatnonzero(demand.open[k] & (demand.cost[k] <= last)).tolist():
            graph.add_edge(("kind", k), ("hall", s), capacity=kind.persons)
    for s, beds in enumerate(demand.room.tolist()):
        graph.add_edge(("hall", s), "end", capacity=beds)
    assert demand.in_time.most(last) == nx.maximum_flow_value(graph, "start", "end")


@given(st.integers(0, 10**9))
def test_the_bound_never_exceeds_the_value(seed: int) -> None:
    demand, _, _ = drawn(Random(seed))
    packing = pack_whole(demand, cheapest_flow(demand, most_served(demand)), effort())
    assert packing.flow.cost <= packing.cost
    assert packing.flow.served >= packing.served


def test_where_the_flow_is_whole_already_there_is_no_gap() -> None:
    kinds, _ = kinds_of([0, 0, 1], [3, 2, 4], [UNSERVED] * 3)
    demand = Demand(kinds, np.array([[5, 9], [7, 8]], dtype=np.int64) * MINUTE, np.array([5, 4], dtype=np.int64))
    packing = pack_whole(demand, cheapest_flow(demand, 9), effort())
    assert packing.cost == packing.flow.cost == (5 * 5 + 4 * 8) * MINUTE


def test_a_shelter_that_is_not_among_the_nearest_makes_way_for_others() -> None:
    """One of l leaves m for the free j, far off, so that k need not stay in i; nearer ones are full of their own."""
    near = 31
    filler = [[1 * MINUTE if j == f else UNREACHED for j in range(near + 3)] for f in range(near)]
    i, m, j = near, near + 1, near + 2
    k, ell = [UNREACHED] * (near + 3), [2 * MINUTE] * (near + 3)
    k[i], k[m] = 20 * MINUTE, 10 * MINUTE
    ell[i], ell[m], ell[j] = UNREACHED, 10 * MINUTE, 13 * MINUTE
    cost = np.array([k, ell, *filler], dtype=np.int64)
    kinds = tuple(Kind(n, (1,), UNSERVED) for n in range(len(cost)))
    room = np.array([1] * near + [2, 1, 2], dtype=np.int64)
    demand = Demand(kinds, cost, room)
    served = most_served(demand)
    assert served == len(cost)
    flow = cheapest_flow(demand, served)
    assert flow.cost == 10 * MINUTE + 13 * MINUTE + near * MINUTE
    assert (flow.price >= 0).all()
