"""Little road maps drawn in metres, written to a file and read back; what every such test holds of the reading."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core.domain.findings import Refusal, Rule
from core.exchange.datum import Datum
from core.exchange.outline import Outline
from core.exchange.road_maps.district import District
from core.exchange.road_maps.road_map import RoadMap
from core.exchange.road_maps.sources import read_road_map
from tests.road_maps import (
    collection,
    osm_xml,
)

LON, LAT = 116.0, 40.0
M = 1 / 111_195  # a metre in degrees of latitude


def silent(_what: str, _count: int) -> None:
    """Progress that nobody watches."""


def read(
    path: Path, datum: Datum = Datum.WGS84, outline: Outline | None = None, spots: Any = (), layers: Any = ()
) -> RoadMap:
    found = read_road_map(path, datum, District(outline or Outline(), spots), silent, layers=layers)
    assert found.rows_in == found.accepted + found.explained.count
    return found


def of_osm(tmp_path: Path, nodes: Any, ways: Any, node_tags: Any = None) -> RoadMap:
    path = tmp_path / "roads.osm"
    path.write_text(osm_xml(nodes, ways, node_tags), encoding="utf-8")
    return read(path)


def of_features(tmp_path: Path, *features: Mapping[str, Any], **more: Any) -> RoadMap:
    path = tmp_path / "roads.geojson"
    path.write_text(collection(*features), encoding="utf-8")
    return read(path, **more)


def spot(east: float, north: float) -> tuple[float, float]:
    """Metres from the middle of the tests' land, near enough."""
    return LON + east * M / 0.766044, LAT + north * M


def refused(path: Path, **more: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(path, **more)
    assert caught.value.rule == Rule.IMPORT_ERRORS
    assert len(caught.value.findings) >= 1
    return caught.value


ROAD = {"highway": "residential"}
FOUR = {1: spot(0, 0), 2: spot(100, 0), 3: spot(200, 0), 4: spot(100, 80)}
