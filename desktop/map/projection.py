"""Degrees to local metres: equirectangular around the middle of the district, good to a few metres over 60 km."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # (n, 2): metres east and north, or pixels right and down

_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Projection:
    """`lon0`, `lat0` (WGS84 degrees) is the point that becomes (0, 0)."""

    lon0: float
    lat0: float

    def points(self, lon_lat: Iterable[tuple[float, float]]) -> Points:
        """(n, 2) metres east and north of the origin."""
        degrees = np.array(list(lon_lat), dtype=np.float64).reshape(-1, 2)
        return self.metres(degrees)

    def metres(self, degrees: Points) -> Points:
        return (degrees - (self.lon0, self.lat0)) * (self.east_per_degree, _METRES_PER_DEGREE)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        return ((lon - self.lon0) * self.east_per_degree, (lat - self.lat0) * _METRES_PER_DEGREE)

    @property
    def east_per_degree(self) -> float:
        return _METRES_PER_DEGREE * math.cos(math.radians(self.lat0))


def middle_of(rings: Iterable[Iterable[tuple[float, float]]]) -> Projection:
    """The projection around the middle of a box about `rings`; around Beijing where there is nothing to measure."""
    points = [point for ring in rings for point in ring]
    if not points:
        return Projection(116.0, 40.0)
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return Projection((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
