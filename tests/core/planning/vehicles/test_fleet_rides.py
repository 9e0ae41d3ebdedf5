"""The fleet of a case: who is fetched where and when, checked by the rules for trips, which share no code with it.

depot --5 min by road--> far --60 min by road, 240 on foot--> school
                         near --10 on foot-----------------> school
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.people import Mobility
from core.domain.plans import Mode, Move, Objective, Plan
from core.domain.roads import Link, Vehicle
from core.planning.case import Case, CaseParty
from core.planning.checking import trip_rules
from core.planning.checking.inspection import Inspection
from core.planning.checks import violations
from core.planning.effort import Effort
from core.planning.placement import allocate, room_after
from core.planning.planner import make_plan
from core.planning.situation import Situation
from core.planning.timeline import micros
from core.planning.vehicles.fleet_rounds import Rides, fleet_rides
from core.planning.vehicles.passengers import LIFTED_ON_US, STOP_US, WALKING_ON_US
from core.planning.vehicles.standing_trips import StandingTrips
from tests.core.planning.villages import (
    AT,
    case,
    closed,
    link,
    never,
    node,
    nothing,
    party,
    place,
    shelter,
    walkers,
)

BUS = Vehicle("bus", "bus", 30, depot="d")
VAN = Vehicle("van", "van", 3, depot="d")
AMBULANCE = Vehicle("care", "ambulance", 1, wheelchair=1, stretcher=1, depot="d")
MINUTE = 60_000_000

_RULES = [
    trip_rules.trips_are_numbered_rounds_of_the_fleet,
    trip_rules.a_trip_is_one_thing_after_another,
    trip_rules.trips_start_where_the_last_one_ended,
    trip_rules.vehicles_use_roads_that_carry_them,
    trip_rules.stops_leave_time_to_board,
    trip_rules.vehicles_are_on_duty,
    trip_rules.nobody_rides_without_a_place,
    trip_rules.stops_count_who_boards,
    trip_rules.riders_travel_with_their_trip,
    trip_rules.who_walks_to_a_stop_is_there_in_time,
]


def valley(*parties: CaseParty, fleet: Sequence[Vehicle], links: Sequence[Link] = (), **more: object) -> Case:
    return case(
        [node("d", 0, 0), node("f", 1300, 0), node("s", 17_000, 0), node("n", 17_650, 0)],
        [link("df", "d", "f", 20), link("fs", "f", "s", 240), link("sn", "s", "n", 10), *links],
        [place("far", 1300, 0), place("near", 17_650, 0)],
        [shelter("school", 17_000, 0, 99)],
        parties,
        fleet=tuple(fleet),
        **more,
    )


def situation_of(drawn: Case) -> Situation:
    """A case whose options are those of walkers and helpers' cars, as they are before the fleet is asked."""
    situation = Situation(replace(drawn, fleet=()), Effort(nothing, never, 10**8, 600.0))
    situation.ride((), {})
    situation.case = drawn
    return situation


def rides_of(drawn: Case) -> Rides:
    situation = situation_of(drawn)
    return fleet_rides(situation, range(len(situation.parties)), situation.room)


def plan_of(drawn: Case, rides: Rides) -> Plan:
    """The rides in a plan in which everybody else walks."""
    foot = make_plan(replace(drawn, fleet=()), nothing, never)
    riding = {(move.household, move.place) for move in rides.moves.values()}
    others = [move for move in foot.moves if (move.household, move.place) not in riding]
    return replace(foot, moves=(*others, *rides.moves.values()), trips=rides.trips)


def breaches(drawn: Case, rides: Rides) -> list[str]:
    inspection = Inspection(drawn, plan_of(drawn, rides))
    return [f"{finding.rule} {finding.facts}" for rule in _RULES for finding in rule(inspection)]


def riders(rides: Rides) -> dict[str, Move]:
    return {move.household: move for move in rides.moves.values()}


def test_the_bus_fetches_the_far_village_and_the_near_one_walks() -> None:
    drawn = valley(walkers("a", "far", 3), walkers("b", "near", 2), fleet=[BUS])
    rides = rides_of(drawn)
    assert set(riders(rides)) == {"a"}
    move = riders(rides)["a"]
    assert (move.mode, move.vehicle, move.trip, move.boards) == (Mode.BUS, "bus", 1, None)
    assert micros(AT, move.depart) == 5 * MINUTE + STOP_US + 3 * WALKING_ON_US
    assert micros(AT, move.arrive) - micros(AT, move.depart) == 60 * MINUTE
    assert breaches(drawn, rides) == []


