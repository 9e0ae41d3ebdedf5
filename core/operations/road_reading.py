"""What a road map would make of a file's network, and what to tell of it; the file itself is not needed for that.

What hung on roads that are gone is told, not dropped: closures, ways of the standing plan, and vehicles, which move to
the nearest node nearby. `roads_known` says what the reading has to know of a file, in values alone: the window reads
maps in another process, which never opens the file.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.domain.findings import Finding, Refusal, Rule
from core.domain.ids import EventId, HouseholdId, LinkId, NodeId
from core.domain.places import Place, Position, Shelter
from core.domain.road_labels import RoadLabel, Village, named, placed
from core.domain.roads import Vehicle
from core.exchange.datum import Datum
from core.exchange.outline import Outline
from core.exchange.road_maps.csv_pair import Standing
from core.exchange.road_maps.datum_arrays import DatumReport
from core.exchange.road_maps.district import District
from core.exchange.road_maps.osm_ways import Progress
from core.exchange.road_maps.problems import RoadProblem, refused_source
from core.exchange.road_maps.road_map import PartFound, RoadMap
from core.exchange.road_maps.sources import OSM_PBF, OSM_XML, is_whole_map, read_road_map
from core.store.database import Store
from core.store.plans import standing_plan
from core.store.reference import read_picture, read_rows
from core.store.road_network import closed_links, credits_osm, depots, network_size, standing_links, standing_nodes
from core.store.shelters import all_shelters
from core.store.table_imports import SUBJECT

# Whoever shows data of OSM must say so (ODbL 1.0, 4.3).
OSM_CREDIT = "道路：© OpenStreetMap 贡献者，ODbL 1.0"
# A vehicle whose node is gone stands at the nearest node of the new roads, if that is no farther away than this.
DEPOT_MOVES_M = 1000.0
# Whoever lives farther off than this from the nearest road has no way in a plan.
WITHOUT_ROADS_M = 3000.0
NAMED = 8


@dataclass(frozen=True, slots=True)
class RoadsKnown:
    """What the reading of a road map has to know of the file.

    `spots` are villages and shelters by `town/name`, `before` its nodes and links, `closed` the links that closures
    name with how many do and `labels` what those are called, `ways` the links of each household in the standing plan,
    `parked` the vehicles with a node and `depots` where those nodes are; `heads` the last imports of tables.
    """

    rings: tuple[tuple[tuple[float, float], ...], ...]
    spots: Mapping[str, Position]
    before: tuple[int, int]
    closed: Mapping[LinkId, int]
    labels: Mapping[LinkId, RoadLabel]
    ways: Mapping[HouseholdId, frozenset[LinkId]]
    parked: tuple[Vehicle, ...]
    depots: Mapping[NodeId, Position]
    credits_osm: bool
    heads: tuple[EventId, ...]


@dataclass(frozen=True, slots=True)
class RoadsTold:
    """`rows_in` = `accepted` + `explained_count`; `explained` are the first of them. `before` and `after` count the
    file's nodes and links. `moved` are vehicles that stand at another node of the new roads, `credit` whom to name for
    them, empty for nobody new."""

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
    moved: tuple[Vehicle, ...]
    credit: str


def roads_known(store: Store) -> RoadsKnown:
    connection, standing = store.connection, standing_plan(store)
    closed, parked = closed_links(store), depots(store)
    at = {vehicle.depot for vehicle in parked}
    stands = standing_nodes(connection) if at else ()
    return RoadsKnown(
        rings=tuple(tuple((float(x), float(y)) for x, y in ring) for ring in read_picture(connection, "outline") or ()),
        spots=_spots(store),
        before=network_size(connection),
        closed=closed,
        labels=_labels(store, set(closed)) if closed else {},
        ways={} if standing is None else {move.household: frozenset(move.route.links) for move in standing.plan.moves},
        parked=parked,
        depots={node.id: node.position for node in stands if node.id in at},
        credits_osm=credits_osm(store),
        heads=store.journal.heads(SUBJECT),
    )


def read_roads(
    known: RoadsKnown,
    *,
    source: Path,
    datum: str,
    layers: Sequence[str] = (),
    replaces: bool = False,
    progress: Progress = lambda _what, _count: None,
    standing: Callable[[], Standing] = Standing,
) -> tuple[RoadMap, RoadsTold]:
    """The road map of a source and what to tell of it. `standing` is the network that a csv pair adds to; with
    `replaces` the pair, too, stands for the whole network. Raises Refusal: BAD_OPTION for a datum, NO_SUCH_FILE,
    IMPORT_ERRORS.
    """
    if datum not in set(Datum):
        raise Refusal(Rule.BAD_OPTION, {"option": "datum", "value": datum})
    whole = replaces or is_whole_map(source)
    road_map = read_road_map(
        source,
        Datum(datum),
        District(Outline(known.rings), list(known.spots.values())),
        progress,
        Standing if whole else standing,
        layers,
    )
    parts, more, more_km = road_map.other_parts()
    findings = (*road_map.findings, *_about_datum(road_map, source.name), *_about_explained(road_map))
    moved: tuple[Vehicle, ...] = ()
    if whole:
        moved, told = _moved(known, road_map)
        findings += (*_without_roads(road_map, known.spots), *_on_roads_gone(known, road_map), *told)
    of_osm = road_map.format in (OSM_XML, OSM_PBF)
    return road_map, RoadsTold(
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
        before=known.before,
        datum=road_map.datum,
        main_part=road_map.main_part,
        parts=parts,
        more_parts=(more, more_km),
        moved=moved,
        credit=OSM_CREDIT if of_osm and not known.credits_osm else "",
    )


def _spots(store: Store) -> dict[str, Position]:
    """Where villages and shelters stand, by `town/name`, those of which it is known."""
    everything: tuple[Place | Shelter, ...] = (
        *read_rows(store.connection, "places", Place),
        *all_shelters(store).values(),
    )
    return {f"{each.town}/{each.name}": each.position for each in everything if each.position is not None}


def _without_roads(road_map: RoadMap, spots: Mapping[str, Position]) -> Iterator[Finding]:
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


def _on_roads_gone(known: RoadsKnown, road_map: RoadMap) -> Iterator[Finding]:
    """Closures of links that the new network does not have (they close nothing any more), and households whose way in
    the standing plan leads over such links."""
    gone = set(known.closed).union(*known.ways.values())
    for link in road_map.link_ids() if gone else ():
        gone.discard(link)
    for link in sorted(gone & set(known.closed)):
        facts = {"link": link, "road": known.labels[link], "count": known.closed[link]}
        yield Finding(RoadProblem.CLOSURE_WITHOUT_LINK, "closures", facts=facts)
    lost = sum(not gone.isdisjoint(way) for way in known.ways.values())
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


def _moved(known: RoadsKnown, road_map: RoadMap) -> tuple[tuple[Vehicle, ...], tuple[Finding, ...]]:
    """Vehicles whose node is gone: those that move to the nearest node of a road for vehicles, and what to tell."""
    lost = {vehicle.depot for vehicle in known.parked}
    for node in road_map.nodes() if lost else ():
        lost.discard(node.id)
    spots = {depot: spot for depot, spot in known.depots.items() if depot in lost}
    nearest = {depot: road_map.nearest_for_vehicles(spot) for depot, spot in spots.items()}
    moved, told = [], []
    for vehicle in known.parked:
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
