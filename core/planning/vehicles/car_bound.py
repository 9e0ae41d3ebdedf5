"""What no plan can better where helpers' cars make several trips and the fleet fetches nobody: as if every household
had its helper's car to itself, with what sharing it costs at least. A min-cost flow of separable persons to beds."""

from collections.abc import Sequence

import numpy as np

from core.planning.allocation import Demand, cheapest_flow, earliest_last_arrival, most_served
from core.planning.arrival_bound import most_by
from core.planning.network import Ints
from core.planning.placement import demand_of, servable
from core.planning.situation import Situation
from core.planning.staging.cutting import demand_cut
from core.planning.timeline import HORIZON
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.fleet_bound import FleetBound
from core.planning.vehicles.shared_cars import shared_cars


def bound_of_cars(situation: Situation, parties: Sequence[int], room: Ints, roads: CarRoads) -> FleetBound:
    """Bounds for `parties` (indices) in the beds of `room` (by shelter column)."""
    able = servable(situation, parties, room, at_best=True)
    if not able:
        return FleetBound(0, 0, 0, (), frozenset())
    demand, members = demand_of(situation, able, room, at_best=True)
    served = most_served(demand)
    flow = cheapest_flow(demand, served)
    last = earliest_last_arrival(demand, served)
    places = [situation.parties[each[0]].place for each in members]
    return FleetBound(
        served=served,
        cost=flow.cost + _sharing(situation, roads, demand, members, (flow.price, served)),
        last=last,
        prices=tuple(int(price) for price in flow.price[:-1]),
        able=frozenset(able),
        most=most_by(demand),
        cut=demand_cut(situation, demand, places, last),
    )


def _sharing(
    situation: Situation, roads: CarRoads, demand: Demand, members: Sequence[Sequence[int]], dual: tuple[Ints, int]
) -> int:
    """What sharing cars adds at the prices of beds (the last is that of staying), for serving so many."""
    kind_of = {i: k for k, mine in enumerate(members) for i in mine}
    shared = shared_cars(situation, roads, kind_of)
    if shared is None:
        return 0
    price, served = dual
    beds = np.where(demand.room > 0, price[:-1], UNREACHED)
    best, later = ((each + beds[None, :]).min(axis=1) for each in (demand.cost[shared.kind], shared.later))
    if served < demand.persons:
        left = np.array([demand.kinds[k].unserved + int(price[-1]) for k in shared.kind.tolist()], dtype=np.int64)
        best, later = np.minimum(best, left), np.minimum(later, left)
    there = best < UNREACHED
    return int(shared.cost(np.where(there, best, 0), np.where(there, np.minimum(later, HORIZON), 0)))
