"""What getting to safety costs at prices of roads that let only so many through: by oneself, and in a vehicle.

The prices are those that guided the households beside the fleet's trips; any would do (a Lagrangean relaxation). By
oneself everybody is as quick as with his helper's car to himself; where several share one, and in the fleet's vehicles,
he may halt on the way for others to board. Beds at their prices are part of every cost.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from core.domain.plans import Move
from core.planning.network import Ints, access_leg_ms
from core.planning.pace import Pace, Way, driving_factor
from core.planning.proof import Proof
from core.planning.situation import Situation
from core.planning.staging.allowances import in_steps_of
from core.planning.staging.columns import entry_prices
from core.planning.staging.ledger import Ledger
from core.planning.staging.passages import NO_WAY, PassagesOf, opening_us
from core.planning.staging.prices import Ends, Outlook, Prices
from core.planning.staging.standing_loads import load_standing
from core.planning.timetable import UNREACHED
from core.planning.travel import Start


class NarrowRoads:
    """`proof` has the prices, with those of roads; `facts` are moves whose passages are taken off what roads allow,
    `parties` (indices) all others, whose beds are in `room` (by shelter column)."""

    def __init__(
        self, situation: Situation, proof: Proof, facts: Mapping[int, Move], parties: Sequence[int], room: Ints
    ) -> None:
        self._situation, self._room = situation, room
        self.toll: Ints = np.array(proof.beds, dtype=np.int64)
        self.left = proof.serving
        gates = situation.roads.gates(situation.case.step_s)
        ledger = Ledger(gates)
        load_standing(situation, ledger, facts)
        numbers = sorted({gates.gate(each.link, each.forward) for each in proof.gates})
        row = {number: n for n, number in enumerate(numbers)}
        self._step_us, merged = proof.step_us, proof.step_us // gates.step_us
        last = max(each.step for each in proof.gates)
        largest = max((situation.sizes[i] for i in parties), default=1)
        allowed = in_steps_of(ledger, numbers, largest, (1 + last) * merged, merged)
        price = np.zeros(allowed.allowance.shape, dtype=np.int64)
        for each in proof.gates:
            price[row[gates.gate(each.link, each.forward)], each.step] = each.price
        self.earned = sum(map(int, (price * allowed.allowance).sum(axis=1)))
        entry = entry_prices(price, allowed.reach, row, len(gates))
        self._prices = Prices(price, entry, self.toll, self._step_us)
        self._passages = PassagesOf(situation, gates, frozenset(each.link for each in proof.gates))
        self._row = {place: n for n, place in enumerate(situation.network.leaving)}
        self._opens = opening_us(situation)

    def alone(self, parties: Sequence[int], *, sharing: bool) -> Ints:
        """Per party what its cheapest way costs each of it, on foot or with its helper's car (`sharing`: which others
        may use as well); UNREACHED where there is none."""
        situation = self._situation
        least = np.full(len(parties), NO_WAY, dtype=np.int64)
        asked: dict[tuple[Pace, int], list[tuple[int, Start]]] = {}
        for n, i in enumerate(parties):
            for start in (situation.foot[i], situation.lone[i]):
                if start is not None:
                    asked.setdefault((start.pace, situation.fits.row[i]), []).append((n, start))
        for (pace, fit), each in sorted(asked.items(), key=lambda one: one[0]):
            halts = pace.way.rides and sharing
            outlook = self._outlook(pace, situation.fits.taken[fit], halts=halts, set_down=pace.way.rides)
            different = list(dict.fromkeys(start for _, start in each))
            cost = dict(zip(different, self._least(outlook, different), strict=True))
            for n, start in each:
                least[n] = min(int(least[n]), cost[start])
        return np.where(least < NO_WAY, least, UNREACHED)

    def aboard(self, way: Way, places: Sequence[str | None], moments: Ints) -> Ints:
        """Moments x places: what whoever leaves a village's door in a vehicle from a moment on costs at least; 0 for
        places that are None."""
        anybody = np.ones(len(self._room), dtype=bool)
        pace = Pace(way, driving_factor(self._situation.case, way), 0)
        outlook = self._outlook(pace, anybody, halts=True, set_down=True)
        known = [n for n, place in enumerate(places) if place is not None]
        rows = np.array([self._row[places[n]] for n in known], dtype=np.int64)  # type: ignore[index]
        found = np.zeros((len(moments), len(places)), dtype=np.int64)
        for m, moment in enumerate(moments.tolist()):
            ready = np.full(len(rows), moment, dtype=np.int64)
            found[m, known] = outlook.least(rows, ready, np.zeros_like(ready))[0]
            self._situation.effort.spend()
        return np.minimum(found, UNREACHED)

    @property
    def moments(self) -> Ints:
        """From which on prices change."""
        return np.arange(self._prices.steps + 1, dtype=np.int64) * self._step_us

    def _outlook(self, pace: Pace, taken: np.ndarray, *, halts: bool, set_down: bool) -> Outlook:
        situation = self._situation
        network = situation.network
        legs = 0 if set_down else pace.legs
        egress = np.array([access_leg_ms(network.shelter_access[s]) for s in situation.travel.shelters], dtype=np.int64)
        ends = Ends(egress * legs, self._opens, np.array(taken, dtype=bool) & (self._room > 0))
        passages = self._passages.of(pace.way)
        outlook = Outlook(passages, pace, ends, self._step_us, self._prices.steps, halts=halts)
        outlook.look(self._prices)
        situation.effort.poll()
        return outlook

    def _least(self, outlook: Outlook, starts: Sequence[Start]) -> list[int]:
        accesses = self._situation.network.place_access
        rows = np.array([self._row[start.place] for start in starts], dtype=np.int64)
        ready = np.array([start.ready for start in starts], dtype=np.int64)
        access = [access_leg_ms(accesses[start.place]) * start.pace.legs for start in starts]
        cost: list[int] = outlook.least(rows, ready, np.array(access, dtype=np.int64))[0].tolist()
        return cost
