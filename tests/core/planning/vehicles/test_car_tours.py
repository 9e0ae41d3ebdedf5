"""The best tour of a helper's car, and the bound that follows from it, against every tour and every plan there is."""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product
from random import Random

import pytest

from core.domain.plans import Objective, Plan
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.effort import Effort
from core.planning.planner import make_plan
from core.planning.situation import Situation
from core.planning.timeline import MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_ground import Client, Ground, Steady
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.car_tours import Car, CarTour, best_tour
from core.planning.vehicles.cars_at_once import Asked, best_tours
from core.planning.vehicles.passengers import STOP_US, boarding_us
from core.planning.vehicles.problem import RoundsProblem, no_sooner
from tests.core.planning.villages import (
    case,
    helper,
    link,
    never,
    node,
    nothing,
    place,
    random_closures,
    random_roads,
    shelter,
    walkers,
)


class Plain:
    """Legs from tables: doors and shelters on a line, so that no detour is ever quicker; some shut for good."""

    def __init__(self, rnd: Random, doors: int, shelters: int, *, steady: bool) -> None:
        self._door = [rnd.randint(0, 20) for _ in range(doors)]
        self._shelter = [rnd.randint(0, 30) for _ in range(shelters)]
        self._opens = [rnd.choice([0, 0, 25]) for _ in range(shelters)]
        self._steady, self._shuts = steady, [rnd.choice([10**6, 10**6, 40]) for _ in range(shelters)]

    def between(self, door: int, other: int, now: int) -> int:
        return now + abs(self._door[door] - self._door[other])

    def least(self, door: int, shelter: int) -> int:
        return abs(self._door[door] - self._shelter[shelter])

    def into(self, door: int, shelter: int, now: int) -> int:
        there = max(now + self.least(door, shelter), self._opens[shelter])
        return there if self._steady or there <= self._shuts[shelter] else UNREACHED

    def back(self, shelter: int, door: int, now: int) -> int:
        return now + self.least(door, shelter)

    def steady(self, door: int, shelter: int, doors: Sequence[int]) -> Steady | None:
        back = tuple(self.least(each, shelter) for each in doors)
        return Steady(self.least(door, shelter), self._opens[shelter], back) if self._steady else None


def every_trip(clients: Sequence[Client], seats: int, stops: int) -> Iterator[tuple[Client, ...]]:
    """Every order in which some may be picked up; no stop twice."""
    for count in range(1, len(clients) + 1):
        for mine in combinations(clients, count):
            if sum(one.persons for one in mine) <= seats:
                for order in permutations(mine):
                    doors = [one.door for k, one in enumerate(order) if k == 0 or one.door != order[k - 1].door]
                    if len(doors) == len(set(doors)) <= stops:
                        yield order


def least_cost(car: Car, legs: Plain, left: Sequence[Client], at: int | None, now: int) -> int:
    """What the best of all tours brings, by trying every one."""
    best = 0
    for order in every_trip(left, car.seats, car.most_stops):
        door = order[0].door
        there = car.first[door] if at is None else legs.back(at, door, now)
        moment, took = there, 0
        stops: list[list[Client]] = []
        for one in order:
            if stops and stops[-1][0].door == one.door:
                stops[-1].append(one)
            else:
                stops.append([one])
        for k, boarding in enumerate(stops):
            if k:
                moment = legs.between(stops[k - 1][0].door, boarding[0].door, moment)
            stop = car.stop_us + sum(one.boarding for one in boarding)
            moment, took = max(moment, *(one.ready for one in boarding)) + stop, took + stop
        for j in range(len(legs._shelter)):
            tolls = [dict(one.shelters).get(j) for one in order]
            arrive = legs.into(stops[-1][0].door, j, moment)
            if arrive >= UNREACHED or None in tolls:
                continue
            cost = sum(
                (arrive + (toll or 0) - one.waiting) * one.persons for one, toll in zip(order, tolls, strict=True)
            )
            rest = [one for one in left if one not in order]
            best = min(best, cost + least_cost(car, legs, rest, j, arrive + took))
    return best


def drawn_tour(rnd: Random) -> tuple[Car, list[Client], Plain]:
    doors, shelters = rnd.randint(1, 3), rnd.randint(1, 2)
    legs = Plain(rnd, doors, shelters, steady=rnd.random() < 0.5)
    toll = [rnd.choice([0, 0, 7]) for _ in range(shelters)]
    clients = [
        Client(
            load=k,
            door=rnd.randrange(doors),
            ready=rnd.choice([0, 0, 12]),
            persons=rnd.randint(1, 3),
            boarding=rnd.randint(1, 2),
            waiting=rnd.randint(20, 150),
            shelters=tuple((j, toll[j]) for j in range(shelters) if j == 0 or rnd.random() < 0.8),
        )
        for k in range(rnd.randint(1, 4))
    ]
    car = Car(rnd.randint(2, 4), {door: rnd.choice([0, 5]) for door in range(doors)}, 1, rnd.randint(1, 3), 4)
    return car, clients, legs


