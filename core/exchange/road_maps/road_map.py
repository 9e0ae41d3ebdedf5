"""A whole road map: lines in, nodes and links out, and what was found on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.domain.findings import Finding
from core.domain.ids import LinkId, NodeId
from core.domain.places import Position
from core.domain.roads import Link, Node
from core.exchange.cells import Problem
from core.exchange.road_maps.district import District
from core.exchange.road_maps.found import DatumReport, PartFound
from core.exchange.road_maps.geodesy import apart_m
from core.exchange.road_maps.lines import INDEX, NOWHERE, Flags, Ints, Lines
from core.exchange.road_maps.osm_tags import MOTORS
from core.exchange.road_maps.parts import Roads, parts_of
from core.exchange.road_maps.pieces import SHORTEST_M, Pieces, marked_by_points, split, without_repeats
from core.exchange.road_maps.problems import Explanations, RoadProblem
from core.exchange.road_maps.reach import beyond
from core.exchange.road_maps.same_course import doubled_lines, doubled_pieces

_CHUNK = 20_000
_ELSEWHERE = (Problem.OUTSIDE_OUTLINE, Problem.LON_LAT_SWAPPED, RoadProblem.FAR_FROM_PLACES)


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader gives. `rows` are the source's (links of the standing network have later rows in `lines`);
    `nodes` the points that are written although no link may end there, None for the ends of the links alone.
    `gone` are lines that the reader itself explains, `district` is None where it has seen to that."""

    format: str
    lines: Lines
    rows_in: int
    new_rows: int
    explained: Explanations
    findings: tuple[Finding, ...]
    datum: DatumReport
    nodes: Ints | None = None
    district: District | None = None
    elsewhere: Ints | None = None


