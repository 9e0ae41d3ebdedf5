"""Where value and bound differ: parts of the district that share no helper with the rest, if small, solved exactly.

One binary for each helper who may come to each door; the levels are made least one after the other. Bounded in nodes of
the search, not in seconds: a part that does not end keeps what was dealt, and its bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from core.domain.pairing import SoftRule
from core.planning.pairing.doors import Door, Doorsteps
from core.planning.pairing.hard_rules import hands_for
from core.planning.pairing.offers import Group, Spare
from core.planning.pairing.relaxed_flow import Dealt, deal
from core.planning.pairing.scoring import Figures, Scoring, ordered
from core.planning.quiet_highs import QuietHighs

Pairs = list[list[int]]
_OFFERS = 600  # helpers times doors of a part up to which it is solved exactly
_NODES = 2_000
_PARTS = 40  # parts tried at most


@dataclass(frozen=True)
class Task:
    """Doors that still want somebody, in groups; what is settled at all doors and what helpers have left beside it."""

    steps: Doorsteps
    scoring: Scoring
    doors: Sequence[Door]
    groups: Sequence[Group]
    settled: Pairs
    spare: Spare
    changes_first: bool


def least(settled: Figures, dealt: Dealt) -> Figures:
    """What doors cost at least by what the flow dealt them: `settled` is what they cost with nobody but those settled.
    Every standing pair that the flow does not keep is a change, and breaks a rule where that rule is on."""
    _, _, broken, lost, tenths, *_ = settled
    return (
        dealt.uncovered_a,
        dealt.uncovered_b,
        broken + dealt.broken,
        lost + dealt.changes,
        tenths + dealt.tenths,
        dealt.squares,
    )


def cost_of(task: Task, groups: Sequence[Group], pairs: Pairs) -> Figures:
    """What the doors of some groups cost; of the load what comes on top of what is settled."""
    totals = [0] * 5
    new: dict[int, int] = {}
    for group in groups:
        for i in group.doors:
            for level, value in enumerate(task.scoring.of_door(task.doors[i], pairs[i])):
                totals[level] += value
            for helper in pairs[i]:
                if helper not in task.settled[i]:
                    new[helper] = new.get(helper, 0) + 1
    before = task.spare.loaded
    squares = sum((int(before[h]) + n) ** 2 - int(before[h]) ** 2 for h, n in new.items())
    return (*totals, squares)


def improved(task: Task, pairs: Pairs, bound: Figures) -> Figures:
    """Solve small parts where `pairs` cost more than the flow says; `pairs` are changed in place, the bound returned is
    the better one."""
    total = list(bound)
    tried = 0
    for part in _parts(task):
        if tried >= _PARTS:
            break
        sizes = sum(len(group.step.who) * len(group.doors) for group in part)
        if sizes > _OFFERS:
            continue
        value = cost_of(task, part, pairs)
        mine = [i for group in part for i in group.doors]
        settled = task.scoring.of([task.doors[i] for i in mine], [task.settled[i] for i in mine])
        relaxed = least(settled, deal(task.steps, part, task.spare, changes_first=task.changes_first))
        if value == relaxed:
            continue
        tried += 1
        found = _Program(task, part).solve()
        if found is None:
            continue
        exact = cost_of(task, part, found)
        if ordered(exact, changes_first=task.changes_first) <= ordered(value, changes_first=task.changes_first):
            for group in part:
                for i in group.doors:
                    pairs[i] = found[i]
        total = [now - before + after for now, before, after in zip(total, relaxed, exact, strict=True)]
    return tuple(total)


def _parts(task: Task) -> list[list[Group]]:
    """Groups that compete for the same helpers, directly or through others."""
    groups = task.groups
    if not groups:
        return []
    count = len(groups)
    rows = np.concatenate([np.full(len(group.step.who), i) for i, group in enumerate(groups)])
    columns = np.concatenate([group.step.who for group in groups]) + count
    free = task.spare.households[columns - count] > 0
    size = count + len(task.spare.households)
    graph = coo_array((np.ones(int(free.sum())), (rows[free], columns[free])), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    parts: dict[int, list[Group]] = {}
    for i, group in enumerate(groups):
        parts.setdefault(int(label[i]), []).append(group)
    return list(parts.values())


class _Program:
    """The part as an integer program. Columns: helper at door, covered, covered twice, roads shared, one alone in
    danger, and each further household of a helper."""

    def __init__(self, task: Task, part: Sequence[Group]) -> None:
        self._task = task
        self._at = sorted(i for group in part for i in group.doors)
        self._costs: list[Figures] = []
        self._upper: list[float] = []
        self._rows: list[tuple[dict[int, float], float, float]] = []
        self._offers: dict[tuple[int, int], int] = {}
        for i in self._at:
            self._door(i)
        self._loads()

    def _column(self, *cost: int, upper: float = 1.0) -> int:
        self._costs.append((*cost, *[0] * (6 - len(cost))))
        self._upper.append(upper)
        return len(self._costs) - 1

    def _door(self, i: int) -> None:
        task = self._task
        steps, scoring, door, kept = task.steps, task.scoring, task.doors[i], task.settled[i]
        table = steps.table
        mine: dict[int, int] = {}
        for helper in door.step.who.tolist():
            if helper in kept:
                continue
            if task.spare.households[helper] < 1 or any(table.house[helper] == table.house[k] for k in kept):
                continue
            if door.kind.carried and task.spare.hands[helper] < hands_for(door.kind.carried, int(table.hands[helper])):
                continue
            known = int(helper in door.known)
            counted = 0 if SoftRule.KNOWN_HELPER in steps.off else known
            shared = sum(scoring.shared_road(door, [helper, k]) for k in kept)
            broken = scoring.bits(door, helper).bit_count() + shared - counted
            tenths = door.step.of[helper].tenths
            mine[helper] = self._offers[i, helper] = self._column(0, 0, broken, -known, tenths)
        twice = self._column(0, -1)
        if kept:
            self._rows.append(({**dict.fromkeys(mine.values(), 1.0), twice: -1.0}, 0.0, 0.0))
        else:
            once = self._column(-1)
            self._rows.append(({**dict.fromkeys(mine.values(), 1.0), once: -1.0, twice: -1.0}, 0.0, 0.0))
            self._rows.append(({once: 1.0, twice: -1.0}, 0.0, 1.0))
            self._pairwise(door, mine)
        if SoftRule.TWO_BY_TWO not in steps.off:
            for helper in kept:
                if table.danger[helper]:  # alone until somebody else comes too
                    alone = self._column(0, 0, 1)
                    self._rows.append(({alone: 1.0, twice: 1.0}, 1.0, 2.0))
            for helper, column in mine.items():
                if table.danger[helper] and not kept:
                    alone = self._column(0, 0, 1)
                    self._rows.append(({alone: 1.0, twice: 1.0, column: -1.0}, 0.0, 2.0))

    def _pairwise(self, door: Door, mine: dict[int, int]) -> None:
        """Two of one house never, two by one road at a price."""
        house = self._task.steps.table.house
        names = sorted(mine)
        shared = self._column(0, 0, 1)
        for n, one in enumerate(names):
            for other in names[n + 1 :]:
                if house[one] == house[other]:
                    self._rows.append(({mine[one]: 1.0, mine[other]: 1.0}, 0.0, 1.0))
                elif self._task.scoring.shared_road(door, [one, other]):
                    self._rows.append(({mine[one]: 1.0, mine[other]: 1.0, shared: -1.0}, -1.0, 1.0))

    def _loads(self) -> None:
        task = self._task
        hands, table = task.spare.hands, task.steps.table
        by_helper: dict[int, list[tuple[int, int]]] = {}
        for (i, helper), column in self._offers.items():
            by_helper.setdefault(helper, []).append((i, column))
        for helper, offers in by_helper.items():
            spare, loaded = int(task.spare.households[helper]), int(task.spare.loaded[helper])
            each = [self._column(0, 0, 0, 0, 0, 2 * (loaded + n) + 1) for n in range(min(spare, len(offers)))]
            row = {column: 1.0 for _, column in offers} | dict.fromkeys(each, -1.0)
            self._rows.append((row, 0.0, 0.0))
            taken = {
                column: float(hands_for(task.doors[i].kind.carried, int(table.hands[helper])))
                for i, column in offers
                if task.doors[i].kind.carried
            }
            if taken:
                self._rows.append((taken, 0.0, float(hands[helper])))

    def solve(self) -> Pairs | None:
        """Who comes to each door of the part, None where the search did not end."""
        order = (0, 1, 3, 2, 4, 5) if self._task.changes_first else (0, 1, 2, 3, 4, 5)
        values: np.ndarray | None = None
        for level in order:
            cost = np.array([each[level] for each in self._costs], dtype=float)
            if not cost.any():
                continue
            values = self._run(cost)
            if values is None:
                return None
            best = round(float(cost @ np.rint(values)))
            terms = {int(c): float(cost[c]) for c in np.flatnonzero(cost)}
            self._rows.append((terms, -highspy.kHighsInf, float(best)))
        pairs = list(self._task.settled)
        for i in self._at:
            pairs[i] = list(pairs[i])
        if values is not None:
            for (i, helper), column in self._offers.items():
                if values[column] > 0.5:
                    pairs[i].append(helper)
        return pairs

    def _run(self, cost: np.ndarray) -> np.ndarray | None:
        solver = QuietHighs()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_max_nodes", _NODES),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 1e-6),
        ):
            solver.setOptionValue(name, value)
        solver.passModel(self._model(cost))
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found: np.ndarray = np.asarray(solver.getSolution().col_value)
        return found

    def _model(self, cost: np.ndarray) -> highspy.HighsLp:
        entries = [(row, c, v) for row, (terms, *_) in enumerate(self._rows) for c, v in terms.items()]
        rows, columns, values = zip(*entries, strict=True)
        shape = (len(self._rows), len(self._costs))
        matrix = coo_array((np.array(values), (np.array(rows), np.array(columns))), shape=shape).tocsc()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = shape[1], shape[0]
        lp.col_cost_ = cost
        lp.col_lower_ = np.zeros(shape[1])
        lp.col_upper_ = np.array(self._upper)
        lp.row_lower_ = np.array([low for _, low, _ in self._rows])
        lp.row_upper_ = np.array([high for *_, high in self._rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        lp.integrality_ = [highspy.HighsVarType.kInteger] * shape[1]
        return lp
