"""Making a road map that was read, here or in another process, the file's network."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.events import Changes, Draft, Kind
from core.domain.findings import Finding, Refusal, Rule
from core.domain.ids import EventId
from core.domain.roads import Vehicle
from core.exchange.road_maps.found import DatumReport, PartFound
from core.store.database import Store
from core.store.road_network import TABLES
from core.store.table_imports import SUBJECT, put_packed, put_parts

ROADS = "roads"
Progress = Callable[[str, int], None]


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


@dataclass(frozen=True, slots=True)
class RoadsPacked:
    """A map that was read elsewhere: what was told of it, its rows as the journal keeps them by table, and the last
    imports of tables that were known then."""

    told: RoadsTold
    parts: Mapping[str, tuple[bytes, ...]]
    heads: tuple[EventId, ...]


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
    return record_roads(store, packed.told, packed.parts, at, operator, progress)


def record_roads(
    store: Store,
    told: RoadsTold,
    packed: Mapping[str, Iterable[bytes]],
    at: datetime,
    operator: str,
    progress: Progress,
) -> Changes:
    """One entry for both tables; `packed` may be made as it is asked for."""
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
