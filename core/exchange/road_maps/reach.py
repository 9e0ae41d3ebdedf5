"""Which villages and shelters no road comes near: told for a few hundred spots and millions of points of road."""

from collections.abc import Sequence

import numpy as np

from core.domain.places import Position
from core.exchange.road_maps.geodesy import Floats, apart_m, metres_per_degree, off_segments_m, on_plane
from core.exchange.road_maps.parts import Roads

_CHUNK = 20_000  # links looked at together
LONG_M = 500.0  # a stretch without a bend that is longer is measured along, a shorter one by its ends


def beyond(roads: Roads, spots: Sequence[Position], metres: float) -> list[bool]:
    """For each spot whether the nearest road is farther off than so many metres, right to half of `LONG_M`."""
    far = dict.fromkeys(range(len(spots)))  # spots that no road is near to as far as was looked
    for begin in range(0, len(roads.first), _CHUNK):
        if not far:
            break
        links = np.arange(begin, min(begin + _CHUNK, len(roads.first)))
        pairs = roads.stretches(links)
        lon, lat = roads.lon[pairs], roads.lat[pairs]
        long = apart_m((lon[:, 0], lat[:, 0]), (lon[:, 1], lat[:, 1])) > LONG_M
        for number in list(far):
            spot = spots[number]
            if _a_point_near(lon, lat, spot, metres) or _passes(lon[long], lat[long], spot, metres):
                del far[number]
    return [number in far for number in range(len(spots))]


def _a_point_near(lon: Floats, lat: Floats, spot: Position, metres: float) -> bool:
    """Whether a stretch (n x 2) begins or ends near the spot."""
    east, north = (metres / each for each in metres_per_degree(min(abs(spot.lat) + 0.1, 89.0)))
    some = (np.abs(lat - spot.lat) <= 1.01 * north) & (np.abs(lon - spot.lon) <= 1.01 * east)
    return bool((apart_m((lon[some], lat[some]), (spot.lon, spot.lat)) <= metres).any())


def _passes(lon: Floats, lat: Floats, spot: Position, metres: float) -> bool:
    """Whether a stretch (n x 2) passes the spot."""
    here = spot.lon, spot.lat
    if not len(lon):
        return False
    ends = (on_plane(lon[:, at], lat[:, at], here) for at in (0, 1))
    return bool(off_segments_m(np.zeros(2), *ends).min() <= metres)
