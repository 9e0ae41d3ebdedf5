"""Critical roads: who would lose what if one road closed, solved on paper; the answer kept is the answer given."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.critical import CriticalRoad
from core.domain.roads import Closure, ClosureKind
from core.planning.advice.critical import critical_roads, roads_in_use
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.effort import Stopped
from core.planning.planner import make_plan
from core.planning.replan import replan
from tests.core.planning.test_three_villages import three_villages
from tests.core.planning.villages import never, nothing, random_case


def closed_now(drawn: Case, road: str) -> Case:
    closure = Closure(road, drawn.at, None, ClosureKind.PLANNED, source="scenario")
    return replace(drawn, closures=(*drawn.closures, closure))


def found(drawn: Case, **options: int) -> dict[str, CriticalRoad]:
    roads = critical_roads(drawn, make_plan(drawn, nothing, never), nothing, never, **options)
    return {road.link: road for road in roads}


def test_the_most_used_roads_come_first() -> None:
    """a-m carries all six of 甲, k-c the three of 丙, b-k the three of 乙, m-d H1's four and m-k H2's two."""
    plan = make_plan(three_villages(), nothing, never)
    assert roads_in_use(plan) == ("a-m", "m-d", "b-k", "k-c", "m-k")
    assert roads_in_use(plan, 2) == ("a-m", "m-d")


def test_three_villages_on_paper() -> None:
    """a-m is the only road out of 甲: its six lose their place, last is then 丙 after 10 minutes. b-k: the three of 乙.
    m-d: H1 goes round a-m-k-c-d, 55 minutes instead of 20 (4 x 35 more). k-c: H4 of 丙 goes round by d, m and k to the
    hall, 45 instead of 10 (3 x 35), nobody sooner: the school is full. m-k: H2 takes the way round to the hall, 50
    instead of 25."""
    roads = found(three_villages())
    assert list(roads) == ["a-m", "b-k", "m-d", "k-c", "m-k"]
    assert (roads["a-m"].lost, roads["a-m"].households, roads["a-m"].later_min) == (6, ("H1", "H2"), -15)
    assert (roads["b-k"].lost, roads["b-k"].households, roads["b-k"].later_min) == (3, ("H3",), 0)
    assert {link: (r.touched, r.lost, r.extra_min, r.later_min) for link, r in roads.items() if not r.lost} == {
        "m-d": (1, 0, 140, 30),
        "k-c": (1, 0, 105, 20),
        "m-k": (1, 0, 50, 25),
    }


def test_only_the_worst_keep_their_answer() -> None:
    roads = found(three_villages(), ready=2)
    assert [road.replan is not None for road in roads.values()] == [True, True, False, False, False]
    assert found(three_villages(), most=1).keys() == {"a-m"}


def test_it_says_how_far_it_is_and_stops_when_told() -> None:
    drawn = three_villages()
    plan = make_plan(drawn, nothing, never)
    shares: list[float] = []
    critical_roads(drawn, plan, shares.append, never)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    with pytest.raises(Stopped):
        critical_roads(drawn, plan, nothing, lambda: True)


@settings(max_examples=25)
@given(st.integers(0, 10**9))
def test_each_figure_is_that_of_the_closing_answered_for_real(seed: int) -> None:
    drawn = random_case(Random(seed), helpers=())
    plan = make_plan(drawn, nothing, never)
    standing = replace(drawn, standing=plan)
    base = replan(standing, nothing, never)
    before = {person for move in base.plan.moves for person in move.persons}
    roads = critical_roads(drawn, plan, nothing, never, ready=3)
    assert {road.link for road in roads} == {link for move in plan.moves for link in move.route.links}
    for i, road in enumerate(roads):
        changed = closed_now(standing, road.link)
        answer = replan(changed, nothing, never)
        assert violations(changed, answer.plan) == ()
        assert road.extra_min == pytest.approx(answer.plan.exposure - base.plan.exposure)
        assert road.lost == len(before.intersection(p for short in answer.plan.shortfall for p in short.persons))
        assert (road.replan is not None) == (i < 3)
        if road.replan is not None:
            assert road.replan.plan == answer.plan
    order = [(-road.lost, -road.extra_min) for road in roads]
    assert order == sorted(order)
