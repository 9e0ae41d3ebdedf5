"""Which beds hold a plan back and what that costs: the three villages on paper, and sums over drawn cases."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from core.domain.reasons import ShelterReason
from core.domain.tight_shelters import TightShelter, tight_shelters
from core.planning.planner import make_plan
from tests.core.planning.test_three_villages import three_villages
from tests.core.planning.villages import never, nothing, random_case


def test_the_school_sends_two_on_and_that_costs_ten_minutes() -> None:
    """H2, two persons, could be in the school five minutes sooner; its bed there saves H1 more."""
    plan = make_plan(three_villages(), nothing, never)
    assert tight_shelters(plan) == (TightShelter("学校", 1, 2, 10.0),)


def test_a_bottleneck_of_the_bound_alone_sends_nobody_on() -> None:
    plan = replace(make_plan(three_villages(), nothing, never), reasons=(), bottlenecks=("学校",))
    assert tight_shelters(plan) == (TightShelter("学校", 0, 0, 0.0),)


def test_enough_beds_hold_nothing_back() -> None:
    drawn = three_villages()
    roomy = replace(drawn, shelters=tuple(replace(shelter, capacity=99) for shelter in drawn.shelters))
    assert tight_shelters(make_plan(roomy, nothing, never)) == ()


@given(st.integers(0, 10**6))
def test_each_who_passes_over_a_bed_is_counted_where_he_does(seed: int) -> None:
    plan = make_plan(random_case(Random(seed)), nothing, never)
    beds = (ShelterReason.SOONER_FULL, ShelterReason.FOR_OTHERS)
    passing = {(why.household, why.place): why for why in plan.reasons if why.shelter in beds}
    persons = sum(len(move.persons) for move in plan.moves if (move.household, move.place) in passing)
    found = tight_shelters(plan)
    assert sum(tight.persons for tight in found) == persons
    assert {tight.shelter for tight in found} == {*plan.bottlenecks, *(why.passed_over for why in passing.values())}
    costs = [tight.later_min for tight in found]
    assert costs == sorted(costs, reverse=True)
