"""A flow on the expansion as a flow over time: who enters which road when, and who is safe where and when."""

import numpy as np

from core.planning.flows.answers import FlowOverTime
from core.planning.flows.expansion import Expansion
from core.planning.flows.most_in_time import MostInTime
from core.planning.flows.problem import FlowProblem, Ints


def flow_over_time(problem: FlowProblem, found: MostInTime) -> FlowOverTime:
    """The flow on the problem's own arcs, in order of steps and arcs."""
    arc, enter, persons = moves_on_arcs(problem, found.expansion, found.moves)
    left = np.zeros(len(problem.source), dtype=np.int64)
    left[found.expansion.leaving] = found.left
    sink, arrive, arrived = _arrivals(found)
    return FlowOverTime(arc, enter, persons, left, sink, arrive, arrived)


def moves_on_arcs(problem: FlowProblem, expansion: Expansion, moves: Ints) -> tuple[Ints, Ints, Ints]:
    """Moves along strands as moves along the arcs they consist of; homes and halls are left out."""
    parts = expansion.roads.parts
    used = moves > 0
    strand, enter, persons = expansion.arc[used], expansion.enter[used], moves[used]
    count = parts.first[strand + 1] - parts.first[strand]
    move = np.repeat(np.arange(len(strand)), count)
    part = np.arange(len(move)) - (np.cumsum(count) - count)[move] + parts.first[strand][move]
    arc, enter, persons = parts.arc[part], enter[move] + parts.offset[part], persons[move]
    order = np.lexsort((arc, enter))
    order = order[arc[order] < problem.arcs]
    return arc[order], enter[order], persons[order]


def nobody_moves(problem: FlowProblem) -> FlowOverTime:
    none = np.zeros(0, dtype=np.int64)
    return FlowOverTime(none, none, none, np.zeros(len(problem.source), dtype=np.int64), none, none, none)


def _arrivals(found: MostInTime) -> tuple[Ints, Ints, Ints]:
    """Whoever reaches a sink's node and stays is safe there: the flow itself counts him only at the horizon.

    Of those who wait at the node, as many as never go on are safe: the least number of any later step.
    """
    expansion = found.expansion
    graph = expansion.roads.graph
    waits = _waiting_by_copy(expansion, found.waits)
    rows: list[tuple[int, int, int]] = []
    by_node: dict[int, list[tuple[int, int, int]]] = {}
    for sink, taken in zip(expansion.taking.tolist(), found.taken.tolist(), strict=True):
        if taken:
            by_node.setdefault(int(graph.sink[sink]), []).append((int(graph.opens[sink]), sink, taken))
    for node, sinks in sorted(by_node.items()):
        begin, end = int(expansion.opens_at[node]), int(expansion.closes_at[node])
        first = int(expansion.first[node])
        staying = waits[first : first + end - begin + 1].copy()
        staying[-1] = sum(taken for _, _, taken in sinks)
        settled = np.minimum.accumulate(staying[::-1])[::-1]
        rows += _by_sink(np.diff(settled, prepend=0), begin, sorted(sinks))
    table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _waiting_by_copy(expansion: Expansion, waits: Ints) -> Ints:
    by_copy = np.zeros(expansion.copies, dtype=np.int64)
    by_copy[expansion.wait] = waits
    return by_copy


def _by_sink(arriving: Ints, begin: int, sinks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Arrivals at a node shared out among its sinks (opening, sink, persons), the first to open filled first."""
    persons: dict[tuple[int, int], int] = {}
    waiting = [list(entry) for entry in sinks]
    for offset in np.flatnonzero(arriving).tolist():
        coming = int(arriving[offset])
        for entry in waiting:
            here = min(coming, entry[2])
            if here:
                key = (entry[1], max(begin + offset, entry[0]))
                persons[key] = persons.get(key, 0) + here
                entry[2] -= here
                coming -= here
    return [(sink, step, count) for (sink, step), count in persons.items()]
