"""How long it takes to close each of a hundred roads by itself and answer it, and what remedies cost beside a plan.

    python -m pytest tests/benchmarks/test_critical_roads.py --benchmark-only -s

Bar: 100 closings on 1,000 nodes in 40 s (2 cores, median).
"""

import sys
from typing import Any

import pytest

from core.planning.advice.critical import critical_roads
from core.planning.advice.remedies import advise
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.effort import Effort
from core.planning.planner import make_plan, solve
from core.planning.prepared import PreparedRoads
from core.planning.together import bring_together
from tests.benchmarks.test_planning_speed import built_in, grid
from tests.core.planning.villages import never, nothing

CASES = {"town": lambda: grid(25, 1_500, 12, 600), "1,000 nodes": lambda: grid(60, 4_000, 27, 1_000)}


def say(line: str) -> None:
    sys.stdout.write(f"\n{line}")


@pytest.mark.parametrize("name", CASES)
def test_a_hundred_closings(benchmark: Any, name: str) -> None:
    drawn: Case = CASES[name]()
    roads = PreparedRoads()
    plan = make_plan(drawn, nothing, never, roads)
    found = benchmark.pedantic(
        critical_roads, (drawn, plan, nothing, never), {"roads": roads}, rounds=3, warmup_rounds=0
    )
    worst = found[0]
    benchmark.extra_info.update(
        roads=len(found), worst=worst.link, lost=worst.lost, extra_min=round(worst.extra_min), bar_s=40
    )
    say(f"{name}: {len(found)} roads, worst {worst.link}: {worst.lost} lose their place, {worst.extra_min:.0f} min")
    assert len(found) == min(100, len({link for move in plan.moves for link in move.route.links}))
    for road in found[:3]:
        assert road.replan is not None
        assert road.replan.plan.due == plan.due


@pytest.mark.parametrize("name", ["town", "built-in"])
def test_remedies_beside_the_plan(benchmark: Any, name: str) -> None:
    drawn: Case = built_in(3_000) if name == "built-in" else CASES[name]()
    roads = PreparedRoads()
    plan = make_plan(drawn, nothing, never, roads)
    advised = benchmark.pedantic(advise, (drawn, plan, nothing, never, roads), rounds=3, warmup_rounds=0)
    for remedy in advised.remedies:
        say(f"{name}: {remedy.kind} {remedy.subject} {remedy.amount:g}: +{remedy.serves}, -{remedy.saves_min:.0f} min")
    assert violations(drawn, advised) == ()


@pytest.mark.parametrize("name", ["town", "built-in", "1,000 nodes"])
def test_villages_together(benchmark: Any, name: str) -> None:
    """How many pairs of village and shelter are left, and what it costs."""
    drawn: Case = built_in(3_000) if name == "built-in" else CASES[name]()
    found = solve(drawn, Effort(nothing, never, drawn.max_steps, 60.0))
    brought = benchmark(bring_together, found.situation, found.outcome.goals, found.joined)
    cost = sum(
        len(found.situation.parties[i].members) * int(found.situation.options.arrival[found.situation.kind[i], column])
        for i, column in found.outcome.goals.items()
    )
    villages = len({found.situation.parties[i].place for i in brought.goals})
    benchmark.extra_info.update(villages=villages, pairs_before=brought.pairs_before, pairs=brought.pairs)
    say(
        f"{name}: {villages} villages, pairs {brought.pairs_before} -> {brought.pairs}, "
        f"{brought.loss / 60e6:.0f} person-minutes more, {100 * brought.loss / max(1, cost):.2f} %"
    )
    assert brought.pairs <= brought.pairs_before
