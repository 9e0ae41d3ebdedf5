"""Files of road maps: those that are none, their datum, their parts, the same network whatever the format."""

import itertools
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.findings import Refusal, Rule
from core.exchange.cells import Problem
from core.exchange.datum import Datum, from_wgs84
from core.exchange.outline import Outline
from core.exchange.packs import read_pack
from core.exchange.road_maps.problems import RoadProblem
from core.resources import resource
from tests.core.exchange.drawn_roads import FOUR, ROAD, of_features, read, refused, spot
from tests.road_maps import (
    collection,
    line_feature,
    network_as_csv,
    network_as_geojson,
    network_as_osm,
    osm_xml,
)

# -- files that are none -----------------------------------------------------------------------------------------------


NOT_MAPS: dict[str, tuple[bytes, str]] = {
    "cut.osm": (osm_xml(FOUR, [(10, [1, 2], ROAD)]).encode()[:-30], RoadProblem.BROKEN_MAP),
    "html.osm": (b"<html><body/></html>", RoadProblem.NOT_A_ROAD_MAP),
    "empty.osm": (b"", RoadProblem.BROKEN_MAP),
    "binary.osm": (bytes(range(256)), RoadProblem.BROKEN_MAP),
    "noid.osm": (b'<osm><way><nd ref="1"/></way></osm>', RoadProblem.BROKEN_MAP),
    "badref.osm": (b'<osm><way id="1"><nd ref="x"/></way></osm>', RoadProblem.BROKEN_MAP),
    "huge.osm": (
        f'<osm><way id="{10**30}"><tag k="highway" v="path"/></way></osm>'.encode(),
        RoadProblem.BROKEN_MAP,
    ),
    "bomb.osm": (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><osm/>', RoadProblem.NOT_A_ROAD_MAP),
    "nothing.osm": (b"<osm/>", RoadProblem.NOTHING_USABLE),
    "none.osm": (osm_xml(FOUR, [(10, [1, 2], {"highway": "proposed"})]).encode(), RoadProblem.NOT_A_ROAD),
    "cut.geojson": (collection(line_feature([(1, 2), (3, 4)])).encode()[:-9], RoadProblem.BROKEN_MAP),
    "list.geojson": (b"[1, 2]", RoadProblem.NOT_A_ROAD_MAP),
    "empty.geojson": (b"", RoadProblem.BROKEN_MAP),
    "deep.geojson": (b'{"features": [' + b"[" * 200_000, RoadProblem.BROKEN_MAP),
    "geometry.geojson": (b'{"type": "LineString", "coordinates": []}', RoadProblem.NOT_A_ROAD_MAP),
    "nothing.geojson": (b'{"type": "FeatureCollection", "features": []}', RoadProblem.NOTHING_USABLE),
    "latin.geojson": ('{"type": "Feature", "name": "é"}'.encode("latin-1"), Problem.NOT_UTF8),
    "metres.geojson": (
        b'{"type": "FeatureCollection", "features": [], "crs": {"properties": {"name": "EPSG:32650"}}}',
        RoadProblem.NOT_DEGREES,
    ),
    "x.osm.pbf": (b"no pbf", RoadProblem.BROKEN_MAP),
    "x.gpkg": (b"no gpkg", RoadProblem.BROKEN_MAP),
    "x.shp": (b"no shp", RoadProblem.PART_MISSING),
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
    assert refused(path).findings[0].rule == RoadProblem.BROKEN_MAP


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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_a_table_saved_by_a_spreadsheet_keeps_its_names(tmp_path: Path, encoding: str) -> None:
    nodes, links = of_pack()
    for name, text in network_as_csv(nodes, links).items():
        (tmp_path / name).write_text(text.replace("\n", "\r\n"), encoding=encoding, newline="")
    assert as_written(nodes, read(tmp_path).links()) == as_written(nodes, links)


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
