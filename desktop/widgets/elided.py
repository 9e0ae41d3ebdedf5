"""A label that gives way: what does not fit ends in an ellipsis, and stands whole in its tool tip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """Plain text on one line; asks for no width of its own. `role` picks its step in the stylesheet."""

    def __init__(
        self, role: str = "", align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shorter: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def give_way(self, *texts: str) -> None:
        """The same thing said ever shorter: the first that fits is shown, the last one elided where none does."""
        self.setText(texts[0])
        self._shorter = texts[1:]

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.fontMetrics()
        texts = (self.text(), *self._shorter)
        fits = next((text for text in texts if metrics.horizontalAdvance(text) <= self.width()), texts[-1])
        shown = metrics.elidedText(fits, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if shown == self.text() else self.text())
        if len(shown) > 1 or shown == fits:  # a lone ellipsis says nothing
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.rect(), int(self.alignment()), shown)
        painter.end()
