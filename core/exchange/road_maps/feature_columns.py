"""What the properties of a feature say of its road: columns named as in road_links.csv, or tags as OSM names them."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from core.domain.findings import Finding
from core.domain.plans import Mode
from core.exchange import roads
from core.exchange.cells import Problem, Row
from core.exchange.road_maps.lines import Facts, Given
from core.exchange.road_maps.osm_tags import Unread, one_direction, read_way
from core.exchange.road_maps.problems import RoadProblem
from core.exchange.roads import LINKS, Crossing

COLUMNS = (*LINKS.required, *LINKS.optional)
_DBF_NAME = 10  # letters of a column name that a Shapefile keeps
# Features with one of these and no highway are no roads, whatever their geometry: an export of all of OSM has them.
NO_ROADS = ("waterway", "railway", "power", "building", "landuse", "natural", "barrier", "boundary", "aeroway", "route")


class Road(NamedTuple):
    """A feature as road; `backward` says that its one direction runs against the order of its points."""

    facts: Facts
    given: Given
    backward: bool


def read_road(properties: Mapping[str, Any], where: str, feature: str, unread: Unread) -> Road | Finding:
    """The road, or the finding that says why the feature is none. Unknown properties are passed over: maps have many.

    Columns stand above tags where both are given.
    """
    texts = _texts(properties)
    tags = _geofabrik(texts) if texts.get("fclass") else texts
    if not tags.get("highway"):
        stranger = next((key for key in NO_ROADS if tags.get(key)), None)
        if stranger is not None:
            facts = {"feature": feature, "value": f"{stranger}={tags[stranger]}"}
            return Finding(RoadProblem.NOT_A_ROAD, where, facts=facts, error=True)
    row = Row(where, 0, [texts.get(name, "") for name in COLUMNS], {name: i for i, name in enumerate(COLUMNS)})
    road = _of_tags(row, tags, unread) if tags.get("highway") else _of_columns(row)
    if isinstance(road, str):
        return Finding(road, where, facts={"feature": feature, "value": tags["highway"]}, error=True)
    if not row.ok:
        first = next(finding for finding in row.findings if finding.error)
        return replace(first, line=None, facts={**first.facts, "feature": feature})
    return road


def _of_tags(row: Row, tags: Mapping[str, str], unread: Unread) -> Road | str:
    use = read_way(tags, unread, row.text("geometry_source") or "osm")
    if isinstance(use, str):
        return use
    facts = use.facts
    facts = facts._replace(
        modes=_modes(row) or facts.modes,
        speed_kmh=roads.speed(row) or facts.speed_kmh,
        capacity_pph=row.number("capacity_pph"),
        crossing=_crossing(row) or facts.crossing,
    )
    return Road(facts, _given(row), use.backward)


def _of_columns(row: Row) -> Road:
    value = row.text("oneway")
    direction = one_direction(value) if value else (False, False)
    if direction is None:
        row.complain(Problem.BAD_FLAG, "oneway", value=value)
    oneway, backward = direction or (False, False)
    facts = Facts(
        row.text("name"),
        row.text("geometry_source"),
        _modes(row),
        oneway,
        roads.speed(row),
        row.number("capacity_pph"),
        _crossing(row),
    )
    return Road(facts, _given(row), backward)


def _given(row: Row) -> Given:
    start, end = row.text("from_node"), row.text("to_node")
    for column, text, other in (("from_node", start, end), ("to_node", end, start)):
        if other and not text:
            row.complain(Problem.MISSING_VALUE, column)
    length, walk, drive = (math.nan if value is None else value for value in roads.figures(row))
    return Given(row.text("link"), (start, end) if start and end else None, length, walk, drive)


def _modes(row: Row) -> tuple[str, ...]:
    return tuple(mode.value for mode in row.several("modes", Mode))


def _crossing(row: Row) -> str:
    return "|".join(row.several("crossing", Crossing))


def _texts(properties: Mapping[str, Any]) -> dict[str, str]:
    """Properties as cells of a table, names in small letters and as long as the columns have them."""
    short = {name[:_DBF_NAME]: name for name in COLUMNS}
    found = {}
    for name, value in properties.items():
        text = as_text(value)
        if text:
            key = str(name).strip().lower()
            found[short.get(key, key)] = text
    return found


def as_text(value: Any) -> str:
    """A property as a person would type it into a cell."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list | tuple):
        return "|".join(as_text(item) for item in value)
    return str(value).strip()


def _geofabrik(texts: Mapping[str, str]) -> dict[str, str]:
    """The columns of Geofabrik's road layers as the tags they were made from ("OpenStreetMap Data in Layered GIS
    Format", Geofabrik): fclass, oneway B F T, maxspeed 0 for none, bridge and tunnel T F."""
    tags = dict(texts)
    highway, _, grade = texts["fclass"].partition("_grade")
    tags["highway"] = "road" if highway == "unknown" else highway
    if grade:
        tags["tracktype"] = f"grade{grade}"
    tags["oneway"] = {"F": "yes", "T": "-1", "B": "no"}.get(texts.get("oneway", "B"), texts.get("oneway", ""))
    if texts.get("maxspeed") == "0":
        del tags["maxspeed"]
    for key in ("bridge", "tunnel"):
        tags[key] = {"T": "yes", "F": "no"}.get(texts.get(key, "F"), texts.get(key, ""))
    return tags
