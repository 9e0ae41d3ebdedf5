"""Bad input gives findings or a shortfall, never a hang."""

from dataclasses import replace
from itertools import count

import pytest

from core.domain.plans import Objective, ShortfallRule
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import Stopped, make_plan
from tests.core.planning.staging.test_turns import one_road, solved
from tests.core.planning.villages import (
    after,
    case,
    closed,
    link,
    never,
    node,
    nothing,
    place,
    shelter,
    walkers,
)


def rules(drawn: Case) -> set[ShortfallRule]:
    return {short.rule for short in solved(drawn).shortfall}


def test_a_road_of_capacity_nought_lets_nobody_in() -> None:
    assert rules(one_road(walkers("a", "v", 1), capacity=0.0)) == {ShortfallRule.NOBODY_PASSES}


def test_a_village_on_a_road_of_capacity_nought_is_cut_off_but_from_the_shelter_at_its_door() -> None:
    drawn = one_road(walkers("a", "v", 1), capacity=0.0)
    halfway = replace(drawn, places=(place("v", 320, 0),))
    assert rules(halfway) == {ShortfallRule.NOBODY_PASSES}
    assert rules(replace(halfway, shelters=(shelter("s", 320, 0, 9),))) == set()


def test_a_road_so_slow_that_nobody_ever_passes() -> None:
    assert rules(one_road(walkers("a", "v", 2), capacity=1e-9)) == {ShortfallRule.ROAD_CROWDED}


def test_a_road_that_lets_one_in_in_days_is_planned_without_a_search_through_every_minute() -> None:
    """A family of three waits 3600 steps to enter, the last of them for months."""
    drawn = one_road(*[walkers(f"h{i}", "v", 3) for i in range(6)], capacity=0.01, beds=99)
    plan = make_plan(drawn, nothing, never)
    assert not plan.stopped
    assert plan.served == 18
    assert violations(drawn, plan) == ()


def test_steps_of_a_second_are_planned_as_soon_as_longer_ones() -> None:
    drawn = one_road(*[walkers(f"h{i:03}", "v", 3) for i in range(150)], capacity=1_000.0, beds=999)
    plan = make_plan(replace(drawn, step_s=1), nothing, never)
    assert not plan.stopped
    assert plan.served == 450
    assert violations(replace(drawn, step_s=1), plan) == ()


def test_a_family_larger_than_an_hours_capacity_waits_for_it() -> None:
    plan = solved(one_road(walkers("a", "v", 9), capacity=2.0))
    assert after(4 * 60) < plan.moves[0].depart <= after(4.6 * 60)


def test_roads_that_take_no_time() -> None:
    drawn = one_road(*[walkers(f"h{i}", "v", 5) for i in range(3)])
    plan = solved(replace(drawn, links=(link("road", "a", "b", 0, capacity_pph=60.0),)))
    assert plan.served == 15
    assert plan.clearance_s == pytest.approx(600, abs=2)


def test_places_and_shelters_that_no_road_reaches() -> None:
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0), node("x", 0, 900), node("y", 640, 900)],
        [link("road", "a", "b", 10, capacity_pph=60.0), link("island", "x", "y", 10, capacity_pph=60.0)],
        [place("v", 0, 0), place("w", 0, 900)],
        [shelter("s", 640, 0, 99), shelter("far", 640, 9_000, 99)],
        [walkers("a", "v", 6), walkers("b", "v", 6), walkers("c", "w", 1)],
    )
    plan = solved(drawn)
    assert "shelter_too_far" in {finding.rule for finding in plan.findings}
    assert plan.served >= 12


def test_more_people_than_beds_on_a_crowded_road() -> None:
    plan = solved(one_road(*[walkers(f"h{i}", "v", 3) for i in range(8)], beds=10))
    assert plan.served == 9
    assert plan.served_bound == 10
    assert {short.rule for short in plan.shortfall} == {ShortfallRule.NO_ROOM}


def test_closures_that_contradict_one_another_are_a_union() -> None:
    closures = (closed("road", 5, 60), closed("road", 20, 30), closed("road", 40, 5), closed("road", 0, 0))
    plan = solved(one_road(*[walkers(f"h{i}", "v", 5) for i in range(3)], closures=closures))
    assert plan.served == 15
    assert min(move.depart for move in plan.moves) >= after(60)


def test_no_shelters_and_no_parties() -> None:
    drawn = one_road(walkers("a", "v", 2))
    assert solved(replace(drawn, shelters=())).served == 0
    assert solved(replace(drawn, parties=(), due_households=frozenset())).due == 0


@pytest.mark.parametrize("objective", list(Objective))
def test_stopping_ends_at_once(objective: Objective) -> None:
    drawn = one_road(*[walkers(f"h{i}", "v", 1 + i % 5) for i in range(300)], objective=objective)
    for stop_at in (3, 10, 30):
        asked = count()
        with pytest.raises(Stopped):
            make_plan(drawn, nothing, lambda asked=asked, stop_at=stop_at: next(asked) >= stop_at)  # type: ignore[misc]


@pytest.mark.parametrize("steps", [50, 500, 700])
def test_steps_used_up_give_a_plan_that_keeps_the_rules(steps: int) -> None:
    drawn = one_road(*[walkers(f"h{i}", "v", 1 + i % 5) for i in range(200)], max_steps=steps)
    plan = make_plan(drawn, nothing, never)
    assert plan.stopped
    assert violations(drawn, plan) == ()


@pytest.mark.long
def test_a_place_with_a_hundred_thousand_people() -> None:
    drawn = one_road(*[walkers(f"h{i:05}", "v", 4) for i in range(25_000)], capacity=3_000.0, beds=100_000)
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    assert plan.served + sum(len(short.persons) for short in plan.shortfall) == 100_000
