"""Where a shelter that no move goes to would join the roads: the nearest point on a link that people may walk.

Of the main part of the walkable roads, or of any part where the main one is more than a kilometre away; over three
kilometres there is none. A village joins the nearest of the parts that have a shelter. Where several roads are as near
(drawn on top of each other), nobody can tell which is meant.
"""

import math
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from core.domain.ids import NodeId
from core.domain.places import Position
from core.domain.plans import Mode
from core.domain.roads import Link
from core.planning.checking.pieces import Point
from core.planning.checking.roads import Roads, metres

_AT_CROSSING_M = 0.5
_LONG_M = 1_000.0
_TOO_FAR_M = 3_000.0
_AS_NEAR_M = 0.05
_DEGREE_M = math.radians(1) * 6_371_008.8


class WalkableRoads:
    """The links that people may walk, all of them and those of the main part."""

    def __init__(self, roads: Roads) -> None:
        walkable = [link for link in roads.links.values() if roads.whole_ms(link, Mode.WALK) is not None]
        links = sorted(walkable, key=lambda link: link.id)
        self._roads, self._links, self._part = roads, links, (part := _parts(roads, links))
        sizes = Counter(part[node] for node in roads.where)
        largest = max(sizes.values(), default=0)
        main = next((part[node] for node in sorted(roads.where) if sizes[part[node]] == largest), None)
        self._main = _Segments(roads, [link for link in links if part[link.from_node] == main])
        self._all = _Segments(roads, links)
        self._of_parts: dict[frozenset[NodeId], _Segments] = {}

    def nearest(self, position: Position) -> list[tuple[Point, float]]:
        """The point and the metres to it; none where it is too far off, several where they are as near."""
        found = self._main.nearest(position)
        if not found or found[0][1] > _LONG_M:
            found = self._all.nearest(position)
        return [one for one in found if one[1] <= _TOO_FAR_M]

    def nearest_with_a_shelter(self, position: Position, shelters: Iterable[Point]) -> list[tuple[Point, float]]:
        """The same on the parts that these shelters join."""
        parts = frozenset(self._part[self._roads.links[link].from_node] for link, _ in shelters)
        if parts not in self._of_parts:
            mine = [link for link in self._links if self._part[link.from_node] in parts]
            self._of_parts[parts] = _Segments(self._roads, mine)
        return [one for one in self._of_parts[parts].nearest(position) if one[1] <= _TOO_FAR_M]


class _Segments:
    """Links as straight segments in order."""

    def __init__(self, roads: Roads, links: list[Link]) -> None:
        self._corners = {link.id: [roads.where[link.from_node], *link.via, roads.where[link.to_node]] for link in links}
        self._nodes = {link.id: (link.from_node, link.to_node) for link in links}
        self._owner = [(name, i) for name, corners in self._corners.items() for i in range(len(corners) - 1)]
        rows = [(a.lon, a.lat, b.lon, b.lat) for corners in self._corners.values() for a, b in pairwise(corners)]
        self._ends = np.array(rows, dtype=np.float64).reshape(-1, 4)

    def nearest(self, position: Position) -> list[tuple[Point, float]]:
        """On a plane that touches the Earth at the position."""
        if not self._owner:
            return []
        scale = np.array([math.cos(math.radians(position.lat)), 1.0])
        here = np.array([position.lon, position.lat])
        start, along = (self._ends[:, :2] - here) * scale, (self._ends[:, 2:] - self._ends[:, :2]) * scale
        squared = np.einsum("ij,ij->i", along, along)
        part = np.clip(-np.einsum("ij,ij->i", start, along) / np.where(squared > 0, squared, 1.0), 0.0, 1.0)
        off = np.hypot(*(start + along * part[:, None]).T)
        found: dict[object, tuple[Point, float]] = {}
        for i in np.flatnonzero(off <= off.min() + _AS_NEAR_M / _DEGREE_M):
            point = self._point(int(i), float(part[i]))
            name, share = point
            at = self._nodes[name][int(share)] if share in (0.0, 1.0) else point
            found.setdefault(at, (point, float(off[i]) * _DEGREE_M))
        return list(found.values())

    def _point(self, i: int, part: float) -> Point:
        name, segment = self._owner[i]
        lengths = [metres(a, b) for a, b in pairwise(self._corners[name])]
        at, total = sum(lengths[:segment]) + part * lengths[segment], sum(lengths)
        return name, 0.0 if at < _AT_CROSSING_M else 1.0 if total - at < _AT_CROSSING_M else at / total


def _parts(roads: Roads, links: list[Link]) -> dict[NodeId, NodeId]:
    """The part of the network that each crossing belongs to, named by one of its crossings."""
    leader = {node: node for node in roads.where}

    def find(node: NodeId) -> NodeId:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for link in links:
        leader[find(link.from_node)] = find(link.to_node)
    return {node: find(node) for node in roads.where}
