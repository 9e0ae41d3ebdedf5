"""Steps of the search: each takes a few tours apart and puts them together in another way.

A move gets the state and a load to begin with and gives a change, or None where it does not apply. It looks at places
for persons and at what the kind of vehicle can reach; beds and times are looked at afterwards, for all moves alike.
"""

from collections.abc import Callable

from core.planning.vehicles.chance import Sequence
from core.planning.vehicles.neighbours import Neighbours
from core.planning.vehicles.state import NOT_RIDING, Change, State
from core.planning.vehicles.tour import IMPOSSIBLE, Tour
from core.planning.vehicles.trips import Trip, fits

_MOST_REMEMBERED = 200_000


class Moves:
    """The moves over one state; `chance` is the only source of choice."""

    def __init__(self, state: State, near: Neighbours, chance: Sequence) -> None:
        self._state, self._near, self._chance = state, near, chance
        self._kind = [vehicle.kind for vehicle in state.problem.vehicles]
        # Vehicles of one sort make the same trips.
        places = [(one.kind, one.seats, one.wheelchair, one.stretcher) for one in state.problem.vehicles]
        self._sort = [places.index(each) for each in places]
        self._known: dict[tuple[int, tuple[int, ...], int], Trip | None] = {}
        self._vehicles = len(state.problem.vehicles)
        self._loads = len(state.problem.loads)

    # -- pieces ---------------------------------------------------------------------------------------------------

    def _trip(self, vehicle: int, loads: tuple[int, ...], shelter: int) -> Trip | None:
        """A trip of this vehicle, None where it has no places for all or cannot get there."""
        key = (self._sort[vehicle], loads, shelter)
        try:
            return self._known[key]
        except KeyError:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            trip = self._state.book.trip(self._kind[vehicle], loads, shelter)
            if trip is not None and not self._state.tours.fits(vehicle, trip):
                trip = None
            self._known[key] = trip
            return trip

    def _shelter(self, vehicle: int, load: int) -> int:
        """A shelter for a load, the near ones more often."""
        order = self._near.shelters(self._kind[vehicle], load)
        if not order:
            return 0
        below, count = self._chance.below, len(order)
        return order[min(below(count), below(count), below(count))]

    def _other(self, load: int) -> int:
        """Another load, one that waits nearby more often than not."""
        near = self._near.loads[load]
        if near and self._chance.below(4):
            return near[self._chance.below(len(near))]
        return self._chance.below(self._loads)

    def _without(self, vehicle: int, k: int, load: int) -> tuple[Tour, tuple[Trip, ...]] | None:
        """A tour whose k-th trip no longer takes a load, and the trip that is left of it."""
        tour = self._state.plan[vehicle]
        trip = tour[k]
        if len(trip.loads) == 1:
            return tour[:k] + tour[k + 1 :], ()
        rest = self._trip(vehicle, tuple(each for each in trip.loads if each != load), trip.shelter)
        return None if rest is None else ((*tour[:k], rest, *tour[k + 1 :]), (rest,))

    def _taken_from(self, load: int, to: int) -> tuple[Tour, tuple[Trip, ...], tuple[Trip, ...]] | None:
        """The tour of vehicle `to` without the load, if it has it; the trip that goes and what is left of it. For a
        load of another vehicle the tour as it is."""
        v = self._state.riding[load]
        if v != to:
            return self._state.plan[to], (), ()
        k = self._state.position(load)
        found = self._without(v, k, load)
        return None if found is None else (found[0], (self._state.plan[v][k],), found[1])

    def _leaving(self, load: int, to: int) -> Change | None:
        """What taking a load away does to the vehicle that has it, when another one (`to`) gets it."""
        v = self._state.riding[load]
        if v in (NOT_RIDING, to):
            return (), (), ()
        k = self._state.position(load)
        found = self._without(v, k, load)
        return None if found is None else (((v, found[0]),), (self._state.plan[v][k],), found[1])

    # -- moves ----------------------------------------------------------------------------------------------------

    def own_trip(self, load: int) -> Change | None:
        """A load gets a trip of its own, somewhere in a tour."""
        to = self._chance.below(self._vehicles)
        trip = self._trip(to, (load,), self._shelter(to, load))
        left = self._leaving(load, to)
        base = self._taken_from(load, to)
        if trip is None or left is None or base is None:
            return None
        tour, gone, rest = base
        k = self._chance.below(len(tour) + 1)
        pairs, out, back = left
        return (*pairs, (to, (*tour[:k], trip, *tour[k:]))), (*out, *gone), (*back, *rest, trip)

    def collect(self, load: int) -> Change | None:
        """A vehicle goes for a load that waits and fills up with others that wait around it; what it can no longer do
        afterwards is left."""
        state = self._state
        if state.riding[load] != NOT_RIDING:
            return None
        to = self._chance.below(self._vehicles)
        shelter = self._shelter(to, load)
        trip = self._trip(to, (load,), shelter)
        if trip is None:
            return None
        trip = self._trip(to, self._filled(to, load, shelter), shelter) or trip
        tour = state.plan[to]
        k = self._chance.below(len(tour) + 1)
        rest = tour[k + self._chance.below(2) :]
        if rest and state.tours.score(to, (*tour[:k], trip, *rest)) >= IMPOSSIBLE:
            rest = ()
        return ((to, (*tour[:k], trip, *rest)),), tour[k : len(tour) - len(rest)], (trip,)

    def _filled(self, vehicle: int, load: int, shelter: int) -> tuple[int, ...]:
        """A load with others that wait around it, stop by stop, as many as there are places for."""
        state, kind = self._state, self._kind[vehicle]
        loads, needs, one = state.problem.loads, state.book.needs, state.problem.vehicles[vehicle]
        chosen, points, need = [load], [loads[load].stops[kind]], needs[load]
        for other in self._near.loads[load]:
            point = loads[other].stops[kind]
            if state.riding[other] != NOT_RIDING or shelter in loads[other].barred:
                continue
            if point != points[-1] and (point < 0 or point in points or len(points) >= state.problem.most_stops):
                continue
            a, b, c, d = needs[other]
            if need[0] + a > one.seats:
                continue
            more = (need[0] + a, need[1] + b, need[2] + c, need[3] + d)
            if not (more[1] or more[2] or more[3]) or fits(one, more):
                chosen.append(other)
                need = more
                if point != points[-1]:
                    points.append(point)
        return tuple(chosen)

    def join(self, load: int) -> Change | None:
        """A load boards beside another one, whose trip has places left."""
        other = self._other(load)
        to, state = self._state.riding[other], self._state
        if to == NOT_RIDING or other == load:
            return None
        k = state.position(other)
        trip = state.plan[to][k]
        if load in trip.loads:
            return None
        at = trip.loads.index(other) + 1
        joined = self._trip(to, (*trip.loads[:at], load, *trip.loads[at:]), trip.shelter)
        left = self._leaving(load, to)
        if joined is None or left is None:
            return None
        pairs, out, back = left
        tour = state.plan[to]
        if state.riding[load] == to:
            base = self._taken_from(load, to)
            if base is None:
                return None
            tour, gone, rest = base
            out, back = (*out, *gone), (*back, *rest)
            k = tour.index(trip)
        return (*pairs, (to, (*tour[:k], joined, *tour[k + 1 :]))), (*out, trip), (*back, joined)

    def swap_loads(self, load: int) -> Change | None:
        """Two loads change places; one of them may be waiting."""
        other, state = self._other(load), self._state
        a, b = state.riding[load], state.riding[other]
        if a == NOT_RIDING and b != NOT_RIDING:
            load, other, a, b = other, load, b, a
        if a == NOT_RIDING or other == load:
            return None
        k = state.position(load)
        one = state.plan[a][k]
        if b == NOT_RIDING:
            return self._exchange(a, k, (load, other))
        m = state.position(other)
        two = state.plan[b][m]
        if one is two:
            return self._exchange(a, k, (load, other))
        first = self._trip(a, tuple(other if each == load else each for each in one.loads), one.shelter)
        second = self._trip(b, tuple(load if each == other else each for each in two.loads), two.shelter)
        if first is None or second is None:
            return None
        return _both(state, ((a, k, first), (b, m, second)))

    def _exchange(self, vehicle: int, k: int, loads: tuple[int, int]) -> Change | None:
        """Within one trip the two loads change places; a waiting one takes the other's place."""
        x, y = loads
        trip = self._state.plan[vehicle][k]
        order = tuple(y if each == x else x if each == y else each for each in trip.loads)
        made = self._trip(vehicle, order, trip.shelter)
        return None if made is None else _one(self._state, vehicle, k, made)

    def other_shelter(self, load: int) -> Change | None:
        """A trip goes to another shelter."""
        v, state = self._state.riding[load], self._state
        if v == NOT_RIDING:
            return None
        k = state.position(load)
        trip = state.plan[v][k]
        made = self._trip(v, trip.loads, self._shelter(v, trip.loads[-1]))
        return None if made is None or made is trip else _one(state, v, k, made)

    def swap_shelters(self, load: int) -> Change | None:
        """Two trips change shelters."""
        other = self._chance.below(self._loads)
        state, a, b = self._state, self._state.riding[load], self._state.riding[other]
        if NOT_RIDING in (a, b):
            return None
        k, m = state.position(load), state.position(other)
        one, two = state.plan[a][k], state.plan[b][m]
        if one.shelter == two.shelter:
            return None
        first, second = self._trip(a, one.loads, two.shelter), self._trip(b, two.loads, one.shelter)
        return None if first is None or second is None else _both(state, ((a, k, first), (b, m, second)))

    def shift_trip(self, load: int) -> Change | None:
        """A trip goes to another vehicle, or to another place in its tour; it may end elsewhere."""
        a, state = self._state.riding[load], self._state
        if a == NOT_RIDING:
            return None
        k, b = state.position(load), self._chance.below(self._vehicles)
        trip = state.plan[a][k]
        shelter = trip.shelter if self._chance.below(2) else self._shelter(b, trip.loads[-1])
        made = self._trip(b, trip.loads, shelter)
        if made is None:
            return None
        left = state.plan[a][:k] + state.plan[a][k + 1 :]
        tour = left if b == a else state.plan[b]
        at = self._chance.below(len(tour) + 1)
        longer = (*tour[:at], made, *tour[at:])
        pairs = ((a, longer),) if b == a else ((a, left), (b, longer))
        return pairs, (trip,), (made,)

    def swap_trips(self, load: int) -> Change | None:
        """Two trips change places."""
        other = self._chance.below(self._loads)
        state, a, b = self._state, self._state.riding[load], self._state.riding[other]
        if NOT_RIDING in (a, b):
            return None
        k, m = state.position(load), state.position(other)
        one, two = state.plan[a][k], state.plan[b][m]
        if one is two:
            return None
        first, second = self._trip(a, two.loads, two.shelter), self._trip(b, one.loads, one.shelter)
        return None if first is None or second is None else _both(state, ((a, k, first), (b, m, second)))

    def swap_tails(self, load: int) -> Change | None:
        """Two vehicles change what they do from some trip on."""
        state, a = self._state, self._state.riding[load]
        b = self._chance.below(self._vehicles)
        if a in (NOT_RIDING, b):
            return None
        k, m = state.position(load) + self._chance.below(2), self._chance.below(len(state.plan[b]) + 1)
        mine, theirs = state.plan[a][k:], state.plan[b][m:]
        alike = self._sort[a] == self._sort[b]
        here = theirs if alike else self._remade(a, theirs)
        there = mine if alike else self._remade(b, mine)
        if here is None or there is None or not (mine or theirs):
            return None
        pairs = ((a, (*state.plan[a][:k], *here)), (b, (*state.plan[b][:m], *there)))
        return pairs, (*mine, *theirs), (*here, *there)

    def _remade(self, vehicle: int, trips: Tour) -> Tour | None:
        """Trips as this vehicle would make them."""
        made = [self._trip(vehicle, trip.loads, trip.shelter) for trip in trips]
        return None if any(trip is None for trip in made) else tuple(trip for trip in made if trip is not None)

    def merge(self, load: int) -> Change | None:
        """The loads that board where this one does join another trip, or all of its trip does."""
        other = self._other(load)
        state, a, b = self._state, self._state.riding[load], self._state.riding[other]
        if NOT_RIDING in (a, b):
            return None
        k, m = state.position(load), state.position(other)
        one, two = state.plan[a][k], state.plan[b][m]
        if one is two:
            return None
        point = state.problem.loads[load].stops[self._kind[a]]
        whole = not self._chance.below(2)
        going = tuple(x for x in one.loads if whole or state.problem.loads[x].stops[self._kind[a]] == point)
        rest = tuple(x for x in one.loads if x not in going)
        at = two.loads.index(other) + 1
        joined = self._trip(b, (*two.loads[:at], *going, *two.loads[at:]), two.shelter)
        left = self._trip(a, rest, one.shelter) if rest else None
        if joined is None or (rest and left is None):
            return None
        return _both(state, ((a, k, left), (b, m, joined)))

    def split(self, load: int) -> Change | None:
        """The loads that board where this one does get a trip of their own."""
        a, state = self._state.riding[load], self._state
        if a == NOT_RIDING:
            return None
        k, b = state.position(load), self._chance.below(self._vehicles)
        trip, kind = state.plan[a][k], self._kind[a]
        point = state.problem.loads[load].stops[kind]
        going = tuple(x for x in trip.loads if state.problem.loads[x].stops[kind] == point)
        rest = tuple(x for x in trip.loads if x not in going)
        left = self._trip(a, rest, trip.shelter) if rest else None
        made = self._trip(b, going, self._shelter(b, load))
        if not rest or left is None or made is None:
            return None
        mine = (*state.plan[a][:k], left, *state.plan[a][k + 1 :])
        tour = mine if b == a else state.plan[b]
        at = self._chance.below(len(tour) + 1)
        longer = (*tour[:at], made, *tour[at:])
        pairs = ((a, longer),) if b == a else ((a, mine), (b, longer))
        return pairs, (trip,), (left, made)

    def reorder(self, load: int) -> Change | None:
        """The stops of a trip in reverse order."""
        v, state = self._state.riding[load], self._state
        if v == NOT_RIDING:
            return None
        k = state.position(load)
        trip = state.plan[v][k]
        if len(trip.loads) < 2:
            return None
        made = self._trip(v, trip.loads[::-1], trip.shelter)
        return None if made is None else _one(state, v, k, made)

    def all(self) -> tuple[Callable[[int], Change | None], ...]:
        """The moves, each as often as it is worth trying."""
        single = (self.own_trip, self.own_trip, self.shift_trip, self.swap_loads, self.swap_loads, self.other_shelter)
        tours = (self.swap_tails, self.swap_tails, self.swap_trips, self.swap_shelters)
        shared = (self.collect, self.join, self.join, self.merge, self.split, self.reorder)
        alone = all(_fills(self._state, load) for load in range(self._loads))
        return (*single, *tours) if alone else (*single, *tours, *shared, self.join)


