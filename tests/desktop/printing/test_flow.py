"""Pages that fill: every row once, on one page, in order; lines that break where they may."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.queries.paper_rows import Stamp
from desktop.printing.booklet import bind
from desktop.printing.breaking import break_lines
from desktop.printing.flow import Column, Flow, Table
from desktop.printing.marks import Document, Words
from desktop.printing.sheet import A4, A5, LANDSCAPE_A4, Sheet, digits_in_groups
from desktop.printing.typeface import Typeface
from tests.desktop.printing.reading import outside

SIZES = st.sampled_from([A4, A5, LANDSCAPE_A4])
ROWS = st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.booleans()), max_size=120)


Rows = list[tuple[int, bool, bool]]


def laid_out(face: Typeface, stamp: Stamp, size: tuple[float, float], rows: Rows) -> Document:
    """A table of rows `R7 字字字…` as long as asked, some begun by a group's line."""

    def head(sheet: Sheet, again: bool) -> float:
        sheet.text(sheet.left, sheet.top + 6, "续" if again else "首", 14)
        return sheet.top + 16

    flow = Flow(face, size, head)
    table = Table(flow, (Column("号", 20), Column("说", share=1.0), Column("", 10, tick=True)))
    for number, (length, grouped, first) in enumerate(rows):
        if grouped:
            table.group(f"G{number}.")
        table.row((f"R{number}.", "字" * length, ""), first=first, over=(f"R{number}.", "字" * length + "越", ""))
    return bind(face, stamp, "x", "表", size, [flow.piece("表")])


@given(size=SIZES, rows=ROWS)
def test_every_row_is_printed_once_and_in_order(
    face: Typeface, stamp: Stamp, size: tuple[float, float], rows: Rows
) -> None:
    document = laid_out(face, stamp, size, rows)
    said = [[mark.text for mark in page.marks if isinstance(mark, Words)] for page in document.pages]
    found = [word for words in said for word in words if re.fullmatch(r"R\d+\.", word)]
    assert found == [f"R{number}." for number in range(len(rows))]
    assert sum(word.count("字") for words in said for word in words) == sum(length for length, _, _ in rows)
    for number, words in enumerate(said, start=1):
        assert f"第 {number} 页 共 {len(said)} 页" in words
        assert [word for word in words if word in ("首", "续")] == ["首" if number == 1 else "续"]
        over = sum(word.count("越") for word in words)
        turned = next((word for word in words if re.fullmatch(r"[RG]\d+\.", word)), "").startswith("R") and number > 1
        assert turned <= over <= 1, "the first row of a page says again whose it is, and no later one does"
        if any(word.startswith("R") for word in words):
            assert words.count("号") == 1, "the head of the table stands once on each page"
    for words in said:  # a group's line is never the last thing on a page
        marks = [word for word in words if re.fullmatch(r"[RG]\d+\.", word)]
        assert not marks or marks[-1].startswith("R")
    assert outside(document, face, 5.0) == []


@given(st.text(alphabet="应转避险人，。（）「」1234567890 AG·→\n、；：", max_size=80), st.floats(8, 120))
def test_breaking_loses_nothing_and_keeps_to_the_width(face: Typeface, text: str, width: float) -> None:
    def measure(part: str) -> float:
        return face.width(part, 12)

    lines = break_lines(text, width, measure)
    assert Counter("".join(lines)) - Counter(" ") == Counter(text) - Counter(" \n")
    assert all(measure(line) <= width or len(line) == 1 for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("电话1990001003打", 6, ["电话", "1990001003打"]),
        ("电话1990001003打", 5, ["电话", "1990001003", "打"]),
        ("先走，后说（待核）", 5, ["先走，后说", "（待核）"]),
        ("先走，后说（待核）", 4, ["先走，后", "说（待", "核）"]),
        ("1234567890", 2, ["1234", "5678", "90"]),
        ("一 二", 1, ["一", "二"]),
        ("一二三", 9, ["一二三"]),
        ("", 9, [""]),
        ("甲\n乙", 9, ["甲", "乙"]),
    ],
)
def test_numbers_and_closing_marks_stay_with_their_own(text: str, width: float, lines: list[str]) -> None:
    """Measured as on graph paper: a Chinese character is 1 wide, a Latin one a half."""
    assert break_lines(text, width, lambda part: sum(0.5 if one.isascii() else 1.0 for one in part)) == lines


@given(st.text(alphabet="0123456789-", max_size=16))
def test_a_number_in_groups_is_the_same_number(number: str) -> None:
    groups = digits_in_groups(number)
    assert "".join(groups) == number
    assert len(groups) <= 3


def test_a_name_is_shortened_last_and_with_an_ellipsis(face: Typeface) -> None:
    sheet = Sheet(face, A5)
    sheet.fit(10, 20, "一二三四五六七八九十", 20, 14, name=True)
    sheet.fit(10, 30, "一二三四", 16, 14, name=True)
    short, whole = (mark for mark in sheet.marks if isinstance(mark, Words))
    assert (short.text[-1], short.size) == ("…", 9)
    assert whole.text == "一二三四"
    assert 9 <= whole.size < 14
