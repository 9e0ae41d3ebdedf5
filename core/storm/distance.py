"""Distances between gauges and villages; a few tens of kilometres, so a flat Earth is good to metres."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.domain.places import Position

KM_PER_DEGREE = 111.195


def distances_km(
    positions: Sequence[Position | None], others: Sequence[Position | None] | None = None
) -> NDArray[np.float64]:
    """(n, m) kilometres between positions and `others` (themselves when None); infinite where one is unknown."""
    here = _degrees(positions)
    there = here if others is None else _degrees(others)
    if not len(here) or not len(there):
        return np.zeros((len(here), len(there)))
    mid = np.radians((here[:, None, 1] + there[None, :, 1]) / 2.0)
    east = (here[:, None, 0] - there[None, :, 0]) * np.cos(mid)
    north = here[:, None, 1] - there[None, :, 1]
    apart = np.hypot(east, north) * KM_PER_DEGREE
    result: NDArray[np.float64] = np.where(np.isnan(apart), np.inf, apart)
    return result


def _degrees(positions: Sequence[Position | None]) -> NDArray[np.float64]:
    return np.array(
        [(position.lon, position.lat) if position else (np.nan, np.nan) for position in positions], dtype=np.float64
    ).reshape(-1, 2)
