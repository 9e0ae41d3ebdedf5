"""The bound by prices against the best rounds of all, and its tours as its slopes."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.planning.effort import Effort, Stopped
from core.planning.network import Floats
from core.planning.timeline import MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.price_bound import Crew, PriceBound, Riders
from core.planning.vehicles.problem import RoundsProblem
from core.planning.vehicles.simple_bounds import closed, closed_legs
from core.planning.vehicles.state import value_of
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.tour_values import NEVER, Ground, Sort, TourValues, buckets
from core.planning.vehicles.trips import TripBook
from tests.core.planning.vehicles.drawn_rounds import mixed_rounds
from tests.core.planning.vehicles.test_rounds import beds, tours_of


def effort(stopped: bool = False) -> Effort:
    return Effort(lambda _: None, lambda: stopped, 10**8, 600.0)


def without_hardship(seed: int) -> RoundsProblem:
    """Everybody has another way, so that all can be compared by person-time; no tolls."""
    rnd = Random(seed)
    problem = mixed_rounds(rnd, loads=3)
    loads = tuple(load._replace(otherwise=rnd.randint(40, 400) * MINUTE, worth=0) for load in problem.loads)
    return replace(problem, loads=loads, shelters=tuple(replace(each, toll=0) for each in problem.shelters))


def minutes(us: Sequence[object]) -> Floats:
    table = np.array(us, dtype=np.int64)
    return np.where(table < UNREACHED, table / MINUTE, NEVER)


def priced(problem: RoundsProblem) -> tuple[PriceBound, Ground, tuple[Sort, ...]]:
    """The same rounds for the bound: every load is a village of its own."""
    legs = [closed_legs(problem, kind) for kind in range(2)]
    points = [shelter.point for shelter in problem.shelters]
    stops = [[max(0, load.stops[kind]) for load in problem.loads] for kind in range(2)]
    opens = [[shelter.opens for shelter in problem.shelters] for _ in problem.loads]
    ground = Ground(
        out=np.array([minutes(legs[kind][stops[kind]][:, points]) for kind in range(2)]),
        back=np.array([minutes(legs[kind][points][:, stops[kind]]) for kind in range(2)]),
        ready=np.array([minutes([load.ready[kind] for load in problem.loads]) for kind in range(2)]),
        soonest=minutes(opens),
        stop=problem.stop_us / MINUTE,
        person=0.0,
    )
    places = [one.seats + one.wheelchair + one.stretcher for one in problem.vehicles]
    sorts = tuple(Sort(one.kind, most) for one, most in zip(problem.vehicles, places, strict=True))
    crews = [
        Crew(sort, 1, one.free / MINUTE + minutes(legs[one.kind][one.depot, stops[one.kind]]))
        for sort, one in enumerate(problem.vehicles)
    ]
    riders = Riders(
        village=np.arange(len(problem.loads)),
        persons=np.array([float(load.persons) for load in problem.loads]),
        otherwise=minutes([load.otherwise for load in problem.loads]),
        toll=np.zeros(len(points)),
    )
    return PriceBound(ground, sorts, crews, riders), ground, sorts


def least_exposure(problem: RoundsProblem) -> int:
    """Person-microseconds of the best rounds, by trying everything."""
    tours = Tours(problem, TripBook(problem))
    vehicles = range(len(problem.vehicles))
    best = 1 << 80
    for riders in product(range(len(problem.vehicles) + 1), repeat=len(problem.loads)):
        groups = [tuple(i for i, v in enumerate(riders) if v == vehicle) for vehicle in vehicles]
        found: list[list[Tour]] = [tours_of(problem, tours.book, tours, v, groups[v]) for v in vehicles]
        for plan in product(*found):
            used = beds([trip for tour in plan for trip in tour], len(problem.shelters))
            if all(n <= shelter.room for n, shelter in zip(used, problem.shelters, strict=True)):
                best = min(best, value_of(problem, tours, plan).exposure)
    return best


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    step=st.sampled_from([0.5, 3.0, 20.0]),
    share=st.sampled_from([0.5, 0.75]),
    drawn=st.lists(st.floats(0, 400), min_size=3, max_size=3),
)
def test_no_prices_bound_more_than_the_best_of_all_rounds(
    seed: int, step: float, share: float, drawn: list[float]
) -> None:
    problem = without_hardship(seed)
    bound, ground, sorts = priced(problem)
    table = TourValues(ground, sorts, step, share)
    best = least_exposure(problem) / MINUTE
    assert bound.at(table, np.array(drawn)) <= best + 1e-6
    start, first = bound.start(table)
    better = bound.at(table, bound.climb(table, start, 12, effort()))
    assert first <= better + 1e-6
    assert better <= best + 1e-6


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), tolls=st.lists(st.floats(0, 200), min_size=2, max_size=2))
def test_no_prices_of_beds_bound_more_than_the_best_of_all_rounds(seed: int, tolls: list[float]) -> None:
    """Who rides pays for his bed, and the beds' prices are taken back in the end."""
    problem = without_hardship(seed)
    bound, ground, sorts = priced(problem)
    toll = np.array(tolls[: len(problem.shelters)])
    bound.riders = replace(bound.riders, toll=toll)
    table = TourValues(ground, sorts, 3.0, 0.75)
    start, _ = bound.start(table)
    found = bound.at(table, bound.climb(table, start, 16, effort()))
    beds = sum(price * shelter.room for price, shelter in zip(tolls, problem.shelters, strict=False))
    assert found - beds <= least_exposure(problem) / MINUTE + 1e-6


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    step=st.sampled_from([0.5, 3.0, 20.0]),
    one=st.lists(st.floats(0, 400), min_size=3, max_size=3),
    other=st.lists(st.floats(0, 400), min_size=3, max_size=3),
)
def test_the_tours_told_are_slopes_of_what_vehicles_earn(
    seed: int, step: float, one: list[float], other: list[float]
) -> None:
    problem = without_hardship(seed)
    _, ground, sorts = priced(problem)
    begin = np.zeros(len(problem.loads))
    table = TourValues(ground, sorts, step, 0.5)
    here, there, toll = np.array(one), np.array(other), np.zeros(len(problem.shelters))
    for sort in range(len(sorts)):
        table.solve(here, toll)
        tours = table.tours(sort, begin, 3)
        assert max((earned for earned, _ in tours), default=0.0) == pytest.approx(table.most(sort, begin))
        table.solve(there, toll)
        for earned, fetched in tours:
            moved = sum(persons * (there[n] - here[n]) for n, persons in fetched.items())
            assert table.most(sort, begin) >= earned + moved - 1e-6


