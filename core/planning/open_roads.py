"""Shortest ways over the roads that never close: free-flow distances by SciPy, trees and paths on demand."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from core.planning.effort import Effort
from core.planning.network import Floats, Ints, Network
from core.planning.pace import Way

_BATCH = 16  # targets per call: SciPy cannot be interrupted, and a stop must take effect within half a second


def backward_tree(
    backward: "csr_array[np.float64]", target: int, limit: float = np.inf
) -> tuple[Floats, NDArray[np.int32]]:
    """Distances to one vertex and the next vertex on the way there."""
    lengths, following = dijkstra(backward, indices=np.array([target]), return_predecessors=True, limit=limit)
    return lengths[0], following[0].astype(np.int32)


class OpenRoads:
    """One way's arcs without the links in `barred`, searched backward from where people are going.

    Distances are milliseconds at factor 1 (exact in floats), infinite where no road leads.
    """

    def __init__(self, network: Network, way: Way, barred: frozenset[int]) -> None:
        arcs = network.arcs
        usable = arcs.ms[way] >= 0
        if barred:
            usable &= ~np.isin(arcs.link, np.fromiter(barred, dtype=np.int64))
        chosen = np.flatnonzero(usable)
        order = np.lexsort((chosen, arcs.ms[way][chosen], arcs.tail[chosen], arcs.head[chosen]))
        chosen = chosen[order]
        heads, tails = arcs.head[chosen], arcs.tail[chosen]
        new = np.ones(len(chosen), dtype=bool)
        new[1:] = (heads[1:] != heads[:-1]) | (tails[1:] != tails[:-1])  # the quickest of parallel arcs
        self._arc: Ints = chosen[new]
        self.backward = self._matrix(arcs.ms[way][self._arc], heads[new], tails[new], network.vertices)
        self._trees: dict[int, tuple[Floats, NDArray[np.int32]]] = {}

    @staticmethod
    def _matrix(ms: Ints, heads: Ints, tails: Ints, count: int) -> "csr_array[np.float64]":
        starts = np.searchsorted(heads, np.arange(count + 1)).astype(np.int32)
        # Explicit zeros stay edges of no length: doors at a crossing, links that take no time.
        return csr_array((ms.astype(np.float64), tails.astype(np.int32), starts), shape=(count, count))

    def distances(self, targets: Ints, columns: Ints, effort: Effort, limit: float = np.inf) -> Floats:
        """Milliseconds from each of `columns` (vertices) to each of `targets`, an array of targets x columns."""
        found = np.empty((len(targets), len(columns)))
        for start in range(0, len(targets), _BATCH):
            batch = targets[start : start + _BATCH]
            found[start : start + _BATCH] = dijkstra(self.backward, indices=batch, limit=limit)[:, columns]
            effort.spend(len(batch))
            effort.poll()
        return found

    def tree(self, target: int) -> tuple[Floats, NDArray[np.int32]]:
        """Distances to `target` and the next vertex on the way there, remembered per target."""
        if target not in self._trees:
            self._trees[target] = backward_tree(self.backward, target)
        return self._trees[target]

    def path(self, origin: int, target: int) -> list[int]:
        """Arcs of the quickest way, in order; empty at the target itself. Only where there is a way."""
        return self.path_along(self.tree(target)[1], origin, target)

    def path_along(self, following: NDArray[np.int32], origin: int, target: int) -> list[int]:
        """The same along a tree that is already known."""
        arcs = []
        here = origin
        while here != target:
            onward = int(following[here])
            arcs.append(self._arc_between(here, onward))
            here = onward
        return arcs

    def _arc_between(self, tail: int, head: int) -> int:
        begin, end = self.backward.indptr[head], self.backward.indptr[head + 1]
        offset = int(np.searchsorted(self.backward.indices[begin:end], tail))
        return int(self._arc[begin + offset])
