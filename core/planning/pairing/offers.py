"""Who may come to which doors that still want somebody: one row for each helper at each group of doors, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from core.domain.pairing import SoftRule
from core.planning.network import Ints
from core.planning.pairing.doors import Doorstep, Doorsteps
from core.planning.pairing.helper_table import Flags, ints


@dataclass(frozen=True)
class Group:
    """Households of one kind that have the same helpers already: none, or the one in `kept`. `known` says how many of
    them know a helper, `doors` where they stand in the list of doors, `barred` who is not to be asked."""

    step: Doorstep
    carried: int
    doors: tuple[int, ...]
    kept: tuple[int, ...] = ()
    known: dict[int, int] = field(default_factory=dict)
    barred: frozenset[int] = frozenset()

    @property
    def wants(self) -> int:
        return 2 - len(self.kept)


@dataclass(frozen=True)
class Spare:
    """What helpers can still take on, and how many households each has already."""

    households: Ints
    hands: Ints
    loaded: Ints


@dataclass(frozen=True, eq=False)
class Offers:
    """Columns by row: the group, the helper, how many of its households he may be given at most and how many of those
    know him, soft rules broken (and how many fewer where he is known), tenths of minutes, the link by which he comes.
    Rows stand by group and helper. And by group: its households, how many persons are carried at each, who is there
    already (-1 for nobody), and at how many of its doors nobody need break `two_by_two`."""

    group: Ints
    who: Ints
    capacity: Ints
    known: Ints
    broken: Ints
    bonus: Ints
    tenths: Ints
    by: Ints
    doors: Ints
    carried: Ints
    kept: Ints
    free: Ints

    @cached_property
    def lifts(self) -> Flags:
        """Which rows are of groups where somebody is carried."""
        return (self.carried > 0)[self.group]


def offers_of(steps: Doorsteps, groups: Sequence[Group], spare: Spare) -> Offers:
    """The offers to all these groups."""
    table = steps.table
    sizes = [len(group.step.who) for group in groups]
    group = np.repeat(np.arange(len(groups)), sizes)
    who, bits, tenths, by = (
        np.concatenate([getattr(group.step, name) for group in groups])
        for name in ("who", "bits", "tenths", "comes_by")
    )
    doors, carried = ints([len(group.doors) for group in groups]), ints([group.carried for group in groups])
    kept = ints([group.kept[0] if group.kept else -1 for group in groups])
    wide = len(table.helpers) + 1
    broken, held = steps.counts[bits], np.flatnonzero(kept >= 0)
    may = (spare.households[who] > 0) & ((carried == 0)[group] | (spare.hands[who] > 0))
    if len(held):
        kept_by = np.full(len(groups), -1, dtype=np.int64)
        kept_by[held] = by[np.searchsorted(group * wide + who, held * wide + kept[held])]
        broken = broken + ((by == kept_by[group]) & (by >= 0))
        home = np.full(len(groups), -1, dtype=np.int64)
        home[held] = table.house[kept[held]]
        may &= table.house[who] != home[group]
    if any(group.barred for group in groups):
        may &= ~_barred(groups, group, who, len(table.helpers))
    row = np.flatnonzero(may)
    group, who = group[row], who[row]
    known, bonus = np.zeros(len(row), dtype=np.int64), np.zeros(len(row), dtype=np.int64)
    if any(group.known for group in groups):
        known = _known(groups, group, who, wide)
        bonus = np.where(known > 0, steps.known_bonus(bits[row]), 0)
    free = doors - _alone(steps, group, who, doors, kept, spare)
    capacity = doors[group]
    several = np.flatnonzero(carried[group] > 1)
    if len(several):  # each unit takes all the hands that there are: one such household alone
        his, at = who[several], group[several]
        taken = np.maximum(np.minimum(carried[at], table.hands[his]), 1)
        capacity[several] = np.minimum(doors[at], np.maximum(1, spare.hands[his] // taken))
    known = np.minimum(known, capacity)
    return Offers(group, who, capacity, known, broken[row], bonus, tenths[row], by[row], doors, carried, kept, free)


def _barred(groups: Sequence[Group], group: Ints, who: Ints, helpers: int) -> Flags:
    """Which rows are of somebody who is not to be asked there."""
    number: dict[frozenset[int], int] = {}
    mine = ints([number.setdefault(group.barred, len(number)) for group in groups])
    barred = np.zeros((len(number), helpers), dtype=bool)
    for names, i in number.items():
        barred[i, sorted(names)] = True
    return barred[mine[group], who]


def _known(groups: Sequence[Group], group: Ints, who: Ints, wide: int) -> Ints:
    """How many of the households at each row know the helper."""
    entries = sorted(
        (g * wide + helper, count) for g, each in enumerate(groups) for helper, count in each.known.items()
    )
    keys, counts = ints([key for key, _ in entries]), ints([n for _, n in entries])
    wanted = group * wide + who
    row = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    known: Ints = np.where(keys[row] == wanted, counts[row], 0)
    return known


def _alone(steps: Doorsteps, group: Ints, who: Ints, doors: Ints, kept: Ints, spare: Spare) -> Ints:
    """In how many doors of each group at least somebody breaks `two_by_two` if he goes there alone."""
    if SoftRule.TWO_BY_TWO in steps.off:
        return np.zeros(len(doors), dtype=np.int64)
    danger = steps.table.danger
    safe = np.flatnonzero(~danger[who])
    least = np.minimum(spare.households[who[safe]], doors[group[safe]])
    out_of_danger = np.bincount(group[safe], least, len(doors)).astype(np.int64)
    alone: Ints = np.maximum(0, doors - out_of_danger)
    held = np.flatnonzero(kept >= 0)
    alone[held] = np.where(danger[kept[held]], doors[held], 0)
    return alone
