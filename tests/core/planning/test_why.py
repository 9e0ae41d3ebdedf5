"""Why each household goes where, how and when: solved on paper, and every figure computed again from scratch."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.people import Mobility
from core.domain.plans import Move, Plan
from core.domain.reasons import Reasons, RouteReason, ShelterReason, TimeReason
from core.domain.roads import Delay
from core.domain.tight_shelters import tight_shelters
from core.planning.advice.remedies import advise
from core.planning.case import Case, CaseParty
from core.planning.checks import violations
from core.planning.fit import fit_of, takes
from core.planning.planner import make_plan
from core.planning.replan import least_change
from tests.core.planning.test_fit import with_drawn_needs
from tests.core.planning.test_three_villages import three_villages
from tests.core.planning.test_together import ring
from tests.core.planning.villages import (
    case,
    closed,
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


def why(drawn: Case) -> dict[str, Reasons]:
    return {reasons.household: reasons for reasons in make_plan(drawn, nothing, never).reasons}


def test_three_villages_on_paper() -> None:
    """H1 goes to the school, the nearest; the hall has 9 - 8 = 1 bed left, too few for its four. H2 passes over the
    school, five minutes sooner, for H1's sake; nothing else has room. H3 and H4 go to their nearest; the school is
    full."""
    reasons = why(three_villages())
    assert reasons["H1"] == Reasons(
        "H1", "甲", ShelterReason.SOONEST, RouteReason.QUICKEST, TimeReason.READY, next_route_min=35
    )
    assert reasons["H2"] == Reasons(
        "H2",
        "甲",
        ShelterReason.FOR_OTHERS,
        RouteReason.QUICKEST,
        TimeReason.READY,
        passed_over="学校",
        passed_over_min=5,
        next_route_min=25,
    )
    assert {h: (reasons[h].shelter, reasons[h].next_shelter) for h in ("H3", "H4")} == {
        "H3": (ShelterReason.SOONEST, None),
        "H4": (ShelterReason.SOONEST, None),
    }


def test_what_beds_cost_is_told_of_those_who_do_as_they_were_told_too() -> None:
    """Nothing has changed: H2 still passes over the school, which has no bed for it; and a bed there still helps."""
    drawn = three_villages()
    plan = make_plan(drawn, nothing, never)
    later = replace(drawn, standing=plan)
    again = least_change(later, nothing, never).plan
    assert violations(later, again) == ()
    told = next(each for each in again.reasons if each.household == "H2")
    assert (told.shelter, told.passed_over, told.passed_over_min) == (ShelterReason.AS_TOLD, "学校", 5)
    assert tight_shelters(again) == tight_shelters(plan)
    before, after = (advise(case, plan, nothing, never).remedies for case, plan in ((drawn, plan), (later, again)))
    assert [(each.kind, each.subject, each.amount) for each in after] == [
        (each.kind, each.subject, each.amount) for each in before
    ]
    roomy = replace(later, shelters=tuple(replace(s, capacity=9) if s.id == "学校" else s for s in drawn.shelters))
    kept = least_change(roomy, nothing, never).plan
    assert {each.passed_over for each in kept.reasons} == {None}  # a bed is free now: it is what was told that keeps it


def test_with_a_bed_more_the_next_best_shelter_has_room() -> None:
    """Six beds in the school take all of 甲; the hall then keeps 9 - 6 = 3 beds: enough for H2 and H3, not for H1."""
    drawn = three_villages()
    roomy = replace(drawn, shelters=tuple(replace(s, capacity=6) if s.id == "学校" else s for s in drawn.shelters))
    reasons = why(roomy)
    assert (reasons["H1"].next_shelter, reasons["H1"].next_shelter_min) == (None, None)
    assert (reasons["H2"].shelter, reasons["H2"].next_shelter) == (ShelterReason.SOONEST, "礼堂")
    assert reasons["H2"].next_shelter_min == pytest.approx(5)


def test_the_bridge_is_the_reason_for_the_way_round() -> None:
    reasons = why(three_villages(closures=(closed("m-k", 20),)))
    assert (reasons["H2"].route, reasons["H2"].blocked) == (RouteReason.QUICKER_CLOSED, "m-k")
    assert reasons["H2"].passed_over_min == pytest.approx(30)
    assert reasons["H1"].route is RouteReason.QUICKEST


def road(*parties: CaseParty, **facts: object) -> Case:
    """v --- 10 min --- near --- 10 min --- far."""
    more = {"near": {}, "far": {}, "closures": (), **facts}
    near, far = more.pop("near"), more.pop("far")
    return case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 1280, 0)],
        [link("a-b", "a", "b", 10), link("b-c", "b", "c", 10)],
        [place("v", 0, 0)],
        [
            shelter("near", 640, 0, **{"capacity": 4, **near}),  # type: ignore[dict-item]
            shelter("far", 1280, 0, **{"capacity": 9, **far}),  # type: ignore[dict-item]
        ],
        parties,
        **more,
    )


def test_a_shelter_that_was_full_before_and_one_that_does_not_take_them() -> None:
    full = why(road(walkers("h", "v", 2), inside=(("near", 3),)))["h"]
    assert (full.shelter, full.passed_over, full.passed_over_min) == (ShelterReason.SOONER_FULL, "near", 10)
    unfit = why(road(party("h", "v", Mobility.WHEELCHAIR), near={"step_free": False}))["h"]
    assert (unfit.shelter, unfit.passed_over, unfit.passed_over_min) == (ShelterReason.SOONER_UNFIT, "near", 10)
    assert unfit.next_shelter is None


def test_with_the_rest_of_the_household() -> None:
    follows = why(road(party("h", "v", Mobility.WALKS, joins="far")))["h"]
    assert (follows.shelter, follows.next_shelter, follows.next_shelter_min) == (
        ShelterReason.WITH_THE_REST,
        "near",
        -10,
    )


def test_for_the_villages_sake() -> None:
    """The split village of test_together: one household gives up its bed in s, a minute sooner."""
    drawn = ring(walkers("1", "v", 2), walkers("2", "v", 2), walkers("3", "v", 2), walkers("9", "u", 1), beds=(3, 8))
    reasons = why(drawn)
    given_up = [r for r in reasons.values() if r.shelter is ShelterReason.WITH_THE_VILLAGE]
    assert [(r.place, r.passed_over, r.passed_over_min) for r in given_up] == [("v", "s", 1.0)] * len(given_up)
    assert given_up


def test_waiting_for_a_road_and_for_a_shelter() -> None:
    """The road opens after 30 minutes; the near shelter opens after 25: leave after 15 to be there then."""
    opens = why(road(walkers("h", "v", 1), closures=(closed("a-b", -5, 30),)))["h"]
    assert (opens.time, opens.wait_min, opens.route) == (TimeReason.ROAD_OPENS, 30, RouteReason.QUICKEST)
    waits = why(road(walkers("h", "v", 1), near={"opens_after_min": 25}, far={"capacity": 0}))["h"]
    assert (waits.time, waits.wait_min) == (TimeReason.SHELTER_OPENS, 15)
    slow = why(road(walkers("h", "v", 1), delays=(Delay("*", "*", 12),)))["h"]
    assert (slow.time, slow.wait_min) == (TimeReason.READY, 0)


def alone(drawn: Case, who: CaseParty, goal: str, **changed: object) -> Move | None:
    """A party by itself to one shelter that has room for everybody and takes everybody: a whole plan of its own."""
    hall = tuple(replace(s, capacity=99, step_free=True, power_hours=9) for s in drawn.shelters if s.id == goal)
    facts = {"inside": (), "helpers": (), **changed}
    plan = make_plan(replace(drawn, shelters=hall, parties=(replace(who, joins=None),), **facts), nothing, never)
    return plan.moves[0] if plan.moves else None


def check_shelters(drawn: Case, plan: Plan, move: Move, reasons: Reasons) -> None:
    """Passed over, next best and the reason, from plans of the party by itself."""
    who = next(p for p in drawn.parties if (p.household, p.place) == (move.household, move.place))
    inside = dict(drawn.inside)
    planned = {s.id: sum(len(m.persons) for m in plan.moves if m.shelter == s.id) for s in drawn.shelters}
    left = {s.id: s.capacity - inside.get(s.id, 0) - planned[s.id] for s in drawn.shelters}
    arrive = {s.id: there.arrive for s in drawn.shelters if (there := alone(drawn, who, s.id)) is not None}
    fitting = [
        (arrive[s.id], s.id)
        for s in drawn.shelters
        if s.id in arrive and s.id != move.shelter and takes(s, fit_of(who)) and left[s.id] >= len(move.persons)
    ]
    if reasons.next_shelter is None:
        assert fitting == []
    else:
        assert reasons.next_shelter_min == pytest.approx((min(fitting)[0] - move.arrive).total_seconds() / 60)
        assert arrive[reasons.next_shelter] == min(fitting)[0]
    sooner = {s: at for s, at in arrive.items() if at < move.arrive}
    assert (reasons.shelter is ShelterReason.SOONEST) <= (not sooner)
    if reasons.passed_over is None:
        return
    assert (move.arrive - sooner[reasons.passed_over]).total_seconds() / 60 == pytest.approx(reasons.passed_over_min)
    passed = next(s for s in drawn.shelters if s.id == reasons.passed_over)
    before = passed.capacity - inside.get(passed.id, 0)
    size = len(move.persons)
    assert {
        ShelterReason.SOONER_UNFIT: not takes(passed, fit_of(who)),
        ShelterReason.SOONER_FULL: before < size,
        ShelterReason.FOR_OTHERS: before >= size > left[passed.id],
        ShelterReason.WITH_THE_VILLAGE: sum(m.place == move.place and m.shelter == move.shelter for m in plan.moves)
        > 1,
    }[reasons.shelter]


def check_route(drawn: Case, move: Move, reasons: Reasons) -> None:
    """The quickest way with all roads open, from a plan in which no road closes."""
    who = next(p for p in drawn.parties if (p.household, p.place) == (move.household, move.place))
    open_roads = alone(drawn, who, move.shelter, closures=())
    assert open_roads is not None
    if reasons.route is RouteReason.QUICKEST:
        assert reasons.blocked is None
        assert move.route.minutes == pytest.approx(open_roads.route.minutes)
    else:
        assert reasons.route is RouteReason.QUICKER_CLOSED
        assert open_roads.route.minutes < move.route.minutes
        assert reasons.blocked in {closure.link for closure in drawn.closures}
    if move.second is None:
        assert reasons.next_route_min is None
    else:
        assert reasons.next_route_min == pytest.approx(move.second.minutes - move.route.minutes)


@given(st.integers(0, 10**9))
def test_every_figure_is_what_a_plan_of_its_own_gives(seed: int) -> None:
    rnd = Random(seed)
    drawn = with_drawn_needs(random_case(rnd, helpers=(), delays=(Delay("slow", "*", 7),)), rnd)
    plan = make_plan(drawn, nothing, never)
    rows = {(r.household, r.place): r for r in plan.reasons}
    assert sorted(rows) == [(m.household, m.place) for m in plan.moves]
    for move in plan.moves:
        reasons = rows[move.household, move.place]
        check_shelters(drawn, plan, move, reasons)
        check_route(drawn, move, reasons)
        ready = (
            7
            if any(m.mobility is Mobility.SLOW for p in drawn.parties for m in p.members if m.person in move.persons)
            else 0
        )
        assert reasons.wait_min == pytest.approx((move.depart - drawn.at).total_seconds() / 60 - ready)
        assert (reasons.time is TimeReason.READY) == (reasons.wait_min == 0)


def narrow(*parties: CaseParty) -> Case:
    """v --- 10 min, 60 persons an hour --- s;  v --- 22 min --- t. Five persons may enter in each five minutes."""
    return case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 0, 1400)],
        [link("narrow", "a", "b", 10, capacity_pph=60), link("wide", "a", "c", 22)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 40), shelter("t", 0, 1400, 40)],
        parties,
    )


def test_their_turn_and_what_it_costs() -> None:
    """Three families of five: at minutes 0, 5 and 10 (arriving at 10, 15 and 20), t would be two minutes later than the
    last turn. Had the first gone to t instead it would lose 12 minutes, the second 7."""
    reasons = why(narrow(*(walkers(h, "v", 5) for h in "123")))
    rows = sorted(reasons.values(), key=lambda r: r.wait_min)
    assert [r.time for r in rows] == [TimeReason.READY, TimeReason.STAGED, TimeReason.STAGED]
    assert [r.wait_min for r in rows] == pytest.approx([0, 5, 10], abs=0.1)
    assert [(r.shelter, r.next_shelter) for r in rows] == [(ShelterReason.SOONEST, "t")] * 3
    assert [r.next_shelter_min for r in rows] == pytest.approx([12, 7, 2], abs=0.1)
    assert {r.route for r in rows} == {RouteReason.QUICKEST}


def test_a_shelter_behind_a_full_road_is_not_sooner() -> None:
    """Of four families the fourth would have to wait until minute 15 and be in s at 25: t at 22 is its soonest, and s
    its next best, three minutes later, by the turns that are left."""
    reasons = why(narrow(*(walkers(h, "v", 5) for h in "1234")))
    [far] = [r for r in reasons.values() if r.next_shelter == "s"]
    assert (far.shelter, far.time, far.passed_over) == (ShelterReason.SOONEST, TimeReason.READY, None)
    assert far.next_shelter_min == pytest.approx(3, abs=0.1)
