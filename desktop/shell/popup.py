"""A list that opens inside the window (not a pop-up window: it would steal the focus): command box, towns, 刚才."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import current, font, ipx, px
from desktop.widgets.hints import HintLine, Part
from desktop.widgets.paint import draw_keycap, draw_text, text_width
from desktop.widgets.panel import hairline
from desktop.widgets.symbols import draw_symbol

ROW = 44
_RIGHT = Qt.AlignmentFlag.AlignRight
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: `name` bold, `reading` with the letters of `spans` underlined, `detail`, state at the right."""

    ident: str
    name: str
    reading: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    detail: str = ""
    symbol: str = ""
    state: str = ""


class Choices(QAbstractListModel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Choice, ...] = ()

    def show_rows(self, rows: tuple[Choice, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (row.name, row.detail, row.state) if part)
        return row if role == Qt.ItemDataRole.UserRole else None


class ChoiceDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(ipx(200), ipx(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Choice = index.data(Qt.ItemDataRole.UserRole)
        palette = current()
        on = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on:
            painter.fillRect(rect, palette.color("sel"))
            painter.fillRect(QRectF(rect.left(), rect.top(), px(5), rect.height()), palette.color("focus"))
        middle = rect.center().y()
        left = rect.left() + px(14)
        if index.row() < 9:
            cap = QRectF(left, middle - px(11), px(22), px(22))
            draw_keycap(painter, cap, str(index.row() + 1), palette, lit=on)
        left += px(31)
        right = rect.right() - px(10)
        small = font("SMALL")
        if row.state:
            width = text_width(row.state, small)
            draw_text(
                painter, QRectF(0, rect.top(), right, rect.height()), row.state, small, palette.color("t1"), _RIGHT
            )
            right -= width + px(8)
            if row.symbol:
                right -= px(18)
                draw_symbol(painter, row.symbol, QRectF(right, middle - px(8), px(16), px(16)), palette)
                right -= px(8)
        left += draw_text(painter, QRectF(left, rect.top(), right - left, rect.height()), row.name,
                          font("BODY", True), palette.color("t1")) + px(8)  # fmt: skip
        left += self._reading(painter, row, left, rect) if row.reading else 0.0
        if right > left:
            room = QRectF(left, rect.top(), right - left, rect.height())
            draw_text(painter, room, row.detail, small, palette.color("t2"))
        painter.restore()

    def _reading(self, painter: QPainter, row: Choice, left: float, rect: QRectF) -> float:
        """The reading with the matched letters underlined; returns its width with the gap after it."""
        palette, small = current(), font("SMALL")
        width = text_width(row.reading, small)
        draw_text(painter, QRectF(left, rect.top(), width + 2, rect.height()), row.reading, small, palette.color("t2"))
        base = rect.center().y() + px(9)
        for start, end in row.spans:
            x = left + text_width(row.reading[:start], small)
            painter.fillRect(QRectF(x, base, text_width(row.reading[start:end], small), px(2)), palette.color("t1"))
        return width + px(10)


class ListPopup(QFrame):
    """Head line, at most `limit` rows, hint line. `picked(ident)` on Enter, Alt+digit or a click."""

    picked = Signal(str)
    left = Signal()

    def __init__(self, width: float = 640, limit: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self._limit = limit
        self._width = width
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2, 2, 2, 2)
        rows.setSpacing(0)
        self.head = HintLine(28, self)
        self.choices = Choices(self)
        self.view = QListView(self)
        self.view.setModel(self.choices)
        self.view.setItemDelegate(ChoiceDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda index: self.picked.emit(self.choices.rows[index.row()].ident))
        self.hint = HintLine(36, self)
        rows.addWidget(self.head)
        rows.addWidget(self.view)
        rows.addWidget(hairline())
        rows.addWidget(self.hint)
        self.hide()

    def show_rows(self, head: tuple[Part, ...], rows: tuple[Choice, ...], hint: tuple[Part, ...]) -> None:
        self.head.show_parts(head)
        self.hint.show_parts(hint)
        self.choices.show_rows(rows)
        if rows:
            self.view.setCurrentIndex(self.choices.index(0))
        shown = min(len(rows), self._limit)
        self.view.setFixedHeight(ipx(ROW) * shown)
        self.resize(ipx(self._width), self.sizeHint().height())

    def place_above(self, corner_left: int, corner_bottom: int) -> None:
        """Open upward from a point of the parent."""
        self.adjustSize()
        self.resize(ipx(self._width), self.height())
        self.move(corner_left, corner_bottom - self.height())
        self.show()
        self.raise_()

    def current(self) -> Choice | None:
        index = self.view.currentIndex()
        return self.choices.rows[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Move the choice up or down, round."""
        count = self.choices.rowCount()
        if count:
            at = self.view.currentIndex().row()
            self.view.setCurrentIndex(self.choices.index((at + by) % count))

    def pick_number(self, number: int) -> bool:
        if 1 <= number <= self.choices.rowCount():
            self.picked.emit(self.choices.rows[number - 1].ident)
            return True
        return False
