"""What the plan screen is answered with: frozen rows, facts only. Times are aware UTC."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.findings import Finding
from core.domain.ids import EventId, HouseholdId, LinkId, ShelterId, VehicleId
from core.domain.people import Role
from core.domain.plans import ShortfallRule, UncoveredRule
from core.domain.reasons import RemedyKind
from core.domain.road_labels import RoadLabel
from core.domain.tight_shelters import TightShelter
from core.queries.map_rows import ShelterRow
from core.queries.pairing_rows import PairRemedyRow
from core.queries.rows import HelperRow, MoveRow


@dataclass(frozen=True, slots=True)
class TellRow:
    """Somebody to tell after a replan; `told_at` once it is recorded. Of one who `gave_way` so that others could be
    safe, `made_way_for` are the heads of those who now have his bed or his ride."""

    household: HouseholdId
    head: str
    place_name: str
    persons: int
    helper: HelperRow | None
    novelties: tuple[str, ...]
    move: MoveRow | None
    before_shelter: str
    after_shelter: str
    told_at: datetime | None
    gave_way: bool = False
    made_way_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedDoorRow:
    """A shelter that opens too late, and the road that closes before: see `core.domain.plans.ClosedDoor`."""

    shelter_name: str
    opens: datetime
    road: RoadLabel
    closes: datetime


@dataclass(frozen=True, slots=True)
class ShortfallRow:
    household: HouseholdId
    head: str
    place_name: str
    town: str
    persons: int
    rule: ShortfallRule
    door: ClosedDoorRow | None = None


@dataclass(frozen=True, slots=True)
class UncoveredRow:
    household: HouseholdId
    head: str
    place_name: str
    town: str
    role: Role
    rule: UncoveredRule


@dataclass(frozen=True, slots=True)
class LinkLoadRow:
    """A road that lets only so many through, over the steps of the plan: persons in each step.

    `entering` start onto it in that step, `allowed` is what the step lets in, `taken` how many of these places are
    gone (a family larger than one step's allowance takes places of the steps before). `towards` is the shelter that
    most of them go to.
    """

    link: LinkId
    road: RoadLabel
    forward: bool
    towards: str
    per_hour: float
    step_s: int
    entering: tuple[int, ...]
    taken: tuple[int, ...]
    allowed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CutLinkRow:
    """A road in the proof: from `start` to `end` no more than `persons` can enter it."""

    link: LinkId
    road: RoadLabel
    start: datetime
    end: datetime
    persons: int
    per_hour: float | None


@dataclass(frozen=True, slots=True)
class CutRow:
    """The proof of the bound on the last arrival, with names: see `core.domain.reasons.Cut`."""

    by: datetime
    persons: int
    capacity: int
    links: tuple[CutLinkRow, ...]
    shelters: tuple[tuple[str, int], ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """One change that was tried and what the whole plan gains by it: see `core.domain.reasons.Remedy`.

    `name` is that of a shelter, the kind of a vehicle or the head of a household, `road` the road that it is about,
    `helper_name` whoever is to fetch the household.
    """

    kind: RemedyKind
    subject: str
    name: str
    amount: float
    serves: int
    saves_min: float
    sooner_min: float
    left: int
    road: RoadLabel | None = None
    by: datetime | None = None
    helper_name: str = ""
    uncovered: int = 0


@dataclass(frozen=True, slots=True)
class StopRow:
    """`on_foot` says that they walk to the vehicle because it cannot come to the door."""

    place_name: str
    arrive: datetime
    leave: datetime
    persons: int
    on_foot: bool


@dataclass(frozen=True, slots=True)
class TripRow:
    """One round of one vehicle: `leave` from where it stands, `arrive` at the shelter; `links` in travel order. `own`
    is a helper's own car, `driver` then his name."""

    vehicle: VehicleId
    kind: str
    driver: str
    number: int
    leave: datetime
    stops: tuple[StopRow, ...]
    shelter: ShelterId
    shelter_name: str
    arrive: datetime
    links: tuple[LinkId, ...]
    own: bool = False

    @property
    def persons(self) -> int:
        return sum(stop.persons for stop in self.stops)


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A vehicle that cannot drive, since when it was said."""

    vehicle: VehicleId
    kind: str
    driver: str
    since: datetime


@dataclass(frozen=True, slots=True)
class PlanBoard:
    """The standing plan as the plan screen shows it. `curve` is (minutes after `at`, persons arrived by then).

    `bound_curve` is the most persons that any plan can have brought to safety by then, in the same terms; empty where
    the plan does not hold it. Person-minutes and losses as in `core.domain.plans.Plan`.
    """

    version: int
    event: EventId
    at: datetime
    adopted_at: datetime
    operator: str
    reason: str
    due: int
    due_households: int
    served: int
    served_households: int
    clearance_s: float
    clearance_bound_s: float
    exposure: float
    exposure_bound: float
    whole_household_loss: float
    gap: float
    objective: str
    stopped: bool
    seconds: float
    curve: tuple[tuple[float, int], ...]
    moves: tuple[MoveRow, ...]
    shortfall: tuple[ShortfallRow, ...]
    uncovered: tuple[UncoveredRow, ...]
    tell: tuple[TellRow, ...]
    kept: int
    changed: int
    changed_link: RoadLabel | None  # the road that this plan answers; none where it answers something else
    shelters: tuple[ShelterRow, ...]
    not_ordered: tuple[str, ...]
    stale: bool  # the register, orders, closures or a shelter that it uses have moved on since
    served_bound: int = 0
    served_bound_any: int | None = None
    together_loss: float = 0.0
    shared_cars_loss: float = 0.0
    bound_curve: tuple[tuple[float, int], ...] = ()
    loads: tuple[LinkLoadRow, ...] = ()
    cut: CutRow | None = None
    remedies: tuple[RemedyRow, ...] = ()
    remedies_stopped: bool = False
    trips: tuple[TripRow, ...] = ()
    broken: tuple[BrokenRow, ...] = ()
    changed_link_open: bool = False  # it was opened, not closed
    findings: tuple[Finding, ...] = ()
    pair_remedies: tuple[PairRemedyRow, ...] = ()
    tight: tuple[TightShelter, ...] = ()
    no_door: tuple[HouseholdId, ...] = ()  # still to go to a shelter that was closed, or taken back
    no_bed: tuple[HouseholdId, ...] = ()  # still to go to a shelter that others have filled
