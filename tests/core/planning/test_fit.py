"""Who needs a step-free door or power goes where there is one; what nobody knows keeps nobody out, and is said."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.people import Mobility
from core.domain.places import Shelter, ShelterKind
from core.domain.plans import Plan, ShortfallRule
from core.planning.case import Case, CaseMember, CaseParty
from core.planning.checks import violations
from core.planning.fit import POWERED_NEEDS, Fit, fit_of, takes
from core.planning.planner import make_plan
from tests.core.planning.villages import (
    after,
    case,
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

WALKS, WHEELCHAIR, BEDRIDDEN = Mobility.WALKS, Mobility.WHEELCHAIR, Mobility.BEDRIDDEN


def with_needs(household: str, code: str, *needs: str) -> CaseParty:
    """One walker who needs this."""
    return CaseParty(household, code, (CaseMember(f"{household}-0", WALKS, needs),))


def valley(*parties: CaseParty, near: dict[str, object], far: dict[str, object], **facts: object) -> Case:
    """v --- 10 min --- near (10 beds) --- 10 min --- far (10 beds)."""
    return case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 1280, 0)],
        [link("a-b", "a", "b", 10), link("b-c", "b", "c", 10)],
        [place("v", 0, 0)],
        [shelter("near", 640, 0, 10, **near), shelter("far", 1280, 0, 10, **far)],
        parties,
        **facts,
    )


def solved(drawn: Case) -> Plan:
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    return plan


def goals(plan: Plan) -> dict[str, str]:
    return {move.household: move.shelter for move in plan.moves}


@pytest.mark.parametrize(
    ("kind", "step_free", "power", "fit", "expected"),
    [
        (ShelterKind.HALL, False, 0, Fit(), True),
        (ShelterKind.HALL, False, None, Fit(step_free=True), False),
        (ShelterKind.HALL, None, None, Fit(step_free=True), True),
        (ShelterKind.HALL, True, None, Fit(step_free=True), True),
        (ShelterKind.HALL, None, 0, Fit(power=True), False),
        (ShelterKind.HALL, None, 6, Fit(power=True), True),
        (ShelterKind.HALL, True, 0, Fit(step_free=True, power=True), False),
        (ShelterKind.HOST, False, None, Fit(step_free=True), False),
        (ShelterKind.RELATIVES, None, None, Fit(step_free=True, power=True), True),
        (ShelterKind.HOSPITAL, False, 0, Fit(step_free=True, power=True), True),
    ],
)
def test_the_rule(kind: ShelterKind, step_free: bool | None, power: float | None, fit: Fit, expected: bool) -> None:
    there = Shelter("s", "s", "镇", kind, place("v", 0, 0).position, 5, step_free=step_free, power_hours=power)
    assert takes(there, fit) is expected


@pytest.mark.parametrize("need", sorted(POWERED_NEEDS))
def test_a_household_needs_what_any_of_it_needs(need: str) -> None:
    household = CaseParty(
        "h", "v", (CaseMember("1", WALKS), CaseMember("2", WHEELCHAIR), CaseMember("3", WALKS, ("助听", need)))
    )
    assert fit_of(household) == Fit(step_free=True, power=True)
    assert fit_of(with_needs("h", "v", "降压药")) == Fit()


def test_those_who_cannot_climb_go_on_to_the_step_free_door() -> None:
    """The carried take 20 minutes to the far shelter; those who walk stay in the near one."""
    drawn = valley(
        party("chair", "v", WALKS, WHEELCHAIR),
        party("lies", "v", BEDRIDDEN),
        walkers("walks", "v", 2),
        near={"step_free": False},
        far={"step_free": True},
    )
    plan = solved(drawn)
    assert goals(plan) == {"chair": "far", "lies": "far", "walks": "near"}
    assert {m.household: m.arrive for m in plan.moves} == {"chair": after(20), "lies": after(20), "walks": after(10)}
    assert plan.findings == ()


def test_whoever_lives_by_a_machine_goes_where_there_is_power() -> None:
    drawn = valley(
        with_needs("machine", "v", "制氧机"),
        with_needs("pills", "v", "降压药"),
        near={"power_hours": 0, "step_free": True},
        far={"power_hours": 12, "step_free": True},
    )
    assert goals(solved(drawn)) == {"machine": "far", "pills": "near"}


def test_a_party_that_nobody_takes_is_short_by_its_own_rule() -> None:
    drawn = valley(
        party("chair", "v", WHEELCHAIR), walkers("walks", "v", 1), near={"step_free": False}, far={"step_free": False}
    )
    plan = solved(drawn)
    assert {s.household: s.rule for s in plan.shortfall} == {"chair": ShortfallRule.NO_FIT_SHELTER}
    assert (plan.served, plan.served_bound, plan.gap) == (1, 1, 0)


def test_where_the_fit_shelter_is_full_it_is_a_matter_of_room() -> None:
    drawn = valley(
        party("chair", "v", WHEELCHAIR), near={"step_free": False}, far={"step_free": True}, inside=(("far", 10),)
    )
    assert [s.rule for s in solved(drawn).shortfall] == [ShortfallRule.NO_ROOM]


def test_what_nobody_knows_is_allowed_and_said() -> None:
    """Three cannot climb, one of them needs power too; the one with a machine only is where power is known."""
    both = CaseParty("both", "v", (CaseMember("both-0", BEDRIDDEN, ("呼吸机",)), CaseMember("both-1", WALKS)))
    drawn = valley(
        party("chairs", "v", WHEELCHAIR, WHEELCHAIR), both, walkers("walks", "v", 3), near={}, far={"step_free": True}
    )
    plan = solved(drawn)
    assert set(goals(plan).values()) == {"near"}
    assert [(f.rule, f.facts) for f in plan.findings] == [
        ("step_free_unknown", {"persons": 3, "shelters": ["near"]}),
        ("power_unknown", {"persons": 1, "shelters": ["near"]}),
    ]


def test_a_hospital_takes_everybody_and_leaves_no_question() -> None:
    drawn = valley(party("chair", "v", BEDRIDDEN), near={}, far={})
    hospital = tuple(replace(s, kind=ShelterKind.HOSPITAL) if s.id == "near" else s for s in drawn.shelters)
    plan = solved(replace(drawn, shelters=hospital))
    assert goals(plan) == {"chair": "near"}
    assert plan.findings == ()


def test_who_would_follow_the_rest_into_a_shelter_that_does_not_take_them_goes_elsewhere() -> None:
    drawn = valley(party("chair", "v", WHEELCHAIR, joins="near"), near={"step_free": False}, far={"step_free": True})
    assert goals(solved(drawn)) == {"chair": "far"}


@pytest.mark.parametrize("kind", [ShelterKind.HOST, ShelterKind.RELATIVES])
def test_a_home_is_a_shelter_of_as_many_beds_as_it_has(kind: ShelterKind) -> None:
    """A home of three beds at the near crossing: one household of two, and the single, but not both twos."""
    drawn = valley(walkers("one", "v", 2), walkers("two", "v", 2), walkers("three", "v", 1), near={}, far={})
    homes = tuple(replace(s, kind=kind, capacity=3) if s.id == "near" else s for s in drawn.shelters)
    plan = solved(replace(drawn, shelters=homes, together=False))
    assert sorted(goals(plan).values()) == ["far", "near", "near"]
    assert [(load.shelter, load.planned) for load in plan.loads] == [("far", 2), ("near", 3)]
    assert plan.exposure == 3 * 10 + 2 * 20


def test_a_home_with_steps_takes_no_wheelchair() -> None:
    drawn = valley(party("chair", "v", WHEELCHAIR), near={"step_free": False}, far={})
    homes = tuple(replace(s, kind=ShelterKind.HOST, capacity=2) if s.id == "near" else s for s in drawn.shelters)
    assert goals(solved(replace(drawn, shelters=homes))) == {"chair": "far"}


def with_drawn_needs(drawn: Case, rnd: Random) -> Case:
    """The same case with needs and with shelters that take some and not others."""
    parties = tuple(
        replace(each, members=tuple(replace(m, needs=rnd.choice([(), (), ("氧气",), ("助听",)])) for m in each.members))
        for each in drawn.parties
    )
    shelters = tuple(
        replace(
            each,
            kind=rnd.choice([ShelterKind.HALL, ShelterKind.HALL, ShelterKind.HOST, ShelterKind.HOSPITAL]),
            step_free=rnd.choice([None, True, False]),
            power_hours=rnd.choice([None, 0, 8]),
        )
        for each in drawn.shelters
    )
    return replace(drawn, parties=parties, shelters=shelters)


@given(st.integers(0, 10**9))
def test_nobody_is_sent_where_he_is_not_taken(seed: int) -> None:
    rnd = Random(seed)
    drawn = with_drawn_needs(random_case(rnd), rnd)
    plan = solved(drawn)
    parties = {(p.household, p.place): p for p in drawn.parties}
    shelters = {s.id: s for s in drawn.shelters}
    for move in plan.moves:
        assert takes(shelters[move.shelter], fit_of(parties[move.household, move.place]))
    for short in plan.shortfall:
        if short.rule is ShortfallRule.NO_FIT_SHELTER:
            fit = fit_of(parties[short.household, short.place])
            assert any(not takes(each, fit) for each in drawn.shelters)


@given(st.integers(0, 10**9))
def test_whole_households_that_fit_are_served_as_well_as_can_be(seed: int) -> None:
    """Against all ways to send up to five households from one crossing to three shelters."""
    rnd = Random(seed)
    minutes = [10, 20, 30]
    kinds = [WALKS, WALKS, WHEELCHAIR]
    parties = [
        CaseParty(
            f"h{i}",
            "v",
            tuple(
                CaseMember(f"{i}-{n}", rnd.choice(kinds), rnd.choice([(), ("透析",)])) for n in range(rnd.randint(1, 3))
            ),
        )
        for i in range(rnd.randint(1, 5))
    ]
    shelters = [
        shelter(
            f"s{k}",
            640 * (k + 1),
            0,
            rnd.randint(1, 6),
            step_free=rnd.choice([True, False]),
            power_hours=rnd.choice([0, 5]),
        )
        for k in range(3)
    ]
    drawn = case(
        [node(f"n{k}", 640 * k, 0) for k in range(4)],
        [link(f"l{k}", f"n{k}", f"n{k + 1}", 10) for k in range(3)],
        [place("v", 0, 0)],
        shelters,
        parties,
        together=False,
    )
    found = []
    for chosen in product(range(-1, 3), repeat=len(parties)):
        load = [0, 0, 0]
        value = [0, 0]
        for each, k in zip(parties, chosen, strict=True):
            n = len(each.members)
            if k >= 0 and takes(shelters[k], fit_of(each)):
                load[k] += n
                value[0] += n
                value[1] -= n * minutes[k]
            elif k >= 0:
                load[k] += 100
            else:
                value[1] -= n * 24 * 60
        if all(load[k] <= shelters[k].capacity for k in range(3)):
            found.append((value[0], value[1]))
    plan = solved(drawn)
    assert (plan.served, -plan.exposure) == pytest.approx(max(found))
