"""A case's fleet and those who wait for it, as a problem of rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from core.domain.ids import NodeId, PlaceCode, VehicleId
from core.domain.roads import Vehicle
from core.planning.network import Ints, access_leg_ms
from core.planning.pace import Way, driving_factor
from core.planning.situation import Situation
from core.planning.timeline import FOREVER, MINUTE, micros
from core.planning.timetable import UNREACHED
from core.planning.vehicles.passengers import (
    LONGEST_WALK_US,
    STOP_US,
    PickUps,
    Waiting,
    Walk,
    lifted,
    load_of,
    stop_of,
    walk_us,
)
from core.planning.vehicles.problem import Load, RoundsProblem, RoundsShelter, RoundsVehicle
from core.planning.vehicles.vehicle_roads import Legs, Points, StopKey, vehicle_network


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a vehicle is when it is free again: its depot (None) or a shelter (column), the moment, and how many trips
    it has made by then."""

    shelter: int | None
    free: int
    trips: int = 0


@dataclass(frozen=True, slots=True)
class FleetProblem:
    """The rounds of a case. Vehicles and loads are in the order of `fleet` and `waiting`; `walks[kind]` tells per
    village where its people walk to because that kind of vehicle cannot come to the door; shelters are columns."""

    rounds: RoundsProblem
    fleet: tuple[Vehicle, ...]
    waiting: tuple[Waiting, ...]
    ways: tuple[Way, ...]
    legs: tuple[Legs, ...]
    points: Points
    walks: tuple[Mapping[PlaceCode, Walk], ...]


def on_duty(situation: Situation) -> tuple[Vehicle, ...]:
    """Vehicles that can go out, in id order: with a depot on the map and a duty that has not ended."""
    case, nodes = situation.case, set(situation.network.nodes)
    return tuple(
        vehicle
        for vehicle in sorted(case.fleet, key=lambda v: v.id)
        if vehicle.depot is not None and vehicle.depot in nodes and (vehicle.end is None or vehicle.end > case.at)
        if vehicle.seats + vehicle.wheelchair + vehicle.stretcher > 0
    )


