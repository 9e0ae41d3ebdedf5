"""Stations, rain and thresholds of a pack."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from core.domain.findings import Finding
from core.domain.hazards import WINDOW_HOURS, RainInterval, RainKind, Soil, Station, Threshold, Trigger
from core.domain.ids import PlaceCode, StationId
from core.exchange.cells import Ground, Problem, Row
from core.exchange.tables import RowsRead, Shape

STATIONS = Shape("stations", ("id", "name", "lon", "lat"), ("elevation_m", "kind"))
RAIN = Shape("rain", ("station", "time", "mm"), ("minutes", "kind"))
THRESHOLDS = Shape("thresholds", ("place", "soil", "level", "h1_mm", "h3_mm", "h6_mm", "h24_mm", "source", "confirmed"))

# Gauges of the neighbouring districts serve the villages at the edge.
STATION_MARGIN_KM = 50.0
EVERYWHERE = "*"


class Level(StrEnum):
    PREPARE = Trigger.PREPARE.value
    GO = Trigger.GO.value


def station(row: Row, ground: Ground) -> Station:
    return Station(
        id=StationId(row.needed("id")),
        name=row.needed("name"),
        position=row.position(ground, STATION_MARGIN_KM),
        elevation_m=row.number("elevation_m", minimum=None),
        kind=row.text("kind"),
    )


def rain_interval(row: Row, stations: frozenset[str] | None) -> RainInterval:
    row.needed("station")
    minutes = row.whole("minutes", maximum=1440)
    if minutes == 0:
        row.complain(Problem.EMPTY_INTERVAL, "minutes", value="0")
    end = row.needed_time("time")
    if end.second or end.microsecond:
        row.complain(Problem.BAD_TIME, "time", value=row.text("time"))
    return RainInterval(
        station=StationId(row.known("station", stations, Problem.UNKNOWN_STATION)),
        end=end,
        mm=row.needed_number("mm"),
        minutes=60 if minutes is None else minutes,
        kind=row.one_of("kind", RainKind) or RainKind.OBSERVED,
    )


def overlaps(read: RowsRead[RainInterval], where: str) -> tuple[Finding, ...]:
    """Two intervals of one station and kind must not count the same minute twice."""
    series: dict[tuple[str, str], list[tuple[datetime, datetime, int]]] = {}
    for line, interval in zip(read.lines, read.accepted, strict=True):
        start = interval.end - timedelta(minutes=interval.minutes)
        series.setdefault((interval.station, interval.kind), []).append((start, interval.end, line))
    found = [finding for spans in series.values() for finding in _overlaps(sorted(spans), where)]
    return tuple(sorted(found, key=lambda finding: finding.line or 0))


def _overlaps(spans: Sequence[tuple[datetime, datetime, int]], where: str) -> list[Finding]:
    found = []
    for (_, end, first), (start, _, second) in pairwise(spans):
        if start < end:
            facts = {"first_line": min(first, second)}
            line = max(first, second)
            found.append(Finding(Problem.OVERLAPPING_INTERVAL, where, line, "time", facts, error=True))
    return found


def threshold(row: Row, places: frozenset[str] | None) -> Threshold:
    for column in ("place", "soil", "level"):
        row.needed(column)
    place = row.text("place")
    if place != EVERYWHERE:
        row.known("place", places, Problem.UNKNOWN_PLACE)
    h1, h3, h6, h24 = (row.number(f"h{hours}_mm") for hours in WINDOW_HOURS)
    return Threshold(
        place=EVERYWHERE if place == EVERYWHERE else PlaceCode(place),
        soil=row.one_of("soil", Soil) or Soil.NORMAL,
        level=Trigger(row.one_of("level", Level) or Trigger.GO),
        mm=(h1, h3, h6, h24),
        source=row.text("source"),
        confirmed=row.flag("confirmed") or False,
    )
