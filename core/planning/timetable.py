"""When one can leave and arrive: quickest ways over roads that close and open again.

SciPy gives times over the roads that never close. Links that do close (within what is known) are few; a way is a chain
of them joined by quickest stretches of open road, and a latest-departure search backward from each shelter finds the
chains: labels ordered by duration, each with the windows of moments at which its first closing link may be entered.
Nobody waits on the road, nor is led in circles to pass the time: waiting happens at home. So between two closing links
only the quickest open stretch counts, no stretch of a closing link is used twice, and no way passes a place twice.
"""

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.planning.circles import Circles
from core.planning.effort import Effort
from core.planning.network import Floats, Ints, Network
from core.planning.open_roads import OpenRoads
from core.planning.timeline import ALWAYS, FOREVER, Windows, common, covered, earlier, entry_windows

UNREACHED = FOREVER  # an arrival that no departure gives
NEVER = -1  # a deadline that was never there
_AT_ONCE = 1 << 20  # places x rows of labels that are looked at together
# Up to so many sums at once, and arcs one by one, there is less to do than to call for.
_FEW_WAYS, _FEW_ARCS = 50_000, 64


@dataclass(frozen=True, slots=True)
class Label:
    """A way on from the start of a closing arc (or from a door): `us` to the shelter's access point, when it works, by
    which closing arcs. `barred` are closing arcs that may not come before them: whoever used one would be on the same
    stretch of road twice. `reopens` says that one of them opens again, so that earlier is not always better."""

    us: int
    windows: Windows
    chain: tuple[int, ...]
    barred: frozenset[int]
    reopens: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """Ways over closing links that may be quicker than open roads, a row per window, by place; `first[p]` to
    `first[p + 1]` are those of place p. Times in microseconds: from the place's access point to the first closing link,
    from there to the shelter's, the first and the last moment at which that link may be entered."""

    first: Ints
    shelter: Ints
    home: Ints
    us: Ints
    opens: Ints
    shuts: Ints


@dataclass(frozen=True, slots=True)
class Closings:
    """The arcs on closing links, by index `k`: vertices, times and what is between them (milliseconds at factor 1)."""

    arc: Ints
    ms: Ints
    link: Ints
    home: np.ndarray  # places x k: from the door to the arc's tail
    gap: np.ndarray  # k x k: from the head of the first to the tail of the second
    last: np.ndarray  # k x shelters: from the head to the shelter


