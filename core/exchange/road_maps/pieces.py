"""Lines split where they meet: a piece runs from one node to the next, what lies between are its bends."""

from dataclasses import dataclass, replace

import numpy as np

from core.exchange.road_maps.geodesy import apart_m
from core.exchange.road_maps.lines import INDEX, Facts, FactsTable, Flags, Floats, Ints, Lines
from core.exchange.road_maps.osm_tags import MODES, MOTORS
from core.exchange.roads import Crossing

SHORTEST_M = 0.01
_CHUNK = 100_000  # positions worked on at a time
_PIECES = 20_000  # the same for pieces, whatever lies between their ends


@dataclass(frozen=True, slots=True)
class Pieces:
    """k pieces in the order of the file. Positions `first` to `last` (both included) of the lines; `number` counts
    within the row, `alone` says that the row gave one piece. Times are NaN where nobody gave them."""

    line: Ints
    first: Ints
    last: Ints
    tail: Ints
    head: Ints
    number: Ints
    alone: Flags
    facts: Ints
    length_m: Floats
    walk_s: Floats
    drive_s: Floats

    @property
    def count(self) -> int:
        return len(self.line)

    def keep(self, chosen: Flags) -> "Pieces":
        """Only some of the pieces; numbers stay, so that ids do not hang on what else was left out."""
        if chosen.all():
            return self
        return Pieces(*(getattr(self, name)[chosen] for name in self.__slots__))


def without_repeats(lines: Lines) -> Lines:
    """The same lines without points that follow themselves."""
    keep = np.ones(len(lines.point), dtype=bool)
    np.not_equal(lines.point[1:], lines.point[:-1], out=keep[1:])
    filled = np.diff(lines.start) > 0
    keep[lines.start[:-1][filled]] = True
    keep[lines.start[1:][filled] - 1] |= _named_loops(lines)[filled]
    if keep.all():
        return lines
    kept = np.zeros(len(keep) + 1, dtype=INDEX)
    np.cumsum(keep, out=kept[1:])
    return replace(lines, start=kept[lines.start], point=lines.point[keep])


def _named_loops(lines: Lines) -> Flags:
    """Lines of two points from a named node to itself: told as loops, not as lines without length."""
    found: Flags = lines.whole & (np.diff(lines.start) == 2)
    return found


