"""make_plan: the only composition. Who goes with whom, where to, when and by which roads; with bound and gap.

`solve` decides, `write` puts it down with second routes and reasons: what only wants the figures of a case (a remedy
tried) solves without writing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.collecting import no_collection
from core.domain.ids import VehicleId
from core.domain.plans import Move, Plan
from core.domain.reasons import BoundProof
from core.planning.arrival_bound import bound_curve
from core.planning.assignment import Assignment, assign
from core.planning.case import Case
from core.planning.effort import Effort, Stopped
from core.planning.fetching import ROUNDS, Saved, covers_as_many, most_saved_by_any, with_other_cars
from core.planning.network import Ints
from core.planning.pairing.fetchers import Fetcher
from core.planning.placement import Outcome, allocate, joined_while_beds_last, room_after
from core.planning.prepared import PreparedRoads
from core.planning.reach import Reach
from core.planning.sharing import shared_tours
from core.planning.situation import Situation
from core.planning.staging.rides import within_gates_too
from core.planning.staging.stage import Staged, Task, stage
from core.planning.standing_moves import fitting, on_the_way, who_has_left
from core.planning.timeline import micros
from core.planning.timetable import UNREACHED
from core.planning.together import Brought, bring_together
from core.planning.vehicles.car_bound import bound_of_cars
from core.planning.vehicles.car_loads import Wish
from core.planning.vehicles.car_roads import CarRoads
from core.planning.vehicles.car_rounds import CarRides, any_shared, with_more
from core.planning.vehicles.fleet_bound import FleetBound
from core.planning.vehicles.fleet_problem import Standing, on_duty
from core.planning.vehicles.fleet_rounds import Rides, bound_of_fleet, fleet_rides, problem_of_fleet
from core.planning.vehicles.narrow_roads import NarrowRoads
from core.planning.vehicles.road_prices import Going, road_prices
from core.planning.vehicles.standing_trips import StandingTrips
from core.planning.why import reasons
from core.planning.writing import Bounds, MoveWriter, write_plan

__all__ = ["Solved", "Stopped", "arrivals", "make_plan", "solve", "write"]

_GIVEN_UP = 12  # vehicles whose last trip is thought of where beds are better without one


@dataclass(frozen=True, slots=True)
class Solved:
    """Decided, not written: `going` are on the road already, `rides` are newly fetched, `joined` follow their
    households, `outcome` is the best for the others and `brought` where they go once villages are brought together.
    `staged` says when everybody newly planned goes by which way, where roads let only so many through: then all of the
    former are what that left. `freed` could not follow their households on crowded roads, or do so in a helper's
    car with others: bounds were made as if they had joined them at once. `free_again` is where the fleet's vehicles are
    once they have done what they had begun."""

    situation: Situation
    pairing: Assignment
    writer: MoveWriter
    going: dict[int, Move]
    rides: Rides
    joined: dict[int, int]
    outcome: Outcome
    brought: Brought
    staged: Staged
    freed: tuple[int, ...] = ()
    free_again: Mapping[VehicleId, Standing] = field(default_factory=dict)
    of_cars: "_AskedOfCars | None" = None

    @property
    def saved(self) -> Saved:
        """Where those go who are served."""
        moves = {**self.going, **self.rides.moves}
        column = self.situation.travel.column
        goals = {i: column[move.shelter] for i, move in moves.items()}
        return Saved(self.situation, {**goals, **self.joined, **self.brought.goals}, moves)


def make_plan(
    case: Case,
    report: Callable[[float], None],
    stopped: Callable[[], bool],
    roads: PreparedRoads | None = None,
) -> Plan:
    """One whole answer to a case. `report` gets the share done (0 to 1); raises Stopped soon after `stopped` is true.

    Steps or seconds used up give the best so far, marked `stopped`. `roads` remembers the network between plans.
    """
    effort = Effort(report, stopped, case.max_steps, case.watchdog_s)
    with no_collection():
        return write(solve(case, effort, roads))


def solve(
    case: Case,
    effort: Effort,
    roads: PreparedRoads | None = None,
    pairing: Assignment | None = None,
    *,
    thorough: bool = True,
    bounded: bool = True,
    hold: bool = False,
) -> Solved:
    """Who goes with whom (`pairing` where that is settled) and where to. With `hold` helpers stay with the households
    that know them, whoever could be saved by another. Not `thorough` plans the fleet's rounds
    roughly: for figures that are compared with others made so. Not `bounded` spares the work of the fleet's better
    bound: for answers that are not written."""
    prepared = PreparedRoads() if roads is None else roads
    situation = Situation(case, effort, prepared)
    effort.share(0.3)
    settled = pairing is not None
    if pairing is None:
        pairing = assign(case, Reach(case, situation.travel, effort), situation.last_moments(), hold=hold)
    solved = _paired(situation, pairing, thorough=thorough, bounded=bounded)
    if not settled and not hold:
        solved = fetched_by_others(solved, prepared, thorough=thorough, bounded=bounded)
    return with_bound_of_cars(solved) if bounded else solved


def fetched_by_others(
    solved: Solved, roads: PreparedRoads, *, hold: bool = False, thorough: bool = True, bounded: bool = True
) -> Solved:
    """The answer, or a better one with a pairing in which other cars fetch: see `fetching`. With `hold` all other
    helpers stay with the households that know them. A better one has no bound of cars yet."""
    situation = solved.situation
    case, effort = situation.case, situation.effort
    reach, moments = Reach(case, situation.travel, effort), situation.last_moments()

    def tried(fetchers: Sequence[Fetcher]) -> Solved | None:
        part = effort.part(case.max_steps - effort.steps)
        other = assign(case, reach, moments, hold=hold, fetchers=fetchers)
        if not covers_as_many(other, solved.pairing):
            return None
        found = _paired(Situation(case, part, roads), other, thorough=thorough, bounded=bounded)
        effort.spend(part.steps)
        found.situation.effort = effort
        return None if part.exhausted else found

    return with_other_cars(solved, lambda each: each.saved, reach, tried, rounds=1 if hold else ROUNDS)


def _paired(situation: Situation, pairing: Assignment, *, thorough: bool, bounded: bool) -> Solved:
    """Where everybody goes whose helpers these are."""
    case, effort = situation.case, situation.effort
    effort.share(0.5)
    begun = who_has_left(situation)
    situation.ride(pairing.pairings, begun)
    writer = MoveWriter(situation)
    going, held, free_again = _on_the_way(situation, begun, writer)
    goals = {i: situation.travel.column[move.shelter] for i, move in going.items()}
    waiting = [i for i in range(len(situation.parties)) if i not in going]
    asked = joined = joined_while_beds_last(situation, waiting, room_after(situation, goals), case.objective)
    goals.update(joined)
    rest = [i for i in waiting if i not in joined]
    before = room_after(situation, goals)
    shared = CarRoads(situation) if any_shared(situation) else None
    cars = CarRides(situation, free_again, shared)
    if shared is not None and on_duty(situation):
        guessed = _answer(situation, going, joined, final=False)
        cars.guess(Wish({**joined, **guessed.outcome.goals}), going)
    new = fleet_rides(situation, rest, before, free_again, thorough=thorough, bounded=bounded, cars=shared)
    situation.board((*held.trips, *new.trips))
    new = _worth_their_beds(situation, within_gates_too(situation, new, going), going, joined)
    rides = Rides(new.moves, (*held.trips, *new.trips), new.bound)
    situation.board(rides.trips)
    facts = {**going, **rides.moves}
    prices: Sequence[int] = ()
    if shared is not None:
        following = {i: j for i, j in joined.items() if i not in facts}
        tours, prices = shared_tours(situation, cars, facts, following)
        rides = with_more(rides, cars.written(tours, facts))
        situation.board(rides.trips)
        facts = {**going, **rides.moves}
    answer = _answer(situation, facts, joined)
    joined, outcome, brought, room = answer.joined, answer.outcome, answer.brought, answer.room
    effort.share(0.6)
    staged = stage(situation, Task(outcome, brought.goals, joined, room, facts), case.objective)
    if staged.staged:  # who must take turns is not brought together with his village as well
        brought = replace(brought, goals=staged.outcome.goals, given_up={}, loss=0)
    effort.share(0.7)
    freed = tuple(sorted(set(asked) - set(staged.joined)))
    if freed:  # bounds are made as if their beds were theirs
        before = room_after(situation, {i: column for i, column in goals.items() if i not in freed})
    solved = Solved(situation, pairing, writer, going, rides, staged.joined, staged.outcome, brought, staged, freed)
    solved = replace(solved, free_again=free_again)
    served = sum(situation.sizes[i] for i in _served(solved).intersection(rest))
    full = thorough and bounded and staged.priced is not None and bool(staged.priced.gates)  # roads that have a price
    if new.bound is not None and (freed or full or served < new.bound.served):
        of_fleet = _AskedOfFleet(rest, before, free_again, shared, served)  # it is to hold for serving as many as this
        bound = _bound_again(situation, of_fleet, solved, priced=thorough and bounded)
        if not freed and served >= new.bound.served:
            bound = max(bound, replace(bound, cost=new.bound.cost, proof=new.bound.proof), key=lambda each: each.cost)
        solved = replace(solved, rides=replace(rides, bound=bound))
    if new.bound is None and shared is not None:
        solved = replace(solved, of_cars=_AskedOfCars(rest, before, shared, (served, prices)))
    return solved


@dataclass(frozen=True, slots=True)
class _AskedOfCars:
    """What `bound_of_cars` is asked for."""

    parties: Sequence[int]
    room: Ints
    roads: CarRoads
    known: tuple[int, Sequence[int]]


def with_bound_of_cars(solved: Solved) -> Solved:
    """The answer with the bound of helpers' cars: worked out for what is chosen only, not for every pairing tried."""
    asked = solved.of_cars
    if asked is None:
        return solved
    bound = bound_of_cars(solved.situation, asked.parties, asked.room, asked.roads, asked.known)
    return replace(solved, rides=replace(solved.rides, bound=bound), of_cars=None)


