"""`replan` follows whatever has changed since the plan: only whom it touches moves; each answer says whom to call."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core.store.database import open_store
from core.store.plans import standing_plan
from tests.commands.conftest import Run
from tests.factories import pack_text, surroundings, write_pack

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


@pytest.fixture
def with_a_van(done: Done, tmp_path: Path) -> Path:
    """On foot every road takes six times as long, and there is a van."""
    rows = [row.split(",") for row in pack_text("road_links.csv").splitlines()]
    roads = [",".join([*row[:5], str(6 * int(row[5])), row[6]]) for row in rows[1:]]
    fleet = "id,kind,seats,wheelchair,stretcher,depot,from,until,driver\nC1,van,9,1,0,n2,,,\n"
    changes = {"road_links.csv": "\n".join([",".join(rows[0]), *roads]) + "\n", "fleet.csv": fleet}
    path = tmp_path / "有车.daolian"
    done("new", path, "--pack", write_pack(tmp_path / "包", changes), "--drill")
    done("order", path, "甲村", "乙村", "--at", AT)
    assert {trip["vehicle"] for trip in done("plan", path, "--at", AT)["trips"]} == {"C1"}
    return path


def test_a_vehicle_breaks_down_and_drives_again(done: Done, run: Run, with_a_van: Path) -> None:
    broken = done("vehicle", with_a_van, "C1", "--broken", "--at", AT, "--note", "水泡了")
    assert (broken["kind"], broken["vehicle"]) == ("vehicle_out", "C1")
    assert broken["to_tell"]
    assert done("verify", with_a_van)["violations"] == []
    assert run("vehicle", with_a_van, "C1", "--broken").code == 2
    assert run("vehicle", with_a_van, "C9", "--back").code == 2
    assert done("plan", with_a_van, "--at", LATER)["trips"] == []
    back = done("vehicle", with_a_van, "C1", "--back", "--at", LATER)
    assert back["kind"] == "vehicle_back"
    assert run("vehicle", with_a_van, "C1", "--back").code == 2
    assert done("plan", with_a_van, "--at", LATER)["trips"]
    assert done("verify", with_a_van)["violations"] == []


def test_a_breakdown_taken_back_gives_everybody_his_ride_again(done: Done, with_a_van: Path) -> None:
    broken = done("vehicle", with_a_van, "C1", "--broken", "--at", AT)
    done("void", with_a_van, broken["event"])
    assert done("replan", with_a_van, "--at", AT)["to_tell"] == []
    assert done("verify", with_a_van)["violations"] == []


@pytest.fixture
def crowded(done: Done, planned: Path, tmp_path: Path) -> Path:
    """Planned; then only a shelter with one bed is left."""
    table = tmp_path / "岛.csv"
    header = "id,name,town,kind,lon,lat,capacity\n"
    rows = "S1,岛一小学,练习镇,safety_island,116.02,39.98,1\nS2,岛二小学,练习镇,safety_island,116.05,39.98,0\n"
    table.write_text(header + rows, encoding="utf-8")
    done("import", planned, "shelters", table)
    return planned


@pytest.mark.parametrize("verb", [("replan", "--at", LATER), ("close", "L5", "--from", AT)])
def test_whom_an_answer_leaves_out_comes_with_what_would_help(
    done: Done, run: Run, crowded: Path, verb: tuple[str, ...]
) -> None:
    word, *options = verb
    answer = done(word, crowded, *options)
    assert answer["shortfall"]
    assert answer["remedies"]
    assert answer["remedies_stopped"] is False
    served = [remedy["serves"] for remedy in answer["remedies"]]
    assert served == sorted(served, reverse=True)
    assert served[0] > 0
    said = run("replan", crowded, "--at", LATER, as_json=False).out
    assert said.index("left out: ") < said.index("help 1: ")
    assert done("verify", crowded)["violations"] == []


def test_an_opening_comes_with_what_would_help(done: Done, crowded: Path) -> None:
    done("close", crowded, "L5", "--from", AT)
    assert done("open", crowded, "L5", "--from", AT)["remedies"]


@pytest.mark.parametrize("verb", ["plan", "replan"])
def test_the_plan_is_in_the_file_before_anything_is_tried(
    done: Done, run: Run, crowded: Path, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C in the midst of the remedies: the plan stands, the file is free, and the verb has done its work."""

    def interrupted(*_: object) -> None:
        store = open_store(crowded, surroundings(8))  # to write: nobody holds it any more
        standing = standing_plan(store)
        store.close()
        assert standing is not None
        seen.append(standing.plan.at)
        raise KeyboardInterrupt

    seen: list[datetime] = []
    monkeypatch.setattr("desktop.commands.planning.advise", interrupted)
    said = run(verb, crowded, "--at", LATER, as_json=False)
    assert (said.code, said.err) == (0, "")
    assert "help: 找办法没找完就停了，可能还有别的" in said.out
    assert seen == [datetime.fromisoformat(f"{LATER}+08:00")]
    answer = done(verb, crowded, "--at", LATER)
    assert (answer["remedies"], answer["remedies_stopped"]) == ([], True)
