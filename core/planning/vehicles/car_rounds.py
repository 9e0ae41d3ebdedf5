"""What each helper's own car does: its trips to the households that it may fetch, for shelters that are settled.

Every car is a problem of its own. Loads are put into its tour one after the other where that is worth most, then taken
out and put in again while anything gets better; a trip brings people to one shelter, with up to three stops. Whoever
would be there no later on foot walks. A car that fetches one household only is no trip: the household goes when it is
ready, by the quickest road that is open then. Steps of work are bounded by the loads of the cars; what was found when
they are used up is right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from core.domain.ids import HelperId, VehicleId
from core.domain.plans import Move
from core.domain.roads import Vehicle
from core.domain.trips import Trip, car_of, driver_of
from core.planning.pace import Way
from core.planning.situation import Situation, in_own_car
from core.planning.staging.rides import within_gates_too
from core.planning.timeline import FOREVER, MINUTE, micros
from core.planning.timetable import UNREACHED
from core.planning.travel import Start
from core.planning.vehicles.car_loads import CarLoads, Wish, otherwise
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.car_search import CarSearch, SpareBeds
from core.planning.vehicles.fleet_problem import FleetProblem, Standing
from core.planning.vehicles.fleet_rounds import NO_RIDES, Rides
from core.planning.vehicles.passengers import STOP_US, Waiting, boarding_us
from core.planning.vehicles.problem import RoundsProblem, RoundsShelter, RoundsVehicle
from core.planning.vehicles.tour import Tour, Tours
from core.planning.vehicles.trip_writing import TripWriter
from core.planning.vehicles.trips import TripBook


def any_shared(situation: Situation) -> bool:
    """Whether any car may fetch somebody whom it cannot fetch as soon as he is ready."""
    return any(
        car is not None and lone is not None and car.ready > lone.ready
        for car, lone in zip(situation.car, situation.lone, strict=True)
    ) or any(len(mine) > 1 for mine in situation.cars.clients.values())


def with_more(rides: Rides, cars: Rides) -> Rides:
    """The fleet's rides and those in helpers' cars."""
    return replace(rides, moves=rides.moves | cars.moves, trips=(*rides.trips, *cars.trips))


@dataclass(frozen=True, slots=True)
class CarPlan:
    """Tours of the cars that may fetch `several` (by helper), the parties whose car fetches them alone; and where and
    when those who ride are in by their tours (shelter columns, microseconds)."""

    several: Mapping[HelperId, Sequence[int]]
    free: Mapping[VehicleId, Standing]
    fleet: FleetProblem | None
    tours: tuple[Tour, ...]
    alone: frozenset[int]
    columns: Mapping[int, int]
    arrivals: Mapping[int, int]

    def leaves(self) -> dict[int, int]:
        """When the car leaves the stop of each party that rides."""
        fleet = self.fleet
        if fleet is None:
            return {}
        rounds, drive = fleet.rounds, fleet.rounds.drive[0]
        book = TripBook(rounds)
        tours = Tours(rounds, book)
        found = {}
        for v, tour in enumerate(self.tours):
            for trip, (_, begin, end) in zip(tour, tours.times(v, tour), strict=True):
                waiting = [fleet.waiting[load].index for load in trip.loads]
                if begin <= trip.limit and len({rounds.loads[load].stops for load in trip.loads}) == 1:
                    found.update(dict.fromkeys(waiting, end - drive[trip.first][trip.end]))  # by the road that is open
                    continue
                rows, _ = book.schedule(0, trip, begin)
                for (_, _, leave), (_, loads) in zip(rows, book.stops(0, trip.loads), strict=True):
                    found.update({fleet.waiting[load].index: leave for load in loads})
        return found


class CarRides:
    """The cars of a plan. `standing` is where cars are that have trips to make before."""

    def __init__(
        self, situation: Situation, standing: Mapping[VehicleId, Standing], roads: CarRoads | None = None
    ) -> None:
        self._situation = situation
        self._standing = {name: at for name, at in standing.items() if driver_of(name) is not None}
        self._roads = roads
        self._loads: CarLoads | None = None

    @property
    def several(self) -> int:
        """How many cars may fetch several households."""
        return sum(len(mine) > 1 for mine in self._situation.cars.clients.values())

    def guess(self, wish: Wish, facts: Mapping[int, Move]) -> None:
        """Seats from when each car could leave its households' doors if nobody else fetched them. `facts` are moves
        that stand."""
        self.seat_turns(self.plan(wish, facts), facts)

    def seat_turns(self, plan: CarPlan, facts: Mapping[int, Move]) -> None:
        """Seats from when each car leaves its households' doors."""
        situation = self._situation
        turns, lone = plan.leaves(), situation.lone
        seats: dict[int, Start] = {}
        alike: dict[tuple[int, int], Start] = {}  # by identity of the start, and the moment
        for i in {**turns, **dict.fromkeys(plan.alone), **dict.fromkeys(_driven(situation, facts))}:
            start = lone[i]
            if start is not None:
                key = id(start), turns.get(i, start.ready)
                if key not in alike:
                    alike[key] = start.at(key[1])
                seats[i] = alike[key]
        situation.seat(seats)

    def rides(self, wish: Wish, facts: Mapping[int, Move]) -> Rides:
        """Rides for parties that are newly planned, and what `written` says of them."""
        return self.written(self.plan(wish, facts), facts)

    def written(self, plan: CarPlan, facts: Mapping[int, Move]) -> Rides:
        """A plan's rides. The situation's cars are then those that fetch one household each; nobody else has a seat but
        in the trips."""
        situation = self._situation
        rides, alone = NO_RIDES, plan.alone
        if plan.fleet is not None:
            rides = _written(situation, plan.fleet, plan.tours, plan.free)
            situation.board((*situation.trips.values(), *rides.trips))
            rides = within_gates_too(situation, rides, facts)
            alone = alone | _given_back(situation, plan, rides)
        self.seat(alone, facts)
        return rides

    def seat(self, alone: Iterable[int], facts: Mapping[int, Move]) -> None:
        """Seats for those whose car fetches them alone, from the moment on that they are ready."""
        situation = self._situation
        lone = situation.lone
        kept = {i: start for i in _driven(situation, facts) if (start := situation.car[i]) is not None}
        situation.seat(kept | {i: start for i in alone if (start := lone[i]) is not None})

    def plan(self, wish: Wish, facts: Mapping[int, Move]) -> CarPlan:
        """The best tour of each car for itself."""
        situation = self._situation
        free = _after_facts(situation, facts) | self._standing
        clients = {
            name: mine
            for name, found in situation.cars.clients.items()
            if (mine := [i for i in found if i not in facts and situation.lone[i] is not None and _has_to_go(wish, i)])
        }
        several = {name: mine for name, mine in clients.items() if len(mine) > 1 or car_of(name) in free}
        alone = frozenset(mine[0] for name, mine in clients.items() if name not in several)
        if not several:
            return CarPlan(several, free, None, (), alone, {}, {})
        errands = {i: wish.goals[i] for mine in several.values() for i in mine if i in wish.goals}
        if self._roads is None or not self._roads.lead(situation, errands):
            self._roads, self._loads = CarRoads(situation, errands), None
        if self._loads is None:
            self._loads = CarLoads(situation, self._roads.points)
        fleet = _problem(situation, (self._roads, self._loads), several, wish, free)
        goals = {
            load: wish.goals[one.index]
            for load, one in enumerate(fleet.waiting)
            if one.index in wish.goals and one.index not in wish.joined
        }
        joined = frozenset(load for load, one in enumerate(fleet.waiting) if one.index in wish.joined)
        beds = SpareBeds((wish.spare, wish.room), goals, joined, fleet.rounds.loads) if wish.prices else None
        ends = list(accumulate(map(len, several.values()), initial=0))
        search = CarSearch(fleet.rounds, self._roads, beds, situation.effort, ends)
        return _searched(fleet, search, several, free, alone)


