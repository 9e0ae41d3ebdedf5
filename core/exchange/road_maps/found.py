"""What is told of a road map beside its roads: values alone, that need nothing of what reads and computes them."""

from dataclasses import dataclass

from core.domain.ids import LinkId, NodeId
from core.exchange.datum import Datum


@dataclass(frozen=True, slots=True)
class DatumReport:
    """What was done to the coordinates: `converted` of them moved, the farthest by `largest_shift_m` metres."""

    given: Datum = Datum.WGS84
    converted: int = 0
    largest_shift_m: float = 0.0

    def plus(self, other: "DatumReport") -> "DatumReport":
        return DatumReport(
            self.given, self.converted + other.converted, max(self.largest_shift_m, other.largest_shift_m)
        )


@dataclass(frozen=True, slots=True)
class PartFound:
    """A part that no road joins to the main one."""

    links: int
    km: float
    node: NodeId
    link: LinkId
    name: str
    nearest_m: float
