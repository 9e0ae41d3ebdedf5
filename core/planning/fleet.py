"""The town's vehicles: which one fetches whom, one trip each, where it saves the most time on foot.

A first version, and a rule of thumb: the vehicle and place with the largest saving in person-time come first. What it
leaves out (further trips after the first, stops on the way, one island for a whole bus) is a vehicle problem of its
own; the allocation after it is exact for the seats it has given.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import dijkstra

from core.domain.ids import PlaceCode, VehicleId
from core.domain.people import Mobility
from core.domain.plans import Move
from core.domain.roads import Vehicle
from core.planning.case import Case, CaseParty
from core.planning.network import Network
from core.planning.open_roads import OpenRoads
from core.planning.pace import Way, driving_factor
from core.planning.timeline import HORIZON, MINUTE, micros
from core.planning.travel import Travel

# Loading with bags and elders: three times the boarding time of a bus of 45 (storm research 3.4, proposed).
BOARDING_MIN = 7
# A seat that saves less than this is left for somebody further away.
WORTHWHILE_MIN = 15


@dataclass(frozen=True, slots=True)
class Lift:
    """A seat for a party: the vehicle, and when it is loaded at the door (microseconds)."""

    vehicle: VehicleId
    ready: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A party without a seat: its index, when it can leave its door, and when it would arrive on foot."""

    index: int
    party: CaseParty
    ready: int
    on_foot: int


def units(party: CaseParty) -> int:
    """Seats that a party takes: two for whoever has to lie."""
    return sum(2 if member.mobility is Mobility.BEDRIDDEN else 1 for member in party.members)


def capacity(vehicle: Vehicle) -> int:
    """Seats of a vehicle in the same measure; a stretcher place counts two."""
    return vehicle.seats + vehicle.wheelchair + 2 * vehicle.stretcher


def lifts(case: Case, travel: Travel, waiting: Sequence[Waiting], held: Mapping[int, Move]) -> dict[int, Lift]:
    """Seats by party index. `held` are parties whose standing move has a seat: they keep it, and their vehicle is
    not free for others; a vehicle that nobody of the standing plan waits for is back at its depot."""
    given = {
        i: Lift(move.vehicle, max(0, micros(case.at, move.depart)))
        for i, move in held.items()
        if move.vehicle is not None
    }
    busy = {lift.vehicle for lift in given.values()}
    free = [
        vehicle
        for vehicle in sorted(case.fleet, key=lambda v: v.id)
        if vehicle.id not in busy and _on_duty(case, vehicle)
    ]
    rounds = _Rounds(case, travel, [one for one in waiting if one.index not in given], free)
    return {**given, **rounds.run()}


def _on_duty(case: Case, vehicle: Vehicle) -> bool:
    begun = vehicle.start is None or vehicle.start <= case.at
    return vehicle.depot is not None and begun and (vehicle.end is None or vehicle.end > case.at)


class _Rounds:
    """Gives out vehicles one by one, the largest saving first; a place is looked at again after each that it got."""

    def __init__(self, case: Case, travel: Travel, waiting: Sequence[Waiting], free: Sequence[Vehicle]) -> None:
        self._factor = driving_factor(case, Way.BUS)
        self._free = list(free)
        self._doors: dict[PlaceCode, list[Waiting]] = {}
        for one in sorted(waiting, key=lambda w: (-w.on_foot, w.index)):
            self._doors.setdefault(one.party.place, []).append(one)
        self._drive = self._drives(travel)
        self._eta = self._etas(travel.network, travel.closed(Way.BUS))

    def _drives(self, travel: Travel) -> dict[PlaceCode, int]:
        """Microseconds by road from each waiting village to the shelter that is quickest to reach."""
        rows = {place: i for i, place in enumerate(travel.network.leaving)}
        direct = travel.timetable(Way.BUS).direct
        best = {place: float(direct[rows[place]].min(initial=np.inf)) for place in self._doors if place in rows}
        return {place: round(ms * self._factor) for place, ms in best.items() if np.isfinite(ms)}

    def _etas(self, network: Network, closed: Mapping[int, object]) -> dict[tuple[VehicleId, PlaceCode], int]:
        """Microseconds until each free vehicle is loaded at each village, over roads that do not close."""
        node = {node: i for i, node in enumerate(network.nodes)}
        depots = sorted({node[v.depot] for v in self._free if v.depot is not None and v.depot in node})
        doors = sorted(place for place in self._drive if place in network.reaching)
        if not depots or not doors:
            return {}
        forward = OpenRoads(network, Way.BUS, frozenset(closed)).backward.T.tocsr()
        found = dijkstra(forward, indices=np.array(depots))[:, [network.reaching[place] for place in doors]]
        row = {depot: i for i, depot in enumerate(depots)}
        etas: dict[tuple[VehicleId, PlaceCode], int] = {}
        for vehicle in self._free:
            if vehicle.depot is None or vehicle.depot not in node:
                continue
            for column, place in enumerate(doors):
                ms = float(found[row[node[vehicle.depot]], column])
                if np.isfinite(ms):
                    etas[vehicle.id, place] = round(ms * self._factor) + BOARDING_MIN * MINUTE
        return etas

    def run(self) -> dict[int, Lift]:
        size = {vehicle.id: capacity(vehicle) for vehicle in self._free}
        heap = [(-self._load(v, p, size[v])[0], v, p) for v, p in sorted(self._eta)]
        heapq.heapify(heap)
        given: dict[int, Lift] = {}
        used: set[VehicleId] = set()
        while heap:
            promised, vehicle, place = heapq.heappop(heap)
            if vehicle in used:
                continue
            saving, taken = self._load(vehicle, place, size[vehicle])
            if not taken:
                continue
            if -saving > promised and heap and -saving > heap[0][0]:  # others have taken its best passengers
                heapq.heappush(heap, (-saving, vehicle, place))
                continue
            used.add(vehicle)
            given |= {one.index: Lift(vehicle, self._eta[vehicle, place]) for one in taken}
            self._doors[place] = [one for one in self._doors[place] if one.index not in given]
        return given

    def _load(self, vehicle: VehicleId, place: PlaceCode, room: int) -> tuple[int, list[Waiting]]:
        """Person-microseconds that a vehicle saves at a village, and whom it takes: the slowest on foot first."""
        saving, taken = 0, []
        for one in self._doors[place]:
            if room <= 0:
                break
            need = units(one.party)
            arrive = max(one.ready, self._eta[vehicle, place]) + self._drive[place]
            gain = min(one.on_foot, HORIZON) - arrive
            if need <= room and gain >= WORTHWHILE_MIN * MINUTE:
                room -= need
                saving += gain * len(one.party.members)
                taken.append(one)
        return saving, taken
