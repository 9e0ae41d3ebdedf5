"""The roads as helpers' cars use them: from door to door, to the shelters and back."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from core.planning.network import Ints
from core.planning.pace import Way, driving_factor
from core.planning.situation import Situation
from core.planning.timeline import FOREVER, MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.near_shelters import NearShelters, bits_of
from core.planning.vehicles.simple_bounds import closed
from core.planning.vehicles.vehicle_roads import Legs, vehicle_network

Doors = tuple[int, ...]


class CarRoads:
    """The roads between doors where a car may stop, and on to the shelters. The last point of the tables is wherever a
    car is first asked for."""

    def __init__(self, situation: Situation, errands: Mapping[int, int] | None = None) -> None:
        """`errands` are the shelters (columns) of the parties to be fetched; without them all doors and shelters."""
        lone = situation.lone if errands is None else [situation.lone[i] for i in errands]
        doors = sorted({start.place for start in lone if start is not None})
        network, self.points = vehicle_network(situation.network, (), doors)
        columns = range(len(self.points.shelters)) if errands is None else sorted(set(errands.values()))
        self._doors, self._columns = frozenset(doors), frozenset(columns)
        wanted = [*range(len(doors)), *(self.points.first_shelter + j for j in columns)]
        closed, pace = situation.travel.closed(Way.CAR), driving_factor(situation.case)
        self.legs = Legs(network, self.points, Way.CAR, pace, closed, situation.effort, wanted)
        self.home = home = len(self.points.origins)
        drive = [[*row, UNREACHED] for row in self.legs.drive.tolist()] + [[0] * home + [UNREACHED]]
        last = [[*row, -1] for row in self.legs.last.tolist()] + [[FOREVER] * home + [-1]]
        self.drive, self.last = tuple(map(tuple, drive)), tuple(map(tuple, last))
        after = {shelter.id: max(0, shelter.opens_after_min) * MINUTE for shelter in situation.case.shelters}
        self.opens: Ints = np.array([after[name] for name in self.points.shelters], dtype=np.int64)
        self.first = self.points.first_shelter  # the point of the first shelter's column
        self._known: dict[Doors, Ints] = {}
        self._rounds: dict[tuple[Doors, tuple[int, ...]], int] = {}
        self._toll: bytes = b""
        self._near: dict[Doors, NearShelters] = {}
        self.detours = {(0, p, q): ways for (p, q), ways in self.legs.detours.items()}
        self.shortest: Ints = self.legs.shortest

    def lead(self, situation: Situation, errands: Mapping[int, int]) -> bool:
        """Whether these roads lead to all doors and shelters of other errands too."""
        doors = {start.place for i in errands if (start := situation.lone[i]) is not None}
        return doors <= self._doors and self._columns.issuperset(errands.values())

    def onward(self, p: int, q: int, now: int) -> int:
        """When a car that could set off now is at the other end of a leg; UNREACHED where no road leads there."""
        if now <= self.last[p][q]:
            return min(now + int(self.drive[p][q]), UNREACHED)
        ways = self.detours.get((0, p, q), ())
        return min((max(now, way.first) + way.us for way in ways if way.last >= now), default=UNREACHED)

    @cached_property
    def _closed(self) -> Ints:
        """Shortest ways by other doors and shelters, where that is quicker."""
        return closed(self.shortest)

    @cached_property
    def between(self) -> list[list[int]]:
        """From door to door by the shortest ways."""
        found: list[list[int]] = self._closed[: self.first, : self.first].tolist()
        return found

    @cached_property
    def back(self) -> list[list[int]]:
        """From shelters (columns) to doors by the shortest ways."""
        found: list[list[int]] = self._closed[self.first :, : self.first].tolist()
        return found

    def into(self, doors: Doors) -> Ints:
        """From doors to shelters (doors x columns), perhaps by another of them."""
        if doors not in self._known:
            here = list(doors)
            legs = self.shortest[here, self.first :]
            self._known[doors] = np.min(self._closed[here][:, here, None] + legs[None], axis=1)
        return self._known[doors]

    def round_us(self, doors: Doors, shelters: tuple[int, ...]) -> int:
        """The shortest way from any of the shelters to any of the doors and on to any shelter."""
        key = doors, shelters
        if key not in self._rounds:
            here, there = list(doors), [self.first + j for j in shelters]
            back = self._closed[np.ix_(there, here)].min(initial=UNREACHED)
            on = self._closed[np.ix_(here, there)].min(initial=UNREACHED)
            self._rounds[key] = min(UNREACHED, int(back) + int(on))
        return self._rounds[key]

    def near(self, doors: Doors, toll: Ints) -> NearShelters:
        """The shelters from some doors where beds cost `toll`: how near they are from each, on the way on too."""
        tolls = toll.tobytes()
        if tolls != self._toll:
            self._toll = tolls
            self._near.clear()
        if doors not in self._near:
            self._near[doors] = self._shelters_from(doors, toll)
        return self._near[doors]

    def _shelters_from(self, doors: Doors, toll: Ints) -> NearShelters:
        first, here, into = self.first, list(doors), self.into(doors)
        back = self._closed[first:][:, here].T
        waits, opens = self.opens > 0, self.opens
        late = [np.where(waits, opens + each, -FOREVER) for each in (toll, *back)]  # where one has to wait for the door
        sides = [into + toll, *(into + each for each in back), *late]
        table = np.minimum(np.concatenate([side.reshape(-1, len(toll)) for side in sides]), UNREACHED)
        always = (self.legs.last[here, first:].min(axis=0) >= FOREVER).tolist()
        return NearShelters(table, bits_of(np.any(into < UNREACHED, axis=0)), always)
