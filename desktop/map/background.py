"""Land, relief, water, roads and the veil as one picture, 1.5 times the view, painted off the GUI thread.

`render` needs a QGuiApplication but no window: the picture command and the tests use it as it is. `BackgroundItem`
blits the newest picture at once while the view moves and asks for a better one when it runs out (tech study, section
2: a full repaint takes up to 60 ms on a large network, a blit 1 to 2 ms).
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from desktop.map.frame import Box, Detail, Frame
from desktop.map.ground import Ground
from desktop.map.projection import Points
from desktop.theme import Palette, px

log = logging.getLogger(__name__)

GROWTH = 1.5
_RATIOS = (0.5, 1.7)
_IDLE_MS = 150
_GREY_PER_STEP = 3  # ten steps within +-15 of 255
_RELIEF_UNTIL_KM = 3.0
_STREAM_BASIN_KM2 = 14.0
_DROP_MINOR_ABOVE = 30.0  # metres per pixel
_VEIL = 0.55
# PySide keeps the interpreter while it draws a batch of lines: small ones let the window breathe in between.
_CHUNK = 1_500
# Widths in design pixels by level of detail: river, streams, main roads, other roads (ui.md section 5).
_WIDTHS = {
    Detail.DISTRICT: (4.0, 1.2, 2.6, 1.4),
    Detail.TOWN: (9.0, 1.6, 5.0, 2.8),
    Detail.VILLAGE: (14.0, 2.0, 7.0, 4.0),
}
_CASING = 2.4


@dataclass(frozen=True)
class Backdrop:
    """A finished background and the frame it was painted for."""

    image: QImage
    frame: Frame
    detail: Detail
    palette: Palette


def render(ground: Ground, view: Frame, palette: Palette, ratio: float, growth: float = 1.0) -> Backdrop:
    """Paint `view` and, with `growth` above 1, what lies around it; `ratio` is device pixels per logical pixel.

    Safe off the GUI thread.
    """
    frame = view.grown(growth)
    image = QImage(max(1, round(frame.width * ratio)), max(1, round(frame.height * ratio)), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(palette.color("land"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    river, stream, main, other = (px(width) for width in _WIDTHS[view.detail])
    if view.km > _RELIEF_UNTIL_KM:
        _relief(painter, ground, frame, palette)
    _streams(painter, ground, frame, palette, stream, view.detail)
    _outline(painter, ground, frame, palette)
    _river(painter, ground, frame, palette, river)
    _roads(painter, ground, frame, palette, (main, other), view.detail)
    _veil(painter, ground, frame, palette)
    painter.end()
    return Backdrop(image, frame, view.detail, palette)


def _relief(painter: QPainter, ground: Ground, frame: Frame, palette: Palette) -> None:
    if ground.relief is None:
        return
    land = palette.color("land")
    # Indexed by step + 5: alpha-free colours, so that the grey never drifts from the land colour.
    table = [_shifted(land, step * _GREY_PER_STEP).rgb() for step in range(-5, 5)]
    cells = np.ascontiguousarray(ground.relief.steps + 5).astype(np.uint8)
    rows, columns = cells.shape
    image = QImage(cells.tobytes(), columns, rows, columns, QImage.Format.Format_Indexed8)
    image.setColorTable(table)
    west, south, east, north = ground.relief.box
    left, top = frame.pixel(west, north)
    right, bottom = frame.pixel(east, south)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(left, top, right - left, bottom - top), image.convertToFormat(QImage.Format.Format_RGB32))


def _shifted(colour: QColor, by: int) -> QColor:
    return QColor(*(min(255, max(0, part + by)) for part in (colour.red(), colour.green(), colour.blue())))


def _streams(painter: QPainter, ground: Ground, frame: Frame, palette: Palette, width: float, detail: Detail) -> None:
    painter.setPen(_pen(palette.color("stream"), width))
    for area, line in ground.streams:
        if detail > Detail.DISTRICT or area > _STREAM_BASIN_KM2:
            painter.drawPolyline(polygon(frame.pixels(line)))


def _outline(painter: QPainter, ground: Ground, frame: Frame, palette: Palette) -> None:
    pen = _pen(palette.color("outline"), px(1.6))
    pen.setDashPattern([7, 4, 1.5, 4])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ring in ground.outline:
        painter.drawPolygon(polygon(frame.pixels(ring)))


def _river(painter: QPainter, ground: Ground, frame: Frame, palette: Palette, width: float) -> None:
    for colour, extra in (("river_edge", px(2.0)), ("river", 0.0)):
        painter.setPen(_pen(palette.color(colour), width + (extra if not palette.night else 0.0)))
        for line in ground.river:
            painter.drawPolyline(polygon(frame.pixels(line)))


def _roads(
    painter: QPainter, ground: Ground, frame: Frame, palette: Palette, widths: tuple[float, float], detail: Detail
) -> None:
    main, other = widths
    seen = _overlapping(ground.boxes, frame.box)
    if frame.scale > _DROP_MINOR_ABOVE:
        seen &= ~ground.minor
    segments, is_main = _segments(ground, frame, seen)
    land, casing = palette.color("land"), px(_CASING)
    classes = (
        (segments[~is_main], palette.color("road"), other),
        (segments[is_main], palette.color("road_main"), main),
    )
    # With many roads in view casings would hide the roads beside them and double the work.
    if len(segments) < 20_000 and detail > Detail.DISTRICT:
        for lines, _, width in classes:
            _draw_lines(painter, lines, _road_pen(land, width + casing))
    for lines, colour, width in classes:
        _draw_lines(painter, lines, _road_pen(colour, width))


def _segments(ground: Ground, frame: Frame, seen: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Segments of the seen links in pixels, (n, 4), and which of them belong to main roads."""
    roads = ground.lod(frame.scale)
    rows = np.flatnonzero(seen)
    counts = roads.first[rows + 1] - roads.first[rows]
    # The runs of the seen links one after another: work grows with what is seen, not with the whole network.
    starts = np.repeat(roads.first[rows] - (np.cumsum(counts) - counts), counts)
    segments = roads.segments[starts + np.arange(len(starts))]
    segments[:, 0::2] = (segments[:, 0::2] - frame.x) / frame.scale + frame.width / 2
    segments[:, 1::2] = (frame.y - segments[:, 1::2]) / frame.scale + frame.height / 2
    return segments, np.repeat(ground.main[rows], counts)


