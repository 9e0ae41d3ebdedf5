"""The roads of one kind of traveller, cut down to what may hold somebody up.

The arcs in question (of links whose gates may fill, and of closing links) are kept one by one; between doors, these
arcs and shelters there are only quickest stretches of road that neither close nor fill. All times in milliseconds at
factor 1, infinite where no such stretch leads.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.planning.network import Floats, Ints
from core.planning.pace import Way
from core.planning.situation import Situation
from core.planning.staging.gates import Gates
from core.planning.timeline import MINUTE, Windows, entry_windows

NO_WAY = 1 << 57  # more than any time or cost, small enough that sums of several stay whole numbers


class Passages:
    """`gates` are all of them and the links (by index) whose gates are in question, `ends` the vertices of places and
    shelters.

    Arrays: `arc`, `ms`, `link` and `gate` (-1 for a closing link without one) per arc in question; `home` places x
    arcs, `gap` arcs x arcs (from the head of the first to the tail of the second), `last` arcs x shelters, `direct`
    places x shelters; `pairs` arcs x arcs, whether the second may follow the first."""

    def __init__(
        self,
        situation: Situation,
        way: Way,
        gates: tuple[Gates, frozenset[int]],
        ends: tuple[Ints, Ints],
    ) -> None:
        network, effort = situation.network, situation.effort
        closed = situation.travel.closed(way)
        self._network, self._closed = network, closed
        self._places, self._shelters = ends
        arcs, (all_gates, active) = network.arcs, gates
        reached = np.fromiter(network.reaching.values(), dtype=np.int64, count=len(network.reaching))
        closing = np.isin(arcs.link, np.array(sorted(closed), dtype=np.int64))
        filling = np.isin(arcs.link, np.array(sorted(active), dtype=np.int64))  # both directions: a link goes out whole
        usable = (arcs.ms[way] >= 0) & ~np.isin(arcs.head, reached)
        arc = np.flatnonzero((closing | filling) & usable)
        ever = [int(link) not in closed or entry_windows(closed[int(link)], 0) != () for link in arcs.link[arc]]
        self.arc: Ints = arc[np.array(ever, dtype=bool)]
        self.ms: Ints = arcs.ms[way][self.arc]
        self.link: Ints = arcs.link[self.arc]
        self.gate: Ints = np.where(filling, all_gates.of_arc, -1)[self.arc]
        barred = set(closed) | active
        self._roads = situation.roads.open(way, frozenset(barred))
        heads, tails = arcs.head[self.arc], arcs.tail[self.arc]
        goals, where = np.unique(tails, return_inverse=True)
        columns = np.concatenate([self._places, heads])
        to_shelters = self._roads.distances(self._shelters, columns, effort)
        to_tails = self._roads.distances(goals, columns, effort)[where]
        count = len(self._places)
        self.direct: Floats = to_shelters[:, :count].T
        self.last: Floats = to_shelters[:, count:].T
        self.home: Floats = to_tails[:, :count].T
        self.gap: Floats = to_tails[:, count:].T
        self.pairs = self._worth_a_pair()

    def _worth_a_pair(self) -> NDArray[np.bool_]:
        """Arcs x arcs: the second can be on the way after the first, where going past without it is no quicker.

        Free stretches cost nothing but time, so whoever would not save time by the second arc leaves it out.
        """
        count = len(self.arc)
        keep = np.zeros((count, count), dtype=bool)
        for b in range(count):
            through = self.gap[:, b] + float(self.ms[b])
            to_shelter = through[:, None] + self.last[b][None, :] < self.last
            to_arc = through[:, None] + self.gap[b][None, :] < self.gap
            keep[:, b] = to_shelter.any(axis=1) | to_arc.any(axis=1)
        keep &= self.link[:, None] != self.link[None, :]
        return keep

    def entries(self, road: int) -> list[Windows | None]:
        """Per arc in question when it may be entered at a pace; None where it never closes."""
        return [
            entry_windows(self._closed[int(link)], int(ms) * road) if int(link) in self._closed else None
            for link, ms in zip(self.link, self.ms, strict=True)
        ]

    def arcs(self, place: int, column: int, chain: Sequence[int]) -> tuple[int, ...]:
        """All arcs of the way from a place (row) over a chain of arcs in question to a shelter (column), in order."""
        here = int(self._places[place])
        path: list[int] = []
        for k in chain:
            arc = int(self.arc[k])
            path += [*self._roads.path(here, int(self._network.arcs.tail[arc])), arc]
            here = int(self._network.arcs.head[arc])
        return (*path, *self._roads.path(here, int(self._shelters[column])))


class PassagesOf:
    """The passages of each way of going; ways with the same times and closures share them."""

    def __init__(self, situation: Situation, gates: Gates, links: frozenset[int]) -> None:
        self._situation, self._gates, self.links = situation, gates, links
        network = situation.network
        self.ends = (
            np.fromiter(network.leaving.values(), dtype=np.int64, count=len(network.leaving)),
            np.fromiter(network.shelters.values(), dtype=np.int64, count=len(network.shelters)),
        )
        self._made: dict[Way, Passages] = {}

    def of(self, way: Way) -> Passages:
        travel, ms = self._situation.travel, self._situation.network.arcs.ms
        for other, passages in self._made.items():
            if np.array_equal(ms[way], ms[other]) and travel.closed(way) == travel.closed(other):
                return passages
        self._made[way] = Passages(self._situation, way, (self._gates, self.links), self.ends)
        return self._made[way]


def stretch_us(ms: Floats, road: int) -> Ints:
    """Whole microseconds at a pace, NO_WAY where no road leads."""
    there = np.isfinite(ms)
    found: Ints = np.where(there, np.where(there, ms, 0).astype(np.int64) * road, NO_WAY)
    return found


def opening_us(situation: Situation) -> Ints:
    """Microseconds until each shelter (column) opens."""
    after = {shelter.id: max(0, shelter.opens_after_min) * MINUTE for shelter in situation.case.shelters}
    return np.array([after[shelter] for shelter in situation.travel.shelters], dtype=np.int64)
