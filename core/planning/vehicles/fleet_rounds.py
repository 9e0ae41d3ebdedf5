"""Who rides with the fleet: rounds for those whom no helper's car takes, and what stays of the standing plan's rounds.

Whoever has no other way to safety comes first, then who saves most: mostly those who would have to be carried. Who lies
needs a stretcher place, and gets two seats only where no vehicle with one comes for him. A ride must save a quarter of
an hour to whoever could also go without. Beds are shared with those on foot at prices: first those that beds have where
everybody has the fleet to himself, then those of the allocation that follows from the rides. Where the last arrival
comes first, rides are searched again with every vehicle back by earlier and earlier moments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.domain.ids import HelperId, VehicleId
from core.domain.plans import Move, Objective
from core.domain.trips import Trip
from core.planning.network import Ints
from core.planning.situation import Situation
from core.planning.timeline import FOREVER, HORIZON, MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.annealing import Annealing
from core.planning.vehicles.bed_sharing import DEAR, BedSharing, Outcome
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.first_trips import first_trips
from core.planning.vehicles.fleet_bound import FleetBound, fleet_bound
from core.planning.vehicles.fleet_problem import FleetProblem, FleetProblems, Standing, on_duty
from core.planning.vehicles.narrow_roads import NarrowRoads
from core.planning.vehicles.passengers import Waiting, lifted
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trip_writing import TripWriter
from core.planning.vehicles.trips import TripBook

# Whoever waits no longer than this for his helper's car does not ask for the fleet.
_SOON_US = 30 * MINUTE
# How often prices are asked for again.
_TIMES = 3
# Moves of the search: a base, and so many for each party that waits (more where few wait); with a ceiling, so that
# cost stays in bounds.
_MOVES, _MOVES_EACH, _MOST_MOVES = 1_000, 25, 80_000
_MOVES_OF_FEW, _MOST_OF_FEW = 80, 25_000
# With more who wait the first search is spared, and rides in time are looked for at once.
_MANY = 500
# For an earlier last arrival: how often it is halved what is still possible, and moves for each party then.
_HALVINGS, _MOVES_IN_TIME = 6, 10


@dataclass(frozen=True, slots=True)
class Rides:
    """Moves of those who ride, by party, the trips they ride in, and what no rides can better."""

    moves: dict[int, Move]
    trips: tuple[Trip, ...]
    bound: FleetBound | None = None


_Found = tuple[Outcome, FleetProblem, tuple[Tour, ...]]

NO_RIDES = Rides({}, ())


def fleet_rides(
    situation: Situation,
    parties: Sequence[int],
    room: Ints,
    standing: Mapping[VehicleId, Standing] | None = None,
    *,
    thorough: bool = True,
    bounded: bool = True,
    cars: CarRoads | None = None,
) -> Rides:
    """Rides for some of `parties` (indices), in the beds of `room` (by shelter column). `standing` is where vehicles
    are that have trips to make before. Not `thorough` is first tours alone, a fifth of the work: for figures that are
    compared with others made so. Not `bounded` spares the better bound, which takes a second, and the
    longer search where few wait. `cars` are the roads of helpers' cars where several households share one."""
    fleet = on_duty(situation)
    waiting = _waiting(situation, parties, room) if fleet else []
    if not waiting or not len(situation.travel.shelters):
        return NO_RIDES
    starts = (situation.foot[i] for i in parties)
    made = FleetProblems(situation, fleet, [start.place for start in starts if start is not None])
    held = standing or {}
    problem = made.problem((), (room, [0] * len(room)), held)
    bound = fleet_bound(situation, problem, parties, room, priced=thorough and bounded, cars=cars)
    rounds = _Negotiation(situation, made, (parties, room), held, thorough=thorough, longer=bounded)
    plan = rounds.run(waiting, bound.prices or [0] * len(room), bound.last)
    return _written(situation, (rounds.problem, plan), held, bound)


def bound_with_fleet(
    situation: Situation,
    parties: Sequence[int],
    room: Ints,
    standing: Mapping[VehicleId, Standing],
    *,
    bounded: bool = True,
    serving: int | None = None,
) -> FleetBound | None:
    """What no plan for these parties can better; None where the fleet has nobody to fetch. Not `bounded` spares the
    better of two bounds; `serving` as in `fleet_bound`."""
    fleet = on_duty(situation)
    if not fleet or not _waiting(situation, parties, room) or not len(situation.travel.shelters):
        return None
    return bound_of_fleet(situation, parties, room, standing, priced=bounded, serving=serving)


