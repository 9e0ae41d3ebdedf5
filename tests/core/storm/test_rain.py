"""Running totals, silent gauges and the forecast."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.hazards import RainInterval, RainKind, Station
from core.domain.ids import StationId
from core.domain.places import Position
from core.storm.rain import RainRecord, Series, rain_record, to_minute

T0 = datetime(2023, 7, 30, tzinfo=UTC)
A, B, C = (Station(StationId(name), name, Position(116.0 + 0.1 * index, 40.0)) for index, name in enumerate("ABC"))


def rain(
    station: Station, end_min: int, mm: float, minutes: int = 60, kind: RainKind = RainKind.OBSERVED
) -> RainInterval:
    return RainInterval(station.id, T0 + timedelta(minutes=end_min), mm, minutes, kind)


def total(series: Series | None, minute: float) -> list[float]:
    assert series is not None
    return [round(float(mm), 6) for mm in series.totals(np.array([to_minute(T0) + minute]))[:, 0]]


def test_rain_is_uniform_inside_an_interval() -> None:
    record = rain_record([rain(A, 60, 12.0), rain(A, 120, 6.0)], [A])
    assert [total(record.observed, minute)[0] for minute in (-5, 0, 15, 60, 90, 120, 500)] == [0, 0, 3, 12, 15, 18, 18]
    assert (record.start, record.end) == (T0, T0 + timedelta(hours=2))


def test_no_rain_is_no_storm() -> None:
    assert rain_record([], [A]) == RainRecord((), None, None, None, None, None)


def test_rain_of_an_unlisted_station_counts_nowhere() -> None:
    assert rain_record([rain(B, 60, 9.0)], [A]).stations == ()


@given(
    st.lists(st.tuples(st.sampled_from([10, 30, 60]), st.floats(0, 80)), min_size=1, max_size=12),
    st.lists(st.integers(0, 720), min_size=1, max_size=8),
)
def test_totals_equal_a_sum_minute_by_minute(steps: list[tuple[int, float]], minutes: list[int]) -> None:
    intervals, now, per_minute = [], 0, []
    for length, mm in steps:
        now += length
        intervals.append(rain(A, now, mm, length))
        per_minute.extend([mm / length] * length)
    record = rain_record(intervals, [A])
    for minute in minutes:
        assert total(record.observed, minute)[0] == pytest.approx(sum(per_minute[:minute]), abs=1e-5)


def test_a_gauge_silent_in_heavy_rain_takes_the_worse_of_two_neighbours_and_a_quarter() -> None:
    everyone = [rain(A, 60, 20.0), rain(B, 60, 20.0), rain(C, 60, 20.0)]
    later = [rain(B, 120, 16.0), rain(C, 120, 24.0)]
    record = rain_record([*everyone, *later], [A, B, C])
    assert total(record.observed, 120) == [20.0 + 30.0, 36.0, 44.0]
    assert record.observed is not None
    now = to_minute(T0)
    assert record.observed.silent(now + 60 + 29) == {}
    assert record.observed.silent(now + 60 + 30) == {0: now + 60}
    assert record.observed.missing_by(np.array([now + 120.0]))[:, 0].tolist() == [60.0, 0.0, 0.0]


def test_a_gauge_without_reports_in_light_rain_is_a_floor_but_not_silent() -> None:
    record = rain_record([rain(A, 60, 5.0), rain(B, 60, 5.0), rain(B, 120, 9.9)], [A, B])
    assert record.observed is not None
    assert total(record.observed, 120) == [5.0, 14.9]
    assert record.observed.silent(to_minute(T0) + 120) == {}
    assert record.observed.missing_by(np.array([to_minute(T0) + 120.0]))[0, 0] == 60.0


def test_a_gauge_that_comes_back_is_no_longer_silent() -> None:
    intervals = [rain(A, 60, 20.0), *(rain(B, end, 20.0) for end in (60, 120, 180)), rain(A, 180, 20.0)]
    record = rain_record(intervals, [A, B])
    assert record.observed is not None
    assert total(record.observed, 180) == [20.0 + 25.0 + 20.0, 60.0]
    assert record.observed.silent(to_minute(T0) + 121) == {}


def test_a_fill_is_never_the_source_of_another_fill() -> None:
    intervals = [rain(A, 60, 20.0), rain(B, 60, 20.0), *(rain(C, end, 20.0) for end in (60, 120))]
    assert total(rain_record(intervals, [A, B, C]).observed, 120) == [45.0, 45.0, 40.0]


def test_forecast_goes_on_only_after_the_last_observation() -> None:
    intervals = [rain(A, 60, 10.0), rain(A, 150, 18.0, 90, RainKind.FORECAST)]
    record = rain_record(intervals, [A])
    assert total(record.observed, 150) == [10.0]
    assert total(record.outlook, 150) == [28.0]
    assert (record.end, record.outlook_end) == (T0 + timedelta(minutes=60), T0 + timedelta(minutes=150))


def test_forecast_of_hours_that_were_observed_is_left_out() -> None:
    intervals = [rain(A, 60, 10.0), rain(A, 120, 40.0, 120, RainKind.FORECAST)]
    assert total(rain_record(intervals, [A]).outlook, 120) == [30.0]


def test_a_storm_of_forecasts_alone_can_be_looked_at() -> None:
    record = rain_record([rain(A, 60, 10.0, kind=RainKind.FORECAST)], [A])
    assert total(record.observed, 60) == [10.0]


def test_series_cannot_be_written_to() -> None:
    series = rain_record([rain(A, 60, 10.0)], [A]).observed
    assert series is not None
    with pytest.raises(ValueError, match="read-only"):
        series.total[0, 0] = 1.0
