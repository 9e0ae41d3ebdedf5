"""Ways and nodes of an OSM file, however it is written: two readings, arrays between them.

First the ways: those with a `highway` tag are the rows, with their node ids. Then the nodes, of which only the used
ones are kept. The order of ways and nodes in the file does not matter.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from core.domain.findings import Finding
from core.exchange.road_maps.lines import INDEX, FactsTable, Flags, Ints, Lines, whole_numbers
from core.exchange.road_maps.names import NumbersSeen
from core.exchange.road_maps.osm_tags import CAR_KEYS, FOOT_KEYS, SHUT, Unread, is_ford, read_way, stops_vehicles
from core.exchange.road_maps.problems import Explanations, RoadProblem

Progress = Callable[[str, int], None]
EVERY = 50_000  # rows between two reports of progress
_BATCH = 65_536


class _Version(NamedTuple):
    way: int
    refs: Sequence[int]
    tags: Mapping[str, str]
    version: int


class WayRows:
    """The ways of a file with a `highway` tag, in the order of the file."""

    def __init__(self, explained: Explanations, progress: Progress) -> None:
        self._explained, self._progress = explained, progress
        self._ids, self._refs, self._start = array("q"), array("q"), array("i", [0])
        self._facts, self._row = array("i"), array("i")
        self._table = FactsTable()
        self._seen = NumbersSeen()
        self._newest: _Version | None = None  # of the way read last: a file with history has its versions in order
        self.unread: Unread = Counter()

    @property
    def count(self) -> int:
        return len(self._ids)

    def add(self, way: int, refs: Sequence[int], tags: Mapping[str, str], version: int = 0) -> None:
        """One way as it stands in the file; ways that are no highway are no rows. Of versions that follow each other
        the newest counts."""
        before = self._newest
        if before is not None and before.way == way and version > before.version:
            self._end(RoadProblem.OLDER_VERSION)
        else:
            self._end()
        self._newest = _Version(way, refs, tags, version)

    def drop(self, way: int, version: int = 0) -> None:
        """A way that is gone by that version."""
        self.add(way, (), {}, version)

    def _end(self, gone: str = "") -> None:
        """The way read last becomes a row, or is explained where there is a newer version of it."""
        newest, self._newest = self._newest, None
        if newest is None or "highway" not in newest.tags:
            return
        row = len(self._ids)
        self._ids.append(newest.way)
        if (row + 1) % EVERY == 0:
            self._progress("ways", row + 1)
        if gone:
            self._explained.add(gone, feature=way_name(newest.way))
        else:
            self._take(row, newest)

    def _take(self, row: int, version: "_Version") -> None:
        way, refs, tags, _ = version
        if len(refs) < 2:
            self._explained.add(RoadProblem.ZERO_LENGTH, feature=way_name(way))
            return
        if not self._seen.add(way):
            self._explained.add(RoadProblem.DUPLICATE, feature=way_name(way))
            return
        use = read_way(tags, self.unread)
        if isinstance(use, str):
            self._explained.add(use, feature=way_name(way), value=_why(tags))
            return
        self._refs.extend(reversed(refs) if use.backward else refs)
        self._start.append(len(self._refs))
        self._facts.append(self._table.index(use.facts))
        self._row.append(row)

    def wanted(self) -> Ints:
        """Ids of the nodes that these ways use, ascending. No way comes after."""
        self._end()
        self._seen = NumbersSeen()
        return np.unique(whole_numbers(self._refs))

    def lines(self, nodes: "NodeSpots") -> tuple[Lines, list[Finding], Ints]:
        """Lines over the located nodes, broken where a node is missing from the file; what is odd about them; and the
        rows of which not one stretch is left."""
        bounds, row = whole_numbers(self._start), whole_numbers(self._row)
        point = self._points(nodes.ids)
        owner = np.repeat(np.arange(len(self._row), dtype=INDEX), np.diff(bounds))
        there = nodes.located[point] if len(point) else np.zeros(0, dtype=bool)
        line: Ints = np.arange(len(self._row), dtype=INDEX)
        start = bounds
        if not there.all():
            begins, ends = _runs(owner, there)
            sizes = ends - begins
            shift = (begins - (np.cumsum(sizes) - sizes)).astype(INDEX)
            point = point[np.arange(int(sizes.sum()), dtype=INDEX) + np.repeat(shift, sizes)]
            line, start = owner[begins], np.concatenate([[0], np.cumsum(sizes)]).astype(INDEX)
        ids, node_ids = self._ids, nodes.ids
        silent = np.broadcast_to(np.float64(np.nan), len(line))
        lines = Lines(
            start=start,
            point=point,
            facts=whole_numbers(self._facts)[line],
            table=self._table.table,
            row=row[line],
            whole=np.zeros(len(line), dtype=bool),
            bare=np.zeros(len(line), dtype=bool),
            length_m=silent,
            walk_s=silent,
            drive_s=silent,
            lon=nodes.lon,
            lat=nodes.lat,
            ford=nodes.ford,
            barrier=nodes.barrier,
            taken=frozenset(),
            row_line=None,
            row_name=lambda row: way_name(ids[row]),
            node_name=lambda node: f"n{node_ids[node]}",
        )
        return lines, self._findings(owner, there), np.setdiff1d(row, row[line])

    def _points(self, nodes: Ints) -> Ints:
        """Which of the nodes each of the ways' points is; the ids of the points are let go of."""
        found = np.empty(len(self._refs), dtype=INDEX)
        for begin in range(0, len(found), _BATCH):
            part = np.array(self._refs[begin : begin + _BATCH], dtype=np.int64)
            found[begin : begin + len(part)] = np.searchsorted(nodes, part)
        self._refs = array("q")
        return found

    def name(self, row: int) -> str:
        return way_name(self._ids[row])

    def _findings(self, owner: Ints, there: Flags) -> list[Finding]:
        where = self._explained.where
        found = []
        broken = len(np.unique(owner[~there]))
        if broken:
            facts = {"ways": broken, "nodes": int((~there).sum())}
            found.append(Finding(RoadProblem.PARTLY_MISSING, where, facts=facts))
        for (key, value), count in sorted(self.unread.most_common(20)):
            facts_of = {"tag": f"{key}={value}", "count": count}
            found.append(Finding(RoadProblem.UNREAD_TAG, where, column=key, facts=facts_of))
        return found


