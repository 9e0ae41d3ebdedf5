"""Distances on the Earth taken as a sphere, for whole arrays. Longitudes and latitudes are WGS84 degrees.

The sphere is off by at most 0.5 % from the ellipsoid, less than a road's length is off from its drawing.
"""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EARTH_M = 6_371_008.8  # mean radius of the WGS84 ellipsoid (IUGG)


def steps_m(lon: Floats, lat: Floats) -> Floats:
    """Metres from each point to the next by the haversine formula; one value fewer than points."""
    x, y = np.radians(lon), np.radians(lat)
    half = np.sin(np.diff(y) / 2) ** 2 + np.cos(y[1:]) * np.cos(y[:-1]) * np.sin(np.diff(x) / 2) ** 2
    found: Floats = 2 * EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return found


def apart_m(first: tuple[Floats, Floats], second: tuple[Floats, Floats] | tuple[float, float]) -> Floats:
    """Metres between points of two arrays, pair by pair, each given as (lon, lat); or from each to one point."""
    (x1, y1), (x2, y2) = (np.radians(np.asarray(pair)) for pair in (first, second))
    half = np.sin((y2 - y1) / 2) ** 2 + np.cos(y1) * np.cos(y2) * np.sin((x2 - x1) / 2) ** 2
    found: Floats = 2 * EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return found


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Of longitude and of latitude, at a latitude in degrees."""
    scale = EARTH_M * math.pi / 180
    return scale * math.cos(math.radians(lat)), scale


def on_plane(lon: Floats, lat: Floats, middle: tuple[float, float]) -> Floats:
    """Points in metres (n x 2) on a plane that touches the Earth at `middle` (lon, lat)."""
    east, north = metres_per_degree(middle[1])
    found: Floats = np.column_stack([(lon - middle[0]) * east, (lat - middle[1]) * north])
    return found


def off_segments_m(point: Floats, start: Floats, end: Floats) -> Floats:
    """Metres from one point (2) to the nearest spot of each stretch between `start` and `end` (m x 2 each)."""
    step = end - start
    squared = np.maximum((step**2).sum(axis=1), 1e-12)
    along = np.clip(((point - start) * step).sum(axis=1) / squared, 0.0, 1.0)
    found: Floats = np.hypot(*(point - start - along[:, None] * step).T)
    return found


def off_line_m(points: Floats, line: Floats) -> Floats:
    """Metres from each point (n x 2) to the nearest spot of a line (m x 2, two points at least) on one plane."""
    return np.array([off_segments_m(point, line[:-1], line[1:]).min() for point in points])
