"""One-way streets are a matter of mode: they bind cars and buses, and people on foot only where no vehicle may go."""

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.people import Mobility
from core.domain.plans import Mode, Plan, UncoveredRule
from core.domain.roads import Link
from core.planning.access import Access
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.effort import Effort
from core.planning.network import Network, build_network
from core.planning.open_roads import OpenRoads
from core.planning.pace import Way
from core.planning.planner import make_plan
from core.planning.prepared import Roads
from core.planning.reach import REACH_MINUTES, Reach
from core.planning.streets import Streets
from core.planning.travel import Travel
from tests.core.planning.drawn_cases import drawn_case
from tests.core.planning.villages import case, helper, link, never, node, nothing, party, place, shelter, walkers

VEHICLES, FEET = {"car", "bus"}, {"walk", "carried"}


def effort() -> Effort:
    return Effort(nothing, never, 10**9, 1e9)


def may_use(road: Link, way: Way, *, against: bool) -> bool:
    """The rule, said once more."""
    carried = set(road.modes) or VEHICLES | FEET
    if way.value not in carried or not (against and road.oneway):
        return way.value in carried
    return way.value in FEET and bool(carried & VEHICLES)


def graph_of(drawn: Case, way: Way) -> "nx.DiGraph[str]":
    """Milliseconds between crossings for one way of going."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(one.id for one in drawn.nodes)
    for road in drawn.links:
        ms = round((road.drive_s if way.value in VEHICLES else road.walk_s) * 1000)  # type: ignore[operator]
        for tail, head, against in (
            (road.from_node, road.to_node, False),
            (road.to_node, road.from_node, True),
        ):
            if may_use(road, way, against=against):
                known = graph.get_edge_data(tail, head, {"ms": math.inf})["ms"]
                graph.add_edge(tail, head, ms=min(ms, known))
    return graph


def at_crossings(drawn: Case) -> Case:
    """Villages and shelters at crossings, so that only whole links count; many of the roads one-way."""
    rnd = Random(len(drawn.links))
    spots = [one.position for one in drawn.nodes]
    links = tuple(replace(road, oneway=rnd.random() < 0.6, capacity_pph=None) for road in drawn.links)
    places = tuple(replace(one, position=rnd.choice(spots)) for one in drawn.places)
    shelters = tuple(replace(one, position=rnd.choice(spots)) for one in drawn.shelters)
    return replace(drawn, links=links, places=places, shelters=shelters, closures=())


def crossing_at(network: Network, access: Access | None) -> str | None:
    """The crossing at which something stands; None where it stands along a road or beside it."""
    if access is None or access.leg_m > 1 or access.share not in (0.0, 1.0):
        return None
    road = network.links[access.link]
    return road.to_node if access.share else road.from_node


def quickest(drawn: Case, way: Way, start: str, goal: str) -> float:
    graph = graph_of(drawn, way)
    found: float = (
        nx.dijkstra_path_length(graph, start, goal, weight="ms") if nx.has_path(graph, start, goal) else math.inf
    )
    return found


@pytest.mark.parametrize("way", list(Way))
@given(st.integers(0, 10**9))
def test_distances_of_each_way_are_those_of_networkx(way: Way, seed: int) -> None:
    drawn = at_crossings(drawn_case(Random(seed)))
    network = build_network(drawn)
    roads, streets = OpenRoads(network, way, frozenset()), Streets(network, way)
    for name, goal in network.shelters.items():
        for code, start in network.leaving.items():
            here = crossing_at(network, network.place_access[code])
            there = crossing_at(network, network.shelter_access[name])
            if here is None or there is None:
                continue
            expected = quickest(drawn, way, here, there)
            assert roads.distances(np.array([goal]), np.array([start]), effort())[0, 0] == expected
            arcs = streets.quickest((start, goal), frozenset(), frozenset(), 0)
            assert (arcs is None) == (expected == math.inf)
            assert arcs is None or sum(int(network.arcs.ms[way][arc]) for arc in arcs) == expected


@given(st.integers(0, 10**9))
def test_a_helper_on_foot_comes_against_the_signs_and_one_in_a_car_does_not(seed: int) -> None:
    drawn = replace(at_crossings(drawn_case(Random(seed))), speeds=())
    network = build_network(drawn)
    reach = Reach(drawn, Travel(drawn, Roads(network), effort()), effort())
    starts = tuple((code, way) for code in network.leaving for way in (Way.FOOT, Way.CAR))
    for door in network.leaving:
        there = crossing_at(network, network.place_access[door])
        minutes, _ = reach.to_door(door, starts)
        for (start, way), found in zip(starts, minutes.tolist(), strict=True):
            here = crossing_at(network, network.place_access[start])
            if start == door or here is None or there is None:
                continue
            expected = quickest(drawn, way, here, there) / 60_000
            assert found == pytest.approx(expected) or (found > REACH_MINUTES and expected > REACH_MINUTES)


def one_way_town(*more: Link, mobility: Sequence[Mobility] = (Mobility.WALKS,), seats: int = 0) -> Case:
    """v at b, the shelter at a; the road between them is one-way from a to b."""
    return case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 640, 640)],
        [link("street", "a", "b", 10, oneway=True), *more],
        [place("v", 640, 0)],
        [shelter("s", 0, 0, 9)],
        [party("h", "v", *mobility)],
        helpers=[helper("p", "v", car_seats=seats)],
    )


def solved(drawn: Case) -> Plan:
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    return plan


@pytest.mark.parametrize("mobility", [Mobility.WALKS, Mobility.WHEELCHAIR, Mobility.BEDRIDDEN])
def test_people_on_foot_go_against_the_signs(mobility: Mobility) -> None:
    (move,) = solved(one_way_town(mobility=[mobility])).moves
    assert (move.route.links, move.route.minutes) == (("street",), 10)


def test_a_car_goes_round_or_is_left_behind() -> None:
    """By car the street would take two and a half minutes; round by c it takes five, still less than ten on foot."""
    round_about = link("bc", "b", "c", 10), link("ca", "c", "a", 10)
    (move,) = solved(one_way_town(*round_about, seats=4)).moves
    assert (move.mode, move.route.links) == (Mode.CAR, ("bc", "ca"))
    assert move.second is None  # the street is not for a car
    (move,) = solved(one_way_town(seats=4)).moves
    assert (move.mode, move.route.links) == (Mode.WALK, ("street",))


def test_second_routes_on_foot_go_against_the_signs_too() -> None:
    other = link("lane", "a", "b", 12, oneway=True)
    (move,) = solved(one_way_town(other)).moves
    assert move.second is not None
    assert (move.route.links, move.second.links) == (("street",), ("lane",))


def test_a_path_that_is_one_way_for_people_on_foot_binds_them() -> None:
    steps = replace(one_way_town().links[0], modes=("walk", "carried"))
    plan = solved(replace(one_way_town(), links=(steps,)))
    assert (plan.moves, len(plan.shortfall)) == ((), 1)


def test_the_checks_find_a_car_against_the_signs() -> None:
    drawn = one_way_town(seats=4)
    plan = solved(drawn)
    (move,) = plan.moves
    wrong = replace(
        move,
        mode=Mode.CAR,
        route=replace(move.route, minutes=2.5),
        arrive=move.depart + (move.arrive - move.depart) / 4,
    )
    rules = {finding.rule for finding in violations(drawn, replace(plan, moves=(wrong,)))}
    assert "against_oneway" in rules


def test_a_helper_walks_up_a_one_way_street() -> None:
    drawn = replace(
        one_way_town(), helpers=(helper("p", "u"), helper("q", "u")), places=(*one_way_town().places, place("u", 0, 0))
    )
    plan = solved(drawn)
    assert [pairing.minutes for pairing in plan.pairings] == [10, 10]
    against = replace(drawn, links=(replace(drawn.links[0], from_node="b", to_node="a"),))
    assert [pairing.minutes for pairing in solved(against).pairings] == [10, 10]
    by_car = replace(against, helpers=tuple(replace(one, car_seats=4) for one in against.helpers))
    assert {one.rule for one in solved(by_car).uncovered} == {UncoveredRule.NO_HELPER_IN_REACH}


def test_who_walks_against_the_signs_counts_in_that_direction() -> None:
    narrow = replace(one_way_town().links[0], capacity_pph=60.0)
    drawn = replace(one_way_town(), links=(narrow,), parties=(walkers("h", "v", 4), walkers("i", "v", 4)))
    plan = solved(replace(drawn, due_households=frozenset({"h", "i"})))
    assert [(load.link, load.forward, sum(load.entering)) for load in plan.loads_of_links] == [("street", False, 8)]
