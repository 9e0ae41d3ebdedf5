"""OSM files as they come: with history, packed, with points inside ways, cut by the server."""

import bz2
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from core.exchange.road_maps.problems import RoadProblem
from core.exchange.road_maps.road_map import RoadMap
from tests.core.exchange.drawn_roads import FOUR, read, refused

HIGHWAY = '<tag k="highway" v="residential"/>'


def way(ident: int, refs: list[int], version: int, tags: str = HIGHWAY, more: str = "") -> str:
    inside = "".join(f'<nd ref="{ref}"/>' for ref in refs)
    return f'<way id="{ident}" version="{version}" {more}>{inside}{tags}</way>'


def of_text(tmp_path: Path, *ways: str, name: str = "roads.osm") -> RoadMap:
    nodes = "".join(f'<node id="{node}" lon="{lon}" lat="{lat}"/>' for node, (lon, lat) in FOUR.items())
    (tmp_path / name).write_text(f'<osm version="0.6">{nodes}{"".join(ways)}</osm>', encoding="utf-8")
    return read(tmp_path / name)


def test_of_a_file_with_history_the_newest_version_counts(tmp_path: Path) -> None:
    found = of_text(
        tmp_path,
        way(10, [1, 2], 1),
        way(10, [2, 3], 2, '<tag k="highway" v="path"/>'),
        way(11, [1, 4], 1),
        way(11, [], 2, "", 'visible="false"'),
        way(12, [3, 4], 1),
        way(12, [3, 4], 2, '<tag k="waterway" v="stream"/>'),
        way(13, [1, 4], 4),
        way(13, [2, 4], 4),
        name="history.osh",
    )
    assert [(link.id, link.modes) for link in found.links()] == [("w10.0", ("walk", "carried")), ("w13.0", ())]
    told = [(odd.rule, odd.facts["feature"]) for odd in found.explained.told]
    older = RoadProblem.OLDER_VERSION
    assert told == [(older, "w10"), (older, "w11"), (older, "w12"), (RoadProblem.DUPLICATE, "w13")]


def test_a_pbf_with_history_is_read_as_its_xml_is(tmp_path: Path) -> None:
    import osmium

    ways = (way(10, [1, 2], 1), way(10, [2, 3], 2), way(11, [1, 4], 1), way(11, [], 2, "", 'visible="false"'))
    xml = of_text(tmp_path, *ways)
    head = osmium.io.Header()
    head.has_multiple_object_versions = True
    with osmium.SimpleWriter(str(tmp_path / "roads.osh.pbf"), header=head) as out:
        for each in osmium.FileProcessor(str(tmp_path / "roads.osm")):
            out.add(each)
    pbf = read(tmp_path / "roads.osh.pbf")
    assert [link.id for link in pbf.links()] == [link.id for link in xml.links()]
    assert [odd.rule for odd in pbf.explained.told] == [odd.rule for odd in xml.explained.told]
    assert [link.id for link in pbf.links()] == ["w10.0"]


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress)])
def test_a_packed_file_is_read_as_it_is_and_half_of_it_is_refused(
    tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]
) -> None:
    plain = of_text(tmp_path, way(10, [1, 2], 1))
    packed = tmp_path / f"roads.osm{ending}"
    packed.write_bytes(pack((tmp_path / "roads.osm").read_bytes()))
    assert list(read(packed).links()) == list(plain.links())
    for kept in (5, -30):
        packed.write_bytes(pack((tmp_path / "roads.osm").read_bytes())[:kept])
        assert refused(packed).findings[0].rule == RoadProblem.BROKEN_MAP


def test_points_that_stand_in_the_ways_themselves_are_found(tmp_path: Path) -> None:
    """Overpass with `out geom` lists no nodes."""
    inside = "".join(f'<nd ref="{node}" lon="{lon}" lat="{lat}"/>' for node, (lon, lat) in FOUR.items())
    path = tmp_path / "roads.osm"
    path.write_text(f'<osm><way id="1">{inside}<tag k="highway" v="path"/></way></osm>', encoding="utf-8")
    (link,) = read(path).links()
    assert (link.from_node, len(link.via), link.to_node) == ("n1", 2, "n4")


def test_a_download_that_ended_in_an_error_does_not_take_the_place_of_a_whole_map(tmp_path: Path) -> None:
    path = tmp_path / "roads.osm"
    of_text(tmp_path, way(10, [1, 2], 1))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</osm>", "<remark>runtime error: Query timed out</remark></osm>"), encoding="utf-8")
    assert refused(path).findings[0].rule == RoadProblem.INCOMPLETE_MAP
