"""Buttons with their key on them: one filled a screen, the others outlined. None is ever disabled."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme import current, font, px
from desktop.widgets.paint import draw_keycap, draw_text, keycap_width, text_width

HEIGHT = 44


class VerbButton(QAbstractButton):
    """An outlined verb: key cap, then the word. `small` is the 34 high form."""

    def __init__(self, text: str, key: str = "", small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._small = small
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, text: str, key: str | None = None) -> None:
        """Change the word (and the key)."""
        if text == self.text() and key in (None, self._key):
            return
        self._key = self._key if key is None else key
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        face = font("BODY")
        width = text_width(self.text(), face) + px(16)
        if self._key:
            width += keycap_width(self._key, font("SMALL"), 26) + px(6)
        return QSize(round(width), round(px(34 if self._small else HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        rect = QRectF(self.rect())
        strong = self.hasFocus() or self.isDown()
        painter.setPen(QPen(palette.color("focus" if strong else "line2"), 2 if strong else 1))
        painter.setBrush(palette.color("bg2" if self.underMouse() else "bg1"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(3), px(3))
        left = px(8)
        if self._key:
            width = keycap_width(self._key, font("SMALL"), 26)
            cap = QRectF(left, rect.center().y() - px(13), width, px(26))
            draw_keycap(painter, cap, self._key, palette)
            left += width + px(6)
        draw_text(
            painter, QRectF(left, 0, rect.width() - left - px(2), rect.height()), self.text(), font("BODY"),
            palette.color("t1"),
        )  # fmt: skip
        painter.end()


class PrimaryButton(QAbstractButton):
    """The one filled button of a screen: `⏎` and what Enter does."""

    def __init__(self, text: str, key: str = "⏎", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, text: str, key: str | None = None) -> None:
        if text == self.text() and key in (None, self._key):
            return
        self._key = self._key if key is None else key
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = text_width(self._label(), font("BODY", bold=True)) + px(20)
        return QSize(round(width), round(px(HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _label(self) -> str:
        return f"{self._key} {self.text()}".strip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        rect = QRectF(self.rect())
        fill: QColor = palette.color("focus")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, px(3), px(3))
        if self.hasFocus():
            painter.setPen(QPen(palette.color("onsym"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), px(3), px(3))
        center = Qt.AlignmentFlag.AlignHCenter
        inner = rect.adjusted(px(8), 0, -px(8), 0)
        draw_text(painter, inner, self._label(), font("BODY", bold=True), palette.color("onsym"), center)
        painter.end()
