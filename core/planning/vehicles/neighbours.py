"""Which shelters are near a load, and which loads are near each other; worked out once."""

from collections.abc import Sequence

from core.planning.timetable import UNREACHED
from core.planning.vehicles.problem import RoundsProblem

_NEAREST = 24
_SHELTERS = 12


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
        for stops in places:
            apart = {other: self._apart(stops, other) for other in places}
            order = sorted(places, key=lambda other, apart=apart: (apart[other], other))  # type: ignore[misc]
            others = [i for other in order[:8] if other != stops for i in at[other]][:_NEAREST]
            for k, i in enumerate(at[stops]):
                mine = (at[stops][k + 1 :] + at[stops][:k])[:_NEAREST]
                found[i] = mine + others
        return found

    def _apart(self, stops: tuple[int, ...], other: tuple[int, ...]) -> int:
        """The shortest drive between two loads by any kind of vehicle."""
        if stops == other:
            return -1
        pairs = enumerate(zip(stops, other, strict=True))
        return min((self._problem.drive[c][p][q] for c, (p, q) in pairs if min(p, q) >= 0), default=UNREACHED)
