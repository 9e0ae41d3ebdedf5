"""The roads between shelters: how far a car has from one to the others, and when the last way out closes.

Free flow at the pack's speeds, without factors of the weather: enough to say which island is next and which is cut off;
how people really get there is the plan's affair.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import LinkId, NodeId, ShelterId
from core.domain.places import Position
from core.domain.roads import Closure, Link, Node
from core.planning.access import Access, Shapes
from core.planning.pace import Way, binds_direction, concerns, link_ms

_MS_PER_MIN = 60_000.0


@dataclass(frozen=True, slots=True)
class Drive:
    metres: float
    minutes: float


class ShelterRoads:
    """The roads that cars may use, with every shelter on its nearest one. Same roads, same answers."""

    def __init__(self, nodes: Sequence[Node], links: Sequence[Link], shelters: Mapping[ShelterId, Position]) -> None:
        where = {node.id: node.position for node in nodes}
        self._links = [
            link for link in links if link_ms(link, Way.CAR) >= 0 and link.from_node in where and link.to_node in where
        ]
        ends = [(where[link.from_node], where[link.to_node]) for link in self._links]
        self._doors: dict[ShelterId, Access] = {}
        if self._links:
            shapes = Shapes(list(enumerate(self._links)), ends)
            for shelter, position in shelters.items():
                access = shapes.nearest(position)
                if access is not None:
                    self._doors[shelter] = access
        self._out: dict[NodeId, list[tuple[NodeId, int]]] = {}
        for index, link in enumerate(self._links):
            self._out.setdefault(link.from_node, []).append((link.to_node, index))
            if not binds_direction(link, Way.CAR):
                self._out.setdefault(link.to_node, []).append((link.from_node, index))

    def drives(self, origin: ShelterId, barred: frozenset[LinkId] = frozenset()) -> dict[ShelterId, Drive]:
        """Every other shelter that can be reached without the links barred."""
        start = self._doors.get(origin)
        if start is None or self._shut_in(start, barred):
            return {}
        reached = self._search(start, barred)
        found = {}
        for shelter, door in self._doors.items():
            if shelter != origin and not self._shut_in(door, barred):
                way = self._arrive(start, door, reached, barred)
                if way is not None:
                    found[shelter] = Drive(way[1], way[0] / _MS_PER_MIN)
        return found

    def _shut_in(self, door: Access, barred: frozenset[LinkId]) -> bool:
        """Whether the road before a door is closed; who stands at a crossing need not use that road."""
        return 0 < door.share < 1 and self._links[door.link].id in barred

    def _search(self, start: Access, barred: frozenset[LinkId]) -> dict[NodeId, tuple[float, float]]:
        """(milliseconds, metres) to each node; the quickest way, of equally quick ones the shorter."""
        reached: dict[NodeId, tuple[float, float]] = {}
        heap = [(ms, metres, node) for node, ms, metres in self._ends(start, leaving=True)]
        heapq.heapify(heap)
        while heap:
            ms, metres, node = heapq.heappop(heap)
            if node in reached:
                continue
            reached[node] = (ms, metres)
            for after, index in self._out.get(node, ()):
                link = self._links[index]
                if after not in reached and link.id not in barred:
                    heapq.heappush(heap, (ms + link_ms(link, Way.CAR), metres + link.length_m, after))
        return reached

    def _ends(self, door: Access, *, leaving: bool) -> list[tuple[NodeId, float, float]]:
        """The ends of a door's own link that can be driven to (or from), with the part of it in between."""
        link = self._links[door.link]
        ms = link_ms(link, Way.CAR)
        if door.share in (0, 1):
            return [(link.to_node if door.share else link.from_node, 0.0, 0.0)]
        to_end = (link.to_node, ms * (1 - door.share), link.length_m * (1 - door.share))
        to_start = (link.from_node, ms * door.share, link.length_m * door.share)
        if binds_direction(link, Way.CAR):
            return [to_end if leaving else to_start]
        return [to_start, to_end]

    def _arrive(
        self,
        start: Access,
        door: Access,
        reached: Mapping[NodeId, tuple[float, float]],
        barred: frozenset[LinkId],
    ) -> tuple[float, float] | None:
        ways = [
            (reached[node][0] + ms, reached[node][1] + metres)
            for node, ms, metres in self._ends(door, leaving=False)
            if node in reached
        ]
        if door.link == start.link and self._links[door.link].id not in barred:
            link, part = self._links[door.link], door.share - start.share
            if part >= 0 or not binds_direction(link, Way.CAR):
                ways.append((link_ms(link, Way.CAR) * abs(part), link.length_m * abs(part)))
        return min(ways, default=None)


def barred_within(closures: Iterable[Closure], start: datetime, until: datetime) -> frozenset[LinkId]:
    """Links that are closed to cars at some moment of [start, until]."""
    return frozenset(
        closure.link
        for closure in closures
        if concerns(closure.modes, Way.CAR) and closure.start <= until and (closure.end is None or closure.end > start)
    )


def cut_off_at(
    roads: ShelterRoads, origin: ShelterId, closures: Sequence[Closure], now: datetime, until: datetime
) -> datetime | None:
    """When a shelter that has ways out now has none any more, as far as closures are known; None within `until`."""
    if not roads.drives(origin, barred_within(closures, now, now)):
        return None
    for moment in sorted({one.start for one in closures if now < one.start <= until}):
        if not roads.drives(origin, barred_within(closures, moment, moment)):
            return moment
    return None
