"""One vehicle's trips in order: when each ends, and what the tour is worth to the goal."""

from core.planning.timetable import UNREACHED
from core.planning.vehicles.problem import RoundsProblem, onward
from core.planning.vehicles.trips import Trip, TripBook, fits

Tour = tuple[Trip, ...]

WEIGHT = 16
# A tour that cannot be driven: too late for somebody, no road, off duty.
IMPOSSIBLE = 1 << 90


class Tours:
    """Times tours; `score` is person-time (with tolls)."""

    def __init__(self, problem: RoundsProblem, book: TripBook) -> None:
        self.problem, self.book = problem, book
        # Of each vehicle: kind, when and where it is free, until when, and its legs.
        self._begin = [
            (
                one.kind,
                one.free,
                one.depot,
                min(one.until, UNREACHED - 1),
                problem.drive[one.kind],
                problem.last[one.kind],
            )
            for one in problem.vehicles
        ]
        self.target = 0
        self.end = 0  # of the tour that `lateness` looked at last

    def exposure(self, vehicle: int, tour: Tour) -> int:
        """Person-microseconds until all aboard have arrived, with the tolls of their beds."""
        kind, now, point, until, drive, last = self._begin[vehicle]
        total = 0
        for trip in tour:
            first = trip.first
            if now <= last[point][first]:
                now += drive[point][first]
            else:
                now = onward(self.problem, kind, (point, first), now)
            if now <= trip.limit:
                now += trip.during
                if now < trip.floor:
                    now = trip.floor
            else:
                now = self.book.late(kind, trip, now)
            if now > until:
                return IMPOSSIBLE
            total += now * trip.persons + trip.toll
            now += trip.unload
            point = trip.end
        return total

    score = exposure  # what the search makes smaller

    def lateness(self, vehicle: int, tour: Tour) -> int:
        """The last arrival, and sixteen times what it is over the target; less what waiting would cost."""
        kind, now, point, until, drive, last = self._begin[vehicle]
        end = saved = 0
        for trip in tour:
            first = trip.first
            if now <= last[point][first]:
                now += drive[point][first]
            else:
                now = onward(self.problem, kind, (point, first), now)
            if now <= trip.limit:
                now += trip.during
                if now < trip.floor:
                    now = trip.floor
            else:
                now = self.book.late(kind, trip, now)
            if now > until:
                return IMPOSSIBLE
            end = now
            saved += trip.toll
            now += trip.unload
            point = trip.end
        self.end = end
        return saved + (end + WEIGHT * (end - self.target) if end > self.target else end)

    def ends(self, vehicle: int, tour: Tour) -> list[int]:
        """When each trip arrives at its shelter; UNREACHED from the first that cannot be driven."""
        return [end for _, _, end in self.times(vehicle, tour)]

    def times(self, vehicle: int, tour: Tour) -> list[tuple[int, int, int]]:
        """Per trip: when the vehicle sets off to it, when it is at the first stop, when it is at the shelter."""
        one = self.problem.vehicles[vehicle]
        now, point = one.free, one.depot
        found = []
        for trip in tour:
            begin = onward(self.problem, one.kind, (point, trip.first), now) if now < UNREACHED else UNREACHED
            end = self.book.end(one.kind, trip, begin) if begin < UNREACHED else UNREACHED
            found.append((now, begin, end if end <= one.until else UNREACHED))
            now, point = (end + trip.unload if end < UNREACHED else UNREACHED), trip.end
        return found

    def fits(self, vehicle: int, trip: Trip) -> bool:
        need, one = trip.need, self.problem.vehicles[vehicle]
        return fits(one, need) if need[1] or need[2] or need[3] else need[0] <= one.seats


class ToursInTime(Tours):
    """The same where the last arrival is the goal: `score` is lateness over a target."""

    score = Tours.lateness