class Timetable:
    """Ways of one kind (on foot or by car) from places to shelters. Rows are places, columns shelters, as given."""

    def __init__(
        self,
        roads: OpenRoads,
        closed: Mapping[int, Windows],
        places: Ints,
        shelters: Ints,
        effort: Effort,
        doors: tuple[Ints, Ints] | None = None,
    ) -> None:
        """`roads` are those that never close, without all links in `closed`. `doors` says of each shelter when it opens
        (microseconds) and how far it is from its access point (milliseconds at factor 1); without it all are open."""
        self._opens, self._egress = doors or (np.zeros(len(shelters), dtype=np.int64),) * 2
        network, way = roads.network, roads.way
        self._network, self._closed, self._effort = network, closed, effort
        self._places, self._shelters = places, shelters
        self.roads = roads
        self._labels: dict[tuple[int, int], dict[int, list[Label]]] = {}
        self._entries: dict[int, list[Windows]] = {}
        self._between: dict[int, Floats] = {}
        self._arcs: dict[tuple[int, int, tuple[int, ...]], tuple[int, ...]] = {}
        self._too_soon: set[tuple[int, int]] = set()  # shelters, at a pace, that some ways reach before they open
        self._watched: list[Label] = []  # labels that may come back to where somebody has been
        arcs = network.arcs
        reached = np.fromiter(network.reaching.values(), dtype=np.int64)
        at = np.flatnonzero(np.isin(arcs.link, list(closed)) & (arcs.ms[way] >= 0) & ~np.isin(arcs.head, reached))
        at = (
            at[[any(end >= 0 for _, end in self._open(int(a), int(arcs.ms[way][a]), 1)) for a in at]] if len(at) else at
        )
        heads, tails = arcs.head[at], arcs.tail[at]
        goals, where = np.unique(tails, return_inverse=True)
        to_shelters = self.roads.distances(shelters, np.concatenate([places, heads]), effort)
        to_tails = self.roads.distances(goals, np.concatenate([places, heads]), effort)[where]
        self.direct = to_shelters[:, : len(places)].T
        self._closings = Closings(
            at,
            arcs.ms[way][at],
            arcs.link[at],
            home=to_tails[:, : len(places)].T,
            gap=to_tails[:, len(places) :].T,
            last=to_shelters[:, len(places) :].T,
        )
        self._circles = Circles(self.roads, self._closings, places, shelters)
        self._same_stretch = _same_stretch(network, at)
        self.matters = _matters(self._closings, self.direct, effort)
        self._candidates: dict[int, Candidates] = {}

    def _open(self, arc: int, ms: int, road: int) -> Windows:
        return entry_windows(self._closed[int(self._network.arcs.link[arc])], ms * road)

    def _opened(self, road: int) -> list[Windows]:
        """Per closing arc when it may be entered, at a pace."""
        if road not in self._entries:
            c = self._closings
            self._entries[road] = [self._open(int(a), int(ms), road) for a, ms in zip(c.arc, c.ms, strict=True)]
        return self._entries[road]

    def _gaps(self, road: int) -> Floats:
        """Per closing arc from where each other one begins to where it begins, at a pace."""
        if road not in self._between:
            c = self._closings
            self._between[road] = ((c.ms[:, None] + c.gap) * road).T
        return self._between[road]

    def labels(self, shelter: int, road: int) -> dict[int, list[Label]]:
        """Per closing arc `k` the ways on to a shelter, quickest first, none covered by quicker ones."""
        key = (shelter, road)
        if key not in self._labels:
            self._labels[key] = self._search(shelter, road) if self.matters[:, shelter].any() else {}
        return self._labels[key]

    def _search(self, shelter: int, road: int) -> dict[int, list[Label]]:
        c, opened = self._closings, self._opened(road)
        arcs: list[int] = np.flatnonzero(self.matters[:, shelter]).tolist()
        place = {k: i for i, k in enumerate(arcs)}
        straight: Floats = (c.ms + c.last[:, shelter])[arcs] * road
        heap: list[tuple[int, tuple[int, ...], Label]] = []
        for i in np.flatnonzero(np.isfinite(straight)).tolist():
            label = self._first(arcs[i], int(straight[i]), opened[arcs[i]])
            heap.append((label.us, label.chain, label))
        heapq.heapify(heap)
        between = self._gaps(road)[np.ix_(arcs, arcs)]
        onward = _few_onward(between, straight) if len(arcs) <= _FEW_ARCS else _onward(between, straight)
        opens = self._opens_at(shelter, road)
        settled: dict[int, list[Label]] = {}
        while heap and not self._effort.exhausted:
            _, _, label = heapq.heappop(heap)
            k = label.chain[0]
            mine = settled.setdefault(k, [])
            if self._may_pass_time(label, shelter, road) and self._circles.passed(shelter, label.chain) is None:
                continue
            if self._dominated(label, mine, opens, shelter):
                continue
            mine.append(label)
            if label.windows[-1][1] + label.us < opens:
                self._too_soon.add((shelter, road))
            self._effort.spend()
            # A way longer than going on by open roads alone is covered by that one, which works whenever one may enter.
            for i, before in onward(place[k], label.us):
                longer = self._before(arcs[i], int(before), opened[arcs[i]], label)
                if longer is not None:
                    heapq.heappush(heap, (longer.us, longer.chain, longer))
        return settled

    def _may_pass_time(self, label: Label, shelter: int, road: int) -> bool:
        """Whether being somewhere later may be of use. Where not, a way that comes back to where it has been is covered
        by the same one without the circle."""
        return label.reopens or (shelter, road) in self._too_soon

    def _dominated(self, label: Label, settled: Sequence[Label], opens: int, shelter: int) -> bool:
        """Covered by quicker ways. One that reopens may stand in only where it uses no closing stretch and passes no
        vertex of its own, because a longer way through that could not follow it."""
        able = [
            _in_time(other, opens) for other in settled if not other.reopens or self._may_replace(label, other, shelter)
        ]
        return covered(label.windows, able)

    def _may_replace(self, label: Label, other: Label, shelter: int) -> bool:
        return other.barred <= label.barred and self._circles.passes_no_other(shelter, label.chain, other.chain)

    def _reopens(self, k: int) -> bool:
        closed = self._closed[int(self._closings.link[k])]
        return closed[-1][1] < FOREVER or len(closed) > 1

    def _first(self, k: int, us: int, windows: Windows) -> Label:
        return Label(us, windows, (k,), self._same_stretch[k], self._reopens(k))

    def _before(self, j: int, us: int, opened: Windows, label: Label) -> Label | None:
        if j in label.barred:
            return None
        windows = common(opened, earlier(label.windows, us))
        if not windows:
            return None
        barred = label.barred | self._same_stretch[j]
        return Label(us + label.us, windows, (j, *label.chain), barred, label.reopens or self._reopens(j))

    def ways(self, place: int, shelter: int, road: int) -> list[Label]:
        """Ways from a place's access point to a shelter's, quickest first, none covered by quicker ones.

        The way over roads that never close has an empty chain.
        """
        found = []
        straight = self.direct[place, shelter] * road
        if np.isfinite(straight):
            found.append(Label(int(straight), ALWAYS, (), frozenset(), reopens=False))
        for k, labels in sorted(self.labels(shelter, road).items()):
            home = self._closings.home[place, k] * road
            for label in labels:
                if home + label.us < straight:
                    windows = earlier(label.windows, int(home))
                    watched = self._may_pass_time(label, shelter, road)
                    if windows and not (watched and self._circles.comes_back(place, shelter, label.chain)):
                        found.append(Label(int(home) + label.us, windows, label.chain, label.barred, label.reopens))
        kept: list[Label] = []
        opens = self._opens_at(shelter, road)
        for label in sorted(found, key=lambda each: (each.us, each.chain)):
            if not covered(label.windows, (_in_time(other, opens) for other in kept)):
                kept.append(label)
        return kept

    def _opens_at(self, shelter: int, road: int) -> int:
        """Before when nobody may be at a shelter's access point, because it is not open when he is at the door."""
        return int(self._opens[shelter]) - int(self._egress[shelter]) * road

    def arcs(self, place: int, shelter: int, chain: tuple[int, ...]) -> tuple[int, ...]:
        """The arcs of a way, in travel order."""
        key = place, shelter, chain
        if key not in self._arcs:
            self._arcs[key] = self._along(*key)
        return self._arcs[key]

    def _along(self, place: int, shelter: int, chain: tuple[int, ...]) -> tuple[int, ...]:
        tails, heads = self._network.arcs.tail, self._network.arcs.head
        here = int(self._places[place])
        path: list[int] = []
        for k in chain:
            arc = int(self._closings.arc[k])
            path += [*self.roads.path(here, int(tails[arc])), arc]
            here = int(heads[arc])
        return (*path, *self.roads.path(here, int(self._shelters[shelter])))

    def _rows(self, shelter: int, road: int) -> tuple[Ints, ...]:
        """All labels of a shelter as columns, a row per window: closing arc, duration, first and last entry, and which
        of `_watched` it is, -1 for none."""
        rows = []
        for k, labels in sorted(self.labels(shelter, road).items()):
            for label in labels:
                watched = -1
                if self._may_pass_time(label, shelter, road):
                    watched = len(self._watched)
                    self._watched.append(label)
                rows += [(k, label.us, first, last, watched) for first, last in label.windows]
        return tuple(np.array(rows, dtype=np.int64).reshape(-1, 5).T)

    def candidates(self, road: int) -> Candidates:
        """All ways over closing links of a pace that are worth looking at."""
        if road not in self._candidates:
            self._candidates[road] = self._made(road)
        return self._candidates[road]

    def _made(self, road: int) -> Candidates:
        blocks = [np.empty((6, 0), dtype=np.int64)]
        rows: list[tuple[int, tuple[Ints, ...]]] = []
        many = 0
        for shelter in np.flatnonzero(self.matters.any(axis=0)).tolist():
            rows.append((shelter, self._rows(shelter, road)))
            many += len(rows[-1][1][0])
            if many * len(self._places) > _AT_ONCE:
                blocks.append(self._block(rows, road))
                rows, many = [], 0
        blocks.append(self._block(rows, road))
        table = np.concatenate(blocks, axis=1)
        table = table[:, np.argsort(table[0], kind="stable")]
        first = np.searchsorted(table[0], np.arange(len(self._places) + 1))
        return Candidates(first, *table[1:])

    def _block(self, rows: Sequence[tuple[int, tuple[Ints, ...]]], road: int) -> Ints:
        """Place, shelter, and what follows in `Candidates` where a way of these shelters' rows is the quicker one."""
        if not rows:
            return np.empty((6, 0), dtype=np.int64)
        shelter = np.repeat([each[0] for each in rows], [len(each[1][0]) for each in rows])
        columns = zip(*(each[1] for each in rows), strict=True)
        closing, us, opens, shuts, watched = (np.concatenate(column) for column in columns)
        ms = self._closings.home[:, closing]
        place, row = np.nonzero(ms * road + us < self.direct[:, shelter] * road)
        asked = np.flatnonzero(watched[row] >= 0)
        if len(asked):
            about = zip(place[asked].tolist(), shelter[row[asked]].tolist(), watched[row[asked]].tolist(), strict=True)
            straight = np.ones(len(row), dtype=bool)
            straight[asked] = [not self._circles.comes_back(p, s, self._watched[label].chain) for p, s, label in about]
            place, row = place[straight], row[straight]
        home = ms[place, row].astype(np.int64) * road
        return np.stack([place, shelter[row], home, us[row], opens[row], shuts[row]])

    def home_us(self, places: Ints, closings: Ints, road: int) -> Ints:
        """Microseconds from places to closing arcs, UNREACHED where no open road leads there."""
        ms = self._closings.home[np.ix_(places, closings)]
        return np.where(np.isfinite(ms), np.nan_to_num(ms, posinf=0.0).astype(np.int64) * road, UNREACHED)


