"""What a road is called: by its name, and one without a name by its kind and by where it lies."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.ids import LinkId


class RoadKind(StrEnum):
    """What an unnamed road is, as far as its link says."""

    PATH = "path"  # nothing on wheels goes there
    ROAD = "road"
    BRIDGE = "bridge"
    LOW_WATER = "low_water"
    TUNNEL = "tunnel"


@dataclass(frozen=True, slots=True)
class RoadLabel:
    """A road's own `name`; all else says where an unnamed one is, and which stretch of a long one.

    `near` are the villages nearest to its two ends, one where it is the same at both, none where no village has a
    place or the name says it all. `km` is from the first of them to the middle of the road, `bearing` that way in
    eighths of a turn from north (1 is north-east).
    """

    link: LinkId
    name: str = ""
    kind: RoadKind = RoadKind.ROAD
    near: tuple[str, ...] = ()
    km: float = 0.0
    bearing: int = 0
