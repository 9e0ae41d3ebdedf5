"""Who is still to come to a shelter: sent there by the plan in force, ordered on to it, or on the way from another."""

from core.domain.ids import HouseholdId, PersonId, ShelterId
from core.domain.orders import due_members
from core.domain.standing import NOBODY_KNOWS, Class
from core.store.database import Store
from core.store.orders import orders_in_force
from core.store.people import people
from core.store.plans import standing_plan
from core.store.shelters import onward_orders
from core.store.standings import standings


def expected_at(store: Store, shelter: ShelterId) -> dict[HouseholdId, tuple[PersonId, ...]]:
    """Persons by household: of the plan whoever is due and neither safe nor away."""
    stands, everybody = standings(store), people(store)
    out: dict[HouseholdId, set[PersonId]] = {}
    levels = {place: order.level for place, order in orders_in_force(store).items()}
    due = {person for party in due_members(everybody.values(), levels) for person in party.members}
    adopted = standing_plan(store)
    for move in adopted.plan.moves if adopted else ():
        if move.shelter == shelter:
            left = [one for one in move.persons if one in due and not _safe(stands.get(one, NOBODY_KNOWS).class_)]
            out.setdefault(move.household, set()).update(left)
    for onward in onward_orders(store).values():
        if onward.to == shelter:
            there = [one for one in onward.persons if stands.get(one, NOBODY_KNOWS).place == onward.origin]
            out.setdefault(onward.household, set()).update(there)
    for one, standing in stands.items():
        if standing.going_to == shelter and one in everybody:
            out.setdefault(everybody[one].household, set()).add(one)
    return {household: tuple(sorted(persons)) for household, persons in sorted(out.items()) if persons}


def _safe(class_: Class) -> bool:
    return class_ in (Class.MOVED, Class.AWAY)
