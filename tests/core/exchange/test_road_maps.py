"""Road maps as networks: split, snapped, merged, explained."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.exchange.cells import Problem
from core.exchange.road_maps.problems import RoadProblem
from tests.core.exchange.drawn_roads import FOUR, ROAD, of_features, of_osm, read, spot
from tests.road_maps import (
    line_feature,
    osm_xml,
)

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
    (line_feature([(500_000, 4_400_000), (500_100, 4_400_000)], ROAD), RoadProblem.METRES),
    (line_feature([(1e300, 40.0), (116.0, 40.0)], ROAD), Problem.BAD_POSITION),
    (line_feature([spot(0, 0), spot(9, 9)], {"waterway": "river"}), RoadProblem.NOT_A_ROAD),
    (line_feature([spot(0, 0), spot(9, 9)], {"modes": "boat"}), Problem.BAD_VALUE),
    (line_feature([spot(0, 0), spot(9, 9)], {"oneway": "links"}), Problem.BAD_FLAG),
    (line_feature([spot(0, 0), spot(9, 9)], {"speed_kmh": 0}), Problem.TOO_SMALL),
    (line_feature([spot(0, 0), spot(9, 9)], {"drive_s": 1e9}), Problem.TOO_LARGE),
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
