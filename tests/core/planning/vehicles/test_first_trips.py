"""First tours trip by trip: they keep the rules of all tours, and go where most is saved a minute."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.planning.effort import Effort
from core.planning.timeline import FOREVER, MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.first_trips import first_trips
from core.planning.vehicles.problem import Load, RoundsProblem, RoundsShelter, RoundsVehicle
from core.planning.vehicles.state import value_of
from core.planning.vehicles.tour import Tours
from core.planning.vehicles.trips import TripBook
from tests.core.planning.vehicles.drawn_rounds import mixed_rounds, table


def effort(max_steps: int = 10**8) -> Effort:
    return Effort(lambda _: None, lambda: False, max_steps, 600.0)


def line(*minutes: int) -> RoundsProblem:
    """One car of four at a shelter; a load of four waits so many minutes away at each stop, who else needs 500."""
    points = 1 + len(minutes)
    legs = [[FOREVER] * points for _ in range(points)]
    for stop, us in enumerate(minutes, 1):
        legs[0][stop] = legs[stop][0] = us * MINUTE
    return RoundsProblem(
        vehicles=(RoundsVehicle(0, 4, 0),),
        loads=tuple(Load((stop,), (0,), 4, otherwise=500 * MINUTE) for stop in range(1, points)),
        shelters=(RoundsShelter(0, 100),),
        drive=(table(legs),),
        last=(table([[FOREVER if us < FOREVER else -1 for us in row] for row in legs]),),
    )


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), loads=st.integers(1, 8))
def test_first_tours_keep_the_rules_and_are_worth_it(seed: int, loads: int) -> None:
    problem = mixed_rounds(Random(seed), loads=loads)
    book = TripBook(problem)
    tours = Tours(problem, book)
    plan = first_trips(problem, book, effort())
    riding = [load for tour in plan for trip in tour for load in trip.loads]
    assert len(riding) == len(set(riding))
    for j, shelter in enumerate(problem.shelters):
        assert sum(trip.persons for tour in plan for trip in tour if trip.shelter == j) <= shelter.room
    for v, tour in enumerate(plan):
        assert all(tours.fits(v, trip) for trip in tour)
        assert all(end < UNREACHED and end <= problem.vehicles[v].until for end in tours.ends(v, tour))
    assert sum(tours.exposure(v, tour) for v, tour in enumerate(plan)) <= 0
    assert value_of(problem, tours, plan).unsafe <= value_of(problem, tours, ((),) * len(plan)).unsafe


def test_the_nearest_are_fetched_first() -> None:
    problem = line(30, 10, 20)
    plan = first_trips(problem, TripBook(problem), effort())
    assert [trip.loads for trip in plan[0]] == [(1,), (2,), (0,)]


def test_only_the_chosen_are_fetched() -> None:
    problem = line(30, 10, 20)
    plan = first_trips(problem, TripBook(problem), effort(), [0, 2])
    assert [trip.loads for trip in plan[0]] == [(2,), (0,)]


def test_steps_used_up_leave_what_was_found() -> None:
    problem = line(30, 10, 20)
    assert len(first_trips(problem, TripBook(problem), effort(max_steps=10))[0]) < 3


@pytest.mark.parametrize("missing", ["loads", "vehicles", "shelters"])
def test_nothing_to_do_gives_empty_tours(missing: str) -> None:
    problem = replace(line(10), **{missing: ()})  # type: ignore[arg-type]
    assert not any(first_trips(problem, TripBook(problem), effort()))
