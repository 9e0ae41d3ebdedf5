"""Road maps of every format as networks: split, snapped, merged, explained; the same network whatever the format."""

import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.findings import Refusal, Rule
from core.domain.roads import Link
from core.exchange.cells import Problem
from core.exchange.datum import Datum, from_wgs84
from core.exchange.outline import Outline
from core.exchange.packs import read_pack
from core.exchange.road_maps.problems import RoadProblem
from core.exchange.road_maps.road_map import RoadMap
from core.exchange.road_maps.sources import read_road_map
from core.resources import resource
from tests.road_maps import (
    collection,
    line_feature,
    network_as_csv,
    network_as_geojson,
    network_as_osm,
    osm_xml,
)

LON, LAT = 116.0, 40.0
M = 1 / 111_195  # a metre in degrees of latitude


def silent(_what: str, _count: int) -> None:
    """Progress that nobody watches."""


def read(path: Path, datum: Datum = Datum.WGS84, outline: Outline | None = None) -> RoadMap:
    found = read_road_map(path, datum, outline or Outline(), silent)
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


# -- splitting ---------------------------------------------------------------------------------------------------------


def test_a_way_is_split_where_another_meets_it_and_the_rest_are_bends(tmp_path: Path) -> None:
    found = of_osm(tmp_path, FOUR | {5: spot(150, 5)}, [(10, [1, 2, 5, 3], ROAD), (11, [2, 4], ROAD)])
    links = {link.id: link for link in found.links()}
    assert list(links) == ["w10.0", "w10.1", "w11.0"]
    assert (links["w10.0"].from_node, links["w10.0"].to_node, links["w10.0"].via) == ("n1", "n2", ())
    assert [(bend.lon, bend.lat) for bend in links["w10.1"].via] == [spot(150, 5)]
    assert links["w10.0"].length_m == pytest.approx(100, abs=0.1)
    assert {node.id for node in found.nodes()} == {"n1", "n2", "n3", "n4"}


def test_a_way_against_its_points_is_turned(tmp_path: Path) -> None:
    (link,) = of_osm(tmp_path, FOUR, [(10, [1, 2, 3], {**ROAD, "oneway": "-1"})]).links()
    assert (link.from_node, link.to_node, link.oneway) == ("n3", "n1", True)


def test_a_way_that_passes_a_node_twice_is_split_there(tmp_path: Path) -> None:
    found = of_osm(tmp_path, FOUR, [(10, [1, 2, 3, 4, 2], ROAD)])
    ends = [(link.from_node, link.to_node) for link in found.links()]
    assert ends == [("n1", "n2"), ("n2", "n4"), ("n4", "n2")] or ends == [("n1", "n2"), ("n2", "n3"), ("n3", "n2")]


def test_a_ring_is_opened_so_that_it_has_two_ends(tmp_path: Path) -> None:
    found = of_osm(tmp_path, FOUR, [(10, [2, 3, 4, 2], {**ROAD, "junction": "roundabout"}), (11, [1, 2], ROAD)])
    links = {link.id: link for link in found.links()}
    assert list(links) == ["w10.0", "w10.1", "w11.0"]
    assert links["w10.0"].from_node == links["w10.1"].to_node == "n2"
    assert links["w10.0"].oneway
    assert sum(link.length_m for link in found.links()) == pytest.approx(100 + 128.06 + 80 + 100, abs=1)


def test_the_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    text = osm_xml(FOUR, [(10, [1, 2, 3], ROAD), (11, [2, 4], ROAD)])
    lines = text.splitlines()
    ways = [line for line in lines if line.startswith("<way")]
    nodes = [line for line in lines if line.startswith("<node")]
    before = tmp_path / "a.osm"
    after = tmp_path / "b.osm"
    before.write_text(text, encoding="utf-8")
    after.write_text("\n".join([lines[1], *ways, *nodes[::-1], "</osm>"]), encoding="utf-8")
    assert list(read(before).links()) == list(read(after).links())


