"""Clearance against a naive telling of the same rules: how many, how soon, by which flow, proved by which cut."""

from dataclasses import replace
from math import inf
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.planning.effort import Effort, Stopped
from core.planning.flows.answers import Clearance, Cut
from core.planning.flows.clearance import clear
from core.planning.flows.end_of_time import last_change, most_at_any_time
from core.planning.flows.expansion import UNREACHED, roads_of
from core.planning.flows.nonstop import clear_nonstop
from core.planning.flows.problem import NEVER_OPENS, FlowProblem
from core.planning.flows.scenarios import clear_each
from tests.core.planning.flows.oracle import (
    LONG,
    effort,
    first_by,
    lets_in,
    most_by,
    problem,
    problems,
    valleys,
    wrongs_of_flow,
)

any_problem = st.one_of(problems(), valleys())


def assert_cut_adds_up(p: FlowProblem, cut: Cut) -> None:
    """A cut's persons are those that its roads let in, its sinks hold and its sources send; and it is a bound."""
    held = sum(persons for *_, persons in cut.arcs)
    assert cut.capacity == held + sum(room for _, room in cut.sinks) + sum(persons for _, persons in cut.sources)
    for arc, first, last, persons in cut.arcs:
        counted = sum(lets_in(p, arc, step) for step in range(first, min(last, LONG) + 1))
        assert counted >= persons or last > LONG
        assert counted == persons or persons == p.persons or last > LONG or p.per_hour[arc] == inf
    for arc, first, last in cut.shut:
        assert all(lets_in(p, arc, step) == 0 for step in range(first, min(last, LONG) + 1))
    assert most_by(p, LONG if cut.horizon < 0 else cut.horizon) <= cut.capacity
    assert sorted([*cut.behind, *(source for source, _ in cut.sources)]) == [
        source for source, persons in enumerate(p.supply) if persons > 0
    ]


def assert_exact(p: FlowProblem, found: Clearance) -> None:
    assert found.exact
    assert found.saved == most_by(p, LONG)
    assert found.steps == (first_by(p, found.saved) if found.saved else 0)
    assert found.flow.saved == found.saved
    assert found.flow.last == found.steps
    assert wrongs_of_flow(p, found.flow) == []
    if found.bound:
        assert found.cut is not None
        assert found.cut.horizon == found.bound - 1
        assert found.cut.capacity < found.saved_bound
        assert_cut_adds_up(p, found.cut)
    if found.stranded:
        assert found.stranded_cut is not None
        assert found.stranded_cut.capacity == found.saved_bound
        assert_cut_adds_up(p, found.stranded_cut)


@given(any_problem)
def test_clearance_is_exact(p: FlowProblem) -> None:
    assert_exact(p, clear(p, effort()))


@given(any_problem, st.randoms(use_true_random=False))
def test_the_order_of_closures_and_their_overlaps_do_not_matter(p: FlowProblem, rnd: Random) -> None:
    pieces = list(p.closed)
    for arc, first, end in p.closed:
        if end - first >= 2:
            middle = first + (min(end, 40) - first) // 2
            pieces += [(arc, first, middle + 1), (arc, middle, end)]
    rnd.shuffle(pieces)
    one, other = clear(p, effort()), clear(replace(p, closed=tuple(pieces)), effort())
    assert (one.saved, one.steps) == (other.saved, other.steps)


@given(any_problem)
def test_the_most_at_any_time_needs_no_long_horizon(p: FlowProblem) -> None:
    roads = roads_of(p)
    everywhere = replace(roads, remaining=(roads.remaining >= UNREACHED) * UNREACHED)
    assert last_change(roads) < LONG
    assert most_at_any_time(everywhere).saved == most_by(p, LONG)


@given(any_problem)
def test_clearance_without_waiting_on_the_way(p: FlowProblem) -> None:
    found, waiting = clear_nonstop(p, effort()), clear(p, effort())
    assert wrongs_of_flow(p, found.flow) == []
    assert found.saved <= waiting.saved
    assert found.saved_bound >= most_by(p, LONG, waiting_anywhere=False) >= found.saved
    if found.exact:
        assert found.steps == (first_by(p, found.saved, waiting_anywhere=False) if found.saved else 0)
        assert found.steps >= waiting.steps


def test_waiting_on_the_way_saves_people_even_where_roads_only_close() -> None:
    # A wide bridge that closes, then a narrow road: who crosses early may queue beyond the bridge.
    p = problem(3, [(0, 1, 1, inf), (1, 2, 1, 60)], [(0, 5, 0)], [(2, 5, 0)], [(0, 1, NEVER_OPENS)])
    assert clear(p, effort()).saved == 5
    nonstop = clear_nonstop(p, effort())
    assert (nonstop.saved, nonstop.exact) == (1, False)


@given(any_problem, st.data())
def test_scenarios_are_those_of_their_own_problems(p: FlowProblem, data: st.DataObject) -> None:
    if not p.arcs:
        return
    until = st.one_of(st.integers(1, 14), st.just(NEVER_OPENS))
    closure = st.tuples(st.integers(0, p.arcs - 1), st.integers(0, 6), until)
    scenarios = data.draw(st.lists(st.lists(closure, min_size=1, max_size=2).map(tuple), min_size=1, max_size=4))
    for scenario, found in zip(scenarios, clear_each(p, scenarios, effort()), strict=True):
        assert_exact(replace(p, closed=p.closed + scenario), found)


