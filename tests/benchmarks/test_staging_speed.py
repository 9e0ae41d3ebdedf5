"""How good and how fast plans are on roads that let only so many through: value, bound, gap, seconds.

    python -m pytest tests/benchmarks/test_staging_speed.py --benchmark-only -s

Everybody is due at once. Capacities of 100 to 400 persons per hour are drawn for the ten roads that the plan of the
open roads uses most, or for all roads.
"""

import sys
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from core.domain.plans import Objective
from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.benchmarks.test_planning_speed import CASES, grid
from tests.core.planning.villages import never, nothing


def capped(drawn: Case, busiest: int | None, seed: int = 1) -> Case:
    """The case with capacities on its busiest roads, on all of them where that is None."""
    used: Counter[str] = Counter()
    for move in make_plan(drawn, nothing, never).moves:
        used.update(dict.fromkeys(move.route.links, len(move.persons)))
    chosen = {link for link, _ in sorted(used.items(), key=lambda item: (-item[1], item[0]))[:busiest]}
    rnd = Random(seed)
    links = tuple(
        replace(link, capacity_pph=float(rnd.randint(100, 400))) if busiest is None or link.id in chosen else link
        for link in drawn.links
    )
    return replace(drawn, links=links)


DISTRICTS = {
    "town, ten roads": lambda: capped(CASES["town"](), 10),
    "built-in district, ten roads": lambda: capped(CASES["built-in"](), 10),
    "town, all roads": lambda: capped(CASES["town"](), None),
    "1,000 nodes, all roads": lambda: capped(grid(100, 6_000, 15, 1_000), None),
}


@pytest.mark.parametrize("objective", list(Objective))
@pytest.mark.parametrize("name", DISTRICTS)
def test_turns(benchmark: Any, name: str, objective: Objective) -> None:
    drawn = replace(DISTRICTS[name](), objective=objective)
    rounds = 1 if "nodes" in name else 5
    plan = benchmark.pedantic(make_plan, (drawn, nothing, never), rounds=rounds)
    benchmark.extra_info.update(served=plan.served, gap=plan.gap, steps=plan.steps, stopped=plan.stopped)
    sys.stdout.write(
        f"\n{name}, {objective}: served {plan.served} of at most {plan.served_bound} ({plan.due} due); "
        f"person-minutes {plan.exposure:.0f}, bound {plan.exposure_bound:.0f}, "
        f"ratio {plan.exposure / plan.exposure_bound:.4f}; "
        f"last arrival {plan.clearance_s / 60:.1f} min, bound {plan.clearance_bound_s / 60:.1f}, "
        f"ratio {plan.clearance_s / plan.clearance_bound_s:.3f}; "
        f"median {benchmark.stats.stats.median:.2f} s\n"
    )
    assert violations(drawn, plan) == ()
