"""Tours as trips of the plan, and the rides of their passengers as moves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np

from core.domain.ids import LinkId
from core.domain.plans import Boarding, Mode, Move, Route
from core.domain.roads import Vehicle
from core.domain.trips import Leg, Stop, Trip
from core.planning.network import NO_LINK, Network
from core.planning.situation import Situation
from core.planning.timeline import FOREVER, MINUTE, moment
from core.planning.vehicles.fleet_problem import FleetProblem
from core.planning.vehicles.passengers import Waiting, Walk, walk_route, walk_us
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


class _Passage(NamedTuple):
    """A leg as it is driven, and as the plan holds it."""

    drive: Drive
    leg: Leg


@dataclass(frozen=True, slots=True)
class Driven:
    """A trip in time: one more passage than halts."""

    halts: tuple[Halt, ...]
    passages: tuple[_Passage, ...]
    shelter: int

    @property
    def arrive(self) -> int:
        return self.passages[-1].drive.arrive


@dataclass(frozen=True, slots=True)
class _Ridden:
    """Roads in the order in which they are ridden, their metres, and where on the first one begins and on the last one
    ends (shares)."""

    links: tuple[LinkId, ...]
    metres: float
    from_share: float
    to_share: float


class TripWriter:
    """Writes the tours of a fleet problem. Whoever drives the same leg at the same moment shares what it is."""

    def __init__(self, situation: Situation, fleet: FleetProblem) -> None:
        self._situation, self._fleet, self._book = situation, fleet, TripBook(fleet.rounds)
        self._known: dict[tuple[int, ...], _Ridden] = {}
        self._passages: dict[tuple[int, int, int, int], _Passage] = {}
        self._at_the_door: dict[int, _Passage] = {}
        self._routes: dict[tuple[int, int, float, tuple[int, ...]], Route] = {}

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
        goal, rows = problem.shelters[each.shelter], problem.loads
        halts: list[Halt] = []
        groups = self._book.stops(kind, each.loads)
        passages = [self._first_drive(kind, point, groups[0], now)]
        for i, (stop, loads) in enumerate(groups):
            arrive = leave = passages[-1].drive.arrive
            took = problem.stop_us
            for load in loads:
                one = rows[load]
                took += one.boarding
                leave = max(leave, one.ready[kind])
            leave += took
            last = i == len(groups) - 1
            following = goal.point if last else groups[i + 1][0]
            passage = self._drive(kind, stop, following, leave)
            while last and passage.drive.arrive < goal.opens:  # its road may close while it waits, and another one open
                drive = passage.drive
                passage = self._drive(kind, stop, following, drive.depart + goal.opens - drive.arrive)
            halts.append(Halt(stop, arrive, passage.drive.depart, tuple(loads)))
            passages.append(passage)
        return Driven(tuple(halts), tuple(passages), each.shelter)

    def _first_drive(self, kind: int, point: int, stop: tuple[int, list[int]], now: int) -> _Passage:
        """To the first stop; a car that has no depot is there when the first of its passengers are ready."""
        if point < len(self._fleet.points.origins):
            return self._drive(kind, point, stop[0], now)
        ready = max(now, min([self._fleet.rounds.loads[load].ready[kind] for load in stop[1]]))
        if ready not in self._at_the_door:
            self._at_the_door[ready] = self._passage(Drive(ready, ready, (), FOREVER))
        return self._at_the_door[ready]

    def _drive(self, kind: int, p: int, q: int, now: int) -> _Passage:
        key = kind, p, q, now
        known = self._passages.get(key)
        if known is None:
            found = self._fleet.legs[kind].driven(p, q, now)
            if found is None:
                raise ArithmeticError("a leg without a road")
            known = self._passages[key] = self._passage(found)
        return known

    def trip(self, vehicle: Vehicle, number: int, driven: Driven) -> Trip:
        """A trip as the plan holds it."""
        fleet = self._fleet
        rows, depots = fleet.rounds.loads, len(fleet.points.depots)
        legs = tuple([passage.leg for passage in driven.passages])
        stops = []
        for i, halt in enumerate(driven.halts):
            first = fleet.waiting[halt.loads[0]]
            stop = fleet.points.stops[halt.point - depots]
            persons = sum([rows[load].persons for load in halt.loads])
            node = stop[0] if isinstance(stop, tuple) else None
            stops.append(Stop(first.start.place, legs[i].arrive, legs[i + 1].depart, persons, node))
        return Trip(vehicle.id, number, tuple(stops), legs, fleet.points.shelters[driven.shelter])

    def moves(self, vehicle: Vehicle, kind: int, trip: Trip, driven: Driven) -> Iterator[tuple[int, Move]]:
        """The passengers of a trip by party, in boarding order."""
        mode, walks, at = Mode(self._fleet.ways[kind].value), self._fleet.walks[kind], self._situation.case.at
        for n, halt in enumerate(driven.halts):
            route = self._route(trip, driven, n, kind, halt)
            slack = self._slack(driven.passages[n + 1 :])
            leaves, deadline = trip.legs[n + 1].depart, None if slack >= FOREVER else moment(at, halt.leave + slack)
            for load in halt.loads:
                one = self._fleet.waiting[load]
                depart, last, boards = leaves, deadline, None
                walk = walks.get(one.start.place) if walks else None
                if walk is not None:
                    out = self._sets_out(halt, one, walk)
                    boards = Boarding(walk.node, walk_route(self._situation, one.start, walk), leaves)
                    depart, last = moment(at, out), None if slack >= FOREVER else moment(at, out + slack)
                yield (
                    one.index,
                    Move(
                        household=one.party.household,
                        persons=tuple(sorted([member.person for member in one.party.members])),
                        place=one.party.place,
                        shelter=trip.shelter,
                        mode=mode,
                        depart=depart,
                        arrive=trip.legs[-1].arrive,
                        deadline=last,
                        route=route,
                        vehicle=vehicle.id,
                        trip=trip.number,
                        boards=boards,
                    ),
                )

    def _slack(self, passages: Sequence[_Passage]) -> int:
        """How much later one could set off on all of these legs; FOREVER where none of them closes."""
        shut = [drive.latest - drive.depart for drive, _ in passages if drive.latest < FOREVER]
        return max(0, min(shut)) if shut else FOREVER

    def _sets_out(self, halt: Halt, one: Waiting, walk: Walk) -> int:
        """When somebody leaves his door who walks to the stop."""
        rounds = self._fleet.rounds
        used = rounds.stop_us + sum([rounds.loads[load].boarding for load in halt.loads])
        return max(one.start.ready, halt.leave - used - walk_us(self._situation, one.start, walk))

    def _route(self, trip: Trip, driven: Driven, at: int, kind: int, halt: Halt) -> Route:
        """What is ridden from a stop on."""
        situation, network = self._situation, self._fleet.legs[kind].network
        onward, legs = [passage.drive.arcs for passage in driven.passages[at + 1 :]], trip.legs[at + 1 :]
        arcs = onward[0] if len(onward) == 1 else tuple(chain.from_iterable(onward))
        minutes = (driven.arrive - halt.leave) / MINUTE
        key = halt.point, driven.shelter, minutes, arcs
        if key in self._routes:
            return self._routes[key]
        ridden = self._ridden(network, arcs)
        stop = self._fleet.points.stops[halt.point - len(self._fleet.points.depots)]
        access = 0.0 if isinstance(stop, tuple) else situation.network.place_access[stop].leg_m
        egress = situation.network.shelter_access[trip.shelter].leg_m
        found = self._routes[key] = Route(
            links=legs[0].links if len(legs) == 1 else tuple([link for leg in legs for link in leg.links]),
            minutes=minutes,
            length_m=ridden.metres + access + egress,
            access_m=access,
            egress_m=egress,
            from_share=ridden.from_share,
            to_share=ridden.to_share,
        )
        return found

    def _ridden(self, network: Network, arcs: tuple[int, ...]) -> "_Ridden":
        """Roads that are ridden, worked out once for all trips over them."""
        if arcs not in self._known:
            self._known[arcs] = _ridden(network, arcs)
        return self._known[arcs]

    def _passage(self, drive: Drive) -> _Passage:
        at, ridden = self._situation.case.at, self._ridden(self._fleet.legs[0].network, drive.arcs)
        leg = Leg(
            links=ridden.links,
            depart=moment(at, drive.depart),
            arrive=moment(at, drive.arrive),
            from_share=ridden.from_share,
            to_share=ridden.to_share,
        )
        return _Passage(drive, leg)


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
