"""A page of the panel that is worked down with the space bar: the checklist, or the households to relieve."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.shelters.entries import Entry, EntryList
from desktop.theme import ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import label, row

translate = QCoreApplication.translate


class TickPage(QWidget):
    """Space says `toggled(ident)`, Enter `entered()`, Esc `closed`."""

    toggled = Signal(str)
    entered = Signal()
    closed = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._title, self._hint = label("", "head"), label(hint, "small")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = row(self._title, KeyCap(translate("Keys", "空格")), self._hint, KeyCap("Esc"), height=38)
        head.layout().setContentsMargins(ipx(14), 0, ipx(14), 0)  # type: ignore[union-attr]
        head.layout().setStretch(0, 1)  # type: ignore[union-attr]
        lines.addWidget(head)
        self.list = _TickList(name, self)
        self.list.toggled.connect(self.toggled)
        self.list.entered_key.connect(self.entered)
        self.list.closed.connect(self.closed)
        self.list.doubleClicked.connect(lambda _: self._toggle())
        lines.addWidget(self.list, 1)
        self._note = label("", "small")
        self._note.setWordWrap(True)
        self._note.setContentsMargins(ipx(14), ipx(4), ipx(14), ipx(4))
        lines.addWidget(self._note)
        self.setFocusProxy(self.list)

    def show_list(self, title: str, entries: tuple[Entry, ...], note: str) -> None:
        self._title.setText(title)
        self.list.show_entries(entries)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _toggle(self) -> None:
        entry = self.list.current_entry()
        if entry is not None and entry.ident:
            self.toggled.emit(entry.ident)


class _TickList(EntryList):
    toggled = Signal(str)
    entered_key = Signal()
    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.current_entry()
        if event.key() == Qt.Key.Key_Space:
            if entry is not None and entry.ident:
                self.toggled.emit(entry.ident)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_key.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
