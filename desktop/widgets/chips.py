"""Filter chips: key 1-9, symbol, word and count; exactly one is chosen."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.theme import current, frame_font, ipx, px
from desktop.widgets.paint import draw_keycap, draw_text, text_width
from desktop.widgets.symbols import draw_symbol


@dataclass(frozen=True, slots=True)
class ChipText:
    """`ident` is what `chosen` says; `symbol` may be empty; `cap` stands for the number where the key is another."""

    ident: str
    words: str
    symbol: str = ""
    cap: str = ""


class Chip(QAbstractButton):
    def __init__(self, number: int, text: ChipText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._text = text
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_text(text)

    @property
    def ident(self) -> str:
        return self._text.ident

    def show_text(self, text: ChipText) -> None:
        if text != self._text or not self.accessibleName():
            self._text = text
            self.setAccessibleName(text.words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        width = px(8 + 22 + 7 + 9) + text_width(self._text.words, frame_font("BODY", bold=True))
        width += px(24) if self._text.symbol else 0
        return QSize(round(width), ipx(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, on = current(), self.isChecked()
        rect = QRectF(self.rect())
        edge = on or self.hasFocus()
        painter.setPen(QPen(palette.color("focus" if edge else "line2"), px(2) if edge else 1))
        painter.setBrush(palette.color("sel" if on else "bg1"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(3), px(3))
        middle = rect.center().y()
        cap = self._text.cap or str(self._number)
        draw_keycap(painter, QRectF(px(8), middle - px(11), px(22), px(22)), cap, palette, lit=on)
        left = px(37)
        if self._text.symbol:
            draw_symbol(painter, self._text.symbol, QRectF(left, middle - px(9), px(18), px(18)), palette)
            left += px(24)
        face = frame_font("BODY", bold=on)
        draw_text(painter, QRectF(left, 0, rect.width() - left, rect.height()), self._text.words, face,
                  palette.color("t1"))  # fmt: skip
        painter.end()


class ChipBar(QWidget):
    """A row of chips; `chosen(ident)` only when the user chooses, never when the model does."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[Chip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(ipx(7))
        self._row.addStretch(1)

    def show_chips(self, texts: tuple[ChipText, ...], chosen: str) -> None:
        while len(self._chips) > len(texts):
            chip = self._chips.pop()
            self._row.removeWidget(chip)
            chip.deleteLater()
        for index, text in enumerate(texts):
            if index == len(self._chips):
                chip = Chip(index + 1, text, self)
                chip.clicked.connect(lambda _checked=False, chip=chip: self._clicked(chip))
                self._chips.append(chip)
                self._row.insertWidget(index, chip)
            self._chips[index].show_text(text)
            self._chips[index].setChecked(text.ident == chosen)

    def choose_number(self, number: int) -> bool:
        """Choose the chip with this key; False when there is none."""
        if not 1 <= number <= len(self._chips):
            return False
        self._clicked(self._chips[number - 1])
        return True

    def choose(self, ident: str) -> bool:
        """Choose the chip of this ident; False when there is none."""
        for chip in self._chips:
            if chip.ident == ident:
                self._clicked(chip)
                return True
        return False

    def chips(self) -> tuple[Chip, ...]:
        return tuple(self._chips)

    def _clicked(self, chip: Chip) -> None:
        for other in self._chips:
            other.setChecked(other is chip)
        self.chosen.emit(chip.ident)
