"""Separable persons through the gates: the least sum of arrivals, by columns that are priced out as they are needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.planning.network import Ints, access_leg_ms
from core.planning.pace import Pace
from core.planning.proof import Proof
from core.planning.situation import Situation
from core.planning.staging.allowances import allowances
from core.planning.staging.columns import Answer, ColumnProgram
from core.planning.staging.ledger import Ledger
from core.planning.staging.passages import NO_WAY, Passages, PassagesOf, opening_us
from core.planning.staging.pool import WayPool
from core.planning.staging.prices import Departures, Ends, Outlook, Prices
from core.planning.staging.travellers import Kind
from core.planning.staging.ways import Turn, Way
from core.planning.timeline import SECOND
from core.planning.travel import Start

_ROUNDS = 60
_CLOSE = 1e-3  # of the bound: nearer than whole households will ever come
_NEAR = 2e-2  # where it only guides households, as beside trips: nearer makes no better plan of them
_WORK = 400_000_000  # numbers looked at in all rounds together: some seconds
_PATIENCE = 5  # rounds that bring the bound no nearer
_STALLED = 2e-4  # of the bound: less is no gain
_STEADY = 0.3  # how far towards the program's prices a round goes,
_FIRST = 0.6  # and how far where that has brought nothing
_PER_KIND = 4  # columns added to a kind in a round
# Steps' allowances that parties may use beside that of the step they enter in, over all steps and gates: with more of
# them the program is too large to be worth its bound.
_WIDEST = 200_000
_NOTHING = 1000  # microseconds: gains below the solver's own accuracy


@dataclass(frozen=True, slots=True)
class Relaxed:
    """`bound` microseconds at its `prices` and with `serving` for each person served (`proof` are these for whoever
    checks); `shares` per kind the ways and departures of the program's answer, `value` what that costs (microseconds;
    not known: 0)."""

    bound: int
    prices: Prices
    serving: int
    shares: Mapping[int, list[tuple[Turn, float]]]
    value: float
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """Kinds of one pace that the same shelters take: their indices and the starts by which they travel."""

    outlook: Outlook
    passages: Passages
    kinds: Ints
    starts: tuple[Start, ...]
    rows: Ints
    ready: Ints
    access: Ints


class Relaxation:
    """`kinds` to be staged into `room`; `ledger` holds those who are fixed; `steps` is how far gates are counted."""

    def __init__(
        self,
        situation: Situation,
        kinds: Sequence[Kind],
        room: Ints,
        ledger: Ledger,
        passages: PassagesOf,
        steps: int,
        *,
        guiding: bool = False,
    ) -> None:
        """`guiding` spares the rounds that only bring the bound nearer."""
        self._situation, self._kinds, self._effort = situation, kinds, situation.effort
        self._enough = _NEAR if guiding else _CLOSE
        gates = ledger.gates
        numbers = [g for g, gate in enumerate(gates.gates) if gate.link in passages.links]
        largest = max((size for kind in kinds for size in kind.sizes), default=1)
        allowed = allowances(ledger, numbers, largest, steps)
        self._step_us, self._steps = allowed.step_us, allowed.allowance.shape[1]
        self.too_wide = allowed.beside > _WIDEST
        own = [max(0.0, largest / float(gates.gates[g].per_step) - 1) for g in numbers]
        self.windows = steps * sum(own)  # steps of the plan beside those that somebody enters in, about
        self.program = ColumnProgram(kinds, room, gates, allowed)
        self._passages = passages
        self._groups = self._grouped()
        self._free = self.program.prices(np.zeros_like(allowed.allowance), np.zeros(len(room), dtype=np.int64))
        self._departures: dict[Way, Departures] = {}
        self._work, self._each_round = 0, sum(group.outlook.work for group in self._groups)
        self._best = Relaxed(0, self._free, 0, {}, 0.0)

    def _grouped(self) -> list[_Group]:
        """The kinds by pace and fit."""
        members: dict[tuple[Pace, tuple[bool, ...]], list[tuple[int, Start]]] = {}
        for k, kind in enumerate(self._kinds):
            for start, _ in kind.ways_out:
                members.setdefault((start.pace, self._fit(kind)), []).append((k, start))
        return [self._group(key, each) for key, each in sorted(members.items(), key=lambda m: m[0])]

    def _fit(self, kind: Kind) -> tuple[bool, ...]:
        fits = self._situation.fits
        return tuple(map(bool, fits.of(kind.parties[0])))

    def _group(self, key: tuple[Pace, tuple[bool, ...]], each: list[tuple[int, Start]]) -> _Group:
        pace, taken = key
        network = self._situation.network
        row = {place: i for i, place in enumerate(network.leaving)}
        egress = np.array([access_leg_ms(network.shelter_access[s]) for s in self._situation.travel.shelters])
        ends = Ends(egress.astype(np.int64) * pace.legs, opening_us(self._situation), np.array(taken, dtype=bool))
        mine = self._passages.of(pace.way)
        return _Group(
            outlook=Outlook(mine, pace, ends, self._step_us, self._steps),
            passages=mine,
            kinds=np.array([k for k, _ in each], dtype=np.int64),
            starts=tuple(start for _, start in each),
            rows=np.array([row[start.place] for _, start in each], dtype=np.int64),
            ready=np.array([start.ready for _, start in each], dtype=np.int64),
            access=np.array(
                [access_leg_ms(network.place_access[start.place]) * start.pace.legs for _, start in each],
                dtype=np.int64,
            ),
        )

    def offer(self, kind: int, turn: Turn) -> None:
        """A way and departure that is known to be possible."""
        self.program.add(kind, turn.way, turn.depart)

    def run(self, pool: WayPool, served: int, first: Proof | None = None, rounds: int = _ROUNDS) -> Relaxed:
        """The optimum over separable persons of whom so many are served, or near it; the best so far when cut short or
        after so many rounds. `first` are prices to begin at.

        Prices move from the ones that gave the best bound so far towards the program's (which swing wildly at first).
        """
        self.program.serve_at_least(served)
        answer = self.program.solve(self._effort)
        if answer is None:
            return self._best
        if self._best.bound == 0:
            at = (self._free, 0) if first is None else (self.program.prices_of(first), first.serving)
            bound, _ = self._price(pool, at, served, None)
            self._note(bound, *at)
        else:
            self._revalue(pool, served)
        answer = self._grow(pool, answer, served, rounds)
        proof = self._proof(self._best, served)
        self._best = replace(self._best, shares=self._shares(answer), value=answer.cost * SECOND, proof=proof)
        return self._best

    def _proof(self, best: Relaxed, served: int) -> Proof:
        beds, gates = tuple(map(int, best.prices.bed)), self.program.gate_prices(best.prices)
        return Proof(served, best.serving, beds, gates, self._step_us)

    def _grow(self, pool: WayPool, answer: Answer, served: int, rounds: int) -> Answer:
        """Add columns until none pays off, the bound is near, or nothing has come of it for some rounds."""
        stalled = 0
        for _ in range(rounds):
            before, value, share = self._best.bound, answer.cost, _FIRST if stalled else _STEADY
            tried, serving = self._towards(answer, share)
            bound, added = self._price(pool, (tried, serving), served, answer)
            self._note(bound, tried, serving)
            if not added:
                bound, added = self._price(pool, (answer.prices, answer.served), served, answer)
                self._note(bound, answer.prices, answer.served)
                added += self._from_pool(pool, answer)
            following = self.program.solve(self._effort) if added and not self._close(answer) else None
            if following is None:
                break
            answer = following
            gained = self._best.bound - before > _STALLED * before or value - answer.cost > _STALLED * answer.cost
            stalled = 0 if gained else stalled + 1
            self._work += self._each_round
            if stalled > _PATIENCE or self._work > _WORK or self._effort.exhausted:
                break
        return answer

    def _close(self, answer: Answer) -> bool:
        return answer.cost * SECOND - self._best.bound <= self._enough * self._best.bound

    def _note(self, bound: int, prices: Prices, serving: int) -> None:
        if bound > self._best.bound:
            self._best = replace(self._best, bound=bound, prices=prices, serving=serving)

    def _revalue(self, pool: WayPool, served: int) -> None:
        """The bound at the best prices so far for another number of persons served."""
        known = self._best
        bound, _ = self._price(pool, (known.prices, known.serving), served, None)
        self._best = replace(known, bound=bound)

    def _towards(self, answer: Answer, share: float) -> tuple[Prices, int]:
        old, new = self._best.prices, answer.prices
        gate = np.rint(old.gate + (new.gate - old.gate) * share).astype(np.int64)
        bed = np.rint(old.bed + (new.bed - old.bed) * share).astype(np.int64)
        serving = round(self._best.serving + (answer.served - self._best.serving) * share)
        return self.program.prices(gate, bed), serving

    def _price(self, pool: WayPool, at: tuple[Prices, int], served: int, answer: Answer | None) -> tuple[int, int]:
        """The bound at these prices (and worth of serving one more), and how many columns they brought that pay off at
        the answer's."""
        prices, serving = at
        least = np.full(len(self._kinds), NO_WAY, dtype=np.int64)
        added = 0
        for group in self._groups:
            self._effort.spend()
            group.outlook.look(prices)
            cost, first, moment = group.outlook.least(group.rows, group.ready, group.access)
            np.minimum.at(least, group.kinds, cost)
            if answer is None:
                continue
            unserved = np.array([self._kinds[k].unserved for k in group.kinds.tolist()], dtype=np.int64)
            for i in np.flatnonzero((cost < NO_WAY) & (cost - serving < unserved)).tolist():
                out = int(group.ready[i] + group.access[i])
                traced = group.outlook.trace(int(group.rows[i]), out, int(first[i]), int(moment[i]))
                if traced is not None:
                    added += self._columns(pool, (group, i, traced), prices, answer)
            self._effort.poll()
        return self.program.bound(prices, serving, least, served), added

    def _columns(
        self,
        pool: WayPool,
        found: tuple[_Group, int, tuple[tuple[int, ...], int]],
        prices: Prices,
        answer: Answer,
    ) -> int:
        """The best departures of a way that has been found, where they pay off at the answer's prices."""
        group, i, (chain, column) = found
        k = int(group.kinds[i])
        if not self._kinds[k].taken[column]:
            return 0
        mode = next(mode for start, mode in self._kinds[k].ways_out if start == group.starts[i])
        arcs = group.passages.arcs(int(group.rows[i]), column, chain)
        way = pool.over(group.starts[i], mode, column, arcs)
        if way is None:
            return 0
        pool.add(k, way)
        return self._departing(k, way, prices, answer)

    def _departing(self, k: int, way: Way, prices: Prices, answer: Answer) -> int:
        """The best departures of a kind on a way, where they pay off at the answer's prices."""
        worth = int(answer.each[k]) + answer.served - int(answer.prices.bed[way.column])
        if way not in self._departures:
            self._departures[way] = Departures(way, prices.steps, self._step_us)
        known = self._departures[way]
        real, added = known.cost(answer.prices), 0
        pays = np.flatnonzero(real < worth - _NOTHING)
        for cost in (known.cost(prices), real):
            for at in pays[np.argsort(cost[pays], kind="stable")[:_PER_KIND]].tolist():
                added += self.program.add(k, way, int(known.depart[at]))
        return added

    def _from_pool(self, pool: WayPool, answer: Answer) -> int:
        """Columns on ways that are known already."""
        added = 0
        for k in range(len(self._kinds)):
            self._effort.spend()
            for way in pool.ways[k]:
                added += self._departing(k, way, answer.prices, answer)
        return added

    def _shares(self, answer: Answer) -> dict[int, list[tuple[Turn, float]]]:
        shares: dict[int, list[tuple[Turn, float]]] = {}
        for column, persons in zip(self.program.columns, answer.persons, strict=False):
            if persons > 1e-6:
                shares.setdefault(column.kind, []).append((Turn(column.way, column.depart), float(persons)))
        return shares
