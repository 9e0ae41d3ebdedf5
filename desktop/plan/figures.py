"""The figures of a plan and its badge; each figure is a button that opens what stands behind it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.theme import current, font, ipx, px
from desktop.widgets.paint import draw_keycap, draw_text, keycap_width, text_width

HEIGHT = 90


@dataclass(frozen=True, slots=True)
class Figure:
    """A head, a figure and what stands under it; `ident` is what a click opens.

    With `lines` it has no figure of its own: they stand one under the other, to explain the figure before it. Such a
    one gives way: `short` lines stand there where the long ones do not fit, and nothing where not even these do.
    """

    ident: str
    head: str
    value: str
    under: str
    lines: tuple[str, ...] = ()
    short: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return " ".join(part for part in (self.head, self.value, self.under, *self.lines) if part)


class FigureButton(QAbstractButton):
    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_figure(figure)

    def show_figure(self, figure: Figure) -> None:
        self.figure = figure
        self.setAccessibleName(figure.words)
        gives_way = QSizePolicy.Policy.Maximum if figure.lines else QSizePolicy.Policy.Fixed
        self.setSizePolicy(gives_way, QSizePolicy.Policy.Fixed)
        self.setToolTip("\n".join(figure.lines))
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, ipx(HEIGHT)) if self.figure.lines else self.sizeHint()

    def _lines_that_fit(self) -> tuple[str, ...]:
        room = self.width() - px(14)
        for lines in (self.figure.lines, self.figure.short):
            if all(text_width(line, font("SMALL")) <= room for line in lines):
                return lines
        return ()

    def sizeHint(self) -> QSize:
        width = max(
            text_width(self.figure.value, font("TIME", bold=True)),
            text_width(self.figure.under, font("SMALL")),
            text_width(self.figure.head, font("SMALL")),
            *(text_width(line, font("SMALL")) for line in self.figure.lines),
        )
        return QSize(round(width + px(28)), ipx(HEIGHT))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = current()
        left, width = px(14), self.width() - px(14)
        draw_text(painter, QRectF(left, px(6), width, px(22)), self.figure.head, font("SMALL"), palette.color("t2"))
        value = QRectF(left, px(26), width, px(38))
        draw_text(painter, value, self.figure.value, font("TIME", bold=True), palette.color("t1"))
        under = QRectF(left, px(60), width, px(22))
        draw_text(painter, under, self.figure.under, font("SMALL"), palette.color("t2"))
        for number, line in enumerate(self._lines_that_fit()):
            place = QRectF(left, px(8 + 26 * number), width, px(22))
            draw_text(painter, place, line, font("SMALL"), palette.color("t2"))
        if self.hasFocus():
            painter.setPen(QPen(palette.color("focus"), 2))
            painter.drawRect(self.rect().adjusted(2, 2, -2, -2))
        painter.end()


class FigureRow(QWidget):
    """Figures side by side; `opened(ident)` when one is asked for its names."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._buttons: list[FigureButton] = []

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        while len(self._buttons) > len(figures):
            gone = self._buttons.pop()
            self._row.removeWidget(gone)
            gone.deleteLater()
        for index, figure in enumerate(figures):
            if index == len(self._buttons):
                button = FigureButton(figure, self)
                button.clicked.connect(lambda _=False, button=button: self.opened.emit(button.figure.ident))
                self._buttons.append(button)
                self._row.addWidget(button)
            if self._buttons[index].figure != figure:
                self._buttons[index].show_figure(figure)

    def buttons(self) -> tuple[FigureButton, ...]:
        return tuple(self._buttons)


class Badge(QAbstractButton):
    """现行方案 · 第 n 版, when and because of what, and the key that makes another. A click recomputes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._verb, self._key, self._marked = "", "", "", False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, title: str, source: str, verb: str, key: str, marked: bool) -> None:
        """`marked` draws title and source as what is no longer certain."""
        self.setText(title)
        self._source, self._verb, self._key, self._marked = source, verb, key, marked
        self.setAccessibleName(f"{title} {source} {verb}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = max(text_width(self._source, font("SMALL")), px(190)) + px(28)
        return QSize(round(width), ipx(HEIGHT))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        right = self.width() - px(14)
        align = Qt.AlignmentFlag.AlignRight
        if self.text():
            face = font("SMALL", bold=True)
            width = text_width(self.text(), face) + px(18)
            box = QRectF(right - width, px(10), width, px(26))
            pen = QPen(palette.color("off" if self._marked else "t1"), 1)
            pen.setStyle(Qt.PenStyle.DashLine if self._marked else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawRoundedRect(box, px(3), px(3))
            tone = palette.color("off" if self._marked else "t1")
            draw_text(painter, box, self.text(), face, tone, Qt.AlignmentFlag.AlignHCenter)
        source = QRectF(0, px(40), right, px(22))
        draw_text(painter, source, self._source, font("SMALL"), palette.color("t1" if self._marked else "t2"), align)
        if self._key:
            width = keycap_width(self._key)
            draw_keycap(painter, QRectF(right - width, px(64), width, px(22)), self._key, palette)
            verb = QRectF(0, px(64), right - width - px(6), px(22))
            draw_text(painter, verb, self._verb, font("SMALL"), palette.color("t1" if self._marked else "t2"), align)
        if self.hasFocus():
            painter.setPen(QPen(palette.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(2, 2, -2, -2))
        painter.end()
