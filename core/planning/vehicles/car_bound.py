"""What no plan can better where helpers' cars make several trips and the fleet fetches nobody.

As if every household had its helper's car to itself that is a min-cost flow of separable persons to beds. At any prices
of beds (and of leaving somebody behind) everybody costs at least his own cheapest way, and those who share a car at
least what its best tour costs them (`shared_cars`), less what all beds would earn if they were full: a Lagrangian
relaxation. The best of a few prices counts.
"""

from collections.abc import Sequence

import numpy as np

from core.planning.allocation import Demand, cheapest_beds, cheapest_flow, earliest_last_arrival, most_served
from core.planning.arrival_bound import most_by
from core.planning.network import Ints
from core.planning.placement import demand_of, servable
from core.planning.proof import Proof
from core.planning.situation import Situation
from core.planning.staging.cutting import demand_cut
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.fleet_bound import FleetBound
from core.planning.vehicles.shared_cars import SharedCars, shared_cars

# Up to so many households that share cars the prices of separate cars are tried too.
_FEW = 1_000


def bound_of_cars(
    situation: Situation,
    parties: Sequence[int],
    room: Ints,
    roads: CarRoads,
    known: tuple[int, Sequence[int]],
) -> FleetBound:
    """Bounds for `parties` (indices) in the beds of `room` (by shelter column). `known` is how many of their persons a
    plan serves, for which the bound of person-time is to hold, and prices of beds that are tried first."""
    able = servable(situation, parties, room, at_best=True)
    if not able:
        return FleetBound(0, 0, 0, (), frozenset(), proof=Proof(0, 0, (), own_cars=True))
    demand, members = demand_of(situation, able, room, at_best=True)
    most = most_served(demand)
    serving = min(most, known[0])
    flow = cheapest_flow(demand, serving)
    last = earliest_last_arrival(demand, serving)
    places = [situation.parties[each[0]].place for each in members]
    kind_of = {i: k for k, mine in enumerate(members) for i in mine}
    shared = shared_cars(situation, roads, demand.room, kind_of)
    cost, proof = flow.cost, Proof.of_flow(demand, flow, serving, own_cars=True)
    if shared is not None:
        left = int(flow.price[-1])
        if known[1]:
            cost, proof = max((cost, proof), _at_prices(demand, shared, serving, np.array(known[1]), left), key=_first)
        if cost == flow.cost or len(shared.kind) <= _FEW:
            cost, proof = max((cost, proof), _at_prices(demand, shared, serving, flow.price[:-1], left), key=_first)
    return FleetBound(
        served=most,
        cost=cost,
        last=last,
        prices=tuple(int(price) for price in flow.price[:-1]),
        able=frozenset(able),
        most=most_by(demand),
        cut=demand_cut(situation, demand, places, last),
        proof=proof,
    )


def _first(found: tuple[int, Proof]) -> int:
    return found[0]


def _at_prices(demand: Demand, shared: SharedCars, served: int, toll: Ints, left: int) -> tuple[int, Proof]:
    """The bound (person-microseconds) for serving so many, at prices of beds and of leaving a person behind."""
    staying = np.array([kind.unserved + left for kind in demand.kinds], dtype=np.int64)
    if served == demand.persons:
        staying = np.full(len(demand.kinds), UNREACHED, dtype=np.int64)
    persons = np.array([kind.persons for kind in demand.kinds], dtype=np.int64)
    room = np.maximum(demand.room, 0)
    each = np.minimum(cheapest_beds(demand, demand.cost, toll), staying)
    later = np.minimum(cheapest_beds(demand, shared.later, toll), staying[shared.kind])
    sharing = shared.cost(each[shared.kind].tolist(), later.tolist(), toll)
    apart = int((each * persons).sum()) - int((toll * room).sum()) - left * (demand.persons - served)
    return apart + sharing, Proof.at(demand, (toll, left), served, own_cars=True, beyond=sharing)
