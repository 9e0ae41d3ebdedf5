"""The standing plan as people know it: what a change to it is measured against.

A household that was told of an earlier plan and not of the one that stands goes by the earlier one: its shelter, route,
departure, vehicle and helpers are those. Who was never sent anywhere had best be told of the plan that stands.

A vehicle goes by one plan, and its driver by what his passengers know: the standing one where one of them goes by that.
Whose earlier ride is gone by that is taken as the standing plan has him; whom both plans tell the same, by whichever
has his vehicle.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from core.domain.heard import Knowledge
from core.domain.ids import EventId, HelperId, HouseholdId, VehicleId
from core.domain.plans import Mode, Move, Plan
from core.domain.trips import car_of
from core.planning.telling import diff_plans

Rides = Mapping[HouseholdId, frozenset[VehicleId]]  # what each household rides in


def as_known(standing: Plan, earlier: Mapping[HouseholdId, Plan]) -> Plan:
    """`standing` with the answers of an `earlier` plan for whom that is named (see `going_by_earlier`), and with the
    trips of the vehicles that these ride in. The same plan where nobody is."""
    if not earlier:
        return standing
    plans = (standing, *{id(plan): plan for plan in earlier.values()}.values())

    def counts(household: HouseholdId, plan: Plan) -> bool:
        return earlier.get(household, standing) is plan

    moves = [move for plan in plans for move in plan.moves if counts(move.household, plan)]
    drive = {(id(plan), move.vehicle) for plan in plans for move in plan.moves if counts(move.household, plan)}
    pairs = [pair for plan in plans for pair in plan.pairings if counts(pair.household, plan)]
    return replace(
        standing,
        moves=tuple(sorted(moves, key=lambda move: (move.household, move.place))),
        shortfall=tuple(short for short in standing.shortfall if short.household not in earlier),
        pairings=tuple(sorted(pairs, key=lambda pair: (pair.household, pair.role))),
        uncovered=tuple(one for plan in plans for one in plan.uncovered if counts(one.household, plan)),
        trips=tuple(trip for plan in plans for trip in plan.trips if (id(plan), trip.vehicle) in drive),
    )


def going_by_earlier(
    knowledge: Knowledge, plans: Mapping[EventId, Plan | None], standing: EventId
) -> dict[HouseholdId, EventId]:
    """Whom a change is to take by an earlier plan than `standing`, and by which: what he was told last says something
    else of him, or he rides with somebody of whom that is so. `plans` are those of both."""
    new = plans.get(standing)
    if new is None:
        return {}
    earlier = {event: plan for event in knowledge.plans if event != standing and (plan := plans.get(event)) is not None}
    knows = _sent_by(knowledge, earlier, standing, new)
    apart = {
        telling.household
        for event, plan in earlier.items()
        for telling in diff_plans(plan, new)
        if knows.get(telling.household) == event
    }
    rides = dict(rides_of(new)), {event: dict(rides_of(plan)) for event, plan in earlier.items()}
    order = {event: n for n, event in enumerate(sorted(earlier, key=lambda one: (earlier[one].at, one)))}
    mine = _with_a_ride(knows, apart, rides, order)
    return {household: event for household, event in knows.items() if household in mine}


def _sent_by(
    knowledge: Knowledge, earlier: Mapping[EventId, Plan], standing: EventId, new: Plan
) -> dict[HouseholdId, EventId]:
    """The latest earlier plan that sent each household somewhere, of what it goes by; none for who goes by the standing
    one. Only those count of whom that says anything: others have moved since, or are away."""
    sent = {event: {move.household for move in plan.moves} for event, plan in earlier.items()}
    found = {}
    for household in dict.fromkeys(
        [*(move.household for move in new.moves), *(short.household for short in new.shortfall)]
    ):
        events = knowledge.told.get(household, knowledge.first)
        event = next((one for one in events if one == standing or household in sent.get(one, ())), standing)
        if event != standing:
            found[household] = event
    return found


def _with_a_ride(
    knows: Mapping[HouseholdId, EventId],
    apart: Set[HouseholdId],
    rides: tuple[Rides, Mapping[EventId, Rides]],
    order: Mapping[EventId, int],
) -> set[HouseholdId]:
    """Whom to take by what they know, so that each vehicle goes by one plan: of those `apart` from the standing plan as
    many as can, of the others whoever rides with them. `rides` are those of the standing plan and of the earlier ones,
    `order` their order."""
    now, before = rides
    held = {vehicle for household, found in now.items() if household not in knows for vehicle in found}
    mine, back, nothing = set(apart), set[HouseholdId](), frozenset[VehicleId]()
    while True:
        mine -= back
        owner: dict[VehicleId, EventId] = {}
        for household in mine:
            event = knows[household]
            for vehicle in before[event].get(household, ()):
                owner[vehicle] = max(event, owner.get(vehicle, event), key=lambda one: order[one])
        lost = {
            household
            for household in mine
            if any(v in held or owner[v] != knows[household] for v in before[knows[household]].get(household, ()))
        }
        held |= {vehicle for household in lost for vehicle in now.get(household, ())}
        taken = owner.keys() - held
        joining = {
            household
            for household, event in knows.items()
            if household not in mine and household not in back
            if not taken.isdisjoint(now.get(household, nothing))
            or not taken.isdisjoint(before[event].get(household, nothing))
        }
        if not lost and not joining:
            return mine
        back |= lost
        mine |= joining


def rides_of(plan: Plan) -> Iterator[tuple[HouseholdId, frozenset[VehicleId]]]:
    """What each household rides in; of its two helpers either may be the one who drives."""
    helpers: dict[HouseholdId, list[HelperId]] = {}
    for pair in plan.pairings:
        helpers.setdefault(pair.household, []).append(pair.helper)
    found: dict[HouseholdId, set[VehicleId]] = {}
    for move in plan.moves:
        found.setdefault(move.household, set()).update(_needed(move, helpers))
    for household, vehicles in found.items():
        if vehicles:
            yield household, frozenset(vehicles)


def _needed(move: Move, helpers: Mapping[HouseholdId, list[HelperId]]) -> list[VehicleId]:
    if move.vehicle is not None:
        return [move.vehicle]
    return [car_of(helper) for helper in helpers.get(move.household, ())] if move.mode is Mode.CAR else []
