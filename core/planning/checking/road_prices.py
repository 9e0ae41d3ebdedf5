"""Getting to safety where entering a road costs what the plan's proof says, by a search back over time.

Moments are put into cells of a fifth of a step; within a cell the cheaper reading counts, so that nobody pays less than
what is found. Looked at one by one are directions of roads that cost something and roads that close; between them there
are only quickest stretches of all others. People wait at home only, and come back to no road that costs something
straight from itself: neither by turning round nor by its other end.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.domain.plans import Mode
from core.domain.reasons import BoundProof, CutLink
from core.planning.checking.bound_rules import allowed_within
from core.planning.checking.inspection import Inspection
from core.planning.checking.pieces import Closing, Direction, Stretches
from core.planning.checking.road_capacity import Allowance
from core.planning.checking.roads import FOREVER, MINUTE, SECOND
from core.planning.checking.searches import Searches

if TYPE_CHECKING:
    from core.planning.checking.exposure_proof import Able, Crowd

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_CELLS = 5  # of a step


def earned_by_roads(inspection: Inspection, proof: BoundProof) -> float:
    """What the priced roads would earn if they were full (person-microseconds)."""
    earned = 0.0
    for each in proof.roads:
        allowed = allowed_within(inspection, CutLink(each.link, each.forward, each.start, each.end, 0))
        earned += each.minutes * MINUTE * (allowed or 0)
    return earned


def cheapest_over_priced_roads(
    inspection: Inspection, crowd: "Crowd", able: "Able", beds: tuple[Floats, Bools]
) -> Floats:
    """By kind of the crowd what the cheapest way to a bed costs one of its persons, arrival and prices together
    (microseconds; infinite where there is none). `able` are those with a shelter in reach, `beds` by shelter what one
    costs and whether there is any."""
    tolls = Tolls(inspection, able.largest)
    searches = inspection.searches.with_apart(tolls.directions)
    found = np.full(len(crowd.kinds), np.inf)
    groups: dict[tuple[Mode, int, tuple[bool, ...]], list[int]] = {}
    for k in crowd.placed:
        if able.persons[k]:
            kind = crowd.kinds[k]
            for mode in (kind.traits.on_foot, *((Mode.CAR,) if kind.drives else ())):
                groups.setdefault((mode, kind.traits.legs, tuple(crowd.takes[k].tolist())), []).append(k)
    for (mode, legs, takes), kinds in groups.items():
        ends = _Ends.of(inspection, legs, beds[0], beds[1] & np.array(takes, dtype=bool))
        outlook = _Outlook(inspection, (searches, mode, legs), tolls, ends)
        for k in kinds:
            found[k] = min(found[k], outlook.least(crowd.kinds[k].place, crowd.kinds[k].ready))
    return found


class Tolls:
    """What entering priced directions costs by cell; in the last one, and beyond, nothing."""

    def __init__(self, inspection: Inspection, largest: int) -> None:
        """`largest` is the size of the largest party: it may use the allowances of earlier steps, and the cheapest of
        these counts."""
        proof, roads = inspection.plan.proof, inspection.roads
        priced = () if proof is None or not proof.roads else proof.roads
        self.step_us = step = (proof.step_s if proof is not None else inspection.plan.step_s) * SECOND
        self._inspection, self._largest = inspection, largest
        last = max((roads.after(each.end) for each in priced), default=0)
        self.steps = max(-(-last // step), self._settled() // step + 1)
        self.cell_us = step // _CELLS
        self.cells = self.steps * _CELLS + 1
        price: dict[Direction, Floats] = {}
        for each in priced:
            mine = price.setdefault((each.link, each.forward), np.zeros(self.steps + 1))
            mine[max(0, roads.after(each.start) // step) : max(0, -(-roads.after(each.end) // step))] += each.minutes
        self.directions = frozenset((link, forward) for link, _ in price for forward in (True, False))
        self._by_cell = {direction: self._entering(direction, each * MINUTE) for direction, each in price.items()}

    def _settled(self) -> int:
        """The moment after which no road closes or opens any more, and no shelter opens."""
        closures = (shut for by_link in self._inspection.roads.closures.values() for shut in by_link.values())
        ends = [moment for shut in closures for pair in shut for moment in pair if 0 < moment < FOREVER]
        return max([*ends, int(self._inspection.arrivals.opens.max(initial=0.0))])

    def _entering(self, direction: Direction, price: Floats) -> Floats:
        """By cell the cheapest of the steps that may be used."""
        plan_step = self._inspection.plan.step_s * SECOND
        allowance = Allowance(self._inspection.roads.links[direction[0]].capacity_pph or 0.0, plan_step // SECOND)
        of_cell = np.minimum(np.arange(self.cells) // _CELLS, self.steps)
        found = price[of_cell]
        if allowance.least >= self._largest:
            return found
        merged = self.step_us // plan_step
        for cell in np.flatnonzero(found > 0).tolist():
            first = allowance.window_begin(cell * self.cell_us // plan_step, self._largest)
            found[cell] = price[first // merged : int(of_cell[cell]) + 1].min()
        return found

    def of(self, pieces: tuple[Closing, ...]) -> Floats:
        """Cells x pieces."""
        free = np.zeros(self.cells)
        columns = [self._by_cell.get(piece.direction, free) for piece in pieces]
        return np.array(columns).reshape(len(pieces), self.cells).T


class _Ends(NamedTuple):
    """Shelters that take somebody and have beds: their rows among the goals, the legs behind the road and prices in
    microseconds, and when they open."""

    rows: Ints
    egress: Floats
    price: Floats
    opens: Floats

    @classmethod
    def of(cls, inspection: Inspection, legs: int, price: Floats, takes: Bools) -> "_Ends":
        tables, joined = inspection.arrivals, inspection.junctions.shelters
        columns = [j for j in np.flatnonzero(takes).tolist() if tables.shelters[j] in joined]
        row = {goal: i for i, goal in enumerate(inspection.searches.goals)}
        rows = np.array([row[joined[tables.shelters[j]][0]] for j in columns], dtype=np.int64)
        return cls(rows, tables.egress[columns] * legs, price[columns], tables.opens[columns])


class _Outlook:
    """For one way of travelling: what it costs from each piece on, by the cell in which one enters it."""

    def __init__(self, inspection: Inspection, how: tuple[Searches, Mode, int], tolls: Tolls, ends: _Ends) -> None:
        searches, mode, legs = how
        self._inspection, self._legs, self._ends = inspection, legs, ends
        self._factor = inspection.pace(mode, legs).road
        self._ways: Stretches = searches.stretches(mode)
        self._cell_us, self._cells = tolls.cell_us, tolls.cells
        pieces = self._ways.pieces
        self._ms = np.array([piece.ms for piece in pieces], dtype=np.float64)
        heads = np.array([piece.head for piece in pieces], dtype=np.int64)
        onward = (self._ways.to_goal[ends.rows][:, heads].T + self._ms[:, None]) * self._factor + ends.egress[None, :]
        stay = np.where(self._open(pieces), tolls.of(pieces), np.inf)
        self._cost = self._back(stay, self._leaving(onward), onward)
        starts = np.arange(self._cells)[:, None] * float(self._cell_us)
        self._later = np.minimum.accumulate((self._cost + starts)[::-1], axis=0)[::-1]

    def _open(self, pieces: tuple[Closing, ...]) -> Bools:
        """Cells x pieces: whether one may be entered at some moment of the cell and left before it closes."""
        begin = np.arange(self._cells) * float(self._cell_us)
        end = np.append(begin[1:], np.inf)
        found = np.zeros((self._cells, len(pieces)), dtype=bool)
        for k, piece in enumerate(pieces):
            free = 0.0
            for shut, until in piece.shut:
                last = shut - piece.ms * self._factor
                found[:, k] |= (begin <= last) & (end > free) & (last >= free)
                free = float(until) if until < FOREVER else np.inf
            found[:, k] |= end > free
        return found

    def _leaving(self, onward: Floats) -> Floats:
        """Cells x pieces: the cheapest bed by no other piece; where it opens late one is there as it opens."""
        dear, opens = onward + self._ends.price[None, :], self._ends.opens
        always = opens <= 0
        least = dear[:, always].min(axis=1, initial=np.inf)
        found = np.repeat(least[None, :], self._cells, axis=0)
        end = (np.arange(self._cells) + 1) * float(self._cell_us)
        end[-1] = opens.max(initial=0.0)  # nobody waits in the last cell, which stands for all that follow
        for j in np.flatnonzero(~always):
            wait = np.maximum(
                0.0, opens[j] - end[:, None] - np.where(np.isinf(onward[:, j]), 0.0, onward[:, j])[None, :]
            )
            found = np.minimum(found, dear[None, :, j] + wait)
        return found

    def _pairs(self, onward: Floats) -> tuple[Ints, Ints, Floats]:
        """Pieces one after the other and the time from entering the first to entering the second; without those by
        which nobody would be at any bed cheaper than straight on."""
        hop = (self._ways.between.T + self._ms[:, None]) * self._factor  # [from k, to m]
        tails = np.array([piece.tail for piece in self._ways.pieces], dtype=np.int64)
        ends = self._ends
        ahead = self._ways.ahead[ends.rows][:, tails].T * self._factor + ends.egress[None, :]
        least = (ahead + ends.price[None, :]).min(axis=1, initial=np.inf)
        straight = np.where(ends.opens <= 0, onward + ends.price, np.inf).min(axis=1, initial=np.inf)
        first, then = np.nonzero((hop + least[None, :] < straight[:, None]) & self._save_time())
        return first, then, hop[first, then]

    def _save_time(self) -> Bools:
        """Whether the second piece after the first [k, m] is quicker to some bed or to another piece than stretches
        that cost nothing: else everybody leaves it out. Nobody comes back to a road from itself."""
        ways, links = self._ways, [piece.direction[0] for piece in self._ways.pieces]
        number = np.unique(links, return_inverse=True)[1] if links else np.zeros(0, dtype=np.int64)
        heads = np.array([piece.head for piece in ways.pieces], dtype=np.int64)
        gap, goals = ways.between.T, ways.to_goal[self._ends.rows][:, heads].T
        found = np.zeros(gap.shape, dtype=bool)
        for m, ms in enumerate(self._ms.tolist()):
            through = gap[:, m, None] + ms
            found[:, m] = (through + goals[m] < goals).any(axis=1) | (through + gap[m] < gap).any(axis=1)
        another: Bools = number[:, None] != number[None, :]
        return found & another

    def _back(self, stay: Floats, leaving: Floats, onward: Floats) -> Floats:
        """Costs cells x pieces, the last cell first."""
        first, then, hop = self._pairs(onward)
        cost = stay + leaving
        if not len(first):
            return cost
        ends = np.flatnonzero(np.append(True, first[1:] != first[:-1]))
        rows, last = first[ends], self._cells - 1
        shift = (hop // self._cell_us).astype(np.int64)
        for cell in range(last, -1, -1):
            at = np.minimum(cell + shift, last)
            after = np.minimum(at + 1, last)
            while True:
                going = hop + np.minimum(cost[at, then], cost[after, then])
                better = stay[cell, rows] + np.minimum.reduceat(going, ends)
                if not (better < cost[cell, rows]).any():
                    break
                cost[cell, rows] = np.minimum(cost[cell, rows], better)
        return cost

    def least(self, place: str, ready: int) -> float:
        """For somebody who is ready at a village's door: arrival and prices of his cheapest way."""
        point, access = self._inspection.junctions.places[place]  # type: ignore[index]
        here, out = self._ways.door[point], ready + access * self._legs
        ends = self._ends
        straight = out + self._ways.to_goal[ends.rows, here] * self._factor + ends.egress
        best = float((np.maximum(straight, ends.opens) + ends.price).min(initial=np.inf))
        entry = out + self._ways.to_tail[:, here] * self._factor
        there = np.flatnonzero(np.isfinite(entry))
        if not len(there):
            return best
        entry, last = entry[there], self._cells - 1
        cell = np.minimum(entry // self._cell_us, last).astype(np.int64)
        now = entry + self._cost[cell, there]
        later = np.where(cell < last, self._later[np.minimum(cell + 1, last), there], np.inf)
        return min(best, float(now.min()), float(later.min()))
