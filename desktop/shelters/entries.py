"""The panel's list: heads, households to come, persons, members of a card; one model, one delegate."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme import current, font, ipx, px, text_scale
from desktop.widgets.paint import draw_keycap, draw_text, draw_wrapped, text_width, wrapped_height
from desktop.widgets.rows import is_selected, row_rect
from desktop.widgets.symbols import draw_symbol

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)


class EntryKind(StrEnum):
    HEAD = "head"
    PARTY = "party"
    PERSON = "person"
    MEMBER = "member"
    CHECK = "check"  # one line with a mark before it that is ticked or not


HEIGHTS = {EntryKind.HEAD: 32, EntryKind.PARTY: 44, EntryKind.PERSON: 30, EntryKind.MEMBER: 58, EntryKind.CHECK: 32}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; `ident` is the household or person it stands for, `ticked` only on members."""

    key: str
    kind: EntryKind
    title: str
    second: str = ""
    right: str = ""
    right_second: str = ""
    symbol: str = ""
    cap: str = ""
    ident: str = ""
    ticked: bool | None = None

    @property
    def words(self) -> str:
        return "，".join(part for part in (self.title, self.second, self.right, self.right_second) if part)


class EntryModel(QAbstractListModel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.words
        if role == Qt.ItemDataRole.CheckStateRole and entry.ticked is not None:
            return Qt.CheckState.Checked if entry.ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads are read, not chosen."""
        if self.entries[index.row()].kind is EntryKind.HEAD:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        new = tuple(entries)
        if [entry.key for entry in new] != [entry.key for entry in self.entries]:
            self.beginResetModel()
            self.entries = new
            self.endResetModel()
            return
        old, self.entries = self.entries, new
        for row, (before, now) in enumerate(zip(old, new, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(row), self.index(row))


class EntryList(QListView):
    """Keeps the chosen entry when rows come and go; the next one when it went."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.entries = EntryModel()
        self.setModel(self.entries)
        self.setItemDelegate(EntryDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def keyboardSearch(self, search: str) -> None:
        """Letters are verbs here."""

    def show_entries(self, entries: Sequence[Entry]) -> None:
        before, row = self.current_entry(), self.currentIndex().row()
        self.entries.show_entries(entries)
        chosen = [number for number, entry in enumerate(entries) if entry.kind is not EntryKind.HEAD]
        if not chosen:
            return
        keys = {entry.key: number for number, entry in enumerate(entries)}
        wanted = keys.get(before.key) if before else None
        if wanted is None:
            wanted = next((number for number in chosen if number >= row), chosen[-1])
        self.setCurrentIndex(self.entries.index(wanted))

    def current_entry(self) -> Entry | None:
        index = self.currentIndex()
        return self.entries.entries[index.row()] if index.isValid() else None


def has_focus(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]


class EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY_ROLE)
        high, view = round(ipx(HEIGHTS[entry.kind]) * text_scale()), self.parent()
        wide = view.viewport().width() if isinstance(view, QListView) else round(row_rect(option).width())
        if entry.kind is EntryKind.CHECK:
            room = wide - px(28) - px(24) - text_width(entry.right, font("SMALL")) - px(8)
            high = max(high, round(wrapped_height(entry.title, _check_face(entry), room) + px(6)))
        return QSize(wide, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        palette = current()
        rect = row_rect(option)
        selected = is_selected(option)
        focused = has_focus(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.kind is EntryKind.HEAD:
            painter.fillRect(rect, palette.color("bg2"))
        elif selected and entry.kind is not EntryKind.MEMBER:
            painter.fillRect(rect, palette.color("sel"))
        body = rect.adjusted(px(14), 0, -px(14), 0)
        if entry.kind is EntryKind.MEMBER:
            _paint_member(painter, entry, rect.adjusted(px(8), px(2), -px(8), -px(3)))
        else:
            if entry.kind is EntryKind.PARTY:
                painter.setPen(QPen(palette.color("line"), 1))
                painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            _paint_entry(painter, entry, body, "t2" if selected else "t3")
            if selected and focused:
                painter.setPen(QPen(palette.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


def _check_face(entry: Entry) -> QFont:
    return font("BODY", bold=entry.symbol != "arrived")


def _paint_entry(painter: QPainter, entry: Entry, body: QRectF, quiet: str) -> None:
    palette = current()
    left = body.left()
    bold = font("BODY", bold=True)
    two = bool(entry.kind is EntryKind.PARTY)
    half = body.height() / 2
    top = QRectF(left, body.top() + (px(1) if two else 0), body.width(), half + px(2) if two else body.height())
    low = QRectF(left, body.top() + half, body.width(), half - px(2))
    if entry.symbol:
        draw_symbol(painter, entry.symbol, QRectF(left, top.center().y() - px(8), px(16), px(16)), palette)
        top.setLeft(left + px(24))
        low.setLeft(left + px(24))
    tone = palette.color("t1")
    right = Qt.AlignmentFlag.AlignRight
    used = draw_text(painter, top, entry.right, font("SMALL"), palette.color("t2"), right) if entry.right else 0.0
    top.setRight(top.right() - used - px(8))
    plain = entry.kind is EntryKind.PERSON or (entry.kind is EntryKind.CHECK and entry.symbol == "arrived")
    face = font("BODY") if plain else bold
    if entry.kind is EntryKind.CHECK and not entry.second:
        draw_wrapped(painter, top, entry.title, face, tone)
        return
    taken = draw_text(painter, top, entry.title, face, tone)
    if two:
        used = draw_text(painter, low, entry.right_second, font("SMALL"), palette.color(quiet), right)
        low.setRight(low.right() - used - px(8))
        draw_text(painter, low, entry.second, font("SMALL"), palette.color("t2"))
    elif entry.second:
        top.setLeft(top.left() + taken + px(10))
        draw_text(painter, top, entry.second, font("SMALL"), palette.color("t2"))


def _paint_member(painter: QPainter, entry: Entry, rect: QRectF) -> None:
    palette = current()
    painter.setPen(QPen(palette.color("line2"), 1))
    painter.setBrush(palette.color("bg1" if entry.ticked else "bg2"))
    painter.drawRoundedRect(rect, px(3), px(3))
    side = px(40)
    cap = QRectF(rect.left() + px(10), rect.center().y() - side / 2, side, side)
    draw_keycap(painter, cap, entry.cap, palette, font("HEAD", bold=True), lit=bool(entry.ticked))
    left, half = cap.right() + px(14), rect.height() / 2
    word = font("BODY", bold=True)
    width = text_width(entry.right, word) + px(30)
    room = rect.right() - left - width - px(14)
    draw_text(
        painter, QRectF(left, rect.top() + px(1), room, half), entry.title, font("HEAD", bold=True),
        palette.color("t1"),
    )  # fmt: skip
    low = QRectF(left, rect.top() + half, room, half - px(4))
    draw_text(painter, low, entry.second, font("SMALL"), palette.color("t2"))
    mark = QRectF(rect.right() - width - px(8), rect.center().y() - px(9), px(18), px(18))
    draw_symbol(painter, "arrived" if entry.ticked else "circle", mark, palette)
    tone = "done" if entry.ticked else "t2"
    draw_text(
        painter, QRectF(mark.right() + px(8), rect.top(), width, rect.height()), entry.right, word, palette.color(tone)
    )