@pytest.mark.parametrize(
    ("p", "saved", "steps"),
    [
        pytest.param(problem(1, [], [], []), 0, 0, id="nothing at all"),
        pytest.param(problem(2, [(0, 1, 1, 60)], [(0, 9, 0)], []), 0, 0, id="no sinks"),
        pytest.param(problem(2, [(0, 1, 1, 60)], [], [(1, 9, 0)]), 0, 0, id="no people"),
        pytest.param(problem(2, [(1, 0, 1, 60)], [(0, 9, 0)], [(1, 9, 0)]), 0, 0, id="a sink that cannot be reached"),
        pytest.param(problem(2, [(0, 1, 1, 0)], [(0, 9, 0)], [(1, 9, 0)]), 0, 0, id="capacity 0"),
        pytest.param(problem(2, [(0, 1, 1, -5)], [(0, 9, 0)], [(1, 9, 0)]), 0, 0, id="capacity below 0"),
        pytest.param(problem(1, [], [(0, 9, 4)], [(0, 7, 6)]), 7, 6, id="the shelter is where they are"),
        pytest.param(problem(2, [(0, 1, 0, inf)], [(0, 9, 4)], [(1, 9, 0)]), 9, 4, id="a road of no length"),
        pytest.param(problem(2, [(0, 1, 3, 60)], [(0, 9, 0)], [(1, 5, 0)]), 5, 7, id="more people than beds"),
        pytest.param(problem(2, [(0, 1, 1, 20)], [(0, 2, 0)], [(1, 5, 0)]), 2, 6, id="one person in three steps"),
        pytest.param(problem(2, [(0, 1, 2, 60)], [(0, 9, 0)], [(1, 9, 0)], [(0, 5, NEVER_OPENS)]), 4, 5, id="closes"),
        pytest.param(problem(2, [(0, 1, 2, 60)], [(0, 9, 0)], [(1, 9, 0)], [(0, 5, 9)]), 9, 15, id="reopens"),
        pytest.param(problem(2, [(0, 1, 2, 60)], [(0, 3, 0)], [(1, 9, 0)], [(0, 0, 4)]), 3, 8, id="opens late"),
        pytest.param(problem(2, [(0, 1, 1, 1e300)], [(0, 9, 0)], [(1, 9, 0)]), 9, 1, id="as good as unlimited"),
        pytest.param(problem(2, [(0, 1, 1, 600)], [(0, 100_000, 0)], [(1, 100_000, 0)]), 100_000, 10_000, id="a crowd"),
    ],
)
def test_clearance_of(p: FlowProblem, saved: int, steps: int) -> None:
    found = clear(p, effort())
    assert (found.saved, found.steps, found.exact) == (saved, steps, True)
    assert found.stranded == p.persons - saved


def test_a_cut_names_the_road_the_closure_and_the_shelter() -> None:
    arcs = [(0, 1, 1, inf), (1, 2, 2, 120), (1, 3, 1, inf)]
    p = problem(4, arcs, [(0, 20, 0)], [(2, 50, 0), (3, 4, 0)], [(1, 4, 6)])
    found = clear(p, effort())
    assert found.cut is not None
    assert found.cut.arcs == ((1, 1, 10, 14),)
    assert found.cut.shut == ((1, 3, 5),)
    assert found.cut.sinks == ((1, 4),)
    assert found.cut.behind == (0,)
    assert (found.steps, found.cut.capacity) == (13, 18)


def test_people_who_cannot_be_saved_are_proved_by_a_cut() -> None:
    p = problem(3, [(0, 1, 1, 60), (2, 1, 1, 60)], [(0, 5, 0), (2, 5, 0)], [(1, 50, 0)], [(0, 3, NEVER_OPENS)])
    found = clear(p, effort())
    assert found.stranded == 2
    assert found.stranded_cut is not None
    assert found.stranded_cut.horizon == -1
    assert found.stranded_cut.arcs == ((0, 0, 2, 3),)
    assert found.stranded_cut.shut[0][:2] == (0, 3)
    assert found.stranded_cut.sources == ((1, 5),)


def test_a_horizon_too_long_to_expand_gives_bounds_and_a_part() -> None:
    p = problem(2, [(0, 1, 1, 0.001)], [(0, 100_000, 0)], [(1, 100_000, 0)])
    found = clear(p, effort())
    assert not found.exact
    assert found.saved < found.saved_bound == 100_000
    assert found.bound == 100_000 * 60_000


def test_an_exhausted_effort_ends_with_the_best_so_far() -> None:
    p = problem(2, [(0, 1, 1, 60), (0, 1, 5, 30)], [(0, 90, 0)], [(1, 90, 0)])
    spent = Effort(lambda done: None, lambda: False, 0, 600.0, clock=lambda: 0.0)
    found = clear(p, spent)
    assert found.saved <= 90 == found.saved_bound
    assert found.bound <= clear(p, effort()).steps
    assert wrongs_of_flow(p, found.flow) == []


def test_a_stop_raises() -> None:
    p = problem(2, [(0, 1, 1, 60)], [(0, 9, 0)], [(1, 9, 0)])
    with pytest.raises(Stopped):
        clear(p, Effort(lambda done: None, lambda: True, 1_000, 600.0, clock=lambda: 0.0))


def test_the_same_problem_has_the_same_answer() -> None:
    arcs = [(0, 1, 1, 60), (1, 2, 1, 90), (0, 2, 2, 30), (2, 0, 1, 60)]
    p = problem(3, arcs, [(0, 12, 0), (1, 7, 1)], [(2, 30, 0)])
    one, other = clear(p, effort()), clear(p, effort())
    assert repr(one) == repr(other)
