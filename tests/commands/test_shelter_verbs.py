"""The shelter verbs through one night: what is said, what is refused, and that the file then verifies."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run, on_disk
from tests.factories import THREE_VILLAGES

Done = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path, done: Done) -> Path:
    made = tmp_path / "夜.daolian"
    done("new", made, "--pack", THREE_VILLAGES, "--drill")
    done("order", made, "甲村", "--at", "2023-07-30T12:00")
    for name in ("赵示甲", "赵示乙", "赵示丙", "钱例甲", "钱例乙"):
        done("check-in", made, name, "S1", "--at", "2023-07-30T13:00")
    return made


def test_a_shelter_is_counted_converted_and_closed_on_its_number(path: Path, done: Done, run: Run) -> None:
    told = done(
        "shelter", path, "岛一小学", "--open", "--stock", "water_l=30", "--tick", "plates", "--who", "示老师",
        "--at", "2023-07-30T13:00",
    )  # fmt: skip
    (water,) = told["supplies"]
    assert (told["inside"], water["item"], water["hours"], water["short"]) == (5, "water_l", 9.6, True)
    assert [item["item"] for item in told["checklist"] if item["done"]] == ["plates"]
    assert "water" in told["checklist_lacks"]
    before = on_disk(path.parent)
    refused = run("shelter", path, "S1", "--close")
    assert (refused.code, refused.json["refused"], refused.json["facts"]["inside"]) == (2, "still_people_in", 5)
    assert "岛一小学 里还有 5 人" in refused.err
    assert on_disk(path.parent) == before
    closed = done("shelter", path, "S1", "--close", "--people", "5")
    assert (closed["open"], closed["onward_out"], len(closed["events"])) == (False, 5, 3)
    board = done("shelters", path)
    assert {row["id"]: row["onward_in"] for row in board["shelters"]} == {"S1": 0, "S2": 5}
    assert done("verify", path)["violations"] == []


def test_a_shelter_is_added_and_an_island_relieved(path: Path, done: Done, run: Run) -> None:
    made = done("new-shelter", path, "甲村老磨坊", "--place", "甲村", "--beds", "20")
    assert (made["name"], made["town"], made["open"], made["added"], made["capacity"]) == (
        "甲村老磨坊", "练习镇", True, True, 20,
    )  # fmt: skip
    done("shelter", path, "S1", "--stock", "power_hours=3")
    told = done("relieve", path, "S1")
    assert (told["proposal"]["cause"], told["proposal"]["persons"], told["events"]) == ("power_ends", 5, [])
    assert len(done("relieve", path, "S1", "--accept")["events"]) == 2
    assert done("relieve", path, "S1")["proposal"] is None
    again = run("relieve", path, "S1", "--accept")
    assert (again.code, again.json["refused"]) == (2, "nothing_to_relieve")
    assert run("new-shelter", path, "示院", "--place", "无村", "--beds", "5").code == 2
    assert run("shelter", path, "S1", "--stock", "water_l").code == 2
    assert run("shelter", path, "S1", "--tick", "roof").json["refused"] == "unknown_item"


def test_nobody_goes_home_before_the_gate_opens(path: Path, done: Done, run: Run) -> None:
    early = run("return", path, "赵示甲", "--at", "2023-07-30T20:00")
    assert (early.code, early.json["refused"]) == (2, "gate_shut")
    assert (
        early.line == "甲村 还不能回：转移令还没解除；滞后还没开始算；雨后复查缺 村（社区）主要负责人、群测群防员 签字"
    )
    done("order", path, "甲村", "--lift", "--at", "2023-07-31T08:00")
    for role in ("village_head", "geo_watcher"):
        told = done("gate", path, "甲村", "--sign", role, "--name", "示查验", "--at", "2023-07-31T09:00")
    assert (told["lacks"], told["lag_until"], told["confirmed"]) == (["lag"], "2023-07-31T23:00", False)
    told = done("gate", path, "甲村", "--peak", "2023-07-30T14:00", "--order", "--at", "2023-07-31T09:00")
    assert (told["open"], told["returning"], told["lacks"]) == (True, True, [])
    home = done("return", path, "赵示甲", "--household", "--at", "2023-07-31T10:00")
    assert len(home["persons"]) == 3
    (gate,) = done("gate", path, "--at", "2023-07-31T10:00")["gates"]
    assert (gate["away"], gate["returned"], gate["went_back"]) == (2, 3, 0)
    assert done("verify", path)["violations"] == []


def test_who_goes_back_unasked_is_at_risk_and_followed(path: Path, done: Done) -> None:
    told = done("return", path, "钱例甲", "--unapproved", "--send", "--note", "喂羊", "--at", "2023-07-30T15:00")
    assert len(told["at_risk"]) == 1
    assert told["sent"] is None  # no plan, nobody paired: nobody was sent
    roll = done("roll", path)
    assert (roll["moved"], roll["not_moved"]) == (4, 1)
