"""The roll as a Qt table: group heads span the row; a new state touches only the rows that differ."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.queries.rows import RollRow
from desktop import people_words
from desktop.roll.model import Head, Line

translate = QCoreApplication.translate
PERSON, HOME, STEPS, LAST, HELPERS, NEXT = range(6)
COLUMNS = 6
Index = QModelIndex | QPersistentModelIndex


def line_key(line: Line) -> str:
    return f"head/{line.group.value}" if isinstance(line, Head) else f"person/{line.person}"


class RollTable(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._rows: dict[str, int] = {}

    def show_lines(self, lines: tuple[Line, ...]) -> bool:
        """Take a new state; True when the order changed (and the table was reset)."""
        keys = tuple(line_key(line) for line in lines)
        if keys == self._keys:
            changed = [at for at, (old, new) in enumerate(zip(self.lines, lines, strict=True)) if old != new]
            self.lines = lines
            for at in changed:
                self.dataChanged.emit(self.index(at, 0), self.index(at, COLUMNS - 1))
            return False
        self.beginResetModel()
        self.lines, self._keys = lines, keys
        self._rows = {key: at for at, key in enumerate(keys)}
        self.endResetModel()
        return True

    def fresh(self, lines: tuple[Line, ...]) -> int:
        """How many persons of a state are not in the table yet."""
        return sum(1 for line in lines if isinstance(line, RollRow) and line_key(line) not in self._rows)

    def update_in_place(self, lines: tuple[Line, ...]) -> None:
        """Take new facts for the persons that stand here, without moving anybody."""
        news = {line_key(line): line for line in lines if isinstance(line, RollRow)}
        self.lines = tuple(news.get(key, line) for key, line in zip(self._keys, self.lines, strict=True))
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, COLUMNS - 1))

    def row_of(self, ident: str) -> int:
        """Row of a person or of the first of a household; -1 when he is not in the table."""
        at = self._rows.get(f"person/{ident}")
        if at is not None:
            return at
        for number, line in enumerate(self.lines):
            if isinstance(line, RollRow) and line.household == ident:
                return number
        return -1

    def person(self, row: int) -> RollRow | None:
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, RollRow) else None

    def heads(self) -> tuple[int, ...]:
        return tuple(at for at, line in enumerate(self.lines) if isinstance(line, Head))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.lines[index.row()], Head):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("Roll", "姓名 · 行动"),
            translate("Roll", "村 · 户"),
            translate("Roll", "走到哪一步"),
            translate("Roll", "末次联系"),
            translate("Roll", "责任人 A / B"),
            translate("Roll", "下一步"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and index.column() == PERSON:
            return line.group.value if isinstance(line, Head) else people_words.person(line)
        return None
