"""Every verb through one night of the three villages: the shape of its JSON, and what it leaves in the file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import VERBS
from tests.commands.conftest import Run, on_disk
from tests.factories import THREE_VILLAGES

Done = Callable[..., Any]
ROLL = {"due", "moved", "not_moved", "refused", "unreachable", "away", "beyond_register", "to_reconcile"}


@pytest.fixture
def path(tmp_path: Path, done: Done) -> Path:
    made = done("new", tmp_path / "夜.daolian", "--pack", THREE_VILLAGES, "--drill")
    assert {"counts", "findings"} <= set(made)
    assert (made["counts"]["places"], made["counts"]["people"], made["findings"]) == (3, 13, [])
    return tmp_path / "夜.daolian"


def test_new_encrypted_gives_the_recovery_key_once_and_info_never(tmp_path: Path, done: Done) -> None:
    words = tmp_path / "口令.txt"
    words.write_text("口令\n", encoding="utf-8")
    made = done("new", tmp_path / "实.daolian", "--pack", THREE_VILLAGES, "--passphrase-file", words)
    assert len(made["recovery_key"].replace("-", "")) == 40
    told = done("info", tmp_path / "实.daolian", "--passphrase-file", words)
    assert (told["mode"], told["plain"]) == ("real", False)
    assert made["recovery_key"] not in str(told)


def test_info(path: Path, done: Done) -> None:
    told = done("info", path)
    assert {"counts", "incident", "mode", "revision", "devices"} <= set(told)
    assert (told["mode"], told["counts"]["households"], told["counts"]["helpers"]) == ("drill", 5, 3)
    assert [device["events"] for device in told["devices"]] == [told["revision"]]


def test_reading_verbs_change_no_byte(path: Path, done: Done) -> None:
    done("order", path, "甲村")
    before = on_disk(path.parent)
    for verb in ("info", "roll", "verify"):
        done(verb, path)
    assert on_disk(path.parent) == before


def test_import(path: Path, done: Done, tmp_path: Path) -> None:
    table = tmp_path / "来的.csv"
    header = "household,name,place,mobility,hazards\n"
    table.write_text(header + "H7,曾示甲,甲村,walks,\nH8,曾,无,walks,\n", encoding="utf-8")
    before = on_disk(tmp_path)
    dry = done("import", path, "people", table, "--dry-run")
    assert on_disk(tmp_path) == before
    wet = done("import", path, "people", table)
    for told in (dry, wet):
        assert (told["in"], told["accepted"], len(told["explained"])) == (2, 1, 1)
        assert told["in"] == told["accepted"] + len(told["explained"])
        assert told["explained"][0]["line"] == 3
    assert done("info", path)["counts"]["people"] == 14


def test_order_and_lift(path: Path, done: Done) -> None:
    told = done("order", path, "练习镇", "--level", "prepare", "--at", "2023-07-30T12:00", "--by", "张值班")
    assert (told["due"], len(told["events"]), len(told["lists"]["due"])) == (2, 4, 2)  # one of them names the operator
    assert done("order", path, "甲村", "P2", "练习镇/丙村")["due"] == 12
    assert done("order", path, "甲村", "--lift")["due"] == 7


def test_level(path: Path, done: Done) -> None:
    told = done("level", path, "一级", "--scope", "全区", "--issuer", "区防指")
    assert (told["level"], told["scope"], told["issuer"], len(told["events"])) == ("一级", "全区", "区防指", 1)


def test_storm(path: Path, done: Done) -> None:
    told = done("storm", path, "--replay", "23-7", "--option", "scale=1.105", "--at", "2023-07-30T20:00")
    assert {"places", "closures", "at", "start", "end"} <= set(told)
    for place in told["places"]:
        assert {"sums_mm", "level", "reason", "place"} <= set(place)
        assert set(place["sums_mm"]) == {"h1", "h3", "h6", "h24"}
    assert done("info", path)["replay"] == "23-7"
    assert done("storm", path)["at"] == told["start"]


def test_a_person_through_the_night(path: Path, done: Done) -> None:
    done("order", path, "练习镇", "--at", "2023-07-30T12:00")

    def field(verb: str, *words: str) -> Any:
        told = done(verb, path, "H1/赵示甲", *words, "--by", "张值班", "--note", "记一句")
        assert {"event", "refusals", "class", "to_reconcile"} <= set(told)
        assert told["refusals"] == []
        return told["class"]

    assert field("refuse", "--at", "2023-07-30T12:10") == "refused"
    assert field("unreachable", "--at", "2023-07-30T12:20", "--evidence", "hearsay") == "unreachable"
    assert field("check-in", "S1", "--at", "2023-07-30T12:30", "--evidence", "card") == "moved"
    assert field("check-in", "S2", "--from", "S1", "--at", "2023-07-30T12:40") == "moved"
    assert field("leave", "--at", "2023-07-30T12:50") == "not_moved"
    last = done("check-in", path, "H1/赵示甲", "岛一小学", "--at", "2023-07-30T13:00")
    undone = done("void", path, last["event"][:10])
    assert (undone["kind"], undone["class"]) == ("voided", "not_moved")
    now = done("roll", path)
    assert ROLL | {"by_town", "by_place", "by_shelter", "lists", "revision"} <= set(now)
    assert (now["due"], now["moved"], now["not_moved"]) == (12, 0, 12)
    then = done("roll", path, "--at", "2023-07-30T12:45")
    assert (then["moved"], then["by_shelter"]["S2"]["inside"]) == (1, 1)
    assert done("verify", path)["violations"] == []


def test_plan_close_and_open(path: Path, done: Done) -> None:
    done("order", path, "甲村", "丙村")
    plan = done("plan", path, "--at", "2023-07-30T12:00")
    keys = {"due", "served", "not_ordered", "shortfall", "clearance_s", "clearance_bound_s", "exposure"}
    assert keys | {"exposure_bound", "gap", "stopped", "seconds", "households"} <= set(plan)
    keys = {"id", "persons", "shelter", "mode", "depart", "arrive", "links", "second_links", "helper", "deputy"}
    assert all(keys <= set(house) for house in plan["households"])
    assert (plan["due"], plan["served"]) == (8, 8)
    closed = done("close", path, "L5", "--from", "2023-07-30T12:00", "--note", "漫水")
    assert {"changed", "kept", "to_tell"} <= set(closed)
    assert done("open", path, "L5")["shortfall"] == []
    everyone = done("plan", path, "--everyone", "--objective", "clearance", "--at", "2023-07-30T12:00")
    assert (everyone["due"], everyone["objective"]) == (13, "clearance")
    assert done("verify", path)["violations"] == []


def test_who_has_no_room_stands_in_the_shortfall_by_name(path: Path, done: Done, tmp_path: Path) -> None:
    table = tmp_path / "岛.csv"
    header = "id,name,town,kind,lon,lat,capacity\n"
    table.write_text(header + "S1,岛一小学,练习镇,safety_island,116.02,39.98,0\n", encoding="utf-8")
    done("import", path, "shelters", table)
    done("order", path, "练习镇")
    plan = done("plan", path, "--at", "2023-07-30T12:00")
    assert plan["served"] + sum(short["persons"] for short in plan["shortfall"]) == plan["due"] == 12
    assert {short["rule"] for short in plan["shortfall"]} <= {"no_room", "larger_than_any"}
    left_out = {house["id"] for house in plan["households"] if house["shelter"] is None}
    assert left_out == {short["household"] for short in plan["shortfall"]} != set()
    assert done("verify", path)["violations"] == []


def test_without_json_a_person_can_read_it(path: Path, run: Run) -> None:
    said = run("order", path, "甲村", as_json=False)
    assert said.code == 0
    assert "due: 5" in said.out.splitlines()


def test_every_verb_is_tried_somewhere_here() -> None:
    beside = ("test_bad_input.py", "test_desks.py", "test_report.py")
    tried = "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in beside)
    tried += Path(__file__).read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f'"{verb}"' not in tried] == []
