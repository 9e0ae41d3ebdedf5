"""Routes as people read them, and a second route that shares as little as can be with the first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from core.domain.ids import LinkId, ShelterId
from core.domain.plans import Route
from core.planning.network import NO_LINK, Floats, Ints, Network
from core.planning.open_roads import backward_tree
from core.planning.pace import Pace, Way
from core.planning.timeline import MINUTE, entry_windows
from core.planning.travel import Journey, Start, Travel

# Sharing one second of road with the first route weighs as much as a detour of this many seconds.
_SHARING = 1_000
_BARRED = 1e15
_REPAIRS = 12


def route_of(travel: Travel, start: Start, shelter: ShelterId, journey: Journey) -> Route:
    network = travel.network
    arcs = [arc for arc in journey.arcs if network.arcs.link[arc] != NO_LINK]
    access, egress = network.place_access[start.place].leg_m, network.shelter_access[shelter].leg_m
    links = [network.links[int(network.arcs.link[arc])] for arc in arcs]
    shares = [(float(network.arcs.first[arc]), float(network.arcs.last[arc])) for arc in arcs]
    metres = sum(link.length_m * abs(last - first) for link, (first, last) in zip(links, shares, strict=True))
    return Route(
        links=tuple(link.id for link in links),
        minutes=(journey.arrive - journey.depart) / MINUTE,
        length_m=metres + access + egress,
        access_m=access,
        egress_m=egress,
        from_share=shares[0][0] if shares else 0.0,
        to_share=shares[-1][1] if shares else 0.0,
    )


class _Streets:
    """All arcs of one way, parallel ones too, with weights that change from search to search."""

    def __init__(self, network: Network, way: Way) -> None:
        arcs = network.arcs
        usable = np.flatnonzero(arcs.ms[way] >= 0)
        self.arc: Ints = usable[np.lexsort((usable, arcs.tail[usable], arcs.head[usable]))]
        heads, tails = arcs.head[self.arc], arcs.tail[self.arc]
        new = np.ones(len(self.arc), dtype=bool)
        new[1:] = (heads[1:] != heads[:-1]) | (tails[1:] != tails[:-1])
        self.group = np.flatnonzero(new)
        self.link, self.ms = arcs.link[self.arc], arcs.ms[way][self.arc].astype(np.float64)
        self._tails = tails[new].astype(np.int32)
        self._starts = np.searchsorted(heads[new], np.arange(network.vertices + 1)).astype(np.int32)
        self._count = network.vertices

    def quickest(self, weight: Floats, origin: int, target: int) -> list[int] | None:
        """Arcs of the way of least weight, None where it would need a barred one."""
        least = np.minimum.reduceat(weight, self.group)
        backward = csr_array((least, self._tails, self._starts), shape=(self._count, self._count))
        lengths, following = backward_tree(backward, target)
        if not lengths[origin] < _BARRED:
            return None
        arcs = []
        here = origin
        while here != target:
            onward = int(following[here])
            begin, end = int(self._starts[onward]), int(self._starts[onward + 1])
            row = begin + int(np.searchsorted(self._tails[begin:end], here))
            last = int(self.group[row + 1]) if row + 1 < len(self.group) else len(self.arc)
            first = int(self.group[row])
            arcs.append(int(self.arc[first + int(weight[first:last].argmin())]))
            here = onward
        return arcs


@dataclass(frozen=True, slots=True)
class Second:
    """A second route and the links it could not avoid sharing with the first."""

    journey: Journey
    shares: tuple[LinkId, ...]


class SecondRoutes:
    """Second routes, each searched once per pair of ends, first route and closures in force."""

    def __init__(self, travel: Travel) -> None:
        self._travel = travel
        self._streets: dict[Way, _Streets] = {}
        self._known: dict[tuple[Way, int, int, frozenset[int], frozenset[int]], list[int] | None] = {}

    def find(self, start: Start, shelter: ShelterId, journey: Journey) -> Second | None:
        """The quickest way at the same departure that shares least with the first; None where no other exists.

        Every traversal is checked against the closures; a link that is found closed at its hour is barred, and the
        search goes again.
        """
        travel, network = self._travel, self._travel.network
        first = {int(network.arcs.link[arc]) for arc in journey.arcs} - {NO_LINK}
        if not first:
            return None
        barred = self._closed_during(start.pace.way, journey)
        for _ in range(_REPAIRS):
            arcs = self._search(start, shelter, frozenset(first), frozenset(barred))
            if arcs is None:
                return None
            met = closed_on_the_way(travel, start.pace, arcs, journey.depart + journey.access_us)
            if met is None:
                return self._answer(start, journey, arcs)
            barred.add(met)
        return None

    def _closed_during(self, way: Way, journey: Journey) -> set[int]:
        return {
            link
            for link, shut in self._travel.closed(way).items()
            if any(begin <= journey.depart and end >= journey.arrive for begin, end in shut)
        }

    def _search(
        self, start: Start, shelter: ShelterId, first: frozenset[int], barred: frozenset[int]
    ) -> list[int] | None:
        way, network = start.pace.way, self._travel.network
        origin, target = network.leaving[start.place], network.shelters[shelter]
        key = (way, origin, target, first, barred)
        if key not in self._known:
            if way not in self._streets:
                self._streets[way] = _Streets(network, way)
            streets = self._streets[way]
            shared = np.isin(streets.link, list(first))
            weight = np.where(shared, streets.ms * (1 + _SHARING) + _SHARING, streets.ms)
            if barred:
                weight = np.where(np.isin(streets.link, list(barred)), _BARRED, weight)
            self._known[key] = streets.quickest(weight, origin, target)
        return self._known[key]

    def _answer(self, start: Start, journey: Journey, arcs: list[int]) -> Second | None:
        network = self._travel.network
        links = network.arcs.link
        first = {int(links[arc]) for arc in journey.arcs} - {NO_LINK}
        mine = [int(links[arc]) for arc in arcs if links[arc] != NO_LINK]
        if set(mine) <= first:
            return None
        ms = sum(int(network.arcs.ms[start.pace.way][arc]) for arc in arcs)
        old = sum(int(network.arcs.ms[start.pace.way][arc]) for arc in journey.arcs)
        arrive = journey.arrive + (ms - old) * start.pace.road
        shares = tuple(network.links[i].id for i in dict.fromkeys(mine) if i in first)
        return Second(Journey(journey.depart, arrive, journey.access_us, tuple(arcs)), shares)


def closed_on_the_way(travel: Travel, pace: Pace, arcs: Sequence[int], begin: int) -> int | None:
    """The first link (index) that is closed while one is on it, on the road from `begin` on; None where all is well."""
    network, closed = travel.network, travel.closed(pace.way)
    now = begin
    for arc in arcs:
        link, duration = int(network.arcs.link[arc]), int(network.arcs.ms[pace.way][arc]) * pace.road
        shut = closed.get(link)
        if shut and not any(first <= now <= last for first, last in entry_windows(shut, duration)):
            return link
        now += duration
    return None
