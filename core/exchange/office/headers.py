"""Finding the header of a sheet: below titles, over one or two rows, in any order, once or twice side by side."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.exchange.office.grids import Grid
from core.exchange.office.header_words import HEADER_WORDS, NEEDED, SOMEBODY_ELSE

SEARCHED = 40  # rows: titles, dates and notes above a header are fewer
_BRACKET = re.compile(r"[(\[【〔].*?[)\]】〕]")
_LEFT_OUT = re.compile(r"[\s\u200b\ufeff*·.。:：、/\\,，;；\-—_'\"“”#()\[\]【】〔〕]+")
_UNITS = re.compile(r"(?<=.)(周岁|岁|人|米|mm|毫米|度)$")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands: rows `top` to `bottom` (from 0). `blocks` are tables side by side, each field -> columns
    (from 0) in the order they stand; `titles` the texts above; `names` what stands over each column, `words`
    every text of the header."""

    top: int
    bottom: int
    blocks: tuple[dict[str, tuple[int, ...]], ...]
    names: tuple[str, ...]
    titles: tuple[str, ...]
    unread: tuple[int, ...]
    words: frozenset[str]

    @property
    def score(self) -> int:
        return sum(len(block) for block in self.blocks)


def plain(text: Any) -> str:
    """A header as it is compared: folded, lower case, without blanks and marks."""
    folded = unicodedata.normalize("NFKC", str(text)).lower()
    return _LEFT_OUT.sub("", folded) if "_" not in folded else folded.strip()


@cache
def _lookup(table: str) -> dict[str, str]:
    """Folded word -> field. A word of two fields belongs to the first."""
    found: dict[str, str] = {}
    for field, words in HEADER_WORDS[table].items():
        for word in words:
            found.setdefault(plain(word), field)
    return found


def field_of(table: str, text: Any, group: str = "") -> str | None:
    """The field that a header names; `group` is what stands above it in a two-row header."""
    words = _lookup(table)
    folded = plain(text)
    if not folded and group:
        return words.get(plain(group))
    if table != "helpers" and any(word in plain(group) for word in SOMEBODY_ELSE):
        return words.get(plain(group) + folded)
    for candidate in (
        plain(group) + folded if group else "",
        folded,
        plain(_BRACKET.sub("", unicodedata.normalize("NFKC", str(text)))),
        _UNITS.sub("", folded),
    ):
        if candidate and candidate in words:
            return words[candidate]
    return None


def find_header(table: str, grid: Grid) -> Header | None:
    """The row (or pair of rows) that names most fields of the table; None where none names what is needed."""
    best: Header | None = None
    for top in range(min(SEARCHED, len(grid.rows))):
        row = grid.rows[top]
        if not any(isinstance(cell, str) and cell.strip() for cell in row):
            continue
        found = _fits(table, _header(table, grid, top, top))
        double = _double(table, grid, top)
        if double is not None and (found is None or double.score > found.score):
            found = double
        if found is not None and (best is None or found.score > best.score):
            best = found
    return best


def _double(table: str, grid: Grid, top: int) -> Header | None:
    """A header over two rows: the lower one is made of headers too, and says less without the upper one."""
    if top + 1 >= len(grid.rows):
        return None
    below = _matched(table, grid.rows[top + 1])
    filled = sum(bool(str(cell).strip()) for cell in grid.rows[top + 1])
    if not below or below * 2 < filled:
        return None
    double = _fits(table, _header(table, grid, top, top + 1))
    alone = _fits(table, _header(table, grid, top + 1, top + 1))
    return double if double is not None and (alone is None or double.score > alone.score) else None


def _matched(table: str, row: Sequence[Any]) -> int:
    return sum(isinstance(cell, str) and field_of(table, cell) is not None for cell in row)


def _fits(table: str, header: Header) -> Header | None:
    block = header.blocks[0]
    complete = all(any(field in block for field in group) for group in NEEDED[table])
    return header if complete and len(block) >= min(2, len(HEADER_WORDS[table])) else None


def _header(table: str, grid: Grid, top: int, bottom: int) -> Header:
    names = _names(grid, top, bottom)
    fields = [field_of(table, own, group) for own, group in names]
    shown = tuple(" ".join(part for part in (group, own) if part) if bottom > top else own for own, group in names)
    blocks = _blocks(fields)
    titles = tuple(
        text for row in grid.rows[:top] for cell in row if isinstance(cell, str) and (text := " ".join(cell.split()))
    )
    unread = tuple(column for column, field in enumerate(fields) if field is None and shown[column])
    words = frozenset(cell.strip() for row in grid.rows[top : bottom + 1] for cell in row if isinstance(cell, str)) - {
        ""
    }
    return Header(top, bottom, blocks, shown, titles, unread, words)


def _names(grid: Grid, top: int, bottom: int) -> list[tuple[str, str]]:
    """(own word, word of the group above) for each column."""
    upper = [_text(cell) for cell in grid.rows[top]]
    if top == bottom:
        return [(text, "") for text in upper]
    lower = [_text(cell) for cell in grid.rows[bottom]]
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    covered = {
        column
        for (first, left), (last, right) in grid.merged
        if first <= top <= last
        for column in range(left + 1, right + 1)
    }
    group = ""
    names = []
    for column in range(width):
        if upper[column]:
            group = upper[column]
        elif not lower[column] or (grid.merged and column not in covered):
            group = ""
        names.append((lower[column], group) if lower[column] else (upper[column], ""))
    return names


def _text(cell: Any) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else str(cell)


def _blocks(fields: Sequence[str | None]) -> tuple[dict[str, tuple[int, ...]], ...]:
    """One table, or several side by side: the same run of fields (two or more) again from its first one on."""
    known = [(column, field) for column, field in enumerate(fields) if field is not None]
    starts = _starts([field for _, field in known])
    blocks = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(known)
        block: dict[str, tuple[int, ...]] = {}
        for column, field in known[start:end]:
            block[field] = (*block.get(field, ()), column)
        blocks.append(block)
    return tuple(blocks) or ({},)


def _starts(run: Sequence[str]) -> list[int]:
    for length in range(2, len(run) // 2 + 1):
        if len(set(run[:length])) == length and len(run) % length == 0:
            pieces = {tuple(run[at : at + length]) for at in range(0, len(run), length)}
            if len(pieces) == 1:
                return list(range(0, len(run), length))
    return [0]


def guess_table(grids: Iterable[Grid]) -> tuple[tuple[str, int], ...]:
    """Tables whose header the sheets have, with how many of their columns: the likeliest first."""
    scores: Counter[str] = Counter()
    for grid in grids:
        for table in HEADER_WORDS:
            header = find_header(table, grid)
            if header is not None:
                own = sum(field not in ("serial", "note", "town") for field in header.blocks[0])
                scores[table] = max(scores[table], own * 10 - len(header.unread) * 4)
    order = list(HEADER_WORDS)
    return tuple(sorted(scores.items(), key=lambda item: (-item[1], order.index(item[0]))))
