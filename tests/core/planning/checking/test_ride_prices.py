"""The bound with a fleet is recomputed from the prices the plan carries: whatever is changed in them shows."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from core.domain.plans import Plan
from core.domain.roads import Vehicle
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.drawn_cases import drawn_case
from tests.core.planning.villages import case, link, never, node, nothing, place, shelter, walkers

UNPROVED = "bound_unproved"


@cache
def right() -> tuple[Case, Plan]:
    """d --5--> v --60 by road, 240 on foot--> s: fifteen households, seats for eight persons a round."""
    drawn = case(
        [node("d", 0, 0), node("v", 1000, 0), node("c", 9000, 0)],
        [link("in", "d", "v", 20), link("out", "v", "c", 240)],
        [place("v", 1000, 0)],
        [shelter("s", 9000, 0, 60)],
        [walkers(f"h{i:02}", "v", 1 + i % 4) for i in range(15)],
    )
    drawn = replace(drawn, fleet=(Vehicle("b1", "van", 5, depot="d"), Vehicle("b2", "van", 3, depot="d")))
    return drawn, make_plan(drawn, nothing, never)


def test_a_right_proof_has_no_violation() -> None:
    drawn, plan = right()
    assert violations(drawn, plan) == ()
    assert plan.proof is not None
    assert plan.proof.rides
    assert {name for name, _ in plan.proof.vehicles} == {"b1", "b2"}
    assert all(minutes > 0 for _, minutes in plan.proof.vehicles)


def proves(change: Callable[[Plan], dict[str, object]]) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, proof=replace(plan.proof, **change(plan)))  # type: ignore[type-var,arg-type]


def idle(plan: Plan) -> dict[str, object]:
    """One vehicle is said to take nothing back."""
    assert plan.proof is not None
    return {"vehicles": tuple((name, 0.0 if name == "b1" else minutes) for name, minutes in plan.proof.vehicles)}


def dearer(plan: Plan) -> dict[str, object]:
    assert plan.proof is not None
    return {"rides": tuple(replace(each, minutes=each.minutes + 60) for each in plan.proof.rides)}


def cheaper(plan: Plan) -> dict[str, object]:
    assert plan.proof is not None
    return {"rides": tuple(replace(each, minutes=each.minutes / 2) for each in plan.proof.rides)}


def higher(plan: Plan) -> Plan:
    bound = (plan.exposure + plan.exposure_bound) / 2
    return replace(plan, exposure_bound=bound, gap=plan.exposure / bound - 1, whole_household_loss=0.0)


CHANGES: list[tuple[str, str, Callable[[Plan], Plan]]] = [
    ("a higher bound", "exposure_bound", higher),
    ("an idle vehicle", "vehicles", proves(idle)),
    ("dearer rides", "vehicles", proves(dearer)),
    ("cheaper rides", "exposure_bound", proves(cheaper)),
    ("no vehicles", "proof", proves(lambda plan: {"vehicles": ()})),
    ("one vehicle left out", "proof", proves(lambda plan: {"vehicles": plan.proof.vehicles[1:]})),  # type: ignore[union-attr]
    ("a vehicle twice", "proof", proves(lambda plan: {"vehicles": plan.proof.vehicles * 2})),  # type: ignore[union-attr]
    ("a village twice", "proof", proves(lambda plan: {"rides": plan.proof.rides * 2})),  # type: ignore[union-attr]
    ("no rides", "exposure_bound", proves(lambda plan: {"beds": (("s", 500.0),)})),
]


@pytest.mark.parametrize(("column", "change"), [each[1:] for each in CHANGES], ids=[each[0] for each in CHANGES])
def test_each_false_bound_is_found(column: str, change: Callable[[Plan], Plan]) -> None:
    drawn, plan = right()
    assert (UNPROVED, column) in {(finding.rule, finding.column) for finding in violations(drawn, change(plan))}


@pytest.mark.parametrize("seed", range(12))
def test_less_of_everything_never_beats_the_bound(seed: int) -> None:
    """Plans with fewer vehicles, no cars, or less room on the roads are plans of the whole case too."""
    rnd = Random(seed)
    drawn = drawn_case(rnd)
    if not any(road.capacity_pph for road in drawn.links):
        drawn = replace(
            drawn, links=tuple(replace(road, capacity_pph=rnd.choice([None, 12.0])) for road in drawn.links)
        )
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    tighter = (replace(road, capacity_pph=(road.capacity_pph or 0.0) * 0.8 or None) for road in drawn.links)
    for less in (
        replace(drawn, fleet=drawn.fleet[1:]),
        replace(drawn, helpers=tuple(replace(one, car_seats=0) for one in drawn.helpers)),
        replace(drawn, links=tuple(tighter)),
    ):
        other = make_plan(less, nothing, never)
        assert other.served < plan.served or other.exposure >= plan.exposure_bound - 1e-6 * plan.exposure_bound
