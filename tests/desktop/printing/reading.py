"""PDF read back by another program: its text, its pictures, the codes on them."""

import re
from functools import cache

import numpy as np
import pypdfium2
import zxingcpp
from numpy.typing import NDArray

from desktop.printing.marks import MM_PER_POINT, Area, Box, Code, Document, Page, Point, Slant, Stroke, Words
from desktop.printing.typeface import Typeface


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page as a reader copies it, without line ends."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_text(document, number) for number in range(len(document))]
    finally:
        document.close()


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    layer = page.get_textpage()
    return re.sub(r"[\r\n]+", "\n", str(layer.get_text_bounded()))


def picture(pdf: bytes, number: int, dpi: int = 150) -> NDArray[np.uint8]:
    """One page in grey, row by row."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[number].render(scale=dpi / 72, grayscale=True)
        return np.array(bitmap.to_numpy(), dtype=np.uint8).squeeze()
    finally:
        document.close()


def codes_on(pdf: bytes, number: int, dpi: int = 150) -> list[str]:
    return sorted(str(found.text) for found in zxingcpp.read_barcodes(picture(pdf, number, dpi)))


@cache
def whole_words(page: Page) -> str:
    """Every word of a page in the order in which it is drawn."""
    return "\n".join(mark.text for mark in page.marks if isinstance(mark, Words))


def extent(mark: object, face: Typeface) -> list[Point]:
    """Corners of a mark that must lie inside the margins; none for the word across the page."""
    if isinstance(mark, Words):
        high = mark.size * MM_PER_POINT
        right = mark.x + face.width(mark.text, mark.size, mark.bold)
        return [(mark.x, mark.y - high * 0.88), (right, mark.y + high * 0.12)]
    if isinstance(mark, Stroke | Area):
        return list(mark.points)
    if isinstance(mark, Box):
        return [(mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)]
    if isinstance(mark, Code):
        return [(mark.x, mark.y), (mark.x + mark.side, mark.y + mark.side)]
    assert isinstance(mark, Slant)
    return []


def outside(document: Document, face: Typeface, margin: float) -> list[object]:
    """Marks of a document that reach nearer to the paper's edge than `margin`."""
    found: list[object] = []
    for page in document.pages:
        for mark in page.marks:
            inside = all(
                margin <= x <= document.width - margin and margin <= y <= document.height - margin
                for x, y in extent(mark, face)
            )
            if not inside:
                found.append(mark)
    return found
