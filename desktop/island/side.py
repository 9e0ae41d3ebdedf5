"""The right column of the desk: the island's figures, its rooms, whom to reconcile, and the last four acts."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from core.queries.map_rows import ShelterRow
from core.queries.rows import HistoryRow
from desktop import keys, phrases
from desktop.conflicts.model import ConflictsShown
from desktop.conflicts.sheet import QueueLine
from desktop.island import words
from desktop.island.room_grid import RoomGrid
from desktop.island.shown import IslandShown
from desktop.theme import current, font, ipx, px
from desktop.widgets.bars import OccupancyBar
from desktop.widgets.keycap import KeyCap
from desktop.widgets.paint import draw_text
from desktop.widgets.panel import hairline, label, row
from desktop.widgets.symbols import SymbolLabel

translate = QCoreApplication.translate
LAST = 4
CARDS = 2
MINUTES = 10


class Undoable(Protocol):
    """One act as the undo strip knows it."""

    @property
    def row(self) -> HistoryRow: ...

    @property
    def events(self) -> tuple[str, ...]: ...

    def seconds_left(self, clock: float) -> float: ...


class ActLine(QWidget):
    """Time, what was done, and a bar that shrinks for ten minutes; then the word 更正."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: Undoable | None = None
        self._left = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_act(self, act: Undoable, clock: float) -> None:
        self._act, self._left = act, act.seconds_left(clock)
        self.setAccessibleName(f"{phrases.hm(act.row.at)} {phrases.history(act.row)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(400), ipx(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        act = self._act
        if act is None:
            return
        painter = QPainter(self)
        palette, rect = current(), QRectF(self.rect())
        draw_text(painter, rect, phrases.hm(act.row.at), font("SMALL"), palette.color("t2"))
        text = phrases.history(act.row)
        if len(act.events) > 1:
            text = translate("Island", "{what} 等 {n} 条").format(what=text, n=len(act.events))
        room = QRectF(px(56), 0, rect.width() - px(56) - px(130), rect.height())
        draw_text(painter, room, text, font("BODY"), palette.color("t1"))
        left = rect.width() - px(116)
        if self._left > 0:
            bar = QRectF(left, rect.center().y() - px(4), px(60), px(8))
            painter.setPen(palette.color("line2"))
            painter.drawRect(bar)
            painter.fillRect(
                QRectF(bar.left(), bar.top(), bar.width() * self._left / 600, bar.height()), palette.color("t2")
            )
            tail = phrases.countdown(self._left)
        else:
            tail = translate("Island", "更正")
        draw_text(painter, QRectF(left + px(66), 0, px(50), rect.height()), tail, font("SMALL"), palette.color("t2"))
        painter.end()


class SideColumn(QWidget):
    """Draws; every key belongs to the view."""

    def __init__(self, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._acts: Sequence[Undoable] = ()
        self._shown: object = None
        self._cards: object = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._build_figures())
        lines.addWidget(hairline(self))
        self.rooms = RoomGrid(self)
        lines.addWidget(self.rooms)
        lines.addWidget(hairline(self))
        self._queue = QWidget(self)
        self._queue_lines = QVBoxLayout(self._queue)
        self._queue_lines.setContentsMargins(ipx(14), ipx(6), ipx(14), ipx(6))
        self._queue_lines.setSpacing(ipx(4))
        lines.addWidget(self._queue)
        lines.addStretch(1)
        lines.addWidget(hairline(self))
        lines.addWidget(self._build_acts())
        self._mark: SymbolLabel | None = None
        self._folding: list[QueueLine] = []
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)

    def changeEvent(self, event: QEvent) -> None:
        """日/夜: the symbol keeps no old colour."""
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_mark", None) is not None:
            self._mark.show_symbol("to_reconcile", current())  # type: ignore[union-attr]
        super().changeEvent(event)

    def _build_figures(self) -> QWidget:
        piece = QFrame(self)
        piece.setObjectName("note")
        piece.setStyleSheet("#note > QWidget { background: transparent; }")
        grid = QGridLayout(piece)
        grid.setContentsMargins(ipx(14), ipx(6), ipx(14), ipx(8))
        grid.setHorizontalSpacing(ipx(10))
        grid.setVerticalSpacing(0)
        names = (
            translate("Island", "在岛 / 可住"),
            translate("Island", "空床"),
            translate("Island", "路上"),
            translate("Island", "峰值 / 人次"),
        )
        self._figures = []
        self._below = []
        for column, name in enumerate(names):
            figure, below = label("", "time"), label("", "small")
            grid.addWidget(label(name, "small"), 0, column)
            grid.addWidget(figure, 1, column)
            grid.addWidget(below, 2, column)
            grid.setColumnStretch(column, 2 if column in (0, 3) else 1)
            self._figures.append(figure)
            self._below.append(below)
        self._bar = OccupancyBar(12, piece)
        grid.addWidget(self._bar, 2, 0)
        self._warning = label("", "go")
        self._warning.setWordWrap(True)
        grid.addWidget(self._warning, 3, 0, 1, 4)
        return piece

    def _build_acts(self) -> QWidget:
        piece = QWidget(self)
        lines = QVBoxLayout(piece)
        lines.setContentsMargins(ipx(14), ipx(4), ipx(14), ipx(4))
        lines.setSpacing(0)
        rule = label(translate("Island", "十分钟内可撤销；过后用「更正」"), "small")
        rule.setWordWrap(True)
        rule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        head = row(
            label(translate("Island", "刚才"), "strong"),
            rule,
            KeyCap(keys.hint("undo")),
            label(translate("Island", "撤最近"), "small"),
            KeyCap(keys.hint("recent")),
            label(translate("Island", "选一条"), "small"),
            height=30,
        )
        head.layout().setStretch(1, 1)  # type: ignore[union-attr]
        lines.addWidget(head)
        self._lines = [ActLine(piece) for _ in range(LAST)]
        for line in self._lines:
            lines.addWidget(line)
        return piece

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_state(self, state: IslandShown) -> None:
        shelter = state.row
        shown = (shelter, state.board, state.beds, state.onward)
        if shelter is None or state.now is None or shown == self._shown:
            return
        self._shown = shown
        self._show_figures(shelter)
        self.rooms.show_board(state)
        role, warning = words.filled(shelter)
        warning = "；".join(part for part in (warning, words.where_next(state) if warning else "") if part)
        self._warning.setText(warning)
        self._warning.setProperty("role", role or "go")
        self._warning.style().polish(self._warning)
        self._warning.setVisible(bool(warning))

    def warning(self) -> str:
        """What is said at 80, 95 and 100 %."""
        return self._warning.text()

    def _show_figures(self, shelter: ShelterRow) -> None:
        figures = (
            f"{shelter.inside} / {shelter.shelter.capacity}",
            str(shelter.free),
            str(shelter.on_the_way),
            f"{shelter.peak} / {shelter.visits}",
        )
        each = shelter.shelter.m2_per_person
        nearest = phrases.hm(shelter.next_arrival) if shelter.next_arrival is not None else ""
        below = (
            "",
            translate("Island", "按 {each:.1f} m²/人").format(each=each) if each else "",
            translate("Island", "最近 {time}").format(time=nearest) if nearest else "",
            translate("Island", "不是同一个数"),
        )
        for piece, text in zip((*self._figures, *self._below), (*figures, *below), strict=True):
            piece.setText(text)
        self._bar.show_figures(shelter.inside, shelter.coming, shelter.shelter.capacity)

    def show_conflicts(self, state: ConflictsShown) -> None:
        if state.cards == self._cards:
            return
        self._cards = state.cards
        while self._queue_lines.count():
            piece = self._queue_lines.takeAt(0).widget()
            if piece is not None:
                piece.hide()
                piece.deleteLater()
        self._mark, self._folding = None, []
        if not state.cards:
            self._queue.hide()
            return
        text = translate("Island", "待核 {n}").format(n=len(state.cards))
        rule = label(translate("Island", "总数里只算一次；问到本人再定，不猜"), "small")
        self._mark = SymbolLabel("to_reconcile", current(), 18)
        self._queue_lines.addWidget(
            row(self._mark, label(text, "strong"), rule, None, KeyCap(keys.hint("conflict_door")), height=28)
        )
        self._folding = [
            QueueLine(number, card, state, self._queue) for number, card in enumerate(state.cards[:CARDS], 1)
        ]
        for line in self._folding:
            self._queue_lines.addWidget(line)
        self._queue.show()
        self._fold()

    def _fold(self) -> None:
        """Where the window is low the cards give way, the last first: their count stays, and the key opens them all."""
        layout = self.layout()
        for line in self._folding:
            line.show()
        for line in reversed(self._folding):
            if layout is None or layout.minimumHeightForWidth(self.width()) <= self.height():
                return
            line.hide()
            layout.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def show_acts(self, acts: Sequence[Undoable]) -> None:
        self._acts = acts[:LAST]
        self._tick()

    def _tick(self) -> None:
        clock = self._clock()
        for line in self._lines:
            line.hide()
        for line, act in zip(self._lines, self._acts, strict=False):
            line.show_act(act, clock)
            line.show()
        if any(act.seconds_left(clock) > 0 for act in self._acts):
            self._second.start()
        else:
            self._second.stop()
