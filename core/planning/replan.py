"""What a change does to the standing plan: only what it touches moves, and who else must move for their sake.

In the order of the objective: safe first, then few changes, then person-minutes. A party is touched when its route, its
shelter, its vehicle or its deadline breaks, when it is new or has grown, or when it had no shelter before. Everybody
else keeps shelter, route and times; only events say that somebody has left, so a departure that has passed shifts to
now, which by itself is nothing to tell. A second route that breaks is replaced quietly: the first one still stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from core.domain.ids import HelperId, HouseholdId, VehicleId
from core.domain.people import Role
from core.domain.plans import Move, Novelty, Plan, Replan, Telling
from core.domain.trips import driver_of
from core.planning.allocation import Demand, cheapest_flow, earliest_last_arrival, most_served
from core.planning.arrival_bound import bound_curve, most_by
from core.planning.assignment import Assignment, assign
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.making_room import make_room
from core.planning.placement import NOBODY, Outcome, allocate, demand_of, joined_first, room_after, servable
from core.planning.planner import arrivals, solve, write
from core.planning.prepared import PreparedRoads
from core.planning.reach import Reach
from core.planning.situation import Situation, in_own_car, key_of
from core.planning.staging.gates import Gates
from core.planning.staging.rides import within_gates_too
from core.planning.staging.stage import restage
from core.planning.staging.standing_loads import within_gates
from core.planning.standing_moves import StandingMoves, fitting, standing_moves
from core.planning.timeline import MINUTE, micros
from core.planning.vehicles.car_rounds import CarRides, Wish, any_shared, with_more
from core.planning.vehicles.fleet_problem import Standing
from core.planning.vehicles.fleet_rounds import Rides, bound_with_fleet, fleet_rides
from core.planning.vehicles.standing_trips import held_rides
from core.planning.why import reasons
from core.planning.writing import Bounds, MoveWriter, write_plan


def replan(
    case: Case,
    report: Callable[[float], None],
    stopped: Callable[[], bool],
    roads: PreparedRoads | None = None,
    *,
    compare: bool = True,
) -> Replan:
    """The least change to `case.standing` that keeps everybody safe whom a fresh plan could keep safe.

    `roads` remembers the network between plans. With `compare` the fresh plan comes with it where it is better by the
    officer's threshold. Raises core.planning.planner.Stopped; steps or seconds used up give the best so far, marked
    `stopped`.
    """
    effort = Effort(report, stopped, case.max_steps, case.watchdog_s)
    case = with_known_helpers(case)
    roads = PreparedRoads() if roads is None else roads
    answer, bounds = _least_change(case, effort, roads)
    wanted = compare and case.standing is not None and not effort.exhausted
    if wanted and may_be_worth_telling(case, answer.plan, bounds):
        rest = Effort(lambda share: report(0.9 + share / 10), stopped, case.max_steps, effort.seconds_left)
        fresh = _worth_telling(case, answer.plan, rest, roads)
        if fresh is not None:
            answer = replace(answer, fresh=fresh, fresh_to_tell=diff_plans(case.standing, fresh))
    report(1.0)
    return answer


def with_known_helpers(case: Case) -> Case:
    """The case with the helpers of its standing plan as those to keep, where it names none itself."""
    if case.standing is None or case.kept_pairings:
        return case
    return replace(case, kept_pairings=tuple((p.household, p.helper) for p in case.standing.pairings))


def _least_change(case: Case, effort: Effort, roads: PreparedRoads) -> tuple[Replan, Bounds]:
    old = case.standing
    situation = Situation(case, effort, roads)
    effort.share(0.3)
    pairing = assign(case, Reach(case, situation.travel, effort), situation.last_moments(), hold=True)
    effort.share(0.5)
    known = standing_moves(situation)
    situation.ride(pairing.pairings, known)
    writer = MoveWriter(situation)
    standing = StandingMoves(situation, writer)
    kept, held, free_again = _kept(situation, known, standing)
    free = [i for i in range(len(situation.parties)) if i not in kept]
    room = room_after(situation, {i: situation.travel.column[move.shelter] for i, move in kept.items()})
    shared, cars = any_shared(situation), CarRides(situation, free_again)
    if shared:
        cars.guess(Wish(allocate(situation, free, room, case.objective).goals), kept)
    new = fleet_rides(situation, free, room, free_again, bounded=False)
    situation.board((*held.trips, *new.trips))
    new = within_gates_too(situation, new, kept)
    situation.board((*held.trips, *new.trips))
    goals, homes = _goals(situation, kept, new)
    if shared:  # seats are known only once it is known who goes where
        facts = {i: move for i, move in kept.items() if goals[i] == homes[i]} | new.moves
        wish = Wish({i: column for i, column in goals.items() if i not in facts})
        new = with_more(new, cars.rides(wish, facts))
        situation.board((*held.trips, *new.trips))
        goals, homes = _goals(situation, kept, new)
    effort.share(0.7)
    moved = sorted(i for i in kept if goals[i] != homes[i])
    fixed = {i: move for i, move in kept.items() if goals[i] == homes[i]} | new.moves
    staged = restage(situation, goals, fixed, case.objective)
    as_told = {i: move for i, move in fixed.items() if i in kept and i not in new.moves}
    told = {i: move if move.trip else standing.refreshed(i, move) for i, move in as_told.items()}
    settled = {**told, **new.moves}
    moves = [
        settled[i] if i in settled else writer.move(i, column, staged.turns.get(i))
        for i, column in sorted(staged.columns.items())
    ]
    bounds, most_by = _bounds(situation, kept)
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
    )
    effort.share(0.9)
    answer = Replan(
        plan=plan,
        touched=_households(situation, _touched(situation, plan, old, kept)),
        moved_for_them=_households(situation, moved),
        kept=len(kept) - len(moved),
        to_tell=diff_plans(old, plan),
    )
    return answer, bounds


def _kept(
    situation: Situation, known: Mapping[int, Move], standing: StandingMoves
) -> tuple[dict[int, Move], Rides, dict[VehicleId, Standing]]:
    """Standing moves that hold together, those of the fleet's trips that go on, and where its vehicles are then."""
    gates = Gates(situation.network, situation.case.step_s)
    held, free_again = held_rides(situation, known)
    situation.board(held.trips)
    others = {i: move for i, move in known.items() if not move.trip}
    alone = {i: now for i, move in others.items() if (now := standing.hold(i, move)) is not None}
    kept = fitting(situation, within_gates(situation, gates, {**alone, **held.moves}))
    if not held.moves.keys() <= kept.keys():  # beds have gone: their trips are looked at without them
        held, free_again = held_rides(situation, {i: move for i, move in known.items() if i in kept})
        situation.board(held.trips)
        kept = {i: move for i, move in kept.items() if not move.trip} | held.moves
    return kept, held, free_again


