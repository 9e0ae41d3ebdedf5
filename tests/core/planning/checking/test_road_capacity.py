"""Capacities in time: windows and their fit against a flow, and the count of who enters."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.plans import Plan
from core.domain.reasons import BoundProof, LinkLoad
from core.planning.case import Case
from core.planning.checking.inspection import Inspection
from core.planning.checking.road_capacity import Allowance, first_step_too_full, window_begin
from core.planning.checking.road_entries import Arrivals
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.core.planning.villages import after, case, link, never, node, nothing, place, shelter, walkers


def by_the_book(per_hour: float, step_s: int, step: int) -> int:
    """The allowance of one step as the rule says it."""
    return int(per_hour * (step + 1) * step_s / 3600) - int(per_hour * step * step_s / 3600)


@given(st.sampled_from([0.0, 1.0, 7.0, 12.0, 100.0, 240.0]), st.sampled_from([1, 60, 300, 420]), st.integers(0, 60))
def test_allowances_accumulate(per_hour: float, step_s: int, step: int) -> None:
    allowance = Allowance(per_hour, step_s)
    assert allowance.between(step, step + 1) == by_the_book(per_hour, step_s, step)
    assert allowance.until(step) == sum(by_the_book(per_hour, step_s, k) for k in range(step))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12), st.integers(1, 9))
def test_a_window_begins_with_the_last_step_from_which_all_of_a_party_fit(allowed: list[int], persons: int) -> None:
    until = [sum(allowed[:k]) for k in range(len(allowed) + 1)]
    step = len(allowed) - 1
    brute = [j for j in range(step + 1) if sum(allowed[j : step + 1]) >= persons]
    assert window_begin(until, step, persons) == (max(brute) if brute else None)


def narrow(per_hour: float | None, *parties: int, step_s: int = 300) -> tuple[Case, Plan]:
    """a --10 min-- b with a capacity; households h0, h1, ... of so many persons, all of whom leave at once."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("road", "a", "b", 10)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 99)],
        [walkers(f"h{i}", "v", size) for i, size in enumerate(parties)],
    )
    plan = replace(make_plan(drawn, nothing, never), step_s=step_s, reasons=(), cut=None)
    road = replace(drawn.links[0], capacity_pph=per_hour)
    return replace(drawn, links=(road,), step_s=step_s), plan


@given(
    st.sampled_from([6.0, 12.0, 18.0, 30.0]),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 4)), min_size=1, max_size=8),
)
def test_parties_fit_exactly_when_a_flow_says_so(per_hour: float, entering: list[tuple[int, int]]) -> None:
    drawn, plan = narrow(per_hour, 1)
    arrivals = Arrivals(np.array([[s * 1_000_000, n, 0, 0] for s, n in entering], dtype=np.int64))
    graph: nx.DiGraph[object] = nx.DiGraph()
    allowed = [by_the_book(per_hour, 300, k) for k in range(11)]
    impossible = False
    for i, (second, persons) in enumerate(entering):
        step = second // 300
        begins = [j for j in range(step + 1) if sum(allowed[j : step + 1]) >= persons]
        impossible = impossible or not begins
        graph.add_edge("all", ("party", i), capacity=persons)
        for k in range(max(begins, default=0), step + 1):
            graph.add_edge(("party", i), ("step", k), capacity=persons)
            graph.add_edge(("step", k), "in", capacity=allowed[k])
    graph.add_nodes_from(["all", "in"])
    fits = not impossible and nx.maximum_flow_value(graph, "all", "in") == sum(n for _, n in entering)
    assert (first_step_too_full(Inspection(drawn, plan), "road", arrivals) is None) == fits


