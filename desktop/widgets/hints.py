"""A line of key caps and words: what the keys do here."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import current, frame_font, ipx, px
from desktop.widgets.paint import draw_keycap, draw_text, keycap_width, text_width

KEY, WORDS, GAP = "key", "words", "gap"
_FURTHER = 26  # height of every further line
Part = tuple[str, str]


class HintLine(QWidget):
    """Parts from left to right; what stands after a `gap` is pushed to the right edge. Where they have no room beside
    each other they go on in another line, a key never without its word."""

    def __init__(self, height: float = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._high = ipx(height)
        self.setFixedHeight(self._high)

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self.setAccessibleName(" ".join(text for _kind, text in parts if text))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = max(1, len(self._lines()))
        self.setFixedHeight(self._high + (lines - 1) * ipx(_FURTHER))

    def _lines(self) -> list[list[Part]]:
        """The parts line by line."""
        lines: list[list[Part]] = [[]]
        for group in _groups(self._parts):
            if lines[-1] and px(14) + _width((*lines[-1], *group)) > self.width():
                lines.append([])
            lines[-1] += group
        return lines

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self._high / 2
        for line in self._lines():
            self._paint_line(painter, tuple(line), middle)
            middle += ipx(_FURTHER)
        painter.end()

    def _paint_line(self, painter: QPainter, parts: tuple[Part, ...], middle: float) -> None:
        left, palette, face = px(14), current(), frame_font("SMALL")
        for at, (kind, text) in enumerate(parts):
            if kind == GAP:
                left = max(left, self.width() - px(10) - _width(parts[at + 1 :]) + px(14))
            elif kind == KEY:
                width = keycap_width(text)
                draw_keycap(painter, QRectF(left, middle - px(11), width, px(22)), text, palette)
                left += width + px(6)
            else:
                room = QRectF(left, middle - px(14), max(0.0, self.width() - left), px(28))
                left += draw_text(painter, room, text, face, palette.color("t2")) + px(14)


def _width(parts: tuple[Part, ...]) -> float:
    face = frame_font("SMALL")
    widths = {KEY: lambda text: keycap_width(text) + px(6), WORDS: lambda text: text_width(text, face) + px(14)}
    return sum(widths[kind](text) for kind, text in parts if kind != GAP)


def _groups(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """What has to stay together: keys with the words behind them."""
    groups: list[tuple[Part, ...]] = []
    held: tuple[Part, ...] = ()
    for part in parts:
        held += (part,)
        if part[0] == WORDS:
            groups.append(held)
            held = ()
    return [*groups, held] if held else groups
