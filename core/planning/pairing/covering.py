"""Whether doors that stay empty could be covered if others gave up their helpers: asked of a pairing that is there.

The pairing is a flow in the network of `relaxed_flow` without its costs. It covers as many doors as any if no helper
with a household left to take can pass one on, from door to door, to a door that wants somebody; and with an A as many
as any if no B can be passed on so. Both are one search backward from the doors that want somebody.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.planning.pairing.doors import Doorsteps
from core.planning.pairing.hard_rules import hands_for
from core.planning.pairing.offers import Group, Spare

Pairs = Sequence[Sequence[int]]


def more_can_be_covered(steps: Doorsteps, groups: Sequence[Group], spare: Spare, pairs: Pairs) -> bool:
    """Whether fewer doors could be without an A, or as few and fewer without a B, than with `pairs`.

    `groups` are all doors that want somebody beside what is settled, `spare` what helpers can take on beside that.
    """
    return _Passing(steps, groups, spare, pairs).more()


class _Passing:
    """Who could pass on a household to whom. A place in the network is a group, somebody's house at it, a helper, or
    his hands."""

    def __init__(self, steps: Doorsteps, groups: Sequence[Group], spare: Spare, pairs: Pairs) -> None:
        self._groups, self._house = groups, steps.table.houses
        self._all_hands: list[int] = steps.table.hands.tolist()
        self._households: list[int] = spare.households.tolist()
        self._hands: list[int] = spare.hands.tolist()
        self._pairs = pairs
        self._given: list[Counter[int]] = []  # by group how many of its households each helper has
        self._at: dict[int, list[int]] = {}  # by helper the groups that he goes to
        for g, group in enumerate(groups):
            given = Counter([helper for i in group.doors for helper in pairs[i] if helper not in group.kept])
            self._given.append(given)
            for helper in given:
                self._at.setdefault(helper, []).append(g)
        self._total = [sum(given.values()) for given in self._given]
        self._may: dict[int, list[int]] = {}
        self._living: dict[int, Counter[int]] = {}

    def more(self) -> bool:
        if self._as_dealt() < self._as_it_is():
            return True
        wanting = [g for g, group in enumerate(self._groups) if self._total[g] < group.wants * len(group.doors)]
        if not wanting:
            return False
        groups, somebody_free = self._search(wanting)
        if somebody_free:
            return True
        without_a = [g for g in wanting if not self._groups[g].kept and self._total[g] < len(self._groups[g].doors)]
        if len(without_a) < len(wanting):
            groups, _ = self._search(without_a)
        return bool(without_a) and any(self._seconds(g) > 0 for g in groups)

    def _as_it_is(self) -> tuple[int, int]:
        doors = [i for group in self._groups for i in group.doors]
        return sum(not self._pairs[i] for i in doors), sum(len(self._pairs[i]) < 2 for i in doors)

    def _as_dealt(self) -> tuple[int, int]:
        """Doors without A and without B if each group used its helpers so that most have an A."""
        a = b = 0
        for g, group in enumerate(self._groups):
            count = len(group.doors)
            a += 0 if group.kept else max(0, count - self._total[g])
            b += count - self._seconds(g)
        return a, b

    def _seconds(self, g: int) -> int:
        """How many of a group's helpers are second ones."""
        group = self._groups[g]
        return self._total[g] if group.kept else max(0, self._total[g] - len(group.doors))

    def _search(self, wanting: Sequence[int]) -> tuple[set[int], bool]:
        """The groups from which a helper could be passed on to one of `wanting`, those included, and whether somebody
        who can take on one more is among the helpers met."""
        reached = _Reached(set(wanting))
        for g in wanting:
            self._ask(g, reached)
        while reached.asked:
            g, helper = reached.asked.pop()
            if self._given[g][helper] >= self._most(g, helper):
                continue
            lifts = self._groups[g].carried > 0
            if lifts and helper not in reached.lifting:
                reached.lifting.add(helper)
                self._give_back(helper, reached, carried=True)
            if helper in reached.helpers or (lifts and not self._hands_left(helper)):
                continue
            reached.helpers.add(helper)
            if sum(self._given[other][helper] for other in self._at.get(helper, ())) < self._households[helper]:
                return reached.groups, True
            self._give_back(helper, reached, carried=False)
            if helper not in reached.lifting:
                reached.lifting.add(helper)
                self._give_back(helper, reached, carried=True)
        return reached.groups, False

    def _ask(self, g: int, reached: "_Reached") -> None:
        """Everybody who may come to a group: each for himself, those of one house by turns."""
        houses, count = self._houses(g), len(self._groups[g].doors)
        taken = Counter[int]()
        for helper, times in self._given[g].items():
            taken[self._house[helper]] += times
        for helper in self._who(g):
            house = self._house[helper]
            if houses[house] == 1:
                reached.asked.append((g, helper))
            elif taken[house] < count:
                self._ask_house(g, house, reached)

    def _ask_house(self, g: int, house: int, reached: "_Reached") -> None:
        if (g, house) not in reached.houses:
            reached.houses.add((g, house))
            reached.asked.extend((g, helper) for helper in self._who(g) if self._house[helper] == house)

    def _give_back(self, helper: int, reached: "_Reached", *, carried: bool) -> None:
        """Every group that the helper goes to could do with another one: he then has one household less."""
        for g in self._at.get(helper, ()):
            if bool(self._groups[g].carried) is not carried:
                continue
            if self._houses(g)[self._house[helper]] > 1:
                self._ask_house(g, self._house[helper], reached)
            if g not in reached.groups:
                reached.groups.add(g)
                self._ask(g, reached)

    def _who(self, g: int) -> list[int]:
        """Who may come to a group at all."""
        if g not in self._may:
            group, houses = self._groups[g], {self._house[helper] for helper in self._groups[g].kept}
            self._may[g] = [
                helper
                for helper in group.step.who.tolist()
                if self._households[helper] > 0
                and (not group.carried or self._hands[helper] > 0)
                and helper not in group.barred
                and self._house[helper] not in houses
            ]
        return self._may[g]

    def _houses(self, g: int) -> Counter[int]:
        """How many of those who may come live in each house."""
        if g not in self._living:
            self._living[g] = Counter([self._house[helper] for helper in self._who(g)])
        return self._living[g]

    def _most(self, g: int, helper: int) -> int:
        """Most households of a group for a helper: where several are carried each takes all the hands that it needs."""
        group, count = self._groups[g], len(self._groups[g].doors)
        if group.carried < 2:
            return count
        return min(count, max(1, self._hands[helper] // max(1, hands_for(group.carried, self._all_hands[helper]))))

    def _hands_left(self, helper: int) -> bool:
        lifted = sum(self._given[g][helper] for g in self._at.get(helper, ()) if self._groups[g].carried)
        return lifted < min(self._hands[helper], self._households[helper])


@dataclass
class _Reached:
    """What a search has met: groups, helpers, their hands, houses at groups; and whom it has still to ask."""

    groups: set[int]
    helpers: set[int] = field(default_factory=set)
    lifting: set[int] = field(default_factory=set)
    houses: set[tuple[int, int]] = field(default_factory=set)
    asked: list[tuple[int, int]] = field(default_factory=list)
