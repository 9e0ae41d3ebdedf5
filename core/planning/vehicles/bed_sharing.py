"""Riders and walkers share beds: what rides come to once everybody has a bed, and what a bed is worth then.

Beds are worth what they are in the joint allocation of walkers, person by person, and of trips, whose passengers could
as well be brought to any other shelter: a min-cost flow, whose dual values are the prices of beds. The same flow says
where each trip would best end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.plans import Objective
from core.planning.allocation import Demand, Flow, Kind, cheapest_flow, earliest_last_arrival, most_served, within
from core.planning.network import Ints
from core.planning.placement import demand_of, servable
from core.planning.situation import Situation
from core.planning.timeline import HORIZON
from core.planning.timetable import UNREACHED
from core.planning.vehicles.fleet_problem import FleetProblem
from core.planning.vehicles.problem import onward
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trips import TripBook

# Nothing is dearer: a bed without which somebody is left.
DEAR = UNREACHED >> 8
# No trip ends so late, nor makes others so late: dearer arcs would be too much for the flow.
_TOO_LATE = 8 * HORIZON


@dataclass(frozen=True, slots=True)
class Outcome:
    """What rides come to when the others get the beds that are left: persons served, person-microseconds of all, and
    the last arrival where that comes first (else 0)."""

    served: int
    cost: int
    last: int = 0

    @property
    def key(self) -> tuple[int, int, int]:
        return -self.served, self.last, self.cost


class BedSharing:
    """The beds of `room` (by shelter column) for `parties` (indices), of whom some ride."""

    def __init__(self, situation: Situation, parties: Sequence[int], room: Ints) -> None:
        self._situation, self._parties, self._room = situation, parties, room
        self._by_last = situation.case.objective is Objective.CLEARANCE

    def outcome(self, fleet: FleetProblem, plan: Sequence[Tour]) -> Outcome:
        """With trips as they are, the others as separable persons."""
        left = self._room.copy()
        tours = Tours(fleet.rounds, TripBook(fleet.rounds))
        served = cost = last = 0
        for v, tour in enumerate(plan):
            for trip, end in zip(tour, tours.ends(v, tour), strict=True):
                left[trip.shelter] -= trip.persons
                served += trip.persons
                cost += trip.persons * end
                last = max(last, end)
        able, hopeless = self._others(fleet, plan, left)
        sizes = [len(party.members) for party in self._situation.parties]
        cost += sum(sizes[i] * self._situation.unserved_us(i) for i in hopeless)
        if not able:
            return Outcome(served, cost, last if self._by_last else 0)
        demand, _ = demand_of(self._situation, able, left)
        flow = cheapest_flow(demand, most_served(demand))
        if self._by_last:
            last = max(last, earliest_last_arrival(demand, flow.served))
        return Outcome(served + flow.served, cost + flow.cost, last if self._by_last else 0)

    def _others(self, fleet: FleetProblem, plan: Sequence[Tour], room: Ints) -> tuple[list[int], list[int]]:
        """Parties that do not ride: those whom some shelter could take, and the hopeless."""
        riding = {fleet.waiting[load].index for tour in plan for trip in tour for load in trip.loads}
        rest = [i for i in self._parties if i not in riding]
        able = servable(self._situation, rest, room)
        return able, sorted(set(rest) - set(able))

    def prices(
        self, fleet: FleetProblem, plan: Sequence[Tour], last: int = UNREACHED
    ) -> tuple[list[int], tuple[Tour, ...]]:
        """What one more bed would save in each shelter (microseconds), and the tours with trips to the shelters that
        suit all best, where they can be driven so. Nobody is to arrive after `last`."""
        able, _ = self._others(fleet, plan, self._room)
        walkers = demand_of(self._situation, able, self._room)[0] if able else None
        trips = [(v, k) for v, tour in enumerate(plan) for k in range(len(tour))]
        book = TripBook(fleet.rounds)
        tours = Tours(fleet.rounds, book)
        begins = [[begin for _, begin, _ in tours.times(v, tour)] for v, tour in enumerate(plan)]
        rows = [_ends(fleet, book, plan, (v, k), begins[v][k]) for v, k in trips]
        kinds = [] if walkers is None else list(walkers.kinds)
        kinds += [Kind(len(kinds) + n, (plan[v][k].persons,), HORIZON) for n, (v, k) in enumerate(trips)]
        if not kinds:
            return [0] * len(self._room), tuple(plan)
        cost = np.array(rows, dtype=np.int64).reshape(-1, len(self._room))
        if walkers is not None:
            cost = np.vstack([walkers.cost, cost])
        demand = within(Demand(tuple(kinds), cost, np.maximum(self._room, 0)), last)
        flow = cheapest_flow(demand, most_served(demand))
        better = self._moved(fleet, plan, trips, flow.flow[len(kinds) - len(trips) :])
        return _capped(flow), better

    def _moved(
        self, fleet: FleetProblem, plan: Sequence[Tour], trips: Sequence[tuple[int, int]], flow: Ints
    ) -> tuple[Tour, ...]:
        """Whole trips to where most of their passengers would go, the largest first; a vehicle whose tour cannot be
        driven so keeps its own, and where beds are then missing everything stays as it is."""
        book = TripBook(fleet.rounds)
        tours = Tours(fleet.rounds, book)
        left = self._room.copy()
        made = [list(tour) for tour in plan]
        for n in sorted(range(len(trips)), key=lambda n: (-plan[trips[n][0]][trips[n][1]].persons, n)):
            v, k = trips[n]
            trip = plan[v][k]
            wanted = [j for j in np.argsort(-flow[n, :-1], kind="stable").tolist() if flow[n, j] > 0]
            for j in [*wanted, trip.shelter]:
                other = book.trip(fleet.rounds.vehicles[v].kind, trip.loads, j)
                if other is not None and left[j] >= trip.persons:
                    made[v][k] = other
                    left[j] -= trip.persons
                    break
        found = [
            tuple(tour) if tours.ends(v, tuple(tour))[-1:] < [UNREACHED] else plan[v] for v, tour in enumerate(made)
        ]
        used = np.zeros_like(left)
        for tour in found:
            for trip in tour:
                used[trip.shelter] += trip.persons
        return tuple(found) if (used <= self._room).all() else tuple(plan)


def _capped(flow: Flow) -> list[int]:
    return [min(int(price), DEAR) for price in flow.price[:-1]]


def _ends(fleet: FleetProblem, book: TripBook, plan: Sequence[Tour], which: tuple[int, int], begin: int) -> list[int]:
    """Per shelter when a trip (`which`: its vehicle, its place in the tour) that is at its first stop at `begin` would
    end there, with what that costs the trips after it, shared among its passengers."""
    rounds, (vehicle, k) = fleet.rounds, which
    tour, kind = plan[vehicle], rounds.vehicles[vehicle].kind
    trip = tour[k]
    later = sum(each.persons for each in tour[k + 1 :])

    def onward_from(end: int, shelter: int) -> int:
        point = rounds.shelters[shelter].point
        return onward(rounds, kind, (point, tour[k + 1].first), end + trip.unload) if end < UNREACHED else UNREACHED

    now = onward_from(book.late(kind, trip, begin), trip.shelter) if later else 0
    found = []
    for shelter in range(len(rounds.shelters)):
        other = book.trip(kind, trip.loads, shelter)
        end = UNREACHED if other is None else book.end(kind, other, begin)
        delay = onward_from(end, shelter) - now if later else 0
        cost = max(0, end + delay * later // trip.persons)
        found.append(cost if cost < _TOO_LATE else UNREACHED)
    return found
