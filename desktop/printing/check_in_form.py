"""到岛登记表（空白）: for a shelter without power, made to be keyed in later with its real times.

One row a person: the code in boxes where there is a card, the name where there is none.
"""

from core.queries.paper_rows import PaperCase
from desktop.printing.booklet import Piece, bind
from desktop.printing.marks import Document, Page
from desktop.printing.sheet import LANDSCAPE_A4, Sheet
from desktop.printing.typeface import Typeface

TITLE = "到岛登记表"
ROWS, SHEETS = 12, 2
_CELL, _HIGH = 6.2, 11.6
_WIDTHS = (
    ("序", 9.0),
    ("到的时间", 27.0),
    ("卡号（照卡抄）", 46.0),
    ("姓名", 34.0),
    ("哪个村", 36.0),
    ("同来几人", 16.0),
)
_REST = "怎么知道的 / 室 床 / 要什么、带什么"


def check_in_forms(face: Typeface, case: PaperCase) -> Document:
    pages = tuple(_page(face, number) for number in range(SHEETS))
    return bind(face, case.stamp, "forms", TITLE, LANDSCAPE_A4, [Piece(TITLE, pages)])


def _page(face: Typeface, number: int) -> Page:
    sheet = Sheet(face, LANDSCAPE_A4)
    y = sheet.top + 6
    sheet.text(sheet.left, y, TITLE, 17, bold=True)
    third = sheet.inner / 4
    for place, label in enumerate(("安全岛", "日期", "登记人"), start=1):
        sheet.field(sheet.left + place * third, y, label, "", third - 4, 12)
    sheet.text(
        sheet.left,
        y + 6,
        "一人一行。有卡抄卡号，没卡写姓名。时间写真到的时间。有电以后照这张补录，录一行勾一行。",
        11,
    )
    top = y + 9.5
    _heads(sheet, top)
    for row in range(ROWS):
        _row(sheet, top + 6.6 + row * _HIGH, number * ROWS + row + 1)
    return sheet.page()


def _heads(sheet: Sheet, top: float) -> None:
    x = sheet.left
    for title, width in _WIDTHS:
        sheet.box(x, top, width, 6.6, line=0.15)
        sheet.fit(x + 0.5, top + 4.7, title, width - 1, 10, bold=True, align="center")
        x += width
    sheet.box(x, top, sheet.right - 13 - x, 6.6, line=0.15)
    sheet.fit(x + 1, top + 4.7, _REST, sheet.right - 13 - x - 2, 10, bold=True)
    sheet.box(sheet.right - 13, top, 13, 6.6, line=0.15)
    sheet.fit(sheet.right - 12.5, top + 4.7, "已录", 12, 10, bold=True, align="center")


def _row(sheet: Sheet, top: float, number: int) -> None:
    x, base = sheet.left, top + _HIGH / 2 + 1.6
    for index, (_, width) in enumerate(_WIDTHS):
        sheet.box(x, top, width, _HIGH, line=0.15)
        if index == 0:
            sheet.text(x + width / 2, base, str(number), 10.5, align="center")
        elif index == 1:
            _boxes(sheet, x + 1, top, 4, 5.6, {2: ":"})
        elif index == 2:
            _boxes(sheet, x + 2, top, 6, _CELL, {5: "-"})
        x += width
    rest = sheet.right - 13 - x
    sheet.box(x, top, rest, _HIGH, line=0.15)
    sheet.ticks(x + 1.5, top + 4.6, ("卡", "亲见", "电话", "带话", "扩面"), 10, 2.2)
    sheet.blank(x + 1.5, top + _HIGH - 2.2, rest - 3)
    sheet.box(sheet.right - 13, top, 13, _HIGH, line=0.15)
    sheet.box(sheet.right - 8.8, top + 3.6, 4.4, 4.4, line=0.25)


def _boxes(sheet: Sheet, x: float, top: float, count: int, side: float, between: dict[int, str]) -> None:
    """Boxes for single characters, with a mark before some of them."""
    for place in range(count):
        if place in between:
            sheet.text(x + 0.9, top + _HIGH / 2 + 1.4, between[place], 12, bold=True, align="center")
            x += 2
        sheet.box(x, top + (_HIGH - side - 1.4) / 2, side, side + 1.4, line=0.25)
        x += side
