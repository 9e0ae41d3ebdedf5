"""A plan: who goes where, when, by which roads, with whom; and whom it could not serve, by name and rule."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.findings import Finding
from core.domain.ids import HelperId, HouseholdId, LinkId, NodeId, PersonId, PlaceCode, ShelterId, VehicleId
from core.domain.pairing import LockAside, PairingFigures, PairRemedy
from core.domain.pairing import Pairing as Pairing
from core.domain.pairing import SoftRule as SoftRule
from core.domain.pairing import Uncovered as Uncovered
from core.domain.pairing import UncoveredRule as UncoveredRule
from core.domain.reasons import BoundProof, Cut, LinkLoad, Reasons, Remedy
from core.domain.trips import Trip, driver_of


class Mode(StrEnum):
    WALK = "walk"
    CARRIED = "carried"
    CAR = "car"
    BUS = "bus"


class Objective(StrEnum):
    EXPOSURE = "exposure"
    CLEARANCE = "clearance"


class ShortfallRule(StrEnum):
    """Why a household has no shelter in the plan."""

    NO_POSITION = "no_position"  # its place is not on the map
    TOO_FAR_FROM_ROAD = "too_far_from_road"  # access leg over 3 km
    NO_ROUTE = "no_route"  # no road leads to any shelter even when all are open
    CUT_OFF = "cut_off"  # every way is closed before or at any departure time
    NO_ROOM = "no_room"  # the shelters in reach are full
    LARGER_THAN_ANY = "larger_than_any"  # no shelter in reach has room for the whole household
    NO_FIT_SHELTER = "no_fit_shelter"  # no shelter in reach takes somebody of the household (steps, power)
    SENT_ELSEWHERE = "sent_elsewhere"  # somebody in charge sent them to one shelter, and there is no way or bed there
    ROAD_CROWDED = "road_crowded"  # roads that close let too few through before they do
    OPENS_LATE = "opens_late"  # roads that close let them only to shelters that are not open yet by then
    NOBODY_PASSES = "nobody_passes"  # every way leads over a road whose capacity is 0 persons an hour


@dataclass(frozen=True, slots=True)
class Route:
    """Links in travel order and the legs at both ends, walked to and from the nearest point on a link.

    `minutes` is the whole way, legs included. Legs are metres. `from_share` and `to_share` say where on the first and
    last link (0 at its `from_node`, 1 at its `to_node`) the route gets on and off, for drawing.
    """

    links: tuple[LinkId, ...]
    minutes: float
    length_m: float
    access_m: float = 0.0
    egress_m: float = 0.0
    from_share: float = 0.0
    to_share: float = 1.0


@dataclass(frozen=True, slots=True)
class Boarding:
    """Where a party walks (or is carried) to because the vehicle cannot come to the door; `walk` ends at `node`.

    `at` is when the vehicle leaves there with them.
    """

    node: NodeId
    walk: Route
    at: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """One party's way to safety. Times are aware UTC; `deadline` is the last safe departure, None when no road closes.

    `second_shares` are the links that the second route could not avoid sharing with the first. Whoever rides with the
    fleet does so in trip `trip` of `vehicle`: `route` is what is ridden, `depart` when it leaves the door with them,
    or, with `boards`, when they leave it on foot. `route.minutes` then counts from the stop and holds the stops on the
    way.
    """

    household: HouseholdId
    persons: tuple[PersonId, ...]
    place: PlaceCode
    shelter: ShelterId
    mode: Mode
    depart: datetime
    arrive: datetime
    deadline: datetime | None
    route: Route
    second: Route | None = None
    second_shares: tuple[LinkId, ...] = ()
    vehicle: VehicleId | None = None
    trip: int = 0
    boards: Boarding | None = None


@dataclass(frozen=True, slots=True)
class ClosedDoor:
    """A shelter where somebody could be, at the latest at `latest`, before it opens; by a later departure `link` would
    be closed, from `closes` on."""

    shelter: ShelterId
    opens: datetime
    latest: datetime
    link: LinkId
    closes: datetime


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Whom the plan leaves out; `door` is the shelter that opens too late for them by least, for that rule alone."""

    household: HouseholdId
    persons: tuple[PersonId, ...]
    place: PlaceCode
    rule: ShortfallRule
    door: ClosedDoor | None = None


