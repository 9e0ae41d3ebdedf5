"""The register as a Qt table with one delegate for each kind of column."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.domain.freshness import Flag
from core.queries.rows import Look, RollRow
from desktop import keys, people_words
from desktop.people.shown import PeopleShown
from desktop.theme import current, font, px
from desktop.widgets.listing import dress_list
from desktop.widgets.paint import fitting
from desktop.widgets.rows import ROW, paint_ground, paint_life_bar, paint_two_lines, ready, row_rect
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
COLUMNS = 4
_MARKED = frozenset((Flag.DUPLICATE, Flag.CONFLICT))


def people_table(at: Callable[[], datetime], parent: QWidget) -> "tuple[QTableView, PeopleTable]":
    """The table as the list shows it, and its rows."""
    table = QTableView(parent)
    rows = PeopleTable(table)
    table.setModel(rows)
    for column, delegate in enumerate(delegates(at, table)):
        table.setItemDelegateForColumn(column, delegate)
    dress_list(table, translate("People", "台账"), ROW)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    return table, rows


class PeopleTable(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: tuple[RollRow, ...] = ()
        self._places: dict[str, int] = {}
        self._order = "household"

    def show_people(self, state: PeopleShown) -> bool:
        """Take new rows; True when others stand there (and the table was reset)."""
        compared = state.compared
        if state.order != self._order:
            self._order = state.order
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 1, 1)
        known = compared is not None and compared.before is self.people
        self._places = compared.places if compared is not None else {}
        if compared is None or not known or not compared.same_people:
            self.beginResetModel()
            self.people = state.rows
            self.endResetModel()
            return True
        self.people = state.rows
        if compared.changed:
            self.dataChanged.emit(self.index(compared.changed[0], 0), self.index(compared.changed[-1], COLUMNS - 1))
        return False

    def row_of(self, ident: str) -> int:
        return self._places.get(ident, -1)

    def person(self, row: int) -> RollRow | None:
        return self.people[row] if 0 <= row < len(self.people) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.people)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("People", "姓名 · 行动"),
            self._home_head(),
            translate("People", "责任人 A / B"),
            translate("People", "在哪里 · 到哪一步"),
        )[section]

    def _home_head(self) -> str:
        """The column's name, and by what the list is in order."""
        key = keys.hint("group")
        by = translate("People", "按姓名") if self._order == "name" else translate("People", "按户")
        whole = translate("People", "户 · 隐患（{key} {by}）").format(key=key, by=by)
        table = self.parent()
        if not isinstance(table, QTableView):
            return whole
        return fitting((whole, f"{by} {key}"), font("SMALL"), table.columnWidth(1) - px(24))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self.people[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and index.column() == 0:
            return people_words.person(self.people[index.row()])
        return None


class PeopleDelegate(QStyledItemDelegate):
    """Ground for every column; `cell` is the column's own."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = now

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: RollRow = index.model().people[index.row()]  # type: ignore[attr-defined]
        painter.save()
        ready(painter)
        paint_ground(painter, option, index.column() == 0, index.column() == COLUMNS - 1)
        self.cell(painter, row_rect(option).adjusted(px(12), 0, -px(6), 0), row, option)
        painter.restore()

    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, _option: QStyleOptionViewItem) -> None:
        """Draw one cell; the ground is already there."""


class PersonDelegate(PeopleDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, option: QStyleOptionViewItem) -> None:
        if row.look is Look.EXPOSED:
            paint_life_bar(painter, row_rect(option))
        paint_two_lines(painter, rect, people_words.person(row), people_words.mobility(row), bold=True)


class HomeDelegate(PeopleDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, _option: QStyleOptionViewItem) -> None:
        hazards = " · ".join(hazard.value for hazard in row.hazards)
        lower = " · ".join(part for part in (row.place_name, hazards) if part)
        paint_two_lines(painter, rect, people_words.household(row), lower)


class HelpersDelegate(PeopleDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, _option: QStyleOptionViewItem) -> None:
        if people_words.lacks_nobody(row):
            paint_two_lines(painter, rect, "–", "")
            return
        lower = people_words.helper(row.deputy, "B")
        paint_two_lines(painter, rect, people_words.helper(row.helper, "A"), lower, lower_bold=row.deputy is None)


class WhereDelegate(PeopleDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, _option: QStyleOptionViewItem) -> None:
        symbol, upper, lower = people_words.where(row, self.now())
        draw_symbol(painter, symbol, QRectF(rect.left(), rect.center().y() - px(9), px(18), px(18)), current())
        text = rect.adjusted(px(26), 0, 0, 0)
        if row.to_reconcile or row.overtaken or not _MARKED.isdisjoint(row.flags):
            mark = QRectF(rect.right() - px(22), rect.center().y() - px(10), px(20), px(20))
            draw_symbol(painter, "to_reconcile", mark, current())
            text.setRight(mark.left())
        paint_two_lines(painter, text, upper, lower)


def delegates(now: Callable[[], datetime], parent: QObject) -> tuple[PeopleDelegate, ...]:
    return (
        PersonDelegate(now, parent),
        HomeDelegate(now, parent),
        HelpersDelegate(now, parent),
        WhereDelegate(now, parent),
    )
