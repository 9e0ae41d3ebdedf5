"""How far roads are from other roads: over samples in cells first, then exactly where they could be nearest."""

import numpy as np

from core.exchange.road_maps.geodesy import Floats, apart_m, metres_per_degree, off_segments_m, on_plane
from core.exchange.road_maps.lines import Ints

_PER_CELL = 30  # samples that a cell should hold
_LEAST_CELL_M = 50.0
_MOST_POINTS = 500  # of a part, so that a part of a thousand kilometres costs no more than a short one
_CHUNK = 500_000


class NearestRoad:
    """Stretches of road (s x 2 point numbers) to be asked how far they are from points.

    Each stretch is sampled so that none of it is farther than half a cell from a sample; what could be nearest by the
    cells is then measured.
    """

    def __init__(self, lon: Floats, lat: Floats, stretches: Ints) -> None:
        self._lon, self._lat, self._stretches = lon, lat, stretches
        points = np.unique(stretches)
        self._scale = metres_per_degree(float(np.abs(lat[points]).max()))
        extent = [float(np.ptp(values[points])) * scale for values, scale in zip((lon, lat), self._scale, strict=True)]
        self._cell = max(_LEAST_CELL_M, (extent[0] * extent[1] * _PER_CELL / len(stretches)) ** 0.5)
        keys, owner = self._samples()
        order = np.argsort(keys, kind="stable")
        self._owner = owner[order]
        self._cells, self._begins = np.unique(keys[order], return_index=True)
        self._ends = np.append(self._begins[1:], len(keys))

    def metres(self, points: Ints) -> float:
        """From the nearest of some points to the nearest road."""
        points = points[:: -(-len(points) // _MOST_POINTS)]
        keys = self._keys(self._lon[points], self._lat[points])
        least, most = self._bounds(np.unique(keys))
        close = np.flatnonzero(least <= most.min() + self._cell / 2)
        owners = np.unique(np.concatenate([self._owner[self._begins[i] : self._ends[i]] for i in close.tolist()]))
        stretches = self._stretches[owners]
        best = float("inf")
        for point in points.tolist():
            here = float(self._lon[point]), float(self._lat[point])
            ends = (on_plane(self._lon[stretches[:, end]], self._lat[stretches[:, end]], here) for end in (0, 1))
            best = min(best, float(off_segments_m(np.zeros(2), *ends).min()))
        return best

    def _bounds(self, keys: Ints) -> tuple[Floats, Floats]:
        """For each cell of the roads the least and the most metres that it can be from the nearest of some cells."""
        least, most = (np.full(len(self._cells), np.inf) for _ in range(2))
        for key in keys.tolist():
            east = np.abs((self._cells >> 32) - (key >> 32)).astype(np.float64)
            north = np.abs((self._cells & 0xFFFFFFFF) - (key & 0xFFFFFFFF)).astype(np.float64)
            least = np.minimum(least, np.hypot(np.maximum(east - 1, 0), np.maximum(north - 1, 0)) * self._cell)
            most = np.minimum(most, np.hypot(east + 1, north + 1) * self._cell)
        # The plane of the cells is narrower than the ground at lower latitudes: `most` must not be too little there.
        return least, most * (self._scale[1] / self._scale[0])

    def _samples(self) -> tuple[Ints, Ints]:
        """Cell and stretch of each sample."""
        keys, owners = [], []
        for begin in range(0, len(self._stretches), _CHUNK):
            some = self._stretches[begin : begin + _CHUNK]
            start, end = ((self._lon[some[:, at]], self._lat[some[:, at]]) for at in (0, 1))
            count = np.maximum(np.ceil(apart_m(start, end) / self._cell), 1).astype(np.int64)
            owner = np.repeat(np.arange(len(some)), count)
            place = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
            share = (place + 0.5) / count[owner]
            spot = [(a + (b - a) * share) for a, b in ((start[axis][owner], end[axis][owner]) for axis in (0, 1))]
            keys.append(self._keys(spot[0], spot[1]))
            owners.append(begin + owner)
        return np.concatenate(keys), np.concatenate(owners)

    def _keys(self, lon: Floats, lat: Floats) -> Ints:
        east = np.floor((lon + 360) * self._scale[0] / self._cell).astype(np.int64)
        north = np.floor((lat + 180) * self._scale[1] / self._cell).astype(np.int64)
        keys: Ints = (east << 32) | north
        return keys
