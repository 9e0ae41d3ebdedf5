"""What a printed page is cut from: frozen rows, facts only. Times are aware UTC, lengths metres, positions WGS84.

A field that nothing in the file answers is an empty string or None: the page then has a ruled line to fill in by hand,
never a guess. The rows go to another process to be drawn, so they hold no store and no function.
"""

from dataclasses import dataclass, field
from datetime import datetime

from core.domain.checklists import ChecklistItem, Tick
from core.domain.hazards import Threshold, Trigger
from core.domain.ids import HelperId, HouseholdId, LinkId, PersonId, PlaceCode, ShelterId
from core.domain.orders import ResponseLevel
from core.domain.people import Hazard, Institution, Mobility, Role
from core.domain.places import Place, Shelter
from core.domain.plans import Mode, Route, ShortfallRule, UncoveredRule
from core.domain.road_labels import RoadLabel
from core.domain.standing import Class
from core.queries.duty import HandOver
from core.queries.map_rows import ClosureRow, MapBase
from core.queries.rows import RollRow
from core.storm.measures import ResponseMeasure


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands at the foot of every page: which file, which state of it, when, from how many desks.

    `sample` marks invented people and candidate shelters; `head` is the newest entry of the journal, `words`
    the head of all its chains as it is read aloud.
    """

    title: str
    district: str
    drill: bool
    sample: bool
    at: datetime
    revision: int
    head: str
    heard: datetime | None
    desks: int
    desks_heard: int
    device: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A helper with his number in full: only what his own households and his own sheet may show."""

    helper: HelperId
    name: str
    phone: str
    place_name: str
    age: int | None = None
    carries: int = 0
    car_seats: int = 0
    night: bool = True


@dataclass(frozen=True, slots=True)
class Member:
    person: PersonId
    card: str
    name: str
    sex: str
    age: int | None
    mobility: Mobility
    needs: tuple[str, ...]
    hazards: tuple[Hazard, ...]
    phone: str
    class_: Class
    to_reconcile: bool
    overtaken: bool = False  # entries are missing by which he may be elsewhere


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a route on equally named road; `crossings` are the kinds of danger on it, `through` villages passed."""

    road: str
    metres: float
    crossings: tuple[str, ...] = ()
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A route in words and for the map. `closed` names what of it is closed at the minute of the print."""

    stretches: tuple[Stretch, ...]
    minutes: float
    length_m: float
    access_m: float
    egress_m: float
    route: Route
    closed: tuple[RoadLabel, ...] = ()


@dataclass(frozen=True, slots=True)
class Ride:
    """A place in a vehicle of the fleet, or in a helper's `own` car that makes several trips: whose, and where they get
    on if not at the door."""

    kind: str
    driver: str
    trip: int
    walk_minutes: float | None = None
    leaves: datetime | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdPaper:
    """One household with everything that its card, its helper's sheet and its village's list say of it.

    `shelter` None with `rule` set is a household that the plan could not serve; with both None there is no plan for
    it. `level` is the order in force for its village. `onward` are members whom somebody in charge has sent on to a
    shelter, with which one; where that is not where the plan has the household go, `resent` is set and no way is known.
    """

    household: HouseholdId
    place: PlaceCode
    place_name: str
    town: str
    address: str
    members: tuple[Member, ...]
    level: Trigger
    due: bool
    moving: tuple[PersonId, ...] = ()
    shelter: Shelter | None = None
    rule: ShortfallRule | None = None
    mode: Mode | None = None
    depart: datetime | None = None
    arrive: datetime | None = None
    deadline: datetime | None = None
    way: Way | None = None
    second: Way | None = None
    second_shares: tuple[LinkId, ...] = ()
    ride: Ride | None = None
    helper: Contact | None = None
    deputy: Contact | None = None
    uncovered: tuple[tuple[Role, UncoveredRule], ...] = ()
    onward: tuple[tuple[PersonId, ShelterId], ...] = ()
    resent: bool = False

    @property
    def head(self) -> Member:
        return self.members[0]

    @property
    def waiting(self) -> tuple[Member, ...]:
        """Members who are to move and are neither in safety nor away."""
        return tuple(
            member
            for member in self.members
            if member.person in self.moving and member.class_ not in (Class.MOVED, Class.AWAY)
        )

    def goes_to(self, shelter: ShelterId) -> bool:
        """Whether the household or somebody of it is sent to a shelter."""
        return (self.shelter is not None and self.shelter.id == shelter) or any(to == shelter for _, to in self.onward)

    def expected_at(self, shelter: ShelterId) -> tuple[Member, ...]:
        """Members who are to come to a shelter: from home where the household goes there, or sent on from another."""
        sent, waiting = dict(self.onward), {member.person for member in self.waiting}
        home = self.shelter.id if self.shelter is not None else None
        return tuple(
            member
            for member in self.members
            if sent.get(member.person, home if member.person in waiting else None) == shelter
        )

    @property
    def hazards(self) -> tuple[Hazard, ...]:
        """Every hazard of any member, once, in the order of the ledgers."""
        found = {hazard for member in self.members for hazard in member.hazards}
        return tuple(hazard for hazard in Hazard if hazard in found)

    @property
    def hardest(self) -> Mobility:
        """How the member moves who moves hardest."""
        return max((member.mobility for member in self.members), key=list(Mobility).index)


