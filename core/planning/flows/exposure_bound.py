"""A lower bound on exposure for networks too large to solve: how many are late at each step, whatever the plan.

A person who is safe at step a is not yet safe at the a horizons 0, 1, ..., a - 1. At each horizon no plan has saved
more than a cut lets through, so the people missing, summed over all horizons, are a bound on the sum of arrival steps.
Cuts found at a few horizons serve at all others: drawn out in time they stay cuts.
"""

import numpy as np

from core.planning.effort import Effort
from core.planning.flows.cuts import TimedCut, capacity, cut_of_copies, simple_cuts
from core.planning.flows.expansion import Roads, expand, size_at
from core.planning.flows.most_in_time import most_in_time

_NEAREST = 2  # cuts on either side that are tried at each horizon
_STEPS = 2000  # horizons at which all cuts are evaluated at most: beyond, each stands for several


def sum_of_the_late(roads: Roads, saved: int, last: int, samples: int, most_arcs: int, effort: Effort) -> int:
    """The least sum of arrival steps of any `saved` persons, by cuts at `samples` horizons up to `last`."""
    found: list[TimedCut] = []
    for sample in range(1, samples + 1):
        horizon = last * sample // (samples + 1)
        if effort.exhausted or size_at(roads, horizon) > most_arcs:
            break
        flow = most_in_time(expand(roads, horizon))
        effort.spend()
        effort.poll()
        found += [cut_of_copies(roads, horizon, behind) for behind in flow.behind]
    stride = -(-(last + 1) // _STEPS)
    # The most that can be saved never falls with the horizon: the last horizon of a stride bounds all of it.
    return sum(
        stride * max(0, saved - _most_saved(roads, found, horizon + stride - 1)) for horizon in range(0, last, stride)
    )


def _most_saved(roads: Roads, cuts: list[TimedCut], horizon: int) -> int:
    """How many can be safe by the horizon at most, by the simple cuts and those found nearest to it."""
    nearest = sorted(cuts, key=lambda cut: abs(cut.horizon - horizon))[: 2 * _NEAREST]
    tried = [
        capacity(roads, cut.at(horizon, moving), horizon)
        for cut in (*simple_cuts(roads), *nearest)
        for moving in (False, True)
    ]
    return int(np.min(tried))
