"""Remedies, as far as they can be judged without solving again: about something that exists, of use, and adding up."""

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
    }
    for remedy in inspection.plan.remedies:
        subjects = known.get(remedy.kind)
        if remedy.amount < 0 or (subjects is not None and remedy.subject not in subjects):
            yield wrong("remedy_unknown", "remedies", subject=remedy.subject, kind=remedy.kind)


def _helps(remedy: Remedy) -> bool:
    return remedy.serves > 0 or remedy.saves_min > 0 or remedy.sooner_min > 0
