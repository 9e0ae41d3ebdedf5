"""A record of an office's list of helpers (责任人) -> a helper: what is not known is said, and counted carefully."""

from typing import Any

from core.domain.ids import HouseholdId, PlaceCode
from core.exchange.cells import Problem
from core.exchange.office.fields import Context
from core.exchange.office.people_rows import Cells, find_place
from core.exchange.office.personal import birth_in_id
from core.exchange.office.problems import Odd
from core.exchange.office.said import Note
from core.exchange.people import MAX_AGE, MAX_CARRIES, HelperRow

# Where the list does not say: nobody is carried by him, and he has as many doors as the built-in register gives one.
USUAL_LOAD = 5


def helper_row(cells: Cells, notes: list[tuple[str, Note]], context: Context, otherwise: PlaceCode | None) -> HelperRow:
    """The helper that these cells make; `notes` grows as for a person."""
    said = {name: cell.text for name, cell in cells.items()}
    if not said.get("name"):
        notes.append(("name", Note(Problem.MISSING_VALUE, error=True)))
    carries = _whole(said, "carries", notes, MAX_CARRIES)
    if carries is None:
        notes.append(("carries", Note(Odd.CARRIES_UNKNOWN)))
    load = _whole(said, "max_load", notes, None)
    if load is None:
        notes.append(("max_load", Note(Odd.MAX_LOAD_UNKNOWN, {"read": USUAL_LOAD})))
    household = said.get("household", "")
    if household and context.known.households is not None and household not in context.known.households:
        notes.append(("household", Note(Odd.UNKNOWN_HOUSEHOLD, {"value": household})))
    notes.extend(
        (column, Note(Problem.BAD_FLAG, {"value": said[column]}, error=True))
        for column in ("night", "day")
        if said.get(column, "") not in ("", "yes", "no")
    )
    return HelperRow(
        name=said.get("name", ""),
        place=find_place(cells, notes, context, otherwise),
        age=_age(said, notes, context),
        carries=carries or 0,
        max_load=USUAL_LOAD if load is None else load,
        phone=said.get("phone", ""),
        car_seats=_whole(said, "car_seats", notes, None) or 0,
        night=said.get("night") != "no",
        household=HouseholdId(household) if household else None,
        sex=said.get("sex", ""),
        day=said.get("day") != "no",
        staff_of=said.get("staff_of", ""),
    )


def _age(said: dict[str, str], notes: list[tuple[str, Note]], context: Context) -> int | None:
    """Years as said, else by the birth or the id number; None while nobody has said."""
    if said.get("age"):
        return _whole(said, "age", notes, MAX_AGE)
    birth = said.get("birth") or birth_in_id(said.get("id_number", ""))
    if len(birth) >= 4:
        today = context.today
        return today.year - int(birth[:4]) - (len(birth) == 10 and birth[5:] > today.isoformat()[5:])
    notes.append(("age", Note(Odd.AGE_UNKNOWN)))
    return None


def _whole(said: dict[str, str], column: str, notes: list[tuple[str, Note]], maximum: int | None) -> int | None:
    """A whole number of at least 0, None for an empty cell; an error note for anything else."""
    text = said.get(column, "")
    if not text:
        return None
    facts: dict[str, Any] = {"value": text}
    try:
        number = float(text)
    except ValueError:
        notes.append((column, Note(Problem.NOT_A_NUMBER, facts, error=True)))
        return 0
    rule = None
    if number != int(number):
        rule = Problem.NOT_WHOLE
    elif number < 0:
        rule = Problem.NEGATIVE
    elif maximum is not None and number > maximum:
        rule, facts = Problem.TOO_LARGE, {**facts, "maximum": maximum}
    if rule:
        notes.append((column, Note(rule, facts, error=True)))
    return int(number)
