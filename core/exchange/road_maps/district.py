"""Whether points can belong to the district of a file: for whole arrays, with the margin that roads have."""

import math
from collections.abc import Sequence

import numpy as np
import shapely

from core.domain.places import Position
from core.exchange.cells import Problem
from core.exchange.outline import KM_PER_DEGREE, Outline
from core.exchange.road_maps.lines import Flags, Floats
from core.exchange.road_maps.problems import RoadProblem
from core.exchange.roads import ROAD_MARGIN_KM

# Where no outline says how far the district goes: a town and the roads out of it lie within this of its villages.
NEAR_PLACES_KM = 50.0
_CHUNK = 100_000


class District:
    """The outline grown by `ROAD_MARGIN_KM`; without an outline what lies within `NEAR_PLACES_KM` of a spot (villages
    and shelters); without either everything is inside."""

    def __init__(self, outline: Outline, spots: Sequence[Position] = ()) -> None:
        self._area = None
        self.margin_km = ROAD_MARGIN_KM if outline.rings else NEAR_PLACES_KM
        self._rule = Problem.OUTSIDE_OUTLINE if outline.rings else RoadProblem.FAR_FROM_PLACES
        if outline.rings:
            self._shrink = _shrink([lat for ring in outline.rings for _, lat in ring])
            shapes = [shapely.make_valid(shapely.Polygon(self._flat(ring))) for ring in outline.rings]
            self._area = shapely.union_all(shapes).buffer(self.margin_km)
        elif spots:
            self._shrink = _shrink([spot.lat for spot in spots])
            where = tuple((spot.lon, spot.lat) for spot in spots)
            self._area = shapely.MultiPoint(self._flat(where)).buffer(self.margin_km)
        if self._area is not None:
            shapely.prepare(self._area)

    def _flat(self, points: Sequence[tuple[float, float]]) -> Floats:
        """Kilometres on a plane that is right at the district's latitude."""
        return np.array(points) * (KM_PER_DEGREE * self._shrink, KM_PER_DEGREE)

    def holds(self, lon: Floats, lat: Floats) -> Flags:
        """For each point whether it lies in the district or at most the margin beside it."""
        if self._area is None:
            return np.ones(len(lon), dtype=bool)
        found = np.zeros(len(lon), dtype=bool)
        for begin in range(0, len(lon), _CHUNK):
            x, y = lon[begin : begin + _CHUNK], lat[begin : begin + _CHUNK]
            found[begin : begin + len(x)] = shapely.contains_xy(
                self._area, x * KM_PER_DEGREE * self._shrink, y * KM_PER_DEGREE
            )
        return found

    def why_not(self, lon: float, lat: float) -> str:
        """The rule for a point outside: swapped where it would be inside the other way round."""
        inside = self.holds(np.array([lat]), np.array([lon]))[0]
        return Problem.LON_LAT_SWAPPED if inside else self._rule


def _shrink(latitudes: Sequence[float]) -> float:
    return math.cos(math.radians(float(np.mean(latitudes))))
