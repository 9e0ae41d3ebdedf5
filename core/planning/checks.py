"""A plan against its case, checked by a second implementation: plain Python, no code of the planner's.

The function's name is the rule; what it finds is returned, never raised. `where` is `moves`, `shelters`, `pairings` or
`plan`; `facts` name who and what.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from core.domain.findings import Finding
from core.domain.ids import HelperId, HouseholdId, PlaceCode, ShelterId, VehicleId
from core.domain.people import Mobility, Role
from core.domain.plans import Mode, Move, Objective, Plan, Shortfall
from core.planning.case import Case, CaseParty
from core.planning.route_checks import check_routes

_REACH_MINUTES = 30.0
_ROUNDING = 1e-6


def violations(case: Case, plan: Plan) -> tuple[Finding, ...]:
    """Every rule that the plan breaks, in the order of the rules; empty for a right plan."""
    return tuple(finding for rule in RULES for finding in rule(case, plan))


def _key(party: CaseParty) -> tuple[HouseholdId, PlaceCode]:
    return party.household, party.place


def every_party_stands_once(case: Case, plan: Plan) -> Iterator[Finding]:
    """Each party has one move or one shortfall, and nobody else has."""
    listed = Counter([(m.household, m.place) for m in plan.moves] + [(s.household, s.place) for s in plan.shortfall])
    due = {_key(party) for party in case.parties}
    for household, place in sorted(due - set(listed)):
        yield Finding("party_missing", "moves", facts={"household": household, "place": place}, error=True)
    for (household, place), count in sorted(listed.items()):
        facts = {"household": household, "place": place}
        if (household, place) not in due:
            yield Finding("party_unknown", "moves", facts=facts, error=True)
        elif count > 1:
            yield Finding("party_twice", "moves", facts=facts, error=True)


def nobody_is_split_lost_or_doubled(case: Case, plan: Plan) -> Iterator[Finding]:
    """A party moves with exactly its members, each once."""
    members = {_key(party): sorted(m.person for m in party.members) for party in case.parties}
    entries: list[Move | Shortfall] = [*plan.moves, *plan.shortfall]
    for entry in entries:
        due = members.get((entry.household, entry.place))
        if due is not None and sorted(entry.persons) != due:
            yield Finding("party_split", "moves", facts={"household": entry.household}, error=True)
    counted = Counter(person for entry in entries for person in entry.persons)
    for person in sorted(person for person, count in counted.items() if count > 1):
        yield Finding("person_twice", "moves", facts={"person": person}, error=True)


def no_shelter_over_capacity(case: Case, plan: Plan) -> Iterator[Finding]:
    """Persons inside and persons sent stay within the capacity; a shelter already overfull gets nobody."""
    capacity = {shelter.id: shelter.capacity for shelter in case.shelters}
    inside = dict(case.inside)
    planned = Counter[ShelterId]()
    for move in plan.moves:
        planned[move.shelter] += len(move.persons)
    for shelter, persons in sorted(planned.items()):
        if shelter not in capacity:
            yield Finding("shelter_unknown", "shelters", facts={"shelter": shelter}, error=True)
        elif persons + inside.get(shelter, 0) > capacity[shelter]:
            facts = {"shelter": shelter, "persons": persons, "capacity": capacity[shelter]}
            yield Finding("shelter_overfull", "shelters", facts=facts, error=True)


def totals_are_sums(case: Case, plan: Plan) -> Iterator[Finding]:
    """due, served, last arrival and loads are what the moves add up to."""
    due = sum(len(party.members) for party in case.parties)
    served = sum(len(move.persons) for move in plan.moves)
    last = max((max(0.0, (move.arrive - case.at).total_seconds()) for move in plan.moves), default=0.0)
    planned = Counter[ShelterId]()
    for move in plan.moves:
        planned[move.shelter] += len(move.persons)
    right = {
        "due": plan.due == due,
        "served": plan.served == served,
        "clearance_s": abs(plan.clearance_s - last) < 1e-3,
        "loads": all(load.planned == planned[load.shelter] for load in plan.loads),
    }
    for total in sorted(name for name, holds in right.items() if not holds):
        yield Finding("total_wrong", "plan", column=total, error=True)


def no_value_below_its_bound(_case: Case, plan: Plan) -> Iterator[Finding]:
    """Nothing is better than the best possible, and the gap is what lies between."""
    pairs = {
        "served": (plan.served_bound, plan.served),
        "exposure": (plan.exposure, plan.exposure_bound),
        "clearance_s": (plan.clearance_s, plan.clearance_bound_s),
    }
    for name, (more, less) in sorted(pairs.items()):
        if more < less - _ROUNDING * max(1.0, abs(less)):
            yield Finding("bound_wrong", "plan", column=name, error=True)
    value, bound = pairs["exposure" if plan.objective is Objective.EXPOSURE else "clearance_s"]
    gap = (value - bound) / bound if bound > 0 else 0.0
    if abs(gap - plan.gap) > _ROUNDING:
        yield Finding("bound_wrong", "plan", column="gap", error=True)


def modes_fit_the_party(case: Case, plan: Plan) -> Iterator[Finding]:
    """Who cannot walk is carried or rides; a bedridden person does not ride in a car; a car has seats for all."""
    parties = {_key(party): party for party in case.parties}
    first = {p.household: p.helper for p in plan.pairings if p.role is Role.PRIMARY}
    seats: dict[HelperId, int] = {helper.id: helper.car_seats for helper in case.helpers}
    for move in plan.moves:
        party = parties.get((move.household, move.place))
        if party is None:
            continue
        mobilities = {member.mobility for member in party.members}
        wrong = move.mode is Mode.WALK and any(mobility.cannot_walk for mobility in mobilities)
        if move.mode is Mode.CAR:
            helper = first.get(move.household)
            if helper is not None:
                seats[helper] = seats.get(helper, 0) - len(move.persons)
            wrong = helper is None or seats[helper] < 0 or Mobility.BEDRIDDEN in mobilities
        if wrong:
            yield Finding("mode_wrong", "moves", facts={"household": move.household, "mode": move.mode}, error=True)


def a_vehicle_serves_one_village_within_its_seats(case: Case, plan: Plan) -> Iterator[Finding]:
    """Who rides with the fleet has a seat in a vehicle, two where he has to lie; a vehicle fetches one village."""
    room = {vehicle.id: vehicle.seats + vehicle.wheelchair + 2 * vehicle.stretcher for vehicle in case.fleet}
    lying = {m.person for party in case.parties for m in party.members if m.mobility is Mobility.BEDRIDDEN}
    village: dict[VehicleId, PlaceCode] = {}
    for move in plan.moves:
        if (move.mode is Mode.BUS) != (move.vehicle is not None):
            yield Finding("vehicle_missing", "moves", facts={"household": move.household}, error=True)
        if move.vehicle is None:
            continue
        room[move.vehicle] = room.get(move.vehicle, 0) - sum(1 + (person in lying) for person in move.persons)
        if room[move.vehicle] < 0 or village.setdefault(move.vehicle, move.place) != move.place:
            facts = {"household": move.household, "vehicle": move.vehicle}
            yield Finding("vehicle_overfull", "moves", facts=facts, error=True)


def every_household_is_paired_or_uncovered(case: Case, plan: Plan) -> Iterator[Finding]:
    """Per household and role one pairing or one uncovered entry, never both and never none."""
    listed = Counter([(p.household, p.role) for p in plan.pairings] + [(u.household, u.role) for u in plan.uncovered])
    wanted = {(party.household, role) for party in case.parties for role in Role}
    for household, role in sorted(wanted | set(listed)):
        if listed[household, role] != (1 if (household, role) in wanted else 0):
            yield Finding("uncovered_wrong", "pairings", facts={"household": household, "role": role}, error=True)


def helpers_are_two_from_two_houses(case: Case, plan: Plan) -> Iterator[Finding]:
    """A and B are different people from different houses."""
    house = {helper.id: helper.household for helper in case.helpers}
    pairs: dict[HouseholdId, list[HelperId]] = {}
    for pairing in plan.pairings:
        pairs.setdefault(pairing.household, []).append(pairing.helper)
    for household, helpers in sorted(pairs.items()):
        if len(set(helpers)) < len(helpers):
            yield Finding("same_helper", "pairings", facts={"household": household}, error=True)
        homes = [house[helper] for helper in set(helpers) if house.get(helper) is not None]
        if len(set(homes)) < len(homes):
            yield Finding("same_house", "pairings", facts={"household": household}, error=True)


def helpers_are_free_awake_and_near(case: Case, plan: Plan) -> Iterator[Finding]:
    """A helper exists, is not due himself, is awake, and is at the door within half an hour."""
    helpers = {helper.id: helper for helper in case.helpers}
    for pairing in plan.pairings:
        helper = helpers.get(pairing.helper)
        rule = ""
        if helper is None:
            rule = "helper_unknown"
        elif helper.household in case.due_households:
            rule = "helper_due"
        elif case.night and not helper.night:
            rule = "helper_asleep"
        elif not 0 <= pairing.minutes <= _REACH_MINUTES:
            rule = "helper_too_far"
        if rule:
            facts = {"household": pairing.household, "helper": pairing.helper}
            yield Finding(rule, "pairings", facts=facts, error=True)


def no_helper_over_his_load(case: Case, plan: Plan) -> Iterator[Finding]:
    """Nobody has more households than his `max_load`."""
    loads = Counter(pairing.helper for pairing in plan.pairings)
    for helper in sorted(case.helpers, key=lambda each: each.id):
        if loads[helper.id] > helper.max_load:
            yield Finding("helper_overloaded", "pairings", facts={"helper": helper.id}, error=True)


def the_bedridden_have_carriers(case: Case, plan: Plan) -> Iterator[Finding]:
    """Both helpers of a household with a bedridden member can lift."""
    carries = {helper.id: helper.carries for helper in case.helpers}
    # Parties of one household in two villages share their helpers, who go where most of them are.
    door: dict[HouseholdId, CaseParty] = {}
    for party in sorted(case.parties, key=lambda p: (-len(p.members), p.place)):
        door.setdefault(party.household, party)
    for pairing in plan.pairings:
        party_here = door.get(pairing.household)
        lies = party_here is not None and any(m.mobility is Mobility.BEDRIDDEN for m in party_here.members)
        if lies and carries.get(pairing.helper, 0) < 1:
            facts = {"household": pairing.household, "helper": pairing.helper}
            yield Finding("helper_cannot_carry", "pairings", facts=facts, error=True)


RULES: tuple[Callable[[Case, Plan], Iterator[Finding]], ...] = (
    every_party_stands_once,
    nobody_is_split_lost_or_doubled,
    no_shelter_over_capacity,
    totals_are_sums,
    no_value_below_its_bound,
    modes_fit_the_party,
    a_vehicle_serves_one_village_within_its_seats,
    every_household_is_paired_or_uncovered,
    helpers_are_two_from_two_houses,
    helpers_are_free_awake_and_near,
    no_helper_over_his_load,
    the_bedridden_have_carriers,
    check_routes,
)
