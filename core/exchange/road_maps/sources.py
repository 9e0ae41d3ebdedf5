"""Which reader a source needs, and the road map it gives."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from core.domain.findings import Finding, Refusal, Rule
from core.exchange.datum import Datum
from core.exchange.road_maps import geojson, map_layers, osm_pbf, osm_xml
from core.exchange.road_maps.csv_pair import Standing, read_pair
from core.exchange.road_maps.datum_arrays import convert
from core.exchange.road_maps.district import District
from core.exchange.road_maps.feature_rows import FeatureRows
from core.exchange.road_maps.formats import CSV, GEOJSON, OSM_PBF, OSM_XML, format_of
from core.exchange.road_maps.found import DatumReport
from core.exchange.road_maps.lines import real_numbers
from core.exchange.road_maps.osm_ways import NodeSpots, Progress, WayRows
from core.exchange.road_maps.problems import Explanations, RoadProblem, refused_source
from core.exchange.road_maps.road_map import RoadMap, Source
from core.exchange.road_maps.snapping import joined, off_their_node


def read_road_map(
    source: Path,
    datum: Datum,
    district: District,
    progress: Progress,
    standing: Callable[[], Standing] = Standing,
    layers: Sequence[str] = (),
) -> RoadMap:
    """The road map of a source, in WGS84. `standing` gives the network that a csv pair adds to, `layers` names those of
    a GeoPackage that hold the roads.

    Raises Refusal: NO_SUCH_FILE; IMPORT_ERRORS with one finding where the source cannot be read, where the extra for
    its format is missing, where OSM is said to be in another datum than WGS84, and where not one row could be taken.
    """
    kind = format_of(source)
    explained = Explanations(source.name)
    if kind == CSV:
        road_map = RoadMap(_csv(source, datum, district, standing(), explained, progress))
        nothing = not road_map.link_count and not road_map.node_count
        if nothing and explained.count:
            raise _nothing_taken(source, explained)
        return road_map
    if kind in (OSM_XML, OSM_PBF):
        found = _osm(source, kind, datum, explained, progress)
    else:
        found = _features(source, kind, datum, layers, explained, progress)
    road_map = RoadMap(replace(found, district=district))
    if not road_map.link_count:
        raise _nothing_taken(source, explained)
    return road_map


def _nothing_taken(source: Path, explained: Explanations) -> Refusal:
    """Not one road: the reason of the first row stands for all."""
    first = explained.told[0] if explained.told else Finding(RoadProblem.NOTHING_USABLE, source.name, error=True)
    facts = {"file": first.where, "count": explained.count or 1, "first": first.rule, "facts": first.facts}
    return Refusal(
        Rule.IMPORT_ERRORS, facts | {"line": first.line, "column": first.column}, (first, *explained.told[1:])
    )


def _osm(source: Path, kind: str, datum: Datum, explained: Explanations, progress: Progress) -> Source:
    if datum is not Datum.WGS84:
        raise refused_source(source.name, RoadProblem.OSM_IS_WGS84, datum=str(datum))
    rows = WayRows(explained, progress)
    reader = osm_xml if kind == OSM_XML else osm_pbf
    reader.read_ways(source, rows)
    spots = NodeSpots(rows.wanted())
    reader.read_nodes(source, spots, progress)
    lines, findings, gone = rows.lines(spots)
    for row in gone.tolist():
        explained.add(RoadProblem.NODE_MISSING, feature=rows.name(row))
    return Source(kind, lines, rows.count, rows.count, explained, tuple(findings), DatumReport(datum))


def _features(
    source: Path, kind: str, datum: Datum, layers: Sequence[str], explained: Explanations, progress: Progress
) -> Source:
    rows = FeatureRows(explained, progress)
    odd: list[Finding] = []
    if kind == GEOJSON:
        geojson.read_features(source, rows)
    else:
        odd = map_layers.read_features(source, rows, layers)
    drawn = rows.drawn
    lon, lat = real_numbers(drawn.lon), real_numbers(drawn.lat)
    report = convert(lon, lat, datum)
    lines = joined(drawn, lon, lat)
    findings = (*odd, *rows.findings())
    elsewhere = off_their_node(lon, lat, lines)
    name = kind if kind == GEOJSON else source.suffix[1:].lower()
    return Source(name, lines, rows.count, len(drawn.names), explained, findings, report, elsewhere=elsewhere)


def _csv(
    source: Path, datum: Datum, district: District, standing: Standing, explained: Explanations, progress: Progress
) -> Source:
    read = read_pair(source, datum, district, standing, explained, progress)
    named = real_numbers(read.lon), real_numbers(read.lat)
    lines = joined(read.drawn, real_numbers(read.drawn.lon), real_numbers(read.drawn.lat), named)
    return Source(CSV, lines, read.rows_in, read.new_rows, explained, read.findings, read.datum, nodes=read.new_nodes)
