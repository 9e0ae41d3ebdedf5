"""没消息的村: the silent villages below the calls, longest silence first."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.queries.call_rows import SilentRow
from core.queries.situation_rows import OutRow
from desktop import keys, phrases
from desktop.calls import saying
from desktop.theme import current, font, ipx, px
from desktop.upward_words import sortie
from desktop.widgets.paint import draw_keycap, draw_text, keycap_width, text_width, with_tail
from desktop.widgets.symbols import draw_symbol

translate = QCoreApplication.translate
HEIGHT, CARDS = 92, 5
_RIGHT = Qt.AlignmentFlag.AlignRight


class SilentStrip(QWidget):
    """As many cards as there is room for; `chosen(place)` when one is clicked. Hidden while nothing is silent."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[SilentRow | OutRow, ...] = ()
        self._counts = (0, 0)
        self._now: datetime | None = None
        self.setFixedHeight(ipx(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_rows(self, villages: tuple[SilentRow, ...], out: tuple[OutRow, ...], now: datetime) -> None:
        """Villages, and helpers or squads out there, of whom nothing was heard: the longest silence first."""
        self._rows, self._now = tuple(sorted((*villages, *out), key=_since)), now
        self._counts = (len(villages), len(out))
        said = "；".join(" ".join(_words(row, now)) for row in self._rows[:CARDS])
        self.setAccessibleName(f"{self._title()} {said}" if self._rows else "")
        self.setVisible(bool(self._rows))
        self.update()

    def _title(self) -> str:
        villages, out = self._counts
        parts = [translate("Calls", "没消息的村 {n}").format(n=villages)] if villages or not out else []
        parts += [translate("Calls", "在外没消息 {n}").format(n=out)] if out else []
        return " · ".join(parts)

    def _cards(self) -> list[tuple[QRectF, SilentRow | OutRow]]:
        """As many as have room to say when and where; the title counts the others, and V asks them all."""
        gap, edge, now = px(7), px(12), self._now
        if now is None:
            return []
        said = [text_width(_words(row, now)[2], font("SMALL")) for row in self._rows[:CARDS]]
        room = self.width() - 2 * edge + gap
        many = max(2, min(CARDS, int(room / (max(said, default=0.0) + px(18) + gap))))
        width = room / many - gap
        return [
            (QRectF(edge + at * (width + gap), px(38), width, px(50)), row) for at, row in enumerate(self._rows[:many])
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._now is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        painter.fillRect(QRectF(0, 0, self.width(), 1), palette.color("line"))
        draw_symbol(painter, "silent", QRectF(px(12), px(10), px(18), px(18)), palette)
        right = self._paint_key(painter)
        room = QRectF(px(36), px(4), right - px(44), px(30))
        left = room.left() + draw_text(painter, room, self._title(), font("BODY", True), palette.color("t1")) + px(8)
        room.setLeft(left)
        about = translate("Calls", "末次消息，不论谁、用什么；静得最久在前")
        draw_text(painter, room, about, font("SMALL"), palette.color("t2"))
        for card, row in self._cards():
            self._paint_card(painter, card, row, self._now)
        painter.end()

    def _paint_key(self, painter: QPainter) -> float:
        palette, words = current(), keys.key("ask_radio").words
        face = font("SMALL")
        left = self.width() - px(12) - text_width(words, face)
        draw_text(painter, QRectF(left, px(4), self.width() - left, px(30)), words, face, palette.color("t2"))
        cap = keys.hint("ask_radio")
        width = keycap_width(cap)
        draw_keycap(painter, QRectF(left - width - px(6), px(8), width, px(22)), cap, palette)
        return left - width - px(6)

    @staticmethod
    def _paint_card(painter: QPainter, card: QRectF, row: SilentRow | OutRow, now: datetime) -> None:
        palette = current()
        painter.setPen(QPen(palette.color("line2"), 1))
        painter.setBrush(palette.color("bg1"))
        painter.drawRect(card.adjusted(0.5, 0.5, -0.5, -0.5))
        name, silence, last = _words(row, now)
        heads = translate("Calls", " {n} 人").format(n=row.heads) if isinstance(row, OutRow) and row.squad else ""
        inner = card.adjusted(px(8), 0, -px(8), 0)
        top = QRectF(inner.left(), inner.top() + px(1), inner.width(), px(26))
        taken = text_width(silence, font("BODY", True)) + px(6)
        name = with_tail(row.name if isinstance(row, OutRow) else name, heads, font("BODY"), top.width() - taken)
        draw_text(painter, top, name, font("BODY"), palette.color("t1"))
        draw_text(painter, top, silence, font("BODY", True), palette.color("t1"), _RIGHT)
        below = QRectF(inner.left(), inner.top() + px(26), inner.width(), px(21))
        draw_text(painter, below, last, font("SMALL"), palette.color("t2"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for card, row in self._cards():
            if card.contains(event.position()) and isinstance(row, SilentRow):
                self.chosen.emit(f"village/{row.place}")


def _since(row: SilentRow | OutRow) -> datetime:
    return row.since if isinstance(row, SilentRow) else row.at


def _words(row: SilentRow | OutRow, now: datetime) -> tuple[str, str, str]:
    return saying.silent(row, now) if isinstance(row, SilentRow) else _out(row, now)


def _out(row: OutRow, now: datetime) -> tuple[str, str, str]:
    """Name, how long, and where they went or were last seen."""
    heads = translate("Calls", "{name} {n} 人").format(name=row.name, n=row.heads) if row.squad else row.name
    text = translate("Calls", "{state} {time} {where}")
    last = text.format(state=sortie(row.state), time=phrases.hm_near(row.at, now), where=row.where).strip()
    return heads, saying.span(row.at, now), last
