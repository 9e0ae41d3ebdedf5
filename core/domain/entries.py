"""Fields of a register entry: which can be edited, what may stand in each, what two desks' edits amount to.

What cannot be right is refused at the door in one sentence (`Refusal` with the rule's name); inside nothing is
re-checked.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from core.domain.findings import Refusal, Rule
from core.domain.ids import EventId
from core.domain.people import Hazard, Mobility

MAX_NAME = 50
MAX_TEXT = 200
OLDEST = 1900


class Field(StrEnum):
    """Fields of a person's entry, in the order in which they are shown."""

    NAME = "name"
    SEX = "sex"
    BIRTH = "birth"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ADDRESS = "address"
    PLACE = "place"
    HOUSEHOLD = "household"
    MOBILITY = "mobility"
    HAZARDS = "hazards"
    NEEDS = "needs"
    LEDGER = "ledger"


HELPER_FIELDS = ("name", "phone", "place", "age", "carries", "max_load", "car_seats", "night", "household")


class OffReason(StrEnum):
    """Why somebody is taken off the list. Nobody is ever deleted; erasing personal data is something else."""

    DIED = "died"
    MOVED_AWAY = "moved_away"
    ENTERED_WRONGLY = "entered_wrongly"
    IMPORT_UNDONE = "import_undone"  # the import that brought him was taken back


_TOGETHER = (Field.HAZARDS, Field.NEEDS)


@dataclass(frozen=True, slots=True)
class FieldClaim:
    """One value that a live edit gives a field, and who said so."""

    event: EventId
    value: Any
    at: datetime
    operator: str


def settled(field: str, claims: Sequence[FieldClaim]) -> tuple[Any, bool]:
    """The value of a field that has edits (at least one), and whether they contradict each other.

    Two desks that changed one field without knowing of each other both stay: it is shown as open, and until somebody
    says which is right the value is the one that needs most help (of hazards and needs all that either says: whoever
    has none is not due), else the one of the lowest event id. Never the later clock.
    """
    values = [claim.value for claim in sorted(claims, key=lambda claim: claim.event)]
    conflict = any(value != values[0] for value in values)
    if conflict and field == Field.MOBILITY:
        return max(values, key=[str(kind) for kind in Mobility].index), True
    if conflict and field in _TOGETHER and all(isinstance(value, list) for value in values):
        every = list(dict.fromkeys(word for value in values for word in value))
        return (every if field == Field.NEEDS else [str(kind) for kind in Hazard if kind in every]), True
    return values[0], conflict


def clean(field: Field, text: str, today: date) -> Any:
    """What is stored for what somebody typed into a field. Places and households are looked up by whoever asks.

    Refusal BAD_FIELD with `field`, `value` and `why`: one of the names in `desktop/refusals.py`.
    """
    value = text.strip()
    return _CLEANERS[field](value, today)


def refuse(field: str, value: str, why: str, **facts: Any) -> Refusal:
    return Refusal(Rule.BAD_FIELD, {"field": field, "value": value, "why": why, **facts})


def _name(value: str, _today: date) -> str:
    if not value:
        raise refuse(Field.NAME, value, "empty")
    if len(value) > MAX_NAME or any(character.isdigit() for character in value):
        raise refuse(Field.NAME, value, "not_a_name")
    return value


def _sex(value: str, _today: date) -> str:
    if value not in ("男", "女", ""):
        raise refuse(Field.SEX, value, "not_a_sex")
    return value


def _birth(value: str, today: date) -> str:
    text = value.replace("/", "-").replace(".", "-")
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text)
    if not value:
        return ""
    if found is None:
        raise refuse(Field.BIRTH, value, "not_a_birth")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        born = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise refuse(Field.BIRTH, value, "no_such_day") from None
    if born > today or born.year < OLDEST:
        raise refuse(Field.BIRTH, value, "impossible_birth")
    return "-".join(
        part for part in (f"{year:04d}", f"{month:02d}" if month else "", f"{day:02d}" if day else "") if part
    )


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_digit(body: str) -> str:
    """The 18th character of an id number (GB 11643) from its first 17 digits."""
    return "10X98765432"[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True)) % 11]