def test_fords_and_barriers_on_nodes(tmp_path: Path) -> None:
    tags = {2: {"ford": "yes"}, 4: {"barrier": "bollard"}}
    found = of_osm(tmp_path, FOUR, [(10, [1, 2, 3], ROAD), (11, [3, 4, 1], ROAD)], tags)
    ford, bollard = found.links()
    assert (ford.crossing, ford.modes) == ("low_water", ())
    assert (bollard.crossing, bollard.modes) == ("", ("walk", "carried"))


# -- what is explained -------------------------------------------------------------------------------------------------


def test_ways_that_give_no_link_are_explained(tmp_path: Path) -> None:
    found = of_osm(
        tmp_path,
        FOUR,
        [
            (10, [1, 2], ROAD),
            (11, [2, 1], ROAD),
            (12, [3], ROAD),
            (13, [3, 3], ROAD),
            (14, [3, 99], ROAD),
            (15, [2, 3], {"highway": "proposed"}),
            (16, [2, 3], {"highway": "service", "access": "no"}),
            (17, [2, 3], {"building": "yes"}),
            (10, [2, 3], ROAD),
        ],
    )
    assert found.rows_in == 8  # a building is no row
    assert [(told.rule, told.facts["feature"]) for told in found.explained.told] == [
        (RoadProblem.ZERO_LENGTH, "w12"),
        (RoadProblem.NOT_A_ROAD, "w15"),
        (RoadProblem.CLOSED_TO_ALL, "w16"),
        (RoadProblem.DUPLICATE, "w10"),
        (RoadProblem.NODE_MISSING, "w14"),
        (RoadProblem.SAME_COURSE, "w11"),
        (RoadProblem.ZERO_LENGTH, "w13"),
    ]
    assert (found.accepted, found.merged, found.link_count) == (1, 1, 1)


def test_a_way_with_a_missing_node_is_broken_there(tmp_path: Path) -> None:
    found = of_osm(tmp_path, FOUR, [(10, [1, 2, 99, 3, 4], ROAD)])
    assert [(link.id, link.from_node, link.to_node) for link in found.links()] == [
        ("w10.0", "n1", "n2"),
        ("w10.1", "n3", "n4"),
    ]
    assert [(odd.rule, odd.facts) for odd in found.findings] == [(RoadProblem.PARTLY_MISSING, {"ways": 1, "nodes": 1})]


def test_deleted_objects_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "roads.osm"
    text = osm_xml(FOUR, [(10, [1, 2], ROAD), (11, [2, 3], ROAD)])
    path.write_text(text.replace('<way id="11"', '<way id="11" action="delete"'), encoding="utf-8")
    assert [link.id for link in read(path).links()] == ["w10.0"]


def test_more_bad_rows_than_are_told_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.exchange.road_maps.problems.TOLD_ONE_BY_ONE", 3)
    bad = [(20 + i, [1, 2], {"highway": "proposed"}) for i in range(10)]
    found = of_osm(tmp_path, FOUR, [(10, [1, 2], ROAD), *bad])
    assert (found.explained.count, len(found.explained.told), found.accepted) == (10, 3, 1)


# -- doubles -----------------------------------------------------------------------------------------------------------


def bent(off: float) -> dict[str, Any]:
    return line_feature([spot(0, 0), spot(50, 10 + off), spot(100, 0)], ROAD)


def straight(back: bool = False, **tags: str) -> dict[str, Any]:
    points = [spot(0, 0), spot(100, 0)]
    return line_feature(points[::-1] if back else points, ROAD | tags)


NEARLY = line_feature([spot(0.2, 0), spot(100, 0.2)], ROAD)
WITH_A_BEND = line_feature([spot(100, 0), spot(50, 0.5), spot(0, 0)], ROAD)


@pytest.mark.parametrize(
    ("first", "second", "links"),
    [
        (bent(0), bent(0), 1),
        (bent(0), bent(1.5), 1),
        (bent(0), bent(2.5), 2),
        (straight(), WITH_A_BEND, 1),
        (straight(), NEARLY, 1),
        (straight(), straight(highway="footway"), 2),
        (straight(oneway="yes"), straight(back=True, oneway="yes"), 2),
        (straight(oneway="yes"), straight(back=True, oneway="-1"), 1),
        (straight(), straight(bridge="yes"), 2),
    ],
)
def test_roads_that_stand_there_twice(tmp_path: Path, first: Any, second: Any, links: int) -> None:
    found = of_features(tmp_path, first, second)
    assert (found.link_count, found.merged) == (links, 2 - links)
    assert [told.rule for told in found.explained.told] == [RoadProblem.SAME_COURSE] * (2 - links)


