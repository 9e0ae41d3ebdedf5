"""Shelters through a night: closed with people in, added on the spot, counted, converted, relieved; on two desks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.events import Kind
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PlaceCode, ShelterId
from core.domain.places import Position, ShelterKind
from core.domain.plans import Plan, ShortfallRule
from core.domain.relief import Cause, Group, Onward
from core.operations.field import check_in, leave
from core.operations.orders import order
from core.operations.people import add_person
from core.operations.plans import adopt_plan
from core.operations.relief import decline_relief, order_relief
from core.operations.shelters import add_shelter, close_shelter, count_stock, open_shelter, tick, untick
from core.operations.undo import void
from core.planning.planner import make_plan
from core.planning.replan import replan
from core.queries.calls import call_board
from core.queries.map_rows import ShelterRow
from core.queries.names import shelters
from core.queries.papers import paper_case
from core.queries.place_match import match_place
from core.queries.planning_case import planning_case
from core.queries.relief import closing_proposal, next_islands, relief_board
from core.queries.roll import roll
from core.queries.rows import Look, RollGroup
from core.queries.shelter_people import shelter_people
from core.queries.shelters import shelter_board
from core.queries.verification import verify
from core.store.database import Store
from core.store.orders import openings
from core.store.plans import standing_plan
from core.store.shelters import onward_orders, stocks, ticks
from tests.factories import OFFICER, make_file, minute, open_again, people_of_house, who, write_pack
from tests.second_desk import meet, second_desk

S1, S2, P1 = ShelterId("S1"), ShelterId("S2"), PlaceCode("P1")


@pytest.fixture
def full(drill: Store) -> Store:
    """岛一 has five in six beds, 岛二 is open and empty."""
    order(drill, places=(P1,), level=Trigger.GO, at=minute(0), operator=OFFICER)
    for shelter in (S1, S2):
        open_shelter(drill, shelter=shelter, at=minute(5), operator=OFFICER)
    for house in ("H1", "H2"):
        check_in(drill, persons=people_of_house(drill, house), place=S1, at=minute(10), operator=OFFICER)
    return drill


@pytest.fixture
def other(full: Store, tmp_path: Path) -> Iterator[Store]:
    with second_desk(full, tmp_path / "岛") as store:
        yield store


def row_of(store: Store, shelter: str) -> ShelterRow:
    return next(row for row in shelter_board(store, None, minute(60)) if row.shelter.id == shelter)


# -- closing with people in it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [None, 0, 4, 6])
def test_an_island_with_people_in_closes_only_on_their_number(full: Store, said: int | None) -> None:
    with pytest.raises(Refusal) as caught:
        close_shelter(full, shelter=S1, people=said, at=minute(20), operator=OFFICER)
    assert (caught.value.rule, caught.value.facts["inside"]) == (Rule.STILL_PEOPLE_IN, 5)
    assert openings(full)[S1].open


def test_it_closes_with_where_everybody_goes_next(full: Store) -> None:
    proposal = closing_proposal(full, "S1", minute(20))
    assert proposal is not None
    assert (proposal.cause, proposal.proposed.persons, proposal.taken) == (Cause.CLOSING, 5, ((S2, 5),))
    assert {name for _, name in proposal.names} <= {"赵示甲", "赵示乙", "赵示丙", "钱例甲", "钱例乙"}
    close_shelter(full, shelter=S1, people=5, onward=proposal.proposed.onward, at=minute(20), operator=OFFICER)
    assert not openings(full)[S1].open
    assert (row_of(full, "S1").inside, row_of(full, "S1").onward_out, row_of(full, "S2").onward_in) == (5, 5, 5)
    coming = shelter_people(full, "S2", minute(30)).coming
    assert [(party.origin, len(party.members)) for party in coming] == [("S1", 3), ("S1", 2)]
    for party in coming:
        persons = tuple(member.person for member in party.members)
        check_in(full, persons=persons, place=S2, moved_from=party.origin, at=minute(40), operator=OFFICER)
    assert (row_of(full, "S1").inside, row_of(full, "S2").inside, row_of(full, "S2").onward_in) == (0, 5, 0)
    assert [finding for finding in verify(full) if finding.error] == []


# -- added on the spot -------------------------------------------------------------------------------------------------


def test_a_shelter_of_the_night_takes_people_at_once_and_travels(full: Store, other: Store) -> None:
    made = add_shelter(other, name=" 甲村老磨坊 ", place=P1, beds=12, at=minute(20), operator="岛上").events
    assert [event.kind for event in made if event.kind != Kind.OPERATOR_NAMED] == [
        Kind.SHELTER_ADDED,
        Kind.SHELTER_OPENED,
    ]
    shelter = ShelterId(made[-1].subject.removeprefix("shelter/"))
    add_person(other, name="过路人", place=shelter, at=minute(21), operator="岛上")
    meet(full, other)
    for desk in (full, other):
        row = row_of(desk, shelter)
        assert (row.shelter.name, row.shelter.town, row.shelter.capacity, row.inside) == ("甲村老磨坊", "练习镇", 12, 1)
        assert (row.open, row.added, row.shelter.kind, row.shelter.confirmed) == (True, True, ShelterKind.HALL, False)
        assert row.shelter.position == Position(115.98, 39.96)  # its village's
    assert full.dump() == other.dump()
    assert "老磨坊" not in str([event.values for event in full.journal.all()])
    with pytest.raises(Refusal) as caught:
        void(other, event=made[-2].id, at=minute(22), operator="岛上")
    assert caught.value.rule == Rule.NOT_THE_LAST  # somebody is in it


def test_a_plan_of_before_is_judged_without_a_shelter_that_was_added_since(drill: Store) -> None:
    order(drill, places=(P1,), level=Trigger.GO, at=minute(0), operator=OFFICER)
    plan = make_plan(planning_case(drill, minute(1)), lambda _: None, lambda: False)
    adopt_plan(drill, plan=plan, at=minute(1), operator="")
    assert plan.moves
    add_shelter(drill, name="示院", place=P1, beds=9, at=minute(2), operator="")
    assert [finding for finding in verify(drill) if finding.error] == []


def test_one_that_was_a_mistake_goes_away_again(full: Store) -> None:
    before = full.dump()
    for event in reversed(add_shelter(full, name="写错了", place=P1, beds=1, at=minute(20), operator="").events):
        void(full, event=event.id, at=minute(21), operator="")
    assert (set(shelters(full)), full.dump()) == ({"S1", "S2"}, before)


@pytest.mark.parametrize(
    ("name", "place", "beds"), [("", "P1", 5), ("示院", "P9", 5), ("示院", "P1", 0), ("院" * 201, "P1", 5)]
)
def test_what_is_no_shelter_is_refused(full: Store, name: str, place: str, beds: int) -> None:
    with pytest.raises(Refusal):
        add_shelter(full, name=name, place=PlaceCode(place), beds=beds, at=minute(20), operator="")


def test_the_plan_may_send_people_to_one_and_never_to_one_without_a_position(tmp_path: Path) -> None:
    places = "code,town,name,kind,lon,lat,hazards\nP1,练习镇,甲村,village,115.98,39.96,山洪\n"
    rest = "P2,练习镇,乙村,village,116.00,39.94,\nP3,练习镇,丙村,village,116.04,40.00,\nP4,练习镇,丁村,village,,,\n"
    make_file(tmp_path / "夜.daolian", pack=write_pack(tmp_path / "pack", {"places.csv": places + rest}))
    with open_again(tmp_path / "夜.daolian") as store:
        for place, beds in (("P3", 15), ("P4", 25)):
            add_shelter(store, name="示院", place=PlaceCode(place), beds=beds, at=minute(20), operator="")
        case = planning_case(store, minute(21))
        assert sorted(shelter.capacity for shelter in case.shelters) == [6, 8, 15]
        unplaced = next(shelter for shelter in shelters(store).values() if shelter.capacity == 25)
        assert unplaced.position == Position(115.98, 39.96)  # somewhere in its town, to be drawn
        assert unplaced.id not in {
            island.row.shelter.id for island in next_islands(store, "S1", minute(21)) if island.drive
        }


@pytest.mark.parametrize(
    ("text", "scope", "found"),
    [
        ("乙村", None, "P2"),
        ("丙", None, "P3"),
        ("jc", None, "P1"),
        ("bing", None, None),
        ("", None, "P1"),
        ("无村", None, None),
    ],
)
def test_a_village_is_found_by_what_is_typed_in_a_hurry(
    full: Store, text: str, scope: str | None, found: str | None
) -> None:
    place = match_place(full, text, scope)
    assert (place.code if place else None) == found


# -- supplies and the checklist ----------------------------------------------------------------------------------------


def test_counts_replace_each_other_and_of_two_desks_the_least_counts(full: Store, other: Store) -> None:
    count_stock(full, shelter=S1, item="water_l", amount=500, at=minute(20), operator="")
    count_stock(full, shelter=S1, item="water_l", amount=300, at=minute(30), operator="")
    assert (stocks(full)[S1]["water_l"].amount, stocks(full)[S1]["water_l"].disputed) == (300, False)
    count_stock(other, shelter=S1, item="water_l", amount=120, at=minute(25), operator="")
    meet(full, other)
    for desk in (full, other):
        (stock,) = row_of(desk, "S1").stocks
        assert (stock.amount, stock.disputed) == (120, True)
    count_stock(full, shelter=S1, item="water_l", amount=200, at=minute(40), operator="")
    assert stocks(full)[S1]["water_l"].disputed is False
    with pytest.raises(Refusal) as caught:
        count_stock(full, shelter=S1, item="wine", amount=1, at=minute(40), operator="")
    assert caught.value.rule == Rule.UNKNOWN_ITEM


def test_a_tick_has_a_name_and_what_one_desk_takes_back_is_not_done(full: Store, other: Store) -> None:
    tick(full, shelter=S1, item="plates", who="示老师", at=minute(20), operator=OFFICER)
    meet(full, other)
    assert [(one.who, one.at) for one in ticks(other)[S1].values()] == [("示老师", minute(20))]
    tick(full, shelter=S1, item="plates", at=minute(25), operator=OFFICER)
    untick(other, shelter=S1, item="plates", at=minute(22), operator="岛上")
    meet(full, other)
    assert [ticks(desk)[S1] for desk in (full, other)] == [{}, {}]
    for item, rule in (("plates", Rule.NOT_TICKED), ("roof", Rule.UNKNOWN_ITEM)):
        with pytest.raises(Refusal) as caught:
            untick(full, shelter=S2, item=item, at=minute(30), operator="")
        assert caught.value.rule == rule


# -- relief ------------------------------------------------------------------------------------------------------------


def test_a_full_island_is_proposed_to_be_relieved_and_not_again_once_it_is_ordered(full: Store) -> None:
    add_person(full, name="过路人", place="S1", at=minute(12), operator=OFFICER)
    (proposal,) = relief_board(full, None, minute(20))
    assert (proposal.row.shelter.id, proposal.cause, proposal.before, proposal.share) == ("S1", Cause.FULL, 6, 1.0)
    assert proposal.proposed.persons >= 1
    assert proposal.after == 6 - proposal.proposed.persons
    assert next_islands(full, "S1", minute(20))[0].beds == 8
    order_relief(full, shelter=S1, onward=proposal.proposed.onward, at=minute(20), operator=OFFICER)
    assert relief_board(full, None, minute(21)) == ()
    assert {order.to for order in onward_orders(full).values()} == {S2}


def test_the_roll_sends_people_where_they_were_ordered_on_to(full: Store) -> None:
    one = people_of_house(full, "H1")
    order_relief(full, shelter=S1, onward=(Onward(Group(HouseholdId("H1"), one), S2),), at=minute(20), operator="")
    rows = {row.person: (row.at_place, row.shelter) for row in roll(full, None, minute(21)).rows}
    assert {rows[person] for person in one} == {("S1", S2)}
    check_in(full, persons=one, place=S2, moved_from="S1", at=minute(30), operator="")
    rows = {row.person: (row.at_place, row.shelter) for row in roll(full, None, minute(31)).rows}
    assert {rows[person] for person in one} == {("S2", None)}  # there is no plan


def test_where_an_islands_desk_sends_somebody_wins_over_what_was_ordered(full: Store) -> None:
    one = people_of_house(full, "H1")
    made = add_shelter(full, name="示院", place=P1, beds=9, at=minute(15), operator="").events[-1]
    there = ShelterId(made.subject.removeprefix("shelter/"))
    order_relief(full, shelter=S1, onward=(Onward(Group(HouseholdId("H1"), one), S2),), at=minute(20), operator="")
    leave(full, persons=one[:2], place=S1, to=there, at=minute(25), operator="")
    rows = {row.person: (row.shelter, row.going_to) for row in roll(full, None, minute(26)).rows}
    assert [rows[person] for person in one] == [(there, there), (there, there), (S2, None)]
    assert [row_of(full, shelter).onward_in for shelter in (S1, S2, there)] == [0, 1, 2]
    assert row_of(full, S1).onward_out == 1
    looks = {row.person: (row.look, row.group) for row in roll(full, None, minute(26)).rows}
    assert {looks[person] for person in one[:2]} == {(Look.ON_THE_WAY, RollGroup.REST)}  # nobody calls at his door
    (party,) = shelter_people(full, there, minute(27)).coming
    assert (party.origin, party.arrive, {row.person for row in party.members}) == (S1, minute(25), set(one[:2]))
    leave(full, persons=one[2:], place=S1, to=S2, at=minute(28), operator="")
    assert "H1" not in {row.household for row in call_board(full, None, minute(29)).rows}
    check_in(full, persons=one[:2], place=there, at=minute(40), operator="")
    assert (row_of(full, there).inside, row_of(full, there).onward_in) == (2, 0)


def test_whoever_was_sent_on_is_expected_where_he_goes_and_not_where_the_plan_had_him(full: Store) -> None:
    adopt_plan(
        full, plan=make_plan(planning_case(full, minute(9)), lambda _: None, lambda: False), at=minute(11), operator=""
    )
    one = people_of_house(full, "H1")
    before = row_of(full, S1).coming
    leave(full, persons=one, place=S1, to=S2, at=minute(25), operator="")
    assert (row_of(full, S1).coming, row_of(full, S2).onward_in) == (before, len(one))
    proposal = closing_proposal(full, S1, minute(26))
    assert proposal is None or "H1" not in {home for home, _ in proposal.names}


def test_a_new_plan_fetches_nobody_who_is_on_his_way_from_one_island_to_the_next(full: Store) -> None:
    one = people_of_house(full, "H1")
    leave(full, persons=one[:2], place=S1, to=S2, at=minute(25), operator="")
    leave(full, persons=one[2:], place=S1, at=minute(25), operator="")  # nobody said where to
    case = planning_case(full, minute(26))
    (party,) = (party for party in case.parties if party.household == "H1")
    assert ([member.person for member in party.members], party.joins) == (list(one[2:]), S2)
    assert dict(case.inside)[S2] == 2
    adopt_plan(full, plan=make_plan(case, lambda _: None, lambda: False), at=minute(26), operator="")
    assert [finding for finding in verify(full) if finding.error] == []


@pytest.fixture
def half(drill: Store) -> Store:
    """Both islands are open; one household is in 岛一, the other has not set out."""
    order(drill, places=(P1,), level=Trigger.GO, at=minute(0), operator=OFFICER)
    for shelter in (S1, S2):
        open_shelter(drill, shelter=shelter, at=minute(5), operator=OFFICER)
    check_in(drill, persons=people_of_house(drill, "H1"), place=S1, at=minute(10), operator=OFFICER)
    return drill


def test_a_new_plan_takes_whoever_was_ordered_on_where_he_was_sent(half: Store) -> None:
    """Who is in one island holds a bed in the next; who has not set out has no other way than the ordered."""
    inside, waiting = people_of_house(half, "H1"), people_of_house(half, "H2")
    before = planning_case(half, minute(25))
    adopt_plan(half, plan=make_plan(before, lambda _: None, lambda: False), at=minute(25), operator="")
    assert {move.shelter for move in standing(half).moves if move.household == "H2"} == {S1}
    orders = tuple(Onward(Group(HouseholdId(home), persons), S2) for home, persons in (("H1", inside), ("H2", waiting)))
    order_relief(half, shelter=S1, onward=orders, at=minute(26), operator=OFFICER)
    case = planning_case(half, minute(27))
    assert dict(case.inside).get(S2, 0) == dict(before.inside).get(S2, 0) + len(inside)
    assert {party.sent_to for party in case.parties if party.household == "H2"} == {S2}
    again = replan(case, lambda _: None, lambda: False).plan
    for plan in (make_plan(case, lambda _: None, lambda: False), again):
        (move,) = (move for move in plan.moves if move.household == "H2")
        assert move.shelter == S2
    assert [finding for finding in verify(half) if finding.error] == []  # the plan of before knew of no order
    paper = next(row for row in paper_case(half, minute(27)).households if row.household == "H2")
    assert (paper.shelter.id if paper.shelter else "", paper.way, paper.resent) == (S2, None, True)
    adopt_plan(half, plan=again, at=minute(27), operator="")
    assert [finding for finding in verify(half) if finding.error] == []
    papers = paper_case(half, minute(28))
    paper = next(row for row in papers.households if row.household == "H2")
    assert (paper.way is not None, paper.resent) == (True, False)
    (expected,) = (paper for paper in papers.shelters if paper.shelter.id == S2)
    names = {member.person for row in expected.coming for member in row.expected_at(S2)}
    assert {*inside, *waiting} <= names


def test_whoever_cannot_get_where_he_was_sent_is_no_ones_guess(half: Store) -> None:
    waiting = people_of_house(half, "H2")
    close_shelter(half, shelter=S2, at=minute(24), operator="")
    onward = (Onward(Group(HouseholdId("H2"), waiting), S2),)
    order_relief(half, shelter=S1, onward=onward, at=minute(26), operator=OFFICER)
    plan = make_plan(planning_case(half, minute(27)), lambda _: None, lambda: False)
    assert [short.rule for short in plan.shortfall if short.household == "H2"] == [ShortfallRule.SENT_ELSEWHERE]
    adopt_plan(half, plan=plan, at=minute(27), operator="")
    assert [finding for finding in verify(half) if finding.error] == []


def standing(store: Store) -> Plan:
    adopted = standing_plan(store)
    assert adopted is not None
    return adopted.plan


def test_a_proposal_that_was_declined_comes_back_with_more_people(full: Store) -> None:
    add_person(full, name="过路人", place="S1", at=minute(12), operator=OFFICER)
    with pytest.raises(Refusal):
        decline_relief(full, shelter=S1, cause=Cause.FULL, reason=" ", at=minute(20), operator=OFFICER)
    decline_relief(full, shelter=S1, cause=Cause.FULL, reason="车没到", at=minute(20), operator=OFFICER)
    assert relief_board(full, None, minute(21)) == ()
    add_person(full, name="又一个", place="S1", at=minute(22), operator=OFFICER)
    assert len(relief_board(full, None, minute(23))) == 1


def test_power_that_ends_empties_the_island(full: Store) -> None:
    count_stock(full, shelter=S1, item="power_hours", amount=5, at=minute(20), operator="")
    (proposal,) = relief_board(full, None, minute(80))
    assert (proposal.cause, proposal.until, proposal.proposed.persons) == (Cause.POWER_ENDS, minute(320), 5)


def test_the_later_of_two_orders_for_a_household_holds(full: Store) -> None:
    home = people_of_house(full, "H1")
    for to in (S1, S2):
        order_relief(full, shelter=S1, onward=(Onward(Group(HouseholdId("H1"), home), to),), at=minute(20), operator="")
    assert [(order.to, order.contested) for order in onward_orders(full).values()] == [(S2, False)]
    assert who(full, "H1/赵示甲") in home
