"""Two plots on the axis of the time bar: the 3 h sum under its two thresholds, and what has fallen since the start."""

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import current, font, ipx, px
from desktop.widgets.paint import draw_text, fitting, text_width
from desktop.widgets.symbols import draw_symbol
from desktop.widgets.time_bar import PLOT_RIGHT, plot_left, time_to_x

translate = QCoreApplication.translate
HEIGHT = 204
_HEAD = 28.0


@dataclass(frozen=True, slots=True)
class PlotState:
    """`sums` and `total` are (time, mm) of the whole record; what lies after `at` is the forecast (or the replay's own
    future). Times are said in local words by the owner."""

    title: str
    start: datetime
    end: datetime
    at: datetime
    sums: tuple[tuple[datetime, float], ...]
    total: tuple[tuple[datetime, float], ...]
    prepare: float | None
    go: float | None
    since: str
    note: str = ""


class RainPlots(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: PlotState | None = None
        self.setFixedHeight(ipx(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: PlotState | None) -> None:
        if state == self._state:
            return
        self._state = state
        self.setAccessibleName(state.title if state else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(874), ipx(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), current().color("bg1"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), current().color("line"))
        if self._state is not None:
            self._paint_head(painter, self._state)
            bottom = self.height() - px(6)
            half = px(_HEAD) + (bottom - px(_HEAD)) * 0.58
            self._paint_sums(painter, self._state, QRectF(0, px(_HEAD + 4), self.width(), half - px(_HEAD + 4)))
            self._paint_total(painter, self._state, QRectF(0, half + px(10), self.width(), bottom - half - px(10)))
            self._paint_now(painter, self._state)
        painter.end()

    def _paint_head(self, painter: QPainter, state: PlotState) -> None:
        palette = current()
        box = QRectF(px(12), px(2), self.width() - px(24), px(_HEAD - 4))
        left = box.left() + draw_text(painter, box, state.title, font("BODY", bold=True), palette.color("t1")) + px(14)
        words = translate("Storm", "实线 观测  虚线 预报")
        rest = QRectF(left, box.top(), self.width() - left - px(10), box.height())
        left += draw_text(painter, rest, words, font("SMALL"), palette.color("t2")) + px(14)
        note = QRectF(left, box.top(), self.width() - left - px(10), box.height())
        if note.width() > 0:
            face = font("SMALL")
            said = fitting(
                (state.note, state.note.split("：")[0]), face, note.width()
            )  # its gist where all has no room
            draw_text(painter, note, said, face, palette.color("t3"), Qt.AlignmentFlag.AlignRight)

    def _paint_sums(self, painter: QPainter, state: PlotState, box: QRectF) -> None:
        palette = current()
        top = max([mm for _, mm in state.sums] + [state.go or 0.0, 10.0]) * 1.12
        limits = (("go", state.go, Qt.PenStyle.SolidLine), ("prepare", state.prepare, Qt.PenStyle.DotLine))
        last = -1e9
        for symbol, limit, style in limits:
            if limit is None:
                continue
            y = box.bottom() - box.height() * limit / top
            painter.setPen(QPen(palette.color("go" if symbol == "go" else "prep"), px(2), style))
            painter.drawLine(QPointF(plot_left(), y), QPointF(self.width() - px(PLOT_RIGHT), y))
            at = max(y, last + px(20))  # the two words keep apart where the lines are close
            last = at
            draw_symbol(painter, symbol, QRectF(px(12), at - px(8), px(16), px(16)), palette)
            go, prepare = translate("Storm", "立即 {mm:.0f}"), translate("Storm", "准备 {mm:.0f}")
            words = (go if symbol == "go" else prepare).format(mm=limit)
            draw_text(painter, QRectF(px(34), at - px(11), px(110), px(22)), words, font("SMALL"), palette.color("t1"))
        self._curve(painter, state, state.sums, box, top, "rain")
        self._say_now(painter, state, state.sums, box, top)

    def _paint_total(self, painter: QPainter, state: PlotState, box: QRectF) -> None:
        palette = current()
        top = max([mm for _, mm in state.total] + [10.0]) * 1.05
        title = QRectF(px(12), box.top(), px(136), px(20))
        draw_text(painter, title, translate("Storm", "累计（毫米）"), font("SMALL"), palette.color("t1"))
        draw_text(painter, title.translated(0, px(19)), state.since, font("SMALL"), palette.color("t2"))
        self._curve(painter, state, state.total, box, top, "t1")
        self._say_now(painter, state, state.total, box, top)
        if state.total and state.at < state.end:
            words = translate("Storm", "预报 {mm:.0f}").format(mm=state.total[-1][1])
            right = self.width() - px(PLOT_RIGHT)
            y = box.bottom() - box.height() * state.total[-1][1] / top
            where = QRectF(right - px(120), y + px(3), px(120), px(20))
            draw_text(painter, where, words, font("SMALL"), palette.color("t2"), Qt.AlignmentFlag.AlignRight)

    def _curve(
        self,
        painter: QPainter,
        state: PlotState,
        values: tuple[tuple[datetime, float], ...],
        box: QRectF,
        top: float,
        colour: str,
    ) -> None:
        """Solid up to the time shown, dashed after it."""
        palette = current()
        painter.setPen(QPen(palette.color("t3"), 1))
        painter.drawLine(QPointF(plot_left(), box.bottom()), QPointF(self.width() - px(PLOT_RIGHT), box.bottom()))
        points = [(at, QPointF(self._x(at), box.bottom() - box.height() * mm / top)) for at, mm in values]
        here = _value_at(values, state.at)
        if here is not None:
            points.append((state.at, QPointF(self._x(state.at), box.bottom() - box.height() * here / top)))
        points.sort(key=lambda item: item[0])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        solid = QPolygonF([point for at, point in points if at <= state.at])
        dashed = QPolygonF([point for at, point in points if at >= state.at])
        painter.setPen(QPen(palette.color(colour), px(2.6)))
        painter.drawPolyline(solid)
        pen = QPen(palette.color(colour), px(2.2), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2.4, 2.0])
        painter.setPen(pen)
        painter.drawPolyline(dashed)

    def _say_now(
        self,
        painter: QPainter,
        state: PlotState,
        values: tuple[tuple[datetime, float], ...],
        box: QRectF,
        top: float,
    ) -> None:
        mm = _value_at(values, state.at)
        if mm is None:
            return
        words, face = f"{mm:.0f}", font("SMALL", bold=True)
        width = text_width(words, face)
        x, y = self._x(state.at), box.bottom() - box.height() * mm / top
        where = QRectF(x - width - px(8), max(y - px(22), box.top() - px(6)), width + 2, px(20))
        draw_text(painter, where, words, face, current().color("t1"))

    def _paint_now(self, painter: QPainter, state: PlotState) -> None:
        if state.start <= state.at <= state.end:
            x = self._x(state.at)
            painter.setPen(QPen(current().color("t1"), px(2)))
            painter.drawLine(QPointF(x, px(_HEAD)), QPointF(x, self.height()))

    def _x(self, at: datetime) -> float:
        assert self._state is not None  # noqa: S101 - only called while painting a state
        return time_to_x(at, self._state.start, self._state.end, self.width())


def _value_at(values: tuple[tuple[datetime, float], ...], at: datetime) -> float | None:
    """Between two known times in proportion; None outside them."""
    for (before, low), (after, high) in itertools.pairwise(values):
        if before <= at <= after:
            share = (at - before) / (after - before) if after > before else 0.0
            return low + (high - low) * share
    if len(values) == 1 and abs(values[0][0] - at) < timedelta(minutes=1):
        return values[0][1]
    return None
