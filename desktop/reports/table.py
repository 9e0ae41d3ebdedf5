"""Figures in a grid: one cell is chosen, each says its count and by how much it changed since the last report."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.theme import ONE_LINE_FROM, current, font, ipx, px, text_scale
from desktop.widgets.listing import NamedRows, dress_list
from desktop.widgets.paint import draw_text
from desktop.widgets.rows import is_selected, ready, row_rect

Index = QModelIndex | QPersistentModelIndex
ROW, HEADER, SMALLEST = 44, 30, 52
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class FigureCell:
    """`upper` the count or the name of the line, `lower` the change or what belongs to the name; `quiet` for a zero."""

    upper: str
    lower: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow:
    ident: str
    cells: tuple[FigureCell, ...]
    strong: bool = False


class _Rows(NamedRows):
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int((_RIGHT if section else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        cell = row.cells[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return (row, cell)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(part for part in (cell.upper, cell.lower) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (self.heads[index.column()], cell.upper, cell.lower) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, cell = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        ready(painter)
        rect, palette = row_rect(option), current()
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), palette.color("line"))
        if is_selected(option):
            painter.fillRect(rect, palette.color("sel"))
            painter.setPen(QPen(palette.color("focus"), px(2)))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        first = index.column() == 0
        inner = rect.adjusted(px(12) if first else px(2), 0, -px(8), 0)
        align = Qt.AlignmentFlag.AlignLeft if first else _RIGHT
        both = bool(cell.lower) and text_scale() < ONE_LINE_FROM
        top = QRectF(
            inner.left(), inner.top() + (px(1) if both else 0), inner.width(), px(24) if both else inner.height()
        )
        ink = palette.color("t2" if cell.quiet else "t1")
        draw_text(painter, top, cell.upper, font("BODY", row.strong or first), ink, align)
        if both:
            below = QRectF(inner.left(), inner.top() + px(23), inner.width(), px(19))
            draw_text(painter, below, cell.lower, font("SMALL"), palette.color("t2"), align)
        painter.restore()


class FigureTable(QTableView):
    """`chosen(row, column)` when the user goes to a cell. `first` is the width of the first column in design pixels."""

    chosen = Signal(int, int)

    def __init__(self, name: str, heads: Sequence[str], first: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = first
        self.rows = _Rows(tuple(heads), self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        dress_list(self, name, ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_rows(self, rows: tuple[FigureRow, ...]) -> None:
        """New rows; the chosen cell stays the chosen one where its line is still there."""
        was = self.currentIndex()
        ident = self.rows.rows[was.row()].ident if 0 <= was.row() < len(self.rows.rows) else ""
        self.rows.show_rows(rows)
        if not self.currentIndex().isValid() and ident:
            at = next((n for n, row in enumerate(rows) if row.ident == ident), -1)
            if at >= 0:
                self.setCurrentIndex(self.rows.index(at, was.column()))

    def go(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.rows.index(row, column))

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(now.row(), now.column())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count, first = self.rows.columnCount(), max(ipx(self._first), self.horizontalHeader().sectionSizeHint(0))
        room = self.viewport().width() - first
        self.setColumnWidth(0, first)
        for column, width in enumerate(self._shares(room, count - 1), start=1):
            self.setColumnWidth(column, width)

    def _shares(self, room: int, count: int) -> list[int]:
        """Columns of one width where every head stands in it; else each gets what its head asks for, and an equal share
        of the rest."""
        even = max(ipx(SMALLEST), room // max(1, count))
        asked = [max(ipx(SMALLEST), self.horizontalHeader().sectionSizeHint(n)) for n in range(1, count + 1)]
        if max(asked, default=0) <= even:
            return [even] * count
        spare = max(0, room - sum(asked)) // max(1, count)
        return [width + spare for width in asked]
