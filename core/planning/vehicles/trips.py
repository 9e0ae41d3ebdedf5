"""Trips made ready: when one that begins at its first stop at some moment ends at its shelter.

A trip picks loads up in an order and brings them to one shelter. Loads at the same point that follow each other make
one stop. As roads and ready times only ever hold a trip up, its end is `max(begin + during, floor)` as long as it
begins by `limit` (deadlines, closing roads); only past that moment is it gone through leg by leg.
"""

from functools import cached_property

from core.planning.timeline import HORIZON
from core.planning.timetable import UNREACHED
from core.planning.vehicles.problem import Load, RoundsGoal, RoundsProblem, RoundsVehicle, no_sooner, onward

Loads = tuple[int, ...]

_MOST_REMEMBERED = 200_000
_NOWHERE = -2


class Trip:
    """Loads in boarding order and a shelter, for one kind of vehicle; read only."""

    __slots__ = ("during", "end", "first", "floor", "limit", "loads", "need", "persons", "shelter", "toll", "unload")

    def __init__(self, loads: Loads, shelter: int, ends: tuple[int, int], totals: "Totals", times: "Times") -> None:
        self.loads, self.shelter = loads, shelter
        self.first, self.end = ends
        self.persons, self.need, self.toll = totals
        self.during, self.floor, self.limit, self.unload = times


# persons; (sitting, wheelchairs, lying on stretchers only, lying on seats if need be); person-time for the beds less
# what it would cost to leave its loads waiting
Totals = tuple[int, tuple[int, int, int, int], int]
# how long it takes from the first stop; its end at the earliest; the last begin for which that holds; getting off
Times = tuple[int, int, int, int]

# A stop: its point, when the last who boards is ready, how long boarding takes, when it has to be left.
_Stop = tuple[int, int, int, int]
# A load: the point of its stop, when it is ready there, how long it boards, when it has to leave, shelters that do not
# take it; places it takes (as in `need_of`), and what it counts for when left waiting.
_Row = tuple[int, int, int, int, frozenset[int], int, int, int, int, int]


def waiting_cost(goal: RoundsGoal, load: Load, everybody: int) -> int:
    """Person-microseconds that a load without a ride counts for.

    Who has no other way to safety counts more than all person-time together: safe persons come first. Where the last
    arrival is the goal everybody is to ride.
    """
    if load.otherwise >= UNREACHED or goal is RoundsGoal.LAST_ARRIVAL:
        return load.persons * HORIZON * (1 + everybody)
    return load.persons * (load.otherwise - load.worth)


def need_of(load: Load) -> tuple[int, int, int, int]:
    """Places for who sits, wheelchairs, stretchers, and for who may lie across seats."""
    strict = 0 if load.on_seats else load.lying
    return load.sitting, load.wheelchairs, strict, load.lying - strict


def fits(vehicle: RoundsVehicle, need: tuple[int, int, int, int]) -> bool:
    """Whether there is a place for everybody. Wheelchairs left over are folded and take a seat, who lies and may do so
    takes two; nobody who can sit takes a stretcher or a wheelchair's place."""
    sitting, wheelchairs, stretchers, lying = need
    if not (wheelchairs or stretchers or lying):  # most loads
        return sitting <= vehicle.seats
    if stretchers > vehicle.stretcher:
        return False
    left_over = max(0, wheelchairs - vehicle.wheelchair)
    across = max(0, lying - (vehicle.stretcher - stretchers))
    return sitting + left_over + 2 * across <= vehicle.seats


