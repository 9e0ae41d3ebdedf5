"""The villages of a proposed order, each with a mark: the order names those that are marked."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode
from core.queries.map_rows import PlaceRow
from desktop.storm.reading import homes_due, would_be_due
from desktop.theme import ONE_LINE_FROM, font, ipx, px, text_scale
from desktop.widgets.paint import text_width
from desktop.widgets.rows import row_height

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Toggle = Callable[[PlaceCode, bool], None]
_ROW = 26
_FIGURE, _DIGITS = 62, "0000"


def figure_width() -> int:
    """A column of figures: as wide as in the design, or as four of them are where the names want the room."""
    wanted = round(text_width(_DIGITS, font("BODY")) + px(6))
    return ipx(_FIGURE) if text_scale() < ONE_LINE_FROM else min(ipx(_FIGURE), wanted)


class VillageRows(QAbstractTableModel):
    def __init__(
        self,
        places: tuple[PlaceRow, ...],
        level: Trigger,
        chosen: frozenset[PlaceCode],
        toggle: Toggle,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.places = places
        self._level = level
        self._chosen = chosen
        self._toggle = toggle

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else 4

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place, column = self.places[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            on = place.place.code in self._chosen
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        due = would_be_due(place, self._level)
        return (place.place.name, str(homes_due(place, self._level)), str(due), str(place.bedridden))[column]

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index.row())
        return True

    def toggle(self, row: int) -> None:
        code = self.places[row].place.code
        on = code not in self._chosen
        self._chosen = self._chosen | {code} if on else self._chosen - {code}
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        self._toggle(code, on)


class VillageList(QTableView):
    """As high as its rows, within the panel that scrolls."""

    def __init__(
        self,
        places: tuple[PlaceRow, ...],
        level: Trigger,
        chosen: frozenset[PlaceCode],
        toggle: Toggle,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = VillageRows(places, level, chosen, toggle, self)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(translate("Storm", "下令的村，空格选或不选"))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(row_height(_ROW))
        header = self.horizontalHeader()
        header.hide()
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            self.setColumnWidth(column, figure_width())
        self.setFixedHeight(row_height(_ROW) * len(places) + 2)

    def stand_at(self, row: int) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setCurrentIndex(self.rows.index(min(row, len(self.rows.places) - 1), 0))

    def toggle_current(self) -> None:
        if self.currentIndex().isValid():
            self.rows.toggle(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggle_current()
        else:
            super().keyPressEvent(event)
