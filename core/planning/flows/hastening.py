"""Journeys at the same roads, as early as they can be: a plan of least clearance need not keep people waiting.

A maximum flow asks only that all are safe by its horizon. Here each journey in turn gives up the places it holds on
its roads and takes the earliest that are free, one road after another; its own are still there, so nobody is later.
"""

from dataclasses import replace

import numpy as np

from core.planning.effort import Effort
from core.planning.flows.answers import Journey
from core.planning.flows.problem import FlowProblem, barred_entries, closures_by_arc, entered_between


class _Places:
    """How many persons may still enter each arc at each step up to the last that any journey uses."""

    def __init__(self, problem: FlowProblem, journeys: tuple[Journey, ...]) -> None:
        self._problem = problem
        self._steps = np.arange(1 + max((max(j.enter, default=0) for j in journeys), default=0), dtype=np.int64)
        self._closed = closures_by_arc(problem)
        self._left: dict[int, list[int]] = {}
        for journey in journeys:
            self.take(journey, journey.persons)

    def left(self, arc: int) -> list[int]:
        if arc not in self._left:
            problem, steps = self._problem, self._steps
            rate = np.full(len(steps), problem.per_hour[arc])
            persons = entered_between(rate, steps, steps + 1, problem.step_s, problem.persons)
            for begin, end in barred_entries(self._closed.get(arc, ()), int(problem.steps[arc])):
                persons[begin:end] = 0
            self._left[arc] = persons.tolist()
        return self._left[arc]

    def take(self, journey: Journey, persons: int) -> None:
        """Book a journey for so many persons; give its places back where they are negative."""
        for arc, step in zip(journey.arcs, journey.enter, strict=True):
            self.left(arc)[step] -= persons


def hastened(problem: FlowProblem, journeys: tuple[Journey, ...], effort: Effort) -> tuple[Journey, ...]:
    """The same journeys in the same order, none later; those who leave first choose first."""
    places = _Places(problem, journeys)
    steps, found = problem.steps.tolist(), list(journeys)
    for number in sorted(range(len(found)), key=lambda i: (found[i].enter[:1], found[i].arrive, i)):
        if effort.exhausted:
            break
        effort.spend()
        journey = found[number]
        places.take(journey, -journey.persons)
        at, enter = int(problem.ready[journey.source]), []
        for arc in journey.arcs:
            left = places.left(arc)
            while left[at] < journey.persons:
                at += 1
            enter.append(at)
            at += steps[arc]
        arrive = max(at, int(problem.opens[journey.sink]))
        found[number] = replace(journey, enter=tuple(enter), arrive=arrive)
        places.take(found[number], journey.persons)
    return tuple(found)
