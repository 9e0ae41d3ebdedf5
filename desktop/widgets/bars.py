"""Occupancy: solid = there, hatch = the plan still sends, empty = room; ninety per cent changes colour and hatch."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Palette, current, ipx, px

CROWDED = 0.9


def draw_bar(painter: QPainter, rect: QRectF, inside: int, coming: int, capacity: int, palette: Palette) -> None:
    """One bar; more than capacity is drawn full with an end tick. Capacity 0 draws an empty frame."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(rect, palette.color("bg0" if palette.night else "bg1"))
    share = min(1.0, inside / capacity) if capacity else 0.0
    after = min(1.0, (inside + coming) / capacity) if capacity else 0.0
    crowded = after >= CROWDED
    there = QRectF(rect.left(), rect.top(), rect.width() * share, rect.height())
    painter.fillRect(there, palette.color("go" if share >= CROWDED else "done"))
    if share >= CROWDED:
        painter.fillRect(there, QBrush(palette.color("bg1"), Qt.BrushStyle.BDiagPattern))
    to_come = QRectF(there.right(), rect.top(), rect.width() * (after - share), rect.height())
    painter.fillRect(to_come, QBrush(palette.color("go" if crowded else "done"), Qt.BrushStyle.BDiagPattern))
    if crowded:
        tick = rect.left() + rect.width() * after - px(3)
        painter.fillRect(QRectF(tick, rect.top(), px(3), rect.height()), palette.color("go"))
    painter.setPen(QPen(palette.color("line2"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0, 0, -1, -1))
    painter.restore()


class OccupancyBar(QWidget):
    """`draw_bar` in a layout, 16 high."""

    def __init__(self, height: float = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._figures = (0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, inside: int, coming: int, capacity: int) -> None:
        self._figures = (inside, coming, capacity)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(170), ipx(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        inside, coming, capacity = self._figures
        draw_bar(painter, QRectF(self.rect()), inside, coming, capacity, current())
        painter.end()
