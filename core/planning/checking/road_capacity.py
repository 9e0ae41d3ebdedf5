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
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import LinkId
from core.domain.reasons import LinkLoad
from core.planning.checking.courses import Entered
from core.planning.checking.entries import Entry
from core.planning.checking.inspection import Findings, Inspection, wrong
from core.planning.checking.roads import SECOND

Direction = tuple[LinkId, bool]
Ints = NDArray[np.int64]


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


class Arrivals(NamedTuple):
    """Who enters one direction of a road: rows of (moment in microseconds after the start, persons, how far rounding
    may have moved the moment, whether they had left before the plan was made)."""

    rows: Ints


class _Entries:
    """Entries into directions of roads while they are gathered, party by party: when it sets out on a course, and how
    far rounding may have moved that."""

    def __init__(self) -> None:
        self._number: dict[Direction, int] = {}
        self._pieces: list[tuple[int, int]] = []  # direction and begin, course after course
        self._course: dict[int, int] = {}  # which course has these pieces, by identity: courses are kept
        self._parts: list[tuple[int, int]] = []  # of each course the first of its pieces, and how many
        self._who: list[Entry] = []
        self._on: list[int] = []
        self._depart: list[int] = []
        self._doubt: list[int] = []

    def add(self, pieces: tuple[Entered, ...], who: list[Entry], depart: int, doubt: int = 0) -> None:
        if pieces:
            course = self._course.get(id(pieces))
            if course is None:
                course = self._course[id(pieces)] = self._new_course(pieces)
            self._who += who
            self._on += [course] * len(who)
            self._depart += [depart] * len(who)
            self._doubt += [doubt] * len(who)

    def _new_course(self, pieces: tuple[Entered, ...]) -> int:
        number = self._number
        self._parts.append((len(self._pieces), len(pieces)))
        self._pieces += [(number.setdefault((each.link, each.forward), len(number)), each.begin) for each in pieces]
        return len(self._parts) - 1

    def by_direction(self, inspection: Inspection) -> dict[Direction, Arrivals]:
        """From the plan's start on."""
        if not self._on:
            return {}
        persons = [len(entry.move.persons) for entry in self._who]
        gone = [entry.party.left and inspection.has_left(entry) for entry in self._who]
        columns = [np.array(each, dtype=np.int64) for each in (self._depart, persons, self._doubt, gone)]
        first, count = np.array(self._parts, dtype=np.int64)[self._on].T
        nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)  # of the pieces of each party
        which, begin = np.array(self._pieces, dtype=np.int64)[np.repeat(first, count) + nth].T
        who = np.repeat(np.arange(len(count)), count)
        moment = columns[0][who] + begin
        after = np.flatnonzero(moment >= 0)
        after = after[np.argsort(which[after].astype(np.min_scalar_type(len(self._number))), kind="stable")]
        rows = np.stack(columns, axis=1)[who[after]]
        rows[:, 0] = moment[after]
        ends = np.searchsorted(which[after], np.arange(len(self._number) + 1)).tolist()
        split = zip(self._number, pairwise(ends), strict=True)
        return {direction: Arrivals(rows[begin:end]) for direction, (begin, end) in split if end > begin}


def roads_let_in_only_so_many(inspection: Inspection) -> Findings:
    """Capacities in time, and the plan's own count of who enters when."""
    if inspection.plan.step_s <= 0:
        yield wrong("step_wrong", "plan", "step_s")
        return
    arrivals = arrivals_at_roads(inspection)
    yield from no_road_lets_in_more_than_it_can(inspection, arrivals)
    yield from loads_of_roads_are_sums(inspection, arrivals)


def no_road_lets_in_more_than_it_can(inspection: Inspection, arrivals: Mapping[Direction, Arrivals]) -> Findings:
    """All who enter a direction of a road find room in the steps of their windows."""
    for (link, forward), here in sorted(arrivals.items(), key=lambda item: item[0]):
        step = first_step_too_full(inspection, link, here)
        if step is not None:
            yield wrong("road_overloaded", "moves", link=link, forward=forward, step=step)


def loads_of_roads_are_sums(inspection: Inspection, arrivals: Mapping[Direction, Arrivals]) -> Findings:
    """`loads_of_links` counts who enters each road with a capacity in each step, and leaves out none."""
    said = {(load.link, load.forward): load for load in inspection.plan.loads_of_links}
    for direction in sorted(said.keys() | arrivals.keys()):
        load, here = said.get(direction), arrivals.get(direction)
        link = inspection.roads.links.get(direction[0])
        right = False
        if load is not None and here is not None and link is not None:
            right = load.per_hour == link.capacity_pph and _counts_right(inspection, load.entering, here)
        if not right:
            yield wrong("load_wrong", "plan", "loads_of_links", link=direction[0], forward=direction[1])


def _counts_right(inspection: Inspection, entering: tuple[int, ...], arrivals: Arrivals) -> bool:
    if entering and not entering[-1]:
        return False
    moments, persons, doubts, _ = arrivals.rows.T
    step = inspection.plan.step_s * SECOND
    if doubts.any() and ((moments - doubts) // step != (moments + doubts) // step).any():
        return bool(sum(entering) == int(persons.sum()))  # rounding decides the step of some: only the sum is sure
    counted = np.bincount(moments // step, weights=persons).astype(np.int64)
    return bool(counted.tolist() == list(entering))


def loads_said(inspection: Inspection, arrivals: Mapping[Direction, Arrivals]) -> tuple[LinkLoad, ...]:
    """The counts that a right plan gives for these arrivals."""
    step, found = inspection.plan.step_s * SECOND, []
    for link, forward in sorted(arrivals):
        moments, persons, _, _ = arrivals[link, forward].rows.T
        counted = np.bincount(moments // step, weights=persons)
        per_hour = inspection.roads.links[link].capacity_pph or 0.0
        found.append(LinkLoad(link, forward, per_hour, tuple(counted.astype(np.int64).tolist())))
    return tuple(found)


def arrivals_at_roads(inspection: Inspection) -> dict[Direction, Arrivals]:
    """Who enters which direction of the roads with a capacity, from the plan's start on."""
    if not inspection.roads.capped:
        return {}
    found = _Entries()
    for first, entries, course in inspection.alike:
        found.add(course.capped, entries, first.depart, min(abs(first.depart + course.total - first.arrive), SECOND))
    for trip in inspection.plan.trips:
        inside: list[Entry] = []
        legs, boarding = inspection.legs(trip)[1:], inspection.boarding[id(trip)]
        for nth, leg in enumerate(legs):
            inside = [*inside, *boarding[nth]] if nth < len(boarding) else inside
            found.add(leg.drive.capped, inside, leg.depart)
    for entry in inspection.entries:
        boards = entry.move.boards
        if boards is not None:
            found.add(inspection.boarding_course(entry, boards).capped, [entry], entry.depart)
    return found.by_direction(inspection)


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
