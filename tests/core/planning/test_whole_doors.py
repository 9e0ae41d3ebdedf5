"""Many doors counted at once against the same doors counted one by one."""

from random import Random

import pytest

from core.planning.effort import Effort
from core.planning.network import build_network
from core.planning.pairing.doors import Doorsteps, doors_of
from core.planning.pairing.scoring import Scoring
from core.planning.pairing.whole_doors import WholeDoors
from core.planning.prepared import Roads
from core.planning.reach import Reach
from core.planning.travel import Travel
from tests.core.planning.test_pairing_brute_force import drawn
from tests.core.planning.villages import never, nothing


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_columns_say_what_the_doors_say_one_by_one(seed: int) -> None:
    for number in range(seed, seed + 20):
        rnd = Random(number)
        case, deadlines = drawn(rnd)
        effort = Effort(nothing, never, 10**9, 1e9)
        steps = Doorsteps(case, Reach(case, Travel(case, Roads(build_network(case)), effort), effort))
        doors = doors_of(steps, deadlines)  # type: ignore[arg-type]
        scoring = Scoring(steps)
        whole = WholeDoors(steps, scoring, doors)
        anybody = list(range(-1, len(steps.table.helpers)))
        asked = [rnd.sample(anybody, min(len(anybody), rnd.randint(0, 2))) for _ in doors]
        may = iter(whole.goers(asked).may.tolist())
        assert all(next(may) == (h in door.step.of) for door, pair in zip(doors, asked, strict=True) for h in pair)
        pairs = [[h for h in pair if h in door.step.of] for door, pair in zip(doors, asked, strict=True)]
        counted = whole.count(pairs)
        assert counted.figures(range(len(doors))) == scoring.of(doors, pairs)[:-1]
        named = [rules for door, pair in zip(doors, pairs, strict=True) for rules in scoring.broken(door, pair)]
        assert counted.broken() == named
        minutes = [door.step.of[h].minutes for door, pair in zip(doors, pairs, strict=True) for h in pair]
        assert counted.goers.minutes.tolist() == minutes
