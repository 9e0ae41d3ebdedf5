"""Pages that fill from the top: rows go down a page, and on to the next one under the same head."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.printing.booklet import Piece
from desktop.printing.marks import MM_PER_POINT, Page
from desktop.printing.sheet import Sheet, leading
from desktop.printing.typeface import Typeface

RISE = 4.6  # millimetres from the top of a row to its base line
Head = Callable[[Sheet, bool], float]
"""Draws the top of a page (`True` on the second and later ones) and answers with the next free base line."""


class Flow:
    """The sheet now being filled, and how far: `y` is the next base line."""

    def __init__(self, face: Typeface, size: tuple[float, float], head: Head) -> None:
        self._face = face
        self._size = size
        self._head = head
        self._pages: list[Page] = []
        self.sheet = Sheet(face, size)
        self.y = head(self.sheet, False)

    def need(self, height: float) -> bool:
        """Turn the page unless `height` millimetres are free from the top of the next line; whether it was turned."""
        if self.y - RISE + height <= self.sheet.floor:
            return False
        self.turn()
        return True

    def turn(self) -> None:
        self._pages.append(self.sheet.page())
        self.sheet = Sheet(self._face, self._size)
        self.y = self._head(self.sheet, True)

    def piece(self, name: str) -> Piece:
        return Piece(name, (*self._pages, self.sheet.page()))


@dataclass(frozen=True, slots=True)
class Column:
    """`share` of the width that is left after the fixed `width` columns; `tick` is a box to tick."""

    title: str
    width: float = 0.0
    share: float = 0.0
    size: float = 11.0
    bold: bool = False
    align: str = "left"
    tick: bool = False


_PAD = 1.2
_BAND = 6.8  # height of a head or a group's line


class Table:
    """A ruled table in a flow: its head is repeated on every page, a row stays on one page."""

    def __init__(self, flow: Flow, columns: Sequence[Column], *, least_height: float = 7.4) -> None:
        self._flow = flow
        self._columns = tuple(columns)
        self._least = least_height
        free = flow.sheet.inner - sum(column.width for column in columns)
        shares = sum(column.share for column in columns) or 1.0
        self._widths = [column.width or free * column.share / shares for column in columns]
        self._head_due = True
        self._group = ""

    def group(self, text: str) -> None:
        """A line of its own above the row that follows, and on the same page with it."""
        self._group = text

    def _head_of_group(self) -> None:
        if not self._group:
            return
        sheet, y = self._flow.sheet, self._flow.y
        sheet.box(sheet.left, y - RISE, sheet.inner, _BAND, fill=238)
        sheet.fit(sheet.left + _PAD, y + 0.3, self._group, sheet.inner - 2 * _PAD, 11, bold=True)
        self._flow.y += _BAND
        self._group = ""

    def row(
        self, cells: Sequence[str], *, bold: bool = False, first: bool = False, over: Sequence[str] | None = None
    ) -> None:
        """One row, with a heavier line above the `first` of several that belong together; `over` are its cells where it
        begins a page in the midst of them.

        What does not fit on a cell's line goes on below it.
        """
        texts, height = self._measured(cells, bold)
        bands = _BAND * (self._head_due + bool(self._group))
        if self._flow.need(height + bands):
            self._head_due = True
            if over is not None:
                texts, height = self._measured(over, bold)
        self._head()
        self._head_of_group()
        sheet, top = self._flow.sheet, self._flow.y - RISE
        x = sheet.left
        for column, width, lines in zip(self._columns, self._widths, texts, strict=True):
            self._cell(column, x, top, width, height, lines, bold)
            x += width
        self._frame(top, height)
        if first:
            sheet.rule(sheet.left, top, sheet.right, top, 0.5)
        self._flow.y += height

    def _measured(self, cells: Sequence[str], bold: bool) -> tuple[list[list[str]], float]:
        """The lines of each cell, and how high the row is."""
        texts = [self._lines(cell, number, bold) for number, cell in enumerate(cells)]
        return texts, max(
            self._least, *(len(lines) * leading(self._columns[n].size) + 2 for n, lines in enumerate(texts))
        )

    def _lines(self, cell: str, number: int, bold: bool) -> list[str]:
        column = self._columns[number]
        if column.tick or not cell:
            return [""]
        return self._flow.sheet.lines(cell, self._widths[number] - 2 * _PAD, column.size, bold or column.bold)

    def _cell(
        self, column: Column, x: float, top: float, width: float, height: float, lines: list[str], bold: bool
    ) -> None:
        sheet = self._flow.sheet
        if column.tick:
            side = 4.2
            sheet.box(x + (width - side) / 2, top + (height - side) / 2, side, side, line=0.25)
            return
        step = leading(column.size)
        y = top + (height - len(lines) * step) / 2 + step * 0.5 + column.size * MM_PER_POINT * 0.36
        for line in lines:
            if column.align == "right":
                sheet.text(x + width - _PAD, y, line, column.size, bold=bold or column.bold, align="right")
            else:
                sheet.text(x + _PAD, y, line, column.size, bold=bold or column.bold)
            y += step

    def _head(self) -> None:
        if not self._head_due:
            return
        self._head_due = False
        sheet, top = self._flow.sheet, self._flow.y - RISE
        x = sheet.left
        for column, width in zip(self._columns, self._widths, strict=True):
            sheet.fit(x + 0.3, top + _BAND / 2 + 1.3, column.title, width - 0.6, 9.5, bold=True, align="center")
            x += width
        self._frame(top, _BAND)
        self._flow.y += _BAND

    def _frame(self, top: float, height: float) -> None:
        sheet = self._flow.sheet
        sheet.box(sheet.left, top, sheet.inner, height, line=0.15)
        x = sheet.left
        for width in self._widths[:-1]:
            x += width
            sheet.rule(x, top, x, top + height, 0.15)
