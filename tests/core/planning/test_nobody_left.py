"""Small nights in which somebody was left who could be saved, or in which a bound forbade what can be done."""

import pytest

from core.domain.people import Mobility
from core.domain.plans import Mode, Objective, Plan
from core.domain.roads import Vehicle
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.villages import (
    case,
    closed,
    helper,
    link,
    never,
    node,
    nothing,
    party,
    place,
    shelter,
    walkers,
)

LIES = (Mobility.WALKS, Mobility.BEDRIDDEN, Mobility.WALKS)


def planned(drawn: Case) -> Plan:
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    return plan


def test_a_shelter_at_ones_own_point_of_a_road_is_reached_though_the_road_is_closed() -> None:
    """The hall stands beside the village, halfway along a road that is flooded; the school is beyond it. Whoever sets
    out for the school does pass it."""
    plan = planned(
        case(
            [node("a", 0, 0), node("b", 1000, 0)],
            [link("road", "a", "b", 20)],
            [place("v", 500, 0)],
            [shelter("hall", 500, 0, 3), shelter("school", 1000, 0, 9)],
            [walkers("h", "v", 3), walkers("k", "v", 2)],
            closures=[closed("road", 0, 30)],
            together=False,
        )
    )
    by = {move.household: move for move in plan.moves}
    assert (by["h"].shelter, by["h"].route.links, by["h"].deadline) == ("hall", (), None)
    assert (by["k"].shelter, by["k"].depart) == ("school", plan.at.replace(minute=30))


def test_what_a_road_allowed_while_it_was_closed_may_be_used_once_it_opens() -> None:
    """One person in ten minutes, the road closed from the 7th minute to the 12th: the first may go in the 12th minute,
    on the allowance of the 9th, the second in the 19th. The bound does not say that it takes longer."""
    plan = planned(
        case(
            [node("a", 0, 0), node("b", 640, 0)],
            [link("road", "a", "b", 1, capacity_pph=6.0)],
            [place("v", 0, 0)],
            [shelter("s", 640, 0, 9)],
            [walkers("h", "v", 1), walkers("k", "v", 1)],
            closures=[closed("road", 7, 12)],
            step_s=60,
        )
    )
    assert plan.clearance_bound_s <= 20 * 60


@pytest.mark.parametrize("objective", list(Objective))
def test_a_bus_does_not_take_the_beds_that_whole_households_fill_better(objective: Objective) -> None:
    """Five beds, an hour's walk away: two and three persons fill them. A seat for the single one would leave three."""
    plan = planned(
        case(
            [node("a", 0, 0), node("b", 3800, 0)],
            [link("road", "a", "b", 60)],
            [place("v", 0, 0)],
            [shelter("s", 3800, 0, 5)],
            [walkers("h", "v", 2), walkers("k", "v", 3), walkers("m", "v", 1)],
            fleet=(Vehicle("bus", "bus", 1, depot="a"),),
            objective=objective,
        )
    )
    assert plan.served == 5


@pytest.mark.parametrize("objective", list(Objective))
def test_who_is_too_many_for_the_shelter_nearby_is_fetched_to_a_larger_one(objective: Objective) -> None:
    """The hall next door has two beds; the school beyond the road that nobody can be carried on has three."""
    plan = planned(
        case(
            [node("a", 0, 0), node("b", 640, 0), node("c", 3800, 0)],
            [link("near", "a", "b", 5), link("far", "b", "c", 60, modes=("walk", "car", "bus"))],
            [place("v", 0, 0)],
            [shelter("hall", 640, 0, 2), shelter("school", 3800, 0, 3)],
            [party("h", "v", *LIES)],
            fleet=(Vehicle("van", "van", 8, depot="a"),),
            objective=objective,
        )
    )
    assert [(move.shelter, move.mode) for move in plan.moves] == [("school", Mode.CAR)]


def test_a_car_does_not_wait_for_a_household_that_no_shelter_has_beds_for() -> None:
    """The car could be at the door of nine persons first; but there are four beds, and before it would be back the road
    to them is closed."""
    plan = planned(
        case(
            [node("a", 0, 0), node("b", 640, 0)],
            [link("road", "a", "b", 20)],
            [place("v", 0, 0)],
            [shelter("s", 640, 0, 4)],
            [walkers("h", "v", 9), walkers("k", "v", 4)],
            helpers=(helper("z", "v", car_seats=9),),
            closures=[closed("road", 8)],
        )
    )
    assert [move.household for move in plan.moves] == ["k"]


def test_who_has_to_wait_for_his_turn_goes_by_the_road_that_is_open_then() -> None:
    """A road that lets in two by the 18th minute; of the roads beyond it the quick one is closed by then."""
    plan = planned(
        case(
            [node("a", 0, 0), node("b", 640, 0), node("c", 1280, 0)],
            [
                link("narrow", "a", "b", 1, capacity_pph=7.0),
                link("quick", "b", "c", 0, capacity_pph=7.0),
                link("long", "b", "c", 2),
            ],
            [place("v", 0, 0)],
            [shelter("s", 1280, 0, 3)],
            [walkers("h", "v", 2)],
            closures=[closed("quick", 1.5), closed("narrow", 3, 5)],
            step_s=60,
        )
    )
    assert plan.served == 2


def test_nobody_follows_his_household_into_the_bed_without_which_more_are_left() -> None:
    """Five beds: a family of four that can go nowhere else, and two whose household is in already and who find room in
    the hall beyond."""
    plan = planned(
        case(
            [node("a", 0, 0), node("b", 640, 0), node("c", 1280, 0)],
            [link("near", "a", "b", 5), link("far", "b", "c", 5)],
            [place("v", 0, 0)],
            [shelter("s", 640, 0, 5), shelter("hall", 1280, 0, 3)],
            [party("h", "v", *[Mobility.WALKS] * 2, joins="s"), walkers("k", "v", 4)],
        )
    )
    assert {move.household: move.shelter for move in plan.moves} == {"h": "hall", "k": "s"}


def test_a_helper_fetches_who_is_too_many_for_the_shelter_at_the_door() -> None:
    """The hall next door has four beds for five; the car could also save four others a minute's walk."""
    plan = planned(
        case(
            [node("a", 0, 0), node("b", 640, 0), node("c", 1280, 0)],
            [link("one", "a", "b", 3), link("two", "b", "c", 1)],
            [place("v", 0, 0), place("w", 640, 0)],
            [shelter("hall", 0, 0, 4), shelter("school", 1280, 0, 9)],
            [walkers("h", "v", 5), walkers("k", "w", 4)],
            helpers=(helper("z", "w", car_seats=9),),
            closures=[closed("one", 2)],
        )
    )
    assert plan.served == 9
