"""What a change does to the standing plan: only what it touches moves, and who else must move for their sake.

In the order of the objective: safe first, then few changes, then person-minutes. A party is touched when its route, its
shelter, its vehicle or its deadline breaks, when it is new or has grown, or when it had no shelter before. Everybody
else keeps shelter, route and times; only events say that somebody has left, so a departure that has passed shifts to
now, which by itself is nothing to tell. A second route that breaks is replaced quietly: the first one still stands.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from core.collecting import no_collection
from core.domain.ids import HouseholdId
from core.domain.plans import Move, Plan, Replan
from core.planning.allocation import Demand, cheapest_flow, earliest_last_arrival, most_served
from core.planning.arrival_bound import bound_curve, most_by
from core.planning.assignment import Assignment, assign
from core.planning.case import Case
from core.planning.comparison import compared, with_known_helpers
from core.planning.effort import Effort
from core.planning.fetching import Saved, covers_as_many, most_saved_by_any, with_other_cars
from core.planning.holding import Holding, elsewhere, hold_what_holds
from core.planning.pairing.fetchers import Fetcher
from core.planning.placement import NOBODY, Outcome, demand_of, room_after, servable
from core.planning.prepared import PreparedRoads
from core.planning.proof import Proof
from core.planning.reach import Reach
from core.planning.releasing import released_for_others
from core.planning.situation import Situation, key_of
from core.planning.staging.stage import restage
from core.planning.standing_moves import standing_moves
from core.planning.telling import diff_plans, novelties
from core.planning.timeline import micros
from core.planning.vehicles.fleet_rounds import bound_with_fleet
from core.planning.vehicles.standing_trips import StandingTrips
from core.planning.why import reasons
from core.planning.writing import Bounds, MoveWriter, write_plan


def replan(
    case: Case, report: Callable[[float], None], stopped: Callable[[], bool], roads: PreparedRoads | None = None
) -> Replan:
    """The least change beside the fresh plan where that is better: `least_change`, then `compared`."""
    roads = PreparedRoads() if roads is None else roads
    answer = least_change(case, lambda share: report(0.9 * share), stopped, roads)
    return compared(case, answer, lambda share: report(0.9 + share / 10), stopped, roads)


def least_change(
    case: Case, report: Callable[[float], None], stopped: Callable[[], bool], roads: PreparedRoads | None = None
) -> Replan:
    """The least change to `case.standing` that keeps everybody safe whom a fresh plan could keep safe.

    `roads` remembers the network between plans. Raises core.planning.planner.Stopped; steps or seconds used up give the
    best so far, marked `stopped`.
    """
    effort = Effort(report, stopped, case.max_steps, case.watchdog_s)
    with no_collection():
        answer = _answer(with_known_helpers(case), effort, PreparedRoads() if roads is None else roads)
    report(1.0)
    return answer


def _answer(case: Case, effort: Effort, roads: PreparedRoads) -> Replan:
    old = case.standing
    situation = Situation(case, effort, roads)
    effort.share(0.3)
    reach = Reach(case, situation.travel, effort)
    pairing = assign(case, reach, situation.last_moments(), hold=True)
    effort.share(0.5)
    known = standing_moves(situation)
    situation.ride(pairing.pairings, known)
    writer = MoveWriter(situation)
    paired = _Paired(pairing, *released_for_others(situation, writer, known))
    pairing, found, released = _with_other_cars(situation, writer, known, paired, reach)
    kept, held, new, goals, standing = found.kept, found.held, found.new, found.goals, found.standing
    effort.share(0.7)
    moved = {*found.away, *elsewhere(situation, kept, goals)}
    fixed = {i: move for i, move in kept.items() if i not in moved} | new.moves
    staged = restage(situation, goals, fixed, case.objective)
    as_told = {i: move for i, move in fixed.items() if i in kept and i not in new.moves}
    told = {i: move if move.trip else standing.refreshed(i, move) for i, move in as_told.items()}
    settled = {**told, **new.moves}
    moves = [
        settled[i] if i in settled else writer.move(i, column, staged.turns.get(i))
        for i, column in sorted(staged.columns.items())
    ]
    bounds, most_by, any_helper = _bounds(situation, kept, found.saved(situation))
    trips = (*held.trips, *new.trips)
    fixed_rides = _cost_with_rides(situation, settled) if trips else bounds.cost
    why = reasons(situation, moves, told=told)
    plan = write_plan(
        situation,
        pairing,
        moves,
        bounds,
        reasons=why,
        roads=staged.limits,
        most_by=most_by,
        trips=trips,
        with_rides=fixed_rides,
        any_helper=any_helper,
    )
    effort.share(0.9)
    moved |= _changed(situation, plan, {i: known[i] for i in released})
    untouched = kept.keys() | released
    return Replan(
        plan=plan,
        touched=_households(situation, _touched(situation, plan, old, untouched)),
        moved_for_them=_households(situation, sorted(moved)),
        kept=len(untouched) - len(moved),
        to_tell=diff_plans(old, plan),
    )


class _Paired(NamedTuple):
    """A pairing, what holds with it, and the untouched who were planned anew so that others are saved."""

    pairing: Assignment
    found: Holding
    released: frozenset[int]


def _with_other_cars(
    situation: Situation, writer: MoveWriter, known: Mapping[int, Move], paired: _Paired, reach: Reach
) -> _Paired:
    """The same where another car could save somebody who is left out: only then do helpers change."""
    seats, trips, rides = situation.seats, tuple(situation.trips.values()), paired
    moments = situation.last_moments()

    def tried(fetchers: Sequence[Fetcher]) -> _Paired | None:
        nonlocal rides
        other = assign(situation.case, reach, moments, hold=True, fetchers=fetchers)
        if not covers_as_many(other, paired.pairing):
            return None
        situation.ride(other.pairings, known)
        rides = _Paired(other, hold_what_holds(situation, writer, known), frozenset())
        return rides

    best = with_other_cars(paired, lambda each: each.found.saved(situation), reach, tried, rounds=1, nobody_out=True)
    if best is paired and rides is paired:
        return best
    situation.ride(best.pairing.pairings, known)
    if best is not paired:
        return _Paired(best.pairing, *released_for_others(situation, writer, known))
    situation.seat(seats)
    situation.board(trips)
    return best


def _changed(situation: Situation, plan: Plan, before: Mapping[int, Move]) -> set[int]:
    """Which of these parties have to be told something."""
    after = {(move.household, move.place): move for move in plan.moves}
    return {i for i, move in before.items() if novelties(move, after.get(key_of(situation.parties[i])), plan)}


def _bounds(
    situation: Situation, kept: Mapping[int, Move], saved: Saved
) -> tuple[Bounds, tuple[tuple[float, int], ...], int]:
    """What a fresh plan for the same case could not better, the most persons in by each moment, and the most of them at
    all whoever helps whom. Whoever is on the road already is a fact, and so is a vehicle that is on its way to its
    passengers or whose passengers have left. The closer bound of the fleet is left to fresh plans: who waits for an
    answer to a closure waits for whom to tell."""
    situation.hold(kept)
    begun = {key for key, trip in situation.trips.items() if micros(situation.case.at, trip.legs[0].depart) < 0}
    begun |= {(move.vehicle, move.trip) for i, move in kept.items() if move.vehicle and situation.parties[i].left}
    going = {
        i: move
        for i, move in kept.items()
        if situation.parties[i].left or (move.vehicle is not None and (move.vehicle, move.trip) in begun)
    }
    columns = {i: situation.travel.column[move.shelter] for i, move in going.items()}
    arrivals = {i: max(0, micros(situation.case.at, move.arrive)) for i, move in going.items()}
    room = room_after(situation, columns)
    rest = [i for i in range(len(situation.parties)) if i not in going]
    standing = StandingTrips(situation, going).held()[1] if situation.case.fleet else {}
    fleet = bound_with_fleet(situation, rest, room, standing, bounded=False)
    any_helper = most_saved_by_any(saved, columns, standing)
    if fleet is not None:
        return fleet.bounds(situation, arrivals), bound_curve(situation, arrivals, columns, fleet.most), any_helper
    able = servable(situation, rest, room, at_best=True)
    demand, _ = demand_of(situation, able, room, at_best=True)
    curve = bound_curve(situation, arrivals, columns, most_by(demand) if able else ())
    return _bounds_without_fleet(situation, arrivals, demand, able), curve, any_helper


def _cost_with_rides(situation: Situation, settled: Mapping[int, Move]) -> int:
    """The bound of the cost (microseconds) with the fleet's trips as they are; whoever is on the road is a fact too."""
    facts = {i: move for i, move in settled.items() if move.trip or situation.parties[i].left}
    arrivals = {i: max(0, micros(situation.case.at, move.arrive)) for i, move in facts.items()}
    columns = {i: situation.travel.column[move.shelter] for i, move in facts.items()}
    room = room_after(situation, columns)
    able = servable(situation, (i for i in range(len(situation.parties)) if i not in arrivals), room)
    if not able:
        return Bounds.of(situation, NOBODY, arrivals).cost
    demand = demand_of(situation, able, room)[0]
    most = most_served(demand)
    outcome = Outcome({}, most, cheapest_flow(demand, most).cost, 0, (), frozenset(able))
    return Bounds.of(situation, outcome, arrivals).cost


