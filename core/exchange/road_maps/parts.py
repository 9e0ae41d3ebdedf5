"""Parts of a road network that no road joins to the main one: listed with how far off they are, never dropped."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from core.exchange.road_maps.lines import Floats, Ints
from core.exchange.road_maps.nearest_road import NearestRoad

LISTED = 200


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
    """What parts are found in: ends (point numbers) and metres of each link; where the points stand; `segment` pairs of
    points (s x 2) drawn by the links, and the link that each belongs to."""

    tail: Ints
    head: Ints
    length_m: Floats
    lon: Floats
    lat: Floats
    segment: Ints
    segment_link: Ints


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
    graph = coo_array((np.ones(len(roads.tail), dtype=np.int8), (roads.tail, roads.head)), shape=(size, size))
    label = connected_components(graph, directed=False)[1][roads.tail]
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    found: Ints = rank[inverse]
    return found


def _first_of(part: Ints, items: Ints, parts: int) -> Ints:
    """The least item of each part, -1 where it has none."""
    out = np.full(parts, -1, dtype=np.int64)
    out[part[::-1]] = items[::-1]
    return out


class _Nearest:
    """How far the main part is from each other part, by the points of that one."""

    def __init__(self, roads: Roads, part: Ints, main: int) -> None:
        self._segment = roads.segment
        of_segment = part[roads.segment_link]
        self._order = np.argsort(of_segment, kind="stable")
        self._begins = np.searchsorted(of_segment[self._order], np.arange(int(part.max()) + 2))
        if int(part.max()) > 0:  # the main part is not all there is
            self._main = NearestRoad(roads.lon, roads.lat, roads.segment[of_segment == main])

    def to(self, part: int) -> float:
        rows = self._order[self._begins[part] : self._begins[part + 1]]
        return self._main.metres(np.unique(self._segment[rows]))
