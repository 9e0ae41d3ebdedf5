"""Whole plans: the independent checks find nothing, whatever the district; the same case gives the same plan."""

import pickle
from dataclasses import replace
from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.people import Mobility
from core.domain.plans import Mode, Objective, ShortfallRule
from core.domain.roads import Delay, SpeedFactor, Vehicle
from core.planning.checks import violations
from core.planning.planner import Stopped, make_plan
from tests.core.planning.villages import (
    after,
    case,
    closed,
    helper,
    link,
    never,
    node,
    nothing,
    party,
    place,
    random_case,
    shelter,
    walkers,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_no_plan_breaks_a_rule(seed: int) -> None:
    drawn = random_case(Random(seed))
    assert violations(drawn, make_plan(drawn, nothing, never)) == ()


@pytest.mark.long
@settings(max_examples=10_000, deadline=None)
@given(st.integers(0, 10**9))
def test_no_plan_of_ten_thousand_breaks_a_rule(seed: int) -> None:
    drawn = random_case(Random(seed))
    assert violations(drawn, make_plan(drawn, nothing, never)) == ()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_same_case_same_plan_whatever_the_order_of_its_tables(seed: int) -> None:
    rnd = Random(seed)
    drawn = random_case(rnd)
    tables = ("places", "nodes", "links", "closures", "shelters", "parties", "helpers")
    mixed = replace(
        drawn, **{name: tuple(rnd.sample(rows, len(rows))) for name in tables for rows in [getattr(drawn, name)]}
    )
    assert make_plan(drawn, nothing, never) == make_plan(mixed, nothing, never)


def village(*parties: object, **facts: object):  # type: ignore[no-untyped-def]
    """v --- 10 min --- s (6 beds); nothing else within reach."""
    more = {"places": (place("v", 0, 0),), "links": (link("road", "a", "b", 10),), **facts}
    return case(
        [node("a", 0, 0), node("b", 640, 0)],
        more.pop("links"),
        more.pop("places"),
        [shelter("s", 640, 0, 6)],
        parties,
        **more,
    )  # type: ignore[arg-type]


def rules(drawn: object) -> dict[str, ShortfallRule]:
    plan = make_plan(drawn, nothing, never)  # type: ignore[arg-type]
    assert violations(drawn, plan) == ()  # type: ignore[arg-type]
    return {s.household: s.rule for s in plan.shortfall}


def test_who_cannot_be_served_is_listed_with_the_reason() -> None:
    off_map = place("u", 0, 0).__class__("u", "镇", "u", "village")
    places = (place("v", 0, 0), place("far", 0, 9_000), off_map)
    drawn = village(
        walkers("a", "v", 4),
        walkers("b", "v", 4),
        walkers("c", "v", 7),
        walkers("d", "far", 1),
        walkers("e", "u", 1),
        places=places,
    )
    assert rules(drawn) == {
        "b": ShortfallRule.NO_ROOM,
        "c": ShortfallRule.LARGER_THAN_ANY,
        "d": ShortfallRule.TOO_FAR_FROM_ROAD,
        "e": ShortfallRule.NO_POSITION,
    }
    assert rules(village(walkers("a", "v", 1), closures=(closed("road", 5),))) == {"a": ShortfallRule.CUT_OFF}
    away = link("road", "b", "a", 10, oneway=True, modes=("walk",))
    assert rules(village(walkers("a", "v", 1), links=(away,))) == {"a": ShortfallRule.NO_ROUTE}


def test_long_access_legs_are_found_and_walked() -> None:
    drawn = village(walkers("a", "v", 1), places=(place("v", 0, 1284),))
    plan = make_plan(drawn, nothing, never)
    assert [(f.rule, f.facts["place"]) for f in plan.findings] == [("long_access", "v")]
    assert plan.moves[0].route.access_m == pytest.approx(1284, abs=1)
    assert plan.moves[0].arrive.timestamp() == pytest.approx(after(30).timestamp(), abs=2)
    assert violations(drawn, plan) == ()


def test_a_group_is_as_slow_as_its_slowest_and_leaves_after_its_delay() -> None:
    speeds = (
        SpeedFactor("*", "*", "*", 1.5),
        SpeedFactor("slow", "night", "*", 2.0),
        SpeedFactor("slow", "*", "*", 3.0),
    )
    delays = (Delay("*", "*", 5), Delay("slow", "*", 20))
    drawn = village(
        party("a", "v", Mobility.WALKS, Mobility.SLOW), walkers("b", "v", 1), speeds=speeds, delays=delays, night=True
    )
    moves = {m.household: m for m in make_plan(drawn, nothing, never).moves}
    assert (moves["a"].depart, moves["a"].arrive) == (after(20), after(40))
    assert (moves["b"].depart, moves["b"].arrive) == (after(5), after(20))


def test_modes_follow_who_must_be_carried_and_whose_car_has_seats() -> None:
    drawn = village(
        party("a", "v", Mobility.BEDRIDDEN),
        walkers("b", "v", 2),
        walkers("c", "v", 2),
        helpers=(helper("p", "v", car_seats=3, max_load=9), helper("q", "b", max_load=9)),
        places=(place("v", 0, 0), place("b", 640, 0)),
    )
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    assert {m.household: m.mode for m in plan.moves} == {"a": Mode.CARRIED, "b": Mode.CAR, "c": Mode.WALK}
    assert {m.household: m.arrive for m in plan.moves} == {"a": after(10), "b": after(2.5), "c": after(10)}


def test_the_rest_of_a_household_is_joined_where_there_is_room() -> None:
    shelters = (shelter("s", 640, 0, 3), shelter("near", 64, 0, 9))
    drawn = village(
        party("a", "v", *[Mobility.WALKS] * 2, joins="s"), party("b", "v", *[Mobility.WALKS] * 2, joins="s")
    )
    plan = make_plan(replace(drawn, shelters=shelters), nothing, never)
    assert {m.household: m.shelter for m in plan.moves} == {"a": "s", "b": "near"}


def test_clearance_brings_the_last_one_in_sooner_than_exposure() -> None:
    """Two near shelters for one near and one far village: exposure gives the near village the nearest beds."""
    drawn = case(
        [node(n, x, 0) for n, x in [("a", 0), ("b", 640), ("c", 1280), ("d", 1920)]],
        [link("ab", "a", "b", 10), link("bc", "b", "c", 10), link("cd", "c", "d", 30)],
        [place("near", 640, 0), place("far", 0, 0)],
        [shelter("s", 1280, 0, 2), shelter("t", 1920, 0, 9)],
        [walkers("h", "near", 2), walkers("i", "far", 2)],
    )
    swift = make_plan(replace(drawn, objective=Objective.CLEARANCE), nothing, never)
    calm = make_plan(drawn, nothing, never)
    assert (swift.clearance_s, swift.clearance_bound_s, swift.gap) == (40 * 60, 40 * 60, 0)
    assert calm.clearance_s >= swift.clearance_s
    assert calm.exposure <= swift.exposure
    assert violations(drawn, calm) == violations(replace(drawn, objective=Objective.CLEARANCE), swift) == ()


def test_fleet_and_empty_cases() -> None:
    assert make_plan(village(fleet=(Vehicle("bus", "bus", 30),)), nothing, never).findings == ()
    nowhere = case(places=[place("v", 0, 0)], parties=[walkers("a", "v", 1)])
    assert rules(nowhere) == {"a": ShortfallRule.NO_ROUTE}
    assert violations(case(), make_plan(case(), nothing, never)) == ()


def test_a_stop_raises_and_progress_only_grows() -> None:
    shares: list[float] = []
    make_plan(village(walkers("a", "v", 1)), shares.append, never)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    asked = count()
    with pytest.raises(Stopped):
        make_plan(village(walkers("a", "v", 1)), nothing, lambda: next(asked) >= 1)


def test_a_plan_that_ran_out_of_steps_says_so_and_still_breaks_no_rule() -> None:
    for seed in range(30):
        drawn = replace(random_case(Random(seed)), max_steps=3)
        plan = make_plan(drawn, nothing, never)
        assert plan.stopped == (plan.steps > 3)
        assert [f for f in violations(drawn, plan) if f.rule != "deadline_wrong"] == []


def test_plans_travel_between_processes() -> None:
    plan = make_plan(village(walkers("a", "v", 1), closures=(closed("road", 60),)), nothing, never)
    assert pickle.loads(pickle.dumps(plan)) == plan  # noqa: S301
    assert plan.moves[0].deadline == after(50)
