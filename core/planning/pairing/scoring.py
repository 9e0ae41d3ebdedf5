"""What a pairing costs, level by level, counted door by door from who goes there."""

from collections import Counter
from collections.abc import Iterable, Sequence

from core.domain.pairing import Level, SoftRule
from core.planning.pairing.doors import Door, Doorstep, Doorsteps
from core.planning.pairing.soft_rules import ONE_HELPER, known_helper, two_by_two

Figures = tuple[int, ...]  # one for each Level, in their order
_NAMES = tuple(rule for rule, _ in ONE_HELPER)
STRANGER = 1 << _NAMES.index(SoftRule.STRANGER)
OWN_STAFF = 1 << _NAMES.index(SoftRule.OWN_STAFF)
_RULES = tuple(tuple(rule for i, rule in enumerate(_NAMES) if code >> i & 1) for code in range(1 << len(_NAMES)))


class Scoring:
    """Remembers what it has looked up: the same two come to many doors of a kind."""

    def __init__(self, steps: Doorsteps) -> None:
        self._steps = steps
        self.counts = steps.counts
        self._start: list[int] = steps.table.start.tolist()
        self._danger: list[bool] = steps.table.danger.tolist()
        self.keeps_known = SoftRule.KNOWN_HELPER not in steps.off
        self._by_two = SoftRule.TWO_BY_TWO not in steps.off
        self._named: dict[tuple[int, bool, bool, bool], tuple[SoftRule, ...]] = {}
        self._shared: dict[tuple[Doorstep, int, int], bool] = {}

    def shared_road(self, door: Door, pair: Sequence[int]) -> bool:
        """Soft rule: one closure cuts both ways to the door."""
        if len(pair) < 2:
            return False
        one, other = pair if pair[0] < pair[1] else (pair[1], pair[0])
        key = (door.step, self._start[one], self._start[other])
        known = self._shared.get(key)
        if known is None:
            known = self._shared[key] = self._steps.share_a_road(door.step, one, other)
        return known

    def shared_roads(self, door: Door, pairs: Sequence[Sequence[int]]) -> int:
        """At how many of some doors of a kind the rule is broken."""
        start, two = self._start, [pair for pair in pairs if len(pair) > 1]
        starts = [(start[one], start[other]) for one, other in two]
        of = dict(zip(starts, two, strict=True))
        return sum([many for way, many in Counter(starts).items() if self.shared_road(door, of[way])])

    def rules(self, door: Door, helper: int) -> tuple[SoftRule, ...]:
        """The same as names."""
        return _RULES[self.bits(door, helper)]

    def bits(self, door: Door, helper: int) -> int:
        """Rules about one helper that he breaks at this door; who knows the household is no stranger."""
        code = door.step.of[helper].bits
        return code & ~STRANGER if helper in door.known else code

    def broken(self, door: Door, pair: Sequence[int]) -> tuple[tuple[SoftRule, ...], ...]:
        """The soft rules that stand at each of the two, sorted."""
        lost = self.keeps_known and self.lost(door, pair) > 0
        both, alone = self.shared_road(door, pair), self.alone(pair)
        return tuple(
            self.named(self.bits(door, helper), lost and known_helper(helper, door.known), both, alone)
            for helper in pair
        )

    def named(self, bits: int, new: bool, shared: bool, alone: bool) -> tuple[SoftRule, ...]:
        """Soft rules by name, sorted: those in `bits`, and those about a whole door."""
        key = (bits, new, shared, alone)
        if key not in self._named:
            whole = (SoftRule.KNOWN_HELPER, SoftRule.SHARED_ROAD, SoftRule.TWO_BY_TWO)
            rules = (*_RULES[bits], *(rule for rule, is_broken in zip(whole, key[1:], strict=True) if is_broken))
            self._named[key] = tuple(sorted(rules))
        return self._named[key]

    def alone(self, pair: Sequence[int]) -> bool:
        """Soft rule: one who lives in danger himself goes alone."""
        return self._by_two and two_by_two(self._danger, pair)

    def lost(self, door: Door, pair: Sequence[int]) -> int:
        """How many of the standing pairs of a household are given up."""
        return sum(1 for helper in door.known if helper not in pair)

    def of_door(self, door: Door, pair: Sequence[int]) -> Figures:
        """All levels but the load, which no door has alone."""
        known, facts = door.known, door.step.of
        lost = 0
        for helper in known:
            lost += helper not in pair
        broken = lost if self.keeps_known else 0
        if len(pair) > 1:
            broken += self.shared_road(door, pair)
        elif self.alone(pair):
            broken += 1
        tenths = 0
        for helper in pair:
            bits, way, _, _ = facts[helper]
            broken += (bits & ~STRANGER if helper in known else bits).bit_count()
            tenths += way
        return len(pair) < 1, len(pair) < 2, broken, lost, tenths

    def of(self, doors: Iterable[Door], found: Sequence[Sequence[int]]) -> Figures:
        """All levels of some doors, as if helpers had no others."""
        by_door = [self.of_door(door, pair) for door, pair in zip(doors, found, strict=True)]
        totals = map(sum, zip(*by_door, strict=True)) if by_door else (0,) * len(_DOOR_LEVELS)
        load = Counter([helper for pair in found for helper in pair])
        return (*totals, sum([n * n for n in load.values()]))


LEVELS = tuple(Level)
_DOOR_LEVELS = LEVELS[:-1]  # no door has a load of its own


def ordered(figures: Figures, *, changes_first: bool) -> Figures:
    """The figures in the order in which they decide."""
    a, b, broken, changes, tenths, squares = figures
    return (a, b, changes, broken, tenths, squares) if changes_first else figures
