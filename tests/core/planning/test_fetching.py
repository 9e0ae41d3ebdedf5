"""Who can be saved only by a car: cars are matched with them before soft rules, and bounds hold for whoever helps."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.helping import Lock
from core.domain.pairing import Pairing
from core.domain.people import Helper, Role
from core.domain.plans import Plan
from core.domain.reasons import RemedyKind
from core.planning.advice.remedies import advise
from core.planning.assignment import Assignment, assign
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.effort import Effort
from core.planning.planner import make_plan, solve
from core.planning.reach import Reach
from core.planning.replan import replan
from core.planning.situation import Situation
from tests.core.planning.drawn_cases import drawn_case
from tests.core.planning.villages import case, closed, helper, link, never, node, nothing, place, shelter, walkers


def effort() -> Effort:
    return Effort(nothing, never, 10**9, 60.0)


def by_soft_rules(drawn: Case) -> Assignment:
    """The pairing that does not ask who can be saved by whom."""
    situation = Situation(drawn, effort())
    return assign(drawn, Reach(drawn, situation.travel, effort()), situation.last_moments())


def behind_the_bridge(households: Sequence[int], helpers: tuple[Helper, ...], closes: float = 25) -> Case:
    """Village v, an hour's walk and a quarter of an hour's drive from the only shelter; the road closes before anybody
    has walked it. Helpers live in u, next door, and in w, a bit further on."""
    return case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 3800, 0)],
        [link("near", "a", "b", 12), link("bridge", "b", "c", 60)],
        [place("u", 0, 0), place("v", 0, 0), place("w", 640, 0)],
        [shelter("s", 3800, 0, 30)],
        [walkers(f"h{i}", "v", size) for i, size in enumerate(households)],
        helpers=helpers,
        closures=[closed("bridge", closes)],
    )


def test_a_car_further_away_fetches_whom_the_neighbours_cannot() -> None:
    """The neighbours have no car: they come first by minutes, and nobody is saved."""
    drawn = behind_the_bridge([3], (helper("a1", "u"), helper("a2", "u"), helper("z", "w", car_seats=4)))
    assert solve(drawn, effort(), pairing=by_soft_rules(drawn)).saved.persons == 0
    plan = make_plan(drawn, nothing, never)
    assert (plan.served, plan.served_bound, plan.served_bound_any) == (3, 3, 3)
    assert "z" in {pairing.helper for pairing in plan.pairings}
    assert not plan.with_these_helpers
    assert violations(drawn, plan) == ()


def test_scarce_cars_go_to_those_whom_they_hold() -> None:
    """One car of nine seats, one of four; nine and four persons, one trip each before the road closes."""
    cars = (helper("z4", "u", car_seats=4), helper("z9", "w", car_seats=9))
    drawn = behind_the_bridge([4, 9], (*cars, helper("a1", "u"), helper("a2", "u")))
    plan = make_plan(drawn, nothing, never)
    assert plan.served == 13
    assert violations(drawn, plan) == ()


def test_nobody_gets_a_car_whom_it_does_not_save() -> None:
    """The road is open all night: soft rules alone decide."""
    neighbours = (helper("a1", "u"), helper("a2", "u"))
    drawn = replace(behind_the_bridge([3], (*neighbours, helper("z", "w", car_seats=4))), closures=())
    plan = make_plan(drawn, nothing, never)
    assert plan.served == 3
    assert {pairing.helper for pairing in plan.pairings} == {"a1", "a2"}


def test_no_door_stays_empty_for_a_car_but_the_remedy_says_what_it_would_save() -> None:
    """Every door keeps somebody before soft rules and cars; what pairing the car with them gains is tried."""
    drawn = behind_the_bridge([3, 5], (helper("z", "v", car_seats=4, max_load=1), helper("a", "v", max_load=1)))
    locked = assign_to(drawn, {("h0", Role.PRIMARY): "a", ("h1", Role.PRIMARY): "z"})
    situation = solve(drawn, effort(), pairing=locked)
    assert situation.saved.persons == 0
    plan = make_plan(drawn, nothing, never)
    assert plan.served == 3  # both doors have somebody, and z is at the one where his car holds all


def assign_to(drawn: Case, doors: dict[tuple[str, Role], str]) -> Assignment:
    pairings = tuple(Pairing(household, role, name, 2.0) for (household, role), name in sorted(doors.items()))
    return Assignment(pairings, ())


def test_a_lock_leaves_somebody_out_and_the_remedy_names_the_car() -> None:
    """Both parts at the door are locked to neighbours without a car: the plan follows, says that it holds with these
    helpers, and the remedy is to pair the household with the one who has a car."""
    neighbours = (helper("a1", "u"), helper("a2", "u"))
    drawn = locked(behind_the_bridge([3], (*neighbours, helper("z", "w", car_seats=4))), "h0", "a1", "a2")
    plan = make_plan(drawn, nothing, never)
    assert (plan.served, plan.served_bound, plan.served_bound_any) == (0, 0, 3)
    assert plan.with_these_helpers
    advised = advise(drawn, plan, nothing, never)
    remedy = next(each for each in advised.remedies if each.kind is RemedyKind.HELPER)
    assert (remedy.subject, remedy.helper, remedy.serves, remedy.left, remedy.uncovered) == ("h0", "z", 3, 0, 0)
    assert violations(drawn, advised) == ()


def locked(drawn: Case, household: str, a: str, b: str) -> Case:
    locks = (Lock(household, Role.PRIMARY, a, drawn.at, "", ""), Lock(household, Role.DEPUTY, b, drawn.at, "", ""))
    return replace(drawn, locks=locks)


def test_whom_they_were_told_stays_unless_another_saves_somebody() -> None:
    """The road closes now, so that only a car is quick enough: one of the two is replaced by it, the other stays."""
    neighbours = (helper("a1", "u"), helper("a2", "u"), helper("a3", "u"))
    open_night = replace(behind_the_bridge([3, 2], (*neighbours, helper("z", "w", car_seats=9))), closures=())
    standing = make_plan(open_night, nothing, never)
    told = {(p.household, p.helper) for p in standing.pairings}
    assert "z" not in {name for _, name in told}
    quiet = replan(replace(open_night, standing=standing), nothing, never).plan
    assert quiet.pairings == standing.pairings
    later = replace(open_night, standing=standing, closures=(closed("bridge", 25),))
    answer = replan(later, nothing, never).plan
    assert answer.served == 5
    assert len(told - {(p.household, p.helper) for p in answer.pairings}) == 2  # one of the two at each door
    assert violations(later, answer) == ()


@pytest.mark.parametrize("seed", range(40))
def test_no_pairing_saves_more_than_the_bound_over_all_of_them(seed: int) -> None:
    """Every pairing of tiny districts is planned; and the plan saves no fewer than soft rules alone would."""
    rnd = Random(seed)
    cars = tuple(
        helper(f"z{i}", rnd.choice("uw"), car_seats=rnd.choice([0, 2, 4, 9]), max_load=rnd.randint(1, 2))
        for i in range(3)
    )
    sizes = [rnd.choice([1, 2, 3, 4, 6]) for _ in range(rnd.randint(1, 3))]
    drawn = behind_the_bridge(sizes, cars, closes=rnd.choice([19, 25, 50, 70]))
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    assert plan.served_bound_any is not None
    best = max(solve(drawn, effort(), pairing=each).saved.persons for each in every_pairing(drawn))
    assert plan.served_bound_any >= max(best, plan.served_bound)
    assert plan.served >= solve(drawn, effort(), pairing=by_soft_rules(drawn)).saved.persons
    if plan.served < best:
        assert plan.with_these_helpers or plan.served_bound >= best


def every_pairing(drawn: Case) -> list[Assignment]:
    """One helper at each door, within loads."""
    doors = [party.household for party in drawn.parties]
    load = {each.id: each.max_load for each in drawn.helpers}
    return [
        assign_to(drawn, {(door, Role.PRIMARY): name for door, name in zip(doors, names, strict=True)})
        for names in product(sorted(load), repeat=len(doors))
        if all(names.count(name) <= many for name, many in load.items())
    ]


@given(st.integers(0, 10**9))
def test_the_bound_over_all_pairings_is_no_less_than_any_plan(seed: int) -> None:
    plan: Plan = make_plan(drawn_case(Random(seed)), nothing, never)
    assert plan.served_bound_any is not None
    assert plan.served <= plan.served_bound <= plan.served_bound_any <= plan.due
