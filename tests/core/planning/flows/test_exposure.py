"""Least exposure, journeys and the rules of roads, against naive tellings of the same."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import floor, inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.planning.effort import Effort
from core.planning.flows import exposure
from core.planning.flows.answers import FlowOverTime, Journey
from core.planning.flows.clearance import clear
from core.planning.flows.expansion import expand, roads_of
from core.planning.flows.exposure import least_exposure
from core.planning.flows.exposure_bound import sum_of_the_late
from core.planning.flows.folding import folded
from core.planning.flows.hastening import hastened
from core.planning.flows.least_in_time import least_in_time
from core.planning.flows.nonstop import clear_nonstop
from core.planning.flows.paths import gathered, journeys, straightened
from core.planning.flows.problem import (
    NEVER_OPENS,
    FlowProblem,
    barred_entries,
    closures_by_arc,
    entered_between,
    may_enter,
)
from tests.core.planning.flows.oracle import (
    effort,
    least_sum,
    lets_in,
    problem,
    problems,
    valleys,
    wrongs_of_flow,
    wrongs_of_journeys,
)

any_problem = st.one_of(problems(), valleys())


@given(any_problem)
def test_exposure_is_the_least(p: FlowProblem) -> None:
    found = least_exposure(p, effort())
    assert found.exact
    assert found.gap == 0
    assert found.flow.saved == found.saved == clear(p, effort()).saved
    assert found.flow.person_steps == found.value == found.bound
    assert wrongs_of_flow(p, found.flow) == []
    assert found.value == least_sum(p, found.saved, found.flow.last + 10)


@given(any_problem)
def test_nobody_is_late_where_as_good_a_plan_is_in_time(p: FlowProblem) -> None:
    found = least_exposure(p, effort())
    again = least_in_time(p, expand(roads_of(p), found.flow.last), found.saved, late_allowed=True)
    assert again is not None
    assert again.cost <= found.value
    assert again.late == 0 or again.cost < found.value


def test_of_two_plans_of_equal_exposure_the_one_in_time_counts() -> None:
    """Beds at one step for those of 0, who could go two steps to others, or at two for those of 1, late otherwise."""
    arcs = [(0, 2, 1, inf), (0, 3, 2, inf), (1, 2, 2, inf)]
    p = problem(4, arcs, [(0, 5, 0), (1, 5, 0)], [(2, 5, 0), (3, 9, 0)])
    found = least_in_time(p, expand(roads_of(p), 2), 10, late_allowed=True)
    assert found is not None
    assert (found.cost, found.late) == (20, 0)


@given(any_problem)
def test_the_bound_by_cuts_is_a_bound(p: FlowProblem) -> None:
    found = least_exposure(p, effort())
    last = clear(p, effort()).steps
    bound = sum_of_the_late(roads_of(p), found.saved, last, 3, 1_000_000, effort())
    assert 0 <= bound <= found.value


@given(any_problem, st.sampled_from([-1, 30, 60, 100]))
def test_too_large_a_network_still_has_a_plan_and_a_bound(p: FlowProblem, most_arcs: int) -> None:
    exact = least_exposure(p, effort())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exposure, "MOST_PRICED_ARCS", most_arcs)
        found = least_exposure(p, effort())
    assert found.bound <= exact.value <= found.value
    assert found.saved == exact.saved
    assert wrongs_of_flow(p, found.flow) == []


def test_nobody_is_late_for_the_sake_of_an_early_end() -> None:
    # The near shelter is small: whoever has its bed should be whoever gains most by it, even if the last come later.
    arcs = [(0, 1, 1, 60), (0, 2, 9, inf), (3, 1, 3, inf), (3, 2, 20, inf)]
    p = problem(4, arcs, [(0, 6, 0), (3, 4, 0)], [(1, 4, 0), (2, 50, 0)])
    assert clear(p, effort()).steps == 9
    assert least_exposure(p, effort()).value == 4 * 3 + 6 * 9


def test_an_exhausted_effort_still_answers() -> None:
    p = problem(2, [(0, 1, 1, 60), (0, 1, 5, 30)], [(0, 90, 0)], [(1, 90, 0)])
    spent = Effort(lambda done: None, lambda: False, 0, 600.0, clock=lambda: 0.0)
    found = least_exposure(p, spent)
    assert found.bound <= found.value
    assert not found.exact


# -- journeys ---------------------------------------------------------------------------------------------------------


def moves_of(flow: FlowOverTime) -> Counter[tuple[int, int]]:
    columns = zip(flow.arc.tolist(), flow.enter.tolist(), flow.persons.tolist(), strict=True)
    return Counter({(arc, enter): persons for arc, enter, persons in columns})


@given(any_problem)
def test_journeys_add_up_to_the_flow(p: FlowProblem) -> None:
    for flow in (clear(p, effort()).flow, least_exposure(p, effort()).flow):
        found = journeys(p, flow)
        assert wrongs_of_journeys(p, found) == []
        again = gathered(p, found)
        assert (again.left == flow.left).all()
        assert (again.saved, again.person_steps) == (flow.saved, flow.person_steps)
        used = Counter(
            dict(zip(zip(flow.arc.tolist(), flow.enter.tolist(), strict=True), flow.persons.tolist(), strict=True))
        )
        mine = Counter(
            dict(zip(zip(again.arc.tolist(), again.enter.tolist(), strict=True), again.persons.tolist(), strict=True))
        )
        circling = used - mine
        assert mine <= used
        assert all(p.steps[arc] == 0 for arc, _ in circling)


@given(any_problem)
def test_straight_journeys_never_come_back_and_arrive_as_before(p: FlowProblem) -> None:
    found = journeys(p, clear(p, effort()).flow)
    straight = straightened(p, found)
    assert wrongs_of_journeys(p, straight) == []
    assert wrongs_of_flow(p, gathered(p, straight)) == []
    for before, after in zip(found, straight, strict=True):
        assert (before.persons, before.source, before.sink, before.arrive) == (
            after.persons,
            after.source,
            after.sink,
            after.arrive,
        )
        nodes = [int(p.source[after.source]), *p.head[list(after.arcs)].tolist()]
        assert len(set(nodes)) == len(nodes)


@given(any_problem)
def test_hastened_journeys_are_never_later(p: FlowProblem) -> None:
    slow = straightened(p, journeys(p, clear(p, effort()).flow))
    quick = hastened(p, slow, effort())
    assert wrongs_of_journeys(p, quick) == []
    assert wrongs_of_flow(p, gathered(p, quick)) == []
    for before, after in zip(slow, quick, strict=True):
        assert after.arcs == before.arcs
        assert after.arrive <= before.arrive


def test_whoever_can_go_at_once_does() -> None:
    p = problem(3, [(0, 1, 1, 60), (1, 2, 1, inf)], [(0, 3, 0)], [(2, 3, 0)])
    late = (Journey(1, 0, 0, (0, 1), (5, 8), 9), Journey(2, 0, 0, (0, 1), (6, 9), 12))
    assert [journey.arrive for journey in hastened(p, late[:1], effort())] == [2]
    roads = problem(3, [(0, 1, 1, 120), (1, 2, 1, inf)], [(0, 3, 0)], [(2, 3, 4)])
    assert [(journey.enter, journey.arrive) for journey in hastened(roads, late, effort())] == [
        ((0, 1), 4),
        ((1, 2), 4),
    ]


@given(problems(zero_steps=False))
def test_nonstop_journeys_do_not_stop(p: FlowProblem) -> None:
    for journey in journeys(p, clear_nonstop(p, effort()).flow, nonstop=True):
        leaving = [enter + int(p.steps[arc]) for arc, enter in zip(journey.arcs, journey.enter, strict=True)]
        assert list(journey.enter[1:]) == leaving[:-1]


# -- the rules of roads -----------------------------------------------------------------------------------------------


@given(st.floats(0, 5000), st.integers(1, 900), st.integers(0, 50), st.integers(0, 50))
def test_capacity_adds_up_to_whole_persons_per_hour(per_hour: float, step_s: int, begin: int, end: int) -> None:
    rate = np.full(end, per_hour)
    steps = np.arange(end, dtype=np.int64)
    single = entered_between(rate, steps, steps + 1, step_s, 10**9)
    assert single.sum() == floor(per_hour * end * step_s / 3600)
    rate, one, other = np.array([per_hour]), np.array([begin]), np.array([end])
    assert entered_between(rate, one, other, step_s, 10**9)[0] == single[begin:].sum()


@pytest.mark.parametrize(
    ("per_hour", "begin", "end", "persons"),
    [
        (inf, 0, 1, 7),
        (inf, 3, 3, 0),
        (-inf, 0, 9, 0),
        (-60.0, 0, 9, 0),
        (60.0, 2, 5, 3),
        (60.0, 0, 100, 7),
        (30.0, 1, 2, 1),
    ],
)
def test_entered_between(per_hour: float, begin: int, end: int, persons: int) -> None:
    found = entered_between(np.array([per_hour]), np.array([begin]), np.array([end]), 60, 7)
    assert found.tolist() == [persons]


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=5), st.integers(0, 4))
def test_barred_entries_are_those_who_would_be_on_the_road(intervals: list[tuple[int, int]], steps: int) -> None:
    p = problem(2, [(0, 1, steps, inf)], [(0, 1, 0)], [(1, 1, 0)], [(0, first, end) for first, end in intervals])
    closed = closures_by_arc(p).get(0, ())
    barred = barred_entries(closed, steps)
    assert all(one[1] < other[0] for one, other in pairwise(barred))
    for step in range(20):
        allowed = lets_in(p, 0, step) > 0
        assert may_enter(closed, steps, step) == allowed
        assert any(begin <= step < end for begin, end in barred) != allowed


def test_dead_ends_and_nodes_without_a_branch_are_folded() -> None:
    chain = [(0, 1, 1, 600), (1, 2, 2, 120), (2, 3, 0, 300), (3, 2, 0, 300), (2, 1, 2, 300), (1, 0, 1, 300)]
    strands = folded(problem(6, [*chain, (1, 4, 1, 60), (4, 1, 1, 60)], [(0, 1, 0)], [(3, 1, 0)]))
    assert [(s.tail, s.head, s.steps, s.per_hour, s.lead, s.limiting) for s in strands] == [
        (0, 3, 3, 120, 1, 1),
        (3, 0, 3, 300, 0, 3),
    ]
    assert strands[0].parts == ((0, 0), (1, 1), (2, 3))


def test_a_node_is_kept_where_waiting_may_help() -> None:
    def nodes(rate: float, after: float, closed: tuple[tuple[int, int, int], ...]) -> int:
        p = problem(3, [(0, 1, 1, rate), (1, 2, 1, after)], [(0, 1, 0)], [(2, 1, 0)], closed)
        return len(folded(p))

    assert nodes(60, 60, ()) == 1
    assert nodes(90, 90, ()) == 2  # one or two persons a step, at different steps
    assert nodes(60, 120, ((1, 5, NEVER_OPENS),)) == 1
    assert nodes(60, 120, ((1, 5, 9),)) == 2  # whoever has passed the first waits for the second to open
    assert nodes(120, 60, ((0, 5, NEVER_OPENS),)) == 2  # whoever has passed the first in time queues for the second
    assert nodes(120, 60, ((1, 5, 9),)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"tail": np.array([5])},
        {"steps": np.array([-1])},
        {"steps": np.array([1, 2])},
        {"ready": np.array([-1])},
        {"opens": np.array([-1])},
        {"per_hour": np.array([np.nan])},
        {"step_s": 0},
        {"closed": ((1, 0, 5),)},
        {"sink": np.array([-1])},
        {"supply": np.array([[1]])},
    ],
)
def test_nonsense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(problem(2, [(0, 1, 1, 60)], [(0, 1, 0)], [(1, 1, 0)]), **change)
