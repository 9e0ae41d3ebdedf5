"""Placing with a room, changing it, out for a while, sent on: the verbs there were, with what they lacked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run, on_disk
from tests.factories import make_file, write_pack

Done = Callable[..., Any]
ROOMS = "id,shelter,plate,everyday,beds\nA,S1,应急安置室一,一(1)班,1\nB,S1,应急安置室二,一(2)班,4\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "岛.daolian"
    make_file(path, pack=write_pack(tmp_path / "pack", {"rooms.csv": ROOMS}))
    return path


def test_a_night_in_two_islands(file: Path, done: Done) -> None:
    came = done("check-in", file, "H1/赵示甲", "S1", "--room", "auto")
    assert (came["class"], came["room"], came["bed"]) == ("moved", "A", 1)
    assert done("check-in", file, "H1/赵示甲", "S1", "--room", "一(2)班", "--bed", "3")["kind"] == "roomed"
    out = done("leave", file, "H1/赵示甲", "--back-by", "2023-07-30T21:00")
    assert (out["kind"], out["class"], out["back_by"]) == ("stepped_out", "moved", "2023-07-30T21:00")
    back = done("check-in", file, "H1/赵示甲", "S1")
    assert (back["room"], back["bed"], "out_since" in back) == ("B", 3, False)
    gone = done("leave", file, "H1/赵示甲", "--to", "岛二小学")
    assert (gone["class"], gone["going_to"]) == ("not_moved", "S2")
    with_relatives = done("check-in", file, "H1/赵示乙", "relatives", "--evidence", "phone_self", "--note", "女儿家")
    assert with_relatives["class"] == "moved"
    assert done("verify", file)["violations"] == []


def test_a_bed_that_is_taken_is_one_line_and_nothing_changes(file: Path, run: Run, done: Done, tmp_path: Path) -> None:
    done("check-in", file, "H1/赵示甲", "S1", "--room", "应急安置室一")
    before = on_disk(tmp_path)
    full = run("check-in", file, "H2/钱例甲", "S1", "--room", "A", as_json=False)
    assert (full.code, full.line) == (2, "不能入住：应急安置室一 已满；有空床的是 应急安置室二")
    high = run("check-in", file, "H2/钱例甲", "S1", "--room", "B", "--bed", "9", as_json=False)
    assert high.code == 2
    assert "9 号床" in high.line
    assert on_disk(tmp_path) == before
