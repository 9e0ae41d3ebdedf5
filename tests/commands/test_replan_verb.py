"""`replan` follows whatever has changed since the plan: only whom it touches moves, and each answer says whom to call."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run

Done = Callable[..., Any]
AT, LATER = "2023-07-30T12:00", "2023-07-30T12:10"


@pytest.fixture
def planned(done: Done, drill_path: Path) -> Path:
    done("order", drill_path, "甲村", "乙村", "--at", AT)
    done("plan", drill_path, "--at", AT)
    return drill_path


def test_without_a_plan_there_is_nothing_to_follow(run: Run, drill_path: Path) -> None:
    said = run("replan", drill_path)
    assert said.code == 2
    assert said.line


def test_nothing_has_changed(done: Done, planned: Path) -> None:
    again = done("replan", planned, "--at", LATER)
    assert (again["changed"], again["to_tell"], again["fresh"]) == ([], [], None)
    assert done("verify", planned)["violations"] == []


def test_a_village_newly_due_moves_nobody_else(done: Done, run: Run, planned: Path) -> None:
    done("order", planned, "丙村", "--at", LATER)
    answer = done("replan", planned, "--at", LATER)
    assert answer["changed"]
    assert {row["household"] for row in answer["to_tell"]} == set(answer["changed"])
    assert {word for row in answer["to_tell"] for word in row["what"]} == {"found"}
    assert answer["moved_for_others"] == []
    assert done("verify", planned)["violations"] == []
    said = run("replan", planned, "--at", LATER, as_json=False).out
    for row in answer["to_tell"]:
        assert f"{row['helper']} A：丙村 李虚甲 户 12:10 走，去 岛二小学（排上了）" in said


def test_whom_nobody_called_yet_stays_on_the_list(done: Done, planned: Path) -> None:
    first = done("close", planned, "L5", "--from", AT)["to_tell"]
    assert first
    assert [row["household"] for row in done("replan", planned, "--at", LATER)["to_tell"]] == [
        row["household"] for row in first
    ]


def test_a_whole_plan_in_place_of_another_says_whom_to_call(done: Done, planned: Path) -> None:
    assert done("plan", planned, "--at", LATER)["to_tell"] == []
    done("shelter", planned, "S1", "--close", "--at", LATER)
    plan = done("plan", planned, "--at", LATER)
    told = {row["household"]: row for row in plan["to_tell"]}
    assert told
    for house in plan["households"]:
        if house["id"] in told and house["shelter"] is not None:
            assert told[house["id"]]["shelter"] == house["shelter"]
