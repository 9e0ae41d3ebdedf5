"""The five cells A B 邻 门 台 of 叫到哪一级: tried struck through, now bold in a strong border, later thin."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.theme import Palette, frame_font, px

TRIED, NOW, AHEAD, NOBODY = "tried", "now", "ahead", "nobody"
CELLS = 5
SIDE, GAP = 24, 2


def letters() -> str:
    """One letter a rung, in order."""
    return QCoreApplication.translate("Ladder", "AB邻门台")


def draw_rung(painter: QPainter, cell: QRectF, letter: str, state: str, palette: Palette, tried: bool = False) -> None:
    """One cell; a rung that is tried and still the one to call is bold and struck through."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    now = state == NOW
    if now:
        painter.setPen(QPen(palette.color("t1"), px(2)))
        painter.drawRect(cell.adjusted(px(1), px(1), -px(1), -px(1)))
    else:
        style = Qt.PenStyle.DotLine if state == NOBODY else Qt.PenStyle.SolidLine
        painter.setPen(QPen(palette.color("line2" if state == TRIED else "line"), 1, style))
        painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5))
    ink = palette.color("t1" if now else "t2" if state == TRIED else "t3")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state != NOBODY:
        painter.setPen(ink)
        painter.setFont(frame_font("SMALL", bold=now))
        painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), letter)
    if state == TRIED or (now and tried):
        painter.setPen(QPen(ink, 1.2))
        inset = px(3)
        painter.drawLine(
            QPointF(cell.left() + inset, cell.top() + inset), QPointF(cell.right() - inset, cell.bottom() - inset)
        )
    painter.restore()


def draw_ladder(painter: QPainter, left: float, top: float, states: tuple[str, ...], palette: Palette) -> float:
    """Cells of 24 x 24, 2 apart, by their states; returns the logical width used."""
    for at, (letter, state) in enumerate(zip(letters(), states, strict=True)):
        draw_rung(painter, QRectF(left + at * px(SIDE + GAP), top, px(SIDE), px(SIDE)), letter, state, palette)
    return len(states) * px(SIDE + GAP) - px(GAP)
