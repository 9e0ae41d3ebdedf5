"""F1: the keys of this screen, from the key table; from there to 关于 (credits, licence of the data, versions)."""

import sys

from PySide6.QtCore import QCoreApplication, Qt, Signal, qVersion
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop import keys
from desktop.theme import ipx
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import hairline, label, row

translate = QCoreApplication.translate
COLUMNS = 3


class Sheet(QFrame):
    """A sheet over the window, closed by Esc; a child of the window, never a dialog."""

    closed = Signal()

    def __init__(self, title: str, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self.setObjectName("sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(ipx(20), ipx(14), ipx(20), ipx(14))
        self.rows.addWidget(row(label(title, "head"), None, KeyCap(keys.hint("back"))))
        self.rows.addWidget(hairline())
        self.hide()

    def open_over(self) -> None:
        window = self._over
        room = window.height() - ipx(80)
        width, height = min(ipx(1120), window.width() - ipx(80)), min(max(ipx(620), self.sizeHint().height()), room)
        self.setGeometry((window.width() - width) // 2, (window.height() - height) // 2, width, height)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class HelpSheet(Sheet):
    about_wanted = Signal()

    def __init__(self, screen: str, window: QWidget) -> None:
        words = translate("Help", "签到台") if screen == "island" else keys.key(screen).words if screen else ""
        super().__init__(translate("Help", "{screen} · 这一屏的键").format(screen=words), window)
        grid = QGridLayout()
        grid.setHorizontalSpacing(ipx(12))
        grid.setVerticalSpacing(ipx(6))
        entries = keys.for_screen(screen)
        per_column = -(-len(entries) // COLUMNS)
        for index, entry in enumerate(entries):
            column, line = divmod(index, per_column)
            grid.addWidget(KeyCap(keys.hint(entry.id)), line, column * 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(entry.words), line, column * 2 + 1)
            grid.setColumnStretch(column * 2 + 1, 1)
        self.rows.addLayout(grid)
        self.rows.addStretch(1)
        self.rows.addWidget(row(KeyCap("A"), label(translate("Help", "关于岛链：数据来源、许可、版本")), None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_A:
            self.hide()
            self.about_wanted.emit()
        else:
            super().keyPressEvent(event)


class AboutSheet(Sheet):
    def __init__(self, credits_: tuple[str, ...], window: QWidget) -> None:
        super().__init__(translate("Help", "关于 岛链 Daolian"), window)
        text = QLabel()
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignTop)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        text.setText("\n".join((*_versions(), "", translate("Help", "数据来源与许可："), *credits_)))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(text)
        self.rows.addWidget(area, 1)


def _versions() -> tuple[str, ...]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        own = version("daolian")
    except PackageNotFoundError:
        own = "–"
    python = ".".join(str(part) for part in sys.version_info[:3])
    return (
        translate("Help", "岛链 {own} · Python {python} · Qt {qt}").format(own=own, python=python, qt=qVersion()),
        translate("Help", "程序按 Apache License 2.0 许可；Qt 与 PySide6 按 LGPL v3。"),
        translate("Help", "离线工具：不上网，不打电话，不自动下令；人来定，它来算、来记、来印。"),
    )
