"""The checks find nothing in right plans: of drawn districts, of the same nights later, and of replans."""

from random import Random

import pytest

from core.planning.checks import violations
from core.planning.planner import make_plan
from core.planning.replan import replan
from tests.core.planning.drawn_cases import changed_case, drawn_case
from tests.core.planning.villages import never, nothing


def check(seed: int) -> None:
    """A plan, and once things have changed the replan and the plan made afresh."""
    rnd = Random(seed)
    drawn = drawn_case(rnd)
    plan = make_plan(drawn, nothing, never)
    assert violations(drawn, plan) == (), f"plan of seed {seed}"
    later = changed_case(rnd, drawn, plan)
    assert violations(later, make_plan(later, nothing, never)) == (), f"later plan of seed {seed}"
    assert violations(later, replan(later, nothing, never).plan) == (), f"replan of seed {seed}"


@pytest.mark.parametrize("hundred", range(3))
def test_no_plan_breaks_a_rule(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        check(seed)


@pytest.mark.long
@pytest.mark.parametrize("thousand", range(10))
def test_no_plan_of_ten_thousand_breaks_a_rule(thousand: int) -> None:
    for seed in range(1_000 * thousand, 1_000 * thousand + 1_000):
        check(seed)
