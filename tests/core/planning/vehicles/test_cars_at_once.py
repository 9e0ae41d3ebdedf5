"""Cars searched together on tables: the same tours as each has when it is searched by itself."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from core.planning.planner import make_plan
from core.planning.vehicles import car_search
from core.planning.vehicles.boardings import MOST, GoalBook
from core.planning.vehicles.car_ground import Client, Ground
from core.planning.vehicles.car_tours import Car, Ride, best_tour
from core.planning.vehicles.cars_at_once import Asked, best_tours
from tests.core.planning.drawn_cases import drawn_case
from tests.core.planning.vehicles.test_car_tours import Plain, drawn_tour, shared_district
from tests.core.planning.villages import never, nothing


def drawn_car(rnd: Random, legs: Plain, ground: Ground, shelters: int) -> Asked:
    """A car at one door, with none to more households than the tables take; some are alike, some are out of its way."""
    toll = [rnd.choice([0, 0, 7]) for _ in range(shelters)]
    sorts = [
        (
            rnd.choice([0, 0, 12]),
            rnd.randint(1, 5),
            rnd.randint(1, 2),
            rnd.randint(5, 150),
            tuple((j, toll[j]) for j in range(shelters) if rnd.random() < 0.8),
        )
        for _ in range(3)
    ]
    clients = []
    for load in range(rnd.randint(0, MOST + 1)):
        ready, persons, boarding, waiting, taken = rnd.choice(sorts)
        alone = rnd.choice([None, None, waiting - rnd.randint(0, 9)])
        clients.append(Client(load, 0, ready, persons, boarding, waiting, taken, alone))
    again = 2 * min([legs.least(0, j) for j in range(shelters)]) + 4
    return Asked(Car(rnd.randint(2, 4), {0: rnd.choice([0, 5])}, 1, 3, again, rnd.choice([10**6, 60])), clients, ground)


def earned(asked: Asked, legs: Plain, rides: Sequence[Ride]) -> int:
    """What trips one after the other bring, by going through them."""
    clients = {one.load: one for one in asked.clients}
    now, total = asked.car.first[0], 0
    for ride in rides:
        aboard = [clients[load] for load in ride.loads]
        took = asked.car.stop_us + sum(one.boarding for one in aboard)
        arrive = legs.into(0, ride.shelter, max(now, *(one.ready for one in aboard)) + took)
        assert sum(one.persons for one in aboard) <= asked.car.seats
        assert arrive <= asked.car.until
        total += sum((arrive + dict(one.shelters)[ride.shelter] - one.waiting) * one.persons for one in aboard)
        now = legs.back(ride.shelter, 0, arrive + took)
    return total


@pytest.mark.parametrize("seed", range(40))
def test_a_car_has_the_tour_that_it_has_by_itself(seed: int) -> None:
    rnd = Random(seed)
    shelters = rnd.randint(1, 3)
    legs = Plain(rnd, 1, shelters, steady=True)
    ground = Ground(legs)
    asked = [drawn_car(rnd, legs, ground, shelters) for _ in range(30)]
    for one, found in zip(asked, best_tours(asked, 100_000), strict=True):
        peer = best_tour(*one, 100_000)
        assert (found.value, found.least) == (peer.value, peer.least)
        fetched = [load for ride in found.rides for load in ride.loads]
        assert len(fetched) == len(set(fetched))
        if all(client.alone is None for client in one.clients):
            assert found.rides == peer.rides
            assert earned(one, legs, found.rides) == found.value


@pytest.mark.parametrize("seed", range(20))
def test_cars_that_are_none_for_tables_are_searched_by_themselves(seed: int) -> None:
    """Cars with several doors, or roads that close, among others; the answers keep the order."""
    rnd = Random(seed)
    asked = []
    for _ in range(12):
        car, clients, legs = drawn_tour(rnd)
        asked.append(Asked(car, clients, Ground(legs)))
    found = [(tour.value, tour.least) for tour in best_tours(asked, 100_000)]
    assert found == [(peer.value, peer.least) for peer in (best_tour(*one, 100_000) for one in asked)]


def test_nobody_asked() -> None:
    assert best_tours([], 10) == []


@pytest.mark.parametrize("seed", range(24))
def test_the_plan_is_the_same_however_many_cars_are_searched_at_once(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All together, one after the other, and none of them on tables. What differs is the count of steps."""
    drawn = shared_district(Random(seed)) if seed % 2 else drawn_case(Random(seed))
    together = make_plan(drawn, nothing, never)
    monkeypatch.setattr(car_search, "_AT_ONCE", 1)
    in_turn = make_plan(drawn, nothing, never)
    monkeypatch.setattr(GoalBook, "number", lambda *_: -1)
    by_themselves = make_plan(drawn, nothing, never)
    for each in (in_turn, by_themselves):
        assert replace(each, seconds=0.0, steps=0) == replace(together, seconds=0.0, steps=0)
