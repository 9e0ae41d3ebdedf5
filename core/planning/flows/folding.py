"""A road graph without its dead ends and without nodes that only pass people on: the same answers, fewer copies.

A node where no road branches is folded into one arc for each direction when nobody would ever have to wait there:
either the road before it is the narrower one (whoever has passed it can go on at once), or the road after it is, and
whoever would wait for it can as well wait before the first. Nodes are never renumbered; folded ones have no arcs left.
"""

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import ceil, floor, inf

import numpy as np

from core.planning.flows.problem import NEVER_OPENS, FlowProblem, Ints, barred_entries, closures_by_arc

Intervals = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Strand:
    """One arc of the folded graph: an arc of the problem, or several in a row.

    per_hour, lead: capacity of its narrowest arc, and the steps from entering the strand to entering that arc.
    barred: half-open intervals of steps at which it may not be entered, sorted and apart.
    parts: its arcs in order, each with the steps from entering the strand to entering it.
    limiting: the narrowest of them.
    """

    tail: int
    head: int
    steps: int
    per_hour: float
    lead: int
    barred: Intervals
    parts: tuple[tuple[int, int], ...]
    limiting: int

    @property
    def unusable(self) -> bool:
        return self.per_hour <= 0 or any(begin == 0 and end >= NEVER_OPENS for begin, end in self.barred)


def strands_of(problem: FlowProblem) -> list[Strand]:
    """The arcs of a problem, each a strand of its own."""
    closed = closures_by_arc(problem)
    columns = (problem.tail.tolist(), problem.head.tolist(), problem.steps.tolist(), problem.per_hour.tolist())
    return [
        Strand(tail, head, steps, per_hour, 0, barred_entries(closed.get(arc, ()), steps), ((arc, 0),), arc)
        for arc, (tail, head, steps, per_hour) in enumerate(zip(*columns, strict=True))
    ]


class _Folding:
    """The graph while it is being folded: strands by number, and by the nodes they leave and reach."""

    def __init__(self, problem: FlowProblem) -> None:
        self.step_s = problem.step_s
        self.strands: dict[int, Strand] = dict(enumerate(strands_of(problem)))
        self._next = len(self.strands)
        self.out: list[list[int]] = [[] for _ in range(problem.nodes)]
        self.into: list[list[int]] = [[] for _ in range(problem.nodes)]
        fixed = {*problem.source[problem.supply > 0].tolist(), *problem.sink[problem.room > 0].tolist()}
        for number, strand in self.strands.items():
            self.out[strand.tail].append(number)
            self.into[strand.head].append(number)
            if strand.unusable:  # a cut may want to name it
                fixed |= {strand.tail, strand.head}
        self.fixed = fixed

    def run(self) -> list[Strand]:
        waiting = [node for node in range(len(self.out)) if node not in self.fixed]
        heapify(waiting)
        while waiting:
            node = heappop(waiting)
            around = self._neighbours(node)
            if len(around) <= 1:
                self._drop(node)
            elif len(around) != 2 or not self._fold(node):
                continue
            for neighbour in around:
                if neighbour not in self.fixed:
                    heappush(waiting, neighbour)
        return [self.strands[number] for number in sorted(self.strands)]

    def _neighbours(self, node: int) -> list[int]:
        ends = {self.strands[n].head for n in self.out[node]} | {self.strands[n].tail for n in self.into[node]}
        return sorted(ends - {node})

    def _drop(self, node: int) -> None:
        """A dead end, or a node that nothing leads to any more: nobody gains by going there."""
        for number in {*self.out[node], *self.into[node]}:
            self._remove(number)

    def _fold(self, node: int) -> bool:
        """Join the strands that meet at a node of two neighbours; whether that could be done."""
        one_each = len({self.strands[n].head for n in self.out[node]}) == len(self.out[node])
        one_each &= len({self.strands[n].tail for n in self.into[node]}) == len(self.into[node])
        if not one_each:
            return False
        pairs = [
            (self.strands[i], self.strands[o])
            for i in self.into[node]
            for o in self.out[node]
            if self.strands[i].tail != self.strands[o].head
        ]
        joined = [join(before, after, self.step_s) for before, after in pairs]
        if any(strand is None for strand in joined):
            return False
        self._drop(node)
        for strand in joined:
            if strand is not None:
                self._add(strand)
        return True

    def _remove(self, number: int) -> None:
        strand = self.strands.pop(number)
        self.out[strand.tail].remove(number)
        self.into[strand.head].remove(number)

    def _add(self, strand: Strand) -> None:
        self.strands[self._next] = strand
        self.out[strand.tail].append(self._next)
        self.into[strand.head].append(self._next)
        self._next += 1


def join(before: Strand, after: Strand, step_s: int) -> Strand | None:
    """Two strands in a row as one; None where waiting between them may be worth something."""
    narrow, wide = before.per_hour * step_s / 3600, after.per_hour * step_s / 3600
    if not after_is_ready(after) or not at_most(narrow, wide):
        if before.barred or not at_most(wide, narrow):
            return None
        per_hour, lead, limiting = after.per_hour, before.steps + after.lead, after.limiting
    else:
        per_hour, lead, limiting = before.per_hour, before.lead, before.limiting
    return Strand(
        tail=before.tail,
        head=after.head,
        steps=before.steps + after.steps,
        per_hour=per_hour,
        lead=lead,
        barred=_united(before.barred, sooner(after.barred, before.steps)),
        parts=before.parts + tuple((arc, before.steps + offset) for arc, offset in after.parts),
        limiting=limiting,
    )


def after_is_ready(after: Strand) -> bool:
    """Whether a strand that cannot be entered at once never can: waiting before it gains nothing."""
    return all(end >= NEVER_OPENS for _, end in after.barred)


def at_most(one: float, other: float) -> bool:
    """Whether a capacity of `one` person per step never exceeds that of `other`, in whole persons at any two steps."""
    if other == inf or one <= 0:
        return True
    return one < inf and ceil(one) <= floor(other)


def sooner(barred: Intervals, by: int) -> Intervals:
    """The same intervals for somebody who is `by` steps before; those without end keep having none."""
    moved = ((max(begin - by, 0), end if end >= NEVER_OPENS else end - by) for begin, end in barred)
    return tuple((begin, end) for begin, end in moved if end > begin)


def _united(one: Intervals, other: Intervals) -> Intervals:
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(one + other):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)


def folded(problem: FlowProblem) -> list[Strand]:
    """The strands that are left of a problem in which people may wait at any node, in a fixed order."""
    return _Folding(problem).run()


@dataclass(frozen=True, slots=True)
class Parts:
    """The arcs of all strands one after another: those of strand i stand at first[i] to first[i + 1]; `offset` as in
    Strand.parts."""

    first: Ints
    arc: Ints
    offset: Ints


def parts_of(strands: list[Strand]) -> Parts:
    counts = [len(strand.parts) for strand in strands]
    table = np.array([part for strand in strands for part in strand.parts], dtype=np.int64).reshape(-1, 2)
    return Parts(np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), table[:, 0], table[:, 1])
