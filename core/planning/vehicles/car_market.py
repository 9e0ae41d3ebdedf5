"""What cars are offered: shelters with beds at a price, and the roads that lead there.

The same to all cars that stop at the same doors for parties that the same shelters take: it is looked up once for them.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from core.planning.network import Ints
from core.planning.timeline import FOREVER
from core.planning.vehicles.boardings import UNKNOWN, GoalBook
from core.planning.vehicles.car_ground import Client, Ground
from core.planning.vehicles.car_roads import CarRoads, Doors
from core.planning.vehicles.car_tours import Car
from core.planning.vehicles.cars_at_once import Asked
from core.planning.vehicles.near_shelters import NearShelters

# A load as a client but for its shelters: its number, door, when it stands there, persons, what it adds to a stop, what
# going without the car costs each of them, and what it costs where the car fetches nobody else (`UNKNOWN` where that is
# not known to be less).
Row = tuple[int, int, int, int, int, int, int]


class Stand(NamedTuple):
    """A car: its seats, when it could be at doors at first, and by when all have to be in."""

    seats: int
    first: Callable[[int], int]
    until: int = FOREVER


class Choice(NamedTuple):
    """Numbers of the shelters of each load of a car (`GoalBook`), the first of them that is thought of, and the
    shortest round from any of them by the door."""

    goals: tuple[int, ...]
    nearest: tuple[int, ...]
    round_us: int


class CarMarket:
    """`toll` is what a bed costs by shelter (column), `ground` the roads of the cars at some doors."""

    def __init__(
        self, roads: CarRoads, toll: Ints, ground: Callable[[Doors], Ground], stop_us: int, stops: int
    ) -> None:
        self._roads, self._toll, self._make_ground = roads, toll, ground
        self._stop_us, self._most_stops = stop_us, stops
        self._each: list[int] = toll.tolist()
        self._beds: dict[tuple[tuple[int, ...], int], tuple[tuple[int, int], ...]] = {}
        self._bits: dict[tuple[int, ...], int] = {}
        self._near: dict[Doors, NearShelters] = {}
        self._ground: dict[Doors, Ground] = {}

    @property
    def stop_us(self) -> int:
        """What a stop takes before anybody boards."""
        return self._stop_us

    def shelters(self, doors: Doors, taken: Sequence[int]) -> tuple[int, ...]:
        """Those worth a thought from some doors, for parties that shelters take (bits by column)."""
        near = self._near.get(doors)
        if near is None:
            near = self._near[doors] = self._roads.near(doors, self._toll)
        return near.worth_a_thought(taken)

    def same(self, doors: Doors, taken: Sequence[int], other: Sequence[int]) -> bool:
        """Whether a car at some doors is offered the same either way."""
        shelters = self.shelters(doors, taken)
        if self.shelters(doors, other) != shelters:
            return False
        if shelters not in self._bits:
            self._bits[shelters] = sum([1 << j for j in shelters])
        mask = self._bits[shelters]
        return all((a ^ b) & mask == 0 for a, b in zip(taken, other, strict=True))

    def beds(self, shelters: tuple[int, ...], taken: int) -> tuple[tuple[int, int], ...]:
        """Shelters and what a bed costs there, of those that take somebody (bits by column): the same are one value."""
        key = shelters, taken
        found = self._beds.get(key)
        if found is None:
            found = self._beds[key] = tuple([(j, self._each[j]) for j in shelters if taken >> j & 1])
        return found

    def ground(self, doors: Doors) -> Ground:
        """What the cars of some doors have in common."""
        if doors not in self._ground:
            self._ground[doors] = self._make_ground(doors)
        return self._ground[doors]

    def choice(self, door: int, taken: Sequence[int], book: GoalBook) -> Choice | None:
        """What is open to the loads of a car that stops at one door; None where that is nothing for tables."""
        doors = (door,)
        shelters, ground = self.shelters(doors, taken), self.ground(doors)
        if not shelters:
            return None
        beds = [self.beds(shelters, mine) for mine in taken]
        if not all(beds):
            return None
        goals = tuple([book.number(ground.goals(door, mine, doors)) for mine in beds])
        if min(goals) < 0:
            return None
        return Choice(goals, tuple([mine[0][0] for mine in beds]), self._roads.round_us(doors, shelters))

    def asked(self, car: Stand, rows: Sequence[Row], taken: Sequence[int]) -> Asked | None:
        """What a car is asked; None where there is no shelter for any of its loads."""
        doors = tuple(sorted({row[1] for row in rows}))
        shelters = self.shelters(doors, taken)
        if not shelters:
            return None
        clients = [
            Client(*row[:6], self.beds(shelters, mine), None if row[6] >= UNKNOWN else row[6])
            for row, mine in zip(rows, taken, strict=True)
        ]
        again = self._roads.round_us(doors, shelters) + 2 * (self._stop_us + min([row[4] for row in rows]))
        first = {door: car.first(door) for door in doors}
        return Asked(
            Car(car.seats, first, self._stop_us, self._most_stops, again, car.until), clients, self.ground(doors)
        )