def test_a_van_comes_again() -> None:
    drawn = valley(walkers("a", "far", 3), walkers("b", "far", 3), fleet=[replace(VAN, seats=3)])
    rides = rides_of(drawn)
    assert sorted(move.trip for move in rides.moves.values()) == [1, 2]
    first, second = rides.trips
    assert second.legs[0].depart >= first.legs[-1].arrive + timedelta(seconds=15 + 3 * 8.25)
    assert second.legs[-1].arrive == first.legs[-1].arrive + timedelta(seconds=2 * (15 + 3 * 8.25) + 2 * 3600)
    assert breaches(drawn, rides) == []


def test_stretchers_come_first_to_who_lies_and_seats_only_where_there_is_none() -> None:
    lying = party("lying", "far", Mobility.BEDRIDDEN)
    both = valley(lying, walkers("a", "far", 2), fleet=[VAN, AMBULANCE])
    assert riders(rides_of(both))["lying"].vehicle == "care"
    alone = valley(lying, fleet=[VAN])
    rides = rides_of(alone)
    assert riders(rides)["lying"].vehicle == "van"
    assert micros(AT, riders(rides)["lying"].depart) == 5 * MINUTE + STOP_US + LIFTED_ON_US
    assert breaches(alone, rides) == []
    assert rides_of(valley(lying, fleet=[replace(VAN, seats=1)])).moves == {}


def test_one_trip_may_stop_in_several_villages() -> None:
    drawn = case(
        [node("d", 0, 0), node("a", 1300, 0), node("b", 2600, 0), node("s", 17_000, 0)],
        [link("da", "d", "a", 20), link("ab", "a", "b", 20), link("bs", "b", "s", 240)],
        [place("pa", 1300, 0), place("pb", 2600, 0)],
        [shelter("school", 17_000, 0, 99)],
        [walkers("x", "pa", 3), walkers("y", "pb", 3)],
        fleet=(BUS,),
    )
    rides = rides_of(drawn)
    assert [[stop.place for stop in trip.stops] for trip in rides.trips] == [["pa", "pb"]]
    assert breaches(drawn, rides) == []


def test_people_walk_to_where_the_bus_can_come() -> None:
    track = link("track", "f", "up", 20, modes=("walk", "carried", "car"))
    drawn = case(
        [node("d", 0, 0), node("f", 1300, 0), node("s", 17_000, 0), node("up", 1300, 1300)],
        [link("df", "d", "f", 20), link("fs", "f", "s", 240), track],
        [place("high", 1300, 1300)],
        [shelter("school", 17_000, 0, 99)],
        [walkers("a", "high", 5)],
        fleet=(BUS,),
    )
    rides = rides_of(drawn)
    move = riders(rides)["a"]
    assert move.boards is not None
    assert (move.boards.node, move.boards.walk.links, move.boards.walk.minutes) == ("f", ("track",), 20)
    assert rides.trips[0].stops[0].node == "f"
    assert micros(AT, move.boards.at) == 20 * MINUTE + STOP_US + 5 * WALKING_ON_US
    assert move.route.links == ("fs",)
    assert breaches(drawn, rides) == []
    standing = replace(drawn, standing=plan_of(drawn, rides))
    assert StandingTrips(situation_of(standing), rides.moves).held()[0].moves == rides.moves
    cut_off = replace(standing, closures=(closed("track", 10),))  # they would still be on their way down
    assert StandingTrips(situation_of(cut_off), rides.moves).held()[0].moves == {}
    small = replace(drawn, fleet=(replace(VAN, seats=9),))
    assert riders(rides_of(small))["a"].boards is None  # a van comes to the door
    assert breaches(small, rides_of(small)) == []


def test_a_leg_is_driven_only_while_its_road_is_open() -> None:
    drawn = valley(walkers("a", "far", 3), fleet=[BUS], closures=(closed("fs", 66),))
    assert set(riders(rides_of(drawn))) == {"a"}
    assert breaches(drawn, rides_of(drawn)) == []
    assert rides_of(replace(drawn, closures=(closed("fs", 65),))).moves == {}
    again = replace(drawn, closures=(closed("df", 0, 100),))
    assert micros(AT, rides_of(again).trips[0].legs[0].depart) == 100 * MINUTE  # it waits at its depot
    assert breaches(again, rides_of(again)) == []


