"""Who waits for a vehicle, as loads: what they need aboard, where they board, what it takes them to get on."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from core.domain.ids import NodeId
from core.domain.people import Mobility
from core.domain.plans import Route
from core.planning.case import CaseParty
from core.planning.network import NO_LINK, Ints, access_leg_ms
from core.planning.pace import Way
from core.planning.situation import Situation
from core.planning.timeline import MINUTE, SECOND
from core.planning.travel import Start
from core.planning.vehicles.problem import Load
from core.planning.vehicles.vehicle_roads import StopKey

# Boarding (Levinson 1983; storm research 3.4): 5.0 + 2.75 N seconds for N passengers, three times that with bags and
# elders; 28 to 137 s for each lift of a wheelchair or a stretcher, of which the upper figure.
STOP_US = 15 * SECOND
WALKING_ON_US = 8_250_000
LIFTED_ON_US = 137 * SECOND
# A seat that saves less than this is left for somebody further away.
WORTH_US = 15 * MINUTE
# Nobody is sent to a pick-up point further away than this on foot.
LONGEST_WALK_US = 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Waiting:
    """A party without a seat: its index, how it walks, and what going without a vehicle costs it (microseconds, with
    what its bed costs others; UNREACHED where it has no other way)."""

    index: int
    party: CaseParty
    start: Start
    otherwise: int


def lifted(party: CaseParty) -> tuple[int, int]:
    """Members in wheelchairs, and those who lie."""
    mobilities = [member.mobility for member in party.members]
    return mobilities.count(Mobility.WHEELCHAIR), mobilities.count(Mobility.BEDRIDDEN)


def boarding_us(party: CaseParty) -> int:
    return _boarding_us(len(party.members), sum(lifted(party)))


def _boarding_us(persons: int, lifts: int) -> int:
    return WALKING_ON_US * (persons - lifts) + LIFTED_ON_US * lifts


def load_of(
    one: Waiting,
    stops: tuple[int, ...],
    ready: tuple[int, ...],
    barred: frozenset[int],
    *,
    on_seats: bool,
    worth: int = WORTH_US,
) -> Load:
    wheelchairs, lying = lifted(one.party)
    return Load(
        stops=stops,
        ready=ready,
        sitting=len(one.party.members) - wheelchairs - lying,
        wheelchairs=wheelchairs,
        lying=lying,
        otherwise=one.otherwise,
        boarding=_boarding_us(len(one.party.members), wheelchairs + lying),
        worth=worth,
        on_seats=on_seats,
        barred=barred,
    )


@dataclass(frozen=True, slots=True)
class Walk:
    """A way on foot from a door to a crossing, in milliseconds at factor 1, with its arcs."""

    node: NodeId
    ms: int
    arcs: tuple[int, ...]


class PickUps:
    """Ways on foot from doors to the nearest crossing that a vehicle can reach, over roads that never close."""

    def __init__(self, situation: Situation, way: Way) -> None:
        self._network, self._leg = situation.network, situation.network.place_access
        arcs = self._network.arcs
        closed = np.array(sorted(situation.travel.closed(way)), dtype=np.int64)
        usable = np.flatnonzero((arcs.ms[way] >= 0) & ~np.isin(arcs.link, closed))
        order = usable[np.lexsort((usable, arcs.ms[way][usable], arcs.head[usable], arcs.tail[usable]))]
        tail, head = arcs.tail[order], arcs.head[order]
        new = np.ones(len(order), dtype=bool)
        new[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
        self._arc: Ints = order[new]
        self._tail, self._head = tail[new], head[new]
        starts = np.searchsorted(self._tail, np.arange(self._network.vertices + 1)).astype(np.int32)
        weights = arcs.ms[way][self._arc].astype(np.float64)
        shape = (self._network.vertices, self._network.vertices)
        self._onward = csr_array((weights, self._head.astype(np.int32), starts), shape=shape)

    def nearest(self, place: str, reached: Ints) -> Walk | None:
        """The nearest of the crossings `reached` (vertices) on foot from a village; None where none is."""
        origin = self._network.leaving[place]  # type: ignore[index]
        times, paths = dijkstra(self._onward, indices=np.array([origin]), return_predecessors=True)
        ms, before = times[0], paths[0]
        if not len(reached) or not np.isfinite(ms[reached]).any():
            return None
        here = int(reached[np.argmin(ms[reached])])
        node, total = self._network.nodes[here], int(ms[here])
        arcs: list[int] = []
        while here != origin:
            tail = int(before[here])
            begin, end = np.searchsorted(self._tail, [tail, tail + 1])
            at = int(begin) + int(np.searchsorted(self._head[begin:end], here))
            arcs.append(int(self._arc[at]))
            here = tail
        return Walk(node, total, tuple(reversed(arcs)))


def walk_us(situation: Situation, start: Start, walk: Walk) -> int:
    """From the door to the crossing at a party's own pace, the leg to the road included."""
    leg = access_leg_ms(situation.network.place_access[start.place])
    return leg * start.pace.legs + walk.ms * start.pace.road


def walk_route(situation: Situation, start: Start, walk: Walk) -> Route:
    """The way to a pick-up point as a route."""
    network = situation.network
    arcs = [arc for arc in walk.arcs if network.arcs.link[arc] != NO_LINK]
    links = [network.links[int(network.arcs.link[arc])] for arc in arcs]
    shares = [(float(network.arcs.first[arc]), float(network.arcs.last[arc])) for arc in arcs]
    leg = network.place_access[start.place].leg_m
    return Route(
        links=tuple(link.id for link in links),
        minutes=walk_us(situation, start, walk) / MINUTE,
        length_m=leg + sum(k.length_m * abs(b - a) for k, (a, b) in zip(links, shares, strict=True)),
        access_m=leg,
        from_share=shares[0][0] if shares else 0.0,
        to_share=shares[-1][1] if shares else 0.0,
    )


def stop_of(place: str, walk: Walk | None) -> StopKey:
    return place if walk is None else (walk.node,)  # type: ignore[return-value]
