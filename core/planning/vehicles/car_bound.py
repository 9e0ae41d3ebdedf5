"""What no plan can better where helpers' cars make several trips and the fleet fetches nobody: as if every household
had its helper's car to itself. A min-cost flow of separable persons to beds."""

from collections.abc import Sequence

from core.planning.allocation import cheapest_flow, earliest_last_arrival, most_served
from core.planning.arrival_bound import most_by
from core.planning.network import Ints
from core.planning.placement import demand_of, servable
from core.planning.situation import Situation
from core.planning.staging.cutting import demand_cut
from core.planning.vehicles.fleet_bound import FleetBound


def bound_of_cars(situation: Situation, parties: Sequence[int], room: Ints) -> FleetBound:
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
        cost=flow.cost,
        last=last,
        prices=tuple(int(price) for price in flow.price[:-1]),
        able=frozenset(able),
        most=most_by(demand),
        cut=demand_cut(situation, demand, places, last),
    )
