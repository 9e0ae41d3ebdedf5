"""A record of an office's list of people -> a row of the register: nothing invented, everything odd said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.domain.ids import HouseholdId, PlaceCode
from core.domain.people import Hazard, Mobility
from core.exchange.cells import Problem
from core.exchange.office import personal
from core.exchange.office.fields import Context
from core.exchange.office.office_words import hazards_in
from core.exchange.office.problems import Odd
from core.exchange.office.said import Note, Said
from core.exchange.people import PersonRow

# Stands among the needs of somebody whose mobility nobody has asked for: counted as walking until then.
TO_ASK = "行动待问"
NOTE_PREFIX = "备注："
_MOBILITIES = {kind.value: kind for kind in Mobility}
_HAZARDS = {hazard.value: hazard for hazard in Hazard}
_EXACT_HOUSEHOLD = ("户编号", "household")


@dataclass(slots=True)
class Given:
    """What a sheet says once for all its rows, in its title or name: a place, hazards."""

    place: PlaceCode | None = None
    hazards: tuple[Hazard, ...] = ()
    exact_households: bool = False
    told: set[str] = field(default_factory=set)  # rules to be told once for the sheet


Cells = Mapping[str, Said]


def person_row(cells: Cells, notes: list[tuple[str, Note]], context: Context, given: Given) -> PersonRow:
    """The row that these cells make. `notes` (field, note) grows; an error among them sets the row aside."""
    said = _Texts({name: cell.text for name, cell in cells.items()})
    name = said["name"] or said["head"]
    if not name and not any(note.error and field in ("name", "head") for field, note in notes):
        notes.append(("name", Note(Problem.MISSING_VALUE, error=True)))
    place = find_place(cells, notes, context, given.place)
    id_number = said["id_number"]
    proven = id_number if id_number and _fits(cells["id_number"]) else ""
    birth = _birth(said, proven, notes, context.today)
    sex = said["sex"]
    if sex and proven and personal.sex_in_id(proven) != sex:
        notes.append(("sex", Note(Odd.SEX_AND_ID, {"value": sex})))
    mobility = said["mobility"]
    needs = said["needs"].split("|") if said["needs"] else []
    if not mobility and not any(note.error for name_of, note in notes if name_of == "mobility"):
        notes.append(("mobility", Note(Odd.MOBILITY_UNKNOWN)))
        needs.append(TO_ASK)
    if said["note"]:
        needs.append(NOTE_PREFIX + said["note"].replace("|", "／"))
    hazards = tuple(_HAZARDS[word] for word in said["hazards"].split("|") if word in _HAZARDS) or given.hazards
    return PersonRow(
        household=HouseholdId(_household(said, name, place, notes, context, given)),
        name=name,
        place=place,
        mobility=_MOBILITIES.get(mobility, Mobility.WALKS),
        hazards=hazards,
        id_number=id_number,
        phone=said["phone"],
        birth=birth,
        sex=sex,
        address=said["address"],
        needs=tuple(dict.fromkeys(needs)),
        ledger=tuple(said["ledger"].split("|")) if said["ledger"] else (),
    )


class _Texts(dict[str, str]):
    """Texts of the cells, empty where the column is missing."""

    def __missing__(self, _name: str) -> str:
        return ""


def find_place(cells: Cells, notes: list[tuple[str, Note]], context: Context, otherwise: PlaceCode | None) -> PlaceCode:
    """The place a row is of: its own column (within the town of the row), else the sheet's, else its address."""
    own = cells.get("place")
    if own is not None and (own.text or any(note.error for note in own.notes)):
        return PlaceCode(own.text)
    if otherwise is not None:
        return otherwise
    town, address = cells.get("town"), cells.get("address")
    if address is not None and address.text:
        found = context.places.in_address(address.text, town.text if town is not None else "")
        if len(found) == 1:
            notes.append(("place", Note(Odd.PLACE_FROM_ADDRESS, {"value": found[0].full})))
            return PlaceCode(found[0].code)
        if found:
            notes.append(("place", context.places.ambiguous(address.text, found)))
            return PlaceCode("")
    notes.append(("place", Note(Problem.MISSING_VALUE, error=True)))
    return PlaceCode("")


def _fits(said: Said) -> bool:
    """Whether an id number may be used to check other cells: 18 characters whose last fits."""
    return all(note.rule in (Odd.FULL_WIDTH, Odd.ID_15_DIGITS) for note in said.notes)


def _birth(said: _Texts, id_number: str, notes: list[tuple[str, Note]], today: date) -> str:
    birth = said["birth"]
    proven = personal.birth_in_id(id_number) if id_number else ""
    if birth:
        if proven and not proven.startswith(birth):
            notes.append(("birth", Note(Odd.BIRTH_AND_ID, {"value": birth})))
        return birth
    if proven and proven <= today.isoformat():
        notes.append(("birth", Note(Odd.BIRTH_FROM_ID, {"read": proven})))
        return proven
    if said["age"]:
        year = str(today.year - int(said["age"]))
        notes.append(("age", Note(Odd.BIRTH_FROM_AGE, {"value": said["age"], "read": year})))
        return year
    return ""


def _household(
    said: _Texts, name: str, place: PlaceCode, notes: list[tuple[str, Note]], context: Context, given: Given
) -> str:
    """The household's number; a bare 12 counts within its village; without a number the head's name stands for it."""
    number = said["household"]
    village = context.places.by_code[place].name if place in context.places.by_code else str(place)
    if number:
        if given.exact_households or not number.rstrip("号户").isdecimal():
            return number
        given.told.add(Odd.HOUSEHOLD_WITH_PLACE)
        return f"{village}-{number}"
    head = said["head"]
    if head:
        given.told.add(Odd.HOUSEHOLD_FROM_HEAD)
        return f"{village}-{head}"
    if name:
        notes.append(("household", Note(Odd.HOUSEHOLD_OF_ONE)))
        return f"{village}-{name}"
    return ""


def title_hazards(titles: tuple[str, ...]) -> tuple[Hazard, ...]:
    """The one hazard whose ledger this is, by its title; none where the title names several or none."""
    found: set[str] = set()
    for title in titles:
        found.update(hazards_in(title)[0])
    return tuple(Hazard(word) for word in found) if len(found) == 1 else ()


def exact(header: str) -> bool:
    """Whether a household column is ours, whose numbers count for the whole file."""
    return header.strip() in _EXACT_HOUSEHOLD
