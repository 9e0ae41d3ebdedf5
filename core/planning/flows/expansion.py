"""The time-expanded network: a copy of each node for each step at which anybody can be there and still be saved.

Copies earlier than the earliest arrival from any source, or later than the horizon less the quickest way to a sink,
are never made. All arrays are int64 and made by whole-array operations.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from core.planning.flows.folding import Parts, Strand, folded, parts_of, sooner, strands_of
from core.planning.flows.problem import Floats, FlowProblem, Ints, barred_entries, closures_by_arc, entered_between

UNREACHED = 1 << 42  # later than every step, closures without end included
# About 300 MB and three seconds in a maximum flow. Larger expansions are not made: a longer horizon asks for longer
# steps.
MOST_ARCS = 3_000_000
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Roads:
    """A problem made ready for expansion at any horizon: folded, or with homes and halls where nobody waits on the way.

    graph: the nodes, arcs, sources and sinks to expand; its arcs are strands of arcs of the problem, its `closed` is
        empty. `per_hour` is the capacity of a strand's narrowest arc, entered `lead` steps after the strand.
    parts, limiting: the problem's arcs that each strand consists of, and its narrowest one; homes and halls have none.
    holds: per node, whether people may wait there.
    barred: (arc, begin, end) as three arrays: steps begin <= s < end at which a strand may not be entered; apart.
    closures: rows (strand, begin, end, arc, offset): which arc of the strand bars it, `offset` as in Strand.parts.
    earliest: per node, the first step at which anybody can be there (UNREACHED: nobody can).
    remaining: per node, the steps of the quickest way to a sink (UNREACHED: there is none).
    """

    graph: FlowProblem
    lead: Ints
    parts: Parts
    limiting: Ints
    holds: Mask
    barred: tuple[Ints, Ints, Ints]
    closures: Ints
    earliest: Ints
    remaining: Ints


def roads_of(problem: FlowProblem, waiting_anywhere: bool = True) -> Roads:
    """Prepare a problem once; `waiting_anywhere` false leaves waiting to sources and sinks."""
    problem = replace(problem, per_hour=_unlimited_where_ample(problem))
    if waiting_anywhere:
        return _roads(problem, folded(problem), np.ones(problem.nodes, dtype=bool))
    graph = _with_homes_and_halls(problem)
    return _roads(graph, strands_of(graph), np.arange(graph.nodes) >= problem.nodes)


def _roads(problem: FlowProblem, strands: list[Strand], holds: Mask) -> Roads:
    barred = [(number, begin, end) for number, strand in enumerate(strands) for begin, end in strand.barred]
    arcs, begins, ends = np.array(barred, dtype=np.int64).reshape(-1, 3).T
    graph = replace(
        problem,
        tail=_ints(strand.tail for strand in strands),
        head=_ints(strand.head for strand in strands),
        steps=_ints(strand.steps for strand in strands),
        per_hour=np.array([strand.per_hour for strand in strands], dtype=np.float64),
        closed=(),
    )
    usable = ~np.fromiter((strand.unusable for strand in strands), dtype=bool, count=len(strands))
    leaving, taking = graph.supply > 0, graph.room > 0
    tail, head, steps = graph.tail[usable], graph.head[usable], graph.steps[usable]
    return Roads(
        graph,
        _ints(strand.lead for strand in strands),
        parts_of(strands),
        _ints(strand.limiting for strand in strands),
        holds,
        (arcs, begins, ends),
        np.array(_closures(problem, strands), dtype=np.int64).reshape(-1, 5),
        _first_times(graph.nodes, tail, head, steps, graph.source[leaving], graph.ready[leaving]),
        _first_times(graph.nodes, head, tail, steps, graph.sink[taking], np.zeros(taking.sum(), dtype=np.int64)),
    )


def _closures(problem: FlowProblem, strands: list[Strand]) -> list[tuple[int, int, int, int, int]]:
    closed = closures_by_arc(problem)
    return [
        (number, begin, end, arc, offset)
        for number, strand in enumerate(strands)
        for arc, offset in strand.parts
        if arc in closed
        for begin, end in sooner(barred_entries(closed[arc], int(problem.steps[arc])), offset)
    ]


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _unlimited_where_ample(problem: FlowProblem) -> Floats:
    """Capacities, those that let everybody in at once made unlimited: sums over steps then stay exact in floats."""
    ample = (problem.persons + 1) * 3600 / problem.step_s
    return np.where(problem.per_hour >= ample, np.inf, problem.per_hour)


def _with_homes_and_halls(problem: FlowProblem) -> FlowProblem:
    """The same problem with a home before each source's node and a hall behind each sink's: waiting is there alone."""
    homes = problem.nodes + np.arange(len(problem.source))
    halls = problem.nodes + len(homes) + np.arange(len(problem.sink))
    added = len(homes) + len(halls)
    return replace(
        problem,
        nodes=problem.nodes + added,
        tail=np.concatenate([problem.tail, homes, problem.sink]),
        head=np.concatenate([problem.head, problem.source, halls]),
        steps=np.concatenate([problem.steps, np.zeros(added, dtype=np.int64)]),
        per_hour=np.concatenate([problem.per_hour, np.full(added, np.inf)]),
        source=homes,
        sink=halls,
    )


def _first_times(nodes: int, tail: Ints, head: Ints, steps: Ints, starts: Ints, at: Ints) -> Ints:
    """The earliest time at each node when one may set off from any of `starts` at its time; closures are ignored."""
    tail = np.concatenate([tail, np.full(len(starts), nodes)])
    head, steps = np.concatenate([head, starts]), np.concatenate([steps, at])
    order = np.lexsort((steps, head, tail))
    tail, head, steps = tail[order], head[order], steps[order]
    new = np.ones(len(tail), dtype=bool)
    new[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])  # the quickest of parallel arcs
    rows = np.searchsorted(tail[new], np.arange(nodes + 2))
    # Explicit zeros stay edges of no length.
    matrix: csr_array[np.float64] = csr_array(
        (steps[new].astype(np.float64), head[new], rows), shape=(nodes + 1, nodes + 1)
    )
    found = dijkstra(matrix, indices=np.array([nodes]))[0, :nodes]
    return np.where(np.isfinite(found), found, UNREACHED).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Expansion:
    """The network up to a horizon.

    first, opens_at, closes_at: per node, the number of its first copy and the steps of its first and last copies
        (closes_at < opens_at: it has none).
    copies: how many copies there are.
    arc, enter, capacity: moves over roads (`tail`, `head`: numbers of copies); whoever enters arc `arc` at `enter`.
    wait: copies at which people may wait for the next step; the copy one step later is the next number.
    """

    roads: Roads
    horizon: int
    first: Ints
    opens_at: Ints
    closes_at: Ints
    copies: int
    arc: Ints
    enter: Ints
    capacity: Ints
    tail: Ints
    head: Ints
    wait: Ints

    def copy(self, node: Ints, step: Ints) -> Ints:
        """The numbers of the copies of nodes at steps; only where there is one."""
        copies: Ints = self.first[node] + step - self.opens_at[node]
        return copies

    @property
    def leaving(self) -> Ints:
        """Sources whose people can be saved by the horizon, as far as lengths tell."""
        graph = self.roads.graph
        return np.flatnonzero((graph.supply > 0) & (graph.ready <= self.closes_at[graph.source]))

    @property
    def taking(self) -> Ints:
        """Sinks that are open by the horizon and can be reached."""
        graph = self.roads.graph
        there = self.opens_at[graph.sink] <= self.closes_at[graph.sink]
        return np.flatnonzero((graph.room > 0) & (graph.opens <= self.horizon) & there)


def size_at(roads: Roads, horizon: int) -> int:
    """How many moves and waits an expansion has at most: asked before it is made."""
    opens, closes = _windows(roads, horizon)
    graph = roads.graph
    moves = np.maximum(_last_entry(graph, closes) - _first_entry(graph, opens) + 1, 0)
    return int(moves.sum() + np.maximum(closes - opens, 0)[roads.holds].sum())


def _windows(roads: Roads, horizon: int) -> tuple[Ints, Ints]:
    """First and last step at which each node has copies."""
    return roads.earliest, horizon - roads.remaining


def _first_entry(graph: FlowProblem, opens: Ints) -> Ints:
    steps: Ints = np.maximum(opens[graph.tail], opens[graph.head] - graph.steps)
    return steps


def _last_entry(graph: FlowProblem, closes: Ints) -> Ints:
    steps: Ints = np.minimum(closes[graph.tail], closes[graph.head] - graph.steps)
    return steps


def expand(roads: Roads, horizon: int) -> Expansion:
    """The time-expanded network up to and including step `horizon`."""
    graph = roads.graph
    opens, closes = _windows(roads, horizon)
    count = np.maximum(closes - opens + 1, 0)
    first = np.cumsum(count) - count
    lo = _first_entry(graph, opens)
    length = np.maximum(_last_entry(graph, closes) - lo + 1, 0)
    start = np.cumsum(length) - length
    arc = np.repeat(np.arange(graph.arcs), length)
    enter = np.arange(len(arc)) - (start - lo)[arc]
    narrow = enter + roads.lead[arc]
    capacity = entered_between(graph.per_hour[arc], narrow, narrow + 1, graph.step_s, graph.persons)
    for road, begin, end in zip(*(column.tolist() for column in roads.barred), strict=True):
        a, z = (int(start[road]) + min(max(step - int(lo[road]), 0), int(length[road])) for step in (begin, end))
        capacity[a:z] = 0
    passable = capacity > 0
    arc, enter, capacity = arc[passable], enter[passable], capacity[passable]
    tails, heads = graph.tail[arc], graph.head[arc]
    waits = np.where(roads.holds, np.maximum(count - 1, 0), 0)
    node = np.repeat(np.arange(graph.nodes), waits)
    return Expansion(
        roads=roads,
        horizon=horizon,
        first=first,
        opens_at=opens,
        closes_at=closes,
        copies=int(count.sum()),
        arc=arc,
        enter=enter,
        capacity=capacity,
        tail=first[tails] + enter - opens[tails],
        head=first[heads] + enter + graph.steps[arc] - opens[heads],
        wait=np.arange(len(node)) - (np.cumsum(waits) - waits)[node] + first[node],
    )
