"""Parts of a road network that no road joins to the main one: listed with how far off they are, never dropped."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from core.exchange.road_maps.lines import INDEX, Floats, Ints
from core.exchange.road_maps.nearest_road import NearestRoad

LISTED = 200
_CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Part:
    """Roads joined to each other. `node` is one of theirs, `name` that of their first named road; `nearest_m` is how
    far off the main part is, over land."""

    links: int
    km: float
    node: int
    first_link: int
    nearest_m: float


@dataclass(frozen=True, slots=True)
class Parts:
    """The main part's links and kilometres; the others, longest first, the first `LISTED` of them one by one."""

    main_links: int
    main_km: float
    others: tuple[Part, ...]
    left_out: int
    left_out_km: float


@dataclass(frozen=True, slots=True)
class Roads:
    """What parts are found in: ends (point numbers) and metres of each link; where the points stand; `point` holds the
    points that links are drawn over, `first` and `last` (both included) where in it each link begins and ends."""

    tail: Ints
    head: Ints
    length_m: Floats
    lon: Floats
    lat: Floats
    point: Ints
    first: Ints
    last: Ints

    def stretches(self, links: Ints) -> Ints:
        """Pairs of points (s x 2) drawn by some of the links."""
        first, steps = self.first[links], self.last[links] - self.first[links]
        begins = np.repeat(first - (np.cumsum(steps) - steps).astype(INDEX), steps)
        begins += np.arange(len(begins), dtype=INDEX)
        return np.column_stack([self.point[begins], self.point[begins + 1]])

    def points(self) -> Ints:
        """All points that a link is drawn over, ascending."""
        found = np.zeros(len(self.lon), dtype=bool)
        for begin in range(0, len(self.first), _CHUNK):
            links = np.arange(begin, min(begin + _CHUNK, len(self.first)))
            found[self.stretches(links).ravel()] = True
        return np.flatnonzero(found)


def parts_of(roads: Roads, named: Ints) -> Parts:
    """The main part (most kilometres, then first in the file) and the others. `named` are links with a name: of each
    part the first of them stands for it, or its first link."""
    if not len(roads.tail):
        return Parts(0, 0.0, (), 0, 0.0)
    part = _part_of_links(roads)
    metres = np.bincount(part, weights=roads.length_m)
    counts = np.bincount(part)
    main = int(metres.argmax())
    order = np.argsort(-metres, kind="stable")
    order = order[order != main]
    first = _first_of(part, np.arange(len(part)), len(metres))
    sign = _first_of(part[named], named, len(metres))
    nearest = _Nearest(roads, part, main)
    others = tuple(
        Part(
            links=int(counts[each]),
            km=float(metres[each]) / 1000,
            node=int(roads.tail[first[each]]),
            first_link=int(sign[each] if sign[each] >= 0 else first[each]),
            nearest_m=nearest.to(int(each)),
        )
        for each in order[:LISTED]
    )
    rest = order[LISTED:]
    return Parts(int(counts[main]), float(metres[main]) / 1000, others, len(rest), float(metres[rest].sum() / 1000))


def _part_of_links(roads: Roads) -> Ints:
    """Parts numbered by their first link."""
    size = len(roads.lon)
    graph = coo_array((np.ones(len(roads.tail), dtype=np.int8), (roads.tail, roads.head)), shape=(size, size)).tocsr()
    label = connected_components(graph, directed=False)[1]
    del graph
    of_link = label[roads.tail]
    first = np.full(size, len(of_link), dtype=INDEX)
    first[of_link[::-1]] = np.arange(len(of_link) - 1, -1, -1, dtype=INDEX)
    there = np.flatnonzero(first < len(of_link))
    rank = np.empty(size, dtype=INDEX)
    rank[there[np.argsort(first[there])]] = np.arange(len(there), dtype=INDEX)
    found: Ints = rank[of_link]
    return found


def _first_of(part: Ints, items: Ints, parts: int) -> Ints:
    """The least item of each part, -1 where it has none."""
    out = np.full(parts, -1, dtype=np.int64)
    out[part[::-1]] = items[::-1]
    return out


class _Nearest:
    """How far the main part is from each other part, by the points of that one."""

    def __init__(self, roads: Roads, part: Ints, main: int) -> None:
        self._roads = roads
        self._order = np.argsort(part, kind="stable").astype(INDEX)
        self._begins = np.searchsorted(part[self._order], np.arange(int(part.max()) + 2))
        if int(part.max()) > 0:  # the main part is not all there is
            self._main = NearestRoad(roads.lon, roads.lat, roads.stretches(self._links(main)))

    def to(self, part: int) -> float:
        return self._main.metres(np.unique(self._roads.stretches(self._links(part))))

    def _links(self, part: int) -> Ints:
        found: Ints = self._order[self._begins[part] : self._begins[part + 1]]
        return found
