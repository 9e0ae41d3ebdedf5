"""What is selected on the map and what its panel needs; light values, so that the model loads before the drawing."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.critical import CriticalRoad
from core.domain.hazards import Trigger
from core.domain.ids import EventId
from core.domain.places import Position
from core.domain.plans import Route
from core.domain.road_labels import RoadLabel
from core.domain.roads import Link
from core.queries.map_rows import ClosureRow, PlaceRow, ShelterRow
from core.queries.plan_rows import TellRow
from core.queries.rows import MoveRow, PersonCard, RollRow


@dataclass(frozen=True, slots=True)
class Selection:
    """`kind` is place, shelter, link or household (or person, until his household is known)."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Way:
    """A household's routes: from its village to its shelter, and the second one."""

    label: str
    level: Trigger
    start: Position | None
    end: Position | None
    route: Route | None
    second: Route | None


@dataclass(frozen=True, slots=True)
class HouseholdSubject:
    card: PersonCard
    closed: tuple[ClosureRow, ...]  # closed roads on its routes


@dataclass(frozen=True, slots=True)
class PlaceSubject:
    """`waiting` are the people due there who have not moved, most endangered first."""

    row: PlaceRow
    waiting: tuple[RollRow, ...]


@dataclass(frozen=True, slots=True)
class ReplanNews:
    """What the last change of a road did to the standing plan."""

    changed: int
    kept: int
    tell: tuple[TellRow, ...]


@dataclass(frozen=True, slots=True)
class LinkSubject:
    """`users` are households whose standing route passes the link; `undo` is the closure just recorded here.

    `critical` says what its closing would do, where that has been tried.
    """

    link: Link
    road: RoadLabel
    closures: tuple[ClosureRow, ...]
    users: tuple[MoveRow, ...]
    news: ReplanNews | None
    undo: EventId | None
    computing: bool
    critical: CriticalRoad | None = None


@dataclass(frozen=True, slots=True)
class ShelterSubject:
    row: ShelterRow
    moves: tuple[MoveRow, ...]


Subject = HouseholdSubject | PlaceSubject | LinkSubject | ShelterSubject


@dataclass(frozen=True, slots=True)
class MapShown:
    """The side panel's state. `subject` None while nothing is selected or the answer is on its way."""

    selection: Selection | None
    subject: Subject | None
    at: datetime
    looking: bool
