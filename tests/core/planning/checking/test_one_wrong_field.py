"""Right plans of drawn nights with one field wrong: the checks say so, by the rule that is about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

import pytest

from core.domain.plans import Mode, Plan, SoftRule
from core.domain.reasons import RouteReason, TimeReason
from core.domain.trips import Trip
from core.planning.case import Case
from core.planning.checking.inspection import Inspection
from core.planning.checks import violations
from core.planning.planner import make_plan
from core.planning.replan import replan
from tests.core.planning.drawn_cases import changed_case, drawn_case
from tests.core.planning.villages import never, nothing

# Of the nights from 700,000 on those in which vehicles run, and some in which sooner and next shelters are named.
NIGHTS = (
    *(700_018, 700_041, 700_046, 700_095, 700_098, 700_116),
    *(700_022, 700_027, 700_032, 700_039, 700_040, 700_047, 700_052, 700_089, 700_106, 700_121),
)
FEWEST = 4  # plans in which a field of that kind stands at all
MINUTE, YEAR_MIN = timedelta(minutes=1), 500_000.0

Wrong = Callable[[Plan, int], Plan]  # the field of the so-manieth move, pairing, row or trip
Asked = Callable[[Case, Plan], list[int]]  # which of them have it


@cache
def plans() -> tuple[tuple[Case, Plan], ...]:
    """The plan of each night, and the one that it is replanned to."""
    found = []
    for seed in NIGHTS:
        rnd = Random(seed)
        drawn = drawn_case(rnd)
        plan = make_plan(drawn, nothing, never)
        later = changed_case(rnd, drawn, plan)
        found += [(drawn, plan), (later, replan(later, nothing, never).plan)]
    return tuple(found)


def each(rows: str, holds: Callable[[Any, Case, Plan], bool] = lambda *_: True) -> Asked:
    return lambda case, plan: [i for i, row in enumerate(getattr(plan, rows)) if holds(row, case, plan)]


def changed(rows: str, change: Callable[[Any], Any]) -> Wrong:
    """With one of its rows changed, or left out where that gives None."""

    def wrongly(plan: Plan, which: int) -> Plan:
        new = change(getattr(plan, rows)[which])
        kept = getattr(plan, rows)
        return replace(plan, **{rows: (*kept[:which], *(() if new is None else (new,)), *kept[which + 1 :])})

    return wrongly


def twice(rows: str) -> Wrong:
    return lambda plan, which: replace(plan, **{rows: (*getattr(plan, rows), getattr(plan, rows)[which])})


def with_(**facts: object) -> Callable[[Any], Any]:
    return lambda row: replace(row, **facts)


def on_their_own(move: Any, case: Case, _plan: Plan) -> bool:
    return not move.trip and not has_left(move, case)


def has_left(row: Any, case: Case) -> bool:
    return any(party.left for party in case.parties if (party.household, party.place) == (row.household, row.place))


def timed(reasons: Any, case: Case, plan: Plan) -> bool:
    """Of a party whose times are its own, where every shelter's road is known."""
    move = next(m for m in plan.moves if (m.household, m.place) == (reasons.household, reasons.place))
    on_roads = move.vehicle is None and move.route.links != ()
    return on_roads and not Inspection(case, plan).junctions.unclear


def passes_over(reasons: Any, case: Case, plan: Plan) -> bool:
    return reasons.passed_over is not None and timed(reasons, case, plan)


def has_next(reasons: Any, case: Case, plan: Plan) -> bool:
    return reasons.next_shelter is not None and timed(reasons, case, plan)


def first_stop(**facts: object) -> Callable[[Trip], Trip]:
    return lambda trip: replace(trip, stops=(replace(trip.stops[0], **facts), *trip.stops[1:]))  # type: ignore[arg-type]


def last_leg_later(trip: Trip) -> Trip:
    return replace(trip, legs=(*trip.legs[:-1], replace(trip.legs[-1], arrive=trip.legs[-1].arrive + MINUTE)))


def toggled(pairing: Any) -> Any:
    """Says of a helper that he lives in danger himself, or says it no longer."""
    zone = SoftRule.OWN_DANGER_ZONE
    return replace(pairing, broken=tuple({*pairing.broken} ^ {zone}))


