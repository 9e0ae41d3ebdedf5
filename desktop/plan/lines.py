"""Lists of one- and two-line rows that open in place: one model of plain lines, one delegate that draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme import current, font, ipx, px, text_scale
from desktop.widgets.paint import draw_keycap, draw_text, draw_wrapped, wrapped_height
from desktop.widgets.rows import is_selected, row_rect
from desktop.widgets.symbols import draw_symbol

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
LINE_ROLE = int(Qt.ItemDataRole.UserRole)


class LineKind(StrEnum):
    SNAG = "snag"
    TELL = "tell"
    DETAIL = "detail"


_BOX = 18  # of a tick
HEIGHTS = {LineKind.SNAG: 56, LineKind.TELL: 44, LineKind.DETAIL: 26}


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `middle` stands in its own column, `ticked` None means no tick box, `group` is what opens it."""

    key: str
    kind: LineKind
    title: str
    second: str = ""
    middle: str = ""
    middle_second: str = ""
    right: str = ""
    right_second: str = ""
    cap: str = ""
    symbol: str = ""
    ticked: bool | None = None
    strong: bool = False
    group: str = ""
    household: str = ""

    @property
    def words(self) -> str:
        """The row read aloud."""
        parts = (self.title, self.second, self.middle, self.middle_second, self.right, self.right_second)
        return "，".join(part for part in parts if part)


class LineModel(QAbstractListModel):
    """Lines in order; a new state announces only the rows that differ."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.words
        if role == Qt.ItemDataRole.CheckStateRole and line.ticked is not None:
            return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
        return None

    def show_lines(self, lines: Sequence[Line]) -> None:
        new = tuple(lines)
        if [line.key for line in new] != [line.key for line in self.lines]:
            self.beginResetModel()
            self.lines = new
            self.endResetModel()
            return
        old, self.lines = self.lines, new
        for row, (before, now) in enumerate(zip(old, new, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, key: str) -> int:
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)


class LineList(QListView):
    """A list that keeps its selected key when its rows change, and never types to search."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lines = LineModel()
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self))
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # what wraps is as high as the width asks for
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def keyboardSearch(self, search: str) -> None:
        """Letters are verbs here."""

    def show_lines(self, lines: Sequence[Line]) -> None:
        before = self.current_line()
        self.lines.show_lines(lines)
        if before is not None and (row := self.lines.row_of(before.key)) >= 0:
            self.setCurrentIndex(self.lines.index(row))
        elif lines and not self.currentIndex().isValid():
            self.setCurrentIndex(self.lines.index(0))

    def current_line(self) -> Line | None:
        index = self.currentIndex()
        return self.lines.lines[index.row()] if index.isValid() else None

    def select_key(self, key: str) -> bool:
        row = self.lines.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row))
        return row >= 0


def has_focus(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]


