"""The time bar: hourly rain, what happened when, now and the time looked at; plain values in, wishes out.

92 design pixels high, 44 when folded (time, line and marks only). Dragging looks at another time; in a drill the clock
can be set there and played.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme import current, font, frame_font, ipx, px
from desktop.widgets.paint import draw_keycap, draw_text, keycap_width, text_width
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
HEIGHT, FOLDED = 92, 44
PLOT_LEFT, PLOT_RIGHT = 150.0, 12.0  # design pixels kept free at both sides of the plot
_TOP, _BASE, _FOOT = 8.0, 66.0, 88.0
_GRID_MM = (20, 40, 80)


@dataclass(frozen=True, slots=True)
class Bar:
    """Rain of the hour that ends at `end`; `forecast` is drawn as a dashed outline."""

    end: datetime
    mm: float
    forecast: bool


@dataclass(frozen=True, slots=True)
class Mark:
    at: datetime
    symbol: str


@dataclass(frozen=True, slots=True)
class TimeBarState:
    """`at` is the time shown, `now` the clock; `clock` and `hours` are said in local time by the owner.

    `hours` are the ticks with their words; `speed` None where the clock is the wall's and cannot be played.
    """

    label: str
    start: datetime
    end: datetime
    now: datetime
    at: datetime
    clock: str
    hours: tuple[tuple[datetime, str], ...] = ()
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    speed: int | None = None

    @property
    def looking(self) -> bool:
        return self.at != self.now


def plot_left() -> float:
    """Where the plot begins, in logical pixels; the storm screen's plots share it."""
    return px(PLOT_LEFT)


def time_to_x(at: datetime, start: datetime, end: datetime, width: float) -> float:
    span = max((end - start).total_seconds(), 1.0)
    room = width - px(PLOT_LEFT) - px(PLOT_RIGHT)
    return px(PLOT_LEFT) + (at - start).total_seconds() / span * room


def x_to_time(x: float, start: datetime, end: datetime, width: float) -> datetime:
    """The whole minute under a point, within start and end."""
    room = max(width - px(PLOT_LEFT) - px(PLOT_RIGHT), 1.0)
    share = min(max((x - px(PLOT_LEFT)) / room, 0.0), 1.0)
    at = start + timedelta(seconds=share * (end - start).total_seconds())
    return at.replace(second=0, microsecond=0)


