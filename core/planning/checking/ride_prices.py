"""What a proof says of the fleet: nobody of a village costs more than fetching him there, and what each vehicle takes
back at most for that.

Which tour takes back most is not searched for again: the tours of the plan are tours, and none of them may take back
more than the proof allows its vehicle. That refutes a proof, it does not prove it; all else in it is recomputed.
"""

from collections import Counter

from core.domain.ids import PlaceCode, VehicleId
from core.domain.reasons import BoundProof
from core.planning.checking.inspection import Findings, Inspection, wrong
from core.planning.checking.roads import MINUTE, SECOND

_OFF, _OFF_EACH = 1e-6, SECOND / 100


class RidePrices:
    """Microseconds for one person, by village and by when one can leave one's door there."""

    def __init__(self, proof: BoundProof) -> None:
        self._price = {(each.place, round(each.ready_min * MINUTE)): each.minutes * MINUTE for each in proof.rides}

    def of(self, place: PlaceCode, ready: int) -> float:
        """Infinite where nobody is fetched."""
        return self._price.get((place, ready), float("inf"))


def taken_back(proof: BoundProof) -> float:
    """By all vehicles at most (person-microseconds)."""
    return sum(minutes for _, minutes in proof.vehicles) * MINUTE


def are_rides_well_formed(inspection: Inspection, proof: BoundProof) -> bool:
    """Each price once and not below 0; with rides every vehicle that could go out is named."""
    rides = Counter((each.place, round(each.ready_min * MINUTE)) for each in proof.rides)
    named = Counter(name for name, _ in proof.vehicles)
    once = all(count == 1 for count in (*rides.values(), *named.values()))
    least = min([0.0, *(each.minutes for each in proof.rides), *(minutes for _, minutes in proof.vehicles)])
    most = max([0.0, *(each.minutes for each in proof.rides), *(minutes for _, minutes in proof.vehicles)])
    return once and least >= 0 and most < float("inf") and (not rides or named.keys() >= _ready_to_go(inspection))


def _ready_to_go(inspection: Inspection) -> set[VehicleId]:
    case, nodes = inspection.case, inspection.roads.where
    return {
        one.id
        for one in case.fleet
        if one.depot in nodes
        and (one.end is None or one.end > case.at)
        and one.seats + one.wheelchair + one.stretcher > 0
    }


def no_tour_takes_back_more_than_its_vehicle_may(inspection: Inspection) -> Findings:
    """Of those whom a vehicle fetches each takes back the price of his village less his arrival and the price of his
    bed."""
    proof = inspection.plan.proof
    if proof is None or not proof.rides or inspection.plan.stopped:
        return
    prices, beds, most = RidePrices(proof), dict(proof.beds), dict(proof.vehicles)
    taken: dict[VehicleId, float] = {}
    persons: Counter[VehicleId] = Counter()
    for entry in inspection.entries:
        name = entry.move.vehicle
        if name is None or name not in inspection.vehicles or entry.party.left:
            continue
        price = prices.of(entry.move.place, inspection.ready(entry))
        if price < float("inf"):
            each = price - max(0, entry.arrive) - beds.get(entry.move.shelter, 0.0) * MINUTE
            taken[name] = taken.get(name, 0.0) + each * len(entry.move.persons)
            persons[name] += len(entry.move.persons)
    for name, found in sorted(taken.items()):
        allowed = most.get(name, 0.0) * MINUTE
        if found > allowed + _OFF * abs(allowed) + _OFF_EACH * persons[name]:
            yield wrong("bound_unproved", "plan", "vehicles", vehicle=name, minutes=found / MINUTE)
