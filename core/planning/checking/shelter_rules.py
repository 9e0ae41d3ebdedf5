"""Beds, and who can use them: capacity, steps, electricity."""

from core.domain.findings import Finding
from core.planning.checking.entries import Entry
from core.planning.checking.inspection import Findings, Inspection, wrong
from core.planning.checking.traits import ELSEWHERE, NO_POWER, STEPS, asks


def no_shelter_over_capacity(inspection: Inspection) -> Findings:
    """Persons inside and persons sent stay within the capacity; a shelter already overfull gets nobody."""
    for shelter, persons in sorted(inspection.planned.items()):
        known = inspection.shelters.get(shelter)
        if known is None:
            yield wrong("shelter_unknown", "shelters", shelter=shelter)
        elif persons + inspection.inside.get(shelter, 0) > known.capacity:
            yield wrong("shelter_overfull", "shelters", shelter=shelter, persons=persons, capacity=known.capacity)


def nobody_is_sent_where_there_are_steps(inspection: Inspection) -> Findings:
    """Nobody in a wheelchair or bedridden goes to a shelter that is known not to be free of steps."""
    yield from _unfit(inspection, STEPS)


def nobody_is_sent_where_there_is_no_power(inspection: Inspection) -> Findings:
    """Nobody who lives by a machine goes to a shelter that is known to have no electricity of its own."""
    yield from _unfit(inspection, NO_POWER)


def nobody_is_sent_past_the_shelter_that_was_ordered(inspection: Inspection) -> Findings:
    """Whoever somebody in charge sent to one shelter goes there and nowhere else."""
    for entry in inspection.entries:
        if entry.party.sent_to not in (None, entry.move.shelter):
            yield wrong("shelter_unfit", "moves", ELSEWHERE, household=entry.move.household, shelter=entry.move.shelter)


def _unfit(inspection: Inspection, what: str) -> Findings:
    for entry in inspection.entries:
        if entry.traits.asks_something and what in inspection.misfits(entry.traits, entry.shelter):
            yield wrong("shelter_unfit", "moves", what, household=entry.move.household, shelter=entry.move.shelter)


def what_is_not_known_of_shelters_is_said(inspection: Inspection) -> Findings:
    """One finding of the plan for each kind, with how many persons go where it is unknown."""
    counts = {"step_free_unknown": 0, "power_unknown": 0}
    for entry in inspection.entries:
        if entry.traits.asks_something:
            lifted, powered = _unknowns(entry)
            counts["step_free_unknown"] += lifted
            counts["power_unknown"] += powered
    said: dict[str, list[Finding]] = {rule: [] for rule in counts}
    for finding in inspection.plan.findings:
        if finding.rule in said:
            said[finding.rule].append(finding)
    for rule, persons in sorted(counts.items()):
        if [finding.facts.get("persons") for finding in said[rule]] != ([persons] if persons else []):
            yield wrong("finding_wrong", "plan", rule, persons=persons)


def _unknowns(entry: Entry) -> tuple[int, int]:
    """Persons of a move who ask for a level way in, and for electricity, where nobody knows whether there is any."""
    asked = dict(asks(entry.traits, entry.shelter))
    steps = asked.get(STEPS, 0) if entry.shelter.step_free is None else 0
    return steps, asked.get(NO_POWER, 0) if entry.shelter.power_hours is None else 0
