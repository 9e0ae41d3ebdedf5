"""Finding a person by whatever can be typed in the dark."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.findings import Refusal, Rule
from core.domain.ids import HouseholdId
from core.queries.names import find_person
from core.queries.people import household_card, person_card, revealed, search
from core.store.database import Store, open_store
from core.store.people import people, reading_of
from core.store.readings import fold, person_keys, reading
from tests.factories import make_file, minute, pack_text, surroundings, who, write_pack

HARD = {
    "单示甲": "shan shi jia",
    "曾示乙": "zeng shi yi",
    "仇示丙": "qiu shi bing",
    "解示丁": "xie shi ding",
    "查示戊": "zha shi wu",
    "任示己": "ren shi ji",
    "尉迟示": "yu chi shi",
    "万俟示": "mo qi shi",
}


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("search")
    header, *rows = pack_text("people.csv").splitlines()
    lines = [f"{header},id_number,phone,address"]
    for n, row in enumerate(rows):
        lines.append(f"{row},1101091950030103{n:02d},199000100{n:02d},甲村南坡{n}号")
    lines += [f"ZX-{n:04d},{name},丙村,walks,,1950,男,,," for n, name in enumerate(HARD)]
    path = folder / "夜.daolian"
    make_file(path, pack=write_pack(folder / "pack", {"people.csv": "\n".join(lines) + "\n"}))
    with closing(open_store(path, surroundings())) as store:
        yield store


def found(store: Store, text: str) -> list[str]:
    return [hit.name for hit in search(store, text, limit=50, at=minute(0)) if hit.kind == "person"]


@pytest.mark.parametrize(
    "text", ["zsj", "zhaoshijia", "赵示甲", "ZSJ", "ｚｓｊ", "ＺｈａｏＳｈｉＪｉａ", " zhao shi jia ", "zhaoshi"]
)
def test_by_initials_pinyin_and_han_in_any_width(registered: Store, text: str) -> None:
    assert "赵示甲" in found(registered, text)


@pytest.mark.parametrize(
    "text", ["0300", "010300", "0000", "00010000", "ＺＸ－０００３", "zx0003", "0003", "１９５００３０１"]
)
def test_by_tails_household_number_and_birth(registered: Store, text: str) -> None:
    assert found(registered, text)


def test_by_card_code_on_screen_and_by_verb(registered: Store) -> None:
    for person in people(registered).values():
        assert found(registered, person.card.lower())[0] == person.name
        assert find_person(registered, person.card.lower()) == person.id


@pytest.mark.parametrize("name", HARD)
def test_hard_surnames_are_read_as_names_and_found_by_either_reading(registered: Store, name: str) -> None:
    assert reading(name) == HARD[name]
    assert name in found(registered, HARD[name].replace(" ", ""))
    assert name in found(registered, "".join(part[0] for part in HARD[name].split()))


def test_the_common_reading_of_a_hard_surname_finds_too(registered: Store) -> None:
    assert "单示甲" in found(registered, "danshijia")
    assert "单示甲" in found(registered, "dsj")


@given(data=st.data())
def test_search_finds_exactly_what_begins_with_the_key(registered: Store, data: st.DataObject) -> None:
    keys = {
        person.id: person_keys(
            person.name,
            reading_of(registered, person.id),
            person.card,
            person.household,
            person.id_number,
            person.phone,
            person.birth,
        )
        for person in people(registered).values()
    }
    key = data.draw(st.sampled_from(sorted({key for some in keys.values() for key in some})))
    typed = key[: data.draw(st.integers(2, max(2, len(key))))]
    hits = {hit.id for hit in search(registered, typed, limit=50, at=minute(0)) if hit.kind == "person"}
    assert hits == {person for person, some in keys.items() if any(item.startswith(fold(typed)) for item in some)}


def test_exact_matches_come_first_and_nothing_finds_nothing(registered: Store) -> None:
    assert found(registered, "赵示甲")[0] == "赵示甲"
    assert search(registered, "", at=minute(0)) == ()
    assert search(registered, "没有这样的人", at=minute(0)) == ()


def test_villages_and_shelters_are_found_too(registered: Store) -> None:
    assert [(hit.kind, hit.id) for hit in search(registered, "乙村", at=minute(0))] == [("place", "P2")]
    assert [(hit.kind, hit.id) for hit in search(registered, "岛二", at=minute(0))] == [("shelter", "S2")]


def test_the_panel_masks_what_is_personal_until_it_is_asked_for(registered: Store) -> None:
    person = who(registered, "H1/赵示甲")
    card = person_card(registered, person, minute(0))
    assert card is not None
    full = people(registered)[person]
    assert (full.phone, full.address) == ("19900010000", "甲村南坡0号")
    assert (card.phone, card.id_number, card.address, card.birth) == (
        "199****0000",
        "110109********0300",
        "甲村 ***",
        "1950",
    )
    assert [member.name for member in card.members] == ["赵示甲", "赵示乙", "赵示丙"]
    assert [revealed(registered, person, field) for field in ("phone", "address")] == [full.phone, full.address]
    by_house = household_card(registered, HouseholdId("H1"), minute(0))
    assert by_house is not None
    assert by_house.row.name == "赵示甲"
    assert household_card(registered, HouseholdId("H99"), minute(0)) is None


def test_a_name_is_enough_where_only_one_bears_it(registered: Store) -> None:
    assert find_person(registered, "曾示乙") == find_person(registered, "ZX-0001/曾示乙")
    with pytest.raises(Refusal) as caught:
        find_person(registered, "ZX-0002/曾示乙")
    assert caught.value.rule == Rule.UNKNOWN_PERSON