@pytest.mark.parametrize(
    ("per_hour", "parties", "found"),
    [
        (None, (5, 5), set()),
        (120.0, (5, 5), set()),  # ten in five minutes
        (108.0, (5, 5), {"road_overloaded"}),
        (60.0, (5,), set()),
        (48.0, (5,), {"road_overloaded"}),  # four in the first five minutes, and no minutes before them
        (0.0, (1,), {"road_overloaded"}),
        (float("inf"), (9,), set()),
    ],
)
def test_a_road_lets_in_so_many_and_no_more(per_hour: float | None, parties: tuple[int, ...], found: set[str]) -> None:
    drawn, plan = narrow(per_hour, *parties)
    if per_hour not in (None, float("inf")):
        plan = replace(plan, loads_of_links=(LinkLoad("road", True, per_hour, (sum(parties),)),))  # type: ignore[arg-type]
    assert {finding.rule for finding in violations(drawn, plan)} == found


def test_a_family_larger_than_a_step_gathers_while_its_first_go() -> None:
    drawn, plan = narrow(12.0, 3)  # one person in five minutes
    later = tuple(replace(m, depart=after(10), arrive=after(20)) for m in plan.moves)
    right = replace(
        plan,
        moves=later,
        clearance_s=1200.0,
        clearance_bound_s=1200.0,
        exposure=60.0,
        gap=1.0,
        loads_of_links=(LinkLoad("road", True, 12.0, (0, 0, 3)),),
    )
    assert violations(drawn, right) == ()
    sooner = replace(right, moves=tuple(replace(m, depart=after(9.9), arrive=after(19.9)) for m in later))
    assert "road_overloaded" in {finding.rule for finding in violations(drawn, sooner)}


@pytest.mark.parametrize(
    "loads",
    [
        (),
        (LinkLoad("road", True, 120.0, (5,)),),
        (LinkLoad("road", False, 120.0, (6,)),),
        (LinkLoad("road", True, 60.0, (6,)),),
        (LinkLoad("road", True, 120.0, (6, 0)),),
        (LinkLoad("road", True, 120.0, (0, 6)),),
        (LinkLoad("road", True, 120.0, (6,)), LinkLoad("nowhere", True, 120.0, (1,))),
    ],
)
def test_a_wrong_count_of_who_enters_is_found(loads: tuple[LinkLoad, ...]) -> None:
    drawn, plan = narrow(120.0, 3, 3)
    assert {f.rule for f in violations(drawn, replace(plan, loads_of_links=loads))} == {"load_wrong"}


def test_a_step_without_length_is_found() -> None:
    drawn, plan = narrow(None, 1)
    assert {finding.rule for finding in violations(drawn, replace(plan, step_s=0))} == {"step_wrong"}


def test_who_entered_before_the_plan_began_does_not_count() -> None:
    drawn, plan = narrow(12.0, 3)
    gone = replace(drawn.parties[0], left=True)
    moves = tuple(replace(m, depart=after(-5), arrive=after(5)) for m in plan.moves)
    standing = replace(plan, moves=moves)
    facts = {"clearance_s": 300.0, "clearance_bound_s": 300.0, "exposure": 15.0, "exposure_bound": 15.0}
    plan = replace(plan, proof=BoundProof(0, 0.0))  # nobody is left to choose for
    assert violations(replace(drawn, parties=(gone,), standing=standing), replace(plan, moves=moves, **facts)) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(("others", "full"), [([], None), ([(0, 2)], 0), ([(300, 2)], None), ([(300, 3)], 1)])
def test_who_had_left_may_be_too_many_but_leaves_no_room_to_others(
    others: list[tuple[int, int]], full: int | None
) -> None:
    """Two persons in a step; five who had left enter in the first."""
    drawn, plan = narrow(24.0, 1)
    rows = [[0, 2, 0, 1], [0, 2, 0, 1], [0, 1, 0, 1], *([s * 1_000_000, n, 0, 0] for s, n in others)]
    found = first_step_too_full(Inspection(drawn, plan), "road", Arrivals(np.array(rows, dtype=np.int64)))
    assert found == full
