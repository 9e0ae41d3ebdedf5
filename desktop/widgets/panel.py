"""The side panel: head, a part that scrolls, buttons pinned below."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import current, font, ipx
from desktop.widgets.flow_row import FlowLayout
from desktop.widgets.keycap import KeyCap
from desktop.widgets.notice import Notice
from desktop.widgets.symbols import SymbolLabel


def label(text: str = "", role: str = "", align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QLabel:
    """A plain-text label; `role` picks its step in the stylesheet (head, time, small, hint, source, strong, go …)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
    made.setProperty("role", role)
    return made


def hairline(parent: QWidget | None = None) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("panelLine")
    line.setFixedHeight(1)
    return line


def row(*pieces: QWidget | None, spacing: float = 8, height: float = 26) -> QWidget:
    """One panel line; None is the stretch."""
    made = QWidget()
    made.setMinimumHeight(ipx(height))
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(ipx(spacing))
    for piece in pieces:
        if piece is None:
            layout.addStretch(1)
        else:
            layout.addWidget(piece)
    return made


class SidePanel(QWidget):
    """Frame of the panel; its owner fills head, body and buttons from one frozen row. Esc says `closed`."""

    closed = Signal()

    def __init__(self, width: float = 380, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(ipx(width))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(ipx(14), ipx(6), ipx(14), ipx(8))
        rows.setSpacing(ipx(4))
        self._source = label("", "small")
        self._source.setWordWrap(True)
        self._source.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._back = KeyCap("Esc")
        above = row(self._source, self._back, height=24)
        above.layout().setStretch(0, 1)  # type: ignore[union-attr]
        rows.addWidget(above)
        self._head = label("", "head")
        self._head.setWordWrap(True)
        self._head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._symbol = SymbolLabel("none", current(), 18)
        self._state = label("", "strong")
        line = row(self._head, self._symbol, self._state, height=36)
        line.layout().setStretch(0, 1)  # type: ignore[union-attr]
        rows.addWidget(line)
        self._symbol.hide()
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.addWidget(self._scroll, 1)
        self.notice = Notice(self)
        rows.addWidget(self.notice)
        self._pinned = QWidget(self)
        self._buttons = FlowLayout(ipx(6), self._pinned)
        self._buttons.setContentsMargins(0, ipx(4), 0, 0)
        self._rows = rows
        rows.addWidget(self._pinned)
        self.show_body(())

    def show_head(self, source: str, head: str, symbol: str = "", state: str = "", role: str = "strong") -> None:
        """What it is and its state; `role` colours the state (go, prep, done, life, strong)."""
        self._source.setText(source)
        self._head.setText(head)
        self._head.setFont(font("HEAD", bold=True))
        self._symbol.setVisible(bool(symbol))
        if symbol:
            self._symbol.show_symbol(symbol, current())
        self._state.setText(state)
        self._state.setProperty("role", role)
        self._state.style().polish(self._state)

    def show_body(self, lines: Iterable[QWidget]) -> None:
        """Replace the scrolling part; keeps the scroll position."""
        position = self._scroll.verticalScrollBar().value()
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, ipx(8), 0)  # room for the scroll bar
        rows.setSpacing(ipx(4))
        for line in lines:
            rows.addWidget(line)
        rows.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(position)

    def bring(self, piece: QWidget) -> None:
        """Scroll a piece of the body into sight."""
        self._scroll.ensureWidgetVisible(piece, 0, 0)

    def pin_above_buttons(self, piece: QWidget) -> None:
        """A piece that neither scrolls nor is rebuilt with the body."""
        self._rows.insertWidget(self._rows.count() - 1, piece)

    def show_buttons(self, buttons: Iterable[QWidget]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (piece := item.widget()) is not None:
                piece.hide()
                piece.deleteLater()
        for button in buttons:
            self._buttons.addWidget(button)
