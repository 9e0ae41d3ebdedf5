"""Arrivals, deadlines and routes against oracles: networkx without closures, brute force over minutes with them."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain as joined
from itertools import permutations, product
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.plans import Move
from core.planning.case import Case, CaseParty
from core.planning.checks import violations
from core.planning.effort import Effort
from core.planning.network import build_network, to_networkx
from core.planning.pace import Pace, Way
from core.planning.planner import make_plan
from core.planning.prepared import Roads
from core.planning.timeline import FOREVER, MINUTE, SECOND
from core.planning.timetable import NEVER, UNREACHED
from core.planning.travel import Start, Travel
from tests.core.planning.villages import (
    AT,
    after,
    case,
    closed,
    link,
    never,
    node,
    nothing,
    place,
    random_closures,
    random_roads,
    shelter,
    walkers,
)

WALK = Pace(Way.FOOT, 1000, 1000)
LAST = 120  # minutes: all closures have begun or ended by then, and all roads have been walked


def travel_of(given_case: Case) -> Travel:
    return Travel(given_case, Roads(build_network(given_case)), Effort(nothing, never, 10**9, 1e9))


def roads_case(rnd: Random, closures: int, reopening: bool) -> Case:
    nodes, links = random_roads(rnd, rnd.randint(3, 6), rnd.randint(0, 4))
    ends = {n.id: n.position for n in nodes}
    a, b = rnd.sample(sorted(ends), 2)
    made = case(
        nodes,
        links,
        [place("v", 0, 0)],
        [shelter("s", 0, 0, 9)],
        closures=tuple(random_closures(rnd, links, closures, reopening)),
    )
    moved_place = made.places[0].__class__("v", "镇", "v", "village", ends[a])
    moved_shelter = made.shelters[0].__class__("s", "s", "镇", made.shelters[0].kind, ends[b], 9)
    return made.__class__(
        **{**{f: getattr(made, f) for f in made.__slots__}, "places": (moved_place,), "shelters": (moved_shelter,)}
    )


def ends_of(given_case: Case) -> tuple[str, str]:
    at = {n.position: n.id for n in given_case.nodes}
    return at[given_case.places[0].position], at[given_case.shelters[0].position]


def shut_minutes(given_case: Case) -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {}
    for each in given_case.closures:
        end = float("inf") if each.end is None else (each.end - AT).total_seconds() / 60
        found.setdefault(each.link, []).append(((each.start - AT).total_seconds() / 60, end))
    return found


def passes(pieces: list[tuple[str, int]], shut: dict[str, list[tuple[float, float]]], depart: int) -> bool:
    now = depart
    for road, minutes in pieces:
        if any(now < end and now + minutes > start for start, end in shut.get(road, ())):
            return False
        now += minutes
    return True


def simple_ways(graph: "nx.MultiDiGraph[str]", a: str, b: str) -> Iterator[list[tuple[str, int]]]:
    for edges in nx.all_simple_edge_paths(graph, a, b):
        yield [(key, graph.edges[u, v, key]["walk_ms"] // 60_000) for u, v, key in edges]


def unhurried_ways(given_case: Case, *, dawdling: bool = True, every: bool = False) -> Iterator[list[tuple[str, int]]]:
    """Chains of closing roads, joined by quickest stretches of roads that never close, that come by no crossing twice:
    by one choice among equally quick stretches, or by `every` choice. Without `dawdling` those alone that go over no
    closing road where an open one is as quick."""
    graph = to_networkx(given_case)
    a, b = ends_of(given_case)
    shut = set(shut_minutes(given_case))
    calm = nx.MultiDiGraph([e for e in graph.edges(keys=True, data=True) if e[2] not in shut])
    calm.add_nodes_from(graph)
    times = dict(nx.all_pairs_dijkstra_path_length(calm, weight="walk_ms"))
    paths = {(u, v): list(nx.all_shortest_paths(calm, u, v, weight="walk_ms")) for u in times for v in times[u]}
    closing = [(u, v, key) for u, v, key in graph.edges(keys=True) if key in shut]
    for length in range(len(shut) + 1):
        for chain in permutations(closing, length):
            if len({key for _, _, key in chain}) < length:
                continue
            stops = [a, *(stop for u, v, _ in chain for stop in (u, v)), b]
            legs = [times[u].get(v) for u, v in zip(stops[::2], stops[1::2], strict=True)]
            if any(leg is None for leg in legs):
                continue
            chosen = product(*(paths[ends] for ends in zip(stops[::2], stops[1::2], strict=True)))
            straight = [len({*joined(*path)}) == sum(map(len, path)) for path in chosen]
            slow = any(times[u].get(v, math.inf) <= graph.edges[u, v, key]["walk_ms"] for u, v, key in chain)
            if (slow and not dawdling) or not (all(straight) if every else any(straight)):
                continue
            way = [("", legs[0] // 60_000)]
            for (u, v, key), leg in zip(chain, legs[1:], strict=True):
                way += [(key, graph.edges[u, v, key]["walk_ms"] // 60_000), ("", leg // 60_000)]
            yield way


def by_brute_force(given_case: Case, ways: list[list[tuple[str, int]]], ready: int) -> tuple[int | None, int | None]:
    """Earliest arrival from `ready` on and last departure, over every departure minute; LAST stands for always. Nobody
    is there before the shelter opens."""
    shut, opens = shut_minutes(given_case), given_case.shelters[0].opens_after_min
    good = [
        (depart, depart + minutes)
        for way in ways
        for minutes in [sum(m for _, m in way)]
        for depart in range(max(0, opens - minutes), LAST + 1)
        if passes(way, shut, depart)
    ]
    return (
        min((arrive for depart, arrive in good if depart >= ready), default=None),
        max((depart for depart, _ in good), default=None),
    )


def by_planner(given_case: Case, ready: int) -> tuple[int | None, int | None]:
    arrival, deadline = travel_of(given_case).tables([Start("v", WALK, ready * MINUTE)])
    arrive, latest = int(arrival[0, 0]), int(deadline[0, 0])
    return (
        None if arrive == UNREACHED else arrive // MINUTE,
        LAST if latest == FOREVER else None if latest == NEVER else latest // MINUTE,
    )


@given(st.randoms(use_true_random=False))
def test_without_closures_networkx_agrees(rnd: Random) -> None:
    drawn = roads_case(rnd, 0, reopening=False)
    a, b = ends_of(drawn)
    try:
        expected = nx.dijkstra_path_length(to_networkx(drawn), a, b, weight="walk_ms") // 60_000
    except nx.NetworkXNoPath:
        expected = None
    assert by_planner(drawn, 0)[0] == expected


@settings(max_examples=150)
@given(st.randoms(use_true_random=False), st.integers(0, 30))
def test_where_roads_close_for_good_every_simple_way_and_minute_agrees(rnd: Random, ready: int) -> None:
    drawn = roads_case(rnd, rnd.randint(1, 5), reopening=False)
    a, b = ends_of(drawn)
    ways = list(simple_ways(to_networkx(drawn), a, b))
    assert by_planner(drawn, ready) == by_brute_force(drawn, ways, ready)


@settings(max_examples=150)
@given(st.randoms(use_true_random=False), st.integers(0, 30))
def test_where_roads_open_again_every_unhurried_way_and_minute_agrees(rnd: Random, ready: int) -> None:
    """Between those that are straight by every choice among equally quick stretches and those that are by one."""
    agrees_with_unhurried_ways(roads_case(rnd, rnd.randint(1, 4), reopening=True), ready)


def agrees_with_unhurried_ways(drawn: Case, ready: int, *, dawdling: bool = True) -> None:
    arrive, latest = by_planner(drawn, ready)
    soonest, last = by_brute_force(drawn, list(unhurried_ways(drawn, dawdling=dawdling, every=True)), ready)
    assert soonest is None or (arrive is not None and arrive <= soonest)
    assert last is None or (latest is not None and latest >= last)
    soonest, last = by_brute_force(drawn, list(unhurried_ways(drawn)), ready)
    assert arrive is None or (soonest is not None and arrive >= soonest)
    assert latest is None or (last is not None and latest <= last)


def with_late_door(drawn: Case, opens: int) -> Case:
    return replace(drawn, shelters=tuple(replace(each, opens_after_min=opens) for each in drawn.shelters))


@settings(max_examples=150)
@given(st.randoms(use_true_random=False), st.integers(0, 30), st.integers(1, 45))
def test_where_the_shelter_opens_late_every_unhurried_way_and_minute_agrees(
    rnd: Random, ready: int, opens: int
) -> None:
    """Passing the time on longer roads until it opens is of use here, and nobody is asked to: the planner may find such
    a way, but it has to find the others."""
    drawn = with_late_door(roads_case(rnd, rnd.randint(1, 4), reopening=True), opens)
    agrees_with_unhurried_ways(drawn, ready, dawdling=False)


@pytest.mark.parametrize(("end", "arrive"), [(None, 12), (14, 12), (9, 11)])
def test_a_quicker_way_that_is_shut_when_the_shelter_opens_stands_for_no_longer_one(
    end: int | None, arrive: int
) -> None:
    """v --2-- s over the bridge, shut from minute 5 on; --12-- over the pass, shut from 13 on. The shelter opens at 7:
    who takes the bridge in time is there too early, who takes the pass at once is not."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("bridge", "a", "b", 2), link("pass", "a", "b", 12)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9, opens_after_min=7)],
        [walkers("h", "v", 1)],
        closures=(closed("bridge", 5, end), closed("pass", 13)),
    )
    assert by_planner(drawn, 0)[0] == arrive
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    assert [after(arrive)] == [move.arrive for move in plan.moves]


