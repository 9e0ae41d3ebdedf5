"""Keys of the desk before they act: a scanner's burst is one code wherever the focus stands, a hand's keys are keys.

A key on a card could be the first of a burst, so it waits for as long as a scanner would need for the next one; keys
without a time of their own come from no device and are a hand's.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.island.scanner import GAP_MS, Burst

HOLD_MS = GAP_MS + 5
_NO_TEXT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Keyboard(QObject):
    """Watches the pieces of a desk that take keys; `scanned` with the code of a burst."""

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._burst = Burst()
        self._held: list[QKeyEvent] = []
        self._holder: QWidget | None = None
        self._replaying = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HOLD_MS)
        self._timer.timeout.connect(self._release)

    def watch(self, *pieces: QWidget) -> None:
        for piece in pieces:
            piece.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._replaying or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        at = int(event.timestamp())
        if not at:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._end(watched, at)
        text = event.text()
        if len(text) != 1 or not text.isprintable() or event.modifiers() & _NO_TEXT:
            self._burst.forget()
            self._release()
            return False
        self._burst.key(text, at)
        if isinstance(watched, QLineEdit):
            return False  # it stands in the field until the burst turns out to be one
        self._holder = watched if isinstance(watched, QWidget) else None
        self._held.append(event.clone())
        self._timer.start()
        return True

    def _end(self, watched: QObject, at: int) -> bool:
        code = self._burst.end(at)
        if not code:
            self._release()
            return False
        self._held.clear()
        self._timer.stop()
        if isinstance(watched, QLineEdit):
            kept = watched.text()
            cursor = watched.cursorPosition()
            if kept[:cursor].endswith(code):  # what a hand had typed before stays
                watched.setText(kept[: cursor - len(code)] + kept[cursor:])
                watched.textEdited.emit(watched.text())
        self.scanned.emit(code)
        return True

    def _release(self) -> None:
        """No scanner: what was held are keys of a hand, in their order."""
        self._timer.stop()
        held, self._held = self._held, []
        if self._holder is None:
            return
        self._replaying = True
        try:
            for event in held:
                QApplication.sendEvent(self._holder, event)
        finally:
            self._replaying = False
