"""Beds by rule: a family in one room where there is room, care in care rooms, nobody twice, nobody lost."""

from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import PersonId, ShelterId
from core.domain.rooms import Bed, Guest, Room, free_beds, numbered_rooms, propose_beds

S = ShelterId("S1")


def room(number: int, beds: int, care: bool = False) -> Room:
    return Room(f"R{number}", S, number, beds, care=care)


def guests(count: int, care: int = 0, village: str = "甲村") -> list[Guest]:
    return [Guest(PersonId(f"p{n}"), n < care, village) for n in range(count)]


@given(
    st.lists(st.tuples(st.integers(0, 8), st.booleans()), max_size=6),
    st.data(),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_beds_are_free_and_nobody_has_two(
    made: list[tuple[int, bool]], data: st.DataObject, count: int, care: int
) -> None:
    rooms = [room(n, beds, care_room) for n, (beds, care_room) in enumerate(made, start=1)]
    taken = {one.id: data.draw(st.sets(st.integers(1, 8))) for one in rooms}
    household = guests(count, care)
    beds = propose_beds(rooms, taken, household)
    assert len(set(beds.values())) == len(beds)
    for bed in beds.values():
        (there,) = (one for one in rooms if one.id == bed.room)
        assert bed.number in free_beds(there, taken)
    free = sum(len(free_beds(one, taken)) for one in rooms)
    assert len(beds) == min(count, free)  # nobody is left without a bed while there is one
    if any(len(free_beds(one, taken)) >= count for one in rooms):
        assert len({bed.room for bed in beds.values()}) <= 1  # a family stays together where one room can take it


def test_who_needs_care_takes_the_family_to_a_care_room() -> None:
    rooms = [room(1, 4, care=True), room(2, 9)]
    assert {bed.room for bed in propose_beds(rooms, {}, guests(3, care=1)).values()} == {"R1"}
    assert {bed.room for bed in propose_beds(rooms, {}, guests(3)).values()} == {"R2"}  # kept free of others
    assert {bed.room for bed in propose_beds(rooms, {"R2": range(1, 10)}, guests(3)).values()} == {"R1"}


def test_where_no_room_takes_all_care_comes_first() -> None:
    beds = propose_beds([room(1, 1, care=True), room(2, 2)], {}, [*guests(2), Guest(PersonId("c"), True, "甲村")])
    assert beds[PersonId("c")].room == "R1"


def test_family_and_village_are_joined() -> None:
    rooms = [room(1, 9), room(2, 9), room(3, 9)]
    assert propose_beds(rooms, {}, guests(1), family_in="R3")[PersonId("p0")] == Bed("R3", 1)
    there = {"R2": {"甲村": 4}, "R1": {"乙村": 7}}
    assert propose_beds(rooms, {"R2": [1, 2, 3, 4]}, guests(1), villages=there)[PersonId("p0")] == Bed("R2", 5)


@given(st.integers(0, 40), st.integers(0, 2000))
def test_rooms_of_which_only_the_number_is_known_share_the_places(rooms: int, capacity: int) -> None:
    made = numbered_rooms(S, rooms, capacity)
    assert len(made) == rooms
    assert sum(one.beds for one in made) == (capacity if rooms else 0)
    assert len({one.id for one in made}) == rooms
