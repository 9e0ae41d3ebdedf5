"""Rounds against trying everything, their bounds, and input that nobody would wish for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.planning.effort import Effort, Stopped
from core.planning.timeline import FOREVER, MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.exact import prove
from core.planning.vehicles.packing_bound import last_arrival_bound
from core.planning.vehicles.problem import Load, RoundsGoal, RoundsProblem, RoundsShelter, RoundsVehicle
from core.planning.vehicles.simple_bounds import exposure_floor, last_arrival_floor
from core.planning.vehicles.solve import Rounds, solve_rounds
from core.planning.vehicles.state import Value, value_of
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trips import Trip, TripBook
from tests.core.planning.vehicles.drawn_rounds import bus_evacuation, mixed_rounds, rounds_of

_GOALS = list(RoundsGoal)


def effort(max_steps: int = 10**8) -> Effort:
    return Effort(lambda _: None, lambda: False, max_steps, 600.0)


def parts(loads: Sequence[int]) -> Iterator[list[tuple[int, ...]]]:
    """Every way to make an ordered list of trips of some of these loads, in this order of boarding."""
    if not loads:
        yield []
        return
    for cut in range(1, len(loads) + 1):
        for rest in parts(loads[cut:]):
            yield [tuple(loads[:cut]), *rest]


def tours_of(problem: RoundsProblem, book: TripBook, tours: Tours, vehicle: int, loads: Sequence[int]) -> list[Tour]:
    """Every tour of a vehicle that serves just these loads."""
    found: list[Tour] = [()] if not loads else []
    for order in permutations(loads):
        for trips in parts(order):
            for goals in product(range(len(problem.shelters)), repeat=len(trips)):
                kind = problem.vehicles[vehicle].kind
                made = [book.trip(kind, each, goal) for each, goal in zip(trips, goals, strict=True)]
                tour = tuple(trip for trip in made if trip is not None and tours.fits(vehicle, trip))
                if tour and len(tour) == len(made) and tours.ends(vehicle, tour)[-1] < UNREACHED:
                    found.append(tour)
    return found


def best_of_all(problem: RoundsProblem) -> tuple[int, int, int]:
    """The value of the best rounds, by trying everything; for person-time with tolls and what a ride must be worth."""
    book = TripBook(problem)
    tours = Tours(problem, book)
    best: tuple[int, int, int] | None = None
    known: dict[tuple[int, tuple[int, ...]], list[Tour]] = {}
    for riders in product(range(len(problem.vehicles) + 1), repeat=len(problem.loads)):
        groups = [tuple(i for i, v in enumerate(riders) if v == vehicle) for vehicle in range(len(problem.vehicles))]
        for vehicle, group in enumerate(groups):
            if (vehicle, group) not in known:
                known[vehicle, group] = tours_of(problem, book, tours, vehicle, group)
        for plan in product(*(known[vehicle, group] for vehicle, group in enumerate(groups))):
            used = beds([trip for tour in plan for trip in tour], len(problem.shelters))
            if all(n <= shelter.room for n, shelter in zip(used, problem.shelters, strict=True)):
                key = judged(problem, tours, plan)
                best = key if best is None else min(best, key)
    assert best is not None
    return best


def beds(trips: Sequence[Trip], count: int) -> list[int]:
    """Persons that trips bring to each shelter."""
    return [sum(trip.persons for trip in trips if trip.shelter == j) for j in range(count)]


def judged(problem: RoundsProblem, tours: Tours, plan: Sequence[Tour]) -> tuple[int, int, int]:
    value = value_of(problem, tours, plan)
    if problem.goal is RoundsGoal.LAST_ARRIVAL:
        return value.unsafe, value.last, 0
    return value.unsafe, sum(tours.exposure(v, tour) for v, tour in enumerate(plan)), 0


def check(problem: RoundsProblem, rounds: Rounds) -> None:
    """Rules that all rounds keep."""
    tours = Tours(problem, TripBook(problem))
    riding = [load for tour in rounds.plan for trip in tour for load in trip.loads]
    assert len(riding) == len(set(riding))
    used = beds([trip for tour in rounds.plan for trip in tour], len(problem.shelters))
    assert all(n <= shelter.room for n, shelter in zip(used, problem.shelters, strict=True))
    for v, tour in enumerate(rounds.plan):
        vehicle = problem.vehicles[v]
        for trip in tour:
            assert tours.fits(v, trip)
            assert trip.persons == sum(problem.loads[load].persons for load in trip.loads)
            assert not any(trip.shelter in problem.loads[load].barred for load in trip.loads)
            assert len(tours.book.stops(vehicle.kind, trip.loads)) <= problem.most_stops
        assert all(end <= vehicle.until for end in tours.ends(v, tour))
    assert rounds.value == value_of(problem, tours, rounds.plan)
    if rounds.value.unsafe == 0:
        assert rounds.bound <= rounds.value.key(problem.goal)[1]


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), goal=st.sampled_from(_GOALS))
def test_a_proof_is_the_best_of_all(seed: int, goal: RoundsGoal) -> None:
    problem = mixed_rounds(Random(seed), goal, loads=3)
    if goal is RoundsGoal.LAST_ARRIVAL:
        problem = replace(problem, loads=tuple(load._replace(otherwise=UNREACHED) for load in problem.loads))
    rounds = solve_rounds(problem, effort(), moves=2_000)
    check(problem, rounds)
    best = best_of_all(problem)
    found = judged(problem, Tours(problem, TripBook(problem)), rounds.plan)
    assert found >= best
    if rounds.proven:
        assert found == best
    if best[0] == 0 and goal is RoundsGoal.EXPOSURE:
        assert rounds.proven


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6))
def test_bounds_lie_below_the_best_of_all(seed: int) -> None:
    drawn = bus_evacuation("5", seed)
    drawn["loads"], drawn["buses"] = [1, 1, 1, 0, 0], 2
    problem = rounds_of(drawn)
    unsafe, last, _ = best_of_all(problem)
    if unsafe == 0:
        assert last_arrival_floor(problem) <= last
        assert last_arrival_bound(problem, 0, last + 50 * MINUTE, effort()) <= last
    rounds = solve_rounds(problem, effort(), moves=2_000)
    assert (rounds.value.unsafe, rounds.value.last) == (unsafe, last)


@pytest.mark.parametrize("size", ["5", "8", "10"])
def test_small_rounds_are_proven(size: str) -> None:
    for seed in range(2):
        problem = rounds_of(bus_evacuation(size, seed))
        rounds = solve_rounds(problem, effort(), moves=10_000)
        check(problem, rounds)
        assert rounds.proven
        assert rounds.gap == 0
        assert rounds.value.unsafe == 0


def test_larger_rounds_keep_the_rules_and_their_bound() -> None:
    problem = rounds_of(bus_evacuation("45", 1))
    rounds = solve_rounds(problem, effort(), moves=15_000)
    check(problem, rounds)
    assert 0 <= rounds.gap < 1.0


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_floors_lie_below_what_was_found(seed: int) -> None:
    problem = mixed_rounds(Random(seed), loads=6)
    rounds = solve_rounds(problem, effort(), moves=1_000)
    check(problem, rounds)
    if rounds.value.unsafe == 0:
        assert exposure_floor(problem) <= rounds.value.exposure


def test_the_same_rounds_give_the_same_tours() -> None:
    problem = rounds_of(bus_evacuation("20", 3))
    one, other = (solve_rounds(problem, effort(), moves=8_000) for _ in range(2))
    assert one.value == other.value
    assert [[trip.loads for trip in tour] for tour in one.plan] == [
        [trip.loads for trip in tour] for tour in other.plan
    ]


def test_steps_used_up_give_the_best_so_far_and_a_stop_ends_at_once() -> None:
    problem = rounds_of(bus_evacuation("45", 2))
    short = effort(max_steps=2_000)
    check(problem, solve_rounds(problem, short, moves=10**7))
    assert short.exhausted
    asked = iter([False] * 2 + [True] * 10**6)
    with pytest.raises(Stopped):
        solve_rounds(problem, Effort(lambda _: None, lambda: next(asked), 10**9, 600.0), moves=10**8)


def test_given_trips_are_a_start_where_they_can_be_made() -> None:
    problem = rounds_of(bus_evacuation("8", 1))
    first = solve_rounds(problem, effort(), moves=3_000)
    start = [[(trip.loads, trip.shelter) for trip in tour] for tour in first.plan]
    again = solve_rounds(problem, effort(), moves=0, start=[[*start[0], ((0, 1), 0)], *start[1:]])
    assert again.value.last <= first.value.last


@pytest.mark.parametrize("goal", _GOALS)
@pytest.mark.parametrize("missing", ["vehicles", "loads", "shelters", "seats", "room", "roads"])
def test_bad_input_leaves_people_waiting(goal: RoundsGoal, missing: str) -> None:
    problem = replace(mixed_rounds(Random(4)), goal=goal)
    points = problem.points
    none = ((FOREVER,) * points,) * points
    changed: dict[str, RoundsProblem] = {
        "vehicles": replace(problem, vehicles=()),
        "loads": replace(problem, loads=()),
        "shelters": replace(problem, shelters=()),
        "seats": replace(problem, vehicles=(RoundsVehicle(0, 0, 0),)),
        "room": replace(problem, shelters=tuple(RoundsShelter(s.point, 0) for s in problem.shelters)),
        "roads": replace(problem, drive=(none, none), last=(((-1,) * points,) * points,) * 2, detours={}),
    }
    rounds = solve_rounds(changed[missing], effort(), moves=500)
    assert not any(rounds.plan)
    waiting = [load for load in changed[missing].loads if load.otherwise >= UNREACHED]
    assert rounds.value.unsafe == sum(load.persons for load in waiting)


def test_more_people_than_seats_are_fetched_in_several_trips() -> None:
    problem = rounds_of({"start": [10], "drive": [[20]], "loads": [5], "room": [9], "buses": 2})
    rounds = solve_rounds(problem, effort(), moves=1_000)
    assert rounds.value == Value(0, (30 + 30 + 70 + 70 + 110) * MINUTE, 110 * MINUTE)
    assert rounds.proven


def test_a_proof_gives_up_where_there_are_too_many_tours() -> None:
    problem = rounds_of(bus_evacuation("20", 0))
    rounds = solve_rounds(problem, effort(), moves=2_000)
    assert not prove(problem, TripBook(problem), rounds.plan, effort(), 10).proven


def test_who_has_no_other_way_rides_before_who_saves_more() -> None:
    legs = ((FOREVER, 5 * MINUTE, FOREVER), (FOREVER, FOREVER, 30 * MINUTE), (FOREVER, 30 * MINUTE, FOREVER))
    ends = tuple(tuple(FOREVER if us < FOREVER else -1 for us in row) for row in legs)
    loads = (
        Load((1,), (0,), 3, otherwise=1000 * MINUTE, deadline=20 * MINUTE),
        Load((1,), (0,), 1, deadline=20 * MINUTE),
    )
    problem = RoundsProblem((RoundsVehicle(0, 3, 0),), loads, (RoundsShelter(2, 9),), (legs,), (ends,))
    rounds = solve_rounds(problem, effort(), moves=500)
    assert rounds.value.unsafe == 0
    assert [trip.loads for trip in rounds.plan[0]] == [(1,)]
