"""Which parties which shelters take: steps for whoever cannot climb them, power for whoever lives by a machine; and one
shelter alone for whoever was sent there by somebody in charge.

What nobody has written down keeps nobody out: an unknown is allowed, and the plan says how many persons depend on it.
Host homes and relatives are shelters like any other, of as many beds as they have.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.domain.findings import Finding
from core.domain.ids import HouseholdId, PersonId, ShelterId
from core.domain.people import Mobility
from core.domain.places import Shelter, ShelterKind
from core.domain.plans import Move
from core.planning.case import Case, CaseMember, CaseParty

# Words of a pack's `needs` cells that mean: without electric power this person is in danger.
POWERED_NEEDS = frozenset({"氧气", "制氧机", "呼吸机", "透析"})
_CANNOT_WALK = frozenset(mobility for mobility in Mobility if mobility.cannot_walk)

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, order=True)
class Fit:
    """What a party needs of a shelter. `only` is the one that it was sent to, and no other takes it (empty: any)."""

    step_free: bool = False
    power: bool = False
    only: str = ""


_FITS = {(step_free, power): Fit(step_free, power) for step_free in (False, True) for power in (False, True)}


def needs_step_free(member: CaseMember) -> bool:
    return member.mobility in _CANNOT_WALK


def needs_power(member: CaseMember) -> bool:
    return not POWERED_NEEDS.isdisjoint(member.needs)


def fit_of(party: CaseParty) -> Fit:
    """A household stays together: it needs what any of its members needs."""
    step_free = power = False
    for member in party.members:
        step_free = step_free or member.mobility in _CANNOT_WALK
        power = power or (bool(member.needs) and needs_power(member))
    return _FITS[step_free, power] if party.sent_to is None else Fit(step_free, power, party.sent_to)


def takes(shelter: Shelter, fit: Fit) -> bool:
    """Whether a shelter takes somebody with these needs; a hospital takes everybody who was not sent elsewhere."""
    if fit.only and fit.only != shelter.id:
        return False
    if shelter.kind is ShelterKind.HOSPITAL:
        return True
    return not (fit.step_free and shelter.step_free is False) and not (fit.power and shelter.power_hours == 0)


class Fits:
    """Parties by which shelters take them. `row[i]` is the class of party i, a row of `taken`: classes x shelters.

    Needs that every shelter of the case meets make no class of their own.
    """

    def __init__(self, case: Case, shelters: Sequence[ShelterId], parties: Sequence[CaseParty]) -> None:
        fits = [fit_of(party) for party in parties]
        known = {shelter.id: shelter for shelter in case.shelters}
        taken = {fit: tuple(takes(known[shelter], fit) for shelter in shelters) for fit in sorted(set(fits))}
        classes = list(dict.fromkeys(taken.values()))
        row = {fit: classes.index(mine) for fit, mine in taken.items()}
        self.row: list[int] = [row[fit] for fit in fits]
        self.taken: Bools = np.array(classes, dtype=bool).reshape(len(classes), len(shelters))

    def of(self, party: int) -> Bools:
        """Per shelter whether it takes the party."""
        row: Bools = self.taken[self.row[party]]
        return row


def fit_findings(case: Case, moves: Iterable[Move]) -> tuple[Finding, ...]:
    """How many persons a plan sends to shelters of which nobody knows whether they can stay there."""
    needing = _needing(case)
    known = {shelter.id: shelter for shelter in case.shelters if shelter.kind is not ShelterKind.HOSPITAL}
    known = {i: each for i, each in known.items() if each.step_free is None or each.power_hours is None}
    found: dict[str, dict[ShelterId, int]] = {"step_free_unknown": {}, "power_unknown": {}}
    for move in moves:
        shelter = known.get(move.shelter)
        if shelter is None:
            continue
        mine = [fit for person, fit in needing.get(move.household, ()) if person in move.persons]
        if not mine:
            continue
        open_questions = {
            "step_free_unknown": sum(fit.step_free for fit in mine) if shelter.step_free is None else 0,
            "power_unknown": sum(fit.power for fit in mine) if shelter.power_hours is None else 0,
        }
        for rule, persons in open_questions.items():
            if persons:
                found[rule][shelter.id] = found[rule].get(shelter.id, 0) + persons
    return tuple(
        Finding(rule, "shelters", facts={"persons": sum(persons.values()), "shelters": sorted(persons)})
        for rule, persons in found.items()
        if persons
    )


def _needing(case: Case) -> Mapping[HouseholdId, Sequence[tuple[PersonId, Fit]]]:
    """By household whoever needs something of a shelter."""
    found: dict[HouseholdId, list[tuple[PersonId, Fit]]] = {}
    for party in case.parties:
        for member in party.members:
            if member.needs or member.mobility in _CANNOT_WALK:
                fit = _FITS[needs_step_free(member), needs_power(member)]
                found.setdefault(party.household, []).append((member.person, fit))
    return found