def bound_of_fleet(
    situation: Situation,
    parties: Sequence[int],
    room: Ints,
    standing: Mapping[VehicleId, Standing],
    *,
    priced: bool,
    cars: CarRoads | None = None,
    serving: int | None = None,
    narrow: NarrowRoads | None = None,
) -> FleetBound:
    """The same whoever waits, for a fleet that has somebody on duty; the rest as in `fleet_bound`."""
    problem = problem_of_fleet(situation, parties, room, standing)
    return fleet_bound(situation, problem, parties, room, priced=priced, cars=cars, serving=serving, narrow=narrow)


def problem_of_fleet(
    situation: Situation, parties: Sequence[int], room: Ints, standing: Mapping[VehicleId, Standing]
) -> FleetProblem:
    """The fleet on its roads, with nobody to fetch yet."""
    starts = (situation.foot[i] for i in parties)
    made = FleetProblems(situation, on_duty(situation), [start.place for start in starts if start is not None])
    return made.problem((), (room, [0] * len(room)), standing)


def _waiting(situation: Situation, parties: Sequence[int], room: Ints) -> list[Waiting]:
    """Parties on the roads whom no helper's car takes soon after they are ready, unless no shelter that is left takes
    them. For the last arrival nobody counts on a car that others share: it may take them first."""
    found = []
    by_last = situation.case.objective is Objective.CLEARANCE
    for i in parties:
        start = situation.foot[i]
        car = situation.car[i]
        shared = len(situation.cars.clients.get(situation.cars.driver.get(i, HelperId("")), ())) > 1
        if start is None or (car is not None and car.ready <= start.ready + _SOON_US and not (by_last and shared)):
            continue
        if (situation.fits.of(i) & (room >= len(situation.parties[i].members))).any():
            found.append(Waiting(i, situation.parties[i], start, UNREACHED))
    return found


def _otherwise(situation: Situation, one: Waiting, prices: Sequence[int], room: Ints) -> int:
    """What the best shelter costs that has beds for all of them."""
    arrival = situation.options.arrival[situation.kind[one.index]]
    there = (arrival < UNREACHED) & (room >= situation.sizes[one.index])
    return int((arrival[there] + np.array(prices)[there]).min()) if there.any() else UNREACHED


