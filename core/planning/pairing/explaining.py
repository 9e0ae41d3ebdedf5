"""Why the two helpers of a household are who they are: worked out again for that one door, as the plan stands."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from core.domain.ids import HelperId, HouseholdId, LinkId
from core.domain.pairing import LockRule, Nearer, NextBest, Pairing, PairReason, UncoveredRule
from core.domain.people import Helper
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.pairing.doors import Door, Doorsteps, doors_of
from core.planning.pairing.hard_rules import hands_for, rules_of
from core.planning.pairing.scoring import Scoring
from core.planning.prepared import PreparedRoads
from core.planning.reach import Reach, helper_way
from core.planning.situation import Situation

NAMED = 5  # nearer helpers named at most
NONE = "none"


def explain(
    case: Case,
    pairings: Sequence[Pairing],
    households: Collection[HouseholdId],
    effort: Effort,
    roads: PreparedRoads | None = None,
) -> tuple[PairReason, ...]:
    """The reasons for each helper of some households in `pairings` (the whole plan's), household by household as they
    are named; none for one that is not due."""
    asked = tuple(party for party in case.parties if party.household in households)
    if not asked:
        return ()
    due = {party.household for party in asked}
    situation = Situation(replace(case, parties=asked, fleet=()), effort, roads)
    explaining, deadlines = _Explaining(case, Reach(case, situation.travel, effort), pairings), situation.last_moments()
    return tuple(reason for one in households if one in due for reason in explaining.of(one, deadlines))


class _Explaining:
    def __init__(self, case: Case, reach: Reach, pairings: Sequence[Pairing]) -> None:
        self._case, self._reach = case, reach
        self._steps = Doorsteps(case, reach)
        self._scoring = Scoring(self._steps)
        self._pairings = pairings
        self._load = Counter([pairing.helper for pairing in pairings])
        lying = Counter(
            party.household for party in case.parties for m in party.members if m.mobility is m.mobility.BEDRIDDEN
        )
        self._carried: Counter[str] = Counter()
        hands = {helper.id: helper.carries for helper in case.helpers}
        for pairing in pairings:
            self._carried[pairing.helper] += hands_for(lying[pairing.household], hands.get(pairing.helper, 0))

    def of(self, household: HouseholdId, deadlines: dict[HouseholdId, float | None]) -> tuple[PairReason, ...]:
        index = self._steps.table.index
        only = replace(self._case, parties=tuple(p for p in self._case.parties if p.household == household))
        door = next(door for door in doors_of(self._steps, deadlines, only) if door.household == household)
        mine = sorted((p for p in self._pairings if p.household == household), key=lambda p: p.role)
        pair = [index[p.helper] for p in mine if p.helper in index and index[p.helper] in door.step.of]
        locked = {(lock.household, lock.helper) for lock in self._case.locks}
        return tuple(self._reason(door, pairing, pair, locked) for pairing in mine)

    def _reason(
        self, door: Door, pairing: Pairing, pair: list[int], locked: set[tuple[HouseholdId, HelperId]]
    ) -> PairReason:
        helper = next((each for each in self._case.helpers if each.id == pairing.helper), None)
        way = () if helper is None else self._links(helper, door)
        deadline = door.kind.deadline_min
        return PairReason(
            pairing=pairing,
            by_car=helper is not None and helper.car_seats > 0,
            links=way,
            deadline_min=deadline,
            slack_min=None if deadline is None else deadline - pairing.minutes,
            locked=(pairing.household, pairing.helper) in locked,
            households=self._load[pairing.helper],
            nearer=self._nearer(door, pairing, pair),
            next_best=self._next_best(door, pairing, pair),
        )

    def _links(self, helper: Helper, door: Door) -> tuple[LinkId, ...]:
        return self._reach.way_links(helper_way(helper), helper.place, door.kind.place)

    def _nearer(self, door: Door, pairing: Pairing, pair: list[int]) -> tuple[Nearer, ...]:
        """Everybody in reach who is nearer than the one chosen, and is not the other of the two."""
        steps, table, case = self._steps, self._steps.table, self._case
        minutes = steps.minutes_of(door.kind)
        found = [
            Nearer(table.ids[i], float(minutes[i]), self._kept_away(door, i, pair, minutes), self._load[table.ids[i]])
            for i in np.flatnonzero(minutes < pairing.minutes).tolist()
            if i not in pair
        ]
        here = [helper for helper in case.helpers if helper.id not in table.index]
        for helper in here:
            far, _ = self._reach.to_door(door.kind.place, ((helper.place, helper_way(helper)),))
            if float(far[0]) < pairing.minutes:
                rule = LockRule.HELPER_OUT if helper.id in case.out else LockRule.HELPER_DUE
                found.append(Nearer(helper.id, float(far[0]), rule.value, self._load[helper.id]))
        return tuple(sorted(found, key=lambda each: (each.minutes, each.helper))[:NAMED])

    def _kept_away(self, door: Door, helper: int, pair: list[int], minutes: np.ndarray) -> str:
        table = self._steps.table
        one = np.array([helper])
        for rule, comes in rules_of(self._case.night):
            if not comes(table, door.kind, one, minutes[one])[0]:
                return rule.value
        if any(table.house[helper] == table.house[other] for other in pair):
            return UncoveredRule.ONLY_SAME_HOUSE.value
        if not self._has_room(door, helper):
            return UncoveredRule.ALL_LOADED.value
        return NONE

    def _has_room(self, door: Door, helper: int) -> bool:
        table = self._steps.table
        name, hands = table.ids[helper], int(table.hands[helper])
        taken = hands_for(door.kind.carried, hands)
        return self._load[name] < table.max_load[helper] and self._carried[name] + taken <= hands + (taken == 0) * 99

    def _next_best(self, door: Door, pairing: Pairing, pair: list[int]) -> NextBest | None:
        """Whoever has room and costs least in his stead, everybody else staying where they are."""
        table, index = self._steps.table, self._steps.table.index
        here = index.get(pairing.helper, -1)
        others = [helper for helper in pair if helper != here]
        able = [
            helper
            for helper in door.step.who.tolist()
            if helper != here
            and helper not in others
            and self._has_room(door, helper)
            and all(table.house[helper] != table.house[other] for other in others)
        ]
        if not able or here not in door.step.of:
            return None
        now = self._scoring.of_door(door, [*others, here])
        best = min(able, key=lambda h: (*self._scoring.of_door(door, [*others, h]), table.ids[h]))
        then = self._scoring.of_door(door, [*others, best])
        return NextBest(
            table.ids[best],
            door.step.of[best].minutes,
            self._scoring.broken(door, [*others, best])[-1],
            then[2] - now[2],
            door.step.of[best].minutes - door.step.of[here].minutes,
        )