@pytest.mark.parametrize(
    "vehicle",
    [
        replace(BUS, depot=None),
        replace(BUS, depot="nowhere"),
        replace(BUS, end=AT),
        replace(BUS, end=AT + timedelta(minutes=60)),
        replace(BUS, seats=0),
    ],
)
def test_vehicles_that_cannot_help(vehicle: Vehicle) -> None:
    assert rides_of(valley(walkers("a", "far", 2), fleet=[vehicle])).moves == {}


def test_a_vehicle_starts_when_its_duty_does() -> None:
    drawn = valley(walkers("a", "far", 2), fleet=[replace(BUS, start=AT + timedelta(minutes=30))])
    rides = rides_of(drawn)
    assert micros(AT, rides.trips[0].legs[0].depart) == 30 * MINUTE
    assert breaches(drawn, rides) == []


def test_rides_leave_the_beds_that_others_need() -> None:
    drawn = replace(
        valley(walkers("a", "far", 30), walkers("b", "near", 2), fleet=[BUS]),
        shelters=(shelter("school", 17_000, 0, 2),),
    )
    rides = rides_of(drawn)
    assert sum(len(move.persons) for move in plan_of(drawn, rides).moves) == 2


def test_first_tours_alone_keep_the_rules_as_well() -> None:
    drawn = valley(walkers("a", "far", 3), walkers("b", "far", 3), fleet=[VAN])
    situation = situation_of(drawn)
    quick = fleet_rides(situation, range(len(situation.parties)), situation.room, thorough=False)
    assert breaches(drawn, quick) == []
    assert len(quick.moves) == 2


def test_a_seat_is_kept_and_the_vehicle_is_free_after_its_trip() -> None:
    drawn = valley(walkers("a", "far", 3), fleet=[VAN])
    rides = rides_of(drawn)
    later = replace(valley(walkers("a", "far", 3), walkers("b", "far", 3), fleet=[VAN]), standing=plan_of(drawn, rides))
    situation = situation_of(later)
    held, standing = StandingTrips(situation, rides.moves).held()
    assert held.moves == rides.moves
    assert held.trips == rides.trips
    more = fleet_rides(situation, [1], situation.room, standing)
    assert [(move.household, move.trip) for move in more.moves.values()] == [("b", 2)]
    together = Rides({**held.moves, **more.moves}, (*held.trips, *more.trips))
    assert breaches(later, together) == []


def test_a_trip_breaks_with_its_road_its_vehicle_or_its_passengers() -> None:
    drawn = valley(walkers("a", "far", 3), fleet=[VAN])
    rides = rides_of(drawn)
    standing = replace(drawn, standing=plan_of(drawn, rides))
    for broken in (
        replace(standing, closures=(closed("fs", 30),)),
        replace(standing, fleet=()),
        replace(standing, fleet=(replace(VAN, end=AT + timedelta(minutes=30)),)),
        replace(standing, parties=(walkers("a", "far", 4),)),
        replace(standing, links=tuple(one for one in standing.links if one.id != "fs")),
    ):
        assert StandingTrips(situation_of(broken), rides.moves).held()[0].moves == {}
    driven = replace(standing, at=AT + timedelta(minutes=20), closures=(closed("df", 15),))
    assert StandingTrips(situation_of(driven), rides.moves).held()[0].moves == {}  # nobody has said that they left
    driven = replace(driven, parties=(replace(walkers("a", "far", 3), left=True),))
    on = StandingTrips(situation_of(driven), rides.moves).held()[0]
    assert set(on.moves) == {0}  # that road lies behind the vehicle
    fewer = replace(standing, parties=(walkers("a", "far", 2),))
    held = StandingTrips(situation_of(fewer), rides.moves).held()[0]
    assert [stop.persons for trip in held.trips for stop in trip.stops] == [2]


