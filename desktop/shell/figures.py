"""The figures of the incident bar: each a real button with an accessible name that opens the names behind it."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme import current, frame_font, ipx, px
from desktop.widgets.paint import draw_text, text_width
from desktop.widgets.symbols import draw_symbol

MARK_MS = 10_000
_RIGHT = Qt.AlignmentFlag.AlignRight


class Figure(QAbstractButton):
    """A word with its symbol over a count; a changed count is underlined for 10 s."""

    def __init__(self, word: str, symbol: str, width: float = 90, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self._symbol = symbol
        self._width = width
        self._count: int | None = None
        self._below = ""
        self._changed = False
        self._foot: Foot | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._forget)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(word)

    def foot(self) -> "Foot":
        """The small line under the figure as a button of its own; made when first asked for."""
        if self._foot is None:
            self._foot = Foot(self)
            self._foot.hide()
        return self._foot

    @property
    def count(self) -> int | None:
        return self._count

    @property
    def changed(self) -> bool:
        return self._changed

    def show_count(self, count: int, below: str = "") -> None:
        """`below` is the small line under the figure (外出 n)."""
        if count == self._count and below == self._below:
            return
        if self._count is not None and count != self._count:
            self._changed = True
            self._timer.start(MARK_MS)
        self._count, self._below = count, below
        if below or self._foot is not None:
            self.foot().say(below)
        self.setAccessibleName(f"{self._word} {count} {below}".strip())
        self.update()

    def settle(self) -> None:
        """The figures of another town are not a change."""
        self._count = None
        self._forget()

    def sizeHint(self) -> QSize:
        return QSize(ipx(self._width), ipx(70))

    def _forget(self) -> None:
        self._timer.stop()
        self._changed = False
        self.update()

    def _digits(self) -> str:
        return "–" if self._count is None else str(self._count)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        lift = px(9) if self._below else 0.0
        right = self.width() - px(2)
        small = frame_font("SMALL")
        word = QRectF(0, px(9) - lift, right, px(22))
        draw_text(painter, word, self._word, small, palette.color("t2"), _RIGHT)
        if self._symbol:
            left = right - text_width(self._word, small) - px(22)
            draw_symbol(painter, self._symbol, QRectF(left, px(12) - lift, px(16), px(16)), palette)
        face = frame_font("COUNT", bold=True)
        if text_width(self._digits(), face) > right - px(8):  # two counts side by side must not read as one
            face = frame_font("TIME", bold=True)
        figure = QRectF(0, px(29) - lift * 1.4, right, px(40))
        draw_text(painter, figure, self._digits(), face, palette.color("t1"), _RIGHT)
        self._underline(painter, right, text_width(self._digits(), face))
        painter.end()

    def _underline(self, painter: QPainter, right: float, width: float) -> None:
        if self._changed:
            painter.fillRect(QRectF(right - width, self.height() - px(5), width, px(2)), current().color("focus"))
        if self.hasFocus():
            painter.setPen(QPen(current().color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(2, 2, -2, -2))


class Foot(QAbstractButton):
    """外出 n under 应转."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        figure = self.parentWidget()
        width = min(round(text_width(text, frame_font("SMALL")) + px(10)), figure.width()) if figure is not None else 0
        height = ipx(18)
        if figure is not None:
            self.setGeometry(figure.width() - width, figure.height() - height, width, height)
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = current()
        rect = QRectF(0, 0, self.width() - px(2), self.height())
        draw_text(
            painter, rect, self.text(), frame_font("SMALL"), palette.color("focus" if self.hasFocus() else "t2"), _RIGHT
        )
        painter.end()


class LifeFigure(Figure):
    """有险无人: the one red block; 0 is a plain box."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        block = QRectF(0, px(7), self.width(), px(56))
        danger = bool(self._count)
        if danger:
            painter.fillRect(block, palette.color("life"))
        else:
            painter.setPen(QPen(palette.color("line"), 1))
            painter.drawRect(block.adjusted(0.5, 0.5, -0.5, -0.5))
        ink = palette.color("on_life" if danger else "t2")
        small = frame_font("SMALL", bold=danger)
        width = text_width(self._word, small) + px(22)
        left = block.center().x() - width / 2
        draw_symbol(painter, "exposed" if danger else "none", QRectF(left, px(11), px(17), px(17)), palette)
        draw_text(painter, QRectF(left + px(22), px(9), width, px(22)), self._word, small, ink)
        figure = QRectF(block.left(), px(27), block.width(), px(36))
        ink = palette.color("on_life" if danger else "t1")
        draw_text(painter, figure, self._digits(), frame_font("COUNT", bold=True), ink, Qt.AlignmentFlag.AlignHCenter)
        digits = text_width(self._digits(), frame_font("COUNT", bold=True))
        self._underline(painter, block.center().x() + digits / 2, digits)
        painter.end()
