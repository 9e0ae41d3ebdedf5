"""Where a village or a shelter joins the road: the nearest point on a link."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.domain.places import Position
from core.domain.roads import Link

METRES_PER_DEGREE = math.pi / 180 * 6_371_008.8  # mean Earth radius (IUGG)
# Nearer than this to a link's end, one stands at the crossing itself and need not use that link.
AT_NODE_M = 0.5


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
            points = [first, *link.via, last]
            for a, b in pairwise(points):
                owner.append(index)
                corners.append((a.lon, a.lat, b.lon, b.lat))
        self._owner = np.array(owner, dtype=np.int64)
        self._corners = np.array(corners, dtype=np.float64).reshape(-1, 4)

    def nearest(self, position: Position) -> Access | None:
        """The nearest point on a link, ties to the link that comes first; None where there are no links.

        Distances are on a plane touching the Earth at `position`: exact enough within a district.
        """
        if not len(self._owner):
            return None
        scale = np.array([math.cos(math.radians(position.lat)), 1.0] * 2) * METRES_PER_DEGREE
        lines = (self._corners - np.array([position.lon, position.lat] * 2)) * scale
        start, along = lines[:, :2], lines[:, 2:] - lines[:, :2]
        squared = (along**2).sum(axis=1)
        part = np.clip(-(start * along).sum(axis=1) / np.where(squared > 0, squared, 1.0), 0.0, 1.0)
        distance = np.hypot(*(start + along * part[:, None]).T)
        best = int(np.argmin(distance))
        return Access(
            int(self._owner[best]), self._share(best, float(part[best]), np.sqrt(squared)), float(distance[best])
        )

    def _share(self, segment: int, part: float, lengths: NDArray[np.float64]) -> float:
        mine = np.flatnonzero(self._owner == self._owner[segment])
        total = float(lengths[mine].sum())
        before = float(lengths[mine[mine < segment]].sum()) + part * float(lengths[segment])
        if before < AT_NODE_M:
            return 0.0
        return 1.0 if total - before < AT_NODE_M else before / total
