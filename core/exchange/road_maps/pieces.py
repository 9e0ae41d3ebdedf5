"""Lines split where they meet: a piece runs from one node to the next, what lies between are its bends."""

from dataclasses import dataclass, replace

import numpy as np

from core.exchange.road_maps.geodesy import steps_m
from core.exchange.road_maps.lines import INDEX, Facts, FactsTable, Flags, Floats, Ints, Lines
from core.exchange.road_maps.osm_tags import MODES, MOTORS
from core.exchange.roads import Crossing

SHORTEST_M = 0.01
_CHUNK = 100_000  # positions worked on at a time


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
    owner = lines.owner()
    keep = np.ones(len(lines.point), dtype=bool)
    keep[1:] = (lines.point[1:] != lines.point[:-1]) | (owner[1:] != owner[:-1])
    keep[lines.start[1:][np.diff(lines.start) > 0] - 1] |= _named_loops(lines)[np.diff(lines.start) > 0]
    if keep.all():
        return lines
    sizes = np.bincount(owner[keep], minlength=lines.count)
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(INDEX)
    return replace(lines, start=start, point=lines.point[keep])


def _named_loops(lines: Lines) -> Flags:
    """Lines of two points from a named node to itself: told as loops, not as lines without length."""
    found: Flags = lines.whole & (np.diff(lines.start) == 2)
    return found


def split(lines: Lines, kept: Flags) -> Pieces:
    """Pieces of the lines in `kept` (n). A piece that closes on itself is opened at its middle point, because a link
    needs two ends; a line with named ends is never cut."""
    owner = lines.owner()
    there = kept[owner]
    cut = _cuts(lines, owner, there)
    first, last = _between(cut, owner)
    closed = (lines.point[first] == lines.point[last]) & (last - first > 1) & ~lines.whole[owner[first]]
    if closed.any():
        cut[(first[closed] + last[closed]) // 2] = True
        first, last = _between(cut, owner)
    return _measured(lines, owner, first, last)


def _cuts(lines: Lines, owner: Ints, there: Flags) -> Flags:
    """Positions at which a line is cut: its ends, and the points that another line or itself passes, too."""
    ends = np.zeros(len(lines.point), dtype=bool)
    filled = np.diff(lines.start) > 0
    ends[lines.start[:-1][filled]] = True
    ends[lines.start[1:][filled] - 1] = True
    loose = ~lines.whole[owner]
    uses = np.zeros(len(lines.lon), dtype=INDEX)
    for counted in (there & (ends | loose), there & ends):
        for begin in range(0, len(counted), _CHUNK):
            part = slice(begin, begin + _CHUNK)
            np.add.at(uses, lines.point[part][counted[part]], 1)
    return there & (ends | (loose & (uses > 1)[lines.point]))


def _between(cut: Flags, owner: Ints) -> tuple[Ints, Ints]:
    places = np.flatnonzero(cut).astype(INDEX)
    same = owner[places[1:]] == owner[places[:-1]]
    return places[:-1][same], places[1:][same]


def _measured(lines: Lines, owner: Ints, first: Ints, last: Ints) -> Pieces:
    line = owner[first]
    along = _along(lines)
    drawn = along[last] - along[first]
    filled = np.diff(lines.start) > 0
    total = np.zeros(lines.count)
    total[filled] = along[lines.start[1:][filled] - 1] - along[lines.start[:-1][filled]]
    own = np.divide(drawn, total[line], out=np.ones(len(line)), where=total[line] > 0)
    said = lines.length_m[line] * own
    row = lines.row[line]
    sizes = np.bincount(row, minlength=int(row.max()) + 1 if len(row) else 0)
    number = (np.arange(len(row)) - (np.cumsum(sizes) - sizes)[row]).astype(INDEX)
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


def _shares(seconds: Floats, line: Ints, own: Floats) -> Floats:
    """Seconds of each piece; where no line has any, one NaN stands for all."""
    if np.isnan(seconds).all():
        return np.broadcast_to(np.float64(np.nan), len(line))
    found: Floats = seconds[line] * own
    return found


def _along(lines: Lines) -> Floats:
    """Metres from the first position of all to each, over the ends of lines, too."""
    found = np.zeros(len(lines.point))
    for begin in range(0, max(0, len(found) - 1), _CHUNK):
        points = lines.point[begin : begin + _CHUNK + 1]
        found[begin + 1 : begin + len(points)] = steps_m(lines.lon[points], lines.lat[points])
    np.cumsum(found, out=found)
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
    passed = np.concatenate([[0], np.cumsum(marked[lines.point])])
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