class FleetProblems:
    """Makes the problem of a case: roads first, then loads and vehicles."""

    def __init__(self, situation: Situation, fleet: Sequence[Vehicle], places: Sequence[PlaceCode]) -> None:
        """`places` are villages where people may wait."""
        self._situation = situation
        self.fleet = tuple(fleet)
        self.ways = tuple(way for way in (Way.CAR, Way.BUS) if any(way_of_vehicle(v) is way for v in fleet))
        self._places = tuple(sorted(set(places)))
        self._depots = tuple(sorted({v.depot for v in fleet if v.depot is not None}))
        doors = self._legs(self._places)
        self._walks = tuple(self._pick_ups(way, legs) for way, legs in zip(self.ways, doors, strict=True))
        crossings = sorted({walk.node for walks in self._walks for walk in walks.values()})
        stops: tuple[StopKey, ...] = (*self._places, *((node,) for node in crossings))
        self._all = self._legs(stops) if crossings else doors
        points = self._all[0].points if self._all else Points((), (), (), (), ())
        self._stop = {stop: len(points.depots) + i for i, stop in enumerate(points.stops)}
        self._barred = [frozenset(np.flatnonzero(~taken).tolist()) for taken in situation.fits.taken]

    def _legs(self, stops: Sequence[StopKey]) -> list[Legs]:
        situation = self._situation
        network, points = vehicle_network(situation.network, self._depots, stops)
        return [
            Legs(
                network,
                points,
                way,
                driving_factor(situation.case, way),
                situation.travel.closed(way),
                situation.effort,
            )
            for way in self.ways
        ]

    def _pick_ups(self, way: Way, legs: Legs) -> dict[PlaceCode, Walk]:
        """Where a kind of vehicle cannot come to the door or not get away from it: the nearest crossing where it can,
        for those who walk and, over what carries them, for those who cannot."""
        drive, depots = legs.drive, len(self._depots)
        first_shelter = legs.points.first_shelter
        ways = legs.detours
        barred = []
        for i, place in enumerate(self._places):
            p = depots + i
            comes = bool((drive[:depots, p] < UNREACHED).any()) or any((d, p) in ways for d in range(depots))
            goes = bool((drive[p, first_shelter:] < UNREACHED).any()) or any(a == p for a, _ in ways)
            if not (comes and goes):
                barred.append(place)
        if not barred:
            return {}
        reached = reachable_crossings(self._situation, way, self._depots)
        on_foot = PickUps(self._situation, Way.CARRIED)
        found = {place: on_foot.nearest(place, reached) for place in barred}
        return {place: walk for place, walk in found.items() if walk is not None}

    def problem(
        self,
        waiting: Sequence[Waiting],
        beds: tuple[Ints, Sequence[int]],
        standing: Mapping[VehicleId, Standing],
        on_seats: frozenset[int] = frozenset(),
    ) -> FleetProblem:
        """`beds` are room and tolls by shelter column; `standing` where vehicles are that do not start at their depots;
        `on_seats` the parties (indices) that may lie across seats."""
        room, tolls = beds
        situation = self._situation
        points = self._all[0].points
        opens = {shelter.id: max(0, shelter.opens_after_min) for shelter in situation.case.shelters}
        shelters = tuple(
            RoundsShelter(points.first_shelter + j, max(0, int(room[j])), opens[name] * MINUTE, int(tolls[j]))
            for j, name in enumerate(points.shelters)
        )
        detours = {
            (kind, p, q): ways for kind, legs in enumerate(self._all) for (p, q), ways in sorted(legs.detours.items())
        }
        rounds = RoundsProblem(
            vehicles=tuple(self._vehicle(vehicle, points, standing.get(vehicle.id)) for vehicle in self.fleet),
            loads=tuple([self._load(one, on_seats) for one in waiting]),
            shelters=shelters,
            drive=tuple(tuple(map(tuple, legs.drive.tolist())) for legs in self._all),
            last=tuple(tuple(map(tuple, legs.last.tolist())) for legs in self._all),
            stop_us=STOP_US,
            detours=detours,
        )
        return FleetProblem(rounds, self.fleet, tuple(waiting), self.ways, tuple(self._all), points, self._walks)

    def _vehicle(self, vehicle: Vehicle, points: Points, standing: Standing | None) -> RoundsVehicle:
        case = self._situation.case
        start = 0 if vehicle.start is None else max(0, micros(case.at, vehicle.start))
        at = points.depot(vehicle.depot or NodeId(""))
        if standing is not None:
            start = max(start, standing.free)
            at = at if standing.shelter is None else points.first_shelter + standing.shelter
        return RoundsVehicle(
            kind=self.ways.index(way_of_vehicle(vehicle)),
            seats=vehicle.seats,
            depot=at,
            wheelchair=vehicle.wheelchair,
            stretcher=vehicle.stretcher,
            free=start,
            until=FOREVER if vehicle.end is None else micros(case.at, vehicle.end),
        )

    def _load(self, one: Waiting, on_seats: frozenset[int]) -> Load:
        situation = self._situation
        stops, ready = [], []
        for kind in range(len(self.ways)):
            walk = self._walks[kind].get(one.start.place)
            leg = access_leg_ms(situation.network.place_access[one.start.place]) * one.start.pace.legs
            took = leg if walk is None else walk_us(situation, one.start, walk)
            able = walk is None or (took <= LONGEST_WALK_US)
            stops.append(self._stop[stop_of(one.start.place, walk)] if able else -1)
            ready.append(one.start.ready + took)
        barred = self._barred[situation.fits.row[one.index]]
        return load_of(
            one, tuple(stops), tuple(ready), barred, on_seats=one.index in on_seats and lifted(one.party)[1] > 0
        )


def way_of_vehicle(vehicle: Vehicle) -> Way:
    """Which roads a vehicle may use: a bus those for buses, everything smaller those for cars."""
    return Way.BUS if "bus" in vehicle.kind else Way.CAR


def reachable_crossings(situation: Situation, way: Way, depots: Sequence[NodeId]) -> Ints:
    """Vertices of crossings that a vehicle can come to from a depot, and leave for a shelter, by roads that stay
    open."""
    network = situation.network
    arcs = network.arcs
    closed = np.array(sorted(situation.travel.closed(way)), dtype=np.int64)
    usable = (arcs.ms[way] >= 0) & ~np.isin(arcs.link, closed)
    tail, head = arcs.tail[usable], arcs.head[usable]
    index = {node: i for i, node in enumerate(network.nodes)}
    came = spread(network.vertices, tail, head, [index[depot] for depot in depots])
    goes = spread(network.vertices, head, tail, list(network.shelters.values()))
    both: Ints = np.flatnonzero(came & goes)
    return both[both < len(network.nodes)]


def spread(count: int, tail: Ints, head: Ints, starts: Sequence[int]) -> NDArray[np.bool_]:
    """Which vertices can be reached from any of `starts` along arcs."""
    graph = coo_array((np.ones(len(tail)), (tail, head)), shape=(count, count)).tocsr()
    steps = dijkstra(graph, indices=np.array(starts, dtype=np.int64), unweighted=True, min_only=True)
    reached: NDArray[np.bool_] = np.isfinite(steps)
    return reached
