"""Parts of a road network that no road joins to the main one: listed with how far off they are, never dropped."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from core.exchange.road_maps.geodesy import apart_m, metres_per_degree
from core.exchange.road_maps.lines import INDEX, Flags, Floats, Ints
from core.exchange.road_maps.nearest_road import NearestRoad
from core.exchange.road_maps.pieces import stretches

LISTED = 200
_SOME = 20_000  # ends of the main part that are asked how far at most another part is off
_MARGIN_M = 1.0
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
        return stretches(self.point, self.first[links], self.last[links])


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
    nearest = _Nearest(roads, part, main, order[:LISTED].tolist())
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
    ends = np.zeros(len(roads.lon), dtype=bool)
    ends[roads.tail] = ends[roads.head] = True
    number = np.cumsum(ends, dtype=INDEX) - 1
    tail, head = number[roads.tail], number[roads.head]
    size = int(ends.sum())
    del ends, number
    graph = coo_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(size, size)).tocsr()
    label = connected_components(graph, directed=False)[1]
    del graph, head
    of_link = label[tail]
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
    """How far the main part is from some other parts, by the points of those.

    Only roads of the main part that can be nearest are looked at: those that come into the box around a part, grown by
    how far it is at most from the main one.
    """

    def __init__(self, roads: Roads, part: Ints, main: int, others: Sequence[int]) -> None:
        self._roads = roads
        self._order = np.argsort(part, kind="stable").astype(INDEX)
        self._begins = np.searchsorted(part, np.arange(int(part.max()) + 2), sorter=self._order)
        if others:
            links = self._links(main)
            near = self._in_boxes(links, np.array([self._box(each, links) for each in others]))
            self._main = NearestRoad(roads.lon, roads.lat, roads.stretches(links[near]))

    def to(self, part: int) -> float:
        return self._main.metres(self._points(part))

    def _links(self, part: int) -> Ints:
        found: Ints = self._order[self._begins[part] : self._begins[part + 1]]
        return found

    def _points(self, part: int) -> Ints:
        return np.unique(self._roads.stretches(self._links(part)))

    def _box(self, part: int, main: Ints) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        lon, lat, points = self._roads.lon, self._roads.lat, self._points(part)
        some = self._roads.tail[main[:: -(-len(main) // _SOME)]]
        here = float(lon[points[0]]), float(lat[points[0]])
        most = float(apart_m((lon[some], lat[some]), here).min()) + _MARGIN_M
        north = float(lat[points].max())
        x, y = (1.01 * most / each for each in metres_per_degree(min(abs(north) + 1.0, 89.0)))
        return float(lon[points].min()) - x, float(lat[points].min()) - y, float(lon[points].max()) + x, north + y

    def _in_boxes(self, links: Ints, boxes: Floats) -> Flags:
        """Which of the links come into one of the boxes (k x 4)."""
        roads, found = self._roads, np.zeros(len(links), dtype=bool)
        for begin in range(0, len(links), _CHUNK):
            some = links[begin : begin + _CHUNK]
            pairs = roads.stretches(some)
            begins = np.concatenate([[0], np.cumsum(roads.last[some] - roads.first[some])[:-1]])
            x, y = roads.lon[pairs], roads.lat[pairs]
            west, south = (np.minimum.reduceat(values.min(axis=1), begins) for values in (x, y))
            east, north = (np.maximum.reduceat(values.max(axis=1), begins) for values in (x, y))
            inside = np.zeros(len(some), dtype=bool)
            for box in boxes:
                inside |= (east >= box[0]) & (north >= box[1]) & (west <= box[2]) & (south <= box[3])
            found[begin : begin + len(some)] = inside
        return found
