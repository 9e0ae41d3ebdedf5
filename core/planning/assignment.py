"""Who goes to which door: every due household gets a helper A and a deputy B, or stands uncovered with the reason.

The whole district at once: locked pairs first, then a flow over kinds of doors that is exact but for what only single
doors can know and therefore a bound, then who of a kind gets whom, then small valleys where the two differ as exact
programs. What remains between value and bound is shown (`PairingFigures`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.domain.ids import HouseholdId
from core.domain.pairing import (
    LevelFigure,
    LockAside,
    Pairing,
    PairingFigures,
    PairRemedy,
    Uncovered,
)
from core.domain.people import Role
from core.planning.case import Case
from core.planning.network import Ints
from core.planning.pairing.covering import more_can_be_covered
from core.planning.pairing.doors import Door, Doorsteps, doors_of
from core.planning.pairing.exchanging import exchanged, persons_carried
from core.planning.pairing.fetchers import Fetcher, driven_by_fetchers, with_fetchers
from core.planning.pairing.handing_out import Pairs, hand_out
from core.planning.pairing.hard_rules import hands_for
from core.planning.pairing.helper_table import Flags, ints
from core.planning.pairing.locked import follow_locks
from core.planning.pairing.offers import Group, Spare
from core.planning.pairing.parts import Parts
from core.planning.pairing.relaxed_flow import Dealt, deal
from core.planning.pairing.remedies import pair_remedies
from core.planning.pairing.scoring import LEVELS, Figures, Scoring
from core.planning.pairing.small_valleys import Task, cost_of, improved, least
from core.planning.pairing.whole_doors import Counted, WholeDoors
from core.planning.reach import HELPER_WAYS, Reach

_ROLES = tuple(Role)
_QUICKLY_DEALT = 15_000  # offers of helpers to kinds of doors up to which everybody is dealt a second time


@dataclass(frozen=True, slots=True)
class Assignment:
    pairings: tuple[Pairing, ...]
    uncovered: tuple[Uncovered, ...]
    figures: PairingFigures | None = None
    aside: tuple[LockAside, ...] = ()
    remedies: tuple[PairRemedy, ...] = ()


def assign(
    case: Case,
    reach: Reach,
    deadlines: Mapping[HouseholdId, float | None],
    *,
    hold: bool = False,
    fetchers: Sequence[Fetcher] = (),
) -> Assignment:
    """Pair the case's parties with its helpers. `deadlines`: minutes until the last safe departure, None for none.

    The nearer of two is A, but who was A in the standing plan stays A. With `hold` known helpers who may still come
    are kept without asking anybody else, unless a door that could be covered stays empty for it; and even then where
    somebody has dropped out: nobody else's household changes for him. `fetchers` are settled before all that is soft.
    """
    for way in HELPER_WAYS:
        reach.minutes(way, sorted({party.place for party in case.parties}))
    steps = Doorsteps(case, reach)
    doors = doors_of(steps, deadlines)
    work = _Work(steps, doors, fetchers)
    if not hold:
        return work.answer(work.solve(work.locked), changes_first=False)
    found = work.solve(work.held())
    strictly = any(pair.helper in case.out for pair in case.standing.pairings) if case.standing else False
    if not strictly and work.can_cover_more(found):
        free = work.solve(work.locked, changes_first=True)
        return work.answer(free, changes_first=True)
    return work.answer(found, changes_first=True)


@dataclass
class _Found:
    """Helpers of each door, what they cost door by door, and the least that each level could be for those that were not
    settled before."""

    pairs: Pairs
    value: Figures
    bound: Figures
    counted: Counted


class _Work:
    """One pairing in the making."""

    def __init__(self, steps: Doorsteps, doors: Sequence[Door], fetchers: Sequence[Fetcher] = ()) -> None:
        self.steps, self.doors = steps, doors
        self.scoring = Scoring(steps)
        self.whole = WholeDoors(steps, self.scoring, doors)
        locked, self.aside = follow_locks(steps, doors)
        self.locked, self.fetching = with_fetchers(steps, doors, locked, fetchers)

    def held(self) -> Pairs:
        """Locked pairs and known helpers who may still come and are not over their load, household by household."""
        known = [door.known for door in self.doors]
        may = self.whole.goers(known).may
        at_once = self._held_at_once(known, may)
        return self._held_in_turn(may) if at_once is None else at_once

    def _held_at_once(self, known: Sequence[Sequence[int]], may: Flags) -> Pairs | None:
        """The same where no lock and no load or house stands in anybody's way, as after most changes."""
        if any(self.locked) or max(map(len, known), default=0) > 2:
            return None
        found = [list(pair) for pair in known]
        if not may.all():
            each = iter(may.tolist())
            found = [[helper for helper in pair if next(each)] for pair in found]
        table, house = self.steps.table, self.steps.table.houses
        load, taken = self._load(found)
        if (load > table.max_load).any() or (taken > table.hands).any():
            return None
        if any(len(pair) > 1 and house[pair[0]] == house[pair[1]] for pair in found):
            return None
        return found

    def _held_in_turn(self, mays: Flags) -> Pairs:
        table, found = self.steps.table, [list(pair) for pair in self.locked]
        spare = self.spare(found)
        households, hands, all_hands = spare.households.tolist(), spare.hands.tolist(), table.hands.tolist()
        house = table.houses
        may = iter(mays.tolist())
        for i, (door, pair) in enumerate(zip(self.doors, found, strict=True)):
            able = [helper for helper in door.known if next(may)]
            if i in self.fetching:  # who was A stays beside whoever fetches them
                able.sort(key=lambda helper: helper != door.first)
            for helper in able:
                if len(pair) > 1 or helper in pair or households[helper] < 1:
                    continue
                taken = hands_for(door.step.kind.carried, all_hands[helper])
                if hands[helper] < taken or (pair and house[pair[0]] == house[helper]):
                    continue
                pair.append(helper)
                households[helper] -= 1
                hands[helper] -= taken
        return found

    def spare(self, found: Pairs) -> Spare:
        """What helpers can still take on beside these."""
        table = self.steps.table
        load, taken = self._load(found)
        return Spare(np.maximum(table.max_load - load, 0), np.maximum(table.hands - taken, 0), load)

    def _load(self, found: Pairs) -> tuple[Ints, Ints]:
        """How many households each helper has, and how many of his hands they take."""
        table = self.steps.table
        load = np.bincount(ints([helper for pair in found for helper in pair]), minlength=len(table.helpers))
        taken = np.zeros(len(table.helpers), dtype=np.int64)
        for helper, persons in persons_carried(self.doors, found, table.hands.tolist()).items():
            taken[helper] = persons
        return load, taken

    def groups(self, found: Pairs) -> list[Group]:
        """Doors that still want somebody, by kind and who they have."""
        parts: dict[tuple[object, tuple[int, ...]], list[int]] = {}
        for i, (door, pair) in enumerate(zip(self.doors, found, strict=True)):
            if len(pair) < 2:
                parts.setdefault((door.step, tuple(pair)), []).append(i)
        made = []
        for (_, kept), mine in parts.items():
            door = self.doors[mine[0]]
            known = Counter([h for i in mine for h in self.doors[i].known if h >= 0 and h not in kept])
            made.append(Group(door.step, door.kind.carried, tuple(mine), kept, dict(known)))
        return made

    def solve(self, settled: Pairs, *, changes_first: bool = False) -> _Found:
        """The best pairing that contains what is settled, with its bound."""
        groups, spare = self.groups(settled), self.spare(settled)
        dealt = deal(self.steps, groups, spare, changes_first=changes_first)
        pairs = self._handed_out(groups, settled, dealt, changes_first=changes_first)
        if (self._load(pairs)[1] > self.steps.table.hands).any():
            pairs = self._within_his_hands(groups, settled, pairs, changes_first=changes_first)
        task = Task(self.steps, self.scoring, self.doors, groups, settled, spare, changes_first)
        counted = self.whole.count(pairs)
        mine = [i for group in groups for i in group.doors]
        base = self._settled_figures(mine, counted, spare)
        before = self.whole.count(settled) if any(dealt.shares) else counted
        bound, value = least(before.figures(mine), dealt), self._value(mine, settled, spare, pairs, counted)
        if value != bound:
            bound = improved(task, pairs, bound)
            value = cost_of(task, groups, pairs)
            counted = self.whole.count(pairs)
        return _Found(pairs, _sum(base, value), _sum(base, bound), counted)

    def _handed_out(self, groups: Sequence[Group], settled: Pairs, dealt: Dealt, *, changes_first: bool) -> Pairs:
        pairs = list(settled)  # what a group is handed replaces what its doors had
        for group, share in zip(groups, dealt.shares, strict=True):
            if not share:
                continue
            mine = [self.doors[i] for i in group.doors]
            handed = hand_out(self.steps.table, self.scoring, mine, group, share, changes_first=changes_first)
            for i, pair in zip(group.doors, handed, strict=True):
                pairs[i] = pair
        return pairs

    def _within_his_hands(self, groups: Sequence[Group], settled: Pairs, pairs: Pairs, *, changes_first: bool) -> Pairs:
        """Whoever was dealt to a household where several are carried goes to one such household and carries nobody
        else; the others go to none. In a large district whoever has too many exchanges them first; failing that, it is
        first among the doors where somebody is carried, and among all only if one stays empty for it."""
        offers = sum(len(group.step.who) for group in groups)
        if offers > _QUICKLY_DEALT:
            table, scoring = self.steps.table, self.scoring
            kept = exchanged(table, scoring, self.doors, settled, pairs, changes_first=changes_first)
            if kept is not None:
                return kept
        hands, spare = self.steps.table.hands, self.spare(settled)
        several = {
            helper
            for door, pair, mine in zip(self.doors, pairs, settled, strict=True)
            for helper in (pair if door.kind.carried > 1 else ())
            if helper not in mine and spare.hands[helper] == hands[helper]
        }
        found = pairs
        for whole in (True,) if offers <= _QUICKLY_DEALT else (False, True):
            base = [
                list(mine if whole or door.kind.carried else pair)
                for door, pair, mine in zip(self.doors, pairs, settled, strict=True)
            ]
            less = [self._parted(group, several) for group in (groups if whole else self.groups(base))]
            left = self.spare(base)
            left.hands[sorted(several)] = np.minimum(left.hands[sorted(several)], 1)
            again = deal(self.steps, less, left, changes_first=changes_first)
            found = self._handed_out(less, base, again, changes_first=changes_first)
            if sum(map(len, found)) >= sum(map(len, pairs)):
                break
        return found

    def _parted(self, group: Group, several: set[int]) -> Group:
        if group.carried == 1:
            return replace(group, barred=frozenset(several))
        if group.carried > 1:
            return replace(group, barred=frozenset(group.step.who.tolist()) - several)
        return group

    def _value(self, mine: Sequence[int], settled: Pairs, spare: Spare, pairs: Pairs, counted: Counted) -> Figures:
        """What the doors of all groups cost; of the load what comes on top of what is settled."""
        new = Counter([helper for i in mine for helper in pairs[i] if helper not in settled[i]])
        loaded: list[int] = spare.loaded.tolist()
        squares = sum([(loaded[helper] + n) ** 2 - loaded[helper] ** 2 for helper, n in new.items()])
        return (*counted.figures(mine), squares)

    def _settled_figures(self, mine: Sequence[int], counted: Counted, spare: Spare) -> Figures:
        """What the other doors cost that want nobody any more, and the load of all that is settled."""
        done = np.ones(len(self.doors), dtype=bool)
        done[mine] = False
        return (*counted.figures(np.flatnonzero(done)), int((spare.loaded**2).sum()))

    def can_cover_more(self, found: _Found) -> bool:
        """Whether doors that stay empty could be covered if nobody were held on to."""
        if not found.value[0] and not found.value[1]:
            return False
        if not found.value[0] and not self.spare(found.pairs).households.any():
            return False  # everybody has an A, and nobody could take on one household more
        return more_can_be_covered(self.steps, self.groups(self.locked), self.spare(self.locked), found.pairs)

    def answer(self, found: _Found, *, changes_first: bool) -> Assignment:
        """Pairings as values: A and B, what is broken, why somebody is missing, and how good the whole is."""
        pairs = found.pairs
        doors = driven_by_fetchers(self.steps, self.doors, pairs, self.fetching) if self.fetching else self.doors
        parts = Parts(self.steps.table, self.scoring, doors)
        counted = found.counted
        names = [door.household for door in doors]
        in_order = sorted(range(len(doors)), key=names.__getitem__)
        pairings = self._pairings(counted, parts.turned(pairs, counted), in_order)
        uncovered = [
            Uncovered(names[i], role, parts.why(role, doors[i], pairs[i]))
            for i in in_order
            for role in _ROLES[len(pairs[i]) :]
        ]
        figures = tuple(map(LevelFigure, LEVELS, found.value, found.bound))
        short = [(door, len(pair)) for door, pair in zip(doors, pairs, strict=True) if len(pair) < 2]
        remedies = pair_remedies(self.steps.case, self.steps.reach, short)
        return Assignment(pairings, tuple(uncovered), PairingFigures(figures, held=changes_first), self.aside, remedies)

    def _pairings(self, counted: Counted, turned: Ints, in_order: Sequence[int]) -> tuple[Pairing, ...]:
        """Who goes to each door, by household and part. What stays as it was is the same value."""
        row = np.arange(len(counted.goers.helper))
        one = counted.first[turned]
        row[one], row[one + 1] = one + 1, one
        going = counted.going[in_order]
        ends = np.cumsum(going)
        part = np.arange(len(row)) - np.repeat(ends - going, going)
        row = row[np.repeat(counted.first[in_order], going) + part]
        ids, broken = self.steps.table.ids, counted.broken()
        columns = (
            [self.doors[i].household for i in np.repeat(in_order, going).tolist()],
            [_ROLES[n] for n in part.tolist()],
            [ids[helper] for helper in counted.goers.helper[row].tolist()],
            counted.goers.minutes[row].tolist(),
            [broken[n] for n in row.tolist()],
        )
        standing = self.steps.case.standing
        if standing is None or not standing.pairings:
            return tuple(map(Pairing, *columns))
        old = {(each.household, each.role): each for each in standing.pairings}
        found = []
        for household, role, helper, minutes, rules in zip(*columns, strict=True):
            said = old.get((household, role))
            if said is None or said.helper != helper or said.minutes != minutes or said.broken != rules:
                said = Pairing(household, role, helper, minutes, rules)
            found.append(said)
        return tuple(found)


def _sum(one: Figures, other: Figures) -> Figures:
    return tuple(a + b for a, b in zip(one, other, strict=True))
