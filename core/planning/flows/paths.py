"""A flow over time taken apart into journeys: who goes together, by which roads, at which steps."""

from collections import Counter, deque

import numpy as np

from core.planning.flows.answers import FlowOverTime, Journey
from core.planning.flows.problem import FlowProblem, Ints

_Party = tuple[int, int, int]  # persons, source, number of the last leg of their way (-1: they have not left)


class _Legs:
    """Ways as chains of roads entered at steps, each with the leg before it: columns, as there are very many."""

    def __init__(self) -> None:
        self.arc: list[int] = []
        self.enter: list[int] = []
        self.before: list[int] = []

    def add(self, arc: int, enter: int, before: int) -> int:
        self.arc.append(arc)
        self.enter.append(enter)
        self.before.append(before)
        return len(self.arc) - 1

    def way(self, leg: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Arcs and steps of entering, in order."""
        arcs, enter = [], []
        while leg >= 0:
            arcs.append(self.arc[leg])
            enter.append(self.enter[leg])
            leg = self.before[leg]
        return tuple(arcs[::-1]), tuple(enter[::-1])


class _Crowd:
    """Who stands at each node, in the order of going: first come first, or last come first."""

    def __init__(self, nodes: int, last_first: bool) -> None:
        self._at: list[deque[_Party]] = [deque() for _ in range(nodes)]
        self._last_first = last_first

    def come(self, node: int, party: _Party) -> None:
        if self._last_first:
            self._at[node].appendleft(party)
        else:
            self._at[node].append(party)

    def go(self, node: int, persons: int) -> list[_Party]:
        """Up to so many persons, in the order of going; they stand there no longer."""
        here = self._at[node]
        going = []
        while persons and here:
            count, source, leg = here[0]
            if count <= persons:
                going.append(here.popleft())
                persons -= count
            else:
                here[0] = (count - persons, source, leg)
                going.append((persons, source, leg))
                persons = 0
        return going


def journeys(problem: FlowProblem, flow: FlowOverTime, nonstop: bool = False) -> tuple[Journey, ...]:
    """Journeys that add up to the flow, in order of arrival; whoever reaches a node first goes on first.

    With `nonstop` (a flow without waiting on the way) whoever comes last goes on first, so that those at home wait and
    not those who pass them; roads of no length aside, on which they may still change places.
    Waiting is what lies between the end of one road and the beginning of the next. Flow that turns in a circle of
    roads of no length without anybody in it is left out.
    """
    taking_apart = _TakingApart(problem, nonstop)
    for source, persons in enumerate(flow.left.tolist()):
        if persons:
            taking_apart.come_at(int(problem.ready[source]), int(problem.source[source]), (persons, source, -1))
    leaving = _by_step(flow.enter.tolist(), flow.arc.tolist(), flow.persons.tolist())
    safe = _by_step(flow.arrive.tolist(), flow.sink.tolist(), flow.arrived.tolist())
    found: list[Journey] = []
    for step in range(flow.last + 1):
        taking_apart.step(step, leaving.get(step, []))
        for sink, persons in safe.get(step, ()):
            found += taking_apart.settle(step, sink, persons)
    return tuple(found)


class _TakingApart:
    """The state of a flow at one step: who stands where, and who comes when."""

    def __init__(self, problem: FlowProblem, nonstop: bool) -> None:
        self._tail, self._head = problem.tail.tolist(), problem.head.tolist()
        self._steps, self._sink = problem.steps.tolist(), problem.sink.tolist()
        self._crowd = _Crowd(problem.nodes, last_first=nonstop)
        self._coming: dict[int, list[tuple[int, _Party]]] = {}
        self._legs = _Legs()

    def come_at(self, step: int, node: int, party: _Party) -> None:
        self._coming.setdefault(step, []).append((node, party))

    def step(self, step: int, moves: list[tuple[int, int]]) -> None:
        """Let people arrive, then enter the arcs of `moves` (arc, persons), over roads of no length again and again."""
        for node, party in self._coming.pop(step, ()):
            self._crowd.come(node, party)
        while moves:
            left_over = [(arc, rest) for arc, persons in moves if (rest := self._enter(step, arc, persons))]
            if left_over == moves:
                return  # a circle of roads of no length, and nobody in it
            moves = left_over

    def _enter(self, step: int, arc: int, persons: int) -> int:
        """Send so many persons over an arc; how many of them are not there yet."""
        for count, source, leg in self._crowd.go(self._tail[arc], persons):
            persons -= count
            party = (count, source, self._legs.add(arc, step, leg))
            if self._steps[arc]:
                self.come_at(step + self._steps[arc], self._head[arc], party)
            else:
                self._crowd.come(self._head[arc], party)
        return persons

    def settle(self, step: int, sink: int, persons: int) -> list[Journey]:
        return [
            Journey(count, source, sink, *self._legs.way(leg), step)
            for count, source, leg in self._crowd.go(self._sink[sink], persons)
        ]


def _by_step(step: list[int], number: list[int], persons: list[int]) -> dict[int, list[tuple[int, int]]]:
    rows: dict[int, list[tuple[int, int]]] = {}
    for when, which, count in zip(step, number, persons, strict=True):
        rows.setdefault(when, []).append((which, count))
    return rows


def straightened(problem: FlowProblem, found: tuple[Journey, ...]) -> tuple[Journey, ...]:
    """The same journeys without turns in a circle: whoever would come back to a node waits there instead.

    Roads are used less, never more, and everybody arrives when he did.
    """
    head = problem.head.tolist()
    return tuple(_straight(problem, head, journey) for journey in found)


def _straight(problem: FlowProblem, head: list[int], journey: Journey) -> Journey:
    nodes = [int(problem.source[journey.source]), *(head[arc] for arc in journey.arcs)]
    last = {node: position for position, node in enumerate(nodes)}
    kept = []
    position = last[nodes[0]]
    while position < len(journey.arcs):
        kept.append(position)
        position = last[nodes[position + 1]]
    if len(kept) == len(journey.arcs):
        return journey
    arcs, enter = tuple(journey.arcs[i] for i in kept), tuple(journey.enter[i] for i in kept)
    return Journey(journey.persons, journey.source, journey.sink, arcs, enter, journey.arrive)


def gathered(problem: FlowProblem, found: tuple[Journey, ...]) -> FlowOverTime:
    """The flow over time that journeys add up to."""
    moves: Counter[tuple[int, int]] = Counter()
    arrivals: Counter[tuple[int, int]] = Counter()
    left = np.zeros(len(problem.source), dtype=np.int64)
    for journey in found:
        left[journey.source] += journey.persons
        arrivals[journey.sink, journey.arrive] += journey.persons
        for leg in zip(journey.enter, journey.arcs, strict=True):
            moves[leg] += journey.persons
    enter, arc, persons = _columns(moves)
    sink, arrive, arrived = _columns(arrivals)
    return FlowOverTime(arc, enter, persons, left, sink, arrive, arrived)


def _columns(counted: Counter[tuple[int, int]]) -> tuple[Ints, Ints, Ints]:
    table = np.array([(*key, persons) for key, persons in sorted(counted.items())], dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]
