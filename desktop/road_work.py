"""What the worker process is asked to do for the road screen: read a map, and pack it for the file it never opens."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.findings import Refusal
from core.exchange.road_maps.formats import CSV, GEOJSON, OSM_PBF, OSM_XML, format_of
from core.operations.road_known import RoadsKnown
from core.operations.road_taking import RoadsPacked
from desktop.planning_work import Report, Stopped
from desktop.worker import Memory

if TYPE_CHECKING:
    from core.domain.roads import Link, Node

# Bytes of a source for a row of it, more or less: how far a reading is can only be guessed from how many rows came.
_BYTES_A_ROW = {OSM_XML: 600, OSM_PBF: 40, GEOJSON: 280, CSV: 90}
_BYTES_A_FEATURE = 160
# What share of the whole is done when a step begins, and when it ends.
_STEPS = {
    "ways": (0.0, 0.3),
    "nodes": (0.3, 0.5),
    "features": (0.0, 0.5),
    "links": (0.2, 0.5),
    "nodes written": (0.6, 0.7),
    "links written": (0.7, 1.0),
}


@dataclass(frozen=True, slots=True)
class RoadWish:
    """`standing` are the nodes and links that a csv pair adds to, empty where it or any other map replaces them."""

    source: Path
    datum: str
    layers: tuple[str, ...]
    replaces: bool
    known: RoadsKnown
    standing: "tuple[tuple[Node, ...], tuple[Link, ...]]" = ((), ())


@dataclass(frozen=True, slots=True)
class RoadMapRead:
    """A map ready to be taken in, or the refusal that says why there is none."""

    packed: RoadsPacked | None = None
    refusal: Refusal | None = None


def read_map(wish: RoadWish, report: Report, stopped: Stopped, memory: Memory) -> RoadMapRead:
    """Read a road map and tell what it would make of the network."""
    from core.exchange.road_maps.csv_pair import Standing
    from core.operations.road_reading import packed_roads

    del stopped, memory
    try:
        packed = packed_roads(
            wish.known,
            source=wish.source,
            datum=wish.datum,
            layers=wish.layers,
            replaces=wish.replaces,
            progress=_Progress(wish.source, report),
            standing=Standing(*wish.standing),
        )
    except Refusal as refusal:
        return RoadMapRead(refusal=Refusal(refusal.rule, refusal.facts, refusal.findings))
    return RoadMapRead(packed)


class _Progress:
    """Counted rows as a share of what a file of that size is likely to hold."""

    def __init__(self, source: Path, report: Report) -> None:
        files = source.iterdir() if source.is_dir() else (source,)
        size = sum(file.stat().st_size for file in files if file.is_file())
        self._rows = max(1, size // _BYTES_A_ROW.get(format_of(source), _BYTES_A_FEATURE))
        self._report = report

    def __call__(self, what: str, count: int) -> None:
        begin, end = _STEPS.get(what, (0.5, 0.5))
        self._report(begin + (end - begin) * min(1.0, count / self._rows))


def standing_roads(store: Any) -> "tuple[tuple[Node, ...], tuple[Link, ...]]":
    """The network as it stands, for a table that adds to it."""
    from core.store.road_network import standing_links, standing_nodes

    return tuple(standing_nodes(store.connection)), tuple(standing_links(store.connection))
