"""What holds of the standing plan after a change, and where everybody else goes: who is touched, who gives way."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.ids import VehicleId
from core.domain.plans import Move
from core.domain.trips import driver_of
from core.planning.fetching import Saved
from core.planning.making_room import make_room
from core.planning.placement import Outcome, allocate, joined_first, room_after, servable
from core.planning.situation import Situation, in_own_car
from core.planning.staging.rides import within_gates_too
from core.planning.staging.standing_loads import within_gates
from core.planning.standing_moves import StandingMoves, fitting
from core.planning.timeline import micros
from core.planning.timetable import UNREACHED
from core.planning.vehicles.car_loads import Wish
from core.planning.vehicles.car_rounds import CarRides, any_shared, with_more
from core.planning.vehicles.fleet_problem import Standing
from core.planning.vehicles.fleet_rounds import Rides, fleet_rides
from core.planning.vehicles.standing_trips import StandingTrips, cars_of_those_alone
from core.planning.writing import MoveWriter


@dataclass(frozen=True, slots=True)
class Holding:
    """`kept` are standing moves that hold, `held` the rides among them, `new` rides newly planned, `goals` the columns
    of all who are served; `away` are those of the kept who gave way for a car's sake."""

    standing: StandingMoves
    kept: dict[int, Move]
    held: Rides
    new: Rides
    goals: dict[int, int]
    away: frozenset[int]

    def saved(self, situation: Situation) -> Saved:
        """Where those go who are served. Whoever gave way has no move of his own any more."""
        moves = {i: move for i, move in self.kept.items() if i not in self.away} | self.new.moves
        return Saved(situation, self.goals, moves)


def hold_what_holds(situation: Situation, writer: MoveWriter, known: Mapping[int, Move]) -> Holding:
    """The least change to the standing moves `known`, with seats guessed for them."""
    standing = StandingMoves(situation, writer)
    kept, held, free_again = _kept(situation, known, standing)
    free = [i for i in range(len(situation.parties)) if i not in kept]
    room = room_after(situation, {i: situation.travel.column[move.shelter] for i, move in kept.items()})
    shared, cars = any_shared(situation), CarRides(situation, free_again)
    if shared:
        cars.guess(Wish(allocate(situation, free, room, situation.case.objective).goals), kept)
    new = fleet_rides(situation, free, room, free_again, bounded=False)
    situation.board((*held.trips, *new.trips))
    new = within_gates_too(situation, new, kept)
    situation.board((*held.trips, *new.trips))
    if shared:
        goals, new, away = _with_cars(situation, cars, kept, held, new)
    else:
        goals, away = _goals(situation, kept, new), frozenset[int]()
    return Holding(standing, kept, held, new, goals, away)


def _kept(
    situation: Situation, known: Mapping[int, Move], standing: StandingMoves
) -> tuple[dict[int, Move], Rides, dict[VehicleId, Standing]]:
    """Standing moves that hold together, those of the fleet's trips that go on, and where its vehicles are then."""
    gates = situation.roads.gates(situation.case.step_s)
    standing_trips = StandingTrips(situation, known)
    held, free_again = standing_trips.held()
    situation.board(held.trips)
    others = {i: move for i, move in known.items() if not move.trip}
    alone = {i: now for i, move in others.items() if (now := standing.hold(i, move)) is not None}
    kept = fitting(situation, within_gates(situation, gates, {**alone, **held.moves}))
    gone = known.keys() - kept.keys()
    driven_to = cars_of_those_alone(situation, {i: known[i] for i in gone})
    if not gone.isdisjoint(held.moves) or any(trip.vehicle in driven_to for trip in held.trips):
        held, free_again = standing_trips.held(gone)  # beds have gone, or whoever was to be brought in before
        situation.board(held.trips)
        kept = {i: move for i, move in kept.items() if not move.trip} | held.moves
    return kept, held, free_again


