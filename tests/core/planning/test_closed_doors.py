"""Nobody may wait at a shelter's door: who could be there only before it opens is told so, and by how much."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.plans import ClosedDoor, Plan, ShortfallRule
from core.domain.reasons import Remedy, RemedyKind, RouteReason
from core.planning.advice.proposals import opened_earlier
from core.planning.advice.remedies import advise
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.villages import (
    AT,
    case,
    closed,
    helper,
    link,
    never,
    node,
    nothing,
    place,
    random_case,
    shelter,
    walkers,
)


def closing(opens: int, closes: float, **more: object) -> Case:
    """Ten minutes' walk over a road that closes to a hall that opens."""
    return case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("road", "a", "b", 10)],
        [place("v", 0, 0)],
        [shelter("hall", 640, 0, 9, opens_after_min=opens)],
        [walkers("h", "v", 3)],
        closures=[closed("road", closes)],
        **more,
    )


def advised(drawn: Case) -> Plan:
    return advise(drawn, make_plan(drawn, nothing, never), nothing, never)


def opening(plan: Plan) -> Remedy:
    return next(remedy for remedy in plan.remedies if remedy.kind is RemedyKind.OPEN)


def test_a_hall_that_opens_after_its_road_has_closed_is_named_and_opening_it_earlier_is_tried() -> None:
    """By the road that closes at 18 minutes they are there at 18 at the latest; the hall opens at 20."""
    drawn = closing(20, 18)
    plan = advised(drawn)
    at = [AT + timedelta(minutes=minutes) for minutes in (20, 18, 18)]
    assert [(short.rule, short.door) for short in plan.shortfall] == [
        (ShortfallRule.OPENS_LATE, ClosedDoor("hall", at[0], at[1], "road", at[2]))
    ]
    first = opening(plan)
    assert (first.kind, first.subject, first.amount, first.serves, first.left) == (RemedyKind.OPEN, "hall", 2, 3, 0)
    assert first.by == AT + timedelta(minutes=18)
    assert violations(drawn, plan) == ()
    assert make_plan(opened_earlier(drawn, "hall", 2), nothing, never).served == 3
    assert make_plan(opened_earlier(drawn, "hall", 1), nothing, never).served == 0


def test_who_is_cut_off_before_he_could_be_there_at_all_is_cut_off() -> None:
    plan = advised(closing(20, 8))
    assert [(short.rule, short.door) for short in plan.shortfall] == [(ShortfallRule.CUT_OFF, None)]
    assert RemedyKind.OPEN not in {remedy.kind for remedy in plan.remedies}


def test_with_a_car_he_would_stand_before_the_door_too() -> None:
    """The road closes before anybody has walked it; the car is there in a quarter of the time, and too early."""
    drawn = closing(20, 5, helpers=(helper("z", "v", car_seats=4),))
    short = make_plan(drawn, nothing, never).shortfall[0]
    assert short.rule is ShortfallRule.OPENS_LATE
    assert short.door is not None
    assert short.door.latest == AT + timedelta(minutes=5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens": AT + timedelta(minutes=21)},
        {"closes": AT + timedelta(minutes=17)},
        {"latest": AT + timedelta(minutes=20)},
        {"latest": AT + timedelta(minutes=9)},
        {"link": "elsewhere"},
        {"shelter": "nowhere"},
    ],
)
def test_the_checks_look_at_what_is_said_of_the_door(wrong: dict[str, object]) -> None:
    drawn = closing(20, 18)
    plan = make_plan(drawn, nothing, never)
    short = plan.shortfall[0]
    assert short.door is not None
    said = replace(plan, shortfall=(replace(short, door=replace(short.door, **wrong)),))
    assert {finding.rule for finding in violations(drawn, said)} == {"shortfall_wrong"}
    none = replace(plan, shortfall=(replace(short, door=None),))
    assert {finding.rule for finding in violations(drawn, none)} == {"shortfall_wrong"}


@pytest.mark.parametrize("wrong", [{"by": None}, {"amount": 21.0}, {"by": AT}])
def test_the_checks_look_at_what_a_remedy_says_of_the_door(wrong: dict[str, object]) -> None:
    drawn = closing(20, 18)
    plan = advised(drawn)
    said = replace(plan, remedies=(replace(opening(plan), **wrong),))
    assert {finding.rule for finding in violations(drawn, said)} == {"remedy_wrong"}


@given(st.integers(0, 10**9))
def test_what_is_said_of_doors_holds_on_drawn_nights(seed: int) -> None:
    """Opened that much earlier nobody of them stands before that door any more."""
    rnd = Random(seed)
    drawn = random_case(rnd)
    late = tuple(replace(each, opens_after_min=rnd.choice([0, 15, 30, 45])) for each in drawn.shelters)
    drawn = replace(drawn, shelters=late)
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    for short in plan.shortfall:
        if short.door is not None:
            minutes = -((short.door.latest - short.door.opens) // timedelta(minutes=1))
            after = make_plan(opened_earlier(drawn, short.door.shelter, minutes), nothing, never)
            now = {(each.household, each.place): each for each in after.shortfall}.get((short.household, short.place))
            assert now is None or now.door is None or now.door.shelter != short.door.shelter


def test_a_road_whose_capacity_is_nobody_is_not_called_closed() -> None:
    """A short road that lets nobody pass beside a long one; and a village that has only the short one."""
    roads = [
        link("short", "a", "b", 5, capacity_pph=0.0),
        link("first", "a", "c", 10),
        link("second", "c", "b", 10),
        link("only", "d", "a", 1, capacity_pph=0.0),
    ]
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 320, 640), node("d", -300, 0)],
        roads,
        [place("v", 0, 0), place("w", -300, 0)],
        [shelter("s", 640, 0, 9)],
        [walkers("h", "v", 2), walkers("k", "w", 1)],
    )
    plan = make_plan(drawn, nothing, never)
    assert [(why.route, why.blocked) for why in plan.reasons] == [(RouteReason.QUICKER_BARRED, "short")]
    assert [short.rule for short in plan.shortfall] == [ShortfallRule.NOBODY_PASSES]
    assert violations(drawn, plan) == ()
    said = replace(plan, reasons=tuple(replace(why, route=RouteReason.QUICKER_CLOSED) for why in plan.reasons))
    assert violations(drawn, said) != ()
