"""What the pages beside the list have in common: a head with title, counts and the key back, then their own pieces."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import keys
from desktop.theme import ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import hairline, label

translate = QCoreApplication.translate


class Page(QWidget):
    """`back` when the list is wanted again."""

    back = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        head = QWidget(self)
        head.setFixedHeight(ipx(46))
        line = QHBoxLayout(head)
        line.setContentsMargins(ipx(12), 0, ipx(12), 0)
        line.setSpacing(ipx(10))
        self.title = label(title, "head")
        self.counts = label("", "small")
        line.addWidget(self.title)
        line.addWidget(self.counts)
        line.addStretch(1)
        line.addWidget(KeyCap(keys.hint("back")))
        line.addWidget(label(translate("People", "回名册"), "small"))
        self.rows.addWidget(head)
        self.rows.addWidget(hairline())

    def focus_first(self) -> None:
        """Where keys go when the page comes to the front."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
