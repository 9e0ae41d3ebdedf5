"""Totals open to the names behind them: every figure is the length of a list, and the lists never overlap."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.events import Evidence, Outcome
from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode
from core.domain.standing import Class
from core.operations.field import away, call, check_in, leave, refuse, unreachable
from core.operations.orders import lift, order
from core.operations.people import add_person
from core.queries.incident import incident
from core.queries.map import map_state
from core.queries.roll import roll, roll_report
from core.queries.rows import Look, RollGroup
from core.queries.shelters import shelter_board
from core.store.database import Store
from tests.core.store.test_projections import Desk
from tests.factories import OFFICER, make_file, minute, open_again, people_of_house, who, write_pack

P1, P2, P3 = (PlaceCode(code) for code in ("P1", "P2", "P3"))
CLASSES = [str(class_) for class_ in Class]


def adds_up(report: dict[str, Any]) -> None:
    lists = report["lists"]
    assert {name: len(ids) for name, ids in lists.items()} == {name: report[name] for name in lists}
    together = [person for name in CLASSES for person in lists[name]]
    assert sorted(together) == lists["due"]
    assert len(set(together)) == len(together)
    assert set(lists["to_reconcile"]) <= set(lists["due"])
    assert not set(lists["beyond_register"]) & set(lists["due"])
    for table in ("by_town", "by_place"):
        for name in ("due", *CLASSES):
            assert sum(row[name] for row in report[table].values()) == report[name]
    for row in report["by_shelter"].values():
        assert len(row["persons"]) == len(set(row["persons"])) == row["inside"] + row["to_reconcile"]


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6))
def test_every_total_is_a_list_whatever_the_night(drill: Store, seed: int) -> None:
    desk = Desk(drill, random.Random(seed))
    for _ in range(25):
        desk.press()
    report = roll_report(drill, None)
    adds_up(report)
    adds_up(roll_report(drill, minute(0)))
    now = max(minute(99), *[event.at for event in drill.journal.all()])  # a return is signed days ahead
    board = {row.shelter.id: row for row in shelter_board(drill, None, now)}
    for shelter, row in board.items():
        listed = report["by_shelter"].get(shelter, {"inside": 0, "to_reconcile": 0})
        assert row.inside == listed["inside"] + listed["to_reconcile"]
        assert row.disputed == listed["to_reconcile"]
    totals = roll(drill, None, now).totals
    assert {name: getattr(totals, name) for name in ("due", *CLASSES, "to_reconcile")} == {
        name: report[name] for name in ("due", *CLASSES, "to_reconcile")
    }
    assert totals.beyond == report["beyond_register"]
    assert incident(drill, None, now).totals == totals


@pytest.fixture
def evening(drill: Store) -> Store:
    """12:00 order; H1 refuses, then comes; H2 cannot be reached; H3 comes and goes; H4 is away; a stranger comes."""
    order(drill, places=(P1, P2, P3), level=Trigger.GO, at=minute(0), operator=OFFICER)
    h1, h2, h3, h4 = (people_of_house(drill, house) for house in ("H1", "H2", "H3", "H4"))
    refuse(drill, persons=h1, at=minute(10), operator=OFFICER)
    unreachable(drill, persons=h2, at=minute(20), operator=OFFICER)
    check_in(drill, persons=h3, place="S1", at=minute(30), operator=OFFICER)
    away(drill, persons=h4, at=minute(40), operator=OFFICER, evidence=Evidence.PHONE_HELPER)
    check_in(drill, persons=h1, place="S2", at=minute(50), operator=OFFICER)
    leave(drill, persons=h3[:1], at=minute(60), operator=OFFICER)
    add_person(drill, name="过路人", place="S2", at=minute(70), operator=OFFICER)
    return drill


def figures(store: Store, at: float | None) -> tuple[int, ...]:
    report = roll_report(store, None if at is None else minute(at))
    adds_up(report)
    return tuple(report[name] for name in ("due", *CLASSES, "beyond_register"))


def test_the_roll_of_any_earlier_time_is_what_was_said_to_be_so_then(evening: Store) -> None:
    told = {  # due, moved, not moved, refused, unreachable, away, beyond the register
        -1: (0, 0, 0, 0, 0, 0, 0),
        0: (12, 0, 12, 0, 0, 0, 0),
        10: (12, 0, 9, 3, 0, 0, 0),
        20: (12, 0, 7, 3, 2, 0, 0),
        30: (12, 4, 3, 3, 2, 0, 0),
        40: (12, 4, 0, 3, 2, 3, 0),
        50: (12, 7, 0, 0, 2, 3, 0),
        60: (12, 6, 1, 0, 2, 3, 0),
        70: (12, 6, 1, 0, 2, 3, 1),
    }
    assert {at: figures(evening, at) for at in told} == told
    assert figures(evening, None) == told[70]


def test_an_order_that_was_lifted_still_stands_in_the_roll_of_its_time(evening: Store) -> None:
    lift(evening, places=(P1,), at=minute(90), operator=OFFICER)
    assert figures(evening, None)[0] == 7
    assert figures(evening, 80)[0] == 12


def test_a_town_is_its_own_part_of_the_roll(evening: Store) -> None:
    assert roll(evening, "练习镇", minute(99)).totals == roll(evening, None, minute(99)).totals
    assert roll(evening, "别的镇", minute(99)).rows == ()


def test_a_guest_found_in_a_village_that_has_to_go_stands_on_the_roll(drill: Store) -> None:
    """He is not due, and counts with those beyond the register once he is in a shelter."""
    add_person(drill, name="过路人", place=P1, at=minute(0), operator="")
    guest = who(drill, "过路人")
    assert guest not in {row.person for row in roll(drill, "练习镇", minute(1)).rows}
    order(drill, places=(P1,), level=Trigger.GO, at=minute(2), operator="")
    before = roll(drill, "练习镇", minute(3))
    (row,) = [row for row in before.rows if row.person == guest]
    assert (row.group, row.beyond_register) == (RollGroup.UNANSWERED, True)
    assert (before.totals.due, before.totals.beyond) == (5, 0)
    check_in(drill, persons=(guest,), place="S1", at=minute(4), operator="")
    after = roll(drill, None, minute(5))
    assert (after.totals.due, after.totals.beyond) == (5, 1)


def test_shelters_know_inside_peak_and_visits(evening: Store) -> None:
    h3 = people_of_house(evening, "H3")
    check_in(evening, persons=h3[:1], place="S1", at=minute(80), operator=OFFICER)  # back again: a second visit
    board = {row.shelter.id: row for row in shelter_board(evening, None, minute(99))}
    assert (board["S1"].inside, board["S1"].peak, board["S1"].visits) == (4, 4, 5)  # type: ignore[index]
    assert (board["S2"].inside, board["S2"].peak, board["S2"].visits) == (4, 4, 4)  # type: ignore[index]
    assert (board["S2"].beyond, board["S2"].last_arrival) == (1, minute(70))  # type: ignore[index]


def test_a_conflict_stands_in_both_places_and_counts_once(drill: Store) -> None:
    """Two desks that did not know of each other: the second one's entry names no head."""
    from core.domain.events import Draft, Kind

    order(drill, places=(P1,), level=Trigger.GO, at=minute(0), operator="")
    person = who(drill, "H1/赵示甲")
    for place in ("S1", "S2"):
        drill.record([Draft(Kind.ARRIVED, f"person/{person}", minute(9), place=place, after=())])
    report = roll_report(drill, None)
    adds_up(report)
    assert (report["moved"], report["to_reconcile"], report["lists"]["to_reconcile"]) == (1, 1, [person])
    for shelter in ("S1", "S2"):
        assert report["by_shelter"][shelter]["to_reconcile"] == 1
        assert report["by_shelter"][shelter]["inside"] == 0
    assert [row.disputed for row in shelter_board(drill, None, minute(9))] == [1, 1]


