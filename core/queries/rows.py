"""What screens are answered with: frozen rows, facts only. Times are aware UTC, lengths metres, positions WGS84."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.duplicates import Candidate
from core.domain.entries import Field
from core.domain.events import Step
from core.domain.freshness import Flag
from core.domain.harm import Harm
from core.domain.hazards import PlaceStorm, Trigger
from core.domain.ids import EventId, HelperId, HouseholdId, LinkId, PersonId, PlaceCode, ShelterId
from core.domain.orders import ResponseLevel
from core.domain.people import Hazard, Mobility, Role
from core.domain.plans import Mode, Route, ShortfallRule, SoftRule, UncoveredRule
from core.domain.reasons import RouteReason, ShelterReason, TimeReason
from core.domain.road_labels import RoadLabel
from core.domain.standing import Claim, Class, Home


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of the incident bar. The five classes are disjoint and add up to `due`; the rest stand beside.

    `exposed` is 有险无人; `to_reconcile` and `overtaken` are parts of the classes; `beyond` counts people beyond the
    register who are in a shelter; `exposed_since` is the nearest deadline among the exposed.
    """

    due: int = 0
    moved: int = 0
    not_moved: int = 0
    refused: int = 0
    unreachable: int = 0
    away: int = 0
    to_reconcile: int = 0
    exposed: int = 0
    beyond: int = 0
    due_households: int = 0
    hosted: int = 0
    overtaken: int = 0


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """`plain` is True for a file without encryption; `replay` names the storm being replayed, if any.

    `desks_heard` of `desks` have given what they hold; `oldest_desk` is the one heard longest ago, at `oldest_at` by
    this laptop's clock. `revoked_at` is when this laptop itself was taken out of service: nobody takes in what it
    writes from then on.
    """

    title: str
    district: str
    drill: bool
    plain: bool
    replay: str | None
    level: ResponseLevel | None
    totals: Totals
    towns: tuple[str, ...]
    operator: str
    device_name: str
    data_at: datetime | None
    revision: int
    desks: int = 1
    desks_heard: int = 1
    oldest_desk: str = ""
    oldest_at: datetime | None = None
    revoked_at: datetime | None = None


class RollGroup(StrEnum):
    """Groups of the roll in their fixed order."""

    EXPOSED = "exposed"
    UNREACHABLE = "unreachable"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    OVERDUE = "overdue"
    REST = "rest"
    AWAY = "away"
    MOVED = "moved"


class Look(StrEnum):
    """The roll symbol of a person."""

    UNCONTACTED = "uncontacted"
    CONTACTED = "contacted"
    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    AWAY = "away"
    BEYOND = "beyond"
    EXPOSED = "exposed"
    TO_RECONCILE = "to_reconcile"


@dataclass(frozen=True, slots=True)
class HelperRow:
    """A helper at one door. `outcome` is how the latest call to him ended; `phone` is masked."""

    helper: HelperId
    role: Role
    name: str
    phone: str
    minutes: float | None
    broken: tuple[SoftRule, ...] = ()
    outcome: str | None = None
    called_at: datetime | None = None
    age: int | None = None
    carries: int | None = None
    car_seats: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class RollRow:
    """One due person, or one beyond the register (`level` NONE). `shelter` is where the plan sends him."""

    person: PersonId
    card: str
    name: str
    sex: str
    age: int | None
    mobility: Mobility
    needs: tuple[str, ...]
    hazards: tuple[Hazard, ...]
    household: HouseholdId
    household_size: int
    place: PlaceCode
    place_name: str
    town: str
    level: Trigger
    class_: Class
    look: Look
    group: RollGroup
    to_reconcile: bool
    claims: tuple[Claim, ...]
    steps: tuple[Step, ...]
    next_step: Step | None
    tries: int
    last_at: datetime | None
    last_kind: str
    last_outcome: str | None
    helper: HelperRow | None
    deputy: HelperRow | None
    at_place: str | None
    at_name: str
    shelter: ShelterId | None
    shelter_name: str
    depart: datetime | None
    arrive: datetime | None
    deadline: datetime | None
    beyond_register: bool
    last_event: EventId | None
    since: datetime | None
    entries: int = 1  # how many entries of the register are this one person
    ledgers: tuple[str, ...] = ()
    counting: Hazard | None = None  # the one hazard class under which he is counted
    flags: frozenset[Flag] = frozenset()
    harm: Harm | None = None  # under which of the named lists he stands; the classes keep him
    going_to: str | None = None  # sent on to this shelter, which has not seen him
    going_to_name: str = ""
    room: str | None = None
    room_name: str = ""  # the emergency face of its plate, empty where only its number is known
    room_number: int = 0
    bed: int | None = None
    out_since: datetime | None = None
    back_by: datetime | None = None
    home: Home = Home.NO  # at home again: let home, or against the return gate
    overtaken: bool = False  # entries are missing by which he may be elsewhere


