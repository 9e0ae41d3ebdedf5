"""The search for whole households' turns: one after the other in several orders, guided by the linear program, by its
prices, or by a packing of beds at these prices; the best of them counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from core.domain.plans import Objective
from core.planning.effort import Effort
from core.planning.staging.beds import Beds
from core.planning.staging.pool import WayPool
from core.planning.staging.prices import Prices
from core.planning.staging.relaxation import Relaxed
from core.planning.staging.travellers import Kind
from core.planning.staging.ways import Turn
from core.planning.staging.whole import (
    Choice,
    Household,
    Placed,
    exchange,
    improve,
    place_in_order,
    serve_more,
    value,
    wanted_turns,
)
from core.planning.timetable import UNREACHED

_SQUEEZES = 3  # times that those who found no way come first
_HANDFUL = 5  # households of which all orders are tried
_REPACKS = 8  # times that beds are given out again without those that could not be reached


@dataclass(frozen=True, slots=True)
class _Guide:
    """In which order households are placed, the ways and departures they should have, and what gates and beds cost."""

    order: Sequence[Household]
    wanted: Mapping[int, Turn] = field(default_factory=dict)
    prices: Prices | None = None


class TurnSearch:
    """`start` makes an empty district (only the fixed on its roads), `free` are the kinds that may choose a shelter, of
    whom no plan serves more than `most` persons."""

    def __init__(
        self,
        households: Sequence[Household],
        free: Sequence[Kind],
        pool: WayPool,
        start: Callable[[], Placed],
        goal: tuple[Objective, int],
        effort: Effort,
    ) -> None:
        self._households, self._free, self._pool, self._start = households, free, pool, start
        self._objective, self._most = goal
        self._effort = effort
        self._step_us = start().ledger.gates.step_us

    def first(self, deadlines: Sequence[int]) -> Placed:
        """Without any guidance: who is cut off sooner (`deadlines` per kind), then who could be safe sooner."""
        order = sorted(
            self._households,
            key=lambda one: (deadlines[one.kind], self._soonest(one), -one.persons, one.party),
        )
        return place_in_order(order, self._choice(), self._start(), self._effort)

    def guided(self, best: Placed, relaxed: Relaxed, *, exchanging: bool = True) -> Placed:
        """The best of what the program and its prices lead to, and `best`; with `exchanging` also of households that
        change places, which asks for very many turns."""
        wanted = wanted_turns(self._households, relaxed.shares)
        order = self._as_wanted(wanted)
        best = self.better(best, self._squeezed(_Guide(order, wanted), UNREACHED))
        best = self.better(best, self._with_beds(_Guide(order, wanted, relaxed.prices), UNREACHED))
        if self.served(best) < self._most:
            best = self.better(best, self._squeezed(_Guide(order, wanted, relaxed.prices), UNREACHED))
        if exchanging:
            best = exchange(self._households, self._choice(), best, self._effort)
        for few in self._orders():
            best = self.better(best, place_in_order(few, self._choice(), self._start(), self._effort))
        return best

    def _orders(self) -> Iterator[Sequence[Household]]:
        """All orders of a handful of households; of more, the largest first."""
        if len(self._households) <= _HANDFUL:
            yield from permutations(self._households)
        else:
            yield sorted(self._households, key=lambda one: (-one.persons, self._soonest(one), one.party))

    def sooner(self, best: Placed, relaxed: Relaxed, low: int) -> Placed:
        """The earliest last arrival (not before `low`) for which as many can be served; then the least person-minutes
        by then."""
        short, _, high = value(self._households, best.turns)
        wanted = wanted_turns(self._households, relaxed.shares)
        middle = low  # often it can be had
        while high - low > max(self._step_us // 10, high // 200) and not self._effort.exhausted:
            tries = self._tries_by(middle, wanted, relaxed.prices)
            placed = next((one for one in tries if value(self._households, one.turns)[0] <= short), None)
            if placed is None:
                low = middle
            else:
                best = placed
                short, _, last = value(self._households, best.turns)
                high = min(middle, last)
            middle = (low + high) // 2
        return best

    def _tries_by(self, by: int, wanted: Mapping[int, Turn], prices: Prices) -> Iterator[Placed]:
        """Answers in which nobody arrives after a moment: as the program has it, or whoever is far first."""
        far = sorted(self._households, key=lambda one: (-self._soonest(one), -one.persons, one.party))
        in_time = {i: turn for i, turn in wanted.items() if turn.arrive <= by}
        yield self._with_beds(_Guide(far, {}, prices), by)
        yield self._squeezed(_Guide(self._as_wanted(in_time), in_time), by)
        yield self._squeezed(_Guide(far), by)

    def _squeezed(self, guide: "_Guide", by: int) -> Placed:
        """Placed and improved; where some are left, once more with them first."""
        order, best = guide.order, self._start()
        for _ in range(_SQUEEZES):
            if self._effort.exhausted:
                break
            placed = place_in_order(order, self._choice(guide.prices, by), self._start(), self._effort, guide.wanted)
            best = self.better(best, self._improved(placed, by))
            if self.served(best) >= self._most:
                break
            left = [one for one in order if one.party not in placed.turns]
            order = [*left, *(one for one in order if one.party in placed.turns)]
        return best

    def _with_beds(self, guide: "_Guide", by: int) -> Placed:
        """Placed where whole households fill the beds best; again while some cannot get there, without those goals."""
        best, barred = self._start(), set[tuple[int, int]]()
        beds = Beds(self._free, self._pool, best.room, self._effort)
        for _ in range(_REPACKS):
            if self._effort.exhausted or guide.prices is None:
                break
            goals = beds.columns(guide.prices, by, barred)
            wanted = {i: turn for i, turn in guide.wanted.items() if goals.get(i) == turn.way.column}
            placed = place_in_order(guide.order, self._choice(by=by), self._start(), self._effort, wanted, goals)
            failed = {
                (i, column)
                for i, column in goals.items()
                if i not in placed.turns or placed.turns[i].way.column != column
            }
            best = self.better(best, self._improved(placed, by))
            if not failed or self.served(best) >= self._most:
                break
            barred |= failed
        return best

    def _improved(self, placed: Placed, by: int) -> Placed:
        placed = improve(self._households, self._choice(by=by), placed, self._effort)
        missing = self._most - self.served(placed)
        return serve_more(self._households, self._choice(by=by), placed, self._effort, missing)

    def better(self, one: Placed, other: Placed) -> Placed:
        """The most persons, then the least person-minutes, then the earliest last arrival (the latter two the other way
        round where clearance is what counts)."""
        return min((one, other), key=self._worth)

    def _worth(self, placed: Placed) -> tuple[int, int, int]:
        short, cost, last = value(self._households, placed.turns)
        return (short, last, cost) if self._objective is Objective.CLEARANCE else (short, cost, last)

    def served(self, placed: Placed) -> int:
        """Persons served."""
        return sum(one.persons for one in self._households if one.party in placed.turns)

    def _choice(self, prices: Prices | None = None, by: int = UNREACHED) -> Choice:
        return Choice(self._pool.ways, prices, by)

    def _as_wanted(self, wanted: Mapping[int, Turn]) -> list[Household]:
        def place(one: Household) -> tuple[int, int, int]:
            return wanted[one.party].depart if one.party in wanted else UNREACHED, -one.persons, one.party

        return sorted(self._households, key=place)

    def _soonest(self, one: Household) -> int:
        ways = self._pool.ways[one.kind]
        return ways[0].arrival if ways else 0
