"""Tours as trips of the plan, and the rides of their passengers as moves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from core.domain.ids import LinkId
from core.domain.plans import Boarding, Mode, Move, Route
from core.domain.roads import Vehicle
from core.domain.trips import Leg, Stop, Trip
from core.planning.network import NO_LINK, Network
from core.planning.situation import Situation
from core.planning.timeline import FOREVER, MINUTE, moment
from core.planning.vehicles.fleet_problem import FleetProblem
from core.planning.vehicles.passengers import walk_route, walk_us
from core.planning.vehicles.trips import Trip as Round
from core.planning.vehicles.trips import TripBook
from core.planning.vehicles.vehicle_roads import Drive


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop in time: its point, moments, and the loads that get on."""

    point: int
    arrive: int
    leave: int
    loads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Driven:
    """A trip in time: one more drive than halts."""

    halts: tuple[Halt, ...]
    drives: tuple[Drive, ...]
    shelter: int

    @property
    def arrive(self) -> int:
        return self.drives[-1].arrive


@dataclass(frozen=True, slots=True)
class _Ridden:
    """Roads in the order in which they are ridden, their metres, and where on the first one begins and on the last one
    ends (shares)."""

    links: tuple[LinkId, ...]
    metres: float
    from_share: float
    to_share: float


class TripWriter:
    """Writes the tours of a fleet problem."""

    def __init__(self, situation: Situation, fleet: FleetProblem) -> None:
        self._situation, self._fleet, self._book = situation, fleet, TripBook(fleet.rounds)
        self._known: dict[tuple[int, ...], _Ridden] = {}

    def tour(self, vehicle: int, rounds: Sequence[Round]) -> Iterator[Driven]:
        """The trips of a vehicle one after the other, every leg with its roads."""
        one = self._fleet.rounds.vehicles[vehicle]
        now, point = one.free, one.depot
        for each in rounds:
            driven = self._driven(one.kind, each, point, now)
            yield driven
            now, point = driven.arrive + each.unload, each.end

    def _driven(self, kind: int, each: Round, point: int, now: int) -> Driven:
        problem = self._fleet.rounds
        goal = problem.shelters[each.shelter]
        halts: list[Halt] = []
        groups = self._book.stops(kind, each.loads)
        drives = [self._first_drive(kind, point, groups[0], now)]
        for i, (stop, loads) in enumerate(groups):
            arrive = drives[-1].arrive
            ready = max([arrive, *(problem.loads[load].ready[kind] for load in loads)])
            leave = ready + problem.stop_us + sum(problem.loads[load].boarding for load in loads)
            last = i == len(groups) - 1
            following = goal.point if last else groups[i + 1][0]
            drive = self._drive(kind, stop, following, leave)
            while last and drive.arrive < goal.opens:  # its road may close while it waits, and another one open
                drive = self._drive(kind, stop, following, drive.depart + goal.opens - drive.arrive)
            halts.append(Halt(stop, arrive, drive.depart, tuple(loads)))
            drives.append(drive)
        return Driven(tuple(halts), tuple(drives), each.shelter)

    def _first_drive(self, kind: int, point: int, stop: tuple[int, list[int]], now: int) -> Drive:
        """To the first stop; a car that has no depot is there when the first of its passengers are ready."""
        if point < len(self._fleet.points.origins):
            return self._drive(kind, point, stop[0], now)
        ready = max([now, min(self._fleet.rounds.loads[load].ready[kind] for load in stop[1])])
        return Drive(ready, ready, (), FOREVER)

    def _drive(self, kind: int, p: int, q: int, now: int) -> Drive:
        found = self._fleet.legs[kind].driven(p, q, now)
        if found is None:
            raise ArithmeticError("a leg without a road")
        return found

    def trip(self, vehicle: Vehicle, number: int, driven: Driven) -> Trip:
        """A trip as the plan holds it."""
        fleet = self._fleet
        network = fleet.legs[0].network
        legs = tuple([self._leg(network, drive) for drive in driven.drives])
        stops = []
        for halt, there, onward in zip(driven.halts, legs[:-1], legs[1:], strict=True):
            first = fleet.waiting[halt.loads[0]]
            stop = fleet.points.stops[halt.point - len(fleet.points.depots)]
            persons = sum([fleet.rounds.loads[load].persons for load in halt.loads])
            node = stop[0] if isinstance(stop, tuple) else None
            stops.append(Stop(first.start.place, there.arrive, onward.depart, persons, node))
        return Trip(vehicle.id, number, tuple(stops), legs, fleet.points.shelters[driven.shelter])

    def moves(self, vehicle: Vehicle, kind: int, trip: Trip, driven: Driven) -> Iterator[tuple[int, Move]]:
        """The passengers of a trip by party, in boarding order."""
        for at, halt in enumerate(driven.halts):
            route = self._route(trip, driven, at, kind, halt)
            for load in halt.loads:
                yield self._fleet.waiting[load].index, self._move(vehicle, kind, trip, driven, (at, load), route)

    def _route(self, trip: Trip, driven: Driven, at: int, kind: int, halt: Halt) -> Route:
        """What is ridden from a stop on."""
        situation, network = self._situation, self._fleet.legs[kind].network
        onward, legs = [drive.arcs for drive in driven.drives[at + 1 :]], trip.legs[at + 1 :]
        ridden = self._ridden(network, onward[0] if len(onward) == 1 else tuple(chain.from_iterable(onward)))
        stop = self._fleet.points.stops[halt.point - len(self._fleet.points.depots)]
        access = 0.0 if isinstance(stop, tuple) else situation.network.place_access[stop].leg_m
        egress = situation.network.shelter_access[trip.shelter].leg_m
        return Route(
            links=legs[0].links if len(legs) == 1 else tuple([link for leg in legs for link in leg.links]),
            minutes=(driven.arrive - halt.leave) / MINUTE,
            length_m=ridden.metres + access + egress,
            access_m=access,
            egress_m=egress,
            from_share=ridden.from_share,
            to_share=ridden.to_share,
        )

    def _ridden(self, network: Network, arcs: tuple[int, ...]) -> "_Ridden":
        """Roads that are ridden, worked out once for all trips over them."""
        if arcs not in self._known:
            self._known[arcs] = _ridden(network, arcs)
        return self._known[arcs]

    def _leg(self, network: Network, drive: Drive) -> Leg:
        at, ridden = self._situation.case.at, self._ridden(network, drive.arcs)
        return Leg(
            links=ridden.links,
            depart=moment(at, drive.depart),
            arrive=moment(at, drive.arrive),
            from_share=ridden.from_share,
            to_share=ridden.to_share,
        )

    def _move(
        self, vehicle: Vehicle, kind: int, trip: Trip, driven: Driven, boarding: tuple[int, int], route: Route
    ) -> Move:
        situation, (at, load) = self._situation, boarding
        halt, one = driven.halts[at], self._fleet.waiting[load]
        boards, depart, leaves = None, halt.leave, trip.legs[at + 1].depart
        walk = self._fleet.walks[kind].get(one.start.place)
        if walk is not None:
            used = self._fleet.rounds.stop_us + sum(self._fleet.rounds.loads[each].boarding for each in halt.loads)
            depart = max(one.start.ready, halt.leave - used - walk_us(situation, one.start, walk))
            boards = Boarding(walk.node, walk_route(situation, one.start, walk), leaves)
            leaves = moment(situation.case.at, depart)
        slack = min(
            (drive.latest - drive.depart for drive in driven.drives[at + 1 :] if drive.latest < FOREVER),
            default=FOREVER,
        )
        return Move(
            household=one.party.household,
            persons=tuple(sorted(member.person for member in one.party.members)),
            place=one.party.place,
            shelter=trip.shelter,
            mode=Mode(self._fleet.ways[kind].value),
            depart=leaves,
            arrive=trip.legs[-1].arrive,
            deadline=None if slack >= FOREVER else moment(situation.case.at, depart + max(0, slack)),
            route=route,
            vehicle=vehicle.id,
            trip=trip.number,
            boards=boards,
        )


def _ridden(network: Network, arcs: tuple[int, ...]) -> _Ridden:
    along = np.array(arcs, dtype=np.int64)
    along = along[network.arcs.link[along] != NO_LINK]
    links = [network.links[i] for i in network.arcs.link[along].tolist()]
    first, last = network.arcs.first[along].tolist(), network.arcs.last[along].tolist()
    return _Ridden(
        tuple([link.id for link in links]),
        sum([link.length_m * abs(b - a) for link, a, b in zip(links, first, last, strict=True)]),
        first[0] if first else 0.0,
        last[-1] if last else 0.0,
    )
