"""Helpers to doors: minutes from every helper's village to every village where somebody waits, and by which links."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import LinkId, NodeId, PlaceCode
from core.domain.people import Helper, Mobility
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.network import NO_LINK, Floats, Ints, access_leg_ms
from core.planning.pace import UNIT, Way, driving_factor, walking_factor
from core.planning.travel import Travel

# A helper further away than this is no help at that door (the rule of the design: half an hour).
REACH_MINUTES = 30.0
SAME_PLACE_MINUTES = 2.0
# Where one end is not on the map but both lie in the same town, nobody can compute a way: a flat guess, said so.
SAME_TOWN_MINUTES = 25.0
_MS_PER_MINUTE = 60_000.0
HELPER_WAYS = (Way.FOOT, Way.CAR)

Starts = tuple[tuple[PlaceCode, Way], ...]


def helper_way(helper: Helper) -> Way:
    return Way.CAR if helper.car_seats > 0 else Way.FOOT


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where helpers start: by way the columns on the map and their rows among the placed villages; and by village and
    town the columns there, those of towns only where the village is off the map or the door may be."""

    on_map: dict[Way, tuple[Ints, Ints]]
    at_place: dict[PlaceCode, list[int]]
    in_town: dict[str, list[int]]
    off_map: NDArray[np.bool_]


