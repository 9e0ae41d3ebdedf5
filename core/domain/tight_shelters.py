"""Shelters whose beds hold a plan back, and what that costs whom: sums of the reasons that stand in the plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.ids import HouseholdId, PlaceCode, ShelterId
from core.domain.plans import Plan
from core.domain.reasons import Reasons


@dataclass(frozen=True, slots=True)
class TightShelter:
    """A shelter that too few beds make the bottleneck.

    `households` with `persons` could have been there sooner and go elsewhere because it is full, or because its bed
    saves somebody else more; `later_min` is how many person-minutes later that makes them in all. Nobody has to where
    it is named by the bound alone, or keeps people out for whom there is no bed anywhere.
    """

    shelter: ShelterId
    households: int
    persons: int
    later_min: float


def tight_shelters(plan: Plan) -> tuple[TightShelter, ...]:
    """Of the plan's bottlenecks and of all shelters that somebody passes over for want of a bed; those that cost most
    first."""
    passed: dict[ShelterId, list[Reasons]] = {shelter: [] for shelter in plan.bottlenecks}
    for why in plan.reasons:
        if why.passed_over is not None and why.for_want_of_beds:
            passed.setdefault(why.passed_over, []).append(why)
    if not passed:
        return ()
    persons = {(move.household, move.place): len(move.persons) for move in plan.moves}
    found = [_tight(shelter, rows, persons) for shelter, rows in passed.items()]
    return tuple(sorted(found, key=lambda tight: (-tight.later_min, -tight.persons, tight.shelter)))


def _tight(
    shelter: ShelterId, rows: list[Reasons], persons: Mapping[tuple[HouseholdId, PlaceCode], int]
) -> TightShelter:
    each = [(persons[why.household, why.place], why.passed_over_min) for why in rows]
    return TightShelter(
        shelter, len(each), sum(count for count, _ in each), sum(count * later for count, later in each)
    )
