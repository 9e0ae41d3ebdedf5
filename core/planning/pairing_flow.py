"""The flow that deals helpers out to doors: helper (load) -> house at the door, once per household -> A before B."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from core.planning.network import Ints


@dataclass(frozen=True, slots=True)
class Wanting:
    """Households that are the same to every helper. `who` are helpers by house, `cost` what each would cost, `kept` how
    many of the two each household has already."""

    who: Ints
    cost: Ints
    households: int
    kept: int


def dealt(doors: Sequence[Wanting], spare: Ints, house: Ints) -> list[Ints]:
    """Per door how many of its households each of its helpers goes to: most doors with an A first, then with a B, then
    the least cost. `spare` is what each helper can still take on, `house` where he lives.

    Raises ArithmeticError when the solver does not end.
    """
    if not doors:
        return []
    counts = np.array([len(door.who) for door in doors], dtype=np.int64)
    at = np.repeat(np.arange(len(doors)), counts)
    who = np.concatenate([door.who for door in doors])
    cost = np.concatenate([door.cost for door in doors])
    homes = np.array([door.households for door in doors], dtype=np.int64)
    # Source 0, sink 1, then doors, helpers, and an entry for each house with several helpers at one door.
    used, helper = np.unique(who, return_inverse=True)
    entry, shared = _entries(at, house[who])
    doors_from = 2
    helpers_from = doors_from + len(doors)
    entries_from = helpers_from + len(used)
    nodes = entries_from + len(shared)
    to = np.where(entry >= 0, entries_from + entry, doors_from + at)
    first = np.array([door.households if door.kept == 0 else 0 for door in doors], dtype=np.int64)
    # An A anywhere is worth more than any detour: a chain of changes touches each node at most once.
    deputy = (nodes + 1) * 2 * (int(cost.max(initial=0)) + 1)
    solver = min_cost_flow.SimpleMinCostFlow()

    def add(tails: Ints, heads: Ints, capacity: Ints, price: Ints) -> Ints:
        columns = (np.ascontiguousarray(column, dtype=np.int64) for column in (tails, heads, capacity, price))
        arcs: Ints = solver.add_arcs_with_capacity_and_unit_cost(*columns)
        return arcs

    none = np.zeros(len(used), dtype=np.int64)
    add(none, helpers_from + np.arange(len(used)), spare[used], none)
    going = add(helpers_from + helper, to, homes[at], cost)
    add(entries_from + np.arange(len(shared)), doors_from + shared, homes[shared], np.zeros_like(shared))
    ends, sink = doors_from + np.arange(len(doors)), np.ones(len(doors), dtype=np.int64)
    add(ends, sink, first, np.zeros_like(ends))
    add(ends, sink, homes, np.full_like(ends, deputy))
    total = int(sum(door.households * (2 - door.kept) for door in doors))
    solver.set_node_supply(0, total)
    solver.set_node_supply(1, -total)
    if solver.solve_max_flow_with_min_cost() != solver.OPTIMAL:
        raise ArithmeticError("min-cost flow did not end")
    flows = np.asarray(solver.flows(going), dtype=np.int64)
    return np.split(flows, np.cumsum(counts)[:-1])


def _entries(at: Ints, house: Ints) -> tuple[Ints, Ints]:
    """For each offer the entry it goes through (-1 = straight to the door), and the door behind each entry: one of a
    house is enough at one door. Offers of a door are by house."""
    if not len(at):
        return at, at
    new = np.ones(len(at), dtype=bool)
    new[1:] = (at[1:] != at[:-1]) | (house[1:] != house[:-1])
    group = np.cumsum(new) - 1
    several = np.bincount(group) > 1
    number = np.where(several, np.cumsum(several) - 1, -1)
    return number[group], at[new][several]