class _Negotiation:
    """Rides are searched at prices of beds, which gives other prices, and again; the best outcome of all is kept."""

    def __init__(
        self,
        situation: Situation,
        made: FleetProblems,
        asked: tuple[Sequence[int], Ints],
        standing: Mapping[VehicleId, Standing],
        *,
        thorough: bool,
        longer: bool,
    ) -> None:
        self._situation, self._made, self._standing, self._thorough = situation, made, standing, thorough
        self._few = _MOVES_OF_FEW if longer else _MOVES_EACH
        self._room = asked[1]
        self._sharing = BedSharing(situation, *asked)
        self._lying: frozenset[int] = frozenset()

    def run(self, waiting: Sequence[Waiting], prices: Sequence[int], soonest: int) -> tuple[Tour, ...]:
        """The rides of the best outcome; `problem` is what they were searched in. Nobody can have all in before
        `soonest`."""
        plan: tuple[Tour, ...] = ((),) * len(self._made.fleet)
        problem = self._made.problem((), (self._room, [0] * len(self._room)), self._standing)
        best = self._sharing.outcome(problem, plan), problem, plan
        without = best[0]
        prices = [min(price, DEAR) for price in prices]
        in_time = self._situation.case.objective is Objective.CLEARANCE and self._thorough
        if not in_time or len(waiting) <= _MANY:
            best = self._at_prices(waiting, prices, best)
        if in_time:
            best = self._in_time(waiting, prices, best, soonest)
        self.problem = best[1]
        return self._nobody_loses_his_bed(best[1], best[2], without.served)

    def _priced(self, waiting: Sequence[Waiting], prices: Sequence[int]) -> list[Waiting]:
        return [replace(one, otherwise=_otherwise(self._situation, one, prices, self._room)) for one in waiting]

    def _at_prices(self, waiting: Sequence[Waiting], prices: Sequence[int], best: _Found) -> _Found:
        """Rides with the least person-time."""
        problem, plan = best[1:]
        for time in range(_TIMES if self._thorough else 1):
            priced = self._priced(waiting, prices)
            problem, plan = self._rides(priced, prices, (problem, plan), looks=time > 0)
            prices, moved = self._sharing.prices(problem, plan)
            for tours in (plan, moved):
                outcome = self._sharing.outcome(problem, tours)
                if outcome.key < best[0].key:
                    best = outcome, problem, tours
            plan = moved
            if self._situation.effort.exhausted:
                break
        return best

    def _in_time(self, waiting: Sequence[Waiting], prices: Sequence[int], best: _Found, soonest: int) -> _Found:
        """Rides with an earlier last arrival, halving what lies between the best so far and what is known to be too
        soon; in the end those with the least person-time of the last arrival found."""
        prices = [min(price, HORIZON) for price in prices]  # a bed is never dearer than a ride for who has no other way
        if self._late(waiting, FOREVER):
            found = self._by(FOREVER, waiting, prices)
            best = min(best, found, key=lambda each: each[0].key)
        low, served = soonest, best[0].served
        for _ in range(_HALVINGS):
            if best[0].last - low <= MINUTE or self._situation.effort.exhausted:
                break
            middle = (low + best[0].last) // 2
            found = self._by(middle, waiting, prices)
            served = max(served, found[0].served)
            if found[0].key < best[0].key:
                best = found
            if (-found[0].served, found[0].last) > (-served, middle):
                low = middle
        return self._spared(waiting, best) if any(best[2]) else best

    def _spared(self, waiting: Sequence[Waiting], best: _Found) -> _Found:
        """Rides with the same last arrival and less person-time: now everybody may ride."""
        last = best[0].last
        prices, _ = self._sharing.prices(best[1], best[2], last)
        late = self._late(waiting, last)
        mine = [
            replace(one, otherwise=UNREACHED) if one.index in late else one for one in self._priced(waiting, prices)
        ]
        beds = self._room, prices
        problem = self._until(last, self._made.problem(mine, beds, self._standing, self._lying))
        found = self._settled(problem, self._search(problem, best[1:]), last)
        return min(best, found, key=lambda each: each[0].key)

    def _settled(self, problem: FleetProblem, plan: tuple[Tour, ...], last: int) -> _Found:
        """Tours with trips to where that leaves the others beds that they reach by a moment."""
        found = self._sharing.outcome(problem, plan), problem, plan
        if found[0].last <= last:
            return found
        _, moved = self._sharing.prices(problem, plan, last)
        return min(found, (self._sharing.outcome(problem, moved), problem, moved), key=lambda each: each[0].key)

    def _late(self, waiting: Sequence[Waiting], last: int) -> frozenset[int]:
        """Parties that cannot be in by a moment without a ride; on a helper's car that comes later, after others, they
        do not count."""
        return frozenset(one.index for one in waiting if self._walked(one) > min(last, UNREACHED - 1))

    def _walked(self, one: Waiting) -> int:
        """When they could be in without any vehicle, where there are beds for all of them."""
        situation = self._situation
        arrival, enough = situation.on_foot[situation.kind[one.index]], self._room >= situation.sizes[one.index]
        return int(arrival.min(where=enough, initial=UNREACHED))

    def _by(self, last: int, waiting: Sequence[Waiting], prices: Sequence[int]) -> _Found:
        """Rides with all vehicles back by a moment for those who would be later without one, on seats for those who
        lie where no stretcher comes in time; trips end where that leaves the others beds that they reach by then."""
        late = self._late(waiting, last)
        mine = [one for one in waiting if one.index in late]
        beds = self._room, prices
        problem = self._until(last, self._made.problem(mine, beds, self._standing, self._lying))
        plan = self._search(problem, moves=_MOVES + _MOVES_IN_TIME * len(mine))
        if _still_lying(problem, plan) - self._lying:
            self._lying |= frozenset(one.index for one in waiting if lifted(one.party)[1] > 0)
            problem = self._until(last, self._made.problem(mine, beds, self._standing, self._lying))
            plan = self._search(problem, moves=_MOVES + _MOVES_IN_TIME * len(mine))
        # Who is left is too late on foot: a car that comes after others may not come.
        riding = {load for tour in plan for trip in tour for load in trip.loads}
        left = [self._walked(one) for load, one in enumerate(mine) if load not in riding]
        left = [there for there in left if there < UNREACHED]
        if not left:
            return self._settled(problem, plan, last)
        outcome = self._sharing.outcome(problem, plan)
        return replace(outcome, last=max(outcome.last, *left)), problem, plan

    def _until(self, last: int, fleet: FleetProblem) -> FleetProblem:
        vehicles = tuple(replace(one, until=min(one.until, last)) for one in fleet.rounds.vehicles)
        return replace(fleet, rounds=replace(fleet.rounds, vehicles=vehicles))

    def _rides(
        self,
        waiting: Sequence[Waiting],
        prices: Sequence[int],
        start: tuple[FleetProblem, tuple[Tour, ...]],
        *,
        looks: bool,
    ) -> tuple[FleetProblem, tuple[Tour, ...]]:
        """Rides at these prices; who lies gets seats only where he was left without a stretcher. Where many wait, first
        tours are enough to ask for prices again: only then one `looks` for better ones."""
        beds = self._room, prices
        problem = self._made.problem(waiting, beds, self._standing, self._lying)
        moves = None if looks or len(waiting) <= _MANY else 0
        plan = self._search(problem, start, moves=moves)
        lying = _still_lying(problem, plan)
        if lying - self._lying:
            self._lying |= lying
            before = problem, plan
            problem = self._made.problem(waiting, beds, self._standing, self._lying)
            plan = self._search(problem, before, lying)
        return problem, plan

    def _search(
        self,
        fleet: FleetProblem,
        start: tuple[FleetProblem, Sequence[Tour]] | None = None,
        only: frozenset[int] | None = None,
        moves: int | None = None,
    ) -> tuple[Tour, ...]:
        """Tours trip by trip, by insertion and annealing. `start` may be of an earlier problem: trips are made anew;
        with `only` just these parties are added to it."""
        problem = fleet.rounds
        book = TripBook(problem)
        plan: Sequence[Tour] = ((),) * len(problem.vehicles) if start is None else _remade(fleet, book, *start)
        loads = [i for i, one in enumerate(fleet.waiting) if only is None or one.index in only]
        if not any(plan):
            plan = first_trips(problem, book, self._situation.effort, loads)
        if moves is None:
            moves = _moves_for(len(problem.loads), self._few) if self._thorough and only is None else 0
        return Annealing(problem, book, self._situation.effort).run(plan, moves, loads=loads).plan

    def _nobody_loses_his_bed(self, fleet: FleetProblem, plan: tuple[Tour, ...], aim: int) -> tuple[Tour, ...]:
        """Rides must not fill shelters that others need: as long as fewer are served than without any ride, a
        vehicle's last trip is given up."""
        now = self._sharing.outcome(fleet, plan)
        while now.served < aim and any(plan) and not self._situation.effort.exhausted:
            self._situation.effort.spend()
            without = [(*plan[:v], plan[v][:-1], *plan[v + 1 :]) for v in range(len(plan)) if plan[v]]
            outcomes = [self._sharing.outcome(fleet, tours) for tours in without]
            at = min(range(len(without)), key=lambda k: outcomes[k].key)
            plan, now = without[at], outcomes[at]
        return plan


