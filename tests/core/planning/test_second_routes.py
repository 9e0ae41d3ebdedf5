"""The second route: there is one wherever another way is open at that hour, and it shares no road it need not share."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.domain.plans import Move
from core.domain.roads import Closure
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.villages import (
    AT,
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


def only_move(drawn: Case) -> Move:
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    [move] = plan.moves
    return move


def triangle(*closures: Closure) -> Case:
    """v --2-- s beside v --7-- c --1-- s."""
    return case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 0, 640)],
        [link("short", "a", "b", 2), link("far", "a", "c", 7), link("back", "c", "b", 1)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9)],
        [walkers("h", "v", 1)],
        closures=closures,
    )


def test_a_road_that_is_closed_while_one_walks_the_first_way_may_be_open_on_the_second() -> None:
    """`back` is shut until minute 5, when whoever goes round is not there yet."""
    second = only_move(triangle(closed("back", -1, 5))).second
    assert second is not None
    assert second.links == ("far", "back")
    assert only_move(triangle(closed("back", -1, 8))).second is None


def test_a_road_that_one_way_reaches_too_late_is_reached_in_time_by_another() -> None:
    """v --5-- s; through c and the bridge `d` that is closed from minute 20 on: 12 and 9 minutes, or 3 and 9 by a path.
    The way with least in common is looked for whole, not without the bridge."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 0, 640)],
        [
            link("short", "a", "b", 5),
            link("lane", "a", "c", 12),
            link("lane2", "a", "c", 13),
            link("d", "c", "b", 9),
        ],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9)],
        [walkers("h", "v", 1)],
        closures=(closed("d", 20), closed("short", 30), closed("lane", 1, 4)),
    )
    assert only_move(drawn).second is None  # both lanes are too late
    quick = case(
        drawn.nodes,
        [*drawn.links, link("path", "a", "c", 3)],
        drawn.places,
        drawn.shelters,
        drawn.parties,
        closures=drawn.closures,
    )
    second = only_move(quick).second
    assert second is not None
    assert second.links == ("path", "d")


Path = tuple[tuple[str, float], ...]


def simple_paths(drawn: Case, here: str, goal: str, seen: frozenset[str] = frozenset()) -> Iterator[Path]:
    """All ways without a crossing twice, as links with their minutes; on foot no sign binds anybody."""
    if here == goal:
        yield ()
        return
    for road in drawn.links:
        for one, other in ((road.from_node, road.to_node), (road.to_node, road.from_node)):
            if one == here and other not in seen and other != here:
                for rest in simple_paths(drawn, other, goal, seen | {here}):
                    yield ((road.id, (road.walk_s or 0) / 60), *rest)


def is_open(drawn: Case, path: Path, depart: float) -> bool:
    now = depart
    for road, minutes in path:
        for closure in drawn.closures:
            if closure.link == road:
                start = (closure.start - AT).total_seconds() / 60
                end = float("inf") if closure.end is None else (closure.end - AT).total_seconds() / 60
                if now < end and now + minutes > start:
                    return False
        now += minutes
    return True


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
@example(158)
def test_there_is_a_second_route_wherever_another_way_is_open(seed: int) -> None:
    rnd = Random(seed)
    nodes, links = random_roads(rnd, rnd.randint(3, 6), rnd.randint(1, 4))
    home, goal = rnd.sample(nodes, 2)
    drawn = case(
        nodes,
        links,
        [place("v", 0, 0)],
        [shelter("s", 0, 0, 9)],
        [walkers("h", "v", 1)],
        closures=random_closures(rnd, links, rnd.randint(2, 8), reopening=True),
    )
    drawn = at_crossings(drawn, home.id, goal.id)
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    for move in plan.moves:
        first = set(move.route.links)
        depart = (move.depart - AT).total_seconds() / 60
        ways = [path for path in simple_paths(drawn, home.id, goal.id) if is_open(drawn, path, depart)]
        other = [{road for road, _ in path} for path in ways if not {road for road, _ in path} <= first]
        assert (move.second is None) == (not other)
        if any(roads.isdisjoint(first) for roads in other):
            assert move.second_shares == ()


def at_crossings(drawn: Case, home: str, goal: str) -> Case:
    """The village and the shelter moved to two crossings."""
    where = {each.id: each.position for each in drawn.nodes}
    return replace(
        drawn,
        places=tuple(replace(each, position=where[home]) for each in drawn.places),
        shelters=tuple(replace(each, position=where[goal]) for each in drawn.shelters),
    )
