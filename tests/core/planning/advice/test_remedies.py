"""Remedies: each kind on a case solved on paper; what one promises is what a whole plan of the changed case gives."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.people import Mobility
from core.domain.plans import Plan
from core.domain.reasons import Remedy, RemedyKind
from core.domain.roads import Vehicle
from core.planning.advice.proposals import (
    all_through,
    fetched_by,
    held_open,
    made_fit,
    opened_earlier,
    ordered_earlier,
    with_beds,
    with_vehicle,
)
from core.planning.advice.remedies import SOLVES, advise, ranked
from core.planning.case import Case
from core.planning.effort import Effort, Stopped
from core.planning.planner import make_plan, solve, write
from core.planning.prepared import PreparedRoads
from tests.core.planning.test_fit import with_drawn_needs
from tests.core.planning.test_three_villages import three_villages
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

DAY = 24 * 60


def advised(drawn: Case) -> Plan:
    roads = PreparedRoads()
    return advise(drawn, make_plan(drawn, nothing, never, roads), nothing, never, roads)


def by_kind(plan: Plan) -> dict[RemedyKind, Remedy]:
    return {remedy.kind: remedy for remedy in reversed(plan.remedies)}


def valley(*parties: object, **facts: object) -> Case:
    """v --- 10 min --- s (4 beds); h, behind the bridge, takes 5 minutes more and has 20 beds."""
    more: dict[str, object] = {"near": {}, "far": {}, **facts}
    near, far = more.pop("near"), more.pop("far")
    return case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 960, 0)],
        [link("road", "a", "b", 10), link("bridge", "b", "c", 5)],
        [place("v", 0, 0)],
        [
            shelter("s", 640, 0, **{"capacity": 4, **near}),  # type: ignore[dict-item]
            shelter("h", 960, 0, **{"capacity": 20, **far}),  # type: ignore[dict-item]
        ],
        parties,  # type: ignore[arg-type]
        **more,
    )


def test_where_nothing_is_short_nothing_is_tried() -> None:
    plan = make_plan(valley(walkers("a", "v", 2)), nothing, never)
    assert advise(valley(walkers("a", "v", 2)), plan, nothing, never) is plan


def test_what_the_watchdog_ended_is_not_tried_again_for_each_remedy() -> None:
    """A village of a hundred thousand takes the whole watchdog once; remedies must not take it a dozen times more."""
    drawn = valley(walkers("a", "v", 4), walkers("b", "v", 5), closures=(closed("bridge", -10),))
    plan, shares = make_plan(drawn, nothing, never), list[float]()
    stopped = replace(plan, stopped=True)
    out_of_time = advise(replace(drawn, watchdog_s=0.0), plan, shares.append, never)
    for answer in (advise(drawn, stopped, shares.append, never), out_of_time):
        assert (answer.remedies, answer.remedies_stopped) == ((), True)
    assert shares == []


def test_beds_and_a_bridge_for_those_who_have_no_room() -> None:
    """The bridge is closed: of nine persons four sleep in s. Five beds more, or the bridge held open, save the others:
    10 x 5 = 50 person-minutes instead of five whole days, or 15 x 5 with the bridge."""
    drawn = valley(walkers("a", "v", 4), walkers("b", "v", 5), closures=(closed("bridge", -10),))
    found = by_kind(advised(drawn))
    assert found[RemedyKind.BED] == Remedy(RemedyKind.BED, "s", 5, 5, 5 * DAY - 50, 0, 0)
    assert found[RemedyKind.ROAD] == Remedy(RemedyKind.ROAD, "bridge", 0, 5, 5 * DAY - 75, -5, 0)


def test_beds_that_nobody_would_sleep_in_are_not_asked_for() -> None:
    """All are served; three of b pass over s, where a's four sleep: three beds there save 5 minutes each."""
    drawn = valley(walkers("a", "v", 4), walkers("b", "v", 3))
    assert advised(drawn).remedies == (Remedy(RemedyKind.BED, "s", 3, 0, 15, 5, 0),)


def test_half_an_hour_earlier_saves_those_whom_the_road_cuts_off() -> None:
    """The road closes in 8 minutes and takes 10; two hours is no better than half of one, and is left out."""
    drawn = valley(walkers("a", "v", 3), closures=(closed("road", 8),))
    found = [remedy for remedy in advised(drawn).remedies if remedy.kind is RemedyKind.EARLIER]
    assert [(r.amount, r.serves, r.left) for r in found] == [(30, 3, 0)]
    assert found[0].saves_min == pytest.approx(3 * DAY)  # safe twenty minutes before the plan began


def test_a_shelter_made_fit() -> None:
    drawn = valley(
        party("chair", "v", Mobility.WHEELCHAIR), near={"step_free": False}, far={"step_free": False, "capacity": 1}
    )
    found = by_kind(advised(drawn))[RemedyKind.CARE]
    assert found == Remedy(RemedyKind.CARE, "s", 1, 1, DAY - 10, -10, 0)


def test_one_vehicle_more() -> None:
    """Two villages two hours away, one bus: it fetches one of them. The second bus saves the other the walk."""
    drawn = case(
        [node("a", 0, 0), node("b", 9_000, 0), node("c", -9_000, 0)],
        [link("west", "a", "c", 120), link("east", "a", "b", 120)],
        [place("v", 9_000, 0), place("w", -9_000, 0)],
        [shelter("s", 0, 0, 30)],
        [walkers("v1", "v", 6), walkers("w1", "w", 6)],
        fleet=(Vehicle("bus", "bus", 6, depot="a"),),
    )
    plan = make_plan(drawn, nothing, never)
    found = by_kind(advise(drawn, replace(plan, bottlenecks=("s",)), nothing, never))
    changed = make_plan(with_vehicle(drawn, drawn.fleet[0]), nothing, never)
    assert found[RemedyKind.VEHICLE].saves_min == pytest.approx(plan.exposure - changed.exposure)
    assert found[RemedyKind.VEHICLE].saves_min > 0


