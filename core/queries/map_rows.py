"""What the map and the islands are answered with: frozen rows, facts only.

Times are aware UTC, lengths metres, positions WGS84.
"""

from dataclasses import dataclass
from datetime import datetime

from core.domain.checklists import Tick
from core.domain.hazards import PlaceStorm, Trigger
from core.domain.ids import EventId, HouseholdId, PersonId, PlaceCode
from core.domain.people import Institution
from core.domain.places import Place, Position, Shelter
from core.domain.road_labels import RoadLabel
from core.domain.roads import Closure, Link
from core.domain.supplies import Stock
from core.queries.road_labels import RoadLabels
from core.queries.rows import Look


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One village now: trigger, order, people by class. Counts are persons of the register who are due.

    `institutions` stand beside the register: their heads are in none of the counts.
    """

    place: Place
    storm: PlaceStorm | None
    ordered: Trigger
    ordered_at: datetime | None
    order_events: tuple[EventId, ...]
    households: int
    people: int
    would_go: int
    would_prepare: int
    bedridden: int
    due: int
    moved: int
    not_moved: int
    contacted: int
    on_the_way: int
    refused: int
    unreachable: int
    away: int
    exposed: int
    first_prepare: datetime | None = None
    first_go: datetime | None = None
    institutions: tuple[Institution, ...] = ()
    due_households: int = 0  # of those who are due now; `households` are all of the register
    homes_go: int = 0  # households of `would_go`
    homes_prepare: int = 0


@dataclass(frozen=True, slots=True)
class ShelterRow:
    """One shelter now: persons in, persons the plan still sends, capacity and the rule behind it."""

    shelter: Shelter
    inside: int
    coming: int
    on_the_way: int
    beyond: int
    disputed: int
    open: bool
    opened_at: datetime | None
    last_arrival: datetime | None
    next_arrival: datetime | None
    peak: int
    visits: int
    arrivals: tuple[tuple[datetime, int], ...] = ()  # when the plan has how many of `coming` in
    stocks: tuple[Stock, ...] = ()
    ticks: tuple[Tick, ...] = ()  # what is done of the conversion checklist
    onward_in: int = 0  # persons who are ordered on to here from another shelter and are not here yet
    onward_out: int = 0  # persons inside who are ordered on to another one
    added: bool = False  # by somebody during the night: not a shelter of the pack
    beds: int | None = None  # in its rooms, where these are known
    contested: bool = False  # one desk has closed it, and another has it open

    @property
    def beds_lacking(self) -> int:
        """How many fewer beds its rooms have than persons it is said to take."""
        return max(0, self.shelter.capacity - self.beds) if self.beds else 0

    @property
    def free(self) -> int:
        return max(0, self.shelter.capacity - self.inside)

    @property
    def load(self) -> int:
        """Persons in and still to come, orders to go on counted as carried out."""
        return self.inside - self.onward_out + self.coming + self.onward_in

    @property
    def unpromised(self) -> int:
        """Beds that nobody has and nobody is on his way to."""
        return max(0, self.shelter.capacity - self.load)


@dataclass(frozen=True, slots=True)
class PersonDot:
    """A person for the map: `index` counts inside his place, a household side by side."""

    person: PersonId
    household: HouseholdId
    place: PlaceCode
    look: Look


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """A link that is or will be closed; `now` says whether it is closed at the asked time, `road` what it is called."""

    closure: Closure
    link: Link
    now: bool
    event: EventId | None
    road: RoadLabel


@dataclass(frozen=True, slots=True)
class MapBase:
    """What does not change during a night: geometry for the background. Polylines are tuples of (lon, lat)."""

    title: str
    outline: tuple[tuple[tuple[float, float], ...], ...]
    towns: tuple[tuple[str, Position | None], ...]
    river: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    streams: tuple[tuple[float, tuple[tuple[float, float], ...]], ...]
    relief: bytes | None
    links: tuple[Link, ...]
    lines: tuple[tuple[tuple[float, float], ...], ...]  # one per link, ends and bends in order
    labels: RoadLabels
    sample: bool
    credits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapState:
    """What the map draws on top, at one minute and revision."""

    at: datetime
    revision: int
    places: tuple[PlaceRow, ...]
    shelters: tuple[ShelterRow, ...]
    closures: tuple[ClosureRow, ...]
    people: tuple[PersonDot, ...]
