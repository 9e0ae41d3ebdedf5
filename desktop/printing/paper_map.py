"""A map for paper: white land, grey roads, the way in black, words beside every symbol. Black and white throughout.

First route solid with arrows, second dashed, a closed road crossed out with its hour. Everything is clipped to its
box and becomes marks like any text.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from core.domain.ids import NodeId
from core.domain.plans import Route
from core.queries.map_rows import ClosureRow, MapBase
from desktop.map.ground import Ground, prepare
from desktop.map.projection import Points
from desktop.map.routes import cut
from desktop.printing import words
from desktop.printing.marks import LEAST_SIZE, MM_PER_POINT, Area, Point, Stroke
from desktop.printing.sheet import Sheet

RIVER, STREAM, ROAD, MAIN = 205, 214, 150, 105
_INSET = 0.9  # millimetres kept free inside the frame, so that thick lines stay within it
_FINE = 0.12  # millimetres that a line may be off where it is thinned
_SPOTS = ((1, 0.35), (-1, 0.35), (0, -1.2), (0, 2.1), (1, -0.9), (-1, -0.9), (1, 1.7), (-1, 1.7))


@dataclass(frozen=True, slots=True)
class Spot:
    """Something with a name: `kind` is village, shelter, meeting or other; metres of the ground."""

    x: float
    y: float
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A way on the ground: its road, and the parts that are walked at both ends."""

    road: tuple[Points, ...]
    legs: tuple[Points, ...]
    first: bool

    @property
    def points(self) -> list[Point]:
        return [(float(x), float(y)) for part in self.road for x, y in part]


@dataclass(frozen=True)
class Country:
    """The base map in metres, made once for all pages."""

    ground: Ground
    lines: NDArray[np.object_]
    river: NDArray[np.object_]
    streams: NDArray[np.object_]
    outline: NDArray[np.object_]


def country(base: MapBase) -> Country:
    ground = prepare(base)
    return Country(
        ground,
        _strings(ground.lines),
        _strings(ground.river),
        _strings([points for _, points in ground.streams]),
        _strings(ground.outline),
    )


def _strings(lines: Iterable[Points]) -> NDArray[np.object_]:
    return np.array([shapely.LineString(line) for line in lines if len(line) > 1], dtype=object)


def way_on(
    land: Country, route: Route, start: tuple[float, float] | None, end: tuple[float, float], first: bool
) -> Trace:
    """The route as drawn; where its links do not meet there is a gap, never a line across the country."""
    road = _joined(_travelled(land.ground, route))
    legs = []
    if road and start is not None:
        legs.append(np.array([start, tuple(road[0][0])]))
    if road:
        legs.append(np.array([tuple(road[-1][-1]), end]))
    elif start is not None:
        legs.append(np.array([start, end]))
    return Trace(tuple(road), tuple(legs), first)


def _travelled(ground: Ground, route: Route) -> list[Points]:
    """Each link's line in the direction of travel, the first and last one only as far as they are used."""
    rows = [ground.index[link] for link in route.links if link in ground.index]
    links = [ground.base.links[row] for row in rows]
    out: list[Points] = []
    node: NodeId | None = None
    for place, (row, link) in enumerate(zip(rows, links, strict=True)):
        after = {links[place + 1].from_node, links[place + 1].to_node} if place + 1 < len(links) else set()
        ahead = link.from_node == node if node in (link.from_node, link.to_node) else link.to_node in after
        if len(links) == 1:
            ahead = route.from_share <= route.to_share
        node = link.to_node if ahead else link.from_node
        begin = (route.from_share if ahead else 1 - route.from_share) if place == 0 else 0.0
        stop = (route.to_share if ahead else 1 - route.to_share) if place == len(links) - 1 else 1.0
        out.append(cut(ground.lines[row] if ahead else ground.lines[row][::-1], begin, stop))
    return out


