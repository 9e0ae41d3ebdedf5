"""What the cost of a plan grows with: seconds against people and against nodes, and by part of the plan.

    python -m pytest tests/benchmarks/test_planning_curves.py --benchmark-only -s

Cost grows with places and links, and little with people: deciding for places, shelters and roads stays what it is, and
each helper, car and household is looked at.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from time import process_time
from typing import Any

import pytest

from core.domain.plans import Plan
from core.planning import planner
from core.planning.case import Case
from core.planning.planner import make_plan
from tests.benchmarks.test_planning_speed import grid, say
from tests.core.planning.villages import never, nothing

# What grows with what: helpers stand at doors and cars fetch households, each of which is looked at; shelters and roads
# are asked for by place; an order is written for each household.
_PARTS = {
    "helpers to doors": ("assign",),
    "helpers' cars": ("shared_tours", "bound_of_cars"),
    "orders": ("write",),
}


def parts_of(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Seconds of work by part of a plan made from now on."""
    found: Counter[str] = Counter()

    def timed(part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def measured(*args: Any, **more: Any) -> Any:
            begin = process_time()
            try:
                return work(*args, **more)
            finally:
                found[part] += process_time() - begin

        return measured

    for part, names in _PARTS.items():
        for name in names:
            monkeypatch.setattr(planner, name, timed(part, getattr(planner, name)))
    monkeypatch.setattr(planner.CarRides, "written", timed("helpers' cars", planner.CarRides.written))
    return found


def worked(benchmark: Any, monkeypatch: pytest.MonkeyPatch, drawn: Case) -> str:
    """How long a plan took: seconds of this process, by part, and by the wall."""
    parts = parts_of(monkeypatch)
    begin = process_time()
    patient = replace(drawn, watchdog_s=3600.0)  # a busy machine cuts nothing short
    plan: Plan = benchmark.pedantic(make_plan, (patient, nothing, never), rounds=1)
    work = process_time() - begin
    rest = work - sum(parts.values())
    benchmark.extra_info.update(work=work, rest=rest, **parts)
    each = parts["orders"] / max(1, len(plan.moves)) * 1e6
    by_part = ", ".join(f"{part} {took:.2f}" for part, took in parts.items())
    return (
        f"{work:.2f} s of work: places, shelters and roads {rest:.2f}, {by_part}"
        f" ({len(plan.moves)} households, {each:.0f} µs each);"
        f" {benchmark.stats.stats.median:.2f} s by the wall, gap {plan.gap:.4%}"
    )


@pytest.mark.parametrize("persons", [1_000, 5_000, 20_000, 60_000, 200_000])
def test_curve_of_people(benchmark: Any, monkeypatch: pytest.MonkeyPatch, persons: int) -> None:
    """Deciding for places, shelters and roads hardly grows; what grows is one look at each helper and car, and one
    order for each household."""
    took = worked(benchmark, monkeypatch, grid(300, persons, 27, 5_000))
    say(f"{persons} people, 300 places, 27 shelters: {took}")


@pytest.mark.parametrize("nodes", [500, 2_000, 10_000, 50_000])
def test_curve_of_nodes(benchmark: Any, monkeypatch: pytest.MonkeyPatch, nodes: int) -> None:
    drawn = grid(100, 5_000, 27, nodes)
    say(f"{nodes} nodes, {len(drawn.links)} links: {worked(benchmark, monkeypatch, drawn)}")
