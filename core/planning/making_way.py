"""For whom somebody was moved: who now has the bed or the seat that was given up for others."""

from collections.abc import Iterable, Mapping
from functools import cache

from core.domain.ids import HouseholdId
from core.domain.plans import Plan
from core.planning.as_known import rides_of


def made_way_for(
    gave_way: Iterable[HouseholdId], knew: Mapping[HouseholdId, Plan], new: Plan
) -> dict[HouseholdId, tuple[HouseholdId, ...]]:
    """Of those who gave way, whose going by `new` it made possible: who goes to the shelter that one has left, or rides
    in what he rode in, and did not before. `knew` is what each who is sent otherwise went by; only they are among the
    answer. None where somebody else gave way in turn."""
    moved = [household for household in gave_way if household in knew]

    @cache
    def goes(plan: int) -> dict[HouseholdId, frozenset[str]]:
        return _takes(by_id[plan])

    by_id = {id(plan): plan for plan in (new, *knew.values())}
    now = goes(id(new))
    others = knew.keys() - set(moved)
    gained = {one: now.get(one, frozenset()) - goes(id(knew[one])).get(one, frozenset()) for one in others}
    found = {}
    for household in moved:
        left = goes(id(knew[household])).get(household, frozenset()) - now.get(household, frozenset())
        found[household] = tuple(sorted(one for one in others if not left.isdisjoint(gained[one])))
    return found


def _takes(plan: Plan) -> dict[HouseholdId, frozenset[str]]:
    """The shelter and the vehicles of each household."""
    rides = dict(rides_of(plan))
    found: dict[HouseholdId, frozenset[str]] = {}
    for move in plan.moves:
        found[move.household] = found.get(move.household, frozenset()) | {f"shelter {move.shelter}"}
    return {household: took | rides.get(household, frozenset()) for household, took in found.items()}