@dataclass(frozen=True, slots=True)
class ShelterLoad:
    """Why this shelter matters to the plan: persons already in, persons the plan sends, capacity. `opens` is when it
    can take them, for one that the plan asks to open; the next plan counts on from there."""

    shelter: ShelterId
    inside: int
    planned: int
    capacity: int
    opens: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One whole answer. Minutes are counted from `at`.

    `exposure` is person-minutes from `at` to arrival, for the unserved until their deadline; its bound is the minimum
    over separable persons, `whole_household_loss` what keeping households whole costs, the fleet's trips as they are.
    `clearance_s` is the last arrival, `clearance_bound_s` no plan's last arrival can be earlier while serving as many.
    `gap` is (value - bound) / bound of the objective. `stopped` says that the watchdog ended it. `revision` is the
    journal revision the input was read at. `served_bound` is the most separable persons that could be saved,
    `together_loss` the person-minutes that keeping villages together costs. `bound_curve` is (minutes, most persons
    that any plan can have in by then). Roads that let only so many through are counted in steps of `step_s` seconds
    from `at`; `loads_of_links` are those of them that the plan uses. `soft_off` are the soft rules of pairing that were
    switched off, `pairing_figures` how good the pairing is, `locks_aside` the locks that it could not follow,
    `pair_remedies` whom to look for where somebody is uncovered. `proof` are the prices behind `exposure_bound`, None
    where it stands on more than prices. `remedies_stopped` says that the search for remedies was ended before its time:
    there may be others. All bounds are those of the plan's pairing (whose car may fetch whom);
    `served_bound_any` is the most separable persons that could be saved whoever helps whom, None in plans of before.
    """

    at: datetime
    revision: int
    objective: Objective
    due: int
    served: int
    moves: tuple[Move, ...]
    shortfall: tuple[Shortfall, ...]
    pairings: tuple[Pairing, ...]
    uncovered: tuple[Uncovered, ...]
    served_bound: int
    clearance_s: float
    clearance_bound_s: float
    exposure: float
    exposure_bound: float
    whole_household_loss: float
    gap: float
    stopped: bool
    steps: int
    loads: tuple[ShelterLoad, ...] = ()
    not_ordered: tuple[PlaceCode, ...] = ()
    findings: tuple[Finding, ...] = ()
    bottlenecks: tuple[ShelterId, ...] = ()
    reason: str = ""
    seconds: float = field(default=0.0, compare=False)
    step_s: int = 300
    trips: tuple[Trip, ...] = ()
    loads_of_links: tuple[LinkLoad, ...] = ()
    cut: Cut | None = None
    reasons: tuple[Reasons, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    together_loss: float = 0.0
    bound_curve: tuple[tuple[float, int], ...] = ()
    soft_off: tuple[SoftRule, ...] = ()
    pairing_figures: PairingFigures | None = None
    locks_aside: tuple[LockAside, ...] = ()
    pair_remedies: tuple[PairRemedy, ...] = ()
    proof: BoundProof | None = None
    remedies_stopped: bool = False
    served_bound_any: int | None = None

    @property
    def with_these_helpers(self) -> bool:
        """Whether what the plan says of the most that can be saved is only proved for its own pairing: with other
        helpers' cars there might be more."""
        return self.served_bound_any is not None and self.served_bound_any > max(self.served, self.served_bound)

    @property
    def shared_cars_loss(self) -> float:
        """Person-minutes above the bound that come from households sharing their helpers' cars, and from what the bound
        does not know of that; 0 where fleets or crowded roads have a part in it that cannot be told from theirs."""
        if not self.trips or self.loads_of_links or any(driver_of(trip.vehicle) is None for trip in self.trips):
            return 0.0
        return max(0.0, self.exposure - self.exposure_bound - self.whole_household_loss - self.together_loss)


@dataclass(frozen=True, slots=True)
class Replan:
    """What a change did to the standing plan.

    `touched` had to change, `moved_for_them` moved so that the touched could be safe.
    `to_tell` names each household with what is new for it, in the order to be told. `fresh` is a plan made without
    regard to the standing one, shown beside it where it is better by the officer's threshold, with its own price:
    `fresh_to_tell`.
    """

    plan: Plan
    touched: tuple[HouseholdId, ...]
    moved_for_them: tuple[HouseholdId, ...]
    kept: int
    to_tell: tuple["Telling", ...]
    fresh: Plan | None = None
    fresh_to_tell: tuple["Telling", ...] = ()


class Novelty(StrEnum):
    """What is new for a household."""

    SHELTER = "shelter"
    ROUTE = "route"
    TIME = "time"
    HELPER = "helper"
    LOST = "lost"  # served before, no longer
    FOUND = "found"  # not served before, now served


@dataclass(frozen=True, slots=True)
class Telling:
    household: HouseholdId
    helper: HelperId | None
    novelties: tuple[Novelty, ...]
