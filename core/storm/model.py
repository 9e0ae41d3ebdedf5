"""A storm prepared for quick answers: arrays over places, gauges and time.

Places with the same gauges, thresholds and first soil index behave alike, so levels are worked out per *group* and
handed to the places by `group_of`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from core.domain.hazards import WINDOW_HOURS, Threshold
from core.domain.ids import PlaceCode
from core.domain.places import Place, Town
from core.storm.gauges import TownGauges, gauge_weights
from core.storm.limits import LEVELS, SOILS, Limits, limits_of
from core.storm.rain import Floats, RainRecord, Series, from_minute, to_minute

LOCAL = ZoneInfo("Asia/Shanghai")
DAY_ENDS = time(20)
STEP_MIN = 10
# Parts of Im below which soil is dry and above which it is wet (research storm 3.1 rule 1).
DRY_BELOW = 0.5
WET_ABOVE = 0.8
WINDOWS_MIN = tuple(60.0 * hours for hours in WINDOW_HOURS)
_CHUNK = 720
# Sums are compared to a millionth of a millimetre: 0.1 mm ten times is 1 mm.
_DIGITS = 6

Levels = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class StormModel:
    """P places in G groups, S gauges. `levels` (G, N) are ranks (0 none, 1 prepare, 2 go) at the `grid` minutes (N).

    `soil_mm` (G, B+1) is the soil index before the first, and after each, of the `day_ends` (B).
    """

    series: Series
    index: dict[PlaceCode, int]
    weights: Floats
    limits: tuple[Limits, ...]
    group_of: NDArray[np.intp]
    group_weights: Floats
    group_limits: Floats
    soil_capacity_mm: float
    day_ends: Floats
    soil_mm: Floats
    grid: Floats
    levels: Levels

    def sums(self, minutes: Floats) -> Floats:
        """(G, 4, n) millimetres over 1, 3, 6 and 24 h that end at each minute."""
        now = self.series.totals(minutes)
        before = np.stack([self.series.totals(minutes - window) for window in WINDOWS_MIN])
        result: Floats = np.round(np.einsum("gs,wsn->gwn", self.group_weights, now[None] - before), _DIGITS)
        return result

    def soil_at(self, minutes: Floats) -> Floats:
        """(G, n) soil index in mm."""
        result: Floats = self.soil_mm[:, np.searchsorted(self.day_ends, minutes, side="right")]
        return result

    def soil_state(self, soil_mm: Floats) -> NDArray[np.int8]:
        """Index into SOILS."""
        wet = soil_mm > WET_ABOVE * self.soil_capacity_mm
        dry = soil_mm < DRY_BELOW * self.soil_capacity_mm
        return np.where(wet, 2, np.where(dry, 0, 1)).astype(np.int8)

    def ranks(self, minutes: Floats) -> Levels:
        """(G, n) ranks of the level that holds at each minute."""
        parts = [self._ranks(minutes[first : first + _CHUNK]) for first in range(0, len(minutes), _CHUNK)]
        return np.concatenate(parts, axis=1) if parts else np.zeros((len(self.group_weights), 0), np.int8)

    def _ranks(self, minutes: Floats) -> Levels:
        sums = self.sums(minutes)
        state = self.soil_state(self.soil_at(minutes))
        ranks = np.zeros(state.shape, np.int8)
        for rank in range(1, len(LEVELS) + 1):
            limit = self.group_limits[np.arange(len(state))[:, None], state, rank - 1]
            ranks[(sums >= limit.transpose(0, 2, 1)).any(axis=1)] = rank
        return ranks


def build_model(
    places: Sequence[Place],
    rain: RainRecord,
    thresholds: Sequence[Threshold],
    towns: Sequence[Town],
    town_gauges: TownGauges,
    soil: tuple[float, float, float],
    *,
    with_forecast: bool,
) -> StormModel:
    """`soil` is (index at the start, K per day, Im), mm. The record must hold rain."""
    series = rain.outlook if with_forecast else rain.observed
    if series is None:
        raise ValueError("no rain in the record")
    antecedent_mm, recession, capacity_mm = soil
    weights = gauge_weights(places, rain.stations, towns, town_gauges)
    limits = limits_of(places, thresholds)
    numbers = _limit_numbers(limits)
    first_soil = np.array([antecedent_mm if place.antecedent_mm is None else place.antecedent_mm for place in places])
    keys = np.concatenate(
        [weights, numbers.reshape(len(places), len(SOILS) * len(LEVELS) * len(WINDOW_HOURS)), first_soil[:, None]],
        axis=1,
    )
    _, firsts, group_of = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    day_ends = _day_ends(series)
    bare = StormModel(
        series=series,
        index={place.code: row for row, place in enumerate(places)},
        weights=weights,
        limits=limits,
        group_of=group_of.reshape(-1),
        group_weights=weights[firsts],
        group_limits=numbers[firsts],
        soil_capacity_mm=capacity_mm,
        day_ends=day_ends,
        soil_mm=_soil(series, weights[firsts], first_soil[firsts], day_ends, (recession, capacity_mm)),
        grid=np.arange(series.axis[0], series.axis[-1] + 0.5, STEP_MIN),
        levels=np.zeros((len(firsts), 0), np.int8),
    )
    levels = bare.ranks(bare.grid)
    levels.setflags(write=False)
    return replace(bare, levels=levels)


def _limit_numbers(limits: Sequence[Limits]) -> Floats:
    """(P, soils, levels, windows); infinite where nobody gave a threshold: it is never reached."""
    distinct = {limit: row for row, limit in enumerate(dict.fromkeys(limits))}
    table = np.full((len(distinct), len(SOILS), len(LEVELS), len(WINDOW_HOURS)), np.inf)
    for limit, row in distinct.items():
        for soil, pair in enumerate(limit.rows):
            for level, threshold in enumerate(pair):
                if threshold is not None:
                    table[row, soil, level] = [np.inf if mm is None else mm for mm in threshold.mm]
    result: Floats = table[[distinct[limit] for limit in limits]]
    return result


def _day_ends(series: Series) -> Floats:
    """Each 20:00 local after the first and up to the last minute of the series."""
    local = from_minute(series.axis[0]).astimezone(LOCAL)
    day = local.date()
    ends: list[float] = []
    while True:
        end = to_minute(datetime.combine(day, DAY_ENDS, LOCAL))
        if end > series.axis[-1]:
            return np.array(ends, dtype=np.float64)
        if end > series.axis[0]:
            ends.append(end)
        day += timedelta(days=1)


def _soil(series: Series, weights: Floats, first: Floats, day_ends: Floats, constants: tuple[float, float]) -> Floats:
    recession, capacity_mm = constants
    totals = weights @ series.totals(np.concatenate([series.axis[:1], day_ends]))
    soil = [np.minimum(first, capacity_mm)]
    for fallen in np.diff(totals, axis=1).T:
        soil.append(np.minimum(capacity_mm, recession * (soil[-1] + fallen)))
    return np.stack(soil, axis=1)
