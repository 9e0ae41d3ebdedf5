"""The roads as vehicles use them: from depots to doors, from door to door, to shelters and out of them again.

Points are depots, then stops, then shelters. A stop is the place where a village joins the road, or a crossing to which
people walk. The planner's network lets nobody out of a shelter and starts nowhere but at a door: here both are added.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.domain.ids import NodeId, PlaceCode, ShelterId
from core.planning.access import Access
from core.planning.effort import Effort
from core.planning.network import NO_LINK, Arcs, Floats, Ints, Network
from core.planning.open_roads import OpenRoads
from core.planning.pace import Way, link_ms
from core.planning.timeline import FOREVER, Windows, first_departure
from core.planning.timetable import UNREACHED, Label, Timetable
from core.planning.vehicles.problem import Leg

StopKey = PlaceCode | tuple[NodeId]  # a village's door, or a crossing (a tuple, to tell them apart)


@dataclass(frozen=True, slots=True)
class Points:
    """Vertices that vehicles leave from and arrive at, by point: depots, stops, shelters."""

    depots: tuple[NodeId, ...]
    stops: tuple[StopKey, ...]
    shelters: tuple[ShelterId, ...]
    origins: tuple[int, ...]
    goals: tuple[int, ...]  # of stops and shelters; depots are never gone back to

    def depot(self, node: NodeId) -> int:
        return self.depots.index(node)

    @property
    def first_shelter(self) -> int:
        return len(self.depots) + len(self.stops)


@dataclass(frozen=True, slots=True)
class Drive:
    """One leg as it is driven: moments and the arcs of the vehicles' network. `latest` is the last moment to set off
    on it, FOREVER where it never closes."""

    depart: int
    arrive: int
    arcs: tuple[int, ...]
    latest: int


class _Rows:
    """Arcs to be added to a network."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._index = {node: i for i, node in enumerate(network.nodes)}
        self.vertices = network.vertices
        self.rows: list[tuple[int, int, int, float, float]] = []

    def vertex(self) -> int:
        self.vertices += 1
        return self.vertices - 1

    def node(self, node: NodeId) -> int:
        """A vertex at a crossing, to leave from and to arrive at."""
        here, there = self.vertex(), self._index[node]
        self.rows += [(here, there, NO_LINK, 0.0, 0.0), (there, here, NO_LINK, 0.0, 0.0)]
        return here

    def exit(self, access: Access) -> int:
        """A vertex to leave from, where something joins its link."""
        here = self.vertex()
        link = self._network.links[access.link]
        ends = self._index[link.from_node], self._index[link.to_node]
        if access.share in (0.0, 1.0):
            self.rows.append((here, ends[1] if access.share else ends[0], NO_LINK, 0.0, 0.0))
            return here
        self.rows.append((here, ends[1], access.link, access.share, 1.0))
        if not link.oneway:  # vehicles alone leave from here
            self.rows.append((here, ends[0], access.link, access.share, 0.0))
        return here

    def along(self, here: int, start: Access, there: int, goal: Access) -> None:
        """The direct way between two points of one link."""
        forward = goal.share >= start.share
        if forward or not self._network.links[start.link].oneway:
            self.rows.append((here, there, start.link, start.share, goal.share))

    def arcs(self) -> Arcs:
        old, table = self._network.arcs, np.array(self.rows, dtype=np.float64).reshape(-1, 5)
        link = table[:, 2].astype(np.int64)
        part = np.abs(table[:, 4] - table[:, 3])
        ms = {}
        used, which = np.unique(link, return_inverse=True)
        for way in Way:
            known = [0 if each == NO_LINK else link_ms(self._network.links[each], way) for each in used.tolist()]
            whole = np.array(known, dtype=np.int64)[which]
            ms[way] = np.append(old.ms[way], np.where(whole < 0, -1, np.rint(whole * part).astype(np.int64)))
        return Arcs(
            np.append(old.tail, table[:, 0].astype(np.int64)),
            np.append(old.head, table[:, 1].astype(np.int64)),
            np.append(old.link, link),
            np.append(old.first, table[:, 3]),
            np.append(old.last, table[:, 4]),
            ms,
        )


def vehicle_network(network: Network, depots: Sequence[NodeId], stops: Sequence[StopKey]) -> tuple[Network, Points]:
    """The network with ways out of depots and shelters and stops at crossings, and the points on it."""
    rows = _Rows(network)
    shelters = tuple(network.shelters)
    origins = [rows.node(node) for node in depots]
    goals: list[int] = []
    starts: list[tuple[int, Access]] = []
    ends = [(network.shelters[name], network.shelter_access[name]) for name in shelters]
    for stop in stops:
        if isinstance(stop, tuple):
            origins.append(rows.node(stop[0]))
            goals.append(origins[-1])
        else:
            origins.append(network.leaving[stop])
            goals.append(network.reaching[stop])
            starts.append((network.leaving[stop], network.place_access[stop]))
            ends.append((network.reaching[stop], network.place_access[stop]))
    for name in shelters:
        origins.append(rows.exit(network.shelter_access[name]))
        goals.append(network.shelters[name])
        starts.append((origins[-1], network.shelter_access[name]))
    inside: dict[int, list[tuple[int, Access]]] = {}
    for there, goal in ends:
        if goal.share not in (0.0, 1.0):
            inside.setdefault(goal.link, []).append((there, goal))
    for here, start in starts:
        for there, goal in inside.get(start.link, ()) if start.share not in (0.0, 1.0) else ():
            rows.along(here, start, there, goal)
    larger = replace(network, arcs=rows.arcs(), vertices=rows.vertices, reaching={})
    return larger, Points(tuple(depots), tuple(stops), shelters, tuple(origins), tuple(goals))


