"""Roads with the crossings of two roads folded away: chains of pieces that can only be travelled one after another.

Most crossings of an imported map are bends: one comes by one road and can only go on by the other. A search over the
chains between true crossings finds the same ways among far fewer vertices; paths and closures still speak of pieces.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.planning.network import Floats, Ints, Network
from core.planning.pace import Way

# A way's rank is its milliseconds times this plus its pieces: of equally quick ways the one of fewest pieces. Ranks are
# exact in floats up to 99 days, and no arc has rank 0, so that a way can be followed by ranks alone.
RANK = 1 << 20


@dataclass(frozen=True, slots=True)
class Folded:
    """Chains of arcs of one way, those to the same vertex together, by where they start and then by their first piece.

    `kept` are the network's vertices that chains join, `at` the place of each vertex of the network among them (-1 =
    folded away); `tail` and `head` are places in `kept`. Chain `c` consists of the arcs `pieces[first[c]:first[c + 1]]`
    in travel order. Per arc of the network `chain` is its chain (-1 = none) and `onward` the milliseconds, `after` the
    number of pieces, from its tail to the chain's end. `rank` is that of each chain.
    """

    kept: Ints
    at: Ints
    tail: Ints
    head: Ints
    ms: Ints
    count: Ints
    first: Ints
    pieces: Ints
    chain: Ints
    onward: Ints
    after: Ints
    rank: Floats


def fold(network: Network, way: Way, arcs: Ints, keep: NDArray[np.bool_]) -> Folded:
    """Chains over `arcs` (of the network, usable by the way). Vertices in `keep` stay, as do all but crossings.

    A crossing is folded away where it joins exactly two others, both ways or both in the same direction, so that nobody
    has a choice there. Chains that come back to where they start, or never end, lead nowhere and are left out.
    """
    tail, head = network.arcs.tail[arcs], network.arcs.head[arcs]
    through = _through(tail, head, keep)
    before = _before(tail, head, through)
    root, position, ends = _ranked(before)
    order = np.lexsort((position, root))
    order = order[ends[order]]
    new = np.ones(len(order), dtype=bool)
    new[1:] = root[order][1:] != root[order][:-1]
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(order)) - 1
    round_trip = tail[order[first]] == head[order[last]] if len(order) else np.zeros(0, dtype=bool)
    lengths = (last - first + 1)[~round_trip]
    order = order[np.repeat(~round_trip, last - first + 1)]
    return _folded(network, way, arcs[order], lengths, ~through)


def _through(tail: Ints, head: Ints, keep: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Vertices at which whoever comes by one arc can only go on by one other."""
    count = len(keep)
    out = _neighbours(tail, head, count)
    into = _neighbours(head, tail, count)
    both = (out[0] == 2) & (into[0] == 2) & (out[1] != out[2]) & (out[1] == into[1]) & (out[2] == into[2])
    along = (out[0] == 1) & (into[0] == 1) & (out[1] != into[1])
    result: NDArray[np.bool_] = (both | along) & ~keep
    return result


def _neighbours(here: Ints, there: Ints, count: int) -> tuple[Ints, Ints, Ints]:
    """Per vertex how many arcs it has and the smallest and largest vertex at their other ends (-1 = none)."""
    degree = np.bincount(here, minlength=count)
    largest = np.full(count, -1, dtype=np.int64)
    np.maximum.at(largest, here, there)
    smallest = np.full(count, count, dtype=np.int64)
    np.minimum.at(smallest, here, there)
    return degree, smallest, largest


def _before(tail: Ints, head: Ints, through: NDArray[np.bool_]) -> Ints:
    """Per arc the one that everybody on it has come by, -1 where it starts at a crossing that stays."""
    before = np.full(len(tail), -1, dtype=np.int64)
    leaving = np.flatnonzero(through[tail])
    arriving = np.flatnonzero(through[head])
    arriving = arriving[np.lexsort((tail[arriving], head[arriving]))]
    begin = np.searchsorted(head[arriving], tail[leaving])
    end = np.searchsorted(head[arriving], tail[leaving], side="right")
    one = arriving[begin]
    other = arriving[np.minimum(begin + 1, end - 1)]
    before[leaving] = np.where(tail[one] == head[leaving], other, one)  # nobody turns back
    return before


def _ranked(before: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Per arc the first of its chain and how many come before it; False for those of a round without a beginning."""
    here = np.arange(len(before))
    root = np.where(before >= 0, before, here)
    position = (before >= 0).astype(np.int64)
    for _ in range(len(before).bit_length()):
        if (before[root] < 0).all():
            break
        position = position + position[root]
        root = root[root]
    return root, position, before[root] < 0


def _folded(network: Network, way: Way, pieces: Ints, lengths: Ints, kept: NDArray[np.bool_]) -> Folded:
    tails, heads, ms = network.arcs.tail, network.arcs.head, network.arcs.ms[way]
    first = np.concatenate([[0], np.cumsum(lengths)])
    at = np.where(kept, np.cumsum(kept) - 1, -1)
    tail, head = at[tails[pieces[first[:-1]]]], at[heads[pieces[first[1:] - 1]]]
    order = np.lexsort((pieces[first[:-1]], tail, head))
    lengths = lengths[order]
    moved = np.concatenate([[0], np.cumsum(lengths)])
    pieces = pieces[np.repeat(first[:-1][order] - moved[:-1], lengths) + np.arange(len(pieces))]
    first = moved
    done = np.concatenate([[0], np.cumsum(ms[pieces])])
    of = np.repeat(np.arange(len(lengths)), lengths)
    chain = np.full(len(tails), -1, dtype=np.int64)
    onward, after = np.zeros(len(tails), dtype=np.int64), np.zeros(len(tails), dtype=np.int64)
    chain[pieces] = of
    onward[pieces] = done[first[1:]][of] - done[:-1]
    after[pieces] = first[1:][of] - np.arange(len(pieces))
    total = done[first[1:]] - done[first[:-1]]
    return Folded(
        kept=np.flatnonzero(kept),
        at=at,
        tail=tail[order],
        head=head[order],
        ms=total,
        count=lengths,
        first=first,
        pieces=pieces,
        chain=chain,
        onward=onward,
        after=after,
        rank=total.astype(np.float64) * RANK + lengths,
    )
