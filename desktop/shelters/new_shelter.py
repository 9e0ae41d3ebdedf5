"""A: a shelter that sprang up: name, village, beds, Enter. Ten seconds, on any laptop."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.theme import ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import label, row

translate = QCoreApplication.translate
MOST = 99_999


class NewShelter(QFrame):
    """Enter goes on to the next field and from the last one says `made(name, beds)`; `typed` is the village so far."""

    made = Signal(str, int)
    typed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(12), ipx(8), ipx(12), ipx(8))
        lines.setSpacing(ipx(5))
        lines.addWidget(label(translate("Shelters", "当场建一个安置点"), "strong"))
        self.name = self._field(translate("Shelters", "叫什么（村委会、饭庄、谁家）"))
        self.place = self._field(translate("Shelters", "哪个村：名字或首字母；空着就是本镇头一个"))
        self.beds = self._field(translate("Shelters", "能住几人"))
        self.beds.setValidator(QIntValidator(1, MOST, self))
        self.place.setInputMethodHints(Qt.InputMethodHint.ImhNone)
        self._meant = label("", "small")
        for piece in (self.name, self.place, self._meant, self.beds):
            lines.addWidget(piece)
        self.place.textChanged.connect(self.typed)
        lines.addWidget(
            row(
                KeyCap("⏎"),
                label(translate("Shelters", "下一格；末格建好并开门"), "small"),
                KeyCap("Esc"),
                label(translate("Shelters", "不建"), "small"),
                None,
            )
        )
        lines.addStretch(1)

    def _field(self, hint: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setFixedHeight(ipx(40))
        field.setPlaceholderText(hint)
        field.setAccessibleName(hint)
        field.installEventFilter(self)
        return field

    def open(self) -> None:
        for field in (self.name, self.place, self.beds):
            field.clear()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.typed.emit("")

    def show_meant(self, words: str) -> None:
        self._meant.setText(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on(watched)
                return True
        return super().eventFilter(watched, event)

    def _on(self, field: QObject) -> None:
        """The first field that still lacks something, else it is made."""
        if field is self.name and self.name.text().strip():
            self.place.setFocus()
        elif field is self.place:
            self.beds.setFocus()
        elif field is self.beds and self.beds.text():
            if self.name.text().strip():
                self.made.emit(self.name.text().strip(), int(self.beds.text()))
            else:
                self.name.setFocus()
