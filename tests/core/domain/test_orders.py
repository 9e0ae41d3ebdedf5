"""Whom an order makes due."""

from dataclasses import replace

from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PersonId, PlaceCode
from core.domain.orders import due_members
from core.domain.people import Hazard, Mobility, Person

P1, P2 = PlaceCode("P1"), PlaceCode("P2")


def person(key: str, household: str, mobility: Mobility = Mobility.WALKS, *, tagged: bool = False) -> Person:
    hazards = (Hazard.FLASH_FLOOD,) if tagged else ()
    return Person(PersonId(key), "", HouseholdId(household), "某某", P1, mobility, hazards)


FAMILY = [
    person("c", "H1", tagged=True),
    person("a", "H1", Mobility.SLOW),
    person("b", "H1", Mobility.BEDRIDDEN),
    person("d", "H2", Mobility.WHEELCHAIR),
]


def test_go_moves_the_whole_household_of_anybody_tagged() -> None:
    (party,) = due_members(FAMILY, {P1: Trigger.GO})
    assert (party.household, party.members, party.level) == ("H1", ("a", "b", "c"), Trigger.GO)


def test_prepare_moves_those_of_it_who_need_help() -> None:
    (party,) = due_members(FAMILY, {P1: Trigger.PREPARE})
    assert party.members == ("a", "b")


def test_prepare_leaves_out_a_household_where_all_walk() -> None:
    assert due_members([person("a", "H1", tagged=True)], {P1: Trigger.PREPARE}) == ()


def test_an_untagged_household_stays() -> None:
    assert due_members([person("d", "H2", Mobility.WHEELCHAIR)], {P1: Trigger.GO}) == ()


def test_another_place_or_none_moves_nobody() -> None:
    assert due_members(FAMILY, {P2: Trigger.GO}) == ()
    assert due_members(FAMILY, {P1: Trigger.NONE}) == ()
    assert due_members(FAMILY, {}) == ()


def test_people_beyond_the_register_are_not_due() -> None:
    stranger = replace(person("x", "H1", tagged=True), beyond_register=True)
    (party,) = due_members([*FAMILY, stranger], {P1: Trigger.GO})
    assert "x" not in party.members
    assert due_members([stranger], {P1: Trigger.GO}) == ()


def test_a_member_who_lives_elsewhere_follows_the_order_of_his_own_village() -> None:
    elsewhere = replace(person("e", "H1"), place=P2)
    (party,) = due_members([*FAMILY, elsewhere], {P2: Trigger.GO})
    assert party.members == ("e",)


def test_the_order_of_the_people_does_not_matter() -> None:
    levels = {P1: Trigger.GO}
    assert due_members(reversed(FAMILY), levels) == due_members(FAMILY, levels)