def may_be_worth_telling(case: Case, plan: Plan, bounds: Bounds) -> bool:
    """Whether a fresh plan could be better by the threshold at all, by the bounds that no plan betters."""
    saved = plan.exposure * MINUTE - bounds.cost
    return bounds.served > plan.served or saved >= max(1.0, case.worth_telling * plan.exposure * MINUTE)


def worth_telling(case: Case, plan: Plan, served: int, exposure: float) -> bool:
    """Whether a plan with these figures is worth showing beside the least change: more persons safe, or as many and
    enough fewer person-minutes."""
    saved = plan.exposure - exposure
    return served > plan.served or (served == plan.served and saved > 0 and saved >= case.worth_telling * plan.exposure)


def _worth_telling(case: Case, plan: Plan, effort: Effort, roads: PreparedRoads) -> Plan | None:
    """The plan made without regard to the standing one; written only where its figures are worth it.

    Helpers are those of the least change, so that the price in people to tell is that of places and times alone.
    """
    pairing = Assignment(plan.pairings, plan.uncovered, plan.pairing_figures, plan.locks_aside, plan.pair_remedies)
    solved = solve(case, effort, roads, pairing, thorough=False)
    safe = arrivals(solved)
    size = [len(party.members) for party in solved.situation.parties]
    waiting = sum(size[i] * solved.situation.unserved_us(i) for i in range(len(size)) if i not in safe)
    exposure = waiting + sum(size[i] * arrive for i, arrive in safe.items())
    better = worth_telling(case, plan, sum(size[i] for i in safe), exposure / MINUTE)
    if not better:
        return None
    return write(solve(case, effort, roads, pairing) if case.fleet else solved)