@pytest.mark.parametrize("seed", range(150))
def test_no_tour_is_better(seed: int) -> None:
    car, clients, legs = drawn_tour(Random(seed))
    found = best_tour(car, clients, Ground(legs), 10_000)
    assert found.value == found.least == least_cost(car, legs, clients, None, 0)


def drawn_waits(rnd: Random) -> tuple[Car, list[Client], Plain]:
    """Five households at one door, ready at different hours, for a car that takes one at a time to two shelters, which
    may open late."""
    legs = Plain(rnd, 1, 2, steady=True)
    kinds = [rnd.randint(20, 120) for _ in range(2)]
    clients = [
        Client(
            load=k,
            door=0,
            ready=rnd.choice([0, 12, 20]),
            persons=rnd.randint(2, 3),
            boarding=1,
            waiting=rnd.choice(kinds),
            shelters=tuple((j, 0) for j in range(2) if rnd.random() < 0.7) or ((0, 0),),
        )
        for k in range(5)
    ]
    again = 2 * min(legs.least(0, 0), legs.least(0, 1)) + 4
    return Car(3, {0: rnd.choice([0, 5])}, 1, 1, again), clients, legs


@pytest.mark.parametrize("seed", [*range(12), 179])
def test_no_tour_is_better_where_all_have_to_wait(seed: int) -> None:
    """Trips that end while the next household is not ready yet, or its shelter not open, make it no later."""
    car, clients, legs = drawn_waits(Random(seed))
    found = best_tour(car, clients, Ground(legs), 10_000)
    assert found.value == found.least == least_cost(car, legs, clients, None, 0)
    (at_once,) = best_tours([Asked(car, clients, Ground(legs))], 10_000)
    assert (at_once.value, at_once.least) == (found.value, found.least)


@pytest.mark.parametrize("seed", range(60))
def test_cut_short_it_still_knows_what_no_tour_betters(seed: int) -> None:
    car, clients, legs = drawn_tour(Random(seed))
    cut: CarTour = best_tour(car, clients, Ground(legs), 1)
    assert cut.least <= least_cost(car, legs, clients, None, 0) <= cut.value


# -- whole plans -------------------------------------------------------------------------------------------------------