def test_a_road_drawn_over_a_part_of_another_is_merged_piece_by_piece(tmp_path: Path) -> None:
    long = line_feature([spot(0, 0), spot(100, 0), spot(200, 0), spot(300, 0)], ROAD)
    short = line_feature([spot(100, 0), spot(200, 0)], ROAD)
    found = of_features(tmp_path, long, short)
    assert (found.link_count, found.merged, found.accepted) == (3, 1, 1)
    assert sum(link.length_m for link in found.links()) == pytest.approx(300, abs=0.5)


# -- snapping ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("apart", "nodes"), [(0, 3), (0.4, 3), (0.6, 4)])
def test_ends_half_a_metre_apart_are_one_node(tmp_path: Path, apart: float, nodes: int) -> None:
    found = of_features(
        tmp_path,
        line_feature([spot(0, 0), spot(100, 0)], ROAD),
        line_feature([spot(100, apart), spot(200, 0)], ROAD),
    )
    assert found.node_count == nodes
    assert len(found.other_parts()[0]) == nodes - 3


def test_an_end_that_nearly_touches_a_bend_splits_the_road_there(tmp_path: Path) -> None:
    found = of_features(
        tmp_path,
        line_feature([spot(0, 0), spot(100, 0), spot(200, 0)], ROAD),
        line_feature([spot(100, 0.3), spot(100, 90)], ROAD),
    )
    assert (found.node_count, found.link_count) == (4, 3)


def test_named_ends_are_nodes_and_unnamed_ones_join_them(tmp_path: Path) -> None:
    named = {**ROAD, "link": "L1", "from_node": "a", "to_node": "b"}
    found = of_features(
        tmp_path,
        line_feature([spot(0, 0), spot(50, 9), spot(100, 0)], named),
        line_feature([spot(100, 0.2), spot(200, 0)], ROAD),
        line_feature([spot(50, 9), spot(50, 90)], ROAD),  # meets a bend of a road that stands as it is
        line_feature([spot(0, 3), spot(0, 90)], {**ROAD, "link": "L2", "from_node": "a", "to_node": "c"}),
        line_feature([spot(0, 0), spot(7, 7), spot(0, 0)], {"link": "L3", "from_node": "a", "to_node": "a"}),
    )
    links = {link.id: link for link in found.links()}
    assert list(links) == ["L1", "f2.0", "f3.0"]
    assert (links["L1"].from_node, links["L1"].to_node, links["f2.0"].from_node) == ("a", "b", "b")
    assert [(told.rule, told.facts["feature"]) for told in found.explained.told] == [
        (RoadProblem.NODE_ELSEWHERE, "L2"),
        (RoadProblem.LOOP, "L3"),
    ]
    (part,) = found.other_parts()[0]
    assert (part.links, part.nearest_m) == (1, pytest.approx(0, abs=0.1))


# -- properties --------------------------------------------------------------------------------------------------------


def test_columns_and_tags_and_the_names_a_shapefile_keeps(tmp_path: Path) -> None:
    found = of_features(
        tmp_path,
        line_feature(
            [spot(0, 0), spot(100, 0)],
            {"link": "L1", "length_m": 150, "modes": "walk|car", "speed_kmh": 30, "walk_s": 140, "capacity_p": 600}
            | {"crossing": "gully|bridge", "geometry_s": "手画", "oneway": "no", "name": "沟路"},
        ),
        line_feature([spot(0, 50), spot(0, 150)], {"highway": "primary", "maxspeed": "60", "modes": "bus"}),
        line_feature(
            [spot(0, 250), spot(0, 350)], {"fclass": "track_grade1", "oneway": "T", "maxspeed": 0, "bridge": "T"}
        ),
        line_feature([spot(0, 450), spot(0, 550)], {}),
    )
    declared, tagged, geofabrik, bare = found.links()
    assert declared.id == "L1"
    assert (declared.length_m, declared.walk_s, declared.speed_kmh, declared.capacity_pph) == (150, 140, 30, 600)
    assert (declared.modes, declared.crossing, declared.geometry_source) == (("walk", "car"), "bridge|gully", "手画")
    assert (tagged.modes, tagged.speed_kmh, tagged.geometry_source) == (("bus",), 60, "osm")
    assert (geofabrik.modes, geofabrik.crossing, geofabrik.speed_kmh) == (("walk", "carried", "car"), "bridge", None)
    assert (geofabrik.oneway, geofabrik.via) == (True, ())
    assert (bare.modes, bare.oneway, bare.length_m) == ((), False, pytest.approx(100, abs=0.1))


