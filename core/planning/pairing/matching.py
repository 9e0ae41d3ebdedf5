"""Households of one kind matched with the helpers dealt to them: firsts, then seconds, each at least cost."""

from collections.abc import Sequence

import numpy as np
from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

from core.planning.network import Ints
from core.planning.pairing.doors import Door
from core.planning.pairing.helper_table import HelperTable, ints
from core.planning.pairing.scoring import STRANGER, Scoring

Pairs = list[list[int]]
_UNCOVERED = 10**9
_NEVER = 10**10  # two of one house


def matched(
    table: HelperTable,
    scoring: Scoring,
    doors: Sequence[Door],
    units: Sequence[int],
    *,
    changes_first: bool,
) -> Pairs | None:
    """Firsts matched to households, then seconds to them (assignment problems). `units` are helpers, each as often as
    he was dealt. None where not all of them found a household."""
    step = doors[0].step
    in_order = ints(list(units))
    in_order = in_order[np.lexsort((in_order, step.ways_in(in_order)))]  # helpers stand in the order of their houses
    firsts, seconds = in_order[: len(doors)], in_order[len(doors) :]
    costs = MatchingCosts(table, scoring, doors, in_order, changes_first=changes_first)
    found: Pairs = [[] for _ in doors]
    for row, column in _least(costs.of_firsts(firsts)):
        found[row].append(int(firsts[column]))
    if not len(seconds):
        return found
    # Whoever gets no second stands beside a column of nobody.
    nobody = max(0, len(doors) - len(seconds))
    for row, column in _least(costs.of_seconds(ints([pair[0] for pair in found]), seconds, nobody)):
        if column < len(seconds) and table.houses[found[row][0]] != table.houses[int(seconds[column])]:
            found[row].append(int(seconds[column]))
    return found if sum(map(len, found)) == len(units) else None


class MatchingCosts:
    """What it costs to match doors of one kind with some helpers, all at once: the figures of `Scoring.of_door` as one
    number, but for the minutes."""

    def __init__(
        self, table: HelperTable, scoring: Scoring, doors: Sequence[Door], helpers: Ints, *, changes_first: bool
    ) -> None:
        self._table, self._scoring, self._doors = table, scoring, doors
        self._broken, self._change = (1, 1000) if changes_first else (1000, 1)
        self._helpers = np.unique(helpers)
        step = doors[0].step
        bits = step.bits[np.searchsorted(step.who, self._helpers)]
        index = {helper: column for column, helper in enumerate(self._helpers.tolist())}
        knows = np.zeros((len(doors), len(index)), dtype=np.int64)
        at = [(i, index[helper]) for i, door in enumerate(doors) for helper in door.known if helper in index]
        if at:
            knows[tuple(np.array(at, dtype=np.int64).T)] = 1
        stranger = (bits & STRANGER) > 0
        # What he breaks himself, and what it is worth that somebody whom they know comes, by door and helper.
        self._own = (scoring.counts[bits] - knows * stranger) * self._broken
        self._lost = self._broken * scoring.keeps_known + self._change
        self._kept = knows * self._lost
        self._known = ints([len(door.known) for door in doors]) * self._lost
        self._alone = ints([scoring.alone([helper]) for helper in index]) * self._broken

    def of_firsts(self, helpers: Ints) -> Ints:
        """A row for each door, a column for each helper who goes there alone."""
        column = np.searchsorted(self._helpers, helpers)
        costs: Ints = _UNCOVERED + self._known[:, None] + (self._own + self._alone - self._kept)[:, column]
        return costs

    def of_seconds(self, firsts: Ints, helpers: Ints, nobody: int) -> Ints:
        """The same for each helper who goes there as the second, and so many columns of nobody."""
        first, column = np.searchsorted(self._helpers, firsts), np.searchsorted(self._helpers, helpers)
        row, house = np.arange(len(firsts)), self._table.house
        each = self._own - self._kept
        both = self._known[:, None] + each[row, first][:, None] + each[:, column]
        both += self._shared(firsts, helpers) * self._broken
        both[house[firsts][:, None] == house[helpers][None, :]] = _NEVER
        alone = self.of_firsts(firsts)[row, row]
        return np.concatenate([both, np.repeat(alone[:, None], nobody, axis=1)], axis=1)

    def _shared(self, firsts: Ints, helpers: Ints) -> Ints:
        """Where the two share a road, which only depends on where they start."""
        start = self._table.start
        _, one, by_row = np.unique(start[firsts], return_index=True, return_inverse=True)
        _, other, by_column = np.unique(start[helpers], return_index=True, return_inverse=True)
        door = self._doors[0]
        shared = [
            [self._scoring.shared_road(door, (a, b)) for b in helpers[other].tolist()] for a in firsts[one].tolist()
        ]
        return np.array(shared, dtype=np.int64)[by_row[:, None], by_column[None, :]]


def _least(costs: Ints) -> list[tuple[int, int]]:
    """The cheapest matching of as many rows to columns as there can be, as (row, column), rows rising."""
    rows, columns = costs.shape
    if not columns:
        return []
    side = max(rows, columns)  # whoever is matched beyond the rows or columns is matched to nobody, at no cost
    matrix = np.zeros((side, side), dtype=np.int64)
    matrix[:rows, :columns] = costs
    solver = SimpleLinearSumAssignment()
    one, other = np.divmod(np.arange(side * side), side)
    solver.add_arcs_with_cost(one, other, matrix.reshape(-1))
    if solver.solve() != solver.OPTIMAL:
        raise ArithmeticError("assignment did not end")
    found = [(row, int(solver.right_mate(row))) for row in range(rows)]
    return [(row, column) for row, column in found if column < columns]
