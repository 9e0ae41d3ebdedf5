"""The bound on arrivals against every way of sending separable persons, on cases small enough to try them all."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.planning.allocation import Demand, Kind
from core.planning.arrival_bound import added, most_by
from core.planning.timeline import MINUTE
from core.planning.timetable import UNREACHED


def demand(sizes: list[int], cost: list[list[int]], room: list[int]) -> Demand:
    kinds = tuple(Kind(number, (size,), 10**9) for number, size in enumerate(sizes))
    return Demand(kinds, np.array(cost, dtype=np.int64), np.array(room, dtype=np.int64))


def by_hand(case: Demand, at: int) -> int:
    """Most persons in by `at`, by trying every choice of shelter (or none) for every person."""
    people = [kind for kind, each in enumerate(case.kinds) for _ in range(each.persons)]
    shelters = range(case.cost.shape[1])
    best = 0
    for choice in itertools.product((-1, *shelters), repeat=len(people)):
        ways = [(kind, room) for kind, room in zip(people, choice, strict=True) if room >= 0]
        fits = all(sum(room == goal for _, room in ways) <= case.room[goal] for goal in shelters)
        if fits and all(case.cost[kind, room] <= at and case.cost[kind, room] < UNREACHED for kind, room in ways):
            best = max(best, len(ways))
    return best


ARRIVAL = st.one_of(st.integers(1, 9), st.just(int(UNREACHED)))


@st.composite
def cases(draw: st.DrawFn) -> Demand:
    sizes = draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
    shelters = draw(st.integers(1, 2))
    cost = [[draw(ARRIVAL) for _ in range(shelters)] for _ in sizes]
    return demand(sizes, cost, [draw(st.integers(0, 3)) for _ in range(shelters)])


def at_curve(curve: tuple[tuple[int, int], ...], at: int) -> int:
    return max((persons for when, persons in curve if when <= at), default=0)


@given(cases())
def test_with_enough_points_it_is_what_can_be_had_at_every_moment(case: Demand) -> None:
    curve = most_by(case)
    assert [at_curve(curve, at) for at in range(11)] == [by_hand(case, at) for at in range(11)]


@given(cases(), st.integers(1, 3))
def test_with_few_points_it_is_never_below_and_ends_the_same(case: Demand, points: int) -> None:
    curve = most_by(case, points)
    assert all(at_curve(curve, at) >= by_hand(case, at) for at in range(11))
    assert at_curve(curve, 10) == by_hand(case, 10)
    assert len(curve) <= points
    assert list(curve) == sorted(curve)


def test_nobody_who_can_go_anywhere_is_no_curve() -> None:
    assert most_by(demand([2], [[int(UNREACHED)]], [5])) == ()


def test_facts_stand_on_top_from_their_moment_on() -> None:
    free = ((3 * MINUTE, 4), (8 * MINUTE, 6))
    assert added(free, [(0, 2), (5 * MINUTE, 3)]) == ((0.0, 2), (3.0, 6), (5.0, 9), (8.0, 11))
    assert added((), [(2 * MINUTE, 1)]) == ((0.0, 0), (2.0, 1))
