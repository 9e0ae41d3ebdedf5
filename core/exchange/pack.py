"""What a pack holds once it has been read without errors: domain values, and register rows without ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.findings import Finding
from core.domain.hazards import RainInterval, Station, Threshold
from core.domain.people import Institution
from core.domain.places import Place, Shelter, Town
from core.domain.roads import Closure, Delay, Link, Node, SpeedFactor, Vehicle
from core.domain.rooms import Room
from core.exchange.datum import Datum
from core.exchange.people import HelperRow, PersonRow

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A district ready to become a file. All positions are WGS84 whatever `datum` the pack came in.

    `outline`, `river` (with names) and `streams` (with the basin at the outlet in km²) are lines of (lon, lat);
    `relief` is the bytes of an npz file for the picture only.
    `towns` has every town that a place names, those of towns.csv first. `counts` maps table names to accepted rows.
    """

    title: str
    district: str
    datum: Datum
    sources: tuple[str, ...]
    outline: tuple[Line, ...]
    towns: tuple[Town, ...]
    river: tuple[tuple[str, Line], ...]
    streams: tuple[tuple[float, Line], ...]
    relief: bytes | None
    places: tuple[Place, ...]
    shelters: tuple[Shelter, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    stations: tuple[Station, ...]
    rain: tuple[RainInterval, ...]
    institutions: tuple[Institution, ...]
    speeds: tuple[SpeedFactor, ...]
    delays: tuple[Delay, ...]
    thresholds: tuple[Threshold, ...]
    closures: tuple[Closure, ...]
    fleet: tuple[Vehicle, ...]
    people: tuple[PersonRow, ...]
    helpers: tuple[HelperRow, ...]
    rooms: tuple[Room, ...] = ()
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
