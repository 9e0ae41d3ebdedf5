"""The incident bar 事件条: mode, level, the figures, clock, age of the data. It never hides and never scrolls."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from core.queries.rows import IncidentRow
from desktop import keys, phrases
from desktop.shell.figures import Figure, LifeFigure
from desktop.theme import current, frame_font, ipx, px
from desktop.widgets.paint import draw_text, hatch, text_width, with_tail
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
_RIGHT = Qt.AlignmentFlag.AlignRight


class ModeBadge(QWidget):
    """实战 REAL inverted and plain, 演练 DRILL violet on hatch: not to be mistaken from three metres."""

    def __init__(self, drill: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drill = drill
        self.setFixedWidth(ipx(128))
        self.setAccessibleName(self._words()[0])

    def _words(self) -> tuple[str, str]:
        if self._drill:
            return translate("Bar", "演练"), "DRILL"
        return translate("Bar", "实战"), "REAL"

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = current()
        rect = QRectF(self.rect())
        block, fill, ink = rect, palette.color("t1"), palette.color("bg1")
        if self._drill:
            painter.fillRect(rect, palette.color("bg0"))
            hatch(painter, rect, palette.color("drill_frame"))
            block = rect.adjusted(px(8), px(7), -px(8), -px(7))
            fill, ink = palette.color("drill"), palette.color("onsym")
        painter.fillRect(block, fill)
        word, latin = self._words()
        center = Qt.AlignmentFlag.AlignHCenter
        middle = block.center().y()
        draw_text(painter, QRectF(block.left(), middle - px(27), block.width(), px(32)), word,
                  frame_font("TIME", bold=True), ink, center)  # fmt: skip
        draw_text(painter, QRectF(block.left(), middle + px(6), block.width(), px(20)), latin,
                  frame_font("SMALL", bold=True), ink, center)  # fmt: skip
        painter.end()


class Title(QWidget):
    """Name of the incident over level, scope and since when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(ipx(200))

    def show_lines(self, title: str, level: str) -> None:
        if (title, level) != self._lines:
            self._lines = (title, level)
            self.setAccessibleName(f"{title} {level}")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = current()
        left, width = px(12), self.width() - px(18)
        draw_text(
            painter, QRectF(left, px(9), width, px(26)), self._lines[0], frame_font("BODY", True), palette.color("t1")
        )
        draw_text(
            painter, QRectF(left, px(38), width, px(22)), self._lines[1], frame_font("SMALL"), palette.color("t2")
        )
        painter.end()


