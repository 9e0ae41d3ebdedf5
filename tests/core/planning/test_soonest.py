"""When a household could be safe in a shelter while everybody else does as planned."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from core.planning.effort import Effort
from core.planning.placement import room_after
from core.planning.planner import make_plan, solve, write
from core.planning.situation import Situation
from core.planning.soonest import Soonest
from core.planning.timeline import MINUTE, SECOND, micros
from core.planning.timetable import UNREACHED
from tests.core.planning.drawn_cases import drawn_case
from tests.core.planning.villages import case, link, never, node, nothing, place, shelter, walkers


def test_a_full_road_is_waited_for_only_where_no_other_is_quicker() -> None:
    """One person in five minutes by the narrow road: after h there is room at minute 5, but the wide road takes six."""
    drawn = case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("narrow", "a", "b", 5, capacity_pph=12.0), link("wide", "a", "b", 6)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9)],
        [walkers("h", "v", 1), walkers("i", "v", 1)],
    )
    moves = dict(enumerate(make_plan(drawn, nothing, never).moves))
    assert [move.route.links for move in moves.values()] == [("narrow",), ("wide",)]
    situation = Situation(drawn, Effort(nothing, never, drawn.max_steps, drawn.watchdog_s))
    situation.ride((), {})
    soonest = Soonest(situation, moves)
    assert [soonest.arrival(i, moves[i], 0) for i in (0, 1)] == [5 * MINUTE, 6 * MINUTE]


@given(st.integers(0, 10**9))
def test_who_waits_for_a_turn_would_be_safe_no_sooner_where_there_are_beds_left(seed: int) -> None:
    """Everybody else doing as planned, by the quickest way or by one beside the full roads."""
    drawn = drawn_case(Random(seed), frozenset({"capacities"}))
    solved = solve(drawn, Effort(nothing, never, 10**9, 1e9))
    situation = solved.situation
    if not solved.staged.staged:
        return
    party = {(one.household, one.place): i for i, one in enumerate(situation.parties)}
    moves = {party[move.household, move.place]: move for move in write(solved).moves}
    column = situation.travel.column
    room = room_after(situation, {i: column[move.shelter] for i, move in moves.items()})
    soonest = Soonest(situation, moves)
    for i in sorted(moves.keys() - solved.joined.keys()):
        for shelter_, j in column.items():
            here = shelter_ == moves[i].shelter
            free = here or room[j] >= len(moves[i].persons)
            if free and situation.options.arrival[situation.kind[i], j] < UNREACHED:
                assert soonest.arrival(i, moves[i], j) >= micros(drawn.at, moves[i].arrive) - SECOND
