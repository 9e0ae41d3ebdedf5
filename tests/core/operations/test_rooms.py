"""Rooms and beds in a shelter: given, changed, out for a while and back, sent on to the next island."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.events import Step
from core.domain.findings import Refusal, Rule
from core.domain.ids import LinkId, PersonId, PlaceCode, ShelterId
from core.domain.rooms import Bed
from core.domain.standing import Class
from core.exchange.packs import read_pack
from core.operations.closures import close_link
from core.operations.field import check_in, leave
from core.operations.imports import import_table
from core.operations.rooms import give_beds, step_out
from core.operations.shelters import add_shelter
from core.operations.undo import void
from core.queries.bed_cards import BedCard, bed_cards, queue
from core.queries.door import at_the_door
from core.queries.duty import Open, hand_over_page
from core.queries.relief import next_islands as relief_islands
from core.queries.rooms import next_islands, propose, room_board, rooms_to_choose
from core.queries.shelters import shelter_board
from core.queries.verification import verify
from core.store.database import Store, open_store
from core.store.rooms import rooms
from core.store.standings import standing_of
from core.store.tables import table_digests
from desktop.conflicts.beds import settle_bed
from tests.factories import make_file, minute, surroundings, who, write_pack
from tests.second_desk import meet, second_desk

ROOMS = """id,shelter,plate,everyday,beds,care
S1-a,S1,应急安置室一,一(1)班,2,yes
S1-b,S1,应急安置室二,一(2)班,4,no
S2-a,S2,应急安置室一,,8,
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rooms")
    make_file(folder / "岛.daolian", pack=write_pack(folder / "pack", {"rooms.csv": ROOMS}))
    return folder / "岛.daolian"