def _onward(between: Floats, straight: Floats) -> Callable[[int, int], Iterable[tuple[int, float]]]:
    """The arcs, with the microseconds from each, from which going on over arc `k` and then for `us` microseconds is
    quicker than going on by open roads alone (`straight`)."""

    def found(k: int, us: int) -> Iterable[tuple[int, float]]:
        sooner = np.flatnonzero(between[k] + us < straight)
        return zip(sooner.tolist(), between[k, sooner].tolist(), strict=True)

    return found


def _few_onward(between: Floats, straight: Floats) -> Callable[[int, int], Iterable[tuple[int, float]]]:
    """The same for few arcs, where asking one by one is quicker."""
    rows: list[list[float]] = between.tolist()
    limits: list[float] = straight.tolist()

    def found(k: int, us: int) -> Iterable[tuple[int, float]]:
        return [(j, before) for j, before in enumerate(rows[k]) if before + us < limits[j]]

    return found


def _same_stretch(network: Network, arcs: Ints) -> list[frozenset[int]]:
    """Per arc (by place in `arcs`) those that share some of its link with it, itself included, in either direction."""
    first, last = network.arcs.first[arcs], network.arcs.last[arcs]
    low, high = np.minimum(first, last), np.maximum(first, last)
    on: dict[int, list[int]] = {}
    for k, link in enumerate(network.arcs.link[arcs].tolist()):
        on.setdefault(link, []).append(k)
    return [
        frozenset(j for j in on[link] if j == k or (low[j] < high[k] and low[k] < high[j]))
        for k, link in enumerate(network.arcs.link[arcs].tolist())
    ]


