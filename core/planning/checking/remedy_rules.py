"""Remedies, as far as they can be judged without solving again: about something that exists, of use, and adding up."""

from datetime import timedelta

from core.domain.ids import ShelterId
from core.domain.reasons import Remedy, RemedyKind
from core.planning.checking.inspection import Findings, Inspection, wrong


def remedies_add_up(inspection: Inspection) -> Findings:
    """Nobody is served twice or lost: those served, those added and those left are all who are due."""
    plan = inspection.plan
    for remedy in plan.remedies:
        whole = plan.served + remedy.serves + remedy.left == plan.due
        if not whole or remedy.serves < 0 or remedy.left < 0 or not _helps(remedy):
            yield wrong("remedy_wrong", "remedies", subject=remedy.subject, kind=remedy.kind)


def remedies_are_about_something(inspection: Inspection) -> Findings:
    """A bed in a shelter, a vehicle like one of the fleet's, a road of the map."""
    known = {
        RemedyKind.BED: inspection.shelters.keys(),
        RemedyKind.CARE: inspection.shelters.keys(),
        RemedyKind.VEHICLE: inspection.vehicles.keys(),
        RemedyKind.ROAD: inspection.roads.links.keys(),
        RemedyKind.STAGE: inspection.roads.links.keys(),
        RemedyKind.OPEN: {name for name, shelter in inspection.shelters.items() if shelter.opens_after_min > 0},
        RemedyKind.HELPER: inspection.doors.keys(),
    }
    for remedy in inspection.plan.remedies:
        subjects = known.get(remedy.kind)
        if remedy.amount < 0 or (subjects is not None and remedy.subject not in subjects):
            yield wrong("remedy_unknown", "remedies", subject=remedy.subject, kind=remedy.kind)


def doors_and_helpers_of_remedies_are_so(inspection: Inspection) -> Findings:
    """A shelter opens so many minutes before it would, not before the plan begins; whoever is to fetch a household is
    free, is not one of the two who come to it in that part, and has seats in his car for all of a party of it."""
    case = inspection.case
    free = {
        each.id: each for each in case.helpers if each.id not in case.out and each.household not in case.due_households
    }
    sizes: dict[str, int] = {}
    for party in case.parties:
        sizes[party.household] = min(sizes.get(party.household, len(party.members)), len(party.members))
    for remedy in inspection.plan.remedies:
        holds = (remedy.by is not None) == (remedy.kind is RemedyKind.OPEN)
        holds &= (remedy.helper is not None) == (remedy.kind is RemedyKind.HELPER)
        if remedy.by is not None and (shelter := inspection.shelters.get(ShelterId(remedy.subject))) is not None:
            holds &= remedy.by == case.at + timedelta(minutes=shelter.opens_after_min - remedy.amount)
            holds &= 0 < remedy.amount <= shelter.opens_after_min
        if remedy.helper is not None:
            driver = free.get(remedy.helper)
            holds &= driver is not None and driver.car_seats >= sizes.get(remedy.subject, 0) > 0
        if not holds:
            yield wrong("remedy_wrong", "remedies", subject=remedy.subject, kind=remedy.kind)


def _helps(remedy: Remedy) -> bool:
    return remedy.serves > 0 or remedy.saves_min > 0 or remedy.sooner_min > 0
