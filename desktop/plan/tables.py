"""The plan's tables: shelters with their bars, and the twins of what is painted."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop.theme import current, font, ipx, px, text_scale
from desktop.widgets.bars import draw_bar
from desktop.widgets.paint import draw_text, fitting, text_width
from desktop.widgets.rows import is_selected, row_rect

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 35


@dataclass(frozen=True, slots=True)
class ShelterCells:
    """One line of the table: figures inside, planned, capacity; `tight` from ninety per cent on."""

    shelter: str
    name: str
    inside: int
    coming: int
    capacity: int
    when: str
    left: str
    tight: bool

    @property
    def figures(self) -> str:
        return f"{self.inside} / {self.inside + self.coming} / {self.capacity}"


class ShelterTable(QAbstractTableModel):
    """安全岛, bar, 实/案/可住, 何时, 余."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ShelterCells, ...] = ()
        self._room = px(690)

    def give_room(self, width: float) -> None:
        """How wide the column of the bar is: its head says what the marks mean where it has room to."""
        if width != self._room:
            self._room = width
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 1, 1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (row.name, "", row.figures, row.when, row.left)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (2, 4):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (2, 4) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                translate("Plan", "安全岛"),
                fitting(
                    (translate("Plan", "实住 ■  再到 ▨  空 □"), translate("Plan", "占用")),
                    font("SMALL"),
                    self._room - px(24),
                ),
                translate("Plan", "实 / 案 / 可住"),
                translate("Plan", "何时"),
                "",
            )[section]
        return None

    def show_rows(self, rows: tuple[ShelterCells, ...]) -> None:
        if [row.shelter for row in rows] != [row.shelter for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        old, self.rows = self.rows, rows
        for number, (before, now) in enumerate(zip(old, rows, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(number, 0), self.index(number, 4))


class ShelterDelegate(QStyledItemDelegate):
    """Body words, the bar, and `go` where it is nearly full."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ShelterCells = index.data(ROW_ROLE)
        palette = current()
        rect = row_rect(option)
        painter.save()
        if is_selected(option):
            painter.fillRect(rect, palette.color("sel"))
        painter.setPen(QPen(palette.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(
            px(14) if index.column() == 0 else px(4), 0, -px(14) if index.column() == 4 else -px(6), 0
        )
        if index.column() == 1:
            bar = QRectF(inner.left(), rect.center().y() - px(9), inner.width(), px(18))
            draw_bar(painter, bar, row.inside, row.coming, row.capacity, palette)
        else:
            self._words(painter, inner, index, row)
        painter.restore()

    def _words(self, painter: QPainter, inner: QRectF, index: Index, row: ShelterCells) -> None:
        palette = current()
        column = index.column()
        face = font("BODY") if column == 0 else font("SMALL", bold=column == 4 and row.tight)
        tone = "t1" if column in (0, 2, 3) else "go" if row.tight else "t2"
        side = Qt.AlignmentFlag.AlignRight if column in (2, 4) else Qt.AlignmentFlag.AlignLeft
        draw_text(painter, inner, str(index.data()), face, palette.color(tone), side)


def shelter_view(model: ShelterTable, parent: QWidget) -> QTableView:
    view = table_view(model, parent, translate("Plan", "安全岛表"))
    view.setItemDelegate(ShelterDelegate(view))
    header = view.horizontalHeader()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
    fit_shelter_columns(view, px(690))
    return view


def fit_shelter_columns(view: QTableView, width: float) -> None:
    """Figures take what the text size needs, the bar gives it up: names are elided, figures never."""
    scale = text_scale()
    name, figures, left = 164 * scale, 130 * scale, 88 * scale
    said = [str(view.model().index(row, 3).data()) for row in range(view.model().rowCount())]
    longest = max((text_width(words, font("SMALL")) for words in said), default=0.0) + px(16)
    when = max(112 * scale, longest / px(1))  # a day before the hour takes more
    bar = max(60.0, width / px(1) - 14 - name - figures - when - left)
    for column, wide in ((0, name), (1, min(bar, 260 * scale)), (2, figures), (3, when)):
        view.horizontalHeader().resizeSection(column, ipx(wide))
    model = view.model()
    if isinstance(model, ShelterTable):
        model.give_room(float(view.columnWidth(1)))


class WordTable(QAbstractTableModel):
    """Rows of words under heads; `right` names the columns of figures. The twin of something painted."""

    def __init__(self, heads: tuple[str, ...], right: frozenset[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[str, ...], ...] = ()
        self._heads = heads
        self._right = right

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(section)
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _align(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, rows: tuple[tuple[str, ...], ...]) -> None:
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()


def curve_table(parent: QWidget) -> WordTable:
    """The curve's twin: time, persons arrived by then, the most possible, still to come, what happens then."""
    heads = (
        translate("Plan", "时刻"),
        translate("Plan", "按方案已到"),
        translate("Plan", "再好最多"),
        translate("Plan", "还没到"),
        translate("Plan", "这时"),
    )
    return WordTable(heads, frozenset({1, 2, 3}), parent)


def load_table(parent: QWidget) -> WordTable:
    """The twin of the load strips: one line a road and step in which somebody enters."""
    heads = (
        translate("Plan", "路"),
        translate("Plan", "时刻"),
        translate("Plan", "进人"),
        translate("Plan", "可进"),
        translate("Plan", "这时"),
    )
    return WordTable(heads, frozenset({2, 3}), parent)


def table_view(model: QAbstractTableModel, parent: QWidget, name: str) -> QTableView:
    view = QuietTable(parent)
    view.setModel(model)
    view.setItemDelegate(PlainDelegate(view))
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ipx(ROW_HEIGHT))
    view.verticalHeader().setMinimumSectionSize(ipx(26))
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    header = view.horizontalHeader()
    header.setStyleSheet(f"QHeaderView::section:first {{ padding-left: {ipx(14)}px; }}")
    header.setFixedHeight(ipx(30))
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return view


class PlainDelegate(QStyledItemDelegate):
    """Plain words in rows that are selected whole."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = current()
        rect = row_rect(option)
        painter.save()
        if is_selected(option):
            painter.fillRect(rect, palette.color("sel"))
        side = Qt.AlignmentFlag(index.data(int(Qt.ItemDataRole.TextAlignmentRole)) or Qt.AlignmentFlag.AlignLeft)
        inner = rect.adjusted(px(14) if index.column() == 0 else px(10), 0, -px(10), 0)
        draw_text(painter, inner, str(index.data()), font("BODY"), palette.color("t1"), side)
        painter.restore()


class QuietTable(QTableView):
    """Letters are verbs here, not a search."""

    def keyboardSearch(self, search: str) -> None:
        """Nothing."""
