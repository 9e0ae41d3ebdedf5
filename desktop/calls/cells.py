"""One delegate for each column of the calls; only visible rows are ever worded and painted."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from core.queries.call_rows import CallRow
from desktop.calls import narrow, saying
from desktop.calls.model import Head
from desktop.calls.table import COLUMNS
from desktop.theme import current, font, px
from desktop.widgets.ladder import draw_ladder
from desktop.widgets.paint import draw_keycap, draw_text, fitting, keycap_width
from desktop.widgets.rows import is_selected, paint_ground, paint_life_bar, paint_two_lines, ready, row_rect
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Now = Callable[[], datetime]
GAP = 8


class CallDelegate(QStyledItemDelegate):
    """Ground and head are the same in every column; `cell` is the column's own."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = now

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        ready(painter)
        if isinstance(row, Head):
            paint_head(painter, row_rect(option), row)
        else:
            paint_ground(painter, option, index.column() == 0, index.column() == COLUMNS - 1)
            rect = row_rect(option).adjusted(px(GAP), 0, -px(4), 0)
            self.cell(painter, rect, row, option)
        painter.restore()

    def cell(self, painter: QPainter, rect: QRectF, row: CallRow, _option: QStyleOptionViewItem) -> None:
        """Draw one cell; the ground is already there."""


class HouseDelegate(CallDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: CallRow, option: QStyleOptionViewItem) -> None:
        if row.exposed:
            paint_life_bar(painter, row_rect(option))
        mark = QRectF(rect.left() + px(5), rect.center().y() - px(10), px(20), px(20))
        draw_symbol(painter, saying.symbol(row), mark, current())
        room = rect.adjusted(px(36), 0, 0, 0)
        upper = fitting(narrow.who(row), font("BODY", bold=True), room.width())
        lower = fitting(narrow.where(row), font("SMALL"), room.width())
        paint_two_lines(painter, room, upper, lower, bold=True)


class TriedDelegate(CallDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: CallRow, _option: QStyleOptionViewItem) -> None:
        upper, lower = saying.tried(row, self.now())
        paint_two_lines(painter, rect, upper, fitting(narrow.tried(lower), font("SMALL"), rect.width()))


class SinceDelegate(CallDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: CallRow, _option: QStyleOptionViewItem) -> None:
        ink = current().color("t1")
        draw_text(
            painter, rect, saying.since(row, self.now()), font("BODY", bold=True), ink, Qt.AlignmentFlag.AlignRight
        )


class RedialDelegate(CallDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: CallRow, _option: QStyleOptionViewItem) -> None:
        upper, lower, due = saying.redial(row, self.now())
        paint_two_lines(painter, rect, upper, lower, bold=due, align=Qt.AlignmentFlag.AlignRight)


class LadderDelegate(CallDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: CallRow, _option: QStyleOptionViewItem) -> None:
        draw_ladder(painter, rect.left() + px(6), rect.center().y() - px(13), saying.states(row), current())


class NextDelegate(CallDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: CallRow, option: QStyleOptionViewItem) -> None:
        cap, words = saying.next_act(row)
        if not cap:
            return
        face, lit = font("SMALL"), is_selected(option)
        width = keycap_width(cap, face, 24)
        draw_keycap(painter, QRectF(rect.left(), rect.center().y() - px(12), width, px(24)), cap, current(), face, lit)
        text = rect.adjusted(width + px(6), 0, 0, 0)
        draw_text(painter, text, words, font("BODY", bold=lit), current().color("t1"))


def paint_head(painter: QPainter, rect: QRectF, head: Head) -> None:
    """A group head over the whole row: how many, and what the group wants."""
    palette = current()
    painter.fillRect(rect, palette.color("bg2"))
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), palette.color("line"))
    if not head.villages:
        text = translate("Calls", "{group} {homes} 户 · {n} 人")
    elif not head.households:
        text = translate("Calls", "{group} {villages} 村")
    else:
        text = translate("Calls", "{group} {homes} 户 · {n} 人 · {villages} 村")
    text = text.format(group=saying.group(head.group), homes=head.households, n=head.persons, villages=head.villages)
    left = rect.left() + px(12)
    room = QRectF(left, rect.top(), rect.right() - left, rect.height())
    left += draw_text(painter, room, text, font("BODY", True), palette.color("t1")) + px(10)
    room.setLeft(left)
    draw_text(painter, room, saying.about_group(head.group), font("SMALL"), palette.color("t2"))


def delegates(now: Now, parent: QObject) -> tuple[CallDelegate, ...]:
    """One for each column, in order."""
    return (
        HouseDelegate(now, parent),
        TriedDelegate(now, parent),
        SinceDelegate(now, parent),
        RedialDelegate(now, parent),
        LadderDelegate(now, parent),
        NextDelegate(now, parent),
    )
