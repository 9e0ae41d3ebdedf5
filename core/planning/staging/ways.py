"""One way for one kind of traveller: which gates it meets when, and when one may set off on it."""

from dataclasses import dataclass

import numpy as np

from core.domain.plans import Mode
from core.planning.network import Network
from core.planning.situation import RIDING
from core.planning.staging.gates import Gates
from core.planning.staging.ledger import Ledger
from core.planning.timeline import ALWAYS, Windows, common, earlier, entry_windows, first_departure
from core.planning.travel import Journey, Start, Travel


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """From a door to a shelter (by column). Offsets are microseconds from the departure to the entry of each gate;
    `windows` are the departures at which no road closes on the way; nobody sets off before `first`, and when no gate is
    ever full one does so at `soonest`. Ways are told apart by what they are made for, not by their contents."""

    start: Start
    mode: Mode
    column: int
    arcs: tuple[int, ...]
    access_us: int
    duration: int
    gates: tuple[int, ...]
    offsets: tuple[int, ...]
    windows: Windows
    first: int
    soonest: int

    def journey(self, depart: int) -> Journey:
        return Journey(depart, depart + self.duration, self.access_us, self.arcs)

    @property
    def arrival(self) -> int:
        """The earliest arrival when no gate is ever full."""
        return self.soonest + self.duration


@dataclass(frozen=True, slots=True)
class Turn:
    """When somebody goes which way."""

    way: Way
    depart: int

    @property
    def arrive(self) -> int:
        return self.depart + self.way.duration


def way_over(
    travel: Travel, gates: Gates, start: Start, mode: Mode, goal: tuple[int, int], arcs: tuple[int, ...]
) -> Way | None:
    """The way over these arcs to a goal (column, microseconds until it opens).

    None where closures never leave a moment to set off, where a gate is met twice, or where somebody on foot comes back
    to where he has been: people wait at home, not on the road in a circle.
    """
    column, opens = goal
    network, shelter = travel.network, travel.shelters[column]
    access, egress = travel.legs_us(start, shelter)
    closed = travel.closed(start.pace.way)
    ms = network.arcs.ms[start.pace.way]
    windows, now = ALWAYS, access
    met: list[int] = []
    offsets: list[int] = []
    for arc in arcs:
        length = int(ms[arc]) * start.pace.road
        shut = closed.get(int(network.arcs.link[arc]))
        if shut:
            windows = common(windows, earlier(entry_windows(shut, length), now))
        gate = int(gates.of_arc[arc])
        if gate >= 0:
            met.append(gate)
            offsets.append(now)
        now += length
    if not windows or len(set(met)) < len(met) or (mode not in RIDING and _comes_back(network, arcs)):
        return None
    duration = now + egress
    first = max(start.ready, opens - duration)
    soonest = first_departure(windows, first)
    if soonest is None:
        return None
    return Way(start, mode, column, arcs, access, duration, tuple(met), tuple(offsets), windows, first, soonest)


def _comes_back(network: Network, arcs: tuple[int, ...]) -> bool:
    way = np.array(arcs, dtype=np.int64)
    passed = [*network.arcs.tail[way].tolist(), *network.arcs.head[way[-1:]].tolist()]
    return len(set(passed)) < len(passed)


def earliest_turn(way: Way, ledger: Ledger, persons: int, not_before: int = 0) -> int | None:
    """The earliest departure not before a moment at which every gate lets the party in; None where none comes.

    A departure that needs no turn is taken as it is, whatever the moment within a step.
    """
    depart = first_departure(way.windows, max(way.first, not_before))
    if depart is None:
        return None
    meets = tuple(zip(way.gates, way.offsets, strict=True))
    if all(ledger.fits(gate, depart + offset, persons) for gate, offset in meets):
        return depart
    while True:
        moved = depart
        for gate, offset in meets:
            entry = ledger.earliest(gate, moved + offset, persons)
            if entry is None:
                return None
            moved = max(moved, entry - offset)
        again = first_departure(way.windows, moved)
        if again is None or again == depart:
            return again
        depart = again


def enter(way: Way, ledger: Ledger, depart: int, persons: int) -> None:
    for gate, offset in zip(way.gates, way.offsets, strict=True):
        ledger.add(gate, depart + offset, persons)


def withdraw(way: Way, ledger: Ledger, depart: int, persons: int) -> None:
    for gate, offset in zip(way.gates, way.offsets, strict=True):
        ledger.remove(gate, depart + offset, persons)
