"""Bringing a road map into a file: a whole map takes the place of the network, the csv pair adds to it.

What hung on roads that are gone is told, not dropped: closures, ways of
the standing plan, and vehicles, which move to the nearest node nearby.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from core.domain.events import Changes, Draft, Kind
from core.domain.findings import Finding, Refusal, Rule
from core.domain.ids import LinkId
from core.domain.places import Place, Position, Shelter
from core.domain.road_labels import RoadLabel, Village, named, placed
from core.domain.roads import Vehicle
from core.exchange.datum import Datum
from core.exchange.outline import Outline
from core.exchange.road_maps.csv_pair import Standing
from core.exchange.road_maps.datum_arrays import DatumReport
from core.exchange.road_maps.district import District
from core.exchange.road_maps.osm_ways import EVERY, Progress
from core.exchange.road_maps.problems import RoadProblem, refused_source
from core.exchange.road_maps.road_map import PartFound, RoadMap
from core.exchange.road_maps.sources import OSM_PBF, OSM_XML, is_whole_map, read_road_map
from core.store.database import Store
from core.store.plans import standing_plan
from core.store.reference import read_picture, read_rows
from core.store.road_network import (
    TABLES,
    closed_links,
    credits_osm,
    depots,
    network_size,
    standing_links,
    standing_nodes,
)
from core.store.shelters import all_shelters
from core.store.table_imports import put_parts

ROADS = "roads"
# Whoever shows data of OSM must say so (ODbL 1.0, 4.3).
OSM_CREDIT = "道路：© OpenStreetMap 贡献者，ODbL 1.0"
# A vehicle whose node is gone stands at the nearest node of the new roads, if that is no farther away than this.
DEPOT_MOVES_M = 1000.0
# Whoever lives farther off than this from the nearest road has no way in a plan.
WITHOUT_ROADS_M = 3000.0
NAMED = 8
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RoadsImported:
    """`rows_in` = `accepted` + `explained_count`; `explained` are the first of them. `before` and `after` count the
    file's nodes and links. `changes` is None for a dry run, and where nothing was taken."""

    format: str
    rows_in: int
    accepted: int
    explained_count: int
    explained: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    nodes: int
    links: int
    merged: int
    replaced: bool
    before: tuple[int, int]
    datum: DatumReport
    main_part: tuple[int, float]
    parts: tuple[PartFound, ...]
    more_parts: tuple[int, float]
    changes: Changes | None


def import_roads(
    store: Store,
    *,
    source: Path,
    datum: str,
    dry_run: bool,
    at: datetime,
    operator: str,
    layers: Sequence[str] = (),
    replaces: bool = False,
    progress: Progress = lambda _what, _count: None,
) -> RoadsImported:
    """Read a road map (OSM, GeoJSON, GeoPackage, Shapefile, the csv pair) and make it the file's network.

    A whole map replaces nodes and links; of a csv pair rows with a known id replace the old ones and others are added.
    With `replaces` the pair, too, stands for the whole network: the way back to the roads of a pack.
    `layers` names the layers of a GeoPackage that hold the roads, where that is not plain. `progress` is called with
    what is being read or written and how many so far. Raises Refusal: BAD_OPTION for a datum, NO_SUCH_FILE,
    IMPORT_ERRORS; the file is then as it was.
    """
    if datum not in set(Datum):
        raise Refusal(Rule.BAD_OPTION, {"option": "datum", "value": datum})
    whole = replaces or is_whole_map(source)
    connection = store.connection
    rings = tuple(tuple((float(x), float(y)) for x, y in ring) for ring in read_picture(connection, "outline") or ())
    spots = _spots(store)
    road_map = read_road_map(
        source,
        Datum(datum),
        District(Outline(rings), list(spots.values())),
        progress,
        lambda: Standing() if whole else Standing(standing_nodes(connection), standing_links(connection)),
        layers,
    )
    before = network_size(connection)
    parts, more, more_km = road_map.other_parts()
    findings = (*road_map.findings, *_about_datum(road_map, source.name), *_about_explained(road_map))
    moved: tuple[Vehicle, ...] = ()
    if whole:
        moved, told = _depots(store, road_map)
        findings += (*_without_roads(road_map, spots), *_on_roads_gone(store, road_map), *told)
    taken = road_map.link_count or road_map.node_count
    note = _note(road_map, whole, at, operator)
    changes = None if dry_run or not taken else _take(store, road_map, note, moved, progress)
    return RoadsImported(
        format=road_map.format,
        rows_in=road_map.rows_in,
        accepted=road_map.accepted,
        explained_count=road_map.explained.count,
        explained=tuple(road_map.explained.told),
        findings=findings,
        nodes=road_map.node_count,
        links=road_map.link_count,
        merged=road_map.merged,
        replaced=whole,
        before=before,
        datum=road_map.datum,
        main_part=road_map.main_part,
        parts=parts,
        more_parts=(more, more_km),
        changes=changes,
    )


def _spots(store: Store) -> dict[str, Position]:
    """Where villages and shelters stand, by `town/name`, those of which it is known."""
    everything: tuple[Place | Shelter, ...] = (
        *read_rows(store.connection, "places", Place),
        *all_shelters(store).values(),
    )
    return {f"{each.town}/{each.name}": each.position for each in everything if each.position is not None}


def _without_roads(road_map: RoadMap, spots: dict[str, Position]) -> Iterator[Finding]:
    """Villages and shelters that the new network does not come near. Refusal where that is all of them: this is a map
    of some other land, and would leave nobody a way."""
    where = road_map.explained.where
    beyond = road_map.beyond(list(spots.values()), WITHOUT_ROADS_M)
    names = [name for name, far in zip(spots, beyond, strict=True) if far]
    facts: dict[str, Any] = {
        "count": len(names),
        "of": len(spots),
        "km": f"{WITHOUT_ROADS_M / 1000:g}",
        "places": names[:NAMED],
    }
    if names and len(names) == len(spots):
        raise refused_source(where, RoadProblem.ROADS_ELSEWHERE, **facts)
    if names:
        yield Finding(RoadProblem.PLACES_WITHOUT_ROADS, where, facts=facts)


