"""Steps of the quickest ways to targets that are asked for often, for all vertices at once."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.planning.network import Floats, Ints

_OFTEN = 6  # ways to one target that are looked for step by step before all steps there are worked out
_REMEMBERED = 64  # targets

# Where the chains of each vertex begin, and their heads, ranks and last links.
Chains = tuple[NDArray[np.signedinteger], Ints, Floats, Ints]


def chains_from(vertices: Ints, begin: NDArray[np.signedinteger]) -> tuple[Ints, Ints]:
    """The chains that start at some vertices, with the vertex of each."""
    many = begin[vertices + 1] - begin[vertices]
    tails = np.repeat(vertices, many)
    return tails, np.arange(len(tails)) + np.repeat(begin[vertices] - (np.cumsum(many) - many), many)


class StepsOnward:
    """By target; what holds is what the ranks of the ways there are, the very same value."""

    def __init__(self) -> None:
        self._asked: dict[int, tuple[Floats, int]] = {}
        self._known: dict[int, tuple[Floats, Ints]] = {}

    def to(self, target: int, ranks: Floats, chains: Callable[[], Chains]) -> Ints | None:
        """From every vertex the chain by which the quickest way goes on, of several the first; -1 where there is none.
        None where the target is not asked for often."""
        before, asked = self._asked.get(target, (ranks, 0))
        asked = asked if before is ranks else 0
        self._asked[target] = ranks, asked + 1
        _keep_few(self._asked)
        if asked < _OFTEN:
            return None
        known = self._known.get(target)
        if known is None or known[0] is not ranks:
            known = self._known[target] = ranks, _steps(ranks, *chains()[:3])
            _keep_few(self._known)
        return known[1]


def _keep_few(remembered: dict[int, Any]) -> None:
    """The latest: others hold rows that nobody else needs any more."""
    if len(remembered) > _REMEMBERED:
        del remembered[next(iter(remembered))]


def _steps(ranks: Floats, begin: NDArray[np.signedinteger], heads: Ints, weights: Floats) -> Ints:
    tails, arcs = chains_from(np.flatnonzero(np.isfinite(ranks)), begin)
    on = np.flatnonzero(weights[arcs] + ranks[heads[arcs]] == ranks[tails])[::-1]
    steps: Ints = np.full(len(ranks), -1, dtype=np.int64)
    steps[tails[on]] = arcs[on]  # of several the first is written last
    return steps
