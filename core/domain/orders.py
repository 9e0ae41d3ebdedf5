"""An order makes people due; a trigger only proposes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.domain.hazards import Trigger
from core.domain.ids import EventId, HouseholdId, PersonId, PlaceCode
from core.domain.people import Person


@dataclass(frozen=True, slots=True)
class Order:
    """Who ordered which place, when, at which level; stands until lifted by name."""

    place: PlaceCode
    level: Trigger
    at: datetime
    operator: str
    event: EventId


@dataclass(frozen=True, slots=True)
class Completion:
    """Somebody says that the order of a place is carried out. It is accepted and counted whoever says it; `second`
    is False where only the one who ordered has said so: then a second name is still wanted (待第二人)."""

    place: PlaceCode
    at: datetime
    operator: str
    second: bool


@dataclass(frozen=True, slots=True)
class ResponseLevel:
    """An input with scope, issuer and time, never derived from a colour (domain research 1.4)."""

    level: str
    scope: str
    issuer: str
    at: datetime


RESPONSE_LEVELS = ("四级", "三级", "二级", "一级", "一级+", "解除")


def level_rank(level: str) -> int:
    """How high a response level is; the last, lifted, is the lowest, and one that is not known the highest."""
    if level not in RESPONSE_LEVELS:
        return len(RESPONSE_LEVELS)
    return (RESPONSE_LEVELS.index(level) + 1) % len(RESPONSE_LEVELS)


@dataclass(frozen=True, slots=True)
class Party:
    """The members of one household who move together now, all of them due."""

    household: HouseholdId
    place: PlaceCode
    members: tuple[PersonId, ...]
    level: Trigger


def due_members(people: Iterable[Person], levels: dict[PlaceCode, Trigger]) -> tuple[Party, ...]:
    """Who is due where `levels` are ordered, household by household, in id order.

    GO: all members of a household of which anybody is tagged with a hazard; PREPARE: those of them who are slow, in a
    wheelchair or bedridden. People beyond the register are not due: they have their own count.
    """
    everybody = [person for person in people if not person.beyond_register]
    ordered = {person.household for person in everybody if levels.get(person.place, Trigger.NONE) is not Trigger.NONE}
    households: dict[HouseholdId, list[Person]] = {}
    for person in everybody:
        if person.household in ordered:
            households.setdefault(person.household, []).append(person)
    parties = []
    for household, members in sorted(households.items()):
        if not any(member.hazards for member in members):
            continue
        by_place: dict[PlaceCode, list[Person]] = {}
        for member in members:
            by_place.setdefault(member.place, []).append(member)
        for place, here in sorted(by_place.items()):
            level = levels.get(place, Trigger.NONE)
            due = [m.id for m in here if level is Trigger.GO or (level is Trigger.PREPARE and m.mobility.needs_help)]
            if due:
                parties.append(Party(household, place, tuple(sorted(due)), level))
    return tuple(parties)
