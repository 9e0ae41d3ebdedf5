"""What stands on a page, before anything is drawn: marks in millimetres from the page's upper left corner.

Pages are values: they can be counted, searched for their characters and measured against the margins before a single
one is drawn. `grey` is 0 (black) to 255 (white); sizes of type are points.
"""

from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

MM_PER_POINT = 25.4 / 72
LEAST_SIZE = 9.0

Point = tuple[float, float]


class Words(NamedTuple):
    """`y` is the base line."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    grey: int = 0


class Stroke(NamedTuple):
    """A line through points; `dash` in multiples of its width."""

    points: tuple[Point, ...]
    width: float = 0.2
    grey: int = 0
    dash: tuple[float, ...] = ()


class Area(NamedTuple):
    """A closed shape; `fill` None leaves it open, `width` 0 draws no edge."""

    points: tuple[Point, ...]
    fill: int | None = None
    width: float = 0.2
    grey: int = 0


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    line: float = 0.2
    fill: int | None = None
    grey: int = 0


class Code(NamedTuple):
    """A QR code with its quiet zone inside `side`."""

    x: float
    y: float
    side: float
    text: str


class Slant(NamedTuple):
    """A shape of words across the page, under everything else: centre, size in points, degrees anticlockwise."""

    x: float
    y: float
    text: str
    size: float
    angle: float
    grey: int


Mark = Words | Stroke | Area | Box | Code | Slant


Layer = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Layers, the lowest first: one that several pages share is the same tuple and is drawn once.

    `piece` names what the page belongs to (a household, a helper), `number` of `count` within it.
    """

    layers: tuple[Layer, ...]
    piece: str = ""
    number: int = 1
    count: int = 1

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything on the page in the order in which it is drawn."""
        return tuple(chain.from_iterable(self.layers))


@dataclass(frozen=True, slots=True)
class Document:
    """One file of equally large pages; `width` and `height` in millimetres."""

    paper: str
    title: str
    width: float
    height: float
    pages: tuple[Page, ...]
    pieces: int
