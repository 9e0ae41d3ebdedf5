"""A typed hour is the nearest one to now, across midnight too."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import phrases
from desktop.map.since import moment_near

NOW = datetime(2023, 7, 30, 16, 10, tzinfo=UTC)  # 00:10 on the 31st in Beijing


@pytest.mark.parametrize(("typed", "hours"), [("23:50", -20 / 60), ("00:30", 20 / 60), ("20:10", -4.0), ("08:10", 8.0)])
def test_the_nearest_day_is_meant(typed: str, hours: float) -> None:
    assert moment_near(typed, NOW) - NOW == timedelta(hours=hours)


@pytest.mark.parametrize("typed", ["", ":", "25:00", "12:7x", "12"])
def test_nonsense_is_now(typed: str) -> None:
    assert moment_near(typed, NOW) == NOW


@given(st.integers(0, 23), st.integers(0, 59))
def test_never_more_than_half_a_day_away_and_always_the_typed_minute(hour: int, minute: int) -> None:
    moment = moment_near(f"{hour:02d}:{minute:02d}", NOW)
    assert abs(moment - NOW) <= timedelta(hours=12)
    assert phrases.hm(moment) == f"{hour:02d}:{minute:02d}"
