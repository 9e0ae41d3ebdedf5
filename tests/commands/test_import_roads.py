"""`import FILE roads SOURCE` from the command line: what it says, what it leaves, and plans on the roads it brought."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.resources import resource
from core.store.road_network import standing_links, standing_nodes
from tests.commands.conftest import Run, on_disk
from tests.factories import make_file, open_again
from tests.road_maps import collection, line_feature, network_as_csv, network_as_geojson, network_as_osm, osm_xml

Done = Callable[..., Any]
ROAD = {"highway": "residential"}
NODES = {1: (115.98, 39.96), 2: (116.0, 39.96), 3: (116.02, 39.96), 8: (116.0, 39.98), 9: (116.0, 39.981)}


def figures(plan: dict[str, Any]) -> dict[str, Any]:
    """What a plan comes to, without the names of its roads."""
    alike = ("due", "served", "clearance_s", "clearance_bound_s", "exposure", "exposure_bound", "gap")
    ways = {
        each["id"]: (each["shelter"], each["depart"], each["arrive"], len(each["links"])) for each in plan["households"]
    }
    return {name: plan[name] for name in alike} | {"ways": ways, "short": len(plan["shortfall"])}


def network_of(path: Path) -> tuple[Any, Any]:
    with open_again(path, write=False) as store:
        return tuple(standing_nodes(store.connection)), tuple(standing_links(store.connection))


def test_what_the_result_holds(done: Done, drill_path: Path, tmp_path: Path) -> None:
    source = tmp_path / "roads.osm"
    ways = [(10, [1, 2, 3], ROAD), (11, [2, 2], ROAD), (12, [8, 9], {**ROAD, "name": "沟里路"})]
    source.write_text(osm_xml(NODES, ways), encoding="utf-8")
    before = on_disk(tmp_path)
    dry = done("import", drill_path, "roads", source, "--dry-run")
    assert on_disk(tmp_path) == before
    wet = done("import", drill_path, "roads", source)
    event = wet.pop("event")
    assert {**wet, "dry_run": True} == dry
    assert (wet["table"], wet["format"], wet["in"], wet["accepted"]) == ("roads", "osm", 3, 2)
    assert wet["in"] == wet["accepted"] + len(wet["explained"])
    done("void", drill_path, event)  # the former roads are there again
    assert done("import", drill_path, "roads", source, "--dry-run")["before"] == dry["before"]
    assert [(told["rule"], told["file"], told["facts"]) for told in wet["explained"]] == [
        ("zero_length", "roads.osm", {"feature": "w11"})
    ]
    assert (wet["nodes"], wet["links"], wet["merged"], wet["replaces_network"]) == (4, 2, 0, True)
    assert wet["before"] == {"nodes": 6, "links": 8}
    assert wet["datum"] == {"given": "wgs84", "converted": 0, "largest_shift_m": 0.0}
    (part,) = wet["parts"]
    assert (part["links"], part["node"], part["name"], part["link"]) == (1, "n8", "沟里路", "w12.0")
    assert part["nearest_m"] == pytest.approx(2224, abs=5)
    assert wet["more_parts"] == {"parts": 0, "km": 0.0}


def test_the_datum_is_said_and_told(done: Done, run: Run, drill_path: Path, tmp_path: Path) -> None:
    source = tmp_path / "roads.geojson"
    source.write_text(network_as_geojson(*network_of(drill_path)), encoding="utf-8")
    told = done("import", drill_path, "roads", source, "--datum", "gcj02", "--dry-run")
    assert (told["datum"]["given"], told["datum"]["converted"]) == ("gcj02", 16)
    assert 400 < told["datum"]["largest_shift_m"] < 700
    assert [odd["rule"] for odd in told["findings"]] == ["datum_converted"]


# source name, its bytes, options -> what the one line must say
REFUSED: dict[str, tuple[str, bytes, tuple[str, ...], tuple[str, ...]]] = {
    "half an OSM file": ("a.osm", b"<osm><way", (), ("a.osm", "第 1 行", "OSM XML")),
    "no OSM at all": ("a.osm", b"<html/>", (), ("OSM XML", "<html>")),
    "an OSM file without roads": ("a.osm", b"<osm/>", (), ("a.osm", "没有一条路")),
    "OSM in another datum": ("a.osm", b"<osm/>", ("--datum", "gcj02"), ("WGS84", "gcj02")),
    "no GeoJSON": ("a.geojson", b"{", (), ("a.geojson", "GeoJSON")),
    "a table with a missing column": ("a.csv", b"link,from_node\n", (), ("a.csv", "to_node")),
    "a format nobody reads": ("a.kml", b"<kml/>", (), ("a.kml", ".geojson", ".osm.pbf")),
    "a broken PBF": ("a.osm.pbf", b"x", (), ("a.osm.pbf", "OSM PBF")),
    "a broken GeoPackage": (
        "a.gpkg",
        b"SQLite format 3",
        (),
        ("a.gpkg", "GPKG 文件坏了或没拷全，读不下去；重新拷一份"),
    ),
    "a Shapefile alone": ("a.shp", b"x", (), ("a.shp", "缺 a.shx：.shp、.shx、.dbf、.prj 要一起拷来")),
    "a map of another land": (
        "a.geojson",
        collection(line_feature([(13.4, 52.5), (13.5, 52.5)])).encode(),
        (),
        ("13.4, 52.5 在区界外",),
    ),
    "an unknown datum": ("a.geojson", b"{}", ("--datum", "mars"), ("datum", "mars")),
}


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["", "dry"])
def test_one_line_exit_2_and_nothing_changed(
    run: Run, drill_path: Path, tmp_path: Path, kind: str, dry: tuple[str, ...]
) -> None:
    name, data, options, words = REFUSED[kind]
    source = tmp_path / name
    source.write_bytes(data)
    before = on_disk(tmp_path)
    said = run("import", drill_path, "roads", source, *options, *dry, as_json=False)
    assert (said.code, said.out) == (2, "")
    for word in words:
        assert word in said.line
    assert on_disk(tmp_path) == before


def test_no_such_source(run: Run, drill_path: Path) -> None:
    said = run("import", drill_path, "roads", "没有.osm", as_json=False)
    assert said.code == 2
    assert "没有这个文件：没有.osm" in said.line


@pytest.mark.parametrize(("name", "package"), [("a.osm.pbf", "osmium"), ("a.gpkg", "pyogrio"), ("a.shp", "pyogrio")])
def test_a_missing_extra_is_one_line(
    run: Run, drill_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, package, None)
    (tmp_path / name).write_bytes(b"x")
    said = run("import", drill_path, "roads", tmp_path / name, as_json=False)
    assert said.code == 2
    assert "maps" in said.line
    assert package in said.line


def test_progress_of_a_long_import_is_beside_the_result(
    run: Run, drill_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.exchange.road_maps.osm_ways.EVERY", 1)
    source = tmp_path / "roads.osm"
    source.write_text(osm_xml(NODES, [(10, [1, 2], ROAD)]), encoding="utf-8")
    said = run("import", drill_path, "roads", source, "--dry-run")
    assert (said.code, said.json["links"]) == (0, 1)
    assert said.err == "ways: 1\n"


def test_a_plan_on_roads_that_are_gone_is_told_and_made_anew(done: Done, drill_path: Path, tmp_path: Path) -> None:
    done("order", drill_path, "甲村")
    first = figures(done("plan", drill_path, "--at", "2023-07-30T18:00"))
    done("close", drill_path, "L8", "--from", "2023-07-30T23:00")
    source = tmp_path / "roads.osm"
    source.write_text(network_as_osm(*network_of(drill_path)), encoding="utf-8")
    told = done("import", drill_path, "roads", source)
    assert [odd["rule"] for odd in told["findings"]] == ["closure_without_link", "plan_on_old_roads"]
    assert done("roll", drill_path)["due"] > 0
    again = figures(done("plan", drill_path, "--at", "2023-07-30T18:00"))
    assert (again["due"], again["served"]) == (first["due"], first["served"])
    assert {rule["rule"] for rule in done("verify", drill_path)["violations"]} == set()


def test_our_own_district_plans_the_same_on_its_own_roads_however_they_come(done: Done, tmp_path: Path) -> None:
    path = tmp_path / "区.daolian"
    make_file(path, pack=resource("mentougou"))
    ours = network_of(path)
    done("order", path, "王平镇")
    again = tmp_path / "又一份.daolian"
    again.write_bytes(path.read_bytes())
    before = figures(done("plan", path, "--at", "2023-07-30T18:00"))
    (tmp_path / "roads.geojson").write_text(network_as_geojson(*ours), encoding="utf-8")
    done("import", again, "roads", tmp_path / "roads.geojson")
    assert figures(done("plan", again, "--at", "2023-07-30T18:00")) == before
    assert before["served"] > 100
    for name, text in network_as_csv(*ours).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done("import", again, "roads", tmp_path)
    assert [set(rows) for rows in network_of(again)] == [set(rows) for rows in ours]


def test_roads_from_osm_plan_the_same_when_they_come_from_osm_again(
    done: Done, drill_path: Path, tmp_path: Path
) -> None:
    """OSM knows no lengths of ours: they are measured once, and after that nothing changes any more."""
    source = tmp_path / "roads.osm"
    plans = []
    for _ in range(2):
        source.write_text(network_as_osm(*network_of(drill_path)), encoding="utf-8")
        told = done("import", drill_path, "roads", source)
        assert (told["links"], told["nodes"], told["explained"]) == (8, 6, [])
        plans.append(figures(done("plan", drill_path, "--everyone", "--at", "2023-07-30T18:00")))
    assert plans[0] == plans[1]
    assert plans[0]["served"] > 0


def test_without_json_it_says_why_rows_gave_no_road_and_what_hangs_on_nothing(
    run: Run, drill_path: Path, tmp_path: Path
) -> None:
    source = tmp_path / "roads.osm"
    ways = [(10, [1, 2, 3], ROAD), (11, [2, 2], ROAD), (12, [8, 9], {**ROAD, "name": "沟里路"})]
    source.write_text(osm_xml(NODES, ways), encoding="utf-8")
    said = run("import", drill_path, "roads", source, as_json=False)
    assert said.code == 0
    assert "explained: 1\n  roads.osm，w11 没有长度\n" in said.out
    assert "parts: 1\n  沟里路（w12.0）：1 段，0.111 公里，离主网 2224 米\n" in said.out
    assert "个 3 公里内没有路：练习镇/丙村" in said.out


@pytest.mark.parametrize("step", ["ways", "nodes written", "links written"])
def test_an_import_that_is_stopped_half_way_leaves_the_file_as_it_was(
    run: Run, drill_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def stop(what: str, _count: int) -> None:
        if what == step:
            raise KeyboardInterrupt

    for module in ("core.exchange.road_maps.osm_ways", "core.operations.road_reading"):
        monkeypatch.setattr(f"{module}.EVERY", 1)
    monkeypatch.setattr("desktop.commands.road_import._told_on_the_side", stop)
    source = tmp_path / "roads.osm"
    source.write_text(osm_xml(NODES, [(10, [1, 2], ROAD), (11, [2, 3], ROAD)]), encoding="utf-8")
    before = network_of(drill_path)
    said = run("import", drill_path, "roads", source)
    assert (said.code, said.out, said.line) == (130, "", "停了：没做完的没有写进文件")
    assert network_of(drill_path) == before


@pytest.mark.parametrize(
    "data",
    [
        osm_xml(NODES, []).encode(),
        b"\0\0\0\x0d\x0a\x09OSMHeader\x18",
        b"SQLite format 3\0" + bytes(99),
        b"\0\0\x27\x0a" + bytes(96),
        b'{"type": "FeatureCollection", "features": []}',
    ],
)
def test_a_road_map_offered_as_a_list_of_people_is_told_where_it_belongs(
    run: Run, drill_path: Path, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "路").write_bytes(data)
    said = run("import", drill_path, "people", tmp_path / "路", as_json=False)
    assert (said.code, said.out) == (2, "")
    assert "这是路网，不是表；台账 I、R 换路网，或在命令行 import 文件 roads 来源" in said.line
