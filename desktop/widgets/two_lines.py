"""A table of rows with two lines in each cell, from plain values; one row is selected, and it stays so."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.theme import current, px
from desktop.widgets.listing import NamedRows, dress_list
from desktop.widgets.rows import ROW, paint_ground, paint_two_lines, ready, row_rect
from desktop.widgets.symbols import draw_symbol

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """Two lines, and a symbol before them where there is one."""

    upper: str
    lower: str = ""
    symbol: str = ""
    bold: bool = False
    lower_bold: bool = False


class Row(Protocol):
    """What a row must have; a long list may word its cells only when they come into sight."""

    @property
    def ident(self) -> str: ...

    @property
    def cells(self) -> tuple[Cell, ...]: ...


@dataclass(frozen=True, slots=True)
class TableRow:
    ident: str
    cells: tuple[Cell, ...]


class _Rows(NamedRows):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.rows[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (cell.upper, cell.lower) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(Qt.ItemDataRole.UserRole)
        last = index.model().columnCount() - 1
        painter.save()
        ready(painter)
        paint_ground(painter, option, index.column() == 0, index.column() == last)
        rect = row_rect(option).adjusted(px(12), 0, -px(6), 0)
        if cell.symbol:
            draw_symbol(painter, cell.symbol, QRectF(rect.left(), rect.center().y() - px(9), px(18), px(18)), current())
            rect.setLeft(rect.left() + px(26))
        paint_two_lines(painter, rect, cell.upper, cell.lower, bold=cell.bold, lower_bold=cell.lower_bold)
        painter.restore()


class TwoLineTable(QTableView):
    """`chosen(ident)` when another row becomes the current one, by the user or because its row went away."""

    chosen = Signal(str)

    def __init__(
        self, name: str, heads: tuple[str, ...], widths: tuple[int, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._widths = widths
        self._said = ""
        self.rows = _Rows(heads, self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        dress_list(self, name, ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._moved)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show rows; whoever was selected stays so, else the row that now stands in his place is."""
        at, ident = self.currentIndex().row(), self.current_ident()
        if self.rows.show_rows(tuple(rows)):
            found = self.row_of(ident)
            self.select_row(found if found >= 0 else min(max(at, 0), self.rows.rowCount() - 1))

    def row_of(self, ident: str) -> int:
        return next((at for at, row in enumerate(self.rows.rows) if row.ident == ident), -1)

    def select_row(self, at: int) -> None:
        if not 0 <= at < self.rows.rowCount():
            self._said = ""
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows.index(at, 0), flags)
        self.scrollTo(self.rows.index(at, 0))

    def current_ident(self) -> str:
        at = self.currentIndex().row()
        return self.rows.rows[at].ident if 0 <= at < self.rows.rowCount() else ""

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        ident = self.rows.rows[now.row()].ident if now.isValid() else ""
        if ident and ident != self._said:
            self._said = ident
            self.chosen.emit(ident)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        for column, share in enumerate(self._widths):
            self.setColumnWidth(column, width * share // sum(self._widths))