class RoadMap:
    """Nodes and links of a source, made one by one when they are asked for.

    `rows_in` = `accepted` + `explained.count`; `merged` doubles were left out. A link runs from one crossing to the
    next; what lies between are its bends.
    """

    def __init__(self, source: Source) -> None:
        self.format, self.datum = source.format, source.datum
        self.rows_in, self.explained = source.rows_in, source.explained
        self.findings = list(source.findings)
        self._lines = without_repeats(source.lines)
        assembly = _Assembly(self._lines, source)
        self._pieces, self._table, self.merged = assembly.pieces, assembly.table, assembly.merged
        self.accepted = self.rows_in - self.explained.count
        nothing = np.zeros(0)
        self._lines = replace(self._lines, length_m=nothing, walk_s=nothing, drive_s=nothing)  # the pieces have them
        pieces = self._pieces
        self._new: Ints = np.flatnonzero(self._lines.row[pieces.line] < source.new_rows).astype(INDEX)
        self._nodes = self._ends() if source.nodes is None else source.nodes
        self._parts = parts_of(self._roads(), self._named())

    def _ends(self) -> Ints:
        """Points at which a link ends, ascending."""
        found = np.zeros(len(self._lines.lon), dtype=bool)
        for ends in (self._pieces.tail, self._pieces.head):
            found[ends[self._new]] = True
        return np.flatnonzero(found)

    @property
    def node_count(self) -> int:
        return len(self._nodes)

    @property
    def link_count(self) -> int:
        return len(self._new)

    def nodes(self) -> Iterator[Node]:
        """In the order of their points."""
        lon, lat = self._lines.lon, self._lines.lat
        for node in _each(self._nodes):
            yield Node(NodeId(self._lines.node_name(node)), Position(float(lon[node]), float(lat[node])))

    def links(self) -> Iterator[Link]:
        """In the order of the source. Links of an OSM way or a feature are called after it and their number in it."""
        for piece in _each(self._new):
            yield self._link(piece)

    def link_ids(self) -> Iterator[LinkId]:
        for piece in _each(self._new):
            yield self._link_id(piece)

    def nearest_for_vehicles(self, spot: Position) -> tuple[NodeId, float] | None:
        """The node nearest to a spot at which a road for cars or buses ends, and how many metres off it is."""
        drivable = np.array([not f.modes or bool(set(MOTORS) & set(f.modes)) for f in self._table], dtype=bool)
        pieces = self._new[drivable[self._pieces.facts[self._new]]] if len(self._new) else self._new
        if not len(pieces):
            return None
        nodes = np.unique(np.concatenate([self._pieces.tail[pieces], self._pieces.head[pieces]]))
        apart = apart_m((self._lines.lon[nodes], self._lines.lat[nodes]), (spot.lon, spot.lat))
        best = int(apart.argmin())
        return NodeId(self._lines.node_name(int(nodes[best]))), float(apart[best])

    def beyond(self, spots: Sequence[Position], metres: float) -> list[bool]:
        """For each spot whether the nearest road is farther than so many metres off."""
        return beyond(self._roads(), spots, metres)

    @property
    def main_part(self) -> tuple[int, float]:
        """Links and kilometres of the part that holds most of the road."""
        return self._parts.main_links, round(self._parts.main_km, 3)

    def other_parts(self) -> tuple[tuple[PartFound, ...], int, float]:
        """The other parts, longest first; how many more there are, and their kilometres."""
        found = tuple(
            PartFound(
                links=part.links,
                km=round(part.km, 3),
                node=NodeId(self._lines.node_name(part.node)),
                link=self._link_id(part.first_link),
                name=self._table[int(self._pieces.facts[part.first_link])].name,
                nearest_m=round(part.nearest_m, 1),
            )
            for part in self._parts.others
        )
        return found, self._parts.left_out, round(self._parts.left_out_km, 3)

    def _link_id(self, piece: int) -> LinkId:
        line = self._pieces.line[piece]
        base = self._lines.row_name(int(self._lines.row[line]))
        if self._lines.bare[line] and self._pieces.alone[piece]:
            return LinkId(base)
        name = f"{base}.{self._pieces.number[piece]}"
        return LinkId(name if name not in self._lines.taken else f"{name}~")

    def _link(self, piece: int) -> Link:
        lines, pieces = self._lines, self._pieces
        bends = lines.point[pieces.first[piece] + 1 : pieces.last[piece]]
        facts = self._table[int(pieces.facts[piece])]
        lon, lat = lines.lon[bends].tolist(), lines.lat[bends].tolist()
        return Link(
            id=self._link_id(piece),
            from_node=NodeId(lines.node_name(int(pieces.tail[piece]))),
            to_node=NodeId(lines.node_name(int(pieces.head[piece]))),
            length_m=round(float(pieces.length_m[piece]), 3),
            name=facts.name,
            via=tuple(Position(x, y) for x, y in zip(lon, lat, strict=True)),
            geometry_source=facts.source,
            modes=facts.modes,
            oneway=facts.oneway,
            speed_kmh=facts.speed_kmh,
            walk_s=_seconds(float(pieces.walk_s[piece])),
            drive_s=_seconds(float(pieces.drive_s[piece])),
            capacity_pph=facts.capacity_pph,
            crossing=facts.crossing,
        )

    def _roads(self) -> Roads:
        lines, pieces = self._lines, self._pieces
        return Roads(
            tail=pieces.tail,
            head=pieces.head,
            length_m=pieces.length_m,
            lon=lines.lon,
            lat=lines.lat,
            point=lines.point,
            first=pieces.first,
            last=pieces.last,
        )

    def _named(self) -> Ints:
        has_name = np.array([bool(facts.name) for facts in self._table], dtype=bool)
        return np.flatnonzero(has_name[self._pieces.facts]) if self._pieces.count else np.zeros(0, dtype=np.int64)


def _each(numbers: Ints) -> Iterator[int]:
    """One number after the other, with objects for some of them at a time."""
    for begin in range(0, len(numbers), _CHUNK):
        yield from numbers[begin : begin + _CHUNK].tolist()


def _seconds(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 3)


