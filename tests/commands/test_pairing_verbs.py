"""The verbs about helpers and the pairing: figures, reasons, locks, and a helper lost at night."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.domain.pairing import Level, SoftRule
from tests.commands.conftest import Run

Done = Callable[..., Any]


@pytest.fixture
def planned(done: Done, drill_path: Path) -> Path:
    done("order", drill_path, "甲村", "乙村", "--at", "2023-07-30T12:00")
    done("plan", drill_path, "--at", "2023-07-30T12:00")
    return drill_path


def test_figures_uncovered_and_who_would_help(done: Done, planned: Path) -> None:
    said = done("pairing", planned)
    assert [figure["level"] for figure in said["levels"]] == [level.value for level in Level]
    assert all(figure["value"] >= figure["bound"] for figure in said["levels"])
    missing = sum(len(row["missing"]) for row in said["uncovered"])
    assert missing == said["levels"][0]["value"] + said["levels"][1]["value"]
    covered = {household for remedy in said["remedies"] for household in remedy["households"]}
    assert covered <= {row["household"] for row in said["uncovered"]}
    assert {rule["confirmed"] for rule in said["rules"]} == {False}


def test_why_these_two(done: Done, planned: Path) -> None:
    household = done("plan", planned, "--at", "2023-07-30T12:05")["households"][0]["id"]
    pairs = done("pairing", planned, "--why", household)["pairs"]
    assert [pair["role"] for pair in pairs] == ["A", "B"][: len(pairs)]
    assert all("****" in pair["helper"]["phone"] or not pair["helper"]["phone"] for pair in pairs)


def test_a_helper_lost_at_night(done: Done, run: Run, planned: Path) -> None:
    lost = done("helper", planned, "吴样一", "--drop-out", "--note", "脚崴了", "--at", "2023-07-30T12:10")
    assert lost["kind"] == "helper_out"
    assert lost["calls"]
    assert lost["helper"] not in {p["helper"] for p in _pairs(done, planned)}
    again = run("helper", planned, "吴样一", "--drop-out")
    assert again.code == 2
    assert [row["name"] for row in done("pairing", planned)["out"]] == ["吴样一"]
    back = done("helper", planned, "吴样一", "--back", "--give-back", "--at", "2023-07-30T12:20")
    assert (back["kind"], back["calls"]) == ("helper_back", [])
    assert done("pairing", planned)["out"] == []
    assert lost["helper"] in {p["helper"] for p in _pairs(done, planned)}
    assert {row["helper"]["name"] for row in done("pairing", planned)["locks"]} == {"吴样一"}
    assert done("verify", planned)["violations"] == []


def _pairs(done: Done, path: Path) -> list[dict[str, Any]]:
    changes = done("pairing", path)["changes"]
    return [{"helper": change["after"]["helper"]} for change in changes if change["after"]]


def test_lock_and_unlock(done: Done, planned: Path) -> None:
    locked = done("pair", planned, "H1", "郑样二", "--role", "b", "--lock")
    assert (locked["kind"], locked["role"]) == ("pair_locked", "B")
    done("plan", planned, "--at", "2023-07-30T12:10")
    assert [(row["household"], row["role"]) for row in done("pairing", planned)["locks"]] == [("H1", "B")]
    assert done("verify", planned)["violations"] == []
    assert done("pair", planned, "H1", "--role", "b", "--unlock")["kind"] == "pair_unlocked"
    assert done("pairing", planned)["locks"] == []


def test_a_soft_rule_switched_off_stays_off_until_it_is_on_again(done: Done, planned: Path) -> None:
    for rule, off in (("own_danger_zone", ["own_danger_zone"]), (None, ["own_danger_zone"]), ("none", [])):
        done("plan", planned, "--at", "2023-07-30T12:10", *(("--without", rule) if rule else ()))
        said = done("pairing", planned)
        assert said["soft_off"] == off
        assert not {broken for broken, _ in said["broken"]} & set(off)
    assert SoftRule("own_danger_zone") in SoftRule


def test_in_words(run: Run, planned: Path) -> None:
    said = run("pairing", planned, as_json=False)
    assert said.code == 0
    assert "没有 A 角的户" in said.out
    lost = run("helper", planned, "吴样一", "--drop-out", as_json=False)
    assert "calls:" in lost.out
