"""The island chain 岛链: islands along the river, grouped by town, side valleys last; 150 high."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Palette, current, font, ipx, px, text_scale
from desktop.widgets.paint import draw_text, text_width
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
HEIGHT = 118  # 150 with the line of words above it
WIDE, NARROW, GAP = 88.0, 27.0, 10.0
RIVER_Y = 49.0


@dataclass(frozen=True, slots=True)
class Island:
    """One square: `level` filled from 0 to 1; `state` is open, proposed or shut; `words` stand below a wide one."""

    ident: str
    name: str
    state: str
    level: float
    words: str
    rank: int

    @property
    def spoken(self) -> str:
        return f"{self.name} {self.words}"


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    islands: tuple[Island, ...]
    side: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an island is drawn, in logical pixels."""

    island: Island
    rect: QRectF
    wide: bool


def widths(
    towns: tuple[Town, ...], room: float, label_widths: tuple[float, ...], broad: float = WIDE
) -> tuple[set[str], float]:
    """Which islands get room for words, `broad` each (best rank first, as long as they fit), and the width of the
    others."""
    wide: set[str] = set()

    def total(chosen: set[str], narrow: float) -> float:
        return sum(
            max(label, sum(broad if island.ident in chosen else narrow for island in town.islands)) + GAP
            for town, label in zip(towns, label_widths, strict=True)
        )

    wanted = sorted((i for town in towns for i in town.islands if i.state != "shut"), key=lambda i: (i.rank, i.ident))
    for island in wanted:
        if total(wide | {island.ident}, NARROW) <= room:
            wide.add(island.ident)
    spare = room - total(wide, NARROW)
    count = sum(len(town.islands) for town in towns) - len(wide)
    return wide, NARROW + max(-6.0, min(9.0, spare / count if count else 0.0))


class ChainStrip(QWidget):
    """Arrows walk the chain; a click or a step chooses. Its twin is the list below it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._towns: tuple[Town, ...] = ()
        self._chosen = ""
        self._spots: tuple[Spot, ...] = ()
        self._groups: tuple[tuple[Town, float, float], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(translate("Shelters", "岛链"))

    def sizeHint(self) -> QSize:
        return QSize(ipx(1254), ipx(HEIGHT))

    def show_towns(self, towns: tuple[Town, ...], chosen: str) -> None:
        if (towns, chosen) == (self._towns, self._chosen):
            return
        self._towns, self._chosen = towns, chosen
        self._lay_out()
        words = next((spot.island.spoken for spot in self._spots if spot.island.ident == chosen), "")
        self.setAccessibleDescription(words)
        self.update()

    def resizeEvent(self, _: object) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        scale = px(1)
        labels = tuple(text_width(town.name, font("SMALL")) / scale + 6 for town in self._towns)
        room = self.width() / scale - 28
        broad = WIDE * text_scale()
        wide, narrow = widths(self._towns, room, labels, broad)
        spots: list[Spot] = []
        groups: list[tuple[Town, float, float]] = []
        left = 14.0
        for town, label in zip(self._towns, labels, strict=True):
            own = sum(broad if island.ident in wide else narrow for island in town.islands)
            width = max(own, label)
            at = left + (width - own) / 2
            for island in town.islands:
                slot = broad if island.ident in wide else narrow
                side = 26.0 if island.state != "shut" else 20.0
                center = at + slot / 2
                rect = QRectF(px(center - side / 2), px(RIVER_Y - side / 2), px(side), px(side))
                spots.append(Spot(island, rect, island.ident in wide))
                at += slot
            groups.append((town, px(left), px(width)))
            left += width + GAP
        self._spots, self._groups = tuple(spots), tuple(groups)

    def spots(self) -> tuple[Spot, ...]:
        return self._spots

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = event.position()
        near = min(self._spots, key=lambda s: abs(s.rect.center().x() - at.x()), default=None)
        if near is not None and abs(near.rect.center().x() - at.x()) < px(WIDE / 2):
            self.chosen.emit(near.island.ident)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self._spots:
            super().keyPressEvent(event)
            return
        order = [spot.island.ident for spot in self._spots]
        now = order.index(self._chosen) if self._chosen in order else 0
        self.chosen.emit(order[min(len(order) - 1, max(0, now + step))])

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        self._paint_river(painter, palette)
        for town, left, width in self._groups:
            rect = QRectF(left, px(2), width, px(22))
            draw_text(painter, rect, town.name, font("SMALL"), palette.color("t1"), Qt.AlignmentFlag.AlignHCenter)
            if all(island.state == "shut" for island in town.islands):
                below = QRectF(left, px(72), width, px(22))
                shut = translate("Shelters", "未开")
                draw_text(painter, below, shut, font("SMALL"), palette.color("t3"), Qt.AlignmentFlag.AlignHCenter)
        for spot in self._spots:
            self._paint_island(painter, palette, spot)
        if self.hasFocus():
            painter.setPen(QPen(palette.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_river(self, painter: QPainter, palette: Palette) -> None:
        on_river = [(left, width) for town, left, width in self._groups if not town.side]
        if not on_river:
            return
        start, end = px(14), on_river[-1][0] + on_river[-1][1]
        path = QPainterPath(QPointF(start, px(RIVER_Y)))
        steps = 120
        for step in range(1, steps + 1):
            x = start + (end - start) * step / steps
            path.lineTo(QPointF(x, px(RIVER_Y + 3 * math.sin(step / steps * 5 * math.pi))))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in (("river_edge", 13.0), ("river", 10.0)):
            painter.setPen(QPen(palette.color(color), px(width), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawPath(path)

    def _paint_island(self, painter: QPainter, palette: Palette, spot: Spot) -> None:
        island, rect = spot.island, spot.rect
        painter.fillRect(rect, palette.color("bg1"))
        if island.state == "open":
            draw_symbol(painter, f"shelter:{island.level:.2f}", rect.adjusted(-px(3), -px(3), px(3), px(3)), palette)
        elif island.state == "proposed":
            pen = QPen(palette.color("t1"), px(2), Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([2.2, 1.6])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(px(1), px(1), -px(1), -px(1)))
        else:
            draw_symbol(painter, "shelter_closed", rect, palette)
        picked = island.ident == self._chosen
        if picked:
            painter.setPen(QPen(palette.color("focus"), px(3)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-px(5), -px(5), px(5), px(5)))
        if spot.wide:
            _paint_words(painter, palette, island, rect.center().x(), picked)


def _paint_words(painter: QPainter, palette: Palette, island: Island, center: float, picked: bool) -> None:
    middle = Qt.AlignmentFlag.AlignHCenter
    wide = px(WIDE * text_scale())
    box = QRectF(center - wide / 2 + px(1), px(70), wide - px(2), px(22))
    draw_text(painter, box, island.name, font("SMALL", bold=picked), palette.color("t1"), middle)
    draw_text(painter, box.translated(0, px(20)), island.words, font("SMALL"), palette.color("t2"), middle)