@dataclass(frozen=True, slots=True)
class _AskedOfFleet:
    """The parties that a bound with the fleet is for, their beds, where vehicles are free again, the roads of cars that
    several share, and how many persons are served."""

    parties: Sequence[int]
    room: Ints
    free_again: Mapping[VehicleId, Standing]
    cars: CarRoads | None
    served: int


def _bound_again(situation: Situation, asked: _AskedOfFleet, solved: Solved, *, priced: bool) -> FleetBound:
    """The bound with the fleet, now that it is known how many are served and which roads have no room for more."""
    guided, turns = solved.staged.priced, solved.staged.turns
    narrow = None
    if priced and guided is not None and guided.gates:
        fleet = problem_of_fleet(situation, asked.parties, asked.room, asked.free_again)
        doing = Going(solved.going, solved.rides.moves, turns)
        prices = road_prices(situation, fleet, asked.parties, asked.room, doing, guided)
        if prices.gates:
            narrow = NarrowRoads(situation, prices, solved.going, asked.parties, asked.room)
    return bound_of_fleet(
        situation,
        asked.parties,
        asked.room,
        asked.free_again,
        priced=priced,
        cars=asked.cars,
        serving=asked.served,
        narrow=narrow,
    )


def _served(solved: Solved) -> set[int]:
    """Parties that have a move."""
    return {*solved.going, *solved.rides.moves, *solved.joined, *solved.brought.goals}


