"""The most persons that can be saved, the first step by which they are, and the cut that proves both.

Maximum flows at growing horizons. A flow that falls short yields a cut, and the cut the first horizon it leaves open;
as every horizon that is tried is ruled out or reached, the last one needs no other proof.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.planning.effort import Effort
from core.planning.flows.answers import Clearance, Cut
from core.planning.flows.arrivals import flow_over_time
from core.planning.flows.cuts import ETERNITY, Ruled, TimedCut, cut_of_copies, proof, ruled_out, simple_cuts
from core.planning.flows.end_of_time import cut_at_any_time
from core.planning.flows.expansion import MOST_ARCS, Roads, expand, roads_of, size_at
from core.planning.flows.most_in_time import MostInTime, most_in_time
from core.planning.flows.problem import FlowProblem

_PATIENCE = 12  # flows after which the most that can ever be saved is found by itself


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What a list of cuts proves: no plan saves more than `sought`, none that many before `first`.

    ruled: the cut behind `first`, a known one or one of the list; both None where `first` is 0.
    limit: the cut behind `sought` at any time; None where that is everybody.
    """

    sought: int
    ruled: Ruled | None
    known: Cut | None
    limit: Ruled | None

    @property
    def first(self) -> int:
        return max((cut.horizon + 1 for cut in (self.ruled, self.known) if cut), default=0)


class _Cuts:
    """The cuts found so far, and what each rules out."""

    def __init__(self, cuts: Iterable[TimedCut]) -> None:
        self._cuts = list(cuts)
        self._ruled: dict[tuple[int, int], Ruled | None] = {}

    def add(self, cuts: Iterable[TimedCut]) -> None:
        self._cuts += cuts

    def ruled_out(self, sought: int) -> list[Ruled]:
        for number, cut in enumerate(self._cuts):
            if (number, sought) not in self._ruled:
                self._ruled[number, sought] = ruled_out(cut, sought)
        found = (self._ruled[number, sought] for number in range(len(self._cuts)))
        return [ruled for ruled in found if ruled is not None]


def _bounds(cuts: _Cuts, persons: int, known: Cut | None) -> _Bounds:
    sought, limit = persons, None
    while True:
        found = cuts.ruled_out(sought)
        forever = [ruled for ruled in found if ruled.horizon >= ETERNITY]
        if not forever:
            ruled = max(found, key=lambda ruled: ruled.horizon, default=None)
            if known is None or known.capacity >= sought or (ruled and ruled.horizon >= known.horizon):
                return _Bounds(sought, ruled, None, limit)
            return _Bounds(sought, None, known, limit)
        limit = min(forever, key=lambda ruled: ruled.capacity)
        sought = limit.capacity


def clear(problem: FlowProblem, effort: Effort, known: Cut | None = None) -> Clearance:
    """Save the most, as early as can be: exact unless the effort is exhausted or the expansion grows too large.

    People may wait at any node. An expansion of more than MOST_ARCS arcs is not made: the answer is then the flow at
    the longest horizon tried, with the bounds that are proved. `known` is a cut of the same problem with the same or
    fewer closures.
    """
    roads = roads_of(problem)
    cuts = _Cuts(simple_cuts(roads))
    saved: dict[int, int] = {}  # by horizon tried
    best: MostInTime | None = None
    while True:
        bounds = _bounds(cuts, problem.persons, known)
        if best and saved.get(bounds.first, -1) >= bounds.sought:
            return _answer(problem, bounds, best, len(saved))
        horizon = _next_horizon(bounds, saved)
        if effort.exhausted or size_at(roads, horizon) > MOST_ARCS:
            return _answer(problem, bounds, best or _longest(roads, horizon), len(saved))
        if len(saved) == _PATIENCE:
            cuts.add(cut_at_any_time(roads))
        found = most_in_time(expand(roads, horizon))
        effort.spend()
        effort.poll()
        saved[horizon] = found.saved
        if found.saved < bounds.sought:
            cuts.add(cut_of_copies(roads, horizon, behind) for behind in found.behind)
        if best is None or (found.saved, -horizon) > (best.saved, -best.expansion.horizon):
            best = found


def _next_horizon(bounds: _Bounds, saved: dict[int, int]) -> int:
    """The horizon to try: no earlier than the cuts leave open, and as late as the last two flows point.

    What can be saved grows ever more slowly as a rule, so the straight line through the last two seldom points too
    far; it is held to three times the way that the cuts warrant, and between the cuts and what is known to do.
    """
    short = [horizon for horizon in sorted(saved) if saved[horizon] < bounds.sought]
    enough = min((horizon for horizon in saved if saved[horizon] >= bounds.sought), default=None)
    horizon = bounds.first
    if len(short) >= 2 and saved[short[-1]] > saved[short[-2]]:
        last, gained = short[-1], saved[short[-1]] - saved[short[-2]]
        line = last - (saved[last] - bounds.sought) * (last - short[-2]) // gained
        horizon = max(horizon, min(line, last + 3 * (bounds.first - last)))
    return horizon if enough is None else max(bounds.first, min(horizon, (bounds.first + enough) // 2))


def _longest(roads: Roads, too_long: int) -> MostInTime:
    """The flow at the longest horizon that can be expanded."""
    fits, fails = 0, too_long + 1
    while fails - fits > 1:
        middle = (fits + fails) // 2
        fits, fails = (middle, fails) if size_at(roads, middle) <= MOST_ARCS else (fits, middle)
    return most_in_time(expand(roads, fits))


def _answer(problem: FlowProblem, bounds: _Bounds, found: MostInTime, flows: int) -> Clearance:
    flow = flow_over_time(problem, found)
    roads = found.expansion.roads
    return Clearance(
        persons=problem.persons,
        saved=found.saved,
        saved_bound=bounds.sought,
        steps=found.expansion.horizon if found.saved else 0,
        bound=bounds.first,
        flow=flow,
        cut=proof(roads, bounds.ruled) if bounds.ruled else bounds.known,
        stranded_cut=proof(roads, bounds.limit) if bounds.limit else None,
        flows=flows,
    )
