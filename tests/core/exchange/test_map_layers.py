"""GeoPackages and Shapefiles as offices hand them on: several layers, metres, missing parts, GBK."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from core.domain.roads import Link
from core.exchange.packs import read_pack
from core.exchange.road_maps.problems import RoadProblem
from core.exchange.road_maps.projections import projection_of
from core.resources import resource
from tests.core.exchange.drawn_roads import read, refused
from tests.road_maps import network_as_geojson

HERE = [(116.0, 40.0), (116.001, 40.0)]
THERE = [(116.001, 40.0), (116.001, 40.001)]
Points = Sequence[tuple[float, float]]


def write(path: Path, lines: Sequence[Points], crs: str = "EPSG:4326", **more: Any) -> None:
    """A layer of lines with a name each, or with the columns given."""
    columns = more.pop("columns", {"name": [f"路{at}" for at in range(len(lines))]})
    shapes = np.array(shapely.to_wkb([shapely.LineString(line) for line in lines]), dtype=object)
    values = [np.array(column, dtype=object) for column in columns.values()]
    more = {"geometry_type": "LineString", "encoding": "UTF-8"} | more
    pyogrio.raw.write(path, shapes, values, list(columns), crs=crs, **more)


def of_pack() -> tuple[Any, Any]:
    pack = read_pack(resource("mentougou"))
    return pack.nodes, pack.links


@pytest.mark.parametrize("ending", ["gpkg", "shp"])
def test_layers_are_read_as_geojson_is(tmp_path: Path, ending: str) -> None:
    nodes, links = of_pack()
    (tmp_path / "roads.geojson").write_text(network_as_geojson(nodes, links), encoding="utf-8")
    write_layer(tmp_path / f"roads.{ending}", nodes, links)
    layer, text = read(tmp_path / f"roads.{ending}"), read(tmp_path / "roads.geojson")
    assert (layer.format, layer.explained.told) == (ending, [])
    assert list(layer.links()) == list(text.links())
    assert list(layer.nodes()) == list(text.nodes())


def write_layer(path: Path, nodes: Any, links: tuple[Link, ...]) -> None:
    where = {node.id: node.position for node in nodes}
    lines = []
    for link in links:
        points = (where[link.from_node], *link.via, where[link.to_node])
        lines.append([(point.lon, point.lat) for point in points])
    names = ("link", "from_node", "to_node", "name", "geometry_source", "length_m")
    fields = ["link", "from_node", "to_node", "name", "geometry_s", "length_m"]
    columns = [np.array([getattr(link, "id" if name == "link" else name) for link in links]) for name in names]
    columns = [column.astype(object) if column.dtype.kind == "U" else column for column in columns]
    shapes = np.array(shapely.to_wkb([shapely.LineString(line) for line in lines]), dtype=object)
    pyogrio.raw.write(path, shapes, columns, fields, geometry_type="LineString", crs="EPSG:4326", encoding="UTF-8")


# -- which layer -------------------------------------------------------------------------------------------------------


def test_a_river_is_not_taken_for_a_road_because_it_lies_in_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "底图.gpkg"
    write(path, [HERE, THERE], layer="道路")
    write(path, [THERE], layer="河流", append=True)
    (asked,) = refused(path).findings
    assert (asked.rule, asked.facts) == (RoadProblem.WHICH_LAYER, {"layers": ["道路 (2)", "河流 (1)"]})
    found = read(path, layers=("道路",))
    assert [link.name for link in found.links()] == ["路0", "路1"]
    (told,) = found.findings
    assert (told.rule, told.facts) == (RoadProblem.LAYER_LEFT_OUT, {"layer": "河流", "count": 1})
    (unknown,) = refused(path, layers=("路",)).findings
    assert (unknown.rule, unknown.facts["layer"]) == (RoadProblem.UNKNOWN_LAYER, "路")
    assert read(path, layers=("道路", "河流")).rows_in == 3


def test_a_column_for_the_class_of_road_says_which_layer_it_is(tmp_path: Path) -> None:
    path = tmp_path / "export.gpkg"
    write(path, [HERE], layer="lines", columns={"highway": ["residential"]})
    write(path, [THERE], layer="streams", append=True)
    found = read(path)
    assert found.rows_in == 1
    assert [odd.rule for odd in found.findings] == [RoadProblem.LAYER_LEFT_OUT]


def test_a_file_without_lines(tmp_path: Path) -> None:
    shapes = np.array(shapely.to_wkb([shapely.Point(116, 40)]), dtype=object)
    names = [np.array(["村"], dtype=object)]
    pyogrio.raw.write(tmp_path / "a.gpkg", shapes, names, ["name"], geometry_type="Point", crs="EPSG:4326")
    (told,) = refused(tmp_path / "a.gpkg").findings
    assert (told.rule, told.facts) == (RoadProblem.NO_LINE_LAYER, {"layers": "a: Point"})


# -- metres ------------------------------------------------------------------------------------------------------------

# code -> metres, and the degrees that PROJ 9 gives for them
METRES = {
    "EPSG:4547": ((486000.5, 4425000.25), (113.83615739309872, 39.959096980897144)),
    "EPSG:4548": ((414000.0, 4425000.0), (115.99357364629853, 39.9548417672328)),
    "EPSG:4527": ((39414000.0, 4425000.0), (115.99357364629853, 39.9548417672328)),
    "EPSG:4499": ((20414000.0, 4425000.0), (110.43434732387081, 39.27414163812031)),
    "EPSG:4508": ((414000.0, 4425000.0), (109.99357364629853, 39.9548417672328)),
    "EPSG:32650": ((420000.0, 4430000.0), (116.0625723977768, 40.01641535178935)),
    "EPSG:32649": ((900000.0, 4430000.0), (115.68005285697191, 39.92562682735606)),
    "EPSG:3857": ((12896000.0, 4862000.0), (115.84673904005349, 39.97286583714646)),
}
ARCGIS = (
    'PROJCS["CGCS2000_3_Degree_GK_CM_117E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
    'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


@pytest.mark.parametrize("code", METRES)
def test_metres_become_degrees_to_the_millimetre(code: str) -> None:
    (x, y), (lon, lat) = METRES[code]
    made = projection_of(code)
    assert made is not None
    found = made.degrees(np.array([x]), np.array([y]))
    assert abs(found[0][0] - lon) < 5e-9  # half a millimetre
    assert abs(found[1][0] - lat) < 5e-9


@pytest.mark.parametrize(
    "crs",
    [
        "EPSG:4326",
        "EPSG:2437",
        "EPSG:32750",
        "LOCAL_CS[]",
        ARCGIS.replace("2000", "1980").replace("D_China_", "D_Xian_"),
        ARCGIS.replace('UNIT["Meter",1.0]', 'UNIT["Kilometer",1000.0]'),
        ARCGIS.replace("Gauss_Kruger", "Lambert_Conformal_Conic"),
    ],
)
def test_what_is_none_of_these_projections_is_not_guessed(crs: str) -> None:
    assert projection_of(crs) is None


def test_a_map_on_the_grid_of_the_survey_is_converted_and_told(tmp_path: Path) -> None:
    lines = [[(414000.0, 4425000.0), (414500.0, 4425000.0)]]
    for name, crs in (("a.gpkg", "EPSG:4548"), ("b.shp", ARCGIS)):
        write(tmp_path / name, lines, crs)
        found = read(tmp_path / name)
        (link,) = found.links()
        assert link.length_m == pytest.approx(500, rel=0.005)
        first = min(found.nodes(), key=lambda node: node.position.lon).position
        assert (first.lon, first.lat) == (pytest.approx(115.9935736463), pytest.approx(39.9548417672))
        assert [odd.rule for odd in found.findings] == [RoadProblem.PROJECTED]


def test_a_grid_that_nobody_here_can_undo_is_refused_by_its_name(tmp_path: Path) -> None:
    write(tmp_path / "a.gpkg", [[(414000.0, 4425000.0), (414500.0, 4425000.0)]], "EPSG:2437")
    (told,) = refused(tmp_path / "a.gpkg").findings
    assert (told.rule, told.facts) == (RoadProblem.NOT_DEGREES, {"crs": "EPSG:2437"})


def test_metres_of_which_nobody_says_what_they_are(tmp_path: Path) -> None:
    write(tmp_path / "a.shp", [[(39414000.0, 4425000.0), (39414500.0, 4425000.0)]])
    (tmp_path / "a.prj").unlink()
    assert refused(tmp_path / "a.shp").findings[0].rule == RoadProblem.METRES


# -- parts of a shapefile ----------------------------------------------------------------------------------------------


def test_parts_that_were_not_copied_are_told(tmp_path: Path) -> None:
    path = tmp_path / "路.shp"
    write(path, [HERE])
    path.with_suffix(".prj").unlink()
    assert [odd.rule for odd in read(path).findings] == [RoadProblem.NO_CRS]
    path.with_suffix(".dbf").unlink()
    found = read(path)
    assert [odd.rule for odd in found.findings] == [RoadProblem.NO_COLUMNS, RoadProblem.NO_CRS]
    assert (found.findings[0].facts, found.link_count) == ({"part": "路.dbf"}, 1)
    path.with_suffix(".shx").unlink()
    (told,) = refused(path).findings
    assert (told.rule, told.facts) == (RoadProblem.PART_MISSING, {"part": "路.shx"})


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
@pytest.mark.parametrize("cpg", [True, False])
def test_names_in_gbk_are_read_whether_or_not_the_file_says_so(tmp_path: Path, encoding: str, cpg: bool) -> None:
    path = tmp_path / "路.shp"
    write(path, [HERE, THERE], columns={"name": ["军沿路", "王平镇南涧村路"]}, encoding=encoding)
    if not cpg:
        path.with_suffix(".cpg").unlink()
    assert [link.name for link in read(path).links()] == ["军沿路", "王平镇南涧村路"]


@pytest.mark.parametrize("ending", [".shp", ".dbf", ".shx", ".gpkg"])
@pytest.mark.parametrize("kept", [0, 60, 300])
def test_half_a_file_is_one_finding_of_ours(tmp_path: Path, ending: str, kept: int) -> None:
    path = tmp_path / ("a.gpkg" if ending == ".gpkg" else "a.shp")
    write(path, [HERE, THERE] * 20)
    part = path.with_suffix(ending)
    part.write_bytes(part.read_bytes()[:kept])
    (told,) = refused(path).findings
    assert told.rule == RoadProblem.BROKEN_MAP
