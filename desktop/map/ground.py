"""The base map made ready to draw: polylines as numpy arrays in metres, roads thinned for five scales.

Built once per file, off the GUI thread: 50,000 links take about 0.4 s.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from core.domain.ids import LinkId
from core.queries.map_rows import MapBase
from desktop.map.frame import Box
from desktop.map.projection import Points, Projection, middle_of

LOD_SCALES = (2.8, 5.6, 11.0, 22.0, 45.0)  # metres per pixel
_TOLERANCE_PX = 0.7
_MANY_LINKS = 5_000  # above this the nameless roads are left out of the widest views


@dataclass(frozen=True, slots=True)
class Roads:
    """All links at one level of detail. `segments` is (n, 4) x1 y1 x2 y2; link i owns [first[i], first[i + 1])."""

    segments: NDArray[np.float64]
    first: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Relief:
    """Grey steps -5..4 per cell, row 0 in the north, and the box they cover in metres."""

    steps: NDArray[np.int8]
    box: Box


@dataclass(frozen=True)
class Ground:
    """Everything that does not change during a night, in metres of `projection`."""

    base: MapBase
    projection: Projection
    outline: tuple[Points, ...]
    river: tuple[Points, ...]
    river_names: tuple[str, ...]
    streams: tuple[tuple[float, Points], ...]
    relief: Relief | None
    lines: tuple[Points, ...]
    boxes: NDArray[np.float64]
    main: NDArray[np.bool_]
    minor: NDArray[np.bool_]
    levels: tuple[Roads, ...]
    index: dict[LinkId, int]
    tree: STRtree
    extent: Box
    towns: tuple[tuple[str, tuple[float, float] | None], ...]

    def nearest_link(self, x: float, y: float, within_m: float) -> LinkId | None:
        """The link nearest to a point, None when it is farther than `within_m`."""
        if not self.lines:
            return None
        found = self.tree.query_nearest(shapely.Point(x, y), max_distance=within_m, all_matches=False)
        return self.base.links[int(found[0])].id if len(found) else None

    def links_near(self, x: float, y: float, most: int) -> tuple[LinkId, ...]:
        """Links by the distance of their middle point from (x, y), nearest first, ties by id."""
        middle = (self.boxes[:, :2] + self.boxes[:, 2:]) / 2
        apart = np.hypot(middle[:, 0] - x, middle[:, 1] - y)
        order = sorted(range(len(apart)), key=lambda row: (float(apart[row]), str(self.base.links[row].id)))
        return tuple(self.base.links[row].id for row in order[:most])

    def lod(self, scale: float) -> Roads:
        level = int(np.searchsorted(LOD_SCALES, scale, side="right")) - 1
        return self.levels[max(level, 0)]


def prepare(base: MapBase) -> Ground:
    """Turn the answer of the base-map query into arrays. Slow (up to half a second): never on the GUI thread."""
    projection = middle_of(base.outline or base.lines)
    lines = _lines(base, projection)
    geometry = _line_strings(lines)
    main = np.array([is_main_road(link.name) for link in base.links], dtype=bool)
    outline = tuple(projection.points(ring) for ring in base.outline)
    return Ground(
        base=base,
        projection=projection,
        outline=outline,
        river=tuple(projection.points(line) for _, line in base.river),
        river_names=tuple(name for name, _ in base.river),
        streams=tuple((area, projection.points(line)) for area, line in base.streams),
        relief=_relief(base.relief, projection),
        lines=lines,
        boxes=shapely.bounds(geometry).reshape(-1, 4) if len(lines) else np.zeros((0, 4)),
        main=main,
        minor=_minor(base, main),
        levels=tuple(_thin(geometry, scale * _TOLERANCE_PX) for scale in LOD_SCALES),
        index={link.id: row for row, link in enumerate(base.links)},
        tree=STRtree(geometry),
        extent=_extent(outline, lines),
        towns=tuple((name, projection.point(at.lon, at.lat) if at else None) for name, at in base.towns),
    )


def is_main_road(name: str) -> bool:
    """National and provincial roads are drawn heavier: a name that begins like G109 or S209."""
    return len(name) > 2 and name[0] in "GS" and name[1].isdigit()


def _lines(base: MapBase, projection: Projection) -> tuple[Points, ...]:
    counts = [len(line) for line in base.lines]
    if not counts:
        return ()
    flat = np.array([point for line in base.lines for point in line], dtype=np.float64)
    return tuple(np.split(projection.metres(flat), np.cumsum(counts)[:-1]))


def _line_strings(lines: tuple[Points, ...]) -> NDArray[np.object_]:
    if not lines:
        return np.zeros(0, dtype=object)
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return np.asarray(shapely.linestrings(np.concatenate(lines), indices=owner), dtype=object)


def _minor(base: MapBase, main: NDArray[np.bool_]) -> NDArray[np.bool_]:
    if len(base.links) < _MANY_LINKS:
        return np.zeros(len(base.links), dtype=bool)
    named = np.array([bool(link.name) for link in base.links], dtype=bool)
    return ~named & ~main


def _thin(geometry: NDArray[np.object_], tolerance: float) -> Roads:
    """Segments of all lines after Douglas-Peucker; link i owns a contiguous run."""
    if not len(geometry):
        return Roads(np.zeros((0, 4)), np.zeros(1, dtype=np.int64))
    thin = shapely.simplify(geometry, tolerance, preserve_topology=False)
    points, owner = shapely.get_coordinates(thin, return_index=True)
    same = owner[1:] == owner[:-1]
    segments = np.hstack([points[:-1][same], points[1:][same]])
    counts = np.bincount(owner[1:][same], minlength=len(geometry))
    return Roads(segments, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))


def _relief(data: bytes | None, projection: Projection) -> Relief | None:
    """Hillshade with light from the north-west, in ten steps: a picture, never gradients or risk."""
    if not data:
        return None
    with np.load(io.BytesIO(data)) as arrays:
        heights = arrays["z"].astype(np.float64)
        west, north, step = float(arrays["west"]), float(arrays["north"]), float(arrays["step"])
    rows, columns = heights.shape
    corner = projection.point(west, north)
    opposite = projection.point(west + columns * step, north - rows * step)
    cell_x, cell_y = (opposite[0] - corner[0]) / columns, (corner[1] - opposite[1]) / rows
    fine = _finer(heights, 4)
    south_slope, east_slope = np.gradient(fine, cell_y / 4, cell_x / 4)
    shade = (east_slope - south_slope) * -1.0  # a slope that falls to the north-west is lit
    shade = shade / (np.percentile(np.abs(shade), 98) or 1.0)
    steps = np.clip(np.round(-shade * 5), -5, 4).astype(np.int8)
    return Relief(np.asarray(steps, dtype=np.int8), (corner[0], opposite[1], opposite[0], corner[1]))


def _finer(grid: NDArray[np.float64], times: int) -> NDArray[np.float64]:
    """Bilinear refinement, so that the ten steps do not show the cells."""
    rows, columns = grid.shape
    at_row, at_column = np.linspace(0, rows - 1, rows * times), np.linspace(0, columns - 1, columns * times)
    wide = np.stack([np.interp(at_column, np.arange(columns), row) for row in grid])
    low = np.minimum(at_row.astype(int), rows - 2)
    share = (at_row - low)[:, None]
    return np.asarray(wide[low] * (1 - share) + wide[low + 1] * share)


def _extent(outline: Sequence[Points], lines: Sequence[Points]) -> Box:
    points = np.concatenate([*outline] or [*lines] or [np.zeros((1, 2))])
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    return (float(west), float(south), float(east), float(north))
