"""The outline of the pack's district, and whether a position can belong to it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.domain.places import Position

KM_PER_DEGREE = 111.195


class Fit(StrEnum):
    INSIDE = "inside"
    OUTSIDE = "outside"
    SWAPPED = "swapped"  # outside, but inside once longitude and latitude change places


@dataclass(frozen=True, slots=True)
class Outline:
    """Rings of WGS84 (lon, lat). Without rings nothing is outside but what is no position on Earth."""

    rings: tuple[tuple[tuple[float, float], ...], ...] = ()

    def fit(self, position: Position, margin_km: float) -> Fit:
        """Whether the position lies in a ring or at most `margin_km` beside one."""
        if self._near(position.lon, position.lat, margin_km):
            return Fit.INSIDE
        return Fit.SWAPPED if self._near(position.lat, position.lon, margin_km) else Fit.OUTSIDE

    def _near(self, lon: float, lat: float, margin_km: float) -> bool:
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            return False
        if not self.rings:
            return True
        return any(
            in_ring(lon, lat, ring) or km_to_ring(lon, lat, ring) <= margin_km
            for ring in self.rings
            if _in_box(lon, lat, ring, margin_km)
        )


def in_ring(lon: float, lat: float, ring: Sequence[tuple[float, float]]) -> bool:
    """Even-odd rule; the ring closes itself."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def km_to_ring(lon: float, lat: float, ring: Sequence[tuple[float, float]]) -> float:
    """Kilometres to the nearest point of the ring, on a plane touching the Earth at the position."""
    east = KM_PER_DEGREE * math.cos(math.radians(lat))
    flat = [((x - lon) * east, (y - lat) * KM_PER_DEGREE) for x, y in ring]
    return min(_km_to_edge(a, b) for a, b in zip(flat, (*flat[1:], flat[0]), strict=True))


def _km_to_edge(a: tuple[float, float], b: tuple[float, float]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    squared = dx * dx + dy * dy
    along = 0.0 if squared == 0 else max(0.0, min(1.0, -(a[0] * dx + a[1] * dy) / squared))
    return math.hypot(a[0] + along * dx, a[1] + along * dy)


def _in_box(lon: float, lat: float, ring: Sequence[tuple[float, float]], margin_km: float) -> bool:
    grow_lat = margin_km / KM_PER_DEGREE
    grow_lon = grow_lat / max(0.1, math.cos(math.radians(lat)))
    return (
        min(x for x, _ in ring) - grow_lon <= lon <= max(x for x, _ in ring) + grow_lon
        and min(y for _, y in ring) - grow_lat <= lat <= max(y for _, y in ring) + grow_lat
    )
