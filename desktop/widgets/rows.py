"""How list rows are painted: ground with selection outline, two lines of text, a life bar. Plain values only."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.theme import ONE_LINE_FROM, Palette, current, font, px, text_scale
from desktop.widgets.paint import draw_text

ROW = 50
HEAD = 32


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
    painter: QPainter, rect: QRectF, upper: str, lower: str, bold: bool = False, lower_bold: bool = False
) -> None:
    """Body line over small line, elided at the end; without room for two (特大) only the first."""
    palette = current()
    both = bool(lower) and text_scale() < ONE_LINE_FROM
    top = QRectF(rect.left(), rect.top() + (px(2) if both else 0), rect.width(), px(26) if both else rect.height())
    draw_text(painter, top, upper, font("BODY", bold), palette.color("t1"))
    if both:
        below = QRectF(rect.left(), rect.top() + px(26), rect.width(), px(21))
        draw_text(painter, below, lower, font("SMALL", lower_bold), palette.color("t1" if lower_bold else "t2"))


def paint_life_bar(painter: QPainter, rect: QRectF) -> None:
    painter.fillRect(QRectF(rect.left(), rect.top(), px(6), rect.height()), current().color("life"))


def ready(painter: QPainter) -> None:
    """Start a cell: smooth edges, no brush left over."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
