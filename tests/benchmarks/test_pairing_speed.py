"""How long the pairing takes: 20,000 people and 6,000 helpers at once, and again after one helper drops out; and from
1,000 to 200,000 people, with helpers who offer alike sending as one and with everybody sending by himself.

    python -m pytest tests/benchmarks/test_pairing_speed.py --benchmark-only -s

Bars (CPU seconds of one process): 5 s for the whole, 0.3 s for the re-pairing with no other household changed, 2 s for
200,000 people. Printed beside them: value and bound of each level.
"""

import sys
from collections import Counter
from dataclasses import replace
from random import Random
from statistics import median
from time import process_time
from typing import Any

import pytest

from core.collecting import no_collection
from core.domain.ids import HelperId
from core.domain.plans import Plan
from core.planning.assignment import Assignment, assign
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.pairing import relaxed_flow
from core.planning.planner import make_plan
from core.planning.reach import Reach
from core.planning.situation import Situation
from tests.benchmarks.test_planning_speed import CASES, grid, helpers
from tests.core.planning.villages import never, nothing


def district(helper_count: int) -> Case:
    """The large district of the planning benchmarks with so many helpers: 7,800 households in 300 villages."""
    drawn = CASES["large"]()
    return replace(drawn, helpers=helpers(Random(3), list(drawn.places), helper_count))


class Bench:
    """A case whose roads and last departures are known: what is timed is the pairing, its reach times included."""

    def __init__(self, drawn: Case) -> None:
        self.drawn = drawn
        self.effort = Effort(nothing, never, 10**9, 1e9)
        self.situation = Situation(drawn, self.effort)
        self.deadlines = self.situation.last_moments()

    def pair(self, drawn: Case | None = None, *, hold: bool = False) -> Assignment:
        reach = Reach(self.drawn, self.situation.travel, self.effort)
        return assign(drawn or self.drawn, reach, self.deadlines, hold=hold)


def say(name: str, seconds: float, bar: float, found: Assignment) -> None:
    assert found.figures is not None
    levels = ", ".join(f"{f.level.value} {f.value} (bound {f.bound})" for f in found.figures.levels)
    sys.stdout.write(f"\n{name}: {seconds:.3f} CPU s (bar {bar} s, ratio {seconds / bar:.2f}); {levels}")


def cpu(work: Any, rounds: int = 5) -> float:
    taken = []
    for _ in range(rounds):
        begin = process_time()
        work()
        taken.append(process_time() - begin)
    return median(taken)


@pytest.mark.parametrize("count", [3_333, 6_000])
def test_the_whole_district(benchmark: Any, count: int) -> None:
    bench = Bench(district(count))
    found = benchmark.pedantic(bench.pair, rounds=3)
    say(f"20,000 people, {count} helpers", cpu(bench.pair), 5.0, found)
    assert found.figures is not None
    assert found.figures.levels[0].value == found.figures.levels[0].bound


def test_after_one_helper_drops_out(benchmark: Any) -> None:
    drawn = district(6_000)
    standing: Plan = make_plan(drawn, nothing, never)
    load = Counter(pairing.helper for pairing in standing.pairings)
    gone: HelperId = max(sorted(load), key=lambda helper: load[helper])
    kept = tuple((pairing.household, pairing.helper) for pairing in standing.pairings)
    after = replace(drawn, standing=standing, kept_pairings=kept, out=frozenset({gone}))
    bench = Bench(drawn)

    def again() -> Assignment:
        return bench.pair(after, hold=True)

    found = benchmark.pedantic(again, rounds=3)
    say(f"one of 6,000 drops out, {load[gone]} households", cpu(again), 0.3, found)
    his = {pairing.household for pairing in standing.pairings if pairing.helper == gone}
    before = {(p.household, p.role): p.helper for p in standing.pairings if p.household not in his}
    now = {(p.household, p.role): p.helper for p in found.pairings if p.household not in his}
    assert now == before
    assert found.uncovered == ()


@pytest.mark.parametrize("persons", [1_000, 5_000, 20_000, 60_000, 200_000])
def test_curve_of_people(benchmark: Any, monkeypatch: pytest.MonkeyPatch, persons: int) -> None:
    """On 300 places. The flow is as cheap however helpers send; how long it takes grows with those who are alike."""
    bench = Bench(grid(300, persons, 27, 5_000))
    found = benchmark.pedantic(bench.pair, rounds=3)
    with no_collection():  # as in a plan
        together = cpu(bench.pair, 3)
        say(f"{persons} people", together, 2.0, found)
        monkeypatch.setattr(relaxed_flow, "_MANY", 10**9)
        alone = cpu(bench.pair, 1)
    sys.stdout.write(f"; everybody by himself {alone:.3f} s, ratio {together / alone:.2f}")
    others = bench.pair()
    assert found.figures is not None
    assert others.figures is not None
    assert [level.bound for level in found.figures.levels] == [level.bound for level in others.figures.levels]
