"""Places in vehicles, and trips in time: the quick rule against going through them leg by leg."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.planning.timeline import FOREVER, MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.problem import Leg, Load, RoundsProblem, RoundsShelter, RoundsVehicle, onward
from core.planning.vehicles.tour import IMPOSSIBLE, Tours
from core.planning.vehicles.trips import TripBook, fits
from tests.core.planning.vehicles.drawn_rounds import mixed_rounds, table


@pytest.mark.parametrize(
    ("places", "need", "fitting"),
    [
        ((2, 0, 0), (2, 0, 0, 0), True),
        ((2, 0, 0), (3, 0, 0, 0), False),
        ((2, 1, 0), (2, 1, 0, 0), True),
        ((2, 1, 0), (3, 0, 0, 0), False),  # nobody who can sit takes the wheelchair's place
        ((2, 1, 0), (1, 2, 0, 0), True),  # the second chair is folded
        ((2, 0, 1), (2, 0, 1, 0), True),
        ((4, 0, 1), (2, 0, 2, 0), False),  # a stretcher needs its place
        ((4, 0, 1), (2, 0, 0, 2), True),  # unless it may lie across two seats
        ((4, 0, 1), (3, 0, 0, 2), False),
        ((4, 0, 1), (2, 0, 1, 1), True),
        ((0, 0, 0), (0, 0, 0, 0), True),
    ],
)
def test_places(places: tuple[int, int, int], need: tuple[int, int, int, int], fitting: bool) -> None:
    seats, wheelchair, stretcher = places
    assert fits(RoundsVehicle(0, seats, 0, wheelchair, stretcher), need) is fitting


def one_road(**more: object) -> RoundsProblem:
    """Depot, stop and shelter in a row, 10 and 20 minutes apart; a load of two that needs 3 minutes to board."""
    legs = [[FOREVER, 10 * MINUTE, FOREVER], [FOREVER, FOREVER, 20 * MINUTE], [FOREVER, 20 * MINUTE, FOREVER]]
    ends = [[FOREVER if us < FOREVER else -1 for us in row] for row in legs]
    facts: dict[str, object] = {
        "vehicles": (RoundsVehicle(0, 4, 0),),
        "loads": (Load((1,), (0,), 2, boarding=3 * MINUTE),),
        "shelters": (RoundsShelter(2, 9),),
        "drive": (table(legs),),
        "last": (table(ends),),
        "stop_us": MINUTE,
    }
    return RoundsProblem(**{**facts, **more})  # type: ignore[arg-type]


def ends_of(problem: RoundsProblem) -> list[int]:
    book = TripBook(problem)
    trip = book.trip(0, (0,), 0)
    return [] if trip is None else [end // MINUTE for end in Tours(problem, book).ends(0, (trip,))]


def test_a_trip_drives_boards_and_drives_on() -> None:
    assert ends_of(one_road()) == [10 + 1 + 3 + 20]


def test_a_vehicle_waits_for_who_is_not_ready_and_for_a_shelter_that_is_not_open() -> None:
    late = Load((1,), (25 * MINUTE,), 2, boarding=3 * MINUTE)
    assert ends_of(one_road(loads=(late,))) == [25 + 4 + 20]
    problem = one_road(shelters=(RoundsShelter(2, 9, opens=90 * MINUTE),))
    assert ends_of(problem) == [90]
    book = TripBook(problem)
    trip = book.trip(0, (0,), 0)
    assert trip is not None
    assert book.schedule(0, trip, 10 * MINUTE)[0] == [(1, 10 * MINUTE, 70 * MINUTE)]  # it waits at the stop


def test_a_deadline_is_the_last_moment_to_leave_the_stop() -> None:
    loads = one_road().loads
    assert ends_of(one_road(loads=(loads[0]._replace(deadline=14 * MINUTE),))) == [34]
    assert ends_of(one_road(loads=(loads[0]._replace(deadline=14 * MINUTE - 1),))) == [UNREACHED // MINUTE]


def test_a_leg_is_only_begun_while_its_road_holds() -> None:
    problem = one_road()
    ends = [list(row) for row in problem.last[0]]
    ends[1][2] = 14 * MINUTE
    assert ends_of(replace(problem, last=(table(ends),))) == [34]
    ends[1][2] = 14 * MINUTE - 1
    assert ends_of(replace(problem, last=(table(ends),))) == [UNREACHED // MINUTE]
    round_about = {(0, 1, 2): (Leg(50 * MINUTE), Leg(20 * MINUTE, 30 * MINUTE))}
    assert ends_of(replace(problem, last=(table(ends),), detours=round_about)) == [50]  # it waits until 30


def test_nobody_comes_back_to_a_stop_or_goes_where_he_is_not_taken() -> None:
    problem = one_road(loads=(Load((1,), (0,), 1), Load((0,), (0,), 1), Load((1,), (0,), 1, barred=frozenset([0]))))
    book = TripBook(problem)
    assert book.trip(0, (0, 1, 0), 0) is None
    assert book.trip(0, (2,), 0) is None


@given(seed=st.integers(0, 10**6), begin=st.integers(0, 200))
def test_the_quick_rule_is_what_going_through_the_trip_gives(seed: int, begin: int) -> None:
    rnd = Random(seed)
    problem = mixed_rounds(rnd)
    book, tours = TripBook(problem), Tours(problem, TripBook(problem))
    loads = tuple(rnd.sample(range(len(problem.loads)), rnd.randint(1, 3)))
    for vehicle, one in enumerate(problem.vehicles):
        for shelter in range(len(problem.shelters)):
            trip = book.trip(one.kind, loads, shelter)
            if trip is None:
                continue
            slow = book.late(one.kind, trip, begin * MINUTE)
            if begin * MINUTE <= trip.limit:
                assert max(begin * MINUTE + trip.during, trip.floor) == slow
            again = book.trip(one.kind, (loads[0],), shelter)
            tour = (trip,) if again is None else (trip, again)
            ends = tours.ends(vehicle, tour)
            score = tours.exposure(vehicle, tour)
            if ends[-1] >= UNREACHED:
                assert score >= IMPOSSIBLE
            else:
                assert score == sum(end * each.persons + each.toll for end, each in zip(ends, tour, strict=True))
                assert ends[0] == book.late(
                    one.kind, trip, onward(problem, one.kind, (one.depot, trip.first), one.free)
                )


@given(seed=st.integers(0, 10**6), begin=st.integers(0, 200), later=st.integers(0, 60))
def test_who_sets_off_later_is_never_sooner(seed: int, begin: int, later: int) -> None:
    problem = mixed_rounds(Random(seed))
    for p in range(problem.points):
        for q in range(problem.points):
            sooner = onward(problem, 0, (p, q), begin * MINUTE)
            assert onward(problem, 0, (p, q), (begin + later) * MINUTE) >= sooner


def test_a_vehicle_waits_for_the_door_even_where_its_road_closes_meanwhile() -> None:
    """Ready to leave at 14, twenty minutes away; the road is shut from 15 to 30 and the shelter opens at 60."""
    problem = one_road(shelters=(RoundsShelter(2, 9, opens=60 * MINUTE),))
    ends = [list(row) for row in problem.last[0]]
    ends[1][2] = 15 * MINUTE
    again = {(0, 1, 2): (Leg(20 * MINUTE, 30 * MINUTE),)}
    assert ends_of(replace(problem, last=(table(ends),), detours=again)) == [60]


@given(seed=st.integers(0, 10**6), loads=st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True))
def test_getting_off_takes_what_boarding_took_whatever_roads_close(seed: int, loads: list[int]) -> None:
    problem = mixed_rounds(Random(seed))
    book = TripBook(problem)
    for kind in range(2):
        for shelter in range(len(problem.shelters)):
            trip = book.trip(kind, tuple(loads), shelter)
            if trip is not None:
                boarding = sum(problem.loads[load].boarding for load in loads)
                assert trip.unload == len(book.stops(kind, trip.loads)) * problem.stop_us + boarding
