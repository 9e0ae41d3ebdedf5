"""When a household could be safe in a shelter while everybody else does as planned."""

from core.planning.effort import Effort
from core.planning.planner import make_plan
from core.planning.situation import Situation
from core.planning.soonest import Soonest
from core.planning.timeline import MINUTE
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
