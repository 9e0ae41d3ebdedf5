"""The list of the calls as a view: widths, heads over the whole row, one selected row."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel
from PySide6.QtWidgets import QTableView, QWidget

from desktop.calls.cells import delegates
from desktop.calls.table import COLUMNS, CallTable
from desktop.theme import ipx
from desktop.widgets.listing import dress_list
from desktop.widgets.rows import HEAD, ROW, row_height

translate = QCoreApplication.translate
EDGES = (0, 244, 450, 536, 632, 774, 864)


class CallList(QTableView):
    """`calls` are its rows."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calls = CallTable(self)
        self.setModel(self.calls)
        for column, delegate in enumerate(delegates(now, self)):
            self.setItemDelegateForColumn(column, delegate)
        dress_list(self, translate("Calls", "叫应名单"), ROW)
        self.verticalHeader().setMinimumSectionSize(1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "calls"):
            self.span_heads()

    def fit(self) -> None:
        """All extra width goes to the names and to what was tried."""
        room = self.viewport().width()
        spare = max(0, room - ipx(EDGES[-1]))
        widths = [ipx(EDGES[column + 1]) - ipx(EDGES[column]) for column in range(COLUMNS)]
        for column, width in enumerate(widths):
            more = spare // 2 if column < 2 else 0
            less = max(0, sum(widths) - room) if column == 1 else 0
            self.setColumnWidth(column, width + more - less)

    def span_heads(self) -> None:
        self.clearSpans()
        for at in self.calls.heads():
            self.setSpan(at, 0, 1, COLUMNS)
        header = self.verticalHeader()
        for at in range(self.calls.rowCount()):
            high = row_height(HEAD if self.calls.call(at) is None else ROW)
            if header.sectionSize(at) != high:
                header.resizeSection(at, high)

    def stand(self, ident: str, row: int, place: int) -> None:
        """The selected row stays where it is on the screen, whatever rose around it; one that has gone leaves the
        selection to whoever stands in its place."""
        at = self.calls.row_of(ident) if ident else -1
        found = at >= 0
        if not found:
            below = range(max(0, row), self.calls.rowCount())
            at = next((n for n in (*below, *range(self.calls.rowCount())) if self.calls.call(n)), -1)
        if at < 0:
            return
        self.put_on(at)
        if found:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rowViewportPosition(at) - place)

    def put_on(self, at: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.calls.index(at, 0), flags)
