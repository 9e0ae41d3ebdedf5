"""A key cap standing in a layout."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import current, px
from desktop.widgets.paint import draw_keycap, keycap_width


class KeyCap(QWidget):
    """`text` is what stands on the key; an empty text takes no room."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(keycap_width(self._text)) + 1 if self._text else 0, round(px(22)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._text:
            draw_keycap(painter, QRectF(self.rect()), self._text, current())
        painter.end()