def test_figures_of_a_line_that_is_split_go_with_its_share(tmp_path: Path) -> None:
    found = of_features(
        tmp_path,
        line_feature([spot(0, 0), spot(100, 0), spot(400, 0)], {"link": "L", "length_m": 800, "drive_s": 80}),
        line_feature([spot(100, 0), spot(100, 50)], {}),
    )
    first, second, _ = found.links()
    assert (first.id, second.id) == ("L.0", "L.1")
    assert (first.length_m, second.length_m) == (pytest.approx(200, abs=0.1), pytest.approx(600, abs=0.1))
    assert (first.drive_s, second.drive_s, first.walk_s) == (
        pytest.approx(20, abs=0.1),
        pytest.approx(60, abs=0.1),
        None,
    )


@pytest.mark.parametrize(
    ("own", "ids"),
    [
        ({"id": "way/77"}, "w77.0"),
        ({"properties": {"osm_id": "77"}}, "w77.0"),
        ({"properties": {"@id": "way/77"}}, "w77.0"),
        ({"id": 5}, "5.0"),
        ({}, "f1.0"),
        ({"properties": {"link": "村口"}}, "村口"),
    ],
)
def test_where_ids_come_from(tmp_path: Path, own: dict[str, Any], ids: str) -> None:
    feature = {**line_feature([spot(0, 0), spot(100, 0)]), **own}
    assert [link.id for link in of_features(tmp_path, feature).links()] == [ids]


def test_ids_are_never_given_twice(tmp_path: Path) -> None:
    points = [[spot(0, 40 * i), spot(50, 40 * i), spot(100, 40 * i)] for i in range(4)]
    found = of_features(
        tmp_path,
        line_feature(points[0], {"osm_id": "7"}),
        line_feature(points[1], {"osm_id": "7"}),
        line_feature(points[2], {"link": "w7.0"}),
        line_feature(points[3], {"link": "w7.0"}),
    )
    assert [link.id for link in found.links()] == ["w7.0~", "w7~2.0", "w7.0"]
    assert [told.rule for told in found.explained.told] == [RoadProblem.DUPLICATE]


