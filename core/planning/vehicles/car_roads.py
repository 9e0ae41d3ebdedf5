"""The roads as helpers' cars use them: from door to door, to the shelters and back."""

from collections.abc import Mapping

import numpy as np

from core.planning.network import Ints
from core.planning.pace import Way, driving_factor
from core.planning.situation import Situation
from core.planning.timeline import FOREVER, MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.vehicle_roads import Legs, vehicle_network


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
        self.detours = {(0, p, q): ways for (p, q), ways in sorted(self.legs.detours.items())}

    def lead(self, situation: Situation, errands: Mapping[int, int]) -> bool:
        """Whether these roads lead to all doors and shelters of other errands too."""
        doors = {start.place for i in errands if (start := situation.lone[i]) is not None}
        return doors <= self._doors and self._columns.issuperset(errands.values())

    def shortest(self) -> Ints:
        """Legs between doors and shelters at whatever moment is best."""
        table: Ints = self.legs.drive.copy()
        for (p, q), ways in self.legs.detours.items():
            table[p, q] = min([int(table[p, q]), *(way.us for way in ways)])
        return table
