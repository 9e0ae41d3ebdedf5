"""The rooms of the island: name, beds in use and a bar each, six in a row; a full one says 满."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.domain.rooms import Room
from core.queries.rooms import RoomBoard
from desktop.island import words
from desktop.island.shown import IslandShown
from desktop.theme import current, font, ipx, px
from desktop.widgets.bars import draw_bar
from desktop.widgets.keycap import KeyCap
from desktop.widgets.paint import draw_text, fitting, text_width
from desktop.widgets.panel import label, row

translate = QCoreApplication.translate
COLUMNS = 6
HEIGHT = 56
WITH_CLASS = 70


class RoomCells(QWidget):
    """Painted; its words stand in the accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: RoomBoard | None = None
        self._chosen: frozenset[str] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_board(self, board: RoomBoard | None, chosen: frozenset[str]) -> None:
        if (board, chosen) != (self._board, self._chosen):
            self._board, self._chosen = board, chosen
            rows = board.rows if board is not None else ()
            said = (f"{words.room(one.room.plate, one.room.number)} {one.inside}/{one.room.beds}" for one in rows)
            self.setAccessibleName("，".join(said))
            self.updateGeometry()
            self.update()

    def _cell_height(self) -> int:
        rows = self._board.rows if self._board is not None else ()
        several = len(rows) > COLUMNS * 3
        return HEIGHT if several or not any(one.room.everyday for one in rows) else WITH_CLASS

    def sizeHint(self) -> QSize:
        count = len(self._board.rows) if self._board is not None else 0
        return QSize(ipx(400), ipx(-(-count // COLUMNS) * self._cell_height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._board is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        wide, high = self.width() / COLUMNS, px(self._cell_height())
        for at, one in enumerate(self._board.rows):
            rect = QRectF(at % COLUMNS * wide, at // COLUMNS * high, wide, high).adjusted(px(3), px(2), -px(3), -px(2))
            chosen = one.room.id in self._chosen
            painter.setPen(QPen(palette.color("focus" if chosen else "line2"), 2 if chosen else 1))
            painter.setBrush(palette.color("bg1"))
            painter.drawRect(rect)
            top = QRectF(rect.left() + px(6), rect.top() + px(2), rect.width() - px(12), px(24))
            full = not one.free
            tail = translate("Island", "满") if full else str(one.inside)
            face = font("SMALL", bold=full)
            used = text_width(tail, face)
            draw_text(painter, QRectF(top.right() - used, top.top(), used + 2, top.height()), tail, face,
                      palette.color("t1" if full else "t2"))  # fmt: skip
            top.setRight(top.right() - used - px(2))
            name = words.room(one.room.plate, one.room.number)
            draw_text(painter, top, name, font("SMALL", bold=True), palette.color("t1"))
            if high > px(HEIGHT):
                below = QRectF(rect.left() + px(6), rect.top() + px(25), rect.width() - px(12), px(20))
                everyday = fitting(_everyday(one.room), font("SMALL"), below.width())
                draw_text(painter, below, everyday, font("SMALL"), palette.color("t2"))
            bar = QRectF(rect.left() + px(6), rect.bottom() - px(18), rect.width() - px(12), px(11))
            draw_bar(painter, bar, one.inside, 0, one.room.beds, palette)
        painter.end()


def _everyday(room: Room) -> tuple[str, ...]:
    """What it is called in everyday life, and that it is for care; the latter alone where there is little room."""
    if not room.care:
        return (room.everyday,)
    care = translate("Island", "照护")
    return translate("Island", "{name} 照护").format(name=room.everyday).strip(), care


class RoomGrid(QWidget):
    """Head and cells; hidden where no rooms are known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(ipx(11), ipx(2), ipx(11), ipx(6))
        lines.setSpacing(ipx(2))
        self._head = label("", "small")
        self._head.setWordWrap(True)
        self._head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        head = row(self._head, KeyCap("G"), height=26)
        head.layout().setStretch(0, 1)  # type: ignore[union-attr]
        lines.addWidget(head)
        self.cells = RoomCells(self)
        lines.addWidget(self.cells)
        self.hide()

    def show_board(self, state: IslandShown) -> None:
        board = state.board
        self.setVisible(board is not None and bool(board.rows))
        if board is None or not board.rows:
            return
        beds = sum(one.room.beds for one in board.rows)
        parts = [translate("Island", "{n} 室 {beds} 床 · 条满加斜线").format(n=len(board.rows), beds=beds)]
        if board.unroomed:
            parts.append(translate("Island", "没排床 {n}").format(n=board.unroomed))
        if board.out:
            parts.append(translate("Island", "暂离 {n}").format(n=board.out))
        if board.doubts:  # desks apart gave different beds: whoever looks gives the bed again
            names = list(dict.fromkeys(name for one in board.doubts for name in one.names))
            said = translate("Island", "床位两说 {n}（{who}），看了再排一次")
            parts.append(said.format(n=len(board.doubts), who="、".join(names[:3])))
        if not all(one.room.confirmed for one in board.rows):
            parts.append(translate("Island", "室、床为假定，待核"))
        self._head.setText(" · ".join(parts))
        self.cells.show_board(board, frozenset(one.bed.room for one in state.beds))
