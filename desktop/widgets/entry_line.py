"""One line to type into, with what is asked, what may stand there, and a refusal beside it in one sentence."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.theme import ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import label


class EntryLine(QFrame):
    """Enter says `entered(ident, text)`, Esc `left`; it stays open until its owner ends it."""

    entered = Signal(str, str)
    left = Signal()

    def __init__(self, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.ident = ""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(ipx(10), ipx(6), ipx(10), ipx(6))
        rows.setSpacing(ipx(4))
        first = QHBoxLayout()
        self._word = label("", "strong")
        self._hint = label("", "small")
        self._hint.setWordWrap(True)
        first.addWidget(self._word)
        first.addWidget(self._hint, 1)
        second = QHBoxLayout()
        self.field = QLineEdit(self)
        self.field.setMinimumHeight(ipx(36))
        self.field.installEventFilter(self)
        second.addWidget(self.field, 1)
        second.addWidget(KeyCap("⏎"))
        second.addWidget(KeyCap(back))
        self._refusal = label("", "go")
        self._refusal.setWordWrap(True)
        rows.addLayout(first)
        rows.addLayout(second)
        rows.addWidget(self._refusal)
        self.hide()

    def begin(
        self, ident: str, word: str, hint: str, text: str = "", placeholder: str = "", *, secret: bool = False
    ) -> None:
        """Ask for a line; a `secret` is not shown while it is typed."""
        self.ident = ident
        self.field.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        self._word.setText(word)
        self._hint.setText(hint)
        self.field.setText(text)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(word)
        self.refuse("")
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def refuse(self, text: str) -> None:
        """What is wrong, beside the field; empty takes it away."""
        self._refusal.setText(text)
        self._refusal.setVisible(bool(text))
        if text:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refusal(self) -> str:
        return self._refusal.text()

    def end(self) -> None:
        self.ident = ""
        self.field.clear()
        self.refuse("")
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit(self.ident, self.field.text())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
