"""When a household could be at each shelter, by the checks' own searches and regardless of beds and of other people.

An arrival is `sure` where it is exact. Where roads open again, or a shelter opens after one could be there, it may be a
moment that nobody can quite keep (nobody waits on the road), and a road with a capacity may be full at that hour: then
it is only known that no arrival is earlier. Of a shelter whose road nobody can tell nothing is known, and a plan that
was stopped may not have looked at every road.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import PlaceCode, ShelterId
from core.domain.places import Shelter
from core.domain.plans import Mode
from core.planning.checking.entries import Entry, Peers
from core.planning.checking.junctions import Junctions
from core.planning.checking.paces import Paces
from core.planning.checking.roads import MINUTE, SLACK, is_capped, lets_nobody_in
from core.planning.checking.searches import Searches

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Times(NamedTuple):
    """First arrivals in microseconds (infinite where there is none) and whether they are exact, as askers x shelters.
    `order`: of each the shelters that are surely in reach, the first one first, then the others."""

    arrive: Floats
    sure: Bools
    order: Ints

    @classmethod
    def of(cls, arrive: Floats, sure: Bools) -> "Times":
        return cls(arrive, sure, np.where(sure, arrive, np.inf).argsort(axis=1, kind="stable"))

    def firm(self, rows: Ints, columns: Ints) -> Floats:
        """Exact arrivals, infinite where there is none."""
        return np.where(self.sure[rows, columns], self.arrive[rows, columns], np.inf)

    def agree(self, said: Floats, rows: Ints, columns: Ints) -> Bools:
        """Whether arrivals (microseconds) may be the first ones at these shelters."""
        first, sure = self.arrive[rows, columns], self.sure[rows, columns]
        agrees: Bools = (said >= first - SLACK) & (~sure | (said <= first + SLACK))
        return agrees


class Free(NamedTuple):
    """First arrivals were no road ever full, whether they are exact, and whether roads that never close lead there."""

    arrive: Floats
    sure: Bools
    steady: Bools


class Asker(NamedTuple):
    """Somebody at a village's door: his factor on the legs at both ends, and when he is ready."""

    place: PlaceCode
    legs: int
    ready: int


