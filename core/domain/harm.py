"""Injured, sent to hospital, dead: three named lists beside the five classes.

Nobody leaves `due` for being on one of them. Sent to hospital is a way to be in safety: he stands as moved, in the
hospital. Injured changes no class. Dead keeps the class he was found in, so that `due` still adds up and each death can
be traced to the line it belongs to; of both, somebody out of reach has been found and stands as not moved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.events import Event
from core.domain.heads import replaced_by
from core.domain.ids import EventId

HOSPITAL_PLACE = "hospital"  # where somebody is who was sent to a hospital that the shelters table does not list


class Harm(StrEnum):
    """The lists, worst first; NONE takes somebody off them again."""

    DEAD = "dead"
    HOSPITAL = "hospital"
    INJURED = "injured"
    NONE = "none"


LISTS = (Harm.INJURED, Harm.HOSPITAL, Harm.DEAD)


@dataclass(frozen=True, slots=True)
class HarmClaim:
    """What one live head says. `place` is the code of the village or shelter where it happened, or of the hospital."""

    harm: Harm
    place: str | None
    at: datetime
    evidence: str | None
    event: EventId


def standing_harms(events: Mapping[EventId, Event], claims: Iterable[HarmClaim]) -> tuple[HarmClaim, ...]:
    """Every word on an injury that no other word knew of."""
    said = {claim.event: claim for claim in claims}
    kept = [claim for one, claim in said.items() if len(said) == 1 or not replaced_by(events, one, list(said))]
    return tuple(sorted(kept, key=lambda claim: (claim.at, claim.event)))


def worst(claims: tuple[HarmClaim, ...]) -> HarmClaim | None:
    """The claim that somebody is listed under; None for nobody's."""
    order = list(Harm)
    named = [claim for claim in claims if claim.harm is not Harm.NONE]
    return min(named, key=lambda claim: (order.index(claim.harm), claim.at, claim.event), default=None)