def _bounds_without_fleet(
    situation: Situation, arrivals: Mapping[int, int], demand: Demand, able: Sequence[int]
) -> Bounds:
    """Bounds of a plan in which whoever has no arrival yet is one of the `able`, whose demand this is, or hopeless."""
    # Where trips have begun, who is aboard is a fact that the plan's prices do not tell.
    untold = bool(situation.trips)
    if not able:
        return Bounds.of(situation, replace(NOBODY, proof=None) if untold else NOBODY, arrivals, joined=False)
    most = most_served(demand)
    flow = cheapest_flow(demand, most)
    prices = tuple(int(price) for price in flow.price[:-1])
    last = earliest_last_arrival(demand, most)
    proof = None if untold else Proof.of_flow(demand, flow, most, own_cars=True)
    outcome = Outcome({}, most, flow.cost, last, prices, frozenset(able), proof)
    return Bounds.of(situation, outcome, arrivals, joined=False)


def _touched(situation: Situation, plan: Plan, old: Plan | None, untouched: Set[int]) -> list[int]:
    """Parties whose answer had to change; one that was short and still is has nothing new."""
    short = {(s.household, s.place) for s in old.shortfall} if old else set()
    still = {(s.household, s.place) for s in plan.shortfall} & short
    return [i for i, party in enumerate(situation.parties) if i not in untouched and key_of(party) not in still]


def _households(situation: Situation, parties: Sequence[int]) -> tuple[HouseholdId, ...]:
    return tuple(sorted({situation.parties[i].household for i in parties}))