@dataclass(frozen=True, slots=True)
class VillagePaper:
    """One village of the papers: its order, its households in the order of the register, what stands beside them."""

    place: Place
    level: Trigger
    ordered_at: datetime | None
    households: tuple[HouseholdPaper, ...]
    institutions: tuple[Institution, ...] = ()


@dataclass(frozen=True, slots=True)
class ShelterPaper:
    """One shelter and who is to come: households by the time that the plan has them in."""

    shelter: Shelter
    inside: int
    coming: tuple[HouseholdPaper, ...]


@dataclass(frozen=True, slots=True)
class ConversionPaper:
    """One shelter and its conversion checklist: all items, and those that are done (`operator` is a name)."""

    shelter: Shelter
    items: tuple[ChecklistItem, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class HelperSheet:
    """A helper's households in the order of visiting, and those for whom he stands by."""

    helper: Contact
    visits: tuple[HouseholdPaper, ...]
    stands_by: tuple[HouseholdPaper, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """镇-村-户-人 of one village (or the sum of several). Persons, except `households` and `places`.

    `due` is the sum of the five classes; `to_reconcile` is a part of them; `beyond` and `institutions` stand beside.
    """

    town: str
    name: str
    level: Trigger
    places: int
    households: int
    due: int
    moved: int
    not_moved: int
    refused: int
    unreachable: int
    away: int
    to_reconcile: int
    beyond: int
    institution_heads: int


@dataclass(frozen=True, slots=True)
class CallLine:
    """Somebody not accounted for, with the numbers to call in full: A, B and the household's own."""

    row: RollRow
    helper: Contact | None
    deputy: Contact | None
    phone: str


@dataclass(frozen=True, slots=True)
class PaperCase:
    """Everything that can be printed of one file at one minute."""

    stamp: Stamp
    choice: str
    households: tuple[HouseholdPaper, ...]
    villages: tuple[VillagePaper, ...]
    helpers: tuple[HelperSheet, ...]
    shelters: tuple[ShelterPaper, ...]
    calls: tuple[CallLine, ...]
    tallies: tuple[Tally, ...]
    levels: tuple[ResponseLevel, ...]
    measures: tuple[ResponseMeasure, ...]
    thresholds: tuple[Threshold, ...]
    closures: tuple[ClosureRow, ...]
    planned: bool
    base: MapBase | None = None
    places: dict[PlaceCode, Place] = field(default_factory=dict)
    duty: HandOver | None = None
    conversions: tuple[ConversionPaper, ...] = ()

    @property
    def persons(self) -> int:
        return sum(len(household.members) for household in self.households)

    def shelter_ids(self) -> tuple[ShelterId, ...]:
        return tuple(paper.shelter.id for paper in self.shelters)
