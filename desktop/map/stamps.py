"""Symbols and texts painted once and stamped many times: a map frame draws hundreds of them in a millisecond."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from desktop.theme import Palette, font, px
from desktop.widgets.symbols import draw_symbol

_HALO = 3.5
_KEEP = 4_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label: its words, type step, weight and colour token."""

    text: str
    step: str = "SMALL"
    bold: bool = False
    colour: str = "t1"


class Stamps:
    """Painted pieces for one palette and pixel ratio; make a new one when either changes."""

    def __init__(self, palette: Palette, ratio: float) -> None:
        self.palette = palette
        self.ratio = ratio
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
        pen = QPen(self._halo_colour(), 2 * halo, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        for line, m, height in zip(lines, metrics, heights, strict=True):
            path = QPainterPath()
            path.addText(
                QPointF(halo, baseline + m.ascent() - (m.height() - height) / 2), font(line.step, line.bold), line.text
            )
            painter.strokePath(path, pen)
            painter.fillPath(path, self.palette.color(line.colour))
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