class TimeBar(QWidget):
    """Shows a `TimeBarState`; says what the user wants and changes nothing itself."""

    looked = Signal(object)  # datetime to look at
    sought = Signal(object)  # datetime to set the drill clock to
    played = Signal()  # play or pause
    faster = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: TimeBarState | None = None
        self._folded = False
        self._shown_folded: bool | None = None
        self._drag = False
        self._play = _PlayButton(self)
        self._play.clicked.connect(self.played)
        self._speed = _SpeedButton(self)
        self._speed.clicked.connect(self.faster)
        self._set = _SpeedButton(self)
        self._set.setAccessibleName(translate("TimeBar", "把演练钟拨到这里"))
        self._set.setText(translate("TimeBar", "拨到此"))
        self._set.clicked.connect(self._seek)
        for button in (self._play, self._speed, self._set):
            button.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ipx(HEIGHT))
        self.setAccessibleName(translate("TimeBar", "时间条"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, state: TimeBarState) -> None:
        if state == self._state and self._folded == self._shown_folded:
            return
        self._state, self._shown_folded = state, self._folded
        playable = state.speed is not None
        self._play.setVisible(playable and not self._folded)
        self._play.show_playing(bool(state.speed))
        self._speed.setVisible(playable and not self._folded and not state.looking)
        self._speed.setText(translate("TimeBar", "×{n}").format(n=state.speed) if state.speed else "")
        self._speed.setVisible(self._speed.isVisibleTo(self) and bool(state.speed))
        self._set.setVisible(playable and not self._folded and state.looking)
        self.setAccessibleDescription(state.clock)
        self._place_buttons()
        self.update()

    def fold(self, folded: bool) -> None:
        if folded != self._folded:
            self._folded = folded
            self.setFixedHeight(ipx(FOLDED if folded else HEIGHT))
            if self._state is not None:
                self.show_state(self._state)

    @property
    def folded(self) -> bool:
        return self._folded

    def sizeHint(self) -> QSize:
        return QSize(ipx(874), ipx(FOLDED if self._folded else HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_buttons()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = True
            self._look(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag:
            self._look(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._drag = False

    def _look(self, x: float) -> None:
        if self._state is not None and x >= px(PLOT_LEFT) - px(10):
            self.looked.emit(x_to_time(x, self._state.start, self._state.end, self.width()))

    def _seek(self) -> None:
        if self._state is not None:
            self.sought.emit(self._state.at)

    def _place_buttons(self) -> None:
        side = ipx(30)
        self._play.setGeometry(ipx(96), ipx(6), side, side)
        self._speed.setGeometry(ipx(12), ipx(62), ipx(64), ipx(26))
        self._set.setGeometry(ipx(12), ipx(62), ipx(84), ipx(26))

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        painter.fillRect(self.rect(), palette.color("bg1"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), palette.color("line"))
        state = self._state
        if state is not None:
            self._paint_words(painter, state)
            if not self._folded:
                self._paint_grid(painter, state)
                self._paint_bars(painter, state)
            self._paint_ticks(painter, state)
            self._paint_now(painter, state)
        painter.end()

    def _paint_words(self, painter: QPainter, state: TimeBarState) -> None:
        palette = current()
        left, room = px(12), px(PLOT_LEFT - 50)
        face = font("TIME", bold=True)
        height = px(FOLDED) if self._folded else px(36)
        colour = palette.color("focus" if state.looking else "t1")
        draw_text(painter, QRectF(left, 0 if self._folded else px(6), px(96), height), state.clock, face, colour)
        if self._folded:
            return
        draw_text(painter, QRectF(left, px(40), room + px(34), px(22)), state.label, font("SMALL"), palette.color("t2"))
        if state.looking or state.speed:
            return
        for key, word in ((",", translate("TimeBar", "退")), (".", translate("TimeBar", "进"))):
            width = keycap_width(key)
            draw_keycap(painter, QRectF(left, px(65), width, px(20)), key, palette)
            left += width + px(5)
            box = QRectF(left, px(63), px(30), px(24))
            left += draw_text(painter, box, word, font("SMALL"), palette.color("t2")) + px(8)

    def _paint_grid(self, painter: QPainter, state: TimeBarState) -> None:
        palette = current()
        top = self._most(state)
        pen = QPen(palette.color("line"), 1, Qt.PenStyle.DotLine)
        for mm in _GRID_MM:
            if mm > top * 1.02:
                continue
            y = self._bar_y(mm, top)
            painter.setPen(pen)
            painter.drawLine(QPointF(plot_left(), y), QPointF(self.width() - px(PLOT_RIGHT), y))
            words = str(mm)
            face = frame_font("SMALL")  # between the buttons of the clock and the plot nothing can grow
            width = text_width(words, face)
            box = QRectF(plot_left() - width - px(6), y - px(10), width + 1, px(20))
            draw_text(painter, box, words, face, palette.color("t3"))

    def _paint_bars(self, painter: QPainter, state: TimeBarState) -> None:
        palette = current()
        top, rain = self._most(state), palette.color("rain")
        dashed = QPen(rain, 1, Qt.PenStyle.CustomDashLine)
        dashed.setDashPattern([2, 2])
        for bar in state.bars:
            right = self._x(bar.end)
            left = self._x(bar.end - timedelta(hours=1))
            gap = min(1.0, (right - left) * 0.12)
            y = self._bar_y(bar.mm, top)
            box = QRectF(left + gap, y, max(right - left - 2 * gap, 0.8), px(_BASE) - y)
            if box.height() <= 0:
                continue
            if bar.forecast:
                painter.setPen(dashed)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)
            else:
                painter.fillRect(box, rain)
        self._paint_boundary(painter, state)

    def _paint_boundary(self, painter: QPainter, state: TimeBarState) -> None:
        """◂ 观测 and 预报 ▸ stand where the observed bars end."""
        forecast = [bar.end for bar in state.bars if bar.forecast]
        if not forecast or len(forecast) == len(state.bars):
            return
        x = self._x(min(forecast) - timedelta(hours=1))
        palette, face = current(), font("SMALL")
        before, after = translate("TimeBar", "◂ 观测"), translate("TimeBar", "预报 ▸")
        width = text_width(before, face)
        if x - width - px(8) > plot_left():
            draw_text(painter, QRectF(x - width - px(8), px(2), width + 2, px(20)), before, face, palette.color("t2"))
        draw_text(painter, QRectF(x + px(8), px(2), px(80), px(20)), after, face, palette.color("t2"))

    def _paint_ticks(self, painter: QPainter, state: TimeBarState) -> None:
        palette, face = current(), font("SMALL")
        base = px(FOLDED - 8) if self._folded else px(_BASE)
        painter.setPen(QPen(palette.color("t3"), 1))
        painter.drawLine(QPointF(plot_left(), base), QPointF(self.width() - px(PLOT_RIGHT), base))
        last = -1e9
        for at, words in state.hours:
            x = self._x(at)
            painter.setPen(QPen(palette.color("t3"), 1))
            painter.drawLine(QPointF(x, base), QPointF(x, base + px(4)))
            width = text_width(words, face)
            if self._folded or x - width / 2 < last + px(10) or x + width / 2 > self.width():
                continue
            draw_text(painter, QRectF(x - width / 2, base + px(3), width + 2, px(20)), words, face, palette.color("t2"))
            last = x + width / 2
        side = px(15)
        for mark in state.marks:
            if state.start <= mark.at <= state.end:
                x = self._x(mark.at)
                draw_symbol(painter, mark.symbol, QRectF(x - side / 2, base - side / 2, side, side), palette)

    def _paint_now(self, painter: QPainter, state: TimeBarState) -> None:
        palette = current()
        bottom = self.height() - 2 if self._folded else px(_BASE) + px(6)
        if state.looking and state.start <= state.now <= state.end:
            painter.setPen(QPen(palette.color("t3"), px(1.5), Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(self._x(state.now), 0), QPointF(self._x(state.now), bottom))
        if not state.start <= state.at <= state.end:
            return
        x, colour = self._x(state.at), palette.color("focus" if state.looking else "t1")
        painter.setPen(QPen(colour, px(2)))
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(x - px(6), 0), QPointF(x + px(6), 0), QPointF(x, px(8))]))

    def _x(self, at: datetime) -> float:
        assert self._state is not None  # noqa: S101 - only called while painting a state
        return time_to_x(at, self._state.start, self._state.end, self.width())

    @staticmethod
    def _most(state: TimeBarState) -> float:
        return max(44.0, max((bar.mm for bar in state.bars), default=0.0) * 1.05)

    @staticmethod
    def _bar_y(mm: float, top: float) -> float:
        return px(_BASE) - (px(_BASE) - px(_TOP)) * min(mm / top, 1.0)


class _PlayButton(QAbstractButton):
    """▶ or ▮▮ for the drill clock."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._playing = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_playing(False)

    def show_playing(self, playing: bool) -> None:
        self._playing = playing
        self.setAccessibleName(translate("TimeBar", "演练钟停") if playing else translate("TimeBar", "演练钟走"))
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, box = current(), QRectF(self.rect())
        painter.setPen(QPen(palette.color("focus" if self.hasFocus() else "line2"), 2 if self.hasFocus() else 1))
        painter.setBrush(palette.color("bg2" if self.underMouse() else "bg1"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(3), px(3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color("t1"))
        middle, reach = box.center(), px(7)
        if self._playing:
            painter.drawRect(QRectF(middle.x() - reach * 0.8, middle.y() - reach, reach * 0.55, 2 * reach))
            painter.drawRect(QRectF(middle.x() + reach * 0.25, middle.y() - reach, reach * 0.55, 2 * reach))
        else:
            corners = [(-0.7, -1.0), (1.0, 0.0), (-0.7, 1.0)]
            painter.drawPolygon(QPolygonF([middle + QPointF(dx * reach, dy * reach) for dx, dy in corners]))
        painter.end()


class _SpeedButton(QAbstractButton):
    """A small outlined word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(translate("TimeBar", "演练钟快慢"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        painter.setPen(QPen(palette.color("focus" if self.hasFocus() else "line2"), 2 if self.hasFocus() else 1))
        painter.setBrush(palette.color("bg2" if self.underMouse() else "bg1"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(3), px(3))
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, QRectF(self.rect()), self.text(), font("SMALL"), palette.color("t1"), centre)
        painter.end()
