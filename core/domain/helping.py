"""What people say about helpers during the night: who is out, and who is to go to a door whatever the pairing finds."""

from dataclasses import dataclass
from datetime import datetime

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
