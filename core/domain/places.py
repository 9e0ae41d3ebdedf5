"""Villages, shelters and where they stand."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.ids import PlaceCode, ShelterId, StationId
from core.domain.people import Hazard


@dataclass(frozen=True, slots=True)
class Position:
    """WGS84 degrees."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    code: str
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A village or community. `position` is None for an unplaced one; `gauges` empty means the three nearest stations.

    `accuracy_m` is how far the position may be off; `antecedent_mm` the soil index at the start of the rain, None for
    the pack's default.
    """

    code: PlaceCode
    town: str
    name: str
    kind: str
    position: Position | None = None
    position_kind: str = ""
    accuracy_m: float | None = None
    hazards: tuple[Hazard, ...] = ()
    gauges: tuple[tuple[StationId, float], ...] = ()
    antecedent_mm: float | None = None


class ShelterKind(StrEnum):
    SAFETY_ISLAND = "safety_island"
    HALL = "hall"
    HOTEL = "hotel"
    HOST = "host"
    RELATIVES = "relatives"
    HOSPITAL = "hospital"


@dataclass(frozen=True, slots=True)
class Shelter:
    """Where people are taken in. `capacity` is persons; `rooms` and `m2_per_person` are the rule behind it."""

    id: ShelterId
    name: str
    town: str
    kind: ShelterKind
    position: Position
    capacity: int
    rooms: int | None = None
    m2_per_person: float | None = None
    step_free: bool | None = None
    power_hours: float | None = None
    water_l: float | None = None
    opens_after_min: int = 0
    confirmed: bool = False