@dataclass(frozen=True, slots=True)
class _Answer:
    """Where those go who have no move yet: who joins his household, and the others in the `room` that is left."""

    joined: dict[int, int]
    outcome: Outcome
    brought: Brought
    room: Ints


def _answer(
    situation: Situation, facts: Mapping[int, Move], joined: Mapping[int, int], *, final: bool = True
) -> _Answer:
    """For everybody but `facts`. Of those who were to join their households whoever has no way there now is free. An
    answer that is not `final` does not bring villages together."""
    goals = {i: situation.travel.column[move.shelter] for i, move in facts.items()}
    arrival, kind = situation.options.arrival, situation.kind
    follow = {i: j for i, j in joined.items() if i not in facts and arrival[kind[i], j] < UNREACHED}
    goals |= follow
    room = room_after(situation, goals)
    rest = [i for i in range(len(situation.parties)) if i not in goals]
    outcome = allocate(situation, rest, room, situation.case.objective)
    brought = bring_together(situation, outcome.goals, goals) if final else Brought(outcome.goals, {}, 0, 0, 0)
    return _Answer(follow, outcome, brought, room)


def _worth_their_beds(
    situation: Situation, rides: Rides, going: Mapping[int, Move], joined: Mapping[int, int]
) -> Rides:
    """The rides, or fewer, so that no fewer persons are safe than without any: whole households on foot may fill beds
    better than the few who have seats. The last trip of some vehicle is given up, that which saves most, until then."""
    if not rides.trips or rides.bound is None:
        return rides

    def safe(moves: Mapping[int, Move]) -> int:
        facts = {**going, **moves}
        answer = _answer(situation, facts, joined, final=False)
        return sum(situation.sizes[i] for i in (*facts, *answer.joined, *answer.outcome.goals))

    most = rides.bound.served + sum(situation.sizes[i] for i in (*going, *joined))
    now = safe(rides.moves)
    aim = safe({}) if now < most else 0
    while now < aim and rides.trips and not situation.effort.exhausted:
        last = {trip.vehicle: trip.number for trip in sorted(rides.trips, key=lambda trip: trip.number)}
        tried = [_without(rides, vehicle, number) for vehicle, number in sorted(last.items())[:_GIVEN_UP]]
        now, rides = max(((safe(fewer.moves), fewer) for fewer in tried), key=lambda found: found[0])
        situation.effort.spend(len(tried))
    return rides