def test_a_village_two_rounds_away_is_worth_the_seats_that_come_in_time() -> None:
    """One car of two, ten minutes each way with its stop: arrivals after 10, 30 and 50 minutes; three pairs who else
    arrive after 60 come to 2 (10 + 30 + 50)."""
    legs = np.full((1, 1, 1), 9.5)
    ground = Ground(legs, legs, np.zeros((1, 1)), np.zeros((1, 1)), stop=0.5, person=0.0)
    riders = Riders(np.array([0]), np.array([6.0]), np.array([60.0]), np.zeros(1))
    bound = PriceBound(ground, (Sort(0, 2),), [Crew(0, 1, np.zeros(1))], riders)
    table = TourValues(ground, (Sort(0, 2),), 0.5, 0.5)
    assert bound.at(table, np.array([60.0])) == 6 * 60 - 2 * (50 + 30 + 10)
    assert bound.at(table, bound.climb(table, bound.start(table)[0], 20, effort())) == pytest.approx(180.0)


@pytest.mark.parametrize("places", range(1, 60))
@pytest.mark.parametrize("share", [0.5, 0.75])
def test_buckets_cover_every_number_of_persons_once(places: int, share: float) -> None:
    covered = [n for most, least in buckets(places, share) for n in range(least, most + 1)]
    assert sorted(covered) == list(range(1, places + 1))


def test_the_search_stops_when_asked() -> None:
    bound, ground, sorts = priced(without_hardship(1))
    table = TourValues(ground, sorts, 3.0, 0.5)
    with pytest.raises(Stopped):
        bound.climb(table, bound.start(table)[0], 5, effort(stopped=True))


def test_points_at_the_same_spot_are_no_way_apart() -> None:
    legs = np.array([[0, 0, 50], [0, 0, 7], [UNREACHED, 9, 0]], dtype=np.int64)
    assert closed(legs).tolist() == [[0, 0, 7], [0, 0, 7], [9, 9, 0]]
