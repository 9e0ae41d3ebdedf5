"""Road maps for tests, written by code: a network as OSM XML, as GeoJSON, as the csv pair."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from core.domain.roads import Link, Node
from core.exchange.roads import LINKS, NODES


def osm_xml(
    nodes: Mapping[int, tuple[float, float]],
    ways: Iterable[tuple[int, Iterable[int], Mapping[str, str]]],
    node_tags: Mapping[int, Mapping[str, str]] | None = None,
) -> str:
    """A file as editors save it: nodes, then ways."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="test">']
    for node, (lon, lat) in nodes.items():
        tags = _tags((node_tags or {}).get(node, {}))
        out.append(f'<node id="{node}" lat="{lat!r}" lon="{lon!r}">{tags}</node>')
    for way, refs, tags in ways:
        inside = "".join(f'<nd ref="{ref}"/>' for ref in refs)
        out.append(f'<way id="{way}">{inside}{_tags(tags)}</way>')
    out.append("</osm>\n")
    return "\n".join(out)


def _tags(tags: Mapping[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())


def network_as_osm(nodes: Iterable[Node], links: Iterable[Link]) -> str:
    """A network as somebody would draw it in OSM: a way a link, bends as nodes without a name."""
    spots: dict[int, tuple[float, float]] = {}
    number: dict[str, int] = {}
    for node in nodes:
        number[node.id] = len(spots) + 1
        spots[len(spots) + 1] = (node.position.lon, node.position.lat)
    ways = []
    for way, link in enumerate(links, 1):
        refs = [number[link.from_node]]
        for bend in link.via:
            spots[len(spots) + 1] = (bend.lon, bend.lat)
            refs.append(len(spots))
        refs.append(number[link.to_node])
        ways.append((way, refs, {"highway": "unclassified", "name": link.name} if link.name else {"highway": "road"}))
    return osm_xml(spots, ways)


def line_feature(
    points: Iterable[tuple[float, float]], properties: Mapping[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    geometry = {"type": "LineString", "coordinates": [list(point) for point in points]}
    return {"type": "Feature", "properties": dict(properties or {}), "geometry": geometry, **more}


def collection(*features: Mapping[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False)


def network_as_geojson(nodes: Iterable[Node], links: Iterable[Link]) -> str:
    """A network with its own ids and figures as properties."""
    where = {node.id: (node.position.lon, node.position.lat) for node in nodes}
    features = []
    for link in links:
        points = [where[link.from_node], *((bend.lon, bend.lat) for bend in link.via), where[link.to_node]]
        features.append(line_feature(points, {key: value for key, value in _row(link).items() if value != ""}))
    return collection(*features)


def network_as_csv(nodes: Iterable[Node], links: Iterable[Link]) -> dict[str, str]:
    """The pair of tables by file name."""
    return {
        "road_nodes.csv": _table(NODES.required, ((node.id, node.position.lon, node.position.lat) for node in nodes)),
        "road_links.csv": _table(
            (*LINKS.required, *LINKS.optional),
            ([{**_row(link), "via_lon_lat": _via(link)}.get(name, "") for name in COLUMNS] for link in links),
        ),
    }


COLUMNS = (*LINKS.required, *LINKS.optional)


def _via(link: Link) -> str:
    return " ".join(f"{bend.lon!r},{bend.lat!r}" for bend in link.via)


def _row(link: Link) -> dict[str, Any]:
    return {
        "link": link.id,
        "from_node": link.from_node,
        "to_node": link.to_node,
        "length_m": link.length_m,
        "name": link.name,
        "geometry_source": link.geometry_source,
        "modes": "|".join(link.modes),
        "oneway": "yes" if link.oneway else "no",
        "speed_kmh": _or_empty(link.speed_kmh),
        "walk_s": _or_empty(link.walk_s),
        "drive_s": _or_empty(link.drive_s),
        "capacity_pph": _or_empty(link.capacity_pph),
        "crossing": link.crossing,
    }


def _or_empty(value: float | None) -> Any:
    return "" if value is None else value


def _table(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
