"""Whatever stands in a file: rows in = accepted + explained, nothing crashes, reading a second time says the same."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.findings import Refusal
from core.exchange.office import dates, office_words, personal
from core.exchange.office.containers import source_of
from core.exchange.office.header_words import HEADER_WORDS
from core.exchange.office.problems import Odd
from core.exchange.office.reading import read_source
from core.exchange.office.verdicts import Verdict
from tests.core.exchange.office.test_corpus import CONTEXT
from tests.office_cases import FITS, A, B, people
from tests.office_files import csv, xlsx

TODAY = date(2023, 7, 30)
KNOWN = (
    "王示甲 王　甲 韭园村 双塘涧村 合计 示例 注： 卧床 飞 J-1 同上 1950.1 1990000001"
    " 填表人： 姓名 村 12 （已故） 山洪 - 女"
)
WORDS = st.sampled_from([*KNOWN.split(" "), FITS, "110109195705064523", "王 甲"])
CELLS = st.one_of(
    WORDS,
    st.just(""),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0x2FFFF), max_size=8),
)
TABLES = st.sampled_from(sorted(HEADER_WORDS))


def say_why(refusal: Refusal) -> None:
    assert refusal.findings[0].error
    assert refusal.facts["first"] == refusal.findings[0].rule


@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=12))
@settings(deadline=None)
def test_no_row_of_a_list_of_people_is_ever_lost(rows: list[list[object]]) -> None:
    source = source_of("名单.xlsx", xlsx(people(A, *map(tuple, rows))))
    reading = read_source("people", source, CONTEXT)
    filled = {n for n, row in enumerate(rows, 3) if any(str(cell).strip() for cell in row)}
    assert {2} | filled >= {row.row.line for row in reading.rows} >= {2}
    said = {row.row.line for row in reading.rows}
    blank = {n for n, row in enumerate(rows, 3) if not any(personal.as_text(cell) for cell in row)}
    assert filled - blank <= said
    taken = [row for row in reading.rows if row.kind.taken]
    explained = [row for row in reading.rows if not row.kind.taken]
    assert len(taken) + len(explained) == reading.rows_in == len({row.row for row in reading.rows})
    assert all(row.why is not None for row in explained)
    assert all(row.value.name and row.value.place for row in taken)
    assert read_source("people", source, CONTEXT) == reading


@given(TABLES, st.data())
@settings(deadline=None, max_examples=60)
def test_any_table_of_any_cells_is_verdicts_or_one_refusal(table: str, data: st.DataObject) -> None:
    fields = data.draw(st.lists(st.sampled_from(sorted(HEADER_WORDS[table])), min_size=1, max_size=8))
    header = [data.draw(st.sampled_from(HEADER_WORDS[table][name])) for name in fields]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=4))
    try:
        reading = read_source(table, source_of("表.xlsx", xlsx([header, *rows])), CONTEXT)
    except Refusal as refusal:
        say_why(refusal)
    else:
        assert reading.rows_in == sum(reading.count(kind) for kind in Verdict)


@given(st.binary(max_size=600))
@settings(deadline=None)
def test_any_bytes_are_rows_or_one_refusal(data: bytes) -> None:
    try:
        reading = read_source("people", source_of("什么.xls", data), CONTEXT)
    except Refusal as refusal:
        say_why(refusal)
    else:
        assert all(row.why is not None for row in reading.rows if not row.kind.taken)


@given(st.integers(0, 4000), st.sampled_from(["gb18030", "utf-8"]))
@settings(deadline=None)
def test_a_file_cut_anywhere_is_rows_or_one_refusal(cut: int, encoding: str) -> None:
    whole = csv(people(*[A, B] * 20), encoding)
    for data in (whole[:cut], xlsx(people(A, B))[:cut]):
        try:
            read_source("people", source_of("半个.csv", data), CONTEXT)
        except Refusal as refusal:
            say_why(refusal)


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers()))
def test_one_cell_never_raises_and_a_second_reading_changes_nothing(cell: object) -> None:
    birth = dates.birth_reader(TODAY)
    for read in (personal.name, personal.phone, personal.id_number, birth, office_words.hazards, office_words.mobility):
        said = read(cell)
        assert read(said.text).text == said.text
    number = personal.id_number(cell)
    if any(note.rule == Odd.ID_DIGITS_LOST for note in number.notes):
        assert number.text == ""


@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_way_to_write_a_birth_means_the_same_day(day: date) -> None:
    read = dates.birth_reader(TODAY)
    ways = (
        day,
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day:%Y.%m.%d}",
    )
    assert {read(way).text for way in ways} == {day.isoformat()}
    serial = (day - date(1899, 12, 30)).days
    if serial > 2100:
        assert read(float(serial)).text == day.isoformat()
