"""Tables written for people: xlsx with text cells, lists and notes, or csv that Excel opens without losing a digit."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from core.domain.findings import Refusal, Rule

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")
_LONG = re.compile(r"^\d{12,}[Xx]?$")  # Excel turns such a number in a csv into 4.4E+17
_LISTED_ROWS = 5_000
_WIDEST = 40


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One sheet. `header` words over `rows` of text or whole numbers; `lists` column (from 0) -> what may be chosen
    there; `faint` how many rows from the top are examples."""

    name: str
    header: tuple[str, ...]
    rows: Iterable[Sequence[str | int]]
    lists: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    faint: int = 0


def check_out(path: Path) -> None:
    """Refuse a file that could not be written: BAD_OPTION for its ending, NOT_A_FOLDER where there is none for it."""
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise Refusal(Rule.BAD_OPTION, {"option": "out", "value": path.name, "known": [".xlsx", ".csv"]})
    if not path.parent.is_dir():
        raise Refusal(Rule.NOT_A_FOLDER, {"folder": str(path.parent)})


def write_tables(path: Path, sheets: Sequence[SheetOut]) -> None:
    """Write the sheets as xlsx, or the first one as csv, by the name's ending; refusals as in `check_out`.

    An existing file is replaced only once the new one is whole.
    """
    check_out(path)
    fresh = path.with_name(f".{path.name}.new")
    try:
        if path.suffix.lower() == ".csv":
            fresh.write_bytes(csv_bytes(sheets[0]))
        else:
            _write_xlsx(fresh, sheets)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def csv_bytes(sheet: SheetOut) -> bytes:
    """UTF-8 with mark, CR LF. A cell that a spreadsheet would take for a formula gets an apostrophe before it, a long
    number a tab behind it; reading takes both off again."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.header)
    writer.writerows([_safe(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _safe(cell: str | int) -> str:
    if isinstance(cell, int):
        return str(cell)
    if cell.startswith(_FORMULA) and not _NUMBER.match(cell):
        return f"'{cell}"
    return f"{cell}\t" if _LONG.match(cell) else cell


def _write_xlsx(path: Path, sheets: Sequence[SheetOut]) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        text = book.add_format({"num_format": "@"})
        whole = book.add_format({"num_format": "0"})
        bold = book.add_format({"bold": True, "bg_color": "#E6EAEC", "bottom": 1, "num_format": "@"})
        faint = book.add_format({"italic": True, "font_color": "#697681", "num_format": "@"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:31])
            page.freeze_panes(1 if sheet.header else 0, 0)
            for column, word in enumerate(sheet.header):
                page.set_column(column, column, min(_WIDEST, max(10, 2 * len(word) + 4)), text)
                page.write_string(0, column, word, bold)
            if not sheet.header:
                page.set_column(0, 0, 100)
            for number, row in enumerate(sheet.rows, 1 if sheet.header else 0):
                style = faint if number <= sheet.faint else text
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        page.write_number(number, column, cell, whole)
                    elif cell:
                        page.write_string(number, column, cell, style)
            for column, choices in sheet.lists.items():
                page.data_validation(
                    1,
                    column,
                    _LISTED_ROWS,
                    column,
                    {"validate": "list", "source": list(choices), "error_type": "warning"},
                )
