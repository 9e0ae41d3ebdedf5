"""Shortest ways over the roads that never close: free-flow distances by SciPy, and the paths that belong to them.

Of equally quick ways the one of fewest pieces counts, then the one whose pieces come first: which it is depends on the
roads alone, not on how they were searched, so that what an earlier search has found may stand in for a new one.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array
from scipy.sparse.csgraph import dijkstra

from core.planning.effort import Effort
from core.planning.folding import RANK, Folded, fold
from core.planning.mending import mend
from core.planning.network import NO_LINK, Floats, Ints, Network
from core.planning.pace import Way
from core.planning.steps_onward import StepsOnward, chains_from
from core.planning.taking_over import TakingOver, arcs_on

_BATCH = 16  # targets per call: SciPy cannot be interrupted, and a stop must take effect within half a second
# Distances remembered per set of roads: 32 MB, beyond which ways are searched again when they are asked for.
_REMEMBERED = 4_000_000
_TOGETHER = 64  # rows that are taken over in one go
# Rows of distances beyond those that are kept for whoever asks for the same targets again soon.
_RECENT = 64


def usable_arcs(network: Network, way: Way, barred: frozenset[int] = frozenset()) -> Ints:
    """Arcs that a way may use, without those on the links barred."""
    usable = network.arcs.ms[way] >= 0
    if barred:
        usable &= ~np.isin(network.arcs.link, np.fromiter(sorted(barred), dtype=np.int64))
    return np.flatnonzero(usable)


def ends_of(network: Network, links: frozenset[int]) -> NDArray[np.bool_]:
    """Vertices that the pieces of these links join, and all that are no crossings."""
    keep = np.zeros(network.vertices, dtype=bool)
    keep[len(network.nodes) :] = True
    if links:
        there = np.isin(network.arcs.link, np.fromiter(sorted(links), dtype=np.int64))
        keep[network.arcs.tail[there]] = True
        keep[network.arcs.head[there]] = True
    return keep


class OpenRoads:
    """One way's arcs without the links in `barred`, searched backward from where people are going.

    Distances are milliseconds at factor 1 (exact in floats), infinite where no road leads. They are known between the
    ends of barred links that may be met, shelters, places and true crossings; other crossings are folded away. `like`
    are roads of the same network and way that have been searched before: what the difference does not touch is taken
    over, and where links have only been barred since, so are the chains but for those that led over them.
    """

    def __init__(
        self,
        network: Network,
        way: Way,
        barred: frozenset[int],
        like: "OpenRoads | None" = None,
        met: frozenset[int] | None = None,
    ) -> None:
        """`met` are the barred links whose ends somebody asks for, without it all of them."""
        self.network, self.way, self.barred = network, way, barred
        self.roads: Folded
        self.by_ends: Ints  # chains by their ends, the quickest first
        met = barred if met is None else met
        if like is not None and like.barred <= barred and like.keeps(met):
            self.roads, self.by_ends = like.roads, _thinned(like, barred)
        else:
            self.roads = fold(network, way, usable_arcs(network, way, barred), ends_of(network, barred))
            self.by_ends = np.lexsort((self.roads.rank, self.roads.tail, self.roads.head))
        heads, tails, count = self.roads.head, self.roads.tail, len(self.roads.kept)
        quickest = self.by_ends
        new = np.ones(len(quickest), dtype=bool)
        new[1:] = (heads[quickest][1:] != heads[quickest][:-1]) | (tails[quickest][1:] != tails[quickest][:-1])
        self._chain = quickest[new]
        # Chains that are the quickest of their ends, heads x tails, by rank.
        self.chains = _backward(self.roads.rank[self._chain], heads[self._chain], tails[self._chain], count)
        self.rows: dict[int, Floats] = {}
        self._recent: dict[int, Floats] = {}
        self._steps = StepsOnward()
        self.came_in: dict[tuple[int, bytes], Ints] = {}
        self.near: dict[tuple[int, float], tuple[Ints, Floats]] = {}  # up to a limit: the few vertices found, and ranks
        self._torn: dict[tuple[int, float], tuple[Floats, Ints]] = {}  # rows by target and limit, and what they lack
        if like is not None and like.keeps(like.barred - barred):
            self._take_over(like)

    def keeps(self, links: frozenset[int]) -> bool:
        """Whether none of the ends of these links is folded away."""
        if not links:
            return True
        there = arcs_on(self.network, self.way, links)
        arcs = self.network.arcs
        return bool(np.all(self.roads.at[arcs.tail[there]] >= 0) and np.all(self.roads.at[arcs.head[there]] >= 0))

    @cached_property
    def _from_tails(self) -> "csc_array[np.float64]":
        """The chains that are left by where they start."""
        return self.chains.tocsc()

    @cached_property
    def backward(self) -> "csr_array[np.float64]":
        """The roads unfolded, heads x tails over all vertices of the network, in milliseconds at factor 1."""
        arcs, chosen = self.network.arcs, usable_arcs(self.network, self.way, self.barred)
        ms, heads, tails = arcs.ms[self.way][chosen], arcs.head[chosen], arcs.tail[chosen]
        order = np.lexsort((ms, tails, heads))
        new = np.ones(len(order), dtype=bool)
        new[1:] = (heads[order][1:] != heads[order][:-1]) | (tails[order][1:] != tails[order][:-1])
        order = order[new]
        # Explicit zeros stay edges of no length: doors at a crossing, links that take no time.
        return _backward(ms[order].astype(np.float64), heads[order], tails[order], self.network.vertices)

    def distances(self, targets: Ints, columns: Ints, effort: Effort, limit: float = np.inf) -> Floats:
        """Milliseconds from each of `columns` (vertices) to each of `targets`, an array of targets x columns.

        Nothing further away than `limit` milliseconds is found. Targets that are folded away are searched for on the
        roads unfolded, which is slower and not remembered.
        """
        there = None if np.any(self.roads.at[targets] < 0) else self._places(columns)
        if there is None:
            return self._unfolded(targets, columns, effort, limit)
        self._mend([key for target in targets.tolist() if (key := (target, limit)) in self._torn])
        found = np.empty((len(targets), len(columns)))
        new = []
        for i, target in enumerate(targets.tolist()):
            known = self._known(target, limit)
            if known is None:
                new.append(i)
            else:
                found[i] = there(known)
        effort.spend(len(targets) - len(new))  # remembered or not: same input, same number of steps
        for start in range(0, len(new), _BATCH):
            batch = np.array(new[start : start + _BATCH], dtype=np.int64)
            rows = dijkstra(self.chains, indices=self.roads.at[targets[batch]], limit=_ranked(limit))
            for i, row in zip(batch.tolist(), rows, strict=True):
                found[i] = there(row)
                self._remember(int(targets[i]), row, limit)
            effort.spend(len(batch))
            effort.poll()
        ms: Floats = np.floor(found / RANK)
        ms[ms > limit] = np.inf
        return ms

    def _places(self, columns: Ints) -> Callable[[Floats], Floats] | None:
        """What is read of a row for these vertices: one folded away lies on a chain or two, and goes on by the better.
        None where one lies on a round that leads back to where it begins, which is no chain."""
        there = self.roads.at[columns]
        folded = np.flatnonzero(there < 0)
        if not len(folded):
            return lambda row: row[there]
        tails, arcs = self._on_chains
        begin, end = (np.searchsorted(tails, columns[folded], side) for side in ("left", "right"))
        many = end - begin
        if not many.all():
            return None
        arc = arcs[np.arange(int(many.sum())) + np.repeat(begin - (np.cumsum(many) - many), many)]
        free = np.array([self._leads_on(one) for one in arc.tolist()], dtype=bool)
        column, arc, roads = np.repeat(folded, many)[free], arc[free], self.roads
        left = roads.onward[arc].astype(np.float64) * RANK + roads.after[arc]
        onward = roads.head[roads.chain[arc]]

        def read(row: Floats) -> Floats:
            found: Floats = np.where(there < 0, np.inf, row[there])
            np.minimum.at(found, column, left + row[onward])
            return found

        return read

    @cached_property
    def _on_chains(self) -> tuple[Ints, Ints]:
        """The arcs of all chains by where they start: those vertices, and the arcs."""
        pieces = self.roads.pieces[np.argsort(self.network.arcs.tail[self.roads.pieces], kind="stable")]
        return self.network.arcs.tail[pieces], pieces

    def _leads_on(self, arc: int) -> bool:
        """Whether none of the pieces from here to the end of the chain has been barred since it was made."""
        end = int(self.roads.first[self.roads.chain[arc] + 1])
        pieces = self.roads.pieces[end - int(self.roads.after[arc]) : end]
        return self.barred.isdisjoint(self.network.arcs.link[pieces].tolist())

    def _unfolded(self, targets: Ints, columns: Ints, effort: Effort, limit: float) -> Floats:
        found = np.empty((len(targets), len(columns)))
        for start in range(0, len(targets), _BATCH):
            batch = targets[start : start + _BATCH]
            found[start : start + _BATCH] = dijkstra(self.backward, indices=batch, limit=limit)[:, columns]
            effort.spend(len(batch))
            effort.poll()
        return found

    def path(self, origin: int, target: int) -> list[int]:
        """Arcs of the quickest way, in order; empty at the target itself. Only where there is a way, and between
        vertices that are not folded away."""
        return self.path_along(self.ranks(target), origin, target)

    def ranks(self, target: int, limit: float = np.inf) -> Floats:
        """Ranks of the ways to a target of up to `limit` milliseconds, for `path_along`."""
        row = self._known(target, limit)
        if row is None:
            row = self._recent.pop(target, None) if np.isinf(limit) else None
        if row is None:
            row = dijkstra(self.chains, indices=self.roads.at[[target]], limit=_ranked(limit))[0]
            self._remember(target, row, limit)
        if np.isinf(limit) and target not in self.rows:
            self._recent[target] = row  # the latest stands last
            if len(self._recent) > _RECENT:
                del self._recent[next(iter(self._recent))]
        return row

    def _mend(self, torn: Sequence[tuple[int, float]]) -> None:
        """Search what is torn of these rows."""
        if not torn:
            return
        rows, holes = zip(*(self._torn.pop(key) for key in torn), strict=True)
        mend(self._from_tails, rows, holes)
        for (target, limit), row in zip(torn, rows, strict=True):
            row[row > _ranked(limit)] = np.inf
            self._remember(target, row, limit)

    def _known(self, target: int, limit: float) -> Floats | None:
        if target in self.rows:
            return self.rows[target]
        if (target, limit) in self._torn:
            self._mend([(target, limit)])
        if (target, limit) not in self.near:
            return None
        return self.dense(target, limit)

    def dense(self, target: int, limit: float) -> Floats:
        """What is remembered near a target, as a row of all vertices kept."""
        there, ranks = self.near[target, limit]
        row = np.full(len(self.roads.kept), np.inf)
        row[there] = ranks
        return row

    def _remember(self, target: int, row: Floats, limit: float) -> None:
        if np.isfinite(limit):
            there = np.flatnonzero(np.isfinite(row))
            self.near[target, limit] = (there, row[there])
        elif (len(self.rows) + 1) * len(row) <= _REMEMBERED:
            self.rows[target] = row

    def path_along(self, ranks: Floats, origin: int, target: int) -> list[int]:
        """The arcs of the quickest way along the ranks of its target."""
        here, goal = int(self.roads.at[origin]), int(self.roads.at[target])
        steps = self._steps.to(target, ranks, lambda: self._onward_arrays)
        begin, heads, weights, chains = self._onward
        arcs: list[int] = []
        while here != goal:
            left = float(ranks[here])
            if steps is None:
                there = (i for i in range(begin[here], begin[here + 1]) if weights[i] + ranks[heads[i]] == left)
                step = next(there, -1)
            else:
                step = int(steps[here])
            if step < 0:
                raise ArithmeticError("a distance without a way")
            first, last = int(self.roads.first[chains[step]]), int(self.roads.first[chains[step] + 1])
            arcs += self.roads.pieces[first:last].tolist()
            here = heads[step]
        return arcs

    def last_links(self, ranks: Floats, target: int, origins: Ints) -> Ints:
        """The last link of the quickest way from each of `origins` (vertices) to a target, along the ranks of that
        target: NO_LINK where there is no way, or none that uses a link."""
        key = (target, origins.tobytes())
        if key not in self.came_in:
            self.came_in[key] = self._last_links(ranks, target, origins)
        return self.came_in[key]

    def _last_links(self, ranks: Floats, target: int, origins: Ints) -> Ints:
        begin, heads, weights, links = self._onward_arrays
        goal = int(self.roads.at[target])
        tails, arcs = chains_from(np.flatnonzero(np.isfinite(ranks)), begin)
        on = np.flatnonzero(weights[arcs] + ranks[heads[arcs]] == ranks[tails])[::-1]
        tails, arcs = tails[on], arcs[on]  # of several the first, as in `path_along`: it is written last
        step = np.arange(len(ranks))
        last = np.full(len(ranks), NO_LINK, dtype=np.int64)
        step[tails], last[tails] = heads[arcs], links[arcs]
        step[goal], last[goal] = goal, NO_LINK
        bare = step == goal
        bare &= last == NO_LINK  # from here on no link is used
        while True:
            more = bare | (bare[step] & (last == NO_LINK))
            if np.array_equal(more, bare):
                break
            bare = more
        ends = bare[step] & (last != NO_LINK)
        step[ends] = np.flatnonzero(ends)
        here = self.roads.at[origins]
        while True:
            onward = step[here]
            if np.array_equal(onward, here):
                found: Ints = last[here]
                return found
            here, step = onward, step[step]

    @cached_property
    def _onward_arrays(self) -> tuple[NDArray[np.signedinteger], Ints, Floats, Ints]:
        """Chains in the order of `_onward`: where those of each vertex begin; their heads, ranks and last links."""
        roads, chain = self.roads, self._chain
        order = chain[np.lexsort((roads.pieces[roads.first[chain]], roads.tail[chain]))]
        links = self.network.arcs.link[roads.pieces]
        real = np.where(links == NO_LINK, -1, np.arange(len(links)))
        newest = np.maximum.accumulate(real) if len(real) else real
        there = newest[roads.first[order + 1] - 1]
        last = np.where(there >= roads.first[order], links[there], NO_LINK)
        begin = np.searchsorted(roads.tail[order], np.arange(len(roads.kept) + 1))
        return begin, roads.head[order], roads.rank[order], last

    @cached_property
    def _onward(self) -> tuple[list[int], list[int], list[float], list[int]]:
        """The same chains by where they start, and then by their first piece."""
        roads, chain = self.roads, self._chain
        order = chain[np.lexsort((roads.pieces[roads.first[chain]], roads.tail[chain]))]
        begin = np.searchsorted(roads.tail[order], np.arange(len(roads.kept) + 1))
        return begin.tolist(), roads.head[order].tolist(), roads.rank[order].tolist(), order.tolist()

    def _take_over(self, like: "OpenRoads") -> None:
        """Distances that neither a link barred since nor one opened since can change; and, to be searched again where
        they are asked for, those that the links barred since have torn."""
        change = TakingOver(self.network, self.way, (like.roads, like.barred), (self.roads, self.barred))
        came_in: dict[int, list[tuple[int, bytes]]] = {}
        for key in like.came_in:
            came_in.setdefault(key[0], []).append(key)
        wanted = [(target, np.inf, row) for target, row in like.rows.items()]
        for (target, limit), (vertices, ranks) in like.near.items():
            here = change.elsewhere(vertices)
            if here is None:
                wanted.append((target, limit, like.dense(target, limit)))
            elif self.roads.at[target] >= 0:
                self.near[target, limit] = here, ranks
                self.came_in.update({key: like.came_in[key] for key in came_in.get(target, ())})
        wanted = [each for each in wanted if self.roads.at[each[0]] >= 0]
        if not wanted:
            return
        to_lost = change.to_lost(like.chains)
        for begin in range(0, len(wanted), _TOGETHER):
            some = wanted[begin : begin + _TOGETHER]
            for target in self._taken(change, some, to_lost):
                self.came_in.update({key: like.came_in[key] for key in came_in.get(target, ())})

    def _taken(self, change: TakingOver, wanted: Sequence[tuple[int, float, Floats]], to_lost: Floats) -> Iterator[int]:
        """Take over rows (target, limit, ranks by vertex of theirs); the targets to which all quickest ways stay."""
        rows = np.stack([row for _, _, row in wanted])
        used, (sooner, as_soon) = change.loses(rows), change.gains(rows)
        any_used = used.any(axis=1)
        stay = np.flatnonzero(~any_used & ~sooner)
        for i, row in zip(stay.tolist(), change.whole(rows[stay]), strict=True):
            target, limit, _ = wanted[i]
            self._remember(target, row, limit)
            if not as_soon[i]:
                yield target
        if not change.any_gained:
            for i in np.flatnonzero(any_used).tolist():
                target, limit, row = wanted[i]
                self._torn[target, limit] = change.torn(row, used[i], to_lost)


def _thinned(like: OpenRoads, barred: frozenset[int]) -> Ints:
    """Which of the chains of roads before do not lead over the links barred since, in the order of `by_ends`."""
    lost = np.zeros(len(like.roads.rank) + 1, dtype=bool)
    lost[like.roads.chain[arcs_on(like.network, like.way, barred - like.barred)]] = True  # the last: arcs on no chain
    return like.by_ends[~lost[like.by_ends]]


def _ranked(limit: float) -> float:
    """The rank of no way of up to `limit` milliseconds is above it."""
    return (limit + 1) * RANK


def _backward(weights: Floats, heads: Ints, tails: Ints, count: int) -> "csr_array[np.float64]":
    starts = np.searchsorted(heads, np.arange(count + 1)).astype(np.int32)
    return csr_array((weights, tails.astype(np.int32), starts), shape=(count, count))
