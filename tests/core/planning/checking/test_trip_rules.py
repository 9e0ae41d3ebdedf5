"""Vehicles: a right plan with two rounds of one bus, drawn by hand, and every way to get it wrong.

d --5 min by bus-- a (v) --5-- c --5-- b (s);  c --10 min on foot only-- p (w). The bus of five seats and one wheelchair
place fetches two walkers and one who lies at v, then a family from w that comes down to c, and then one more from v.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.domain.people import Mobility, Role
from core.domain.plans import Boarding, Mode, Move, Objective, Plan, Route, ShelterLoad, Uncovered, UncoveredRule
from core.domain.reasons import LinkLoad
from core.domain.roads import Vehicle
from core.domain.trips import Leg, Stop, Trip
from core.planning.case import Case
from core.planning.checks import violations
from tests.core.planning.villages import after, case, closed, link, node, party, place, shelter, walkers

BUS = Vehicle("bus", "bus", 5, wheelchair=1, depot="d", start=after(-60), end=after(60))
ROAD_M = 20 * 64.2


def valley(**more: object) -> Case:
    at = {"d": 0, "a": 1284, "c": 2568, "b": 3852}
    facts = {"fleet": (BUS,), **more}
    return case(
        [*(node(name, x, 0) for name, x in at.items()), node("p", 2568, 642)],
        [
            link("da", "d", "a", 20),
            link("ac", "a", "c", 20),
            link("cb", "c", "b", 20),
            link("path", "c", "p", 10, modes=("walk", "carried")),
        ],
        [place("v", at["a"], 0), place("w", 2568, 642)],
        [shelter("s", at["b"], 0, 20, step_free=True)],
        [
            walkers("h", "v", 2),
            party("i", "v", Mobility.BEDRIDDEN),
            walkers("j", "v", 1),
            party("k", "w", Mobility.WALKS, Mobility.WHEELCHAIR),
        ],
        **facts,
    )


def ridden(*links: str, minutes: float, from_share: float = 0.0) -> Route:
    return Route(links, minutes, ROAD_M * len(links), 0.0, 0.0, from_share, 1.0)


def right() -> Plan:
    drawn = valley()
    members = {each.household: tuple(m.person for m in each.members) for each in drawn.parties}
    down = Route(("path",), 10.0, 642.0, 0.0, 0.0, 1.0, 0.0)

    def move(household: str, village: str, depart: float, arrive: float, route: Route, **more: object) -> Move:
        facts = {"vehicle": "bus", "trip": 1, **more}
        return Move(
            household, members[household], village, "s", Mode.BUS, after(depart), after(arrive), None, route, **facts
        )  # type: ignore[arg-type]

    moves = (
        move("h", "v", 8, 21, ridden("ac", "cb", minutes=13)),
        move("i", "v", 8, 21, ridden("ac", "cb", minutes=13)),
        move("j", "v", 33, 43, ridden("ac", "cb", minutes=10), trip=2),
        move("k", "w", 0, 21, ridden("cb", minutes=5), boards=Boarding("c", down, after(16))),
    )
    first = Trip(
        "bus",
        1,
        (Stop("v", after(5), after(8), 3), Stop("w", after(13), after(16), 2, "c")),
        (
            Leg(("da",), after(0), after(5)),
            Leg(("ac",), after(8), after(13)),
            Leg(("cb",), after(16), after(21)),
        ),
        "s",
    )
    back = Leg(("cb", "ac"), after(22), after(32), 1.0, 0.0)
    second = Trip("bus", 2, (Stop("v", after(32), after(33), 1),), (back, Leg(("ac", "cb"), after(33), after(43))), "s")
    minutes = 5 * 21 + 43
    return Plan(
        at=drawn.at,
        revision=7,
        objective=Objective.EXPOSURE,
        due=6,
        served=6,
        moves=moves,
        shortfall=(),
        pairings=(),
        uncovered=tuple(Uncovered(h, role, UncoveredRule.ALL_LOADED) for h in sorted(members) for role in Role),
        served_bound=6,
        clearance_s=43 * 60,
        clearance_bound_s=21 * 60,
        exposure=minutes,
        exposure_bound=minutes,
        whole_household_loss=0.0,
        gap=0.0,
        stopped=False,
        steps=0,
        loads=(ShelterLoad("s", 0, 6, 20),),
        trips=(first, second),
    )


def moved(household: str, **facts: object) -> Callable[[Plan], Plan]:
    def change(plan: Plan) -> Plan:
        moves = tuple(replace(m, **facts) if m.household == household else m for m in plan.moves)  # type: ignore[arg-type]
        return replace(plan, moves=moves)

    return change


def tripped(of: int, /, **facts: object) -> Callable[[Plan], Plan]:
    def change(plan: Plan) -> Plan:
        return replace(plan, trips=tuple(replace(t, **facts) if t.number == of else t for t in plan.trips))  # type: ignore[arg-type]

    return change


def stopped(at: int, **facts: object) -> Callable[[Plan], Plan]:
    def change(plan: Plan) -> Plan:
        stops = list(plan.trips[0].stops)
        stops[at] = replace(stops[at], **facts)  # type: ignore[arg-type]
        return tripped(1, stops=tuple(stops))(plan)

    return change


def driven(number: int, at: int, **facts: object) -> Callable[[Plan], Plan]:
    def change(plan: Plan) -> Plan:
        legs = list(plan.trips[number - 1].legs)
        legs[at] = replace(legs[at], **facts)  # type: ignore[arg-type]
        return tripped(number, legs=tuple(legs))(plan)

    return change


def rules(drawn: Case, plan: Plan) -> set[str]:
    found = violations(drawn, plan)
    assert all(finding.error for finding in found)
    return {finding.rule for finding in found}


def test_a_right_plan_has_no_violation() -> None:
    assert violations(valley(), right()) == ()


def walk(**facts: object) -> Boarding:
    boards = next(m.boards for m in right().moves if m.boards is not None)
    return replace(boards, **facts)  # type: ignore[arg-type]


CHANGES: list[tuple[str, Callable[[Plan], Plan]]] = [
    ("vehicle_unknown", lambda p: replace(p, trips=tuple(replace(t, vehicle="x") for t in p.trips))),
    ("trip_numbers_wrong", tripped(2, number=3)),
    ("trip_wrong", tripped(1, legs=())),
    ("trip_wrong", tripped(1, shelter="x")),
    ("trip_unknown", moved("h", trip=9)),
    ("trip_unknown", moved("k", boards=walk(node="a"))),
    ("trip_out_of_order", driven(2, 0, depart=after(20), arrive=after(30))),
    ("trip_out_of_order", driven(1, 1, depart=after(7), arrive=after(12))),
    ("trip_out_of_order", stopped(0, arrive=after(4))),
    ("trip_elsewhere", driven(2, 0, links=("ac",), arrive=after(27))),
    ("trip_elsewhere", driven(1, 0, links=("ac",))),
    ("trip_elsewhere", stopped(1, node="d")),
    ("route_broken", driven(1, 0, links=("nowhere",))),
    ("mode_barred", driven(1, 0, links=("path",))),
    ("times_do_not_add_up", driven(1, 0, depart=after(1))),
    ("boarding_too_short", stopped(0, arrive=after(7))),
    ("stop_wrong", stopped(0, persons=2)),
    ("times_do_not_add_up", moved("h", depart=after(7))),
    ("times_do_not_add_up", moved("h", arrive=after(20))),
    ("times_do_not_add_up", moved("h", route=ridden("ac", "cb", minutes=10))),
    ("route_broken", moved("h", route=ridden("cb", minutes=13))),
    ("route_broken", moved("h", route=replace(ridden("ac", "cb", minutes=13), access_m=99.0))),
    ("trip_elsewhere", moved("h", shelter="t")),
    ("boards_too_late", moved("k", depart=after(5))),
    ("route_broken", moved("k", boards=walk(walk=Route(("nowhere",), 10.0, 642.0)))),
    ("ends_wrong", moved("k", boards=walk(walk=Route(("cb",), 20.0, ROAD_M)))),
    ("times_do_not_add_up", moved("k", boards=walk(walk=Route(("path",), 5.0, 642.0, from_share=1.0, to_share=0.0)))),
    ("deadline_wrong", moved("h", deadline=after(7))),
    ("vehicle_missing", moved("h", mode=Mode.WALK)),
    ("vehicle_missing", moved("h", vehicle=None, trip=0)),
]


@pytest.mark.parametrize(("rule", "change"), CHANGES, ids=[f"{i}-{rule}" for i, (rule, _) in enumerate(CHANGES)])
def test_each_breach_is_found(rule: str, change: Callable[[Plan], Plan]) -> None:
    drawn = valley()
    if rule == "trip_elsewhere":  # a second shelter at the same crossing
        drawn = replace(drawn, shelters=(*drawn.shelters, replace(drawn.shelters[0], id="t")))
    assert rule in rules(drawn, change(right()))


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ("vehicle_overfull", {"fleet": (replace(BUS, wheelchair=0),)}),
        ("vehicle_overfull", {"fleet": (replace(BUS, seats=4),)}),
        ("vehicle_off_duty", {"fleet": (replace(BUS, end=after(42)),)}),
        ("vehicle_off_duty", {"fleet": (replace(BUS, start=after(1)),)}),
        ("vehicle_unknown", {"fleet": (replace(BUS, depot=None),)}),
        ("closed_link", {"closures": (closed("da", 4, 6),)}),
        ("closed_link", {"closures": (closed("path", 5, 6),)}),
        ("closed_link", {"closures": (closed("cb", 25, 26, modes=("bus",)),)}),
    ],
)
def test_what_the_case_does_not_allow_is_found(rule: str, more: dict[str, object]) -> None:
    assert rule in rules(valley(**more), right())


@pytest.mark.parametrize(
    "vehicle",
    [
        replace(BUS, seats=3, stretcher=1),  # who lies has a place of his own
        replace(BUS, seats=6, wheelchair=0),  # the wheelchair is folded, who lies takes two seats
        replace(BUS, kind="minibus", start=None, end=None),
    ],
)
def test_places_may_be_shared_out_otherwise(vehicle: Vehicle) -> None:
    assert rules(valley(fleet=(vehicle,)), right()) == set()


def test_what_is_small_uses_the_roads_of_cars() -> None:
    drawn = valley()
    narrow = tuple(replace(k, modes=("walk", "carried", "car")) if k.id == "cb" else k for k in drawn.links)
    assert "mode_barred" in rules(replace(drawn, links=narrow), right())
    assert rules(replace(drawn, links=narrow, fleet=(replace(BUS, kind="van"),)), right()) == set()


def test_who_is_driven_over_a_road_counts_there_and_an_empty_vehicle_does_not() -> None:
    drawn, plan = valley(), right()
    roads = {"da": 0.0, "cb": 120.0}  # nobody may enter the first; ten in five minutes the other
    capped = replace(drawn, links=tuple(replace(k, capacity_pph=roads.get(k.id)) for k in drawn.links))
    said = LinkLoad("cb", True, 120.0, (0, 0, 0, 5, 0, 0, 0, 1))
    assert rules(capped, replace(plan, loads_of_links=(said,))) == set()
    assert rules(capped, plan) == {"load_wrong"}
    tight = replace(capped, links=tuple(replace(k, capacity_pph=6.0) if k.id == "cb" else k for k in drawn.links))
    assert "road_overloaded" in rules(tight, plan)


@pytest.mark.parametrize(("minutes", "found"), [(None, True), (20, False), (21, True)])
def test_a_rider_s_deadline_keeps_the_trip_on_open_roads(minutes: float | None, found: bool) -> None:
    """The last road of h's trip is entered at 16 and left at 21; it closes at 33."""
    plan = moved("k", deadline=after(0))(moved("i", deadline=after(8))(moved("j", deadline=after(33))(right())))
    plan = moved("h", deadline=None if minutes is None else after(minutes))(plan)
    shut = valley(closures=(closed("cb", 33),))
    wrong = {f.facts["household"] for f in violations(shut, plan) if f.rule == "deadline_wrong"}
    assert ("h" in wrong) == found
