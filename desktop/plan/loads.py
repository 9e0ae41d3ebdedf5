"""Load of the limiting roads over time: a strip of bars a road against what it lets in, all on one time axis."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from core.queries.plan_rows import PlanBoard
from desktop import phrases
from desktop.plan.limits import LoadLine, is_full, load_lines
from desktop.plan.tables import table_view
from desktop.plan.words import percent
from desktop.theme import current, font, ipx, px, text_scale
from desktop.widgets.paint import draw_text
from desktop.widgets.rows import is_selected, row_rect

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
STRIP_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 50


@dataclass(frozen=True, slots=True)
class Strip:
    """One row. `bars` are (persons, allowed, full) a step of `step_s` from `start`; the axis is start to `end`."""

    key: str
    name: str
    towards: str
    flow: str
    when: str
    after: str
    bars: tuple[tuple[int, int, bool], ...]
    start: datetime
    end: datetime
    step_s: int
    now: datetime | None

    @property
    def words(self) -> str:
        return "，".join(part for part in (self.name, self.towards, self.flow, self.when, self.after) if part)


def strips(board: PlanBoard, now: datetime | None) -> tuple[Strip, ...]:
    """One strip a loaded road and direction, the longest full first; all end with the last step of any."""
    lines = load_lines(board)
    if not lines:
        return ()
    end = max(line.start + timedelta(seconds=line.row.step_s * len(line.row.entering)) for line in lines)
    shown = now if now is not None and board.at <= now <= end else None
    return tuple(_strip(line, end, shown) for line in lines)


def _strip(line: LoadLine, end: datetime, now: datetime | None) -> Strip:
    row = line.row
    bars = tuple(
        (taken, allowed, is_full(row, step))
        for step, (taken, allowed) in enumerate(zip(row.taken, row.allowed, strict=True))
    )
    if line.first_full is None:
        when = translate("Plan", "最多到 {share}").format(share=percent(line.peak))
        after = translate("Plan", "没有满过")
    else:
        when = translate("Plan", "{time} 起满").format(time=phrases.hm(line.first_full))
        after = translate("Plan", "共满 {span}").format(span=phrases.minutes(line.full_s / 60))
    return Strip(
        key=line.key,
        name=phrases.road(row.name, row.link),
        towards=translate("Plan", "往 {shelter}").format(shelter=row.towards) if row.towards else "",
        flow=translate("Plan", "每时 {n:g} 人").format(n=row.per_hour),
        when=when,
        after=after,
        bars=bars,
        start=line.start,
        end=end,
        step_s=row.step_s,
        now=now,
    )


def load_rows(board: PlanBoard) -> tuple[tuple[str, ...], ...]:
    """The twin: road, time, persons who enter, places, and whether it is full then; empty steps are left out."""
    out = []
    for line in load_lines(board):
        row = line.row
        name = phrases.road(row.name, row.link)
        if row.towards:
            name = translate("Plan", "{road} 往 {shelter}").format(road=name, shelter=row.towards)
        for step, (entering, allowed) in enumerate(zip(row.entering, row.allowed, strict=True)):
            full = is_full(row, step)
            if entering or full:
                at = phrases.hm(line.start + timedelta(seconds=step * row.step_s))
                out.append((name, at, str(entering), str(allowed), translate("Plan", "满") if full else ""))
    return tuple(out)


def load_note(board: PlanBoard) -> str:
    """What the bars are, or why there are none."""
    if not board.loads:
        return translate("Plan", "方案走的路都不限人数，或没有登记每时能过几人")
    step = phrases.minutes(board.loads[0].step_s / 60)
    return translate("Plan", "每柱 {step}，顶线为这时可进的人数").format(step=step)


class LoadStrips(QAbstractTableModel):
    """路, strip, 何时满."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Strip, ...] = ()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.rows[index.row()]
        if role == STRIP_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.flow, row.when)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.words
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        axis = translate("Plan", "进人的时刻")
        if self.rows:
            times = (phrases.hm(self.rows[0].start), phrases.hm(self.rows[0].end))
            axis = translate("Plan", "{start} 到 {end} 进人").format(start=times[0], end=times[1])
        return (translate("Plan", "路，每时可过"), axis, translate("Plan", "何时满"))[section]

    def show_rows(self, rows: tuple[Strip, ...]) -> None:
        if [row.key for row in rows] != [row.key for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        self.rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 2))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)


