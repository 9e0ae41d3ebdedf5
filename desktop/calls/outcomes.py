"""The outcomes of a call as buttons: digit, what it records, what follows from it; and the rungs above them."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from desktop.theme import ONE_LINE_FROM, current, font, ipx, px, text_scale
from desktop.widgets.ladder import NOW, draw_rung
from desktop.widgets.paint import draw_keycap, draw_text, text_width


class OutcomeButton(QAbstractButton):
    """Two lines beside the digit; outlined strongly only while a call runs."""

    def __init__(self, number: int, words: str, follows: str, live: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._follows, self._live = number, follows, live
        self.setText(words)
        self.setAccessibleName(f"{number} {words} {follows}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

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
    """Two columns of outcomes; `chosen(digit)` when one is clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(ipx(6))
        self._grid.setVerticalSpacing(ipx(5))
        self._buttons: list[OutcomeButton] = []
        self._shown: tuple[tuple[str, str], ...] = ()
        self._live = False

    def show_outcomes(self, outcomes: tuple[tuple[str, str], ...], live: bool) -> None:
        """(word, what follows) for the digits 1…; an odd last one takes the whole row."""
        if (outcomes, live) == (self._shown, self._live):
            return
        self._shown, self._live = outcomes, live
        while self._buttons:
            button = self._buttons.pop()
            self._grid.removeWidget(button)
            button.deleteLater()
        for at, (words, follows) in enumerate(outcomes):
            button = OutcomeButton(at + 1, words, follows, live, self)
            button.clicked.connect(lambda _checked=False, digit=at + 1: self.chosen.emit(digit))
            alone = at == len(outcomes) - 1 and at % 2 == 0
            self._grid.addWidget(button, at // 2, at % 2, 1, 2 if alone else 1)
            self._buttons.append(button)
            button.show()


class RungLine(QWidget):
    """One rung: its cell, who stands there, his number (whole only while he is called), what came of it."""

    clicked = Signal()

    def __init__(
        self,
        letter: str,
        state: str,
        tried: bool,
        name: str,
        phone: str,
        note: str,
        calling: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._letter, self._state, self._tried = letter, state, tried
        self._name, self._phone, self._note, self._calling = name, phone, note, calling
        self.setFixedHeight(ipx(29))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(part for part in (letter, name, phone, note) if part))

    def say(self, note: str) -> None:
        """Another note on the same line."""
        if note != self._note:
            self._note = note
            self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, rect = current(), QRectF(self.rect())
        now = self._state == NOW
        if self._calling:
            painter.fillRect(rect, palette.color("sel"))
        cell = QRectF(px(4), rect.center().y() - px(12), px(24), px(24))
        draw_rung(painter, cell, self._letter, self._state, palette, self._tried)
        left = px(36)
        note_face = font("SMALL", bold=now and self._calling)
        taken = min(text_width(self._note, note_face), rect.width() * 0.5) if self._note else 0
        ink = palette.color("t1" if now else "t2")
        face = font("BODY", bold=now)
        phone_width = text_width(self._phone, face) + px(8) if self._phone else 0
        room = rect.width() - left - phone_width - (0 if self._calling and self._phone else taken) - px(10)
        left += draw_text(painter, QRectF(left, 0, max(room, px(40)), rect.height()), self._name, face, ink) + px(8)
        if self._phone:
            draw_text(painter, QRectF(left, 0, phone_width, rect.height()), self._phone, face, ink)
            left += phone_width
        over = QRectF(left, 0, max(0.0, rect.width() - left - px(4)), rect.height())
        draw_text(painter, over, self._note, note_face, ink, Qt.AlignmentFlag.AlignRight)
        painter.end()
