"""The alarm line: 有险无人 has grown. One line, one sound; it stands until somebody puts his name to it.

What it says stays true while it stands: red and counting as long as there is anybody, calm once there is nobody.
"""

from PySide6.QtCore import QCoreApplication, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from desktop import keys
from desktop.theme import current, frame_font, ipx, px
from desktop.widgets.paint import draw_keycap, draw_text, keycap_width, text_width
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate


class AlarmLine(QAbstractButton):
    acknowledged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operator = ""
        self._scope: str | None = None
        self._most = self._now = 0
        self.quiet = False
        self.setFixedHeight(ipx(34))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.acknowledge)
        self.hide()

    def sound(self, exposed: int, operator: str, scope: str | None) -> None:
        """Show the line for a town (None the district); beep once unless it already stands or sound is off."""
        self._operator, self._scope = operator, scope
        if not self.isVisible():
            self._most = 0
            if not self.quiet:
                QApplication.beep()
        self._say(exposed)
        self.show()

    def follow(self, exposed: int, scope: str | None) -> None:
        """How many there are now; a line that does not stand stays away, and another town's figure is not its own."""
        if self.isVisible() and scope == self._scope and exposed != self._now:
            self._say(exposed)

    def _say(self, exposed: int) -> None:
        self._now, self._most = exposed, max(self._most, exposed)
        text = (
            translate("Alarm", "新的有险无人：现有 {n} 人").format(n=exposed)
            if exposed
            else translate("Alarm", "刚才有险无人 {n} 人，现在 0 人").format(n=self._most)
        )
        self.setText(text)
        self.setAccessibleName(text)
        self.update()

    def acknowledge(self) -> None:
        if self.isVisible():
            self.hide()
            self.acknowledged.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        rect = QRectF(self.rect())
        painter.fillRect(rect, palette.color("life" if self._now else "bg2"))
        ink = palette.color("on_life" if self._now else "t1")
        if self._now:
            draw_symbol(painter, "exposed", QRectF(px(12), rect.center().y() - px(9), px(18), px(18)), palette)
        draw_text(
            painter, QRectF(px(40), 0, rect.width() / 2, rect.height()), self.text(), frame_font("BODY", True), ink
        )
        words = translate("Alarm", "{name} 知道了").format(name=self._operator)
        cap = keys.hint("acknowledge")
        right = rect.width() - px(12) - text_width(words, frame_font("BODY"))
        draw_text(painter, QRectF(right, 0, rect.width() - right, rect.height()), words, frame_font("BODY"), ink)
        width = keycap_width(cap)
        draw_keycap(painter, QRectF(right - width - px(8), rect.center().y() - px(11), width, px(22)), cap, palette)
        painter.end()
