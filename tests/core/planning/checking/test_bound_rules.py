"""Bounds, losses and cuts: a right proof stands, and each of its parts that is changed is found."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.domain.plans import Plan
from core.domain.reasons import BoundProof, Cut, CutLink, LinkLoad, RoadPrice
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.villages import after, case, closed, link, never, node, nothing, place, shelter, walkers


def right() -> tuple[Case, Plan]:
    """Six households of two over a road of 48 an hour, four in five minutes: the last two leave after ten minutes."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("road", "a", "b", 10)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 12)],
        [walkers(f"h{i}", "v", 2) for i in range(6)],
    )
    plan = make_plan(drawn, nothing, never)
    drawn = replace(drawn, links=(replace(drawn.links[0], capacity_pph=48.0),))
    moves = tuple(
        replace(m, depart=after(5 * (i // 2)), arrive=after(5 * (i // 2) + 10)) for i, m in enumerate(plan.moves)
    )
    cut = Cut(
        by=after(19),
        persons=12,
        capacity=8,
        links=(CutLink("road", True, after(0), after(10), 8),),
    )
    return drawn, replace(
        plan,
        moves=moves,
        clearance_s=1200.0,
        clearance_bound_s=1200.0,
        exposure=4 * (10 + 15 + 20.0),
        exposure_bound=4 * (10 + 15 + 20.0),
        whole_household_loss=0.0,
        gap=0.0,
        loads_of_links=(LinkLoad("road", True, 48.0, (4, 4, 4)),),
        cut=cut,
        reasons=(),
        proof=BoundProof(
            persons=12,
            serving=0.0,
            roads=(
                RoadPrice("road", True, after(0), after(5), 10.0),
                RoadPrice("road", True, after(5), after(10), 5.0),
            ),
            step_s=300,
        ),
    )


def test_a_right_proof_has_no_violation() -> None:
    assert violations(*right()) == ()


def proves(**facts: object) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, cut=replace(plan.cut, **facts))  # type: ignore[type-var,arg-type]


ROAD = CutLink("road", True, after(0), after(10), 8)

CHANGES: list[tuple[str, str, Callable[[Plan], Plan]]] = [
    ("cut_wrong", "capacity", proves(capacity=7)),
    ("cut_wrong", "persons", proves(persons=8)),
    ("cut_wrong", "persons", proves(persons=13)),
    ("cut_wrong", "links", proves(links=(replace(ROAD, persons=7),), capacity=7)),
    ("cut_wrong", "links", proves(links=(replace(ROAD, end=after(15)),))),
    ("cut_wrong", "links", proves(links=(replace(ROAD, link="nowhere"),))),
    ("cut_wrong", "links", proves(links=(replace(ROAD, end=after(-5)),))),
    ("cut_wrong", "shelters", proves(shelters=(("s", 3),), capacity=11)),
    ("cut_wrong", "shelters", proves(shelters=(("nowhere", 3),), capacity=11)),
    ("cut_wrong", "by", proves(by=after(10))),
    ("cut_wrong", "behind", proves(links=(replace(ROAD, end=after(5), persons=4),), capacity=4)),
    ("cut_wrong", "behind", proves(links=(), capacity=0)),
    ("bound_wrong", "served_bound", lambda plan: replace(plan, served_bound=13)),
    ("loss_wrong", "whole_household_loss", lambda plan: replace(plan, whole_household_loss=1.0)),
    ("loss_wrong", "whole_household_loss", lambda plan: replace(plan, together_loss=-1.0)),
    ("total_wrong", "exposure", lambda plan: replace(plan, exposure=170.0, exposure_bound=170.0)),
]


@pytest.mark.parametrize(("rule", "column", "change"), CHANGES, ids=[f"{i}-{c[1]}" for i, c in enumerate(CHANGES)])
def test_each_breach_is_found(rule: str, column: str, change: Callable[[Plan], Plan]) -> None:
    drawn, plan = right()
    assert (rule, column) in {(finding.rule, finding.column) for finding in violations(drawn, change(plan))}


def test_beds_prove_too() -> None:
    drawn, plan = right()
    free = replace(drawn, links=(replace(drawn.links[0], capacity_pph=None),))
    full = Cut(by=after(19), persons=12, capacity=11, shelters=(("s", 11),))
    plan = replace(plan, loads_of_links=(), cut=full)
    small = replace(free, shelters=(replace(drawn.shelters[0], capacity=11),))
    assert "cut_wrong" in {f.rule for f in violations(free, plan)}
    assert "cut_wrong" not in {f.rule for f in violations(small, plan)}


@pytest.mark.parametrize(
    ("opens", "found"), [(15, set()), (14, {("cut_wrong", "behind")}), (0, {("cut_wrong", "behind")})]
)
def test_a_shelter_that_opens_after_its_road_closes_is_no_way_out(opens: int, found: set[tuple[str, str]]) -> None:
    """One is off the road by 14 at the latest: nobody waits before the shelter, so that all must go on to the next."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 1280, 0)],
        [link("first", "a", "b", 9), link("next", "b", "c", 9)],
        [place("v", 0, 0)],
        [shelter("near", 640, 0, 9, opens_after_min=15), shelter("far", 1280, 0, 9)],
        [walkers("h", "v", 2)],
        closures=(closed("first", 14),),
    )
    plan = make_plan(drawn, nothing, never)
    assert (plan.moves[0].shelter, plan.cut is not None) == ("far", True)
    near = replace(drawn.shelters[0], opens_after_min=opens)
    breaches = violations(replace(drawn, shelters=(near, drawn.shelters[1])), plan)
    assert {(f.rule, f.column) for f in breaches if f.rule == "cut_wrong"} == found
