"""How list rows are painted: ground with selection outline, two lines of text, a life bar. Plain values only."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.theme import Palette, current, font, ipx, px, text_scale
from desktop.widgets.paint import draw_text

ROW = 50
HEAD = 32
_UPPER, _LOWER, _TWO_LINES = 26, 21, 40  # heights of the lines, and the least that both of them can be read in


def row_height(row: float = ROW) -> int:
    """A row with room for both lines at the text size in force, in logical pixels."""
    return round(ipx(row) * text_scale())


def has_room_for_two(height: float) -> bool:
    """Whether both lines stand in a row of this height; of the roll at 特大 only the first does."""
    return height >= px(_TWO_LINES) * text_scale()


def is_selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]


def row_rect(option: QStyleOptionViewItem) -> QRectF:
    return QRectF(option.rect)  # type: ignore[attr-defined]


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, first: bool, last: bool) -> None:
    """Selection as ground and a 2 px outline round the row; else a hairline below."""
    rect, palette = row_rect(option), current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # or neighbours show a seam at 125 %
    _ground(painter, option, rect, palette, first, last)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _ground(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, palette: Palette, first: bool, last: bool
) -> None:
    if not is_selected(option):
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), palette.color("line"))
        return
    painter.fillRect(rect, palette.color("sel"))
    edge, focus = px(2), palette.color("focus")
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), edge), focus)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - edge, rect.width(), edge), focus)
    if first:
        painter.fillRect(QRectF(rect.left(), rect.top(), edge, rect.height()), focus)
    if last:
        painter.fillRect(QRectF(rect.right() - edge, rect.top(), edge, rect.height()), focus)


def paint_two_lines(
    painter: QPainter,
    rect: QRectF,
    upper: str,
    lower: str,
    bold: bool = False,
    lower_bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Body line over small line, elided at the end; in a row without room for two only the first."""
    palette, scale = current(), text_scale()
    top, high = rect.top(), rect.height()
    if both := bool(lower) and has_room_for_two(high):
        top, high = top + (high - px(_UPPER + _LOWER) * scale) / 2, px(_UPPER) * scale
    above = QRectF(rect.left(), top, rect.width(), high)
    draw_text(painter, above, upper, font("BODY", bold), palette.color("t1"), align)
    if both:
        below = QRectF(rect.left(), top + high, rect.width(), px(_LOWER) * scale)
        draw_text(painter, below, lower, font("SMALL", lower_bold), palette.color("t1" if lower_bold else "t2"), align)


def paint_life_bar(painter: QPainter, rect: QRectF) -> None:
    painter.fillRect(QRectF(rect.left(), rect.top(), px(6), rect.height()), current().color("life"))


def ready(painter: QPainter) -> None:
    """Start a cell: smooth edges, no brush left over."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
