"""Moves that are facts: their loads on the gates, and turns around them."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.plans import Move, Plan
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.planner import make_plan
from core.planning.situation import Situation, key_of
from core.planning.staging.gates import Gates
from core.planning.staging.ledger import Ledger
from core.planning.staging.stage import loads_of, restage
from core.planning.staging.standing_loads import load_standing, within_gates
from core.planning.timeline import MINUTE
from tests.core.planning.staging.test_turns import capped_case, one_road, solved
from tests.core.planning.villages import after, never, nothing, walkers


def situation_of(drawn: Case) -> Situation:
    situation = Situation(drawn, Effort(nothing, never, 10**9, 1e9))
    situation.ride((), {})
    return situation


def by_party(situation: Situation, plan: Plan) -> dict[int, Move]:
    index = {key_of(party): i for i, party in enumerate(situation.parties)}
    return {index[move.household, move.place]: move for move in plan.moves}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_moves_read_back_load_the_gates_as_their_plan_says(seed: int) -> None:
    drawn = replace(capped_case(seed), helpers=())
    plan = make_plan(drawn, nothing, never)
    situation = situation_of(drawn)
    ledger = Ledger(Gates(situation.network, drawn.step_s))
    load_standing(situation, ledger, by_party(situation, plan))
    assert loads_of(situation, ledger) == plan.loads_of_links


def test_who_no_longer_fits_is_staged_anew_and_whoever_has_left_comes_first() -> None:
    """Two families of four went at once while the road was wide; now it lets five through in a step."""
    wide = one_road(walkers("a", "v", 4), walkers("b", "v", 4), capacity=None)
    standing = solved(wide)
    narrow = one_road(walkers("a", "v", 4), replace(walkers("b", "v", 4), left=True))
    situation = situation_of(narrow)
    kept = within_gates(situation, Gates(situation.network, 300), by_party(situation, standing))
    assert list(kept) == [1]
    staged = restage(situation, {0: 0, 1: 0}, kept, narrow.objective)
    assert staged.columns == {0: 0, 1: 0}
    assert 5 * MINUTE <= staged.turns[0].depart <= 5.1 * MINUTE
    assert [load.entering for load in staged.limits.loads] == [(4, 4)]
    assert standing.moves[0].depart == after(0)
