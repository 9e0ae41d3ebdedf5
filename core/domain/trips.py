"""What a vehicle does: its trips, where it stops and whom it takes to which shelter."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import HelperId, LinkId, NodeId, PlaceCode, ShelterId, VehicleId

_CAR_OF = "car of "


def car_of(helper: HelperId) -> VehicleId:
    """The name of a helper's own car among the vehicles of a plan."""
    return VehicleId(f"{_CAR_OF}{helper}")


def driver_of(vehicle: VehicleId) -> HelperId | None:
    """Whose own car a vehicle of a plan is; None for one of the fleet."""
    return HelperId(vehicle.removeprefix(_CAR_OF)) if vehicle.startswith(_CAR_OF) else None


@dataclass(frozen=True, slots=True)
class Leg:
    """One drive without a stop. Times are aware UTC. `minutes` of driving; the legs of a trip follow one another.

    Shares say where on the first and last link (0 at its `from_node`) it begins and ends.
    """

    links: tuple[LinkId, ...]
    depart: datetime
    arrive: datetime
    from_share: float = 0.0
    to_share: float = 1.0


@dataclass(frozen=True, slots=True)
class Stop:
    """Where people get on: at the village's door to the road, or at `node` where the vehicle cannot go further.

    `arrive` is when the vehicle is there, `leave` when everybody sits; `persons` how many get on.
    """

    place: PlaceCode
    arrive: datetime
    leave: datetime
    persons: int
    node: NodeId | None = None


@dataclass(frozen=True, slots=True)
class Trip:
    """The `number`-th round of a vehicle in one plan, counted from 1: one more leg than there are stops; the last leg
    ends at the shelter. The first leg starts at the depot, or at the shelter of the trip before.

    A helper's own car (`driver_of`) has no depot: its first trip starts at the door of its first stop, with a leg that
    has no links, or at the shelter that it brought somebody to before.
    """

    vehicle: VehicleId
    number: int
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    shelter: ShelterId