class LineDelegate(QStyledItemDelegate):
    """Draws a `Line`; tokens only, no colour of its own."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE_ROLE)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else round(row_rect(option).width())
        height = round(ipx(HEIGHTS[line.kind]) * text_scale())
        if line.kind is LineKind.SNAG:
            height += round(_beyond_two(line, width))
        elif line.kind is LineKind.TELL:
            height += round(_beyond_one(line, width))
        if line.kind is LineKind.DETAIL and line.second:
            room = QRectF(0, 0, width - px(28), 10_000)
            height = max(height, round(_wrapped(_detail_rect(line, room), line.second) + px(4)))
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        rect = row_rect(option)
        selected = is_selected(option)
        focused = selected and has_focus(option)
        palette = current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(rect, palette.color("sel"))
        painter.setPen(QPen(palette.color("line"), 1))
        if line.kind is not LineKind.DETAIL:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        pen = _Pen(painter, selected)
        body = rect.adjusted(px(14), 0, -px(14), 0)
        if line.kind is LineKind.SNAG:
            _paint_snag(pen, line, body)
        elif line.kind is LineKind.TELL:
            _paint_tell(pen, line, body)
        else:
            _paint_detail(pen, line, body)
        if focused:
            painter.setPen(QPen(palette.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class _Pen:
    """Writes words at places, elided; remembers the row's tones."""

    def __init__(self, painter: QPainter, selected: bool) -> None:
        self.painter = painter
        self.palette = current()
        self.quiet = "t2" if selected else "t3"

    def write(self, text: str, rect: QRectF, step: str, tone: str, *, bold: bool = False, right: bool = False) -> float:
        """Draw one line of words in `rect`; returns the width used."""
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return draw_text(self.painter, rect, text, font(step, bold), self.palette.color(tone), side)

    def cap(self, text: str, rect: QRectF) -> None:
        draw_keycap(self.painter, rect, text, self.palette)

    def tick_box(self, ticked: bool, rect: QRectF) -> None:
        if ticked:
            draw_symbol(self.painter, "arrived", rect, self.palette)
            return
        self.painter.setPen(QPen(self.palette.color("line2"), 1.5))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(rect.adjusted(1.5, 1.5, -1.5, -1.5))


def _width(text: str, step: str, bold: bool = False) -> float:
    return QFontMetricsF(font(step, bold)).horizontalAdvance(text) + 1


def _beyond_two(line: Line, width: float) -> float:
    """What a snag needs below its two lines: the names that have no room beside what would help."""
    room = width - px(28) - px(30)
    if not line.right_second or _width(line.second, "SMALL") + px(14) + _width(line.right_second, "SMALL") <= room:
        return 0.0
    return wrapped_height(line.right_second, font("SMALL"), room)


def _beyond_one(line: Line, width: float) -> float:
    """What a row needs below its lines: a way, or what is said of it, that has no room on one."""
    return sum(_over(line, width))


def _over(line: Line, width: float) -> tuple[float, float]:
    """How much higher than one line the way is, and what is said of it."""
    if not line.right_second:
        return 0.0, 0.0
    room = _places(line, QRectF(px(14), 0, width - px(28), 0)).width()
    way, said = font("BODY"), font("SMALL")
    return (
        max(0.0, wrapped_height(line.middle_second, way, room) - QFontMetricsF(way).height()),
        max(0.0, wrapped_height(line.right_second, said, room) - QFontMetricsF(said).height()),
    )


def _paint_snag(pen: _Pen, line: Line, whole: QRectF) -> None:
    more = _beyond_two(line, whole.width() + px(28))
    body = whole.adjusted(0, 0, 0, -more)
    half = body.height() / 2
    top = QRectF(body.left(), body.top() + px(3), body.width(), half - px(2))
    low = QRectF(body.left(), body.top() + half, body.width(), half - px(4))
    pen.cap(line.cap, QRectF(top.left(), top.center().y() - px(10), px(20), px(20)))
    indent = px(30)
    right = pen.write(line.right, top, "SMALL", "t2", right=True) if line.right else 0.0
    pen.write(line.title, top.adjusted(indent, 0, -right - px(10), 0), "BODY", "t1", bold=True)
    used = pen.write(line.second, low.adjusted(indent, 0, 0, 0), "SMALL", "t2")
    if more:
        below = QRectF(low.left() + indent, low.bottom(), low.width() - indent, more)
        draw_wrapped(pen.painter, below, line.right_second, font("SMALL"), pen.palette.color(pen.quiet))
    else:
        pen.write(line.right_second, low.adjusted(indent + used + px(14), 0, 0, 0), "SMALL", pen.quiet, right=True)


def _columns(line: Line) -> tuple[float, float]:
    """Widths of the first two columns: who or which trip, and how many; a count is never cut."""
    return px(166) * text_scale(), max(px(56) * text_scale(), _width(line.middle, "BODY") + px(10))


