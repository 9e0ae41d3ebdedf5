"""The least person-steps of exposure: most persons saved first, then the least sum of the steps at which they are safe.

Exact by a min-cost flow where the expansion fits. Its horizon is a guess, and the guess is proved: whoever would
arrive later may, in the same problem, arrive for sure one step after it. Where nobody does, no later horizon helps.
"""

from core.planning.effort import Effort
from core.planning.flows.answers import Clearance, Exposure, FlowOverTime
from core.planning.flows.clearance import clear
from core.planning.flows.expansion import MOST_ARCS, Roads, expand, roads_of, size_at
from core.planning.flows.exposure_bound import sum_of_the_late
from core.planning.flows.hastening import hastened
from core.planning.flows.least_in_time import LeastInTime, least_in_time
from core.planning.flows.paths import gathered, journeys, straightened
from core.planning.flows.problem import FlowProblem

MOST_PRICED_ARCS = 600_000  # a few seconds in the solver
_SAMPLES = 8  # maximum flows behind the bound where that is too many


def least_exposure(problem: FlowProblem, effort: Effort, clearance: Clearance | None = None) -> Exposure:
    """The plan of least exposure; `clearance` is the problem's own, if it is known already.

    Where the expansion is too large or the effort exhausted, the plan of least clearance stands in, each
    journey as early as its roads allow, with a bound.
    """
    clearance = clear(problem, effort) if clearance is None else clearance
    roads = roads_of(problem)
    bound = 0
    for horizon in _horizons(roads, clearance):
        if effort.exhausted:
            break
        found = _solved(problem, roads, horizon, clearance.saved, True, effort)
        if found.late == 0:
            return _answer(clearance, found.flow, found.cost, exact=True)
        bound = max(bound, found.cost)
        best = horizon
    if bound and not effort.exhausted:
        return _answer(
            clearance, _solved(problem, roads, best, clearance.saved, False, effort).flow, bound, exact=False
        )
    late = sum_of_the_late(roads, clearance.saved, clearance.steps, _SAMPLES, MOST_ARCS, effort)
    plan = hastened(problem, straightened(problem, journeys(problem, clearance.flow)), effort)
    return _answer(clearance, gathered(problem, plan), max(bound, late), exact=False)


def _horizons(roads: Roads, clearance: Clearance) -> list[int]:
    """Horizons worth a try, growing: people seldom gain by arriving much later than the time of clearance.

    Only where everybody who can be saved is saved by then, and the expansion fits; where none fits, the longest
    that does.
    """
    if not clearance.exact or size_at(roads, clearance.steps) > MOST_PRICED_ARCS:
        return []
    wished = [clearance.steps * 3 // 2, clearance.steps * 9 // 4, clearance.steps * 27 // 8]
    fitting = [horizon for horizon in wished if size_at(roads, horizon) <= MOST_PRICED_ARCS]
    if fitting:
        return fitting
    fits, fails = clearance.steps, wished[0]
    while fails - fits > 1:
        middle = (fits + fails) // 2
        fits, fails = (middle, fails) if size_at(roads, middle) <= MOST_PRICED_ARCS else (fits, middle)
    return [fits]


def _solved(
    problem: FlowProblem, roads: Roads, horizon: int, saved: int, late_allowed: bool, effort: Effort
) -> LeastInTime:
    found = least_in_time(problem, expand(roads, horizon), saved, late_allowed)
    effort.spend()
    effort.poll()
    if found is None:
        raise ArithmeticError("min-cost flow did not end")  # a maximum flow has shown that it can
    return found


def _answer(clearance: Clearance, flow: FlowOverTime, bound: int, exact: bool) -> Exposure:
    return Exposure(clearance.persons, clearance.saved, flow.person_steps, bound, flow, exact)
