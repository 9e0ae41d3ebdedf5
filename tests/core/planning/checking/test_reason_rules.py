"""Reasons and remedies: what the planner says of its plans holds, and every figure that is changed is found."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.domain.people import Mobility
from core.domain.plans import Plan
from core.domain.reasons import Reasons, Remedy, RemedyKind, RouteReason, ShelterReason, TimeReason
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.villages import after, case, closed, link, never, node, nothing, party, place, shelter, walkers


def drawn(**more: object) -> Case:
    """v --- 10 --- s (4 beds, steps) --- 5 --- t (9 beds) --- 6 --- u (9 beds); a short cut from v to t is closed."""
    at = {"v": (0, 0), "s": (640, 0), "t": (960, 300), "u": (1280, 600)}
    facts: dict[str, object] = {"closures": (closed("short", 1),), **more}
    return case(
        [node(name, *xy) for name, xy in at.items()],
        [link("vs", "v", "s", 10), link("st", "s", "t", 5), link("tu", "t", "u", 6), link("short", "v", "t", 12)],
        [place("v", *at["v"])],
        [
            shelter("s", *at["s"], 4, step_free=False),
            shelter("t", *at["t"], 9, step_free=True, opens_after_min=20),
            shelter("u", *at["u"], 9, step_free=True),
        ],
        [walkers("h", "v", 3), walkers("i", "v", 3), party("k", "v", Mobility.WHEELCHAIR)],
        **facts,
    )


def right() -> tuple[Case, Plan]:
    district = drawn()
    plan = make_plan(district, nothing, never)
    where = {m.household: m.shelter for m in plan.moves}
    assert where == {"h": "s", "i": "t", "k": "t"}
    rows = (
        Reasons(
            "h",
            "v",
            ShelterReason.SOONEST,
            RouteReason.QUICKEST,
            TimeReason.READY,
            next_shelter="t",
            next_shelter_min=10.0,
            next_route_min=next_route(plan, "h"),
        ),
        Reasons(
            "i",
            "v",
            ShelterReason.FOR_OTHERS,
            RouteReason.QUICKER_CLOSED,
            TimeReason.SHELTER_OPENS,
            passed_over="s",
            passed_over_min=10.0,
            next_shelter="u",
            next_shelter_min=1.0,
            blocked="short",
            next_route_min=next_route(plan, "i"),
            wait_min=5.0,
        ),
        Reasons(
            "k",
            "v",
            ShelterReason.SOONER_UNFIT,
            RouteReason.QUICKER_CLOSED,
            TimeReason.SHELTER_OPENS,
            passed_over="s",
            passed_over_min=10.0,
            next_shelter="u",
            next_shelter_min=1.0,
            blocked="short",
            next_route_min=next_route(plan, "k"),
            wait_min=5.0,
        ),
    )
    return district, replace(plan, reasons=rows)


def next_route(plan: Plan, household: str) -> float | None:
    move = next(m for m in plan.moves if m.household == household)
    return None if move.second is None else move.second.minutes - move.route.minutes


def test_right_reasons_have_no_violation() -> None:
    assert violations(*right()) == ()


def test_the_planner_s_own_reasons_hold() -> None:
    district = drawn()
    plan = make_plan(district, nothing, never)
    assert len(plan.reasons) == len(plan.moves)
    assert violations(district, plan) == ()


def test_of_two_equal_roads_one_closes_and_the_other_is_narrow() -> None:
    """Before the next shelter opens one closes; once it is open four of them pass the other at 15, a step each."""
    at = {"v": (0, 0), "s": (640, 0), "t": (640, 200)}
    district = case(
        [node(name, *xy) for name, xy in at.items()],
        [link("wide", "v", "s", 1), link("narrow", "v", "s", 1, capacity_pph=12.0), link("on", "s", "t", 3)],
        [place("v", *at["v"])],
        [shelter("s", *at["s"], 4), shelter("t", *at["t"], 4, opens_after_min=15)],
        [walkers("h", "v", 4)],
        closures=(closed("wide", 2, 15),),
    )
    plan = make_plan(district, nothing, never)
    (told,) = plan.reasons
    assert (plan.moves[0].shelter, plan.moves[0].arrive) == ("s", after(1))
    assert (told.next_shelter, told.next_shelter_min) == ("t", 18.0)
    assert violations(district, plan) == ()


def says(household: str, **facts: object) -> Callable[[Plan], Plan]:
    def change(plan: Plan) -> Plan:
        rows = tuple(replace(r, **facts) if r.household == household else r for r in plan.reasons)  # type: ignore[arg-type]
        return replace(plan, reasons=rows)

    return change


CHANGES: list[tuple[str, Callable[[Plan], Plan]]] = [
    ("passed_over", says("h", passed_over="t")),
    ("passed_over", says("h", passed_over_min=1.0)),
    ("passed_over", says("h", shelter=ShelterReason.WITH_THE_REST)),
    ("passed_over", says("h", shelter=ShelterReason.WITH_THE_VILLAGE)),
    ("passed_over", says("h", shelter=ShelterReason.BY_VEHICLE)),
    ("passed_over", says("h", shelter=ShelterReason.AS_TOLD)),
    ("passed_over", says("h", shelter=ShelterReason.FOR_OTHERS)),
    ("passed_over", says("i", shelter=ShelterReason.SOONEST, passed_over=None, passed_over_min=0.0)),
    ("passed_over", says("i", shelter=ShelterReason.SOONER_UNFIT)),
    ("passed_over", says("i", passed_over_min=9.0)),
    ("passed_over", says("i", passed_over="t")),
    ("passed_over", says("i", passed_over="u", passed_over_min=0.0)),
    ("passed_over", says("k", shelter=ShelterReason.SOONER_FULL)),
    ("next_shelter", says("h", next_shelter="u")),
    ("next_shelter", says("h", next_shelter_min=5.0)),
    ("next_shelter", says("h", next_shelter=None, next_shelter_min=None)),
    ("next_shelter", says("h", next_shelter="s")),
    ("next_shelter", says("i", next_shelter="s", next_shelter_min=-10.0)),
    ("next_shelter", says("i", next_shelter="nowhere")),
    ("route", says("h", blocked="short")),
    ("route", says("h", route=RouteReason.QUICKER_CLOSED, blocked="short")),
    ("route", says("i", route=RouteReason.QUICKEST, blocked=None)),
    ("route", says("i", route=RouteReason.QUICKER_CROWDED)),
    ("route", says("i", blocked="vs")),
    ("route", says("i", blocked=None)),
    ("route", says("i", route=RouteReason.AS_TOLD, blocked=None)),
    ("next_route", says("h", next_route_min=99.0)),
    ("time", says("h", time=TimeReason.LEFT)),
    ("time", says("h", time=TimeReason.AS_TOLD)),
    ("time", says("h", time=TimeReason.VEHICLE)),
    ("time", says("h", time=TimeReason.STAGED)),
    ("time", says("h", time=TimeReason.SHELTER_OPENS)),
    ("time", says("h", wait_min=2.0)),
    ("time", says("i", time=TimeReason.READY)),
]


@pytest.mark.parametrize(("column", "change"), CHANGES, ids=[f"{i}-{column}" for i, (column, _) in enumerate(CHANGES)])
def test_each_false_claim_is_found(column: str, change: Callable[[Plan], Plan]) -> None:
    district, plan = right()
    found = violations(district, change(plan))
    assert [(f.rule, f.column) for f in found] == [("reason_wrong", column)]


def test_a_move_without_reasons_is_found_where_others_have_some() -> None:
    district, plan = right()
    assert [f.rule for f in violations(district, replace(plan, reasons=plan.reasons[1:]))] == ["reasons_missing"]
    assert violations(district, replace(plan, reasons=())) == ()


GOOD = Remedy(RemedyKind.BED, "s", 3, 0, 30.0, 600.0, 0)


@pytest.mark.parametrize(
    ("rule", "remedy"),
    [
        ("", GOOD),
        ("", replace(GOOD, kind=RemedyKind.EARLIER, subject="", amount=30)),
        ("", replace(GOOD, kind=RemedyKind.ROAD, subject="short", amount=0)),
        ("remedy_unknown", replace(GOOD, subject="nowhere")),
        ("remedy_unknown", replace(GOOD, kind=RemedyKind.ROAD)),
        ("remedy_unknown", replace(GOOD, kind=RemedyKind.VEHICLE)),
        ("remedy_unknown", replace(GOOD, amount=-1)),
        ("remedy_wrong", replace(GOOD, serves=1)),
        ("remedy_wrong", replace(GOOD, left=1)),
        ("remedy_wrong", replace(GOOD, serves=-1, left=1)),
        ("remedy_wrong", replace(GOOD, saves_min=0.0, sooner_min=0.0)),
    ],
)
def test_remedies_are_of_use_and_add_up(rule: str, remedy: Remedy) -> None:
    district, plan = right()
    found = {f.rule for f in violations(district, replace(plan, remedies=(remedy,)))}
    assert found == ({rule} if rule else set())


def test_a_closed_road_may_be_quicker_by_a_millisecond() -> None:
    """Drawn twice, the roads of a map differ by less than times are rounded."""
    twice = case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("one", "a", "b", 10), link("two", "a", "b", 10 + 0.001 / 60)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9)],
        [walkers("h", "v", 2)],
        closures=[closed("one", 0)],
    )
    plan = make_plan(twice, nothing, never)
    assert [why.route for why in plan.reasons] == [RouteReason.QUICKER_CLOSED]
    assert violations(twice, plan) == ()
