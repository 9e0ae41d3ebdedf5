"""What no plan can better when the fleet drives: persons, person-time and last arrival.

Two relaxations, the better of which counts.

*Everybody his own bus*: a separable person is in a shelter no earlier than on foot, in a helper's car, or with the
first vehicle that could be at his door with nobody else to fetch. Beds are kept: a min-cost flow as without a fleet.

*Seat time*: until T a vehicle of n places has n (T - free) of seat time, and whoever rides uses at least the time of
the shortest round to his stop, for a trip is as long as the longest of the rounds to its stops. Of those not there on
foot by T no more can be in by T than fit in this way, the shortest rounds first (a fractional knapsack). Beds are left
out; arrivals of all add up to no less than the area between this curve and all who are served.

Somebody's own bus obeys closures; rounds take their shortest time at any moment, as if no road were closed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.ids import PlaceCode
from core.domain.reasons import Cut
from core.planning.allocation import Demand, cheapest_flow, earliest_last_arrival, kinds_of, most_served
from core.planning.arrival_bound import most_by
from core.planning.network import Ints, access_leg_ms
from core.planning.situation import Situation
from core.planning.staging.cutting import demand_cut
from core.planning.timeline import MINUTE
from core.planning.timetable import UNREACHED
from core.planning.travel import Start
from core.planning.vehicles.fleet_problem import FleetProblem
from core.planning.vehicles.passengers import STOP_US, WALKING_ON_US, walk_us
from core.planning.vehicles.problem import onward
from core.planning.writing import Bounds

_GRID = 400  # moments at which the curve of seat time is looked at


@dataclass(frozen=True, slots=True)
class FleetBound:
    """Of the parties asked for: persons served, person-microseconds of all of them, last arrival. `able` are those
    whom some shelter could take, `most` (microseconds, most of them that can be in by then); `cut` proves `last` where
    beds and distances do."""

    served: int
    cost: int
    last: int
    prices: tuple[int, ...]
    able: frozenset[int]
    most: tuple[tuple[int, int], ...] = ()
    cut: Cut | None = None

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
        )


class _Earliest:
    """When somebody could be in each shelter if a vehicle came for him alone."""

    def __init__(self, situation: Situation, fleet: FleetProblem) -> None:
        self._situation, self._fleet = situation, fleet
        rounds = fleet.rounds
        self._legs: list[Ints] = []
        for legs in fleet.legs:
            table = legs.drive.copy()
            for (p, q), ways in legs.detours.items():
                table[p, q] = min([int(table[p, q]), *(way.us for way in ways)])
            self._legs.append(np.minimum(table, UNREACHED))
        self._first = len(fleet.points.depots) + len(fleet.points.stops)
        self._opens = np.array([shelter.opens for shelter in rounds.shelters], dtype=np.int64)
        self._come = [self._coming(kind) for kind in range(len(fleet.ways))]

    def _coming(self, kind: int) -> Ints:
        """Per point the first moment that a vehicle of this kind could be there."""
        came = np.full(len(self._legs[kind]), UNREACHED, dtype=np.int64)
        for vehicle in dict.fromkeys(self._fleet.rounds.vehicles):
            if vehicle.kind == kind:
                came = np.minimum(came, self._after(kind, vehicle.depot, vehicle.free))
        return came

    def _after(self, kind: int, point: int, now: int) -> Ints:
        """When a vehicle that is ready at a point at `now` could be at every other; a later start is never sooner."""
        legs = self._fleet.legs[kind]
        there = np.where(legs.last[point] >= now, np.minimum(now + legs.drive[point], UNREACHED), UNREACHED)
        for q in np.flatnonzero(legs.last[point] < now).tolist():
            there[q] = onward(self._fleet.rounds, kind, (point, q), now)
        return there

    def _stop(self, kind: int, place: PlaceCode) -> int:
        walk = self._fleet.walks[kind].get(place)
        stop = place if walk is None else (walk.node,)
        return len(self._fleet.points.depots) + self._fleet.points.stops.index(stop)

    def arrivals(self, start: Start) -> Ints:
        """By shelter column; UNREACHED where no vehicle brings him."""
        best = np.full(len(self._opens), UNREACHED, dtype=np.int64)
        for kind in range(len(self._legs)):
            walk = self._fleet.walks[kind].get(start.place)
            leg = access_leg_ms(self._situation.network.place_access[start.place]) * start.pace.legs
            ready = start.ready + (leg if walk is None else walk_us(self._situation, start, walk))
            stop = self._stop(kind, start.place)
            leave = max(int(self._come[kind][stop]), ready) + STOP_US + WALKING_ON_US
            if leave < UNREACHED:
                there = self._after(kind, stop, leave)[self._first :]
                best = np.minimum(best, np.maximum(there, self._opens))
        return best

    def round_us(self, place: PlaceCode) -> int:
        """The shortest round to a village by any kind of vehicle: there from wherever is nearest, and on to the nearest
        shelter."""
        best = UNREACHED
        depots = len(self._fleet.points.depots)
        for kind, legs in enumerate(self._legs):
            stop = self._stop(kind, place)
            there = min(int(legs[:depots, stop].min(initial=UNREACHED)), int(legs[self._first :, stop].min()))
            best = min(best, there + STOP_US + int(legs[stop, self._first :].min()))
        return min(best, UNREACHED)


def fleet_bound(situation: Situation, fleet: FleetProblem, parties: Sequence[int], room: Ints) -> FleetBound:
    """Bounds for `parties` (indices, on the roads or not) in the beds of `room` (by shelter column)."""
    earliest = _Earliest(situation, fleet)
    keys: dict[tuple[int, Start], int] = {}
    rows: list[Ints] = []
    walked, ridden, rounds = [], [], []
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
            foot = situation.options.arrival[situation.kind[i]]
            rows.append(np.minimum(foot, ride))
            walked.append(int(foot.min()))
            ridden.append(int(ride.min()))
            rounds.append(earliest.round_us(start.place))
        key_by_party[i] = keys[key]
    cost = np.array(rows, dtype=np.int64).reshape(-1, len(situation.travel.shelters))
    able = [
        i for i in mine if ((cost[key_by_party[i]] < UNREACHED) & (room >= len(situation.parties[i].members))).any()
    ]
    if not able:
        return FleetBound(0, 0, 0, (), frozenset())
    kinds, members = kinds_of(
        [key_by_party[i] for i in able],
        [len(situation.parties[i].members) for i in able],
        [situation.unserved_us(i) for i in able],
    )
    demand = Demand(kinds, cost[[kind.key for kind in kinds]], np.maximum(room, 0))
    served = most_served(demand)
    flow = cheapest_flow(demand, served)
    persons = np.array([kind.persons for kind in kinds], dtype=np.int64)
    of = [kind.key for kind in kinds]
    curve = _SeatTime(fleet, persons, np.array(walked)[of], np.array(ridden)[of], np.array(rounds)[of])
    waiting = int(persons.sum()) - served
    spare = waiting * min(kind.unserved for kind in kinds)
    area, last = curve.area(served)
    by_beds = earliest_last_arrival(demand, served)
    places = [situation.parties[able[parties[0]]].place for parties in members]
    return FleetBound(
        served=served,
        cost=max(flow.cost, area + spare),
        last=max(by_beds, last),
        prices=tuple(int(price) for price in flow.price[:-1]),
        able=frozenset(able),
        most=most_by(demand),
        cut=demand_cut(situation, demand, places, by_beds) if by_beds >= last else None,
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
