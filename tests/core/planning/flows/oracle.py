"""A second, naive telling of the same rules: every copy of every node, step by step, and checks of flows and journeys.

It shares no code with the engine but the problem itself.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import floor, inf

import networkx as nx
import numpy as np
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_flow

from core.planning.effort import Effort
from core.planning.flows.answers import FlowOverTime, Journey
from core.planning.flows.problem import NEVER_OPENS, FlowProblem

LONG = 80  # a horizon at which nothing more can be gained in any of the drawn problems


def effort() -> Effort:
    return Effort(lambda done: None, lambda: False, 1_000_000, 600.0, clock=lambda: 0.0)


def problem(
    nodes: int,
    arcs: Sequence[tuple[int, int, int, float]],
    sources: Sequence[tuple[int, int, int]],
    sinks: Sequence[tuple[int, int, int]],
    closed: Sequence[tuple[int, int, int]] = (),
    step_s: int = 60,
) -> FlowProblem:
    """Arcs (tail, head, steps, persons per hour), sources (node, persons, ready), sinks (node, room, opens)."""

    def columns(rows: Sequence[tuple[float, ...]], count: int) -> list[np.ndarray]:
        return [np.array([row[i] for row in rows], dtype=np.int64) for i in range(count)]

    return FlowProblem(
        nodes,
        *columns(arcs, 3),
        np.array([arc[3] for arc in arcs], dtype=np.float64),
        tuple(closed),
        *columns(sources, 3),
        *columns(sinks, 3),
        step_s,
    )


def lets_in(p: FlowProblem, arc: int, step: int) -> int:
    """How many persons may enter an arc at a step."""
    length = int(p.steps[arc])
    for closed, first, end in p.closed:
        if closed != arc or end <= first:
            continue
        meets = first <= step < end if length == 0 else first < step + length and step < end
        if meets:
            return 0
    rate = float(p.per_hour[arc])
    if rate == inf:
        return p.persons
    so_far, next_step = (floor(rate * s * p.step_s / 3600) for s in (step, step + 1))
    return max(0, next_step - so_far)


def moves(p: FlowProblem, horizon: int) -> Iterator[tuple[int, int, int]]:
    """(arc, step, persons) of every entry that ends by the horizon."""
    for arc in range(p.arcs):
        for step in range(horizon - int(p.steps[arc]) + 1):
            persons = lets_in(p, arc, step)
            if persons:
                yield arc, step, persons


def most_by(p: FlowProblem, horizon: int, waiting_anywhere: bool = True) -> int:
    """The most persons that can be safe by the horizon, by SciPy's maximum flow."""
    rows: list[tuple[int, int, int]] = []
    homes, halls = p.nodes, p.nodes + len(p.source)
    count = p.nodes + len(p.source) + len(p.sink)

    def at(node: int, step: int) -> int:
        return step * count + node

    origin, goal = (horizon + 1) * count, (horizon + 1) * count + 1
    rows += [
        (at(int(p.tail[a]), s), at(int(p.head[a]), s + int(p.steps[a])), persons) for a, s, persons in moves(p, horizon)
    ]
    waiting = [n for n in range(count) if waiting_anywhere or n >= p.nodes]
    rows += [(at(n, s), at(n, s + 1), p.persons) for n in waiting for s in range(horizon)]
    for i, (node, persons, ready) in enumerate(zip(p.source, p.supply, p.ready, strict=True)):
        if ready <= horizon and persons > 0:
            rows.append((origin, at(homes + i, int(ready)), int(persons)))
        rows += [(at(homes + i, s), at(int(node), s), p.persons) for s in range(horizon + 1)]
    for j, (node, room, opens) in enumerate(zip(p.sink, p.room, p.opens, strict=True)):
        if opens <= horizon and room > 0:
            rows.append((at(halls + j, horizon), goal, int(room)))
        rows += [(at(int(node), s), at(halls + j, s), p.persons) for s in range(horizon + 1)]
    table = np.array([row for row in rows if row[2] > 0 and row[0] != row[1]], dtype=np.int32).reshape(-1, 3)
    if not len(table):
        return 0
    graph = coo_array((table[:, 2], (table[:, 0], table[:, 1])), shape=(goal + 1, goal + 1)).tocsr()
    return int(maximum_flow(graph, origin, goal).flow_value)


def first_by(p: FlowProblem, saved: int, waiting_anywhere: bool = True) -> int:
    """The smallest horizon by which `saved` persons are safe."""
    low, high = -1, LONG
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if most_by(p, middle, waiting_anywhere) >= saved else (middle, high)
    return high


def least_sum(p: FlowProblem, saved: int, horizon: int) -> int:
    """The least sum of arrival steps of `saved` persons, by networkx."""
    graph = nx.MultiDiGraph()
    graph.add_node("from", demand=-saved)
    graph.add_node("to", demand=saved)
    for arc, step, persons in moves(p, horizon):
        ends = (int(p.tail[arc]), step), (int(p.head[arc]), step + int(p.steps[arc]))
        if ends[0] != ends[1]:
            graph.add_edge(*ends, capacity=persons, weight=0)
    for node in range(p.nodes):
        for step in range(horizon):
            graph.add_edge((node, step), (node, step + 1), capacity=p.persons, weight=0)
    for node, persons, ready in zip(p.source.tolist(), p.supply.tolist(), p.ready.tolist(), strict=True):
        if persons > 0:
            graph.add_edge("from", (node, ready), capacity=persons, weight=0)
    for j, (node, room, opens) in enumerate(zip(p.sink.tolist(), p.room.tolist(), p.opens.tolist(), strict=True)):
        if room > 0:
            graph.add_edge(("hall", j), "to", capacity=room, weight=0)
            for step in range(horizon + 1):
                graph.add_edge((node, step), ("hall", j), capacity=p.persons, weight=max(step, opens))
    return int(nx.network_simplex(graph)[0])


