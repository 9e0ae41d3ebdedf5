"""Doors of one kind and who may come to them: minutes, soft rules broken, and the road by which each comes in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from core.domain.ids import HelperId, HouseholdId, PlaceCode
from core.domain.pairing import SoftRule, UncoveredRule
from core.domain.people import Mobility, Role
from core.planning.case import Case, CaseParty
from core.planning.network import Floats, Ints
from core.planning.pairing.hard_rules import DoorKind, before_the_last_departure, rules_of, within_reach
from core.planning.pairing.helper_table import Flags, HelperTable
from core.planning.pairing.soft_rules import BY_ROWS, ONE_HELPER, holds
from core.planning.reach import REACH_MINUTES, Reach, helper_way

TENTHS = 10  # of a minute: reach times are compared in whole tenths
_BY_PLACE = frozenset({SoftRule.POSITION_UNKNOWN, SoftRule.STRANGER})  # rules that ask where helper or door are
_ANYWHERE = frozenset(rule for rule, _ in ONE_HELPER) - _BY_PLACE


# Village, persons carried, minutes until the last safe departure, what of the members decides, the institution.
_Alike = tuple[PlaceCode, int, float | None, object, HouseholdId | None]


class Facts(NamedTuple):
    """What is known of a helper at a kind of door. `bits` are the soft rules broken, in the order of `ONE_HELPER`."""

    bits: int
    tenths: int
    minutes: float
    comes_by: int


@dataclass(frozen=True, eq=False)
class Doorstep:
    """Helpers who may come to one kind of door, by house and id: their rows in the table, minutes and tenths of them,
    the soft rules that each would break as bits in the order of `ONE_HELPER`, and the link by which each comes in (-1
    for none). `rule` is the one that took the last of the others."""

    kind: DoorKind
    who: Ints
    minutes: Floats
    tenths: Ints
    bits: Ints
    comes_by: Ints
    rule: UncoveredRule

    def ways_in(self, helpers: Sequence[int] | Ints) -> Ints:
        """The link by which each of some helpers comes in, all of whom may come."""
        found: Ints = self.comes_by[np.searchsorted(self.who, helpers)]
        return found

    @cached_property
    def of(self) -> "_FactsOf":
        """What is known of each helper here, by his row in the table."""
        return _FactsOf(self)


class _FactsOf:
    """Facts by helper, put together when they are asked for: few of those who may come to a door ever are."""

    def __init__(self, step: Doorstep) -> None:
        self._at = {helper: i for i, helper in enumerate(step.who.tolist())}
        self._columns = (step.bits.tolist(), step.tenths.tolist(), step.minutes.tolist(), step.comes_by.tolist())
        self._made: dict[int, Facts] = {}

    def __contains__(self, helper: int) -> bool:
        return helper in self._at

    def __getitem__(self, helper: int) -> Facts:
        facts = self._made.get(helper)
        if facts is None:
            i = self._at[helper]
            facts = self._made[helper] = Facts(*[column[i] for column in self._columns])
        return facts


@dataclass(frozen=True)
class _Near:
    """Helpers in reach of a village, as the columns of a `Doorstep`, and which minutes are guessed. `may` says by
    whether somebody is carried who breaks no hard rule but perhaps that of time; `bits` by what decides them."""

    who: Ints
    minutes: Floats
    tenths: Ints
    comes_by: Ints
    guessed: Flags
    may: dict[bool, Flags] = field(default_factory=dict)
    bits: dict[tuple[object, ...], Ints] = field(default_factory=dict)


class Door(NamedTuple):
    """One household's door. `known` are the helpers of the standing plan (rows of the table, and -1 for each who cannot
    be asked any more), `first` who was A in it, `set_a` and `set_b` who is locked."""

    household: HouseholdId
    step: Doorstep
    known: tuple[int, ...] = ()
    first: int = -1
    set_a: int = -1
    set_b: int = -1

    @property
    def kind(self) -> DoorKind:
        return self.step.kind


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
        self._personal = any(row.sex or row.age_from is not None or row.age_to is not None for row in self.rows)
        self._links: dict[PlaceCode, Ints] = {}
        self._around: dict[PlaceCode, _Near] = {}
        self._everybody = np.arange(len(self.table.helpers))
        self._able: dict[bool, Flags] = {}
        self._bits_anywhere: dict[object, Ints] = {}

    def alike(self, party: CaseParty, deadline_min: float | None) -> "_Alike":
        """What a household's kind of door is told from: few households differ in it."""
        carried = [member.mobility for member in party.members].count(Mobility.BEDRIDDEN)
        who = tuple((member.sex, member.age) for member in party.members) if self._personal else len(party.members) == 1
        return party.place, carried, deadline_min, who, party.household if party.institution else None

    def kind_of(self, party: CaseParty, alike: "_Alike") -> DoorKind:
        """The kind of door of a household of which the same is told as of `party`."""
        place, carried, deadline_min, _, institution = alike
        mine = tuple(i for i, row in enumerate(self.rows) if holds(row, party))
        sex = next((self.rows[i].sex for i in mine if self.rows[i].rule is SoftRule.SAME_SEX), "")
        own = any(self.rows[i].rule is SoftRule.OWN_STAFF for i in mine)
        gear = any(self.rows[i].rule is SoftRule.CARRY_GEAR for i in mine)
        stretcher = gear and place in self._stretchers
        return DoorKind(place, carried, deadline_min, mine, sex, institution if own else None, stretcher=stretcher)

    @cached_property
    def _stretchers(self) -> frozenset[PlaceCode]:
        """Villages that a vehicle with a stretcher place, on duty now, reaches in half an hour over open roads."""
        depots = {car.depot for car in self.case.fleet if car.depot and car.stretcher and car.on_duty(self.case.at)}
        places = sorted({party.place for party in self.case.parties})
        far = self.reach.from_nodes(sorted(depots), places)
        return frozenset(place for place, minutes in zip(places, far.tolist(), strict=True) if minutes <= REACH_MINUTES)

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
        near = self._near(kind.place)
        may = self._at_any_hour(kind, near) & before_the_last_departure(self.table, kind, near.who, near.minutes)
        at = np.flatnonzero(may)
        rule = UncoveredRule.ALL_LOADED if len(at) else self._taken_by(kind, near)
        bits = self._bits(kind, near)[at]
        return Doorstep(kind, near.who[at], near.minutes[at], near.tenths[at], bits, near.comes_by[at], rule)

    def _near(self, place: PlaceCode) -> "_Near":
        """Who is in reach of a village: far more helpers are not, and are left out before the rules ask."""
        if place not in self._around:
            table = self.table
            by_start, by_guess = self.reach.to_door(place, table.starts)
            who = np.flatnonzero((by_start <= REACH_MINUTES)[table.start])
            start = table.start[who]
            minutes = by_start[start]
            tenths = np.rint(minutes * TENTHS).astype(np.int64)
            self._around[place] = _Near(who, minutes, tenths, self._links_to(place)[start], by_guess[start])
        return self._around[place]

    def _at_any_hour(self, kind: DoorKind, near: "_Near") -> Flags:
        """Who breaks none of the hard rules that do not ask how much time is left. All but that of reach ask of the
        helper and whether somebody is carried, not where."""
        carries = kind.carried > 0
        if carries not in self._able:
            may = np.ones(len(self._everybody), dtype=bool)
            for _, comes in self._rules:
                if comes not in (within_reach, before_the_last_departure):
                    may &= comes(self.table, kind, self._everybody, np.zeros(len(may)))
            self._able[carries] = may
        if carries not in near.may:
            near.may[carries] = self._able[carries][near.who]
        return near.may[carries]

    def _taken_by(self, kind: DoorKind, near: "_Near") -> UncoveredRule:
        """The rule that takes the last who might come, asked one after the other."""
        who, minutes = near.who, near.minutes
        for taken_by, comes in self._rules:
            may = comes(self.table, kind, who, minutes)
            who, minutes = who[may], minutes[may]
            if not len(who):
                return taken_by
        return UncoveredRule.ALL_LOADED

    def _bits(self, kind: DoorKind, near: "_Near") -> Ints:
        """The soft rules that each of those near breaks at a kind of door."""
        key = (kind.rules, kind.sex, kind.institution, kind.stretcher)
        if key not in near.bits:
            here = self._broken(kind, near.who, near.guessed, _BY_PLACE)
            near.bits[key] = here + self._anywhere(kind, near.who)
        return near.bits[key]

    def _anywhere(self, kind: DoorKind, who: Ints) -> Ints:
        """Those of them that ask neither for his village nor for the door's: the same at most kinds of doors."""
        nothing = np.zeros(0, dtype=bool)  # no such rule asks what is guessed
        if kind.institution is not None:
            return self._broken(kind, who, nothing, _ANYWHERE)
        key = (kind.rules, kind.sex, kind.stretcher)
        if key not in self._bits_anywhere:
            self._bits_anywhere[key] = self._broken(kind, self._everybody, nothing, _ANYWHERE)
        found: Ints = self._bits_anywhere[key][who]
        return found

    def _broken(self, kind: DoorKind, who: Ints, guessed: Flags, asked: frozenset[SoftRule]) -> Ints:
        found = np.zeros(len(who), dtype=np.int64)
        for i, (rule, breaks) in enumerate(ONE_HELPER):
            if rule in asked and rule not in self.off:
                rows = [self.rows[n] for n in kind.rules if self.rows[n].rule is rule]
                if rule in BY_ROWS and not rows:
                    continue
                found += breaks(self.table, kind, rows, who, guessed).astype(np.int64) << i
        return found

    def known_bonus(self, bits: Ints) -> Ints:
        """How many soft rules fewer are broken where who breaks `bits` knows the household: he is no stranger, and the
        household keeps whom it knows."""
        stranger = [rule for rule, _ in ONE_HELPER].index(SoftRule.STRANGER)
        found: Ints = (bits >> stranger & 1) + (SoftRule.KNOWN_HELPER not in self.off)
        return found

    def _links_to(self, place: PlaceCode) -> Ints:
        """The link by which helpers from each start come in at a village."""
        if SoftRule.SHARED_ROAD in self.off:
            return np.full(len(self.table.starts), -1, dtype=np.int64)
        if place not in self._links:
            self._links[place] = self.reach.last_links(place, self.table.starts)
        return self._links[place]

    def share_a_road(self, step: Doorstep, one: int, other: int) -> bool:
        """Soft rule `shared_road`: some link is on the quickest ways of both to the door, so that one closure cuts both
        off."""
        by_one, by_other = step.ways_in((one, other)).tolist()
        if by_one < 0 or by_other < 0:
            return False
        if by_one == by_other:
            return True
        near, far = (
            self.reach.links(helper_way(helper), helper.place, step.kind.place)
            for helper in (self.table.helpers[one], self.table.helpers[other])
        )
        return not near.isdisjoint(far)