def _joined(parts: Sequence[Points]) -> list[Points]:
    """Parts that meet become one line."""
    out: list[Points] = []
    for part in parts:
        if len(part) == 0:
            continue
        if out and np.allclose(out[-1][-1], part[0], atol=1.0):
            out[-1] = np.concatenate([out[-1], part[1:]])
        else:
            out.append(part)
    return out


class PaperMap:
    """One map in a box of a sheet; `focus` are the metres that must be inside."""

    def __init__(
        self,
        sheet: Sheet,
        land: Country,
        box: tuple[float, float, float, float],
        focus: Sequence[Point],
        *,
        least_m: float = 1200.0,
    ) -> None:
        self._sheet = sheet
        self._land = land
        self._x, self._y, self._width, self._height = box
        xs, ys = [x for x, _ in focus], [y for _, y in focus]
        wide = max((max(xs) - min(xs)) * 1.25, least_m)
        high = max((max(ys) - min(ys)) * 1.3, least_m)
        self._scale = max(wide / self._width, high / self._height)  # metres a millimetre
        self._middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
        half_w = (self._width / 2 - _INSET) * self._scale
        half_h = (self._height / 2 - _INSET) * self._scale
        x, y = self._middle
        self.extent = (x - half_w, y - half_h, x + half_w, y + half_h)
        self._taken: list[tuple[float, float, float, float]] = []

    # -- drawing -----------------------------------------------------------------------------------------------------

    def ground(self) -> None:
        """Water, the district's edge and the roads."""
        land = self._land
        self._lines(land.streams, 0.35, STREAM)
        self._lines(land.river, 1.5, RIVER)
        self._lines(land.outline, 0.3, 120, (6, 3, 1, 3))
        self._lines(land.lines[~land.ground.main], 0.35, ROAD)
        self._lines(land.lines[land.ground.main], 0.75, MAIN)

    def outline_only(self) -> None:
        self._lines(self._land.river, 0.5, RIVER)
        self._lines(self._land.outline, 0.3, 60)

    def keep_free(self, x: float, y: float, width: float, height: float) -> None:
        """No words over this part of the map."""
        self._taken.append((x, y, x + width, y + height))

    def frame(self) -> None:
        self._sheet.box(self._x, self._y, self._width, self._height, line=0.35)

    def ways(self, traces: Sequence[Trace], *, thin: bool = False) -> None:
        """Second ways under first ones; the walked ends dotted. `thin` for many on one map."""
        wide = 0.6 if thin else 1.0
        for way in sorted(traces, key=lambda item: item.first):
            dash = () if way.first else (3.0, 1.6)
            for part in (piece for line in way.road for piece in self._clipped(line)):
                self._sheet.marks.append(Stroke(part, (1.1 if way.first else 0.8) * wide, 0, dash))
                if way.first and not thin:
                    self._arrows(part)
            for leg in way.legs:
                for part in self._clipped(leg):
                    self._sheet.marks.append(Stroke(part, 0.6, 0, (0.7, 1.3)))

    def closures(self, rows: Sequence[ClosureRow]) -> int:
        """A boxed × in the middle of each closed road in view, with the hour; how many were drawn."""
        drawn = 0
        for row in rows:
            index = self._land.ground.index.get(row.link.id)
            if index is None:
                continue
            line = self._land.lines[index] if len(self._land.lines) == len(self._land.ground.lines) else None
            if line is None:
                continue
            inside = shapely.clip_by_rect(line, *self.extent)
            if inside.is_empty:
                continue
            at = shapely.line_interpolate_point(shapely.line_merge(inside), 0.5, normalized=True)
            x, y = self.at(float(at.x), float(at.y))
            self._cross(x, y)
            said = f"{'断' if row.now else '将断'} {words.when(row.closure.start)}"
            self.label(x, y, said, 1.9, bold=True)
            drawn += 1
        return drawn

    def spots(self, spots: Sequence[Spot]) -> None:
        """Symbols first, then their words: shelters and villages always, others where there is room."""
        inside = [spot for spot in spots if self._holds(spot.x, spot.y)]
        inside = [spot for spot in inside if spot.kind != "other" or not self._covered(*self.at(spot.x, spot.y))]
        for spot in sorted(inside, key=lambda item: item.kind == "shelter"):  # a house stays seen in its village
            self._symbol(*self.at(spot.x, spot.y), spot.kind)
        for spot in sorted(inside, key=lambda item: ("shelter", "village", "meeting", "other").index(item.kind)):
            x, y = self.at(spot.x, spot.y)
            self.label(x, y, spot.name, 2.7, bold=spot.kind != "other", must=spot.kind != "other")

    def label(self, x: float, y: float, text: str, away: float, *, bold: bool = False, must: bool = True) -> None:
        """Words beside a point where nothing else stands; left out, if they may be, where there is no room."""
        size = 10.0 if bold else LEAST_SIZE
        wide, high = self._sheet.face.width(text, size, bold), size * MM_PER_POINT
        spots = [(side, down, far) for far in ((1.0, 2.0, 3.2) if must else (1.0,)) for side, down in _SPOTS]
        for number, (side, down, far) in enumerate((*spots, (1, 0.35, 1.0))):
            off = away * far
            left = x + off if side > 0 else (x - off - wide if side < 0 else x - wide / 2)
            base = y + down * off + (high * 0.35 if side else 0)
            left = min(max(left, self._x + _INSET), self._x + self._width - _INSET - wide)
            base = min(max(base, self._y + _INSET + high), self._y + self._height - _INSET)
            box = (left - 0.3, base - high * 0.9, left + wide + 0.3, base + high * 0.15)
            last = number == len(spots)
            if (last and must) or not any(_overlap(box, other) for other in self._taken):
                self._taken.append(box)
                self._sheet.box(box[0], box[1], box[2] - box[0], box[3] - box[1], line=0, fill=255)
                self._sheet.text(left, base, text, size, bold=bold)
                return

    def scale_bar(self) -> None:
        """Lower left: a round length, and north."""
        metres = next(
            (m for m in (20000, 10000, 5000, 2000, 1000, 500, 200, 100) if m / self._scale <= self._width * 0.3), 100
        )
        long = metres / self._scale
        x, y = self._x + 2.5, self._y + self._height - 3
        text = f"{metres} 米" if metres < 1000 else f"{metres // 1000} 公里"
        wide = self._sheet.face.width(text, LEAST_SIZE)
        self._sheet.box(x - 1, y - 5.2, max(long, wide) + 3, 7, line=0, fill=255)
        self._sheet.marks.append(Stroke(((x, y - 1.2), (x, y), (x + long, y), (x + long, y - 1.2)), 0.4))
        self._sheet.text(x + 0.5, y - 1.4, text, LEAST_SIZE)
        self._taken.append((x - 1, y - 5.2, x + max(long, wide) + 2, y + 1.8))
        self._north()

    def _north(self) -> None:
        x, y = self._x + self._width - 5, self._y + 8.5
        self._sheet.box(x - 2.6, y - 7.6, 5.2, 11.8, line=0, fill=255)
        self._sheet.marks.append(Area(((x, y - 7), (x + 1.7, y), (x, y - 1.6), (x - 1.7, y)), 0))
        self._sheet.text(x, y + 3.6, "北", LEAST_SIZE, bold=True, align="center")
        self._taken.append((x - 2.6, y - 7.6, x + 2.6, y + 4.2))

    def _covered(self, x: float, y: float) -> bool:
        return any(left < x < right and top < y < low for left, top, right, low in self._taken)

    # -- geometry ----------------------------------------------------------------------------------------------------

    def at(self, x: float, y: float) -> Point:
        """Metres of the ground to millimetres of the page."""
        return (
            self._x + self._width / 2 + (x - self._middle[0]) / self._scale,
            self._y + self._height / 2 - (y - self._middle[1]) / self._scale,
        )

    def _holds(self, x: float, y: float) -> bool:
        west, south, east, north = self.extent
        return west <= x <= east and south <= y <= north

    def _lines(self, lines: NDArray[np.object_], width: float, grey: int, dash: tuple[float, ...] = ()) -> None:
        if not len(lines):
            return
        near = lines[shapely.intersects(lines, shapely.box(*self.extent))]
        for part in _parts(shapely.clip_by_rect(near, *self.extent), self._scale * _FINE):
            self._sheet.marks.append(Stroke(self._page(part), width, grey, dash))

    def _clipped(self, line: Points) -> list[tuple[Point, ...]]:
        if len(line) < 2:
            return []
        cut = shapely.clip_by_rect(shapely.LineString(line), *self.extent)
        return [self._page(part) for part in _parts([cut], self._scale * _FINE)]

    def _page(self, part: Points) -> tuple[Point, ...]:
        return tuple(self.at(float(x), float(y)) for x, y in part)

    # -- symbols -----------------------------------------------------------------------------------------------------

    def _arrows(self, part: tuple[Point, ...]) -> None:
        """Heads along a way that show where it leads."""
        lengths = [math.dist(a, b) for a, b in pairwise(part)]
        total = sum(lengths)
        if total < 8:
            return
        for share in (0.5,) if total < 50 else (0.33, 0.75):
            left = total * share
            for ((x1, y1), (x2, y2)), length in zip(pairwise(part), lengths, strict=True):
                if left <= length and length > 0:
                    dx, dy = (x2 - x1) / length, (y2 - y1) / length
                    x, y = x1 + dx * left, y1 + dy * left
                    tip, back = (x + dx * 1.6, y + dy * 1.6), (x - dx * 0.9, y - dy * 0.9)
                    wing = (-dy * 1.35, dx * 1.35)
                    head = (tip, (back[0] + wing[0], back[1] + wing[1]), (back[0] - wing[0], back[1] - wing[1]))
                    if all(self._on_page(px, py) for px, py in head):
                        self._sheet.marks.append(Area(head, 0, 0.1))
                    break
                left -= length

    def _on_page(self, x: float, y: float) -> bool:
        return self._x < x < self._x + self._width and self._y < y < self._y + self._height

    def _cross(self, x: float, y: float) -> None:
        r = 1.7
        self._sheet.box(x - r, y - r, 2 * r, 2 * r, line=0.45, fill=255)
        self._sheet.rule(x - 1.1, y - 1.1, x + 1.1, y + 1.1, 0.6)
        self._sheet.rule(x - 1.1, y + 1.1, x + 1.1, y - 1.1, 0.6)
        self._taken.append((x - r, y - r, x + r, y + r))

    def _symbol(self, x: float, y: float, kind: str) -> None:
        symbol(self._sheet, x, y, kind)
        self._taken.append((x - 1.6, y - 1.6, x + 1.6, y + 1.6))


