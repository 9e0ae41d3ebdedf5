"""Rain, soil, thresholds and the trigger that proposes an order."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import PlaceCode, StationId
from core.domain.places import Position

WINDOW_HOURS = (1, 3, 6, 24)


class RainKind(StrEnum):
    OBSERVED = "observed"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Station:
    id: StationId
    name: str
    position: Position | None
    elevation_m: float | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RainInterval:
    """`mm` fell at a station in the `minutes` that end at `end` (aware UTC)."""

    station: StationId
    end: datetime
    mm: float
    minutes: int = 60
    kind: RainKind = RainKind.OBSERVED


class Soil(StrEnum):
    DRY = "dry"
    NORMAL = "normal"
    WET = "wet"


class Trigger(StrEnum):
    """What the rain proposes; only an order makes anybody due."""

    NONE = "none"
    PREPARE = "prepare"
    GO = "go"

    @property
    def rank(self) -> int:
        return (Trigger.NONE, Trigger.PREPARE, Trigger.GO).index(self)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Sums in mm over 1, 3, 6 and 24 h at which a level is proposed; `place` is a code or `*`.

    `confirmed` is False until somebody answerable has signed for the figure; the screen then shows 待核.
    """

    place: PlaceCode | str
    soil: Soil
    level: Trigger
    mm: tuple[float | None, float | None, float | None, float | None]
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Breach:
    """One reason behind a trigger: the sum over `hours` reached the threshold."""

    level: Trigger
    hours: int
    sum_mm: float
    threshold_mm: float


@dataclass(frozen=True, slots=True)
class PlaceStorm:
    """Rain and trigger of one place at one minute.

    `sums_mm` follow `WINDOW_HOURS`; `total_mm` since the start of the rain; `limits` maps a level to its four
    thresholds at this soil state. `lower_bound` says that a silent gauge makes the sums a floor, not a value.
    """

    place: PlaceCode
    at: datetime
    sums_mm: tuple[float, float, float, float]
    total_mm: float
    antecedent_mm: float
    soil: Soil
    level: Trigger
    breaches: tuple[Breach, ...]
    limits: tuple[tuple[Trigger, tuple[float | None, float | None, float | None, float | None]], ...]
    since: datetime | None
    gauges: tuple[tuple[StationId, float], ...]
    source: str
    confirmed: bool
    lower_bound: bool = False
    silent: tuple[tuple[StationId, datetime], ...] = ()
