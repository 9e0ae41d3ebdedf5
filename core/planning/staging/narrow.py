"""How soon everybody can be safe at all: a maximum flow through the gates over time, and the cut that proves it.

A relaxation: people may wait before each gate, every stretch takes the time of the quickest kind, and every party may
use as many steps' allowances as the largest could. What cannot be done so cannot be done at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow

from core.planning.network import Ints, access_leg_ms
from core.planning.situation import Situation
from core.planning.staging.ledger import Ledger
from core.planning.staging.passages import NO_WAY, Passages, PassagesOf, opening_us, stretch_us
from core.planning.staging.travellers import Kind
from core.planning.timeline import FOREVER, SECOND, Windows
from core.planning.travel import Start

_EVERYBODY = 1 << 40


@dataclass(frozen=True, slots=True)
class Narrow:
    """What can be done by a moment: persons safe at most, and the cut behind it: (gate, step) pairs whose allowances
    are used up, shelters (columns) that are full, and the kinds (indices) that are held up."""

    saved: int
    steps: tuple[tuple[int, int], ...]
    columns: tuple[int, ...]
    behind: tuple[int, ...]


class _Points:
    """Gates in question, and closing arcs that are none, with the least times between them, from doors and to shelters
    (microseconds, NO_WAY where there is no way)."""

    def __init__(self, situation: Situation, kinds: Sequence[Kind], passages: PassagesOf) -> None:
        self._situation = situation
        self._number: dict[tuple[int, int], int] = {}  # (gate, -1) or (-1, arc)
        self.gate: list[int] = []
        self.windows: list[Windows | None] = []
        network = situation.network
        legs = np.array([access_leg_ms(network.shelter_access[s]) for s in situation.travel.shelters], dtype=np.int64)
        starts = [(k, start) for k, kind in enumerate(kinds) for start, _ in kind.ways_out]
        for pace in sorted({start.pace for _, start in starts}):
            self._add(passages.of(pace.way), pace.road)
        count, shelters = len(self.gate), len(situation.travel.shelters)
        self.home: Ints = np.full((len(kinds), count), NO_WAY, dtype=np.int64)
        self.direct: Ints = np.full((len(kinds), shelters), NO_WAY, dtype=np.int64)
        self.hop: Ints = np.full((count, count), NO_WAY, dtype=np.int64)
        self.last: Ints = np.full((count, shelters), NO_WAY, dtype=np.int64)
        for pace in sorted({start.pace for _, start in starts}):
            mine = passages.of(pace.way)
            points = self._of(mine)
            if len(points):
                ms = mine.ms[:, None].astype(np.float64)
                np.minimum.at(self.last, points, stretch_us(ms + mine.last, pace.road) + legs[None, :] * pace.legs)
                gap = np.where(mine.pairs, mine.gap, np.inf)
                np.minimum.at(self.hop, (points[:, None], points[None, :]), stretch_us(ms + gap, pace.road))
        row = {place: i for i, place in enumerate(network.leaving)}
        for k, start in starts:
            self._doors(k, start, (passages.of(start.pace.way), row[start.place]), legs)
        for k, kind in enumerate(kinds):
            self.direct[k, ~np.array(kind.taken, dtype=bool)] = NO_WAY

    def _add(self, passages: Passages, road: int) -> None:
        """Points with the moments at which they may be entered: for a gate that also closes, by any of its arcs."""
        for gate, arc, windows in zip(passages.gate, passages.arc, passages.entries(road), strict=True):
            key = (int(gate), -1) if gate >= 0 else (-1, int(arc))
            if key not in self._number:
                self._number[key] = len(self.gate)
                self.gate.append(int(gate))
                self.windows.append(windows)
                continue
            known = self.windows[self._number[key]]
            self.windows[self._number[key]] = None if known is None or windows is None else (*known, *windows)

    def _of(self, passages: Passages) -> Ints:
        keys = [(int(g), -1) if g >= 0 else (-1, int(a)) for g, a in zip(passages.gate, passages.arc, strict=True)]
        return np.array([self._number[key] for key in keys], dtype=np.int64)

    def _doors(self, k: int, start: Start, roads: tuple[Passages, int], legs: Ints) -> None:
        passages, row = roads
        access = access_leg_ms(self._situation.network.place_access[start.place]) * start.pace.legs
        out = start.ready + access
        home = out + stretch_us(passages.home[row], start.pace.road)
        np.minimum.at(self.home[k], self._of(passages), home)
        direct = out + stretch_us(passages.direct[row], start.pace.road) + legs * start.pace.legs
        self.direct[k] = np.minimum(self.direct[k], direct)

    def open_in(self, steps: int, step_us: int) -> np.ndarray:
        """Whether a point may be entered at any moment of a step: points x steps."""
        start = np.arange(steps, dtype=np.int64) * step_us
        result = np.ones((len(self.gate), steps), dtype=bool)
        for point, windows in enumerate(self.windows):
            if windows is not None:
                result[point] = False
                for first, last in windows:
                    result[point] |= (start <= last) & (start + step_us - 1 >= first)
        return result

    def settled(self, step_us: int) -> int:
        """The step from which on nothing opens or closes any more."""
        ends = [moment for windows in self.windows for pair in windows or () for moment in pair if moment < FOREVER]
        return max(ends, default=0) // step_us + 1


class Narrows:
    """The questions that one flow each answers."""

    def __init__(
        self, situation: Situation, kinds: Sequence[Kind], room: Ints, ledger: Ledger, passages: PassagesOf
    ) -> None:
        self._effort, self._kinds, self._ledger = situation.effort, kinds, ledger
        self._room: Ints = np.maximum(room, 0)
        self._step_us = ledger.gates.step_us
        self._opens = opening_us(situation)
        self._points = _Points(situation, kinds, passages)
        self._largest = max((size for kind in kinds for size in kind.sizes), default=1)

    def most_ever(self) -> int:
        """How many persons can be safe at any time."""
        return self._solve(self._points.settled(self._step_us) + 1, None).saved

    def by(self, moment: int) -> Narrow:
        """What can be done by a moment."""
        return self._solve(moment // self._step_us + 1, moment)

    def soonest(self, persons: int, low: int, high: int) -> tuple[int, Narrow | None]:
        """The first moment (to the second) by which so many may be safe as far as the gates go, between two moments of
        which the later is known to do; and the proof that a second before is too early, None where `low` does."""
        proof = None
        found = self.by(low)
        if found.saved >= persons:
            return low, None
        proof = found
        while high - low > SECOND and not self._effort.exhausted:
            middle = (low + high) // 2
            found = self.by(middle)
            if found.saved >= persons:
                high = middle
            else:
                low, proof = middle, found
        return low, proof

    def _allowances(self, steps: int, usable: Ints, *, lasting: bool) -> Ints:
        """Per point and step how many may enter. Where a gate is shut its allowance is not lost as long as it opens
        again soon enough for somebody who may still use it."""
        points = self._points
        allowed = np.full((len(points.gate), steps), _EVERYBODY, dtype=np.int64)
        for point, gate in enumerate(points.gate):
            if gate >= 0:
                allowed[point] = np.maximum(0, self._ledger.book(gate).for_relaxation(steps))
        if lasting:
            allowed[:, -1] = _EVERYBODY
        return np.where(_usable_then(points.open_in(steps, self._step_us), usable), allowed, 0)

    def _usable_from(self, steps: int) -> Ints:
        """Per point and step of arrival the first step whose allowance may be used."""
        result = np.repeat(np.arange(steps)[None, :], len(self._points.gate), axis=0)
        for point, gate in enumerate(self._points.gate):
            if gate >= 0:
                one = self._ledger.gates.gates[gate]
                result[point] = [one.first_step(self._largest, k) or 0 for k in range(steps)]
        return result

    def _solve(self, steps: int, by: int | None) -> Narrow:
        self._effort.spend()
        points, kinds = self._points, self._kinds
        limit = NO_WAY - 1 if by is None else by
        usable = self._usable_from(steps)
        allowed = self._allowances(steps, usable, lasting=by is None)
        count, shelters = len(points.gate), len(self._room)
        kind_at, shelter_at = 2, 2 + len(kinds)
        queue_at = shelter_at + shelters
        out_at = queue_at + count * steps
        network = _Network()
        persons = np.array([kind.persons for kind in kinds], dtype=np.int64)
        network.add(np.zeros(len(kinds), dtype=np.int64), kind_at + np.arange(len(kinds)), persons)
        here = self._opens <= limit
        k, s = np.nonzero((points.direct <= limit) & here[None, :])
        network.add(kind_at + k, shelter_at + s, persons[k])
        network.add(shelter_at + np.arange(shelters), np.ones(shelters, dtype=np.int64), self._room)
        k, p = np.nonzero(points.home < NO_WAY)
        step = points.home[k, p] // self._step_us
        if by is None:
            step = np.minimum(step, steps - 1)
        k, p, step = k[step < steps], p[step < steps], step[step < steps]
        network.add(kind_at + k, queue_at + p * steps + usable[p, step], persons[k])
        if count:
            self._gates(network, (queue_at, out_at), allowed)
            slack = (limit - points.last) // self._step_us
            p, s = np.nonzero((points.last < NO_WAY) & (slack >= 0) & here[None, :])
            until = np.minimum(slack[p, s], steps - 1)
            network.add(out_at + p * steps + until, shelter_at + s, np.full(len(p), _EVERYBODY))
            self._hops(network, (queue_at, out_at), usable, lasting=by is None)
        saved, side = network.cut()
        self._effort.poll()
        before = np.isin(np.arange(out_at), side)
        after = np.isin(np.arange(out_at, out_at + count * steps), side)
        full = before[queue_at:out_at] & ~after & (allowed.reshape(-1) < _EVERYBODY) & (allowed.reshape(-1) > 0)
        return Narrow(
            saved=saved,
            steps=tuple((points.gate[i // steps], i % steps) for i in np.flatnonzero(full).tolist()),
            columns=tuple(np.flatnonzero(before[shelter_at:queue_at]).tolist()),
            behind=tuple(np.flatnonzero(before[kind_at:shelter_at]).tolist()),
        )

    def _gates(self, network: "_Network", at: tuple[int, int], allowed: Ints) -> None:
        """Waiting before a gate, passing it, and being behind it (being there early is as good as later)."""
        queue_at, out_at = at
        count, steps = allowed.shape
        every = np.arange(count * steps)
        network.add(queue_at + every, out_at + every, allowed.reshape(-1))
        not_last = every[every % steps < steps - 1]
        free = np.full(len(not_last), _EVERYBODY)
        network.add(queue_at + not_last, queue_at + not_last + 1, free)
        network.add(out_at + not_last, out_at + not_last + 1, free)

    def _hops(self, network: "_Network", at: tuple[int, int], usable: Ints, *, lasting: bool) -> None:
        """From behind one gate to before the next."""
        queue_at, out_at = at
        steps = usable.shape[1]
        p, q = np.nonzero(self._points.hop < NO_WAY)
        shift = self._points.hop[p, q] // self._step_us
        step = np.arange(steps)[None, :] + shift[:, None]
        if lasting:
            step = np.minimum(step, steps - 1)
        pair, k = np.nonzero(step < steps)
        to = usable[q[pair], step[pair, k]]
        network.add(out_at + p[pair] * steps + k, queue_at + q[pair] * steps + to, np.full(len(pair), _EVERYBODY))


def _usable_then(entered: np.ndarray, usable: Ints) -> np.ndarray:
    """Points x steps: whose allowance somebody may use who enters in some step (`entered`), from its `usable` on."""
    points, steps = np.nonzero(entered)
    change = np.zeros((entered.shape[0], entered.shape[1] + 1), dtype=np.int64)
    np.add.at(change, (points, usable[points, steps]), 1)
    np.subtract.at(change, (points, steps + 1), 1)
    result: np.ndarray = np.cumsum(change, axis=1)[:, :-1] > 0
    return result


class _Network:
    """Arcs gathered for one maximum flow from node 0 to node 1."""

    def __init__(self) -> None:
        self._solver = max_flow.SimpleMaxFlow()

    def add(self, tails: Ints, heads: Ints, capacities: Ints) -> None:
        if len(tails):
            self._solver.add_arcs_with_capacity(tails, heads, capacities)

    def cut(self) -> tuple[int, Ints]:
        """The flow, and the nodes on the source's side of a minimum cut."""
        if not self._solver.num_arcs():
            return 0, np.zeros(1, dtype=np.int64)
        if self._solver.solve(0, 1) != self._solver.OPTIMAL:
            raise ArithmeticError("max-flow did not end")
        return int(self._solver.optimal_flow()), np.array(self._solver.get_source_side_min_cut(), dtype=np.int64)
