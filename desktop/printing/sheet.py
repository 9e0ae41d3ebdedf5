"""One page being laid out: text that fits, lines to fill in by hand, boxes to tick.

Text is never cut silently: it gets smaller down to 9 points, then breaks into lines; only what is marked as a name may
end in an ellipsis, and never a number.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from desktop.printing.breaking import break_lines
from desktop.printing.marks import LEAST_SIZE, MM_PER_POINT, Area, Box, Code, Mark, Page, Point, Stroke, Words
from desktop.printing.typeface import Typeface, plain_text

A4 = (210.0, 297.0)
A5 = (148.0, 210.0)
LANDSCAPE_A4 = (297.0, 210.0)
MARGIN = 9.0
FOOT = 8.4  # millimetres above the lower margin that belong to the foot
LEADING = 1.45
ELLIPSIS = "…"
Align = Literal["left", "right", "center"]


def leading(size: float) -> float:
    """Millimetres from base line to base line."""
    return size * MM_PER_POINT * LEADING


class Sheet:
    """A page of `size` millimetres whose marks stay inside `margin`."""

    def __init__(self, face: Typeface, size: tuple[float, float], margin: float = MARGIN) -> None:
        self.face = face
        self.width, self.height = size
        self.margin = margin
        self.left, self.right = margin, size[0] - margin
        self.top, self.bottom = margin, size[1] - margin
        self.marks: list[Mark] = []

    @property
    def floor(self) -> float:
        """Where the body ends."""
        return self.bottom - FOOT

    @property
    def inner(self) -> float:
        return self.right - self.left

    def page(self, piece: str = "") -> Page:
        return Page((tuple(self.marks),), piece)

    # -- text --------------------------------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 12,
        *,
        bold: bool = False,
        grey: int = 0,
        align: Align = "left",
    ) -> float:
        """One line as it is; the x of its right end."""
        text = plain_text(text)
        width = self.face.width(text, size, bold)
        if align != "left":
            x -= width if align == "right" else width / 2
        if text:
            self.marks.append(Words(x, y, text, size, bold, grey))
        return x + width

    def fit(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        size: float = 12,
        *,
        bold: bool = False,
        grey: int = 0,
        name: bool = False,
        align: Align = "left",
        least: float = LEAST_SIZE,
    ) -> float:
        """One line in `width`: smaller down to `least` points, and a name then ends in an ellipsis."""
        text = plain_text(text)
        while size > least and self.face.width(text, size, bold) > width:
            size = max(least, size - 0.5)
        if name:
            text = self.elided(text, width, size, bold)
        start = x if align == "left" else x + (width if align == "right" else width / 2)
        return self.text(start, y, text, size, bold=bold, grey=grey, align=align)

    def number(self, right: float, y: float, number: str, size: float = 12, *, bold: bool = False) -> float:
        """A telephone number that ends at `right`, in groups of four from the end; the x where it begins.

        The groups stand apart without a space between them, so that the number is found and copied whole.
        """
        number = plain_text(number)
        groups = digits_in_groups(number)
        gap = size * MM_PER_POINT * 0.1
        x = right - sum(self.face.width(group, size, bold) for group in groups) - gap * (len(groups) - 1)
        begins = x
        for group in groups:
            x = self.text(x, y, group, size, bold=bold) + gap
        return begins

    def elided(self, text: str, width: float, size: float, bold: bool = False) -> str:
        if self.face.width(text, size, bold) <= width:
            return text
        while text and self.face.width(text + ELLIPSIS, size, bold) > width:
            text = text[:-1]
        return text + ELLIPSIS

    def lines(self, text: str, width: float, size: float, bold: bool = False) -> list[str]:
        return break_lines(plain_lines(text), width, lambda part: self.face.width(part, size, bold))

    def para(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        size: float = 12,
        *,
        bold: bool = False,
        most: int | None = None,
        grey: int = 0,
    ) -> float:
        """Text broken into lines from the base line `y`; the base line after the last one.

        With `most` lines the type gets smaller until it fits; at 9 points it takes the lines it needs.
        """
        lines = self.lines(text, width, size, bold)
        while most is not None and len(lines) > most and size > LEAST_SIZE:
            size = max(LEAST_SIZE, size - 0.5)
            lines = self.lines(text, width, size, bold)
        for line in lines:
            self.text(x, y, line, size, bold=bold, grey=grey)
            y += leading(size)
        return y

    # -- lines and boxes ---------------------------------------------------------------------------------------------

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.2, grey: int = 0) -> None:
        self.marks.append(Stroke(((x1, y1), (x2, y2)), width, grey))

    def dashed(
        self, points: Sequence[Point], width: float = 0.2, grey: int = 0, dash: tuple[float, ...] = (4, 3)
    ) -> None:
        self.marks.append(Stroke(tuple(points), width, grey, dash))

    def box(
        self, x: float, y: float, width: float, height: float, *, line: float = 0.2, fill: int | None = None
    ) -> None:
        self.marks.append(Box(x, y, width, height, line, fill))

    def circle(self, x: float, y: float, radius: float, *, fill: int | None = None, line: float = 0.25) -> None:
        self.marks.append(Area(ring(x, y, radius), fill, line))

    def blank(self, x: float, y: float, width: float) -> float:
        """A line to write on, a little under the base line `y`; its right end."""
        self.rule(x, y + 0.9, x + width, y + 0.9, 0.15)
        return x + width

    def ticks(self, x: float, y: float, labels: Iterable[str], size: float = 10.5, gap: float = 3.0) -> float:
        """Boxes to tick with a word behind each; the right end."""
        side = size * MM_PER_POINT * 1.05
        for label in labels:
            self.box(x, y - side * 0.86, side, side, line=0.25)
            x = self.text(x + side + 0.8, y, label, size) + gap
        return x - gap

    def code(self, x: float, y: float, side: float, text: str) -> None:
        self.marks.append(Code(x, y, side, text))

    def field(
        self, x: float, y: float, label: str, value: str, width: float, size: float = 12, *, bold: bool = False
    ) -> None:
        """Label and value on one line of `width`; without a value a line to write on."""
        after = self.text(x, y, label, size, grey=60) + 1.5
        if value:
            self.fit(after, y, value, x + width - after, size, bold=bold)
        elif x + width - after > 4:
            self.blank(after, y, x + width - after)

    def heading(self, y: float, text: str, size: float = 12) -> float:
        """A black bar with white words would cost toner: a bold line over a rule. The next free base line."""
        self.text(self.left, y, text, size, bold=True)
        self.rule(self.left, y + 1.4, self.right, y + 1.4, 0.35)
        return y + 1.4 + leading(size)


def ring(x: float, y: float, radius: float, corners: int = 20) -> tuple[Point, ...]:
    turns = (math.tau * corner / corners for corner in range(corners))
    return tuple((x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns)


def plain_lines(text: str) -> str:
    return "\n".join(plain_text(line) for line in text.split("\n"))


def digits_in_groups(number: str) -> list[str]:
    """1990007265 as 19 9000 7265; what is not plain digits stays whole."""
    if not number.isdigit() or not number.isascii() or len(number) < 8:
        return [number]
    return [number[:-8], number[-8:-4], number[-4:]] if len(number) > 8 else [number[:4], number[4:]]
