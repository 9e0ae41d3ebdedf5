"""What sharing a car costs at least: only as many as it has seats can be in its first trip.

Bounds take everybody to have his helper's car to himself. Of those who share one, whoever is not in its first trip is
there no sooner than on foot, with the fleet, or once the car has brought another household in and come back. For each
car the least that costs is found by leaving out those whom it would cost most, as many as there are seats (a fractional
knapsack, so that it holds for whole households).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.planning.network import Floats, Ints, access_leg_ms
from core.planning.situation import Situation
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.passengers import STOP_US, WALKING_ON_US
from core.planning.vehicles.simple_bounds import closed

_MORE = 1e-9


@dataclass(frozen=True, slots=True)
class SharedCars:
    """One row for each party that shares a car: its kind (in the order of a demand), persons, the number of its car,
    and arrivals by shelter (microseconds) without a seat in the first trip; `seats` by car."""

    kind: Ints
    persons: Ints
    car: Ints
    later: Ints
    seats: Sequence[int]

    def cost(self, best: Floats, later: Floats) -> float:
        """The least that sharing adds to what parties cost by themselves (`best`), where those who are not in the first
        trip cost `later`; per person, in the same order."""
        each = np.maximum(0.0, later - best)
        total = float((each * self.persons).sum())
        seats = list(self.seats)
        for row in np.argsort(-each, kind="stable").tolist():
            if each[row] <= 0:
                break
            spared = min(seats[self.car[row]], int(self.persons[row]))
            seats[self.car[row]] -= spared
            total -= spared * float(each[row])
        return max(0.0, total * (1 - _MORE))


def shared_cars(situation: Situation, roads: CarRoads, kind_of: Mapping[int, int]) -> SharedCars | None:
    """The cars that several households (of the parties in `kind_of`, by index) share; None where there is none."""
    several = {
        name: mine
        for name, clients in situation.cars.clients.items()
        if len(mine := [i for i in clients if i in kind_of and situation.lone[i] is not None]) > 1
    }
    if not several:
        return None
    legs = closed(roads.shortest())
    first = roads.points.first_shelter
    out, back = legs[:first, first:], legs[first:, :first]
    rounds = np.array([(out[a][:, None] + back).min(axis=0) for a in range(first)], dtype=np.int64).reshape(
        first, first
    )
    opens = roads.opens
    rows, persons, car, kinds, seats = [], [], [], [], []
    for number, (name, mine) in enumerate(several.items()):
        seats.append(situation.cars.seats[name])
        stops = [roads.points.stops.index(situation.parties[i].place) for i in mine]
        ready = [_at_the_road(situation, i) for i in mine]
        for i, stop, own in zip(mine, stops, ready, strict=True):
            others = [r + int(rounds[s, stop]) for j, s, r in zip(mine, stops, ready, strict=True) if j != i]
            leaves = max(own, min(others) + STOP_US + WALKING_ON_US)
            there = np.maximum(leaves + out[stop], opens)
            rows.append(np.minimum(np.minimum(there, UNREACHED), situation.on_foot[situation.kind[i]]))
            persons.append(len(situation.parties[i].members))
            car.append(number)
            kinds.append(kind_of[i])
    return SharedCars(np.array(kinds), np.array(persons), np.array(car), np.array(rows), seats)


def _at_the_road(situation: Situation, party: int) -> int:
    start = situation.lone[party]
    if start is None:
        return UNREACHED
    return start.ready + access_leg_ms(situation.network.place_access[start.place]) * start.pace.legs
