"""Every verb through one night of the three villages: the shape of its JSON, and what it leaves in the file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import VERBS
from tests.commands.conftest import Run, on_disk
from tests.factories import THREE_VILLAGES, pack_text, write_pack

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


def test_an_entry_is_edited_field_by_field(path: Path, done: Done) -> None:
    told = done("edit", path, "H1/赵示甲", "phone", "010-69840000", "--by", "张值班")
    assert {"events", "kind", "person", "entry"} <= set(told)
    assert told["entry"]["phone"] == "010****0000"  # masked here too
    assert [(edit["field"], edit["by"]) for edit in told["entry"]["edits"]] == [("phone", "张值班")]
    assert (
        done("edit", path, "H1/赵示甲", "household", "H4")["entry"]["place"] == "丙村"
    )  # a household is in its village
    assert done("edit", path, "丙村/赵示甲", "household", "新户", "--new-household")["entry"]["household"] == "新户"
    undone = done("void", path, told["events"][0])
    assert undone["kind"] == "voided"
    assert done("verify", path)["violations"] == []


def test_two_entries_are_found_linked_told_apart_and_opened_again(tmp_path: Path, done: Done) -> None:
    twice = pack_text("people.csv") + "H6,赵示甲,甲村,slow,危房,1950-03-01,男\n"
    path = tmp_path / "双.daolian"
    done("new", path, "--pack", write_pack(tmp_path / "pack", {"people.csv": twice}), "--drill")
    done("order", path, "甲村")
    found = done("duplicates", path)
    assert found["waiting"] == 0
    (pair,) = found["pairs"]
    assert pair["matches"] == ["same_name_birth_place"]
    assert {pair["one"]["household"], pair["other"]["household"]} == {"H1", "H6"}
    assert set(pair["differs"]) == {"household", "mobility", "hazards"}
    due = done("roll", path)["due"]
    linked = done("link", path, "H1/赵示甲", "H6/赵示甲")
    assert (linked["verdict"], len(linked["counted_as"])) == ("same", 1)
    assert done("duplicates", path)["pairs"] == []
    assert done("roll", path)["due"] == due - 1
    checked = done("check-in", path, pair["other"]["card"], "S1")
    assert checked["class"] == "moved"
    assert done("roll", path)["moved"] == 1
    assert done("unlink", path, "H1/赵示甲", "H6/赵示甲")["verdict"] == "open"
    assert done("differ", path, "H1/赵示甲", "H6/赵示甲")["verdict"] == "different"
    assert done("roll", path)["due"] == due
    assert done("duplicates", path)["pairs"] == []
    assert done("verify", path)["violations"] == []


def test_heads_of_an_institution(tmp_path: Path, done: Done) -> None:
    path = tmp_path / "院.daolian"
    table = "id,name,place,kind,heads,cannot_walk,contact\nI1,示例敬老院,甲村,care_home,20,8,胡示二 1990006076\n"
    done("new", path, "--pack", write_pack(tmp_path / "pack", {"institutions.csv": table}), "--drill")
    before = on_disk(tmp_path)
    shown = done("institution", path, "示例敬老院")
    assert on_disk(tmp_path) == before
    assert set(shown["flags"]) == {"heads_uncounted", "answer_due"}
    assert shown["institution"]["contact"] == "胡示二 199****6076"
    told = done(
        "institution", path, "I1", "--heads", "26", "--cannot-walk", "9", "--capacity", "30", "--why", "地势高",
        "--moved", "4", "--by", "张值班",
    )  # fmt: skip
    assert len(told["events"]) == 4
    here = told["institution"]
    assert (here["heads"], here["cannot_walk"], here["capacity"], told["moved"]) == (26, 9, 30, 4)
    assert (told["counted_by"], told["answer"]["by"], told["flags"]) == ("张值班", "张值班", [])
    done("order", path, "甲村")
    beside = done("roll", path)["institutions"]
    assert (beside["heads"], beside["cannot_walk"]) == (26, 9)
    assert done("verify", path)["violations"] == []


def test_every_verb_is_tried_somewhere_here() -> None:
    tried = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py")))
    assert [verb for verb in VERBS if f'"{verb}"' not in tried] == []
