"""Figures in a grid: one cell is chosen, each says its count and by how much it changed since the last report."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.theme import current, font, ipx, px, text_scale
from desktop.widgets.listing import NamedRows, dress_list
from desktop.widgets.paint import draw_text, text_width
from desktop.widgets.rows import is_selected, ready, row_height, row_rect

Index = QModelIndex | QPersistentModelIndex
ROW, HEADER, TWO_LINE_HEADER, SMALLEST = 44, 30, 50, 52
_PADDING = 16  # of a head on both sides, in logical pixels: as in the style sheet
LONG_HEAD = 4  # characters of a head that may be set in two lines
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
    _broken = False

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int((_RIGHT if section else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)
        return self.shown_heads()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def break_heads(self, broken: bool) -> None:
        """Set long heads in two lines, or in one again."""
        if broken != self._broken:
            self._broken = broken
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.heads) - 1)

    def shown_heads(self) -> tuple[str, ...]:
        return tuple(_in_two(head) for head in self.heads) if self._broken else self.heads

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


def _in_two(head: str) -> str:
    """A head of four and more characters in two lines, at a word's end where it has one."""
    if len(head) < LONG_HEAD:
        return head
    if " " in head:
        first, _, rest = head.partition(" ")
        return f"{first}\n{rest}"
    middle = (len(head) + 1) // 2
    return f"{head[:middle]}\n{head[middle:]}"


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
        both, scale = bool(cell.lower), text_scale()
        top = QRectF(inner.left(), inner.top(), inner.width(), px(24) * scale if both else inner.height())
        ink = palette.color("t2" if cell.quiet else "t1")
        draw_text(painter, top, cell.upper, font("BODY", row.strong or first), ink, align)
        if both:
            below = QRectF(inner.left(), inner.top() + px(23) * scale, inner.width(), px(19) * scale)
            draw_text(painter, below, cell.lower, font("SMALL"), palette.color("t2"), align)
        painter.restore()


class FigureTable(QTableView):
    """`chosen(row, column)` when the user goes to a cell. `first` is the width of the first column in design pixels."""

    chosen = Signal(int, int)
    fitted = Signal(int)  # the height of the heads

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
        self.horizontalHeader().setMinimumSectionSize(1)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_rows(self, rows: tuple[FigureRow, ...]) -> None:
        """New rows; the chosen cell stays the chosen one where its line is still there."""
        was = self.currentIndex()
        ident = self.rows.rows[was.row()].ident if 0 <= was.row() < len(self.rows.rows) else ""
        self.rows.show_rows(rows)
        self._fit()
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
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows"):
            self._fit()

    def _fit(self) -> None:
        """Columns of one width where every head stands in it; else each gets what its head asks for, and an equal share
        of the rest. Where that is more than there is, long heads are set in two lines: no column may fall off the
        edge."""
        count, wide = self.rows.columnCount(), self.viewport().width()
        self.rows.break_heads(False)
        first, asked = self._first_width(), [self._asked(n) for n in range(1, count)]
        if first + sum(asked) > wide:
            self.rows.break_heads(True)
            asked = [self._asked(n, tight=True) for n in range(1, count)]
        lines = 2 if any("\n" in head for head in self.rows.shown_heads()) else 1
        self.horizontalHeader().setFixedHeight(row_height(HEADER if lines == 1 else TWO_LINE_HEADER))
        even = max(ipx(SMALLEST), (wide - first) // max(1, count - 1))
        spare = max(0, wide - first - sum(asked)) // max(1, count - 1)
        same = max(asked, default=0) <= even and even * (count - 1) <= wide - first
        self.setColumnWidth(0, first)
        for column, width in enumerate(asked, start=1):
            self.setColumnWidth(column, even if same else width + spare)
        self.fitted.emit(self.horizontalHeader().height())

    def _first_width(self) -> int:
        names = (row.cells[0].upper for row in self.rows.rows)
        longest = max((text_width(name, font("BODY", True)) for name in names), default=0.0) + px(20)
        own = max(ipx(self._first), self.horizontalHeader().sectionSizeHint(0))
        return max(own, min(round(longest), round(self.viewport().width() * 0.3)))

    def _asked(self, column: int, tight: bool = False) -> int:
        """What a head takes, and the longest figure below it; where it is tight no more than its letters."""
        lines = self.rows.shown_heads()[column].split("\n")
        head: float = self.horizontalHeader().sectionSizeHint(column)
        if tight:
            head = max(text_width(line, font("SMALL")) for line in lines) + _PADDING
        longest = max((len(row.cells[column].upper) for row in self.rows.rows), default=0)
        return round(max(head, text_width("0" * max(3, longest), font("BODY", True)) + px(10)))
