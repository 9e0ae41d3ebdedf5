"""Beds for whole households at what the roads cost: the exact allocation, with some told that they cannot get there."""

from collections.abc import Collection, Sequence

import numpy as np

from core.planning import allocation
from core.planning.effort import Effort
from core.planning.network import Ints
from core.planning.packing import pack_whole
from core.planning.staging.pool import WayPool
from core.planning.staging.prices import Departures, Prices
from core.planning.staging.travellers import Kind
from core.planning.staging.ways import Way
from core.planning.timetable import UNREACHED


class Beds:
    """Columns for whole households by the allocation of the open roads, at arrivals that count what gates cost."""

    def __init__(self, kinds: Sequence[Kind], pool: WayPool, room: Ints, effort: Effort) -> None:
        self._kinds, self._pool, self._effort = kinds, pool, effort
        self._room: Ints = np.maximum(room, 0)
        self._departures: dict[Way, Departures] = {}

    def columns(self, prices: Prices, by: int, barred: Collection[tuple[int, int]]) -> dict[int, int]:
        """Columns by party. Nobody goes where he could not be by a moment, nor where (party, column) is barred."""
        cost = self._costs(prices, by)
        closed: dict[int, set[int]] = {}
        for party, column in barred:
            closed.setdefault(party, set()).add(column)
        kinds: list[allocation.Kind] = []
        rows: list[Ints] = []
        members: list[list[int]] = []
        for k, kind in enumerate(self._kinds):
            alike: dict[tuple[int, ...], list[int]] = {}
            for at, party in enumerate(kind.parties):
                alike.setdefault(tuple(sorted(closed.get(party, ()))), []).append(at)
            for columns, places in sorted(alike.items()):
                row = cost[k].copy()
                row[list(columns)] = UNREACHED
                kinds.append(allocation.Kind(len(rows), tuple(kind.sizes[at] for at in places), kind.unserved))
                rows.append(row)
                members.append([kind.parties[at] for at in places])
        demand = allocation.Demand(
            tuple(kinds), np.array(rows, dtype=np.int64).reshape(-1, len(self._room)), self._room
        )
        packing = pack_whole(demand, allocation.cheapest_flow(demand, allocation.most_served(demand)), self._effort)
        return {
            party: column
            for parties, columns in zip(members, packing.column, strict=True)
            for party, column in zip(parties, columns, strict=True)
            if column >= 0
        }

    def _costs(self, prices: Prices, by: int) -> Ints:
        cost: Ints = np.full((len(self._kinds), len(self._room)), UNREACHED, dtype=np.int64)
        for k in range(len(self._kinds)):
            for way in self._pool.ways[k]:
                if way.arrival <= by:
                    cost[k, way.column] = min(cost[k, way.column], self._priced(way, prices))
        return cost

    def _priced(self, way: Way, prices: Prices) -> int:
        """The least arrival and gate prices together, over all departures."""
        if not way.gates:
            return way.arrival
        if way not in self._departures:
            self._departures[way] = Departures(way, prices.steps, prices.step_us)
        return int(self._departures[way].cost(prices).min())