@pytest.mark.long
@settings(max_examples=3000)
@given(st.randoms(use_true_random=False), st.integers(0, 30))
def test_many_more_networks_agree(rnd: Random, ready: int) -> None:
    drawn = roads_case(rnd, rnd.randint(1, 5), reopening=True)
    if len({each.link for each in drawn.closures}) <= 4:
        agrees_with_unhurried_ways(drawn, ready)


@given(st.randoms(use_true_random=False), st.integers(0, 30))
def test_the_journey_is_the_one_in_the_table(rnd: Random, ready: int) -> None:
    drawn = roads_case(rnd, rnd.randint(0, 4), reopening=True)
    later = drawn.shelters[0].__class__(
        **{
            **{f: getattr(drawn.shelters[0], f) for f in drawn.shelters[0].__slots__},
            "opens_after_min": rnd.choice([0, 20, 40]),
        }
    )
    travel = travel_of(case(drawn.nodes, drawn.links, drawn.places, [later], closures=drawn.closures))
    start = Start("v", WALK, ready * MINUTE)
    arrival = int(travel.tables([start])[0][0, 0])
    journey = travel.journey(start, "s")
    assert (UNREACHED if journey is None else journey.arrive) == arrival


def bridge(*closures: object, **more: object) -> Case:
    """v --- 10 min --- s, both at crossings, over one bridge."""
    return case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("bridge", "a", "b", 10)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9, **more)],
        closures=tuple(closures),  # type: ignore[arg-type]
    )


