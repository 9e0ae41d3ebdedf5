"""Who of two at a door is A and who is B, and why somebody is missing."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from core.domain.ids import HelperId
from core.domain.pairing import SoftRule, UncoveredRule
from core.domain.people import Role
from core.planning.network import Ints
from core.planning.pairing.doors import Door, Doorstep
from core.planning.pairing.helper_table import Flags, HelperTable, ints
from core.planning.pairing.scoring import OWN_STAFF, Scoring
from core.planning.pairing.whole_doors import Counted

Pairs = Sequence[Sequence[int]]


class Parts:
    """The parts of those who go to some doors."""

    def __init__(self, table: HelperTable, scoring: Scoring, doors: Sequence[Door]) -> None:
        self._table, self._scoring, self._doors = table, scoring, doors
        self._alone: dict[Doorstep, int | None] = {}

    def turned(self, pairs: Pairs, counted: Counted) -> Ints:
        """The doors to which the two who go there come in the other order: A before B.

        A is the one locked as A, not the one locked as B, who was A before, else who was B (the deputy stands in), the
        institution's own, the nearest, who has a car, by id. `counted` are these pairs."""
        two = np.flatnonzero(counted.going == 2)
        one, mine = counted.first[two], [self._doors[i] for i in two.tolist()]
        other, helper = one + 1, counted.goers.helper
        was_a = ints([door.first for door in mine])
        first, second = helper[one] == was_a, helper[other] == was_a
        first, second = first | (~second & counted.knows[one]), second | (~first & counted.knows[other])
        free = np.array([door.set_a < 0 and door.set_b < 0 for door in mine], dtype=bool)
        told = free & counted.known[two] & (first != second)
        plain = free & ~counted.known[two] & np.array([door.kind.institution is None for door in mine], dtype=bool)
        turned = np.where(told, second, plain & self._later(counted, one, was_a))
        for n in np.flatnonzero(~told & ~plain).tolist():
            a, b = (self._part(mine[n], each) for each in pairs[two[n]])
            turned[n] = b < a
        at: Ints = two[turned]
        return at

    def _later(self, counted: Counted, one: Ints, was_a: Ints) -> Flags:
        """Where the second of two is A if nobody knows either: the nearest, who was A, the own, who has a car, by
        id."""
        helper, minutes, own = counted.goers.helper, counted.goers.minutes, counted.bits & OWN_STAFF
        other = one + 1
        later: Flags = self._rank[helper[one]] > self._rank[helper[other]]
        for column, is_more in (
            (own[one] - own[other], own[one] > own[other]),
            ((helper[one] == was_a) != (helper[other] == was_a), helper[other] == was_a),
            (minutes[one] - minutes[other], minutes[one] > minutes[other]),
        ):
            later = np.where(column != 0, is_more, later)
        return later

    @cached_property
    def _rank(self) -> Ints:
        """Where helpers stand in the order of their cars' seats and ids."""
        table = self._table
        order = sorted(range(len(table.ids)), key=lambda helper: (-table.helpers[helper].car_seats, table.ids[helper]))
        found: Ints = np.argsort(ints(order))
        return found

    def _part(self, door: Door, helper: int) -> tuple[bool, bool, bool, bool, bool, float, int, HelperId]:
        own = SoftRule.OWN_STAFF in self._scoring.rules(door, helper)
        someone = self._table.helpers[helper]
        minutes = door.step.of[helper].minutes
        return (
            helper == door.set_b,
            helper != door.set_a,
            helper != door.first,
            helper not in door.known,
            own,
            minutes,
            -someone.car_seats,
            someone.id,
        )

    def why(self, role: Role, door: Door, pair: Sequence[int]) -> UncoveredRule:
        """The rule that took the last candidate for this role."""
        step = door.step
        if not len(step.who):
            return step.rule
        if role is Role.PRIMARY or not pair:
            return UncoveredRule.ALL_LOADED
        if self._only_house(step) == self._table.houses[pair[0]]:
            alone = len(step.who) == 1
            return step.rule if alone and step.rule is not UncoveredRule.ALL_LOADED else UncoveredRule.ONLY_SAME_HOUSE
        return UncoveredRule.ALL_LOADED

    def _only_house(self, step: Doorstep) -> int | None:
        """The house where all live who may come, if it is one."""
        if step not in self._alone:
            houses = self._table.house[step.who]
            self._alone[step] = int(houses[0]) if (houses == houses[0]).all() else None
        return self._alone[step]
