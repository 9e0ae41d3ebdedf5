"""Rows about the pairing: how good it is, who is without a helper and what would help, why a pair is, whom to call."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.heard import MEMBERS
from core.domain.ids import HelperId, HouseholdId, PersonId, PlaceCode
from core.domain.pairing import Hand, LevelFigure, LockRule, PairRule, SoftRule, UncoveredRule
from core.domain.people import Role


@dataclass(frozen=True, slots=True)
class HelperName:
    """Whom a row names; `phone` is masked."""

    helper: HelperId
    name: str
    phone: str
    place_name: str


@dataclass(frozen=True, slots=True)
class UncoveredPair:
    """One household without A, B or both; `remedy` is where in the board's remedies the one stands that covers it."""

    household: HouseholdId
    head: str
    place_name: str
    town: str
    missing: tuple[tuple[Role, UncoveredRule], ...]
    remedy: int | None


@dataclass(frozen=True, slots=True)
class PairRemedyRow:
    """A helper of this kind in this village would come to `covers` of `of` households that lack somebody there."""

    place: PlaceCode
    place_name: str
    town: str
    hand: Hand
    load: int
    covers: int
    of: int
    households: tuple[HouseholdId, ...]
    danger: bool


@dataclass(frozen=True, slots=True)
class LockRow:
    """A locked pair; `aside` is the hard rule for which the standing plan does not follow it."""

    household: HouseholdId
    head: str
    role: Role
    helper: HelperName
    at: datetime
    operator: str
    contested: bool
    aside: LockRule | None


@dataclass(frozen=True, slots=True)
class PairingBoard:
    """The standing plan's pairing as a whole."""

    version: int
    levels: tuple[LevelFigure, ...]
    proved: bool
    held: bool
    soft_off: tuple[SoftRule, ...]
    broken: tuple[tuple[SoftRule, int], ...]
    rules: tuple[PairRule, ...]
    uncovered: tuple[UncoveredPair, ...]
    remedies: tuple[PairRemedyRow, ...]
    locks: tuple[LockRow, ...]
    out: tuple[HelperName, ...]


@dataclass(frozen=True, slots=True)
class NearerRow:
    helper: HelperName
    minutes: float
    rule: str
    households: int


@dataclass(frozen=True, slots=True)
class NextBestRow:
    helper: HelperName
    minutes: float
    broken: tuple[SoftRule, ...]
    more_broken: int
    more_minutes: float


@dataclass(frozen=True, slots=True)
class PairReasonRow:
    """Why one helper goes to one door; `roads` are the names of the roads on his way, unnamed ones left out."""

    household: HouseholdId
    role: Role
    helper: HelperName
    minutes: float
    by_car: bool
    roads: tuple[str, ...]
    last_departure: datetime | None
    slack_min: float | None
    broken: tuple[SoftRule, ...]
    locked: bool
    households: int
    nearer: tuple[NearerRow, ...]
    next_best: NextBestRow | None


class CallNews(StrEnum):
    """What somebody is to be told after a helper dropped out."""

    NOBODY = "nobody"  # nobody goes there now: find somebody
    STANDS_IN = "stands_in"  # the deputy is A now
    NEW_A = "new_a"
    NEW_B = "new_b"
    TELL_HOUSEHOLD = "tell_household"  # who comes now


@dataclass(frozen=True, slots=True)
class CallAbout:
    """One household that a call is about; `latest` is its last safe departure, else when the plan has it leave."""

    household: HouseholdId
    head: str
    place_name: str
    news: CallNews
    minutes: float | None
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call to make, in the order to be made. `helper` is whom to call, None where the household itself is called
    or nobody is known; `told` says who comes now, for a household. `done` is when the call was ticked, None while it
    has not been. `answers` is the helper or the member of the household whose number `phone` (masked) is."""

    helper: HelperName | None
    phone: str
    about: tuple[CallAbout, ...]
    told: HelperName | None = None
    done: datetime | None = None
    answers: PersonId | None = None

    @property
    def knows(self) -> tuple[tuple[HouseholdId, str], ...]:
        """Who knows of which household once the call is made (see `core.domain.heard.told_subject`)."""
        if self.helper is None:
            return tuple((about.household, MEMBERS) for about in self.about)
        name = str(self.helper.helper)
        return tuple((about.household, name if about.news is CallNews.NEW_B else "") for about in self.about)

    @property
    def is_call(self) -> bool:
        """Somebody is to be called; else somebody is to be found first."""
        return self.helper is not None or self.told is not None


@dataclass(frozen=True, slots=True)
class PairChangeRow:
    household: HouseholdId
    head: str
    place_name: str
    role: Role
    before: HelperName | None
    after: HelperName | None
    more_minutes: float | None
    now_broken: tuple[SoftRule, ...]
    now_kept: tuple[SoftRule, ...]
