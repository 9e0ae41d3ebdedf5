"""What every list of the desk has in common: one row selected, no grid or frame, a quiet header; and its plain rows."""

from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from desktop.theme import ipx
from desktop.widgets.rows import row_height

Index = QModelIndex | QPersistentModelIndex
HEADER = 30


class _Heights(QObject):
    """Keeps the rows of a table as high as the text size asks for."""

    def __init__(self, table: QTableView, row: float) -> None:
        super().__init__(table)
        self._table, self._row = table, row
        self._follow()
        table.installEventFilter(self)

    def _follow(self) -> None:
        if self._table.verticalHeader().defaultSectionSize() != row_height(self._row):
            self._table.verticalHeader().setDefaultSectionSize(row_height(self._row))
        self._table.horizontalHeader().setFixedHeight(row_height(HEADER))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self._follow()
        return super().eventFilter(watched, event)


def dress_list(
    table: QTableView, name: str, row: float | None = None, header: str = "peopleHeader", *, grows: bool = True
) -> None:
    """Give a table the look and manners of a list; call after its model is set.

    `name` is read out; `row` is the height of all rows in design pixels, None where each has its own, and it `grows`
    with the text size; `header` is the name by which the style sheet knows its header.
    """
    table.setShowGrid(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setTabKeyNavigation(False)
    table.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # letters are verbs here
    table.setAccessibleName(name)
    table.verticalHeader().hide()
    if row is not None and not grows:
        table.verticalHeader().setDefaultSectionSize(ipx(row))
    across = table.horizontalHeader()
    across.setObjectName(header)
    across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    across.setSectionsClickable(False)
    across.setHighlightSections(False)
    across.setFixedHeight(ipx(HEADER))
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    if row is not None and grows:
        _Heights(table, row)


class Named(Protocol):
    """A row that is known by its id while what it says changes."""

    @property
    def ident(self) -> str: ...


class NamedRows(QAbstractTableModel):
    """Rows under heads; what stays in its place is painted again only where it differs."""

    def __init__(self, heads: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads = heads
        self.rows: tuple[Any, ...] = ()

    def show_rows(self, rows: tuple[Named, ...]) -> bool:
        """Take new rows; True when others stand there (and the table was reset)."""
        if [row.ident for row in rows] != [row.ident for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return True
        old, self.rows = self.rows, rows
        for at, (was, row) in enumerate(zip(old, rows, strict=True)):
            if was != row:
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.heads) - 1))
        return False

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.heads[section] if shown else None
