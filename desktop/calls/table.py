"""The calls as a Qt table: group heads span the row; a new state in the same order moves nothing."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.queries.call_rows import CallRow
from desktop.calls import saying
from desktop.calls.model import Head, Line

translate = QCoreApplication.translate
HOUSE, TRIED, SINCE, REDIAL, LADDER, NEXT = range(6)
COLUMNS = 6
Index = QModelIndex | QPersistentModelIndex


def line_key(line: Line) -> str:
    return f"head/{line.group.value}" if isinstance(line, Head) else line.ident


class CallTable(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._rows: dict[str, int] = {}

    def show_lines(self, lines: tuple[Line, ...]) -> bool:
        """Take a new state; True when the order changed (and the table was reset)."""
        keys = tuple(line_key(line) for line in lines)
        if keys == self._keys:
            self.lines = lines
            if lines:  # only what is in sight is worded and painted: cheaper than comparing thousands of rows
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, COLUMNS - 1))
            return False
        self.beginResetModel()
        self.lines, self._keys = lines, keys
        self._rows = {key: at for at, key in enumerate(keys)}
        self.endResetModel()
        return True

    def row_of(self, ident: str) -> int:
        """Row of a household or village; -1 when it is not in the table."""
        return self._rows.get(ident, -1)

    def call(self, row: int) -> CallRow | None:
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, CallRow) else None

    def heads(self) -> tuple[int, ...]:
        return tuple(at for at, line in enumerate(self.lines) if isinstance(line, Head))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.lines[index.row()], Head):
            return Qt.ItemFlag.NoItemFlags  # arrow keys pass over heads
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (SINCE, REDIAL):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("Calls", "户 · 村"),
            translate("Calls", "打过几次 · 结果"),
            translate("Calls", "没人应"),
            translate("Calls", "重拨"),
            translate("Calls", "叫到哪一级"),
            translate("Calls", "下一步"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and index.column() == HOUSE:
            return saying.group(line.group) if isinstance(line, Head) else saying.who(line)
        return None
