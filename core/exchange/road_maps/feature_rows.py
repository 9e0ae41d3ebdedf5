"""Features of a map layer as drawn lines: each is a row, accepted or explained."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.findings import Finding
from core.exchange.cells import Problem
from core.exchange.road_maps.feature_columns import Road, as_text, read_road
from core.exchange.road_maps.lines import DrawnLines
from core.exchange.road_maps.names import NameTable
from core.exchange.road_maps.osm_tags import Unread
from core.exchange.road_maps.osm_ways import EVERY, Progress
from core.exchange.road_maps.problems import Explanations, RoadProblem

# Eastings with the number of their zone before them have eight digits, northings of China up to seven.
_LEAST_METRES, _MOST_METRES = 1_000.0, 1e8
LINE_TYPES = frozenset({"LineString", "MultiLineString"})


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its own id in the file if it has one, its properties, its lines as (longitudes, latitudes)."""

    own_id: str
    properties: Mapping[str, Any]
    kind: str
    parts: Sequence[tuple[Sequence[float], Sequence[float]]]


class FeatureRows:
    """Takes features in the order of the file."""

    def __init__(self, explained: Explanations, progress: Progress) -> None:
        self._explained, self._progress = explained, progress
        self._bases, self._again = NameTable(), Counter[str]()
        self.unread: Unread = Counter()
        self.drawn = DrawnLines()
        self.count = 0

    def add(self, feature: Feature) -> None:
        self.count += 1
        if self.count % EVERY == 0:
            self._progress("features", self.count)
        label = feature.own_id or str(self.count)
        road = self._road(feature, label)
        if isinstance(road, Finding):
            self._explained.take(road)
            return
        row = self.drawn.add_row(self._base(feature, road))
        for lon, lat in feature.parts:
            if len(lon) < 2:
                continue
            turned = slice(None, None, -1) if road.backward else slice(None)
            self.drawn.add_line(row, lon[turned], lat[turned], road.facts, road.given)

    def findings(self) -> list[Finding]:
        return [
            Finding(
                RoadProblem.UNREAD_TAG,
                self._explained.where,
                column=key,
                facts={"tag": f"{key}={value}", "count": count},
            )
            for (key, value), count in sorted(self.unread.most_common(20))
        ]

    def _road(self, feature: Feature, label: str) -> Road | Finding:
        where = self._explained.where
        if feature.kind not in LINE_TYPES or not feature.parts:
            return _told(RoadProblem.NOT_A_LINE, where, label, feature.kind)
        if not any(len(lon) > 1 for lon, _ in feature.parts):
            return _told(RoadProblem.ZERO_LENGTH, where, label, feature.kind)
        bad = next((bad for part in feature.parts if (bad := _bad_position(*part)) is not None), None)
        if bad is not None:
            rule, lon, lat = bad
            return Finding(rule, where, facts=_spot(label, lon, lat), error=True)
        road = read_road(feature.properties, where, label, self.unread)
        if isinstance(road, Finding):
            return road
        if road.given.ends and len(feature.parts) > 1:
            return _told(RoadProblem.NOT_A_LINE, where, label, f"{feature.kind} {len(feature.parts)}")
        if road.given.link:
            if road.given.link in self.drawn.taken:
                return _told(RoadProblem.DUPLICATE, where, road.given.link, road.given.link)
            self.drawn.taken.index(road.given.link)
        return road

    def _base(self, feature: Feature, road: Road) -> str:
        """What the links of this feature are called after: the id it asks for, its way in OSM, its own id in the file,
        or its number there. A second feature of one id gets a mark of its own."""
        base = road.given.link or _osm_way(feature) or feature.own_id or f"f{self.count}"
        known = len(self._bases)
        if self._bases.index(base) == known:
            return base
        self._again[base] += 1
        return f"{base}~{self._again[base] + 1}"


def _spot(feature: str, lon: float, lat: float) -> dict[str, Any]:
    return {"feature": feature, "lon": lon, "lat": lat, "value": f"{lon},{lat}"}


def _told(rule: str, where: str, feature: str, value: str) -> Finding:
    return Finding(rule, where, facts={"feature": feature, "value": value}, error=True)


def _osm_way(feature: Feature) -> str:
    """`w123` where the feature says which way of OSM it was: osm_id (GDAL, Geofabrik), `way/123` (Overpass)."""
    for name in ("osm_id", "@id", "id"):
        text = as_text(feature.properties.get(name))
        number = text.removeprefix("way/") if name != "osm_id" else text
        if number.isdigit() and (name == "osm_id" or text != number):
            return f"w{number}"
    number = feature.own_id.removeprefix("way/")
    return f"w{number}" if number.isdigit() and number != feature.own_id else ""


def _bad_position(lon: Sequence[float], lat: Sequence[float]) -> tuple[str, float, float] | None:
    for x, y in zip(lon, lat, strict=True):
        if not (math.fabs(x) <= 180 and math.fabs(y) <= 90):
            return _why_bad(x, y), x, y
    return None


def _why_bad(x: float, y: float) -> str:
    if math.fabs(x) <= 90 and math.fabs(y) <= 180:
        return Problem.LON_LAT_SWAPPED
    metres = all(_LEAST_METRES <= math.fabs(value) <= _MOST_METRES for value in (x, y))
    return RoadProblem.METRES if metres else Problem.BAD_POSITION
