"""Who goes to whose door: pairings, the rules they keep or break, and how good the whole of them is."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.ids import HelperId, HouseholdId, LinkId, PlaceCode
from core.domain.people import Role


class UncoveredRule(StrEnum):
    """Why a household lacks a helper: the hard rule that took the last who was left by those before it."""

    NO_HELPER_IN_REACH = "no_helper_in_reach"
    TOO_LATE = "too_late"  # those in reach would be there after the last safe departure
    NOBODY_PRESENT = "nobody_present"  # by day
    NOBODY_AWAKE = "nobody_awake"  # by night
    NOBODY_CAN_CARRY = "nobody_can_carry"
    ALL_LOADED = "all_loaded"
    ONLY_SAME_HOUSE = "only_same_house"


class SoftRule(StrEnum):
    """What a pairing would rather not be; shown when broken, and each can be switched off for a plan."""

    SHARED_ROAD = "shared_road"  # one closure cuts A and B off
    OWN_DANGER_ZONE = "own_danger_zone"
    AGE = "age"
    CARRY_GEAR = "carry_gear"  # no stretcher near, and he brings neither both hands nor a car to a bed
    POSITION_UNKNOWN = "position_unknown"
    KNOWN_HELPER = "known_helper"  # somebody else than the helper who knows the household
    SAME_SEX = "same_sex"
    STRANGER = "stranger"  # neither of the village nor known to the household
    OWN_STAFF = "own_staff"
    TWO_BY_TWO = "two_by_two"  # one who lives in danger himself goes alone


@dataclass(frozen=True, slots=True)
class PairRule:
    """One row of data: for whom a soft rule holds, and where that comes from.

    It holds for households whose members to be fetched are all of `sex` (empty = any) and of an age in
    [`age_from`, `age_to`] (None = no limit; an unknown age fits none), with `alone` only one of them, with
    `institution` only the people of an institution; `carry` None, True or False is whether somebody must be carried.
    `helper_age_to` is the oldest that a helper should be, for SoftRule.AGE; `helper_hands` the hands that each of the
    two should bring where no stretcher can be had, for SoftRule.CARRY_GEAR. `confirmed` False is shown as 待核.
    """

    rule: SoftRule
    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None
    alone: bool = False
    institution: bool = False
    carry: bool | None = None
    helper_age_to: int | None = None
    helper_hands: int | None = None
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who goes to one door. `minutes` is the helper's way there; `broken` the soft rules it could not keep."""

    household: HouseholdId
    role: Role
    helper: HelperId
    minutes: float
    broken: tuple[SoftRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Uncovered:
    household: HouseholdId
    role: Role
    rule: UncoveredRule


class Level(StrEnum):
    """What a pairing is judged by, the first that differs deciding. All are counts that should be small."""

    UNCOVERED_A = "uncovered_a"  # households without any helper
    UNCOVERED_B = "uncovered_b"  # households without a second one
    BROKEN = "broken"  # soft rules broken; a shared road counts once for the two
    CHANGES = "changes"  # standing pairs of household and helper that are given up
    TENTHS = "tenths"  # tenths of a minute on the way, all helpers to all their doors
    LOAD = "load"  # squares of the households of each helper, summed: least where evenly spread


@dataclass(frozen=True, slots=True)
class LevelFigure:
    """`bound` is what no pairing can be better by, where all levels before are at their bounds."""

    level: Level
    value: int
    bound: int


@dataclass(frozen=True, slots=True)
class PairingFigures:
    """The levels in their order. `held` says that standing pairs were kept as they are wherever they still may be (a
    change at night), and the bounds are those of pairings that do so: then changes stand before broken rules.
    """

    levels: tuple[LevelFigure, ...]
    held: bool = False

    @property
    def proved(self) -> bool:
        return all(figure.value == figure.bound for figure in self.levels)


class LockRule(StrEnum):
    """Why a plan does not follow a lock: a hard rule of this hour that it would break."""

    HELPER_UNKNOWN = "helper_unknown"
    HELPER_OUT = "helper_out"
    HELPER_DUE = "helper_due"
    NO_HELPER_IN_REACH = "no_helper_in_reach"
    TOO_LATE = "too_late"
    NOBODY_PRESENT = "nobody_present"
    NOBODY_AWAKE = "nobody_awake"
    NOBODY_CAN_CARRY = "nobody_can_carry"
    ALL_LOADED = "all_loaded"
    ONLY_SAME_HOUSE = "only_same_house"


@dataclass(frozen=True, slots=True)
class LockAside:
    """A lock that the plan leaves aside, with the hard rule it would break."""

    household: HouseholdId
    role: Role
    helper: HelperId
    rule: LockRule


class Hand(StrEnum):
    """Whom a remedy asks for."""

    ON_FOOT = "on_foot"  # one who can lift, without a car
    WITH_CAR = "with_car"  # one who can lift, with a car
    TWO_CARRIERS = "two_carriers"  # two of two houses, on foot, with two hands each


@dataclass(frozen=True, slots=True)
class PairRemedy:
    """A helper more, living in `place`: he could come to these households in time and would give each one helper more.

    `load` is how many households he is taken to look after (the median of the helpers there are), `of` how many
    households lack somebody in the villages of those he would cover. `danger`: his village is to move itself.
    """

    place: PlaceCode
    hand: Hand
    load: int
    households: tuple[HouseholdId, ...]
    of: int
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Nearer:
    """Somebody who would have been nearer, and the rule that kept him away: a LockRule or UncoveredRule by its value,
    or `none` where the whole pairing does better with him elsewhere."""

    helper: HelperId
    minutes: float
    rule: str
    households: int = 0


@dataclass(frozen=True, slots=True)
class NextBest:
    """Who could come instead, as things are, and what that would cost: soft rules broken more, minutes longer."""

    helper: HelperId
    minutes: float
    broken: tuple[SoftRule, ...]
    more_broken: int
    more_minutes: float


@dataclass(frozen=True, slots=True)
class PairReason:
    """Why one helper goes to one door. `links` is his way there, `deadline_min` the household's last safe departure in
    minutes from the plan's start (None: nothing presses), `slack_min` what remains of it when he is at the door."""

    pairing: Pairing
    by_car: bool
    links: tuple[LinkId, ...]
    deadline_min: float | None
    slack_min: float | None
    locked: bool
    households: int
    nearer: tuple[Nearer, ...] = ()
    next_best: NextBest | None = None


@dataclass(frozen=True, slots=True)
class PairChange:
    """What one household gets instead: who came before and comes now (None for nobody), minutes longer (below 0 for
    shorter), soft rules now broken and no longer broken."""

    household: HouseholdId
    role: Role
    before: HelperId | None
    after: HelperId | None
    more_minutes: float | None
    now_broken: tuple[SoftRule, ...] = ()
    now_kept: tuple[SoftRule, ...] = ()