def test_a_road_that_lets_all_through_changes_only_that_road() -> None:
    drawn = three_villages()
    narrow = replace(drawn, links=tuple(replace(each, capacity_pph=60.0) for each in drawn.links))
    wide = all_through(narrow, "m-k")
    assert {each.id: each.capacity_pph for each in wide.links} == {
        each.id: None if each.id == "m-k" else 60.0 for each in drawn.links
    }


def test_an_hour_is_left_out_where_half_of_it_does_as_much() -> None:
    half, hour = (Remedy(RemedyKind.EARLIER, "", n, 3, n, 0, 0) for n in (30, 60))
    bed = Remedy(RemedyKind.BED, "s", 5, 3, 99, 0, 0)
    assert ranked([hour, half, bed]) == (bed, half)
    assert ranked([hour, replace(half, serves=2)]) == (hour, replace(half, serves=2))


def changed_case(drawn: Case, remedy: Remedy) -> Case:
    """The case in which the remedy has happened, made from its own words."""
    return {
        RemedyKind.BED: lambda: with_beds(drawn, remedy.subject, int(remedy.amount)),
        RemedyKind.ROAD: lambda: held_open(drawn, remedy.subject),
        RemedyKind.CARE: lambda: made_fit(drawn, remedy.subject),
        RemedyKind.EARLIER: lambda: ordered_earlier(drawn, int(remedy.amount)),
        RemedyKind.VEHICLE: lambda: with_vehicle(drawn, next(v for v in drawn.fleet if v.id == remedy.subject)),
        RemedyKind.STAGE: lambda: all_through(drawn, remedy.subject),
        RemedyKind.OPEN: lambda: opened_earlier(drawn, remedy.subject, int(remedy.amount)),
    }[remedy.kind]()


def changed_plan(drawn: Case, plan: Plan, remedy: Remedy) -> Plan:
    """The plan once the remedy has happened; who is to fetch a household is set there, and all others stay."""
    if remedy.helper is None:
        return make_plan(changed_case(drawn, remedy), nothing, never)
    told = fetched_by(drawn, plan.pairings, remedy.subject, remedy.helper)
    return write(solve(told, Effort(nothing, never, told.max_steps, told.watchdog_s), hold=True))


def check_promise(drawn: Case, plan: Plan, remedy: Remedy) -> None:
    changed = changed_plan(drawn, plan, remedy)
    assert remedy.serves == changed.served - plan.served
    assert remedy.left == changed.due - changed.served
    last = max((m.arrive for m in changed.moves), default=drawn.at)
    assert remedy.sooner_min == pytest.approx(plan.clearance_s / 60 - max(0.0, (last - drawn.at).total_seconds() / 60))
    if remedy.kind is not RemedyKind.EARLIER:
        assert remedy.saves_min == pytest.approx(plan.exposure - changed.exposure)


@given(st.integers(0, 10**9))
def test_a_promise_is_what_a_whole_plan_gives(seed: int) -> None:
    rnd = Random(seed)
    drawn = with_drawn_needs(random_case(rnd), rnd)
    fleet = tuple(
        Vehicle(f"bus{i}", "bus", rnd.randint(2, 9), depot=drawn.nodes[0].id) for i in range(rnd.randint(0, 2))
    )
    drawn = replace(drawn, fleet=fleet)
    plan = advised(drawn)
    assert replace(plan, remedies=()) == make_plan(drawn, nothing, never)
    for remedy in plan.remedies:
        assert remedy.serves > 0 or (remedy.serves == 0 and remedy.saves_min > 0)
        check_promise(drawn, plan, remedy)


def test_an_earlier_order_counts_from_the_same_moment() -> None:
    """Ordered half an hour before, on roads that reopen: figures stand beside those of the plan at its own start."""
    drawn = valley(walkers("a", "v", 3), closures=(closed("road", 8),))
    remedy = next(r for r in advised(drawn).remedies if r.kind is RemedyKind.EARLIER)
    assert ordered_earlier(drawn, 30).at == drawn.at - timedelta(minutes=30)
    check_promise(drawn, make_plan(drawn, nothing, never), remedy)


def test_no_more_tries_than_allowed_and_a_stop_takes_effect() -> None:
    drawn = valley(walkers("a", "v", 4), walkers("b", "v", 5), closures=(closed("bridge", -10),))
    plan = make_plan(drawn, nothing, never)
    shares: list[float] = []
    assert len(advise(drawn, plan, shares.append, never).remedies) <= SOLVES
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    with pytest.raises(Stopped):
        advise(drawn, plan, nothing, lambda: True)


def test_the_watchdog_has_one_count_for_a_plan_and_its_remedies() -> None:
    """Every look at the clock takes a second: what the plan has left of a minute ends the list, which says so."""
    drawn = valley(walkers("a", "v", 4), walkers("b", "v", 5), closures=(closed("bridge", -10),))
    plan = make_plan(drawn, nothing, never)
    whole = advise(drawn, plan, nothing, never)
    assert (len(whole.remedies) > 1, whole.remedies_stopped) == (True, False)
    seconds = count()
    some = advise(drawn, replace(plan, seconds=20.0), nothing, never, clock=lambda: float(next(seconds)))
    assert some.remedies_stopped
    assert len(some.remedies) < len(whole.remedies)
    none = advise(drawn, replace(plan, seconds=drawn.watchdog_s), nothing, never)
    assert (none.remedies, none.remedies_stopped) == ((), True)
