"""The list of shelters with their bars, and its plain twin under T."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop.theme import current, font, ipx, px, text_scale
from desktop.widgets.bars import draw_bar
from desktop.widgets.paint import draw_text, fitting
from desktop.widgets.rows import is_selected, paint_ground, row_rect
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
CELLS_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 50
BAR = 1
NUMBERS_FROM = 2
RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Cells:
    """One shelter: `texts` are name, figures, then one text a number column; `second` stands under the name."""

    ident: str
    second: str
    texts: tuple[str, ...]
    inside: int
    coming: int
    capacity: int
    crowded: bool
    quiet: bool
    short: frozenset[int] = frozenset()  # columns that run out soon: bold, with the boxed clock


class ShelterList(QAbstractTableModel):
    """Columns are given with the rows, because supplies show only where the data has them."""

    def __init__(self, parent: QWidget | None = None, numbers_from: int = NUMBERS_FROM) -> None:
        super().__init__(parent)
        self._numbers_from = numbers_from
        self.heads: tuple[str, ...] = ()
        self.rows: tuple[Cells, ...] = ()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        cells = self.rows[index.row()]
        if role == CELLS_ROLE:
            return cells
        if role == Qt.ItemDataRole.DisplayRole:
            return cells.texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = cells.texts[index.column()]
            if index.column() == 0:
                return f"{text}，{cells.second}"
            soon = translate("Shelters", "，快没了") if index.column() in cells.short else ""
            return f"{self.heads[index.column()]} {text}{soon}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._side(index.column()) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._side(section) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def show_rows(self, heads: tuple[str, ...], rows: tuple[Cells, ...]) -> None:
        if heads != self.heads or [cells.ident for cells in rows] != [cells.ident for cells in self.rows]:
            self.beginResetModel()
            self.heads, self.rows = heads, rows
            self.endResetModel()
            return
        old, self.rows = self.rows, rows
        for number, (before, now) in enumerate(zip(old, rows, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(heads) - 1))

    def row_of(self, ident: str) -> int:
        return next((number for number, cells in enumerate(self.rows) if cells.ident == ident), -1)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignRight if column >= self._numbers_from else Qt.AlignmentFlag.AlignLeft


class ShelterDelegate(QStyledItemDelegate):
    """Two lines in the first two columns, figures in the others."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cells: Cells = index.data(CELLS_ROLE)
        palette = current()
        rect = row_rect(option)
        selected = is_selected(option)
        painter.save()
        paint_ground(painter, option, index.column() == 0, index.column() == index.model().columnCount() - 1)
        if index.column() == 0:
            self._name(painter, rect.adjusted(px(14), 0, -px(6), 0), cells, "t2" if selected else "t3")
        elif index.column() == BAR:
            self._bar(painter, rect.adjusted(px(4), 0, -px(12), 0), cells)
        else:
            short = index.column() in cells.short
            bold = index.column() == NUMBERS_FROM or short
            tone = "go" if cells.crowded and bold else "t3" if cells.quiet and not selected else "t1"
            inner = rect.adjusted(0, 0, -px(12), 0)
            used = draw_text(painter, inner, str(index.data()), font("BODY", bold), palette.color(tone), RIGHT)
            if short:
                clock = QRectF(inner.right() - used - px(20), rect.center().y() - px(8), px(16), px(16))
                draw_symbol(painter, "closing", clock, palette)
        painter.restore()

    def _name(self, painter: QPainter, rect: QRectF, cells: Cells, quiet: str) -> None:
        palette = current()
        half = rect.height() / 2
        top = QRectF(rect.left(), rect.top() + px(2), rect.width(), half)
        low = QRectF(rect.left(), rect.top() + half + px(1), rect.width(), half - px(3))
        tone = "t2" if cells.quiet else "t1"
        draw_text(painter, top, cells.texts[0], font("BODY", bold=not cells.quiet), palette.color(tone))
        face, parts = font("SMALL"), cells.second.split(" · ")
        said = fitting(tuple(" · ".join(parts[at:]) for at in range(len(parts))), face, low.width())  # the last first
        draw_text(painter, low, said, face, palette.color(quiet))

    def _bar(self, painter: QPainter, rect: QRectF, cells: Cells) -> None:
        palette = current()
        bar = QRectF(rect.left(), rect.top() + px(7), rect.width(), px(16))
        draw_bar(painter, bar, cells.inside, cells.coming, cells.capacity, palette)
        low = QRectF(rect.left(), rect.top() + px(25), rect.width(), rect.height() - px(28))
        draw_text(painter, low, cells.texts[BAR], font("SMALL"), palette.color("t2"))


class QuietTable(QTableView):
    """Letters are verbs here, not a search."""

    def keyboardSearch(self, search: str) -> None:
        """Nothing."""


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


def table_view(model: QAbstractTableModel, parent: QWidget, name: str, row_height: float) -> QTableView:
    view = QuietTable(parent)
    view.setModel(model)
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(ipx(26))
    view.verticalHeader().setDefaultSectionSize(round(ipx(row_height) * text_scale()))
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    header = view.horizontalHeader()
    header.setFixedHeight(ipx(30))
    header.setHighlightSections(False)
    header.setStyleSheet(f"QHeaderView::section:first {{ padding-left: {ipx(14)}px; }}")
    return view


def fit_columns(view: QTableView, widths: tuple[float, ...]) -> None:
    """Give the columns after the first these widths; the first takes the rest."""
    header = view.horizontalHeader()
    if header.count():
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column, width in enumerate(widths, 1):
        if column < header.count():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            wide = max(ipx(width), header.sectionSizeHint(BAR)) if column == BAR else round(ipx(width) * text_scale())
            header.resizeSection(column, wide)