def split(lines: Lines, kept: Flags) -> Pieces:
    """Pieces of the lines in `kept` (n). A piece that closes on itself is opened at its middle point, because a link
    needs two ends; a line with named ends is never cut."""
    cut = _cuts(lines, kept)
    first, last = _between(cut, lines)
    closed = (lines.point[first] == lines.point[last]) & (last - first > 1) & ~lines.whole[_line_of(lines, first)]
    if closed.any():
        cut[(first[closed] + last[closed]) // 2] = True
        first, last = _between(cut, lines)
    return _measured(lines, first, last)


def _cuts(lines: Lines, kept: Flags) -> Flags:
    """Positions at which lines are cut: their ends, and where two of them meet."""
    sizes = np.diff(lines.start)
    there, loose = np.repeat(kept, sizes), np.repeat(~lines.whole, sizes)
    ends = np.zeros(len(lines.point), dtype=bool)
    filled = sizes > 0
    ends[lines.start[:-1][filled]] = True
    ends[lines.start[1:][filled] - 1] = True
    uses = np.zeros(len(lines.lon), dtype=INDEX)
    for begin in range(0, len(there), _CHUNK):
        part = slice(begin, begin + _CHUNK)
        points, met = lines.point[part], there[part] & loose[part]
        np.add.at(uses, points[met | (there[part] & ends[part])], 1)
        np.add.at(uses, points[there[part] & ends[part]], 1)
    cut: Flags = there & (ends | (loose & (uses > 1)[lines.point]))
    return cut


def _line_of(lines: Lines, positions: Ints) -> Ints:
    found: Ints = (np.searchsorted(lines.start, positions, side="right") - 1).astype(INDEX)
    return found


def _between(cut: Flags, lines: Lines) -> tuple[Ints, Ints]:
    places = np.flatnonzero(cut).astype(INDEX)
    line = _line_of(lines, places)
    same = line[1:] == line[:-1]
    return places[:-1][same], places[1:][same]


def stretches(point: Ints, first: Ints, last: Ints) -> Ints:
    """Pairs of points (s x 2) from each to the next between positions `first` and `last` (both included)."""
    steps = last - first
    begins = np.repeat(first - (np.cumsum(steps) - steps).astype(INDEX), steps)
    begins += np.arange(len(begins), dtype=INDEX)
    return np.column_stack([point[begins], point[begins + 1]])


def _measured(lines: Lines, first: Ints, last: Ints) -> Pieces:
    line, drawn = _line_of(lines, first), _drawn_m(lines, first, last)
    total = np.bincount(line, weights=drawn, minlength=lines.count)[line]
    own = np.divide(drawn, total, out=np.ones(len(line)), where=total > 0)
    del total
    said = lines.length_m[line] * own
    row = lines.row[line]
    sizes = np.bincount(row, minlength=int(row.max()) + 1 if len(row) else 0).astype(INDEX)
    number = np.arange(len(row), dtype=INDEX) - (np.cumsum(sizes, dtype=INDEX) - sizes)[row]
    return Pieces(
        line=line,
        first=first,
        last=last,
        tail=lines.point[first],
        head=lines.point[last],
        number=number,
        alone=sizes[row] == 1,
        facts=lines.facts[line],
        length_m=np.where(np.isnan(said), drawn, said),
        walk_s=_shares(lines.walk_s, line, own),
        drive_s=_shares(lines.drive_s, line, own),
    )


def _drawn_m(lines: Lines, first: Ints, last: Ints) -> Floats:
    """Metres along each piece as it is drawn."""
    found = np.zeros(len(first))
    for begin in range(0, len(first), _PIECES):
        some = slice(begin, begin + _PIECES)
        pairs = stretches(lines.point, first[some], last[some])
        ends = [(lines.lon[pairs[:, at]], lines.lat[pairs[:, at]]) for at in (0, 1)]
        begins = np.concatenate([[0], np.cumsum(last[some] - first[some])[:-1]])
        found[some] = np.add.reduceat(apart_m(ends[0], ends[1]), begins)
    return found


def _shares(seconds: Floats, line: Ints, own: Floats) -> Floats:
    """Seconds of each piece; where no line has any, one NaN stands for all."""
    if np.isnan(seconds).all():
        return np.broadcast_to(np.float64(np.nan), len(line))
    found: Floats = seconds[line] * own
    return found


def marked_by_points(lines: Lines, pieces: Pieces) -> tuple[Pieces, list[Facts]]:
    """Fords and barriers that stand on a point: the pieces over it get a low-water crossing, or lose their vehicles.
    Gives the pieces and the table of facts they refer to."""
    marked = lines.ford | lines.barrier
    if not marked.any() or not pieces.count:
        return pieces, lines.table
    table = FactsTable()
    for facts in lines.table:
        table.index(facts)
    passed = np.zeros(len(lines.point) + 1, dtype=INDEX)
    np.cumsum(marked[lines.point], out=passed[1:])
    hit = np.flatnonzero(passed[pieces.last + 1] > passed[pieces.first])
    changed = pieces.facts.copy()
    for index in hit:
        points = lines.point[pieces.first[index] : pieces.last[index] + 1]
        facts = table.table[pieces.facts[index]]
        if lines.ford[points].any():
            facts = facts._replace(crossing=_with_low_water(facts.crossing))
        if lines.barrier[points[1:-1]].any():  # a barrier at a node stops only some of the ways over it
            left = tuple(mode for mode in facts.modes or MODES if mode not in MOTORS)
            facts = facts._replace(modes=left) if left else facts  # the bollards of a busway sink for its buses
        changed[index] = table.index(facts)
    return replace(pieces, facts=changed), table.table


def _with_low_water(crossing: str) -> str:
    present = {*crossing.split("|"), Crossing.LOW_WATER.value}
    return "|".join(kind.value for kind in Crossing if kind.value in present)