def _goals(situation: Situation, kept: Mapping[int, Move], new: Rides) -> tuple[dict[int, int], dict[int, int]]:
    """Columns of all who are served, and the columns that the untouched had. `new` are rides newly planned."""
    fetched = new.moves
    homes = {i: situation.travel.column[move.shelter] for i, move in kept.items()}
    goals = {**homes, **{i: situation.travel.column[move.shelter] for i, move in fetched.items()}}
    free = [i for i in range(len(situation.parties)) if i not in goals]
    goals.update(joined_first(situation, free, room_after(situation, goals)))
    outcome: Outcome = allocate(
        situation, [i for i in free if i not in goals], room_after(situation, goals), situation.case.objective
    )
    goals.update(outcome.goals)
    stranded = servable(situation, (i for i in free if i not in goals), situation.room)
    if stranded and not situation.effort.exhausted:
        settled = {**kept, **fetched}
        arrivals = {i: micros(situation.case.at, move.arrive) for i, move in settled.items()}
        columns = {i: goals[i] for i in settled}
        goals = make_room(situation, goals, columns, arrivals, _bound_to_trips(situation, settled))
    return goals, homes


def _bound_to_trips(situation: Situation, settled: Mapping[int, Move]) -> frozenset[int]:
    """Who rides in a trip, and who is brought in by a helper's car that then makes trips."""
    makes_trips = {driver_of(vehicle) for vehicle, _ in situation.trips} - {None}
    drivers = situation.cars.driver
    return frozenset(
        i for i, move in settled.items() if move.trip or (in_own_car(move) and drivers.get(i) in makes_trips)
    )


def _bounds(situation: Situation, kept: Mapping[int, Move]) -> tuple[Bounds, tuple[tuple[float, int], ...]]:
    """What a fresh plan for the same case could not better, and the most persons in by each moment. Whoever is on the
    road already is a fact, and so is a vehicle that is on its way to its passengers or whose passengers have left. The
    closer bound of the fleet is left to fresh plans: who waits for an answer to a closure waits for whom to tell."""
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
    fleet = bound_with_fleet(situation, rest, room, held_rides(situation, going)[1], bounded=False)
    if fleet is not None:
        return fleet.bounds(situation, arrivals), bound_curve(situation, arrivals, columns, fleet.most)
    able = servable(situation, rest, room, at_best=True)
    demand, _ = demand_of(situation, able, room, at_best=True)
    curve = bound_curve(situation, arrivals, columns, most_by(demand) if able else ())
    return _bounds_without_fleet(situation, arrivals, demand, able), curve


def _cost_with_rides(situation: Situation, settled: Mapping[int, Move]) -> int:
    """The bound of the cost (microseconds) with the fleet's trips as they are; whoever is on the road is a fact too."""
    facts = {i: move for i, move in settled.items() if move.trip or situation.parties[i].left}
    arrivals = {i: max(0, micros(situation.case.at, move.arrive)) for i, move in facts.items()}
    columns = {i: situation.travel.column[move.shelter] for i, move in facts.items()}
    room = room_after(situation, columns)
    able = servable(situation, (i for i in range(len(situation.parties)) if i not in arrivals), room)
    return _bounds_without_fleet(situation, arrivals, demand_of(situation, able, room)[0], able).cost


