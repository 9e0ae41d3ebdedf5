"""Roads that stand in a source twice: the same two ends, the same course, the same use."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.exchange.road_maps.geodesy import Floats, off_line_m, on_plane
from core.exchange.road_maps.lines import INDEX, NOWHERE, Facts, Flags, Ints, Lines
from core.exchange.road_maps.pieces import Pieces

SAME_COURSE_M = 2.0
_CHUNK = 100_000
_MIX = np.uint64(0x9E3779B97F4A7C15)


def doubled_lines(lines: Lines, kept: Flags) -> Ints:
    """For each line (n) the earlier one that runs over exactly the same points for the same use, else NOWHERE.

    Told before lines are split: two equal lines would otherwise cut each other at every point.
    """
    out = np.full(lines.count, NOWHERE, dtype=np.int64)
    some = np.flatnonzero(kept & ~lines.whole & (np.diff(lines.start) > 1))
    if len(some) < 2:
        return out
    first, last = lines.start[some], lines.start[some + 1] - 1
    sums = _sums(lines.point)
    keys = _ends_in_order(lines.point[first], lines.point[last])
    for group in _groups((*keys, last - first, (sums[last + 1] - sums[first]).view(np.int64))):
        originals: list[int] = []
        for line in some[group].tolist():
            earlier = next((each for each in originals if _equal(lines, each, line)), None)
            if earlier is None:
                originals.append(line)
            else:
                out[line] = earlier
    return out


def _sums(points: Ints) -> NDArray[np.uint64]:
    """Running sums of mixed point numbers, one more than points: two runs over the same points differ by the same."""
    found = np.zeros(len(points) + 1, dtype=np.uint64)
    for begin in range(0, len(points), _CHUNK):
        mixed = points[begin : begin + _CHUNK].astype(np.uint64) * _MIX
        mixed ^= mixed >> np.uint64(29)
        found[begin + 1 : begin + 1 + len(mixed)] = mixed
    np.cumsum(found, out=found)
    return found


def doubled_pieces(lines: Lines, pieces: Pieces, table: list[Facts]) -> Ints:
    """For each piece (k) the earlier one with the same ends, the same use and a course within `SAME_COURSE_M`, else
    NOWHERE. Use is modes, direction and crossing: a footway beside its road stays, and so does the other carriageway.
    """
    out = np.full(pieces.count, NOWHERE, dtype=np.int64)
    if pieces.count < 2:
        return out
    for group in _between_same_ends(pieces):
        originals: list[int] = []
        for piece in group.tolist():
            earlier = next((each for each in originals if _one_road(lines, pieces, table, (each, piece))), None)
            if earlier is None:
                originals.append(piece)
            else:
                out[piece] = earlier
    return out


def _between_same_ends(pieces: Pieces) -> Iterator[Ints]:
    """Pieces that share both ends, groups of two and more, each ascending: there are few of them in any map."""
    keys = np.minimum(pieces.tail, pieces.head).astype(np.int64)
    keys <<= 32
    keys |= np.maximum(pieces.tail, pieces.head)
    ordered = np.sort(keys)
    several = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    del ordered
    at = np.minimum(np.searchsorted(several, keys), max(0, len(several) - 1)).astype(INDEX)
    some = np.flatnonzero(several[at] == keys) if len(several) else np.zeros(0, dtype=np.int64)
    for group in _groups((keys[some],)):
        yield some[group]


def _ends_in_order(tail: Ints, head: Ints) -> tuple[Ints, Ints]:
    return np.minimum(tail, head), np.maximum(tail, head)


def _groups(keys: tuple[Ints, ...]) -> Iterator[Ints]:
    """Indices that agree in all keys, groups of two and more, each ascending."""
    order = np.lexsort(keys[::-1])
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    begins = np.flatnonzero(new)
    sizes = np.diff(np.append(begins, len(order)))
    for begin, size in zip(begins[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        yield np.sort(order[begin : begin + size])


def _equal(lines: Lines, one: int, other: int) -> bool:
    here = lines.point[lines.start[one] : lines.start[one + 1]]
    there = lines.point[lines.start[other] : lines.start[other + 1]]
    facts = lines.table[lines.facts[one]], lines.table[lines.facts[other]]
    ahead = bool(np.array_equal(here, there))
    return (ahead or bool(np.array_equal(here, there[::-1]))) and same_use(*facts, ahead=ahead)


def same_use(one: Facts, other: Facts, *, ahead: bool) -> bool:
    """`ahead`: both are drawn in the same direction, which matters where they are one-way."""
    alike = (one.modes, one.oneway, one.crossing) == (other.modes, other.oneway, other.crossing)
    return alike and (ahead or not one.oneway)


def _one_road(lines: Lines, pieces: Pieces, table: list[Facts], pair: tuple[int, int]) -> bool:
    one, other = pair
    ahead = bool(pieces.tail[one] == pieces.tail[other])
    if not same_use(table[pieces.facts[one]], table[pieces.facts[other]], ahead=ahead):
        return False
    here, there = (_course(lines, pieces, piece) for piece in pair)
    middle = float(here[0][0]), float(here[1][0])
    first, second = on_plane(*here, middle), on_plane(*there, middle)
    if len(first) == len(second) == 2:
        return True  # both are the straight line between the same two points
    near = off_line_m(first, second).max() <= SAME_COURSE_M
    return bool(near and off_line_m(second, first).max() <= SAME_COURSE_M)


def _course(lines: Lines, pieces: Pieces, piece: int) -> tuple[Floats, Floats]:
    points = lines.point[pieces.first[piece] : pieces.last[piece] + 1]
    return lines.lon[points], lines.lat[points]
