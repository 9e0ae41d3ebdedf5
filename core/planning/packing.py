"""Households kept whole in hard capacities.

The flow of separable persons is kept wherever whole households can make it up exactly; what is left is placed by hand
and then settled by a small exact integer program over the pairs that can still matter (reduced-cost fixing: a pair
whose reduced cost is above the remaining gap cannot be part of a better answer).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.planning.allocation import Demand, Flow, cheapest_flow, full_cost
from core.planning.effort import Effort
from core.planning.network import Ints
from core.planning.party_model import PartyModel, Sorts, sorts_of
from core.planning.timetable import UNREACHED

# Pairs in one program, and the gap that is not worth a second one unless the problem is tiny.
_SMALL = 1_200
_FEW = 60
_NEGLIGIBLE = 1e-4
_EXCHANGES = 40  # exchanges tried by hand before the program takes over


@dataclass(frozen=True, slots=True)
class Packing:
    """`column` per kind and party (in the kind's order): a shelter's index, -1 for the unserved. `flow` is the bound
    for serving at least as many; `proven` says that nothing better exists."""

    column: tuple[tuple[int, ...], ...]
    served: int
    cost: int
    flow: Flow


def pack_whole(demand: Demand, flow: Flow, effort: Effort) -> Packing:
    """Whole households: as many persons as can be, then the least cost (microseconds, the unserved included)."""
    column = _follow_flow(demand, flow)
    effort.poll()
    _fill_gaps(demand, flow, column)
    served, cost = _value(demand, column)
    best = Packing(tuple(map(tuple, column)), served, cost, flow)
    if served < flow.served and not effort.exhausted:
        best = _serve_more(demand, best, effort)
    if best.served < flow.served:
        best = Packing(best.column, best.served, best.cost, cheapest_flow(demand, best.served))
    if best.cost > best.flow.cost and not effort.exhausted:
        best = _cheaper(demand, best, effort)
    return best


def _value(demand: Demand, column: list[list[int]]) -> tuple[int, int]:
    served = cost = 0
    for k, kind in enumerate(demand.kinds):
        for size, j in zip(kind.sizes, column[k], strict=True):
            served += size if j >= 0 else 0
            cost += size * (int(demand.cost[k, j]) if j >= 0 else kind.unserved)
    return served, cost


def _follow_flow(demand: Demand, flow: Flow) -> list[list[int]]:
    """Parties whose sizes add up to what the flow sends to a shelter go there; -1 for the others."""
    column = []
    for k, kind in enumerate(demand.kinds):
        chosen = [-1] * len(kind.sizes)
        left = list(range(len(kind.sizes)))
        goals = np.flatnonzero(flow.flow[k, :-1])
        for j in sorted(map(int, goals), key=lambda j: (flow.flow[k, j], j)):
            for party in _largest_sum([(p, kind.sizes[p]) for p in left], int(flow.flow[k, j])):
                chosen[party] = j
            left = [p for p in left if chosen[p] < 0]
        column.append(chosen)
    return column


def _largest_sum(parties: list[tuple[int, int]], limit: int) -> list[int]:
    """Parties whose sizes add up to as much as fits into `limit` (subset sum; the sums reached are the bits of one
    number, so that a village of a hundred thousand takes no longer than the watchdog allows)."""
    if sum(size for _, size in parties) <= limit:
        return [party for party, _ in parties]
    within = (1 << limit + 1) - 1
    reached, maker = 1, {0: (-1, 0)}  # sum -> the party that made it first, and its size
    for party, size in parties:
        new = reached << size & within & ~reached
        reached |= new
        for total in _bits(new):
            maker[total] = party, size
        if reached >> limit:
            break
    chosen = []
    total = max(maker)
    while total:
        party, size = maker[total]
        total -= size
        chosen.append(party)
    return chosen


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _fill_gaps(demand: Demand, flow: Flow, column: list[list[int]]) -> None:
    """Place what is left where there is room: largest first, each as cheaply as can be, moving one other if needed."""
    room, allowed = demand.room.copy(), demand.open
    for k, kind in enumerate(demand.kinds):
        for size, j in zip(kind.sizes, column[k], strict=True):
            if j >= 0:
                room[j] -= size
    missing = flow.served - _value(demand, column)[0]
    left = [(-kind.sizes[p], k, p) for k, kind in enumerate(demand.kinds) for p, j in enumerate(column[k]) if j < 0]
    tries = 0
    for size, k, p in sorted(left):
        if missing <= 0:
            return
        fits = np.where(allowed[k] & (room >= -size), demand.cost[k], UNREACHED)
        j = int(fits.argmin())
        if fits[j] < UNREACHED:
            column[k][p] = j
            room[j] += size
        elif tries < _EXCHANGES:
            tries += 1
            _make_room(demand, column, room, (k, p))
        missing += size if column[k][p] >= 0 else 0


def _make_room(demand: Demand, column: list[list[int]], room: Ints, who: tuple[int, int]) -> None:
    """Move one party elsewhere so that this one fits, at the least extra cost; leave it where none does."""
    k, p = who
    size, allowed = demand.kinds[k].sizes[p], demand.open
    best: tuple[int, int, int, int, int] | None = None
    for other, kind in enumerate(demand.kinds):
        for (at, moved), q in _first_of_each(column[other], kind.sizes).items():
            if not allowed[k, at] or room[at] + moved < size:
                continue
            fits = np.where(allowed[other] & (room >= moved), demand.cost[other], UNREACHED)
            fits[at] = UNREACHED
            to = int(fits.argmin())
            if fits[to] < UNREACHED:
                price = size * int(demand.cost[k, at]) + moved * int(fits[to] - demand.cost[other, at])
                best = min(best, (price, at, other, q, to)) if best else (price, at, other, q, to)
    if best:
        _, j, other, q, to = best
        room[j] += demand.kinds[other].sizes[q] - size
        room[to] -= demand.kinds[other].sizes[q]
        column[other][q] = to
        column[k][p] = j


def _first_of_each(columns: list[int], sizes: tuple[int, ...]) -> dict[tuple[int, int], int]:
    """Parties of a kind that are alike in shelter and size stand for one another."""
    found: dict[tuple[int, int], int] = {}
    for q, (at, size) in enumerate(zip(columns, sizes, strict=True)):
        if at >= 0:
            found.setdefault((at, size), q)
    return found


def _serve_more(demand: Demand, best: Packing, effort: Effort) -> Packing:
    sorts = sorts_of(demand)
    model = PartyModel(sorts, demand.room, full_cost(demand) < UNREACHED)
    model.every_party_goes_once()
    model.no_shelter_over_capacity()
    model.serve_at_least(best.served)
    answer = model.maximise_served(best.flow.served, effort)
    return _improved(demand, best, sorts, answer)


def _cheaper(demand: Demand, best: Packing, effort: Effort) -> Packing:
    """First over the pairs that come nearest to paying off, then, where few are left, over all that can matter."""
    effort.poll()
    cost = full_cost(demand)
    sorts = sorts_of(demand)
    reduced = _reduced_cost(cost, best.flow.price) * sorts.smallest(len(demand.kinds))[:, None]
    settled: PartyModel | None = None
    for proof in (False, True):
        matters = (cost < UNREACHED) & (reduced <= best.cost - best.flow.cost)
        if int(matters.sum()) > _SMALL:
            if proof:
                return best
            nearest = np.partition(reduced[matters], _SMALL)[_SMALL]
            matters &= reduced < max(1, nearest)
            if int(matters.sum()) > 2 * _SMALL:
                return best
        for k, columns in enumerate(best.column):
            matters[k, list(columns)] = True
        model = PartyModel(sorts, demand.room, matters)
        if settled is not None and model.within(settled):
            break  # what is left is part of what has been solved
        model.every_party_goes_once()
        model.no_shelter_over_capacity()
        model.serve_at_least(best.served)
        best = _improved(demand, best, sorts, model.minimise_cost(cost, best.flow.cost, effort))
        settled = model if model.solved else None
        if effort.exhausted or (best.cost - best.flow.cost <= _NEGLIGIBLE * best.flow.cost and len(sorts.kind) > _FEW):
            break
        if proof or best.cost == best.flow.cost:
            break
    return best


def _reduced_cost(cost: Ints, price: Ints) -> Ints:
    priced = np.where(cost < UNREACHED, cost + price[None, :], UNREACHED)
    return np.where(cost < UNREACHED, priced - priced.min(axis=1, keepdims=True), UNREACHED // 1_000_000)


def _improved(demand: Demand, best: Packing, sorts: Sorts, counts: Ints | None) -> Packing:
    if counts is None:
        return best
    column = sorts.spread(demand, counts)
    served, cost = _value(demand, column)
    if (served, -cost) <= (best.served, -best.cost):
        return best
    return Packing(tuple(map(tuple, column)), served, cost, best.flow)