class ClockFace(QAbstractButton):
    """Date, clock, and how old the data are: a button to the page of the desks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at: datetime | None = None
        self._symbol = "heard"
        self._age = ("", "", "")
        self._note = ""
        self.setFixedWidth(ipx(276))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(ipx(276), ipx(70))

    def show_time(self, at: datetime, note: str) -> None:
        """`note` stands in place of the date: another time looked at, or how fast the drill runs."""
        self._at, self._note = at, note
        self._name()

    def show_age(self, symbol: str, text: str, desk: str = "", time: str = "") -> None:
        """How old the data are: where there is little room the name of the desk gives way, its time never."""
        self._symbol, self._age = symbol, (text, desk, time)
        self._name()

    def _name(self) -> None:
        """What a screen reader says: time and age of the data."""
        at = f"{phrases.date(self._at)} {phrases.hm(self._at)}" if self._at is not None else ""
        self.setAccessibleName(" ".join(part for part in (at, self._note, "".join(self._age)) if part))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        right = self.width() - px(8)
        if self._at is not None:
            clock = phrases.hm(self._at)
            face = frame_font("COUNT", bold=True)
            draw_text(painter, QRectF(0, px(4), right, px(42)), clock, face, palette.color("t1"), _RIGHT)
            room = right - text_width(clock, face) - px(14)
            small = frame_font("SMALL")
            draw_text(painter, QRectF(px(14), px(13), room, px(22)), phrases.date(self._at), small, palette.color("t2"))
            if self._note:
                drawn = QRectF(px(14), px(32), room - px(14), px(20))
                draw_text(painter, drawn, self._note, frame_font("SMALL", True), palette.color("focus"))
        small = frame_font("SMALL")
        text, desk, time = self._age
        room = right - px(26) - text_width(text, small)
        text += with_tail(desk, time, small, room) if desk else time
        width = text_width(text, small)
        draw_text(painter, QRectF(0, px(43), right, px(22)), text, small, palette.color("t2"), _RIGHT)
        if text:
            draw_symbol(painter, self._symbol, QRectF(right - width - px(22), px(46), px(16), px(16)), palette)
        if self.hasFocus():
            painter.setPen(QPen(palette.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        painter.end()


class IncidentBar(QWidget):
    """`opened(filter)` asks for the names behind a figure."""

    opened = Signal(str)
    desks_wanted = Signal()

    def __init__(self, drill: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(ipx(70))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.badge = ModeBadge(drill, self)
        self.title = Title(self)
        self.clock = ClockFace(self)
        self.exposed = LifeFigure(translate("Bar", "有险无人"), "exposed", 112, self)
        self.figures = {
            "exposed": self.exposed,
            "due": Figure(translate("Bar", "应转"), "", 104, self),
            "moved": Figure(translate("Bar", "已转"), "arrived", 104, self),
            "not_moved": Figure(translate("Bar", "未转"), "uncontacted", 104, self),
            "refused": Figure(translate("Bar", "拒转"), "refused", 92, self),
            "unreachable": Figure(translate("Bar", "失联"), "unreachable", 92, self),
            "to_reconcile": Figure(translate("Bar", "待核"), "to_reconcile", 92, self),
        }
        row.addWidget(self.badge)
        row.addWidget(self.title, 1)
        for name, figure in self.figures.items():
            row.addWidget(figure)
            figure.clicked.connect(lambda _checked=False, name=name: self.opened.emit(name))
        self.figures["due"].foot().clicked.connect(lambda: self.opened.emit("away"))
        self.figures["to_reconcile"].foot().clicked.connect(lambda: self.opened.emit("overtaken"))
        row.addWidget(self.clock)
        self.clock.clicked.connect(self.desks_wanted)
        self.clock.setToolTip(keys.hint("desks"))
        self._scope: str | None = ""

    def show_row(self, row: IncidentRow, scope: str | None, now: datetime) -> None:
        """Everything but the clock; another scope settles the marks of change."""
        if scope != self._scope:
            for figure in self.figures.values():
                figure.settle()
            self._scope = scope
        before = self.exposed.count
        totals = row.totals
        for name, figure in self.figures.items():
            below = ""
            if name == "due" and totals.away:
                below = translate("Bar", "外出 {n}").format(n=totals.away)
            if name == "to_reconcile" and totals.overtaken:  # whose later entries may not have come
                below = translate("Bar", "没收全 {n}").format(n=totals.overtaken)
            figure.show_count(getattr(totals, name), below)
        self.title.show_lines(self._title(row), self._level(row, scope))
        self._show_age(row, now)
        if before is not None and before != totals.exposed:
            self._announce(totals.exposed)

    def _title(self, row: IncidentRow) -> str:
        """A replayed storm names itself and says that its figures are a reconstruction."""
        if row.replay is None:
            return row.title
        return translate("Bar", "{storm} 重演（数字为重建）").format(storm=row.replay.replace("-", "·"))

    def _level(self, row: IncidentRow, scope: str | None) -> str:
        where = scope or translate("Bar", "全区")
        plain = " · " + translate("Bar", "未加密") if row.plain and not row.drill else ""
        if row.revoked_at is not None:
            return translate("Bar", "本机已停用 · 新记的没人收")
        if row.level is None:
            return translate("Bar", "未启动响应 · {scope}").format(scope=where) + plain
        text = translate("Bar", "{level}响应 · {scope} · {since} 起")
        return text.format(level=row.level.level, scope=row.level.scope, since=phrases.day_hm(row.level.at)) + plain

    def _show_age(self, row: IncidentRow, now: datetime) -> None:
        if row.desks > 1:
            text = translate("Bar", "{desks} 台收到 {heard} 台").format(desks=row.desks, heard=row.desks_heard)
            before, after = "", ""
            if row.oldest_at is not None:
                oldest = translate("Bar", " · {desk} {time}")
                said = oldest.format(desk="\n", time=phrases.hm_near(row.oldest_at, now))
                before, _, after = said.partition("\n")
            symbol = "heard" if row.desks_heard == row.desks else "silent"
            self.clock.show_age(symbol, text + before, row.oldest_desk if after else "", after)
            return
        if row.data_at is None:
            self.clock.show_age("silent", translate("Bar", "{desk} · 还没有记录").format(desk=row.device_name))
            return
        text = translate("Bar", "{desk} · 最近 {time}")
        self.clock.show_age("heard", text.format(desk=row.device_name, time=phrases.hm_near(row.data_at, now)))

    def _announce(self, exposed: int) -> None:
        """Tell a screen reader at once."""
        if QAccessible.isActive():
            words = translate("Bar", "有险无人 {n} 人").format(n=exposed)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.exposed, words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("bg1"))
        painter.end()
