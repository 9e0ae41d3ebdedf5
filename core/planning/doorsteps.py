"""Who may come to a door at all, and what it would cost: the hard rules one by one, the soft ones as minutes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import HelperId, PlaceCode
from core.domain.people import Helper
from core.domain.plans import SoftRule, UncoveredRule
from core.planning.case import Case
from core.planning.network import Floats, Ints
from core.planning.reach import REACH_MINUTES, Reach, helper_way

OLD_AGE = 65
# Whoever carries somebody should not be older than this.
OLD_AGE_CARRYING = 60
# Soft rules in minutes of detour that we would accept to keep them.
SOFT_MINUTES = {SoftRule.OWN_DANGER_ZONE: 15, SoftRule.AGE: 10, SoftRule.POSITION_UNKNOWN: 10}
_TENTHS = 10  # costs are whole tenths of a minute
_SOFT = tuple(sorted(SOFT_MINUTES))
_BROKEN = tuple(tuple(rule for i, rule in enumerate(_SOFT) if code >> i & 1) for code in range(1 << len(_SOFT)))


def house_of(helper: Helper) -> str:
    """The house a helper lives in; one without a household is a house of his own."""
    return f"household/{helper.household}" if helper.household is not None else f"helper/{helper.id}"


@dataclass(frozen=True)
class Doorstep:
    """Helpers who may come to one kind of door, by house and id: their indices, minutes, costs (tenths of a minute) and
    the soft rules that each would break, sorted; and the rule that took the last of the others."""

    who: Ints
    minutes: Floats
    cost: Ints
    broken: tuple[tuple[SoftRule, ...], ...]
    rule: UncoveredRule

    @cached_property
    def at(self) -> dict[int, int]:
        """Where each helper stands in the arrays."""
        return {helper: i for i, helper in enumerate(self.who.tolist())}


class Doorsteps:
    """Helpers who are not due themselves, and the kinds of doors they may go to. `house` are indices of houses."""

    def __init__(self, case: Case, reach: Reach) -> None:
        self._reach = reach
        free = (helper for helper in case.helpers if helper.household not in case.due_households)
        self.helpers: tuple[Helper, ...] = tuple(sorted(free, key=lambda helper: (house_of(helper), helper.id)))
        self.index: dict[HelperId, int] = {helper.id: i for i, helper in enumerate(self.helpers)}
        self.house: Ints = np.unique([house_of(h) for h in self.helpers], return_inverse=True)[1].astype(np.int64)
        self.max_load = _ints([max(0, helper.max_load) for helper in self.helpers])
        starts = [(helper.place, helper_way(helper)) for helper in self.helpers]
        self._starts = tuple(sorted(set(starts)))
        column = {start: i for i, start in enumerate(self._starts)}
        self._column = _ints([column[start] for start in starts])
        danger = {party.place for party in case.parties}
        self._danger = np.array([helper.place in danger for helper in self.helpers], dtype=bool)
        self._age = _ints([helper.age or 0 for helper in self.helpers])  # an unknown age breaks no rule
        self._awake = np.array([helper.night or not case.night for helper in self.helpers], dtype=bool)
        self._strong = np.array([helper.carries >= 1 for helper in self.helpers], dtype=bool)
        self._known: dict[tuple[PlaceCode, bool, float | None], Doorstep] = {}

    def at(self, place: PlaceCode, carry: bool, deadline_min: float | None) -> Doorstep:
        """One kind of door: its village, whether somebody must be carried, and when it is too late."""
        key = (place, carry, deadline_min)
        if key not in self._known:
            self._known[key] = self._made(*key)
        return self._known[key]

    def _made(self, place: PlaceCode, carry: bool, deadline_min: float | None) -> Doorstep:
        by_start, by_guess = self._reach.to_door(place, self._starts)
        minutes, guessed = by_start[self._column], by_guess[self._column]
        who = np.flatnonzero(minutes <= min(REACH_MINUTES, np.inf if deadline_min is None else deadline_min))
        rule = UncoveredRule.NO_HELPER_IN_REACH
        for taken_by, keeps in self._hard_rules(carry):
            if len(who):
                who = who[keeps(who)]
                rule = UncoveredRule.ALL_LOADED if len(who) else taken_by
        # Which soft rules each would break, as a bit for each rule in order.
        breaks = {
            SoftRule.AGE: self._age[who] > (OLD_AGE_CARRYING if carry else OLD_AGE),
            SoftRule.OWN_DANGER_ZONE: self._danger[who],
            SoftRule.POSITION_UNKNOWN: guessed[who],
        }
        cost = np.rint(minutes[who] * _TENTHS).astype(np.int64)
        bits = np.zeros(len(who), dtype=np.int64)
        for i, rule_broken in enumerate(_SOFT):
            cost += _TENTHS * SOFT_MINUTES[rule_broken] * breaks[rule_broken]
            bits += breaks[rule_broken] << i
        return Doorstep(who, minutes[who], cost, tuple(_BROKEN[code] for code in bits.tolist()), rule)

    def _hard_rules(self, carry: bool) -> list[tuple[UncoveredRule, Callable[[Ints], NDArray[np.bool_]]]]:
        return [
            (UncoveredRule.NOBODY_AWAKE, lambda who: self._awake[who]),
            (UncoveredRule.NOBODY_CAN_CARRY, lambda who: self._strong[who] | (not carry)),
            (UncoveredRule.ALL_LOADED, lambda who: self.max_load[who] > 0),
        ]


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)
