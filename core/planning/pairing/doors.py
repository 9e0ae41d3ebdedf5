"""Doors of one kind and who may come to them: minutes, soft rules broken, and the road by which each comes in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.domain.ids import HelperId, HouseholdId
from core.domain.pairing import SoftRule, UncoveredRule
from core.domain.people import Mobility, Role
from core.planning.case import Case, CaseParty
from core.planning.network import Floats, Ints
from core.planning.pairing.hard_rules import DoorKind, rules_of
from core.planning.pairing.helper_table import HelperTable
from core.planning.pairing.soft_rules import ONE_HELPER, holds
from core.planning.reach import Reach, helper_way

TENTHS = 10  # of a minute: reach times are compared in whole tenths


@dataclass(frozen=True)
class Doorstep:
    """Helpers who may come to one kind of door, by house and id: their rows in the table, minutes and tenths of them,
    the soft rules that each would break as bits in the order of `ONE_HELPER`, and the link by which each comes in (-1
    for none). `rule` is the one that took the last of the others."""

    who: Ints
    minutes: Floats
    tenths: Ints
    bits: Ints
    comes_by: Ints
    rule: UncoveredRule

    @cached_property
    def at(self) -> dict[int, int]:
        """Where each helper stands in the arrays."""
        return {helper: i for i, helper in enumerate(self.who.tolist())}


@dataclass(frozen=True, slots=True)
class Door:
    """One household's door. `known` are the helpers of the standing plan (rows of the table, and -1 for each who cannot
    be asked any more), `first` who was A in it, `set_a` and `set_b` who is locked."""

    household: HouseholdId
    kind: DoorKind
    step: Doorstep
    known: tuple[int, ...] = ()
    first: int = -1
    set_a: int = -1
    set_b: int = -1


class Doorsteps:
    """The helpers of a case and the kinds of doors they may go to."""

    def __init__(self, case: Case, reach: Reach) -> None:
        self.case, self.reach = case, reach
        self.table = HelperTable(case)
        self.off = frozenset(case.soft_off)
        self.rows = tuple(row for row in case.pair_rules if row.rule not in self.off)
        self.counts = np.array([code.bit_count() for code in range(1 << len(ONE_HELPER))], dtype=np.int64)
        self._rules = rules_of(case.night)
        self._known: dict[DoorKind, Doorstep] = {}

    def kind_of(self, party: CaseParty, deadline_min: float | None) -> DoorKind:
        carried = sum(member.mobility is Mobility.BEDRIDDEN for member in party.members)
        mine = tuple(i for i, row in enumerate(self.rows) if holds(row, party))
        sex = next((self.rows[i].sex for i in mine if self.rows[i].rule is SoftRule.SAME_SEX), "")
        own = any(self.rows[i].rule is SoftRule.OWN_STAFF for i in mine)
        return DoorKind(party.place, carried, deadline_min, mine, sex, party.household if own else None)

    def at(self, kind: DoorKind) -> Doorstep:
        if kind not in self._known:
            self._known[kind] = self._made(kind)
        return self._known[kind]

    def minutes_of(self, kind: DoorKind) -> Floats:
        """Minutes to a kind of door from where each helper of the table is."""
        by_start, _ = self.reach.to_door(kind.place, self.table.starts)
        minutes: Floats = by_start[self.table.start]
        return minutes

    def _made(self, kind: DoorKind) -> Doorstep:
        table = self.table
        by_start, by_guess = self.reach.to_door(kind.place, table.starts)
        minutes = by_start[table.start]
        may = np.ones(len(minutes), dtype=bool)
        rule = UncoveredRule.NO_HELPER_IN_REACH
        for taken_by, comes in self._rules:
            may &= comes(table, kind, minutes)
            if not may.any():
                rule = taken_by
                break
        else:
            rule = UncoveredRule.ALL_LOADED
        who = np.flatnonzero(may)
        links = self._links(kind)
        return Doorstep(
            who,
            minutes[who],
            np.rint(minutes[who] * TENTHS).astype(np.int64),
            self.bits(kind, who, by_guess[table.start[who]]),
            links[table.start[who]],
            rule,
        )

    def bits(self, kind: DoorKind, who: Ints, guessed: np.ndarray) -> Ints:
        """The soft rules that each of `who` breaks at a kind of door."""
        found = np.zeros(len(who), dtype=np.int64)
        for i, (rule, breaks) in enumerate(ONE_HELPER):
            if rule not in self.off:
                rows = [self.rows[n] for n in kind.rules if self.rows[n].rule is rule]
                found += breaks(self.table, kind, rows, who, guessed).astype(np.int64) << i
        return found

    def known_bonus(self, bits: Ints) -> Ints:
        """How many soft rules fewer are broken where who breaks `bits` knows the household: he is no stranger, and the
        household keeps whom it knows."""
        stranger = [rule for rule, _ in ONE_HELPER].index(SoftRule.STRANGER)
        found: Ints = (bits >> stranger & 1) + (SoftRule.KNOWN_HELPER not in self.off)
        return found

    def _links(self, kind: DoorKind) -> Ints:
        if SoftRule.SHARED_ROAD in self.off:
            return np.full(len(self.table.starts), -1, dtype=np.int64)
        return self.reach.last_links(kind.place, self.table.starts)

    def share_a_road(self, kind: DoorKind, one: int, other: int) -> bool:
        """Soft rule `shared_road`: some link is on the quickest ways of both to the door, so that one closure cuts both
        off."""
        if SoftRule.SHARED_ROAD in self.off:
            return False
        step = self.at(kind)
        by_one, by_other = step.comes_by[step.at[one]], step.comes_by[step.at[other]]
        if by_one < 0 or by_other < 0:
            return False
        if by_one == by_other:
            return True
        near, far = (
            self.reach.links(helper_way(helper), helper.place, kind.place)
            for helper in (self.table.helpers[one], self.table.helpers[other])
        )
        return not near.isdisjoint(far)


def doors_of(steps: Doorsteps, deadlines: Mapping[HouseholdId, float | None]) -> list[Door]:
    """The door of each household of the case, by kind and household. A household with members in two villages has its
    helpers where most of them are."""
    case, index = steps.case, steps.table.index
    known: dict[HouseholdId, set[HelperId]] = {}
    for household, helper in case.kept_pairings:
        known.setdefault(household, set()).add(helper)
    firsts = {}
    if case.standing is not None:
        firsts = {p.household: index.get(p.helper, -1) for p in case.standing.pairings if p.role is Role.PRIMARY}
    locked = {(lock.household, lock.role): index.get(lock.helper, -1) for lock in case.locks}
    most: dict[HouseholdId, CaseParty] = {}
    for party in case.parties:
        other = most.get(party.household)
        if other is None or (-len(party.members), party.place) < (-len(other.members), other.place):
            most[party.household] = party
    found = []
    for household, party in most.items():
        kind = steps.kind_of(party, deadlines.get(household))
        mine = tuple(sorted(index.get(helper, -1) for helper in known.get(household, ())))
        found.append((kind.order, household, kind, mine))
    found.sort(key=lambda each: each[:2])
    return [
        Door(
            household,
            kind,
            steps.at(kind),
            mine,
            firsts.get(household, -1),
            locked.get((household, Role.PRIMARY), -1),
            locked.get((household, Role.DEPUTY), -1),
        )
        for _, household, kind, mine in found
    ]
