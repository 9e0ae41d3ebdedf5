"""From kinds of doors to single households: who of one kind gets whom of those dealt to it."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from core.planning.pairing.doors import Door
from core.planning.pairing.helper_table import HelperTable, ints
from core.planning.pairing.matching import matched
from core.planning.pairing.offers import Group
from core.planning.pairing.scoring import Scoring, ordered

Share = Sequence[tuple[int, int, int]]
Pairs = list[list[int]]
_MATCHED = 300  # households of a kind up to which second helpers are matched as a whole


def hand_out(
    table: HelperTable, scoring: Scoring, doors: Sequence[Door], group: Group, share: Share, *, changes_first: bool
) -> Pairs:
    """The helpers of each household of a group, those it has already first: the best of a few ways to deal.

    `doors` are those of the group. Nobody gets two of one house; nobody gets a second before everybody has a first.
    """
    units = [helper for helper, count, _ in share for _ in range(count)]
    kept = list(group.kept)

    def figures(found: Pairs) -> tuple[int, ...]:
        return ordered(scoring.of(doors, found), changes_first=changes_first)

    plain = _in_turn(table, doors, share, kept)
    if not any(door.known for door in doors) and _as_good_as_can_be(scoring, doors, plain, group, units):
        return plain
    if not kept and _nothing_is_better(scoring, doors, plain, units):
        return plain
    ways: list[Callable[[], Pairs]] = [lambda: plain]
    if group.known:
        ways.append(lambda: _to_who_knows(table, scoring, doors, share, kept))
    if not kept and len(doors) <= _MATCHED:
        ways.append(lambda: matched(table, scoring, doors, units, changes_first=changes_first) or plain)
    found = [way() for way in ways]
    return min(found, key=figures)


def _as_good_as_can_be(scoring: Scoring, doors: Sequence[Door], found: Pairs, group: Group, units: list[int]) -> bool:
    """Nothing is lost against the flow: everybody dealt is placed, no road is shared that need not be."""
    if sum(map(len, found)) - len(found) * len(group.kept) < len(units):
        return False
    shared = scoring.shared_roads(doors[0], found)
    if group.kept or not shared:
        return not shared
    return shared <= _shared_at_least(doors, units)


def _nothing_is_better(scoring: Scoring, doors: Sequence[Door], found: Pairs, units: Sequence[int]) -> bool:
    """Whether every one of some helpers (`units`) has a door, as many doors as can be have one, everybody goes where he
    is known as often as he can, no more share a road than have to, and nobody in danger goes alone: then nothing is
    better at any level."""
    going = list(map(len, found))
    if sum(going) < len(units) or going.count(0) > max(0, len(doors) - len(units)):
        return False
    known = Counter([helper for door in doors for helper in door.known])
    most = sum([min(count, known[helper]) for helper, count in Counter(units).items()])
    if sum([helper in door.known for door, pair in zip(doors, found, strict=True) for helper in pair]) < most:
        return False
    if any(len(pair) == 1 and scoring.alone(pair) for pair in found):
        return False
    return scoring.shared_roads(doors[0], found) <= _shared_at_least(doors, units)


def _shared_at_least(doors: Sequence[Door], units: Sequence[int]) -> int:
    """At how many doors of a kind two come by one road however helpers are dealt."""
    by = doors[0].step.ways_in(units)
    _, many = np.unique(by[by >= 0], return_counts=True)
    return int(np.maximum(0, many - len(doors)).sum())


def _in_turn(table: HelperTable, doors: Sequence[Door], share: Share, kept: list[int]) -> Pairs:
    """By road and house, in turn: those of one road, house or person are as far apart as they can be."""
    step = doors[0].step
    house = table.houses
    helpers, counts = ints([helper for helper, _, _ in share]), ints([count for _, count, _ in share])
    order = np.lexsort((helpers, step.ways_in(helpers)))  # helpers stand in the order of their houses
    units = np.repeat(helpers[order], counts[order]).tolist()
    if kept or len(units) > 2 * len(doors):
        return _one_by_one(table, [list(kept) for _ in doors], units)
    seconds = units[len(doors) :]
    if sum([house[one] == house[other] for one, other in zip(units, seconds, strict=False)]):
        return _one_by_one(table, [[] for _ in doors], units)
    found = [[one, other] for one, other in zip(units, seconds, strict=False)]
    found += [[one] for one in units[len(seconds) : len(doors)]]
    return found + [[] for _ in range(len(doors) - len(units))]


def _one_by_one(table: HelperTable, found: Pairs, units: Sequence[int]) -> Pairs:
    """The same where somebody may stand in somebody's way: whoever does waits for the end."""
    house, late, i = table.houses, [], 0
    for helper in units:
        pair = found[i]
        i = i + 1 if i + 1 < len(found) else 0
        if not pair or (len(pair) == 1 and house[pair[0]] != house[helper]):
            pair.append(helper)
        else:
            late.append(helper)
    for helper in late:
        _place(table, found, helper)
    return found


def _place(table: HelperTable, found: Pairs, helper: int) -> None:
    """Give somebody a household that he may go to, those with fewest helpers first; else he goes to none."""
    house = table.houses
    for pair in sorted(found, key=len):
        if len(pair) < 2 and all(house[other] != house[helper] for other in pair):
            pair.append(helper)
            return


def _to_who_knows(table: HelperTable, scoring: Scoring, doors: Sequence[Door], share: Share, kept: list[int]) -> Pairs:
    """First to the households that know them, the scarcest first; then the others to who has none, then to who has one,
    by another road where there is one."""
    house, found = table.houses, [list(kept) for _ in doors]
    total = sum(count for _, count, _ in share)
    doubles = total if kept else max(0, total - len(doors))
    others = [helper for helper, count, known in share if not known for _ in range(count)]
    waiting = [helper for helper, count, known in share if known for _ in range(count)]
    knowing: dict[int, list[int]] = {helper: [] for helper in waiting}
    for i, door in enumerate(doors):
        for helper in door.known:
            if helper in knowing:
                knowing[helper].append(i)
    for helper in sorted(waiting, key=lambda h: (len(knowing[h]), h)):
        for i in sorted(knowing[helper], key=lambda i: (len(found[i]), i)):
            pair = found[i]
            second = not kept and len(pair) == 1
            if (
                len(pair) < 2
                and helper not in pair
                and (not second or doubles > 0)
                and all(house[other] != house[helper] for other in pair)
            ):
                pair.append(helper)
                doubles -= second
                break
        else:
            others.append(helper)
    for helper in sorted(others):
        fewest = sorted(
            (i for i in range(len(found)) if len(found[i]) < 2),
            key=lambda i: (len(found[i]), scoring.shared_road(doors[i], [*found[i], helper]), i),
        )
        for i in fewest:
            if all(house[other] != house[helper] for other in found[i]):
                found[i].append(helper)
                break
    return found
