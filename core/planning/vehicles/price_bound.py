"""A bound on person-time from prices: what fetching somebody from a village is worth at most, with vehicles scarce.

At any prices everybody costs at least the smaller of his own way and his village's price, and of that no vehicle takes
back more than its best tour earns (a Lagrangian relaxation of who rides). The best prices are looked for with cutting
planes, each a tour, within a box around the best so far; what counts in the end is the bound at those prices, whatever
the way that led there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from core.planning.effort import Effort
from core.planning.network import Floats, Ints
from core.planning.quiet_highs import QuietHighs
from core.planning.vehicles.tour_values import NEVER, Ground, Sort, TourValues

_SPEEDS = (0.25, 0.5, 1.0)  # of the first prices: minutes for each minute of the round to a village
_BOX, _WIDER, _NARROWER = 20.0, 1.2, 0.6  # minutes
_CUTS = 5  # tours of each sort of vehicle and round
_ENOUGH = 5e-4  # a share of the bound that is no longer looked for
_NOTHING = np.array([], dtype=np.int32), np.array([], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Crew:
    """Vehicles that are alike: their sort, how many, and when they could begin boarding at each village (minutes)."""

    sort: int
    count: int
    begin: Floats


@dataclass(frozen=True, slots=True)
class Riders:
    """Those who might ride, by kind: their village, how many they are, and what they cost at most without a vehicle
    (minutes each, tolls included). `toll` is what a bed costs in each shelter."""

    village: Ints
    persons: Floats
    otherwise: Floats
    toll: Floats


class PriceBound:
    """The bound for one fleet and those who might ride."""

    def __init__(self, ground: Ground, sorts: tuple[Sort, ...], crews: Sequence[Crew], riders: Riders) -> None:
        self._ground, self._sorts, self._crews, self.riders = ground, sorts, crews, riders
        self._villages = ground.soonest.shape[0]
        self._most = np.zeros(self._villages)
        np.maximum.at(self._most, riders.village, riders.otherwise)

    def start(self, table: TourValues) -> tuple[Floats, float]:
        """The best of a few simple prices, and the bound there."""
        tried = [(self.at(table, price), price) for price in self._first_prices()]
        bound, price = max(tried, key=lambda each: each[0])
        return price, bound

    def _first_prices(self) -> list[Floats]:
        there = (self._ground.soonest + self.riders.toll).min(axis=1)
        speeds: tuple[float, ...] = _SPEEDS
        if self._ground.aboard is not None:
            there = np.maximum(there, np.min([self._aboard_first(crew) for crew in self._crews], axis=0))
            speeds = (0.0, *_SPEEDS)  # then vehicles earn nothing: everybody has one to himself
        way = self._ground.out.min(axis=(0, 2)) + self._ground.back.min(axis=(0, 1))
        return [np.minimum(self._most, np.minimum(there + speed * way, NEVER)) for speed in speeds]

    def _aboard_first(self, crew: Crew) -> Floats:
        """What somebody of each village costs at least with the first vehicle of a crew."""
        kind = self._sorts[crew.sort].kind
        return self._ground.priced_at(kind, np.maximum(crew.begin, self._ground.ready[kind]))

    def at(self, table: TourValues, price: Floats) -> float:
        """The bound (person-minutes) at some prices."""
        return self.at_and_worth(table, price)[0]

    def at_and_worth(self, table: TourValues, price: Floats) -> tuple[float, list[float]]:
        """The bound (person-minutes) at some prices, and what a vehicle of each crew takes back at most."""
        table.solve(price, self.riders.toll)
        worth = [table.most(crew.sort, crew.begin) for crew in self._crews]
        taken = sum(crew.count * most for crew, most in zip(self._crews, worth, strict=True))
        return self._spent(price) - taken, worth

    def _spent(self, price: Floats) -> float:
        """What all cost before vehicles take something back."""
        each = np.minimum(self.riders.otherwise, price[self.riders.village])
        return float((each * self.riders.persons).sum())

    def climb(self, table: TourValues, price: Floats, rounds: int, effort: Effort) -> Floats:
        """Better prices, by so many rounds of cutting planes."""
        planes = _Planes(self.riders, self._crews, self._villages)
        centre, best, box = price, -np.inf, _BOX
        for _ in range(rounds):
            effort.spend()
            effort.poll()
            table.solve(price, self.riders.toll)
            bound = self._spent(price)
            for c, crew in enumerate(self._crews):
                tours = table.tours(crew.sort, crew.begin, _CUTS)
                bound -= crew.count * max((earned for earned, _ in tours), default=0.0)
                for earned, fetched in tours:
                    planes.add(c, fetched, sum(persons * price[n] for n, persons in fetched.items()) - earned)
            if bound > best:
                box *= _WIDER if best > -np.inf else 1.0
                centre, best = price, bound
            else:
                box *= _NARROWER
            hoped, price = planes.solve(np.maximum(0.0, centre - box), np.minimum(self._most, centre + box))
            if hoped - best <= _ENOUGH * abs(best) or effort.exhausted:
                break
        return centre


class _Planes:
    """The linear program over the tours made so far; its dual values are the next prices to try."""

    def __init__(self, riders: Riders, crews: Sequence[Crew], villages: int) -> None:
        self._solver = solver = QuietHighs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        self._villages = villages
        persons = np.zeros(villages)
        np.add.at(persons, riders.village, riders.persons)
        for count in persons.tolist():
            solver.addRow(count, count, 0, *_NOTHING)
        for crew in crews:
            solver.addRow(-highspy.kHighsInf, float(crew.count), 0, *_NOTHING)
        for village, count, us in zip(riders.village, riders.persons, riders.otherwise, strict=True):
            self._column(float(us), float(count), {int(village): 1.0})
        self._box = solver.getNumCol()
        for sign in (1.0, -1.0):
            for village in range(villages):
                self._column(0.0, highspy.kHighsInf, {village: sign})

    def _column(self, cost: float, most: float, rows: dict[int, float]) -> None:
        where = np.array(list(rows), dtype=np.int32)
        self._solver.addCol(cost, 0.0, most, len(where), where, np.array(list(rows.values())))

    def add(self, crew: int, fetched: dict[int, int], cost: float) -> None:
        rows = {n: float(persons) for n, persons in fetched.items()}
        self._column(cost, highspy.kHighsInf, {**rows, self._villages + crew: 1.0})

    def solve(self, low: Floats, high: Floats) -> tuple[float, Floats]:
        """The most that can be hoped for within a box of prices, and where."""
        columns = np.arange(self._box, self._box + 2 * self._villages, dtype=np.int32)
        self._solver.changeColsCost(len(columns), columns, np.concatenate([high, -low]))
        self._solver.run()
        price = np.array(self._solver.getSolution().row_dual)[: self._villages]
        return float(self._solver.getInfo().objective_function_value), np.clip(price, low, high)
