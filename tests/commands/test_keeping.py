"""The verbs that keep a file safe, keep its log, and end it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run, on_disk
from tests.factories import THREE_VILLAGES

Done = Callable[..., Any]
TITLE = "三村练习"


@pytest.fixture
def path(tmp_path: Path, done: Done) -> Path:
    folder = tmp_path / "值班"
    folder.mkdir()
    done("new", folder / "夜.daolian", "--pack", THREE_VILLAGES, "--drill", "--plain")
    return folder / "夜.daolian"


def test_backup(path: Path, done: Done, run: Run, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    made = done("backup", path, "--to", stick)
    assert (made["kept"], made["removed"], made["same_disk"], made["may_unplug"]) == (1, 0, True, True)
    told = done("info", made["file"])
    assert (told["revision"], told["anchor"]) == (made["events"], done("info", path)["anchor"])
    assert done("verify", made["file"])["violations"] == []
    gone = run("backup", path, "--to", tmp_path / "拔了", as_json=False)
    assert gone.code == 2
    assert "备份处不在了" in gone.line


def test_log_and_hand_over(path: Path, done: Done, run: Run) -> None:
    written = done("log", path, "--note", "桥头水到桥面了", "--by", "张示值班")["written"]
    (entry, *_) = done("log", path)["log"]
    assert (entry["event"], entry["text"], entry["by"]) == (written, "桥头水到桥面了", "张示值班")
    done("order", path, "P1", "--level", "go", "--at", "2023-07-30T12:00")
    looked = done("hand-over", path, "--at", "2023-07-30T12:30")
    assert looked["event"] is None
    assert {"unanswered"} <= {item["kind"] for item in looked["open"]}
    assert len(looked["anchor"].split()) == 8
    given = done("hand-over", path, "--to", "李示接班", "--by", "张示值班", "--at", "2023-07-30T12:30")
    assert given["event"] == done("log", path)["log"][0]["event"]
    before = on_disk(path)
    for words in (("--to", "张示值班"), ("--to", " ")):
        assert run("hand-over", path, *words, "--by", "张示值班", as_json=False).code == 2
    assert run("log", path, "--note", " ", as_json=False).code == 2
    assert on_disk(path) == before


def test_the_end_of_an_incident(path: Path, done: Done, run: Run) -> None:
    before = on_disk(path)
    for verb, words in (
        ("close-incident", ("--erase-after", "30", "--confirm", "是")),
        ("close-incident", ("--erase-after", "0", "--confirm", TITLE)),
        ("erase-incident", ("--confirm", TITLE)),
        ("erase-incident", ()),
    ):
        said = run(verb, path, *words, as_json=False)
        assert (said.code, len(said.line) > 0) == (2, True)
    assert on_disk(path) == before
    closed = done("close-incident", path, "--erase-after", "30", "--confirm", TITLE, "--at", "2020-01-01T08:00")
    assert closed["erase_at"] == "2020-01-31T08:00"
    assert closed["unreached"]["sticks"] == "unknown"
    erased = done("erase-incident", path, "--confirm", TITLE)
    assert erased["clean"]
    assert erased["blobs"] > 13
    assert "赵示甲".encode() not in path.read_bytes()
    assert done("verify", path)["violations"] == []
    assert done("info", path)["counts"]["people"] == 0
    assert run("erase-incident", path, "--confirm", TITLE, as_json=False).code == 2
