"""Rain per station as running totals: what fell by any minute, what was silent, observed and forecast apart.

Inside an interval rain is uniform. A gauge that reports nothing for 30 minutes or more leaves a *gap*: sums over a
gap are a floor, not a value. Where a neighbour measures 10 mm or more in the hour, the gauge is *silent*, and the gap
counts as the highest of its two nearest reporting neighbours in the same minutes, plus a quarter (research storm 3.1
rule 5: telemetry lied by going quiet in July 2023, section 0.2). Lost gauges mean worse, never less rain.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from core.domain.hazards import RainInterval, RainKind, Station
from core.domain.ids import StationId
from core.storm.distance import distances_km

Floats = NDArray[np.float64]
Minutes = NDArray[np.int64]

SILENT_AFTER_MIN = 30
HEAVY_MM_PER_H = 10.0
WORSE = 1.25
NEIGHBOURS = 2
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_minute(moment: datetime) -> float:
    """Minutes since 1970 UTC; parts of a minute count."""
    return (moment - EPOCH).total_seconds() / 60.0


def from_minute(minute: float) -> datetime:
    return EPOCH + timedelta(minutes=float(minute))


@dataclass(frozen=True, slots=True)
class Gap:
    """No report of one station (by index) in (start, end], minutes. `heavy_from` is None while it rains lightly."""

    station: int
    start: float
    end: float
    heavy_from: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """Totals of S stations over T moments: `axis` (T) in minutes, `total` (S, T) in mm with gaps filled for the worse,
    `missing` (S, T) the minutes of gaps so far. Between two moments both run straight."""

    axis: Floats
    total: Floats
    missing: Floats
    gaps: tuple[Gap, ...]

    def totals(self, minutes: Floats) -> Floats:
        """(S, n) millimetres fallen by each of n minutes; nothing before the first, all after the last."""
        return _interpolate(self.axis, self.total, minutes)

    def missing_by(self, minutes: Floats) -> Floats:
        """(S, n) minutes of gaps by each of n minutes."""
        return _interpolate(self.axis, self.missing, minutes)

    def silent(self, minute: float) -> dict[int, float]:
        """Stations (by index) silent at that minute, and the minute of their last report."""
        return {
            gap.station: gap.start
            for gap in self.gaps
            if gap.heavy_from is not None
            and gap.start + SILENT_AFTER_MIN <= minute <= gap.end
            and gap.heavy_from < minute
        }


@dataclass(frozen=True, slots=True)
class RainRecord:
    """All rain of one storm. `stations` are those with at least one report, in id order; the series' rows follow them.

    `observed` holds observations, or the forecast where nothing was observed; `outlook` goes on with the forecast
    after the last observation. `start`, `end` and `outlook_end` bound them; None while there is no rain at all.
    """

    stations: tuple[Station, ...]
    observed: Series | None
    outlook: Series | None
    start: datetime | None
    end: datetime | None
    outlook_end: datetime | None

    @property
    def ids(self) -> tuple[StationId, ...]:
        return tuple(station.id for station in self.stations)


def rain_record(intervals: Iterable[RainInterval], stations: Iterable[Station]) -> RainRecord:
    """Intervals of stations that are not listed count nowhere: nobody could say where the rain fell."""
    listed = {station.id: station for station in stations}
    kept = [interval for interval in intervals if interval.station in listed and interval.minutes > 0]
    reporting = tuple(listed[station] for station in sorted({interval.station for interval in kept}))
    observed = [interval for interval in kept if interval.kind is RainKind.OBSERVED]
    forecast = [interval for interval in kept if interval.kind is RainKind.FORECAST]
    if not kept:
        return RainRecord((), None, None, None, None, None)
    if not observed:
        series = _series(forecast, reporting)
        return RainRecord(reporting, series, series, *_bounds(series), from_minute(series.axis[-1]))
    series = _series(observed, reporting)
    outlook = _continued(series, forecast, reporting)
    return RainRecord(reporting, series, outlook, *_bounds(series), from_minute(outlook.axis[-1]))


def _bounds(series: Series) -> tuple[datetime, datetime]:
    return from_minute(series.axis[0]), from_minute(series.axis[-1])


def _series(intervals: Sequence[RainInterval], stations: Sequence[Station]) -> Series:
    axis, rate, covered = _rates(intervals, stations)
    gaps = _fill_gaps(axis, rate, covered, stations)
    missing = np.zeros((len(stations), len(axis)))
    steps = np.diff(axis)
    for gap in gaps:
        inside = (axis[:-1] >= gap.start) & (axis[1:] <= gap.end)
        missing[gap.station, 1:] += np.where(inside, steps, 0.0)
    return Series(_frozen(axis), _frozen(_running(rate * steps)), _frozen(np.cumsum(missing, axis=1)), gaps)


def _rates(intervals: Sequence[RainInterval], stations: Sequence[Station]) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Axis (T), mm per minute (S, T-1) and whether anything was reported (S, T-1)."""
    index = {station.id: row for row, station in enumerate(stations)}
    rows = np.array([index[interval.station] for interval in intervals], dtype=np.int64)
    ends = np.array([to_minute(interval.end) for interval in intervals])
    lengths = np.array([float(interval.minutes) for interval in intervals])
    per_minute = np.array([interval.mm for interval in intervals]) / lengths
    axis = np.unique(np.concatenate([ends, ends - lengths]))
    first, last = np.searchsorted(axis, ends - lengths), np.searchsorted(axis, ends)
    rate = np.zeros((len(stations), len(axis)))
    reports = np.zeros((len(stations), len(axis)), dtype=np.int64)
    np.add.at(rate, (rows, first), per_minute)
    np.add.at(rate, (rows, last), -per_minute)
    np.add.at(reports, (rows, first), 1)
    np.add.at(reports, (rows, last), -1)
    covered = np.cumsum(reports, axis=1)[:, :-1] > 0
    # Taking a rate off again leaves dust of 1e-17; where nothing was reported there is exactly nothing.
    return axis, np.where(covered, np.maximum(np.cumsum(rate, axis=1)[:, :-1], 0.0), 0.0), covered