def test_the_unaccounted_stand_first(evening: Store) -> None:
    call(evening, person=people_of_house(evening, "H3")[0], outcome=Outcome.ANSWERED, at=minute(65), operator="")
    groups = [row.group for row in roll(evening, None, minute(99)).rows]
    assert groups == sorted(groups, key=list(RollGroup).index)
    assert groups[0] is RollGroup.UNREACHABLE
    assert groups[-1] is RollGroup.MOVED


def test_the_map_draws_exactly_who_is_due_or_beyond(evening: Store) -> None:
    state = map_state(evening, None, minute(99))
    assert len(state.people) == 13
    assert sum(dot.look is Look.BEYOND for dot in state.people) == 1
    places = {row.place.code: row for row in state.places}
    assert {code: (row.due, row.moved, row.unreachable, row.away) for code, row in places.items()} == {
        "P1": (5, 3, 2, 0),
        "P2": (4, 3, 0, 0),
        "P3": (3, 0, 0, 3),
    }
    assert all(row.ordered is Trigger.GO and row.ordered_at == minute(0) for row in places.values())
    assert (places[P2].households, places[P2].people, places[P2].would_go, places[P2].would_prepare) == (2, 5, 4, 1)


def test_villages_count_the_households_that_are_due_and_not_all_they_have(evening: Store) -> None:
    rows = roll(evening, None, minute(99)).rows
    due = {person.household for person in rows if not person.beyond_register}
    villages = map_state(evening, None, minute(99)).places
    assert sum(place.due_households for place in villages) == len(due)
    assert all(place.due_households <= place.households for place in villages)


@pytest.mark.parametrize("level", [Trigger.GO, Trigger.PREPARE])
def test_a_proposed_order_promises_the_households_that_it_would_make_due(drill: Store, level: Trigger) -> None:
    villages = {place.place.code: place for place in map_state(drill, None, minute(0)).places}
    order(drill, places=tuple(villages), level=level, at=minute(1), operator=OFFICER)
    due = map_state(drill, None, minute(2)).places
    promised = {code: row.homes_go if level is Trigger.GO else row.homes_prepare for code, row in villages.items()}
    assert {row.place.code: row.due_households for row in due} == promised
    assert any(promised.values())


def test_institutions_stand_beside_the_register(tmp_path: Path) -> None:
    rows = (
        "id,name,place,kind,heads,cannot_walk",
        "J1,示例敬老院,P1,care_home,30,12",
        "J2,示例工地,P2,building_site,9,0",
    )
    pack = write_pack(tmp_path / "pack", {"institutions.csv": "\n".join(rows) + "\n"})
    make_file(tmp_path / "a.daolian", pack=pack)
    with open_again(tmp_path / "a.daolian") as store:
        before = roll_report(store, None)["due"]
        order(store, places=(PlaceCode("P1"),), level=Trigger.GO, at=minute(0), operator=OFFICER)
        report = roll_report(store, None)
    assert (before, report["institutions"]) == (0, {"ordered": 1, "heads": 30, "cannot_walk": 12, "moved": 0})
    assert report["due"] == 5  # the households of the village, and nobody of the care home
