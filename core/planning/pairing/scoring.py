"""What a pairing costs, level by level, counted door by door from who goes there."""

from collections import Counter
from collections.abc import Iterable, Sequence

from core.domain.pairing import Level, SoftRule
from core.planning.pairing.doors import Door, Doorsteps
from core.planning.pairing.soft_rules import ONE_HELPER, known_helper, two_by_two

Figures = tuple[int, ...]  # one for each Level, in their order
_NAMES = tuple(rule for rule, _ in ONE_HELPER)
_STRANGER = 1 << _NAMES.index(SoftRule.STRANGER)
_RULES = tuple(tuple(rule for i, rule in enumerate(_NAMES) if code >> i & 1) for code in range(1 << len(_NAMES)))


class Scoring:
    """Remembers what it has looked up: the same two come to many doors of a kind."""

    def __init__(self, steps: Doorsteps) -> None:
        self._steps = steps
        self._shared: dict[tuple[object, int, int], bool] = {}

    def shared_road(self, door: Door, pair: Sequence[int]) -> bool:
        """Soft rule: one closure cuts both ways to the door."""
        if len(pair) < 2:
            return False
        one, other = sorted(pair)
        start = self._steps.table.start
        key = (door.kind, int(start[one]), int(start[other]))
        if key not in self._shared:
            self._shared[key] = self._steps.share_a_road(door.kind, one, other)
        return self._shared[key]

    def rules(self, door: Door, helper: int) -> tuple[SoftRule, ...]:
        """The same as names."""
        return _RULES[self.bits(door, helper)]

    def bits(self, door: Door, helper: int) -> int:
        """Rules about one helper that he breaks at this door; who knows the household is no stranger."""
        code = int(door.step.bits[door.step.at[helper]])
        return code & ~_STRANGER if helper in door.known else code

    def broken(self, door: Door, pair: Sequence[int]) -> tuple[tuple[SoftRule, ...], ...]:
        """The soft rules that stand at each of the two, sorted."""
        off = self._steps.off
        lost = SoftRule.KNOWN_HELPER not in off and self.lost(door, pair) > 0
        both = self.shared_road(door, pair)
        alone = SoftRule.TWO_BY_TWO not in off and two_by_two(self._steps.table, pair)
        found = []
        for helper in pair:
            rules = list(_RULES[self.bits(door, helper)])
            rules += [SoftRule.KNOWN_HELPER] * (lost and known_helper(helper, door.known))
            rules += [SoftRule.SHARED_ROAD] * both + [SoftRule.TWO_BY_TWO] * alone
            found.append(tuple(sorted(rules)))
        return tuple(found)

    def lost(self, door: Door, pair: Sequence[int]) -> int:
        """How many of the standing pairs of a household are given up."""
        return sum(1 for helper in door.known if helper not in pair)

    def of_door(self, door: Door, pair: Sequence[int]) -> Figures:
        """All levels but the load, which no door has alone."""
        lost = self.lost(door, pair)
        broken = sum(self.bits(door, helper).bit_count() for helper in pair) + self.shared_road(door, pair)
        if SoftRule.KNOWN_HELPER not in self._steps.off:
            broken += lost
        if SoftRule.TWO_BY_TWO not in self._steps.off:
            broken += two_by_two(self._steps.table, pair)
        tenths = sum(int(door.step.tenths[door.step.at[helper]]) for helper in pair)
        return len(pair) < 1, len(pair) < 2, broken, lost, tenths

    def of(self, doors: Iterable[Door], found: Sequence[Sequence[int]]) -> Figures:
        """All levels of some doors, as if helpers had no others."""
        totals = [0] * 5
        load: Counter[int] = Counter()
        for door, pair in zip(doors, found, strict=True):
            for level, value in enumerate(self.of_door(door, pair)):
                totals[level] += value
            load.update(pair)
        return (*totals, sum(n * n for n in load.values()))


LEVELS = tuple(Level)


def ordered(figures: Figures, *, changes_first: bool) -> Figures:
    """The figures in the order in which they decide."""
    a, b, broken, changes, tenths, squares = figures
    return (a, b, changes, broken, tenths, squares) if changes_first else figures
