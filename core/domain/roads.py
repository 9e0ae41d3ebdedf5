"""The road network and what closes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import LinkId, NodeId, VehicleId
from core.domain.places import Position


@dataclass(frozen=True, slots=True)
class Node:
    id: NodeId
    position: Position


@dataclass(frozen=True, slots=True)
class Link:
    """One road between two nodes. Lengths in metres, speeds in km/h, `walk_s` and `drive_s` in seconds.

    `modes` empty means every mode. `oneway` is from `from_node` to `to_node`; it binds vehicles, and people on foot
    only where no vehicle may go. `capacity_pph` is persons per hour and direction, None for unlimited.
    """

    id: LinkId
    from_node: NodeId
    to_node: NodeId
    length_m: float
    name: str = ""
    via: tuple[Position, ...] = ()
    geometry_source: str = ""
    modes: tuple[str, ...] = ()
    oneway: bool = False
    speed_kmh: float | None = None
    walk_s: float | None = None
    drive_s: float | None = None
    capacity_pph: float | None = None
    crossing: str = ""


class ClosureKind(StrEnum):
    OBSERVED = "observed"
    FORECAST = "forecast"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Closure:
    """A link is closed in [start, end); `end` None while nobody knows. `modes` empty closes it to all.

    `source` says who reported it and, where the hour is an assumption, says so.
    """

    link: LinkId
    start: datetime
    end: datetime | None = None
    kind: ClosureKind = ClosureKind.OBSERVED
    modes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One of the fleet. Seats, wheelchair and stretcher places are persons; `start` and `end` bound its duty."""

    id: VehicleId
    kind: str
    seats: int
    wheelchair: int = 0
    stretcher: int = 0
    depot: NodeId | None = None
    start: datetime | None = None
    end: datetime | None = None
    driver: str = ""

    def on_duty(self, at: datetime) -> bool:
        return (self.start is None or self.start <= at) and (self.end is None or at < self.end)


@dataclass(frozen=True, slots=True)
class SpeedFactor:
    """Multiplier on travel *time* for a mobility, light (day, night) and rain (dry, rain); `*` matches all."""

    mobility: str
    light: str
    rain: str
    factor: float


@dataclass(frozen=True, slots=True)
class Delay:
    """Minutes between the order and leaving the door, for a mobility and light; `*` matches all."""

    mobility: str
    light: str
    minutes: float
