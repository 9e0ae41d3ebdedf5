"""The symbols of ui.md section 4: one painter path each in an 18 box; shape carries the meaning, colour repeats it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Palette, family, ipx

BOX = 18.0
_MID = QPointF(9, 9)


def draw_symbol(painter: QPainter, name: str, rect: QRectF, palette: Palette) -> None:
    """Draw a symbol scaled into `rect`. Names: see `NAMES`; `shelter:0.35` is a shelter filled from below.

    An unknown name is a KeyError.
    """
    kind, _, level = name.partition(":")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / BOX, side / BOX)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if kind == "shelter":
        _shelter(painter, palette, float(level or 0))
    else:
        _DRAW[kind](painter, palette)
    painter.restore()


def _pen(color: QColor, width: float = 2.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(color, width, style)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _letter(painter: QPainter, text: str, color: QColor, size: float = 10.0, dy: float = 0.0) -> None:
    """A sign inside a symbol, as a path so that it scales with it."""
    face = QFont(family())
    face.setPointSizeF(size)
    face.setBold(True)
    path = QPainterPath()
    path.addText(0, 0, face, text)
    box = path.boundingRect()
    scale = size / max(box.height(), 0.1)
    painter.save()
    painter.translate(9, 9 + dy)
    painter.scale(scale, scale)
    painter.translate(-box.center())
    painter.fillPath(path, color)
    painter.restore()


def _none(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("t2"), 1.8))
    painter.drawEllipse(_MID, 4, 4)


def _diamond(reach: float) -> QPolygonF:
    return QPolygonF([QPointF(9, 9 - reach), QPointF(9 + reach, 9), QPointF(9, 9 + reach), QPointF(9 - reach, 9)])


def _prepare(painter: QPainter, palette: Palette) -> None:
    half = QPolygonF([QPointF(1.5, 9), QPointF(9, 1.5), QPointF(16.5, 9)])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color("prep_fill"))
    painter.drawPolygon(half)
    painter.setBrush(palette.color("bg1"))
    painter.drawPolygon(QPolygonF([QPointF(1.5, 9), QPointF(16.5, 9), QPointF(9, 16.5)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(palette.color("prep"), 2))
    painter.drawPolygon(_diamond(7))
    painter.drawLine(QPointF(2, 9), QPointF(16, 9))


def _go(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("go"), 1.2))
    painter.setBrush(palette.color("go_fill"))
    painter.drawPolygon(QPolygonF([QPointF(9, 2), QPointF(16.5, 15.5), QPointF(1.5, 15.5)]))


def _octagon(reach: float) -> QPolygonF:
    cut = reach * 0.414
    corners = [(cut, reach), (reach, cut), (reach, -cut), (cut, -reach)]
    corners += [(-cut, -reach), (-reach, -cut), (-reach, cut), (-cut, reach)]
    return QPolygonF([QPointF(9 + x, 9 + y) for x, y in corners])


def _exposed(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("on_life"), 1.4))
    painter.setBrush(palette.color("life"))
    painter.drawPolygon(_octagon(8))
    painter.setPen(_pen(palette.color("on_life"), 2.2))
    painter.drawLine(QPointF(9, 4.2), QPointF(9, 10.2))
    painter.drawLine(QPointF(9, 11.8), QPointF(9, 14))


def _ring(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("t1"), 2))
    painter.drawEllipse(_MID, 6, 6)


def _contacted(painter: QPainter, palette: Palette) -> None:
    _ring(painter, palette)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color("t1"))
    painter.drawPie(QRectF(3, 3, 12, 12), 90 * 16, 180 * 16)


def _on_the_way(painter: QPainter, palette: Palette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color("focus"))
    painter.drawPolygon(QPolygonF([QPointF(4, 3), QPointF(15.5, 9), QPointF(4, 15)]))


def _arrived(painter: QPainter, palette: Palette) -> None:
    painter.fillRect(QRectF(2.5, 2.5, 13, 13), palette.color("done"))
    painter.setPen(_pen(palette.color("onsym"), 2.2))
    painter.drawPolyline(QPolygonF([QPointF(5, 9), QPointF(8, 12), QPointF(13.2, 6)]))


def _barred(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 2))
    painter.drawEllipse(_MID, 6.2, 6.2)
    painter.drawLine(QPointF(4.8, 13.2), QPointF(13.2, 4.8))


def _refused(painter: QPainter, palette: Palette) -> None:
    _barred(painter, palette.color("go"))


def _silent(painter: QPainter, palette: Palette) -> None:
    _barred(painter, palette.color("off"))


def _unreachable(painter: QPainter, palette: Palette) -> None:
    pen = _pen(palette.color("go"), 2, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([1.9, 1.4])
    painter.setPen(pen)
    painter.drawEllipse(_MID, 7, 7)
    _letter(painter, "?", palette.color("go"), 8.4)


def _away(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("t2"), 2))
    painter.drawLine(QPointF(4, 14), QPointF(13.4, 4.6))
    painter.drawPolyline(QPolygonF([QPointF(6.5, 4), QPointF(14, 4), QPointF(14, 11.5)]))


def _beyond(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("t1"), 2.4))
    painter.drawLine(QPointF(9, 2.5), QPointF(9, 15.5))
    painter.drawLine(QPointF(2.5, 9), QPointF(15.5, 9))


def _to_reconcile(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("t1"), 1.7))
    painter.drawPolygon(_diamond(7.4))
    painter.drawLine(QPointF(5.4, 7.5), QPointF(12.6, 7.5))
    painter.drawLine(QPointF(5.4, 10.5), QPointF(12.6, 10.5))
    painter.drawLine(QPointF(7.2, 12.6), QPointF(10.8, 5.4))


def _closed(painter: QPainter, palette: Palette) -> None:
    painter.fillRect(QRectF(2, 2, 14, 14), palette.color("t1"))
    painter.setPen(_pen(palette.color("bg1"), 2.4))
    painter.drawLine(QPointF(5, 5), QPointF(13, 13))
    painter.drawLine(QPointF(13, 5), QPointF(5, 13))


def _box(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("t1"), 2))
    painter.setBrush(palette.color("bg1"))
    painter.drawRect(QRectF(3, 3, 12, 12))


def _closing(painter: QPainter, palette: Palette) -> None:
    _box(painter, palette)
    painter.drawPolyline(QPolygonF([QPointF(9, 5), QPointF(9, 9.8), QPointF(12.6, 9.8)]))


def _unknown_road(painter: QPainter, palette: Palette) -> None:
    _box(painter, palette)
    _letter(painter, "?", palette.color("t1"), 8.4)


def _shelter(painter: QPainter, palette: Palette, level: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color("bg1"))
    painter.drawRect(QRectF(2, 2, 14, 14))
    height = 12 * max(0.0, min(1.0, level))
    if height > 0:
        full = level >= 0.9
        color = palette.color("go" if full else "done")
        box = QRectF(3, 15 - height, 12, height)
        painter.fillRect(box, color)
        if full:
            painter.fillRect(box, QBrush(palette.color("bg1"), Qt.BrushStyle.BDiagPattern))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(palette.color("t1"), 2))
    painter.drawRect(QRectF(2, 2, 14, 14))


def _shelter_full(painter: QPainter, palette: Palette) -> None:
    _shelter(painter, palette, 1.0)


def _shelter_closed(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("t2"), 2))
    painter.drawPolyline(
        QPolygonF([QPointF(6, 16), QPointF(2, 16), QPointF(2, 2), QPointF(16, 2), QPointF(16, 16), QPointF(12, 16)])
    )


def _heard(painter: QPainter, palette: Palette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color("t2"))
    painter.drawEllipse(_MID, 4, 4)


def _check(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("done"), 2.4))
    painter.drawPolyline(QPolygonF([QPointF(3, 9.5), QPointF(7.4, 14), QPointF(15, 4.5)]))


def _circle(painter: QPainter, palette: Palette) -> None:
    _ring(painter, palette)


def _empty_box(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("t2"), 1.6))
    painter.drawRect(QRectF(3, 3, 12, 12))


def _undo(painter: QPainter, palette: Palette) -> None:
    painter.setPen(_pen(palette.color("t2"), 2))
    painter.drawPolyline(QPolygonF([QPointF(7, 3.5), QPointF(3.5, 7), QPointF(7, 10.5)]))
    path = QPainterPath(QPointF(3.5, 7))
    path.lineTo(11, 7)
    path.arcTo(QRectF(7.4, 7, 7.2, 7.2), 90, -180)
    path.lineTo(6.5, 14.2)
    painter.drawPath(path)


_DRAW: dict[str, Callable[[QPainter, Palette], None]] = {
    "none": _none,
    "prepare": _prepare,
    "go": _go,
    "exposed": _exposed,
    "uncontacted": _ring,
    "contacted": _contacted,
    "on_the_way": _on_the_way,
    "arrived": _arrived,
    "refused": _refused,
    "unreachable": _unreachable,
    "away": _away,
    "beyond": _beyond,
    "to_reconcile": _to_reconcile,
    "closed": _closed,
    "closing": _closing,
    "unknown_road": _unknown_road,
    "shelter_closed": _shelter_closed,
    "shelter_full": _shelter_full,
    "silent": _silent,
    "heard": _heard,
    "check": _check,
    "circle": _circle,
    "box": _empty_box,
    "undo": _undo,
}
NAMES = (*_DRAW, "shelter")


class SymbolLabel(QWidget):
    """One symbol, `side` design pixels square."""

    def __init__(self, name: str, palette: Palette, side: float = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._palette = palette
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_symbol(self, name: str, palette: Palette) -> None:
        self._name, self._palette = name, palette
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(self._side), ipx(self._side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_symbol(painter, self._name, QRectF(self.rect()), self._palette)
        painter.end()
