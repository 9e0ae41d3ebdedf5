"""First tours by insertion: load by load, each where it adds least; who counts most when left waiting comes first."""

from core.planning.effort import Effort
from core.planning.timeline import FOREVER
from core.planning.vehicles.neighbours import Neighbours
from core.planning.vehicles.problem import RoundsGoal, RoundsVehicle, onward
from core.planning.vehicles.state import NOT_RIDING, Change, State
from core.planning.vehicles.tour import IMPOSSIBLE, Tour

_SHELTERS = 3  # of the nearest with beds left, tried for a trip of its own


class Insertion:
    """Puts loads into the tours of a state, one by one."""

    def __init__(self, state: State, near: Neighbours, effort: Effort) -> None:
        self._state, self._near, self._effort = state, near, effort
        self._by_last = state.problem.goal is RoundsGoal.LAST_ARRIVAL
        self._free = [self._when_free(v) for v in range(len(state.plan))]
        self._kinds = [vehicle.kind for vehicle in state.problem.vehicles]

    def _when_free(self, vehicle: int) -> tuple[int, int]:
        """When and at which point a vehicle has done what it has to do."""
        tour, one = self._state.plan[vehicle], self._state.problem.vehicles[vehicle]
        if not tour:
            return one.free, one.depot
        return self._state.tours.ends(vehicle, tour)[-1] + tour[-1].unload, tour[-1].end

    def _in_time(self, stops: tuple[int, ...], safe: int) -> list[int]:
        """Vehicles that would be at their stop, after all else they do, before a moment."""
        problem, found = self._state.problem, []
        drive, last = problem.drive, problem.last
        for v, ((now, point), kind) in enumerate(zip(self._free, self._kinds, strict=True)):
            stop = stops[kind]
            if stop < 0:
                continue
            if now <= last[kind][point][stop]:
                there = now + drive[kind][point][stop]
            else:
                there = onward(problem, kind, (point, stop), now)
            if there < safe:
                found.append(v)
        return found

    def run(self, loads: list[int]) -> tuple[Tour, ...]:
        """The tours with those of `loads` in it for whom it is worth it."""
        for load in loads:
            if self._effort.exhausted:
                break
            self._effort.spend(len(self._state.plan))
            self.insert(load)
        return tuple(self._state.plan)

    def insert(self, load: int) -> None:
        """Where it adds least (for the last arrival: where it ends first), if that is less than letting it wait."""
        state, best = self._state, IMPOSSIBLE
        chosen: tuple[Change, int] | None = None
        for change in [*self._joined(load), *self._alone(load)]:
            vehicle, tour = change[0][0]
            score = state.tours.score(vehicle, tour)
            if score >= IMPOSSIBLE or not state.room_for(change[1], change[2]):
                continue
            delta = score - state.scores[vehicle]
            key = state.tours.end if self._by_last else delta
            if delta < 0 and key < best:
                best, chosen = key, (change, score)
        if chosen is not None:
            state.apply(chosen[0], (chosen[1],))
            vehicle = chosen[0][0][0][0]
            self._free[vehicle] = self._when_free(vehicle)

    def _alone(self, load: int) -> list[Change]:
        """A trip of its own at the end of each tour."""
        state, one = self._state, self._state.problem.loads[load]
        found: list[Change] = []
        safe = FOREVER + 1 if self._by_last else one.otherwise - one.worth  # fetched then one is as well without it
        ends = [self._with_beds(kind, load) for kind in range(len(one.stops))]
        idle: set[RoundsVehicle] = set()  # of those that are alike and do nothing yet, one is enough
        for v in self._in_time(one.stops, safe):
            tour, kind = state.plan[v], self._kinds[v]
            if not tour:
                if state.problem.vehicles[v] in idle:
                    continue
                idle.add(state.problem.vehicles[v])
            for shelter in ends[kind]:
                trip = state.book.trip(kind, (load,), shelter)
                if trip is not None and state.tours.fits(v, trip):
                    found.append((((v, (*tour, trip)),), (), (trip,)))
        return found

    def _with_beds(self, kind: int, load: int) -> list[int]:
        """The nearest shelters that have beds left for a load."""
        state, persons = self._state, self._state.problem.loads[load].persons
        near = self._near.shelters(kind, load)
        return [j for j in near if state.used[j] + persons <= state.room[j]][:_SHELTERS]

    def _joined(self, load: int) -> list[Change]:
        """Beside a load that waits near, in a trip that has places left."""
        state = self._state
        found: list[Change] = []
        seen: set[tuple[int, int]] = set()
        for other in self._near.loads[load]:
            v = state.riding[other]
            if v == NOT_RIDING:
                continue
            k = state.position(other)
            if (v, k) in seen:
                continue
            seen.add((v, k))
            tour = state.plan[v]
            at = tour[k].loads.index(other) + 1
            loads = (*tour[k].loads[:at], load, *tour[k].loads[at:])
            trip = state.book.trip(state.problem.vehicles[v].kind, loads, tour[k].shelter)
            if trip is not None and state.tours.fits(v, trip):
                found.append((((v, (*tour[:k], trip, *tour[k + 1 :])),), (tour[k],), (trip,)))
        return found
