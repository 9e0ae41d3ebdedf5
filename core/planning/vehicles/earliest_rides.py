"""When somebody could be in a shelter at the earliest with a vehicle, and the shortest legs there are."""

import numpy as np

from core.planning.network import Ints, access_leg_ms
from core.planning.situation import Situation
from core.planning.timetable import UNREACHED
from core.planning.travel import Start
from core.planning.vehicles.fleet_problem import FleetProblem
from core.planning.vehicles.passengers import STOP_US, WALKING_ON_US, walk_us
from core.planning.vehicles.problem import onward
from core.planning.vehicles.simple_bounds import closed


class EarliestRides:
    """When somebody could be in each shelter if a vehicle came for him alone."""

    def __init__(self, situation: Situation, fleet: FleetProblem) -> None:
        self._situation, self._fleet = situation, fleet
        rounds = fleet.rounds
        self._legs: list[Ints] = []
        for legs in fleet.legs:
            table = legs.drive.copy()
            for (p, q), ways in legs.detours.items():
                table[p, q] = min([int(table[p, q]), *(way.us for way in ways)])
            self._legs.append(np.minimum(table, UNREACHED))
        self.closed = [closed(legs) for legs in self._legs]
        self._first = len(fleet.points.depots) + len(fleet.points.stops)
        self._opens = np.array([shelter.opens for shelter in rounds.shelters], dtype=np.int64)
        self._come = [self._coming(kind) for kind in range(len(fleet.ways))]

    def _coming(self, kind: int) -> Ints:
        """Per point the first moment that a vehicle of this kind could be there."""
        came = np.full(len(self._legs[kind]), UNREACHED, dtype=np.int64)
        for vehicle in dict.fromkeys(self._fleet.rounds.vehicles):
            if vehicle.kind == kind:
                came = np.minimum(came, self._after(kind, vehicle.depot, vehicle.free))
        return came

    def _after(self, kind: int, point: int, now: int) -> Ints:
        """When a vehicle that is ready at a point at `now` could be at every other; a later start is never sooner."""
        legs = self._fleet.legs[kind]
        there = np.where(legs.last[point] >= now, np.minimum(now + legs.drive[point], UNREACHED), UNREACHED)
        for q in np.flatnonzero(legs.last[point] < now).tolist():
            there[q] = onward(self._fleet.rounds, kind, (point, q), now)
        return there

    def stop(self, kind: int, place: str) -> int:
        """The point where such a vehicle stops for a village."""
        walk = self._fleet.walks[kind].get(place)  # type: ignore[call-overload]
        stop = place if walk is None else (walk.node,)
        return len(self._fleet.points.depots) + self._fleet.points.stops.index(stop)

    def comes(self, kind: int, place: str) -> int:
        """The first moment that such a vehicle could be where it stops for a village."""
        return int(self._come[kind][self.stop(kind, place)])

    def ready(self, kind: int, start: Start) -> int:
        """When somebody stands where such a vehicle stops for his village."""
        walk = self._fleet.walks[kind].get(start.place)
        leg = access_leg_ms(self._situation.network.place_access[start.place]) * start.pace.legs
        return start.ready + (leg if walk is None else walk_us(self._situation, start, walk))

    def arrivals(self, start: Start) -> Ints:
        """By shelter column; UNREACHED where no vehicle brings him."""
        best = np.full(len(self._opens), UNREACHED, dtype=np.int64)
        for kind in range(len(self._legs)):
            stop = self.stop(kind, start.place)
            leave = max(int(self._come[kind][stop]), self.ready(kind, start)) + STOP_US + WALKING_ON_US
            if leave < UNREACHED:
                there = self._after(kind, stop, leave)[self._first :]
                best = np.minimum(best, np.maximum(there, self._opens))
        return best

    def round_us(self, place: str) -> int:
        """The shortest round to a village by any kind of vehicle: there from wherever is nearest, and on to the nearest
        shelter."""
        best = UNREACHED
        depots = len(self._fleet.points.depots)
        for kind, legs in enumerate(self._legs):
            stop = self.stop(kind, place)
            there = min(int(legs[:depots, stop].min(initial=UNREACHED)), int(legs[self._first :, stop].min()))
            best = min(best, there + STOP_US + int(legs[stop, self._first :].min()))
        return min(best, UNREACHED)
