"""Which entries of the register have grown old: facts that nobody confirmed since, each with its rule.

The rules (`resources/standards/register_rules.csv`) are data with a source; times are aware, days are calendar days of
the zone they are given in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Flag(StrEnum):
    """What is to be looked at about one person or institution; none of them holds up a move."""

    PHONE_UNCONFIRMED = "phone_unconfirmed"  # has a phone that nobody confirmed this season
    ENTRY_OLD = "entry_old"  # neither entered, edited nor confirmed for too many days
    HELPER_GONE = "helper_gone"  # paired with a helper who was taken off the list
    SEVERAL_LEDGERS = "several_ledgers"
    DUPLICATE = "duplicate"  # may be somebody else's second entry
    CONFLICT = "conflict"  # two desks said different things of one field
    OFF = "off"  # taken off the list
    HEADS_UNCOUNTED = "heads_uncounted"  # an institution without a head count this season
    ANSWER_DUE = "answer_due"  # an institution that nobody explained this year


@dataclass(frozen=True, slots=True)
class FreshRule:
    """One rule as it is shown: its value as written, where it is from, whether anybody signed for it."""

    rule: str
    value: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class FreshRules:
    """`season_start` is (month, day); `door_minutes` how long a helper needs at one door."""

    season_start: tuple[int, int]
    entry_days: int
    answer_days: int
    door_minutes: int = 5
    rows: tuple[FreshRule, ...] = ()


def season_start(rules: FreshRules, at: datetime) -> datetime:
    """The start of the season that `at` lies in: the latest one not after it, at midnight in the zone of `at`."""
    month, day = rules.season_start
    start = at.replace(month=month, day=day, hour=0, minute=0, second=0, microsecond=0)
    return start if start <= at else start.replace(year=start.year - 1)


def phone_is_old(phone: str, confirmed: datetime | None, rules: FreshRules, at: datetime) -> bool:
    """A phone counts as confirmed by whoever confirmed or changed it since the season began."""
    return bool(phone) and (confirmed is None or confirmed < season_start(rules, at))


def is_old(said: datetime | None, days: int, at: datetime) -> bool:
    """Nothing was said, or longer than `days` ago."""
    return said is None or at - said > timedelta(days=days)
