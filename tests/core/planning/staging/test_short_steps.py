"""Very short steps: the bound is made at longer ones, and stays as near as there."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.planning.case import Case
from core.planning.checks import violations
from core.planning.planner import make_plan
from core.planning.staging.allowances import Allowances, allowances
from core.planning.staging.columns import ColumnProgram
from core.planning.staging.gates import Gate, Gates
from core.planning.staging.ledger import Ledger
from tests.core.planning.villages import case, link, never, node, nothing, place, shelter, walkers


def narrow(households: int, per_hour: float, step_s: int) -> Case:
    """Households of one to four over one road."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0)],
        [replace(link("road", "a", "b", 10), capacity_pph=per_hour)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 4 * households)],
        [walkers(f"h{i:03}", "v", 1 + i % 4) for i in range(households)],
    )
    return replace(drawn, step_s=step_s)


@pytest.mark.parametrize("step_s", [1, 5, 10, 30])
def test_the_gap_is_of_the_order_of_that_at_standard_steps(step_s: int) -> None:
    drawn = narrow(20, 12.0, step_s)
    plan = make_plan(drawn, nothing, never)
    assert plan.gap <= 0.06
    assert not plan.stopped
    assert violations(drawn, plan) == ()


def test_a_night_and_a_day_of_turns_by_the_minute() -> None:
    """Over a thousand steps, of which a party of four may use a hundred and sixty."""
    drawn = narrow(12, 1.5, 60)
    plan = make_plan(drawn, nothing, never)
    assert plan.clearance_s > 1_000 * 60
    assert plan.gap <= 0.1
    assert violations(drawn, plan) == ()


def test_rows_of_steps_that_lead_to_each_other_go_as_deep_as_they_must() -> None:
    """Each of some thousand steps may use the one before."""
    count = 5_000
    reach = np.maximum(np.arange(count) - 1, 0)[None, :]
    allowed = Allowances((0,), 1_000_000, np.ones((1, count), dtype=np.int64), reach)
    program = ColumnProgram((), np.zeros(0, dtype=np.int64), gates(Fraction(1), 1_000_000), allowed)
    program._step_row(0, count - 1)
    assert len(program._steps) == count


def gates(per_step: Fraction, step_us: int) -> Gates:
    """One gate without a network."""
    made = Gates.__new__(Gates)
    made.step_us, made.gates = step_us, [Gate(0, True, per_step)]
    return made


@settings(deadline=None, max_examples=40)
@given(step_s=st.integers(1, 299), persons=st.integers(1, 40), steps=st.integers(1, 8), largest=st.integers(1, 9))
def test_whoever_has_room_in_short_steps_has_it_in_long_ones(
    step_s: int, persons: int, steps: int, largest: int
) -> None:
    """No allowance is lost, and every step that a party may use lies within what it may use of the long ones."""
    per_step = Fraction(persons, steps)
    ledger = Ledger(gates(per_step, step_s * 1_000_000))
    count = 4_000
    found = allowances(ledger, [0], largest, count)
    merged = found.step_us // ledger.gates.step_us
    assert 1 <= merged <= max(1, 300 // step_s)
    left = ledger.book(0).for_relaxation(found.allowance.shape[1] * merged)
    assert found.allowance.sum() == left.sum()
    gate = ledger.gates.gates[0]
    for k in np.linspace(0, count - 1, 60).astype(int).tolist():
        first = gate.first_step(largest, k) or 0
        assert found.reach[0, k // merged] <= first // merged
