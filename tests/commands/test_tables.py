"""`import`, `export` and `template` from the command line: what they say, what they leave, and the rows set aside."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.exchange.office.containers import open_source
from desktop.commands.tables import EVERY
from desktop.import_words import SENTENCES, TABLES
from tests.commands.conftest import Run, on_disk
from tests.office_broken_files import FILE_CASES
from tests.office_cases import HEAD
from tests.office_files import csv, xlsx

Done = Callable[..., Any]
ROWS = [
    ("练习镇山洪人员台账",),
    HEAD,
    ("H7", "曾 示", "甲村", "能走", "110109195705064523", "010-69842000"),
    ("H8", "周示丙", "无名村", "轮椅", "", ""),
    ("合计", "2人", "", "", "", ""),
]


def test_a_list_as_an_office_sends_it(done: Done, drill_path: Path, tmp_path: Path) -> None:
    source = tmp_path / "名册.xls"
    source.write_bytes(xlsx(ROWS))
    before = on_disk(tmp_path)
    dry = done("import", drill_path, "people", source, "--dry-run")
    assert on_disk(tmp_path) == before
    wet = done("import", drill_path, "people", source)
    assert {**wet, "dry_run": True} == dry
    assert (wet["in"], wet["accepted"], wet["new"], wet["changed"]) == (3, 1, 1, 0)
    assert wet["verdicts"] == {"accepted": 0, "remarked": 1, "set_aside": 1, "repeated": 0, "left_out": 1}
    assert [(told["rule"], told["line"], told["column"]) for told in wet["explained"]] == [
        ("unknown_place", 4, "村"),
        ("total_row", 5, ""),
    ]
    assert {told["rule"] for told in wet["remarks"]} == {"name_spaced", "id_check_digit", "phone_area_code"}
    assert wet["read_as"] == {"format": "xlsx"}
    assert wet["sheets"] == [{"name": "Sheet1", "rows": 3, "header_line": 2}]
    again = done("import", drill_path, "people", source)
    assert (again["accepted"], again["verdicts"]["repeated"]) == (0, 1)


def test_without_json_each_row_that_is_not_taken_says_why(run: Run, drill_path: Path, tmp_path: Path) -> None:
    source = tmp_path / "名册.xlsx"
    source.write_bytes(xlsx(ROWS))
    said = run("import", drill_path, "people", source, "--dry-run", as_json=False)
    assert said.code == 0
    assert "第 4 行 村 列，没有这个村：「无名村」" in said.out
    assert "第 5 行，是合计" in said.out


@pytest.mark.parametrize(("encoding", "said"), [("gbk", "GB18030"), ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 BOM")])
def test_which_encoding_was_used_is_said(
    done: Done, drill_path: Path, tmp_path: Path, encoding: str, said: str
) -> None:
    source = tmp_path / "名册.csv"
    source.write_bytes(csv(ROWS, encoding))
    told = done("import", drill_path, "people", source, "--dry-run")
    assert told["read_as"] == {"format": "csv", "encoding": said, "separator": ","}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_rows_set_aside_are_mended_in_a_file_and_come_in(
    done: Done, drill_path: Path, tmp_path: Path, ending: str
) -> None:
    source, aside = tmp_path / "名册.xlsx", tmp_path / f"没收的.{ending}"
    source.write_bytes(xlsx(ROWS))
    done("import", drill_path, "people", source, "--set-aside", aside)
    (grid,) = open_source(aside).grids
    header, row = [list(map(str, line)) for line in grid.rows]
    assert header[-2:] == ["原因", "出处"]
    assert row[-2:] == ["没有这个村：「无名村」", "名册.xlsx#Sheet1 4"]
    assert done("import", drill_path, "people", aside, "--dry-run")["verdicts"]["set_aside"] == 1
    row[header.index("村社区")] = "甲村"
    aside.write_bytes(xlsx([header, row]) if ending == "xlsx" else csv([header, row], "utf-8-sig"))
    told = done("import", drill_path, "people", aside)
    assert (told["new"], told["explained"]) == (1, [])
    assert [finding["rule"] for finding in told["findings"]] == ["no_hazard_column"]


def test_templates_are_empty_and_say_how(done: Done, drill_path: Path, tmp_path: Path) -> None:
    written = done("template", EVERY, "--out", tmp_path / "模板")["written"]
    assert len(written) == len(TABLES) == 16
    for table, name in TABLES.items():
        told = done("import", drill_path, table, tmp_path / "模板" / f"{name}.xlsx")
        assert told["accepted"] == 0
        assert {note["rule"] for note in told["explained"]} <= {"example_row"}
        assert [finding["rule"] for finding in told["findings"] if finding["rule"] == "unknown_column"] == []
    one = tmp_path / "一张.xlsx"
    assert done("template", "people", "--out", one)["written"] == [str(one)]
    sheet, notes = open_source(one).grids
    assert sheet.rows[0][:3] == ["序号", "户编号", "*姓名"]
    assert "证件号" in "".join(str(cell) for row in notes.rows for cell in row)


def test_a_template_filled_in_is_taken(done: Done, drill_path: Path, tmp_path: Path) -> None:
    blank = tmp_path / "模板.xlsx"
    done("template", "people", "--out", blank)
    sheet = open_source(blank).grids[0]
    names = [str(cell).lstrip("*") for cell in sheet.rows[0]]
    cells = {
        "户编号": "H7",
        "姓名": "曾示甲",
        "镇街": "练习镇",
        "村社区": "甲村",
        "行动能力": "轮椅",
        "隐患类型": "山洪",
    }
    filled = [list(map(str, row)) for row in sheet.rows] + [["1", *(cells.get(name, "") for name in names[1:])]]
    blank.write_bytes(xlsx(filled))
    told = done("import", drill_path, "people", blank)
    assert (told["new"], told["verdicts"]["left_out"], told["remarks"]) == (1, 2, [])


def test_an_export_says_where_and_how_many(done: Done, drill_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "出.xlsx"
    told = done("export", drill_path, "people", "--out", out)
    assert (told["rows"], told["out"], len(told["recorded"])) == (13, str(out), 1)
    assert done("import", drill_path, "people", out)["verdicts"]["repeated"] == 13
    assert done("export", drill_path, "places", "--out", tmp_path / "村.csv")["recorded"] == []


BAD: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "an export of no table": (("export", "FILE", "kings", "--out", "x.xlsx"), ("没有这张表", "kings")),
    "an export to another format": (("export", "FILE", "people", "--out", "x.pdf"), ("out", "x.pdf")),
    "an export into no folder": (("export", "FILE", "people", "--out", "没有/x.xlsx"), ("没有",)),
    "a template of no table": (("template", "kings", "--out", "x.xlsx"), ("没有这张表", "kings")),
    "a template as csv": (("template", "people", "--out", "x.csv"), ("out", "x.csv")),
    "set aside over the source": (
        ("import", "FILE", "people", "表.csv", "--set-aside", "表.csv", "--dry-run"),
        ("不覆盖", "表.csv"),
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_one_line_exit_2_and_nothing_changed(
    run: Run, drill_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("表.csv").write_bytes(csv(ROWS))
    words, said = BAD[kind]
    before = on_disk(tmp_path)
    ran = run(*(str(drill_path) if word == "FILE" else word for word in words), as_json=False)
    assert (ran.code, ran.out) == (2, "")
    for word in said:
        assert word in ran.line
    assert on_disk(tmp_path) == before


@pytest.mark.parametrize("case", [case for case in FILE_CASES if case.refused], ids=lambda case: case.name)
def test_a_file_that_is_no_table_is_one_sentence_of_its_own(
    run: Run, drill_path: Path, tmp_path: Path, case: Any
) -> None:
    source = tmp_path / "来的表.xlsx"
    source.write_bytes(case.data())
    before = on_disk(drill_path.parent)
    ran = run("import", drill_path, "people", source, as_json=False)
    assert (ran.code, ran.out) == (2, "")
    assert "来的表.xlsx" in ran.line
    assert SENTENCES[case.refused].split("{")[0].split("，")[0] in ran.line
    assert on_disk(drill_path.parent) == before
