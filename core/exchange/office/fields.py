"""Which reader reads a cell of which field: one for each column, the same for pack and office."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.exchange.office import office_words, personal
from core.exchange.office.dates import birth_reader, moment
from core.exchange.office.place_words import PlaceFinder
from core.exchange.office.said import NOTHING, CellReader, Note, Said, as_text, folded, nothing
from core.exchange.table_readers import Known

_NUMBER = re.compile(
    r"^[约≈]?\s*([+-]?\d+(?:[.,]\d+)*)\s*(?:mm|毫米|米|m|人|间|户|岁|周岁|小时|h|分钟|分|升|l|座|个|张|°|度|公里|km)?$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[|;、；,，/]+")


@dataclass(frozen=True, slots=True)
class Context:
    """What the rows may refer to in one file. `names`: ids by the names people use, for tables whose rows are referred
    to (`stations`, `shelters`, …); `today` bounds births."""

    known: Known
    places: PlaceFinder
    today: date
    names: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


def text(cell: Any) -> Said:
    value = as_text(cell)
    return Said(value) if value and not (len(value) < 8 and nothing(value)) else NOTHING


def number(cell: Any) -> Said:
    """A number without its unit and thousands; what is none stays for the pack's own reader to complain of."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Said(str(int(cell)) if float(cell).is_integer() else repr(float(cell)))
    value = folded(as_text(cell)).strip()
    if nothing(value):
        return NOTHING
    match = _NUMBER.match(value)
    if not match:
        return Said(value)
    digits = match[1]
    grouped = re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits)
    return Said(digits.replace(",", "") if grouped or "," not in digits else value)


def seats(cell: Any) -> Said:
    """A number of seats; 有 and 无 for a car of unknown size say too little to be counted on."""
    value = folded(as_text(cell)).strip().lower()
    return Said("0") if value in office_words.NO else number(cell)


def carries(cell: Any) -> Said:
    """How many lifting hands, 0 to 2: 能抬 is one pair, 不能 none."""
    value = folded(as_text(cell)).strip().lower()
    if value in office_words.YES and value != "1":
        return Said("1")
    return Said("0") if value in office_words.NO else number(cell)


def words(cell: Any) -> Said:
    """Words of a cell, separated by `|` whatever separated them."""
    value = as_text(cell)
    if nothing(value):
        return NOTHING
    return Said("|".join(dict.fromkeys(part for piece in _WORDS.split(value) if (part := piece.strip()))))


def household(cell: Any) -> Said:
    value = folded(as_text(cell)).strip()
    return NOTHING if nothing(value) else Said(value)


def age(cell: Any) -> Said:
    """Whole years, as digits; 78岁 and 七十八 apart: a word is no number."""
    said = number(cell)
    if not said.text:
        return NOTHING
    try:
        years = float(said.text)
    except ValueError:
        return Said("", (Note("not_a_number", {"value": said.text}),))
    return (
        Said(str(int(years)))
        if 0 <= years <= 130
        else Said("", (Note("too_large", {"value": said.text, "maximum": 130}),))
    )


def readers(table: str, context: Context, columns: Iterable[str]) -> dict[str, CellReader]:
    """A reader for each field that the header has."""
    made = {**_COMMON, **_of_table(table, context)}
    return {column: made.get(column, text) for column in columns}


# Columns in which nearly every cell is another one: remembering them costs more than reading them.
UNLIKE = frozenset(("id_number", "phone", "address", "household", "name"))


_NUMBERS = (
    "members lon lat accuracy_m antecedent_mm capacity rooms m2_per_person power_hours water_l opens_after_min"
    " elevation_m mm minutes h1_mm h3_mm h6_mm h24_mm seats wheelchair stretcher heads cannot_walk length_m speed_kmh"
    " walk_s drive_s capacity_pph factor max_load"
)
_COMMON: Mapping[str, CellReader] = {
    **dict.fromkeys(_NUMBERS.split(), number),
    **dict.fromkeys(("step_free", "care", "confirmed", "low_ground", "oneway", "night", "day"), office_words.flag),
    **dict.fromkeys(("time", "from", "until"), moment),
    "head": personal.name,
    "phone": personal.phone,
    "id_number": personal.id_number,
    "sex": office_words.sex,
    "mobility": office_words.mobility,
    "hazards": office_words.hazards,
    "needs": words,
    "ledger": words,
    "age": age,
    "household": household,
    "car_seats": seats,
    "carries": carries,
    "modes": office_words.several_reader("modes"),
    "crossing": office_words.several_reader("crossing"),
}


def _of_table(table: str, context: Context) -> dict[str, CellReader]:
    own: dict[str, CellReader] = {
        column.split(".")[1]: office_words.kind_reader(column)
        for column in office_words.KINDS
        if column.startswith(f"{table}.")
    }
    if table in ("people", "helpers"):
        own |= {"name": personal.name, "birth": birth_reader(context.today)}
    if table == "rain":
        own["station"] = _by_name(context.names.get("stations", {}))
    if table in ("speeds", "delays"):
        own["mobility"] = _moving
    return own


def _by_name(names: Mapping[str, tuple[str, ...]]) -> Callable[[Any], Said]:
    """An id, or the one id that has this name."""

    def read(cell: Any) -> Said:
        value = folded(as_text(cell)).strip()
        ids = names.get(value, ())
        return Said(ids[0] if len(ids) == 1 else value)

    return read


def _moving(cell: Any) -> Said:
    """Mobility, or whose factor it is besides (`car`, `bus`, `*`)."""
    value = folded(as_text(cell)).strip().lower()
    if value in ("car", "bus", "*"):
        return Said(value)
    return office_words.mobility(cell)
