"""Points within a short distance of each other, found by sorting them into cells of that size."""

from collections.abc import Iterator

import numpy as np

from core.exchange.road_maps.geodesy import Floats, apart_m, metres_per_degree
from core.exchange.road_maps.lines import Ints

_CHUNK = 200_000
_AROUND = [(east, north) for east in (-1, 0, 1) for north in (-1, 0, 1)]
_Spots = tuple[Floats, Floats]


class ClosePoints:
    """Points (lon, lat) to be asked which of them lie within `radius_m` of others."""

    def __init__(self, spots: _Spots, radius_m: float) -> None:
        self._spots, self._radius = spots, radius_m
        # Degrees of longitude are shortest at the highest latitude: a cell is nowhere narrower than the radius.
        lat = float(np.abs(spots[1]).max()) if len(spots[1]) else 0.0
        self._size = np.array(metres_per_degree(min(lat + 0.01, 89.0))) / radius_m
        key = self._keys(spots, (0, 0))
        self._order = np.argsort(key, kind="stable")
        self._sorted = key[self._order]

    def pairs(self, others: _Spots) -> Iterator[tuple[Ints, Ints, Floats]]:
        """Index into `others`, index of one of the points, and metres between them, some at a time."""
        for begin in range(0, len(others[0]), _CHUNK):
            part = others[0][begin : begin + _CHUNK], others[1][begin : begin + _CHUNK]
            for around in _AROUND:
                mine, theirs = self._in_cells(self._keys(part, around))
                metres = apart_m((part[0][mine], part[1][mine]), (self._spots[0][theirs], self._spots[1][theirs]))
                near = metres <= self._radius
                yield begin + mine[near], theirs[near], metres[near]

    def nearest(self, others: _Spots) -> Ints:
        """For each of `others` the nearest point within the radius, the first of equally near ones; -1 for none."""
        found = np.full(len(others[0]), -1, dtype=np.int64)
        best = np.full(len(found), np.inf)
        for mine, theirs, metres in self.pairs(others):
            order = np.lexsort((theirs, metres, mine))
            mine, theirs, metres = mine[order], theirs[order], metres[order]
            first = np.ones(len(mine), dtype=bool)
            first[1:] = mine[1:] != mine[:-1]
            mine, theirs, metres = mine[first], theirs[first], metres[first]
            better = (metres < best[mine]) | ((metres == best[mine]) & (theirs < found[mine]))
            found[mine[better]], best[mine[better]] = theirs[better], metres[better]
        return found

    def _keys(self, spots: _Spots, around: tuple[int, int]) -> Ints:
        east, north = (np.floor(spots[axis] * self._size[axis]).astype(np.int64) + around[axis] for axis in (0, 1))
        keys: Ints = (east << 32) + north  # cells of half a metre around the Earth need 27 bits
        return keys

    def _in_cells(self, keys: Ints) -> tuple[Ints, Ints]:
        """Pairs of an index into `keys` and a point in that cell."""
        begins, ends = (np.searchsorted(self._sorted, keys, side=side) for side in ("left", "right"))
        sizes = ends - begins
        mine = np.repeat(np.arange(len(keys)), sizes)
        place = np.arange(len(mine)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return mine, self._order[np.repeat(begins, sizes) + place]