def _with_cars(
    situation: Situation, cars: CarRides, kept: Mapping[int, Move], held: Rides, new: Rides
) -> tuple[dict[int, int], Rides, frozenset[int]]:
    """Columns of all who are served, the new rides with those in helpers' cars, and who has given way for them.

    Seats are known only once it is known who goes where, and then not everybody goes as he was thought to. Whoever gave
    way has: cars are planned as if his old bed were another's. Where one who would give way has no way to another
    shelter after that, nobody does before the seats are known."""
    seats = {i: start for i, start in enumerate(situation.car) if start is not None}
    away = elsewhere(situation, kept, goals := _goals(situation, kept, new))
    if away:
        found = _with_seats(situation, cars, kept, (held, new), goals)
        if kept.keys() <= found[0].keys():
            return *found, frozenset(away)
        situation.seat(seats)
        situation.board((*held.trips, *new.trips))
        goals = _goals(situation, kept, new, make_way=False)
    return *_with_seats(situation, cars, kept, (held, new), goals), frozenset()


def _with_seats(
    situation: Situation, cars: CarRides, kept: Mapping[int, Move], rides: tuple[Rides, Rides], goals: Mapping[int, int]
) -> tuple[dict[int, int], Rides]:
    """The same once cars drive for these goals. `rides` are those held and the new ones of the fleet."""
    held, new = rides
    away = elsewhere(situation, kept, goals)
    facts = {i: move for i, move in kept.items() if i not in away} | new.moves
    wish = Wish({i: column for i, column in goals.items() if i not in facts})
    new = with_more(new, cars.rides(wish, facts))
    situation.board((*held.trips, *new.trips))
    return _goals(situation, kept, new, away), new


def elsewhere(situation: Situation, kept: Mapping[int, Move], goals: Mapping[int, int]) -> dict[int, int]:
    """The columns of those of the untouched who go elsewhere than the standing plan sent them."""
    return {i: goals[i] for i, move in kept.items() if goals[i] != situation.travel.column[move.shelter]}


def _goals(
    situation: Situation,
    kept: Mapping[int, Move],
    new: Rides,
    away: Mapping[int, int] | None = None,
    *,
    make_way: bool = True,
) -> dict[int, int]:
    """Columns of all who are served. `new` are rides newly planned; `away` are columns of those of the untouched who
    gave way before. With `make_way` others do as well where that saves somebody."""
    away = away or {}
    settled = {i: move for i, move in kept.items() if i not in away} | new.moves
    goals = {i: situation.travel.column[move.shelter] for i, move in settled.items()}
    arrival, kind = situation.options.arrival, situation.kind
    goals |= {i: column for i, column in away.items() if i not in goals and arrival[kind[i], column] < UNREACHED}
    free = [i for i in range(len(situation.parties)) if i not in goals]
    goals.update(joined_first(situation, free, room_after(situation, goals)))
    outcome: Outcome = allocate(
        situation, [i for i in free if i not in goals], room_after(situation, goals), situation.case.objective
    )
    goals.update(outcome.goals)
    stranded = servable(situation, (i for i in free if i not in goals), situation.room)
    if make_way and stranded and not situation.effort.exhausted:
        arrivals = {i: micros(situation.case.at, move.arrive) for i, move in settled.items()}
        columns = {i: goals[i] for i in settled}
        goals = make_room(situation, goals, columns, arrivals, _bound_to_trips(situation, settled))
    return goals


def _bound_to_trips(situation: Situation, settled: Mapping[int, Move]) -> frozenset[int]:
    """Who rides in a trip, and who is brought in by a helper's car that then makes trips."""
    makes_trips = {driver_of(vehicle) for vehicle, _ in situation.trips} - {None}
    drivers = situation.cars.driver
    return frozenset(
        i for i, move in settled.items() if move.trip or (in_own_car(move) and drivers.get(i) in makes_trips)
    )
