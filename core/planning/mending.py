"""Distances after roads have closed: only where the quickest way led over one of them is it searched again.

A row holds the ranks of the ways from all vertices to one target. A closure tears it: from the vertices whose way led
over a closed chain the way is unknown. It leads over others of them and then over one whose way still holds, so a
search among them alone, begun from what holds, finds it.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_array, csc_array
from scipy.sparse.csgraph import dijkstra

from core.planning.network import Floats, Ints

_TOGETHER = 100_000  # vertices searched again in one call: SciPy cannot be interrupted


def mend(onward: "csc_array[np.float64]", rows: Sequence[Floats], torn: Sequence[Ints]) -> None:
    """Fill the vertices `torn` of each of the rows, in place. `onward` are the chains that are left, heads x tails."""
    begin = 0
    while begin < len(rows):
        end, many = begin + 1, len(torn[begin])
        while end < len(rows) and many + len(torn[end]) <= _TOGETHER:
            many += len(torn[end])
            end += 1
        _mend(onward, rows[begin:end], torn[begin:end])
        begin = end


def _mend(onward: "csc_array[np.float64]", rows: Sequence[Floats], torn: Sequence[Ints]) -> None:
    """One search for all of them, each among vertices of its own."""
    sizes = [len(each) for each in torn]
    tail, row = np.concatenate(torn), np.repeat(np.arange(len(torn)), sizes)
    many = onward.indptr[tail + 1] - onward.indptr[tail]
    at = np.arange(int(many.sum())) + np.repeat(onward.indptr[tail] - (np.cumsum(many) - many), many)
    start, head, rank = np.repeat(np.arange(len(tail)), many), onward.indices[at], onward.data[at]
    end, known = np.empty(len(head), dtype=np.int64), np.empty(len(head))
    ends = np.searchsorted(row[start], np.arange(len(rows) + 1)).tolist()
    place = np.full(len(rows[0]), -1, dtype=np.int64)
    for i, (each, mine) in enumerate(zip(rows, torn, strict=True)):
        here = slice(ends[i], ends[i + 1])
        place[mine] = np.arange(len(mine))
        end[here], known[here] = place[head[here]], each[head[here]]
        place[mine] = -1
    inside = end >= 0
    end += np.repeat(np.cumsum(sizes) - sizes, np.diff(ends))
    soonest = np.full(len(tail), np.inf)
    np.minimum.at(soonest, start[~inside], (rank + known)[~inside])
    begun, source = np.flatnonzero(np.isfinite(soonest)), len(tail)
    ranks = np.concatenate([rank[inside], soonest[begun]])
    heads = np.concatenate([end[inside], np.full(len(begun), source)])
    tails = np.concatenate([start[inside], begun])
    among = coo_array((ranks, (heads, tails)), shape=(source + 1, source + 1)).tocsr()
    found: Floats = dijkstra(among, indices=np.array([source]))[0]
    for each, mine, searched in zip(rows, torn, np.split(found[:-1], np.cumsum(sizes)[:-1]), strict=True):
        each[mine] = searched
