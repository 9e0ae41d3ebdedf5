"""The checks' own searches against plain ones: link by link, minute by minute."""

import heapq
import math
from random import Random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.plans import Mode
from core.planning.case import Case
from core.planning.checking.roads import FOREVER, MINUTE, Roads
from core.planning.checking.searches import NEVER, Point, Searches
from tests.core.planning.drawn_cases import drawn_case

MODES = [Mode.WALK, Mode.CARRIED, Mode.CAR, Mode.BUS]


Arcs = list[tuple[object, object, int, list[tuple[int, int]]]]


def pieces(roads: Roads, door: Point, goal: Point, mode: Mode) -> Arcs:
    """Every directed piece of road: tail, head, milliseconds, closures."""
    found = []

    def add(name: str, tail: object, head: object, first: float, last: float) -> None:
        road = roads.links[name]
        ms = roads.piece_ms(road, mode, first, last)
        signs = road.oneway and (mode in (Mode.CAR, Mode.BUS) or {"walk", "carried"} >= set(road.modes) > set())
        if ms is not None and (last >= first or not signs):
            shut = [*roads.closed(name, mode)]
            if road.capacity_pph == 0:
                shut = [(-FOREVER, FOREVER)]
            found.append((tail, head, ms, shut))

    def at(point: Point) -> object:
        road = roads.links[point[0]]
        return {0.0: road.from_node, 1.0: road.to_node}.get(point[1])

    for road in roads.links.values():
        if road.from_node != road.to_node:
            add(road.id, road.from_node, road.to_node, 0.0, 1.0)
            add(road.id, road.to_node, road.from_node, 1.0, 0.0)
    if at(goal) is None:
        add(goal[0], roads.links[goal[0]].from_node, "goal", 0.0, goal[1])
        add(goal[0], roads.links[goal[0]].to_node, "goal", 1.0, goal[1])
    else:
        found.append((at(goal), "goal", 0, []))
    if at(door) is None:
        add(door[0], "door", roads.links[door[0]].from_node, door[1], 0.0)
        add(door[0], "door", roads.links[door[0]].to_node, door[1], 1.0)
        if at(goal) is None and goal[0] == door[0]:
            add(door[0], "door", "goal", door[1], goal[1])
    else:
        found.append(("door", at(door), 0, []))
    return found


def enters(moment: float, took: int, shut: list[tuple[int, int]]) -> float:
    for a, b in shut:
        if moment < b and moment + took > a:
            moment = b if b < FOREVER else math.inf
    return moment


def earliest(arcs: Arcs, factor: int, begin: int) -> float:
    """Dijkstra where everybody may wait before a closed road."""
    reached, heap, counter = {}, [(float(begin), 0, "door")], 0
    while heap:
        moment, _, here = heapq.heappop(heap)
        if here in reached:
            continue
        reached[here] = moment
        for tail, head, ms, shut in arcs:
            if tail == here and head not in reached:
                out = enters(moment, ms * factor, shut) + ms * factor
                if out < math.inf:
                    counter += 1
                    heapq.heappush(heap, (out, counter, head))
    return reached.get("goal", math.inf)


def points(rnd: Random, drawn: Case) -> tuple[Point, Point]:
    roads = [link.id for link in drawn.links]
    return (
        (rnd.choice(roads), rnd.choice([0.0, 0.25, 1.0])),
        (rnd.choice(roads), rnd.choice([0.0, 0.5, 1.0])),
    )


@pytest.mark.parametrize("mode", MODES)
@given(st.integers(0, 10**9))
def test_searches_agree_with_plain_ones(mode: Mode, seed: int) -> None:
    rnd = Random(seed)
    drawn = drawn_case(rnd)
    if not drawn.links:
        return
    roads = Roads(drawn)
    door, goal = points(rnd, drawn)
    factor, begin = rnd.choice([1000, 1400]), rnd.randint(0, 30) * MINUTE
    searches, arcs = Searches(roads, [door], [goal]), pieces(roads, door, goal, mode)
    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_nodes_from(["door", "goal"])
    for tail, head, ms, _ in arcs:
        known = graph.get_edge_data(tail, head, {"weight": math.inf})["weight"]
        graph.add_edge(tail, head, weight=min(ms, known))
    plain = nx.single_source_dijkstra_path_length(graph, "door").get("goal", math.inf)
    assert searches.quickest_ms(door, goal, mode) == plain
    assert searches.earliest(door, mode, factor, begin)[0][0] == earliest(arcs, factor, begin)


@pytest.mark.parametrize("mode", MODES)
@given(st.integers(0, 10**9))
def test_the_latest_departure_is_the_last_that_arrives(mode: Mode, seed: int) -> None:
    rnd = Random(seed)
    drawn = drawn_case(rnd)
    if not drawn.links:
        return
    roads = Roads(drawn)
    door, goal = points(rnd, drawn)
    latest = Searches(roads, [door], [goal]).latest(door, goal, mode, 1000)
    arcs = pieces(roads, door, goal, mode)
    if latest == NEVER:
        assert earliest(arcs, 1000, 0) == math.inf
    elif latest == FOREVER:
        assert earliest(arcs, 1000, 7 * 24 * 60 * MINUTE) < math.inf
    else:
        assert earliest(arcs, 1000, latest) < math.inf
        assert earliest(arcs, 1000, latest + 1) == math.inf


@given(st.integers(0, 10**9))
def test_a_quickest_way_uses_the_roads_without_which_it_is_longer(seed: int) -> None:
    rnd = Random(seed)
    drawn = drawn_case(rnd)
    if not drawn.links:
        return
    roads = Roads(drawn)
    door, goal = points(rnd, drawn)
    searches = Searches(roads, [door], [goal])
    whole = searches.quickest_ms(door, goal, Mode.WALK)
    for name in sorted(roads.links.keys() - {door[0], goal[0]}):
        less = Roads(drawn)
        del less.links[name]
        without = Searches(less, [door], [goal]).quickest_ms(door, goal, Mode.WALK)
        if without > whole:
            assert searches.uses(door, goal, Mode.WALK, name)
