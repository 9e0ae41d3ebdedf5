"""Who fits into which shelter, what is said of the unknown, and what a shortfall may claim."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.domain.findings import Finding
from core.domain.people import Mobility
from core.domain.places import ShelterKind
from core.domain.plans import Plan, Shortfall, ShortfallRule
from core.domain.reasons import BoundProof
from core.planning.case import Case, CaseMember, CaseParty
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.villages import case, link, never, node, nothing, place, shelter

UNKNOWN: dict[str, object] = {"step_free": None, "power_hours": None}


def drawn(need: str = "", mobility: Mobility = Mobility.WALKS, **host: object) -> Case:
    """v --- 10 --- s; one household of one."""
    return case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("road", "a", "b", 10)],
        [place("v", 0, 0)],
        [replace(shelter("s", 640, 0, 4), **{**UNKNOWN, **host})],  # type: ignore[arg-type]
        [CaseParty("h", "v", (CaseMember("p", mobility, (need,) if need else ()),))],
    )


def sent_anyway(district: Case) -> Plan:
    """The plan for somebody who needs nothing, for one who does."""
    plain = replace(district, parties=(CaseParty("h", "v", (CaseMember("p", Mobility.WALKS),)),))
    plan = make_plan(plain, nothing, never)
    mode = {Mobility.WALKS: "walk", Mobility.SLOW: "walk"}.get(district.parties[0].members[0].mobility, "carried")
    moves = tuple(replace(m, mode=type(m.mode)(mode)) for m in plan.moves)
    return replace(plan, moves=moves, findings=(), reasons=(), cut=None)


def found(district: Case, plan: Plan) -> set[tuple[str, str]]:
    return {(each.rule, each.column) for each in violations(district, plan)}


@pytest.mark.parametrize(
    ("district", "breach"),
    [
        (drawn(), None),
        (drawn(mobility=Mobility.WHEELCHAIR, step_free=True), None),
        (drawn(mobility=Mobility.WHEELCHAIR, step_free=False), "step_free"),
        (drawn(mobility=Mobility.BEDRIDDEN, step_free=False), "step_free"),
        (drawn(mobility=Mobility.SLOW, step_free=False), None),
        (drawn(mobility=Mobility.BEDRIDDEN, step_free=False, kind=ShelterKind.HOSPITAL), None),
        (drawn("呼吸机", power_hours=8.0), None),
        (drawn("呼吸机", power_hours=0.0), "power_hours"),
        (drawn("透析", power_hours=0.0), "power_hours"),
        (drawn("制氧机", power_hours=0.0), "power_hours"),
        (drawn("氧气", power_hours=0.0), "power_hours"),
        (drawn("助听", power_hours=0.0), None),
        (drawn("透析", power_hours=0.0, kind=ShelterKind.HOSPITAL), None),
    ],
)
def test_nobody_is_sent_where_he_cannot_be(district: Case, breach: str | None) -> None:
    expected = set() if breach is None else {("shelter_unfit", breach)}
    assert found(district, sent_anyway(district)) == expected


@pytest.mark.parametrize(
    ("district", "rule"),
    [(drawn(mobility=Mobility.WHEELCHAIR), "step_free_unknown"), (drawn("氧气"), "power_unknown")],
)
def test_what_is_not_known_is_said_with_how_many_persons(district: Case, rule: str) -> None:
    plan = sent_anyway(district)
    said = Finding(rule, "shelters", facts={"persons": 1})
    assert found(district, replace(plan, findings=(said,))) == set()
    assert found(district, plan) == {("finding_wrong", rule)}
    assert found(district, replace(plan, findings=(said, said))) == {("finding_wrong", rule)}
    assert found(district, replace(plan, findings=(replace(said, facts={"persons": 2}),))) == {("finding_wrong", rule)}


def short(rule: ShortfallRule) -> Callable[[Plan], Plan]:
    def change(plan: Plan) -> Plan:
        return replace(
            plan,
            served=0,
            moves=(),
            shortfall=(Shortfall("h", ("p",), "v", rule),),
            loads=tuple(replace(load, planned=0) for load in plan.loads),
            clearance_s=0.0,
            clearance_bound_s=0.0,
            exposure=1440.0,
            exposure_bound=0.0,
            proof=BoundProof(0, 0.0),
        )

    return change


@pytest.mark.parametrize(
    ("rule", "district", "holds"),
    [
        (ShortfallRule.CUT_OFF, drawn(), True),
        (ShortfallRule.NO_POSITION, drawn(), False),
        (ShortfallRule.NO_FIT_SHELTER, drawn(), False),
        (ShortfallRule.NO_FIT_SHELTER, drawn("透析", power_hours=0.0), True),
        (ShortfallRule.ROAD_CROWDED, drawn(), False),
        (ShortfallRule.ROAD_CROWDED, replace(drawn(), links=(link("road", "a", "b", 10, capacity_pph=1.0),)), True),
    ],
)
def test_a_shortfall_says_what_is_so(rule: ShortfallRule, district: Case, holds: bool) -> None:
    expected = set() if holds else {("shortfall_wrong", "rule")}
    assert found(district, short(rule)(sent_anyway(drawn()))) == expected
