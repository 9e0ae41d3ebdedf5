"""Hourly rain of the towns of a replay under its options (research storm 1.2), and what the duty screen showed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from core.storm.model import LOCAL
from core.storm.replay_options import EmbeddedCell, ReplayOptions

Curve = tuple[tuple[datetime, float], ...]


@dataclass(frozen=True, slots=True)
class TownRain:
    """One town of the storm; `hours` are millimetres in each hour from the start."""

    name: str
    code: str
    zone: str
    km2: float
    total_mm: float
    hours: tuple[float, ...]


def town_hours(towns: Sequence[TownRain], storm: Mapping[str, Any], options: ReplayOptions) -> list[TownRain]:
    """Totals and profile per town, then scale, the variant of the ensemble, and the embedded cell, in this order."""
    draw = random.Random(f"{options.ensemble}") if options.ensemble is not None else None  # noqa: S311
    spread, shift = storm["ensemble"]["total_share"], storm["ensemble"]["shift_hours"]
    # Drawn in a fixed order, so that a seed names one storm: zones first, then towns.
    shifts = {zone: draw.randint(-shift, shift) if draw else 0 for zone in sorted(storm["profiles"])}
    out = []
    for town in towns:
        total = town.total_mm * options.scale * (draw.uniform(1 - spread, 1 + spread) if draw else 1.0)
        profile = shifted(storm["profiles"][town.zone], shifts[town.zone])
        hours = [total * share for share in profile]
        if options.embedded_cell is not EmbeddedCell.NO:
            hours = with_cell(hours, town.name, storm["embedded_cell"], options.embedded_cell)
        out.append(replace(town, total_mm=total, hours=tuple(hours)))
    return out


def shifted(profile: Sequence[float], hours: int) -> list[float]:
    """Shares that add up to 1, later by `hours` (earlier when negative); what leaves the record is spread over it."""
    count = len(profile)
    moved = [profile[k - hours] if 0 <= k - hours < count else 0.0 for k in range(count)]
    total = sum(moved)
    return [share / total for share in moved]


def with_cell(hours: Sequence[float], town: str, rule: Mapping[str, Any], cell: EmbeddedCell) -> list[float]:
    """The burst hours multiplied, the excess taken evenly from earlier hours (none below zero): the total stays."""
    if town not in rule["towns"]:
        return list(hours)
    raised = list(hours)
    for hour in rule["hours"]:
        raised[hour - 1] *= rule["factor"]
    if cell is EmbeddedCell.QIANLINGSHAN and town in rule["qianlingshan_towns"]:
        hour = rule["qianlingshan_hour"]
        raised[hour - 1] = hours[hour - 1] * rule["qianlingshan_factor"]
    excess = sum(raised) - sum(hours)
    first, last = rule["taken_from"]
    for position, index in enumerate(sorted(range(first - 1, last), key=lambda index: (raised[index], index))):
        # Driest first: what an hour cannot give, the wetter ones share.
        share = min(raised[index], excess / (last - first + 1 - position))
        raised[index] -= share
        excess -= share
    return raised


def reference_curve(storm: Mapping[str, Any], options: ReplayOptions) -> list[float]:
    """Hourly rain of the reference station, which follows its zone's profile."""
    reference = storm["reference"]
    return [reference["total_mm"] * options.scale * share / 100.0 for share in storm["profiles"][reference["zone"]]]


def displayed(
    storm: Mapping[str, Any],
    options: ReplayOptions,
    moments: Sequence[datetime],
    means: Sequence[float],
    reference: Sequence[float],
) -> tuple[Curve, Curve]:
    """Running totals of the district mean and of the reference station; frozen as the screens were where asked."""
    mean: Curve = tuple(zip(moments, means, strict=True))
    station: Curve = tuple(zip(moments, reference, strict=True))
    if not options.as_displayed:
        return mean, station
    rule = storm["as_displayed"]
    shown = [(_local(text), mm) for text, mm in rule["mean"]]
    recovered, first = _local(rule["recovered"]), shown[0][0]
    kept = tuple(point for point in mean if point[0] < first or point[0] >= recovered)
    mean = tuple(sorted((*kept, *shown)))
    begins, ends = _local(rule["frozen_from"]), _local(rule["frozen_until"])
    return mean, tuple((moment, rule["frozen_mm"] if begins <= moment <= ends else mm) for moment, mm in station)


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL).astimezone(UTC)