def wrongs_of_flow(p: FlowProblem, flow: FlowOverTime) -> list[str]:
    """What a flow over time breaks: capacities, closures, rooms, openings, and people out of nowhere."""
    found = []
    entering: Counter[tuple[int, int]] = Counter()
    change: Counter[tuple[int, int]] = Counter()  # (node, step) -> persons more there from then on
    for arc, step, persons in zip(flow.arc.tolist(), flow.enter.tolist(), flow.persons.tolist(), strict=True):
        entering[arc, step] += persons
        change[int(p.tail[arc]), step] -= persons
        change[int(p.head[arc]), step + int(p.steps[arc])] += persons
    found += [f"arc {a} at {s} takes {n}" for (a, s), n in entering.items() if n > lets_in(p, a, s)]
    for i, persons in enumerate(flow.left.tolist()):
        change[int(p.source[i]), int(p.ready[i])] += persons
        if not 0 <= persons <= max(0, int(p.supply[i])):
            found.append(f"source {i} sends {persons}")
    inside: Counter[int] = Counter()
    for sink, step, persons in zip(flow.sink.tolist(), flow.arrive.tolist(), flow.arrived.tolist(), strict=True):
        inside[sink] += persons
        change[int(p.sink[sink]), step] -= persons
        if step < p.opens[sink]:
            found.append(f"sink {sink} is shut at {step}")
    found += [f"sink {j} holds {n}" for j, n in inside.items() if n > p.room[j]]
    standing: Counter[int] = Counter()
    for (node, step), more in sorted(change.items(), key=lambda entry: entry[0][1]):
        standing[node] += more
        if standing[node] < 0:
            found.append(f"{standing[node]} persons at node {node} at {step}")
    found += [f"{n} persons stay at node {node}" for node, n in standing.items() if n]
    return found


def wrongs_of_journeys(p: FlowProblem, journeys: Sequence[Journey]) -> list[str]:
    """Journeys that do not lead from their source to their sink in time."""
    found = []
    for journey in journeys:
        node, step = int(p.source[journey.source]), int(p.ready[journey.source])
        for arc, enter in zip(journey.arcs, journey.enter, strict=True):
            if p.tail[arc] != node or enter < step:
                found.append(f"a leap in {journey}")
            node, step = int(p.head[arc]), enter + int(p.steps[arc])
        if node != p.sink[journey.sink] or journey.arrive < max(step, int(p.opens[journey.sink])):
            found.append(f"not there: {journey}")
    return found


@st.composite
def problems(draw: st.DrawFn, zero_steps: bool = True) -> FlowProblem:
    """Small problems with everything in them: zero lengths, no capacity, closures in any order, shared nodes."""
    nodes = draw(st.integers(2, 6))
    node = st.integers(0, nodes - 1)
    rate = st.sampled_from([0.0, 30.0, 60.0, 90.0, 100.0, 120.0, 240.0, inf])
    length = st.integers(0 if zero_steps else 1, 3)
    arcs = draw(st.lists(st.tuples(node, node, length, rate), max_size=12))
    until = st.one_of(st.integers(0, 14), st.just(NEVER_OPENS))
    closed: list[tuple[int, int, int]] = []
    if arcs:
        closure = st.tuples(st.integers(0, len(arcs) - 1), st.integers(0, 12), until)
        closed = draw(st.lists(closure, max_size=6))
    persons, step = st.integers(0, 7), st.integers(0, 5)
    sources = draw(st.lists(st.tuples(node, persons, step), max_size=4))
    sinks = draw(st.lists(st.tuples(node, persons, step), max_size=3))
    return problem(nodes, arcs, sources, sinks, closed)


@st.composite
def valleys(draw: st.DrawFn) -> FlowProblem:
    """Small problems with long ways without a branch, where most of the folding is done."""
    nodes = draw(st.integers(4, 9))
    rate = st.sampled_from([60.0, 90.0, 120.0, 180.0, inf])
    arcs = []
    for node in range(1, nodes):
        other = draw(st.integers(max(0, node - 2), node - 1))
        steps, one, back = draw(st.integers(0, 2)), draw(rate), draw(rate)
        arcs += [(other, node, steps, one), (node, other, steps, back)]
    until = st.one_of(st.integers(0, 14), st.just(NEVER_OPENS), st.just(NEVER_OPENS))
    closed = draw(st.lists(st.tuples(st.integers(0, len(arcs) - 1), st.integers(0, 10), until), max_size=4))
    sources = [(0, draw(st.integers(1, 9)), draw(st.integers(0, 3)))]
    sinks = [(nodes - 1, draw(st.integers(1, 9)), 0), (draw(st.integers(1, nodes - 1)), draw(st.integers(0, 4)), 2)]
    return problem(nodes, arcs, sources, sinks, closed)
