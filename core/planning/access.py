"""Where a village or a shelter joins the road: the nearest point on a link."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, box, linestrings, points

from core.domain.places import Position
from core.domain.roads import Link

METRES_PER_DEGREE = math.pi / 180 * 6_371_008.8  # mean Earth radius (IUGG)
# Nearer than this to a link's end, one stands at the crossing itself and need not use that link.
AT_NODE_M = 0.5
# Room for rounding around a first guess, so that ties are settled by the order of the links.
_A_LITTLE_MORE, _A_LITTLE_M = 1.001, 0.01
_NEAR_A_POLE = 1e-3


@dataclass(frozen=True, slots=True)
class Access:
    """`link` is an index into the links given, `share` where on it (0 = its `from_node`), `leg_m` the straight way."""

    link: int
    share: float
    leg_m: float


class Shapes:
    """The links as straight segments, for the nearest point on any of them."""

    def __init__(self, links: Sequence[tuple[int, Link]], ends: Sequence[tuple[Position, Position]]) -> None:
        owner: list[int] = []
        corners: list[tuple[float, float, float, float]] = []
        for (index, link), (first, last) in zip(links, ends, strict=True):
            for a, b in pairwise([first, *link.via, last]):
                owner.append(index)
                corners.append((a.lon, a.lat, b.lon, b.lat))
        self._owner = np.array(owner, dtype=np.int64)
        self._corners = np.array(corners, dtype=np.float64).reshape(-1, 4)
        self._tree = STRtree(linestrings(self._corners.reshape(-1, 2, 2)))

    def nearest(self, position: Position) -> Access | None:
        """The nearest point on a link, ties to the link that comes first; None where there are no links.

        Distances are on a plane touching the Earth at `position`: exact enough within a district.
        """
        if not len(self._owner):
            return None
        near = self._around(position)
        best, part, distance = self._closest(near, position)
        segment = int(near[best])
        return Access(int(self._owner[segment]), self._share(segment, part, position), distance)

    def _around(self, position: Position) -> NDArray[np.int64]:
        """Segments that may be nearest, in order: all that come as near as one that is near by degrees."""
        guess = np.atleast_1d(self._tree.nearest(points(position.lon, position.lat))).astype(np.int64)
        reach = self._closest(guess, position)[2] * _A_LITTLE_MORE + _A_LITTLE_M
        north = reach / METRES_PER_DEGREE
        east = north / max(_NEAR_A_POLE, math.cos(math.radians(position.lat)))
        window = box(position.lon - east, position.lat - north, position.lon + east, position.lat + north)
        found: NDArray[np.int64] = np.unique(np.append(self._tree.query(window), guess)).astype(np.int64)
        return found

    def _closest(self, segments: NDArray[np.int64], position: Position) -> tuple[int, float, float]:
        """Which of these segments is nearest, where along it (0 to 1) and how far (metres)."""
        start, along, squared = self._on_plane(segments, position)
        part = np.clip(-(start * along).sum(axis=1) / np.where(squared > 0, squared, 1.0), 0.0, 1.0)
        distance = np.hypot(*(start + along * part[:, None]).T)
        best = int(np.argmin(distance))
        return best, float(part[best]), float(distance[best])

    def _on_plane(
        self, segments: NDArray[np.int64], position: Position
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        scale = np.array([math.cos(math.radians(position.lat)), 1.0] * 2) * METRES_PER_DEGREE
        lines = (self._corners[segments] - np.array([position.lon, position.lat] * 2)) * scale
        along = lines[:, 2:] - lines[:, :2]
        return lines[:, :2], along, (along**2).sum(axis=1)

    def _share(self, segment: int, part: float, position: Position) -> float:
        first, last = np.searchsorted(self._owner, [self._owner[segment], self._owner[segment] + 1])
        lengths = np.sqrt(self._on_plane(np.arange(first, last), position)[2])
        total = float(lengths.sum())
        before = float(lengths[: segment - first].sum()) + part * float(lengths[segment - first])
        if before < AT_NODE_M:
            return 0.0
        return 1.0 if total - before < AT_NODE_M else before / total