class _Assembly:
    """From lines to pieces: what cannot be a link is left out, and each row that gave none is explained."""

    def __init__(self, lines: Lines, source: Source) -> None:
        self._lines, self._source = lines, source
        self._why: dict[int, tuple[str, int]] = {}  # line -> rule and the piece or line it is about
        kept = np.diff(lines.start) > 1
        self._note(np.flatnonzero(~kept), RoadProblem.ZERO_LENGTH)
        kept &= self._in_district(kept)
        if source.elsewhere is not None:
            kept[source.elsewhere] = False
            self._note(source.elsewhere, RoadProblem.NODE_ELSEWHERE)
        doubles = doubled_lines(lines, kept)
        again = np.flatnonzero(doubles != NOWHERE)
        self._note(again, RoadProblem.SAME_COURSE, doubles[again])
        kept[again] = False
        self.merged = len(again)
        pieces, self.table = marked_by_points(lines, split(lines, kept))
        self.pieces = self._usable(pieces)
        self._explain()

    def _usable(self, pieces: Pieces) -> Pieces:
        loops = pieces.tail == pieces.head
        self._note(pieces.line[loops], RoadProblem.LOOP)
        nothing = ~loops & (pieces.length_m < SHORTEST_M) & np.isnan(pieces.walk_s) & np.isnan(pieces.drive_s)
        self._note(pieces.line[nothing], RoadProblem.ZERO_LENGTH)
        pieces = pieces.keep(~(loops | nothing))
        new = self._lines.row[pieces.line] < self._source.new_rows
        doubles = np.full(pieces.count, NOWHERE, dtype=np.int64)
        among = np.flatnonzero(new)
        found = doubled_pieces(self._lines, pieces.keep(new), self.table)
        doubles[among[found != NOWHERE]] = among[found[found != NOWHERE]]
        again = np.flatnonzero(doubles != NOWHERE)
        self.merged += len(again)
        self._note(pieces.line[again], RoadProblem.SAME_COURSE, pieces.line[doubles[again]])
        return pieces.keep(doubles == NOWHERE)

    def _in_district(self, kept: Flags) -> Flags:
        """Lines of which any point can belong to the district."""
        district, lines = self._source.district, self._lines
        if district is None or not len(lines.point):
            return np.ones(lines.count, dtype=bool)
        inside = district.holds(lines.lon, lines.lat)[lines.point]
        if inside.all():
            return np.diff(lines.start) > 0
        passed = np.zeros(len(inside) + 1, dtype=INDEX)
        np.cumsum(inside, out=passed[1:])
        there: Flags = passed[lines.start[1:]] > passed[lines.start[:-1]]
        for line in np.flatnonzero(kept & ~there).tolist():
            point = lines.point[lines.start[line]]
            self._why[line] = district.why_not(float(lines.lon[point]), float(lines.lat[point])), line
        return there

    def _note(self, lines: Ints, rule: str, other: Sequence[int] | Ints | None = None) -> None:
        for line, about in zip(lines.tolist(), lines.tolist() if other is None else list(other), strict=True):
            self._why.setdefault(line, (rule, int(about)))

    def _explain(self) -> None:
        """One finding for each row of the source that gave lines and not one link."""
        lines = self._lines
        alive = np.zeros(int(lines.row.max()) + 1 if lines.count else 0, dtype=bool)
        alive[lines.row[self.pieces.line]] = True
        done: set[int] = set()
        for line in sorted(self._why):
            row = int(lines.row[line])
            if alive[row] or row in done or row >= self._source.new_rows:
                continue
            done.add(row)
            rule, about = self._why[line]
            self._source.explained.add(rule, self._file_line(row), "", **self._facts(line, about))

    def _file_line(self, row: int) -> int | None:
        line = 0 if self._lines.row_line is None else int(self._lines.row_line[row])
        return line or None

    def _facts(self, line: int, about: int) -> dict[str, Any]:
        lines = self._lines
        facts: dict[str, Any] = {"feature": lines.row_name(int(lines.row[line]))}
        if about != line:
            facts["other"] = lines.row_name(int(lines.row[about]))
        district = self._source.district
        if district is not None and self._why[line][0] in _ELSEWHERE:
            point = lines.point[lines.start[line]]
            facts |= {"lon": float(lines.lon[point]), "lat": float(lines.lat[point]), "margin_km": district.margin_km}
        return facts
