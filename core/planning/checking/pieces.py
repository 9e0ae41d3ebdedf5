"""Pieces of road that searches look at one by one, as they close or for another reason, and what lies between them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import LinkId
from core.planning.checking.roads import FOREVER, SLACK, Intervals

Point = tuple[LinkId, float]  # a link and where on it (0 = its `from_node`)
Direction = tuple[LinkId, bool]  # a link, and whether from its `from_node` to its `to_node`
Barred = Mapping[Direction, Intervals]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Closing:
    """A directed piece of a link that closes, that may not be entered or is looked at by itself: vertices, milliseconds
    at factor 1, closures, and moments from and until which it is barred to who would enter."""

    tail: int
    head: int
    ms: int
    direction: Direction
    shut: Intervals
    barred: Intervals = ()


class Limits(NamedTuple):
    """What searches of one kind or another leave out or look at by itself."""

    barred: Barred = MappingProxyType({})
    without: frozenset[LinkId] = frozenset()
    apart: frozenset[Direction] = frozenset()


@dataclass(frozen=True, slots=True)
class Stretches:
    """Milliseconds at factor 1, infinite where no road leads: `to_tail` pieces x vertices, `to_goal` goals x vertices,
    `between` [to the tail of k, from the head of m]; `ahead` goals x vertices with every road open. `door` is the
    vertex of each door."""

    pieces: tuple[Closing, ...]
    to_tail: Floats
    to_goal: Floats
    between: Floats
    ahead: Floats
    door: Mapping[Point, int]
    row: Mapping[Point, int]


def padded(pieces: list[Closing]) -> list[tuple[Floats, Floats]]:
    """Starts and ends of the first closures of all pieces, of the second ones, and so on; padded with no time."""
    rounds = max((len(piece.shut) for piece in pieces), default=0)
    found = []
    for i in range(rounds):
        here = [piece.shut[i] if i < len(piece.shut) else (np.inf, -np.inf) for piece in pieces]
        start = np.array([a for a, _ in here], dtype=np.float64)
        end = np.array([b if b < FOREVER else np.inf for _, b in here], dtype=np.float64)
        found.append((start, end))
    return found


def last_entry(piece: Closing, by: float, factor: int) -> float:
    """The last moment at which one can enter a piece and be over it by `by`; below 0 where there is none."""
    took = piece.ms * factor
    moment = by if by >= FOREVER / 2 else by - took
    for shut, until in reversed(piece.shut):
        if (moment < until or until >= FOREVER) and moment + took > shut:
            moment = shut - took
    for begin, end in reversed(piece.barred):
        if begin <= moment < end:  # earlier than that it is open, or it would have been shut before
            moment = last_entry(replace(piece, barred=()), begin - 1 + took, factor)
    return moment if moment >= -SLACK else -np.inf
