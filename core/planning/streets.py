"""All roads of one way with weights that change from search to search: for ways that keep off what others use."""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from core.planning.folding import fold
from core.planning.network import Floats, Ints, Network
from core.planning.open_roads import ends_of, usable_arcs
from core.planning.pace import Way

# Sharing one second of road with the first route weighs as much as a detour of this many seconds.
_SHARING = 1_000
# A weight is milliseconds times this plus pieces: of equally good ways the one of fewest pieces.
_SCALE = 1 << 12
# Where the search looks first: second routes seldom take longer than so many times the first, and some milliseconds;
# then further, then everywhere.
_NEAR = ((2, 180_000), (3, 600_000))


class _Label(NamedTuple):
    """A way from the origin: its weight with the least that is to come, its weight, a number that decides ties, where
    it ends, milliseconds on the road, its last chain and the label before that (-1 for none)."""

    least: float
    weight: float
    number: int
    at: int
    ms: int
    chain: int
    before: int


class Streets:
    """Parallel chains of road too, folded like `OpenRoads`; a chain with a barred link is barred as a whole."""

    def __init__(self, network: Network, way: Way) -> None:
        self._network, self._ms = network, network.arcs.ms[way]
        self._roads = fold(network, way, usable_arcs(network, way), ends_of(network, frozenset()))
        roads = self._roads
        self._plain = roads.ms.astype(np.float64) * _SCALE + roads.count
        new = np.ones(len(roads.head), dtype=bool)
        new[1:] = (roads.head[1:] != roads.head[:-1]) | (roads.tail[1:] != roads.tail[:-1])
        self._group = np.flatnonzero(new)
        self._others = np.flatnonzero(~new)  # chains beside another, few
        self._beside = np.cumsum(new)[self._others] - 1
        tails = roads.tail[self._group].astype(np.int32)
        starts = np.searchsorted(roads.head[self._group], np.arange(len(roads.kept) + 1)).astype(np.int32)
        shape = (len(roads.kept), len(roads.kept))
        self._backward = csr_array((self._plain[self._group], tails, starts), shape=shape)
        links = network.arcs.link[roads.pieces]
        order = np.argsort(links, kind="stable")
        self._links, self._piece_chain = links[order], roads.chain[roads.pieces[order]]
        self._piece_ms = network.arcs.ms[way][roads.pieces[order]].astype(np.float64)
        out = np.lexsort((roads.pieces[roads.first[:-1]], roads.tail))
        self._out: list[int] = out.tolist()
        self._begin: list[int] = np.searchsorted(roads.tail[out], np.arange(len(roads.kept) + 1)).tolist()
        self._heads: list[int] = roads.head.tolist()

    def quickest(
        self, ends: tuple[int, int], shared: frozenset[int], barred: frozenset[int], first_ms: int
    ) -> list[int] | None:
        """Arcs of the way between two vertices (a village's and a shelter's) that shares least with the links `shared`,
        then is quickest; None where every way needs a barred one. `first_ms` is how long the first route takes."""
        origin, target = (int(self._roads.at[vertex]) for vertex in ends)
        weights = self._weights(shared, barred)
        ranks = self._ranks(weights, origin, target, first_ms)
        return self._follow(weights, ranks, origin, target) if np.isfinite(ranks[origin]) else None

    def quickest_in_time(
        self,
        ends: tuple[int, int],
        shared: frozenset[int],
        open_at: Callable[[int, int], bool],
        settled: int,
        most: int,
    ) -> tuple[list[int] | None, int]:
        """The same among all ways whose roads are open when one is on them, and how many stretches were looked at: at
        most about `most`, beyond which no way is found.

        `open_at` is asked of an arc and the milliseconds after the door; from `settled` on no road opens any more, so
        that whoever is sooner is better off. Nobody comes by the same crossing twice. A way over none but `shared`
        links is no other way.
        """
        origin, target = (int(self._roads.at[vertex]) for vertex in ends)
        weights = self._weights(shared, frozenset())
        ranks = self._ranks(weights, origin, target, None)
        labels: list[_Label] = []
        heap = [_Label(float(ranks[origin]), 0.0, 0, origin, 0, -1, -1)]
        known: set[tuple[int, int]] = set()
        soonest: dict[int, int] = {}
        number = 0
        while heap and number < most:
            label = heappop(heap)
            when = label.at, label.ms
            if when in known or (label.ms >= settled and soonest.get(label.at, label.ms + 1) <= label.ms):
                continue
            labels.append(label)
            if label.at == target:
                arcs = self._arcs(labels)
                if not shared.issuperset(self._network.arcs.link[np.array(arcs, dtype=np.int64)].tolist()):
                    return arcs, number
                continue
            known.add(when)
            if label.ms >= settled:
                soonest[label.at] = min(label.ms, soonest.get(label.at, label.ms))
            passed = self._passed(labels)
            for chain in self._out[self._begin[label.at] : self._begin[label.at + 1]]:
                head = self._heads[chain]
                number += 1
                if head in passed or not np.isfinite(ranks[head]):
                    continue
                ms = self._through(chain, label.ms, open_at)
                if ms is not None:
                    weight = label.weight + float(weights[chain])
                    heappush(
                        heap, _Label(weight + float(ranks[head]), weight, number, head, ms, chain, len(labels) - 1)
                    )
        return None, number

    def _ranks(self, weights: Floats, origin: int, target: int, first_ms: int | None) -> Floats:
        """The least weight from each crossing to the target; infinite where there is no way, and with `first_ms` beyond
        the distance at which one from the origin is found."""
        least = weights[self._group]
        np.minimum.at(least, self._beside, weights[self._others])
        backward = self._backward
        backward.data[:] = least
        goal = np.array([target])
        near = () if first_ms is None else tuple((times * first_ms + more) * _SCALE for times, more in _NEAR)
        for limit in (*near, np.inf):
            ranks: Floats = dijkstra(backward, indices=goal, limit=limit)[0]
            if np.isfinite(ranks[origin]):
                break
        return ranks

    def _through(self, chain: int, ms: int, open_at: Callable[[int, int], bool]) -> int | None:
        """Milliseconds at the end of a chain that is entered at `ms`; None where one of its roads is closed then."""
        roads = self._roads
        for arc in roads.pieces[roads.first[chain] : roads.first[chain + 1]].tolist():
            if not open_at(arc, ms):
                return None
            ms += int(self._ms[arc])
        return ms

    def _passed(self, labels: list[_Label]) -> set[int]:
        """Where the last of these labels has come by."""
        label = labels[-1]
        found = {label.at}
        while label.before >= 0:
            label = labels[label.before]
            found.add(label.at)
        return found

    def _arcs(self, labels: list[_Label]) -> list[int]:
        """The arcs of the last of these labels."""
        roads, label = self._roads, labels[-1]
        chains: list[int] = []
        while label.before >= 0:
            chains.append(label.chain)
            label = labels[label.before]
        return [a for c in reversed(chains) for a in roads.pieces[roads.first[c] : roads.first[c + 1]].tolist()]

    def _weights(self, shared: frozenset[int], barred: frozenset[int]) -> Floats:
        weights = self._plain.copy()
        at = self._pieces_on(shared)
        np.add.at(weights, self._piece_chain[at], (self._piece_ms[at] * _SHARING + _SHARING) * _SCALE)
        weights[self._piece_chain[self._pieces_on(barred)]] = np.inf
        return weights

    def _pieces_on(self, links: frozenset[int]) -> Ints:
        wanted = np.fromiter(sorted(links), dtype=np.int64)
        begin = np.searchsorted(self._links, wanted)
        end = np.searchsorted(self._links, wanted, side="right")
        lengths = end - begin
        offsets = np.cumsum(lengths) - lengths
        found: NDArray[np.int64] = np.repeat(begin - offsets, lengths) + np.arange(int(lengths.sum()))
        return found

    def _follow(self, weights: Floats, ranks: Floats, origin: int, target: int) -> list[int]:
        roads = self._roads
        arcs: list[int] = []
        here = origin
        while here != target:
            leaving = self._out[self._begin[here] : self._begin[here + 1]]
            chain = next((c for c in leaving if weights[c] + ranks[self._heads[c]] == ranks[here]), None)
            if chain is None:
                raise ArithmeticError("a distance without a way")
            arcs += roads.pieces[roads.first[chain] : roads.first[chain + 1]].tolist()
            here = self._heads[chain]
        return arcs
