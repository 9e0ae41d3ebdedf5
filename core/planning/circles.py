"""Ways over closing links that come back to where they have been: nobody is led in circles to pass the time."""

from typing import Protocol

import numpy as np

from core.planning.network import Ints
from core.planning.open_roads import OpenRoads


class _Arcs(Protocol):
    """Which arc each closing one is, by its place `k`."""

    @property
    def arc(self) -> Ints: ...


class Circles:
    """Which vertices ways pass, by shelter and chain of closing arcs (see `timetable.Label`), each looked at once."""

    def __init__(self, roads: OpenRoads, closings: _Arcs, places: Ints, shelters: Ints) -> None:
        self._roads, self._arc, self._places, self._shelters = roads, closings.arc, places, shelters
        self._passed: dict[tuple[int, tuple[int, ...]], frozenset[int] | None] = {}
        self._to_first: dict[tuple[int, int], frozenset[int]] = {}

    def passed(self, shelter: int, chain: tuple[int, ...]) -> frozenset[int] | None:
        """The vertices of a way on from the start of its first closing arc; None where it passes one twice."""
        key = shelter, chain
        if key not in self._passed:
            self._passed[key] = self._pass(shelter, chain)
        return self._passed[key]

    def _pass(self, shelter: int, chain: tuple[int, ...]) -> frozenset[int] | None:
        arcs = self._roads.network.arcs
        arc, goal = int(self._arc[chain[0]]), int(self._shelters[shelter])
        rest: frozenset[int] | None = frozenset((goal,))
        if len(chain) > 1:
            rest, goal = self.passed(shelter, chain[1:]), int(arcs.tail[self._arc[chain[1]]])
        if rest is None:
            return None
        mine = [int(arcs.tail[arc]), *self._between(int(arcs.head[arc]), goal)]
        found = rest.union(mine)
        return found if len(found) == len(rest) + len(mine) else None

    def passes_no_other(self, shelter: int, chain: tuple[int, ...], other: tuple[int, ...]) -> bool:
        """Whether another way passes no vertex that the first does not; both must pass none twice."""
        mine, its = self.passed(shelter, chain), self.passed(shelter, other)
        return mine is not None and its is not None and its <= mine

    def comes_back(self, place: int, shelter: int, chain: tuple[int, ...]) -> bool:
        """Whether somebody from a place comes back to where he has been."""
        key, passed = (place, chain[0]), self.passed(shelter, chain)
        if key not in self._to_first:
            tail = int(self._roads.network.arcs.tail[self._arc[chain[0]]])
            self._to_first[key] = frozenset(self._between(int(self._places[place]), tail))
        return passed is None or not passed.isdisjoint(self._to_first[key])

    def _between(self, here: int, goal: int) -> list[int]:
        """The vertices of the quickest open stretch, without its last."""
        path = np.array(self._roads.path(here, goal), dtype=np.int64)
        vertices: list[int] = self._roads.network.arcs.tail[path].tolist()
        return vertices