class TripBook:
    """Makes trips and remembers them: the same loads, shelter and kind of vehicle give the same trip."""

    def __init__(self, problem: RoundsProblem) -> None:
        self.problem = problem
        self._known: dict[tuple[int, Loads, int], Trip | None] = {}
        self._by_kind: dict[int, list[_Row]] = {}

    @cached_property
    def waiting(self) -> list[int]:
        """What each load without a ride counts for."""
        everybody = sum([load.persons for load in self.problem.loads])
        return [waiting_cost(self.problem.goal, load, everybody) for load in self.problem.loads]

    @cached_property
    def needs(self) -> list[tuple[int, int, int, int]]:
        """Places that each load takes."""
        return [need_of(load) for load in self.problem.loads]

    def _rows(self, kind: int) -> list[_Row]:
        """All loads as a kind of vehicle fetches them."""
        if kind not in self._by_kind:
            self._by_kind[kind] = [
                (one.stops[kind], one.ready[kind], one.boarding, one.deadline, one.barred, *need, waiting)
                for one, need, waiting in zip(self.problem.loads, self.needs, self.waiting, strict=True)
            ]
        return self._by_kind[kind]

    def trip(self, kind: int, loads: Loads, shelter: int) -> Trip | None:
        """None where the kind cannot make this trip at all."""
        key = (kind, loads, shelter)
        try:
            return self._known[key]
        except KeyError:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            made = self._known[key] = self._make(kind, loads, shelter)
            return made

    def stops(self, kind: int, loads: Loads) -> list[tuple[int, list[int]]]:
        """The points of a trip in order, with the loads that board there."""
        found: list[tuple[int, list[int]]] = []
        for load in loads:
            point = self.problem.loads[load].stops[kind]
            if found and found[-1][0] == point:
                found[-1][1].append(load)
            else:
                found.append((point, [load]))
        return found

    def _make(self, kind: int, loads: Loads, shelter: int) -> Trip | None:
        problem, goal = self.problem, self.problem.shelters[shelter]
        found = self._boarding(kind, loads, shelter)
        if found is None:
            return None
        stops, totals = found
        drive, last = problem.drive[kind], problem.last[kind]
        during = floor = unload = 0
        limit = UNREACHED
        ahead = [point for point, *_ in stops[1:]] + [goal.point]
        for (point, ready, boarding, deadline), following in zip(stops, ahead, strict=True):
            us = problem.stop_us + boarding
            unload += us
            during += us
            floor = max(ready, floor) + us
            leave_by, leg = last[point][following], drive[point][following]
            if deadline < leave_by:
                leave_by = deadline
            if following == goal.point and goal.opens - leg > floor:
                floor = goal.opens - leg  # one waits where one is until the shelter opens
            if floor > leave_by or leg >= UNREACHED:
                unload = sum(problem.stop_us + each for _, _, each, _ in stops)
                return self._slow(kind, loads, shelter, (stops[0][0], unload), totals)
            if leave_by < UNREACHED and leave_by - during < limit:
                limit = leave_by - during
            during += leg
            floor += leg
        return Trip(loads, shelter, (stops[0][0], goal.point), totals, (during, floor, limit, unload))

    def _boarding(self, kind: int, loads: Loads, shelter: int) -> tuple[list[_Stop], Totals] | None:
        """The stops of a trip and its totals; None where it cannot be made: too many stops, one that this kind cannot
        come to or comes back to, a shelter that does not take somebody."""
        stops: list[_Stop] = []
        points: list[int] = []
        a = b = c = d = saved = 0
        at = _NOWHERE
        latest = board = soonest = 0
        rows = self._rows(kind)
        for load in loads:
            point, ready, boarding, deadline, barred, sitting, wheelchairs, stretchers, lying, waiting = rows[load]
            if barred and shelter in barred:
                return None
            if point != at:
                if at != _NOWHERE:
                    stops.append((at, latest, board, soonest))
                if point < 0 or point in points or len(points) == self.problem.most_stops:
                    return None
                points.append(point)
                at, latest, board, soonest = point, ready, boarding, deadline
            else:
                board += boarding
                if ready > latest:
                    latest = ready
                if deadline < soonest:
                    soonest = deadline
            a += sitting
            saved += waiting
            if wheelchairs or stretchers or lying:
                b, c, d = b + wheelchairs, c + stretchers, d + lying
        stops.append((at, latest, board, soonest))
        persons = a + b + c + d
        return stops, (persons, (a, b, c, d), persons * self.problem.shelters[shelter].toll - saved)

    def _slow(self, kind: int, loads: Loads, shelter: int, first: tuple[int, int], totals: Totals) -> Trip | None:
        """A trip that no quick rule covers: its limit lies in the past, so that it is always gone through. `first` is
        its first stop, and what getting off takes."""
        point, unload = first
        trip = Trip(loads, shelter, (point, self.problem.shelters[shelter].point), totals, (0, 0, -1, unload))
        return trip if self.late(kind, trip, 0) < UNREACHED else None

    def schedule(self, kind: int, trip: Trip, begin: int) -> tuple[list[tuple[int, int, int]], int]:
        """(point, arrive, leave) of each stop of a trip begun at its first stop at `begin`, and its end at the shelter;
        UNREACHED from the moment on that a road or a deadline stops it."""
        problem, now = self.problem, begin
        stops = self.stops(kind, trip.loads)
        goal = problem.shelters[trip.shelter]
        ahead = [point for point, _ in stops[1:]] + [goal.point]
        rows = []
        for (point, boarding), following in zip(stops, ahead, strict=True):
            ready = max([now, *(problem.loads[load].ready[kind] for load in boarding)])
            leave = ready + problem.stop_us + sum(problem.loads[load].boarding for load in boarding)
            arrive = now
            if following == goal.point:
                leave, now = no_sooner(problem, kind, (point, following), leave, goal.opens)
            else:
                now = onward(problem, kind, (point, following), leave)
            rows.append((point, arrive, leave))
            if now >= UNREACHED or leave > min(problem.loads[load].deadline for load in boarding):
                return rows, UNREACHED
        return rows, now

    def end(self, kind: int, trip: Trip, begin: int) -> int:
        """The end of a trip that is at its first stop at `begin`; UNREACHED where that is too late."""
        return max(begin + trip.during, trip.floor) if begin <= trip.limit else self.late(kind, trip, begin)

    def late(self, kind: int, trip: Trip, begin: int) -> int:
        """The end of a trip that begins at its first stop after its limit; UNREACHED where that is too late."""
        return self.schedule(kind, trip, begin)[1]
