"""A field above a list: letters are typed, arrows and Alt with a digit are about lines; no input method at first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_ALT_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)


class SearchField(QLineEdit):
    """Input method off until Ctrl+I for this one field, and off again when it is left."""

    stepped = Signal(int)  # -1 up, 1 down
    numbered = Signal(int)  # 1 to 9
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif alt and key in _ALT_DIGITS:
            self.numbered.emit(key - Qt.Key.Key_0)
        elif key == Qt.Key.Key_I and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        super().focusOutEvent(event)
