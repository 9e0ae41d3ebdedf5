"""Rain, soil and trigger of every place at one minute; first triggers and series for plots.

A level holds when the sum over any window reaches its threshold at the soil state of that minute; GO stands over
PREPARE. The soil index is the antecedent rain Pa of the 山洪 practice (research storm 3.1 rule 1): at each 20:00 local,
the end of the meteorological day, Pa = min(Im, K * (Pa + rain of that day)); dry below 0.5 Im, wet above 0.8 Im.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.domain.findings import Refusal, Rule
from core.domain.hazards import WINDOW_HOURS, Breach, PlaceStorm, Threshold, Trigger
from core.domain.ids import PlaceCode
from core.domain.places import Place, Town
from core.storm.gauges import OTHER_TOWNS, TownGauges
from core.storm.limits import LEVELS, SOILS
from core.storm.model import STEP_MIN, WINDOWS_MIN, StormModel, build_model
from core.storm.rain import Floats, RainRecord, from_minute, to_minute

ANTECEDENT_MM = 48.0
RECESSION = 0.85
SOIL_CAPACITY_MM = 90.0
_RANKS = (Trigger.NONE, *LEVELS)


@dataclass(frozen=True)
class StormInput:
    """Everything the situation depends on. Same input, same answer.

    `town_gauges` comes from a replay and wins over the places' own gauges. `antecedent_mm` is the soil index at the
    start of the rain where a place has none of its own. `with_forecast` goes on with the forecast after the last
    observation. What can be prepared once is kept beside the value; it never changes it.
    """

    places: tuple[Place, ...]
    rain: RainRecord
    thresholds: tuple[Threshold, ...]
    towns: tuple[Town, ...] = ()
    town_gauges: TownGauges = ()
    antecedent_mm: float = ANTECEDENT_MM
    recession: float = RECESSION
    soil_capacity_mm: float = SOIL_CAPACITY_MM
    with_forecast: bool = False

    @property
    def start(self) -> datetime | None:
        return self.rain.start

    @property
    def end(self) -> datetime | None:
        return self.rain.outlook_end if self.with_forecast else self.rain.end

    @cached_property
    def model(self) -> StormModel:
        return build_model(
            self.places,
            self.rain,
            self.thresholds,
            self.towns,
            self.town_gauges,
            (self.antecedent_mm, self.recession, self.soil_capacity_mm),
            with_forecast=self.with_forecast,
        )


def situation_at(storm: StormInput, at: datetime) -> tuple[PlaceStorm, ...]:
    """Every place at one minute, in the order of the input.

    Raises Refusal(OUTSIDE_STORM) with start, end and at outside [start, end], and where there is no rain at all.
    """
    minute = _minute_inside(storm, at)
    model = storm.model
    now = np.array([minute])
    sums = model.sums(now)[:, :, 0]
    soil_mm = model.soil_at(now)[:, 0]
    states = model.soil_state(soil_mm)
    ranks = model.ranks(now)[:, 0]
    totals = np.round(model.group_weights @ model.series.totals(now)[:, 0], 6)
    since = _since(model, minute, ranks)
    silent, floor = _silence(model, minute)
    ids = storm.rain.ids
    out = []
    for row, (place, group) in enumerate(zip(storm.places, model.group_of.tolist(), strict=True)):
        pair = model.limits[row].rows[states[group]]
        h1, h3, h6, h24 = sums[group].tolist()
        level = _RANKS[ranks[group]]
        used = [station for station, weight in enumerate(model.weights[row].tolist()) if weight > 0]
        out.append(
            PlaceStorm(
                place=place.code,
                at=at,
                sums_mm=(h1, h3, h6, h24),
                total_mm=float(totals[group]),
                antecedent_mm=float(soil_mm[group]),
                soil=SOILS[states[group]],
                level=level,
                breaches=_breaches(pair, (h1, h3, h6, h24)),
                limits=tuple((row.level, row.mm) for row in pair if row is not None),
                since=since[group],
                gauges=tuple((ids[station], float(model.weights[row, station])) for station in used),
                source=_source(pair, level),
                confirmed=any(pair) and all(row.confirmed for row in pair if row is not None),
                lower_bound=any(floor[station] for station in used),
                silent=tuple((ids[station], silent[station]) for station in used if station in silent),
            )
        )
    return tuple(out)


def first_triggers(
    storm: StormInput, until: datetime, step_minutes: int = STEP_MIN
) -> dict[PlaceCode, dict[Trigger, datetime]]:
    """When each level was first reached, looking every `step_minutes` from the start; GO reaches PREPARE, too.

    Places without a trigger by then have an empty dict. Nothing is known before the start of the rain.
    """
    if storm.start is None:
        return {place.code: {} for place in storm.places}
    model = storm.model
    last = min(to_minute(until), float(model.series.axis[-1]))
    if step_minutes == STEP_MIN:
        grid, levels = model.grid[model.grid <= last], model.levels[:, : int((model.grid <= last).sum())]
    else:
        grid = np.arange(model.series.axis[0], last + 0.5, step_minutes)
        levels = model.ranks(grid)
    by_group = []
    for row in levels:
        reached = ((level, np.flatnonzero(row >= level.rank)) for level in LEVELS)
        by_group.append({level: from_minute(grid[when[0]]) for level, when in reached if len(when)})
    return {place.code: dict(by_group[group]) for place, group in zip(storm.places, model.group_of, strict=True)}


def hourly_series(storm: StormInput, place: PlaceCode | None = None) -> list[tuple[datetime, float]]:
    """Millimetres of each hour by its end, from the start on; the mean of the district without a place.

    The last, broken hour ends with the rain. Raises Refusal(UNKNOWN_PLACE).
    """
    if storm.start is None:
        return []
    axis = storm.model.series.axis
    ends = np.append(np.arange(axis[0], axis[-1], 60.0), axis[-1])
    fallen = np.diff(_totals(storm, place, ends))
    return [(from_minute(end), float(mm)) for end, mm in zip(ends[1:], fallen, strict=True)]


def series_at(
    storm: StormInput, place: PlaceCode | None, hours: int, step_minutes: int = STEP_MIN
) -> list[tuple[datetime, float]]:
    """The running sum over `hours`, every `step_minutes` from the start; 0 hours: the total so far."""
    if storm.start is None:
        return []
    axis = storm.model.series.axis
    grid = np.arange(axis[0], axis[-1] + 0.5, step_minutes)
    sums = _totals(storm, place, grid)
    if hours:
        sums = sums - _totals(storm, place, grid - 60.0 * hours)
    return [(from_minute(minute), float(mm)) for minute, mm in zip(grid, np.round(sums, 6), strict=True)]


def _minute_inside(storm: StormInput, at: datetime) -> float:
    if storm.start is None or storm.end is None or not storm.start <= at <= storm.end:
        raise Refusal(Rule.OUTSIDE_STORM, {"start": storm.start, "end": storm.end, "at": at})
    return to_minute(at)


def _totals(storm: StormInput, place: PlaceCode | None, minutes: Floats) -> Floats:
    model = storm.model
    if place is not None and place not in model.index:
        raise Refusal(Rule.UNKNOWN_PLACE, {"place": place})
    weights = _district_weights(storm) if place is None else model.weights[model.index[place]]
    result: Floats = weights @ model.series.totals(minutes)
    return result


def _district_weights(storm: StormInput) -> Floats:
    """What the replay says of other towns is its mean by area; else all places count alike."""
    other = dict(storm.town_gauges).get(OTHER_TOWNS)
    weights = storm.model.weights.mean(axis=0) if len(storm.places) else np.zeros(len(storm.rain.stations))
    if other is not None:
        shares = dict(other)
        weights = np.array([shares.get(station, 0.0) for station in storm.rain.ids])
        weights = weights / weights.sum() if weights.sum() > 0 else weights
    result: Floats = weights
    return result


def _since(model: StormModel, minute: float, ranks: NDArray[np.int8]) -> list[datetime | None]:
    """Start of the present spell per group, to ten minutes; None where no level holds."""
    seen = int((model.grid <= minute).sum())
    out: list[datetime | None] = []
    for rank, row in zip(ranks, model.levels[:, :seen], strict=True):
        other = np.flatnonzero(row != rank)
        first = int(other[-1]) + 1 if len(other) else 0
        begun = model.grid[first] if first < seen else minute
        out.append(from_minute(begun) if rank else None)
    return out


def _silence(model: StormModel, minute: float) -> tuple[dict[int, datetime], list[bool]]:
    """Gauges silent now, with their last report; and which have a gap within the last 24 hours."""
    silent = {station: from_minute(last) for station, last in model.series.silent(minute).items()}
    by_then = model.series.missing_by(np.array([minute - WINDOWS_MIN[-1], minute]))
    return silent, [bool(gap) for gap in by_then[:, 1] > by_then[:, 0]]


def _breaches(pair: tuple[Threshold | None, Threshold | None], sums: tuple[float, ...]) -> tuple[Breach, ...]:
    """What reached a threshold, the higher level first, then the shorter window."""
    return tuple(
        Breach(row.level, hours, mm, limit)
        for row in reversed(pair)
        if row is not None
        for hours, mm, limit in zip(WINDOW_HOURS, sums, row.mm, strict=True)
        if limit is not None and mm >= limit
    )


def _source(pair: tuple[Threshold | None, Threshold | None], level: Trigger) -> str:
    """Who gave the threshold of the level that holds; of the first there is while none does."""
    rows = [row for row in pair if row is not None]
    return next((row.source for row in rows if row.level is level), rows[0].source if rows else "")
