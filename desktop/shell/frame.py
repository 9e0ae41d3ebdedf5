"""The frame round the window: it says from three metres away whether this is a drill."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import current, ipx
from desktop.widgets.paint import hatch

FRAME = 6


class Frame(QWidget):
    """6 px all round: hatched in a drill, plain on a real desk."""

    def __init__(self, drill: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drill = drill
        self.setObjectName("frame")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("bg0"))
        if self._drill:
            edge, whole = ipx(FRAME), QRectF(self.rect())
            for side in (
                QRectF(0, 0, whole.width(), edge),
                QRectF(0, whole.height() - edge, whole.width(), edge),
                QRectF(0, 0, edge, whole.height()),
                QRectF(whole.width() - edge, 0, edge, whole.height()),
            ):
                hatch(painter, side, current().color("drill_frame"))
        painter.end()
