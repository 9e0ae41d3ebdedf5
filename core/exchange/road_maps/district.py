"""Whether points can belong to the district of a file: for whole arrays, with the margin that roads have."""

import math

import numpy as np
import shapely

from core.exchange.cells import Problem
from core.exchange.outline import KM_PER_DEGREE, Outline
from core.exchange.road_maps.lines import Flags, Floats
from core.exchange.roads import ROAD_MARGIN_KM


class District:
    """The outline grown by `ROAD_MARGIN_KM`; without an outline everything is inside."""

    def __init__(self, outline: Outline) -> None:
        self._area = None
        if outline.rings:
            self._shrink = math.cos(math.radians(float(np.mean([lat for ring in outline.rings for _, lat in ring]))))
            shapes = [shapely.make_valid(shapely.Polygon(self._flat(ring))) for ring in outline.rings]
            self._area = shapely.union_all(shapes).buffer(ROAD_MARGIN_KM)
            shapely.prepare(self._area)

    def _flat(self, ring: tuple[tuple[float, float], ...]) -> Floats:
        """Kilometres on a plane that is right at the district's latitude."""
        return np.array(ring) * (KM_PER_DEGREE * self._shrink, KM_PER_DEGREE)

    def holds(self, lon: Floats, lat: Floats) -> Flags:
        """For each point whether it lies in the district or at most the margin beside it."""
        if self._area is None:
            return np.ones(len(lon), dtype=bool)
        found: Flags = shapely.contains_xy(self._area, lon * KM_PER_DEGREE * self._shrink, lat * KM_PER_DEGREE)
        return found

    def why_not(self, lon: float, lat: float) -> str:
        """The rule for a point outside: swapped where it would be inside the other way round."""
        inside = self.holds(np.array([lat]), np.array([lon]))[0]
        return Problem.LON_LAT_SWAPPED if inside else Problem.OUTSIDE_OUTLINE
