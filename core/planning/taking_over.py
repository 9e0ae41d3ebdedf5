"""What searches of the same roads under other closures still know once links have been barred or opened.

Barred links tear a row of distances where the quickest way led over them, and nowhere else. An opened link may shorten
ways anywhere: where it does, the row is not taken over.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from core.planning.folding import RANK, Folded
from core.planning.network import Floats, Ints, Network
from core.planning.pace import Way


class TakingOver:
    """The difference between two sets of roads of one way, `theirs` searched before and `mine`; by their vertices kept.

    `mine` keeps the ends of the links barred since as vertices, and `theirs` those of the links opened since.
    """

    def __init__(
        self, network: Network, way: Way, theirs: tuple[Folded, frozenset[int]], mine: tuple[Folded, frozenset[int]]
    ) -> None:
        self._theirs, self._mine = theirs[0], mine[0]
        lost = np.unique(self._theirs.chain[arcs_on(network, way, mine[1] - theirs[1])])
        self._lost: Ints = lost[lost >= 0]
        gained = arcs_on(network, way, theirs[1] - mine[1])
        arcs = network.arcs
        self._gained = self._theirs.at[arcs.tail[gained]], self._theirs.at[arcs.head[gained]]
        self._gained_rank = arcs.ms[way][gained].astype(np.float64) * RANK + 1
        self._there: Ints = self._theirs.at[self._mine.kept]  # of each vertex of mine
        self._new = np.flatnonzero(self._there < 0)
        self._leaving = np.flatnonzero(np.isin(self._mine.tail, self._new))
        self._same = not len(self._new) and len(self._there) == len(self._theirs.kept)

    def to_lost(self, ranks: "csr_array[np.float64]") -> Floats:
        """Ranks of the ways of theirs to where each of the chains begins that are lost, chains x vertices. `ranks` are
        their chains, heads x tails."""
        if not len(self._lost):
            return np.empty((0, len(self._theirs.kept)))
        found: Floats = dijkstra(ranks, indices=self._theirs.tail[self._lost])
        return found

    def loses(self, rows: Floats) -> NDArray[np.bool_]:
        """Which of the chains that are lost quickest ways of each row led over."""
        tails, heads = self._theirs.tail[self._lost], self._theirs.head[self._lost]
        before = rows[:, tails]
        used: NDArray[np.bool_] = before == self._theirs.rank[self._lost] + rows[:, heads]
        return used & np.isfinite(before)

    def gains(self, rows: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """By row whether an opened link shortens one of its ways, and whether it makes another one as quick."""
        tails, heads = self._gained
        onward, known = self._gained_rank + rows[:, heads], rows[:, tails]
        return np.any(onward < known, axis=1), np.any(np.isfinite(onward) & (onward == known), axis=1)

    @property
    def any_gained(self) -> bool:
        return bool(len(self._gained_rank))

    def torn(self, row: Floats, used: NDArray[np.bool_], to_lost: Floats) -> tuple[Floats, Ints]:
        """A row in my vertices, and those of them from which the way it knows led over one of the chains `used`."""
        torn = np.zeros(len(row), dtype=bool)
        for i in np.flatnonzero(used).tolist():
            chain = self._lost[i]
            torn |= to_lost[i] + (self._theirs.rank[chain] + row[self._theirs.head[chain]]) == row
        torn &= np.isfinite(row)
        here = torn[self._there]
        here[self._new] = True
        return row[self._there], np.flatnonzero(here)

    def whole(self, rows: Floats) -> Floats:
        """Rows that nothing has torn, in my vertices."""
        if self._same:
            return rows
        found: Floats = rows[:, self._there]
        found[:, self._new] = np.inf
        tails, heads = self._mine.tail[self._leaving], self._mine.head[self._leaving]
        ranks = self._mine.rank[self._leaving][:, None]
        for _ in range(len(self._new)):
            before = found[:, self._new]
            np.minimum.at(found.T, tails, ranks + found.T[heads])
            if np.array_equal(before, found[:, self._new]):
                break
        return found

    @cached_property
    def _beside(self) -> NDArray[np.bool_]:
        """Vertices of theirs where something has been barred, opened or unfolded."""
        onward = self._there[self._mine.head[self._leaving]]
        ends = np.concatenate([self._theirs.tail[self._lost], *self._gained, onward[onward >= 0]])
        found = np.zeros(len(self._theirs.kept), dtype=bool)
        found[ends] = True
        return found

    @cached_property
    def _place(self) -> Ints:
        """Of each vertex of theirs among mine."""
        place = np.full(len(self._theirs.kept), -1, dtype=np.int64)
        known = np.flatnonzero(self._there >= 0)
        place[self._there[known]] = known
        return place

    def elsewhere(self, vertices: Ints) -> Ints | None:
        """Some vertices of theirs in mine where nothing has changed between them; None where it may have."""
        return None if self._beside[vertices].any() else self._place[vertices]


def arcs_on(network: Network, way: Way, links: frozenset[int]) -> Ints:
    """The arcs of these links that a way may use."""
    if not links:
        return np.empty(0, dtype=np.int64)
    there = np.isin(network.arcs.link, np.fromiter(sorted(links), dtype=np.int64))
    return np.flatnonzero(there & (network.arcs.ms[way] >= 0))
