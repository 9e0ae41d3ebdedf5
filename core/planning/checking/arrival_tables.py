"""When a household could be at each shelter, by the checks' own searches and regardless of beds and of other people.

An arrival is `sure` where it is exact. Where roads open again, or a shelter opens after one could be there, it may be a
moment that nobody can quite keep (nobody waits on the road), and a road with a capacity may be full at that hour: then
it is only known that no arrival is earlier. Of a shelter whose road nobody can tell nothing is known, and a plan that
was stopped may not have looked at every road.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import PlaceCode, ShelterId
from core.domain.plans import Mode
from core.planning.checking.inspection import Entry, Inspection
from core.planning.checking.roads import MINUTE, SLACK, is_capped, lets_nobody_in
from core.planning.checking.searches import Searches

Floats = NDArray[np.float64]


class Times(NamedTuple):
    """Per shelter the first arrival in microseconds (infinite where there is none), and whether it is exact. `order`:
    the shelters that are surely in reach, the first one first."""

    arrive: Floats
    sure: NDArray[np.bool_]
    order: tuple[int, ...]


class ArrivalTables:
    """Arrivals of parties that are alike are worked out once. Shelters are in id order."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self.shelters: tuple[ShelterId, ...] = tuple(sorted(inspection.shelters))
        self.column = {shelter: i for i, shelter in enumerate(self.shelters)}
        self._known: dict[tuple[PlaceCode, Mode, int, int], Times] = {}
        self._best: dict[tuple[PlaceCode, bool, bool, int, int], Times | None] = {}

    def times(self, place: PlaceCode, mode: Mode, legs: int, ready: int) -> Times | None:
        """From a door in one mode, None where nobody of the village shows where it joins the roads."""
        if place not in self._inspection.junctions.places:
            return None
        key = (place, mode, legs, ready)
        if key not in self._known:
            self._known[key] = self._times(*key)
        return self._known[key]

    @cached_property
    def _uncapped(self) -> Searches | None:
        """Searches on the roads that let in everybody, where there are others."""
        roads = self._inspection.roads.links.values()
        capped = frozenset(link.id for link in roads if is_capped(link) and not lets_nobody_in(link))
        return self._inspection.searches.without(capped) if capped else None

    @cached_property
    def _opens(self) -> Floats:
        shelters = self._inspection.shelters
        return np.array([max(0, shelters[name].opens_after_min) * MINUTE for name in self.shelters], dtype=np.float64)

    @cached_property
    def _rows(self) -> tuple[NDArray[np.int64], Floats]:
        """For each shelter the row of its point among the goals of the searches (-1 for none), and its leg."""
        row = {goal: i for i, goal in enumerate(self._inspection.searches.goals)}
        joined = [self._inspection.junctions.shelters.get(name) for name in self.shelters]
        rows = np.array([-1 if one is None else row[one[0]] for one in joined], dtype=np.int64)
        return rows, np.array([0 if one is None else one[1] for one in joined], dtype=np.float64)

    @cached_property
    def _unclear(self) -> NDArray[np.bool_]:
        return np.array([name in self._inspection.junctions.unclear for name in self.shelters], dtype=bool)

    @cached_property
    def _may_be_sure(self) -> NDArray[np.bool_]:
        may: NDArray[np.bool_] = ~self._unclear & ~np.bool_(self._inspection.plan.stopped)
        return may

    def _times(self, place: PlaceCode, mode: Mode, legs: int, ready: int) -> Times:
        door, access = self._inspection.junctions.places[place]
        pace = self._inspection.pace(mode, legs)
        setting_out = door, mode, pace.road, ready + access * legs
        found = beside = self._inspection.searches.earliest(*setting_out)
        if self._uncapped is not None:
            beside = self._uncapped.earliest(*setting_out)
        rows, egress = self._rows
        reached = rows >= 0
        arrive, closing, steady = (
            np.where(reached, one[rows] + egress * legs, np.inf) for one in (found[0], beside[0], beside[1])
        )
        early = arrive < self._opens
        # The road that never closes must be the one that nobody crowds: of two as quick each may be half of that.
        sure = (arrive == steady) | ((arrive == closing) & (not self._inspection.searches.reopens(mode)) & ~early)
        arrive = np.where(early & reached, self._opens, arrive)
        return _times(np.where(self._unclear, -np.inf, arrive), sure & self._may_be_sure)

    def of(self, entry: Entry) -> Times | None:
        """The better of going on foot and, for whoever may ride in his helper's car, of driving; None for who rides
        with the fleet: his times are his vehicle's."""
        move, legs = entry.move, entry.traits.legs
        if move.vehicle is not None:
            return None
        ready = self._inspection.ready(entry)
        carried, drives = entry.traits.wheelchairs + entry.traits.lying > 0, move.mode is Mode.CAR
        key = (move.place, carried, drives, legs, ready)
        if key not in self._best:
            self._best[key] = self._better(*key)
        return self._best[key]

    def _better(self, place: PlaceCode, carried: bool, drives: bool, legs: int, ready: int) -> Times | None:
        foot = self.times(place, Mode.CARRIED if carried else Mode.WALK, legs, ready)
        car = self.times(place, Mode.CAR, legs, ready) if drives else None
        if foot is None or car is None:
            return foot
        return _times(np.minimum(foot.arrive, car.arrive), np.where(car.arrive < foot.arrive, car.sure, foot.sure))


def _times(arrive: Floats, sure: NDArray[np.bool_]) -> Times:
    there = sure & np.isfinite(arrive)
    return Times(arrive, sure, tuple(i for i in arrive.argsort(kind="stable").tolist() if there[i]))


def agrees(said: float, times: Times, column: int) -> bool:
    """Whether an arrival (microseconds) may be the first one at a shelter."""
    first = float(times.arrive[column])
    return said >= first - SLACK and (not times.sure[column] or said <= first + SLACK)
