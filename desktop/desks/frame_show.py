"""A bundle on the screen, one square code after the other, until it is closed: the other desk's camera takes it."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desks.picture_frames import Squares
from desktop.theme import current, ipx
from desktop.widgets.code_square import CodeSquare
from desktop.widgets.panel import label

translate = QCoreApplication.translate
EACH_MS = 450  # a telephone's camera settles in less
LONG_MS = 120_000  # a round so long is said beforehand
AHEAD = 6  # frames left to show when more are asked for


class FrameShow(QWidget):
    """Covers its parent; Esc says `left`. Frames come round again: what was missed comes back."""

    left = Signal()
    wanted = Signal()  # the frames that are drawn will soon have been shown

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._frames: Squares = ()
        self._needed = self._count = 0
        self.number = 0
        rows = QVBoxLayout(self)
        rows.setContentsMargins(ipx(12), ipx(10), ipx(12), ipx(10))
        self.square = CodeSquare(560)
        self.words = label("", "strong", Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(1)
        rows.addWidget(self.square, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(self.words)
        rows.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(EACH_MS)
        self._timer.timeout.connect(self._next)
        self.hide()

    def begin(self, frames: Squares, count: int, needed: int) -> None:
        """Show frames in turn, the first of `count`; `needed` of them, any, are enough."""
        self._frames, self._count, self._needed, self.number = frames, count, needed, -1
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self._next()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.start()

    def add(self, frames: Squares) -> None:
        """More of them, drawn meanwhile."""
        self._frames += frames

    def _next(self) -> None:
        self.number = (self.number + 1) % len(self._frames)
        words = translate("Desks", "第 {n} 张，共 {all} 张；拍到任意 {need} 张就够，漏了等它再转回来 · Esc 停").format(
            n=self.number + 1, all=self._count, need=self._needed
        )
        if self._count * EACH_MS > LONG_MS:
            words += "\n" + translate("Desks", "一圈约 {n} 分，U 盘快得多").format(
                n=round(self._count * EACH_MS / 60_000)
            )
        self.square.show_code(*self._frames[self.number], words)
        self.words.setText(words)
        if len(self._frames) < self._count and self.number + AHEAD >= len(self._frames):
            self.wanted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("bg0"))
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)