def _id_number(value: str, today: date) -> str:
    text = "".join(value.split()).upper()
    if not text:
        return ""
    if re.fullmatch(r"[A-Z][A-Z0-9]{4,16}", text):  # a passport or a permit
        return text
    if not (re.fullmatch(r"\d{17}[\dX]", text) or re.fullmatch(r"\d{15}", text)):
        raise refuse(Field.ID_NUMBER, value, "not_an_id", digits=len(text))
    born = text[6:14] if len(text) == 18 else f"19{text[6:12]}"
    try:
        day = date(int(born[:4]), int(born[4:6]), int(born[6:8]))
    except ValueError:
        raise refuse(Field.ID_NUMBER, value, "no_birth_in_id") from None
    if day > today or day.year < OLDEST:
        raise refuse(Field.ID_NUMBER, value, "no_birth_in_id")
    if len(text) == 18 and check_digit(text[:17]) != text[17]:
        raise refuse(Field.ID_NUMBER, value, "bad_check_digit")
    return text


def _phone(value: str, _today: date) -> str:
    text = re.sub(r"[\s()（）\-—]", "", value)
    text = re.sub(r"^(\+86|0086)", "", text)
    if not text:
        return ""
    if not text.isdigit() or not text.isascii():
        several = any(mark in value for mark in "|/、,，;；")
        raise refuse(Field.PHONE, value, "several_phones" if several else "not_a_phone")
    if text[0] == "1" and len(text) != 11:
        raise refuse(Field.PHONE, value, "mobile_digits", digits=len(text))
    if (
        not (len(text) == 11 and text[0] == "1")
        and not (text[0] == "0" and 10 <= len(text) <= 12)
        and (len(text) not in (7, 8) or text[0] in "01")
    ):
        raise refuse(Field.PHONE, value, "not_a_phone")
    return text


def _text(field: Field) -> Callable[[str, date], str]:
    def cleaned(value: str, _today: date) -> str:
        if len(value) > MAX_TEXT:
            raise refuse(field, value[:20], "too_long", most=MAX_TEXT)
        return value

    return cleaned


def _needed(field: Field) -> Callable[[str, date], str]:
    def cleaned(value: str, today: date) -> str:
        if not value:
            raise refuse(field, value, "empty")
        return _text(field)(value, today)

    return cleaned


def _mobility(value: str, _today: date) -> str:
    if value not in set(Mobility):
        raise refuse(Field.MOBILITY, value, "not_a_mobility", allowed=[str(kind) for kind in Mobility])
    return value


def words(value: str) -> list[str]:
    """The words of a cell, each once: `|`, 、 and commas separate."""
    return list(dict.fromkeys(word for part in re.split(r"[|、,，;；]", value) if (word := part.strip())))


def _hazards(value: str, _today: date) -> list[str]:
    said = words(value)
    for word in said:
        if word not in set(Hazard):
            raise refuse(Field.HAZARDS, word, "not_a_hazard", allowed=[str(kind) for kind in Hazard])
    return [str(kind) for kind in Hazard if kind in said]


def _words(field: Field) -> Callable[[str, date], list[str]]:
    def cleaned(value: str, today: date) -> list[str]:
        return words(_text(field)(value, today))

    return cleaned


_CLEANERS: Mapping[Field, Callable[[str, date], Any]] = {
    Field.NAME: _name,
    Field.SEX: _sex,
    Field.BIRTH: _birth,
    Field.ID_NUMBER: _id_number,
    Field.PHONE: _phone,
    Field.ADDRESS: _text(Field.ADDRESS),
    Field.PLACE: _needed(Field.PLACE),
    Field.HOUSEHOLD: _needed(Field.HOUSEHOLD),
    Field.MOBILITY: _mobility,
    Field.HAZARDS: _hazards,
    Field.NEEDS: _words(Field.NEEDS),
    Field.LEDGER: _words(Field.LEDGER),
}
