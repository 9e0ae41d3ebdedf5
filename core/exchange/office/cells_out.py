"""Values of any table as cells again: in the words of the pack, to compare and to merge; in ours, to export."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.domain.hazards import WINDOW_HOURS
from core.domain.places import Position
from core.exchange.cells import LOCAL
from core.exchange.office.office_words import KINDS, our_word
from core.exchange.office.place_words import PlaceFinder
from core.exchange.table_readers import TABLE_KINDS

Cells = dict[str, str]
_RENAMED: Mapping[str, Mapping[str, str]] = {
    "towns": {"name": "town"},
    "rain": {"end": "time"},
    "closures": {"start": "from", "end": "until"},
    "fleet": {"start": "from", "end": "until"},
    "road_nodes": {"id": "node"},
    "road_links": {"id": "link", "via": "via_lon_lat"},
    "places": {"position_kind": "position"},
}


def columns_of(table: str) -> tuple[str, ...]:
    """The pack's columns of a table, in their order."""
    shape = TABLE_KINDS[table].shape
    return (*shape.required, *shape.optional)


def cells_of(table: str, value: Any) -> Cells:
    """One value as cells of the pack, every column of the table, empty where nothing is known."""
    cells: Cells = dict.fromkeys(columns_of(table), "")
    renamed = _RENAMED.get(table, {})
    for name in value.__dataclass_fields__:
        part = getattr(value, name)
        if name == "position" and isinstance(part, Position):
            cells["lon"], cells["lat"] = repr(part.lon), repr(part.lat)
        elif name == "position":
            continue
        elif name == "mm" and table == "thresholds":
            cells |= {f"h{hours}_mm": _text(amount) for hours, amount in zip(WINDOW_HOURS, part, strict=True)}
        elif name == "gauges":
            cells["gauges"] = "|".join(f"{station}:{_text(weight)}" for station, weight in part)
        elif name == "via":
            cells["via_lon_lat"] = " ".join(f"{point.lon!r},{point.lat!r}" for point in part)
        elif renamed.get(name, name) in cells:
            cells[renamed.get(name, name)] = _text(part)
    return cells


def _text(part: Any) -> str:
    if part is None:
        return ""
    if isinstance(part, bool):
        return "yes" if part else "no"
    if isinstance(part, float):
        return str(int(part)) if part.is_integer() and abs(part) < 1e15 else repr(part)
    if isinstance(part, datetime):
        local = part.astimezone(LOCAL)
        return local.strftime("%Y-%m-%dT%H:%M") if not local.second else local.strftime("%Y-%m-%dT%H:%M:%S")
    if isinstance(part, tuple):
        return "|".join(map(str, part))
    return str(part)


_FLAGS = frozenset(("step_free", "care", "confirmed", "low_ground", "oneway", "night", "day"))
_TIMES = frozenset(("time", "from", "until"))


def our_cells(table: str, cells: Mapping[str, str], places: PlaceFinder) -> Cells:
    """The same cells as a person reads them: 是 and 否, 轮椅, the village's name with its town before it."""
    out: Cells = {}
    for column, text in cells.items():
        if column == "place" and table != "thresholds":
            out |= _place(text, places)
        elif column == "place":
            out["place"] = places.label(text) if text != "*" else "*"
        else:
            out[column] = _ours(table, column, text)
    return out


def _place(code: str, places: PlaceFinder) -> Cells:
    """Town and name where these two find the place again, else its code."""
    place = places.by_code.get(code)
    if place is None or places.find(place.name, place.town).text != code:
        return {"town": "", "place": code}
    return {"town": place.town, "place": place.name}


def _ours(table: str, column: str, text: str) -> str:
    if not text:
        return text
    if column in _FLAGS:
        return {"yes": "是", "no": "否"}.get(text, text)
    if column in _TIMES:
        return text.replace("T", " ")
    if f"{table}.{column}" in KINDS:
        return our_word(f"{table}.{column}", text)
    if column == "mobility" and table == "people":
        return our_word(column, text)
    if column in ("modes", "crossing"):
        return "|".join(our_word(column, part) for part in text.split("|"))
    return text
