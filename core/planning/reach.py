"""Helpers to doors: minutes from every helper's village to every village where somebody waits, and by which links."""

from collections.abc import Sequence

import numpy as np

from core.domain.ids import PlaceCode
from core.domain.people import Helper, Mobility
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.network import NO_LINK, Floats, access_leg_ms
from core.planning.open_roads import OpenRoads, backward_tree
from core.planning.pace import UNIT, Way, driving_factor, walking_factor
from core.planning.travel import Travel

# A helper further away than this is no help at that door (the rule of the design: half an hour).
REACH_MINUTES = 30.0
SAME_PLACE_MINUTES = 2.0
# Where one end is not on the map but both lie in the same town, nobody can compute a way: a flat guess, said so.
SAME_TOWN_MINUTES = 25.0
_MS_PER_MINUTE = 60_000.0
HELPER_WAYS = (Way.FOOT, Way.CAR)


def helper_way(helper: Helper) -> Way:
    return Way.CAR if helper.car_seats > 0 else Way.FOOT


class Reach:
    """Minutes to doors over the links open at the case's start; a link that is closed then is left out."""

    def __init__(self, case: Case, travel: Travel, effort: Effort) -> None:
        self._travel, self._effort = travel, effort
        self._town = {place.code: place.town for place in case.places}
        self._walk = walking_factor(case, [Mobility.WALKS]) / UNIT
        self._factor = {Way.FOOT: self._walk, Way.CAR: driving_factor(case) / UNIT}
        network = travel.network
        self._roads = {
            way: OpenRoads(network, way, frozenset(i for i, shut in travel.closed(way).items() if shut[0][0] <= 0))
            for way in HELPER_WAYS
        }
        self._leaving = np.fromiter(network.leaving.values(), dtype=np.int64)
        self._row = {place: i for i, place in enumerate(network.leaving)}
        self._found: dict[tuple[Way, PlaceCode], Floats] = {}
        self._around: dict[
            tuple[PlaceCode, tuple[tuple[PlaceCode, Way], ...]], list[tuple[PlaceCode, Way, float, bool]]
        ] = {}
        self._trees: dict[tuple[Way, PlaceCode], np.ndarray] = {}

    def minutes(self, way: Way, places: Sequence[PlaceCode]) -> None:
        """Work out a batch of doors at once."""
        network = self._travel.network
        wanted = [p for p in places if p in network.reaching and (way, p) not in self._found]
        targets = np.array([network.reaching[p] for p in wanted], dtype=np.int64)
        limit = REACH_MINUTES * _MS_PER_MINUTE / self._factor[way]
        found = self._roads[way].distances(targets, self._leaving, self._effort, limit)
        for place, row in zip(wanted, found, strict=True):
            self._found[way, place] = row

    def between(self, way: Way, start: PlaceCode, door: PlaceCode) -> tuple[float, bool] | None:
        """Minutes from one village to another and whether a position is missing; None where it is out of reach."""
        if start == door:
            return SAME_PLACE_MINUTES, False
        network = self._travel.network
        if start not in self._row or door not in network.reaching:
            near = start in self._town and door in self._town and self._town[start] == self._town[door]
            return (SAME_TOWN_MINUTES, True) if near else None
        if (way, door) not in self._found:
            self.minutes(way, [door])
        ms = float(self._found[way, door][self._row[start]])
        legs = access_leg_ms(network.place_access[start]) + access_leg_ms(network.place_access[door])
        minutes = (ms * self._factor[way] + legs * self._walk) / _MS_PER_MINUTE
        return (minutes, False) if minutes <= REACH_MINUTES else None

    def around(
        self, door: PlaceCode, starts: tuple[tuple[PlaceCode, Way], ...]
    ) -> list[tuple[PlaceCode, Way, float, bool]]:
        """Those of `starts` (village and way) in reach of a door, with minutes and whether these are a guess."""
        if (door, starts) not in self._around:
            self._effort.poll()
            found = [(place, way, self.between(way, place, door)) for place, way in starts]
            self._around[door, starts] = [(place, way, *each) for place, way, each in found if each is not None]
        return self._around[door, starts]

    def links(self, way: Way, start: PlaceCode, door: PlaceCode) -> frozenset[int]:
        """Indices of the links on the quickest way between two villages; empty within one or off the map."""
        network = self._travel.network
        if start == door or start not in self._row or door not in network.reaching:
            return frozenset()
        roads = self._roads[way]
        key = (way, door)
        if key not in self._trees:
            self._effort.spend()
            limit = REACH_MINUTES * _MS_PER_MINUTE / self._factor[way]
            self._trees[key] = backward_tree(roads.backward, network.reaching[door], limit)[1]
        arcs = roads.path_along(self._trees[key], network.leaving[start], network.reaching[door])
        return frozenset(int(network.arcs.link[arc]) for arc in arcs) - {NO_LINK}
