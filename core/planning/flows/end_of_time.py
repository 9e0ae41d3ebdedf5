"""The most persons that can be saved at any time, however long it takes.

When the last road has opened or closed, nothing changes any more, and time without end lets everybody through whatever
is open at all. So the network is expanded up to that step alone; one further layer, in which roads take no time and
hold everybody, stands for all the rest. Whoever is on a road at that step could as well enter it then: it stays open.
"""

from dataclasses import replace

import numpy as np

from core.planning.flows.cuts import TimedCut, cut_of_copies
from core.planning.flows.expansion import MOST_ARCS, UNREACHED, Roads, expand, size_at
from core.planning.flows.most_in_time import MostInTime, most_in_time
from core.planning.flows.problem import NEVER_OPENS


def last_change(roads: Roads) -> int:
    """The step after which no road opens or closes, nobody becomes ready, no sink opens, and no node is new."""
    graph = roads.graph
    arcs, begins, ends = roads.barred
    # Whoever is the last to enter leaves the road when it closes: the steps of its length after that.
    moments = [0, *graph.ready.tolist(), *graph.opens.tolist(), *(begins + graph.steps[arcs]).tolist()]
    moments += roads.earliest[roads.earliest < UNREACHED].tolist()
    moments += ends[ends < NEVER_OPENS].tolist()
    return max(int(moment) for moment in moments)


def cut_at_any_time(roads: Roads) -> list[TimedCut]:
    """Cuts whose capacity at any time is the most that can be saved; none where the expansion would be too large."""
    everywhere = replace(roads, remaining=np.where(roads.remaining < UNREACHED, 0, UNREACHED))
    if size_at(everywhere, last_change(roads) + 1) > MOST_ARCS:
        return []
    found = most_at_any_time(everywhere)
    return [cut_of_copies(roads, found.expansion.horizon, behind) for behind in found.behind]


def most_at_any_time(roads: Roads) -> MostInTime:
    """The maximum flow of the network with its layer without end; `roads` as for every step (`remaining` 0)."""
    end = last_change(roads) + 1
    before = expand(roads, end)
    graph = roads.graph
    in_time = before.enter + graph.steps[before.arc] < end
    lasting = np.flatnonzero(_open_for_ever(roads))
    at_end = np.full(len(lasting), end)
    return most_in_time(
        replace(
            before,
            arc=np.concatenate([before.arc[in_time], lasting]),
            enter=np.concatenate([before.enter[in_time], at_end]),
            capacity=np.concatenate([before.capacity[in_time], np.full(len(lasting), graph.persons)]),
            tail=np.concatenate([before.tail[in_time], before.copy(graph.tail[lasting], at_end)]),
            head=np.concatenate([before.head[in_time], before.copy(graph.head[lasting], at_end)]),
        )
    )


def _open_for_ever(roads: Roads) -> np.ndarray:
    """Arcs that are open when nothing changes any more, between nodes that have copies then."""
    graph = roads.graph
    arc, _, end = roads.barred
    lasting = graph.per_hour > 0
    lasting[arc[end >= NEVER_OPENS]] = False
    reached = (roads.earliest < UNREACHED) & (roads.remaining < UNREACHED)
    return lasting & reached[graph.tail] & reached[graph.head]