def symbol(sheet: Sheet, x: float, y: float, kind: str) -> None:
    """村 a black disc, 安全岛 a house, 集合点 a flag, other villages a ring."""
    if kind == "shelter":
        house = ((x, y - 2.2), (x + 2, y - 0.4), (x + 2, y + 1.8), (x - 2, y + 1.8), (x - 2, y - 0.4))
        sheet.marks.append(Area(house, 255, 0.5))
        sheet.marks.append(
            Area(((x - 0.6, y + 1.7), (x - 0.6, y + 0.3), (x + 0.6, y + 0.3), (x + 0.6, y + 1.7)), 0, 0.1)
        )
        return
    if kind == "meeting":
        sheet.rule(x, y - 2.4, x, y + 1.6, 0.5)
        sheet.marks.append(Area(((x, y - 2.4), (x + 2.4, y - 1.5), (x, y - 0.6)), 0, 0.1))
        return
    radius = 1.5 if kind == "village" else 0.8
    sheet.circle(x, y, radius, fill=0 if kind == "village" else 255, line=0.3)


def _parts(shapes: Iterable[shapely.Geometry], fine: float) -> Iterable[Points]:
    for shape in shapes:
        for part in shapely.get_parts(shape):
            if part.geom_type == "LineString" and not part.is_empty:
                yield shapely.get_coordinates(shapely.simplify(part, fine))


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