def _without(rides: Rides, vehicle: VehicleId, number: int) -> Rides:
    """All but one trip."""
    return replace(
        rides,
        moves={i: move for i, move in rides.moves.items() if (move.vehicle, move.trip) != (vehicle, number)},
        trips=tuple(trip for trip in rides.trips if (trip.vehicle, trip.number) != (vehicle, number)),
    )


def _on_the_way(
    situation: Situation, begun: Mapping[int, Move], writer: MoveWriter
) -> tuple[dict[int, Move], Rides, dict[VehicleId, Standing]]:
    """Who is on the road already and stays so, on foot, in a car or with the fleet; and where its vehicles are then."""
    on_foot = on_the_way(situation, {i: move for i, move in begun.items() if not move.trip}, writer)
    trips = StandingTrips(situation, begun)
    held, free_again = trips.held()
    going = fitting(situation, {**on_foot, **held.moves})
    if not held.moves.keys() <= going.keys():  # beds have gone: their trips are looked at without them
        held, free_again = trips.held(begun.keys() - going.keys())
        going = {i: move for i, move in going.items() if not move.trip} | held.moves
    return going, held, free_again


def arrivals(solved: Solved) -> dict[int, int]:
    """When each party served is safe, in microseconds from the plan's start."""
    situation = solved.situation
    facts = {**solved.going, **solved.rides.moves}
    found = {i: max(0, micros(situation.case.at, move.arrive)) for i, move in facts.items()}
    for i, column in {**solved.joined, **solved.brought.goals}.items():
        turn = solved.staged.turns.get(i)
        found[i] = int(situation.options.arrival[situation.kind[i], column]) if turn is None else turn.arrive
    return found


def _told_by(proof: BoundProof | None, solved: Solved) -> BoundProof | None:
    """The proof, if the plan tells whose places it takes as settled: those of all who follow their households, or of
    none of them. Of others beds were counted as taken that it does not show, or as free."""
    situation = solved.situation
    column, parties = situation.travel.column, situation.parties
    goals = {i: column[move.shelter] for i, move in solved.rides.moves.items()} | solved.brought.goals
    follows = {i for i, goal in goals.items() if (joins := parties[i].joins) is not None and column.get(joins) == goal}
    if proof is None or solved.freed:
        return None
    if follows - solved.joined.keys():
        return None if solved.joined else replace(proof, joined=False)
    return proof


def write(solved: Solved) -> Plan:
    """The plan as a value: routes, second routes, times, bounds and reasons."""
    situation, going, joined = solved.situation, solved.going, solved.joined
    new = {**joined, **solved.brought.goals}
    turns = solved.staged.turns
    rides = solved.rides
    facts = [*going.values(), *rides.moves.values()]
    moves = [*facts, *(solved.writer.move(i, column, turns.get(i)) for i, column in sorted(new.items()))]
    settled = {i: max(0, micros(situation.case.at, move.arrive)) for i, move in going.items()}
    settled |= {i: int(situation.options.arrival[situation.kind[i], column]) for i, column in joined.items()}
    free = Bounds.of(situation, solved.outcome, settled)
    # Rides were bounded without those who join their households: as if each had a car to himself, and those who have
    # been freed since were safe at once.
    arrival, kind = situation.at_best, situation.kind
    without = settled | {i: int(arrival[kind[i], j]) for i, j in joined.items()} | dict.fromkeys(solved.freed, 0)
    bounds = free if rides.bound is None else rides.bound.bounds(situation, without)
    bounds = replace(bounds, proof=_told_by(bounds.proof, solved))
    aboard = {i: max(0, micros(situation.case.at, move.arrive)) for i, move in rides.moves.items()}
    beds = {i: situation.travel.column[move.shelter] for i, move in going.items()} | joined
    most = None if rides.bound is None else rides.bound.most
    limits = solved.staged.limits
    beds_of_facts = {i: beds[i] for i in going}
    if rides.bound is not None:  # what was proved for the others holds with these rides only
        limits = replace(limits, cut=rides.bound.cut, proved=rides.bound.last)
    why = reasons(situation, moves, brought=solved.brought.given_up, told=going)
    plan = write_plan(
        situation,
        solved.pairing,
        moves,
        bounds,
        together=solved.brought.loss,
        reasons=why,
        roads=limits,
        most_by=bound_curve(situation, settled if most is None else without, beds, most),
        trips=rides.trips,
        with_rides=Bounds.of(situation, solved.outcome, {**settled, **aboard}).cost,
        any_helper=most_saved_by_any(solved.saved, beds_of_facts, solved.free_again),
    )
    situation.effort.share(1.0)
    return plan