WRONG: list[tuple[str, Asked, Wrong]] = [
    ("party_missing", each("moves"), changed("moves", lambda _: None)),
    ("party_twice", each("moves"), twice("moves")),
    ("person_twice", each("moves"), twice("moves")),
    ("party_split", each("moves"), changed("moves", lambda m: replace(m, persons=m.persons[:-1]))),
    ("party_unknown", each("moves"), changed("moves", with_(household="nobody"))),
    ("shelter_unknown", each("moves"), changed("moves", with_(shelter="nowhere"))),
    (
        "times_do_not_add_up",
        each("moves", lambda m, case, plan: not has_left(m, case)),
        changed("moves", lambda m: replace(m, arrive=m.arrive + MINUTE)),
    ),
    (
        "route_broken",
        each("moves", on_their_own),
        changed("moves", lambda m: replace(m, route=replace(m.route, links=("x",)))),
    ),
    (
        "deadline_wrong",
        each("moves", lambda m, case, _: not has_left(m, case)),
        changed("moves", lambda m: replace(m, deadline=m.depart - MINUTE)),
    ),
    (
        "second_is_first",
        each("moves", lambda m, *rest: on_their_own(m, *rest) and m.second is not None),
        changed("moves", lambda m: replace(m, second=m.route)),
    ),
    (
        "second_shares_wrong",
        each("moves", lambda m, *rest: on_their_own(m, *rest) and m.second is not None),
        changed("moves", lambda m: replace(m, second_shares=(*m.second_shares, "x"))),
    ),
    ("mode_wrong", each("moves", lambda m, *_: m.mode is Mode.CARRIED), changed("moves", with_(mode=Mode.WALK))),
    ("trip_unknown", each("moves", lambda m, *_: m.trip > 0), changed("moves", with_(trip=99))),
    (
        "reasons_missing",
        each("reasons", lambda _, __, plan: len(plan.reasons) > 1),
        changed("reasons", lambda _: None),
    ),
    ("reasons_missing", each("reasons"), twice("reasons")),
    ("reason_wrong", each("reasons", passes_over), changed("reasons", with_(passed_over_min=YEAR_MIN))),
    ("reason_wrong", each("reasons", passes_over), changed("reasons", with_(passed_over_min=-1.0))),
    ("reason_wrong", each("reasons", passes_over), changed("reasons", with_(passed_over="nowhere"))),
    ("reason_wrong", each("reasons", has_next), changed("reasons", with_(next_shelter_min=-YEAR_MIN))),
    ("reason_wrong", each("reasons", has_next), changed("reasons", with_(next_shelter_min=None))),
    ("reason_wrong", each("reasons", has_next), changed("reasons", with_(next_shelter="nowhere"))),
    (
        "reason_wrong",
        each("reasons", lambda r, *_: r.next_shelter is None),
        changed("reasons", with_(next_shelter_min=0.0)),
    ),
    (
        "reason_wrong",
        each("reasons", lambda r, *_: r.next_route_min is not None),
        changed("reasons", lambda r: replace(r, next_route_min=r.next_route_min + 1)),
    ),
    (
        "reason_wrong",
        each("reasons", lambda r, *_: r.next_route_min is None),
        changed("reasons", with_(next_route_min=0.0)),
    ),
    (
        "reason_wrong",
        each("reasons", lambda r, *rest: r.route is RouteReason.QUICKEST and timed(r, *rest)),
        changed("reasons", with_(blocked="x")),
    ),
    (
        "reason_wrong",
        each("reasons", lambda r, *_: r.time is not TimeReason.LEFT),
        changed("reasons", lambda r: replace(r, wait_min=r.wait_min + 1)),
    ),
    (
        "reason_wrong",
        each("reasons", lambda r, case, _: not has_left(r, case)),
        changed("reasons", with_(time=TimeReason.LEFT)),
    ),
    ("load_wrong", each("loads_of_links"), changed("loads_of_links", lambda _: None)),
    (
        "load_wrong",
        each("loads_of_links"),
        changed("loads_of_links", lambda load: replace(load, entering=(*load.entering, 1))),
    ),
    ("uncovered_wrong", each("pairings"), changed("pairings", lambda _: None)),
    ("uncovered_wrong", each("pairings"), twice("pairings")),
    ("uncovered_wrong", each("uncovered"), changed("uncovered", with_(household="nobody"))),
    ("helper_unknown", each("pairings"), changed("pairings", with_(helper="nobody"))),
    ("soft_rule_wrong", each("pairings"), changed("pairings", toggled)),
    ("pairing_figure_wrong", each("pairings"), changed("pairings", lambda p: replace(p, minutes=p.minutes + 1))),
    ("trip_numbers_wrong", each("trips"), twice("trips")),
    ("stop_wrong", each("trips"), changed("trips", first_stop(persons=99))),
    ("stop_wrong", each("trips"), changed("trips", first_stop(place="nowhere"))),
    ("trip_wrong", each("trips"), changed("trips", lambda trip: replace(trip, stops=()))),
    ("trip_wrong", each("trips"), changed("trips", with_(shelter="nowhere"))),
    (
        "trip_out_of_order",
        each("trips"),
        changed("trips", lambda trip: first_stop(arrive=trip.stops[0].leave + MINUTE)(trip)),
    ),
    ("times_do_not_add_up", each("trips"), changed("trips", last_leg_later)),
    ("boarding_too_short", each("trips"), changed("trips", lambda trip: first_stop(leave=trip.stops[0].arrive)(trip))),
    ("vehicle_unknown", each("trips"), changed("trips", with_(vehicle="nobody's"))),
]


@pytest.mark.parametrize(("rule", "asked", "wrongly"), WRONG, ids=[f"{i}-{rule}" for i, (rule, *_) in enumerate(WRONG)])
def test_one_wrong_field_is_found_by_its_rule(rule: str, asked: Asked, wrongly: Wrong) -> None:
    tried = 0
    for number, (case, plan) in enumerate(plans()):
        rows = asked(case, plan)
        if rows:
            tried += 1
            found = violations(case, wrongly(plan, Random(number).choice(rows)))
            assert rule in {finding.rule for finding in found}, f"plan {number}"
    assert tried >= FEWEST
