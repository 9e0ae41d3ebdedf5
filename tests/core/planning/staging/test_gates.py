"""What a direction of a road lets in: whole persons that accumulate, and the window of steps that a party may use."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.roads import Link
from core.planning.network import build_network
from core.planning.staging.gates import Gate, Gates, is_capped, with_shut_roads
from tests.core.planning.villages import case, link, node, place, shelter, walkers


def gate(per_hour: float, step_s: int = 300) -> Gate:
    return Gate(0, forward=True, per_step=Fraction(repr(per_hour)) * step_s / 3600)


@pytest.mark.parametrize(
    ("per_hour", "step_s", "allowances"),
    [
        (60.0, 300, [5, 5, 5, 5]),
        (100.0, 300, [8, 8, 9, 8, 8, 9]),  # 8.33 a step: 8, 16, 25, 33, 41, 50 in all
        (7.0, 300, [0, 1, 0, 1, 0, 1, 1]),
        (0.5, 3600, [0, 1, 0, 1]),
        (0.7, 3600, [0, 1, 1, 0, 1, 1, 0, 1, 1, 1]),  # 0.7 as it is written, not as a float holds it
    ],
)
def test_allowances_are_the_whole_persons_of_all_steps_so_far(
    per_hour: float, step_s: int, allowances: list[int]
) -> None:
    one = gate(per_hour, step_s)
    assert [one.allowance(k) for k in range(len(allowances))] == allowances
    assert one.allowed_until(len(allowances) - 1) == sum(allowances)


@given(st.integers(1, 4000), st.sampled_from([30, 60, 300, 420]), st.integers(0, 60), st.integers(1, 40))
def test_a_window_begins_at_the_last_step_from_which_the_allowances_suffice(
    tenths: int, step_s: int, step: int, persons: int
) -> None:
    one = gate(tenths / 10, step_s)
    enough = [j for j in range(step + 1) if sum(one.allowance(k) for k in range(j, step + 1)) >= persons]
    assert one.first_step(persons, step) == (max(enough) if enough else None)


def test_gates_are_directions_of_capped_links_and_arcs_know_theirs() -> None:
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0), node("c", 1280, 0)],
        [link("x", "a", "b", 10, capacity_pph=60.0), link("y", "b", "c", 10)],
        [place("v", 320, 0)],
        [shelter("s", 1280, 0, 9)],
        [walkers("h", "v", 1)],
    )
    network = build_network(drawn)
    gates = Gates(network, 300)
    assert [(each.link, each.forward) for each in gates.gates] == [(0, True), (0, False)]
    for arc, number in enumerate(gates.of_arc.tolist()):
        if network.arcs.link[arc] == 0:
            assert gates.gates[number].forward == (network.arcs.last[arc] >= network.arcs.first[arc])
        else:
            assert number == -1
    assert (gates.gate(0, forward=False), gates.gate(1, forward=True)) == (1, -1)


def test_capacity_nought_is_a_closed_road_and_no_capacity_none() -> None:
    def capped(per_hour: float | None) -> Link:
        return link("x", "a", "b", 1, capacity_pph=per_hour)

    assert [is_capped(capped(c)) for c in (None, math.inf, 0.0, 1.0)] == [False, False, False, True]
    drawn = case([node("a", 0, 0), node("b", 64, 0)], [capped(0.0)])
    assert [(each.link, each.end) for each in with_shut_roads(drawn).closures] == [("x", None)]
    assert with_shut_roads(case(links=[capped(None)])).closures == ()
