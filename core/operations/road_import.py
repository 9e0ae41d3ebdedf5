"""Bringing a road map into a file: a whole map takes the place of the network, the csv pair adds to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from core.domain.events import Changes, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import EventId
from core.exchange.road_maps.csv_pair import Standing
from core.exchange.road_maps.osm_ways import EVERY, Progress
from core.exchange.road_maps.road_map import RoadMap
from core.operations.road_reading import RoadsKnown, RoadsTold, read_roads, roads_known
from core.store.database import Store
from core.store.road_network import TABLES, standing_links, standing_nodes
from core.store.table_imports import SUBJECT, packed_rows, put_packed, put_parts

ROADS = "roads"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RoadsImported(RoadsTold):
    """What was told of a map; `changes` is None for a dry run, and where nothing was taken."""

    changes: Changes | None


@dataclass(frozen=True, slots=True)
class RoadsPacked:
    """A map that was read elsewhere: what was told of it, its rows as the journal keeps them by table, and the last
    imports of tables that were known then."""

    told: RoadsTold
    parts: Mapping[str, tuple[bytes, ...]]
    heads: tuple[EventId, ...]


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
    road_map, told = read_roads(
        roads_known(store),
        source=source,
        datum=datum,
        layers=layers,
        replaces=replaces,
        progress=progress,
        standing=lambda: Standing(standing_nodes(store.connection), standing_links(store.connection)),
    )
    nothing = dry_run or not (told.links or told.nodes)
    changes = None if nothing else _record(store, told, _packed(road_map, progress), at, operator, progress)
    return RoadsImported(**{item.name: getattr(told, item.name) for item in fields(told)}, changes=changes)


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
    parts = {table: tuple(packed) for table, packed in _packed(road_map, progress).items()}
    return RoadsPacked(told, parts, known.heads)


def take_roads(
    store: Store,
    *,
    packed: RoadsPacked,
    at: datetime,
    operator: str,
    progress: Progress = lambda _what, _count: None,
) -> Changes:
    """Make a map that was read before the file's network. Refusal(ROADS_CHANGED) where a table was imported or taken
    back since: what was told of the map may be wrong by then."""
    if store.journal.heads(SUBJECT) != packed.heads:
        raise Refusal(Rule.ROADS_CHANGED, {})
    return _record(store, packed.told, packed.parts, at, operator, progress)


def _packed(road_map: RoadMap, progress: Progress) -> dict[str, Iterable[bytes]]:
    """Rows of both tables, each packed when it is asked for."""
    return {
        "road_nodes": packed_rows("road_nodes", _counted("nodes written", road_map.nodes(), progress)),
        "road_links": packed_rows("road_links", _counted("links written", road_map.links(), progress)),
    }


def _record(
    store: Store,
    told: RoadsTold,
    packed: Mapping[str, Iterable[bytes]],
    at: datetime,
    operator: str,
    progress: Progress,
) -> Changes:
    values = {"table": ROADS, "rows": told.links, "nodes": told.nodes, "replaced": told.replaced}
    note = Draft(Kind.IMPORTED, SUBJECT, at, operator, values=values)
    with store.transaction():
        note.values["parts"] = {
            **{table: put_packed(store.journal, table, parts) for table, parts in packed.items()},
            **({"fleet": put_parts(store.journal, "fleet", told.moved)} if told.moved else {}),
        }
        if told.credit:
            note.values["credit"] = told.credit
        tables = (*TABLES, "fleet") if told.moved else TABLES
        return store.record([note], tables=tables, rows_written=lambda rows: progress("rows in place", rows))


def _counted(what: str, rows: Iterable[T], progress: Progress) -> Iterator[T]:
    for count, row in enumerate(rows, 1):
        if count % EVERY == 0:
            progress(what, count)
        yield row
