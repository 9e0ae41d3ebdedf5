"""Searches of the checks' own: quickest ways with all roads open, earliest arrivals and latest departures while roads
close.

Links that close to a mode are few. Between them only quickest stretches of roads that never close count, which SciPy
finds; earliest entries (or latest ones) then spread over the closing pieces alone. Both searches let people wait before
a closed road. So where roads open again an arrival found here is a lower bound and a departure an upper one; where they
only close, waiting gains nothing and both are exact.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from core.domain.ids import LinkId, NodeId
from core.domain.plans import Mode
from core.planning.checking.pieces import (
    Barred,
    Closing,
    Direction,
    Floats,
    Limits,
    Point,
    Stretches,
    last_entry,
    padded,
)
from core.planning.checking.roads import (
    FOREVER,
    SLACK,
    Intervals,
    Roads,
    binds_direction,
    is_against_oneway,
    lets_nobody_in,
)

NEVER = -1
SAME_POINT_M = 0.5
_CELLS = 1_000_000  # of a table at once
_ALWAYS: Intervals = ((-FOREVER, FOREVER),)
SettingOut = tuple[Point, int, int]  # a door, thousandths of the reference time, and when one is on the road there


class Searches:
    """Searches between points on links: `doors` are where one sets out, `goals` where one goes. `barred` are moments at
    which directions of links may not be entered, which only `latest_by` respects; links `without` are left out;
    directions `apart` are for whoever looks at `stretches` by himself."""

    def __init__(
        self,
        roads: Roads,
        doors: Iterable[Point],
        goals: Iterable[Point],
        limits: Limits | None = None,
    ) -> None:
        self.roads, self._limits = roads, limits or Limits()
        self._doors, self.goals = sorted(set(doors)), sorted(set(goals))
        self._graphs: dict[Mode, _Graph] = {}
        self._reopens: dict[Mode, bool] = {}

    def quickest_ms(self, door: Point, goal: Point, mode: Mode) -> float:
        """Milliseconds at factor 1 with every road open; infinite where no road leads there."""
        graph = self._graph(mode)
        return float(graph.all_open[graph.row[goal], graph.vertex(door, graph.doors)])

    def uses(self, door: Point, goal: Point, mode: Mode, link: LinkId) -> bool:
        """Whether some quickest way with every road open leads over the link."""
        return self._graph(mode).uses(door, goal, link)

    def latest(self, door: Point, goal: Point, mode: Mode, factor: int) -> int:
        """The last moment to set out from `door`; FOREVER where a way stays open, NEVER where there is none."""
        return self._graph(mode).latest(door, goal, factor)

    def stays_open(self, door: Point, goal: Point, mode: Mode) -> bool:
        """Whether a way leads there over roads that never close."""
        return self._graph(mode).stays_open(door, goal)

    def latest_by(self, door: Point, by: tuple[tuple[Point, int], ...], mode: Mode, factor: int) -> float:
        """The last moment to set out from `door` so as to be at one of the goals by its moment; minus infinity where
        there is none."""
        graph = self._graph(mode)
        return float(graph.latest_by(by, factor)[graph.vertex(door, graph.doors)])

    def earliest(self, door: Point, mode: Mode, factor: int, begin: int) -> tuple[Floats, Floats]:
        """The first moment at each goal (in `goals` order) for somebody at `door` at `begin`, infinite where there is
        none; and the same over roads that never close."""
        found, open_ways = self.earliest_of_all([(door, factor, begin)], mode)
        return found[0], open_ways[0]

    def earliest_of_all(self, setting_out: Sequence[SettingOut], mode: Mode) -> tuple[Floats, Floats]:
        """The same for many at once, each a row."""
        graph = self._graph(mode)
        here = np.array([graph.vertex(door, graph.doors) for door, _, _ in setting_out], dtype=np.int64)
        factors = np.array([factor for _, factor, _ in setting_out], dtype=np.float64)
        begins = np.array([begin for _, _, begin in setting_out], dtype=np.float64)
        return graph.earliest(here, factors, begins)

    def with_barred(self, barred: Barred) -> "Searches":
        """The same points where some directions of links may not be entered at some moments."""
        return Searches(self.roads, self._doors, self.goals, Limits(barred=barred))

    def without(self, links: frozenset[LinkId]) -> "Searches":
        """The same points on fewer roads."""
        return Searches(self.roads, self._doors, self.goals, Limits(without=links))

    def with_apart(self, directions: frozenset[Direction]) -> "Searches":
        """The same points where some directions of links are looked at one by one."""
        return Searches(self.roads, self._doors, self.goals, Limits(apart=directions))

    def stretches(self, mode: Mode) -> Stretches:
        """Pieces that close or are looked at one by one, and the quickest stretches of all other roads between them."""
        return self._graph(mode).stretches()

    def reopens_to_anybody(self) -> bool:
        return any(self.reopens(mode) for mode in Mode)

    def reopens(self, mode: Mode) -> bool:
        """Whether some road that is or will be closed to the mode opens again: then the searches are bounds only."""
        if mode not in self._reopens:
            closures = self.roads.closures[mode].values()
            self._reopens[mode] = any(0 < end < FOREVER for shut in closures for _, end in shut)
        return self._reopens[mode]

    def _graph(self, mode: Mode) -> "_Graph":
        if mode not in self._graphs:
            # The carried mostly go where walkers go, buses where cars go: then one graph serves both.
            like = next((other for other in self._graphs if self.roads.are_alike(mode, other)), None)
            if like is None:
                self._graphs[mode] = _Graph(self.roads, mode, (self._doors, self.goals), self._limits)
            else:
                self._graphs[mode] = self._graphs[like]
        return self._graphs[mode]


class _Graph:
    """The directed pieces of road of one mode. Vertices: crossings, then doors, then goals that are not at one."""

    def __init__(
        self,
        roads: Roads,
        mode: Mode,
        points: tuple[list[Point], list[Point]],
        limits: Limits,
    ) -> None:
        self._roads, self._mode = roads, mode
        self._barred, self._without, self._apart = limits.barred, limits.without, limits.apart
        doors, goals = points
        self._all_doors = doors
        self._node: dict[NodeId, int] = {node: i for i, node in enumerate(roads.where)}
        inner = [point for point in doors if point[1] not in (0.0, 1.0)]
        self.doors = {point: len(self._node) + i for i, point in enumerate(inner)}
        between = [point for point in goals if point[1] not in (0.0, 1.0)]
        start = len(self._node) + len(self.doors)
        self.goals = {point: start + i for i, point in enumerate(between)}
        self._count = start + len(self.goals)
        self._rows: list[tuple[int, int, int]] = []
        self.closing: list[Closing] = []
        self._make(inner, between)
        self.row = {goal: i for i, goal in enumerate(goals)}
        targets = [self.vertex(goal, self.goals) for goal in goals]
        open_roads = self._matrix(self._rows)
        tails = [piece.tail for piece in self.closing]
        found = _distances(open_roads, [*targets, *tails])
        self._to_goal, self._to_tail = found[: len(targets)], found[len(targets) :]
        if self.closing:
            every = [*self._rows, *((piece.tail, piece.head, piece.ms) for piece in self.closing)]
            self._all = self._matrix(every)
            self.all_open = _distances(self._all, targets)
        else:
            self._all, self.all_open = open_roads, self._to_goal
        # Whether from a vertex some goal would be sooner if no road closed: else closing roads are of no use there.
        self._gains = np.any(self.all_open < self._to_goal, axis=0)
        self._ms = np.array([piece.ms for piece in self.closing], dtype=np.float64)
        self._shut = padded(self.closing)
        self._heads = np.array([piece.head for piece in self.closing], dtype=np.int64)
        self._between = self._to_tail[:, self._heads] if self.closing else np.zeros((0, 0))  # [to k, from m]
        self._latest: dict[tuple[int, int], Floats] = {}
        self._by: dict[tuple[tuple[tuple[Point, int], ...], int], Floats] = {}
        self._ends: dict[LinkId, tuple[Floats, Floats]] = {}

    def vertex(self, point: Point, inner: dict[Point, int]) -> int:
        """A point at a link's end is the crossing itself."""
        if point in inner:
            return inner[point]
        link = self._roads.links[point[0]]
        return self._node[link.to_node if point[1] else link.from_node]

    def _make(self, doors: list[Point], goals: list[Point]) -> None:
        on: dict[LinkId, list[Point]] = {}
        for goal in goals:
            on.setdefault(goal[0], []).append(goal)
        for link in self._roads.links.values():
            a, b = self._node[link.from_node], self._node[link.to_node]
            if a != b:
                self._piece(a, b, (link.id, 0.0, 1.0))
                self._piece(b, a, (link.id, 1.0, 0.0))
        for name, share in goals:
            link, vertex = self._roads.links[name], self.goals[name, share]
            self._piece(self._node[link.from_node], vertex, (name, 0.0, share))
            self._piece(self._node[link.to_node], vertex, (name, 1.0, share))
        for name, share in doors:
            link, vertex = self._roads.links[name], self.doors[name, share]
            self._piece(vertex, self._node[link.from_node], (name, share, 0.0))
            self._piece(vertex, self._node[link.to_node], (name, share, 1.0))
            for goal in on.get(name, ()):
                if abs(goal[1] - share) * link.length_m < SAME_POINT_M:  # nobody needs the road
                    self._rows.append((vertex, self.goals[goal], 0))
                else:
                    self._piece(vertex, self.goals[goal], (name, share, goal[1]))

    def _piece(self, tail: int, head: int, part: tuple[LinkId, float, float]) -> None:
        name, first, last = part
        link = self._roads.links[name]
        ms = self._roads.piece_ms(link, self._mode, first, last)
        against = link.oneway and is_against_oneway(link, self._mode, first, last)
        if ms is None or against or name in self._without:
            return
        closed = self._roads.closed(name, self._mode)
        shut = _ALWAYS if lets_nobody_in(link) else tuple([(a, b) for a, b in closed if b > 0]) if closed else ()
        direction = name, last >= first
        barred = self._barred.get(direction, ()) if self._barred else ()
        if shut or barred or direction in self._apart:
            self.closing.append(Closing(tail, head, ms, direction, shut, barred))
        else:
            self._rows.append((tail, head, ms))

    def _matrix(self, rows: list[tuple[int, int, int]]) -> csr_array:
        """Backward: from the head of each piece to its tail, the quickest of parallel ones."""
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        table = table[np.lexsort((table[:, 2], table[:, 0], table[:, 1]))]
        new = np.ones(len(table), dtype=bool)
        new[1:] = (table[1:, :2] != table[:-1, :2]).any(axis=1)
        table = table[new]
        starts = np.searchsorted(table[:, 1], np.arange(self._count + 1))
        parts = (table[:, 2].astype(np.float64), table[:, 0].astype(np.int32), starts.astype(np.int32))
        return csr_array(parts, shape=(self._count, self._count))

    def stretches(self) -> Stretches:
        vertices = {door: self.vertex(door, self.doors) for door in self._all_doors}
        return Stretches(
            tuple(self.closing), self._to_tail, self._to_goal, self._between, self.all_open, vertices, self.row
        )

    # all roads open

    def uses(self, door: Point, goal: Point, link: LinkId) -> bool:
        if link not in self._roads.links:
            return False
        road, row = self._roads.links[link], self.row[goal]
        quickest = self.all_open[row, self.vertex(door, self.doors)]
        if not np.isfinite(quickest):
            return False
        if link in (door[0], goal[0]):
            return True  # part of one's own road lies on most ways; which part is not asked
        ends = (self._node[road.from_node], self._node[road.to_node])
        if link not in self._ends:
            found = _distances(self._all, list(ends))
            self._ends[link] = (found[0], found[1])
        ms, here = self._roads.whole_ms(road, self._mode), self.vertex(door, self.doors)
        if ms is None:
            return False
        ways = [self._ends[link][0][here] + ms + self.all_open[row, ends[1]]]
        if not binds_direction(road, self._mode):
            ways.append(self._ends[link][1][here] + ms + self.all_open[row, ends[0]])
        return bool(min(ways) <= quickest)

    # while roads close

    def stays_open(self, door: Point, goal: Point) -> bool:
        here = self.vertex(door, self.doors)
        return bool(np.isfinite(self._to_goal[self.row[goal], here])) or here == self.vertex(goal, self.goals)

    def latest(self, door: Point, goal: Point, factor: int) -> int:
        here, row = self.vertex(door, self.doors), self.row[goal]
        if self.stays_open(door, goal):
            return FOREVER
        if not self.closing:
            return NEVER
        last = self._last_entries(row, factor)
        moments = last - self._to_tail[:, here] * factor
        best = float(moments[np.isfinite(last)].max(initial=-np.inf))
        if best >= FOREVER / 2:
            return FOREVER
        return int(best) if best >= -SLACK else NEVER

    def latest_by(self, by: tuple[tuple[Point, int], ...], factor: int) -> Floats:
        """Per vertex the last moment there from which one of the goals is reached by its moment."""
        key = (by, factor)
        if key not in self._by:
            moments = np.full(len(self.row), -np.inf)
            moments[[self.row[goal] for goal, _ in by]] = [moment for _, moment in by]
            there = (moments[:, None] - self._to_goal * factor).max(axis=0, initial=-np.inf)
            if self.closing:
                entries = self._spread(there[self._heads], factor)
                there = np.maximum(there, (entries[:, None] - self._to_tail * factor).max(axis=0))
            self._by[key] = there
        return self._by[key]

    def _last_entries(self, row: int, factor: int) -> Floats:
        """Per closing piece the last moment to enter it and still come to the goal; below 0 where there is none."""
        if (row, factor) not in self._latest:
            through = np.isfinite(self._to_goal[row, self._heads])
            self._latest[row, factor] = self._spread(np.where(through, float(FOREVER), -np.inf), factor)
        return self._latest[row, factor]

    def _spread(self, by: Floats, factor: int) -> Floats:
        """Last entries into closing pieces, where one has to be at the head of each `by` a moment or go on by another
        closing piece."""
        last = np.full(len(self.closing), -np.inf)
        done = np.zeros(len(self.closing), dtype=bool)
        for onward in np.flatnonzero(np.isfinite(by)):
            last[onward] = last_entry(self.closing[onward], float(by[onward]), factor)
        while True:
            waiting = np.where(done, -np.inf, last)
            k = int(waiting.argmax())
            if not np.isfinite(waiting[k]):
                break
            done[k] = True
            then = last[k] - self._between[k] * factor  # to be at the head of every other piece by then
            for m in np.flatnonzero(~done & (then > last)):
                last[m] = max(last[m], last_entry(self.closing[m], float(then[m]), factor))
        return last

    def earliest(self, here: NDArray[np.int64], factors: Floats, begins: Floats) -> tuple[Floats, Floats]:
        open_ways: Floats = begins[:, None] + self._to_goal.T[here] * factors[:, None]
        found = open_ways.copy()
        gaining = np.flatnonzero(self._gains[here])
        size = max(1, len(self.closing)) * (len(self.closing) + len(self.row))
        for rows in np.array_split(gaining, len(gaining) * size // _CELLS + 1):
            setting_out = here[rows], factors[rows, None], begins[rows, None]
            there = self._first_entries(*setting_out) + self._ms * setting_out[1]  # at the head of each closing piece
            through = there[:, None, :] + self._to_goal[:, self._heads] * setting_out[1][:, :, None]
            found[rows] = np.minimum(open_ways[rows], through.min(axis=2, initial=np.inf))
        return found, open_ways

    def _first_entries(self, here: NDArray[np.int64], factors: Floats, begins: Floats) -> Floats:
        """Per asker and closing piece the first moment at which it can be entered; infinite where it never can."""
        took = self._ms * factors
        first = self._when_open(begins + self._to_tail.T[here] * factors, took)
        while True:
            onward = (first + took)[:, None, :] + self._between * factors[
                :, :, None
            ]  # at the tail, from the head of each
            better = np.minimum(first, self._when_open(onward.min(axis=2, initial=np.inf), took))
            if not (better < first).any():
                return first
            first = better

    def _when_open(self, moments: Floats, took: Floats) -> Floats:
        """Per asker and closing piece the first moment from the one given on at which one can be over it before it
        closes."""
        for shut, until in self._shut:
            moments = np.where((moments < until) & (moments + took > shut), until, moments)
        return moments


def _distances(backward: csr_array, targets: list[int]) -> Floats:
    """Milliseconds from every vertex to each target, as targets x vertices."""
    if not targets:
        return np.zeros((0, backward.shape[0]))
    unique, place = np.unique(np.array(targets, dtype=np.int64), return_inverse=True)
    found: Floats = dijkstra(backward, indices=unique)
    return found[place]
