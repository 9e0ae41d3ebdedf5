"""What every page of every paper carries: time, state of the file, page n of m, 演练 across it, what is unconfirmed."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.queries.paper_rows import Stamp
from desktop.printing.marks import LEAST_SIZE, Document, Layer, Mark, Page, Slant
from desktop.printing.sheet import Sheet, leading
from desktop.printing.typeface import Typeface
from desktop.times import local

DRILL = "演练"
DRILL_GREY = 230
_NARROW = 150.0  # mm: a card of half a page has no room for the year
SAMPLE = "示意数据：人员虚构，安全岛、阈值、路线待核，不得用于真实指挥"
UNCONFIRMED = "标 待核 的数字和空白横线处，由经手人核实后手填"


@dataclass(frozen=True, slots=True)
class Piece:
    """Pages that belong together and are numbered together: one household's card, one helper's sheet."""

    name: str
    pages: tuple[Page, ...]


def bind(
    face: Typeface,
    stamp: Stamp,
    paper: str,
    title: str,
    size: tuple[float, float],
    pieces: Sequence[Piece],
    *,
    through: bool = True,
) -> Document:
    """A document of all pieces, each page with its foot and, in a drill, the word across it.

    Pages are numbered within their piece, and `through` the whole document, unless many pages are to share layers.
    """
    total = sum(len(piece.pages) for piece in pieces)
    common = (*(across(size) if stamp.drill else ()), *_foot(face, stamp, size))
    numbers: dict[str, Layer] = {}
    pages: list[Page] = []
    for piece in pieces:
        for number, page in enumerate(piece.pages, start=1):
            words = f"第 {number} 页 共 {len(piece.pages)} 页"
            if through and total != len(piece.pages):
                words += f" · 册 {len(pages) + 1}/{total}"
            if words not in numbers:
                numbers[words] = _numbered(face, size, words)
            layers = (common, *page.layers, numbers[words])
            pages.append(Page(layers, piece.name, number, len(piece.pages)))
    return Document(paper, f"{title} {stamp.title}", size[0], size[1], tuple(pages), len(pieces))


def across(size: tuple[float, float]) -> tuple[Mark, ...]:
    """The word 演练 across the page, light enough to read through."""
    width, height = size
    if width > height:
        return tuple(Slant(width * share, height / 2, DRILL, 150, 28, DRILL_GREY) for share in (0.25, 0.75))
    big = width / 148 * 110
    return tuple(Slant(width / 2, height * share, DRILL, big, 28, DRILL_GREY) for share in (0.2, 0.5, 0.8))


def _foot(face: Typeface, stamp: Stamp, size: tuple[float, float]) -> Layer:
    """Everything at the foot but the page numbers: the same on all pages."""
    sheet = Sheet(face, size)
    low = _low(sheet)
    high = low - leading(LEAST_SIZE) + 0.6
    sheet.rule(sheet.left, high - 3.4, sheet.right, high - 3.4, 0.2)
    note = SAMPLE if stamp.sample else UNCONFIRMED
    if stamp.drill:
        note = f"【{DRILL}】{note}"
    sheet.text(sheet.left, high, note, LEAST_SIZE)
    sheet.text(sheet.right, high, f"{stamp.desks_heard}/{stamp.desks} 台", LEAST_SIZE, align="right")
    sheet.text(sheet.left, low, _state(stamp, wide=size[0] > _NARROW), LEAST_SIZE)
    return tuple(sheet.marks)


def _state(stamp: Stamp, *, wide: bool) -> str:
    """Time and state of the file: the head of the journal as eight words, that nobody can rewrite behind the paper."""
    if not wide:
        return f"截至 {local(stamp.at):%m-%d %H:%M} {' '.join(stamp.words)}"
    return f"截至 {local(stamp.at):%Y-%m-%d %H:%M} · 版本 {stamp.revision} · {' '.join(stamp.words)}"


def _numbered(face: Typeface, size: tuple[float, float], words: str) -> Layer:
    sheet = Sheet(face, size)
    sheet.text(sheet.right, _low(sheet), words, LEAST_SIZE, bold=True, align="right")
    return tuple(sheet.marks)


def _low(sheet: Sheet) -> float:
    """The base line of the lowest words on a page."""
    return sheet.bottom - 0.5
