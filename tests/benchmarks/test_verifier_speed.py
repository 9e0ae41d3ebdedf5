"""How long the independent checks of a whole plan take, beside the plan itself.

    python -m pytest tests/benchmarks/test_verifier_speed.py --benchmark-only

60,000 people of 300 villages go to 27 shelters over some 2,000 crossings while roads close; bar: 1 s. `capped` is the
same with a capacity on every road, wide enough for the plan, so that every entry into every road is counted.
"""

import gc
from dataclasses import replace
from typing import Any

import pytest

from core.domain.plans import Plan
from core.planning.case import Case
from core.planning.checking.inspection import Inspection
from core.planning.checking.road_capacity import loads_said
from core.planning.checking.road_entries import arrivals_at_roads
from core.planning.checks import violations
from core.planning.planner import make_plan
from tests.benchmarks.test_planning_speed import grid
from tests.core.planning.villages import never, nothing

PERSONS, SHELTERS, NODES = 60_000, 27, 2_025


@pytest.fixture(scope="module")
def planned() -> tuple[Case, Plan]:
    case = grid(300, PERSONS, SHELTERS, NODES)
    return case, make_plan(case, nothing, never)


@pytest.mark.parametrize("roads", ["free", "capped"])
def test_checks_of_a_plan(benchmark: Any, planned: tuple[Case, Plan], roads: str) -> None:
    case, plan = planned
    if roads == "capped":
        case = replace(case, links=tuple(replace(link, capacity_pph=10_000_000.0) for link in case.links))
        inspection = Inspection(case, plan)
        plan = replace(plan, loads_of_links=loads_said(inspection, arrivals_at_roads(inspection)))
    gc.collect()
    gc.freeze()  # as the worker does, which runs the checks in the product
    try:
        found = benchmark.pedantic(violations, (case, plan), rounds=7, warmup_rounds=1)
    finally:
        gc.unfreeze()
    assert found == ()
    seconds = benchmark.stats.stats.median
    served = sum(len(move.persons) for move in plan.moves)
    ratio = round(seconds / plan.seconds, 3) if plan.seconds else None
    benchmark.extra_info.update(
        persons=served, seconds=round(seconds, 2), bar_s=1.0, plan_s=round(plan.seconds, 2), ratio_to_plan=ratio
    )
