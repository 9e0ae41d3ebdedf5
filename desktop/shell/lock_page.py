"""What a locked desk shows: that it is locked, in which mode, the time, how many are at risk, and one field."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.shell.incident_bar import ModeBadge
from desktop.theme import current, ipx
from desktop.widgets.panel import label

translate = QCoreApplication.translate


class LockPage(QWidget):
    """Lies over the whole window, whose widgets stay alive below it with everything half typed in them.

    `tried(text)` for what was typed and entered. It shows counts, never a name.
    """

    tried = Signal(str)

    def __init__(self, drill: bool, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self.setObjectName("lock")
        self.setAccessibleName(translate("Lock", "已锁"))
        column = QVBoxLayout(self)
        column.addStretch(2)
        self._badge = ModeBadge(drill, self)
        self._badge.setFixedHeight(ipx(70))
        self._head = label("", "head")
        self._facts = label("", "dim")
        self.field = QLineEdit(self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.field.setFixedWidth(ipx(360))
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setFixedWidth(ipx(720))
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for piece in (self._badge, self._head, self._facts, self.field, self._note):
            column.addWidget(piece, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(ipx(10))
        column.addStretch(3)
        self.hide()

    def cover(self, head: str, hint: str) -> None:
        """Lie over everything and take the typing."""
        self._head.setText(head)
        self.field.clear()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.say("")
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.take_focus()

    def take_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self, hint: str) -> None:
        """From now on something else opens it."""
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)

    def show_facts(self, text: str) -> None:
        self._facts.setText(text)

    def say(self, text: str) -> None:
        self._note.setText(text)

    @property
    def note(self) -> str:
        """What it says of the last try."""
        return self._note.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self.setGeometry(self._over.rect())
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                text = self.field.text()
                self.field.clear()
                if text:
                    self.tried.emit(text)
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return True
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("bg0"))
        painter.end()
