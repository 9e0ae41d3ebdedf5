"""What helpers' cars are asked to do: where people are to go, and parties as loads of the cars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.planning.network import access_leg_ms
from core.planning.situation import Situation
from core.planning.timeline import FOREVER, MINUTE
from core.planning.timetable import UNREACHED
from core.planning.vehicles.passengers import Waiting, boarding_us, lifted
from core.planning.vehicles.problem import Load
from core.planning.vehicles.vehicle_roads import Points

# What of a load no wish changes: its stop, when it is ready, who sits, wheelchairs, what boarding takes.
_Boarder = tuple[tuple[int], tuple[int], int, int, int]

# A car does not come back for somebody whom that saves less than this.
WORTH_US = 2 * MINUTE


@dataclass(frozen=True, slots=True)
class Wish:
    """Where those newly planned go, by party (shelter columns). With `prices`, what a bed is worth to others in each
    shelter, cars may choose other shelters, where beds are to `spare` besides those of the goals and there is `room`;
    but for those `joined` to their households. Cars are back by `until`."""

    goals: Mapping[int, int]
    prices: Sequence[int] = ()
    spare: Sequence[int] = ()
    room: Sequence[int] = ()
    joined: frozenset[int] = frozenset()
    until: int = FOREVER


def otherwise(situation: Situation, wish: Wish, parties: Sequence[int]) -> list[int]:
    """When parties would be safe without the car, with what their bed is worth to others. Who would be too late counts
    as without another way."""
    mine = np.array(parties, dtype=np.int64)
    kind = np.array(situation.kind, dtype=np.int64)[mine]
    goal = np.array([wish.goals.get(i, -1) for i in parties], dtype=np.int64)
    settled = goal >= 0
    if wish.prices:
        settled &= np.array([i in wish.joined for i in parties], dtype=bool)
    prices = np.array(wish.prices or [0] * situation.on_foot.shape[1], dtype=np.int64)
    room = np.array(wish.room, dtype=np.int64) if wish.prices else situation.room
    found = np.full(len(mine), UNREACHED, dtype=np.int64)
    found[settled] = situation.walked_by(mine[settled], goal[settled]) + prices[goal[settled]]
    free = np.flatnonzero(~settled)
    if len(free):  # a shelter without beds for all of them is no other way
        size = situation.size[mine[free]]
        alike, of = np.unique(np.stack([kind[free], size]), axis=1, return_inverse=True)
        walked = situation.on_foot[alike[0]]
        priced = np.where((walked < UNREACHED) & (room >= alike[1][:, None]), walked + prices, UNREACHED)
        found[free] = priced.min(axis=1, initial=UNREACHED)[of]
    late = situation.on_foot.min(axis=1, initial=UNREACHED) > wish.until
    answer: list[int] = np.where(late[kind], UNREACHED, np.minimum(found, UNREACHED)).tolist()
    return answer


class CarLoads:
    """Parties as loads of the cars over some roads, which are worked out once but for what a wish changes; `barred` of
    those that the same shelters take is one value."""

    def __init__(self, situation: Situation, points: Points) -> None:
        self._situation = situation
        self._stop = {place: stop for stop, place in enumerate(points.stops)}
        self._shelters = frozenset(range(len(points.shelters)))
        self._only: dict[int | None, frozenset[int]] = {}  # by the goal
        self._fitting: dict[int, frozenset[int]] = {}  # by the class of needs
        self._known: dict[int, _Boarder] = {}

    def of(self, one: Waiting, wish: Wish) -> Load:
        index = one.index
        found = self._known.get(index)
        if found is None:
            found = self._known[index] = self._boarder(one)
        stops, ready, sitting, wheelchairs, boarding = found
        car = self._situation.car[index]
        worth = 0 if car is not None and car.ready <= one.start.ready else WORTH_US  # whoever goes first
        barred = self._barred(index, wish)
        return Load(stops, ready, sitting, wheelchairs, 0, one.otherwise, FOREVER, boarding, worth, False, barred)

    def _boarder(self, one: Waiting) -> "_Boarder":
        situation, start = self._situation, one.start
        leg = access_leg_ms(situation.network.place_access[start.place]) * start.pace.legs
        wheelchairs, lying = lifted(one.party)
        if lying:
            raise ArithmeticError("somebody bedridden in a helper's car")
        sitting = len(one.party.members) - wheelchairs
        return (self._stop[start.place],), (start.ready + leg,), sitting, wheelchairs, boarding_us(one.party)

    def _barred(self, party: int, wish: Wish) -> frozenset[int]:
        fits = self._situation.fits
        if wish.prices and party not in wish.joined:
            row = fits.row[party]
            if row not in self._fitting:
                self._fitting[row] = self._shelters - set(np.flatnonzero(fits.of(party)).tolist())
            return self._fitting[row]
        goal = wish.goals.get(party)
        if goal not in self._only:
            self._only[goal] = self._shelters - {goal}
        return self._only[goal]