def _matters(c: Closings, direct: Floats, effort: Effort) -> NDArray[np.bool_]:
    """By closing arc and shelter whether anybody could be quicker through that arc than by roads that never close, if
    all roads were open; where nobody could, no way through it is worth a label."""
    through = c.ms[:, None] + c.gap  # from the start of one arc to the start of another
    onward: Floats = c.ms[:, None] + c.last
    before: Floats = c.home
    for _ in range(len(c.arc)):
        effort.poll()
        quicker = np.minimum(onward, _shortest(through, onward))
        sooner = np.minimum(before, _shortest(before, through))
        if np.array_equal(quicker, onward) and np.array_equal(sooner, before):
            break
        onward, before = quicker, sooner
    found = np.zeros(onward.shape, dtype=bool)
    for k in range(len(c.arc)):
        found[k] = (before[:, k : k + 1] + onward[k] < direct).any(axis=0)
    return found


def _shortest(one: Floats, other: Floats) -> Floats:
    """The shortest ways of two stretches, by all that is between them."""
    if one.size * other.shape[1] <= _FEW_WAYS:
        together: Floats = (one[:, :, None] + other[None, :, :]).min(axis=1, initial=np.inf)
        return together
    found: Floats = np.full((len(one), other.shape[1]), np.inf)
    for k in range(one.shape[1]):
        np.minimum(found, one[:, k : k + 1] + other[k], out=found)
    return found


def _in_time(label: Label, opens: int) -> Windows:
    """The windows of a way that are of use to whom a shelter opens then. Whoever would be there before may wait at home
    and be there at that moment, if the roads are open for that; else the quicker way stands for no longer one."""
    soonest = opens - label.us
    if soonest <= 0:
        return label.windows
    return tuple((0 if first <= soonest else first, last) for first, last in label.windows if last >= soonest)
