"""Whoever was dealt more persons to carry than he has hands exchanges a household with somebody, at no cost.

The flow counts several who are carried in one household as one. In a large district somebody of the same village has
his hands free nearly always, and takes the household for one of his own where nobody or fewer are carried.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from core.planning.pairing.doors import Door
from core.planning.pairing.hard_rules import hands_for
from core.planning.pairing.helper_table import HelperTable
from core.planning.pairing.scoring import Figures, Scoring, ordered

Pairs = list[list[int]]


def persons_carried(doors: Sequence[Door], pairs: Pairs, hands: Sequence[int]) -> Counter[int]:
    """How many of his hands each helper needs."""
    taken: Counter[int] = Counter()
    for door, pair in zip(doors, pairs, strict=True):
        if carried := door.step.kind.carried:
            for helper in pair:
                taken[helper] += hands_for(carried, hands[helper])
    return taken


def exchanged(
    table: HelperTable, scoring: Scoring, doors: Sequence[Door], settled: Pairs, pairs: Pairs, *, changes_first: bool
) -> Pairs | None:
    """Pairs that cost no more in which nobody has more persons to carry than hands; None where that was not found.

    What is `settled` stays. Everybody keeps as many households as he has."""
    return _Exchange(table, scoring, doors, settled, pairs, changes_first=changes_first).found()


class _Exchange:
    def __init__(
        self,
        table: HelperTable,
        scoring: Scoring,
        doors: Sequence[Door],
        settled: Pairs,
        pairs: Pairs,
        *,
        changes_first: bool,
    ) -> None:
        self._scoring, self._doors, self._settled, self._pairs = scoring, doors, settled, list(pairs)
        self._house, self._hands, self._changes_first = table.houses, table.hands.tolist(), changes_first
        self._taken = persons_carried(doors, pairs, self._hands)
        self._at: dict[int, list[int]] = {}
        for i, pair in enumerate(pairs):
            for helper in pair:
                self._at.setdefault(helper, []).append(i)

    def found(self) -> Pairs | None:
        for helper in sorted(self._taken):
            while self._taken[helper] > self._hands[helper]:
                if not any(self._exchange(*each) for each in self._ways(helper)):
                    return None
        return self._pairs

    def _ways(self, helper: int) -> Iterator[tuple[int, int, int, int]]:
        """What he could give to whom for what: those of whom the same is known at that door come first."""
        for i in self._at[helper]:
            step = self._doors[i].step
            if not step.kind.carried or helper in self._settled[i]:
                continue
            facts, others = step.of, step.who.tolist()
            for other in sorted(others, key=lambda each: facts[each] != facts[helper]):
                for j in self._at.get(other, ()):
                    if j != i and other not in self._settled[j]:
                        yield helper, i, other, j

    def _exchange(self, helper: int, i: int, other: int, j: int) -> bool:
        """Let `other` go to door `i` and `helper` to door `j` for it, if that may be and costs no more."""
        mine, his = self._needs(helper, j) - self._needs(helper, i), self._needs(other, i) - self._needs(other, j)
        if mine >= 0 or self._taken[other] + his > self._hands[other]:
            return False
        if not (self._may(other, i, helper) and self._may(helper, j, other)):
            return False
        to_i = [other if each == helper else each for each in self._pairs[i]]
        to_j = [helper if each == other else each for each in self._pairs[j]]
        if self._cost(i, to_i, j, to_j) > self._cost(i, self._pairs[i], j, self._pairs[j]):
            return False
        self._pairs[i], self._pairs[j] = to_i, to_j
        self._taken[helper] += mine
        self._taken[other] += his
        for each, old, new in ((helper, i, j), (other, j, i)):
            self._at[each] = sorted({*self._at[each], new} - {old})
        return True

    def _needs(self, helper: int, i: int) -> int:
        return hands_for(self._doors[i].step.kind.carried, self._hands[helper])

    def _may(self, helper: int, i: int, instead: int) -> bool:
        """Whether he may go to a door for somebody who goes there now."""
        pair = self._pairs[i]
        if helper in pair or helper not in self._doors[i].step.of:
            return False
        return all(self._house[other] != self._house[helper] for other in pair if other != instead)

    def _cost(self, i: int, to_i: Sequence[int], j: int, to_j: Sequence[int]) -> Figures:
        one, two = self._scoring.of_door(self._doors[i], to_i), self._scoring.of_door(self._doors[j], to_j)
        return ordered((*(a + b for a, b in zip(one, two, strict=True)), 0), changes_first=self._changes_first)
