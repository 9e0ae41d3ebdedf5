"""What the calls screen is answered with: frozen rows, facts only. Times are aware UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.calling import CallingRules, Ladder, Rung, Try
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PlaceCode
from core.domain.orders import Completion
from core.domain.plans import Mode
from core.domain.refusing import Talk
from core.queries.rows import RollRow
from core.store.calls import Heard


class CallGroup(StrEnum):
    """Groups of the calls in their fixed order."""

    DUE = "due"
    WAITING = "waiting"
    UNCALLED = "uncalled"
    REFUSED = "refused"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class RungRow:
    """Who stands on one rung: `to` is what a call to him is recorded as, `tries` what was tried there since somebody
    last spoke, newest last. `houses` is how many houses lie between, of a neighbour. `phone` is masked."""

    rung: Rung
    to: str
    name: str
    phone: str
    tries: tuple[Try, ...] = ()
    houses: int = 0


@dataclass(frozen=True, slots=True)
class CallRow:
    """A household, or a village (`household` None), that has to be called.

    `members` are those of the household who are due; `waiting_for` how many of them are neither safe nor away. Of a
    village `households` and `persons` count who is due there and still to move. `since` is since when nobody answers.
    `talks` are the refusals of whoever refused most often; `done` who says that a village is all moved (by name).
    """

    ident: str
    household: HouseholdId | None
    place: PlaceCode
    place_name: str
    town: str
    level: Trigger
    group: CallGroup
    exposed: bool
    unreachable: bool
    stands: Ladder
    rungs: tuple[RungRow, ...]
    since: datetime
    ordered_at: datetime
    members: tuple[RollRow, ...] = ()
    households: int = 0
    persons: int = 0
    mode: Mode | None = None
    deadline: datetime | None = None
    talks: tuple[Talk, ...] = ()
    done: Completion | None = None
    went_back: datetime | None = None  # when the last of them went home against the return gate

    @property
    def first(self) -> RollRow | None:
        """Whose name the household goes by here: whoever is most in danger of those still to move."""
        return self.members[0] if self.members else None

    @property
    def now(self) -> RungRow | None:
        """Whom to call now."""
        return next((row for row in self.rungs if row.rung is self.stands.rung), None)


@dataclass(frozen=True, slots=True)
class SilentRow:
    """A village from which nothing was heard for long. `heard` None: nothing since the order (`since`)."""

    place: PlaceCode
    place_name: str
    town: str
    since: datetime
    heard: Heard | None
    persons: int


@dataclass(frozen=True, slots=True)
class CallBoard:
    """All rows in their order, and the silent villages, longest silence first."""

    rows: tuple[CallRow, ...]
    silent: tuple[SilentRow, ...]
    rules: CallingRules
    revision: int
    at: datetime