def test_whoever_enters_leaves_before_it_closes() -> None:
    assert by_planner(bridge(closed("bridge", 30)), 0) == (10, 20)
    assert by_planner(bridge(closed("bridge", 30)), 20) == (30, 20)
    assert by_planner(bridge(closed("bridge", 30)), 21) == (None, 20)


def circle(*parties: CaseParty) -> Case:
    """Out of a before its road closes, and from b to s once that road opens again: nobody can be quick enough for the
    first and late enough for the second, but by going on to c, round to d, and back by the same road.

    a --5, closes--> b --5, opens at 60--> s;   b --15--> c,   c --10, closes late--> d and c --12--> d
    """
    return case(
        [node("a", 0, 0), node("b", 1000, 0), node("c", 2000, 0), node("d", 3000, 0), node("s", 1000, 1000)],
        [
            *(link("out", "a", "b", 5), link("in", "b", "s", 5)),
            *(link("on", "b", "c", 15), link("late", "c", "d", 10), link("round", "c", "d", 12)),
        ],
        [place("v", 0, 0)],
        [shelter("s", 1000, 1000, 9)],
        parties,
        closures=(closed("out", 15), closed("in", 0, 60), closed("late", 300)),
    )


def test_nobody_is_led_out_and_back_over_a_road_until_another_opens() -> None:
    drawn = circle(walkers("h", "v", 2))
    assert travel_of(drawn).journey(Start("v", WALK, 0), "s") is None
    plan = make_plan(drawn, nothing, never)
    assert [shortfall.household for shortfall in plan.shortfall] == ["h"]
    assert violations(drawn, plan) == ()
    there = replace(drawn, closures=())
    (move,) = make_plan(there, nothing, never).moves
    walked = ("out", "on", "late", "round", "on", "in")
    told = replace(move.route, links=walked, minutes=62.0, length_m=62 * 64.2)
    wrong = replace(make_plan(there, nothing, never), moves=(replace(move, route=told),))
    assert "passes_twice" in {finding.rule for finding in violations(there, wrong)}


