"""What a vehicle's tour can earn at most when fetching somebody from a village has a price: a search over time left.

A trip earns, for each person aboard, the price of his village less his arrival and the toll of his bed. Relaxed: a
trip stops once (of several stops the one that earns most is at least as near), everybody fits any place, people may be
fetched as often as one likes, legs take their shortest time at any moment, and all are ready with the first of their
village. Moments are rounded down to a grid wherever a vehicle is free again.

Vehicles of the same roads and places earn alike wherever they are, so one table serves them all.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.planning.network import Floats, Ints

NEVER = 1e12  # minutes
_TINY = 1e-6

_FAR = 1 << 20  # rows of the grid

Fetched = dict[int, int]  # persons by village


@dataclass(frozen=True, slots=True, order=True)
class Sort:
    """Vehicles that drive alike: the row of their legs, and how many they take."""

    kind: int
    places: int


@dataclass(frozen=True, slots=True)
class Ground:
    """Legs in minutes by kind of roads: `out` from village to shelter, `back` from shelter to village, `ready` when the
    first of a village stand at the stop; `soonest` (villages x shelters) the first moment that anybody of a village
    could be in a shelter in a vehicle, `opens` of shelters. NEVER where there is no way.

    `stop` is what every stop takes (more than nothing), `person` what each person adds when getting on and again when
    getting off.

    Where roads have prices `aboard` (kinds x moments x villages) is what somebody costs at least, bed and roads at
    their prices, who begins boarding from a moment on, each `moment` minutes after the one before.
    """

    out: Floats
    back: Floats
    ready: Floats
    soonest: Floats
    stop: float
    person: float
    aboard: Floats | None = None
    moment: float = 1.0

    def priced_at(self, kind: int, begin: Floats) -> Floats:
        """`aboard` of each village at its own moment; nothing where roads have no prices."""
        if self.aboard is None:
            return np.zeros_like(begin)
        rows = np.minimum(begin / self.moment, self.aboard.shape[1] - 1).astype(np.int64)
        found: Floats = self.aboard[kind, rows, np.arange(len(begin))]
        return found


def buckets(places: int, share: float) -> tuple[tuple[int, int], ...]:
    """(at most, at least) persons of a trip: what it earns counts the most, what it takes the least."""
    found, most = [], places
    while most > 0:
        least = int(most * share) + 1 if most > 4 else 1
        found.append((most, min(least, most)))
        most = found[-1][1] - 1
    return tuple(found)


def _sum(one: Fetched, other: Fetched) -> Fetched:
    return {n: one.get(n, 0) + other.get(n, 0) for n in sorted(one.keys() | other.keys())}


def _in_front(table: np.ndarray) -> np.ndarray:
    """A table with its last side first."""
    return np.ascontiguousarray(np.moveaxis(table, 2, 0))


class TourValues:
    """Tables of what is still to be earned: at a shelter or at a village, by sort and moment."""

    def __init__(self, ground: Ground, sorts: tuple[Sort, ...], step: float, share: float) -> None:
        """`step` is the grid in minutes."""
        self.step = step
        self._within_a_step = int(step / (2 * (ground.stop + ground.person))) + 1  # trips at most
        kinds = np.array([sort.kind for sort in sorts], dtype=np.int64)
        rows = [(d, most, least) for d, sort in enumerate(sorts) for most, least in buckets(sort.places, share)]
        self._sort = np.array([d for d, _, _ in rows], dtype=np.int64)
        self._most = np.array([most for _, most, _ in rows], dtype=np.float64)[:, None, None]
        self._stay = np.array([ground.stop + ground.person * least for _, _, least in rows])[:, None, None]
        self._first = np.searchsorted(self._sort, np.arange(len(sorts)))
        self._back, self._ready = ground.back[kinds], ground.ready[kinds]
        self._out = ground.out[kinds][self._sort] + self._stay
        self._soonest = ground.soonest
        self._ground, self._kinds = ground, kinds
        ends = [*self._first.tolist(), len(rows)]
        self._rows = [slice(*pair) for pair in pairwise(ends)]
        self._known: dict[tuple[int, int, int, int], Fetched] = {}
        self._ready_row = np.minimum(self._ready / step, _FAR).astype(np.int32)[:, None, :]
        self._back_rows = np.minimum(self._back / step, _FAR).astype(np.int32)
        self._out_rows = np.minimum((self._out + self._stay) / step, _FAR).astype(np.int32)
        self._soon_rows = np.minimum((self._soonest + self._stay) / step, _FAR).astype(np.int32)
        self._short = np.nonzero(self._out_rows == 0)
        # The same with what is maximized over in front, which is quicker by far.
        outward = (self._out_rows, self._soon_rows, self._most * self._out, self._most * self._soonest)
        self._outward = tuple(_in_front(each) for each in outward)
        self._backward = _in_front(self._back_rows), _in_front(self._ready_row)

    def solve(self, price: Floats, toll: Floats) -> None:
        """Fill the tables for prices of villages (minutes) and tolls of shelters."""
        sorts, shelters, villages = self._back.shape
        self._price, self._toll = price, toll
        self._known.clear()
        step = self.step
        last = self._last = int(max(0.0, price.max(initial=0.0)) / step) + 1  # from then on nothing is earned
        self._at_shelter = np.zeros((last + 1, sorts, shelters))
        self._at_village = np.zeros((last + 1, sorts, villages))
        self._without_short = np.zeros((last + 1, sorts, villages))
        most = self._most[:, :, 0]
        worth = most * (price - toll[:, None, None])
        out, soon, drive, late = self._outward
        back, ready = self._backward
        to_shelter = (self._sort[:, None] * shelters + np.arange(shelters)[:, None, None]).astype(np.int32)
        to_village = (np.arange(sorts)[:, None] * villages + np.arange(villages)[:, None, None]).astype(np.int32)
        inside = self._short[2], self._short[0], self._short[1]
        for g in range(last - 1, -1, -1):
            row = np.minimum(np.maximum(out + np.int32(g), soon), last)
            earned = worth - np.maximum(drive + most * (g * step), late)
            if self._ground.aboard is not None:
                earned = np.minimum(earned, (most * (price - self._aboard(g)))[None])
            value = earned + self._at_shelter.ravel().take(row * (sorts * shelters) + to_shelter)
            here = (row[inside] == g) & (earned[inside] > 0)
            short = tuple(each[here] for each in self._short)
            again = earned[inside][here]
            value[tuple(each[here] for each in inside)] = 0.0
            best = np.maximum(np.maximum.reduceat(value.max(axis=0), self._first, axis=0), 0.0)
            self._at_village[g] = self._without_short[g] = best
            begin = np.minimum(np.maximum(back + np.int32(g), ready), last)
            begin = begin * (sorts * villages) + to_village
            self._at_shelter[g] = self._at_village.ravel().take(begin).max(axis=0)
            for _ in range(self._within_a_step if len(again) else 0):
                if not self._once_more(g, short, again):
                    break
                self._at_shelter[g] = self._at_village.ravel().take(begin).max(axis=0)

    def _aboard(self, g: int) -> Floats:
        """Rows x villages: what somebody costs at least who begins boarding from a row of the grid on."""
        begin = np.full(self._soonest.shape[0], g * self.step)
        return np.array([self._ground.priced_at(int(kind), begin) for kind in self._kinds])[self._sort]

    def _once_more(self, g: int, short: tuple[Ints, ...], earned: Floats) -> bool:
        """One more trip (row, village, shelter) that is over within a step; whether anything is earned by it."""
        row, village, shelter = short
        sort = self._sort[row]
        value = earned + self._at_shelter[g, sort, shelter]
        more = value > self._at_village[g, sort, village] + _TINY
        np.maximum.at(self._at_village[g], (sort[more], village[more]), value[more])
        return bool(more.any())

    def _next(self, g: int, sort: int, shelter: int, again: int) -> tuple[int, int]:
        """The village that a vehicle goes to from a shelter, and the row in which it begins boarding there."""
        row = np.maximum(g + self._back_rows[sort, shelter], self._ready_row[sort, 0])
        row = np.minimum(row, self._last)
        villages = np.arange(len(row))
        value = self._at_village[row, sort, villages]
        if not again:
            value = np.where(row == g, self._without_short[row, sort, villages], value)
        best = int(value.argmax())
        return best, int(row[best])

    def tours(self, sort: int, begin: Floats, most: int) -> list[tuple[float, Fetched]]:
        """The best tours of a vehicle that could begin boarding at the villages at `begin` (minutes), each with another
        first village and the best first: what it earns, and whom it fetches."""
        begin = np.maximum(begin, self._ready[sort])
        rows = self._rows[sort]
        value, free = self._trips(sort, begin)
        best = value.max(axis=(0, 2))
        found = []
        for n in np.argsort(-best, kind="stable")[:most].tolist():
            if best[n] <= 0:
                break
            r, j = np.unravel_index(int(value[:, n].argmax()), value[:, n].shape)
            now = int(min(free[r, n, j] / self.step, self._last)), int(j)
            first = {n: int(self._most[rows][r, 0, 0])}
            found.append((float(best[n]), _sum(first, self._later(sort, now, self._within_a_step))))
        return found

    def most(self, sort: int, begin: Floats) -> float:
        """What such a vehicle earns at most."""
        value, _ = self._trips(sort, np.maximum(begin, self._ready[sort]))
        return max(0.0, float(value.max(initial=0.0)))

    def _later(self, sort: int, now: tuple[int, int], again: int) -> Fetched:
        """Whom a vehicle fetches from a moment (row of the grid) at a shelter on; so many trips more may be over within
        that step. Trip after trip, for there may be as many of them as steps."""
        chain: dict[tuple[int, int, int, int], Fetched] = {}
        key, found = (sort, *now, again), self._known.get((sort, *now, again))
        while found is None:
            onward = self._trip(sort, now, again)
            if onward is None or key in chain:
                found = self._known[key] = {}
                break
            chain[key], now, again = onward
            key = (sort, *now, again)
            found = self._known.get(key)
        for key, fetched in reversed(chain.items()):
            found = self._known[key] = _sum(fetched, found)
        return found

    def _trip(self, sort: int, now: tuple[int, int], again: int) -> tuple[Fetched, tuple[int, int], int] | None:
        """Whom the best trip from there fetches, when and where it ends, and how many more may be over in that step;
        None where none earns anything."""
        g, at = now
        if g >= self._last or self._at_shelter[g, sort, at] <= 0:
            return None
        n, row = self._next(g, sort, at, again)
        if row >= self._last:
            return None
        again = again if row == g else self._within_a_step
        value, then = self._from(sort, n, row)
        long = np.where(then <= row, 0.0, value)
        if not again or self._at_village[row, sort, n] <= float(long.max()) + _TINY:
            value, again = long, self._within_a_step
        else:
            again -= 1
        r, j = divmod(int(value.argmax()), value.shape[1])
        if value[r, j] <= 0:
            return None
        return {n: int(self._most[self._rows[sort]][r, 0, 0])}, (int(then[r, j]), j), again

    def _from(self, sort: int, village: int, row: int) -> tuple[Floats, Ints]:
        """What is earned from a village on (rows of the sort x shelters), and the rows in which the vehicle is free."""
        rows = self._rows[sort]
        arrive = np.maximum(self._out[rows, village] + row * self.step, self._soonest[village])
        then = np.minimum((arrive + self._stay[rows, 0]) / self.step, self._last).astype(np.int64)
        begin = np.full(self._soonest.shape[0], row * self.step)
        least = self._ground.priced_at(int(self._kinds[sort]), begin)[village]
        earned = self._most[rows, 0] * (self._price[village] - np.maximum(arrive + self._toll, least))
        return earned + self._at_shelter[then, sort, np.arange(arrive.shape[1])], then

    def _trips(self, sort: int, begin: Floats) -> tuple[Floats, Floats]:
        """What is earned from a first trip on (rows of the sort x villages x shelters), and when the vehicle is free
        again."""
        rows = self._rows[sort]
        arrive = np.maximum(begin[None, :, None] + self._out[rows], self._soonest)
        least = self._ground.priced_at(int(self._kinds[sort]), begin)[None, :, None]
        earned = self._most[rows] * (self._price[None, :, None] - np.maximum(arrive + self._toll, least))
        free = arrive + self._stay[rows]
        row = np.minimum(free / self.step, self._last).astype(np.int64)
        return earned + self._at_shelter[row, sort, np.arange(self._soonest.shape[1])], free
