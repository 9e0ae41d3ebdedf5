"""A recorded storm for drills, read from resources/storms/NAME: one virtual gauge per town, closures, and its marks.

Rain(town, hour) = total(town) x share(zone, hour). The figures of 23-7 are reconstructed and say so (`Replay.mark`).
"""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from core.domain.findings import Refusal, Rule
from core.domain.hazards import RainInterval, Station, Threshold
from core.domain.ids import LinkId, StationId
from core.domain.places import Place, Town
from core.domain.roads import Closure, ClosureKind
from core.resources import resource
from core.storm.gauges import OTHER_TOWNS, TownGauges
from core.storm.model import LOCAL
from core.storm.rain import rain_record
from core.storm.replay_options import ReplayOptions, read_options
from core.storm.replay_rain import TownRain, displayed, reference_curve, town_hours
from core.storm.situation import StormInput

Curve = tuple[tuple[datetime, float], ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """Times are aware UTC. `town_gauges` gives each town its virtual gauge `v-CODE` with weight 1; towns that the
    storm does not know take the mean by area under `*`.

    `mean` is the district's running total hour by hour as the duty screen would show it (`as_displayed` freezes it);
    `reference` the same for the station named `reference_name`.
    """

    name: str
    title: str
    mark: str
    source: str
    options: ReplayOptions
    start: datetime
    end: datetime
    stations: tuple[Station, ...]
    intervals: tuple[RainInterval, ...]
    closures: tuple[Closure, ...]
    town_gauges: TownGauges
    mean: Curve
    reference_name: str
    reference: Curve


def load_replay(name: str, options: Mapping[str, str]) -> Replay:
    """Options: scale, as_displayed, embedded_cell, ensemble (see `read_options`).

    Raises Refusal: UNKNOWN_REPLAY with the known names, BAD_OPTION.
    """
    folder = _folder(name)
    chosen = read_options(options)
    with (folder / "storm.toml").open("rb") as file:
        storm = tomllib.load(file)
    start = _local(storm["start"])
    towns = town_hours(_towns(folder / "towns.csv"), storm, chosen)
    area = sum(town.km2 for town in towns)
    means = _running([sum(town.hours[k] * town.km2 for town in towns) / area for k in range(storm["hours"])])
    gauges = [(town.name, ((StationId(f"v-{town.code}"), 1.0),)) for town in towns]
    by_area = tuple((StationId(f"v-{town.code}"), town.km2 / area) for town in towns)
    reference = _running(reference_curve(storm, chosen))
    moments = [start + timedelta(hours=hour) for hour in range(storm["hours"] + 1)]
    mean, frozen = displayed(storm, chosen, moments, means, reference)
    return Replay(
        name=name,
        title=storm["title"],
        mark=storm["mark"],
        source=storm["source"],
        options=chosen,
        start=start,
        end=moments[-1],
        stations=tuple(Station(StationId(f"v-{town.code}"), town.name, None, kind="virtual") for town in towns),
        intervals=tuple(
            RainInterval(StationId(f"v-{town.code}"), end, mm)
            for town in towns
            for end, mm in zip(moments[1:], town.hours, strict=True)
        ),
        closures=_closures(folder / "closures.csv"),
        town_gauges=(*gauges, (OTHER_TOWNS, by_area)),
        mean=mean,
        reference_name=storm["reference"]["name"],
        reference=frozen,
    )


def storm_of(
    replay: Replay, places: tuple[Place, ...], thresholds: tuple[Threshold, ...], towns: tuple[Town, ...] = ()
) -> StormInput:
    """The replay over a district's places, ready for `situation_at`."""
    return StormInput(
        places=places,
        rain=rain_record(replay.intervals, replay.stations),
        thresholds=thresholds,
        towns=towns,
        town_gauges=replay.town_gauges,
    )


def known_replays() -> tuple[str, ...]:
    root = resource("storms")
    return tuple(sorted(path.parent.name for path in root.glob("*/storm.toml")))


def _folder(name: str) -> Path:
    if name not in known_replays():
        raise Refusal(Rule.UNKNOWN_REPLAY, {"replay": name, "known": list(known_replays())})
    return resource("storms", name)


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL).astimezone(UTC)


def _running(hours: list[float]) -> list[float]:
    totals = [0.0]
    for mm in hours:
        totals.append(totals[-1] + mm)
    return totals


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _towns(path: Path) -> list[TownRain]:
    return [
        TownRain(row["town"], row["code"], row["zone"], float(row["km2"]), float(row["total_mm"]), ())
        for row in _rows(path)
    ]


def _closures(path: Path) -> tuple[Closure, ...]:
    return tuple(
        Closure(
            LinkId(row["link"]),
            _local(row["from"]),
            _local(row["until"]) if row["until"] else None,
            ClosureKind(row["kind"]),
            tuple(mode for mode in row["modes"].split("|") if mode),
            row["source"],
        )
        for row in _rows(path)
    )
