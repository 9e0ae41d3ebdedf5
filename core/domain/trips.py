"""What a vehicle does: its trips, where it stops and whom it takes to which shelter."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import LinkId, NodeId, PlaceCode, ShelterId, VehicleId


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
    ends at the shelter. The first leg starts at the depot, or at the shelter of the trip before."""

    vehicle: VehicleId
    number: int
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    shelter: ShelterId
