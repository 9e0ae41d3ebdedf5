"""Hours left: by heads, by the clock, and never more than was counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.supplies import ITEMS, Stock, heads_to_feed, left
from core.exchange.shelter_rules import supply_rules
from tests.factories import minute

RULES = supply_rules()


@pytest.mark.parametrize(
    ("item", "amount", "heads", "minutes", "counted", "hours", "short"),
    [
        ("water_l", 1500, 100, 0, True, 24.0, False),
        ("water_l", 1500, 100, 720, True, 12.0, False),
        ("water_l", 1500, 100, 721, True, 11.98, True),
        ("water_l", 1500, 0, 600, True, None, False),
        ("water_l", 100, 100, 6000, True, 0.0, True),
        ("meals", 300, 100, 0, True, 24.0, False),
        ("power_hours", 16, 100, 300, True, 11.0, True),
        ("power_hours", 16, 100, 300, False, 16.0, False),
        ("blankets", 90, 100, 0, True, None, True),
        ("blankets", 100, 100, 9999, True, None, False),
    ],
)
def test_what_is_left(
    item: str, amount: float, heads: int, minutes: float, counted: bool, hours: float | None, short: bool
) -> None:
    found = left(Stock(item, amount, minute(0), counted), heads, minute(minutes), RULES)
    assert (found.hours if found.hours is None else round(found.hours, 2), found.short) == (hours, short)
    assert not found.confirmed or item == "power_hours"


def test_who_is_nearly_here_drinks_too() -> None:
    arrivals = ((minute(-5), 2), (minute(119), 3), (minute(121), 50))
    assert heads_to_feed(10, arrivals, minute(0), RULES.soon) == 15


@given(
    item=st.sampled_from(ITEMS),
    amount=st.floats(0, 10_000),
    heads=st.integers(0, 500),
    more=st.integers(0, 50),
    early=st.integers(-60, 3000),
    later=st.integers(0, 600),
)
def test_time_and_heads_only_ever_take_away(
    item: str, amount: float, heads: int, more: int, early: int, later: int
) -> None:
    stock = Stock(item, amount, minute(0), counted=True)
    now, after = left(stock, heads, minute(early), RULES), left(stock, heads, minute(early + later), RULES)
    crowded = left(stock, heads + more, minute(early), RULES)
    assert 0 <= after.amount <= now.amount <= amount
    assert now.short <= after.short
    assert now.short <= crowded.short
    if now.hours is not None and crowded.hours is not None:
        assert crowded.hours <= now.hours
