"""A rebuild writes only what differs: whatever somebody did to the tables of everybody, they come out as folded."""

import pytest

from core.domain.findings import Refusal, Rule
from core.domain.ids import ShelterId
from core.operations.field import check_in
from core.store.database import Store
from core.store.people import people
from core.store.readings import fold, person_keys
from tests.factories import minute


@pytest.mark.parametrize(
    "statement",
    [
        "select 1",
        "delete from standings",
        "update standings set class = 'refused', place = null",
        "insert into standings values ('nobody', 'moved', null, x'00')",
        "delete from people where id = (select min(id) from people)",
        "update people set name = '别人', reading = 'bie ren'",
        "update people set name = cast(x'ff' as text)",
        "insert into search_keys select key, 'person', 'again' from search_keys limit 1",
        "delete from search_keys",
        "update search_keys set key = key || 'x'",
        "update search_keys set kind = 'helper'",
        "insert into search_keys values ('a' || char(0) || 'b', 'person', 'c')",
        "insert into search_keys values (cast(x'ff' as text), 'person', 'c')",
        "insert into operators values ('nobody', '')",
        "delete from helpers",
    ],
)
def test_a_rebuild_mends_whatever_was_done_to_a_table(drill: Store, statement: str) -> None:
    check_in(drill, persons=tuple(people(drill))[:3], place=ShelterId("S1"), at=minute(20), operator="")
    folded = drill.dump()
    drill.connection.execute(statement)
    drill.rebuild()
    assert drill.dump() == folded


def test_keys_of_a_person_are_what_each_is_folded_by_itself() -> None:
    phone = "155 0000-1111 / １５５2"
    found = list(person_keys("王·示丁", "wang shi ding", "CARD-0１", "H-12", "11010119900101123X", phone, "1990-01-01"))
    wanted = {"王·示丁", "·示丁", "wsd", "wangshiding", "CARD-0１", "H-12", "123X", "01123X", "19900101", "1111"}
    assert found == sorted({fold(key) for key in {*wanted, "000-1111", "１５５2", "12"}})


def test_keys_of_a_surname_with_two_readings_hold_both() -> None:
    found = person_keys("单虚-甲", "shan xu jia", "C", "H-12", "", "", "")
    assert found == sorted({"单虚甲", "虚甲", "sxj", "shanxujia", "dxj", "danxujia", "c", "h12", "12"})


def test_a_rebuild_leaves_out_whose_values_are_gone_and_nobody_else(drill: Store) -> None:
    gone, *others = people(drill)
    drill.connection.execute("delete from blobs where hash = (select blob from entries where id = ?)", (gone,))
    drill.rebuild()
    assert list(people(drill)) == others
    assert not drill.connection.execute("select 1 from search_keys where id = ?", (gone,)).fetchall()


def test_a_rebuild_stops_at_values_that_are_not_what_was_sealed_and_changes_nothing(drill: Store) -> None:
    before, pages = drill.dump(), drill.connection.execute("pragma cache_size").fetchone()
    drill.connection.execute(
        "update blobs set bytes = zeroblob(length(bytes)) where hash = (select min(blob) from entries)"
    )
    with pytest.raises(Refusal) as caught:
        drill.rebuild()
    assert caught.value.rule == Rule.FILE_DAMAGED
    assert drill.dump() == before
    assert drill.connection.execute("pragma cache_size").fetchone() == pages