def doors_of(steps: Doorsteps, deadlines: Mapping[HouseholdId, float | None], only: Case | None = None) -> list[Door]:
    """The door of each household of the case (or of `only` some of its parties), by kind and household. A household
    with members in two villages has its helpers where most of them are."""
    case, index = only or steps.case, steps.table.index
    known = _known_rows(case, index)
    firsts = {}
    if case.standing is not None:
        firsts = {p.household: index.get(p.helper, -1) for p in case.standing.pairings if p.role is Role.PRIMARY}
    locked = {(lock.household, lock.role): index.get(lock.helper, -1) for lock in case.locks}
    groups: dict[_Alike, list[CaseParty]] = {}
    for household, party in _where_most_are(case.parties).items():
        groups.setdefault(steps.alike(party, deadlines.get(household)), []).append(party)
    by_kind: dict[DoorKind, list[HouseholdId]] = {}
    for alike, parties in groups.items():
        by_kind.setdefault(steps.kind_of(parties[0], alike), []).extend([party.household for party in parties])
    in_order = [(steps.at(kind), sorted(by_kind[kind])) for kind in sorted(by_kind, key=lambda kind: kind.order)]
    if not known and not firsts and not locked:
        return [Door(household, step) for step, households in in_order for household in households]
    return [
        Door(
            household,
            step,
            known.get(household, ()),
            firsts.get(household, -1),
            locked.get((household, Role.PRIMARY), -1) if locked else -1,
            locked.get((household, Role.DEPUTY), -1) if locked else -1,
        )
        for step, households in in_order
        for household in households
    ]


def _known_rows(case: Case, index: Mapping[HelperId, int]) -> dict[HouseholdId, tuple[int, ...]]:
    """By household the rows of its helpers in the standing plan, rising, -1 for each who cannot be asked any more."""
    rows: dict[HouseholdId, list[int]] = {}
    for household, helper in dict.fromkeys(case.kept_pairings):
        rows.setdefault(household, []).append(index.get(helper, -1))
    return {household: tuple(sorted(mine)) for household, mine in rows.items()}


def _where_most_are(parties: Sequence[CaseParty]) -> dict[HouseholdId, CaseParty]:
    """Of each household the party with most of its members, of two as large the one whose village comes first."""
    most: dict[HouseholdId, CaseParty] = {}
    for party in parties:
        other = most.setdefault(party.household, party)
        if other is not party and (-len(party.members), party.place) < (-len(other.members), other.place):
            most[party.household] = party
    return most
