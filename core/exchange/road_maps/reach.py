"""Which villages and shelters no road comes near: told for a few hundred spots and millions of points of road."""

from collections.abc import Sequence

import numpy as np

from core.domain.places import Position
from core.exchange.road_maps.geodesy import Floats, apart_m, metres_per_degree, off_segments_m, on_plane
from core.exchange.road_maps.parts import Roads

_CHUNK = 50_000  # links looked at together
LONG_M = 500.0  # a stretch without a bend that is longer is measured along, a shorter one by its ends


def beyond(roads: Roads, spots: Sequence[Position], metres: float) -> list[bool]:
    """For each spot whether the nearest road is farther off than so many metres, right to half of `LONG_M`."""
    points = roads.points()
    if not len(points):
        return [True] * len(spots)
    points = points[np.argsort(roads.lon[points], kind="stable")]
    lon, lat = roads.lon[points], roads.lat[points]
    starts, stops = _long(roads)
    found = []
    for spot in spots:
        here = spot.lon, spot.lat
        east, north = (metres / each for each in metres_per_degree(min(abs(spot.lat) + 0.1, 89.0)))
        strip = slice(*np.searchsorted(lon, (spot.lon - east, spot.lon + east)))
        some = np.flatnonzero(np.abs(lat[strip] - spot.lat) <= 1.01 * north)
        near = bool((apart_m((lon[strip][some], lat[strip][some]), here) <= metres).any())
        if not near and len(starts[0]):
            near = bool(off_segments_m(np.zeros(2), on_plane(*starts, here), on_plane(*stops, here)).min() <= metres)
        found.append(not near)
    return found


def _long(roads: Roads) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Where the stretches without a bend that are longer than `LONG_M` begin and end."""
    found = []
    for begin in range(0, len(roads.first), _CHUNK):
        pairs = roads.stretches(np.arange(begin, min(begin + _CHUNK, len(roads.first))))
        ends = [(roads.lon[pairs[:, at]], roads.lat[pairs[:, at]]) for at in (0, 1)]
        found.append(pairs[apart_m(ends[0], ends[1]) > LONG_M])
    long = np.concatenate(found)
    starts, stops = ((roads.lon[long[:, at]], roads.lat[long[:, at]]) for at in (0, 1))
    return starts, stops
