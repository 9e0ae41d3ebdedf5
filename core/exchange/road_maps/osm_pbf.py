"""OSM PBF through pyosmium, which is an extra: it is imported only when such a file is read."""

from pathlib import Path
from typing import Any

from core.exchange.road_maps.extras import extra
from core.exchange.road_maps.osm_ways import EVERY, NodeSpots, Progress, WayRows
from core.exchange.road_maps.problems import RoadProblem, refused_source


def read_ways(path: Path, rows: WayRows) -> None:
    """Hand every way with a `highway` tag to `rows`. Refusal(IMPORT_ERRORS) where osmium is missing or cannot read."""
    osmium = extra("osmium", path)
    try:
        ways = osmium.FileProcessor(str(path), osmium.osm.WAY)
        if not ways.header.has_multiple_object_versions:  # of a version that is gone, the filter would say nothing
            ways = ways.with_filter(osmium.filter.KeyFilter("highway"))
        for way in ways:
            if way.deleted:
                rows.drop(way.id, way.version)
            else:
                refs, tags = [node.ref for node in way.nodes], {tag.k: tag.v for tag in way.tags}
                rows.add(way.id, refs, tags, way.version)
    except RuntimeError as error:
        raise _refused(path, error) from None


def read_nodes(path: Path, spots: NodeSpots, progress: Progress) -> None:
    """Hand the wanted nodes to `spots`."""
    osmium = extra("osmium", path)
    try:
        nodes = osmium.FileProcessor(str(path), osmium.osm.NODE)
        if len(spots.ids) and spots.ids[0] >= 0:  # the filter knows no ids of an editor's own, which are below 0
            nodes = nodes.with_filter(osmium.filter.IdFilter(map(int, spots.ids)))
        for count, node in enumerate(nodes, 1):
            _take(node, spots)
            if count % (10 * EVERY) == 0:
                progress("nodes", count)
    except RuntimeError as error:
        raise _refused(path, error) from None
    spots.flush()


def _take(node: Any, spots: NodeSpots) -> None:
    if not node.location.valid():
        return
    spots.add(node.id, node.location.lon, node.location.lat)
    if len(node.tags):
        spots.mark(node.id, {tag.k: tag.v for tag in node.tags})


def _refused(path: Path, error: RuntimeError) -> Exception:
    return refused_source(path.name, RoadProblem.BROKEN_MAP, format="OSM PBF", detail=str(error))
