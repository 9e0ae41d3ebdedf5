"""Cuts of the network over time: what holds people up, and how long it will.

Where people may wait at any node, a cut is a step per node: from that step on, its copies are behind the cut, on the
sources' side. Such a cut stays a cut at every later horizon, so one maximum flow that falls short tells much more than
"not by this step": its cut, drawn out in time, names the first horizon that it does not rule out (Newton's method on
the capacity of the cut as a function of the horizon).
"""

from dataclasses import dataclass

import numpy as np

from core.planning.flows.answers import Cut
from core.planning.flows.expansion import UNREACHED, Mask, Roads
from core.planning.flows.problem import NEVER_OPENS, Ints, entered_between

ETERNITY = 1 << 38  # a horizon at which every arc that ever stays open has let everybody in
_UNLIMITED = 1 << 50


@dataclass(frozen=True, slots=True)
class TimedCut:
    """Per node, the step from which it is behind the cut, at the horizon of the flow that it was found with.

    before: nodes that are never behind it, except when it is too late to reach a sink from there.
    """

    roads: Roads
    horizon: int
    behind_from: Ints
    before: Mask

    def at(self, horizon: int, moving: bool) -> Ints:
        """The same cut at a later horizon: nodes that turn behind on the way keep their step, or their distance from
        the horizon (`moving`)."""
        steps = self.behind_from
        if moving:
            steps = np.where(steps > self.roads.earliest, steps + horizon - self.horizon, steps)
        return np.where(self.before, too_late_from(self.roads, horizon), steps)


def too_late_from(roads: Roads, horizon: int) -> Ints:
    """Per node, the first step from which no sink can be reached by the horizon."""
    return np.maximum(horizon - roads.remaining + 1, 0)


def cut_of_copies(roads: Roads, horizon: int, first_behind: Ints) -> TimedCut:
    """The cut in which a node is behind from `first_behind` on (UNREACHED: none of its copies is)."""
    return TimedCut(roads, horizon, first_behind, first_behind >= too_late_from(roads, horizon))


def simple_cuts(roads: Roads) -> tuple[TimedCut, ...]:
    """Cuts known beforehand: everybody's own quickest way, the room of all sinks, and the roads into full sinks."""
    graph = roads.graph
    nobody = np.full(graph.nodes, UNREACHED)
    everybody = roads.earliest.copy()
    doors = everybody.copy()
    doors[graph.sink[graph.room > 0]] = UNREACHED
    return tuple(cut_of_copies(roads, 0, steps) for steps in (nobody, everybody, doors))


def passages(roads: Roads, behind: Ints, horizon: int) -> tuple[Ints, Ints, Ints]:
    """(begin, end, persons) per arc: the steps begin <= s < end in which it leads out from behind the cut, and how
    many can enter it then (at most everybody, whoever passes it several times counts once)."""
    graph = roads.graph
    begin = np.maximum(behind, roads.earliest)[graph.tail]
    end = np.maximum(np.minimum(behind, horizon + 1)[graph.head] - graph.steps, begin)
    persons = entered_between(graph.per_hour, begin + roads.lead, end + roads.lead, graph.step_s, _UNLIMITED)
    arc, first, last = roads.barred
    if len(arc):
        first, last = np.maximum(first, begin[arc]), np.minimum(last, end[arc])
        open_steps = end - begin
        np.subtract.at(open_steps, arc, np.maximum(last - first, 0))
        limited = np.isfinite(graph.per_hour[arc])
        lead = roads.lead[arc]
        shut = entered_between(graph.per_hour[arc], first + lead, last + lead, graph.step_s, _UNLIMITED)
        np.subtract.at(persons, arc[limited], shut[limited])
        persons[open_steps <= 0] = 0
    return begin, end, np.minimum(persons, graph.persons)


def before_the_cut(roads: Roads, behind: Ints) -> Mask:
    """Sources whose people start on the sinks' side: all of them count as getting away."""
    graph = roads.graph
    return (graph.ready < behind[graph.source]) & (graph.supply > 0)


def full_sinks(roads: Roads, behind: Ints, horizon: int) -> Mask:
    """Sinks whose room is part of the cut."""
    graph = roads.graph
    reached = np.maximum(behind, roads.earliest)[graph.sink] <= horizon
    return reached & (graph.room > 0) & (graph.opens <= horizon)


