"""关岛 with people inside: who they are, where they go next, and their number to be typed before the doors close."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.shelters.entries import Entry, EntryList
from desktop.theme import ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import label, row

translate = QCoreApplication.translate
MOST = 99_999


class AskToClose(QFrame):
    """`confirmed` says the number that was typed; whether it is right is decided where it is recorded."""

    confirmed = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(12), ipx(8), ipx(12), ipx(8))
        lines.setSpacing(ipx(6))
        self._words = label("", "strong")
        self._words.setWordWrap(True)
        lines.addWidget(self._words)
        self.names = EntryList(translate("Shelters", "里面的人和去处"), self)
        self.names.setMinimumHeight(ipx(96))
        lines.addWidget(self.names, 1)
        self.number = QLineEdit(self)
        self.number.setFixedHeight(ipx(44))
        self.number.setValidator(QIntValidator(0, MOST, self))
        self.number.setPlaceholderText(translate("Shelters", "打人数"))
        self.number.setAccessibleName(translate("Shelters", "里面的人数"))
        self.number.returnPressed.connect(self._confirm)
        lines.addWidget(self.number)
        lines.addWidget(
            row(
                KeyCap("⏎"),
                label(translate("Shelters", "关岛，并下令各户去下一岛"), "small"),
                KeyCap("Esc"),
                label(translate("Shelters", "不关"), "small"),
                None,
            )
        )

    def ask(self, words: str, names: tuple[Entry, ...]) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)
        self.names.show_entries(names)
        self.number.clear()
        self.show()
        self.number.setFocus()

    def _confirm(self) -> None:
        if self.number.text():
            self.confirmed.emit(int(self.number.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