def _bounds_without_fleet(
    situation: Situation, arrivals: Mapping[int, int], demand: Demand, able: Sequence[int]
) -> Bounds:
    """Bounds of a plan in which whoever has no arrival yet is one of the `able`, whose demand this is, or hopeless."""
    if not able:
        return Bounds.of(situation, NOBODY, arrivals)
    most = most_served(demand)
    flow = cheapest_flow(demand, most)
    prices = tuple(int(price) for price in flow.price[:-1])
    last = earliest_last_arrival(demand, most)
    return Bounds.of(situation, Outcome({}, most, flow.cost, last, prices, frozenset(able)), arrivals)


def _touched(situation: Situation, plan: Plan, old: Plan | None, kept: Mapping[int, Move]) -> list[int]:
    """Parties whose answer had to change; one that was short and still is has nothing new."""
    short = {(s.household, s.place) for s in old.shortfall} if old else set()
    still = {(s.household, s.place) for s in plan.shortfall} & short
    return [i for i, party in enumerate(situation.parties) if i not in kept and key_of(party) not in still]


def _households(situation: Situation, parties: Sequence[int]) -> tuple[HouseholdId, ...]:
    return tuple(sorted({situation.parties[i].household for i in parties}))


def diff_plans(old: Plan | None, new: Plan) -> tuple[Telling, ...]:
    """Whom to tell what, in the order to be told: who lost his place first, then by departure.

    Households that are no longer in the new plan have moved or are away: there is nothing to tell them. A departure
    that has merely passed is not news.
    """
    before = {(m.household, m.place): m for m in old.moves} if old else {}
    after = {(m.household, m.place): m for m in new.moves}
    lost = {(s.household, s.place) for s in new.shortfall}
    news: dict[HouseholdId, set[Novelty]] = {}
    for key in sorted(set(after) | (lost & set(before))):
        found = _novelties(before.get(key), after.get(key), new)
        news.setdefault(key[0], set()).update(found)
    for household in _new_helpers(old, new):
        news.setdefault(household, set()).add(Novelty.HELPER)
    first = {p.household: p.helper for p in new.pairings if p.role is Role.PRIMARY}
    departs = {move.household: move.depart for move in reversed(new.moves)}

    def urgency(household: HouseholdId) -> tuple[bool, bool, float, HouseholdId]:
        depart = departs.get(household)
        minutes = (depart - new.at).total_seconds() if depart is not None else 0.0
        return Novelty.LOST not in news[household], depart is None, minutes, household

    return tuple(
        Telling(household, first.get(household), tuple(n for n in Novelty if n in news[household]))
        for household in sorted((h for h in news if news[h]), key=urgency)
    )


def _novelties(before: Move | None, after: Move | None, new: Plan) -> set[Novelty]:
    if before is after:
        return set()
    if before is None or after is None:
        return {Novelty.FOUND} if before is None else {Novelty.LOST}
    found = set()
    if before.shelter != after.shelter:
        found.add(Novelty.SHELTER)
    if (before.route.links, before.mode) != (after.route.links, after.mode):
        found.add(Novelty.ROUTE)
    if before.depart != after.depart and (before.depart >= new.at or after.depart != new.at):
        found.add(Novelty.TIME)
    return found


def _new_helpers(old: Plan | None, new: Plan) -> list[HouseholdId]:
    """Households that had helpers and now have others, or in other roles."""

    def pairs(plan: Plan) -> dict[HouseholdId, list[tuple[Role, HelperId]]]:
        found: dict[HouseholdId, list[tuple[Role, HelperId]]] = {}
        for pairing in plan.pairings:
            found.setdefault(pairing.household, []).append((pairing.role, pairing.helper))
        return found

    if old is not None and old.pairings == new.pairings:
        return []
    before = pairs(old) if old else {}
    after = pairs(new)
    due = {p.household for p in new.pairings} | {u.household for u in new.uncovered}
    return sorted(h for h in before if h in due and sorted(before[h]) != sorted(after.get(h, [])))