class Reach:
    """Minutes to doors over the links open at the case's start; a link that is closed then is left out."""

    def __init__(self, case: Case, travel: Travel, effort: Effort) -> None:
        self._travel, self._effort = travel, effort
        self._town = {place.code: place.town for place in case.places}
        self._walk = walking_factor(case, [Mobility.WALKS]) / UNIT
        self._factor = {Way.FOOT: self._walk, Way.CAR: driving_factor(case) / UNIT}
        network = travel.network
        self._roads = {
            way: travel.roads.open(way, _closed_now(travel, way), frozenset())  # nobody passes them
            for way in HELPER_WAYS
        }
        self._leaving = np.fromiter(network.leaving.values(), dtype=np.int64)
        self._row = {place: i for i, place in enumerate(network.leaving)}
        self._legs = np.array([access_leg_ms(network.place_access[p]) for p in network.leaving], dtype=np.int64)
        self._found: dict[tuple[Way, PlaceCode], Floats] = {}
        self._columns: list[_Columns] = []
        self._number: dict[Starts, int] = {}
        self._asked: tuple[Starts, int] = ((), -1)  # whose starts were asked for last: they are long to hash
        self._around: dict[tuple[PlaceCode, int], tuple[Floats, NDArray[np.bool_]]] = {}
        self._links: dict[tuple[Way, PlaceCode, PlaceCode], frozenset[int]] = {}
        self._ranks: dict[tuple[Way, PlaceCode], Floats] = {}

    def minutes(self, way: Way, places: Sequence[PlaceCode]) -> None:
        """Work out a batch of doors at once."""
        network = self._travel.network
        wanted = [p for p in places if p in network.reaching and (way, p) not in self._found]
        if not wanted:
            return
        targets = np.array([network.reaching[p] for p in wanted], dtype=np.int64)
        found = self._roads[way].distances(targets, self._leaving, self._effort, self._limit(way))
        for place, row in zip(wanted, found, strict=True):
            self._found[way, place] = row

    def from_nodes(self, nodes: Sequence[NodeId], doors: Sequence[PlaceCode]) -> Floats:
        """Minutes by car to each door from the nearest of some road nodes; infinite out of reach or off the map."""
        network, index = self._travel.network, {node: i for i, node in enumerate(self._travel.network.nodes)}
        starts = np.array([index[node] for node in nodes if node in index], dtype=np.int64)
        found = np.full(len(doors), np.inf)
        placed = [i for i, door in enumerate(doors) if door in network.reaching]
        if not len(starts) or not placed:
            return found
        targets = np.array([network.reaching[doors[i]] for i in placed], dtype=np.int64)
        ms = self._roads[Way.CAR].distances(targets, starts, self._effort, self._limit(Way.CAR)).min(axis=1)
        legs = np.array([access_leg_ms(network.place_access[doors[i]]) for i in placed])
        found[placed] = (ms * self._factor[Way.CAR] + legs * self._walk) / _MS_PER_MINUTE
        return found

    def _limit(self, way: Way) -> float:
        """Milliseconds at factor 1 beyond which nobody is in reach."""
        return REACH_MINUTES * _MS_PER_MINUTE / self._factor[way]

    def to_door(self, door: PlaceCode, starts: Starts) -> tuple[Floats, NDArray[np.bool_]]:
        """Minutes to a door from each of `starts` (village and way), and whether these are a guess.

        They are infinite or above REACH_MINUTES out of reach, and guessed where a position is missing and both lie in
        the same town.
        """
        key = (door, self._numbered(starts))
        if key not in self._around:
            self._effort.poll()
            self._around[key] = self._minutes_of(door, self._columns_of_starts(starts), len(starts))
        return self._around[key]

    def _columns_of_starts(self, starts: Starts) -> _Columns:
        return self._columns[self._numbered(starts)]

    def _numbered(self, starts: Starts) -> int:
        if self._asked[0] is not starts or self._asked[1] < 0:
            if starts not in self._number:
                self._number[starts] = len(self._columns)
                self._columns.append(self._columns_of(starts))
            self._asked = (starts, self._number[starts])
        return self._asked[1]

    def _columns_of(self, starts: Starts) -> _Columns:
        row = np.array([self._row.get(place, -1) for place, _ in starts], dtype=np.int64)
        on_map = {}
        for way in HELPER_WAYS:
            mine = np.array([i for i, (_, by) in enumerate(starts) if by is way and row[i] >= 0], dtype=np.int64)
            on_map[way] = (mine, row[mine])
        at_place: dict[PlaceCode, list[int]] = {}
        in_town: dict[str, list[int]] = {}
        for i, (place, _) in enumerate(starts):
            at_place.setdefault(place, []).append(i)
            if place in self._town:
                in_town.setdefault(self._town[place], []).append(i)
        return _Columns(on_map, at_place, in_town, row < 0)

    def _minutes_of(self, door: PlaceCode, columns: _Columns, count: int) -> tuple[Floats, NDArray[np.bool_]]:
        found = np.full(count, np.inf)
        guessed = np.zeros(count, dtype=bool)
        placed = door in self._row
        if door in self._town:
            guessed[columns.in_town.get(self._town[door], [])] = True
            guessed &= columns.off_map | (not placed)
        if placed:
            for way, (mine, rows) in columns.on_map.items():
                self.minutes(way, [door])
                ms, legs = self._found[way, door][rows], self._legs[rows] + self._legs[self._row[door]]
                found[mine] = (ms * self._factor[way] + legs * self._walk) / _MS_PER_MINUTE
        found[guessed] = SAME_TOWN_MINUTES
        here = columns.at_place.get(door, [])
        found[here], guessed[here] = SAME_PLACE_MINUTES, False
        return found, guessed

    def way_links(self, way: Way, start: PlaceCode, door: PlaceCode) -> tuple[LinkId, ...]:
        """Names of the links on the quickest way between two villages, in order; empty within one, off the map or out
        of reach."""
        network = self._travel.network
        if start == door or start not in self._row or door not in network.reaching:
            return ()
        self.minutes(way, [door])
        if not np.isfinite(self._found[way, door][self._row[start]]):
            return ()
        arcs = self._roads[way].path_along(self._ranks_to(way, door), network.leaving[start], network.reaching[door])
        links = [int(link) for link in network.arcs.link[arcs] if link != NO_LINK]
        return tuple(network.links[link].id for link in dict.fromkeys(links))

    def last_links(self, door: PlaceCode, starts: Starts) -> Ints:
        """The link by which each of `starts` within reach comes in at a door; -1 within one village or off the map."""
        network = self._travel.network
        found = np.full(len(starts), -1, dtype=np.int64)
        if door not in self._row:
            return found
        target = network.reaching[door]
        for way, (mine, rows) in self._columns_of_starts(starts).on_map.items():
            near = (
                np.isfinite(self._found[way, door][rows]) if (way, door) in self._found else np.zeros(len(mine), bool)
            )
            if near.any():
                roads, origins = self._roads[way], self._leaving[rows[near]]
                if np.all(roads.roads.at[origins] >= 0) and roads.roads.at[target] >= 0:
                    found[mine[near]] = roads.last_links(self._ranks_to(way, door), target, origins)
        found[self._columns_of_starts(starts).at_place.get(door, [])] = -1
        return found

    def _ranks_to(self, way: Way, door: PlaceCode) -> Floats:
        if (way, door) not in self._ranks:
            self._effort.spend()
            target = self._travel.network.reaching[door]
            self._ranks[way, door] = self._roads[way].ranks(target, self._limit(way))
        return self._ranks[way, door]

    def links(self, way: Way, start: PlaceCode, door: PlaceCode) -> frozenset[int]:
        """Indices of the links on the quickest way between two villages; empty within one or off the map."""
        network = self._travel.network
        if start == door or start not in self._row or door not in network.reaching:
            return frozenset()
        key = (way, start, door)
        if key not in self._links:
            roads, target = self._roads[way], network.reaching[door]
            arcs = roads.path_along(self._ranks_to(way, door), network.leaving[start], target)
            self._links[key] = frozenset(network.arcs.link[arcs].tolist()) - {NO_LINK}
        return self._links[key]


def _closed_now(travel: Travel, way: Way) -> frozenset[int]:
    return frozenset(link for link, shut in travel.closed(way).items() if shut[0][0] <= 0)
