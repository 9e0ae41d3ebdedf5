"""A refusal or a failure, at the control that caused it: boxed, a 6 px bar, what and where, what to do."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import ipx

STAYS_MS = 20_000


class Notice(QFrame):
    """Hidden until it has something to say; goes by itself after 20 s, with Esc, or when something succeeds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(ipx(12), ipx(6), ipx(12), ipx(6))
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        rows.addWidget(self._label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.hide()

    def say(self, text: str) -> None:
        self._label.setText(text)
        self.setAccessibleName(text)
        self.show()
        if self.parentWidget() is not None:
            self.raise_()
        self._timer.start(STAYS_MS)

    def text(self) -> str:
        return self._label.text()

    def clear(self) -> None:
        self._timer.stop()
        self._label.setText("")
        self.hide()
