"""Helpers' own cars: whom they fetch, in which trips, and every way in which a plan may have them wrong.

v and w lie at a and n, the shelter at b; a car takes 15 minutes between a and b, and 5 from n to a.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from core.domain.helping import Lock
from core.domain.people import Mobility, Role
from core.domain.plans import Mode, Move, Pairing, Plan
from core.domain.reasons import ShelterReason, TimeReason
from core.domain.trips import Trip, car_of, driver_of
from core.planning import releasing
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.helper_cars import helper_cars
from core.planning.holding import hold_what_holds
from core.planning.planner import make_plan
from core.planning.replan import least_change
from tests.core.planning.drawn_cases import changed_case, drawn_case
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
    walkers,
)

CAR = car_of("p")
STOP, EACH = 0.25, 0.1375  # minutes: a stop, and for each who gets on or off
SEATS = {"h": 2, "i": 2, "j": 2}


def valley(seats: int = 2, road: float = 60, **more: object) -> Case:
    facts = {
        "helpers": [helper("p", "v", car_seats=seats, max_load=9), helper("q", "v", max_load=9)],
        "locks": tuple(Lock(name, Role.PRIMARY, "p", after(-9), "", "") for name in SEATS),
        "parties": [walkers(name, "v", count) for name, count in SEATS.items()],
        **more,
    }
    parties = facts.pop("parties")
    return case(
        [node("n", -1284, 0), node("a", 0, 0), node("b", 6420, 0)],
        [link("up", "n", "a", 20), link("road", "a", "b", road)],
        [place("v", 0, 0), place("w", -1284, 0)],
        [shelter("s", 6420, 0, 20)],
        parties,
        **facts,
    )


def planned(drawn: Case) -> Plan:
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    return plan


def minutes(plan: Plan, trip: Trip) -> list[float]:
    return [(moment - plan.at).total_seconds() / 60 for moment in (trip.stops[0].leave, trip.legs[-1].arrive)]


def test_the_name_of_a_car_says_whose_it_is() -> None:
    assert driver_of(car_of("p")) == "p"
    assert driver_of("bus 1") is None


def test_a_car_comes_back_as_long_as_that_is_sooner_than_walking() -> None:
    plan = planned(valley())
    by_car = sorted((trip.number, *minutes(plan, trip)) for trip in plan.trips)
    aboard = STOP + 2 * EACH
    first, second = aboard, 2 * aboard + 30 + aboard
    assert by_car == [
        (1, pytest.approx(first), pytest.approx(first + 15)),
        (2, pytest.approx(second, abs=0.01), pytest.approx(second + 15, abs=0.01)),
    ]
    assert sorted(move.mode for move in plan.moves) == [Mode.CAR, Mode.CAR, Mode.WALK]
    assert {trip.vehicle for trip in plan.trips} == {CAR}
    rides = [each for each in plan.reasons if each.shelter is ShelterReason.BY_VEHICLE]
    assert [each.time for each in rides] == [TimeReason.VEHICLE] * 2


def test_one_trip_takes_all_who_have_a_seat() -> None:
    plan = planned(valley(seats=6))
    (trip,) = plan.trips
    assert [stop.persons for stop in trip.stops] == [6]


def test_a_car_that_fetches_one_household_makes_no_trip() -> None:
    plan = planned(valley(parties=[walkers("h", "v", 2)], locks=()))
    assert plan.trips == ()
    assert [(move.mode, move.vehicle, move.depart, move.arrive) for move in plan.moves] == [
        (Mode.CAR, None, after(0), after(15))
    ]


def test_two_villages_are_two_stops_of_one_trip() -> None:
    plan = planned(valley(seats=4, parties=[walkers("h", "w", 2), walkers("i", "v", 2)], road=200))
    (trip,) = plan.trips
    assert [stop.place for stop in trip.stops] == ["w", "v"]


def test_nobody_bedridden_rides_and_b_fetches_where_a_has_no_seats() -> None:
    parties = [party("h", "v", Mobility.BEDRIDDEN), walkers("i", "v", 2), walkers("j", "v", 3)]
    drawn = valley(
        parties=parties, helpers=[helper("p", "v", car_seats=2), helper("q", "v", car_seats=4), helper("r", "v")]
    )
    pairs = [("h", "p", "q"), ("i", "p", "q"), ("j", "r", "q")]
    pairings = [
        Pairing(household, role, name, 1.0) for household, *both in pairs for role, name in zip(Role, both, strict=True)
    ]
    cars = helper_cars(drawn, drawn.parties, pairings)
    assert dict(cars.driver) == {1: "p", 2: "q"}


def test_a_closing_road_ends_the_trips() -> None:
    """The car would be back for the second household at half an hour; the road closes before."""
    plan = planned(valley(closures=(closed("road", 25),)))
    assert (plan.served, len(plan.trips)) == (2, 0)
    assert [(move.mode, move.trip) for move in plan.moves] == [(Mode.CAR, 0)]


def test_the_way_back_goes_round_where_the_road_is_one_way() -> None:
    drawn = valley()
    roads = (drawn.links[0], replace(drawn.links[1], oneway=True), link("back", "b", "a", 64, oneway=True))
    plan = planned(replace(drawn, links=roads))
    second = max(plan.trips, key=lambda trip: trip.number)
    assert (second.number, second.legs[0].links, second.legs[1].links) == (2, ("back",), ("road",))


def test_trips_that_stand_are_facts_in_a_later_plan() -> None:
    drawn = valley(seats=2)
    standing = planned(drawn)
    first = {move.household for move in standing.moves if move.trip == 1}
    later = replace(
        drawn,
        at=after(5),
        standing=standing,
        parties=tuple(replace(each, left=True) if each.household in first else each for each in drawn.parties),
    )
    answer = least_change(later, nothing, never)
    assert violations(later, answer.plan) == ()
    assert [minutes(standing, trip) for trip in answer.plan.trips] == [
        minutes(standing, trip) for trip in standing.trips
    ]
    assert answer.to_tell == ()


def longer_valley(households: Mapping[str, int], **sent: str) -> Case:
    """With a second shelter t, 5 minutes beyond s by car; `sent` says who may go to which one only."""
    parties = [replace(walkers(name, "v", count), sent_to=sent.get(name)) for name, count in households.items()]
    drawn = valley(parties=parties)
    return replace(
        drawn,
        nodes=(*drawn.nodes, node("c", 7704, 0)),
        links=(*drawn.links, link("far", "b", "c", 20)),
        shelters=(*drawn.shelters, shelter("t", 7704, 0, 20)),
    )


def test_a_trip_goes_on_from_where_one_ended_that_no_plan_names_any_more() -> None:
    """First to s, then to t; once the first are in, it is the only trip of one plan and the next."""
    drawn = longer_valley(SEATS, h="s", i="t", j="s")
    standing = planned(drawn)
    waiting = drawn.parties[1:]
    later = replace(drawn, at=after(16), standing=standing, parties=waiting, inside=(("s", 2),))
    second = least_change(later, nothing, never).plan
    third = replace(later, at=after(17), standing=second)
    for now, plan in ((later, second), (third, least_change(third, nothing, never).plan)):
        assert [(trip.number, trip.shelter) for trip in plan.trips] == [(1, "t")]
        assert plan.trips[0].legs == standing.trips[1].legs
        assert violations(now, plan) == ()


def test_no_trip_begins_where_one_was_to_end_that_takes_nobody_any_more() -> None:
    """Nobody may stay in s any more; the car does not come for the second household from there. The checks would say
    so."""
    drawn = longer_valley(SEATS, h="s", i="t", j="s")
    standing = planned(drawn)
    full = replace(drawn, standing=standing, shelters=(replace(drawn.shelters[0], capacity=0), drawn.shelters[1]))
    answer = least_change(full, nothing, never).plan
    assert violations(full, answer) == ()
    assert [(trip.number, trip.shelter, trip.legs[0].links) for trip in answer.trips] in ([], [(1, "t", ())])
    going_on = [replace(move, trip=1) for move in standing.moves if move.household == "i"]
    wrong = replace(answer, moves=tuple(going_on), trips=(replace(standing.trips[1], number=1),))
    assert "trip_elsewhere" in {finding.rule for finding in violations(full, wrong)}


def test_whoever_gives_way_beside_a_car_has_given_way() -> None:
    """p was to bring h in alone, to the only two beds there were. Then t has beds too, and somebody is new who may only
    go to s: h goes to t, and has no bed in s any more."""
    drawn = valley(parties=[walkers("h", "v", 2)])
    drawn = replace(drawn, shelters=(replace(drawn.shelters[0], capacity=2),))
    standing = planned(drawn)
    assert [(move.mode, move.shelter, move.trip) for move in standing.moves] == [(Mode.CAR, "s", 0)]
    later = replace(
        drawn,
        standing=standing,
        shelters=(*drawn.shelters, shelter("t", -1284, 0, 20)),
        parties=(*drawn.parties, replace(walkers("i", "v", 2), sent_to="s")),
        due_households=frozenset({"h", "i"}),
    )
    answer = least_change(later, nothing, never)
    assert violations(later, answer.plan) == ()
    assert {move.household: move.shelter for move in answer.plan.moves} == {"h": "t", "i": "s"}
    assert answer.moved_for_them == ("h",)


def test_a_car_busy_with_the_untouched_is_planned_anew_for_whom_only_it_can_save() -> None:
    """p brings h in alone. Then i is due as well, in a car with seats for both, and the road closes before it could
    come back: it waits for i at the door, and h is told, for i's sake."""
    drawn = valley(seats=4, parties=[walkers("h", "v", 2)])
    standing = planned(drawn)
    assert [(move.mode, move.trip) for move in standing.moves] == [(Mode.CAR, 0)]
    later = replace(
        drawn,
        standing=standing,
        parties=(*drawn.parties, walkers("i", "v", 2)),
        due_households=frozenset({"h", "i"}),
        closures=(closed("road", 25),),
    )
    answer = least_change(later, nothing, never)
    assert violations(later, answer.plan) == ()
    assert (answer.plan.served, answer.plan.shortfall) == (4, ())
    assert (answer.touched, answer.moved_for_them, answer.kept) == (("i",), ("h",), 0)
    left = replace(later, at=after(5), parties=(replace(drawn.parties[0], left=True), later.parties[1]))
    gone = least_change(left, nothing, never)
    assert (gone.plan.served, gone.kept) == (2, 1)  # who is on the road stays a fact


