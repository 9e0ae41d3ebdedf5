"""The desks as a Qt table: who, what is held of it, when it was heard, what it holds of ours. Two lines a cell."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from core.queries.desks import DeskRow
from desktop.desks import saying
from desktop.desks.hub_row import HubRow
from desktop.theme import current, ipx, px
from desktop.widgets.rows import ROW, has_room_for_two, paint_ground, paint_two_lines, ready, row_rect
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
WHO, HELD, HEARD, OURS = range(4)
COLUMNS = 4
Index = QModelIndex | QPersistentModelIndex


Row = DeskRow | HubRow


def _was_heard(row: Row) -> bool:
    if isinstance(row, HubRow):
        return row.note is not None
    return bool(row.events) and row.revoked_at is None


class DeskTable(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self.now: datetime | None = None

    def show_rows(self, rows: tuple[Row, ...], now: datetime | None) -> bool:
        """Take other rows; True where there are more or fewer than before."""
        self.now = now
        if [row.device for row in rows] == [row.device for row in self.rows]:
            if rows != self.rows:
                self.rows = rows
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, COLUMNS - 1))
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def row(self, number: int) -> Row | None:
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                translate("Desks", "哪个点"),
                translate("Desks", "这里有它的"),
                translate("Desks", "什么时候收到"),
                translate("Desks", "它有我们的"),
            )[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return "，".join(part for part in self.cell(row, index.column()) if part)

    def cell(self, row: Row, column: int) -> tuple[str, str]:
        """What stands in a cell: the fact, and below it where it comes from."""
        if isinstance(row, HubRow):
            return saying.hub_cells(row, self.now)[column]
        ours = next((one.events for one in self.rows if isinstance(one, DeskRow) and one.this), 0)
        if column == WHO:
            return saying.name(row), saying.who(row)
        if column == HELD:
            return saying.held(row), saying.newest(row, self.now)
        if column == HEARD:
            return saying.heard(row, self.now)
        return saying.has_of_ours(row, ours), ""


class DeskDelegate(QStyledItemDelegate):
    """A dot for a desk that was heard, a ring with a bar for one that was not: never a light for all is well."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(ipx(120), ipx(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        row = model.row(index.row()) if isinstance(model, DeskTable) else None
        if row is None or not isinstance(model, DeskTable):
            return
        rect = row_rect(option)
        ready(painter)
        paint_ground(painter, option, index.column() == 0, index.column() == COLUMNS - 1)
        inner = QRectF(rect.adjusted(px(12), 0, -px(6), 0))
        upper, lower = model.cell(row, index.column())
        if index.column() == WHO:
            symbol = "heard" if _was_heard(row) else "silent"
            both = bool(lower) and has_room_for_two(rect.height())
            top = inner.top() + (px(8) if both else (inner.height() - px(16)) / 2)
            box = QRectF(inner.left(), top, px(16), px(16))
            draw_symbol(painter, symbol, box, current())
            inner = inner.adjusted(px(24), 0, 0, 0)
        paint_two_lines(painter, inner, upper, lower, bold=index.column() == WHO)
