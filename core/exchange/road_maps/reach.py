"""Which villages and shelters no road comes near: told for a few hundred spots and millions of points of road."""

from collections.abc import Sequence

import numpy as np

from core.domain.places import Position
from core.exchange.road_maps.geodesy import apart_m, metres_per_degree, off_segments_m, on_plane
from core.exchange.road_maps.parts import Roads

LONG_M = 500.0  # a stretch without a bend that is longer is measured along, a shorter one by its ends


def beyond(roads: Roads, spots: Sequence[Position], metres: float) -> list[bool]:
    """For each spot whether the nearest road is farther off than so many metres, right to half of `LONG_M`."""
    points = np.unique(roads.segment)
    if not len(points):
        return [True] * len(spots)
    points = points[np.argsort(roads.lon[points], kind="stable")]
    lon, lat = roads.lon[points], roads.lat[points]
    ends = [(roads.lon[roads.segment[:, at]], roads.lat[roads.segment[:, at]]) for at in (0, 1)]
    long = apart_m(ends[0], ends[1]) > LONG_M
    starts, stops = ((x[long], y[long]) for x, y in ends)
    found = []
    for spot in spots:
        here = spot.lon, spot.lat
        east, north = (metres / each for each in metres_per_degree(min(abs(spot.lat) + 0.1, 89.0)))
        strip = slice(*np.searchsorted(lon, (spot.lon - east, spot.lon + east)))
        some = np.flatnonzero(np.abs(lat[strip] - spot.lat) <= 1.01 * north)
        near = bool((apart_m((lon[strip][some], lat[strip][some]), here) <= metres).any())
        if not near and long.any():
            near = bool(off_segments_m(np.zeros(2), on_plane(*starts, here), on_plane(*stops, here)).min() <= metres)
        found.append(not near)
    return found
