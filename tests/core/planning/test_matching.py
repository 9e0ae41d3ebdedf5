"""Costs of matching doors of a kind with helpers, all at once, against the same doors one by one; and that firsts are
matched at the least of them."""

from itertools import permutations
from random import Random

import numpy as np
import pytest

from core.planning.pairing.doors import Door
from core.planning.pairing.helper_table import ints
from core.planning.pairing.matching import MatchingCosts, matched
from core.planning.pairing.scoring import Scoring
from tests.core.planning.test_alike import Drawn


def of_door(scoring: Scoring, door: Door, pair: list[int], *, changes_first: bool) -> int:
    a, b, broken, lost, _ = scoring.of_door(door, pair)
    one, other = (1, 1000) if changes_first else (1000, 1)
    return 10**9 * (a + b) + one * broken + other * lost


@pytest.mark.parametrize("changes_first", [False, True])
def test_costs_are_those_of_the_doors_one_by_one(changes_first: bool) -> None:
    compared = 0
    for seed in range(60):
        rnd, each = Random(seed), Drawn(seed)
        scoring, house = Scoring(each.steps), each.table.houses
        for group in each.groups:
            if not len(group.step.who):
                continue
            doors = [each.doors[i] for i in group.doors]
            helpers = ints(rnd.choices(group.step.who.tolist(), k=rnd.randint(1, 6)))
            firsts = ints(rnd.choices(helpers.tolist(), k=len(doors)))
            costs = MatchingCosts(each.table, scoring, doors, helpers, changes_first=changes_first)
            alone = costs.of_firsts(helpers)
            both = costs.of_seconds(firsts, helpers, 1)
            for i, door in enumerate(doors):
                first = int(firsts[i])
                assert both[i, -1] == of_door(scoring, door, [first], changes_first=changes_first)
                for n, helper in enumerate(helpers.tolist()):
                    assert alone[i, n] == of_door(scoring, door, [helper], changes_first=changes_first)
                    one_house = house[first] == house[helper]
                    pair = of_door(scoring, door, [first, helper], changes_first=changes_first)
                    assert both[i, n] == (10**10 if one_house else pair)
                    compared += 1
    assert compared > 1_000


def test_firsts_are_matched_at_least_cost() -> None:
    for seed in range(40):
        rnd, each = Random(seed), Drawn(seed)
        scoring = Scoring(each.steps)
        for group in each.groups:
            doors = [each.doors[i] for i in group.doors][:4]
            if not len(group.step.who):
                continue
            units = rnd.choices(group.step.who.tolist(), k=len(doors))
            found = matched(each.table, scoring, doors, units, changes_first=False)
            assert found is not None
            costs = [
                sum(of_door(scoring, door, [h], changes_first=False) for door, h in zip(doors, order, strict=True))
                for order in permutations(units)
            ]
            assert sorted(h for pair in found for h in pair) == sorted(units)
            mine = [of_door(scoring, door, pair, changes_first=False) for door, pair in zip(doors, found, strict=True)]
            assert int(np.sum(mine)) == min(costs)