class ArrivalTables:
    """Arrivals of parties that are alike are worked out once, those of the whole plan together. Shelters are in id
    order."""

    def __init__(
        self, searches: Searches, junctions: Junctions, shelters: Mapping[ShelterId, Shelter], how: tuple[Paces, bool]
    ) -> None:
        """`how` is how fast people are, and whether the plan was stopped."""
        self._searches, self._junctions, self._known_shelters = searches, junctions, shelters
        self._paces, self._stopped = how
        self.shelters: tuple[ShelterId, ...] = tuple(sorted(shelters))
        self.column = {shelter: i for i, shelter in enumerate(self.shelters)}
        self._known: dict[tuple[Asker, Mode], Times] = {}
        self._looked: dict[Mode, _Looked] = {}

    def times(self, asker: Asker, mode: Mode) -> Times | None:
        """From his door in one mode, a single row; None where nobody of the village shows where it joins the roads."""
        if asker.place not in self._junctions.places:
            return None
        if (asker, mode) not in self._known:
            self._known[asker, mode] = self._work_out(mode, [asker])
        return self._known[asker, mode]

    def of_all(self, entries: Sequence[Entry], peers: Sequence[Peers]) -> tuple[Times, Ints]:
        """The better of going on foot and, for whoever may ride in his helper's car, of driving, when they are ready,
        in one row for all who are alike; and the row of each, -1 for who rides with the fleet: his times are his
        vehicle's."""
        joined = self._junctions.places
        row: dict[tuple[Mode, bool, Asker], int] = {}
        row_of: dict[int, int] = {}
        for (move, _, traits, *_), ready, alike in peers:
            if move.place in joined:
                key = traits.on_foot, move.mode is Mode.CAR, Asker(move.place, traits.legs, ready)
                row_of |= dict.fromkeys(map(id, alike), row.setdefault(key, len(row)))
        rows = [row_of.get(id(entry), -1) for entry in entries]  # the inspection keeps its entries
        arrive = np.full((len(row), len(self.shelters)), np.inf)
        sure = np.zeros(arrive.shape, dtype=bool)
        for mode in Mode:
            askers = {at: key[2] for key, at in row.items() if mode is key[0] or (mode is Mode.CAR and key[1])}
            if askers:
                at, found = np.array(list(askers), dtype=np.int64), self._work_out(mode, list(askers.values()))
                better = found.arrive < arrive[at]
                arrive[at] = np.where(better, found.arrive, arrive[at])
                sure[at] = np.where(better, found.sure, sure[at])
        return Times.of(arrive, sure), np.array(rows, dtype=np.int64)

    @cached_property
    def _uncapped(self) -> Searches | None:
        """Searches on the roads that let in everybody, where there are others."""
        links = self._searches.roads.links.values()
        capped = frozenset(link.id for link in links if is_capped(link) and not lets_nobody_in(link))
        return self._searches.without(capped) if capped else None

    @cached_property
    def opens(self) -> Floats:
        shelters = self._known_shelters
        return np.array([max(0, shelters[name].opens_after_min) * MINUTE for name in self.shelters], dtype=np.float64)

    @property
    def egress(self) -> Floats:
        """By shelter the leg behind the road, in milliseconds at factor 1."""
        return self._rows[1]

    @cached_property
    def _rows(self) -> tuple[Ints, Floats]:
        """For each shelter the row of its point among the goals of the searches (-1 for none), and its leg."""
        row = {goal: i for i, goal in enumerate(self._searches.goals)}
        joined = [self._junctions.shelters.get(name) for name in self.shelters]
        rows = np.array([-1 if one is None else row[one[0]] for one in joined], dtype=np.int64)
        return rows, np.array([0 if one is None else one[1] for one in joined], dtype=np.float64)

    @cached_property
    def _reached(self) -> Bools:
        reached: Bools = self._rows[0] >= 0
        return reached

    @cached_property
    def _unclear(self) -> Bools:
        return np.array([name in self._junctions.unclear for name in self.shelters], dtype=bool)

    @cached_property
    def _may_be_sure(self) -> Bools:
        may: Bools = ~self._unclear & ~np.bool_(self._stopped)
        return may

    def when_roads_are_free(self, mode: Mode, askers: Sequence[Asker]) -> "Free":
        """In one mode, of askers whose villages join the roads."""
        arrive, steady = self._first(mode, askers)
        early = arrive < self.opens
        sure = (arrive == steady) | (np.bool_(not self._searches.reopens(mode)) & ~early)
        arrive = np.where(early & self._reached, self.opens, arrive)
        return Free(arrive, sure & self._may_be_sure, np.isfinite(steady))

    def _work_out(self, mode: Mode, askers: list[Asker]) -> Times:
        arrive, steady = self._first(mode, askers)
        closing = arrive
        if self._uncapped is not None:
            closing, steady = self._there(self._uncapped, mode, askers)
        early = arrive < self.opens
        # The road that never closes must be the one that nobody crowds: of two as quick each may be half of that.
        sure = (arrive == steady) | ((arrive == closing) & (not self._searches.reopens(mode)) & ~early)
        arrive = np.where(early & self._reached, self.opens, arrive)
        return Times.of(np.where(self._unclear, -np.inf, arrive), sure & self._may_be_sure)

    def _first(self, mode: Mode, askers: Sequence[Asker]) -> tuple[Floats, Floats]:
        """First arrivals regardless of when shelters open, and those over roads that never close; each looked for
        once."""
        known = self._looked.get(mode)
        new = [asker for asker in dict.fromkeys(askers) if known is None or asker not in known.row]
        if new:
            known = self._looked[mode] = _Looked.more(known, new, self._there(self._searches, mode, new))
        if known is None:
            none = np.zeros((0, len(self.shelters)))
            return none, none
        rows = [known.row[asker] for asker in askers]
        return known.arrive[rows], known.steady[rows]

    def _there(self, searches: Searches, mode: Mode, askers: Sequence[Asker]) -> tuple[Floats, Floats]:
        """By the searches on some of the roads."""
        joined, road = self._junctions.places, self._paces.road
        setting_out = []
        for place, legs, ready in askers:
            door, access = joined[place]
            setting_out.append((door, road(mode, legs), ready + access * legs))
        rows, egress = self._rows
        legs_of, reached = np.array([asker.legs for asker in askers], dtype=np.float64), np.flatnonzero(rows >= 0)
        tables = np.full((2, len(askers), len(rows)), np.inf)
        for table, found in zip(tables, searches.earliest_of_all(setting_out, mode), strict=True):
            table[:, reached] = found[:, rows[reached]] + egress[reached] * legs_of[:, None]
        return tables[0], tables[1]


class _Looked(NamedTuple):
    """What is known of askers (by row) at all shelters: first arrivals, and those over roads that never close."""

    row: dict[Asker, int]
    arrive: Floats
    steady: Floats

    @classmethod
    def more(cls, known: "_Looked | None", askers: Sequence[Asker], found: tuple[Floats, Floats]) -> "_Looked":
        before = 0 if known is None else len(known.row)
        row = {asker: before + i for i, asker in enumerate(askers)}
        if known is None:
            return cls(row, *found)
        return cls(known.row | row, np.vstack([known.arrive, found[0]]), np.vstack([known.steady, found[1]]))
