"""Households kept whole: as many of them as fit into what a shelter has left."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from core.planning.packing import _largest_sum

SIZES = st.lists(st.integers(1, 9), min_size=1, max_size=9)


@given(SIZES, st.integers(0, 40))
def test_the_largest_sum_is_the_largest_of_all_choices(sizes: list[int], limit: int) -> None:
    chosen = _largest_sum(list(enumerate(sizes)), limit)
    every = (sum(some) for n in range(len(sizes) + 1) for some in combinations(sizes, n))
    assert len(set(chosen)) == len(chosen)
    assert sum(sizes[party] for party in chosen) == max(total for total in every if total <= limit)


def test_a_village_of_a_hundred_thousand_fills_a_shelter_to_the_last_bed() -> None:
    households = [(party, 2 + party % 4) for party in range(30_000)]
    assert sum(2 + party % 4 for party in _largest_sum(households, 25_001)) == 25_001
