"""`plan` says why, what would help and in how fine steps; in JSON with its figures, without it in a few lines."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run
from tests.factories import THREE_VILLAGES

Done = Callable[..., Any]
AT = "2023-07-30T12:00"


@pytest.fixture
def path(tmp_path: Path, done: Done) -> Path:
    done("new", tmp_path / "夜.daolian", "--pack", THREE_VILLAGES, "--drill")
    done("order", tmp_path / "夜.daolian", "练习镇")
    return tmp_path / "夜.daolian"


def tight(path: Path, done: Done, tmp_path: Path, beds: int) -> None:
    """Only one shelter is left, with so many beds."""
    table = tmp_path / "岛.csv"
    header = "id,name,town,kind,lon,lat,capacity\n"
    table.write_text(header + f"S1,岛一小学,练习镇,safety_island,116.02,39.98,{beds}\n", encoding="utf-8")
    done("import", path, "shelters", table)


def test_every_household_has_its_reasons(path: Path, done: Done) -> None:
    plan = done("plan", path, "--at", AT, "--step-s", "60")
    assert plan["step_s"] == 60
    assert {"why", "remedies", "trips", "together_loss"} <= set(plan)
    whole = plan["why"]["plan"]
    assert {"objective", "value", "bound", "gap", "whole_household_loss", "together_loss", "cut"} <= set(whole)
    assert {"bottlenecks", "limiting_links"} <= set(whole)
    assert whole["value"] == plan["exposure"]
    tight = {"shelter", "capacity", "inside", "planned", "households", "persons", "later_min"}
    assert all(tight <= set(row) for row in whole["bottlenecks"])
    keys = {"id", "shelter_reason", "passed_over", "next_shelter", "next_shelter_min", "route_reason", "blocked"}
    keys |= {"next_route_min", "time_reason", "wait_min"}
    assert all(keys <= set(row) for row in plan["why"]["households"])
    served = {house["id"] for house in plan["households"] if house["shelter"] is not None}
    assert {row["id"] for row in plan["why"]["households"]} == served


def test_clearance_is_bounded_by_its_own_figure(path: Path, done: Done) -> None:
    plan = done("plan", path, "--at", AT, "--objective", "clearance")
    whole = plan["why"]["plan"]
    assert (whole["objective"], whole["value"], whole["bound"]) == (
        "clearance",
        plan["clearance_s"],
        plan["clearance_bound_s"],
    )


def test_a_full_shelter_says_whom_it_sends_farther(path: Path, done: Done, run: Run, tmp_path: Path) -> None:
    beds = [f"S1,岛一小学,练习镇,safety_island,116.02,39.98,{n}" for n in (4,)]
    table = tmp_path / "岛.csv"
    far = "S2,岛二小学,练习镇,safety_island,116.05,39.98,99"
    table.write_text("\n".join(["id,name,town,kind,lon,lat,capacity", *beds, far]) + "\n", encoding="utf-8")
    done("import", path, "shelters", table)
    (row,) = done("plan", path, "--at", AT)["why"]["plan"]["bottlenecks"]
    assert (row["shelter"], row["capacity"]) == ("S1", 4)
    assert row["inside"] + row["planned"] <= row["capacity"]
    assert row["persons"] > 0 < row["later_min"]
    said = run("plan", path, "--at", AT, as_json=False).out
    assert f"岛一小学（{row['persons']} 人改去别处，共多 {row['later_min']:.0f} 人·分）" in said
    assert done("verify", path)["violations"] == []


def test_what_would_help_is_ranked_by_persons(path: Path, done: Done, tmp_path: Path) -> None:
    tight(path, done, tmp_path, 0)
    plan = done("plan", path, "--at", AT)
    assert plan["remedies"]
    served = [remedy["serves"] for remedy in plan["remedies"]]
    assert served == sorted(served, reverse=True)
    first = plan["remedies"][0]
    figures = {"amount", "serves", "saves_min", "sooner_min", "left", "by", "uncovered"}
    assert set(first) == {"kind", "subject", "helper"} | figures
    assert first["left"] == plan["due"] - plan["served"] - first["serves"]
    assert done("verify", path)["violations"] == []


def test_without_json_a_few_lines_say_what_bounds_it(path: Path, run: Run) -> None:
    said = run("plan", path, "--at", AT, as_json=False)
    assert said.code == 0
    lines = dict(line.split(": ", 1) for line in said.out.splitlines() if ": " in line)
    assert lines["bound"].startswith("在险 ")  # the gap stands beside what it is measured in
    assert "最晚一人" in lines["bound"]
    assert " 人要过，" in lines["cut"]  # the proof: until when, and what lets no more through
    assert "：卡在 " in lines["cut"]
    assert "why" not in lines


def test_without_json_each_who_is_left_out_is_named(path: Path, done: Done, run: Run, tmp_path: Path) -> None:
    tight(path, done, tmp_path, 0)
    said = run("plan", path, "--at", AT, as_json=False)
    lines = dict(line.split(": ", 1) for line in said.out.splitlines() if ": " in line)
    assert "4 人：乙村 孙拟甲\n" in said.out  # each by name
    assert "岛一小学" in lines["help 1"]

    table = tmp_path / "都满.csv"
    rows = (f"S{n},岛{n},练习镇,safety_island,116.02,39.98,0" for n in (1, 2))
    table.write_text("\n".join(["id,name,town,kind,lon,lat,capacity", *rows]) + "\n", encoding="utf-8")
    done("import", path, "shelters", table)
    said = run("plan", path, "--at", AT, as_json=False)
    assert "bound: 一人也排不上，再好也一样\n" in said.out


def test_a_step_of_nothing_is_refused(path: Path, run: Run) -> None:
    for step in ("0", "-5", "abc"):
        said = run("plan", path, "--step-s", step)
        assert said.code == 2
        assert "--step-s" in said.line


def test_a_closing_keeps_the_step_and_says_whether_a_fresh_plan_is_worth_it(path: Path, done: Done) -> None:
    done("plan", path, "--at", AT, "--step-s", "120")
    closed = done("close", path, "L5", "--from", AT)
    assert "fresh" in closed
    if closed["fresh"] is not None:
        assert {"served", "exposure", "to_tell"} <= set(closed["fresh"])
    assert done("verify", path)["violations"] == []
