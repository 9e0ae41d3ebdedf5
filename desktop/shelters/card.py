"""What opens in the panel: a household at the door, somebody beyond the register."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.shelters.entries import Entry, EntryList
from desktop.theme import ipx
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import label, row

translate = QCoreApplication.translate


class ArrivalCard(QFrame):
    """Members toggled by digits; Enter records those ticked. Says what was asked, decides nothing."""

    toggled = Signal(int)  # member, counting from 1
    recorded = Signal(bool)  # True: arrived and housed
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(8), ipx(6), ipx(8), ipx(8))
        lines.setSpacing(ipx(4))
        self._title, self._count = label("", "time"), label("", "head")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = row(self._title, self._count, height=40)
        head.layout().setStretch(0, 1)  # type: ignore[union-attr]
        lines.addWidget(head)
        self._second = label("", "source")
        self._second.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines.addWidget(self._second)
        self.members = EntryList(translate("Shelters", "户里的人"), self)
        self.members.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.members.clicked.connect(lambda index: self.toggled.emit(index.row() + 1))
        lines.addWidget(self.members, 1)
        lines.addWidget(
            row(
                KeyCap("1–9"),
                label(translate("Shelters", "来 / 没来"), "small"),
                KeyCap("Esc"),
                label(translate("Shelters", "不记"), "small"),
                None,
                height=26,
            )
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(ipx(8))
        self._enter = PrimaryButton("")
        self._enter.clicked.connect(lambda: self.recorded.emit(True))
        self._only = VerbButton(translate("Shelters", "只记到达"), "Alt+⏎")
        self._only.clicked.connect(lambda: self.recorded.emit(False))
        buttons.addWidget(self._enter, 1)
        buttons.addWidget(self._only)
        lines.addLayout(buttons)

    def show_party(self, title: str, second: str, members: tuple[Entry, ...]) -> None:
        here = sum(bool(entry.ticked) for entry in members)
        self._title.setText(title)
        self._count.setText(translate("Shelters", "{n} 人").format(n=len(members)))
        self._second.setText(second)
        self.members.show_entries(members)
        if here:
            self._enter.say(translate("Shelters", "{n} 人到达并入住，下一位").format(n=here))
        else:
            self._enter.say(translate("Shelters", "一个都没勾，不记"))
        self.setAccessibleName(f"{title} {second}")

    def look_at(self, number: int) -> None:
        """Bring the member that was toggled into sight."""
        self.members.setCurrentIndex(self.members.entries.index(number - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not event.modifiers():
            self.toggled.emit(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.recorded.emit(not event.modifiers() & Qt.KeyboardModifier.AltModifier)
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class TakeIn(QFrame):
    """X: one line for a name, which may stay empty; Enter takes him in."""

    taken = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(12), ipx(8), ipx(12), ipx(8))
        lines.setSpacing(ipx(6))
        lines.addWidget(label(translate("Shelters", "收下不在册（扩面）"), "strong"))
        self.name = QLineEdit(self)
        self.name.setFixedHeight(ipx(44))
        self.name.setPlaceholderText(translate("Shelters", "姓名；不知道就空着，记为 不详"))
        self.name.setAccessibleName(translate("Shelters", "姓名"))
        self.name.returnPressed.connect(lambda: self.taken.emit(self.name.text()))
        lines.addWidget(self.name)
        lines.addWidget(
            row(
                KeyCap("⏎"),
                label(translate("Shelters", "收下并记到达"), "small"),
                KeyCap("Esc"),
                label(translate("Shelters", "不收"), "small"),
                None,
            )
        )

    def open(self) -> None:
        self.name.clear()
        self.show()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
