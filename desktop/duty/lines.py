"""The lines of the duty screen: heads, open items, entries of the log; one list model, one delegate."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from core.queries.duty import HandOver, Open, OpenItem
from core.queries.rows import HistoryRow
from desktop import phrases, upward_words
from desktop.duty.ending import standing_words
from desktop.duty.model import DutyShown
from desktop.duty_words import OPEN
from desktop.i18n import tr
from desktop.theme import current, font, ipx, px
from desktop.widgets.paint import draw_text, draw_wrapped, text_width, wrapped_height
from desktop.widgets.rows import paint_ground, paint_life_bar, ready, row_rect

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
LINE_ROLE = int(Qt.ItemDataRole.UserRole)
_HIGH, _HEAD = 34, 32
_FIGURE = 72
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Line:
    """`figure` stands before the words, `right` after them; `item` is what Enter works off."""

    text: str
    figure: str = ""
    right: str = ""
    head: bool = False
    life: bool = False
    item: Open | None = None

    @property
    def words(self) -> str:
        return " ".join(part for part in (self.figure, self.text, self.right) if part)


def lines_of(state: DutyShown, now: datetime) -> tuple[Line, ...]:
    """Everything that the screen says, in order."""
    if state.page is None:
        return ()
    page = state.page
    open_lines = [_item(item, now) for item in page.items] or [Line(translate("Duty", "没有未了的事"))]
    since = page.operator_since
    head = translate("Duty", "未了的事 · 交班用")
    if since is not None:
        head += translate("Duty", " · 上次交班 {time}").format(time=phrases.day_hm(since))
    return (
        Line(head, head=True),
        *open_lines,
        _calls(page),
        _report(page, now),
        _backup(page),
        *((Line(standing_words(page.ending)),) if page.ending is not None else ()),
        Line(translate("Duty", "本机记录到此的八个词：{words}").format(words=" ".join(page.words))),
        Line(translate("Duty", "值班日志 · 新的在上 · 只增不改"), head=True),
        *(_entry(row) for row in state.log),
    )


def _item(item: OpenItem, now: datetime) -> Line:
    names = "、".join(name for name in item.names if name)
    more = translate("Duty", " 等") if item.count > len(item.names) and names else ""
    text = tr("Duty", OPEN[item.kind]) + (f"　{names}{more}" if names else "")
    right = translate("Duty", "最早 {time}").format(time=phrases.hm_near(item.since, now)) if item.since else ""
    return Line(text, str(item.count), right, life=item.kind is Open.EXPOSED, item=item.kind)


def _calls(page: HandOver) -> Line:
    """Calls are too many for the log: how many ended how."""
    if not page.calls:
        since = page.operator_since is not None
        return Line(translate("Duty", "叫应：上次交班以来没有打过") if since else translate("Duty", "叫应：还没有打过"))
    said = " · ".join(f"{phrases.outcome(outcome)} {n}" for outcome, n in page.calls)
    total = translate("Duty", "叫应 {n} 次：{said}").format(n=sum(n for _, n in page.calls), said=said)
    return Line(total, right=translate("Duty", "上次交班以来") if page.operator_since is not None else "")


def _report(page: HandOver, now: datetime) -> Line:
    """The last report upward, and which is due next."""
    last, due = page.report, page.report_due
    text = translate("Duty", "上报：还没有报过")
    if last is not None:
        kind = upward_words.report_kind(last.kind)
        text = translate("Duty", "上报：{kind} {time} 已报出").format(kind=kind, time=phrases.day_hm(last.at))
    if last is not None and last.differences:
        text += translate("Duty", "，有 {n} 处对不上").format(n=last.differences)
    right = ""
    if due is not None:
        late = translate("Duty", "{kind} 过时 {time}") if due.by < now else translate("Duty", "{kind} {time} 前")
        right = late.format(kind=upward_words.report_kind(due.kind), time=phrases.hm_near(due.by, now))
    return Line(text, right=right)


def _backup(page: HandOver) -> Line:
    if page.backup is None:
        return Line(translate("Duty", "备份：这台电脑还没有"))
    text = translate("Duty", "备份：{time}").format(time=phrases.day_hm(page.backup))
    return Line(text if page.backup_there else text + translate("Duty", "，那一处现在不在"))


def _entry(row: HistoryRow) -> Line:
    note = "" if row.note == phrases.history(row) or not row.note else f" · {row.note}"
    void = translate("Duty", "（已撤）") if row.void else ""
    return Line(phrases.history(row) + note + void, phrases.hm(row.at), row.operator)


class Lines(QAbstractListModel):
    """The lines as rows of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        return line.words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.lines[index.row()].head:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _right_width(line: Line) -> float:
    """What stands at the end of a row takes its own width, and all else is for the words."""
    return text_width(line.right, font("SMALL")) + px(8) if line.right else 0.0


def _words_rect(line: Line, rect: QRectF) -> QRectF:
    begin = rect.left() + px(14 + _FIGURE + 12)
    return QRectF(begin, rect.top(), rect.right() - px(14) - _right_width(line) - begin, rect.height())


class LineDelegate(QStyledItemDelegate):
    """Every word of a line is shown: a long note takes as many lines as it wants."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, view = index.data(LINE_ROLE), self.parent()
        if line.head:
            return QSize(0, ipx(_HEAD))
        wide = view.viewport().width() if isinstance(view, QListView) else row_rect(option).width()
        room = _words_rect(line, QRectF(0, 0, wide, 0)).width()
        return QSize(0, max(ipx(_HIGH), math.ceil(wrapped_height(line.text, font("BODY"), room))))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        ready(painter)
        line, rect, palette = index.data(LINE_ROLE), row_rect(option), current()
        if line.head:
            painter.fillRect(rect, palette.color("bg2"))
            draw_text(
                painter, rect.adjusted(px(14), 0, -px(14), 0), line.text, font("SMALL", True), palette.color("t1")
            )
            painter.restore()
            return
        paint_ground(painter, option, True, True)
        if line.life:
            paint_life_bar(painter, rect)
        figure = QRectF(rect.left() + px(14), rect.top(), px(_FIGURE), rect.height())
        draw_text(painter, figure, line.figure, font("BODY", True), palette.color("t1"), _RIGHT)
        draw_text(painter, rect.adjusted(0, 0, -px(14), 0), line.right, font("SMALL"), palette.color("t2"), _RIGHT)
        draw_wrapped(painter, _words_rect(line, rect), line.text, font("BODY"), palette.color("t1"))
        painter.restore()