def _overlapping(boxes: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    west, south, east, north = box
    return np.asarray((boxes[:, 2] >= west) & (boxes[:, 0] <= east) & (boxes[:, 3] >= south) & (boxes[:, 1] <= north))


def _draw_lines(painter: QPainter, lines: NDArray[np.float64], pen: QPen) -> None:
    if not len(lines):
        return
    painter.setPen(pen)
    array = PrimitiveArray(QLineF, 4)
    for begin in range(0, len(lines), _CHUNK):
        part = lines[begin : begin + _CHUNK]
        array.resize(len(part))
        array.ndarray()[:] = part
        painter.drawLines(*array.drawargs())


def _road_pen(colour: QColor, width: float) -> QPen:
    """Square caps close the joints; round ones leave Qt's quick way for lines and cost twenty times as much."""
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)


def _veil(painter: QPainter, ground: Ground, frame: Frame, palette: Palette) -> None:
    if not ground.outline:
        return
    path = QPainterPath()
    path.addRect(QRectF(0, 0, frame.width, frame.height))
    for ring in ground.outline:
        path.addPolygon(polygon(frame.pixels(ring)))
        path.closeSubpath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    colour = palette.color("shade")
    colour.setAlphaF(_VEIL)
    painter.fillPath(path, colour)


def polygon(points: Points) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class BackgroundItem(QGraphicsObject):
    """Shows the newest backdrop under the current frame and renews it in a worker thread of its own."""

    _finished = Signal(object)
    renewed = Signal()

    def __init__(self, frame: Callable[[], Frame], ratio: Callable[[], float], palette: Palette) -> None:
        super().__init__()
        self._frame = frame
        self._ratio = ratio
        self._palette = palette
        self._ground: Ground | None = None
        self._backdrop: Backdrop | None = None
        self._thread = ThreadPoolExecutor(1, "map-background")
        self._pending: Future[None] | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._when_idle)
        self._finished.connect(self._show)
        self.renders = 0
        self._closed = False

    def set_ground(self, ground: Ground) -> None:
        self._ground = ground
        self._backdrop = None
        self._ask()

    def set_palette(self, palette: Palette) -> None:
        self._palette = palette
        self._ask()

    def moved(self) -> None:
        """The view changed: renew now when the picture no longer covers it well, and once after it comes to rest."""
        if self._backdrop is None or not _serves(self._backdrop, self._frame()):
            self._ask()
        self._idle.start()
        self.update()

    def close(self) -> None:
        """Finish the picture under way, start no other: before this item goes."""
        self._closed = True
        self._idle.stop()
        self._thread.shutdown(wait=True, cancel_futures=True)

    @property
    def ready(self) -> bool:
        return self._backdrop is not None

    def boundingRect(self) -> QRectF:
        frame = self._frame()
        return QRectF(0, 0, frame.width, frame.height)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        frame = self._frame()
        if self._backdrop is None:
            painter.fillRect(self.boundingRect(), self._palette.color("land"))
            return
        blit(painter, self._backdrop, frame)

    def _ask(self) -> None:
        """Ask for a new picture unless one is on its way; `_show` asks again if the view has moved on by then."""
        if self._closed or self._ground is None or (self._pending is not None and not self._pending.done()):
            return
        frame = self._frame()
        if frame.width < 2 or frame.height < 2:
            return
        self._pending = self._thread.submit(self._paint, self._ground, frame, self._palette, self._ratio())

    def _paint(self, ground: Ground, frame: Frame, palette: Palette, ratio: float) -> None:
        try:
            backdrop = render(ground, frame, palette, ratio, GROWTH)
        except Exception:
            log.exception("the map background could not be painted")
            raise
        self._finished.emit(backdrop)

    def _show(self, backdrop: Backdrop) -> None:
        self._backdrop = backdrop
        self.renders += 1
        self._pending = None
        if backdrop.palette is not self._palette or not _serves(backdrop, self._frame()):
            self._ask()
        self.update()
        self.renewed.emit()

    def _when_idle(self) -> None:
        if self._backdrop is None or not _exact(self._backdrop, self._frame()):
            self._ask()


