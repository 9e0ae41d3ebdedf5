"""Pairs that somebody has set by hand: followed while they break no hard rule, else left aside with the rule."""

from collections.abc import Sequence

import numpy as np

from core.domain.helping import Lock
from core.domain.pairing import LockAside, LockRule
from core.planning.pairing.doors import Door, Doorsteps
from core.planning.pairing.hard_rules import different_houses, hands_for, rules_of

Pairs = list[list[int]]


def follow_locks(steps: Doorsteps, doors: Sequence[Door]) -> tuple[Pairs, tuple[LockAside, ...]]:
    """Who is settled at each door by a lock, and the locks of due households that cannot be followed.

    Where locks together are more than a helper can take on, those of the first households by id stand.
    """
    table = steps.table
    nobody: list[int] = []
    found: Pairs = [nobody] * len(doors)
    if not steps.case.locks:
        return found, ()
    at = {door.household: i for i, door in enumerate(doors)}
    aside = []
    households, hands = table.max_load.copy(), table.hands.copy()
    for lock in sorted(steps.case.locks, key=lambda each: (each.household, each.role)):
        if lock.household not in at:
            continue
        i = at[lock.household]
        rule = _barred(steps, doors[i], lock, found[i])
        helper = table.index.get(lock.helper, -1)
        taken = hands_for(doors[i].kind.carried, int(table.hands[helper])) if helper >= 0 else 0
        if rule is None and (households[helper] < 1 or hands[helper] < taken):
            rule = LockRule.ALL_LOADED
        if rule is not None:
            aside.append(LockAside(lock.household, lock.role, lock.helper, rule))
            continue
        found[i] = [*found[i], helper]
        households[helper] -= 1
        hands[helper] -= taken
    return found, tuple(aside)


def _barred(steps: Doorsteps, door: Door, lock: Lock, others: list[int]) -> LockRule | None:
    """The first hard rule that a lock would break."""
    table, case = steps.table, steps.case
    helper = table.index.get(lock.helper, -1)
    if helper < 0:
        someone = next((each for each in case.helpers if each.id == lock.helper), None)
        if someone is None:
            return LockRule.HELPER_UNKNOWN
        return LockRule.HELPER_OUT if lock.helper in case.out else LockRule.HELPER_DUE
    if helper not in door.step.of:
        minutes, one = steps.minutes_of(door.kind), np.array([helper])
        for rule, comes in rules_of(case.night):
            if not comes(table, door.kind, one, minutes[one])[0]:
                return LockRule(rule.value)
    if any(not different_houses(table, helper, other) for other in others):
        return LockRule.ONLY_SAME_HOUSE
    return None