class NodeSpots:
    """Where the wanted nodes are, filled while the file is read the second time."""

    def __init__(self, wanted: Ints) -> None:
        self.ids = wanted
        self.lon, self.lat = np.zeros(len(wanted)), np.zeros(len(wanted))
        self.located = np.zeros(len(wanted), dtype=bool)
        self.ford, self.barrier = np.zeros(len(wanted), dtype=bool), np.zeros(len(wanted), dtype=bool)
        self._ids, self._lon, self._lat = array("q"), array("d"), array("d")

    def add(self, node: int, lon: float, lat: float) -> None:
        self._ids.append(node)
        self._lon.append(lon)
        self._lat.append(lat)
        if len(self._ids) >= _BATCH:
            self.flush()

    def mark(self, node: int, tags: Mapping[str, str]) -> None:
        """Tags of a node that bear on the roads over it."""
        ford, barrier = is_ford(tags), stops_vehicles(tags)
        if not (ford or barrier):
            return
        at = int(np.searchsorted(self.ids, node))
        if at < len(self.ids) and self.ids[at] == node:
            self.ford[at] |= ford
            self.barrier[at] |= barrier

    def flush(self) -> None:
        """Sort what came in since the last time into the wanted ids."""
        ids = np.array(self._ids, dtype=np.int64)
        if len(ids) and len(self.ids):
            at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
            hit = self.ids[at] == ids
            self.lon[at[hit]] = np.array(self._lon)[hit]
            self.lat[at[hit]] = np.array(self._lat)[hit]
            self.located[at[hit]] = True
        self._ids, self._lon, self._lat = array("q"), array("d"), array("d")


def _runs(owner: Ints, there: Flags) -> tuple[Ints, Ints]:
    """Stretches of two and more located nodes of one way: positions of the first, and one past the last."""
    linked = there[1:] & there[:-1] & (owner[1:] == owner[:-1])
    edge = np.diff(np.concatenate([[False], linked, [False]]).astype(np.int8))
    return np.flatnonzero(edge == 1), np.flatnonzero(edge == -1) + 1


def _why(tags: Mapping[str, str]) -> str:
    """The tag that keeps everybody out, else what kind of way it is said to be."""
    shut = next((key for key in (*FOOT_KEYS, *CAR_KEYS) if tags.get(key) in SHUT), None)
    return f"highway={tags['highway']}" + (f" {shut}={tags[shut]}" if shut else "")


def way_name(way: int) -> str:
    return f"w{way}"
