"""The Capacity Constrained Route Planner (CCRP) of Lu, George and Shekhar, as published: the peer of our clearance.

Greedy, path by path: the quickest way from any source that still has people to any destination that still has room,
over roads that have capacity left at the steps at which they would be entered, waiting at nodes where they have not;
as many people as fit are booked on it, and so on until nobody is left or no way is. All sources hang on one super
source, so that one search finds the best of them.
"""

from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np

from core.planning.flows.problem import FlowProblem, barred_entries, closures_by_arc, entered_between


@dataclass(frozen=True, slots=True)
class Booked:
    """What CCRP makes of a problem: persons saved and stranded, the last arrival and the sum of arrivals, in steps."""

    saved: int
    stranded: int
    egress: int
    person_steps: int
    paths: int


class _Reservations:
    """Capacity left of each arc at each step."""

    def __init__(self, problem: FlowProblem, horizon: int) -> None:
        step = np.arange(horizon, dtype=np.int64)
        closed = closures_by_arc(problem)
        self.left: list[list[int]] = []
        for arc in range(problem.arcs):
            rate = np.full(horizon, problem.per_hour[arc])
            capacity = entered_between(rate, step, step + 1, problem.step_s, problem.persons)
            for begin, end in barred_entries(closed.get(arc, ()), int(problem.steps[arc])):
                capacity[begin:end] = 0
            self.left.append(capacity.tolist())
        self.out: list[list[tuple[int, int, int]]] = [[] for _ in range(problem.nodes)]
        for arc, (tail, head) in enumerate(zip(problem.tail.tolist(), problem.head.tolist(), strict=True)):
            self.out[tail].append((arc, head, int(problem.steps[arc])))

    def quickest(self, starts: list[tuple[int, int]], room: dict[int, int]) -> tuple[int, int, list[tuple[int, int]]]:
        """(arrival, node, moves (arc, step)) of the earliest arrival at a node with room; arrival -1 where none is."""
        reached: dict[int, tuple[int, int, int]] = {}  # node -> (arc, step of entering, node before)
        heap = [(step, node, -1, -1, -1) for step, node in starts]
        heapify(heap)
        while heap:
            step, node, arc, entered, before = heappop(heap)
            if node in reached:
                continue
            reached[node] = (arc, entered, before)
            if room.get(node, 0) > 0:
                return step, node, self._way(reached, node)
            for arc, head, length in self.out[node]:
                if head not in reached:
                    left, at = self.left[arc], step
                    while at < len(left) and not left[at]:
                        at += 1
                    if at < len(left):
                        heappush(heap, (at + length, head, arc, at, node))
        return -1, -1, []

    @staticmethod
    def _way(reached: dict[int, tuple[int, int, int]], node: int) -> list[tuple[int, int]]:
        moves = []
        while reached[node][0] >= 0:
            arc, entered, before = reached[node]
            moves.append((arc, entered))
            node = before
        return moves[::-1]


def ccrp(problem: FlowProblem, horizon: int) -> Booked:
    """Book everybody within `horizon` steps; sinks are open from the start (drawn networks have no others)."""
    roads = _Reservations(problem, horizon)
    waiting = [[int(r), int(n), int(p)] for r, n, p in zip(problem.ready, problem.source, problem.supply, strict=True)]
    room: dict[int, int] = {}
    for node, beds in zip(problem.sink.tolist(), problem.room.tolist(), strict=True):
        room[node] = room.get(node, 0) + beds
    saved = egress = person_steps = paths = 0
    while True:
        starts = [(ready, node) for ready, node, persons in waiting if persons]
        arrival, goal, moves = roads.quickest(starts, room)
        if arrival < 0:
            break
        origin = int(problem.tail[moves[0][0]]) if moves else goal
        first = moves[0][1] if moves else arrival
        source = next(s for s in waiting if s[1] == origin and s[2] and s[0] <= first)
        persons = min([source[2], room[goal], *(roads.left[arc][step] for arc, step in moves)])
        for arc, step in moves:
            roads.left[arc][step] -= persons
        source[2] -= persons
        room[goal] -= persons
        saved, egress, paths = saved + persons, max(egress, arrival), paths + 1
        person_steps += persons * arrival
    return Booked(saved, problem.persons - saved, egress, person_steps, paths)
