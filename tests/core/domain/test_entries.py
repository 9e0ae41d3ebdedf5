"""What may stand in a field: refused at the door in one sentence, or stored in one form."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.counting import as_one, counting_class, leading_entry
from core.domain.entries import Field, FieldClaim, check_digit, clean, settled
from core.domain.findings import Refusal
from core.domain.freshness import FreshRules, is_old, phone_is_old, season_start
from core.domain.ids import EventId
from core.domain.people import Hazard, Mobility
from core.store.standards import counting_order, fresh_rules
from tests.core.domain.test_duplicates import entry
from tests.factories import minute

TODAY = date(2023, 7, 30)
NOBODY = "99999919500101001" + check_digit("99999919500101001")  # no such region: it can belong to nobody

TAKEN: list[tuple[Field, str, Any]] = [
    (Field.NAME, " 曾示丁 ", "曾示丁"),
    (Field.NAME, "买买提·示甲", "买买提·示甲"),
    (Field.SEX, "女", "女"),
    (Field.SEX, "", ""),
    (Field.BIRTH, "1950", "1950"),
    (Field.BIRTH, "1950/3/1", "1950-03-01"),
    (Field.BIRTH, "1950.03", "1950-03"),
    (Field.BIRTH, "", ""),
    (Field.ID_NUMBER, NOBODY, NOBODY),
    (Field.ID_NUMBER, "110109 500101 123", "110109500101123"),
    (Field.ID_NUMBER, "e12345678", "E12345678"),
    (Field.ID_NUMBER, "", ""),
    (Field.PHONE, "199-0001-2345", "19900012345"),
    (Field.PHONE, "+86 19900012345", "19900012345"),
    (Field.PHONE, "010-69840000", "01069840000"),
    (Field.PHONE, "69840000", "69840000"),
    (Field.PHONE, "", ""),
    (Field.ADDRESS, "", ""),
    (Field.MOBILITY, "bedridden", "bedridden"),
    (Field.HAZARDS, "危房、山洪", ["山洪", "危房"]),
    (Field.HAZARDS, "", []),
    (Field.NEEDS, "氧气|轮椅 | 氧气", ["氧气", "轮椅"]),
    (Field.LEDGER, "民政,防汛", ["民政", "防汛"]),
    (Field.HOUSEHOLD, "H1", "H1"),
]


@pytest.mark.parametrize(("field", "typed", "stored"), TAKEN)
def test_taken(field: Field, typed: str, stored: Any) -> None:
    assert clean(field, typed, TODAY) == stored
    text = "|".join(stored) if isinstance(stored, list) else stored
    assert clean(field, text, TODAY) == stored  # what is stored can be typed again


REFUSED: list[tuple[Field, str, str]] = [
    (Field.NAME, "", "empty"),
    (Field.NAME, "李3", "not_a_name"),
    (Field.NAME, "甲" * 51, "not_a_name"),
    (Field.SEX, "M", "not_a_sex"),
    (Field.BIRTH, "五零年", "not_a_birth"),
    (Field.BIRTH, "1950-02-30", "no_such_day"),
    (Field.BIRTH, "0000", "no_such_day"),
    (Field.BIRTH, "2024", "impossible_birth"),
    (Field.BIRTH, "1850", "impossible_birth"),
    (Field.ID_NUMBER, "4.4E+17", "not_an_id"),
    (Field.ID_NUMBER, "1101091950010112", "not_an_id"),
    (Field.ID_NUMBER, "110109195013011231", "no_birth_in_id"),
    (Field.ID_NUMBER, "110109209901011231", "no_birth_in_id"),
    (Field.ID_NUMBER, "110109195001011230", "bad_check_digit"),
    (Field.PHONE, "1990001234", "mobile_digits"),
    (Field.PHONE, "19900012345 / 19900012346", "several_phones"),
    (Field.PHONE, "没有", "not_a_phone"),
    (Field.PHONE, "12", "mobile_digits"),
    (Field.PHONE, "555", "not_a_phone"),
    (Field.ADDRESS, "长" * 201, "too_long"),
    (Field.PLACE, "", "empty"),
    (Field.HOUSEHOLD, "", "empty"),
    (Field.MOBILITY, "flies", "not_a_mobility"),
    (Field.MOBILITY, "", "not_a_mobility"),
    (Field.HAZARDS, "山洪|鬼", "not_a_hazard"),
]


@pytest.mark.parametrize(("field", "typed", "why"), REFUSED)
def test_refused(field: Field, typed: str, why: str) -> None:
    with pytest.raises(Refusal) as said:
        clean(field, typed, TODAY)
    assert (said.value.facts["field"], said.value.facts["why"]) == (field, why)


@given(st.text(alphabet="0123456789", min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 9))
def test_a_slip_in_an_id_changes_its_check_digit(body: str, at: int, by: int) -> None:
    """GB 11643 by its definition: weights 2^(17-i) modulo 11, the remainder's complement from a table."""
    total = sum(int(digit) * pow(2, 17 - n, 11) for n, digit in enumerate(body))
    assert check_digit(body) == "10X98765432"[total % 11]
    slipped = body[:at] + str((int(body[at]) + by) % 10) + body[at + 1 :]
    assert check_digit(slipped) != check_digit(body)


