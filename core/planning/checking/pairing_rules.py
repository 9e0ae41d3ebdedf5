"""Who goes to whose door: two helpers for each household, and what each of them must be able to do."""

from collections import Counter

from core.domain.ids import HelperId, HouseholdId
from core.domain.people import Role
from core.planning.checking.inspection import Findings, Inspection, wrong

_REACH_MINUTES = 30.0


def every_household_is_paired_or_uncovered(inspection: Inspection) -> Findings:
    """Per household and role one pairing or one uncovered entry, never both and never none."""
    plan, due = inspection.plan, inspection.doors.keys()
    for role in Role:
        listed = [pairing.household for pairing in plan.pairings if pairing.role is role]
        listed += [missing.household for missing in plan.uncovered if missing.role is role]
        if len(listed) == len(due) and due == set(listed):
            continue
        counts = Counter(listed)
        odd = {household for household, count in counts.items() if count != 1 or household not in due}
        for household in sorted(odd | (due - counts.keys())):
            yield wrong("uncovered_wrong", "pairings", household=household, role=role)


def helpers_are_two_from_two_houses(inspection: Inspection) -> Findings:
    """A and B are different people from different houses."""
    house = {helper.id: helper.household for helper in inspection.case.helpers}
    first: dict[HouseholdId, HelperId] = {}
    for pairing in inspection.plan.pairings:
        other = first.get(pairing.household)
        if other is None:
            first[pairing.household] = pairing.helper
            continue
        home = house.get(other)
        if other == pairing.helper:
            yield wrong("same_helper", "pairings", household=pairing.household)
        elif home is not None and home == house.get(pairing.helper):
            yield wrong("same_house", "pairings", household=pairing.household)


def helpers_are_free_awake_and_near(inspection: Inspection) -> Findings:
    """A helper exists, has not dropped out, is not due himself, is awake by night and present by day, and is at the
    door within half an hour."""
    case = inspection.case
    barred: dict[HelperId, str] = {}
    for helper in case.helpers:
        asleep, absent = case.night and not helper.night, not case.night and not helper.day
        rule = "helper_asleep" if asleep else "helper_absent" if absent else ""
        rule = "helper_due" if helper.household in case.due_households else rule
        barred[helper.id] = "helper_out" if helper.id in case.out else rule
    for pairing in inspection.plan.pairings:
        rule = barred.get(pairing.helper, "helper_unknown")
        if not rule and not 0 <= pairing.minutes <= _REACH_MINUTES:
            rule = "helper_too_far"
        if rule:
            yield wrong(rule, "pairings", household=pairing.household, helper=pairing.helper)


def no_helper_over_his_load(inspection: Inspection) -> Findings:
    """Nobody has more households than his `max_load`."""
    loads = Counter([pairing.helper for pairing in inspection.plan.pairings])
    for helper in sorted(inspection.case.helpers, key=lambda each: each.id):
        if loads[helper.id] > helper.max_load:
            yield wrong("helper_overloaded", "pairings", helper=helper.id)


def the_bedridden_have_carriers(inspection: Inspection) -> Findings:
    """Both helpers of a household with a bedridden member can lift."""
    carries, lying = {helper.id: helper.carries for helper in inspection.case.helpers}, inspection.lying
    for pairing in inspection.plan.pairings:
        if pairing.household in lying and carries.get(pairing.helper, 0) < 1:
            yield wrong("helper_cannot_carry", "pairings", household=pairing.household, helper=pairing.helper)


def no_helper_beyond_his_hands(inspection: Inspection) -> Findings:
    """Nobody has more persons to carry than hands, but for one household alone that needs more."""
    hands, lying = {helper.id: helper.carries for helper in inspection.case.helpers}, inspection.lying
    carried: dict[HelperId, list[int]] = {}
    for pairing in inspection.plan.pairings:
        if pairing.household in lying:
            carried.setdefault(pairing.helper, []).append(lying[pairing.household])
    for helper, persons in sorted(carried.items()):
        if len(persons) > 1 and sum(persons) > hands.get(helper, 0):
            yield wrong("helper_carries_too_many", "pairings", helper=helper)