def _has_to_go(wish: Wish, party: int) -> bool:
    return party in wish.goals or bool(wish.prices)


def _driven(situation: Situation, facts: Mapping[int, Move]) -> list[int]:
    """Whom a helper's car brings in already, alone."""
    return [i for i, move in facts.items() if in_own_car(move) and situation.lone[i] is not None]


def _searched(
    fleet: FleetProblem,
    search: CarSearch,
    several: Mapping[HelperId, Sequence[int]],
    free: Mapping[VehicleId, Standing],
    lone: frozenset[int],
) -> CarPlan:
    """The tours of the cars; a car that fetches one household alone makes none."""
    plan: list[Tour] = []
    alone = set(lone)
    columns: dict[int, int] = {}
    arrivals: dict[int, int] = {}
    for vehicle, tour in enumerate(search.best()):
        aboard = [load for trip in tour for load in trip.loads]
        if len(aboard) == 1 and fleet.fleet[vehicle].id not in free:
            alone.add(fleet.waiting[aboard[0]].index)
            tour = ()
        plan.append(tour)
        for trip, end in zip(tour, search.ends(vehicle, tour), strict=True):
            for load in trip.loads:
                columns[fleet.waiting[load].index] = trip.shelter
                arrivals[fleet.waiting[load].index] = end
    return CarPlan(several, free, fleet, tuple(plan), frozenset(alone), columns, arrivals)


