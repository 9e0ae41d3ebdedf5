"""Why a plan is as it is: what stands behind each household's answer, what limits the whole, what would help.

Facts only; the words are found at the edge.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import HelperId, HouseholdId, LinkId, PlaceCode, ShelterId, VehicleId


class ShelterReason(StrEnum):
    """Why this shelter and not one that could be reached sooner."""

    SOONEST = "soonest"  # none in reach is sooner
    SOONER_FULL = "sooner_full"  # `passed_over` is full
    SOONER_UNFIT = "sooner_unfit"  # `passed_over` does not take somebody of the household (steps, power)
    WITH_THE_REST = "with_the_rest"  # the rest of the household is there
    WITH_THE_VILLAGE = "with_the_village"  # the others of the village go there
    FOR_OTHERS = "for_others"  # the bed in `passed_over` saves somebody else more
    AS_TOLD = "as_told"  # the standing plan said so, and it still holds
    BY_VEHICLE = "by_vehicle"  # where the vehicle that fetches them goes
    SENT_THERE = "sent_there"  # somebody in charge sent them there


_FOR_WANT_OF_BEDS = frozenset({ShelterReason.SOONER_FULL, ShelterReason.FOR_OTHERS, ShelterReason.AS_TOLD})


class RouteReason(StrEnum):
    """Why this route."""

    QUICKEST = "quickest"  # no other is quicker, all roads open
    QUICKER_CLOSED = "quicker_closed"  # the quickest way with all roads open uses `blocked`, which is or will be closed
    QUICKER_BARRED = "quicker_barred"  # nobody may pass `blocked`: its capacity is 0 persons an hour
    QUICKER_CROWDED = "quicker_crowded"  # `blocked` lets no more people through at that hour
    AS_TOLD = "as_told"


class TimeReason(StrEnum):
    """Why they leave then and not sooner."""

    READY = "ready"  # as soon as they can leave their door
    ROAD_OPENS = "road_opens"
    SHELTER_OPENS = "shelter_opens"
    STAGED = "staged"  # a road lets only so many through: their turn
    VEHICLE = "vehicle"  # when it can be there
    AS_TOLD = "as_told"
    LEFT = "left"  # they are on their way


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why one household goes where, how and when it does.

    `next_shelter` is the next best shelter that it could use at the plan's end (room for all of it) and
    `next_shelter_min` how much later it would arrive there; `next_route_min` how much longer the second route takes,
    None where there is none. `blocked` is the road behind the route's reason, `passed_over` the shelter behind the
    shelter's and `passed_over_min` how much sooner it could have been reached; of those who do as they were told it is
    a sooner one that has no bed for them.
    """

    household: HouseholdId
    place: PlaceCode
    shelter: ShelterReason
    route: RouteReason
    time: TimeReason
    passed_over: ShelterId | None = None
    passed_over_min: float = 0.0
    next_shelter: ShelterId | None = None
    next_shelter_min: float | None = None
    blocked: LinkId | None = None
    next_route_min: float | None = None
    wait_min: float = 0.0

    @property
    def for_want_of_beds(self) -> bool:
        """Whether `passed_over` had no bed for them: whoever does as he was told passes it over for nothing else."""
        return self.passed_over is not None and self.shelter in _FOR_WANT_OF_BEDS


@dataclass(frozen=True, slots=True)
class LinkLoad:
    """Persons who enter a road that lets only so many through, by step of the plan's `step_s` from its start.

    `forward` is from the link's `from_node` to its `to_node`. Trailing empty steps are left out.
    """

    link: LinkId
    forward: bool
    per_hour: float
    entering: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CutLink:
    """A road in the proof: between the two moments no more than `persons` can enter it."""

    link: LinkId
    forward: bool
    start: datetime
    end: datetime
    persons: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The proof of a bound: by `by` no plan can bring more than `capacity` of `persons` to safety.

    Whatever is to be safe then must pass these roads in these minutes or take these beds; `places` are the villages
    from which nobody can arrive by then at all.
    """

    by: datetime
    persons: int
    capacity: int
    links: tuple[CutLink, ...] = ()
    shelters: tuple[tuple[ShelterId, int], ...] = ()
    places: tuple[PlaceCode, ...] = ()


@dataclass(frozen=True, slots=True)
class RoadPrice:
    """What one person more through a road with a capacity would save between two moments, in minutes."""

    link: LinkId
    forward: bool
    start: datetime
    end: datetime
    minutes: float


@dataclass(frozen=True, slots=True)
class RidePrice:
    """What fetching one person more from a village would cost with the fleet, in minutes: of those who can leave their
    doors `ready_min` minutes after the plan's start."""

    place: PlaceCode
    ready_min: float
    minutes: float


@dataclass(frozen=True, slots=True)
class BoundProof:
    """Prices that prove the bound of exposure (Lagrangean relaxation): no plan that serves as many gets below it.

    Everybody whose place is not settled costs at least his cheapest way to a bed, with what he pays on it, or stays; of
    all that comes back at most what all beds and roads would earn if they were full. `persons` of them are served,
    `serving` is what serving one of them more is worth, `beds` and `roads` are the prices, all in minutes; what is not
    named is free. `roads` are counted in steps of `step_s`. Settled are those who have left, and with `joined` those
    who follow their households. `own_cars` says that each counts as having his helper's car to himself, set down at the
    shelter's door; `beyond` is what else the bound holds (person-minutes), from cars that several share: these prices
    say nothing about that. With a fleet nobody of a village in `rides` costs more than its price, and of all that the
    tour of each of `vehicles` takes back so many minutes at most.
    """

    persons: int
    serving: float
    beds: tuple[tuple[ShelterId, float], ...] = ()
    roads: tuple[RoadPrice, ...] = ()
    step_s: int = 0
    joined: bool = True
    own_cars: bool = False
    beyond: float = 0.0
    rides: tuple[RidePrice, ...] = ()
    vehicles: tuple[tuple[VehicleId, float], ...] = ()


class RemedyKind(StrEnum):
    BED = "bed"  # `amount` more beds in shelter `subject`
    VEHICLE = "vehicle"  # `amount` more vehicles like `subject`, from its depot
    EARLIER = "earlier"  # everybody ordered `amount` minutes earlier
    ROAD = "road"  # link `subject` kept open
    STAGE = "stage"  # link `subject`, over which `amount` persons an hour go in turns, lets all through
    CARE = "care"  # shelter `subject` made fit for those it does not take now
    OPEN = "open"  # shelter `subject` opened `amount` minutes earlier, at `by`
    HELPER = "helper"  # household `subject` fetched by `helper` in his car, who is paired with it


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change, nothing else changed, and what the whole plan would gain by it; recomputed, not estimated.

    `serves` more persons safe, `saves_min` fewer person-minutes, `sooner_min` earlier last arrival; `left` persons
    still without a place; `uncovered` parts at doors that nobody fills more than before.
    """

    kind: RemedyKind
    subject: str
    amount: float
    serves: int
    saves_min: float
    sooner_min: float
    left: int
    by: datetime | None = None
    helper: HelperId | None = None
    uncovered: int = 0
