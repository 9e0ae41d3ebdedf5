"""The rain table: one row 30 a town or a part of it; sum over the GO threshold in each cell, its symbol before."""

import math
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
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from core.domain.hazards import Trigger
from core.queries.storm_rows import StormRow
from desktop import phrases
from desktop.storm.reading import Cell, cells, key_of
from desktop.theme import current, font, px
from desktop.widgets.paint import draw_text, text_width
from desktop.widgets.rows import is_selected, paint_ground, row_rect
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
ROW = 30
NAME, H1, H3, H6, H24, SOIL, GAUGE, NEXT = range(8)
WIDTHS = (198, 62, 92, 112, 112, 36, 118, 144)  # design pixels of 874


class StormTable(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[StormRow, ...] = ()
        self.at: datetime | None = None

    def show_lines(self, lines: tuple[StormRow, ...], at: datetime | None) -> None:
        """Rows that stay at their places are redrawn, no reset: nothing jumps under the hand."""
        same = [key_of(row) for row in lines] == [key_of(row) for row in self.lines]
        self.at = at
        if same:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(WIDTHS) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def row_of(self, key: str) -> int:
        return next((number for number, row in enumerate(self.lines) if key_of(row) == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._text(self.lines[index.row()], index.column())

    def _text(self, row: StormRow, column: int) -> str:
        if column == NAME:
            return f"{phrases.trigger(row.storm.level)} {name(row)}"
        if H1 <= column <= H24:
            cell = cells(row.storm)[column - H1]
            return sum_words(cell) + (f"/{cell.limit:.0f}" if cell.limit else "")
        if column == SOIL:
            return phrases.soil(row.storm.soil)
        return gauge(row) if column == GAUGE else following(row, self.at)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.TextAlignmentRole and H1 <= section <= H24:
            return right
        if role == Qt.ItemDataRole.TextAlignmentRole and section == NEXT:
            return right
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            translate("Storm", "镇街 · 村数"),
            translate("Storm", "1 时"),
            translate("Storm", "3 时"),
            translate("Storm", "6 时"),
            translate("Storm", "24 时"),
            translate("Storm", "土"),
            translate("Storm", "测站"),
            translate("Storm", "按预报到立即"),
        )[section]


def name(row: StormRow) -> str:
    """`雁翅镇 4 村`; one or two villages of a larger town by their names."""
    if len(row.places) == 1:
        return translate("Storm", "{town} {place}").format(town=row.town, place=row.places[0].place.name)
    return translate("Storm", "{town} {n} 村").format(town=row.town, n=len(row.places))


def sum_words(cell: Cell) -> str:
    """A sum that a silent gauge makes a floor is written ≥; it is never 0 for silence."""
    return f"≥{cell.mm:.0f}" if cell.lower_bound else f"{cell.mm:.0f}"


def gauge(row: StormRow) -> str:
    if row.storm.silent:
        station, since = row.storm.silent[0]
        return translate("Storm", "{station} {time} 无报").format(station=station, time=phrases.hm(since))
    if len(row.storm.gauges) == 1:
        return translate("Storm", "虚拟站 1") if _virtual(row) else translate("Storm", "1 站")
    return translate("Storm", "{n} 站").format(n=len(row.storm.gauges))


def _virtual(row: StormRow) -> bool:
    """The replay's gauges stand for towns, they are not instruments."""
    return row.storm.gauges[0][1] == 1.0


def following(row: StormRow, at: datetime | None) -> str:
    """Since when GO is reached, or when the record reaches the next level."""
    if at is None:
        return ""
    if row.storm.level is Trigger.GO and row.storm.since is not None:
        return translate("Storm", "已过 {span}").format(span=phrases.ago(row.storm.since, at))
    if row.next_at is not None and row.next_level is not None:
        span = phrases.minutes((row.next_at - at).total_seconds() / 60)
        if row.next_level is Trigger.GO:
            return translate("Storm", "还有 {span}").format(span=span)
        return translate("Storm", "准备 {span}后").format(span=span)
    return translate("Storm", "记录内不到")


class StormDelegate(QStyledItemDelegate):
    """Paints every cell of the rain table; symbols are painted once and stamped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._symbols: dict[tuple[str, float, str, float], QPixmap] = {}

    def _symbol(self, painter: QPainter, name: str, box: QRectF) -> None:
        ratio = painter.device().devicePixelRatioF()
        key = (name, box.width(), current().name, ratio)
        if key not in self._symbols:
            made = QPixmap(math.ceil(box.width() * ratio), math.ceil(box.height() * ratio))
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            inner = QPainter(made)
            draw_symbol(inner, name, QRectF(0, 0, box.width(), box.height()), current())
            inner.end()
            self._symbols[key] = made
        painter.drawPixmap(box.topLeft(), self._symbols[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = index.model()
        row: StormRow = table.lines[index.row()]  # type: ignore[attr-defined]
        column = index.column()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, column == 0, column == len(WIDTHS) - 1)
        rect = row_rect(option)
        selected = is_selected(option)
        if column == NAME:
            side = px(18)
            mark = QRectF(rect.left() + px(10), rect.center().y() - side / 2, side, side)
            self._symbol(painter, str(row.storm.level), mark)
            box = rect.adjusted(px(35), 0, -px(2), 0)
            draw_text(painter, box, name(row), font("BODY", bold=selected), current().color("t1"))
        elif H1 <= column <= H24:
            self._paint_sum(painter, rect, cells(row.storm)[column - H1])
        elif column == SOIL:
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, rect, phrases.soil(row.storm.soil), font("BODY"), current().color("t1"), centre)
        elif column == GAUGE:
            _paint_gauge(painter, rect, row)
        else:
            at = table.at  # type: ignore[attr-defined]
            bold = row.next_level is Trigger.GO and row.next_at is not None and not _ordered(row)
            box = rect.adjusted(0, 0, -px(10), 0)
            colour = current().color("t1" if bold or selected else "t2")
            draw_text(painter, box, following(row, at), font("SMALL", bold), colour, Qt.AlignmentFlag.AlignRight)
        painter.restore()

    def _paint_sum(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        """Symbol, sum (bold where it reached a level), threshold in the source colour, right-aligned."""
        palette = current()
        right = rect.right() - px(6)
        if cell.limit is not None:
            limit = f" /{cell.limit:.0f}"
            width = text_width(limit, font("SMALL"))
            box = QRectF(right - width, rect.top(), width + 1, rect.height())
            draw_text(painter, box, limit, font("SMALL"), palette.color("t3"))
            right -= width
        reached = cell.level is not Trigger.NONE
        words, face = sum_words(cell), font("BODY", bold=reached)
        width = text_width(words, face)
        draw_text(
            painter, QRectF(right - width, rect.top(), width + 1, rect.height()), words, face, palette.color("t1")
        )
        if reached:
            side = px(14)
            mark = QRectF(right - width - side - px(4), rect.center().y() - side / 2, side, side)
            self._symbol(painter, str(cell.level), mark)


def _ordered(row: StormRow) -> bool:
    return all(place.ordered is Trigger.GO for place in row.places)


def _paint_gauge(painter: QPainter, rect: QRectF, row: StormRow) -> None:
    palette, left = current(), rect.left() + px(8)
    if row.storm.silent:
        side = px(14)
        draw_symbol(painter, "silent", QRectF(left, rect.center().y() - side / 2, side, side), palette)
        left += side + px(4)
    box = QRectF(left, rect.top(), rect.right() - left, rect.height())
    draw_text(painter, box, gauge(row), font("SMALL"), palette.color("off" if row.storm.silent else "t2"))
