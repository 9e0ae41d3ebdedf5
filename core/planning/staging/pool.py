"""The ways known so far, per kind: each worked out once."""

from collections.abc import Sequence

from core.domain.plans import Mode
from core.planning.situation import Situation
from core.planning.staging.gates import Gates
from core.planning.staging.passages import opening_us
from core.planning.staging.travellers import Kind
from core.planning.staging.ways import Way, way_over
from core.planning.travel import Start


class WayPool:
    """`ways[k]` are the known ways of kind k, the soonest arrival first."""

    def __init__(self, situation: Situation, gates: Gates, kinds: Sequence[Kind]) -> None:
        self._situation, self._gates = situation, gates
        self._opens = opening_us(situation)
        self._ways: dict[tuple[Start, int, tuple[int, ...]], Way | None] = {}
        self._quickest: dict[tuple[Start, int], Way | None] = {}
        self._kinds = kinds
        self.ways: list[list[Way]] = [[] for _ in kinds]
        self._mine: list[set[Way]] = [set() for _ in kinds]

    def over(self, start: Start, mode: Mode, column: int, arcs: tuple[int, ...]) -> Way | None:
        key = start, column, arcs
        if key not in self._ways:
            goal = column, int(self._opens[column])
            self._ways[key] = way_over(self._situation.travel, self._gates, start, mode, goal, arcs)
        return self._ways[key]

    def quickest(self, start: Start, mode: Mode, column: int) -> Way | None:
        """The way of the earliest arrival when no gate is ever full."""
        key = start, column
        if key not in self._quickest:
            travel = self._situation.travel
            journey = travel.journey(start, travel.shelters[column])
            self._quickest[key] = None if journey is None else self.over(start, mode, column, journey.arcs)
        return self._quickest[key]

    def beside(self, start: Start, mode: Mode, column: int) -> Way | None:
        """The way of the earliest arrival of those that pass no gate."""
        beside = self._situation.beside
        journey = beside.journey(start, beside.shelters[column])
        return None if journey is None else self.over(start, mode, column, journey.arcs)

    def add(self, kind: int, way: Way) -> None:
        """A way of a kind, kept in order of its earliest arrival."""
        if way in self._mine[kind]:
            return
        self._mine[kind].add(way)
        self.ways[kind].append(way)
        self.ways[kind].sort(key=_arrival)

    def add_quickest(self, kind: int, columns: Sequence[int]) -> None:
        """The quickest ways of a kind to these shelters, by all its means."""
        for column in columns:
            for start, mode in self._kinds[kind].ways_out:
                way = self.quickest(start, mode, column) if self._kinds[kind].taken[column] else None
                if way is not None:
                    self.add(kind, way)


def _arrival(way: Way) -> tuple[int, int, int, tuple[int, ...]]:
    """Where a shelter opens late, the shorter of two ways that are there then comes first."""
    return way.arrival, way.duration, way.column, way.arcs
