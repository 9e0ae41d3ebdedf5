"""The `report` verb: what it writes, what it says, what it refuses, and what it records."""

import os
from pathlib import Path
from typing import Any

import pytest

from core.domain.events import Kind
from desktop.printing.papers import PAPERS
from tests.commands.conftest import Run, on_disk
from tests.desktop.printing.nights import new_night
from tests.factories import open_again

pytestmark = pytest.mark.usefixtures("qapp")  # drawing makes an application: the one that all tests share


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "夜"
    folder.mkdir()
    return new_night(folder).path


def test_it_writes_every_paper_and_records_the_export(path: Path, tmp_path: Path, done: Any) -> None:
    out = tmp_path / "纸"
    told = done("report", path, "--out", out, "--by", "张值班", "--at", "2023-07-30T12:10")
    assert [entry["file"] for entry in told["files"]] == sorted(item.name for item in out.iterdir())
    assert [entry["paper"] for entry in told["files"]] == [paper.id for paper in PAPERS]
    for entry in told["files"]:
        assert entry["bytes"] == (out / entry["file"]).stat().st_size
        assert entry["pages"] >= entry["pieces"] >= 1
    assert told["pages"] == sum(entry["pages"] for entry in told["files"])
    assert (told["choice"], told["households"], told["persons"]) == ("due", 5, 9)
    assert (told["left_out"], told["recorded"], told["at"]) == ([], True, "2023-07-30T12:10")
    assert [entry["facts"]["character"] for entry in told["findings"]] == ["U+31350"]
    with open_again(path) as store:
        (event,) = store.journal.of_kind(Kind.PRINTED)
        assert event.values["persons"] == 9
        assert event.values["papers"]["cards"] == told["files"][0]["pages"]
        assert event.pii == ()
        assert told["revision"] < store.journal.revision
    assert done("verify", path)["violations"] == []


def test_only_some_papers_of_one_town(path: Path, tmp_path: Path, done: Any) -> None:
    told = done("report", path, "--out", tmp_path / "纸", "--only", "tags,cards", "--town", "练习镇")
    assert [entry["paper"] for entry in told["files"]] == ["cards", "tags"]
    with open_again(path) as store:
        assert store.journal.of_kind(Kind.PRINTED)[0].subject == "printed/town/练习镇"


def test_while_another_program_writes_it_prints_and_says_that_it_is_not_recorded(
    path: Path, tmp_path: Path, done: Any
) -> None:
    with open_again(path):
        told = done("report", path, "--out", tmp_path / "纸", "--only", "forms")
    assert told["recorded"] is False
    assert len(told["files"]) == 1


def test_a_folder_with_something_in_it_is_left_as_it_is(path: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "纸"
    out.mkdir()
    (out / "别人的.txt").write_text("x")
    before = on_disk(path.parent)
    said = run("report", path, "--out", out, as_json=False)
    assert (said.code, said.line) == (2, f"文件夹不空：{out}")
    assert [item.name for item in out.iterdir()] == ["别人的.txt"]
    assert on_disk(path.parent) == before


def test_a_file_is_no_folder(path: Path, tmp_path: Path, run: Run) -> None:
    said = run("report", path, "--out", path, as_json=False)
    assert (said.code, said.line) == (2, f"不是文件夹：{path}")
    under = path / "下面"
    said = run("report", path, "--out", under, as_json=False)
    assert (said.code, said.line) == (2, f"这个文件夹写不进去，换一个：{under}")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--only", "cards,kards"), "没有这种纸：kards；有 cards、tasks、"),
        (("--town", "没有镇"), "没有这个村：没有镇"),
        (("--at", "昨天"), "时间看不懂：昨天"),
    ],
)
def test_what_it_cannot_understand_is_one_line(
    path: Path, tmp_path: Path, run: Run, words: tuple[str, ...], line: str
) -> None:
    said = run("report", path, "--out", tmp_path / "纸", *words, as_json=False)
    assert said.code == 2
    assert said.line.startswith(line)
    assert not (tmp_path / "纸").exists()


def test_a_full_disk_leaves_no_folder_behind(
    path: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = on_disk(path.parent)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    said = run("report", path, "--out", tmp_path / "纸", "--only", "forms", as_json=False)
    assert said.code == 2
    assert "磁盘满" in said.line
    assert not (tmp_path / "纸").exists()
    assert on_disk(path.parent) == before
