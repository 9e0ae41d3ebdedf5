"""Clearance when people wait at their sources and before their sinks only, and never on the way.

It is not the same as with waiting at any node, not even on roads that only close: whoever may pass a road before it
closes and queue beyond it can be safe where he could not have waited at home; and where capacities are whole numbers
of persons per step, a pause of a step can fill a gap. So the time with waiting is a lower bound to start from.
"""

from dataclasses import replace

from core.planning.effort import Effort
from core.planning.flows.answers import Clearance
from core.planning.flows.arrivals import flow_over_time
from core.planning.flows.clearance import clear
from core.planning.flows.end_of_time import last_change
from core.planning.flows.expansion import MOST_ARCS, UNREACHED, Roads, expand, roads_of, size_at
from core.planning.flows.most_in_time import MostInTime, most_in_time
from core.planning.flows.problem import FlowProblem


def clear_nonstop(problem: FlowProblem, effort: Effort) -> Clearance:
    """The least step by which as many are safe as can be with waiting, and never later than bounds allow.

    The bound on the number and its cut are those with waiting. Where so many are not saved soon after the last road
    has opened or closed, the answer is the most saved by then, and not exact. A bound above that of `cut` is proved by
    a maximum flow one step earlier, which falls short.
    """
    relaxed = clear(problem, effort)
    roads = roads_of(problem, waiting_anywhere=False)
    low, best, flows = relaxed.bound - 1, _most(roads, relaxed.bound, effort), relaxed.flows + 1
    end = _give_up(roads, relaxed)
    stride = 1
    while best.saved < relaxed.saved_bound:
        horizon = best.expansion.horizon + stride
        if effort.exhausted or horizon > end or size_at(roads, horizon) > MOST_ARCS:
            break
        low, best, flows, stride = best.expansion.horizon, _most(roads, horizon, effort), flows + 1, stride * 2
    exact = best.saved >= relaxed.saved_bound
    while exact and best.expansion.horizon - low > 1 and not effort.exhausted:
        middle = _most(roads, (low + best.expansion.horizon) // 2, effort)
        flows += 1
        if middle.saved >= relaxed.saved_bound:
            best = middle
        else:
            low = middle.expansion.horizon
    return replace(
        relaxed,
        saved=best.saved,
        steps=best.expansion.horizon if best.saved else 0,
        bound=low + 1 if exact else relaxed.bound,
        flow=flow_over_time(problem, best),
        flows=flows,
    )


def _most(roads: Roads, horizon: int, effort: Effort) -> MostInTime:
    found = most_in_time(expand(roads, horizon))
    effort.spend()
    effort.poll()
    return found


def _give_up(roads: Roads, relaxed: Clearance) -> int:
    """The last horizon that is tried: four times that with waiting, and all ways and changes done."""
    ways = roads.remaining[roads.remaining < UNREACHED]
    return 4 * relaxed.steps + last_change(roads) + int(ways.max(initial=0))
