"""Each rule of the pairing by itself: what it bars or prefers, and that its switch turns it off."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.helping import Lock
from core.domain.ids import EventId
from core.domain.pairing import Hand, LockRule, PairRule, SoftRule, UncoveredRule
from core.domain.people import Helper, Mobility, Role
from core.domain.plans import Pairing
from core.domain.roads import Vehicle
from core.exchange.pairing_rules import pair_rules
from core.planning.assignment import Assignment, assign
from core.planning.case import Case, CaseMember, CaseParty
from core.planning.checks import violations
from core.planning.effort import Effort
from core.planning.network import build_network
from core.planning.pairing.comparing import compare
from core.planning.pairing.explaining import explain
from core.planning.pairing.soft_rules import BY_ROWS
from core.planning.planner import make_plan
from core.planning.prepared import Roads
from core.planning.reach import Reach
from core.planning.replan import least_change
from core.planning.travel import Travel
from tests.core.planning.villages import (
    AGES,
    AT,
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
)

ROWS = (
    *AGES,
    PairRule(SoftRule.SAME_SEX, sex="女", age_from=60, alone=True),
    PairRule(SoftRule.STRANGER, age_to=13),
    PairRule(SoftRule.OWN_STAFF, institution=True),
    PairRule(SoftRule.CARRY_GEAR, carry=True, helper_hands=2),
)


def star(helpers: list[Helper], *parties: CaseParty, **more: Any) -> Case:
    """c in the middle, n, e and s ten minutes off by roads of their own; o lies five minutes behind e."""
    at = {"c": (0, 0), "n": (0, 700), "e": (700, 0), "s": (0, -700), "o": (1000, 0)}
    roads = [link("nc", "n", "c", 10), link("ec", "e", "c", 11), link("sc", "s", "c", 12), link("oe", "o", "e", 5)]
    return case(
        [node(name, *xy) for name, xy in at.items()],
        roads,
        [place(name, *xy) for name, xy in at.items()],
        [shelter("hall", 0, 0, 999)],
        parties or (party("h", "c", Mobility.WALKS),),
        helpers=tuple(helpers),
        pair_rules=ROWS,
        **more,
    )


def paired(given_case: Case, deadlines: dict[str, float | None] | None = None, *, hold: bool = False) -> Assignment:
    effort = Effort(nothing, never, 10**9, 1e9)
    travel = Travel(given_case, Roads(build_network(given_case)), effort)
    return assign(given_case, Reach(given_case, travel, effort), deadlines or {}, hold=hold)  # type: ignore[arg-type]


def who(found: Assignment, household: str = "h") -> set[str]:
    return {p.helper for p in found.pairings if p.household == household}


def one(household: str, sex: str, age: int | None, mobility: Mobility = Mobility.WALKS, **more: Any) -> CaseParty:
    return CaseParty(household, "c", (CaseMember(f"{household}-1", mobility, (), sex, age),), **more)


# -- soft rules: one household, three helpers of whom one breaks the rule, and the switch ------------------------------

N, E = (helper(name, name[0], sex="女", staff_of="h", carries=2) for name in ("n1", "e1"))
SOFT: dict[SoftRule, tuple[Helper, CaseParty, dict[str, Any]]] = {
    SoftRule.AGE: (helper("x", "s", age=66, car_seats=4), one("h", "男", 40), {}),
    SoftRule.SAME_SEX: (helper("x", "s", sex="男", car_seats=4), one("h", "女", 70), {}),
    SoftRule.OWN_STAFF: (helper("x", "s", sex="女", car_seats=4), one("h", "男", 80, institution=True), {}),
    SoftRule.CARRY_GEAR: (helper("x", "s", carries=1), one("h", "男", 80, Mobility.BEDRIDDEN), {}),
    SoftRule.POSITION_UNKNOWN: (helper("x", "lost"), one("h", "男", 40), {}),
    SoftRule.SHARED_ROAD: (helper("x", "o", car_seats=4), one("h", "男", 40), {}),
}


@pytest.mark.parametrize("rule", SOFT)
def test_a_soft_rule_is_kept_where_it_can_be_and_shown_where_not(rule: SoftRule) -> None:
    odd, household, facts = SOFT[rule]
    district = star([N, E, odd], household, **facts)
    lost = replace(place("lost", 0, 0), position=None)
    district = replace(district, places=(*district.places, lost))
    kept = paired(district)
    assert not any(rule in pairing.broken for pairing in kept.pairings)
    assert rule is SoftRule.SHARED_ROAD or who(kept) == {"n1", "e1"}
    fewer = replace(district, helpers=tuple(h for h in district.helpers if h.id != "n1"))
    forced = paired(fewer)
    assert who(forced) == {"e1", "x"}
    assert rule in next(p.broken for p in forced.pairings if p.helper == "x")
    off = paired(replace(fewer, soft_off=(rule,)))
    assert not any(rule in pairing.broken for pairing in off.pairings)


def test_switched_off_the_nearer_comes_whatever_the_rule() -> None:
    district = star([N, E, helper("x", "s", age=66, car_seats=4)], one("h", "男", 40))
    assert "x" in who(paired(replace(district, soft_off=(SoftRule.AGE,))))
    assert "x" not in who(paired(district))


def test_who_lives_in_danger_comes_last_and_never_alone_unsaid() -> None:
    here = helper("x", "c")
    assert who(paired(star([N, E, here]))) == {"n1", "e1"}
    alone = paired(star([here]))
    assert alone.pairings[0].broken == (SoftRule.OWN_DANGER_ZONE, SoftRule.TWO_BY_TWO)
    two = paired(star([here, N]))
    assert not any(SoftRule.TWO_BY_TWO in pairing.broken for pairing in two.pairings)


@pytest.mark.parametrize(
    ("facts", "is_broken"),
    [
        ({"carries": 1}, True),
        ({"carries": 2}, False),
        ({"carries": 1, "car_seats": 4}, False),
        ({"carries": 1, "stretcher": 1}, False),
        ({"carries": 1, "stretcher": 1, "end": AT}, True),
        ({"carries": 1, "stretcher": 1, "depot": "n", "closures": (closed("nc", -1),)}, True),
        ({"carries": 1, "stretcher": 0}, True),
    ],
)
def test_to_a_bed_come_two_bodies_and_a_stretcher_or_a_car(facts: dict[str, Any], is_broken: bool) -> None:
    """Hands at the door are a hard rule; with one hand a car or a stretcher on duty that can come in time makes up."""
    him = helper("x", "s", carries=facts["carries"], car_seats=facts.get("car_seats", 0))
    car = Vehicle("v", "ambulance", 2, 0, facts.get("stretcher", 0), facts.get("depot", "n"), None, facts.get("end"))
    lying = one("h", "男", 40, Mobility.BEDRIDDEN)
    district = star([him], lying, fleet=(car,), closures=facts.get("closures", ()))
    found = paired(district)
    assert (SoftRule.CARRY_GEAR in found.pairings[0].broken) == is_broken
    assert who(paired(replace(district, helpers=(helper("x", "s", carries=0, car_seats=4),)))) == set()
    assert not violations(district, make_plan(district, nothing, never))


def test_children_are_not_fetched_by_a_stranger() -> None:
    child = one("h", "男", 9)
    known = helper("x", "s", age=70)
    district = star([N, E, known], child, kept_pairings=(("h", "x"),))
    assert "x" in who(paired(district))
    assert SoftRule.STRANGER not in next(p.broken for p in paired(district).pairings if p.helper == "x")
    assert SoftRule.STRANGER in next(p.broken for p in paired(star([N, E], child)).pairings if p.helper == "n1")
    assert not any(SoftRule.STRANGER in p.broken for p in paired(star([N, E], one("h", "男", None))).pairings)


def test_a_known_helper_stays_unless_two_rules_are_kept_for_it() -> None:
    old = helper("x", "s", age=70)
    assert "x" in who(paired(star([N, E, old], one("h", "男", 40), kept_pairings=(("h", "x"),))))
    worse = helper("x", "c", age=70)
    assert "x" not in who(paired(star([N, E, worse], one("h", "男", 40), kept_pairings=(("h", "x"),))))
    held = paired(star([N, E, worse], one("h", "男", 40), kept_pairings=(("h", "x"),)), hold=True)
    assert "x" in who(held)


def test_a_care_homes_own_staff_is_a() -> None:
    nurse = helper("x", "s", staff_of="h")
    found = paired(star([helper("n1", "n"), nurse], one("h", "男", 80, institution=True)))
    assert {p.role: p.helper for p in found.pairings} == {Role.PRIMARY: "x", Role.DEPUTY: "n1"}


# -- hard rules ------------------------------------------------------------------------------------

HARD: dict[UncoveredRule, tuple[Helper, dict[str, Any], dict[str, float | None]]] = {
    UncoveredRule.TOO_LATE: (helper("x", "n"), {}, {"h": 9.0}),
    UncoveredRule.NOBODY_PRESENT: (helper("x", "n", day=False), {"night": False}, {}),
    UncoveredRule.NOBODY_AWAKE: (helper("x", "n", night=False), {"night": True}, {}),
    UncoveredRule.NO_HELPER_IN_REACH: (helper("x", "n"), {"closures": (closed("nc", -1),)}, {}),
    UncoveredRule.ALL_LOADED: (helper("x", "n", max_load=0), {}, {}),
}


@pytest.mark.parametrize("rule", HARD)
def test_a_hard_rule_leaves_the_door_empty_and_is_the_reason(rule: UncoveredRule) -> None:
    someone, facts, deadlines = HARD[rule]
    found = paired(star([someone], **facts), deadlines)
    assert found.pairings == ()
    assert [(u.role, u.rule) for u in found.uncovered] == [(Role.PRIMARY, rule), (Role.DEPUTY, rule)]
    free = replace(someone, day=True, night=True, max_load=5)
    opened = {**facts, "closures": ()}
    assert who(paired(star([free], **opened), {})) == {"x"}


def test_who_has_dropped_out_goes_nowhere() -> None:
    assert who(paired(star([N, E], out=frozenset({"n1"})))) == {"e1"}


def test_hands_are_counted_in_persons() -> None:
    """Two hands carry two of two households, or one household where two lie; never three."""
    lying = [party(name, "c", Mobility.BEDRIDDEN) for name in ("a", "b")]
    both = party("d", "c", Mobility.BEDRIDDEN, Mobility.BEDRIDDEN)
    strong = helper("x", "n", carries=2)
    assert {p.household for p in paired(star([strong], *lying)).pairings} == {"a", "b"}
    found = paired(star([strong], lying[0], both))
    assert len(found.pairings) == 1
    three = party("t", "c", *[Mobility.BEDRIDDEN] * 3)
    assert who(paired(star([strong], three)), "t") == {"x"}
    assert who(paired(star([helper("x", "n", carries=0)], three)), "t") == set()


# -- locks -----------------------------------------------------------------------------------------


def lock(household: str, name: str, role: Role = Role.PRIMARY) -> Lock:
    return Lock(household, role, name, AT, "", EventId("00"))


def test_a_lock_is_followed_whatever_the_soft_rules_say() -> None:
    far = helper("x", "c", age=80)
    found = paired(star([N, E, far], locks=(lock("h", "x"),)))
    assert {p.role: p.helper for p in found.pairings}[Role.PRIMARY] == "x"
    assert found.aside == ()
    second = paired(star([N, E, far], locks=(lock("h", "n1", Role.DEPUTY),)))
    assert {p.role: p.helper for p in second.pairings}[Role.DEPUTY] == "n1"


ASIDE: dict[LockRule, tuple[dict[str, Any], dict[str, Any]]] = {
    LockRule.HELPER_UNKNOWN: ({}, {"locks": (lock("h", "nobody"),)}),
    LockRule.HELPER_OUT: ({}, {"out": frozenset({"x"})}),
    LockRule.HELPER_DUE: ({"household": "h"}, {}),
    LockRule.NOBODY_AWAKE: ({"night": False}, {"night": True}),
    LockRule.NOBODY_PRESENT: ({"day": False}, {}),
    LockRule.ALL_LOADED: ({"max_load": 0}, {}),
    LockRule.NO_HELPER_IN_REACH: ({}, {"closures": (closed("sc", -1),)}),
    LockRule.ONLY_SAME_HOUSE: ({"household": "k"}, {"locks": (lock("h", "k1"), lock("h", "x", Role.DEPUTY))}),
}


@pytest.mark.parametrize("rule", ASIDE)
def test_a_lock_that_breaks_a_hard_rule_is_left_aside_and_said(rule: LockRule) -> None:
    mine, facts = ASIDE[rule]
    helpers = [N, E, helper("x", "s", **mine), helper("k1", "s", household="k")]
    found = paired(star(helpers, **{"locks": (lock("h", "x"),), **facts}))
    assert [each.rule for each in found.aside] == [rule]
    assert len(who(found)) == 2
    assert who(found) != {"x"}


# -- remedies, reasons, comparison -----------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 4), st.integers(1, 4), st.booleans())
def test_who_is_looked_for_covers_as_many_as_is_said(parties: int, load: int, lying: bool) -> None:
    kind = Mobility.BEDRIDDEN if lying else Mobility.WALKS
    homes = [party(f"h{i}", "ces"[i % 3], kind if i == 0 else Mobility.WALKS) for i in range(parties + 1)]
    district = star([helper("n1", "n", max_load=load)], *homes)
    found = paired(district)
    before = sum(figure.value for figure in found.figures.levels[:2])  # type: ignore[union-attr]
    assert bool(found.remedies) == bool(found.uncovered)
    for remedy in found.remedies[:1]:
        hands = {Hand.ON_FOOT: (1, 0, 1), Hand.WITH_CAR: (1, 4, 1), Hand.TWO_CARRIERS: (2, 0, 2)}[remedy.hand]
        extra = tuple(
            helper(f"new{i}", remedy.place, max_load=remedy.load, carries=hands[0], car_seats=hands[1])
            for i in range(hands[2])
        )
        again = paired(replace(district, helpers=(*district.helpers, *extra)))
        after = sum(figure.value for figure in again.figures.levels[:2])  # type: ignore[union-attr]
        assert before - after >= len(remedy.households)


def test_why_he_and_not_who_is_nearer() -> None:
    helpers = [
        helper("far", "s"),
        helper("near", "n", night=False),
        helper("due", "c", household="h"),
        helper("full", "e", max_load=0),
        helper("next", "o"),
    ]
    district = star(helpers, night=True)
    found = paired(district)
    reasons = explain(district, found.pairings, ("h",), Effort(nothing, never, 10**9, 1e9))
    assert [reason.pairing for reason in reasons] == list(found.pairings)
    last = next(reason for reason in reasons if reason.pairing.helper == "far")
    assert last.links == ("sc",)
    assert {(n.helper, n.rule) for n in last.nearer} == {
        ("due", "helper_due"),
        ("near", "nobody_awake"),
        ("full", "all_loaded"),
    }
    assert last.next_best is None
    more = star([*helpers, helper("spare", "s", age=70)], night=True)
    again = next(r for r in explain(more, found.pairings, ("h",), Effort(nothing, never, 10**9, 1e9)) if r.next_best)
    assert again.next_best is not None
    assert (again.next_best.helper, again.next_best.more_broken) == ("spare", 1)


def test_two_pairings_differ_where_somebody_else_comes() -> None:
    before = (Pairing("h", Role.PRIMARY, "p", 5.0, (SoftRule.AGE,)), Pairing("h", Role.DEPUTY, "q", 7.0))
    after = (Pairing("h", Role.PRIMARY, "r", 8.0, (SoftRule.SHARED_ROAD,)), Pairing("i", Role.PRIMARY, "q", 1.0))
    changed = {(c.household, c.role): c for c in compare(before, after)}
    first = changed["h", Role.PRIMARY]
    assert (first.before, first.after, first.more_minutes) == ("p", "r", 3.0)
    assert (first.now_broken, first.now_kept) == ((SoftRule.SHARED_ROAD,), (SoftRule.AGE,))
    assert (changed["h", Role.DEPUTY].after, changed["i", Role.PRIMARY].before) == (None, None)
    assert compare(before, before) == ()


# -- a helper drops out ----------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_nobody_elses_household_changes_when_a_helper_drops_out(seed: int) -> None:
    rnd = Random(seed)
    helpers = [
        helper(
            f"z{i}", rnd.choice("cnes"), max_load=rnd.randint(1, 3), carries=rnd.randint(0, 2), age=rnd.randint(30, 70)
        )
        for i in range(rnd.randint(2, 7))
    ]
    homes = [
        party(f"h{i}", rnd.choice("cnes"), rnd.choice([Mobility.WALKS, Mobility.BEDRIDDEN]))
        for i in range(rnd.randint(1, 6))
    ]
    district = star(helpers, *homes)
    standing = make_plan(district, nothing, never)
    gone = rnd.choice(helpers).id
    after = least_change(replace(district, standing=standing, out=frozenset({gone})), nothing, never).plan
    his = {p.household for p in standing.pairings if p.helper == gone}
    before = {(p.household, p.helper) for p in standing.pairings if p.household not in his}
    now = {(p.household, p.helper) for p in after.pairings}
    assert before <= now
    assert all(p.helper != gone for p in after.pairings)
    roles = {(p.household, p.role): p.helper for p in after.pairings}
    for pairing in standing.pairings:
        if pairing.household in his and pairing.role is Role.DEPUTY and pairing.helper != gone:
            assert roles[pairing.household, Role.PRIMARY] == pairing.helper


def test_rows_are_data_with_source_and_confirmation() -> None:
    rows = pair_rules()
    assert {row.rule for row in rows} == BY_ROWS
    assert all(row.source for row in rows)
    assert not any(row.confirmed for row in rows)