class StripDelegate(QStyledItemDelegate):
    """Two lines of words beside the bars; a full step touches the top line and carries a thick cap: no colour alone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Strip = index.data(STRIP_ROLE)
        palette, rect = current(), row_rect(option)
        painter.save()
        if is_selected(option):
            painter.fillRect(rect, palette.color("sel"))
        painter.setPen(QPen(palette.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(px(14) if index.column() == 0 else px(6), 0, -px(6), 0)
        if index.column() == 1:
            _paint_bars(painter, inner.adjusted(0, px(7), 0, -px(6)), row)
        else:
            upper, lower = (row.name, " · ".join(part for part in (row.flow, row.towards) if part))
            if index.column() == 2:
                upper, lower = row.when, row.after
            half = rect.height() / 2
            top = QRectF(inner.left(), rect.top() + px(2), inner.width(), half)
            bold = index.column() == 2 and any(full for _, _, full in row.bars)
            draw_text(painter, top, upper, font("BODY", bold), palette.color("t1"))
            low = top.translated(0, half - px(4))
            draw_text(painter, low, lower, font("SMALL"), palette.color("t2"))
        painter.restore()


def _paint_bars(painter: QPainter, rect: QRectF, row: Strip) -> None:
    palette = current()
    span = max(1.0, (row.end - row.start).total_seconds())
    wide = rect.width() * row.step_s / span
    most = max((max(persons, allowed) for persons, allowed, _ in row.bars), default=1) or 1
    height = rect.height() - px(4)
    line = rect.top() + px(4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for step, (persons, _, full) in enumerate(row.bars):
        if not persons:
            continue
        tall = height * persons / most
        bar = QRectF(rect.left() + step * wide, rect.bottom() - tall, max(1.0, wide - (px(2) if wide > 4 else 0)), tall)
        painter.fillRect(bar, palette.color("focus") if full else QBrush(palette.color("focus"), _HATCH))
        if full:
            painter.fillRect(QRectF(bar.left(), line - px(4), bar.width(), px(4)), palette.color("t1"))
    painter.setPen(QPen(palette.color("line2"), 1))
    painter.drawLine(QPointF(rect.left(), line), QPointF(rect.right(), line))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    _paint_hours(painter, rect, row, span)


_HATCH = Qt.BrushStyle.BDiagPattern


def _paint_hours(painter: QPainter, rect: QRectF, row: Strip, span: float) -> None:
    """A tick at each full hour, and now."""
    palette = current()
    start = phrases.local(row.start)
    hour = start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    painter.setPen(QPen(palette.color("line2"), 1))
    while hour < phrases.local(row.end):
        x = rect.left() + rect.width() * (hour - start).total_seconds() / span
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x, rect.bottom() + px(5)))
        hour += timedelta(hours=1)
    if row.now is not None:
        x = rect.left() + rect.width() * (row.now - row.start).total_seconds() / span
        painter.setPen(QPen(palette.color("t1"), px(2.5)))
        painter.drawLine(QPointF(x, rect.top() - px(2)), QPointF(x, rect.bottom() + px(3)))


def strip_view(model: LoadStrips, parent: QWidget) -> QTableView:
    view = table_view(model, parent, translate("Plan", "路上的人数"))
    view.setItemDelegate(StripDelegate(view))
    view.verticalHeader().setDefaultSectionSize(ipx(ROW_HEIGHT))
    header = view.horizontalHeader()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    fit_strip_columns(view)
    return view


def fit_strip_columns(view: QTableView) -> None:
    """The bars give up what larger words need."""
    scale = text_scale()
    for column, width in ((0, 240 * scale), (2, 142 * scale)):
        view.horizontalHeader().resizeSection(column, ipx(width))
