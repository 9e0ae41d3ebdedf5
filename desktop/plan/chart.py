"""The arrival curve: planned arrivals in time against who is due, with now, the bound and the closures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Palette, current, font, ipx, px
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate

TICK_MINUTES = (10, 15, 30, 60, 120, 180, 360, 720, 1440)
MOST_TICKS = 7
MOST_MARKS = 4

Points = Sequence[tuple[datetime, int]]


@dataclass(frozen=True, slots=True)
class RoadMark:
    """A road that closes at `at`; `words` stand beside it; `forecast` draws the boxed clock."""

    at: datetime
    words: str
    forecast: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the plan is farthest below the bound: persons in by `at`, planned and at the very most."""

    at: datetime
    low: int
    high: int
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    """All the chart draws. `points` are (time, persons arrived by then), rising; times are local.

    `bound_points` are the most that any plan can have in by then; empty where only the bound's last arrival is known.
    """

    start: datetime
    end: datetime
    points: tuple[tuple[datetime, int], ...] = ()
    due: int = 0
    due_words: str = ""
    plan_words: str = ""
    bound: datetime | None = None
    bound_words: tuple[str, ...] = ()
    bound_points: tuple[tuple[datetime, int], ...] = ()
    gap: Gap | None = None
    now: datetime | None = None
    now_words: str = ""
    marks: tuple[RoadMark, ...] = field(default=())

    @property
    def span(self) -> float:
        return max(60.0, (self.end - self.start).total_seconds())


def tick_minutes(span_s: float) -> int:
    """The smallest round step that leaves at most seven ticks."""
    return next((step for step in TICK_MINUTES if span_s / 60 / step <= MOST_TICKS), TICK_MINUTES[-1])


def count_step(most: int) -> int:
    """A round step for the count axis with about five lines."""
    raw = max(1.0, most / 5)
    power = 10 ** math.floor(math.log10(raw))
    return int(next((m * power for m in (1, 2, 5, 10) if m * power >= raw), 10 * power)) or 1


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Heights near the wanted ones, in their order, at least `gap` apart and inside [low, high] where they fit."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    floor = low
    for i in order:
        placed[i] = max(floor, wanted[i])
        floor = placed[i] + gap
    ceiling = high
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed


