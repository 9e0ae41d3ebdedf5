"""What depends on the roads alone, remembered by whoever plans several times: a worker, a command, a row of scenarios.

A plan made with such a memory is the same as one made without. A closure throws away only the ways that it touches.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.domain.ids import LinkId, PlaceCode, ShelterId
from core.planning.case import Case
from core.planning.network import Network, build_network, for_parties_of
from core.planning.open_roads import OpenRoads
from core.planning.pace import Way
from core.planning.staging.gates import Gates
from core.planning.streets import Streets

# Sets of closed roads remembered per way: those that no closure ever bars, those open now, all, and a scenario's.
_SETS = 4
# Single ways remembered, of a few kilobytes each.
_WAYS = 20_000


@dataclass(frozen=True, slots=True)
class Trace:
    """The arcs of a route in travel order, the links (indices) that they lie on, their milliseconds at factor 1."""

    arcs: tuple[int, ...]
    links: frozenset[int]
    ms: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The links of a leg in travel order, as (index, milliseconds at factor 1), which they are and how long they take
    together."""

    pieces: tuple[tuple[int, int], ...]
    links: frozenset[int]
    ms: int

    @classmethod
    def of(cls, pieces: Sequence[tuple[int, int]]) -> "Reading":
        return cls(tuple(pieces), frozenset([link for link, _ in pieces]), sum([ms for _, ms in pieces]))


@dataclass(slots=True)
class Roads:
    """One network and what has been found on it. Nothing in here depends on people, hours or beds."""

    network: Network
    _open: dict[Way, list[OpenRoads]] = field(default_factory=dict)
    _streets: dict[Way, Streets] = field(default_factory=dict)
    traced: dict[tuple[Way, PlaceCode, ShelterId, tuple[LinkId, ...]], tuple["Trace", ...]] = field(
        default_factory=dict
    )
    legs_read: dict[tuple[Way, tuple[LinkId, ...], float, float], tuple[Reading, ...]] = field(default_factory=dict)
    ways_round: dict[tuple[Way, int, int, frozenset[int], frozenset[int]], list[int] | None] = field(
        default_factory=dict
    )
    _leaving: tuple[list[int], ...] | None = None  # arcs by tail, where those of each vertex begin; links and heads
    _usable: dict[Way, list[bool]] = field(default_factory=dict)
    _gates: dict[int, Gates] = field(default_factory=dict)

    def trim(self) -> None:
        """Forget single ways when there are very many of them; between runs, so that a run finds what it has found."""
        if len(self.traced) > _WAYS:
            self.traced.clear()
        if len(self.legs_read) > _WAYS:
            self.legs_read.clear()
        if len(self.ways_round) > _WAYS:
            self.ways_round.clear()

    def gates(self, step_s: int) -> Gates:
        """The gates of roads that let only so many through in each step of so many seconds."""
        if step_s not in self._gates:
            self._gates[step_s] = Gates(self.network, step_s)
        return self._gates[step_s]

    def open(self, way: Way, barred: frozenset[int], met: frozenset[int] | None = None) -> OpenRoads:
        """The roads of a way without the links `barred` (indices). `met` are those of them whose ends are asked for,
        without it all."""
        known, met = self._open.setdefault(way, []), barred if met is None else met
        found = next((roads for roads in known if roads.barred == barred and roads.keeps(met)), None)
        if found is None:
            like = min(known, key=lambda roads: len(roads.barred ^ barred), default=None)
            found = OpenRoads(self.network, way, barred, like, met)
            known[:] = [roads for roads in known if roads is not like] + ([like] if like else [])
        known[:] = [*(roads for roads in known if roads is not found), found]
        del known[:-_SETS]
        return found

    def streets(self, way: Way) -> Streets:
        """All roads of a way, for searches with weights of their own."""
        if way not in self._streets:
            self._streets[way] = Streets(self.network, way)
        return self._streets[way]

    def along(self, way: Way, ways: list[tuple[int, tuple[int, ...]]], link: int) -> list[tuple[int, tuple[int, ...]]]:
        """Ways (the vertex where each ends, its arcs) that go on over a link (NO_LINK for legs to and from doors)."""
        if self._leaving is None:
            arcs = self.network.arcs
            by_tail = np.argsort(arcs.tail, kind="stable")
            starts = np.searchsorted(arcs.tail[by_tail], np.arange(self.network.vertices + 1))
            columns = (by_tail, starts, arcs.link[by_tail], arcs.head[by_tail])
            self._leaving = tuple(column.tolist() for column in columns)
        if way not in self._usable:
            self._usable[way] = (self.network.arcs.ms[way] >= 0).tolist()
        order, begin, links, heads = self._leaving
        usable = self._usable[way]
        found = []
        for here, before in ways:
            for i in range(begin[here], begin[here + 1]):
                if links[i] == link and usable[order[i]]:
                    found.append((heads[i], (*before, order[i])))  # noqa: PERF401
        return found


class PreparedRoads:
    """The roads of the network revision that was planned last; made anew where nodes, links, places or shelters differ.

    Held by the caller for as long as it likes, and never shared between threads.
    """

    def __init__(self) -> None:
        self._key: tuple[object, ...] | None = None
        self._roads: Roads | None = None

    def of(self, case: Case, poll: Callable[[], None] = lambda: None) -> Roads:
        """The roads of a case; `poll` is called now and then and may raise to stop the work."""
        key = (
            case.nodes,
            case.links,
            tuple((place.code, place.position) for place in case.places),
            tuple((shelter.id, shelter.position) for shelter in case.shelters),
        )
        if self._roads is None or self._key != key:
            self._roads, self._key = Roads(build_network(case, poll)), key
        else:
            self._key = key  # the newest values are likely the same objects next time
            self._roads.trim()
            self._roads.network = for_parties_of(self._roads.network, case)
        return self._roads