BAD_FEATURES: list[tuple[Any, str]] = [
    ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [116, 40]}}, RoadProblem.NOT_A_LINE),
    ({"type": "Feature", "properties": {}, "geometry": None}, RoadProblem.NOT_A_LINE),
    ({}, RoadProblem.NOT_A_LINE),
    (7, RoadProblem.NOT_A_LINE),
    ({"type": "Feature", "geometry": {"type": "LineString", "coordinates": "x"}}, RoadProblem.NOT_A_LINE),
    ({"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1]]}}, RoadProblem.NOT_A_LINE),
    (line_feature([], ROAD), RoadProblem.ZERO_LENGTH),
    (line_feature([(116, 40)], ROAD), RoadProblem.ZERO_LENGTH),
    (line_feature([(40.0, 116.0), (40.1, 116.0)], ROAD), Problem.LON_LAT_SWAPPED),
    (line_feature([(500_000, 4_400_000), (500_100, 4_400_000)], ROAD), Problem.BAD_POSITION),
    (line_feature([spot(0, 0), spot(9, 9)], {"waterway": "river"}), RoadProblem.NOT_A_ROAD),
    (line_feature([spot(0, 0), spot(9, 9)], {"modes": "boat"}), Problem.BAD_VALUE),
    (line_feature([spot(0, 0), spot(9, 9)], {"oneway": "links"}), Problem.BAD_FLAG),
    (line_feature([spot(0, 0), spot(9, 9)], {"speed_kmh": 0}), Problem.BAD_VALUE),
    (line_feature([spot(0, 0), spot(9, 9)], {"length_m": -5}), Problem.NEGATIVE),
    (line_feature([spot(0, 0), spot(9, 9)], {"length_m": 0}), RoadProblem.ZERO_LENGTH),
    (line_feature([spot(0, 0), spot(9, 9)], {"from_node": "a"}), Problem.MISSING_VALUE),
]


@pytest.mark.parametrize(("feature", "rule"), BAD_FEATURES, ids=lambda value: json.dumps(value)[:60])
def test_bad_features_are_explained(tmp_path: Path, feature: Any, rule: str) -> None:
    good = line_feature([spot(0, 900), spot(100, 900)], ROAD)
    found = of_features(tmp_path, feature, good)
    assert [told.rule for told in found.explained.told] == [rule]
    assert (found.rows_in, found.accepted, found.link_count) == (2, 1, 1)


def test_an_empty_part_leaves_its_neighbours_alone(tmp_path: Path) -> None:
    lines = [[spot(0, 0), spot(50, 0), spot(100, 0)], [], [spot(0, 90)], [spot(0, 200), spot(50, 200), spot(100, 200)]]
    feature = line_feature([], ROAD)
    feature["geometry"] = {"type": "MultiLineString", "coordinates": lines}
    found = of_features(tmp_path, feature, line_feature([], ROAD | {"from_node": "a", "to_node": "b"}))
    assert [(link.id, len(link.via)) for link in found.links()] == [("f1.0", 1), ("f1.1", 1)]
    assert [told.rule for told in found.explained.told] == [RoadProblem.ZERO_LENGTH]


# -- files that are none -----------------------------------------------------------------------------------------------


NOT_MAPS: dict[str, tuple[bytes, str]] = {
    "cut.osm": (osm_xml(FOUR, [(10, [1, 2], ROAD)]).encode()[:-30], RoadProblem.NOT_A_ROAD_MAP),
    "html.osm": (b"<html><body/></html>", RoadProblem.NOT_A_ROAD_MAP),
    "empty.osm": (b"", RoadProblem.NOT_A_ROAD_MAP),
    "binary.osm": (bytes(range(256)), RoadProblem.NOT_A_ROAD_MAP),
    "noid.osm": (b'<osm><way><nd ref="1"/></way></osm>', RoadProblem.NOT_A_ROAD_MAP),
    "badref.osm": (b'<osm><way id="1"><nd ref="x"/></way></osm>', RoadProblem.NOT_A_ROAD_MAP),
    "huge.osm": (
        f'<osm><way id="{10**30}"><tag k="highway" v="path"/></way></osm>'.encode(),
        RoadProblem.NOT_A_ROAD_MAP,
    ),
    "bomb.osm": (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><osm/>', RoadProblem.NOT_A_ROAD_MAP),
    "nothing.osm": (b"<osm/>", RoadProblem.NOTHING_USABLE),
    "none.osm": (osm_xml(FOUR, [(10, [1, 2], {"highway": "proposed"})]).encode(), RoadProblem.NOT_A_ROAD),
    "cut.geojson": (collection(line_feature([(1, 2), (3, 4)])).encode()[:-9], RoadProblem.NOT_A_ROAD_MAP),
    "list.geojson": (b"[1, 2]", RoadProblem.NOT_A_ROAD_MAP),
    "empty.geojson": (b"", RoadProblem.NOT_A_ROAD_MAP),
    "deep.geojson": (b'{"features": [' + b"[" * 200_000, RoadProblem.NOT_A_ROAD_MAP),
    "geometry.geojson": (b'{"type": "LineString", "coordinates": []}', RoadProblem.NOT_A_ROAD_MAP),
    "nothing.geojson": (b'{"type": "FeatureCollection", "features": []}', RoadProblem.NOTHING_USABLE),
    "latin.geojson": ('{"type": "Feature", "name": "é"}'.encode("latin-1"), Problem.NOT_UTF8),
    "metres.geojson": (
        b'{"type": "FeatureCollection", "features": [], "crs": {"properties": {"name": "EPSG:32650"}}}',
        RoadProblem.NOT_DEGREES,
    ),
    "x.osm.pbf": (b"no pbf", RoadProblem.NOT_A_ROAD_MAP),
    "x.gpkg": (b"no gpkg", RoadProblem.NOT_A_ROAD_MAP),
    "x.shp": (b"no shp", RoadProblem.NOT_A_ROAD_MAP),
    "x.csv": (b"a,b\n1,2\n", Problem.MISSING_COLUMN),
    "y.csv": (b"\xff\xfe", Problem.NOT_UTF8),
    "z.csv": (b'link,"from', Problem.NOT_A_TABLE),
    "roads.kml": (b"<kml/>", RoadProblem.UNKNOWN_FORMAT),
}


@pytest.mark.parametrize("name", NOT_MAPS)
def test_files_that_are_no_road_maps(tmp_path: Path, name: str) -> None:
    data, rule = NOT_MAPS[name]
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path).findings[0].rule == rule


def test_no_such_file_and_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read(tmp_path / "none.osm")
    assert caught.value.rule == Rule.NO_SUCH_FILE
    assert refused(tmp_path).findings[0].rule == RoadProblem.NOT_A_ROAD_MAP


@pytest.mark.parametrize(("name", "package"), [("x.osm.pbf", "osmium"), ("x.gpkg", "pyogrio"), ("x.shp", "pyogrio")])
def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str) -> None:
    monkeypatch.setitem(__import__("sys").modules, package, None)
    (tmp_path / name).write_bytes(b"")
    (finding,) = refused(tmp_path / name).findings
    assert (finding.rule, finding.facts) == (RoadProblem.MISSING_EXTRA, {"extra": "maps", "package": package})