class ArrivalChart(QWidget):
    """Painted; its twin for screen readers is the table under T."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curve: Curve | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(ipx(120))
        self.setAccessibleName(translate("Plan", "到达人数曲线"))

    def show_curve(self, curve: Curve | None) -> None:
        if curve != self.curve:
            self.curve = curve
            self.setAccessibleDescription(
                "，".join((curve.due_words, curve.plan_words, *curve.bound_words, curve.now_words)) if curve else ""
            )
            self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        if self.curve is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Drawing(painter, current(), self.curve, QRectF(self.rect())).draw()
        painter.end()


class _Drawing:
    def __init__(self, painter: QPainter, palette: Palette, curve: Curve, rect: QRectF) -> None:
        self.painter = painter
        self.palette = palette
        self.curve = curve
        words = (curve.due_words, curve.plan_words, *curve.bound_words)
        column = min(px(260), max((_width(text, bold=True) for text in words), default=0.0) + px(20))
        self.box = rect.adjusted(px(58), px(16), -column, -px(30))
        self.right = QRectF(self.box.right() + px(8), rect.top(), column - px(12), rect.height())
        self.taken: list[QRectF] = []
        counts = (curve.due, *(n for _, n in curve.points), *(n for _, n in curve.bound_points))
        self.top = max(1, *counts)

    def x(self, at: datetime) -> float:
        share = (at - self.curve.start).total_seconds() / self.curve.span
        return self.box.left() + min(1.0, max(0.0, share)) * self.box.width()

    def y(self, persons: float) -> float:
        return self.box.bottom() - persons / (self.top * 1.06) * self.box.height()

    def draw(self) -> None:
        self._count_axis()
        self._time_axis()
        self._due()
        self._between()
        self._bound()
        self._plan()
        self._gap()
        self._now()
        self._marks()
        self._labels()

    def _write(self, text: str, rect: QRectF, tone: str, align: Qt.AlignmentFlag, bold: bool = False) -> None:
        self.painter.setFont(font("SMALL", bold))
        self.painter.setPen(self.palette.color(tone))
        self.painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, text)

    def _line(self, tone: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        pen = QPen(self.palette.color(tone), px(width), style)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def _count_axis(self) -> None:
        step = count_step(self.top)
        for persons in range(0, self.top + 1, step):
            y = self.y(persons)
            self._line("line" if persons else "line2", 1)
            self.painter.drawLine(QPointF(self.box.left(), y), QPointF(self.box.right(), y))
            if abs(y - self.y(self.curve.due)) > px(14) or persons == 0:
                rect = QRectF(0, y - px(11), self.box.left() - px(8), px(22))
                self._write(str(persons), rect, "t2", Qt.AlignmentFlag.AlignRight)

    def _time_axis(self) -> None:
        step = timedelta(minutes=tick_minutes(self.curve.span))
        midnight = self.curve.start.replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight + step * math.ceil((self.curve.start - midnight) / step)
        while at <= self.curve.end:
            x = self.x(at)
            self._line("line2", 1)
            self.painter.drawLine(QPointF(x, self.box.bottom()), QPointF(x, self.box.bottom() + px(5)))
            rect = QRectF(x - px(40), self.box.bottom() + px(6), px(80), px(22))
            self._write(at.strftime("%H:%M"), rect, "t2", Qt.AlignmentFlag.AlignHCenter)
            at += step

    def _due(self) -> None:
        self._line("t1", 1.5)
        y = self.y(self.curve.due)
        self.painter.drawLine(QPointF(self.box.left(), y), QPointF(self.box.right(), y))

    def _steps(self, points: Points) -> list[QPointF]:
        """A rising step line from the left edge to the right one."""
        line = [QPointF(self.box.left(), self.y(points[0][1]))]
        for at, persons in points:
            line.append(QPointF(self.x(at), line[-1].y()))
            line.append(QPointF(self.x(at), self.y(persons)))
        line.append(QPointF(self.box.right(), line[-1].y()))
        return line

    def _between(self) -> None:
        """What lies between the plan and the bound, shaded: the room that any plan has left."""
        if not (self.curve.points and self.curve.bound_points):
            return
        above, below = self._steps(self.curve.bound_points), self._steps(self.curve.points)
        shade = self.palette.color("focus")
        shade.setAlpha(38)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(shade)
        self.painter.drawPolygon(QPolygonF([*above, *reversed(below)]))

    def _plan(self) -> None:
        if self.curve.points:
            self._line("focus", 3.5)
            self.painter.drawPolyline(self._steps(self.curve.points))

    def _gap(self) -> None:
        """The largest distance: an upright line between the two curves, its words below the plan's."""
        gap = self.curve.gap
        if gap is None:
            return
        x, low, high = self.x(gap.at), self.y(gap.low), self.y(gap.high)
        self._line("t1", 2)
        self.painter.drawLine(QPointF(x, low), QPointF(x, high))
        width = _width(gap.words) + px(8)
        beside = QRectF(min(x + px(8), self.box.right() - width), low + px(2), width, px(22))
        while beside.bottom() < self.box.bottom():
            if not self._crosses(beside) and not self._is_taken(beside):
                self.taken.append(beside)
                self._tag(gap.words, beside)
                return
            beside = beside.translated(0, px(8))
        if (rect := self._free(x, width, px(8))) is not None:
            self._tag(gap.words, rect)

    def _bound(self) -> None:
        if self.curve.bound_points:
            self._line("t1", 2, Qt.PenStyle.DashLine)
            self.painter.drawPolyline(self._steps(self.curve.bound_points))
            return
        if self.curve.bound is None:
            return
        x = self.x(self.curve.bound)
        served = self.curve.points[-1][1] if self.curve.points else 0
        self._line("t1", 2, Qt.PenStyle.DashLine)
        self.painter.drawLine(QPointF(x, self.box.bottom()), QPointF(x, self.y(served)))

    def _now(self) -> None:
        if self.curve.now is None:
            return
        x = self.x(self.curve.now)
        self._line("t1", 2.5)
        self.painter.drawLine(QPointF(x, self.box.top() - px(10)), QPointF(x, self.box.bottom()))
        rect = self._free(x, _width(self.curve.now_words) + px(8), px(8))
        if rect is not None:
            self._tag(self.curve.now_words, rect)

    def _marks(self) -> None:
        """Roads that close: dotted line, symbol on it, words where neither the curve nor other words are."""
        for mark in self.curve.marks[:MOST_MARKS]:
            x = self.x(mark.at)
            self._line("line2", 1.5, Qt.PenStyle.DotLine)
            self.painter.drawLine(QPointF(x, self.box.top()), QPointF(x, self.box.bottom()))
            rect = self._free(x, _width(mark.words) + px(8), px(14))
            middle = rect.center().y() if rect is not None else self.box.top() + px(8)
            symbol = QRectF(x - px(8), middle - px(8), px(16), px(16))
            draw_symbol(self.painter, "closing" if mark.forecast else "closed", symbol, self.palette)
            if rect is not None:
                self._tag(mark.words, rect)

    def _free(self, x: float, width: float, gap: float) -> QRectF | None:
        """Room for words beside `x`, left of it where the right end is too near; None where all is taken.

        The lowest free slot; words without one are left out and stand in the table twin.
        """
        left = x + gap if x + width + gap < self.box.right() else x - width - gap
        slot = px(24)
        tried = QRectF(left, self.box.bottom() - slot - px(2), width, px(22))
        while tried.top() > self.box.top() + px(4):
            wide = tried.adjusted(-gap, 0, 0, 0)
            if not self._is_taken(wide) and not self._crosses(wide):
                self.taken.append(wide)
                return tried
            tried = tried.translated(0, -slot)
        return None

    def _is_taken(self, rect: QRectF) -> bool:
        return any(rect.intersects(other) for other in self.taken)

    def _crosses(self, rect: QRectF) -> bool:
        """Whether a curve runs through it."""
        return self._runs_through(self.curve.points, rect) or self._runs_through(self.curve.bound_points, rect)

    def _runs_through(self, points: Points, rect: QRectF) -> bool:
        before = [n for at, n in points if self.x(at) <= rect.left()]
        inside = [n for at, n in points if rect.left() < self.x(at) < rect.right()]
        heights = [self.y(n) for n in (*before[-1:], *inside)]
        return bool(heights) and min(heights) - px(4) < rect.bottom() and max(heights) + px(4) > rect.top()

    def _tag(self, text: str, rect: QRectF) -> None:
        ground = self.palette.color("bg1")
        ground.setAlpha(200)
        self.painter.fillRect(rect, ground)
        self._write(text, rect.adjusted(px(3), 0, 0, 0), "t1", Qt.AlignmentFlag.AlignLeft)

    def _labels(self) -> None:
        """Direct labels at the right end of what they name, pushed apart where they meet."""
        served = self.curve.points[-1][1] if self.curve.points else 0
        lines = [(self.curve.due_words, "t1", False, self.y(self.curve.due))]
        if self.curve.points:
            lines.append((self.curve.plan_words, "focus", True, self.y(served)))
        under = max(self.y(served), self.y(self.curve.due))
        lines.extend(
            (words, "t1" if index == 0 else "t3", False, under + px(22) * (index + 1))
            for index, words in enumerate(self.curve.bound_words)
        )
        heights = spread([line[3] for line in lines], px(22), self.box.top(), self.box.bottom())
        for (words, tone, bold, _), middle in zip(lines, heights, strict=True):
            rect = QRectF(self.right.left(), middle - px(11), self.right.width(), px(22))
            self._write(words, rect, tone, Qt.AlignmentFlag.AlignLeft, bold)


def _width(text: str, bold: bool = False) -> float:
    return QFontMetricsF(font("SMALL", bold)).horizontalAdvance(text)
