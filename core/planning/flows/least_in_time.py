"""The least sum of arrival steps on an expansion: OR-Tools' min-cost flow, most persons saved first."""

from dataclasses import dataclass, field

import numpy as np
from ortools.graph.python import min_cost_flow

from core.planning.flows.answers import FlowOverTime
from core.planning.flows.arrivals import moves_on_arcs
from core.planning.flows.expansion import Expansion
from core.planning.flows.problem import FlowProblem, Ints

_TWICE = 2  # costs in the solver: a half is left to prefer who is in time among equals


@dataclass(frozen=True, slots=True)
class LeastInTime:
    """A min-cost flow.

    cost: the sum of arrival steps, that of the late included. late: persons who arrive after the horizon; each of
    them counts with the step after it, and passes neither roads nor doors: `cost` is a lower bound at any horizon, and
    the optimum itself where nobody is late.
    """

    cost: int
    late: int
    flow: FlowOverTime


@dataclass(slots=True)
class _Arcs:
    """Arcs on their way to the solver, one piece of the network after another."""

    pieces: list[tuple[Ints, Ints, Ints, Ints]] = field(default_factory=list)
    count: int = 0

    def add(self, tail: Ints | int, head: Ints | int, capacity: Ints | int, cost: Ints | int) -> slice:
        """The numbers of the arcs; arrays of one shape, or broadcast."""
        piece = np.broadcast_arrays(*(np.atleast_1d(np.asarray(x, np.int64)) for x in (tail, head, capacity, cost)))
        self.pieces.append((piece[0], piece[1], piece[2], piece[3]))
        begin, self.count = self.count, self.count + len(piece[0])
        return slice(begin, self.count)

    def columns(self) -> tuple[Ints, ...]:
        return tuple(np.concatenate(column) for column in zip(*self.pieces, strict=True))


def least_in_time(problem: FlowProblem, expansion: Expansion, saved: int, late_allowed: bool) -> LeastInTime | None:
    """Save exactly `saved` persons at the least sum of arrival steps, of equal sums that with the fewest late; None
    where that cannot be.

    The cost of a move is what it loses against the quickest way to a sink from where it starts; the quickest ways of
    those who are saved are added at the end. The solver sees twice the cost, and one more for each who is late. That
    decides between equal sums alone: what one flow has and another has not are rounds of changes that pass each place
    once, so each makes one person late or in time at most, and where it gains a step it still gains half of one.
    """
    graph, remaining = expansion.roads.graph, expansion.roads.remaining
    goal = expansion.copies
    late, lost, first_hall = goal + 1, goal + 2, goal + 3
    leaving = expansion.leaving
    homes, supply = expansion.copy(graph.source[leaving], graph.ready[leaving]), graph.supply[leaving]
    quickest = graph.ready[leaving] + remaining[graph.source[leaving]]
    arcs = _Arcs()
    detour = graph.steps + remaining[graph.head] - remaining[graph.tail]
    moves = arcs.add(expansion.tail, expansion.head, expansion.capacity, _TWICE * detour[expansion.arc])
    arcs.add(expansion.wait, expansion.wait + 1, graph.persons, _TWICE)
    doors = _add_doors(arcs, expansion, first_hall, goal)
    persons = int(supply.sum())
    staying = slice(0, 0)
    if persons > saved:
        staying = arcs.add(homes, lost, supply, -_TWICE * quickest)
        arcs.add(lost, goal, persons - saved, 0)
    too_late = slice(0, 0)
    if late_allowed:
        arcs.add(homes, late, supply, _TWICE * (expansion.horizon + 1 - quickest) + 1)
        too_late = arcs.add(late, goal, saved, 0)
    solver = min_cost_flow.SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(*arcs.columns())
    supplies = np.zeros(first_hall + len(expansion.taking), dtype=np.int64)
    np.add.at(supplies, homes, supply)
    supplies[goal] = -persons
    set_nodes = np.flatnonzero(supplies)
    solver.set_nodes_supplies(set_nodes, supplies[set_nodes])
    if persons < saved or solver.solve() != solver.OPTIMAL:
        return None
    flows = np.asarray(solver.flows(numbers), dtype=np.int64)
    those_late = int(flows[too_late].sum())
    return LeastInTime(
        cost=(int(solver.optimal_cost()) - those_late) // _TWICE + int((quickest * supply).sum()),
        late=those_late,
        flow=FlowOverTime(
            *moves_on_arcs(problem, expansion, flows[moves]),
            _left(problem, expansion, flows[staying]),
            *_arrivals(flows, doors),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Doors:
    """Arcs from the copies of sinks' nodes into halls: which arcs, which sinks, and at which steps one is safe."""

    arcs: slice
    sink: Ints
    arrive: Ints


def _add_doors(arcs: _Arcs, expansion: Expansion, first_hall: int, goal: int) -> _Doors:
    """Each sink is a hall with its room; whoever comes before it opens pays for the wait."""
    graph = expansion.roads.graph
    taking = expansion.taking
    halls = first_hall + np.arange(len(taking))
    nodes = graph.sink[taking]
    count = expansion.closes_at[nodes] - expansion.opens_at[nodes] + 1
    which = np.repeat(np.arange(len(taking)), count)
    step = np.arange(len(which)) - (np.cumsum(count) - count)[which] + expansion.opens_at[nodes][which]
    arrive = np.maximum(step, graph.opens[taking][which])
    doors = arcs.add(expansion.copy(nodes[which], step), halls[which], graph.persons, _TWICE * (arrive - step))
    if len(taking):
        arcs.add(halls, goal, np.minimum(graph.room[taking], graph.persons), 0)
    return _Doors(doors, taking[which], arrive)


def _left(problem: FlowProblem, expansion: Expansion, staying: Ints) -> Ints:
    leaving = expansion.leaving
    left = np.zeros(len(problem.source), dtype=np.int64)
    left[leaving] = problem.supply[leaving]
    if len(staying):
        left[leaving] -= staying
    return left


def _arrivals(flows: Ints, doors: _Doors) -> tuple[Ints, Ints, Ints]:
    through = flows[doors.arcs]
    used = np.flatnonzero(through)
    used = used[np.lexsort((doors.arrive[used], doors.sink[used]))]
    return doors.sink[used], doors.arrive[used], through[used]