def _fills(state: State, load: int) -> bool:
    """Whether a load leaves no place for another in any vehicle that takes it."""
    persons = state.problem.loads[load].persons
    return all(persons == v.seats + v.wheelchair + v.stretcher for v in state.problem.vehicles)


def _one(state: State, vehicle: int, k: int, made: Trip) -> Change:
    tour = state.plan[vehicle]
    return ((vehicle, (*tour[:k], made, *tour[k + 1 :])),), (tour[k],), (made,)


def _both(state: State, places: tuple[tuple[int, int, Trip | None], tuple[int, int, Trip | None]]) -> Change:
    """Two trips replaced at once, maybe in one tour; None takes a trip out."""
    (a, k, first), (b, m, second) = places
    mine, theirs = state.plan[a], state.plan[b]
    gone = mine[k], theirs[m]
    put, other = () if first is None else (first,), () if second is None else (second,)
    if a != b:
        here, there = (*mine[:k], *put, *mine[k + 1 :]), (*theirs[:m], *other, *theirs[m + 1 :])
        return ((a, here), (b, there)), gone, (*put, *other)
    if k > m:
        k, m, put, other = m, k, other, put
    tour = (*mine[:k], *put, *mine[k + 1 : m], *other, *mine[m + 1 :])
    return ((a, tour),), gone, (*put, *other)
