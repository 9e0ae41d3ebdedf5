"""What the storm screen is answered with: frozen rows, facts only. Times are aware UTC, rain is in mm."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.hazards import Breach, PlaceStorm, Trigger
from core.queries.map_rows import PlaceRow


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """Places of one town that reached a level and are not ordered at it yet."""

    town: str
    level: Trigger
    places: tuple[PlaceRow, ...]
    since: datetime | None
    breaches: tuple[Breach, ...]
    households: int
    people: int
    bedridden: int


@dataclass(frozen=True, slots=True)
class StormRow:
    """One line of the rain table: a town, or a part of it where level, soil or limits differ."""

    town: str
    places: tuple[PlaceRow, ...]
    storm: PlaceStorm
    next_level: Trigger | None
    next_at: datetime | None  # when the record (forecast or replay) reaches it, None within its end


@dataclass(frozen=True, slots=True)
class StormBoard:
    at: datetime
    start: datetime
    end: datetime
    rows: tuple[StormRow, ...]
    proposals: tuple[ProposalRow, ...]
    places: tuple[PlaceRow, ...]
    district_mean_mm: float
    displayed_mean_mm: float | None
    unconfirmed: int
    marks: str
