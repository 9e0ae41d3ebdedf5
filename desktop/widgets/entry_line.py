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
        self._about: tuple[str, str, str] | None = None  # what is asked for, where it can be gone on with
        self._left_off: dict[tuple[str, str, str], str] = {}
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
        self,
        ident: str,
        word: str,
        hint: str,
        text: str = "",
        placeholder: str = "",
        *,
        secret: bool = False,
        resume: bool = False,
    ) -> None:
        """Ask for a line; a `secret` is not shown while it is typed. With `resume` what Esc left half typed of the same
        question stands there again: only where it is about nobody in particular, or `ident` says about whom."""
        self.ident = ident
        self.field.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        self._word.setText(word)
        self._hint.setText(hint)
        self._about = (ident, word, hint) if resume and not secret else None
        half = self._left_off.get(self._about, "") if self._about else ""
        self.field.setText(half or text)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(word)
        self.refuse("")
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if not half:
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
        if self._about is not None:
            self._left_off.pop(self._about, None)
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
                about, half = self._about, self.field.text()
                self.left.emit()
                if about is not None and half.strip():
                    self._left_off[about] = half
                return True
        return super().eventFilter(watched, event)