def _after_facts(situation: Situation, facts: Mapping[int, Move]) -> dict[VehicleId, Standing]:
    """Where cars are that bring in a household already, without a trip."""
    found: dict[VehicleId, Standing] = {}
    for i, move in facts.items():
        name = situation.cars.driver.get(i)
        if name is None or not in_own_car(move):
            continue
        at = max(0, micros(situation.case.at, move.arrive)) + STOP_US + boarding_us(situation.parties[i])
        car = car_of(name)
        if car not in found or at > found[car].free:
            found[car] = Standing(situation.travel.column[move.shelter], at)
    return found


def _problem(
    situation: Situation,
    ground: tuple[CarRoads, CarLoads],
    cars: Mapping[HelperId, Sequence[int]],
    wish: Wish,
    free: Mapping[VehicleId, Standing],
) -> FleetProblem:
    """All cars and their clients."""
    roads, load_of = ground[0], ground[1].of
    points = roads.points
    mine = [i for clients in cars.values() for i in clients if situation.foot[i] is not None]
    foot, parties = [start for i in mine if (start := situation.foot[i]) is not None], situation.parties
    waiting = list(map(Waiting, mine, [parties[i] for i in mine], foot, otherwise(situation, wish, mine)))
    opens = {shelter.id: max(0, shelter.opens_after_min) * MINUTE for shelter in situation.case.shelters}
    persons = sum([situation.sizes[i] for i in mine])
    tolls = wish.prices or [0] * len(points.shelters)
    vehicles = tuple(Vehicle(car_of(name), "car", situation.cars.seats[name]) for name in cars)
    rounds = RoundsProblem(
        vehicles=tuple(
            _vehicle(each, roads, free.get(each.id), _until(situation, clients, wish))
            for each, clients in zip(vehicles, cars.values(), strict=True)
        ),
        loads=tuple([load_of(one, wish) for one in waiting]),
        shelters=tuple(
            RoundsShelter(points.first_shelter + j, persons, opens[name], tolls[j])
            for j, name in enumerate(points.shelters)
        ),
        drive=(roads.drive,),
        last=(roads.last,),
        stop_us=STOP_US,
        detours=roads.detours,
    )
    return FleetProblem(rounds, vehicles, tuple(waiting), (Way.CAR,), (roads.legs,), points, ({},))


def _until(situation: Situation, clients: Sequence[int], wish: Wish) -> int:
    """When a car has to be back; whoever has no other way to his shelter is fetched however late."""
    if wish.until >= FOREVER:
        return FOREVER
    safe = all(situation.walked(i, wish.goals[i]) < UNREACHED for i in clients if i in wish.goals)
    return wish.until if safe else FOREVER


def _vehicle(car: Vehicle, roads: CarRoads, standing: Standing | None, until: int) -> RoundsVehicle:
    if standing is None or standing.shelter is None:
        return RoundsVehicle(0, car.seats, roads.home, until=until)
    return RoundsVehicle(0, car.seats, roads.points.first_shelter + standing.shelter, free=standing.free, until=until)


def _written(
    situation: Situation, fleet: FleetProblem, plan: Sequence[Tour], free: Mapping[VehicleId, Standing]
) -> Rides:
    writer = TripWriter(situation, fleet)
    moves: dict[int, Move] = {}
    trips: list[Trip] = []
    for v, tour in enumerate(plan):
        vehicle = fleet.fleet[v]
        before = free[vehicle.id].trips if vehicle.id in free else 0
        for number, driven in enumerate(writer.tour(v, tour), start=before + 1):
            trip = writer.trip(vehicle, number, driven)
            trips.append(trip)
            moves.update(writer.moves(vehicle, 0, trip, driven))
    return Rides(moves, tuple(trips))


def _given_back(situation: Situation, found: CarPlan, rides: Rides) -> set[int]:
    """Where full roads leave a car no trip, it fetches the largest of its households alone, in its turn."""
    driven = {trip.vehicle for trip in rides.trips}
    return {
        max(mine, key=lambda i: (len(situation.parties[i].members), -i))
        for name, mine in found.several.items()
        if car_of(name) not in driven and car_of(name) not in found.free and not found.alone.intersection(mine)
    }
