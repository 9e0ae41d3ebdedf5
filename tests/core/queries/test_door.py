"""Who stands at the door: keys, namesakes, both readings of a surname, cards and slips."""

import pytest

from core.domain.events import Kind
from core.domain.ids import PersonId
from core.operations.field import check_in
from core.operations.people import add_person
from core.queries.door import at_the_door, door_card, islands_from, scanned
from core.store.database import Store
from core.store.people import people
from tests.factories import T0, minute, who


def names(store: Store, text: str, shelter: str = "S1") -> list[str]:
    return [hit.row.name for hit in at_the_door(store, text, shelter, None, T0)]


def stranger(store: Store, name: str, birth: str = "") -> PersonId:
    changes = add_person(store, name=name, place="P1", birth=birth, at=T0, operator="")
    return PersonId(changes.events[0].subject.split("/")[1])


def test_both_readings_of_a_surname(drill: Store) -> None:
    stranger(drill, "单样子")
    stranger(drill, "曾样丑")
    assert names(drill, "syz") == names(drill, "dyz") == ["单样子"]
    assert names(drill, "zyc") == names(drill, "cyc") == ["曾样丑"]


def test_namesakes_are_told_apart_by_birth_year_and_village_and_never_chosen(drill: Store) -> None:
    for year in ("1938", "1938", "1951"):
        stranger(drill, "王样英", f"{year}-05-01")
    hits = at_the_door(drill, "wyy", "S1", None, T0)
    assert len(hits) == 3
    assert all(hit.row.place_name for hit in hits)
    assert [hit.row.age for hit in at_the_door(drill, "wyy 51", "S1", None, T0)] == [72]
    assert len(at_the_door(drill, "wyy38", "S1", None, T0)) == 2
    assert at_the_door(drill, "wyy 1938 zz", "S1", None, T0) == ()


def test_a_full_width_input_method_left_on_does_not_matter(drill: Store) -> None:
    assert names(drill, "ｚｓｊ") == names(drill, "zsj") != []


def test_who_is_here_already_comes_last(drill: Store) -> None:
    first, second = stranger(drill, "王样英"), stranger(drill, "王样英")
    (before, _) = (hit.row.person for hit in at_the_door(drill, "wyy", "S1", None, T0))
    check_in(drill, persons=(before,), place="S1", at=T0, operator="")
    assert [hit.row.person for hit in at_the_door(drill, "wyy", "S1", None, T0)][-1] == before
    assert {first, second} == {hit.row.person for hit in at_the_door(drill, "wyy", "S1", None, T0)}


def test_a_card_opens_the_household_and_a_slip_its_person(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    card = scanned(drill, people(drill)[person].card.lower(), T0)
    assert card is not None
    assert (card.found, card.card_read, card.slip) == (person, True, None)
    assert person in {row.person for row in card.members}
    event = check_in(drill, persons=(person,), place="S2", at=minute(1), operator="").events[-1].id
    by_slip = scanned(drill, event.upper(), minute(2))
    assert by_slip is not None
    assert (by_slip.found, by_slip.slip, by_slip.card_read) == (person, event, False)


@pytest.mark.parametrize("text", ["", "4QLAE", "0" * 32, "hello", "王"])
def test_what_is_no_code_of_ours_opens_nothing(drill: Store, text: str) -> None:
    assert scanned(drill, text, T0) is None


def test_an_entry_about_no_person_is_no_slip(drill: Store) -> None:
    assert scanned(drill, drill.journal.of_kind(Kind.CREATED)[0].id, T0) is None


def test_somebody_beyond_the_register_stands_alone(drill: Store) -> None:
    person = stranger(drill, "过路人")
    card = door_card(drill, person, T0)
    assert card is not None
    assert [row.person for row in card.members] == [person]
    assert door_card(drill, PersonId("0" * 32), T0) is None


def test_the_islands_to_come_from_leave_out_this_one(drill: Store) -> None:
    assert [one for one, _ in islands_from(drill, "S1")] == ["S2"]
