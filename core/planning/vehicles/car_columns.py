"""Cars and whom they may fetch as columns, so that the best tours of many are searched at once (`cars_at_once`).

What cars at one door are asked is put together without looking at each of their parties; all other cars are asked one
by one.
"""

from collections.abc import Sequence

import numpy as np

from core.planning.vehicles.boardings import DEAREST, MOST, Cars, Clients, GoalBook
from core.planning.vehicles.car_market import CarMarket, Choice, Row, Stand
from core.planning.vehicles.car_tours import NO_TOUR, CarTour
from core.planning.vehicles.cars_at_once import Asked, Tables, searched


class CarColumns:
    """`rows` are the loads, those of each car one after the other; `ends` where they begin, and where the last ends."""

    def __init__(self, market: CarMarket, cars: Sequence[Stand], rows: Sequence[Row], ends: Sequence[int]) -> None:
        self._market, self._cars, self._rows, self._ends = market, cars, rows, ends
        self._table = np.array(rows, dtype=np.int64).reshape(-1, 7)
        first = np.array(ends, dtype=np.int64)
        count = np.diff(first)
        self._count: list[int] = count.tolist()
        _, door, _, persons, _, waiting, _ = self._table.T
        some = np.flatnonzero(count > 0)
        able = np.zeros(len(count), dtype=bool)
        if len(some):
            seats = np.array([car.seats for car in cars], dtype=np.int64)[some]
            begin = first[:-1][some]
            at_one = np.minimum.reduceat(door, begin) == np.maximum.reduceat(door, begin)
            fits = np.maximum.reduceat(persons, begin) <= seats
            cheap = np.maximum.reduceat(waiting, begin) * seats < DEAREST
            able[some] = at_one & fits & cheap & (count[some] <= MOST)
        self._plain: list[bool] = able.tolist()  # those that may be for tables

    def tours(
        self, first: int, taken: Sequence[Sequence[int]], most_steps: int, *, values: bool = False
    ) -> list[CarTour]:
        """The best tours of cars from the car `first` on, for loads that shelters take (bits by column). Steps are
        beginnings looked at of a car that is searched by itself. With `values` the trips do not matter."""
        market, book = self._market, GoalBook()
        known: dict[tuple[int, tuple[int, ...]], Choice | None] = {}
        chosen: list[list[tuple[int, Choice]]] = [[] for _ in range(MOST + 1)]
        alone: list[tuple[int, Asked]] = []
        for car, bits in enumerate(taken, start=first):
            if self._plain[car]:
                key = self._rows[self._ends[car]][1], tuple(bits)
                if key not in known:
                    known[key] = market.choice(*key, book)
                choice = known[key]
                if choice is not None:
                    chosen[len(bits)].append((car, choice))
                    continue
            asked = self.asked(car, bits)
            if asked is not None:
                alone.append((car, asked))
        tables = [self._columns(count, mine) for count, mine in enumerate(chosen) if mine]
        found = [NO_TOUR] * len(taken)
        for car, tour in searched(tables, alone, book, most_steps, values=values):
            found[car - first] = tour
        return found

    def asked(self, car: int, taken: Sequence[int]) -> Asked | None:
        """What a car is asked by itself."""
        return self._market.asked(self._cars[car], self._rows[self._ends[car] : self._ends[car + 1]], taken)

    def doors(self, car: int) -> tuple[int, ...]:
        """Where a car may stop."""
        rows = self._rows[self._ends[car] : self._ends[car + 1]]
        return (rows[0][1],) if self._plain[car] else tuple(sorted({row[1] for row in rows}))

    def _columns(self, count: int, chosen: Sequence[tuple[int, Choice]]) -> Tables:
        """Cars with as many loads each."""
        market, cars = self._market, [self._cars[car] for car, _ in chosen]
        begins = np.array([self._ends[car] for car, _ in chosen], dtype=np.int64)
        load, door, ready, persons, boarding, waiting, alone = (
            column.copy() for column in self._table[begins[:, None] + np.arange(count)].transpose(2, 0, 1)
        )
        goals = np.array([choice.goals for _, choice in chosen], dtype=np.int64)
        stand = zip(cars, door[:, 0].tolist(), strict=True)
        ways = [(one.seats, one.first(at), one.until) for one, at in stand]
        seats, begin, until = np.array(ways, dtype=np.int64).T.copy()
        again = np.array([choice.round_us for _, choice in chosen]) + 2 * (market.stop_us + boarding.min(axis=1))
        return Tables(
            number=[car for car, _ in chosen],
            load=load.tolist(),
            nearest=[choice.nearest for _, choice in chosen],
            cars=Cars(seats, begin, until, again, np.full(len(cars), market.stop_us)),
            clients=Clients(ready, persons, boarding, waiting, alone, goals),
        )
