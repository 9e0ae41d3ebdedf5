"""What people say about helpers during the night: who cannot come, who is to go to a door whatever the pairing finds,
and who of them (and of the squads beside them) is out there, heard of, back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import EventId, HelperId, HouseholdId
from core.domain.people import Role


@dataclass(frozen=True, slots=True)
class Absence:
    """A helper who has dropped out, and the entry that says so."""

    helper: HelperId
    at: datetime
    operator: str
    event: EventId


@dataclass(frozen=True, slots=True)
class Lock:
    """A helper whom somebody has set for one part at one door. `contested`: two desks named different ones."""

    household: HouseholdId
    role: Role
    helper: HelperId
    at: datetime
    operator: str
    event: EventId
    contested: bool = False


class Out(StrEnum):
    """What is known of somebody who went out to help, worst first: on the road and to be heard of, heard of and still
    out, back."""

    OUT = "out"
    SAFE = "safe"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Sortie:
    """Where a helper or a squad is. `responder` is a helper's id, or that of a squad, which has a `name`; `heads` how
    many they are; `place` the code of where they went or were last seen. `contested`: two desks said different things,
    and the one that leaves nobody out there unseen is used."""

    responder: str
    state: Out
    at: datetime
    place: str | None
    heads: int
    operator: str
    event: EventId
    evidence: str | None = None
    contested: bool = False
    name: str = ""

    def silent(self, now: datetime, after: timedelta) -> bool:
        """Out there and not heard of for too long. A clock that runs ahead must not hide a silence."""
        return self.state is not Out.BACK and not self.at <= now < self.at + after
