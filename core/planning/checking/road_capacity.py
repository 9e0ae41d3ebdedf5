"""Roads that let only so many persons in: nobody enters in a step that has no room for him, and the plan's own count of
who enters is right.

Each direction of such a road allows, in the steps 0 to k, floor(persons per hour x (k + 1) x step / 3600) persons. A
party that enters in step k may use the allowances of the steps j to k, j the last from which they suffice for all of
it: the first of a large family go while the rest gather. All persons must find a step in their window at once; giving
each step to the windows that end first decides that (earliest deadline first).
"""

import heapq
from bisect import bisect_right
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

import numpy as np

from core.domain.ids import LinkId
from core.domain.reasons import LinkLoad
from core.planning.checking.inspection import Findings, Inspection, wrong
from core.planning.checking.road_entries import Arrivals, Direction, arrivals_at_roads, counted
from core.planning.checking.roads import SECOND


class Allowance:
    """What one direction of a road allows, exactly."""

    def __init__(self, per_hour: float, step_s: int) -> None:
        self._persons, self._steps = (Fraction(str(per_hour)) * step_s / 3600).as_integer_ratio()

    @property
    def least(self) -> int:
        """Persons that any one step lets in."""
        return max(0, self._persons // self._steps)

    def until(self, steps: int) -> int:
        """Persons that may enter in the first so many steps."""
        return max(0, steps) * self._persons // self._steps

    def between(self, first: int, end: int) -> int:
        """Persons that may enter in the steps `first` to `end` - 1."""
        return max(0, self.until(end) - self.until(first))

    def window_begin(self, step: int, persons: int) -> int:
        """The last step from which up to `step` so many may enter, the first of all where even all are too few."""
        before = self.until(step + 1) - persons
        # The largest j with until(j) <= before.
        return 0 if before < 0 else min(((before + 1) * self._steps - 1) // self._persons, step)


def roads_let_in_only_so_many(inspection: Inspection) -> Findings:
    """Capacities in time, and the plan's own count of who enters when."""
    if inspection.plan.step_s <= 0:
        yield wrong("step_wrong", "plan", "step_s")
        return
    arrivals = arrivals_at_roads(inspection)
    yield from no_road_lets_in_more_than_it_can(inspection, arrivals)
    yield from loads_of_roads_are_sums(inspection, arrivals)


def no_road_lets_in_more_than_it_can(inspection: Inspection, arrivals: Mapping[Direction, Arrivals]) -> Findings:
    """All who enter a direction of a road find room in the steps of their windows. Where no step has more than the
    least that one lets in nothing else is asked."""
    if not arrivals:
        return
    links, order = inspection.roads.links, sorted(arrivals)
    fullest = counted([arrivals[direction] for direction in order], inspection.plan.step_s * SECOND, latest=True).most
    for (link, forward), persons in zip(order, fullest.tolist(), strict=True):
        if persons > _allowance(links[link].capacity_pph or 0.0, inspection.plan.step_s).least:
            step = first_step_too_full(inspection, link, arrivals[link, forward])
            if step is not None:
                yield wrong("road_overloaded", "moves", link=link, forward=forward, step=step)


def loads_of_roads_are_sums(inspection: Inspection, arrivals: Mapping[Direction, Arrivals]) -> Findings:
    """`loads_of_links` counts who enters each road with a capacity in each step, and leaves out none."""
    said = {(load.link, load.forward): load for load in inspection.plan.loads_of_links}
    right = {(load.link, load.forward): load for load in loads_said(inspection, arrivals)}
    for direction in sorted(said.keys() | right.keys()):
        load, true = said.get(direction), right.get(direction)
        if load is None or true is None or not (load == true or _as_good(inspection, load, true, arrivals[direction])):
            yield wrong("load_wrong", "plan", "loads_of_links", link=direction[0], forward=direction[1])


def _as_good(inspection: Inspection, said: LinkLoad, true: LinkLoad, arrivals: Arrivals) -> bool:
    """Rounding decides the step of some: then only the sum is sure."""
    if said.per_hour != true.per_hour or (said.entering and not said.entering[-1]):
        return False
    moments, persons, doubts, _ = arrivals.rows.T
    step = inspection.plan.step_s * SECOND
    doubtful = ((moments - doubts) // step != (moments + doubts) // step).any()
    return bool(doubtful and sum(said.entering) == int(persons.sum()))


def loads_said(inspection: Inspection, arrivals: Mapping[Direction, Arrivals]) -> tuple[LinkLoad, ...]:
    """The counts that a right plan gives for these arrivals."""
    order = sorted(arrivals)
    if not order:
        return ()
    counts = counted([arrivals[direction] for direction in order], inspection.plan.step_s * SECOND).of_each()
    links = inspection.roads.links
    return tuple(
        [
            LinkLoad(link, forward, links[link].capacity_pph or 0.0, tuple(steps))
            for (link, forward), steps in zip(order, counts, strict=True)
        ]
    )


@lru_cache(maxsize=256)
def _allowance(per_hour: float, step_s: int) -> Allowance:
    """Most roads have the capacity of another."""
    return Allowance(per_hour, step_s)


def first_step_too_full(inspection: Inspection, link: LinkId, arrivals: Arrivals) -> int | None:
    """The first step at whose end somebody has found no room; None where everybody has.

    Those who had left before the plan was made are facts. Where they are too many by themselves nobody is to blame for
    that, and whoever has room before them has room.
    """
    allowance = Allowance(inspection.roads.links[link].capacity_pph or 0.0, inspection.plan.step_s)
    step = inspection.plan.step_s * SECOND
    moments, persons, doubts, gone = arrivals.rows.T
    earliest, latest = np.maximum(moments - doubts, 0) // step, (moments + doubts) // step
    entering = np.bincount(latest, weights=persons)
    if entering.max() <= allowance.least:
        return None
    last = int(latest.max())
    until = [allowance.until(k) for k in range(last + 2)]  # persons in the steps before k
    if (entering <= np.diff(until)).all():
        return None  # everybody in his own step
    rows = np.stack([earliest, latest, persons, gone], axis=1)
    unique, counts = np.unique(rows, axis=0, return_counts=True)
    chosen: dict[tuple[int, int], int] = {}
    facts: dict[tuple[int, int], int] = {}
    for (first, end, size, left), count in zip(unique.tolist(), counts.tolist(), strict=True):
        begin = window_begin(until, first, size)
        begin = window_begin(until, end, size) if begin is None else begin
        if begin is None and not left:
            return int(end)
        groups = facts if left else chosen
        groups[begin or 0, end] = groups.get((begin or 0, end), 0) + size * count
    if facts and _earliest_deadline_first(facts, {}, until) is not None:
        return _earliest_deadline_first(chosen, facts, until)
    return _earliest_deadline_first({**facts, **chosen, **_both(facts, chosen)}, {}, until)


def _both(one: dict[tuple[int, int], int], other: dict[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    return {window: one[window] + other[window] for window in one.keys() & other.keys()}


def window_begin(until: list[int], step: int, persons: int) -> int | None:
    """The last step from which up to `step` so many may enter; None where even all steps so far are too few."""
    before = until[step + 1] - persons
    return None if before < 0 else min(bisect_right(until, before) - 1, step)


def _earliest_deadline_first(
    groups: dict[tuple[int, int], int], dropped: dict[tuple[int, int], int], until: list[int]
) -> int | None:
    """The first step at whose end a window closes on somebody without room. `groups` are persons by window; those of
    `dropped` are served in the same order, first among equals, and left out where their window closes on them."""
    windows = [(*window, 1, persons) for window, persons in groups.items()]
    coming = sorted([*windows, *((*window, 0, persons) for window, persons in dropped.items())], reverse=True)
    waiting: list[list[int]] = []  # [last step, 0 for the dropped, persons]
    now = 0
    while coming or waiting:
        if not waiting:
            now = max(now, coming[-1][0])
        while coming and coming[-1][0] <= now:
            heapq.heappush(waiting, list(coming.pop()[1:]))
        room = until[now + 1] - until[now]
        while waiting and room > 0:
            taken = min(room, waiting[0][2])
            room -= taken
            waiting[0][2] -= taken
            if not waiting[0][2]:
                heapq.heappop(waiting)
        while waiting and waiting[0][0] <= now:
            if waiting[0][1]:
                return now
            heapq.heappop(waiting)
        now += 1
    return None