@pytest.fixture
def island(made: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "岛.daolian"
    path.write_bytes(made.read_bytes())
    with closing(open_store(path, surroundings(7))) as store:
        yield store


def arrive(store: Store, *names: str, shelter: str = "S1", at: int = 1) -> tuple[PersonId, ...]:
    """Check in with the beds that are proposed."""
    persons = tuple(who(store, name) for name in names)
    beds = {row.person: row.bed for row in propose(store, shelter, persons, minute(at))}
    check_in(store, persons=persons, place=shelter, beds=beds, at=minute(at), operator="")
    return persons


def bed(store: Store, person: PersonId) -> tuple[str | None, int | None]:
    claim = standing_of(store, person).claims[0]
    return claim.room, claim.bed


def why_not(caught: pytest.ExceptionInfo[Refusal]) -> tuple[str, object]:
    return caught.value.rule, caught.value.facts.get("free")


def test_a_family_arrives_into_one_room(island: Store) -> None:
    family = arrive(island, "H1/赵示甲", "H1/赵示乙", "H1/赵示丙")
    assert [bed(island, person) for person in family] == [("S1-b", 1), ("S1-b", 2), ("S1-b", 3)]
    assert Step.HOUSED in standing_of(island, family[0]).steps
    board = room_board(island, "S1", minute(2))
    assert [(row.room.plate, row.room.everyday, row.inside, row.free) for row in board.rows] == [
        ("应急安置室一", "一(1)班", 0, 2),
        ("应急安置室二", "一(2)班", 3, 1),
    ]
    assert verify(island) == ()


def test_a_wheelchair_goes_to_a_care_room(island: Store) -> None:
    (person,) = arrive(island, "H3/孙拟乙")
    assert bed(island, person) == ("S1-a", 1)


def test_whoever_comes_last_has_arrived_without_a_bed(island: Store) -> None:
    arrive(island, "H1/赵示甲", "H1/赵示乙", "H1/赵示丙", "H2/钱例甲")
    arrive(island, "H2/钱例乙", "H4/李虚甲")
    (person,) = arrive(island, "H4/李虚乙")
    assert standing_of(island, person).class_ is Class.MOVED
    assert bed(island, person) == (None, None)
    assert room_board(island, "S1", minute(2)).unroomed == 1
    assert rooms_to_choose(island, "S1", 1, minute(2)) == ()
    assert [(row.shelter, row.free) for row in next_islands(island, "S1", minute(2))] == [("S2", 8)]


def test_the_next_island_is_the_soonest_by_open_road_and_one_without_a_way_is_marked(island: Store) -> None:
    """甲村的祠堂 lies nearest by straight line, behind 20 minutes of road; then the road to 岛二 breaks."""
    add_shelter(island, name="祠堂", place=PlaceCode("P1"), beds=4, at=minute(1), operator="")
    first = next_islands(island, "S1", minute(2))
    assert [row.minutes is not None for row in first if row.shelter == "S2"] == [True]
    by_road = [row.minutes for row in first if row.open and row.minutes is not None]
    assert by_road == sorted(by_road)
    for link in ("L4", "L5", "L8"):
        close_link(island, link=LinkId(link), start=minute(2), at=minute(2), operator="")
    after = next_islands(island, "S1", minute(3))
    assert [row.minutes for row in after if row.shelter == "S2"] == [None]


def test_another_room_and_taken_back(island: Store) -> None:
    (person,) = arrive(island, "H1/赵示甲")
    changes = give_beds(island, shelter="S1", beds={person: Bed("S1-a", 2)}, at=minute(3), operator="")
    assert bed(island, person) == ("S1-a", 2)
    void(island, event=changes.events[0].id, at=minute(4), operator="")
    assert bed(island, person) == ("S1-b", 1)
    assert verify(island) == ()


def test_a_bed_that_cannot_be_given_says_which_can(island: Store) -> None:
    first, second = arrive(island, "H3/孙拟乙", "H3/孙拟丙")
    (third,) = arrive(island, "H1/赵示甲")
    with pytest.raises(Refusal) as caught:
        give_beds(island, shelter="S1", beds={third: Bed("S1-a", 1)}, at=minute(3), operator="")
    assert why_not(caught) == (Rule.ROOM_FULL, ["应急安置室二"])
    with pytest.raises(Refusal) as caught:
        give_beds(island, shelter="S1", beds={first: Bed("S1-b", 1)}, at=minute(3), operator="")
    assert why_not(caught) == (Rule.BED_TAKEN, [2, 3, 4])
    with pytest.raises(Refusal) as caught:
        give_beds(island, shelter="S1", beds={first: Bed("S2-a", 1)}, at=minute(3), operator="")
    assert caught.value.rule == Rule.UNKNOWN_ROOM
    with pytest.raises(Refusal) as caught:
        give_beds(island, shelter="S1", beds={who(island, "H4/李虚甲"): Bed("S1-b", 4)}, at=minute(3), operator="")
    assert caught.value.rule == Rule.NOT_INSIDE
    give_beds(
        island, shelter="S1", beds={first: Bed("S1-a", 2), second: Bed("S1-a", 1)}, at=minute(3), operator=""
    )  # two change beds with each other
    assert (bed(island, first), bed(island, second)) == (("S1-a", 2), ("S1-a", 1))


def test_beds_that_two_desks_gave_apart_are_said_until_somebody_gives_them_again(island: Store, tmp_path: Path) -> None:
    """One person got two beds, and one bed two persons: the rooms say both, on both laptops alike."""
    (first,) = arrive(island, "H1/赵示甲")
    with second_desk(island, tmp_path / "other") as other:
        (second,) = arrive(island, "H1/赵示乙")
        assert bed(island, second) == ("S1-b", 2)
        give_beds(island, shelter="S1", beds={first: Bed("S1-b", 4)}, at=minute(3), operator="")
        give_beds(other, shelter="S1", beds={first: Bed("S1-b", 2)}, at=minute(3), operator="")
        meet(island, other)
        for desk in (island, other):
            doubts = room_board(desk, "S1", minute(5)).doubts
            assert [(tuple(sorted(one.names)), one.beds) for one in doubts] == [
                (("赵示甲",), (("应急安置室二", 2, 2), ("应急安置室二", 2, 4))),
                (("赵示乙", "赵示甲"), (("应急安置室二", 2, 2),)),
            ]
        give_beds(other, shelter="S1", beds={first: Bed("S1-b", 3)}, at=minute(6), operator="")
        meet(island, other)
        assert room_board(island, "S1", minute(7)).doubts == room_board(other, "S1", minute(7)).doubts == ()
        assert bed(island, first) == ("S1-b", 3)
        assert island.dump() == other.dump()


def test_a_bed_given_apart_is_a_card_that_one_answer_settles(island: Store, tmp_path: Path) -> None:
    (first,) = arrive(island, "H1/赵示甲")
    with second_desk(island, tmp_path / "other") as other:
        (second,) = arrive(island, "H1/赵示乙")
        give_beds(island, shelter="S1", beds={first: Bed("S1-b", 4)}, at=minute(3), operator="")
        give_beds(other, shelter="S1", beds={first: Bed("S1-b", 2)}, at=minute(3), operator="")
        meet(island, other)
        cards = queue(island)
        assert cards == queue(other)
        assert [(card.answers, card.shared) for card in cards if isinstance(card, BedCard)] == [(2, False), (2, True)]
        assert queue(island, "无此镇") == ()
        shared = next(card for card in cards if isinstance(card, BedCard) and card.shared)
        keeps = shared.persons.index(second) + 1
        settle_bed(island, card=shared, answer=keeps, at=minute(6), operator="")
        meet(island, other)
        assert queue(island) == queue(other) == ()
        assert bed(island, second) == ("S1-b", 2)
        assert bed(island, first) not in (None, ("S1-b", 2))
        assert island.dump() == other.dump()


def test_a_settled_bed_is_open_again_when_it_is_taken_back(island: Store, tmp_path: Path) -> None:
    """One bed for two: settling moves one of them to a free bed; taking it back leaves both in the bed they had."""
    with second_desk(island, tmp_path / "other") as other:
        (first,), (second,) = arrive(island, "H1/赵示甲"), arrive(other, "H1/赵示乙")
        meet(island, other)
        (card,) = bed_cards(island)
        assert (card.answers, card.shared) == (2, True)
        page = {item.kind: item for item in hand_over_page(island, None, minute(5)).items}
        assert (page[Open.BEDS_APART].count, len(page[Open.BEDS_APART].names)) == (1, 1)
        before = bed(island, first), bed(island, second)
        changes = settle_bed(island, card=card, answer=1, at=minute(6), operator="")
        assert Open.BEDS_APART not in {item.kind for item in hand_over_page(island, None, minute(6)).items}
        for event in reversed(changes.events):  # as Ctrl+Z does
            void(island, event=event.id, at=minute(7), operator="")
        assert bed_cards(island) == (card,)
        assert (bed(island, first), bed(island, second)) == before
        meet(island, other)
        assert bed_cards(other) == (card,)
        assert island.dump() == other.dump()
        assert [(one.rule, one.error) for one in verify(island)] == [("bed_twice", False)]  # said, and no fault


def test_of_several_beds_the_one_that_is_seen_stays(island: Store, tmp_path: Path) -> None:
    (first,) = arrive(island, "H1/赵示甲")
    with second_desk(island, tmp_path / "other") as other:
        give_beds(island, shelter="S1", beds={first: Bed("S1-b", 4)}, at=minute(3), operator="")
        give_beds(other, shelter="S1", beds={first: Bed("S1-b", 2)}, at=minute(3), operator="")
        meet(island, other)
        (card,) = queue(other)
        assert isinstance(card, BedCard)
        settle_bed(other, card=card, answer=1, at=minute(6), operator="")
        assert queue(other) == ()
        assert bed(other, first) == (card.given[0].room, card.given[0].number)


def test_out_for_a_while_keeps_the_bed_and_coming_back_ends_it(island: Store) -> None:
    (person,) = arrive(island, "H1/赵示甲")
    step_out(island, persons=(person,), shelter="S1", back_by=minute(60), at=minute(5), operator="")
    claim = standing_of(island, person).claims[0]
    assert claim.out is not None
    assert (claim.class_, claim.out.since, claim.out.back_by) == (Class.MOVED, minute(5), minute(60))
    assert room_board(island, "S1", minute(6)).out == 1
    check_in(island, persons=(person,), place="S1", at=minute(30), operator="")
    claim = standing_of(island, person).claims[0]
    assert (claim.out, claim.room, claim.bed) == (None, "S1-b", 1)


def test_sent_on_he_is_on_nobodys_list_but_that_of_the_missing(island: Store) -> None:
    (person,) = arrive(island, "H1/赵示甲")
    leave(island, persons=(person,), place="S1", to="S2", at=minute(5), operator="")
    stands = standing_of(island, person)
    assert (stands.class_, stands.going_to) == (Class.NOT_MOVED, "S2")
    assert room_board(island, "S1", minute(6)).rows[1].free == 4
    (hit, *_) = at_the_door(island, "zsj", "S2", None, minute(6))
    assert (hit.row.person, hit.expected) == (person, True)
    check_in(island, persons=(person,), place="S2", at=minute(20), operator="")
    assert standing_of(island, person).going_to is None
    with pytest.raises(Refusal) as caught:
        leave(island, persons=(person,), to="nowhere", at=minute(21), operator="")
    assert caught.value.rule == Rule.UNKNOWN_SHELTER


def test_the_duty_room_and_the_door_count_the_same_free_beds_and_rooms(island: Store) -> None:
    def free(shelter: str) -> tuple[int, int, int | None]:
        """(beds as the door of the other island offers them, as the duty room does, its empty rooms)."""
        other = "S2" if shelter == "S1" else "S1"
        door = next(row for row in next_islands(island, other, minute(9)) if row.shelter == shelter)
        board = next(row for row in relief_islands(island, other, minute(9)) if row.row.shelter.id == shelter)
        return door.free, board.beds, board.rooms

    assert (free("S1"), free("S2")) == ((6, 6, 2), (8, 8, 1))
    arrive(island, "H3/孙拟乙")  # the care room has somebody in it, the other one nobody
    assert free("S1") == (5, 5, 1)
    (person,) = arrive(island, "H1/赵示甲")
    assert free("S1") == (4, 4, 0)
    leave(island, persons=(person,), place="S1", to="S2", at=minute(5), operator="")
    assert (free("S1"), free("S2")) == ((5, 5, 1), (7, 7, 0))  # whoever is on his way has his bed there


def test_imported_rooms_travel_and_have_the_same_numbers_at_every_desk(island: Store, tmp_path: Path) -> None:
    with second_desk(island, tmp_path / "other") as other:
        table = tmp_path / "rooms.csv"
        table.write_text(
            "id,shelter,plate,everyday,beds,care\n"
            "S2-b,S2,应急安置室二,,3,no\nS1-c,S1,应急安置室三,,5,\nS1-a,S1,应急安置室一,一(1)班,1,yes\n",
            encoding="utf-8",
        )
        import_table(
            island,
            table="rooms",
            source=tmp_path / "rooms.csv",
            datum="wgs84",
            dry_run=False,
            at=minute(1),
            operator="",
        )
        meet(island, other)
        known = rooms(island)
        assert [(room.id, room.number, room.beds) for room in known[ShelterId("S1")]] == [
            ("S1-a", 1, 1), ("S1-b", 2, 4), ("S1-c", 3, 5),
        ]  # fmt: skip
        assert rooms(other) == known
        assert table_digests(other) == table_digests(island)
        (person,) = arrive(other, "H3/孙拟乙")
        meet(island, other)
        assert bed(island, person) == ("S1-a", 1)
        assert (verify(island), verify(other)) == ((), ())


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        ("id,shelter,plate,beds\nR,S9,应急安置室一,4\n", "unknown_shelter"),
        ("id,shelter,plate,beds\nR,S1,应急安置室一,4\nR,S1,应急安置室二,4\n", "duplicate"),
        ("id,shelter,plate,beds\nR,S1,,4\n", "missing_value"),
        ("id,shelter,plate,beds\nR,S1,应急安置室一,\n", "missing_value"),
        ("id,shelter,plate,beds\nR,S1,应急安置室一,-1\n", "negative"),
    ],
)
def test_a_bad_table_of_rooms_is_refused_whole(tmp_path: Path, table: str, rule: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_pack(write_pack(tmp_path / "pack", {"rooms.csv": table}))
    assert caught.value.facts["first"] == rule
    assert caught.value.facts["file"] == "rooms.csv"


def test_fewer_beds_than_the_capacity_says_is_a_remark_and_stands_on_the_page(island: Store, tmp_path: Path) -> None:
    """岛一 takes six; its rooms have five beds in the pack, seven after the import of one more."""
    short = write_pack(tmp_path / "pack", {"rooms.csv": "id,shelter,plate,beds\nR,S1,应急安置室一,5\n"})
    pack = read_pack(short)
    (remark,) = [one for one in pack.findings if one.rule == "fewer_beds"]
    assert (remark.facts, remark.error) == ({"shelter": "岛一小学", "beds": 5, "capacity": 6}, False)
    table = tmp_path / "rooms.csv"
    table.write_text("id,shelter,plate,beds\nS2-a,S2,应急安置室一,3\n", encoding="utf-8")
    said = import_table(
        island, table="rooms", source=table, datum="wgs84", dry_run=False, at=minute(1), operator=""
    ).findings
    assert [(one.facts["beds"], one.facts["capacity"]) for one in said if one.facts["shelter"] == "岛二小学"] == [
        (3, 8)
    ]
    (row,) = [row for row in shelter_board(island, None, minute(2)) if row.shelter.id == "S2"]
    assert (row.beds, row.beds_lacking, row.free) == (3, 5, 8)
