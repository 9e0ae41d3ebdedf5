"""Who goes to which door: every due household gets a helper A and a deputy B, or stands uncovered with the reason.

An exact min-cost flow: helper (load) -> house and door (each house once) -> household -> A before B. Most doors with an
A first, then with a B, then pairings kept, then minutes and soft rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from core.domain.ids import HelperId, HouseholdId, PlaceCode
from core.domain.people import Mobility, Role
from core.domain.plans import Pairing, SoftRule, Uncovered, UncoveredRule
from core.planning.case import Case, CaseParty
from core.planning.doorsteps import Doorstep, Doorsteps
from core.planning.network import Ints
from core.planning.pairing_flow import Wanting, dealt
from core.planning.reach import HELPER_WAYS, Reach, helper_way

_KEPT = 20_000  # what changing a known helper costs, in tenths: more than any minutes and soft rules together


@dataclass(frozen=True, slots=True)
class Door:
    """One household's door: its village, its need, its last moment (minutes) and the helpers it knows."""

    household: HouseholdId
    place: PlaceCode
    carry: bool
    deadline_min: float | None
    known: tuple[HelperId, ...]
    step: Doorstep

    @property
    def kind(self) -> tuple[PlaceCode, bool, float]:
        """Doors of one kind are the same to every helper who knows neither."""
        return self.place, self.carry, -1.0 if self.deadline_min is None else self.deadline_min


@dataclass(frozen=True, slots=True)
class Assignment:
    pairings: tuple[Pairing, ...]
    uncovered: tuple[Uncovered, ...]


# Per household where its helpers stand at its doorstep.
_Found = dict[HouseholdId, list[int]]


def assign(
    case: Case,
    reach: Reach,
    deadlines: Mapping[HouseholdId, float | None],
    firsts: Mapping[HouseholdId, HelperId] | None = None,
) -> Assignment:
    """Pair the case's parties with its helpers. `deadlines`: minutes until the last safe departure, None for none.

    The nearer of two is A, unless `firsts` names one of them: who was A in the standing plan stays A. Known helpers who
    may still come are kept without asking anybody else, unless a door that could be covered stays empty for it.
    """
    for way in HELPER_WAYS:
        reach.minutes(way, sorted({party.place for party in case.parties}))
    steps = Doorsteps(case, reach)
    doors = _doors(case, steps, deadlines)
    kept = _keep_all(steps, doors)
    found = _pair(steps, doors, kept)
    wanted = (len(doors), len(doors))
    if kept and _covered(found) < wanted and _covered(found) < _covered(_pair(steps, _strangers(doors), {})):
        # Holding on to known helpers must not leave a door empty that could have been covered.
        found = _pair(steps, doors, {})
    return _Answer(steps, reach, firsts or {}).of(doors, found)


def _covered(found: _Found) -> tuple[int, int]:
    """Doors with a first helper, and with a second."""
    return sum(len(each) > 0 for each in found.values()), sum(len(each) > 1 for each in found.values())


def _doors(case: Case, steps: Doorsteps, deadlines: Mapping[HouseholdId, float | None]) -> list[Door]:
    known: dict[HouseholdId, set[HelperId]] = {}
    for household, helper in case.kept_pairings:
        known.setdefault(household, set()).add(helper)
    # A household with members in two villages has its helpers where most of them are.
    most: dict[HouseholdId, CaseParty] = {}
    for party in sorted(case.parties, key=lambda p: (-len(p.members), p.place)):
        most.setdefault(party.household, party)
    doors = []
    for household, party in sorted(most.items()):
        carry = any(member.mobility is Mobility.BEDRIDDEN for member in party.members)
        limit = deadlines.get(household)
        step = steps.at(party.place, carry, limit)
        doors.append(Door(household, party.place, carry, limit, tuple(sorted(known.get(household, ()))), step))
    return sorted(doors, key=lambda door: (door.kind, door.known, door.household))


def _strangers(doors: Iterable[Door]) -> list[Door]:
    """The same doors where nobody is held on to; fewer kinds, as households of one kind are together."""
    return [Door(d.household, d.place, d.carry, d.deadline_min, (), d.step) for d in doors]


def _known_at(steps: Doorsteps, door: Door) -> list[int]:
    """Where the known helpers who may still come stand at a doorstep."""
    indices = (steps.index[helper] for helper in door.known if helper in steps.index)
    return sorted(door.step.at[index] for index in indices if index in door.step.at)


