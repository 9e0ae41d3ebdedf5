"""The verdicts as a Qt table: heads span the row; where, whose row, and why in one line."""

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

from desktop import phrases
from desktop.imports import saying
from desktop.imports.model import FindingLine, GroupLine, Line, RowLine
from desktop.theme import current, font, ipx, px
from desktop.widgets.paint import draw_text
from desktop.widgets.rows import HEAD, paint_ground, ready, row_rect

translate = QCoreApplication.translate
WHERE, WHO, WHY = range(3)
COLUMNS = 3
LINE = 36
Index = QModelIndex | QPersistentModelIndex


class VerdictTable(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> bool:
        """Take other lines; False where they are the same."""
        if lines == self.lines:
            return False
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()
        return True

    def line(self, row: int) -> Line | None:
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.line(index.row()), GroupLine):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (translate("Import", "哪一行"), translate("Import", "是谁"), translate("Import", "为什么"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return saying.read_aloud(line)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._text(line, index.column())

    @staticmethod
    def _text(line: Line, column: int) -> str:
        if isinstance(line, GroupLine):
            return saying.group(line) if column == WHERE else ""
        if isinstance(line, FindingLine):
            return phrases.finding(line.finding) if column == WHERE else ""
        return (saying.where(line), saying.who(line.compared), saying.why(line.compared))[column]


class VerdictDelegate(QStyledItemDelegate):
    """One line of text a cell; heads and findings run over the whole row."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(ipx(100), ipx(LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        line = model.line(index.row()) if isinstance(model, VerdictTable) else None
        text = str(index.data() or "")
        rect = row_rect(option)
        ready(painter)
        palette = current()
        if isinstance(line, GroupLine):
            painter.fillRect(rect, palette.color("bg2"))
            draw_text(painter, rect.adjusted(px(12), 0, -px(8), 0), text, font("SMALL", True), palette.color("t1"))
            return
        last = index.column() == COLUMNS - 1 or isinstance(line, FindingLine)
        paint_ground(painter, option, index.column() == 0, last)
        inner = QRectF(rect.adjusted(px(12), 0, -px(6), 0))
        strong = index.column() == WHO and isinstance(line, RowLine)
        ink = palette.color("t2" if index.column() == WHERE and isinstance(line, RowLine) else "t1")
        draw_text(painter, inner, text, font("BODY" if index.column() == WHO else "SMALL", strong), ink)


def height(line: Line) -> int:
    return ipx(HEAD if isinstance(line, GroupLine) else LINE)
