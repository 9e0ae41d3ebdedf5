"""`replan` follows whatever has changed since the plan: only whom it touches moves; each answer says whom to call."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core.domain.plans import Objective
from core.queries.planning_case import case_of_change
from core.store.database import open_store
from core.store.plans import standing_plan
from desktop.commands.opening import parse_time
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


def goes(plan: Any) -> dict[str, Any]:
    return {house["id"]: house["shelter"] for house in plan["households"]}


def test_a_batch_of_check_ins_where_they_were_sent_is_nothing_to_tell(done: Done, planned: Path) -> None:
    """All of a shelter's people are in but for one, who follows the rest of his household; the others go on as told."""
    before = done("plan", planned, "--at", AT)
    arriving = [house for house in before["households"] if house["shelter"] == before["households"][0]["shelter"]]
    *there, follower = [person for house in arriving for person in house["members"]]
    for person in there:
        done("check-in", planned, person, arriving[0]["shelter"], "--at", LATER)
    answer = done("replan", planned, "--at", LATER)
    assert (answer["changed"], answer["moved_for_others"], answer["to_tell"]) == ([], [], [])
    plan = done("plan", planned, "--at", LATER)
    assert not {person for house in plan["households"] for person in house["members"]} & set(there)
    assert goes(plan).items() <= goes(before).items()
    assert [house["members"] for house in plan["households"] if follower in house["members"]] == [[follower]]
    assert done("verify", planned)["violations"] == []


def test_a_batch_of_check_ins_elsewhere_sends_away_whom_it_takes_the_beds_from(done: Done, planned: Path) -> None:
    """People sent to one shelter turn up at the other: who finds no bed there then is sent on, and told."""
    before = done("plan", planned, "--at", AT)
    beds = {row["id"]: row["capacity"] for row in done("shelters", planned)["shelters"]}
    here = min(goes(before).values(), key=lambda shelter: beds[shelter])
    others = [person for house in before["households"] if house["shelter"] != here for person in house["members"]]
    sent = [house for house in before["households"] if house["shelter"] == here]
    assert sent
    for person in others[: beds[here]]:
        done("check-in", planned, person, here, "--at", LATER)
    answer = done("replan", planned, "--at", LATER)
    moved = {row["household"] for row in answer["to_tell"]}
    assert moved == set(answer["changed"]) != set()
    staying = sum(house["persons"] for house in sent if house["id"] not in moved)
    assert staying <= beds[here] - len(others[: beds[here]]) < sum(house["persons"] for house in sent)
    assert moved <= {house["id"] for house in sent}
    assert here not in {row["shelter"] for row in answer["to_tell"]}
    assert done("verify", planned)["violations"] == []


def test_a_shelter_that_was_asked_to_open_stays_open_from_plan_to_plan(done: Done, tmp_path: Path) -> None:
    """The first plan asks for it; the second finds it open and need not ask; the third must not begin again."""
    rows = pack_text("shelters.csv").splitlines()
    late = "\n".join([f"{rows[0]},opens_after_min", *(f"{row},25" for row in rows[1:])]) + "\n"
    path = tmp_path / "晚开.daolian"
    done("new", path, "--pack", write_pack(tmp_path / "包", {"shelters.csv": late}), "--drill")
    done("order", path, "甲村", "乙村", "--at", AT)
    done("plan", path, "--at", AT)
    for later in ("2023-07-30T12:26", "2023-07-30T12:27", "2023-07-30T12:28"):
        answer = done("replan", path, "--at", later)
        assert (answer["changed"], answer["to_tell"]) == ([], [])
        assert done("verify", path)["violations"] == []


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


def test_of_a_night_planned_ahead_a_replan_begins_where_its_plan_does(done: Done, planned: Path) -> None:
    done("plan", planned, "--at", "2030-07-30T12:00")
    assert done("replan", planned)["at"] == "2030-07-30T12:00"
    assert done("verify", planned)["violations"] == []


def test_a_plan_made_ahead_is_changed_from_where_it_begins_by_its_own_objective(done: Done, planned: Path) -> None:
    """Neither an earlier hour on the command line nor a desk whose clock is behind asks a vehicle for two trips at
    once."""
    done("plan", planned, "--at", LATER, "--objective", "clearance", "--everyone")
    with closing(open_store(planned, surroundings(), passphrase=None, write=False)) as store:
        before = standing_plan(store)
    done("order", planned, "丙村", "--at", AT)
    done("replan", planned, "--at", AT)
    with closing(open_store(planned, surroundings(), passphrase=None, write=False)) as store:
        after, case = standing_plan(store), case_of_change(store, parse_time(AT))
    assert before is not None
    assert after is not None
    assert (after.plan.at, after.plan.objective) == (before.plan.at, before.plan.objective)
    assert (case.at, case.objective) == (before.plan.at, Objective.CLEARANCE)
    assert after.plan.due == before.plan.due
    assert done("verify", planned)["violations"] == []
