"""Bringing a road map into a file: a whole map takes the place of the network, the csv pair adds to it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from core.domain.events import Changes
from core.exchange.road_maps.csv_pair import Standing
from core.exchange.road_maps.osm_ways import Progress
from core.operations.road_known import roads_known
from core.operations.road_reading import packed_tables, read_roads
from core.operations.road_taking import RoadsTold, record_roads
from core.store.database import Store
from core.store.road_network import standing_links, standing_nodes


@dataclass(frozen=True, slots=True)
class RoadsImported(RoadsTold):
    """What was told of a map; `changes` is None for a dry run, and where nothing was taken."""

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
    changes = None if nothing else record_roads(store, told, packed_tables(road_map, progress), at, operator, progress)
    return RoadsImported(**{item.name: getattr(told, item.name) for item in fields(told)}, changes=changes)