def capacity(roads: Roads, behind: Ints, horizon: int) -> int:
    """How many persons the cut lets through by the horizon: no plan saves more."""
    graph = roads.graph
    roads_hold = int(passages(roads, behind, horizon)[2].sum())
    sources_hold = int(graph.supply[before_the_cut(roads, behind)].sum())
    return roads_hold + sources_hold + int(graph.room[full_sinks(roads, behind, horizon)].sum())


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a cut rules out: at `horizon` its `capacity` (with `behind`) is below the number sought."""

    horizon: int
    capacity: int
    behind: Ints


def ruled_out(cut: TimedCut, sought: int) -> Ruled | None:
    """The latest horizon found at which the cut lets fewer than `sought` through; None where not even its own.

    As the most that can be saved never falls with the horizon, every earlier one is ruled out as well.
    """
    best = None
    for moving in (False, True):
        forever = _ruled(cut, ETERNITY, moving, sought)
        if forever is not None:
            return forever
        known = _ruled(cut, cut.horizon, moving, sought)
        if known is None:
            continue
        step = 1
        while (further := _ruled(cut, min(known.horizon + step, ETERNITY), moving, sought)) is not None:
            known, step = further, step * 2
        while step > 1:
            step //= 2
            known = _ruled(cut, min(known.horizon + step, ETERNITY), moving, sought) or known
        if best is None or known.horizon > best.horizon:
            best = known
    return best


def _ruled(cut: TimedCut, horizon: int, moving: bool, sought: int) -> Ruled | None:
    behind = cut.at(horizon, moving)
    found = capacity(cut.roads, behind, horizon)
    return Ruled(horizon, found, behind) if found < sought else None


def proof(roads: Roads, ruled: Ruled) -> Cut:
    """The cut as limiting roads, closures, sinks and sources."""
    graph = roads.graph
    begin, end, persons = passages(roads, ruled.behind, ruled.horizon)
    before = before_the_cut(roads, ruled.behind)
    full = np.flatnonzero(persons > 0)
    sinks = np.flatnonzero(full_sinks(roads, ruled.behind, ruled.horizon))
    sources = np.flatnonzero(before)
    behind = np.flatnonzero(~before & (graph.supply > 0))
    lead = roads.lead[full]
    first, until = _while_open(roads, begin, np.where(end > ETERNITY // 2, NEVER_OPENS, end))
    arcs = _rows(roads.limiting[full], first[full] + lead, until[full] - 1 + lead, persons[full])
    return Cut(
        horizon=-1 if ruled.horizon >= ETERNITY else ruled.horizon,
        arcs=tuple((arc, first, last, count) for arc, first, last, count in sorted(arcs)),
        shut=_shut(roads, begin, end),
        sinks=tuple((sink, room) for sink, room in _rows(sinks, graph.room[sinks])),
        sources=tuple((source, supply) for source, supply in _rows(sources, graph.supply[sources])),
        behind=tuple(behind.tolist()),
        capacity=ruled.capacity,
    )


def _while_open(roads: Roads, begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The ranges without closed steps at their beginning and end."""
    arc, first, last = roads.barred
    begin, end = begin.copy(), end.copy()
    early, late = first <= begin[arc], last >= end[arc]
    np.maximum.at(begin, arc[early], last[early])
    np.minimum.at(end, arc[late], first[late])
    return begin, end


def _rows(*columns: Ints) -> list[tuple[int, ...]]:
    return [tuple(row) for row in np.column_stack(columns).tolist()]


def _shut(roads: Roads, begin: Ints, end: Ints) -> tuple[tuple[int, int, int], ...]:
    """Arcs out from behind the cut that nobody may enter, with the steps: closed ones, and those of no capacity."""
    strand, first, last, arc, offset = roads.closures.T
    first, last = np.maximum(first, begin[strand]), np.minimum(last, end[strand])
    closed = last > first
    useless = np.flatnonzero((roads.graph.per_hour <= 0) & (end > begin))
    found = _rows(arc[closed], (first + offset)[closed], (last + offset - 1)[closed])
    found += _rows(roads.limiting[useless], (begin + roads.lead)[useless], (end - 1 + roads.lead)[useless])
    return tuple((road, since, until) for road, since, until in sorted(found))
