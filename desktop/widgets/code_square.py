"""A square code for a scanner: dark on white whatever the palette, with the quiet zone that readers need."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import ipx

QUIET = 4
Blocks = tuple[tuple[int, int, int, int], ...]


class CodeSquare(QWidget):
    """`blocks` are (column, row, width, height) of what is dark, `side` the modules without the quiet zone."""

    def __init__(self, size: float = 200, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._side = 0
        self._blocks: Blocks = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, side: int, blocks: Blocks, name: str) -> None:
        self._side, self._blocks = side, blocks
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(self._size), ipx(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._side:
            module = max(1, min(self.width(), self.height()) // (self._side + 2 * QUIET))
            left = (self.width() - module * self._side) / 2
            top = (self.height() - module * self._side) / 2
            for column, row, width, height in self._blocks:
                piece = QRectF(left + column * module, top + row * module, width * module, height * module)
                painter.fillRect(piece, Qt.GlobalColor.black)
        painter.end()
