"""Marks become PDF: drawn with QPainter on a QPdfWriter, in memory, so that a full disk leaves nothing half written."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import chain, groupby

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
    QPolygonF,
    QTransform,
)

from desktop.printing.codes import QUIET, squares
from desktop.printing.layers import composed
from desktop.printing.marks import LEAST_SIZE, MM_PER_POINT, Area, Box, Code, Document, Layer, Slant, Stroke, Words
from desktop.printing.text_layer import restored
from desktop.printing.typeface import Cut, Typeface, code_point

RESOLUTION = 1200


def press(documents: Iterable[Document], face: Typeface, report: Callable[[float], None]) -> list[bytes]:
    """One PDF for each document. `report` gets the share that is done, after each hundred pages."""
    documents = list(documents)
    cut = face.cut(characters_used(documents, face))
    stacks = [stacked(document) for document in documents]
    total, done, out = sum(len(drawn) for drawn, _ in stacks) or 1, 0, []
    try:
        for document, (drawn, pages) in zip(documents, stacks, strict=True):
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            writer = QPdfWriter(buffer)
            _set_up(writer, document)
            writer.setTitle(document.title)
            writer.setCreator("Daolian")
            pen = Pen(QPainter(writer), face, cut, writer.resolution() / 25.4)
            for number, marks in enumerate(drawn):
                if number:
                    writer.newPage()
                pen.draw(marks)
                done += 1
                if done % 100 == 0:
                    report(done / total)
            pen.end()
            pdf = bytes(buffer.data().data())
            out.append(restored(composed(pdf, pages) if pages else pdf, cut.standing_in))
        return out
    finally:
        cut.close()


def stacked(document: Document) -> tuple[list[Layer], list[list[int]]]:
    """What is drawn, and of which drawn layers each page is made; empty stacks where pages share nothing.

    Layers of one page only that lie on one another are drawn as one.
    """
    uses = Counter(id(layer) for page in document.pages for layer in page.layers)
    numbers: dict[int, int] = {}
    layers: list[Layer] = []
    stacks = []
    for page in document.pages:
        stack = []
        for shared, among in groupby(page.layers, key=lambda layer: uses[id(layer)] > 1):
            for layer in among if shared else [tuple(chain.from_iterable(among))]:
                if numbers.setdefault(id(layer), len(layers)) == len(layers):
                    layers.append(layer)
                stack.append(numbers[id(layer)])
        stacks.append(stack)
    if len(layers) > len(document.pages) + 1 or len(document.pages) == 1:
        return [page.marks for page in document.pages], []
    return layers, stacks


def on_printer(documents: Iterable[Document], face: Typeface, name: str, report: Callable[[float], None]) -> None:
    """The pages on a printer: by its name, or into the file of that name where it ends in .pdf."""
    from PySide6.QtPrintSupport import QPrinter

    documents = list(documents)
    cut = face.cut(characters_used(documents, face))
    try:
        for done, document in enumerate(documents, start=1):
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            if name.endswith(".pdf"):
                printer.setOutputFileName(name)
            else:
                printer.setPrinterName(name)
            printer.setFullPage(True)
            printer.setDocName(document.title)
            _set_up(printer, document)
            pen = Pen(QPainter(printer), face, cut, printer.resolution() / 25.4)
            for number, page in enumerate(document.pages):
                if number:
                    printer.newPage()
                pen.draw(page.marks)
            pen.end()
            report(done / len(documents))
    finally:
        cut.close()


def _set_up(device: QPagedPaintDevice, document: Document) -> None:
    """Whole pages without margins: the marks keep their own."""
    short, long = sorted((document.width, document.height))
    landscape = document.width > document.height
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter)
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, way, QMarginsF(0, 0, 0, 0))
    device.setPageLayout(layout)
    if isinstance(device, QPdfWriter):
        device.setResolution(RESOLUTION)


def characters_used(documents: Iterable[Document], face: Typeface) -> dict[tuple[str, bool], set[str]]:
    """Characters by the face that has them; what no font has is counted in `face.missing`, and its code point taken."""
    used: dict[bool, set[str]] = {False: set(), True: set()}
    nowhere: set[str] = set()
    for document in documents:
        for layer in {id(layer): layer for page in document.pages for layer in page.layers}.values():
            for mark in layer:
                if isinstance(mark, Words):
                    used[mark.bold].update(mark.text)
                elif isinstance(mark, Slant):
                    used[True].update(mark.text)
    out: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    for bold, characters in used.items():
        for character in characters:
            face.width(character, LEAST_SIZE, bold)
            other = face.other_family(character) if character in face.odd else face.family
            if other is not None:
                out[other, bold].add(character)
            else:
                out[face.family, False].update(code_point(character))
                nowhere.add(character)
    for document in documents if nowhere else ():
        for page in document.pages:
            for mark in page.marks:
                if isinstance(mark, Words):
                    face.missing.update(character for character in mark.text if character in nowhere)
    return dict(out)


class Pen:
    """A painter that knows marks; device units are `scale` a millimetre."""

    def __init__(self, painter: QPainter, face: Typeface, cut: Cut, scale: float) -> None:
        self._painter = painter
        self._face = face
        self._cut = cut
        self._scale = scale
        self._odd = face.odd
        self._private = cut.translation
        self._fonts: dict[tuple[str, bool, float], object] = {}
        self._font: tuple[str, bool, float] | None = None
        self._pen: tuple[object, ...] | None = None
        self._code: tuple[str, QPainterPath] | None = None
        self._shapes: dict[tuple[str, float], QPainterPath] = {}

    def end(self) -> None:
        self._painter.end()

    def draw(self, marks: Layer) -> None:
        self._font = self._pen = None
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for mark in marks:
            if isinstance(mark, Words):
                self._words(mark)
            elif isinstance(mark, Stroke):
                self._stroke(mark)
            elif isinstance(mark, Box):
                self._box(mark)
            elif isinstance(mark, Area):
                self._area(mark)
            elif isinstance(mark, Code):
                self._square(mark)
            else:
                self._slant(mark)

    def _use_font(self, family: str, bold: bool, size: float) -> None:
        key = (family, bold, size)
        if key == self._font:
            return
        if key not in self._fonts:
            self._fonts[key] = self._cut.font(family, bold, size)
        self._painter.setFont(self._fonts[key])  # type: ignore[arg-type]
        self._font = key

    def _use_pen(self, width: float, grey: int, dash: tuple[float, ...] = ()) -> None:
        key = (width, grey, dash)
        if key == self._pen:
            return
        pen = QPen(QColor(grey, grey, grey), width * self._scale)
        if dash:
            pen.setDashPattern(list(dash))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._painter.setPen(pen)
        self._pen = key

    def _words(self, mark: Words) -> None:
        self._use_pen(0.2, mark.grey)
        at = QPointF(round(mark.x * self._scale), round(mark.y * self._scale))
        if self._odd.isdisjoint(mark.text):
            self._use_font(self._face.family, mark.bold, mark.size)
            self._painter.drawText(at, mark.text.translate(self._private) if self._private else mark.text)
            return
        x = mark.x
        for character in mark.text:  # the rare case: a name with a character from another font, or from none
            width = self._face.width(character, mark.size, mark.bold)
            other = self._face.other_family(character) if character in self._odd else self._face.family
            if other is None:
                self._missing(x, mark, character, width)
            else:
                self._use_font(other, mark.bold, mark.size)
                drawn = character.translate(self._private)
                self._painter.drawText(QPointF(x * self._scale, mark.y * self._scale), drawn)
            x += width

    def _missing(self, x: float, mark: Words, character: str, width: float) -> None:
        size = self._face.mark_size(mark.size)
        text = code_point(character)
        inner = self._face.width(text, size)
        self._use_font(self._face.family, False, size)
        height = size * MM_PER_POINT
        self._painter.drawText(QPointF((x + (width - inner) / 2) * self._scale, mark.y * self._scale), text)
        self._use_pen(0.2, mark.grey)
        inset = 0.15
        self._painter.drawRect(self._rect(x + inset, mark.y - height * 0.9, width - 2 * inset, height * 1.1))

    def _stroke(self, mark: Stroke) -> None:
        self._use_pen(mark.width, mark.grey, mark.dash)
        s = self._scale
        if len(mark.points) == 2:
            (x1, y1), (x2, y2) = mark.points
            self._painter.drawLine(QLineF(x1 * s, y1 * s, x2 * s, y2 * s))
        else:
            self._painter.drawPolyline(QPolygonF([QPointF(x * s, y * s) for x, y in mark.points]))

    def _rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        s = self._scale
        return QRectF(x * s, y * s, width * s, height * s)

    def _box(self, mark: Box) -> None:
        rect = self._rect(mark.x, mark.y, mark.width, mark.height)
        if mark.fill is not None:
            self._painter.fillRect(rect, QColor(mark.fill, mark.fill, mark.fill))
        if mark.line:
            self._use_pen(mark.line, mark.grey)
            self._painter.drawRect(rect)

    def _area(self, mark: Area) -> None:
        if mark.width:
            self._use_pen(mark.width, mark.grey)
        else:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._pen = None
        if mark.fill is not None:
            self._painter.setBrush(QBrush(QColor(mark.fill, mark.fill, mark.fill)))
        self._painter.drawPolygon(QPolygonF([QPointF(x * self._scale, y * self._scale) for x, y in mark.points]))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _square(self, mark: Code) -> None:
        """In whole device units, which keeps the file small. The copies of a card follow one another: the last path is
        kept."""
        if self._code is None or self._code[0] != mark.text:
            count, blocks = squares(mark.text)
            module = round(self._scale * mark.side / (count + 2 * QUIET))
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            for column, row, wide, high in blocks:
                path.addRect((column + QUIET) * module, (row + QUIET) * module, wide * module, high * module)
            self._code = (mark.text, path)
        x, y = round(mark.x * self._scale), round(mark.y * self._scale)
        self._painter.fillRect(self._rect(mark.x, mark.y, mark.side, mark.side), QColor(255, 255, 255))
        self._painter.fillPath(self._code[1].translated(x, y), QColor(0, 0, 0))

    def _slant(self, mark: Slant) -> None:
        """As a shape, not as text: words that lie across others would be copied and found among them."""
        key = (mark.text, mark.size)
        if key not in self._shapes:
            font = self._cut.font(self._face.family, True, mark.size)
            font.setPixelSize(round(mark.size * MM_PER_POINT * self._scale))
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            half = self._face.width(mark.text, mark.size, bold=True) / 2 * self._scale
            path.addText(QPointF(-half, mark.size * MM_PER_POINT * 0.35 * self._scale), font, mark.text)
            self._shapes[key] = path
        turned = QTransform()
        turned.translate(mark.x * self._scale, mark.y * self._scale)
        turned.rotate(-mark.angle)
        self._painter.fillPath(turned.map(self._shapes[key]), QColor(mark.grey, mark.grey, mark.grey))
