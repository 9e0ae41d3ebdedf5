"""The calls as rows: groups, order, contacts, silent villages, and the same after other laptops' wrong clocks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calling import Rung
from core.domain.events import Evidence, Outcome
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PlaceCode
from core.domain.orders import Completion
from core.domain.refusing import Reason, Remedy
from core.operations import field
from core.operations.links import link
from core.operations.orders import complete, order
from core.operations.plans import adopt_plan
from core.operations.undo import void
from core.planning.planner import make_plan
from core.queries.call_rows import CallGroup, CallRow
from core.queries.calls import call_board, call_number
from core.queries.planning_case import planning_case
from core.queries.roll import roll
from core.store.calls import call_log, call_log_at
from core.store.database import Store
from core.store.standings import standing_of
from tests.factories import OFFICER, make_file, minute, open_again, pack_text, people_of_house, write_pack

SAID = minute(0)
Call = Callable[..., None]


@pytest.fixture
def night(tmp_path: Path) -> Path:
    """Three villages whose people and helpers have phones, ordered at noon and planned."""
    people = ["household,name,place,mobility,hazards,birth,sex,phone"]
    for n, line in enumerate(pack_text("people.csv").splitlines()[1:]):
        people.append(f"{line},19900010{n:02d}")
    helpers = [f"{line},19900020{n:02d}" for n, line in enumerate(pack_text("helpers.csv").splitlines()[1:])]
    pack = write_pack(
        tmp_path / "pack",
        {
            "people.csv": "\n".join(people) + "\n",
            "helpers.csv": "\n".join(["name,place,age,carries,max_load,phone", *helpers]) + "\n",
        },
    )
    path = tmp_path / "夜.daolian"
    make_file(path, pack=pack)
    with open_again(path) as store:
        order(store, places=(PlaceCode("P1"), PlaceCode("P2")), level=Trigger.GO, at=SAID, operator=OFFICER)
        plan = make_plan(planning_case(store, SAID), lambda _share: None, lambda: False)
        adopt_plan(store, plan=plan, reason="", at=SAID, operator=OFFICER)
    return path


def board_row(store: Store, ident: str, at: float) -> CallRow:
    return next(row for row in call_board(store, None, minute(at)).rows if row.ident == ident)


def call(store: Store, home: str, to: str, outcome: Outcome, at: float) -> None:
    person = people_of_house(store, home)[0]
    field.call(store, person=person, to=to, outcome=outcome, household=True, at=minute(at), operator=OFFICER)


def test_whoever_is_ordered_stands_there_once_with_his_village(night: Path) -> None:
    with open_again(night) as store:
        board = call_board(store, None, minute(1))
        assert {row.ident for row in board.rows} == {
            "village/P1", "village/P2", "household/H1", "household/H2", "household/H3",
        }  # fmt: skip
        assert {row.group for row in board.rows} == {CallGroup.UNCALLED}
        assert [row.household is None for row in board.rows] == [True, True, False, False, False]
        assert sum(row.persons for row in board.rows if row.household) == 9
        assert board.rules.unconfirmed == len(board.rules.rules)
        assert call_board(store, "没有的镇", minute(1)).rows == ()


def test_a_household_climbs_the_ladder_and_every_try_stands_on_its_rung(night: Path) -> None:
    with open_again(night) as store:
        rungs = [row.rung for row in board_row(store, "household/H1", 1).rungs]
        assert rungs == list(Rung)
        call(store, "H1", "A", Outcome.NONE, 2)
        row = board_row(store, "household/H1", 3)
        assert (row.group, row.stands.rung, row.stands.due) == (CallGroup.WAITING, Rung.A, minute(7))
        assert board_row(store, "household/H1", 7).group is CallGroup.DUE
        call(store, "H1", "A", Outcome.NONE, 7)
        call(store, "H1", "A", Outcome.NONE, 12)
        row = board_row(store, "household/H1", 12)
        assert (row.group, row.stands.rung, row.stands.tries) == (CallGroup.DUE, Rung.B, 3)
        assert [len(one.tries) for one in row.rungs] == [3, 0, 0, 0, 0]
        assert row.since == minute(2)
        call(store, "H1", "B", Outcome.OFF, 13)
        row = board_row(store, "household/H1", 13)
        assert (row.exposed, row.stands.rung) == (True, Rung.NEIGHBOUR)
        assert call_board(store, None, minute(13)).rows[0].ident == "household/H1"
        call(store, "H1", "door", Outcome.SENT, 14)
        row = board_row(store, "household/H1", 15)
        assert (row.exposed, row.group, row.stands.due) == (False, CallGroup.WAITING, minute(34))
        call(store, "H1", "door", Outcome.ANSWERED, 20)
        assert board_row(store, "household/H1", 21).group is CallGroup.ANSWERED
        assert standing_of(store, people_of_house(store, "H1")[0]).last_kind == "called"


def test_the_longest_without_an_answer_stands_on_top(night: Path) -> None:
    with open_again(night) as store:
        call(store, "H3", "A", Outcome.OFF, 2)
        call(store, "H1", "A", Outcome.OFF, 3)
        call(store, "H2", "A", Outcome.OFF, 4)
        due = [row.ident for row in call_board(store, None, minute(30)).rows if row.group is CallGroup.DUE]
        assert due == ["household/H3", "household/H1", "household/H2"]


def test_one_member_whom_nobody_reached_keeps_the_household_open(night: Path) -> None:
    with open_again(night) as store:
        first, *others = people_of_house(store, "H1")
        field.call(store, person=first, to="self", outcome=Outcome.ANSWERED, at=minute(2), operator=OFFICER)
        assert board_row(store, "household/H1", 3).group is CallGroup.UNCALLED
        for other in others:
            field.call(store, person=other, to="A", outcome=Outcome.ANSWERED, at=minute(3), operator=OFFICER)
        assert board_row(store, "household/H1", 4).group is CallGroup.ANSWERED


def test_who_is_safe_or_away_needs_no_call_and_who_refuses_has_his_own_group(night: Path) -> None:
    with open_again(night) as store:
        field.check_in(store, persons=people_of_house(store, "H1"), place="S1", at=minute(2), operator=OFFICER)
        field.away(store, persons=people_of_house(store, "H2"), at=minute(2), operator=OFFICER)
        field.refuse(store, persons=people_of_house(store, "H3"), reason="看家", at=minute(2), operator=OFFICER)
        board = call_board(store, None, minute(3))
        assert [(row.ident, row.group) for row in board.rows] == [
            ("village/P2", CallGroup.UNCALLED), ("household/H3", CallGroup.REFUSED),
            ("village/P1", CallGroup.ANSWERED),  # nobody is left, and nobody has said that it is done
        ]  # fmt: skip


def test_a_call_that_is_taken_back_was_never_made(night: Path) -> None:
    with open_again(night) as store:
        before = board_row(store, "household/H2", 3)
        person, *others = people_of_house(store, "H2")
        changes = field.call(
            store, person=person, also=tuple(others), to="A", outcome=Outcome.OFF, at=minute(2), operator=OFFICER
        )
        assert board_row(store, "household/H2", 3).stands.rung is Rung.B
        for event in changes.events:
            void(store, event=event.id, at=minute(3), operator=OFFICER)
        assert board_row(store, "household/H2", 3).stands == before.stands


def test_another_desk_with_a_wrong_clock_moves_nobody_and_hides_nobody(night: Path) -> None:
    with open_again(night) as store:
        call(store, "H1", "A", Outcome.NONE, 60 * 24 * 700)  # two years ahead
        row = board_row(store, "household/H1", 3)
        assert (row.group, row.stands.rung) == (CallGroup.UNCALLED, Rung.A)  # as of then nothing was called yet
        later = minute(60 * 24 * 701)
        assert next(r for r in call_board(store, None, later).rows if r.ident == "household/H1").stands.rung is Rung.A
        call(store, "H1", "A", Outcome.NONE, -60 * 24 * 3650)
        call(store, "H1", "A", Outcome.NONE, 4)
        row = next(r for r in call_board(store, None, later).rows if r.ident == "household/H1")
        assert (row.group, row.stands.rung, row.stands.tries) == (CallGroup.DUE, Rung.B, 3)


def test_a_village_has_its_own_ladder_and_its_calls_say_nothing_of_households(night: Path) -> None:
    with open_again(night) as store:
        village = board_row(store, "village/P1", 1)
        assert village.now is not None
        assert (village.now.name, village.households, village.persons) == ("吴样一", 2, 5)
        assert [row.rung for row in village.rungs] == [Rung.A, Rung.DOOR, Rung.RADIO]
        field.call_village(store, place=PlaceCode("P1"), to="A", outcome=Outcome.OFF, at=minute(2), operator=OFFICER)
        assert board_row(store, "village/P1", 3).stands.rung is Rung.DOOR
        field.call_village(
            store, place=PlaceCode("P1"), to="gong", outcome=Outcome.ANSWERED, at=minute(4), operator=OFFICER
        )
        assert board_row(store, "village/P1", 5).group is CallGroup.ANSWERED
        assert board_row(store, "household/H1", 5).group is CallGroup.UNCALLED
        for bad in ({"place": PlaceCode("P9"), "to": "A"}, {"place": PlaceCode("P1"), "to": "王婶"}):
            with pytest.raises(Refusal) as caught:
                field.call_village(store, outcome=Outcome.NONE, at=minute(5), operator=OFFICER, **bad)  # type: ignore[arg-type]
            assert caught.value.rule in (Rule.UNKNOWN_PLACE, Rule.UNKNOWN_CALLED)


def test_a_village_is_silent_until_anybody_there_is_heard_of(night: Path) -> None:
    def silent(store: Store, at: float) -> list[tuple[str, datetime]]:
        return [(str(row.place), row.since) for row in call_board(store, None, minute(at)).silent]

    with open_again(night) as store:
        assert silent(store, 59) == []
        assert silent(store, 61) == [("P1", SAID), ("P2", SAID)]
        call(store, "H1", "A", Outcome.NONE, 30)  # a call without an answer is no news
        call(store, "H3", "A", Outcome.ANSWERED, 20)
        assert silent(store, 61) == [("P1", SAID)]
        assert silent(store, 81) == [("P1", SAID), ("P2", minute(20))]
        heard = call_board(store, None, minute(81)).silent[1].heard
        assert heard is not None
        assert (heard.to, heard.evidence) == ("A", Evidence.PHONE_HELPER)
        field.call_village(
            store, place=PlaceCode("P1"), to="radio", outcome=Outcome.ANSWERED, at=minute(82), operator=OFFICER
        )
        assert silent(store, 83) == [("P2", minute(20))]


def test_a_household_without_helpers_is_called_itself(tmp_path: Path) -> None:
    lines = pack_text("people.csv").splitlines()
    people = "\n".join([lines[0] + ",phone", *(f"{line},19900010{n:02d}" for n, line in enumerate(lines[1:]))])
    path = tmp_path / "无.daolian"
    make_file(path, pack=write_pack(tmp_path / "pack", {"people.csv": people + "\n"}))
    with open_again(path) as store:
        order(store, places=(PlaceCode("P1"),), level=Trigger.GO, at=SAID, operator=OFFICER)
        row = board_row(store, "household/H1", 1)
        assert row.now is not None
        assert (row.now.to, row.now.phone) == ("self", "199****1000")
        call(store, "H1", "self", Outcome.OFF, 2)
        assert board_row(store, "household/H1", 3).stands.rung is Rung.NEIGHBOUR


def test_the_whole_number_is_given_only_for_the_line_that_is_called(night: Path) -> None:
    with open_again(night) as store:
        row = board_row(store, "household/H1", 1)
        shown = [one.phone for one in row.rungs]
        assert all("*" in phone for phone in shown if phone)
        number = call_number(store, HouseholdId("H1"), row.place, "A", minute(1))
        assert number.isdigit()
        assert call_number(store, None, PlaceCode("P1"), "A", minute(1)).isdigit()
        assert call_number(store, HouseholdId("H1"), row.place, "radio", minute(1)) == ""


def test_what_was_known_then_is_shown_then(night: Path) -> None:
    with open_again(night) as store:
        call(store, "H1", "A", Outcome.NONE, 10)
        call(store, "H1", "A", Outcome.OFF, 20)
        assert board_row(store, "household/H1", 15).stands.tries == 1
        assert board_row(store, "household/H1", 25).stands.rung is Rung.B
        assert minute(25) - board_row(store, "household/H1", 25).since == timedelta(minutes=15)


def test_every_refusal_is_a_round_with_its_reason_and_what_was_offered(night: Path) -> None:
    with open_again(night) as store:
        home = people_of_house(store, "H2")
        field.refuse(store, persons=home, at=minute(2), operator=OFFICER, why=Reason.GUARD, remedy=Remedy.WATCH)
        field.refuse(store, persons=home[:1], at=minute(9), operator="张二", why=Reason.STOCK)
        row = board_row(store, "household/H2", 10)
        assert row.group is CallGroup.REFUSED
        assert [(talk.at, talk.reason, talk.remedy) for talk in row.talks] == [
            (minute(2), Reason.GUARD, Remedy.WATCH),
            (minute(9), Reason.STOCK, None),
        ]
        assert board_row(store, "household/H1", 10).talks == ()


def test_the_name_that_confirms_differs_from_the_name_that_ordered(night: Path) -> None:
    def done(store: Store) -> Completion | None:
        return board_row(store, "village/P1", 30).done

    with open_again(night) as store:
        places = (PlaceCode("P1"),)
        assert done(store) is None
        own = complete(store, places=places, at=minute(20), operator=OFFICER)
        assert done(store) == Completion(PlaceCode("P1"), minute(20), OFFICER, second=False)  # accepted, and marked
        complete(store, places=places, at=minute(25), operator="张二")
        complete(store, places=places, at=minute(26), operator=OFFICER)
        assert done(store) == Completion(PlaceCode("P1"), minute(25), "张二", second=True)
        with pytest.raises(Refusal) as caught:
            complete(store, places=(PlaceCode("P3"),), at=minute(27), operator="张二")
        assert caught.value.rule == Rule.NOT_ORDERED
        order(store, places=places, level=Trigger.GO, at=minute(28), operator="张二")
        assert done(store) is None  # another order has to be confirmed anew
        assert own.events


def test_a_village_leaves_the_list_once_a_second_name_has_said_it_is_done(night: Path) -> None:
    with open_again(night) as store:
        for home in ("H1", "H2"):
            field.check_in(store, persons=people_of_house(store, home), place="S1", at=minute(2), operator=OFFICER)
        complete(store, places=(PlaceCode("P1"),), at=minute(3), operator=OFFICER)
        assert board_row(store, "village/P1", 4).group is CallGroup.ANSWERED
        second = complete(store, places=(PlaceCode("P1"),), at=minute(5), operator="张二").events[-1]
        assert "village/P1" not in {row.ident for row in call_board(store, None, minute(6)).rows}
        void(store, event=second.id, at=minute(7), operator="张二")
        assert board_row(store, "village/P1", 8).done == Completion(PlaceCode("P1"), minute(3), OFFICER, second=False)


moves = st.tuples(
    st.sampled_from(["H1", "H2", "H3"]),
    st.sampled_from(["A", "B", "neighbour", "door", "radio", "self", "refuse", "arrive", "undo"]),
    st.sampled_from(Outcome),
    st.integers(-30, 90),
)


@given(st.lists(moves, max_size=10))
def test_the_log_kept_up_to_date_is_the_log_read_at_once(drill_bytes: bytes, tmp_path: Path, told: list[Any]) -> None:
    path = tmp_path / "log.daolian"
    path.write_bytes(drill_bytes)
    with open_again(path) as store:
        order(store, places=(PlaceCode("P1"), PlaceCode("P2")), level=Trigger.GO, at=SAID, operator=OFFICER)
        last = None
        for home, what, outcome, at in told:
            persons = people_of_house(store, home)
            if what == "undo":
                if last is not None and last.events[-1].kind != "voided":
                    last = void(store, event=last.events[-1].id, at=minute(at), operator=OFFICER)
            elif what == "refuse":
                last = field.refuse(store, persons=persons, at=minute(at), operator=OFFICER)
            elif what == "arrive":
                last = field.check_in(store, persons=persons[:1], place="S1", at=minute(at), operator=OFFICER)
            else:
                last = field.call(
                    store, person=persons[0], to=what, outcome=outcome, household=True, at=minute(at), operator=OFFICER
                )
            kept = call_log(store)
            fresh = call_log_at(store, minute(10_000))
            assert (kept.tries, kept.heard) == (fresh.tries, fresh.heard)
            assert {k: v for k, v in kept.talks.items() if v} == {k: v for k, v in fresh.talks.items() if v}
            board = call_board(store, None, minute(100))
            assert sum(row.persons for row in board.rows if row.household) == sum(
                row.class_ not in ("moved", "away") for row in roll(store, None, minute(100)).rows
            )


def test_two_entries_that_are_one_person_are_called_once(night: Path) -> None:
    with open_again(night) as store:
        one, other = people_of_house(store, "H2")
        call(store, "H2", "A", Outcome.NONE, 2)
        assert call_log(store).of_person(one) == call_log(store).of_person(other)
        link(store, one=one, other=other, at=minute(3), operator=OFFICER)
        row = board_row(store, "household/H2", 4)
        assert row.persons == 1
        counted = row.members[0].person
        call(store, "H2", "A", Outcome.OFF, 4)
        assert board_row(store, "household/H2", 5).stands.rung is Rung.B
        assert call_log(store).of_person(counted)[-1].outcome is Outcome.OFF
        assert call_log(store).tries == call_log_at(store, minute(100)).tries