@dataclass(frozen=True, slots=True)
class Roll:
    totals: Totals
    rows: tuple[RollRow, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of the command box. `spans` are (start, end) of matched letters in `reading` (pinyin with spaces)."""

    kind: str  # person, household, place, shelter, link
    id: str
    name: str
    reading: str
    spans: tuple[tuple[int, int], ...]
    detail: str  # id tail of a person, count of a household; facts only
    sex: str
    age: int | None
    place_name: str
    town: str
    look: Look | None
    class_: Class | None
    at_name: str
    last_at: datetime | None
    level: Trigger


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person's panel: masked fields, members of the household, plan, helpers, reasons, history."""

    row: RollRow
    id_number: str
    phone: str
    address: str
    birth: str
    ledger: tuple[str, ...]
    members: tuple[RollRow, ...]
    storm: PlaceStorm | None
    ordered_at: datetime | None
    move: "MoveRow | None"
    shortfall: ShortfallRule | None
    uncovered: tuple[tuple[Role, UncoveredRule], ...]
    history: tuple["HistoryRow", ...]
    entries: tuple["EntryRow", ...] = ()
    counting_confirmed: bool = True
    duplicates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the register with its fields as they are shown: ids, phones and addresses masked, several values of
    a field separated by `|`, codes for mobility. `edits` holds who last changed a field and when."""

    entry: PersonId
    card: str
    name: str
    place_name: str
    town: str
    fields: tuple[tuple[Field, str], ...]
    edits: tuple["EditRow", ...] = ()
    off: str = ""
    conflicts: tuple[str, ...] = ()
    entered_at: datetime | None = None
    beyond_register: bool = False


@dataclass(frozen=True, slots=True)
class EditRow:
    """One value that somebody gave a field, masked like the field; `live` while nothing replaced it."""

    event: EventId
    field: str
    value: str
    at: datetime
    operator: str
    live: bool


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One household's way in the standing plan. `rides` says that it is a vehicle's, in a trip: no other was looked
    for."""

    household: HouseholdId
    persons: tuple[PersonId, ...]
    head: str
    place: PlaceCode
    place_name: str
    town: str
    shelter: ShelterId
    shelter_name: str
    mode: Mode
    depart: datetime
    arrive: datetime
    deadline: datetime | None
    route: Route
    second: Route | None
    second_shares: tuple[LinkId, ...]
    helper: HelperRow | None
    deputy: HelperRow | None
    reasons: "ReasonsRow | None" = None
    rides: bool = False


@dataclass(frozen=True, slots=True)
class ReasonsRow:
    """Why a household goes where, how and when it does (`core.domain.reasons.Reasons`), with names for ids.

    Minutes as there; a name is empty where there is no such shelter, `blocked` None where no road is. `rides` as in
    `MoveRow`.
    """

    shelter: ShelterReason
    route: RouteReason
    time: TimeReason
    passed_over: str
    passed_over_min: float
    next_shelter: str
    next_shelter_min: float | None
    blocked: RoadLabel | None
    next_route_min: float | None
    wait_min: float
    rides: bool = False


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One past event as facts. `void` says that it was taken back, `to` to whom a shift was handed over,
    `road` the one that it is about."""

    event: EventId
    at: datetime
    kind: str
    subject: str
    operator: str
    place: str | None
    place_name: str
    evidence: str | None
    values: tuple[tuple[str, str], ...]
    name: str
    void: bool = False
    note: str = ""
    to: str = ""
    road: RoadLabel | None = None
