"""Nobody is led round to pass the time: who waits for a shelter to open waits at home and takes the shortest way."""

from core.domain.plans import Mode
from core.planning.case import Case
from core.planning.effort import Effort
from core.planning.situation import Situation
from core.planning.staging.gates import Gates
from core.planning.staging.ledger import Ledger
from core.planning.staging.pool import WayPool
from core.planning.staging.travellers import kinds_to_stage
from core.planning.staging.ways import Turn
from core.planning.staging.whole import Household, Placed, straightened
from core.planning.timeline import MINUTE
from tests.core.planning.villages import case, link, never, node, nothing, place, shelter, walkers

OPENS = 15


def two_ways(capacity: float | None = None, opens: int = OPENS) -> Case:
    """From v to the shelter: a minute by the direct road, six by the other."""
    return case(
        [node("a", 0, 0), node("b", 640, 0)],
        [link("direct", "a", "b", 1, capacity_pph=capacity), link("loop", "a", "b", 6)],
        [place("v", 0, 0)],
        [shelter("s", 640, 0, 9, opens_after_min=opens)],
        [walkers("h", "v", 2)],
        step_s=60,
    )


def led_round(drawn: Case, *, others: int = 0) -> Turn:
    """The turn of the party once it is straightened, if the search had left it on the loop; `others` enter the direct
    road in every minute until the shelter opens."""
    situation = Situation(drawn, Effort(nothing, never, drawn.max_steps, drawn.watchdog_s))
    situation.ride((), {})
    gates = Gates(situation.network, drawn.step_s)
    kinds = kinds_to_stage(situation, [0])
    pool = WayPool(situation, gates, kinds)
    ((start, mode),) = kinds[0].ways_out
    loop = situation.network.link_index["loop"]
    arcs = situation.network.arcs
    arc = next(i for i, on in enumerate(arcs.link.tolist()) if on == loop and arcs.last[i] > arcs.first[i])
    round_about = pool.over(start, mode, 0, (arc,))
    assert round_about is not None
    pool.add(0, round_about)
    pool.add_quickest(0, [0])
    ledger = Ledger(gates)
    for minute in range(OPENS + 1) if others else ():
        ledger.add(gates.gate(situation.network.link_index["direct"], forward=True), minute * MINUTE, others)
    placed = Placed(situation.room.copy(), ledger)
    household = Household(party=0, kind=0, persons=2, unserved=0)
    placed.put(household, Turn(round_about, round_about.soonest))
    return straightened([household], pool.ways, placed).turns[0]


def test_who_waits_for_a_shelter_to_open_waits_at_home() -> None:
    """Both ways are there when it opens; the direct one leaves at minute 14 instead of 9."""
    turn = led_round(two_ways())
    assert (turn.depart, turn.arrive, turn.way.duration) == (14 * MINUTE, 15 * MINUTE, MINUTE)
    assert turn.way.mode is Mode.WALK


def test_who_is_there_sooner_by_the_shorter_way_takes_it() -> None:
    assert led_round(two_ways(opens=0)).arrive == MINUTE


def test_where_the_shorter_way_is_full_one_goes_round() -> None:
    wide = two_ways(capacity=240.0)
    assert led_round(wide, others=2).way.duration == MINUTE
    assert led_round(wide, others=4).way.duration == 6 * MINUTE
