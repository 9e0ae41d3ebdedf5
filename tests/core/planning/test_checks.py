"""Every rule of the independent checks finds its own breach, and nothing in a right plan."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.people import Mobility, Role
from core.domain.plans import Mode, Move, Pairing, Plan, Shortfall, ShortfallRule
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.villages import (
    after,
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
    spot,
    walkers,
)


def drawn() -> Case:
    """v --- 10 --- m --- 5 --- s (3 beds), and a way round from m by n to s; t (9 beds) at n."""
    at = {"a": (0, 0), "m": (640, 0), "s": (1280, 0), "n": (960, 500)}
    return case(
        [node(name, *xy) for name, xy in at.items()],
        [
            link("am", "a", "m", 10),
            link("ms", "m", "s", 5),
            link("mn", "m", "n", 10),
            link("ns", "n", "s", 10, oneway=True, modes=("walk", "carried")),
            link("track", "a", "s", 90, modes=("car",)),
        ],
        [place("v", *at["a"])],
        [shelter("s", *at["s"], 3, opens_after_min=5), shelter("t", *at["n"], 9)],
        [walkers("h", "v", 3), party("i", "v", Mobility.BEDRIDDEN)],
        closures=(closed("mn", 60),),
        helpers=(
            helper("p", "v"),
            helper("q", "v", household="k"),
            helper("r", "v", household="k"),
            helper("weak", "v", carries=0),
            helper("due", "v", household="h"),
            helper("sleeps", "v", night=False),
            helper("far", "v", max_load=0),
        ),
        night=True,
    )


Change = Callable[[Plan], Plan]


def move(plan: Plan, household: str = "h") -> Move:
    return next(m for m in plan.moves if m.household == household)


def changed(household: str, **facts: object) -> Change:
    def change(plan: Plan) -> Plan:
        moves = tuple(replace(m, **facts) if m.household == household else m for m in plan.moves)  # type: ignore[arg-type]
        return replace(plan, moves=moves)

    return change


def routed(**facts: object) -> Change:
    return lambda plan: changed("h", route=replace(move(plan).route, **facts))(plan)  # type: ignore[arg-type]


def seconded(**facts: object) -> Change:
    def change(plan: Plan) -> Plan:
        second = move(plan).second
        assert second is not None
        return changed("h", second=replace(second, **facts))(plan)  # type: ignore[arg-type]

    return change


def first_of(plan: Plan, household: str) -> str:
    return next(p.helper for p in plan.pairings if (p.household, p.role) == (household, Role.PRIMARY))


def paired(household: str, role: Role, name: str, minutes: float = 2.0) -> Change:
    def change(plan: Plan) -> Plan:
        others = tuple(p for p in plan.pairings if (p.household, p.role) != (household, role))
        return replace(plan, pairings=(*others, Pairing(household, role, name, minutes)))

    return change


BREACHES: list[tuple[str, Change]] = [
    ("party_missing", lambda plan: replace(plan, moves=plan.moves[1:])),
    ("party_unknown", lambda plan: replace(plan, moves=(*plan.moves, replace(plan.moves[0], household="x")))),
    (
        "party_twice",
        lambda plan: replace(plan, shortfall=(Shortfall("h", move(plan).persons, "v", ShortfallRule.NO_ROOM),)),
    ),
    ("party_split", lambda plan: changed("h", persons=move(plan).persons[:2])(plan)),
    ("person_twice", lambda plan: changed("h", persons=move(plan, "i").persons)(plan)),
    ("shelter_overfull", changed("i", shelter="s")),
    ("shelter_unknown", changed("h", shelter="x")),
    ("total_wrong", lambda plan: replace(plan, served=plan.served + 1)),
    ("total_wrong", lambda plan: replace(plan, clearance_s=1.0)),
    ("bound_wrong", lambda plan: replace(plan, exposure_bound=plan.exposure + 1)),
    ("bound_wrong", lambda plan: replace(plan, served_bound=plan.served - 1)),
    ("bound_wrong", lambda plan: replace(plan, gap=0.5)),
    ("mode_wrong", changed("i", mode=Mode.WALK)),
    ("mode_wrong", changed("h", mode=Mode.CAR)),
    ("route_broken", routed(links=("am", "ns"))),
    ("route_broken", routed(links=("am", "nowhere"))),
    ("against_oneway", changed("i", route=None)),
    ("mode_barred", routed(links=("track",))),
    ("closed_link", changed("i", depart=after(55), arrive=after(75))),
    ("times_do_not_add_up", changed("h", arrive=after(14))),
    ("times_do_not_add_up", routed(length_m=1.0)),
    ("ends_wrong", routed(access_m=50.0)),
    ("leaves_too_early", changed("h", depart=after(-1), arrive=after(14))),
    ("shelter_not_open", changed("h", arrive=after(4))),
    ("deadline_wrong", changed("h", deadline=after(30))),
    ("deadline_wrong", changed("i", deadline=None)),
    ("second_shares_wrong", changed("h", second_shares=())),
    ("second_is_first", lambda plan: changed("h", second=move(plan).route)(plan)),
    ("times_do_not_add_up", seconded(minutes=1.0)),
    ("uncovered_wrong", lambda plan: replace(plan, pairings=plan.pairings[1:])),
    ("same_helper", lambda plan: paired("h", Role.DEPUTY, first_of(plan, "h"))(plan)),
    ("same_house", lambda plan: paired("h", Role.DEPUTY, "q")(paired("h", Role.PRIMARY, "r")(plan))),
    ("helper_unknown", paired("h", Role.PRIMARY, "x")),
    ("helper_due", paired("h", Role.PRIMARY, "due")),
    ("helper_asleep", paired("h", Role.PRIMARY, "sleeps")),
    ("helper_too_far", paired("h", Role.PRIMARY, "p", 31.0)),
    ("helper_overloaded", paired("h", Role.PRIMARY, "far")),
    ("helper_cannot_carry", paired("i", Role.PRIMARY, "weak")),
]


def test_a_right_plan_has_no_violation() -> None:
    plan = make_plan(drawn(), nothing, never)
    assert {m.household: m.shelter for m in plan.moves} == {"h": "s", "i": "t"}
    assert move(plan).second is not None
    assert move(plan, "i").deadline == after(40)
    assert violations(drawn(), plan) == ()


@pytest.mark.parametrize(("rule", "change"), BREACHES, ids=[f"{i}-{rule}" for i, (rule, _) in enumerate(BREACHES)])
def test_each_breach_is_found(rule: str, change: Change) -> None:
    plan = make_plan(drawn(), nothing, never)
    if rule == "against_oneway":  # the way to t by s and back down the one-way road
        route = replace(move(plan, "i").route, links=("am", "ms", "ns"), minutes=25.0, length_m=25 * 64.2, to_share=0.0)
        change = changed("i", route=route, arrive=move(plan, "i").depart + timedelta(minutes=25))
    found = violations(drawn(), change(plan))
    assert rule in {finding.rule for finding in found}
    assert all(finding.error for finding in found)


def test_of_two_readings_as_quick_the_one_that_uses_every_link_is_meant() -> None:
    """From a door on a road to its far end and back by another: or straight to the near end, where the other begins."""
    district = case(
        [node("n", 0, 0), node("m", 640, 0)],
        [link("on", "n", "m", 4), link("out", "m", "n", 2, via=(spot(320, 300),))],
        [place("v", 480, 0)],
        [shelter("s", 0, 0, 4, opens_after_min=10)],
        [walkers("h", "v", 2)],
        closures=(closed("on", 9),),
    )
    plan = make_plan(district, nothing, never)
    assert [(m.route.links, m.depart, m.deadline) for m in plan.moves] == [(("on", "out"), after(7), after(8))]
    assert violations(district, plan) == ()


def test_the_checks_share_no_code_with_the_planner() -> None:
    listing = "import sys, core.planning.checks; print(*sorted(m for m in sys.modules if m.startswith('core.')))"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    shared = {name for name in done.stdout.split() if name.startswith("core.planning.")}
    shared = {name for name in shared if not name.startswith("core.planning.checking")}
    assert shared == {"core.planning.case", "core.planning.checks"}