def _remade(fleet: FleetProblem, book: TripBook, before: FleetProblem, plan: Sequence[Tour]) -> list[Tour]:
    """The tours of an earlier problem for the same parties in this one, as far as vehicles are back in time."""
    at = {one.index: i for i, one in enumerate(fleet.waiting)}
    tours = Tours(fleet.rounds, book)
    found: list[Tour] = []
    for v, tour in enumerate(plan):
        kind = fleet.rounds.vehicles[v].kind
        aboard = [tuple(at[i] for load in trip.loads if (i := before.waiting[load].index) in at) for trip in tour]
        made = [book.trip(kind, loads, trip.shelter) for loads, trip in zip(aboard, tour, strict=True) if loads]
        mine = tuple(trip for trip in made if trip is not None)
        found.append(tuple(trip for trip, end in zip(mine, tours.ends(v, mine), strict=True) if end < UNREACHED))
    return found


def _moves_for(loads: int, few: int) -> int:
    each = max(_MOVES_EACH * loads, min(few * loads, _MOST_OF_FEW))
    return min(_MOST_MOVES, _MOVES + each)


def _still_lying(fleet: FleetProblem, plan: Sequence[Tour]) -> frozenset[int]:
    """Parties with somebody who lies whom no stretcher place was found for."""
    riding = {load for tour in plan for trip in tour for load in trip.loads}
    return frozenset(one.index for i, one in enumerate(fleet.waiting) if i not in riding and lifted(one.party)[1] > 0)


def _written(
    situation: Situation,
    rounds: tuple[FleetProblem, Sequence[Tour]],
    standing: Mapping[VehicleId, Standing],
    bound: FleetBound,
) -> Rides:
    fleet, plan = rounds
    writer = TripWriter(situation, fleet)
    moves: dict[int, Move] = {}
    trips: list[Trip] = []
    for v, tour in enumerate(plan):
        vehicle, kind = fleet.fleet[v], fleet.rounds.vehicles[v].kind
        before = standing[vehicle.id].trips if vehicle.id in standing else 0
        for number, driven in enumerate(writer.tour(v, tour), start=before + 1):
            trip = writer.trip(vehicle, number, driven)
            trips.append(trip)
            moves.update(writer.moves(vehicle, kind, trip, driven))
        situation.effort.spend()
    return Rides(moves, tuple(trips), bound)