def _fill_gaps(axis: Floats, rate: Floats, covered: NDArray[np.bool_], stations: Sequence[Station]) -> tuple[Gap, ...]:
    """Finds the gaps and raises `rate` in the silent ones, from what was measured, never from another fill."""
    measured = rate.copy()
    by_then = _running(measured * np.diff(axis))
    apart = distances_km([station.position for station in stations])
    gaps = []
    for row in np.flatnonzero(~covered.all(axis=1)):
        # One gauge with another at an unknown distance is no neighbour of it.
        order = [int(other) for other in np.argsort(apart[row], kind="stable") if np.isfinite(apart[row, other])]
        others = [other for other in order if other != row]
        for first, last in _runs(~covered[row]):
            if axis[last] - axis[first] < SILENT_AFTER_MIN:
                continue
            heavy_from = None
            for segment in range(first, last):
                near = [other for other in others if covered[other, segment]][:NEIGHBOURS]
                if not near or _hour_before(axis, by_then[near], axis[segment + 1]) < HEAVY_MM_PER_H:
                    continue
                rate[row, segment] = measured[near, segment].max() * WORSE
                heavy_from = float(axis[segment]) if heavy_from is None else heavy_from
            gaps.append(Gap(int(row), float(axis[first]), float(axis[last]), heavy_from))
    return tuple(gaps)


def _hour_before(axis: Floats, total: Floats, minute: float) -> float:
    """The highest of these stations' sums over the hour that ends at the minute."""
    both = _interpolate(axis, total, np.array([minute, minute - 60.0]))
    return float((both[:, 0] - both[:, 1]).max())


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """[first, last) of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _continued(series: Series, forecast: Sequence[RainInterval], stations: Sequence[Station]) -> Series:
    """The observed series, and what the forecast adds after its end."""
    if not forecast:
        return series
    axis, rate, _ = _rates(forecast, stations)
    now = series.axis[-1]
    total = _running(rate * np.diff(axis))
    later = axis[axis > now]
    if not len(later):
        return series
    added = _interpolate(axis, total, later) - _interpolate(axis, total, np.array([now]))
    return Series(
        _frozen(np.concatenate([series.axis, later])),
        _frozen(np.concatenate([series.total, series.total[:, -1:] + added], axis=1)),
        _frozen(np.concatenate([series.missing, np.repeat(series.missing[:, -1:], len(later), axis=1)], axis=1)),
        series.gaps,
    )


def _running(amounts: Floats) -> Floats:
    return np.concatenate([np.zeros((amounts.shape[0], 1)), np.cumsum(amounts, axis=1)], axis=1)


def _interpolate(axis: Floats, values: Floats, minutes: Floats) -> Floats:
    wanted = np.clip(minutes, axis[0], axis[-1])
    after = np.clip(np.searchsorted(axis, wanted, side="left"), 1, len(axis) - 1)
    share = (wanted - axis[after - 1]) / (axis[after] - axis[after - 1])
    before_values, after_values = values[:, after - 1], values[:, after]
    result: Floats = before_values + (after_values - before_values) * share
    return result


def _frozen(values: Floats) -> Floats:
    values.setflags(write=False)
    return values
