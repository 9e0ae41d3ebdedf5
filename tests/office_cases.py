"""What a case of the corpus is: a file and what must become of every row of it; and the villages they all know.

A case is a file, the table it is read as, and what is expected: for a refused file the rule; else a line a row, "line
verdict rules", a finding about the whole file as "file rule".
"""

from collections.abc import Callable
from dataclasses import dataclass

PLACES = (
    ("110109005213", "王平镇", "韭园村"),
    ("110109005211", "王平镇", "东王平村"),
    ("110109005212", "王平镇", "西王平村"),
    ("110109005005", "王平镇", "河北社区"),
    ("110109104201", "军庄镇", "军庄村"),
    ("110109104005", "军庄镇", "军庄社区"),
    ("110109106201", "斋堂镇", "东斋堂村"),
    ("110109106230", "斋堂镇", "沿河城村"),
    ("110109107201", "清水镇", "燕家台村"),
    ("110109107202", "清水镇", "上清水村"),
    ("110109107231", "清水镇", "双塘涧村"),
    ("110109106231", "斋堂镇", "双塘涧村"),
)
HEAD = ("户编号", "姓名", "村", "行动能力", "身份证号", "联系电话")
A = ("J-1", "王示甲", "韭园村", "能走", "110109195705064523", "1990000001")
B = ("J-1", "李示乙", "韭园村", "卧床", "110109194903124519", "1990000002")
OK_A = "2 remarked id_check_digit"
OK_B = "3 remarked id_check_digit"
FITS = "999999195001010018"  # its check digit fits; no area has the number 999999

WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}


@dataclass(frozen=True)
class Case:
    name: str
    data: Callable[[], bytes]
    expected: tuple[str, ...] = ()
    refused: str = ""
    table: str = "people"
    register: tuple[
        str, ...
    ] = ()  # of each accepted row "household name place mobility id phone birth", where it matters


def people(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> list[tuple[object, ...]]:
    return [head, *rows]


def one(column: str, value: object) -> list[tuple[object, ...]]:
    """One person with one more or one other cell."""
    cells = dict(zip(HEAD, ("J-1", "王示甲", "韭园村", "能走", FITS, "1990000001"), strict=True)) | {column: value}
    return [tuple(cells), tuple(cells.values())]
