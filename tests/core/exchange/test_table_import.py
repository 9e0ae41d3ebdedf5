"""One table on its own: every row accepted or explained."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.findings import Refusal, Rule
from core.exchange.cells import Problem
from core.exchange.office.fields import Context
from core.exchange.office.place_words import PlaceFinder, PlaceName
from core.exchange.office.verdicts import Verdict
from core.exchange.places import index_places
from core.exchange.table_import import read_table
from core.exchange.table_readers import Known, read_people
from core.exchange.tables import csv_sheet

KNOWN = Known(
    places=index_places([("001", "东镇", "甲村"), ("002", "西镇", "甲村")]),
    stations=frozenset({"g1"}),
    links=frozenset({"L1"}),
    nodes=frozenset({"n1"}),
    households=frozenset({"a"}),
)
PLACES = [("001", "东镇", "甲村"), ("002", "西镇", "甲村")]
CONTEXT = Context(KNOWN, PlaceFinder(PlaceName(*place) for place in PLACES), date(2023, 7, 30))
PEOPLE = "household,name,place,mobility,hazards\n"


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_in_are_accepted_or_explained(tmp_path: Path) -> None:
    rows = "a,甲,001,walks,\nb,乙,甲村,walks,\nc,丙,西镇/甲村,slow,山洪\nd,丁,9,hops,\n"
    read = read_table("people", table(tmp_path, PEOPLE + rows), CONTEXT)
    assert [row.value.household for row in read.rows if row.kind.taken] == ["a", "c"]
    explained = [row.why for row in read.rows if not row.kind.taken and row.why]
    assert [(item.line, item.rule) for item in explained] == [
        (3, Problem.AMBIGUOUS_PLACE),
        (5, Problem.UNKNOWN_PLACE),
    ]
    assert explained[0].facts["codes"] == ["001", "002"]
    assert read.rows_in == 4
    assert read.count(Verdict.SET_ASIDE) == 2


def test_overlapping_rain_is_explained_too(tmp_path: Path) -> None:
    rows = "station,time,mm\ng1,2023-07-30T01:00,1\ng1,2023-07-30T01:00,2\ng1,2023-07-30T02:00,3\n"
    read = read_table("rain", table(tmp_path, rows), CONTEXT)
    assert [row.value.mm for row in read.rows if row.kind.taken] == [1, 3]
    explained = [row.why for row in read.rows if not row.kind.taken and row.why]
    assert [(item.line, item.rule) for item in explained] == [(3, Problem.OVERLAPPING_INTERVAL)]


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("people", "household,name\n", Rule.IMPORT_ERRORS),
        ("people", "", Rule.IMPORT_ERRORS),
        ("people", 'household,"na', Rule.IMPORT_ERRORS),
        ("persons", PEOPLE, Rule.UNKNOWN_TABLE),
    ],
)
def test_what_is_no_such_table_is_refused(tmp_path: Path, name: str, text: str, rule: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_table(name, table(tmp_path, text), CONTEXT)
    assert refusal.value.rule == rule


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        read_table("people", tmp_path / "none.csv", CONTEXT)
    assert refusal.value.rule == Rule.NO_SUCH_FILE


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@given(st.lists(st.tuples(*[st.one_of(cells, st.sampled_from(["001", "walks", "山洪|地灾", "a"]))] * 5), max_size=8))
def test_no_row_is_ever_lost(rows: list[tuple[str, ...]]) -> None:
    text = PEOPLE + "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    read = read_people(csv_sheet("people.csv", text.encode("utf-8")), KNOWN)
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert read.rows_in == len(filled)
    assert len(read.accepted) + len(read.explained) == read.rows_in
    assert len({finding.line for finding in read.explained}) == len(read.explained)


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_findings(data: bytes) -> None:
    read = read_people(csv_sheet("people.csv", data), KNOWN)
    assert read.accepted == ()
    assert read.errors
