"""The bound of exposure is proved again from its prices: right plans stand, and whatever is changed in them shows."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.plans import Plan, Shortfall, ShortfallRule
from core.domain.reasons import BoundProof, RoadPrice
from core.domain.roads import Link
from core.planning.case import Case
from core.planning.checking.exposure_proof import Proved, Settled
from core.planning.checking.inspection import Inspection
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.drawn_cases import drawn_case
from tests.core.planning.villages import after, case, closed, link, never, node, nothing, place, shelter, walkers

MINUTE_US = 60_000_000


def street(beds: int, road: Link | None = None, step_s: int = 300) -> Case:
    """v --- 10 min --- s --- 5 min --- h: twelve households of one to four, s with few beds, h with enough."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 960, 0)],
        [road or link("road", "a", "b", 10), link("on", "b", "c", 5)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, beds), shelter("h", 960, 0, 60)],
        [walkers(f"h{i:02}", "v", 1 + i % 4) for i in range(12)],
    )
    return replace(drawn, step_s=step_s)


NARROW = replace(link("road", "a", "b", 10), capacity_pph=100.0)


@cache
def right(name: str) -> tuple[Case, Plan]:
    drawn = {"beds": street(11), "turns": street(11, NARROW), "short steps": street(60, NARROW, step_s=10)}[name]
    return drawn, make_plan(drawn, nothing, never)


@pytest.mark.parametrize("name", ["beds", "turns", "short steps"])
def test_a_right_proof_has_no_violation_and_leaves_little_open(name: str) -> None:
    drawn, plan = right(name)
    assert violations(drawn, plan) == ()
    assert plan.proof is not None
    assert bool(plan.proof.roads) == (name != "beds")
    inspection = Inspection(drawn, plan)
    proved = Proved(inspection, plan.proof, Settled(inspection, plan.proof)).total / MINUTE_US
    assert plan.exposure_bound <= proved + 0.01 <= 1.01 * plan.exposure_bound


def broken(drawn: Case, plan: Plan) -> set[tuple[str, str]]:
    return {(finding.rule, finding.column) for finding in violations(drawn, plan)}


def claims(exposure_bound: float) -> Callable[[Plan], Plan]:
    """A higher bound, with everything that is said of it made to agree."""

    def raised(plan: Plan) -> Plan:
        gap = plan.exposure / exposure_bound - 1
        return replace(plan, exposure_bound=exposure_bound, gap=gap, whole_household_loss=0.0)

    return raised


def proves(**facts: object) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, proof=replace(plan.proof, **facts))  # type: ignore[type-var,arg-type]


def dearer_bed(plan: Plan) -> Plan:
    assert plan.proof is not None
    (name, price), *others = plan.proof.beds
    return replace(plan, proof=replace(plan.proof, beds=((name, price + 1.0), *others)))


def dearer_road(plan: Plan) -> Plan:
    assert plan.proof is not None
    first, *others = plan.proof.roads
    return replace(plan, proof=replace(plan.proof, roads=(replace(first, minutes=first.minutes + 5), *others)))


def one_left_out(plan: Plan) -> Plan:
    """A household is dropped, and all sums with it."""
    gone, *moves = plan.moves
    persons, minutes = len(gone.persons), (gone.arrive - plan.at).total_seconds() / 60
    exposure = plan.exposure - persons * minutes
    return replace(
        plan,
        moves=tuple(moves),
        due=plan.due - persons,
        served=plan.served - persons,
        served_bound=plan.served_bound - persons,
        exposure=exposure,
        exposure_bound=exposure,
        gap=0.0,
        whole_household_loss=0.0,
    )


TURN = RoadPrice("road", True, after(0), after(5), 3.0)
UNPROVED = "bound_unproved"
CHANGES: list[tuple[str, str, str, Callable[[Plan], Plan]]] = [
    ("beds", UNPROVED, "exposure_bound", dearer_bed),
    ("beds", UNPROVED, "exposure_bound", proves(beds=())),
    ("beds", UNPROVED, "proof", proves(beds=(("nowhere", 1.0),))),
    ("beds", UNPROVED, "proof", proves(beds=(("s", -1.0),))),
    ("beds", UNPROVED, "proof", proves(beds=(("s", float("nan")),))),
    ("beds", UNPROVED, "proof", proves(roads=(TURN,))),
    ("beds", UNPROVED, "persons", proves(persons=31)),
    ("beds", UNPROVED, "proof", lambda plan: replace(plan, proof=None)),
    ("beds", "party_missing", "", one_left_out),
    ("turns", UNPROVED, "exposure_bound", dearer_road),
    ("turns", UNPROVED, "exposure_bound", proves(roads=())),
    ("turns", UNPROVED, "proof", proves(step_s=0)),
    ("turns", UNPROVED, "proof", proves(roads=(replace(TURN, link="on"),))),
    ("turns", UNPROVED, "exposure_bound", lambda plan: claims(plan.exposure)(plan)),
    ("short steps", UNPROVED, "exposure_bound", lambda plan: claims(plan.exposure)(plan)),
    ("short steps", UNPROVED, "proof", proves(step_s=15)),
]