def blit(painter: QPainter, backdrop: Backdrop, frame: Frame) -> None:
    """Draw the part of the picture that the frame shows, scaled if the zoom differs."""
    land = backdrop.palette.color("land")
    painter.fillRect(QRectF(0, 0, frame.width, frame.height), land)
    drawn = backdrop.frame
    times = drawn.scale / frame.scale
    middle_x, middle_y = frame.pixel(drawn.x, drawn.y)
    width, height = drawn.width * times, drawn.height * times
    if abs(times - 1) < 1e-6:
        painter.drawImage(QPointF(middle_x - width / 2, middle_y - height / 2), backdrop.image)
    else:
        target = QRectF(middle_x - width / 2, middle_y - height / 2, width, height)
        painter.drawImage(target, backdrop.image)


def _serves(backdrop: Backdrop, wanted: Frame) -> bool:
    ratio = backdrop.frame.scale / wanted.scale
    if not _RATIOS[0] <= ratio <= _RATIOS[1] or backdrop.detail is not wanted.detail:
        return False
    west, south, east, north = backdrop.frame.box
    box = wanted.box
    return box[0] >= west and box[1] >= south and box[2] <= east and box[3] <= north


def _exact(backdrop: Backdrop, wanted: Frame) -> bool:
    return backdrop.frame.scale == wanted.scale and _serves(backdrop, wanted)