def test_whoever_lives_where_the_road_is_still_open_waits_at_home() -> None:
    home = replace(circle(walkers("h", "v", 2)), places=(place("v", 1000, 0),))
    (move,) = make_plan(home, nothing, never).moves
    assert (move.route.links, move.depart, move.arrive) == (("in",), after(60), after(65))


def test_who_cannot_pass_before_waits_at_home_until_it_opens_again() -> None:
    again = bridge(closed("bridge", 5, 40))
    journey = travel_of(again).journey(Start("v", WALK, 0), "s")
    assert journey is not None
    assert (journey.depart, journey.arrive) == (40 * MINUTE, 50 * MINUTE)
    assert by_planner(again, 0) == (50, LAST)


def test_overlapping_closures_are_one_whatever_their_order() -> None:
    rows = [closed("bridge", 5, 20), closed("bridge", 15, 40), closed("bridge", -9, 1)]
    assert by_planner(bridge(*rows), 0) == by_planner(bridge(*reversed(rows)), 0) == (50, LAST)


def test_nobody_arrives_before_the_shelter_opens() -> None:
    journey = travel_of(bridge(opens_after_min=25)).journey(Start("v", WALK, 0), "s")
    assert journey is not None
    assert (journey.depart // SECOND, journey.arrive // SECOND) == (15 * 60, 25 * 60)


def test_only_who_arrives_as_he_was_told_may_find_the_shelter_closed() -> None:
    """Somebody has left for a shelter that opens later than was thought: nobody can call him back. A plan that has him
    there by another way, or at another time that is too early as well, chose that."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("road", "a", "b", 20), link("lane", "a", "b", 10)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9)],
        [replace(walkers("h", "v", 1), left=True)],
    )
    (quick,) = make_plan(replace(drawn, parties=(walkers("h", "v", 1),)), nothing, never).moves
    told = replace(quick, arrive=after(20), route=replace(quick.route, links=("road",), minutes=20.0))
    plan = make_plan(drawn, nothing, never)
    later = replace(
        drawn,
        shelters=(replace(drawn.shelters[0], opens_after_min=30),),
        standing=replace(plan, moves=(told,)),
    )

    def found(move: Move) -> set[str]:
        return {finding.rule for finding in violations(later, replace(plan, moves=(move,)))}

    assert "shelter_not_open" not in found(told)
    assert "shelter_not_open" in found(quick)
    assert "shelter_not_open" in found(replace(told, arrive=after(25)))


def test_a_part_of_a_closed_link_is_closed_too() -> None:
    """v and s both stand along one road; the direct ride takes the share between them."""
    along = case(
        [node("a", 0, 0), node("b", 1000, 0)],
        [link("road", "a", "b", 10)],
        [place("v", 200, 0)],
        [shelter("s", 700, 0, 9)],
    )
    assert by_planner(along, 0) == (5, LAST)
    shut = case(along.nodes, along.links, along.places, along.shelters, closures=(closed("road", 0),))
    assert by_planner(shut, 0) == (None, None)


def test_one_may_leave_a_closing_road_and_come_back_to_another_stretch_of_it() -> None:
    """v and s stand along one road of nine minutes that closes: six minutes along it, or five back to a, round by the
    loop of two minutes and on from b."""
    along = case(
        [node("a", 0, 0), node("b", 900, 0)],
        [link("a-road", "a", "b", 9), link("loop", "a", "b", 2)],
        [place("v", 200, 0)],
        [shelter("s", 800, 0, 9)],
        closures=(closed("a-road", 26),),
    )
    assert by_planner(along, 0) == (5, 21)
    journey = travel_of(along).journey(Start("v", WALK, 0), "s")
    assert journey is not None
    assert len(journey.arcs) == 3
