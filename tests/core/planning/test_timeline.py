"""Windows of departure: closed intervals of whole microseconds."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.planning.timeline import (
    FOREVER,
    common,
    covered,
    earlier,
    entry_windows,
    first_departure,
    micros,
    moment,
    union,
)
from tests.core.planning.villages import AT

intervals = st.lists(st.tuples(st.integers(-5, 30), st.integers(-5, 35)), max_size=5)
small = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=4).map(
    lambda rows: union((a, a + d + 1) for a, d in rows)
)


def inside(windows: tuple[tuple[int, int], ...], at: int) -> bool:
    return any(first <= at <= last for first, last in windows)


def test_moments_and_micros_are_inverse() -> None:
    assert micros(AT, moment(AT, 12_345_678)) == 12_345_678
    assert micros(AT, AT - timedelta(seconds=1)) == -1_000_000


@given(intervals)
def test_union_is_the_set_of_all_moments_closed_whatever_the_order(rows: list[tuple[int, int]]) -> None:
    joined = union(rows)
    assert joined == union(reversed(rows))
    for at in range(40):
        assert any(a <= at < b for a, b in joined) == any(a <= at < b for a, b in rows)


@given(intervals, st.integers(0, 6), st.booleans())
def test_one_may_enter_exactly_when_no_closure_meets_the_crossing(
    rows: list[tuple[int, int]], duration: int, forever: bool
) -> None:
    shut = union([*rows, (28, FOREVER)] if forever else rows)
    windows = entry_windows(shut, duration)
    for at in range(60):
        meets = any(at < b and at + duration > a for a, b in shut)
        assert inside(windows, at) == (not meets)


@given(small, small, st.integers(0, 9))
def test_common_and_earlier_and_covered_agree_with_sets(one: tuple, other: tuple, by: int) -> None:  # type: ignore[type-arg]
    for at in range(45):
        assert inside(common(one, other), at) == (inside(one, at) and inside(other, at))
        assert inside(earlier(one, by), at) == inside(one, at + by)
    moments = [at for at in range(60) if inside(one, at)]
    assert covered(one, [other]) == all(inside(other, at) for at in moments)


def test_the_first_departure_waits_for_the_next_window() -> None:
    windows = ((0, 5), (20, FOREVER))
    assert [first_departure(windows, ready) for ready in (3, 6, 99)] == [3, 20, 99]
    assert first_departure(((0, 5),), 6) is None
