"""Many doors with those who go there as columns: what they break and cost, counted all at once.

The same figures as `scoring.Scoring` counts door by door; this is for the thousands of doors where nobody asks what
else could be, as after one helper has dropped out at night.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.pairing import SoftRule
from core.planning.network import Floats, Ints
from core.planning.pairing.doors import Door, Doorstep, Doorsteps
from core.planning.pairing.helper_table import Flags
from core.planning.pairing.scoring import STRANGER, Figures, Scoring

Pairs = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Goers:
    """One row for each helper at each door, doors in order: the rows of his door and of himself, whether he may come
    (the rest holds only where he may), the soft rules broken as bits, tenths of minutes and minutes on the way, the
    link he comes by."""

    door: Ints
    helper: Ints
    may: Flags
    bits: Ints
    tenths: Ints
    minutes: Floats
    comes_by: Ints


class WholeDoors:
    """The doorsteps of some doors, one under the other: sorted by doorstep and helper, so that a search finds a row."""

    def __init__(self, steps: Doorsteps, scoring: Scoring, doors: Sequence[Door]) -> None:
        self._steps, self._scoring, self._doors = steps, scoring, doors
        number: dict[Doorstep, int] = {}
        self._step = np.array([number.setdefault(door.step, len(number)) for door in doors], dtype=np.int64)
        self._known = np.array([len(door.known) for door in doors], dtype=np.int64)
        self._wide = len(steps.table.helpers) + 1
        mine = tuple(number)
        self._keys = _joined([i * self._wide + step.who for i, step in enumerate(mine)])
        self._bits, self._tenths, self._comes_by = (
            _joined([getattr(step, name) for step in mine]) for name in ("bits", "tenths", "comes_by")
        )
        self._minutes: Floats = np.concatenate([step.minutes for step in mine]) if mine else np.zeros(0)

    def goers(self, pairs: Pairs) -> Goers:
        """Those who go to each door, in the order of `pairs`; a helper of -1 may not come."""
        counts = np.fromiter(map(len, pairs), dtype=np.int64, count=len(pairs))
        helper = np.array([helper for pair in pairs for helper in pair], dtype=np.int64)
        door = np.repeat(np.arange(len(pairs)), counts)
        wanted = self._step[door] * self._wide + helper
        if not len(self._keys):
            nobody = np.zeros(len(helper), dtype=np.int64)
            return Goers(door, helper, nobody > 0, nobody, nobody, nobody.astype(float), nobody)
        row = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        may = (self._keys[row] == wanted) & (helper >= 0)
        return Goers(door, helper, may, self._bits[row], self._tenths[row], self._minutes[row], self._comes_by[row])

    def count(self, pairs: Pairs) -> "Counted":
        """What doors cost where `pairs` go there, all of whom may."""
        doors, scoring, steps = self._doors, self._scoring, self._steps
        goers = self.goers(pairs)
        going = np.fromiter(map(len, pairs), dtype=np.int64, count=len(doors))
        knows = np.zeros(len(goers.helper), dtype=bool)
        if self._known.any():
            knows[:] = [h in d.known for d, pair in zip(doors, pairs, strict=True) for h in pair]
        bits = np.where(knows, goers.bits & ~STRANGER, goers.bits)
        lost = self._known - np.bincount(goers.door[knows], minlength=len(doors))
        first = np.cumsum(going) - going
        alone = np.zeros(len(doors), dtype=bool)
        if SoftRule.TWO_BY_TWO not in steps.off:
            one = np.flatnonzero(going == 1)
            alone[one] = steps.table.danger[goers.helper[first[one]]]
        return Counted(
            scoring,
            goers,
            first,
            going,
            bits,
            lost,
            self._shared(pairs, goers, first, going),
            alone,
            knows,
            self._known > 0,
        )

    def _shared(self, pairs: Pairs, goers: Goers, first: Ints, going: Ints) -> Flags:
        """Which doors' two helpers are cut off by one closure: at once where they come by one link or by none."""
        found = np.zeros(len(pairs), dtype=bool)
        two = np.flatnonzero(going == 2)
        one, other = goers.comes_by[first[two]], goers.comes_by[first[two] + 1]
        found[two] = (one == other) & (one >= 0)
        for i in two[(one != other) & (one >= 0) & (other >= 0)].tolist():
            found[i] = self._scoring.shared_road(self._doors[i], pairs[i])
        return found


@dataclass(frozen=True, slots=True)
class Counted:
    """By door: where its helpers begin among the `goers` and how many there are, standing pairs given up, whether the
    two share a road, whether one who lives in danger goes alone, whether anybody knew it. By goer: `bits`, `knows`."""

    scoring: Scoring
    goers: Goers
    first: Ints
    going: Ints
    bits: Ints
    lost: Ints
    shared: Flags
    alone: Flags
    knows: Flags
    known: Flags

    def figures(self, doors: Sequence[int] | Ints) -> Figures:
        """All levels but the load, of some doors by their rows."""
        mine = np.zeros(len(self.going), dtype=bool)
        mine[np.asarray(doors, dtype=np.int64)] = True
        theirs = mine[self.goers.door]
        lost = int(self.lost[mine].sum())
        broken = int(self.scoring.counts[self.bits[theirs]].sum() + self.shared[mine].sum() + self.alone[mine].sum())
        return (
            int((self.going[mine] < 1).sum()),
            int((self.going[mine] < 2).sum()),
            broken + (lost if self.scoring.keeps_known else 0),
            lost,
            int(self.goers.tenths[theirs].sum()),
        )

    def broken(self) -> list[tuple[SoftRule, ...]]:
        """The soft rules that stand at each goer, sorted."""
        door = self.goers.door
        new = (self.lost > 0)[door] & self.known[door] & ~self.knows & self.scoring.keeps_known
        keys = zip(*(column.tolist() for column in (self.bits, new, self.shared[door], self.alone[door])), strict=True)
        return [self.scoring.named(*key) for key in keys]


def _joined(columns: list[Ints]) -> Ints:
    return np.concatenate(columns) if columns else np.zeros(0, dtype=np.int64)
