"""What a road map would make of a file's network, and what to tell of it; the file itself is not needed for that.

What hung on roads that are gone is told, not dropped: closures, ways of the standing plan, and vehicles, which move to
the nearest node nearby.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from core.domain.findings import Finding, Refusal, Rule
from core.domain.places import Position
from core.domain.roads import Vehicle
from core.exchange.datum import Datum
from core.exchange.outline import Outline
from core.exchange.road_maps.csv_pair import Standing
from core.exchange.road_maps.district import District
from core.exchange.road_maps.formats import OSM_PBF, OSM_XML, is_whole_map
from core.exchange.road_maps.osm_ways import EVERY, Progress
from core.exchange.road_maps.problems import RoadProblem, refused_source
from core.exchange.road_maps.road_map import RoadMap
from core.exchange.road_maps.sources import read_road_map
from core.operations.road_known import RoadsKnown
from core.operations.road_taking import RoadsPacked, RoadsTold
from core.store.table_imports import packed_rows

T = TypeVar("T")

# Whoever shows data of OSM must say so (ODbL 1.0, 4.3).
OSM_CREDIT = "道路：© OpenStreetMap 贡献者，ODbL 1.0"
# A vehicle whose node is gone stands at the nearest node of the new roads, if that is no farther away than this.
DEPOT_MOVES_M = 1000.0
# Whoever lives farther off than this from the nearest road has no way in a plan.
WITHOUT_ROADS_M = 3000.0
NAMED = 8


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


def packed_roads(
    known: RoadsKnown,
    *,
    source: Path,
    datum: str,
    layers: Sequence[str] = (),
    replaces: bool = False,
    progress: Progress = lambda _what, _count: None,
    standing: Standing | None = None,
) -> RoadsPacked:
    """A road map read without the file, to be taken in by `take_roads`. Raises Refusal as `import_roads` does."""
    road_map, told = read_roads(
        known,
        source=source,
        datum=datum,
        layers=layers,
        replaces=replaces,
        progress=progress,
        standing=lambda: standing or Standing(),
    )
    parts = {table: tuple(packed) for table, packed in packed_tables(road_map, progress).items()}
    return RoadsPacked(told, parts, known.heads)


def packed_tables(road_map: RoadMap, progress: Progress) -> dict[str, Iterable[bytes]]:
    """Rows of both tables, each packed when it is asked for."""
    return {
        "road_nodes": packed_rows("road_nodes", _counted("nodes written", road_map.nodes(), progress)),
        "road_links": packed_rows("road_links", _counted("links written", road_map.links(), progress)),
    }


def _counted(what: str, rows: Iterable[T], progress: Progress) -> Iterator[T]:
    for count, row in enumerate(rows, 1):
        if count % EVERY == 0:
            progress(what, count)
        yield row
