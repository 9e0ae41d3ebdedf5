"""Chains of road stand for their pieces: same distances, ways and plans; and what a closure leaves alone stays."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.planning import open_roads, streets
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.network import Network, build_network, to_networkx
from core.planning.open_roads import OpenRoads
from core.planning.pace import Way
from core.planning.planner import make_plan
from core.planning.prepared import PreparedRoads
from tests.core.planning.villages import case, link, never, node, nothing, place, random_case, random_closures, shelter


def effort() -> Effort:
    return Effort(nothing, never, 10**9, 1e9)


def winding(rnd: Random, drawn: Case) -> Case:
    """The same roads with bends: links cut into pieces at crossings of two roads, some of no length in time."""
    nodes, links = list(drawn.nodes), []
    where = {n.id: n.position for n in drawn.nodes}
    for road in drawn.links:
        bends = rnd.randint(0, 3)
        names = [road.from_node, *(f"{road.id}b{i}" for i in range(bends)), road.to_node]
        a, b = where[road.from_node], where[road.to_node]
        for i, name in enumerate(names[1:-1], 1):
            share = i / (bends + 1)
            position = a.__class__(a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share + 1e-5 * i)
            nodes.append(drawn.nodes[0].__class__(name, position))
        for i, (start, end) in enumerate(pairwise(names)):
            minutes = rnd.randint(0, 3)
            links.append(link(f"{road.id}.{i}", start, end, minutes, oneway=road.oneway, modes=road.modes))
    return replace(drawn, nodes=tuple(nodes), links=tuple(links), closures=())


def closing(rnd: Random, drawn: Case) -> Case:
    """Some of the pieces close, some open again."""
    return replace(drawn, closures=tuple(random_closures(rnd, drawn.links, rnd.randint(0, 4), reopening=True)))


def oracle(network: Network, barred: frozenset[int]) -> "nx.MultiDiGraph[int]":
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(range(network.vertices))
    arcs = network.arcs
    for arc, (tail, head, road) in enumerate(zip(arcs.tail, arcs.head, arcs.link, strict=True)):
        if int(road) not in barred:
            graph.add_edge(int(tail), int(head), key=arc, ms=int(arcs.ms[Way.FOOT][arc]))
    return graph


def some_links(rnd: Random, network: Network) -> frozenset[int]:
    return frozenset(rnd.sample(range(len(network.links)), min(len(network.links), rnd.randint(0, 4))))


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_distances_and_ways_are_those_of_networkx(seed: int) -> None:
    rnd = Random(seed)
    network = build_network(winding(rnd, random_case(rnd)))
    barred = some_links(rnd, network)
    roads, graph = OpenRoads(network, Way.FOOT, barred), oracle(network, barred)
    folded = np.flatnonzero(roads.roads.at < 0).tolist()
    known = np.flatnonzero(open_roads.ends_of(network, barred)).tolist()
    origins = np.array([*known, *folded] if rnd.random() < 0.5 else known, dtype=np.int64)
    for target in [*network.shelters.values(), *folded[:2]]:
        expected = nx.single_source_dijkstra_path_length(graph.reverse(copy=False), target, weight="ms")
        found = roads.distances(np.array([target]), origins, effort())[0]
        assert found.tolist() == [expected.get(int(origin), np.inf) for origin in origins]
        for origin, ms in zip(origins.tolist(), found.tolist(), strict=True):
            if np.isfinite(ms) and origin not in folded and target not in folded:
                arcs = roads.path(origin, target)
                assert sum(int(network.arcs.ms[Way.FOOT][arc]) for arc in arcs) == ms
                ends = [(int(network.arcs.tail[arc]), int(network.arcs.head[arc])) for arc in arcs]
                assert [a for a, _ in ends[1:]] == [b for _, b in ends[:-1]]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9))
def test_what_a_change_of_closed_roads_does_not_touch_may_be_taken_over(seed: int) -> None:
    rnd = Random(seed)
    network = build_network(winding(rnd, random_case(rnd)))
    targets = np.fromiter(network.shelters.values(), dtype=np.int64)
    everywhere = np.arange(network.vertices)
    before = OpenRoads(network, Way.FOOT, some_links(rnd, network))
    for _ in range(4):
        for limit in rnd.sample([180_000.0, 300_000.0, np.inf], 2):
            before.distances(targets, targets, effort(), limit)
        for target in targets.tolist():
            before.last_links(before.ranks(target), target, targets)
        barred = some_links(rnd, network)
        barred = barred if rnd.random() < 0.5 else before.barred ^ frozenset(list(barred)[:1])
        met = frozenset(road for road in barred if rnd.random() < 0.5) if rnd.random() < 0.5 else None
        after, cold = OpenRoads(network, Way.FOOT, barred, before, met), OpenRoads(network, Way.FOOT, barred)
        assert after.keeps(barred if met is None else met)
        for limit in (180_000.0, 300_000.0, np.inf):
            found = after.distances(targets, everywhere, effort(), limit)
            assert np.array_equal(found, cold.distances(targets, everywhere, effort(), limit))
        both = np.flatnonzero((after.roads.at >= 0) & (cold.roads.at >= 0))
        doors = both[both >= len(network.nodes)].tolist()
        for target in targets.tolist():
            mine, other = after.ranks(target)[after.roads.at[both]], cold.ranks(target)[cold.roads.at[both]]
            assert np.array_equal(mine, other)
            reached = [door for door in doors if np.isfinite(cold.ranks(target)[cold.roads.at[door]])]
            assert [after.path(door, target) for door in reached] == [cold.path(door, target) for door in reached]
            came_in = after.last_links(after.ranks(target), target, targets)
            assert np.array_equal(came_in, cold.last_links(cold.ranks(target), target, targets))
        before = after


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_a_plan_over_folded_roads_is_the_plan_over_their_pieces(seed: int) -> None:
    rnd = Random(seed)
    drawn = closing(rnd, winding(rnd, random_case(rnd)))
    folded = make_plan(drawn, nothing, never)

    def everything(network: Network, _links: frozenset[int]) -> np.ndarray:
        return np.ones(network.vertices, dtype=bool)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(open_roads, "ends_of", everything)
        patch.setattr(streets, "ends_of", everything)
        assert make_plan(drawn, nothing, never) == folded


def test_bends_are_folded_away_and_one_way_streets_keep_their_direction() -> None:
    """a - b - c - d with a side road at c; e -> f -> a one way."""
    at = {"a": 0, "b": 500, "c": 1000, "d": 1500, "e": -1000, "f": -500, "g": 2000}
    drawn = case(
        [node(name, x, 100 if name == "g" else 0) for name, x in at.items()],
        [
            link("ab", "a", "b", 1),
            link("bc", "b", "c", 2),
            link("cd", "c", "d", 3),
            link("cg", "c", "g", 9),
            link("ef", "e", "f", 1, oneway=True, modes=("walk",)),
            link("fa", "f", "a", 1, oneway=True, modes=("walk",)),
        ],
        [place("v", -1000, 0)],
        [shelter("s", 1500, 0, 9)],
    )
    network = build_network(drawn)
    roads = OpenRoads(network, Way.FOOT, frozenset())
    folded = {network.nodes[i] for i in range(len(network.nodes)) if roads.roads.at[i] < 0}
    assert folded == {"b", "f"}
    path = roads.path(network.leaving["v"], network.shelters["s"])
    named = [network.links[i].id for i in network.arcs.link[path].tolist() if i >= 0]
    assert named == ["ef", "fa", "ab", "bc", "cd"]
    assert len(to_networkx(drawn)) == 7  # what people edit is not folded


def test_a_closure_recomputes_only_the_shelters_whose_ways_use_it() -> None:
    """Two shelters at the two ends of a road: the link next to one closes, and the other's table stays."""
    drawn = case(
        [node(name, 1000 * i, 0) for i, name in enumerate("abcd")],
        [link("ab", "a", "b", 5), link("bc", "b", "c", 5), link("cd", "c", "d", 5), link("far", "a", "c", 60)],
        [place("v", 1000, 0)],
        [shelter("s", 0, 0, 9), shelter("t", 3000, 0, 9)],
    )
    network = build_network(drawn)
    targets = np.fromiter(network.shelters.values(), dtype=np.int64)
    before = OpenRoads(network, Way.FOOT, frozenset())
    before.distances(targets, targets, effort())
    unused = OpenRoads(network, Way.FOOT, frozenset({network.link_index["far"]}), before)
    assert sorted(unused.rows) == sorted(targets.tolist())
    used = OpenRoads(network, Way.FOOT, frozenset({network.link_index["cd"]}), before)
    assert used.rows == {}  # on the way to t, and from d to s
    assert PreparedRoads().of(drawn).open(Way.FOOT, frozenset()) is not before