class Legs:
    """Legs of one way of driving between all points, with what closes on them."""

    def __init__(
        self,
        network: Network,
        points: Points,
        way: Way,
        pace: int,
        closed: dict[int, Windows],
        effort: Effort,
        wanted: Sequence[int] | None = None,
    ) -> None:
        """`pace` is thousandths of the reference time, `closed` per link index its closures. `wanted` are the points
        that legs lead to; without it those are all stops and shelters."""
        self.network, self.points, self._pace, self._way = network, points, pace, way
        roads = OpenRoads(network, way, frozenset(closed))
        depots, count = len(points.depots), len(points.origins)
        wanted = range(depots, count) if wanted is None else wanted
        origins = np.array(points.origins, dtype=np.int64)
        goals = np.array([points.goals[q - depots] for q in wanted], dtype=np.int64)
        self._timetable = Timetable(roads, closed, origins, goals, effort)
        self._goal = {q: goal for goal, q in enumerate(wanted)}
        self._ways: dict[tuple[int, int], list[Label]] = {}
        self.drive: Ints = np.full((count, count), UNREACHED, dtype=np.int64)
        self.last: Ints = np.full((count, count), -1, dtype=np.int64)
        self.detours: dict[tuple[int, int], tuple[Leg, ...]] = {}
        direct: Floats = self._timetable.direct
        there = np.isfinite(direct)
        columns = np.array(wanted, dtype=np.int64)
        self.drive[:, columns] = np.where(there, np.where(there, direct, 0).astype(np.int64) * pace, UNREACHED)
        self.last[:, columns] = np.where(there, FOREVER, -1)
        self.shortest: Ints = self.drive.copy()  # at whatever moment is best
        self._closing(columns)
        effort.spend(int(self._timetable.matters.any(axis=0).sum()))

    def _closing(self, columns: Ints) -> None:
        """Quicker ways over roads that close, to the points in `columns`."""
        found = self._timetable.candidates(self._pace)
        from_point, q = np.repeat(np.arange(len(self.drive)), np.diff(found.first)), columns[found.shelter]
        total = found.home + found.us
        begin = np.maximum(found.opens - found.home, 0)
        end = np.where(found.shuts >= FOREVER, FOREVER, found.shuts - found.home)
        able = end >= 0
        from_point, q, total, begin, end = [each[able] for each in (from_point, q, total, begin, end)]
        np.minimum.at(self.shortest, (from_point, q), total)
        ways: dict[tuple[int, int], list[Leg]] = {}
        pairs = zip(from_point.tolist(), q.tolist(), strict=True)
        for pair, way in zip(pairs, map(Leg, total.tolist(), begin.tolist(), end.tolist()), strict=True):
            ways.setdefault(pair, []).append(way)
        drive = self.drive.tolist()
        for (p, goal), mine in ways.items():
            self._settle(p, goal, mine if drive[p][goal] >= UNREACHED else [*mine, Leg(drive[p][goal])])

    def _settle(self, p: int, q: int, ways: list[Leg]) -> None:
        """The quickest way now, until when it is, and the others for later."""
        if len(ways) > 1:
            ways = sorted(set(ways))
        now = next((way for way in ways if way.first == 0), None)
        if now is None:
            self.detours[p, q] = tuple(ways)
            return
        sooner = [way.first + way.us - now.us for way in ways if way.us < now.us]
        last = min([now.last, *(each - 1 for each in sooner)])
        self.drive[p, q], self.last[p, q] = now.us, last
        if last < FOREVER:
            self.detours[p, q] = tuple(ways)

    def driven(self, p: int, q: int, now: int) -> Drive | None:
        """The leg of a vehicle that is ready to set off at `now`; it waits where it is until its road opens."""
        best: tuple[int, int, Label] | None = None
        if (p, q) not in self._ways:
            self._ways[p, q] = self._timetable.ways(p, self._goal[q], self._pace)
        for label in self._ways[p, q]:
            depart = first_departure(label.windows, now)
            if depart is not None and (best is None or depart + label.us < best[0]):
                best = (depart + label.us, depart, label)
        if best is None:
            return None
        arrive, depart, label = best
        arcs = tuple(self._timetable.arcs(p, self._goal[q], label.chain))
        latest = max(last for first, last in label.windows if first <= depart)
        return Drive(depart, arrive, arcs, latest)
