"""A shelter that was added in the night and is planned for is not taken back under the people; where two desks cross,
the plan says who has no door to go to any more."""

from pathlib import Path

import pytest

from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PlaceCode, ShelterId
from core.domain.relief import Group, Onward
from core.operations.field import check_in
from core.operations.orders import lift, order
from core.operations.plans import adopt_plan
from core.operations.relief import order_relief
from core.operations.shelters import add_shelter, close_shelter
from core.operations.undo import void
from core.planning.planner import make_plan
from core.queries.plan import plan_board
from core.queries.planning_case import planning_case
from core.queries.roll import roll
from core.queries.verification import verify
from core.store.database import Store
from tests.factories import minute
from tests.second_desk import meet, second_desk

P1, P3 = PlaceCode("P1"), PlaceCode("P3")


def adopt(store: Store, at: float) -> None:
    adopt_plan(
        store,
        plan=make_plan(planning_case(store, minute(at)), lambda _: None, lambda: False),
        at=minute(at),
        operator="",
    )


@pytest.fixture
def planned(drill: Store) -> tuple[Store, ShelterId]:
    """A village hall was added, and the plan sends households to it."""
    made = add_shelter(drill, name="示村委会", place=P1, beds=40, at=minute(0), operator="").events
    shelter = ShelterId(made[-1].subject.removeprefix("shelter/"))
    order(drill, places=(P1,), level=Trigger.GO, at=minute(1), operator="")
    adopt(drill, 2)
    return drill, shelter


def goers(store: Store, shelter: ShelterId) -> list[HouseholdId]:
    board = plan_board(store, minute(3))
    assert board is not None
    return [row.household for row in board.moves if row.shelter == shelter]


def retract(store: Store, shelter: ShelterId, at: float) -> None:
    for subject in (f"shelter/{shelter}", f"site/{shelter}"):
        for head in store.journal.heads(subject):
            void(store, event=head, at=minute(at), operator="")


def test_whoever_is_planned_there_keeps_it(planned: tuple[Store, ShelterId]) -> None:
    store, shelter = planned
    going = goers(store, shelter)
    assert going
    with pytest.raises(Refusal) as caught:
        retract(store, shelter, 4)
    facts = caught.value.facts
    assert caught.value.rule == Rule.SHELTER_EXPECTS
    assert (facts["name"], facts["households"], facts["first"]) == ("示村委会", len(going), sorted(going)[:5])


def test_it_goes_once_another_plan_sends_nobody_there(planned: tuple[Store, ShelterId]) -> None:
    store, shelter = planned
    close_shelter(store, shelter=shelter, at=minute(4), operator="")
    board = plan_board(store, minute(4))
    assert board is not None
    assert (sorted(board.no_door), board.stale) == (sorted(goers(store, shelter)), True)
    adopt(store, 5)
    again = plan_board(store, minute(5))
    assert again is not None
    assert (again.no_door, again.stale) == ((), False)
    void(store, event=store.journal.heads(f"site/{shelter}")[0], at=minute(6), operator="")
    assert [finding.rule for finding in verify(store) if finding.error] == []


def test_a_lifted_order_or_an_arrival_elsewhere_leaves_nobody_to_come(planned: tuple[Store, ShelterId]) -> None:
    store, shelter = planned
    persons = [row.person for row in roll(store, None, minute(3)).rows if row.shelter == shelter]
    check_in(store, persons=tuple(persons), place="S1", at=minute(4), operator="")
    retract(store, shelter, 5)


def test_a_lifted_order_leaves_nobody_to_come(planned: tuple[Store, ShelterId]) -> None:
    store, shelter = planned
    lift(store, places=(P1,), at=minute(4), operator="")
    retract(store, shelter, 5)


def test_a_household_that_was_ordered_on_to_it_keeps_it(drill: Store) -> None:
    made = add_shelter(drill, name="示村委会", place=P1, beds=40, at=minute(0), operator="").events
    shelter = ShelterId(made[-1].subject.removeprefix("shelter/"))
    order(drill, places=(P1,), level=Trigger.GO, at=minute(1), operator="")
    row = roll(drill, None, minute(1)).rows[0]
    check_in(drill, persons=(row.person,), place="S1", at=minute(2), operator="")
    onward = (Onward(Group(row.household, (row.person,)), shelter),)
    order_relief(drill, shelter=ShelterId("S1"), onward=onward, at=minute(3), operator="")
    with pytest.raises(Refusal) as caught:
        retract(drill, shelter, 4)
    assert caught.value.facts["households"] == 1


def test_two_desks_cross_and_the_plan_says_who_has_no_door(drill: Store, tmp_path: Path) -> None:
    """The island takes its hall back while the duty room plans with it."""
    with second_desk(drill, tmp_path / "岛") as island:
        made = add_shelter(island, name="示村委会", place=P1, beds=40, at=minute(0), operator="").events
        shelter = ShelterId(made[-1].subject.removeprefix("shelter/"))
        meet(drill, island)
        order(drill, places=(P1,), level=Trigger.GO, at=minute(1), operator="")
        adopt(drill, 2)
        going = goers(drill, shelter)
        retract(island, shelter, 3)
        meet(drill, island)
        for desk in (drill, island):
            board = plan_board(desk, minute(4))
            assert board is not None
            assert (sorted(board.no_door), board.stale) == (sorted(going), True)
            rows = [row for row in roll(desk, None, minute(4)).rows if row.household in going]
            assert {row.shelter_name for row in rows} == {str(shelter)}  # no name any more, and never an empty cell
            assert [finding.rule for finding in verify(desk)] == ["plan_shelter_gone"]
        adopt(drill, 5)
        board = plan_board(drill, minute(5))
        assert board is not None
        assert (board.no_door, board.stale) == ((), False)