def shared_district(rnd: Random) -> Case:
    """Two or three villages, few households and two helpers with cars, tight beds."""
    nodes, links = random_roads(rnd, 4, 1)
    nodes, links = [*nodes, node("far", 9000, 9000)], [*links, link("out", "n0", "far", rnd.randint(10, 40))]
    villages = [place(f"v{i}", 3000 * i, 0) for i in range(rnd.randint(1, 2))]
    parties = [walkers(f"h{i}", rnd.choice(villages).code, rnd.randint(1, 3)) for i in range(rnd.randint(2, 4))]
    people = sum(len(one.members) for one in parties)
    halls = [
        shelter("s0", 9000, 9000, rnd.randint(people // 2, people + 2)),
        shelter("s1", 3000, 3000, rnd.randint(0, people), opens_after_min=rnd.choice([0, 0, 12])),
    ]
    return case(
        nodes,
        links,
        villages,
        halls,
        parties,
        helpers=[helper(f"z{i}", rnd.choice(villages).code, car_seats=rnd.randint(2, 4), max_load=9) for i in range(2)],
        closures=tuple(random_closures(rnd, links, rnd.randint(0, 2), reopening=rnd.random() < 0.5)),
        objective=Objective.EXPOSURE,
    )


class EveryPlan:
    """All plans of a district: each household on foot, in its helper's car for it alone, in one of its trips, or
    left."""

    def __init__(self, drawn: Case, plan: Plan) -> None:
        self._now = Situation(drawn, Effort(nothing, never, 10**9, 1e9))
        self._now.ride(plan.pairings, {})
        self._roads = CarRoads(self._now)
        self._legs = RoundsProblem((), (), (), (self._roads.drive,), (self._roads.last,), detours=self._roads.detours)
        self._size = [len(party.members) for party in self._now.parties]

    def best(self, served: int) -> int:
        """The least person-microseconds of any plan that serves so many."""
        groups = [list(mine) for mine in self._now.cars.clients.values()]
        alone = set(range(len(self._size))) - {i for mine in groups for i in mine}
        choices = [list(self._ways(mine, seats)) for mine, seats in zip(groups, self._seats(), strict=True)]
        choices += [list(self._left([i])) for i in sorted(alone)]
        best = UNREACHED * 1000
        for each in product(*choices):
            beds = [sum(way[1][j] for way in each) for j in range(len(self._now.room))]
            count = sum(sum(way[1]) for way in each)
            if count >= served and all(taken <= room for taken, room in zip(beds, self._now.room, strict=True)):
                best = min(best, sum(way[0] for way in each))
        return best

    def _seats(self) -> list[int]:
        return [self._now.cars.seats[name] for name in self._now.cars.clients]

    def _left(self, parties: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """Costs and beds of parties that walk or stay."""
        columns = range(len(self._now.room))
        for goals in product([-1, *columns], repeat=len(parties)):
            cost, beds = 0, [0 for _ in columns]
            for i, j in zip(parties, goals, strict=True):
                there = self._now.unserved_us(i) if j < 0 else self._now.walked(i, j)
                cost += there * self._size[i]
                if j >= 0:
                    beds[j] += self._size[i]
            if cost < UNREACHED:
                yield cost, beds

    def _ways(self, mine: Sequence[int], seats: int) -> Iterator[tuple[int, list[int]]]:
        """Costs and beds of all that a car and its households may do, the cheapest for every way to use the beds."""
        known: dict[tuple[int, ...], int] = {}
        for cost, beds, rest in self._driven(mine, seats, None, 0):
            for more, others in self._left(rest):
                key = tuple(a + b for a, b in zip(beds, others, strict=True))
                known[key] = min(known.get(key, UNREACHED * 1000), cost + more)
        for i in mine:
            for j in range(len(self._now.room)):
                there = self._now.lone_arrival(i, j)
                for more, others in self._left([k for k in mine if k != i]) if there < UNREACHED else ():
                    beds = [b + self._size[i] * (j == c) for c, b in enumerate(others)]
                    cost = there * self._size[i] + more
                    known[tuple(beds)] = min(known.get(tuple(beds), UNREACHED * 1000), cost)
        yield from ((cost, list(beds)) for beds, cost in known.items())

    def _driven(
        self, left: Sequence[int], seats: int, at: int | None, now: int
    ) -> Iterator[tuple[int, list[int], list[int]]]:
        yield 0, [0] * len(self._now.room), list(left)
        roads, parties = self._roads, self._now.parties
        for count in range(1, len(left) + 1):
            for order in permutations(left, count):
                doors = [roads.points.stops.index(parties[i].place) for i in order]
                stops = [door for k, door in enumerate(doors) if k == 0 or door != doors[k - 1]]
                if sum(self._size[i] for i in order) > seats or len(set(stops)) < len(stops):
                    continue
                moment = 0 if at is None else roads.onward(at, doors[0], now)
                took = 0
                for k, (i, door) in enumerate(zip(order, doors, strict=True)):
                    if k and door != doors[k - 1]:
                        moment = roads.onward(doors[k - 1], door, moment)
                    start = self._now.lone[i]
                    assert start is not None
                    stop = (STOP_US if k == 0 or door != doors[k - 1] else 0) + boarding_us(parties[i])
                    moment, took = max(moment, start.ready) + stop, took + stop
                for j, room in enumerate(self._now.room):
                    if moment >= UNREACHED:
                        break
                    _, arrive = no_sooner(self._legs, 0, (doors[-1], roads.first + j), moment, int(roads.opens[j]))
                    persons = sum(self._size[i] for i in order)
                    if arrive < UNREACHED and persons <= room:
                        rest = [i for i in left if i not in order]
                        for cost, beds, others in self._driven(rest, seats, roads.first + j, arrive + took):
                            mine = [b + persons * (j == c) for c, b in enumerate(beds)]
                            yield cost + arrive * persons, mine, others


@pytest.mark.parametrize("seed", range(80))
def test_the_bound_is_below_every_plan(seed: int) -> None:
    drawn = shared_district(Random(seed))
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == ()
    optimum = EveryPlan(drawn, plan).best(plan.served) / MINUTE
    assert plan.exposure_bound <= optimum + 1e-6
    assert optimum <= plan.exposure + 1e-6


def test_plans_with_shared_cars_are_near_the_best() -> None:
    """Summed over drawn districts: how far plans are from the best there are, and bounds below them."""
    value = optimum = bound = 0.0
    for seed in range(80):
        drawn = shared_district(Random(seed))
        plan = make_plan(drawn, nothing, never)
        value, bound = value + plan.exposure, bound + plan.exposure_bound
        optimum += EveryPlan(drawn, plan).best(plan.served) / MINUTE
    assert value <= 1.02 * optimum
    assert bound >= 0.85 * optimum
