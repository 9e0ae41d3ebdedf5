"""What no plan can better when the fleet drives: persons, person-time and last arrival.

Three relaxations, the best of which counts.

*Everybody his own bus*: a separable person is in a shelter no earlier than on foot, in a helper's car, or with the
first vehicle that could be at his door with nobody else to fetch. Beds are kept: a min-cost flow as without a fleet.

*Seat time*: until T a vehicle of n places has n (T - free) of seat time, and whoever rides uses at least the time of
the shortest round to his stop, for a trip is as long as the longest of the rounds to its stops. Of those not there on
foot by T no more can be in by T than fit in this way, the shortest rounds first (a fractional knapsack). Beds are left
out; arrivals of all add up to no less than the area between this curve and all who are served.

*Prices* (see `price_bound`): what it is worth at most to fetch somebody from his village, with where vehicles are and
how long each of their trips takes. For person-time only.

Somebody's own bus obeys closures; rounds take their shortest time at any moment, as if no road were closed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.plans import Objective
from core.domain.reasons import Cut
from core.planning.allocation import Demand, cheapest_flow, earliest_last_arrival, kinds_of, most_served
from core.planning.arrival_bound import most_by
from core.planning.network import Ints
from core.planning.proof import Proof, written
from core.planning.situation import Situation
from core.planning.staging.cutting import demand_cut
from core.planning.timeline import MINUTE
from core.planning.timetable import UNREACHED
from core.planning.travel import Start
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.earliest_rides import EarliestRides
from core.planning.vehicles.fleet_prices import ROUNDS, Narrow, Priced, least_cost
from core.planning.vehicles.fleet_problem import FleetProblem
from core.planning.vehicles.narrow_roads import NarrowRoads
from core.planning.vehicles.shared_cars import shared_cars
from core.planning.writing import Bounds

# Rounds of better prices where person-time is not what comes first.
_ROUNDS_ASIDE = 6
_GRID = 400  # moments at which the curve of seat time is looked at


@dataclass(frozen=True, slots=True)
class FleetBound:
    """Of the parties asked for: persons served, person-microseconds of all of them, last arrival. `able` are those
    whom some shelter could take, `most` (microseconds, most of them that can be in by then); `cut` proves `last` where
    beds and distances do, `proof` are the prices behind `cost` where it stands on prices and on cars alone."""

    served: int
    cost: int
    last: int
    prices: tuple[int, ...]
    able: frozenset[int]
    most: tuple[tuple[int, int], ...] = ()
    cut: Cut | None = None
    proof: Proof | None = None

    def bounds(self, situation: Situation, settled: Mapping[int, int]) -> Bounds:
        """Bounds of a whole plan: with the arrivals of those who are settled, and the hopeless."""
        size = [len(party.members) for party in situation.parties]
        hopeless = [i for i in range(len(size)) if i not in settled and i not in self.able]
        return Bounds(
            served=self.served + sum(size[i] for i in settled),
            cost=self.cost
            + sum(size[i] * arrive for i, arrive in settled.items())
            + sum(size[i] * situation.unserved_us(i) for i in hopeless),
            last=max([self.last, *settled.values()]),
            prices=self.prices,
            proof=written(situation, self.proof, joined=True) if self.proof else None,
        )


def fleet_bound(
    situation: Situation,
    fleet: FleetProblem,
    parties: Sequence[int],
    room: Ints,
    *,
    priced: bool = True,
    cars: CarRoads | None = None,
    serving: int | None = None,
    narrow: NarrowRoads | None = None,
) -> FleetBound:
    """Bounds for `parties` (indices, on the roads or not) in the beds of `room` (by shelter column). Not `priced`
    leaves out the prices of rides, which take most of the work. `cars` are the roads of helpers' cars where several
    households share one. Those of person-time and of the last arrival hold for plans that serve at least `serving` of
    their persons, the most that can be where that is not said. `narrow` are prices of roads that let only so many
    through."""
    earliest = EarliestRides(situation, fleet)
    keys: dict[tuple[int, Start], int] = {}
    rows: list[Ints] = []
    starts: list[Start] = []
    walks, rides, rounds = [], [], []
    mine = [i for i in parties if situation.foot[i] is not None]
    key_by_party = {}
    for i in mine:
        start = situation.foot[i]
        if start is None:
            continue
        key = (situation.kind[i], start)
        if key not in keys:
            keys[key] = len(rows)
            taken = situation.fits.of(i)
            ride = np.where(taken, earliest.arrivals(start), UNREACHED)
            foot = situation.at_best[situation.kind[i]]
            rows.append(np.minimum(foot, ride))
            starts.append(start)
            walks.append(foot)
            rides.append(ride)
            rounds.append(earliest.round_us(start.place))
        key_by_party[i] = keys[key]
    arrivals = np.array(rows, dtype=np.int64).reshape(-1, len(situation.travel.shelters))
    able = [
        i for i in mine if ((arrivals[key_by_party[i]] < UNREACHED) & (room >= len(situation.parties[i].members))).any()
    ]
    if not able:
        return FleetBound(0, 0, 0, (), frozenset())
    kinds, members = kinds_of(
        [key_by_party[i] for i in able],
        [len(situation.parties[i].members) for i in able],
        [situation.unserved_us(i) for i in able],
    )
    demand = Demand(kinds, arrivals[[kind.key for kind in kinds]], np.maximum(room, 0))
    most = most_served(demand)
    served = most if serving is None else min(most, serving)
    flow = cheapest_flow(demand, served)
    persons = np.array([kind.persons for kind in kinds], dtype=np.int64)
    of = [kind.key for kind in kinds]
    foot, ride = np.array(walks)[of], np.array(rides)[of]
    curve = _SeatTime(fleet, persons, foot.min(axis=1), ride.min(axis=1), np.array(rounds)[of])
    waiting = int(persons.sum()) - most  # whoever serves more than asked for leaves no fewer than these
    spare = waiting * min(kind.unserved for kind in kinds)
    area, last = curve.area(served)
    cost, proof = max(flow.cost, area + spare), None
    if priced:
        who = [starts[key] for key in of]
        people = Priced(who, foot, ride, flow.price[:-1].tolist(), int(flow.price[-1]))
        if narrow is not None:
            alone = narrow.alone([able[each[0]] for each in members], sharing=cars is not None)
            people = Priced(who, foot, ride, narrow.toll.tolist(), narrow.left, Narrow(narrow, alone))
        kind_of = {able[p]: k for k, mine in enumerate(members) for p in mine}
        shared = None if cars is None else shared_cars(situation, cars, demand.room, kind_of)
        times = ROUNDS if situation.case.objective is Objective.EXPOSURE else _ROUNDS_ASIDE
        at_prices, found = least_cost(fleet, earliest, demand, served, people, situation.effort, shared, times)
        if at_prices > cost:
            cost, proof = at_prices, found
    by_beds = earliest_last_arrival(demand, served)
    places = [situation.parties[able[parties[0]]].place for parties in members]
    return FleetBound(
        served=most,
        cost=cost,
        last=max(by_beds, last),
        prices=tuple(int(price) for price in flow.price[:-1]),
        able=frozenset(able),
        most=most_by(demand),
        cut=demand_cut(situation, demand, places, by_beds) if by_beds >= last else None,
        proof=proof,
    )


class _SeatTime:
    """How many can be in by a moment, by seat time alone."""

    def __init__(self, fleet: FleetProblem, persons: Ints, walked: Ints, ridden: Ints, rounds: Ints) -> None:
        order = np.argsort(rounds, kind="stable")
        self._persons, self._walked = persons[order], walked[order]
        self._ridden, self._rounds = ridden[order], rounds[order]
        self._places = np.array([v.seats + v.wheelchair + v.stretcher for v in fleet.rounds.vehicles], dtype=np.int64)
        self._free = np.array([vehicle.free for vehicle in fleet.rounds.vehicles], dtype=np.int64)

    def most(self, by: int) -> int:
        """Persons in by a moment at most."""
        there = self._walked <= by
        riders = ~there & (self._ridden <= by) & (self._rounds < UNREACHED)
        seat_time = int((self._places * np.maximum(0, by - self._free)).sum())
        each, count = np.maximum(1, self._rounds[riders]), self._persons[riders]
        used = np.cumsum(each * count)
        whole = int(np.searchsorted(used, seat_time, side="right"))
        found = int(count[:whole].sum())
        if whole < len(count):
            found += (seat_time - (int(used[whole - 1]) if whole else 0)) // int(each[whole])
        return int(self._persons[there].sum()) + found

    def area(self, served: int) -> tuple[int, int]:
        """The least sum of arrivals of so many (microseconds), and a moment by which they cannot all be in."""
        ends = np.minimum(self._walked, self._ridden)
        top = int(np.where(self._walked < UNREACHED, self._walked, ends)[ends < UNREACHED].max(initial=MINUTE))
        times = np.unique(np.linspace(0, top, _GRID).astype(np.int64)).tolist()
        total = last = 0
        for begin, end in zip([0, *times], times, strict=False):
            missing = served - self.most(end)
            if missing > 0:
                total += missing * (end - begin)
                last = end
        return total, last
