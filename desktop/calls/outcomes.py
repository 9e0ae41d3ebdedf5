"""The outcomes of a call as buttons: digit, what it records, what follows from it; and the rungs above them."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from desktop.theme import ONE_LINE_FROM, current, font, ipx, px, text_scale
from desktop.widgets.ladder import NOW, draw_rung
from desktop.widgets.paint import draw_keycap, draw_text, text_width


class OutcomeButton(QAbstractButton):
    """Two lines beside the digit; outlined strongly only while a call runs."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._follows, self._live = number, "", False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str, follows: str, live: bool) -> None:
        if (words, follows, live) != (self.text(), self._follows, self._live):
            self._follows, self._live = follows, live
            self.setText(words)
            self.setAccessibleName(f"{self._number} {words} {follows}".strip())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(150), ipx(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, rect = current(), QRectF(self.rect())
        painter.setPen(QPen(palette.color("focus" if self._live else "line2"), 1))
        painter.setBrush(palette.color("bg2" if self.underMouse() else "bg1"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(3), px(3))
        cap = QRectF(px(8), rect.center().y() - px(13), px(26), px(26))
        draw_keycap(painter, cap, str(self._number), palette, font("SMALL"))
        left = px(42)
        both = bool(self._follows) and text_scale() < ONE_LINE_FROM
        top = QRectF(left, px(1) if both else 0, rect.width() - left, px(23) if both else rect.height())
        draw_text(painter, top, self.text(), font("BODY", bold=True), palette.color("t1"))
        if both:
            below = QRectF(left, px(23), rect.width() - left - px(4), px(19))
            draw_text(painter, below, self._follows, font("SMALL"), palette.color("t2"))
        painter.end()


class OutcomeGrid(QWidget):
    """Two by two outcomes; `chosen(digit)` when one is clicked."""

    chosen = Signal(int)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(ipx(6))
        grid.setVerticalSpacing(ipx(5))
        self._buttons = tuple(OutcomeButton(number, self) for number in range(1, count + 1))
        for at, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, digit=at + 1: self.chosen.emit(digit))
            grid.addWidget(button, at // 2, at % 2)

    def show_outcomes(self, outcomes: tuple[tuple[str, str], ...], live: bool) -> None:
        """(word, what follows) for the digits 1…, at most as many as there are; `live` while digits record."""
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(outcomes))
            if at < len(outcomes):
                button.say(*outcomes[at], live)


@dataclass(frozen=True, slots=True)
class RungText:
    """What one line says; `state` as of `draw_rung`, `calling` while the call to it runs."""

    letter: str
    state: str
    name: str
    phone: str = ""
    note: str = ""
    tried: bool = False
    calling: bool = False


class RungLine(QWidget):
    """One rung: its cell, who stands there, his number (whole only while he is called), what came of it."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = RungText("", "", "")
        self.setFixedHeight(ipx(29))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: RungText) -> None:
        if text != self._text:
            self._text = text
            said = (text.letter, text.name, text.phone, text.note)
            self.setAccessibleName(" ".join(part for part in said if part))
            self.update()

    def note(self, note: str) -> None:
        """Another note on the same line."""
        self.say(replace(self._text, note=note))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, rect = current(), QRectF(self.rect())
        text = self._text
        now = text.state == NOW
        if text.calling:
            painter.fillRect(rect, palette.color("sel"))
        cell = QRectF(px(4), rect.center().y() - px(12), px(24), px(24))
        draw_rung(painter, cell, text.letter, text.state, palette, text.tried)
        left = px(36)
        note_face = font("SMALL", bold=now and text.calling)
        taken = min(text_width(text.note, note_face), rect.width() * 0.5) if text.note else 0
        ink = palette.color("t1" if now else "t2")
        face = font("BODY", bold=now)
        phone_width = text_width(text.phone, face) + px(8) if text.phone else 0
        room = rect.width() - left - phone_width - (0 if text.calling and text.phone else taken) - px(10)
        left += draw_text(painter, QRectF(left, 0, max(room, px(40)), rect.height()), text.name, face, ink) + px(8)
        if text.phone:
            draw_text(painter, QRectF(left, 0, phone_width, rect.height()), text.phone, face, ink)
            left += phone_width
        over = QRectF(left, 0, max(0.0, rect.width() - left - px(4)), rect.height())
        note = text.note
        if text.calling and text_width(note, note_face) > over.width():  # at large text the seconds are what stays
            note = note.rsplit(" ", 1)[-1]
        draw_text(painter, over, note, note_face, ink, Qt.AlignmentFlag.AlignRight)
        painter.end()
