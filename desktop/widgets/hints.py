"""A line of key caps and words: what the keys do here."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import current, frame_font, ipx, px
from desktop.widgets.paint import draw_keycap, draw_text, keycap_width, text_width

KEY, WORDS, GAP = "key", "words", "gap"
Part = tuple[str, str]


class HintLine(QWidget):
    """Parts from left to right; what stands after a `gap` is pushed to the right edge."""

    def __init__(self, height: float = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self.setFixedHeight(ipx(height))

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self.setAccessibleName(" ".join(text for _kind, text in parts if text))
        self.update()

    def _width(self, parts: tuple[Part, ...]) -> float:
        face = frame_font("SMALL")
        total = 0.0
        for kind, text in parts:
            total += keycap_width(text) + px(6) if kind == KEY else text_width(text, face) + px(14)
        return total

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, middle = px(14), self.height() / 2
        palette, face = current(), frame_font("SMALL")
        for at, (kind, text) in enumerate(self._parts):
            if kind == GAP:
                left = max(left, self.width() - px(10) - self._width(self._parts[at + 1 :]) + px(14))
            elif kind == KEY:
                width = keycap_width(text)
                draw_keycap(painter, QRectF(left, middle - px(11), width, px(22)), text, palette)
                left += width + px(6)
            else:
                room = QRectF(left, 0, max(0.0, self.width() - left), self.height())
                left += draw_text(painter, room, text, face, palette.color("t2")) + px(14)
        painter.end()
