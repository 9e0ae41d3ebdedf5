"""Symbols and texts painted once and stamped many times: a map frame draws hundreds of them in a millisecond."""

import math
from dataclasses import dataclass

from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QPixmap

from desktop.map.projection import Points
from desktop.theme import Palette, font, px
from desktop.widgets.symbols import draw_symbol

_HALO = 3.5
_KEEP = 4_000
_AROUND = tuple((0.72 * math.cos(turn * math.pi / 6), 0.72 * math.sin(turn * math.pi / 6)) for turn in range(12))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label: its words, type step, weight and colour token."""

    text: str
    step: str = "SMALL"
    bold: bool = False
    colour: str = "t1"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a label shows: its lines, in a box when `fill` names a token, with a symbol before them."""

    lines: tuple[Line, ...]
    fill: str = ""
    border: str = ""
    symbol: str = ""


class Stamps:
    """Painted pieces for one palette and pixel ratio; make a new one when either changes."""

    def __init__(self, palette: Palette, ratio: float) -> None:
        self.palette = palette
        self.ratio = ratio
        self._pixmaps: dict[tuple[str, float], QPixmap] = {}
        self._sizes: dict[Stamp, tuple[float, float]] = {}
        self._metrics: dict[tuple[str, bool], QFontMetricsF] = {}
        self._symbols: dict[tuple[str, float], QImage] = {}
        self._texts: dict[tuple[tuple[Line, ...], str, str, str], QImage] = {}

    def symbol(self, name: str, side: float) -> QImage:
        """A symbol on a thin casing of land colour, `side` logical pixels."""
        known = self._symbols.get((name, side))
        if known is None:
            known = self.blank(QSizeF(side, side))
            painter = QPainter(known)
            draw_symbol(painter, name, QRectF(0, 0, side, side), self.palette)
            painter.end()
            self._symbols[name, side] = known
        return known

    def scatter(self, painter: QPainter, name: str, side: float, centres: Points) -> None:
        """One symbol at many places, (n, 2) logical pixels, in one call: a call each would let the painting thread in
        between and the frame wait for it."""
        if not len(centres):
            return
        image = self.symbol(name, side)
        if (name, side) not in self._pixmaps:
            plain = image.copy()
            plain.setDevicePixelRatio(1.0)
            self._pixmaps[name, side] = QPixmap.fromImage(plain)
        fragments = PrimitiveArray(QPainter.PixmapFragment, 10)
        fragments.resize(len(centres))
        table = fragments.ndarray()
        table[:, 0:2] = centres
        # source rectangle, scale from device to logical pixels, rotation, opacity
        table[:, 2:] = (0, 0, image.width(), image.height(), 1 / self.ratio, 1 / self.ratio, 0, 1)
        painter.drawPixmapFragments(*fragments.drawargs(), self._pixmaps[name, side])  # type: ignore[call-arg]

    def text(self, lines: tuple[Line, ...], fill: str = "", border: str = "", symbol: str = "") -> QImage:
        """Lines of text: with a halo, or in a box when a `fill` token is given, with a symbol before them."""
        key = (lines, fill, border, symbol)
        known = self._texts.get(key)
        if known is None:
            if len(self._texts) > _KEEP:
                self._texts.clear()
            known = self._box(lines, fill, border, symbol) if fill else self._haloed(lines)
            self._texts[key] = known
        return known

    def stamp(self, stamp: Stamp) -> QImage:
        return self.text(stamp.lines, stamp.fill, stamp.border, stamp.symbol)

    def measure(self, stamp: Stamp) -> tuple[float, float]:
        """Width and height that a stamp will have, without painting it."""
        known = self._sizes.get(stamp)
        if known is None:
            widths, heights = zip(*(self._line_size(line) for line in stamp.lines), strict=True)
            lead = px(22) if stamp.symbol else 0.0
            room = (lead + 2 * px(8), 2 * px(3)) if stamp.fill else (2 * px(_HALO), 2 * px(_HALO))
            known = self._sizes[stamp] = (max(widths) + room[0], sum(heights) + room[1])
        return known

    def _line_size(self, line: Line) -> tuple[float, float]:
        face = (line.step, line.bold)
        if face not in self._metrics:
            self._metrics[face] = QFontMetricsF(font(*face))
        metrics = self._metrics[face]
        return metrics.horizontalAdvance(line.text), _line_height(metrics)

    def size(self, image: QImage) -> QSizeF:
        return QSizeF(image.width() / self.ratio, image.height() / self.ratio)

    def blank(self, size: QSizeF) -> QImage:
        image = QImage(
            int(size.width() * self.ratio + 0.999),
            int(size.height() * self.ratio + 0.999),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        image.setDevicePixelRatio(self.ratio)
        image.fill(Qt.GlobalColor.transparent)
        return image

    def _haloed(self, lines: tuple[Line, ...]) -> QImage:
        halo = px(_HALO)
        metrics = [QFontMetricsF(font(line.step, line.bold)) for line in lines]
        width = max(m.horizontalAdvance(line.text) for m, line in zip(metrics, lines, strict=True))
        heights = [_line_height(m) for m in metrics]
        image = self.blank(QSizeF(width + 2 * halo, sum(heights) + 2 * halo))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        baseline = halo
        colour = self._halo_colour()
        for line, m, height in zip(lines, metrics, heights, strict=True):
            at = QPointF(halo, baseline + m.ascent() - (m.height() - height) / 2)
            painter.setFont(font(line.step, line.bold))
            painter.setPen(colour)
            for dx, dy in _AROUND:  # four times faster than stroking the outlines of Han characters
                painter.drawText(at + QPointF(dx * halo, dy * halo), line.text)
            painter.setPen(self.palette.color(line.colour))
            painter.drawText(at, line.text)
            baseline += height
        painter.end()
        return image

    def _halo_colour(self) -> QColor:
        return self.palette.color("bg0") if self.palette.night else self.palette.color("bg1")

    def _box(self, lines: tuple[Line, ...], fill: str, border: str, symbol: str) -> QImage:
        metrics = [QFontMetricsF(font(line.step, line.bold)) for line in lines]
        width = max(m.horizontalAdvance(line.text) for m, line in zip(metrics, lines, strict=True))
        heights = [_line_height(m) for m in metrics]
        lead = px(22) if symbol else 0.0
        size = QSizeF(width + lead + 2 * px(8), sum(heights) + 2 * px(3))
        image = self.blank(size)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if border:
            painter.setPen(QPen(self.palette.color(border), 1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette.color(fill))
        painter.drawRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1))
        if symbol:
            side = px(16)
            draw_symbol(painter, symbol, QRectF(px(7), (size.height() - side) / 2, side, side), self.palette)
        top = px(3)
        for line, m, height in zip(lines, metrics, heights, strict=True):
            painter.setFont(font(line.step, line.bold))
            painter.setPen(self.palette.color(line.colour))
            painter.drawText(QPointF(px(8) + lead, top + m.ascent() - (m.height() - height) / 2), line.text)
            top += height
        painter.end()
        return image


def _line_height(metrics: QFontMetricsF) -> float:
    """Closer than the face's own spacing: a label of two lines is one thing."""
    return metrics.height() * 0.86
