"""Which shelters are near a load, and which loads are near each other; worked out once."""

from collections.abc import Sequence

import numpy as np

from core.planning.timetable import UNREACHED
from core.planning.vehicles.problem import RoundsProblem

_NEAREST = 24
_SHELTERS = 12
_PLACES = 8  # itself and others


class Neighbours:
    """`loads[i]` are loads at the same point or the nearest ones; shelters are those with the shortest drive."""

    def __init__(self, problem: RoundsProblem) -> None:
        self._problem = problem
        self._shelters: dict[tuple[int, int, frozenset[int]], Sequence[int]] = {}
        self.loads = self._near_loads()

    def shelters(self, kind: int, load: int) -> Sequence[int]:
        point, barred = self._problem.loads[load].stops[kind], self._problem.loads[load].barred
        key = (kind, point, barred)
        if key not in self._shelters:
            self._shelters[key] = self._order(kind, point, barred) if point >= 0 else ()
        return self._shelters[key]

    def _order(self, kind: int, point: int, barred: frozenset[int]) -> Sequence[int]:
        drive = self._problem.drive[kind][point]
        ways = self._problem.detours or {}
        rows = []
        for j, shelter in enumerate(self._problem.shelters):
            us = min([drive[shelter.point], *(way.us for way in ways.get((kind, point, shelter.point), ()))])
            if us < UNREACHED and shelter.room > 0 and j not in barred:
                rows.append((us + shelter.toll, j))
        return [j for _, j in sorted(rows)[:_SHELTERS]]

    def _near_loads(self) -> list[list[int]]:
        at: dict[tuple[int, ...], list[int]] = {}
        for i, load in enumerate(self._problem.loads):
            at.setdefault(load.stops, []).append(i)
        found: list[list[int]] = [[] for _ in self._problem.loads]
        places = sorted(at)
        for stops, order in zip(places, self._nearest(places), strict=True):
            others = [i for other in order if places[other] != stops for i in at[places[other]]][:_NEAREST]
            for k, i in enumerate(at[stops]):
                mine = (at[stops][k + 1 :] + at[stops][:k])[:_NEAREST]
                found[i] = mine + others
        return found

    def _nearest(self, places: Sequence[tuple[int, ...]]) -> list[list[int]]:
        """The nearest places from each by the shortest drive of any kind of vehicle, itself first."""
        apart = np.full((len(places), len(places)), UNREACHED, dtype=np.int64)
        for kind, drive in enumerate(self._problem.drive):
            at = np.array([stops[kind] for stops in places], dtype=np.int64)
            here = np.flatnonzero(at >= 0)
            if not len(here):
                continue
            legs = np.array([drive[p] for p in at[here].tolist()], dtype=np.int64)
            apart[np.ix_(here, here)] = np.minimum(apart[np.ix_(here, here)], legs[:, at[here]])
        np.fill_diagonal(apart, -1)
        found: list[list[int]] = apart.argsort(axis=1, kind="stable")[:, :_PLACES].tolist()
        return found
