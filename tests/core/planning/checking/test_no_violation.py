"""The checks find nothing in right plans: of drawn districts, of the same nights later, and of replans."""

import pytest

from tests.core.planning.drawn_nights import breaches

# Nights in which a plan once broke a rule: led round to pass the time, sent again from the door after having arrived,
# lost on the way into the plan, on foot to a bus over a closed road, planned without end, and so on.
ONCE_BROKEN = (
    *(713, 1039, 1506, 1514, 1807, 1817, 1942, 2256, 2420, 2522, 2523, 2576, 2950, 3306),
    *(3676, 3865, 4134, 4153, 4998, 5078, 5233, 5588, 5799, 6216, 7076, 7402, 8336),
    *(7808, 7972, 8042, 8232, 8249, 8700, 9126, 9228, 9938),
    *(920_015, 920_139, 922_778, 923_800),
)


@pytest.mark.parametrize("hundred", range(3))
def test_no_plan_breaks_a_rule(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        assert list(breaches(seed)) == [], f"seed {seed}"


@pytest.mark.parametrize("seed", ONCE_BROKEN)
def test_no_plan_breaks_a_rule_again(seed: int) -> None:
    assert list(breaches(seed)) == []


@pytest.mark.long
@pytest.mark.parametrize("thousand", range(10))
def test_no_plan_of_ten_thousand_breaks_a_rule(thousand: int) -> None:
    for seed in range(1_000 * thousand, 1_000 * thousand + 1_000):
        assert list(breaches(seed)) == [], f"seed {seed}"