@pytest.mark.parametrize(("persons", "shuts", "rounds"), [(3, 25, 1), (3, 36, 1), (2, 25, 3)])
def test_no_round_is_planned_for_whom_no_car_could_bring_in_with_all_it_has(
    monkeypatch: pytest.MonkeyPatch, persons: int, shuts: float, rounds: int
) -> None:
    """Three more do not fit beside h, and the car is back at the door after half an hour: too late to be over the road
    before the 36th minute. Two more fit: a round shows that, another one keeps it and h tells."""
    drawn = valley(seats=4, parties=[walkers("h", "v", 2)])
    later = replace(
        drawn,
        standing=planned(drawn),
        parties=(*drawn.parties, walkers("i", "v", persons)),
        due_households=frozenset({"h", "i"}),
        closures=(closed("road", shuts),),
    )
    held = []

    def counted(*asked: object) -> object:
        held.append(asked)
        return hold_what_holds(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(releasing, "hold_what_holds", counted)
    answer = least_change(later, nothing, never)
    assert violations(later, answer.plan) == ()
    assert (answer.plan.served, len(held)) == (2 if persons > 2 else 4, rounds)


def test_a_helper_who_drops_out_takes_his_car_with_him() -> None:
    drawn = valley(helpers=[helper("p", "v", car_seats=2, max_load=9), helper("q", "v", max_load=9), helper("r", "v")])
    later = replace(drawn, standing=planned(drawn), out=frozenset({"p"}), locks=())
    plan = least_change(later, nothing, never).plan
    assert violations(later, plan) == ()
    assert (plan.trips, {move.mode for move in plan.moves}) == ((), {Mode.WALK})


@pytest.mark.parametrize("seed", range(40))
def test_cars_make_nothing_worse(seed: int) -> None:
    """Drawn districts without a fleet and with roads that let in everybody: as many safe as on foot, and sooner."""
    drawn = drawn_case(Random(seed), frozenset({"needs", "modes"}))
    on_foot = replace(drawn, helpers=tuple(replace(each, car_seats=0) for each in drawn.helpers))
    plan, walked = planned(drawn), planned(on_foot)
    assert plan.served >= walked.served
    if plan.served == walked.served:
        assert plan.exposure <= walked.exposure * 1.001


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_told_anew_while_nothing_changes(seed: int) -> None:
    drawn = drawn_case(Random(seed), frozenset({"needs"}))
    later = replace(drawn, standing=planned(drawn))
    answer = least_change(later, nothing, never)
    assert violations(later, answer.plan) == ()
    assert answer.to_tell == ()
    changed = changed_case(Random(seed), drawn, answer.plan)
    assert violations(changed, least_change(changed, nothing, never).plan) == ()


# -- every way to get it wrong -----------------------------------------------------------------------------------------


def with_trip(plan: Plan, number: int, change: Callable[[Trip], Trip]) -> Plan:
    return replace(plan, trips=tuple(change(trip) if trip.number == number else trip for trip in plan.trips))


def shifted(trip: Trip, minutes: float) -> Trip:
    by = timedelta(minutes=minutes)
    legs = tuple(replace(each, depart=each.depart + by, arrive=each.arrive + by) for each in trip.legs)
    stops = tuple(replace(each, arrive=each.arrive + by, leave=each.leave + by) for each in trip.stops)
    return replace(trip, legs=legs, stops=stops)


def first_leg_over(trip: Trip, *links: str) -> Trip:
    return replace(trip, legs=(replace(trip.legs[0], links=links), *trip.legs[1:]))


def all_by_car(plan: Plan) -> Plan:
    """As plans had it once: everybody in the car at once."""

    def driven(move: Move) -> Move:
        return replace(move, mode=Mode.CAR, vehicle=None, trip=0, depart=after(0), arrive=after(15))

    return replace(plan, trips=(), moves=tuple(map(driven, plan.moves)))


WRONG: dict[str, tuple[str, Callable[[Plan], Plan]]] = {
    "everybody at once": ("car_twice", all_by_car),
    "before it is back": ("trip_out_of_order", lambda plan: with_trip(plan, 2, lambda trip: shifted(trip, -20))),
    "from nowhere": (
        "trip_elsewhere",
        lambda plan: with_trip(plan, 1, lambda trip: first_leg_over(trip, "up")),
    ),
    "without driving back": (
        "trip_elsewhere",
        lambda plan: with_trip(plan, 2, first_leg_over),
    ),
    "somebody else's household": (
        "car_of_another",
        lambda plan: replace(plan, pairings=tuple(p for p in plan.pairings if p.helper != "p")),
    ),
    "too many": (
        "vehicle_overfull",
        lambda plan: replace(
            plan,
            moves=tuple(replace(move, persons=(*move.persons, "x")) if move.trip == 1 else move for move in plan.moves),
        ),
    ),
    "a car that nobody has": (
        "vehicle_unknown",
        lambda plan: with_trip(plan, 1, lambda trip: replace(trip, vehicle=car_of("q"))),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_checks_find_what_is_wrong_with_a_car(name: str) -> None:
    drawn = valley()
    rule, change = WRONG[name]
    assert rule in {finding.rule for finding in violations(drawn, change(planned(drawn)))}


def test_the_checks_find_a_car_on_a_closed_road_and_against_the_signs() -> None:
    drawn = valley()
    plan = planned(drawn)
    shut = replace(drawn, closures=(closed("road", 18, 22),))
    assert "closed_link" in {finding.rule for finding in violations(shut, plan)}
    one_way = replace(drawn, links=(drawn.links[0], replace(drawn.links[1], oneway=True)))
    assert "against_oneway" in {finding.rule for finding in violations(one_way, plan)}