def claims(*values: Any) -> list[FieldClaim]:
    return [FieldClaim(EventId(f"{n:032x}"), value, minute(-n), "") for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("field", "values", "shown", "open_"),
    [
        ("phone", ["1"], "1", False),
        ("phone", ["1", "1"], "1", False),
        ("phone", ["2", "1"], "2", True),  # neither the later clock nor the smaller value wins: the lowest event id
        ("mobility", ["walks", "bedridden", "slow"], "bedridden", True),
        ("needs", [["氧气"], ["氧气"]], ["氧气"], False),
        ("hazards", [[], ["山洪"], ["危房", "山洪"]], [str(k) for k in Hazard if k in ("山洪", "危房")], True),
        ("hazards", [[], []], [], False),
        ("needs", [["氧气"], ["透析", "氧气"]], ["氧气", "透析"], True),
    ],
)
def test_two_desks_and_one_field(field: str, values: list[Any], shown: Any, open_: bool) -> None:
    said = claims(*values)
    assert settled(field, said) == settled(field, said[::-1]) == (shown, open_)


# -- counted once ------------------------------------------------------------------------------------------------------


def test_the_order_of_counting_classes_is_data_with_a_source_and_unconfirmed() -> None:
    order = counting_order()
    assert set(order) == set(Hazard)
    assert len({rule.rank for rule in order.values()}) == len(Hazard)
    assert all(rule.source and not rule.confirmed for rule in order.values())
    assert counting_class((Hazard.FLASH_FLOOD, Hazard.UNSAFE_HOUSE), order) is Hazard.UNSAFE_HOUSE
    assert counting_class((), order) is None


def test_one_person_of_several_entries() -> None:
    alone = entry(1, hazards=(Hazard.LOW_GROUND,), ledger=("民政",), phone="1990001234", mobility=Mobility.SLOW)  # type: ignore[arg-type]
    family = entry(2, hazards=(Hazard.LANDSLIDE,), ledger=("防汛",), birth="1950")  # type: ignore[arg-type]
    passer = entry(0, beyond_register=True, mobility=Mobility.WHEELCHAIR, household="")  # type: ignore[arg-type]
    everyone = [alone, family, passer]
    leading = leading_entry(everyone, counting_order(), lambda _home: 1)
    assert leading == family == leading_entry(everyone[::-1], counting_order(), lambda _home: 1)
    assert leading_entry(everyone, counting_order(), lambda home: 3 if home == alone.household else 1) == alone
    one = as_one(leading, everyone)
    assert (one.id, one.household, one.birth, one.phone) == (family.id, "H2", "1950", "1990001234")
    assert one.mobility is Mobility.WHEELCHAIR
    assert one.hazards == (Hazard.LANDSLIDE, Hazard.LOW_GROUND)
    assert set(one.ledger) == {"民政", "防汛"}
    assert not one.beyond_register


def test_the_larger_household_leads_among_equals() -> None:
    both = [entry(1, household="H1"), entry(2, household="H2")]
    assert leading_entry(both, counting_order(), lambda home: 3 if home == "H2" else 1).household == "H2"


# -- grown old ---------------------------------------------------------------------------------------------------------

CITY = timezone(timedelta(hours=8))
RULES = FreshRules((6, 1), 365, 365)


@pytest.mark.parametrize(
    ("at", "start"),
    [
        (datetime(2023, 7, 30, 12, tzinfo=CITY), datetime(2023, 6, 1, tzinfo=CITY)),
        (datetime(2023, 6, 1, tzinfo=CITY), datetime(2023, 6, 1, tzinfo=CITY)),
        (datetime(2023, 5, 31, 23, tzinfo=CITY), datetime(2022, 6, 1, tzinfo=CITY)),
    ],
)
def test_the_season_that_a_day_lies_in(at: datetime, start: datetime) -> None:
    assert season_start(RULES, at) == start


def test_what_is_old() -> None:
    at = datetime(2023, 7, 30, tzinfo=CITY)
    assert phone_is_old("1", None, RULES, at)
    assert phone_is_old("1", datetime(2023, 5, 31, tzinfo=CITY), RULES, at)
    assert not phone_is_old("1", datetime(2023, 6, 2, tzinfo=CITY), RULES, at)
    assert not phone_is_old("", None, RULES, at)
    assert is_old(None, 365, at)
    assert is_old(at - timedelta(days=366), 365, at)
    assert not is_old(at - timedelta(days=365), 365, at)


def test_the_rules_that_ship_are_data_with_a_source() -> None:
    rules = fresh_rules()
    assert rules.season_start == (6, 1)
    assert {row.rule for row in rules.rows} == {"season_start", "entry_days", "answer_days", "door_minutes"}
    assert all(row.source and not row.confirmed for row in rules.rows)