@pytest.mark.parametrize(
    ("name", "rule", "column", "change"), CHANGES, ids=[f"{i}-{c[0]}" for i, c in enumerate(CHANGES)]
)
def test_each_breach_is_found(name: str, rule: str, column: str, change: Callable[[Plan], Plan]) -> None:
    drawn, plan = right(name)
    assert (rule, column) in broken(drawn, change(plan))


def test_a_smaller_party_to_serve_proves_less() -> None:
    """Of 30 nobody stays in the plan: a proof that counts on 20 of them only is one of a smaller bound."""
    drawn, plan = right("beds")
    assert plan.proof is not None
    assert (UNPROVED, "exposure_bound") in broken(
        drawn, replace(plan, proof=replace(plan.proof, persons=20, serving=60.0))
    )


def test_no_fewer_are_bound_to_be_served_than_have_a_bed_in_reach() -> None:
    """Two of thirty who are left at home, and are said to be more than any plan could have served."""
    drawn, plan = right("beds")
    gone, *moves = plan.moves
    stays = Shortfall(gone.household, gone.persons, gone.place, ShortfallRule.NO_ROOM)
    fewer = replace(plan, moves=tuple(moves), shortfall=(stays,), served=plan.served - len(gone.persons))
    fewer = replace(fewer, served_bound=fewer.served, proof=replace(plan.proof, persons=fewer.served))  # type: ignore[type-var]
    assert (UNPROVED, "served_bound") in broken(drawn, fewer)


def cut_off() -> tuple[Case, Plan]:
    """The road closes in 20 minutes: s is ten minutes away, and two of six persons find no bed there."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("road", "a", "b", 10)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 4)],
        [walkers(f"h{i}", "v", 2) for i in range(3)],
        closures=(closed("road", 20),),
    )
    return drawn, make_plan(drawn, nothing, never)


def test_who_stays_counts_until_the_last_departure() -> None:
    drawn, plan = cut_off()
    assert plan.exposure == pytest.approx(4 * 10 + 2 * 10)
    assert violations(drawn, plan) == ()
    for wrong in (plan.exposure + 1, plan.exposure - 1):
        assert ("total_wrong", "exposure") in broken(drawn, replace(plan, exposure=wrong))


def test_a_village_that_nobody_leaves_is_found_on_the_map() -> None:
    """All of v stay, as the only shelter is full: still each counts until his own road closes."""
    drawn, _ = cut_off()
    drawn = replace(drawn, inside=(("s", 4),))
    plan = make_plan(drawn, nothing, never)
    assert (plan.served, plan.exposure) == (0, pytest.approx(6 * 10))
    assert violations(drawn, plan) == ()
    assert ("total_wrong", "exposure") in broken(drawn, replace(plan, exposure=6 * 20.0, exposure_bound=6 * 20.0))


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 2**32))
def test_what_is_proved_is_never_above_what_a_plan_reaches(seed: int) -> None:
    """At any prices whatever, not only at the planner's, where the checks know every arrival: nothing opens later."""
    rnd = Random(seed)
    drawn = replace(drawn_case(rnd), fleet=())
    drawn = replace(
        drawn,
        closures=tuple(replace(each, end=None) for each in drawn.closures),
        shelters=tuple(replace(each, opens_after_min=0) for each in drawn.shelters),
    )
    plan = make_plan(drawn, nothing, never)
    inspection = Inspection(drawn, plan)
    if plan.trips or inspection.junctions.unclear or inspection.junctions.unclear_places:
        return
    capped = sorted(link for link in inspection.roads.capped if (inspection.roads.links[link].capacity_pph or 0) > 0)
    roads = tuple(
        RoadPrice(rnd.choice(capped), rnd.random() < 0.5, after(k), after(k + drawn.step_s / 60), rnd.uniform(0, 20))
        for k in [drawn.step_s / 60 * rnd.randint(0, 9) for _ in range(6)]
        if capped
    )
    beds = tuple((one.id, rnd.choice([0.0, rnd.uniform(0, 30)])) for one in drawn.shelters)
    proof = BoundProof(rnd.randint(0, plan.served), rnd.uniform(0, 40), beds, roads, drawn.step_s)
    for tried in (proof, replace(proof, roads=())):
        proved = Proved(Inspection(drawn, replace(plan, proof=tried)), tried, Settled(inspection, tried)).total
        assert proved / MINUTE_US <= plan.exposure + 0.01
