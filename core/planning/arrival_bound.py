"""How many persons any plan can have in safety by each moment: the curve that an arrival curve is drawn against.

By t nobody can be in a shelter that he reaches after t, and no shelter holds more than its beds: for each t that is a
max-flow of separable persons. Each moment is taken by itself, so that a plan that reaches the curve everywhere need not
exist; none goes above it anywhere.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.planning.allocation import Demand
from core.planning.network import Ints
from core.planning.placement import demand_of, room_after, servable
from core.planning.situation import Situation
from core.planning.timeline import MINUTE
from core.planning.timetable import UNREACHED

POINTS = 64  # steps of the curve at most: with more it is looser between them, never wrong
FLOWS = 16  # max-flows at most: with fewer than it takes the curve is looser between the moments asked, never wrong


def most_by(demand: Demand, points: int = POINTS, flows: int = FLOWS) -> tuple[tuple[int, int], ...]:
    """(microseconds, most persons in by any moment from then to the next step), rising; exact with enough points and
    flows. `demand.cost` are arrivals.

    The run of moments over which most persons may still come in is the next to be asked in the middle.
    """
    if not demand.open.any():
        return ()
    ceiling = _Ceiling(demand)
    most = {-1: 0}
    moment = int(ceiling.moments[-1])
    while moment >= 0 and len(most) <= flows:
        most[moment] = ceiling.lowered(moment)
        moment = ceiling.unsure(most)
    return _few(ceiling.moments, ceiling.heights, points)


class _Ceiling:
    """What bounds the arrivals at every moment: the shelters that fill up in one max-flow hold so many, and besides
    them only those get in who reach another one by then. `moments` are all at which the lowest of these bounds rises.
    """

    def __init__(self, demand: Demand) -> None:
        self._demand = demand
        self._cost = np.where(demand.open, demand.cost, UNREACHED)
        self._persons = np.array([kind.persons for kind in demand.kinds], dtype=np.int64)
        self._bounds: list[tuple[int, Ints, Ints]] = []  # persons in full shelters; arrivals elsewhere, persons by then
        self.moments: Ints = np.empty(0, dtype=np.int64)
        self._add(np.zeros(self._cost.shape[1], dtype=bool))

    def _add(self, full: NDArray[np.bool_]) -> None:
        elsewhere = np.where(full, UNREACHED, self._cost).min(axis=1)
        order = np.argsort(elsewhere, kind="stable")
        order = order[elsewhere[order] < UNREACHED]
        by = np.append(0, np.cumsum(self._persons[order]))
        self._bounds.append((int(self._demand.room[full].sum()), elsewhere[order], by))
        self.moments = np.union1d(self.moments, elsewhere[order])
        each = [held + by[np.searchsorted(when, self.moments, side="right")] for held, when, by in self._bounds]
        self.heights: Ints = np.minimum.reduce(each)

    def lowered(self, moment: int) -> int:
        """The most persons in by a moment; its max-flow bounds all others as well."""
        most, full = self._demand.in_time.most_and_full(moment)
        self._add(full)
        return most

    def unsure(self, most: Mapping[int, int]) -> int:
        """The moment to ask next, -1 where nothing is open: `most` has what is known."""
        asked = np.array(sorted(most))
        known = np.array([most[moment] for moment in asked.tolist()])
        below = known[np.searchsorted(asked, self.moments, side="right") - 1]
        gap = np.where(np.isin(self.moments, asked), 0, self.heights - below)
        if gap.max(initial=0) <= 0:
            return -1
        widest = int(gap.argmax())
        return int(self.moments[np.flatnonzero((gap * 2 >= gap[widest]) & (below == below[widest]))[0]])


def _few(moments: Ints, heights: Ints, points: int) -> tuple[tuple[int, int], ...]:
    """A rising curve in so many steps at most, each as high as the last of those that it stands for."""
    rises = np.flatnonzero(np.diff(heights, prepend=0) > 0)
    moments, heights = moments[rises], heights[rises]
    ends = np.arange(len(rises))
    if len(rises) > points:
        shares = -(-int(heights[-1]) * np.arange(1, points + 1) // points)
        ends = np.unique(np.searchsorted(heights, shares))
    begins = np.append(0, ends[:-1] + 1)
    return tuple(zip(moments[begins].tolist(), heights[ends].tolist(), strict=True))


def bound_curve(
    situation: Situation,
    settled: Mapping[int, int],
    columns: Mapping[int, int],
    free: Sequence[tuple[int, int]] | None = None,
) -> tuple[tuple[float, int], ...]:
    """(minutes after the plan's start, most persons that any plan can have in by then).

    `settled` are arrivals (microseconds) of parties that are facts, `columns` the shelters whose beds they take; `free`
    is the curve of all others where it is known (with a fleet); without one it is that of walkers and cars.
    """
    if free is None:
        room = room_after(situation, columns)
        able = servable(situation, (i for i in range(len(situation.parties)) if i not in settled), room)
        free = most_by(demand_of(situation, able, room)[0]) if able else ()
    sizes = {i: len(situation.parties[i].members) for i in settled}
    return added(free, [(max(0, arrive), sizes[i]) for i, arrive in settled.items()])


def added(free: Sequence[tuple[int, int]], facts: Sequence[tuple[int, int]]) -> tuple[tuple[float, int], ...]:
    """A rising curve with (moment, persons) facts on top, in minutes, from (0, ...) on."""
    moments = sorted({0, *(at for at, _ in free), *(at for at, _ in facts)})
    out: list[tuple[float, int]] = []
    for at in moments:
        most = max((persons for when, persons in free if when <= at), default=0)
        total = most + sum(persons for when, persons in facts if when <= at)
        if not out or total > out[-1][1]:
            out.append((at / MINUTE, total))
    return tuple(out)
