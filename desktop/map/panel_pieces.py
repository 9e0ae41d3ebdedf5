"""Small pieces of the map's side panel: wrapped lines, numbered reasons, strokes of routes, shares."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme import current, ipx, px
from desktop.widgets.panel import label, row
from desktop.widgets.symbols import SymbolLabel

translate = QCoreApplication.translate


def wrapped(text: str, role: str) -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made


def numbered(number: int, text: str, unconfirmed: bool) -> QWidget:
    sign = label("①②③④"[number - 1], "small")
    pieces: list[QWidget | None] = [sign, wrapped(text, "small")]
    if unconfirmed:
        pieces += [SymbolLabel("to_reconcile", current(), 16), label(translate("Map", "阈值待核"), "small")]
    return row(*pieces, height=22, spacing=5)


def count_label(count: int) -> QLabel:
    made = label(translate("Map", "{n} 人").format(n=count), "strong", Qt.AlignmentFlag.AlignRight)
    made.setFixedWidth(ipx(64))
    return made


class Stroke(QWidget):
    """The line of a route as the map draws it."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(ipx(34), ipx(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = current()
        pen = QPen(palette.color("focus"), px(5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if self._kind == "second":
            pen = QPen(palette.color("t1" if palette.night else "focus"), px(3.5), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawLine(0, int(middle), self.width(), int(middle))
        painter.end()


class Share(QWidget):
    """A bar of how many of all."""

    def __init__(self, count: int, whole: int, colour: str) -> None:
        super().__init__()
        self._share = min(1.0, count / whole) if whole else 0.0
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(ipx(150), ipx(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette, box = current(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(box, palette.color("bg0"))
        painter.fillRect(
            QRectF(box.left(), box.top(), box.width() * self._share, box.height()), palette.color(self._colour)
        )
        painter.setPen(QPen(palette.color("line"), 1))
        painter.drawRect(box)
        painter.end()
