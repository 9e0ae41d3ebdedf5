"""The most persons that are safe by a horizon: OR-Tools' maximum flow on the expansion, with its minimum cuts."""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow

from core.planning.flows.expansion import UNREACHED, Expansion
from core.planning.flows.problem import Ints


@dataclass(frozen=True, slots=True)
class MostInTime:
    """A maximum flow: persons on each move, each wait, from each of `leaving` and into each of `taking`.

    behind: per node and for two minimum cuts (the one nearest to the sources, the one nearest to the sinks), the first
        step at which a copy of it is on the sources' side (UNREACHED: none is).
    """

    expansion: Expansion
    saved: int
    moves: Ints
    waits: Ints
    left: Ints
    taken: Ints
    behind: tuple[Ints, Ints]


def most_in_time(expansion: Expansion) -> MostInTime:
    """Solve it. Raises ArithmeticError if the solver fails, which it has no reason to."""
    graph = expansion.roads.graph
    leaving, taking = expansion.leaving, expansion.taking
    if not len(leaving) or not len(taking):
        return _nobody(expansion)
    origin, goal = expansion.copies, expansion.copies + 1
    solver = max_flow.SimpleMaxFlow()
    moves = solver.add_arcs_with_capacity(expansion.tail, expansion.head, expansion.capacity)
    everybody = np.full(len(expansion.wait), graph.persons)
    waits = solver.add_arcs_with_capacity(expansion.wait, expansion.wait + 1, everybody)
    homes = expansion.copy(graph.source[leaving], graph.ready[leaving])
    left = solver.add_arcs_with_capacity(np.full(len(leaving), origin), homes, graph.supply[leaving])
    doors = expansion.copy(graph.sink[taking], expansion.closes_at[graph.sink[taking]])
    rooms = np.minimum(graph.room[taking], graph.persons)
    taken = solver.add_arcs_with_capacity(doors, np.full(len(taking), goal), rooms)
    if solver.solve(origin, goal) != solver.OPTIMAL:
        raise ArithmeticError("max-flow did not end")
    near_sources = np.zeros(expansion.copies + 2, dtype=bool)
    near_sources[np.asarray(solver.get_source_side_min_cut(), dtype=np.int64)] = True
    near_sinks = np.ones(expansion.copies + 2, dtype=bool)
    near_sinks[np.asarray(solver.get_sink_side_min_cut(), dtype=np.int64)] = False
    return MostInTime(
        expansion=expansion,
        saved=int(solver.optimal_flow()),
        moves=np.asarray(solver.flows(moves), dtype=np.int64),
        waits=np.asarray(solver.flows(waits), dtype=np.int64),
        left=np.asarray(solver.flows(left), dtype=np.int64),
        taken=np.asarray(solver.flows(taken), dtype=np.int64),
        behind=(_first_behind(expansion, near_sources), _first_behind(expansion, near_sinks)),
    )


def _nobody(expansion: Expansion) -> MostInTime:
    """Nobody leaves or nothing takes anybody: the solver is not asked."""
    # With nobody to leave all is before the cut, with nowhere to go all is behind it.
    behind = expansion.opens_at if len(expansion.leaving) else np.full(expansion.roads.graph.nodes, UNREACHED)
    return MostInTime(
        expansion=expansion,
        saved=0,
        moves=np.zeros_like(expansion.arc),
        waits=np.zeros_like(expansion.wait),
        left=np.zeros_like(expansion.leaving),
        taken=np.zeros_like(expansion.taking),
        behind=(behind, behind),
    )


def _first_behind(expansion: Expansion, side: np.ndarray) -> Ints:
    """Per node the step of its first copy on that side."""
    nodes = expansion.roads.graph.nodes
    copies = np.flatnonzero(side[: expansion.copies])
    node = np.searchsorted(expansion.first, copies, side="right") - 1
    # Nodes without copies share their number with the next one: of equal numbers the last is the one with copies.
    found = np.full(nodes, UNREACHED)
    np.minimum.at(found, node, copies - expansion.first[node] + expansion.opens_at[node])
    return found
