"""Routes as people read them, and a second route that shares as little as can be with the first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.ids import LinkId, ShelterId
from core.domain.plans import Route
from core.domain.roads import Link
from core.planning.network import NO_LINK
from core.planning.pace import Pace, Way
from core.planning.prepared import Trace
from core.planning.timeline import ALWAYS, FOREVER, MINUTE, common, earlier, entry_windows
from core.planning.timetable import NEVER
from core.planning.travel import Journey, Start, Travel

_REPAIRS = 12
# Stretches of road that may be looked at in time for all second routes of a plan; what a search counts at least.
_IN_TIME, _AT_LEAST = 20_000, 100


def route_of(travel: Travel, start: Start, shelter: ShelterId, journey: Journey) -> Route:
    """A journey as a route; whoever goes the same way at the same time has the same value."""
    key = (start.place, shelter, journey)
    if key not in travel.routes:
        travel.routes[key] = _route(travel, start, shelter, journey)
    return travel.routes[key]


def _route(travel: Travel, start: Start, shelter: ShelterId, journey: Journey) -> Route:
    network = travel.network
    along = np.array(journey.arcs, dtype=np.int64)
    arcs = along[network.arcs.link[along] != NO_LINK]
    access, egress = network.place_access[start.place].leg_m, network.shelter_access[shelter].leg_m
    indices = network.arcs.link[arcs].tolist()
    links = [network.links[i] for i in indices]
    if _is_read_one_way(links):
        ms = int(network.arcs.ms[start.pace.way][along].sum())
        key = (start.pace.way, start.place, shelter, tuple(link.id for link in links))
        travel.roads.traced[key] = (Trace(journey.arcs, frozenset(indices), ms),)
    shares = list(zip(network.arcs.first[arcs].tolist(), network.arcs.last[arcs].tolist(), strict=True))
    metres = sum([link.length_m * abs(last - first) for link, (first, last) in zip(links, shares, strict=True)])
    return Route(
        links=tuple([link.id for link in links]),
        minutes=(journey.arrive - journey.depart) / MINUTE,
        length_m=metres + access + egress,
        access_m=access,
        egress_m=egress,
        from_share=shares[0][0] if shares else 0.0,
        to_share=shares[-1][1] if shares else 0.0,
    )


def _is_read_one_way(links: Sequence[Link]) -> bool:
    """Whether the links alone say which way they were gone: at both ends two of them meet at one crossing only."""
    if len(links) < 3:
        return False
    ends = [{link.from_node, link.to_node} for link in (*links[:2], *links[-2:])]
    return ends[0] != ends[1] and ends[2] != ends[3]


@dataclass(frozen=True, slots=True)
class Second:
    """A second route and the links it could not avoid sharing with the first."""

    journey: Journey
    shares: tuple[LinkId, ...]


class SecondRoutes:
    """Second routes, each searched once per pair of ends, first route and closures in force."""

    def __init__(self, travel: Travel) -> None:
        self._travel = travel
        self._found: dict[tuple[Start, ShelterId, Journey], Second | None] = {}
        self._left = _IN_TIME

    def find(self, start: Start, shelter: ShelterId, journey: Journey) -> Second | None:
        """The quickest way at the same departure that shares least with the first; None where no other exists.

        Every traversal is checked against the closures; a link that is found closed at its hour is barred, and the
        search goes again. Sooner or later the same link may be open: where barring leaves no way, or one that shares
        roads, all ways are looked at in time, as far as the work for that goes.
        """
        key = (start, shelter, journey)
        if key not in self._found:
            self._found[key] = self._find(start, shelter, journey)
        return self._found[key]

    def _find(self, start: Start, shelter: ShelterId, journey: Journey) -> Second | None:
        network = self._travel.network
        along = np.array(journey.arcs, dtype=np.int64)
        first = frozenset(network.arcs.link[along].tolist()) - {NO_LINK}
        if not first:
            return None
        before = first, int(network.arcs.ms[start.pace.way][along].sum())
        barred = self._closed_during(start.pace.way, journey)
        found = self._by_barring(start, shelter, journey, before, barred)
        if barred and (found is None or found.shares) and self._left > 0:
            return self._in_time(start, shelter, journey, before) or found
        return found

    def _by_barring(
        self, start: Start, shelter: ShelterId, journey: Journey, before: tuple[frozenset[int], int], barred: set[int]
    ) -> Second | None:
        """The best of the ways that are left without the links that are closed when one is there; they are added to
        `barred`."""
        for _ in range(_REPAIRS):
            arcs = self._search(start, shelter, before[0], frozenset(barred), before[1])
            if arcs is None:
                return None
            met = closed_on_the_way(self._travel, start.pace, arcs, journey.depart + journey.access_us)
            if met is None:
                return self._answer(start, journey, arcs, before)
            barred.add(met)
        return None

    def _in_time(
        self, start: Start, shelter: ShelterId, journey: Journey, before: tuple[frozenset[int], int]
    ) -> Second | None:
        """The best of all ways that are open when one is there; None also where the work does not suffice."""
        travel, network, pace = self._travel, self._travel.network, start.pace
        closed, link, ms = travel.closed(pace.way), network.arcs.link, network.arcs.ms[pace.way]
        begin = journey.depart + journey.access_us

        def open_at(arc: int, after: int) -> bool:
            shut = closed.get(int(link[arc]))
            now = begin + after * pace.road
            return not shut or any(
                first <= now <= last for first, last in entry_windows(shut, int(ms[arc]) * pace.road)
            )

        opening = max((end for shut in closed.values() for _, end in shut if end < FOREVER), default=0)
        arcs, work = travel.roads.streets(travel.alike(pace.way)).quickest_in_time(
            (network.leaving[start.place], network.shelters[shelter]),
            before[0],
            open_at,
            max(0, -((begin - opening) // pace.road)),
            self._left,
        )
        self._left -= max(work, _AT_LEAST)
        return None if arcs is None else self._answer(start, journey, arcs, before)

    def _closed_during(self, way: Way, journey: Journey) -> set[int]:
        return {
            link
            for link, shut in self._travel.closed(way).items()
            if any(begin <= journey.depart and end >= journey.arrive for begin, end in shut)
        }

    def _search(
        self, start: Start, shelter: ShelterId, first: frozenset[int], barred: frozenset[int], first_ms: int
    ) -> list[int] | None:
        way, network = self._travel.alike(start.pace.way), self._travel.network
        origin, target = network.leaving[start.place], network.shelters[shelter]
        key = (way, origin, target, first, barred)
        known = self._travel.roads.ways_round
        if key not in known:
            streets = self._travel.roads.streets(way)
            known[key] = streets.quickest((origin, target), first, barred, first_ms)
        return known[key]

    def _answer(
        self, start: Start, journey: Journey, arcs: list[int], before: tuple[frozenset[int], int]
    ) -> Second | None:
        """`before` is the first route's links and milliseconds."""
        network, (first, old) = self._travel.network, before
        along = np.array(arcs, dtype=np.int64)
        mine = [link for link in network.arcs.link[along].tolist() if link != NO_LINK]
        if first.issuperset(mine):
            return None
        ms = int(network.arcs.ms[start.pace.way][along].sum())
        arrive = journey.arrive + (ms - old) * start.pace.road
        shares = tuple(network.links[i].id for i in dict.fromkeys(mine) if i in first)
        return Second(Journey(journey.depart, arrive, journey.access_us, tuple(arcs)), shares)


