"""Persons on a road graph in whole steps of time: what the exact flow engine is asked, and the rules of its roads.

Nothing here knows of villages, shelters or clocks: nodes, arcs, sources and sinks are numbers 0, 1, ... and a moment
is a whole number of steps after the start.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NEVER_OPENS = 1 << 40  # the end of a closure that has none: later than any step that is ever looked at


@dataclass(frozen=True, slots=True)
class FlowProblem:
    """Persons on a road graph in whole steps. All arrays are int64 of one dimension, `per_hour` is float64.

    nodes: how many nodes there are, numbered from 0.
    tail, head: nodes of each arc (parallel arcs and loops are allowed).
    steps: travel time of each arc in whole steps, 0 or more.
    per_hour: persons per hour that may enter each arc; inf is unlimited, 0 or less lets nobody in.
    closed: (arc, first, end): closed in the steps first <= s < end, `end` may be NEVER_OPENS; any order, overlapping
        intervals count as their union, empty ones not at all.
    source, supply, ready: node, persons, and first step at which they may leave.
    sink, room, opens: node, persons it takes, and the step from which it takes them. Whoever comes earlier waits
        before the door and is safe at `opens`.
    step_s: seconds of a step, above 0.

    Several sources or sinks may share a node; those without persons or room are legal and do nothing.
    Raises ValueError where shapes, node numbers, times or capacities make no sense.
    """

    nodes: int
    tail: Ints
    head: Ints
    steps: Ints
    per_hour: Floats
    closed: tuple[tuple[int, int, int], ...]
    source: Ints
    supply: Ints
    ready: Ints
    sink: Ints
    room: Ints
    opens: Ints
    step_s: int

    def __post_init__(self) -> None:
        _same_length("arcs", (self.tail, self.head, self.steps, self.per_hour))
        _same_length("sources", (self.source, self.supply, self.ready))
        _same_length("sinks", (self.sink, self.room, self.opens))
        for nodes in (self.tail, self.head, self.source, self.sink):
            if len(nodes) and not 0 <= nodes.min() <= nodes.max() < self.nodes:
                raise ValueError("a node lies outside the graph")
        for what, least in ((self.steps, 0), (self.ready, 0), (self.opens, 0)):
            if len(what) and what.min() < least:
                raise ValueError("a time is negative")
        if self.step_s <= 0:
            raise ValueError("a step has no length")
        if np.isnan(self.per_hour).any():
            raise ValueError("a capacity is not a number")
        if any(not 0 <= arc < len(self.tail) for arc, _, _ in self.closed):
            raise ValueError("a closure is on no arc")

    @property
    def arcs(self) -> int:
        return len(self.tail)

    @property
    def persons(self) -> int:
        """All who are to be moved."""
        return int(np.maximum(self.supply, 0).sum())


def _same_length(what: str, arrays: Sequence[NDArray[np.int64] | NDArray[np.float64]]) -> None:
    if any(array.ndim != 1 for array in arrays) or len({len(array) for array in arrays}) > 1:
        raise ValueError(f"the arrays of the {what} differ in length")


def closures_by_arc(problem: FlowProblem) -> dict[int, tuple[tuple[int, int], ...]]:
    """The union of each arc's closures, sorted and apart; arcs that never close are left out."""
    merged: dict[int, list[tuple[int, int]]] = {}
    for arc, first, end in sorted(problem.closed):
        if end <= max(first, 0):
            continue
        mine = merged.setdefault(arc, [])
        if mine and first <= mine[-1][1]:
            mine[-1] = (mine[-1][0], max(end, mine[-1][1]))
        else:
            mine.append((first, end))
    return {arc: tuple(mine) for arc, mine in merged.items()}


def may_enter(closed: Sequence[tuple[int, int]], steps: int, step: int) -> bool:
    """Whether somebody who enters an arc at `step` is off it before it closes.

    He is on it in the open interval from `step` to `step + steps`: leaving at the very step of closing is in time, and
    so is entering at the step of reopening. An arc of no length is barred only while it is closed.
    """
    if steps == 0:
        return not any(first <= step < end for first, end in closed)
    return all(step + steps <= first or step >= end for first, end in closed)


def barred_entries(closed: Sequence[tuple[int, int]], steps: int) -> tuple[tuple[int, int], ...]:
    """Half-open intervals of steps at which an arc of that length may not be entered, sorted and apart."""
    lead = max(steps - 1, 0)
    found: list[tuple[int, int]] = []
    for first, end in closed:
        begin = max(first - lead, 0)
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return tuple(found)


def entered_between(per_hour: Floats, begin: Ints, end: Ints, step_s: int, most: int) -> Ints:
    """How many persons open arcs let in during the steps begin <= s < end, at most `most`; arrays of one shape.

    The whole number of persons per hour accumulates: floor(per_hour * end * step_s / 3600) less the same of the
    beginning, so that nothing is lost by rounding down step by step. Empty and reversed ranges let nobody in.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        persons = np.floor(per_hour * end * step_s / 3600) - np.floor(per_hour * begin * step_s / 3600)
    persons = np.where(np.isinf(per_hour) | np.isnan(persons), np.where(per_hour > 0, float(most), 0.0), persons)
    return np.where(end > begin, np.clip(persons, 0, most), 0).astype(np.int64)
