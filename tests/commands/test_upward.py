"""What goes upward, as it is typed: situation, harm, sortie, call-village, rule."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.commands.conftest import Run, on_disk
from tests.desktop.printing.reading import page_texts

pytestmark = pytest.mark.usefixtures("qapp")  # pages are laid out with it: another application could not be made later
Done = Callable[..., Any]
AT = "2023-07-30T20:00"


@pytest.fixture
def night(drill_path: Path, done: Done) -> Path:
    """甲村 and 乙村 ordered, two people in, one lost, one in a hospital, one dead."""
    done("order", drill_path, "甲村", "乙村", "--at", "2023-07-30T19:00")
    for person in ("H1/赵示甲", "H3/孙拟甲"):
        done("check-in", drill_path, person, "S1", "--at", "2023-07-30T19:20")
    done("unreachable", drill_path, "H2/钱例乙", "--at", "2023-07-30T19:21")
    sent = done(
        "harm",
        drill_path,
        "H1/赵示乙",
        "--list",
        "hospital",
        "--note",
        "区医院",
        "--at",
        "2023-07-30T19:22",
        "--by",
        "张",
    )
    assert (sent["list"], sent["class"], sent["place"]) == ("hospital", "moved", "hospital")
    died = done("harm", drill_path, "H2/钱例甲", "--list", "dead", "--place", "甲村", "--at", "2023-07-30T19:23")
    assert (died["class"], died["to_reconcile"]) == ("not_moved", False)
    return drill_path


def test_looking_changes_nothing(night: Path, done: Done) -> None:
    before = on_disk(night.parent)
    said = done("situation", night, "--at", AT)
    assert (said["event"], said["files"], said["kind"]) == (None, [], "first")
    assert said["total"]["due"] == 9
    assert said["total"]["moved"] == 3
    assert said["next"]["late"] is True
    assert said["next"]["confirmed"] is False
    assert len(said["lists"]["not_moved"]) == said["total"]["not_moved"]
    assert on_disk(night.parent) == before


def test_a_report_with_its_files(night: Path, done: Done, tmp_path: Path) -> None:
    said = done("situation", night, "--kind", "first", "--at", AT, "--out", tmp_path / "上报", "--by", "李")
    assert said["event"]
    suffixes = [Path(name).suffix for name in said["files"]]
    assert suffixes == [".xlsx", ".pdf", ".txt", ".txt"]
    book = CalamineWorkbook.from_path(said["files"][0])
    tally = book.get_sheet_by_name("转移统计表").to_python()
    header, first = tally[0], tally[1]
    assert (first[0], first[header.index("应转")], first[header.index("已转")]) == ("合计", 9.0, 3.0)
    listed = book.get_sheet_by_name("伤亡失联名单").to_python()
    assert {(row[0], row[1]) for row in listed[1:] if row[0] in ("死亡", "送医", "失联")} == {
        ("死亡", "钱例甲"), ("送医", "赵示乙"), ("失联", "钱例乙"),
    }  # fmt: skip
    pages = page_texts(Path(said["files"][1]).read_bytes())
    assert "避险转移情况首报" in pages[0]
    assert [page for page in pages if "钱例甲" in page] == [page for page in pages if "含姓名" in page]
    assert "应转人数，九。" in Path(said["files"][3]).read_text(encoding="utf-8-sig")
    again = done("situation", night, "--kind", "next", "--at", "2023-07-30T20:30")
    assert again["changed"] == {}
    assert [one["kind"] for one in done("situation", night)["made"]] == ["first", "next"]
    assert done("verify", night)["violations"] == []


def test_the_named_lists(night: Path, done: Done) -> None:
    lists = done("harm", night)
    assert [row["name"] for row in lists["hospital"]] == ["赵示乙"]
    assert (lists["dead"][0]["where"], lists["dead"][0]["evidence"]) == ("甲村", "seen")
    done("harm", night, "H2/钱例甲", "--list", "none")
    assert done("harm", night)["dead"] == []


def test_squads_go_out_and_come_back(night: Path, done: Done) -> None:
    went = done("sortie", night, "--squad", "示例队", "--heads", "8", "--place", "甲村", "--at", "2023-07-30T19:00")
    assert done("sortie", night, "--at", AT)["silent"] == [went["responder"]]
    done("sortie", night, "示例队", "--state", "safe", "--at", "2023-07-30T19:59")
    board = done("sortie", night, "--at", AT)
    assert (board["silent"], board["heads_out"]) == ([], 8)
    assert done("sortie", night, "示例队", "--state", "back", "--at", AT)["state"] == "back"
    helper = done("sortie", night, "吴样一", "--at", AT)
    assert (helper["state"], helper["heads"]) == ("out", 1)


def test_a_village_head_is_called(night: Path, done: Done) -> None:
    said = done("call-village", night, "甲村", "--outcome", "answered", "--at", AT)
    assert (said["subject"], said["to"]) == ("village/P1", "A")


def test_a_number_is_set_for_one_incident(night: Path, done: Done) -> None:
    done("rule", night, "answer", "--scope", "go", "--value", "8", "--source", "镇里定", "--confirmed")
    (row,) = [one for one in done("rule", night, "answer")["rules"] if one["scope"] == "go"]
    assert (row["value"], row["default"], row["source"], row["confirmed"]) == (8.0, 5.0, "镇里定", True)
    done("rule", night, "answer", "--scope", "go", "--reset")
    (row,) = [one for one in done("rule", night, "answer")["rules"] if one["scope"] == "go"]
    assert (row["value"], row["default"]) == (5.0, None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("situation", "--kind", "next"), "首报"),
        (("situation", "--town", "无名镇"), "无名镇"),
        (("situation", "--kind", "third"), "--kind"),
        (("harm", "谁也不是", "--list", "dead"), "谁也不是"),
        (("harm", "H1/赵示甲"), "不能空着"),
        (("harm", "H1/赵示甲", "--list", "dead", "--place", "无名村"), "无名村"),
        (("harm", "H1/赵示甲", "--list", "hospital", "--place", "甲村"), "P1"),
        (("sortie", "谁也不是"), "谁也不是"),
        (("sortie", "吴样一", "--state", "back"), "没有记过外出"),
        (("sortie", "--squad", "示例队"), "999"),
        (("call-village", "无名村", "--outcome", "none"), "无名村"),
        (("call-village", "甲村", "--outcome", "none", "--to", "王婶"), "王婶"),
        (("rule", "answer", "--value", "5"), "answer *"),
        (("rule", "answer", "--scope", "go", "--value", "-3"), "1440"),
        (("rule", "nothing"), "nothing"),
        (("rule", "--value", "3"), "不能空着"),
    ],
)
def test_what_cannot_be_said_is_one_line_and_changes_nothing(
    drill_path: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    before = on_disk(drill_path.parent)
    answer = run(words[0], drill_path, *words[1:], as_json=False)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.line
    assert on_disk(drill_path.parent) == before


def test_a_folder_that_cannot_be_written_leaves_no_report(night: Path, run: Run, done: Done, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    answer = run("situation", night, "--kind", "first", "--out", blocked / "in", as_json=False)
    assert (answer.code, "写不进去" in answer.line) == (2, True)
    assert done("situation", night)["made"] == []