def _places(line: Line, body: QRectF) -> QRectF:
    """The third column: where to, left of the tick box and of what stands at the end."""
    tail = max(_width(line.right, "SMALL"), px(30)) if line.right else 0.0
    end = body.right() - tail - (px(_BOX) + px(12) if line.ticked is not None else px(8))
    left = body.left() + sum(_columns(line))
    return QRectF(left, body.top(), end - left, body.height())


def _paint_tell(pen: _Pen, line: Line, body: QRectF) -> None:
    more, below = _over(line, body.width() + px(28))
    half = (body.height() - more - below) / 2
    first, middle = _columns(line)
    box = px(_BOX)
    tail = max(_width(line.right, "SMALL"), px(30)) if line.right else 0.0
    name = QRectF(body.left(), body.top() + px(1), first - px(10), half)
    pen.write(line.title, name, "BODY", "t1", bold=line.strong)
    pen.write(line.second, name.translated(0, half - px(3)), "SMALL", pen.quiet)
    count = QRectF(body.left() + first, body.top(), middle - px(6), body.height())
    pen.write(line.middle, count, "BODY", "t1")
    room = _places(line, body)
    upper = QRectF(room.left(), name.top(), room.width(), half + more)
    if line.right_second:
        draw_wrapped(pen.painter, upper, line.middle_second, font("BODY"), pen.palette.color("t1"))
        low = QRectF(room.left(), upper.bottom() - px(3), room.width(), half + below)
        draw_wrapped(pen.painter, low, line.right_second, font("SMALL"), pen.palette.color(pen.quiet))
    elif _width(line.middle_second, "BODY") <= room.width():
        pen.write(line.middle_second, room, "BODY", "t1")
    else:  # the place, and when below it: a time is never cut
        place, _, when = line.middle_second.partition(" ")
        pen.write(place, upper, "BODY", "t1")
        pen.write(when, upper.translated(0, half - px(3)), "BODY", "t1")
    if line.ticked is not None:
        y = body.center().y() - box / 2
        pen.tick_box(line.ticked, QRectF(body.right() - tail - box - px(6), y, box, box))
    pen.write(line.right, QRectF(body.right() - tail, body.top(), tail, body.height()), "SMALL", "t2", right=True)


def _detail_rect(line: Line, body: QRectF) -> QRectF:
    """Where the second words of a detail stand: right of its title, left of its figure."""
    used = px(30) + _width(line.title, "SMALL", bold=True) + px(8)
    right = _width(line.right, "SMALL") + px(8) if line.right else 0.0
    return body.adjusted(used, 0, -right, 0)


def _wrapped(rect: QRectF, text: str) -> float:
    """Height of `text` in lines of that width: figures are never cut, so long ways take a second line."""
    return QFontMetricsF(font("SMALL")).boundingRect(rect, int(Qt.TextFlag.TextWordWrap), text).height()


def _paint_detail(pen: _Pen, line: Line, body: QRectF) -> None:
    left = body.adjusted(px(30), 0, 0, 0)
    if line.symbol:
        draw_symbol(
            pen.painter,
            line.symbol,
            QRectF(body.left() + px(6), body.center().y() - px(8), px(16), px(16)),
            pen.palette,
        )
    right = pen.write(line.right, left, "SMALL", "t2", right=True) if line.right else 0.0
    if line.second:
        first = QRectF(left.left(), left.top(), left.width(), px(26) * text_scale())
        pen.write(line.title, first, "SMALL", "t1", bold=True)
        pen.painter.setFont(font("SMALL"))
        pen.painter.setPen(pen.palette.color("t2"))
        rect = _detail_rect(line, body).adjusted(0, px(2), 0, px(2))
        pen.painter.drawText(rect, int(Qt.TextFlag.TextWordWrap), line.second)
    else:
        tone = "t1" if line.strong else "t2"
        pen.write(line.title, left.adjusted(0, 0, -right - px(8), 0), "SMALL", tone, bold=line.strong)
