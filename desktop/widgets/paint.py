"""Small drawings that several pieces share: hatch, key caps, step cells, elided text. Sizes are design pixels."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop.theme import Palette, frame_font, px

STEPS = 7
WRAPS = int(Qt.TextFlag.TextWordWrap)
DONE, NEXT, LATER, UNRECORDED = "done", "next", "later", "unrecorded"


def hatch(painter: QPainter, rect: QRectF, color: QColor, gap: float = 16, width: float = 8) -> None:
    """45° stripes, `width` broad every `gap` design pixels, anchored at the origin so that neighbours continue."""
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(color, px(width) * 0.7071)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    step = px(gap)
    height = rect.height()
    first = int((rect.left() + rect.top()) // step) - 1
    last = int((rect.right() + rect.bottom()) // step) + 1
    for index in range(first, last + 1):
        foot = index * step
        painter.drawLine(QPointF(foot - rect.top(), rect.top()), QPointF(foot - rect.top() - height, rect.bottom()))
    painter.restore()


def text_width(text: str, face: QFont) -> float:
    return QFontMetricsF(face).horizontalAdvance(text)


def fitting(variants: Sequence[str], face: QFont, width: float) -> str:
    """The first way of saying something that has room; the last where none has."""
    return next((text for text in variants if text_width(text, face) <= width), variants[-1])


def with_tail(text: str, tail: str, face: QFont, width: float) -> str:
    """A name that gives way before what stands behind it: `tail` (a time, a count) is never cut."""
    room = width - text_width(tail, face)
    return QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room)) + tail


def wrapped_height(text: str, face: QFont, width: float) -> float:
    """How high a text stands in lines of this width, in logical pixels."""
    return QFontMetricsF(face).boundingRect(QRectF(0, 0, width, 10_000), WRAPS, text).height()


def draw_wrapped(painter: QPainter, rect: QRectF, text: str, face: QFont, color: QColor) -> None:
    """A text in as many lines as it takes, centred in the height of `rect`."""
    painter.setFont(face)
    painter.setPen(color)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter) | WRAPS, text)


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    face: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """One line, vertically centred, elided at its end when it does not fit; returns the width it took."""
    metrics = QFontMetricsF(face)
    if metrics.horizontalAdvance(text) > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(face)
    painter.setPen(color)
    painter.drawText(rect, int(align | Qt.AlignmentFlag.AlignVCenter), text)
    return metrics.horizontalAdvance(text)


def keycap_width(text: str, face: QFont | None = None, height: float = 22) -> float:
    """Logical width of a key cap, at least square."""
    return max(px(height), text_width(text, face or frame_font("SMALL")) + px(12))


def draw_keycap(
    painter: QPainter, rect: QRectF, text: str, palette: Palette, face: QFont | None = None, lit: bool = False
) -> None:
    """A key cap filling `rect`; `lit` when it stands on the selection."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color("line2"), 1))
    painter.setBrush(palette.color("sel" if lit else "bg2"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(3), px(3))
    painter.setPen(palette.color("t1" if lit else "t2"))
    painter.setFont(face or frame_font("SMALL"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def draw_steps(
    painter: QPainter,
    left: float,
    top: float,
    states: tuple[str, ...],
    palette: Palette,
) -> float:
    """Cells of 24 x 24, 2 apart; `states` are done, next, later or unrecorded. Returns the logical width used."""
    side, gap = px(24), px(2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    plain, bold = frame_font("SMALL"), frame_font("SMALL", bold=True)
    letters = QCoreApplication.translate("Steps", "叫应户门车达住")
    for index, (letter, state) in enumerate(zip(letters, states, strict=True)):
        cell = QRectF(left + index * (side + gap), top, side, side)
        inner = cell.adjusted(0.5, 0.5, -0.5, -0.5)
        color = palette.color("t3")
        if state == DONE:
            painter.fillRect(cell, palette.color("done_fill" if palette.night else "done"))
            color = palette.color("onsym")
        elif state == NEXT:
            painter.setPen(QPen(palette.color("t1"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(px(1), px(1), -px(1), -px(1)))
            color = palette.color("t1")
        else:
            style = Qt.PenStyle.DashLine if state == UNRECORDED else Qt.PenStyle.SolidLine
            painter.setPen(QPen(palette.color("line2" if state == UNRECORDED else "line"), 1, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(inner)
        painter.setFont(bold if state == NEXT else plain)
        painter.setPen(color)
        painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), letter)
    painter.restore()
    return len(states) * (side + gap) - gap