def hamlets(seed: int) -> Case:
    """A small drawn district with closures, roads of several kinds and a mixed fleet."""
    rnd = Random(seed)
    nodes = [node(f"n{i}", 1500 * (i % 3) + rnd.uniform(-200, 200), 1500 * (i // 3)) for i in range(9)]
    links = []
    for i in range(9):
        for j in (i + 1, i + 3):
            if j < 9 and (j == i + 3 or j % 3) and rnd.random() < 0.85:
                modes = rnd.choice([(), (), (), ("walk", "carried", "car"), ("walk", "carried")])
                links.append(
                    link(f"l{i}{j}", f"n{i}", f"n{j}", rnd.uniform(20, 90), modes=modes, oneway=rnd.random() < 0.1)
                )
    spots = [(rnd.uniform(-200, 3200), rnd.uniform(-200, 3200)) for _ in range(6)]
    return case(
        nodes,
        links,
        [place(f"p{i}", *spot) for i, spot in enumerate(spots[:4])],
        [
            shelter(f"s{i}", *spot, rnd.randint(4, 30), opens_after_min=rnd.choice([0, 0, 40]))
            for i, spot in enumerate(spots[4:])
        ],
        [
            party(f"h{i:02}", f"p{rnd.randrange(4)}", *rnd.choices(list(Mobility), [70, 15, 9, 6], k=rnd.randint(1, 4)))
            for i in range(rnd.randint(1, 12))
        ],
        closures=tuple(
            closed(rnd.choice(links).id, start, rnd.choice([None, start + rnd.uniform(5, 60)]))
            for start in [rnd.uniform(-30, 120) for _ in range(3)]
        ),
        fleet=tuple(
            Vehicle(
                f"v{i}",
                rnd.choice(["bus", "minibus", "van", "ambulance"]),
                rnd.randint(1, 12),
                wheelchair=rnd.randint(0, 2),
                stretcher=rnd.randint(0, 1),
                depot=f"n{rnd.randrange(9)}",
                start=rnd.choice([None, AT + timedelta(minutes=15)]),
                end=rnd.choice([None, None, AT + timedelta(minutes=200)]),
            )
            for i in range(3)
        ),
    )


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6))
def test_rides_in_drawn_districts_break_no_rule(seed: int) -> None:
    drawn = hamlets(seed)
    situation = situation_of(drawn)
    rides = fleet_rides(situation, range(len(situation.parties)), situation.room)
    assert breaches(drawn, rides) == []
    used = Counter[str]()
    for move in rides.moves.values():
        used[move.shelter] += len(move.persons)
    assert all(used[each.id] <= each.capacity for each in drawn.shelters)
    if rides.bound is None:
        return
    bounds = rides.bound.bounds(situation, {})
    for riding in ({}, rides.moves):
        served, value, last = worth(situation, riding)
        assert served <= bounds.served
        assert served < bounds.served or (last >= bounds.last and value >= bounds.cost)


def worth(situation: Situation, riding: dict[int, Move]) -> tuple[int, int, int]:
    """Persons served, person-microseconds and last arrival of a plan with these rides and the others given beds."""
    room = room_after(situation, {i: situation.travel.column[move.shelter] for i, move in riding.items()})
    others = [i for i in range(len(situation.parties)) if i not in riding]
    goals = allocate(situation, others, room, Objective.EXPOSURE).goals
    arrive = {i: int(situation.options.arrival[situation.kind[i], column]) for i, column in goals.items()}
    arrive |= {i: micros(AT, move.arrive) for i, move in riding.items()}
    sizes = [len(each.members) for each in situation.parties]
    value = sum(sizes[i] * arrive.get(i, situation.unserved_us(i)) for i in range(len(sizes)))
    return sum(sizes[i] for i in arrive), value, max(arrive.values(), default=0)


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6))
def test_standing_rides_hold_while_nothing_changes(seed: int) -> None:
    drawn = hamlets(seed)
    rides = rides_of(drawn)
    after = replace(drawn, standing=replace(plan_of(drawn, rides), trips=rides.trips))
    held, _ = StandingTrips(situation_of(after), rides.moves).held()
    assert held.moves == rides.moves
    assert held.trips == rides.trips


def test_where_the_last_arrival_comes_first_who_lies_gets_seats_before_he_waits_for_the_stretcher() -> None:
    """Two who lie, one stretcher: an ambulance that comes twice ends 120 minutes later than a van beside it."""
    lying = [party(name, "far", Mobility.BEDRIDDEN) for name in ("a", "b")]
    drawn = valley(*lying, fleet=[VAN, AMBULANCE])
    slow = rides_of(drawn)
    assert {move.vehicle for move in slow.moves.values()} == {"care"}
    swift = rides_of(replace(drawn, objective=Objective.CLEARANCE))
    assert {move.vehicle for move in swift.moves.values()} == {"care", "van"}
    assert max(move.arrive for move in swift.moves.values()) < max(move.arrive for move in slow.moves.values())
    assert breaches(drawn, swift) == []


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_the_last_arrival_is_never_later_where_it_comes_first(seed: int) -> None:
    drawn = hamlets(seed)
    calm = make_plan(drawn, nothing, never)
    swift_case = replace(drawn, objective=Objective.CLEARANCE)
    swift = make_plan(swift_case, nothing, never)
    assert violations(swift_case, swift) == ()
    assert swift.served >= calm.served
    assert swift.served > calm.served or swift.clearance_s <= calm.clearance_s
