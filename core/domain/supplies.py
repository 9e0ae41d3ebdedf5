"""What a shelter has left, in hours: what was counted or is on the table, less what its people use.

`water_l` and `meals` are used by heads, `power_hours` by the clock; `blankets` are not used up. How much one head uses
is data with a source. A count is what somebody saw at a time; before any count the table's figure counts as full.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ITEMS = ("water_l", "meals", "power_hours", "blankets")
_DAY_HOURS = 24.0


@dataclass(frozen=True, slots=True)
class SupplyRule:
    rule: str
    item: str
    value: float
    unit: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class SupplyRules:
    """All numbers of the supplies. One that is not there is a KeyError."""

    rules: tuple[SupplyRule, ...]

    def number(self, rule: str, item: str = "*") -> float:
        return self._row(rule, item).value

    def _row(self, rule: str, item: str) -> SupplyRule:
        for row in self.rules:
            if (row.rule, row.item) == (rule, item):
                return row
        raise KeyError((rule, item))

    def confirmed(self, item: str) -> bool:
        return all(row.confirmed for row in self.rules if row.item == item)

    @property
    def warn(self) -> timedelta:
        return timedelta(hours=self.number("warn_hours"))

    @property
    def soon(self) -> timedelta:
        return timedelta(hours=self.number("soon_hours"))


@dataclass(frozen=True, slots=True)
class Stock:
    """`amount` of an item as it was at `since`; None where it is the table's and nobody has begun to use it.

    `counted` says that somebody counted it; `disputed` that desks counted differently: then it is the least of them.
    """

    item: str
    amount: float
    since: datetime | None
    counted: bool
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What is left now. `hours` is None for what is not used up, or where nobody uses it; `short` is under the warning.

    For blankets `short` says that there are fewer than heads.
    """

    item: str
    amount: float
    hours: float | None
    short: bool
    counted: bool
    since: datetime | None
    disputed: bool
    confirmed: bool


def heads_to_feed(inside: int, arrivals: Sequence[tuple[datetime, int]], now: datetime, soon: timedelta) -> int:
    """Persons inside and those whom the plan has in within `soon`: who is late counts too."""
    return inside + sum(persons for at, persons in arrivals if at <= now + soon)


def left(stock: Stock, heads: int, now: datetime, rules: SupplyRules) -> Left:
    """What is left of a stock for so many heads. A count from the future counts as made now."""
    passed = max(0.0, (now - stock.since).total_seconds() / 3600) if stock.since is not None else 0.0
    if stock.item == "blankets":
        need = heads * rules.number("per_head", stock.item)
        return _left(stock, stock.amount, None, stock.amount < need, rules)
    if stock.item == "power_hours":
        # A generator runs by the clock once somebody has counted it; a table's figure is what there would be.
        amount = max(0.0, stock.amount - passed) if stock.counted else stock.amount
        return _left(stock, amount, amount, amount < rules.number("warn_hours"), rules)
    rate = heads * rules.number("per_head_day", stock.item) / _DAY_HOURS
    amount = max(0.0, stock.amount - rate * passed)
    hours = amount / rate if rate else None
    return _left(stock, amount, hours, hours is not None and hours < rules.number("warn_hours"), rules)


def _left(stock: Stock, amount: float, hours: float | None, short: bool, rules: SupplyRules) -> Left:
    return Left(
        stock.item,
        amount,
        hours,
        short,
        stock.counted,
        stock.since,
        stock.disputed,
        rules.confirmed(stock.item),
    )
