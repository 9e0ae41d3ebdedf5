"""The rows under a header as records, and those that are none: totals, signatures, notes, examples, headers again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.exchange.office.grids import Grid
from core.exchange.office.headers import Header
from core.exchange.office.problems import Odd
from core.exchange.office.said import DITTO, as_text

_TOTAL = re.compile(
    r"^(合计|小计|总计|共计|本页小计|本页合计|累计|总数|合计数|.{0,8}(小计|合计|总计))[:：]?\s*\d*(户|人|户\d+人)?$"
)
_COUNT = re.compile(r"^(共|总共|全村|全镇|合计|本村|本页)[\d\s]*(户|人|名)")
_SIGNED = re.compile(
    r"(填表人|制表人?|审核人?|负责人签字|单位负责人|填报人|填报日期|填报单位|统计负责人|报出日期|经办人|签字|盖章|（章）|\(章\))"
)  # fmt: skip
_NOTED = re.compile(r"^(注|备注|说明|填表说明|填写说明|注意|附注|提示)\s*[:：1一]")
_EXAMPLE = re.compile(r"^(示例|样例|例|填写示例)\d*[:：]?$|^[(（【\[](示例|样例|例)[)）】\]]|^(示例|样例|例)\d*[:：]")
# Blank below a filled cell means "the same" only for what a household has in common.
SHARED = ("household", "head", "town", "place", "address", "hazards")


@dataclass(slots=True)
class Record:
    """One row of one table. `cells` field -> what stands there; `extra` the second and further columns of a field;
    `filled` fields taken from the row above, because a ditto mark stands there or because they were left blank."""

    line: int
    block: int
    cells: dict[str, Any]
    hidden: bool = False
    none: str = ""
    extra: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


def records(table: str, grid: Grid, header: Header) -> Iterator[Record]:
    """Every row below the header with something in it, block by block; `none` names the rule where it is no record."""
    rows = _unmerged(grid, header)
    before: list[dict[str, Any] | None] = [None] * len(header.blocks)
    columns = header.blocks
    whole = [sorted(column for where in block.values() for column in where) for block in header.blocks]
    side_by_side = len(header.blocks) > 1
    for index in range(header.bottom + 1, len(rows)):
        row = rows[index]
        filled = [cell for cell in row if cell != "" and (cell.__class__ is not str or cell.strip())]
        if not filled:
            before = [None] * len(header.blocks)
            continue
        line = grid.line(index)
        for number, block in enumerate(columns):
            record = _record(row, block, line, number)
            if side_by_side and not any(as_text(cell) for cell in record.cells.values()):
                continue
            record.hidden = line in grid.hidden_rows
            mine = [row[c] for c in whole[number] if c < len(row)] if side_by_side else row
            record.none = _no_record(header, record, mine, [cell for cell in mine if cell] if side_by_side else filled)
            if not record.none:
                _fill(table, record, before[number])
                before[number] = record.cells
            if record.none or side_by_side:
                record.shown = tuple(as_text(cell) for cell in mine)
            else:
                record.shown = row  # type: ignore[assignment]  # turned into text only where it is kept
            yield record


def _record(row: Sequence[Any], block: dict[str, tuple[int, ...]], line: int, number: int) -> Record:
    width = len(row)
    cells: dict[str, Any] = {}
    extra: dict[str, tuple[Any, ...]] = {}
    for name, where in block.items():
        first = where[0]
        cells[name] = row[first] if first < width else ""
        if len(where) > 1:
            extra[name] = tuple(row[column] for column in where[1:] if column < width)
    return Record(line, number, cells, extra=extra)


def _unmerged(grid: Grid, header: Header) -> list[list[Any]]:
    """Rows with cells merged over several rows filled down: the sheet itself says that they are one."""
    rows = list(grid.rows)
    for (top, left), (bottom, _right) in grid.merged:
        if bottom <= header.bottom or top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        if value == "" or bottom == top:
            continue  # merged sideways only: one cell, its value stands in the first
        for index in range(max(top, header.bottom + 1), min(bottom + 1, len(rows))):
            cells = [*rows[index], *[""] * (left + 1 - len(rows[index]))]
            cells[left] = value
            rows[index] = cells
    return rows


def _fill(table: str, record: Record, above: dict[str, Any] | None) -> None:
    """What the household has in common, from the row above: where a ditto mark stands, or a blank in a list that is
    grouped by household (no household and no head in this row, but in the one above)."""
    if above is None:
        return
    cells = record.cells
    filled: list[str] = []
    if not DITTO.isdisjoint(cells.values()):
        filled = [name for name, cell in cells.items() if cell in DITTO and name in above]
    if _has_no_household(table, cells) and _text(cells.get("name", "")):
        filled += [name for name in SHARED if name in cells and not _text(cells[name]) and _text(above.get(name, ""))]
    for name in filled:
        cells[name] = above[name]
    record.filled = tuple(filled)


def _has_no_household(table: str, cells: dict[str, Any]) -> bool:
    """Whether a list of people has columns for household or head, and this row nothing in them."""
    if table != "people" or ("household" not in cells and "head" not in cells):
        return False
    return not _text(cells.get("household", "")) and not _text(cells.get("head", ""))


def _text(cell: Any) -> str:
    return cell.strip() if isinstance(cell, str) else str(cell)


def _no_record(header: Header, record: Record, row: Sequence[Any], filled: Sequence[Any]) -> str:
    """The rule by which a row is no record, empty where it is one. The usual row is let through by its looks."""
    name = record.cells.get("name", record.cells.get("head", ""))
    if (
        isinstance(name, str)
        and 1 < len(name) < 5
        and len(filled) > 4
        and name not in ("合计", "小计", "总计", "共计", "示例", "姓名")
    ):
        first = filled[0]
        if not (isinstance(first, str) and (first[:1] in "合小总共示样例本" or "计" in first)) and not _again(
            header, row, name
        ):
            return ""
    texts = [as_text(cell) for cell in filled]
    if _again(header, row, name):
        return Odd.HEADER_AGAIN
    if any(_EXAMPLE.match(text) for text in texts[:3]):
        return Odd.EXAMPLE
    if any(_TOTAL.match(text) or _COUNT.match(text) for text in texts[:3]):
        return Odd.TOTAL
    if (
        len(texts) <= 8
        and any(_SIGNED.search(text) and len(text) < 60 for text in texts[:6])
        and not _filled(record, 3)
    ):
        return Odd.SIGNATURE
    if any(_NOTED.match(text) for text in texts[:2]) and len(texts) <= 3:
        return Odd.NOTE
    if len(texts) > 3 and all(text.isdecimal() for text in texts):
        numbers = [int(text) for text in texts if len(text) < 4]
        if len(numbers) == len(texts) and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return Odd.COLUMN_NUMBERS
    fields = [field for field, cell in record.cells.items() if as_text(cell)]
    if fields == ["serial"] or (not fields and len(texts) == 1 and texts[0].isdecimal()):
        return Odd.ONLY_A_NUMBER
    if len(texts) == 1 and (not fields or fields == ["serial"]):
        return Odd.SECTION
    return ""


def _filled(record: Record, least: int) -> bool:
    """Whether at least so many fields of a record have something in them, a telephone or id number among them."""
    fields = [name for name, cell in record.cells.items() if as_text(cell)]
    return len(fields) >= least and any(name in fields for name in ("id_number", "phone", "mm", "capacity"))


def _again(header: Header, row: Sequence[Any], name: Any) -> bool:
    """The header printed again on a new page: most filled cells are words of it."""
    if isinstance(name, str) and name and name.strip() not in header.words:
        return False
    texts = [cell.strip() for cell in row if isinstance(cell, str) and cell.strip()]
    same = sum(text in header.words for text in texts)
    return same >= 2 and same * 2 > len(texts)