def closed_on_the_way(travel: Travel, pace: Pace, arcs: Sequence[int], begin: int) -> int | None:
    """The first link (index) that is closed while one is on it, on the road from `begin` on; None where all is well."""
    network, closed = travel.network, travel.closed(pace.way)
    along = np.array(arcs, dtype=np.int64)
    links = network.arcs.link[along].tolist()
    if closed.keys().isdisjoint(links):
        return None
    now = begin
    for link, ms in zip(links, network.arcs.ms[pace.way][along].tolist(), strict=True):
        duration, shut = ms * pace.road, closed.get(link)
        if shut and not any(first <= now <= last for first, last in entry_windows(shut, duration)):
            return int(link)
        now += duration
    return None


def last_departure_along(travel: Travel, pace: Pace, journey: Journey) -> int:
    """The last departure by this very way, all of its links open while one is on them; FOREVER where none ends that,
    NEVER where one does from the start."""
    network, closed = travel.network, travel.closed(pace.way)
    windows, passed = ALWAYS, journey.access_us
    for arc in journey.arcs:
        link, duration = int(network.arcs.link[arc]), int(network.arcs.ms[pace.way][arc]) * pace.road
        if link in closed:
            windows = common(windows, earlier(entry_windows(closed[link], duration), passed))
        passed += duration
    return windows[-1][1] if windows else NEVER
