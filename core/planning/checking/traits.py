"""What follows from the members of a party, and what it asks of a shelter."""

from typing import NamedTuple

from core.domain.ids import ShelterId
from core.domain.places import Shelter, ShelterKind
from core.domain.plans import Mode

# What keeps somebody out of a shelter; a hospital takes everybody.
STEPS, NO_POWER, ELSEWHERE = "step_free", "power_hours", "sent_to"


class Traits(NamedTuple):
    """What follows from the members of a party: `legs` is its factor on foot, `delay` what it needs to get ready.
    `sent_to` is the one shelter that it may go to, None where any will do."""

    legs: int
    delay: int
    wheelchairs: int
    lying: int
    powered: int
    sent_to: ShelterId | None

    @property
    def asks_something(self) -> bool:
        """Whether somebody of them asks something of a shelter."""
        return bool(self.wheelchairs or self.lying or self.powered)

    @property
    def on_foot(self) -> Mode:
        """How they go without a vehicle."""
        return Mode.CARRIED if self.wheelchairs + self.lying else Mode.WALK


def asks(traits: Traits, shelter: Shelter) -> tuple[tuple[str, int], ...]:
    """How many persons of a party ask something of a shelter."""
    elsewhere = ((ELSEWHERE, 1),) if traits.sent_to not in (None, shelter.id) else ()
    if shelter.kind is ShelterKind.HOSPITAL:
        return elsewhere
    return *elsewhere, (STEPS, traits.wheelchairs + traits.lying), (NO_POWER, traits.powered)


def lacks(shelter: Shelter, what: str) -> bool:
    return what == ELSEWHERE or (shelter.step_free is False if what == STEPS else shelter.power_hours == 0)
