"""One delegate for each kind of column of the roll; only visible rows are ever worded and painted."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from core.domain.events import Step
from core.queries.rows import Look, RollGroup, RollRow
from desktop import people_words, phrases
from desktop.field_verbs import next_step
from desktop.roll.model import Head
from desktop.roll.table import COLUMNS
from desktop.theme import current, font, px
from desktop.widgets.paint import draw_keycap, draw_steps, draw_text, fitting, keycap_width
from desktop.widgets.rows import (
    has_room_for_two,
    is_selected,
    paint_ground,
    paint_life_bar,
    paint_two_lines,
    ready,
    row_rect,
)
from desktop.widgets.steps import step_states
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Now = Callable[[], datetime]
GAP = 8

HEAD_SYMBOL = {
    RollGroup.EXPOSED: "exposed",
    RollGroup.UNREACHABLE: "unreachable",
    RollGroup.UNANSWERED: "uncontacted",
    RollGroup.REFUSED: "refused",
    RollGroup.OVERDUE: "contacted",
    RollGroup.REST: "uncontacted",
    RollGroup.AWAY: "away",
    RollGroup.MOVED: "arrived",
}


class RollDelegate(QStyledItemDelegate):
    """Ground and head are the same in every column; `cell` is the column's own."""

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = now

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self.line(index)
        painter.save()
        ready(painter)
        if isinstance(row, Head):
            paint_head(painter, row_rect(option), row, self.now())
        else:
            paint_ground(painter, option, index.column() == 0, index.column() == COLUMNS - 1)
            rect = row_rect(option).adjusted(px(GAP), 0, -px(4), 0)
            self.cell(painter, rect, row, option)
        painter.restore()

    def line(self, index: Index) -> Head | RollRow:
        model = index.model()
        return model.lines[index.row()]  # type: ignore[attr-defined, no-any-return]

    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, _option: QStyleOptionViewItem) -> None:
        """Draw one cell; the ground is already there."""


class PersonDelegate(RollDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, option: QStyleOptionViewItem) -> None:
        if row.look is Look.EXPOSED:
            paint_life_bar(painter, row_rect(option))
        symbol = QRectF(rect.left() + px(5), rect.center().y() - px(10), px(20), px(20))
        draw_symbol(painter, row.look.value, symbol, current())
        text = rect.adjusted(px(46), 0, 0, 0)
        if row.overtaken or (row.to_reconcile and row.look is not Look.TO_RECONCILE):
            text.setRight(text.right() - px(24))
            mark = QRectF(rect.right() - px(22), rect.center().y() - px(10), px(20), px(20))
            draw_symbol(painter, "to_reconcile", mark, current())
        upper, lower = people_words.person(row), people_words.mobility(row)
        if not has_room_for_two(text.height()) and row.mobility.needs_help:  # said with the name, not left out
            upper = fitting(people_words.with_mobility(row), font("BODY", bold=True), text.width())
        paint_two_lines(painter, text, upper, lower, bold=True)


class HomeDelegate(RollDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, _option: QStyleOptionViewItem) -> None:
        paint_two_lines(painter, rect, row.place_name, people_words.household(row))


class StepsDelegate(RollDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, _option: QStyleOptionViewItem) -> None:
        order = list(Step)
        done = tuple(order.index(step) for step in row.steps)
        following = order.index(row.next_step) if row.next_step is not None else None
        draw_steps(painter, rect.left(), rect.center().y() - px(13), step_states(done, following), current())


class LastDelegate(RollDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, _option: QStyleOptionViewItem) -> None:
        upper, lower = people_words.last_contact(row, self.now())
        paint_two_lines(painter, rect, upper, lower)


class HelpersDelegate(RollDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, _option: QStyleOptionViewItem) -> None:
        if row.beyond_register or people_words.lacks_nobody(row):
            return
        lower = people_words.helper(row.deputy, "B")
        paint_two_lines(painter, rect, people_words.helper(row.helper, "A"), lower, lower_bold=row.deputy is None)


class NextDelegate(RollDelegate):
    def cell(self, painter: QPainter, rect: QRectF, row: RollRow, option: QStyleOptionViewItem) -> None:
        cap, words = people_words.next_step(next_step(row))
        face = font("BODY")
        width = keycap_width(cap, face, 26)
        lit = is_selected(option)
        draw_keycap(painter, QRectF(rect.left(), rect.center().y() - px(13), width, px(26)), cap, current(), face, lit)
        text = rect.adjusted(width + px(9), 0, 0, 0)
        draw_text(painter, text, words, font("BODY", bold=lit), current().color("t1"))


def paint_head(painter: QPainter, rect: QRectF, head: Head, now: datetime) -> None:
    """A group head over the whole row; 有险无人 is the one that is red."""
    palette = current()
    life = head.group is RollGroup.EXPOSED
    painter.fillRect(rect, palette.color("life" if life else "bg2"))
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), palette.color("line"))
    symbol = QRectF(rect.left() + px(12), rect.center().y() - px(9), px(18), px(18))
    draw_symbol(painter, HEAD_SYMBOL[head.group], symbol, palette)
    ink = palette.color("on_life" if life else "t1")
    left = rect.left() + px(38)
    text = translate("Roll", "{group} {n} 人 · {homes} 户").format(
        group=phrases.group(head.group), n=head.persons, homes=head.households
    )
    room = QRectF(left, rect.top(), rect.right() - left, rect.height())
    left += draw_text(painter, room, text, font("BODY", True), ink) + px(10)
    room.setLeft(left)
    draw_text(painter, room, _about(head, now), font("SMALL"), palette.color("on_life" if life else "t2"))


def _about(head: Head, now: datetime) -> str:
    first = head.first
    if head.folded:
        return translate("Roll", "折起；E 展开")
    if head.group in (RollGroup.MOVED, RollGroup.AWAY):
        return ""
    if head.group is RollGroup.UNREACHABLE and head.oldest is not None:
        return translate("Roll", "最久 {span}没有消息").format(span=phrases.ago(head.oldest, now))
    if first.deadline is None:
        return translate("Roll", "{place} {level}").format(
            place=first.place_name, level=phrases.trigger_short(first.level)
        )
    text = translate("Roll", "{place} {level}；最晚 {time}，{left}")
    text = text.format(
        place=first.place_name,
        level=phrases.trigger_short(first.level),
        time=phrases.hm_near(first.deadline, now),
        left=phrases.left(first.deadline, now),
    )
    return translate("Roll", "{text}；A、B 都没应").format(text=text) if head.group is RollGroup.EXPOSED else text


def delegates(now: Now, parent: QObject) -> tuple[RollDelegate, ...]:
    """One for each column, in order."""
    return (
        PersonDelegate(now, parent),
        HomeDelegate(now, parent),
        StepsDelegate(now, parent),
        LastDelegate(now, parent),
        HelpersDelegate(now, parent),
        NextDelegate(now, parent),
    )