def _keep_all(steps: Doorsteps, doors: Sequence[Door]) -> _Found:
    """Known helpers that may still come, if all of them can be kept at once; else nothing, and the flow decides."""
    kept: _Found = {}
    load = np.zeros(len(steps.helpers), dtype=np.int64)
    for door in doors:
        known = _known_at(steps, door)
        who = door.step.who[known]
        if not known or len(known) > 2 or len(set(steps.house[who].tolist())) < len(known):
            continue
        kept[door.household] = known
        load[who] += 1
    return {} if np.any(load > steps.max_load) else kept


def _pair(steps: Doorsteps, doors: Sequence[Door], kept: _Found) -> _Found:
    found: _Found = {door.household: list(kept.get(door.household, ())) for door in doors}
    spare = steps.max_load.copy()
    for door in doors:
        spare[door.step.who[found[door.household]]] -= 1
    # Households of one kind of door have the same kept helpers, or none.
    short = [door for door in doors if len(found[door.household]) < 2]
    groups = [list(each) for _, each in groupby(short, key=lambda door: (door.kind, door.known))]
    wanting = [_wanting(steps, each, found[each[0].household]) for each in groups]
    shares = dealt([want for want, _ in wanting], np.maximum(spare, 0), steps.house)
    for each, (_, positions), flows in zip(groups, wanting, shares, strict=True):
        # Doorsteps are by house, and no house has more units than there are households: dealt in turn, nobody gets two
        # of one house, and nobody gets a second helper before everybody has a first.
        for i, position in enumerate(np.repeat(positions, flows).tolist()):
            found[each[i % len(each)].household].append(position)
    return found


def _wanting(steps: Doorsteps, doors: Sequence[Door], kept: list[int]) -> tuple[Wanting, Ints]:
    """What doors of one kind still want, and where their helpers stand at the doorstep."""
    step = doors[0].step
    free = ~np.isin(steps.house[step.who], steps.house[step.who[kept]])
    cost = step.cost + _KEPT
    cost[_known_at(steps, doors[0])] -= _KEPT
    positions = np.flatnonzero(free)
    return Wanting(step.who[positions], cost[positions], len(doors), len(kept)), positions


class _Answer:
    """Pairings as values: A and B, what is broken, and why somebody is missing."""

    def __init__(self, steps: Doorsteps, reach: Reach, firsts: Mapping[HouseholdId, HelperId]) -> None:
        self._steps, self._reach, self._firsts = steps, reach, firsts
        self._shared: dict[tuple[PlaceCode, int, int], bool] = {}

    def of(self, doors: Sequence[Door], found: _Found) -> Assignment:
        pairings: list[Pairing] = []
        uncovered: list[Uncovered] = []
        for door in doors:
            first = self._firsts.get(door.household)
            pair = sorted(found[door.household], key=lambda position: self._order(door, position, first))
            shared = self._share_a_road(door, pair)
            for role, position in zip(Role, pair, strict=False):
                broken = door.step.broken[position]
                broken = tuple(sorted((*broken, SoftRule.SHARED_ROAD))) if shared else broken
                helper = self._steps.helpers[int(door.step.who[position])]
                minutes = float(door.step.minutes[position])
                pairings.append(Pairing(door.household, role, helper.id, minutes, broken))
            uncovered += [
                Uncovered(door.household, role, self._why(role, door.step, pair)) for role in list(Role)[len(pair) :]
            ]
        return Assignment(
            tuple(sorted(pairings, key=lambda p: (p.household, p.role))),
            tuple(sorted(uncovered, key=lambda u: (u.household, u.role))),
        )

    def _order(self, door: Door, position: int, first: HelperId | None) -> tuple[bool, float, int, HelperId]:
        helper = self._steps.helpers[int(door.step.who[position])]
        return helper.id != first, float(door.step.minutes[position]), -helper.car_seats, helper.id

    def _share_a_road(self, door: Door, pair: Sequence[int]) -> bool:
        if len(pair) < 2:
            return False
        one, other = (int(door.step.who[position]) for position in pair)
        key = (door.place, one, other)
        if key not in self._shared:
            helpers = (self._steps.helpers[one], self._steps.helpers[other])
            near, far = (self._reach.links(helper_way(h), h.place, door.place) for h in helpers)
            self._shared[key] = not near.isdisjoint(far)
        return self._shared[key]

    def _why(self, role: Role, step: Doorstep, pair: Sequence[int]) -> UncoveredRule:
        """The rule that took the last candidate for this role."""
        if not len(step.who):
            return step.rule
        if role is Role.PRIMARY or not pair:
            return UncoveredRule.ALL_LOADED
        house = self._steps.house[step.who]
        if np.all(house == house[pair[0]]):
            alone = len(step.who) == 1
            return step.rule if alone and step.rule is not UncoveredRule.ALL_LOADED else UncoveredRule.ONLY_SAME_HOUSE
        return UncoveredRule.ALL_LOADED