def test_a_feature_that_never_ends_is_refused_without_reading_on_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.exchange.road_maps.geojson._CHUNK", 64)
    monkeypatch.setattr("core.exchange.road_maps.geojson._LONGEST_VALUE", 1024)
    path = tmp_path / "roads.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [{"name": "' + "a" * 100_000, encoding="utf-8")
    assert refused(path).findings[0].rule == RoadProblem.NOT_A_ROAD_MAP


@given(
    chunk=st.integers(1, 40),
    values=st.lists(st.tuples(st.integers(-10, 10), st.text(max_size=6)), min_size=1, max_size=6),
    lines=st.booleans(),
)
def test_geojson_is_the_same_however_it_is_cut(
    tmp_path: Path, chunk: int, values: list[tuple[int, str]], lines: bool
) -> None:
    features = [
        line_feature([spot(0, 50 * i), spot(100 + n, 50 * i)], {"name": name}) for i, (n, name) in enumerate(values)
    ]
    path = tmp_path / "roads.geojson"
    path.write_text(
        "\n".join(json.dumps(each) for each in features) if lines else collection(*features), encoding="utf-8"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.exchange.road_maps.geojson._CHUNK", chunk)
        small = list(read(path).links())
    assert small == list(read(path).links())
    assert [link.name for link in small] == [name.strip() for _, name in values]


# -- datum and district ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_coordinates_of_a_map_service_come_back(tmp_path: Path, datum: Datum) -> None:
    pack = read_pack(resource("mentougou"))
    spots = {node.id: from_wgs84(node.position, datum) for node in pack.nodes}
    features = [
        line_feature(
            [(spots[node].lon, spots[node].lat) for node in (link.from_node, link.to_node)],
            {"link": link.id, "from_node": link.from_node, "to_node": link.to_node},
        )
        for link in pack.links
    ]
    found = of_features(tmp_path, *features, datum=datum)
    where = {node.id: node.position for node in pack.nodes}
    assert max(abs(node.position.lon - where[node.id].lon) for node in found.nodes()) < 1e-9
    assert max(abs(node.position.lat - where[node.id].lat) for node in found.nodes()) < 1e-9
    assert found.datum.converted == 2 * len(pack.links)
    assert 300 < found.datum.largest_shift_m < 1500


def test_osm_is_wgs84(tmp_path: Path) -> None:
    path = tmp_path / "roads.osm"
    path.write_text(osm_xml(FOUR, [(10, [1, 2], ROAD)]), encoding="utf-8")
    assert refused(path, datum=Datum.GCJ02).findings[0].rule == RoadProblem.OSM_IS_WGS84


def test_roads_far_outside_the_district_are_explained(tmp_path: Path) -> None:
    outline = Outline((((115.9, 39.9), (116.1, 39.9), (116.1, 40.1), (115.9, 40.1)),))
    nodes = FOUR | {8: (117.0, 40.0), 9: (117.1, 40.0), 6: (116.2, 40.0), 7: (40.0, 80.0)}
    path = tmp_path / "roads.osm"
    path.write_text(osm_xml(nodes, [(1, [1, 2], ROAD), (2, [8, 9], ROAD), (3, [6, 8], ROAD)]), encoding="utf-8")
    found = read(path, outline=outline)
    assert [link.id for link in found.links()] == ["w1.0", "w3.0"]
    assert [(told.rule, told.facts["feature"]) for told in found.explained.told] == [(Problem.OUTSIDE_OUTLINE, "w2")]


# -- parts -------------------------------------------------------------------------------------------------------------


def test_parts_that_no_road_joins_are_listed_with_how_far_they_are(tmp_path: Path) -> None:
    found = of_features(
        tmp_path,
        line_feature([spot(0, 0), spot(3000, 0)], {"name": "大路"}),
        line_feature([spot(1500, 40), spot(1500, 540)], {"name": "沟里路"}),
        line_feature([spot(1500, 540), spot(1600, 540)], {}),
        line_feature([spot(9000, 0), spot(9000, 90)], {}),
    )
    assert found.main_part == (1, pytest.approx(3.0, abs=0.01))
    near, far = found.other_parts()[0]
    assert (near.links, near.km, near.name) == (2, pytest.approx(0.6, abs=0.01), "沟里路")
    assert near.nearest_m == pytest.approx(40, abs=0.5)  # from the middle of a road without bends
    assert (far.links, far.name, far.nearest_m) == (1, "", pytest.approx(6000, rel=0.01))


def random_lines(draw: st.DrawFn) -> list[tuple[int, list[int]]]:
    count = draw(st.integers(1, 12))
    nodes = st.integers(1, 14)
    return [(way, draw(st.lists(nodes, min_size=1, max_size=6))) for way in range(1, count + 1)]


@given(data=st.data())
def test_the_network_is_the_graph_of_the_ways(tmp_path: Path, data: st.DataObject) -> None:
    """Against networkx: the same roads are joined, nothing is lost but doubles, and every row is accounted for."""
    ways = random_lines(data.draw)
    nodes = {i: spot(37 * i * i % 401, 53 * i % 307) for i in range(1, 15)}
    path = tmp_path / "roads.osm"
    path.write_text(osm_xml(nodes, [(way, refs, ROAD) for way, refs in ways]), encoding="utf-8")
    drawn: nx.Graph[int] = nx.Graph()
    for _, refs in ways:
        drawn.add_edges_from((a, b) for a, b in itertools.pairwise(refs) if a != b)
    if not drawn.edges:
        refused(path)
        return
    found = read(path)
    where = {spot: node for node, spot in nodes.items()}
    built: nx.Graph[int] = nx.Graph()
    ends: set[int] = set()
    for link in found.links():
        points = [int(link.from_node[1:]), *(where[b.lon, b.lat] for b in link.via), int(link.to_node[1:])]
        assert points[0] != points[-1]
        ends |= {points[0], points[-1]}
        built.add_edges_from(itertools.pairwise(points))
        assert link.length_m > 0
    assert {frozenset(edge) for edge in built.edges} == {frozenset(edge) for edge in drawn.edges}
    assert len(set(found.link_ids())) == found.link_count
    assert {int(node.id[1:]) for node in found.nodes()} == ends
    assert {node for node in drawn if drawn.degree(node) > 2 or drawn.degree(node) == 1} <= ends
    parts = found.other_parts()[0]
    assert len(parts) + 1 == nx.number_connected_components(drawn)


# -- the same network in every format ----------------------------------------------------------------------------------


def of_pack() -> tuple[Any, Any]:
    pack = read_pack(resource("mentougou"))
    return pack.nodes, pack.links


def as_written(nodes: Any, links: Any) -> set[tuple[Any, ...]]:
    where = {node.id: node.position for node in nodes}
    return {(link, where[link.from_node], where[link.to_node]) for link in links}


def test_our_own_network_through_geojson_and_csv_is_itself(tmp_path: Path) -> None:
    nodes, links = of_pack()
    path = tmp_path / "roads.geojson"
    path.write_text(network_as_geojson(nodes, links), encoding="utf-8")
    for name, text in network_as_csv(nodes, links).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for found in (read(path), read(tmp_path)):
        assert found.explained.told == []
        assert as_written(found.nodes(), found.links()) == as_written(nodes, links)
        assert found.other_parts() == ((), 0, 0.0)


def test_our_own_network_through_osm_has_the_same_roads(tmp_path: Path) -> None:
    nodes, links = of_pack()
    path = tmp_path / "roads.osm"
    path.write_text(network_as_osm(nodes, links), encoding="utf-8")
    found = read(path)
    assert (found.node_count, found.link_count, found.explained.told) == (len(nodes), len(links), [])
    ours = [(link.name, len(link.via)) for link in links]
    assert [(link.name, len(link.via)) for link in found.links()] == ours


def test_pbf_is_read_as_xml_is(tmp_path: Path) -> None:
    import osmium

    nodes, links = of_pack()
    path = tmp_path / "roads.osm"
    path.write_text(
        network_as_osm(nodes, links).replace("</node>", '<tag k="ford" v="yes"/></node>', 3), encoding="utf-8"
    )
    with osmium.SimpleWriter(str(tmp_path / "roads.osm.pbf")) as out:
        for each in osmium.FileProcessor(str(path)):
            out.add(each)
    xml, pbf = read(path), read(tmp_path / "roads.osm.pbf")
    assert list(pbf.links()) == list(xml.links())
    assert list(pbf.nodes()) == list(xml.nodes())
    assert any(link.crossing == "low_water" for link in pbf.links())


@pytest.mark.parametrize("ending", ["gpkg", "shp"])
def test_layers_are_read_as_geojson_is(tmp_path: Path, ending: str) -> None:
    nodes, links = of_pack()
    (tmp_path / "roads.geojson").write_text(network_as_geojson(nodes, links), encoding="utf-8")
    write_layer(tmp_path / f"roads.{ending}", nodes, links)
    layer, text = read(tmp_path / f"roads.{ending}"), read(tmp_path / "roads.geojson")
    assert (layer.format, layer.explained.told) == (ending, [])
    assert list(layer.links()) == list(text.links())
    assert list(layer.nodes()) == list(text.nodes())


def write_layer(path: Path, nodes: Any, links: tuple[Link, ...], crs: str = "EPSG:4326") -> None:
    import numpy as np
    import pyogrio
    import shapely

    where = {node.id: node.position for node in nodes}
    lines = []
    for link in links:
        points = (where[link.from_node], *link.via, where[link.to_node])
        lines.append(shapely.LineString([(point.lon, point.lat) for point in points]))
    names = ("link", "from_node", "to_node", "name", "geometry_source", "length_m")
    fields = ["link", "from_node", "to_node", "name", "geometry_s", "length_m"]
    columns = [np.array([getattr(link, "id" if name == "link" else name) for link in links]) for name in names]
    columns = [column.astype(object) if column.dtype.kind == "U" else column for column in columns]
    shapes = np.array(shapely.to_wkb(lines), dtype=object)
    pyogrio.raw.write(path, shapes, columns, fields, geometry_type="LineString", crs=crs, encoding="UTF-8")


def test_a_layer_in_metres_is_refused(tmp_path: Path) -> None:
    nodes, links = of_pack()
    write_layer(tmp_path / "roads.gpkg", nodes, links[:3], crs="EPSG:32650")
    assert refused(tmp_path / "roads.gpkg").findings[0].rule == RoadProblem.NOT_DEGREES
