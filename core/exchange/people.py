"""People, helpers and institutions as a register brings them: rows without ids, drawn when they are stored."""

from dataclasses import dataclass

from core.domain.findings import Finding
from core.domain.ids import HouseholdId, PlaceCode
from core.domain.people import Hazard, Institution, Mobility
from core.exchange.cells import Problem, Row
from core.exchange.places import PlaceIndex
from core.exchange.tables import RowsRead, Shape

PEOPLE = Shape(
    "people",
    ("household", "name", "place", "mobility", "hazards"),
    ("id_number", "phone", "birth", "sex", "address", "needs", "ledger"),
)
HELPERS = Shape(
    "helpers",
    ("name", "place", "age", "carries", "max_load"),
    ("phone", "car_seats", "night", "household", "sex", "day", "staff_of"),
)
INSTITUTIONS = Shape(
    "institutions", ("id", "name", "place", "kind", "heads", "cannot_walk"), ("low_ground", "contact", "capacity")
)

MAX_CARRIES = 2
MAX_AGE = 120


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of people.csv, its place resolved to a code."""

    household: HouseholdId
    name: str
    place: PlaceCode
    mobility: Mobility
    hazards: tuple[Hazard, ...] = ()
    id_number: str = ""
    phone: str = ""
    birth: str = ""
    sex: str = ""
    address: str = ""
    needs: tuple[str, ...] = ()
    ledger: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HelperRow:
    """One line of helpers.csv; an empty `night` means that he can be woken, an empty `day` that he is there. `age` is
    None only where an office's list does not say it: a pack must."""

    name: str
    place: PlaceCode
    age: int | None
    carries: int
    max_load: int
    phone: str = ""
    car_seats: int = 0
    night: bool = True
    household: HouseholdId | None = None
    sex: str = ""
    day: bool = True
    staff_of: str = ""


def person(row: Row, places: PlaceIndex | None) -> PersonRow:
    row.needed("mobility")
    return PersonRow(
        household=HouseholdId(row.needed("household")),
        name=row.needed("name"),
        place=_place(row, places),
        mobility=row.one_of("mobility", Mobility) or Mobility.WALKS,
        hazards=row.several("hazards", Hazard),
        id_number=row.text("id_number"),
        phone=row.text("phone"),
        birth=row.text("birth"),
        sex=row.text("sex"),
        address=row.text("address"),
        needs=row.words("needs"),
        ledger=row.words("ledger"),
    )


def helper(row: Row, places: PlaceIndex | None) -> HelperRow:
    night, day = row.flag("night"), row.flag("day")
    household = row.text("household")
    return HelperRow(
        name=row.needed("name"),
        place=_place(row, places),
        age=row.needed_whole("age", maximum=MAX_AGE),
        carries=row.needed_whole("carries", maximum=MAX_CARRIES),
        max_load=row.needed_whole("max_load"),
        phone=row.text("phone"),
        car_seats=row.whole("car_seats") or 0,
        night=True if night is None else night,
        household=HouseholdId(household) if household else None,
        sex=row.text("sex"),
        day=True if day is None else day,
        staff_of=row.text("staff_of"),
    )


def institution(row: Row, places: PlaceIndex | None) -> Institution:
    heads, cannot_walk = row.needed_whole("heads"), row.needed_whole("cannot_walk")
    if cannot_walk > heads:
        row.complain(Problem.TOO_LARGE, "cannot_walk", value=row.text("cannot_walk"), maximum=heads)
    return Institution(
        id=row.needed("id"),
        name=row.needed("name"),
        place=_place(row, places),
        kind=row.needed("kind"),
        heads=heads,
        cannot_walk=cannot_walk,
        low_ground=row.flag("low_ground") or False,
        contact=row.text("contact"),
        capacity=row.whole("capacity"),
    )


def odd_people(read: RowsRead[PersonRow], where: str) -> tuple[Finding, ...]:
    """An id number that stands twice: perhaps one person in two ledgers. To be looked at, never dropped."""
    first: dict[str, int] = {}
    found = []
    for line, row in zip(read.lines, read.accepted, strict=True):
        if row.id_number and first.setdefault(row.id_number, line) != line:
            facts = {"first_line": first[row.id_number]}
            found.append(Finding(Problem.DUPLICATE_ID_NUMBER, where, line, "id_number", facts))
    return tuple(found)


def odd_helpers(read: RowsRead[HelperRow], households: frozenset[str], where: str) -> tuple[Finding, ...]:
    """A helper's household that the register does not know: whether he is due himself cannot be told."""
    return tuple(
        Finding(Problem.UNKNOWN_HOUSEHOLD, where, line, "household", {"value": row.household})
        for line, row in zip(read.lines, read.accepted, strict=True)
        if row.household is not None and row.household not in households
    )


def _place(row: Row, places: PlaceIndex | None) -> PlaceCode:
    return places.find(row, "place") if places is not None else PlaceCode(row.needed("place"))
