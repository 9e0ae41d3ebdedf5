"""The roads as helpers' cars use them: from door to door, to the shelters and back."""

import numpy as np

from core.planning.network import Ints
from core.planning.pace import Way, driving_factor
from core.planning.situation import Situation
from core.planning.timeline import FOREVER, MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.vehicle_roads import Legs, vehicle_network


class CarRoads:
    """The roads between all doors where a car may stop, and on to the shelters. The last point of the tables is
    wherever a car is first asked for."""

    def __init__(self, situation: Situation) -> None:
        placed = {start.place for start in situation.lone if start is not None}
        network, self.points = vehicle_network(situation.network, (), sorted(placed))
        closed, pace = situation.travel.closed(Way.CAR), driving_factor(situation.case)
        self.legs = Legs(network, self.points, Way.CAR, pace, closed, situation.effort)
        self.home = home = len(self.points.origins)
        drive = [[*row, UNREACHED] for row in self.legs.drive.tolist()] + [[0] * home + [UNREACHED]]
        last = [[*row, -1] for row in self.legs.last.tolist()] + [[FOREVER] * home + [-1]]
        self.drive, self.last = tuple(map(tuple, drive)), tuple(map(tuple, last))
        after = {shelter.id: max(0, shelter.opens_after_min) * MINUTE for shelter in situation.case.shelters}
        self.opens: Ints = np.array([after[name] for name in self.points.shelters], dtype=np.int64)
        self.detours = {(0, p, q): ways for (p, q), ways in sorted(self.legs.detours.items())}

    def shortest(self) -> Ints:
        """Legs between doors and shelters at whatever moment is best."""
        table: Ints = self.legs.drive.copy()
        for (p, q), ways in self.legs.detours.items():
            table[p, q] = min([int(table[p, q]), *(way.us for way in ways)])
        return table