def _note(road_map: RoadMap, whole: bool, at: datetime, operator: str) -> Draft:
    values = {"table": ROADS, "rows": road_map.link_count, "nodes": road_map.node_count, "replaced": whole}
    return Draft(Kind.IMPORTED, "tables", at, operator, values=values)


def _take(store: Store, road_map: RoadMap, note: Draft, moved: tuple[Vehicle, ...], progress: Progress) -> Changes:
    with store.transaction():
        nodes = _counted("nodes written", road_map.nodes(), progress)
        links = _counted("links written", road_map.links(), progress)
        note.values["parts"] = {
            "road_nodes": put_parts(store.journal, "road_nodes", nodes),
            "road_links": put_parts(store.journal, "road_links", links),
            **({"fleet": put_parts(store.journal, "fleet", moved)} if moved else {}),
        }
        if road_map.format in (OSM_XML, OSM_PBF) and not credits_osm(store):
            note.values["credit"] = OSM_CREDIT
        return store.record([note], tables=(*TABLES, "fleet") if moved else TABLES)


def _counted(what: str, rows: Iterable[T], progress: Progress) -> Iterator[T]:
    for count, row in enumerate(rows, 1):
        if count % EVERY == 0:
            progress(what, count)
        yield row


def _about_datum(road_map: RoadMap, where: str) -> tuple[Finding, ...]:
    report = road_map.datum
    if not report.converted:
        return ()
    facts = {
        "datum": report.given.value,
        "count": report.converted,
        "metres": round(report.largest_shift_m, 1),
    }
    return (Finding(RoadProblem.DATUM_CONVERTED, where, facts=facts),)


def _about_explained(road_map: RoadMap) -> tuple[Finding, ...]:
    """Rows beyond those told one by one, by rule."""
    explained = road_map.explained
    if explained.count == len(explained.told):
        return ()
    facts = {"count": explained.count - len(explained.told), "by_rule": dict(sorted(explained.by_rule.items()))}
    return (Finding(RoadProblem.MORE_EXPLAINED, explained.where, facts=facts),)


def _on_roads_gone(store: Store, road_map: RoadMap) -> Iterator[Finding]:
    """Closures of links that the new network does not have (they close nothing any more), and households whose way in
    the standing plan leads over such links."""
    closed, standing = closed_links(store), standing_plan(store)
    ways = {} if standing is None else {move.household: set(move.route.links) for move in standing.plan.moves}
    gone = set(closed).union(*ways.values())
    for link in road_map.link_ids():
        gone.discard(link)
    labels = _labels(store, gone & set(closed))
    for link in sorted(labels):
        facts = {"link": link, "road": labels[link], "count": closed[link]}
        yield Finding(RoadProblem.CLOSURE_WITHOUT_LINK, "closures", facts=facts)
    lost = sum(not gone.isdisjoint(way) for way in ways.values())
    if lost:
        yield Finding(RoadProblem.PLAN_ON_OLD_ROADS, "plan", facts={"count": lost})


def _labels(store: Store, wanted: set[LinkId]) -> dict[LinkId, RoadLabel]:
    """What the standing roads are called, so that somebody can say again on the new ones what is closed."""
    found = {link: RoadLabel(link) for link in wanted}
    roads = [road for road in standing_links(store.connection) if road.id in wanted]
    ends = {node for road in roads for node in (road.from_node, road.to_node)}
    where = {node.id: node.position for node in standing_nodes(store.connection) if node.id in ends}
    villages = [(p.name, p.position) for p in read_rows(store.connection, "places", Place) if p.position is not None]
    for road in roads:
        if not villages or road.from_node not in where or road.to_node not in where:
            found[road.id] = named(road)
            continue
        tail, head = where[road.from_node], where[road.to_node]
        found[road.id] = placed(road, (tail, head), (_nearest(villages, tail), _nearest(villages, head)))
    return found


def _nearest(villages: Sequence[Village], spot: Position) -> Village:
    shrink = math.cos(math.radians(spot.lat))
    return min(villages, key=lambda v: math.hypot((v[1].lon - spot.lon) * shrink, v[1].lat - spot.lat))


def _depots(store: Store, road_map: RoadMap) -> tuple[tuple[Vehicle, ...], tuple[Finding, ...]]:
    """Vehicles whose node is gone: those that move to the nearest node of a road for vehicles, and what to tell."""
    parked = depots(store)
    lost = {vehicle.depot for vehicle in parked}
    for node in road_map.nodes():
        lost.discard(node.id)
    spots = {node.id: node.position for node in standing_nodes(store.connection) if node.id in lost}
    nearest = {depot: road_map.nearest_for_vehicles(spot) for depot, spot in spots.items()}
    moved, told = [], []
    for vehicle in parked:
        if vehicle.depot not in lost:
            continue
        found = nearest.get(vehicle.depot) if vehicle.depot is not None else None
        facts = {"vehicle": vehicle.id, "node": vehicle.depot}
        if found is not None and found[1] <= DEPOT_MOVES_M:
            moved.append(replace(vehicle, depot=found[0]))
            rule, more = RoadProblem.DEPOT_MOVED, {"to": found[0], "metres": round(found[1])}
        else:
            rule, more = RoadProblem.DEPOT_WITHOUT_NODE, {}
        told.append(Finding(rule, "fleet", column="depot", facts={**facts, **more}))
    return tuple(moved), tuple(told)
