"""What lies behind the helpers in the flow of pairing: houses and roads, kinds of doors, A before B."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.planning.network import Ints
from core.planning.pairing.offers import Offers


@dataclass(frozen=True, slots=True)
class Arcs:
    """Columns: from where, to where, how much at most; `costs` are rows of (deputy, broken, changes, tenths, squares).
    `order` is where they stand among all arcs of the network: by group, and what comes first of one."""

    tails: Ints
    heads: Ints
    capacity: Ints
    costs: Ints
    order: Ints


LEVELS = ("deputy", "broken", "changes", "tenths", "squares")


def arcs(tails: Ints, heads: Ints, capacity: Ints, order: Ints, **levels: Ints) -> Arcs:
    """Arcs that cost nothing but what `levels` say."""
    costs = np.zeros((len(tails), len(LEVELS)), dtype=np.int64)
    for name, values in levels.items():
        costs[:, LEVELS.index(name)] = values
    return Arcs(tails, heads, capacity, costs, order)


STEPS = 5  # places in the order of a group's arcs: to A and B, roads, houses, offers, those of known helpers


class _Shared(NamedTuple):
    """Roads or houses from which several offer to a group: its group, and of each row of the offers which it is (-1 for
    none)."""

    group: Ints
    of: Ints


class Behind:
    """Nodes are numbered from 0. `heads` says for each row of the offers where it goes, `node` where a group is,
    `first` how many of its doors want an A, `count` how many arcs there are."""

    def __init__(self, offers: Offers, house: Ints) -> None:
        self._offers = offers
        groups = len(offers.doors)
        rows = np.bincount(offers.group, minlength=groups)
        self.asked = np.flatnonzero(rows)  # where nobody can come any more there is no node
        self.first = np.where(offers.kept < 0, offers.doors, 0)
        roads, houses = self._roads(), self._houses(house[offers.who])
        many_roads, many_houses = (np.bincount(each.group, minlength=groups) for each in (roads, houses))
        each = np.where(rows > 0, 1 + many_roads + many_houses, 0)
        self.node = np.cumsum(each) - each
        self.nodes = int(each.sum())
        self.heads = self.node[offers.group]
        self._road, self._entry = (
            self.node[shared.group] + before[shared.group] + _rank(shared.group)
            for shared, before in ((roads, np.ones_like(each)), (houses, 1 + many_roads))
        )
        self._road_of, self._onward = self.node[roads.group], np.zeros(0, dtype=np.int64)
        by_road = np.flatnonzero(roads.of >= 0)
        self.heads[by_road] = self._road[roads.of[by_road]]
        if len(self._entry):
            self._enter(houses)
        self._groups = (roads.group, houses.group)
        self.count = 4 * len(self.asked) + 2 * len(self._road) + len(self._entry)

    def _roads(self) -> _Shared:
        """A road may bring one helper to each household freely; it is a node where it could bring several."""
        offers = self._offers
        of = np.full(len(offers.who), -1, dtype=np.int64)
        mine = np.flatnonzero((offers.kept[offers.group] < 0) & (offers.by >= 0))
        if not len(mine):
            return _Shared(of[:0], of)
        wide = int(offers.by.max()) + 1
        keys, road, sizes = np.unique(
            offers.group[mine] * wide + offers.by[mine], return_inverse=True, return_counts=True
        )
        number = np.where(sizes > 1, np.cumsum(sizes > 1) - 1, -1)
        of[mine] = number[road]
        return _Shared(keys[sizes > 1] // wide, of)

    def _houses(self, home: Ints) -> _Shared:
        """One of a house comes to each household; helpers stand in the order of their houses."""
        offers = self._offers
        of = np.full(len(home), -1, dtype=np.int64)
        same = (np.diff(home) == 0) & (np.diff(offers.group) == 0)
        if not same.any():
            return _Shared(of[:0], of)
        begins = np.flatnonzero(np.concatenate([[True], ~same]))
        sizes = np.diff(np.append(begins, len(home)))
        entered = (sizes > 1) & (offers.kept[offers.group[begins]] < 0)
        of = np.repeat(np.where(entered, np.cumsum(entered) - 1, -1), sizes)
        return _Shared(offers.group[begins[entered]], of)

    def _enter(self, houses: _Shared) -> None:
        """Lead the offers of a house by its entry, and on by their road if they have one in common."""
        mine = np.flatnonzero(houses.of >= 0)
        begins = np.flatnonzero(np.diff(houses.of[mine], prepend=-1))
        least, most = (each.reduceat(self.heads[mine], begins) for each in (np.minimum, np.maximum))
        self._onward = np.where(least == most, least, self.node[houses.group])
        self.heads[mine] = self._entry[houses.of[mine]]

    def arcs(self, offset: int, sink: int) -> list[Arcs]:
        """The arcs of nodes numbered from `offset`."""
        offers, asked = self._offers, self.asked
        first, free, doors = self.first[asked], offers.free[asked], offers.doors[asked]
        # A before B. Whoever goes alone breaks `two_by_two` but for as many as are at home out of danger.
        capacity = np.stack([np.minimum(first, free), np.maximum(0, first - free), doors - free, free], axis=1)
        many = 4 * len(asked)
        tails = np.repeat(self.node[asked], 4) + offset
        to_sink = arcs(
            tails,
            np.full(many, sink),
            capacity.reshape(-1),
            np.repeat(asked, 4) * STEPS,
            deputy=np.tile([0, 0, 1, 1], len(asked)),
            broken=np.tile([0, 1, -1, 0], len(asked)),
        )
        by_road, by_house = self._groups
        two = np.repeat(by_road, 2)
        roads = arcs(
            np.repeat(self._road, 2) + offset,
            np.repeat(self._road_of, 2) + offset,
            offers.doors[two],
            two * STEPS + 1,
            broken=np.tile([0, 1], len(by_road)),
        )
        houses = arcs(self._entry + offset, self._onward + offset, offers.doors[by_house], by_house * STEPS + 2)
        return [to_sink, roads, houses]

    def uncovered(self, flows: Ints) -> tuple[int, int]:
        """Doors without A and without B by the flows of the first arcs."""
        units = flows[: 4 * len(self.asked)].reshape(-1, 4)
        return int(self.first.sum() - units[:, :2].sum()), int(self._offers.doors.sum() - units[:, 2:].sum())


def _rank(groups: Ints) -> Ints:
    """Which of its group each is, where groups rise."""
    return np.arange(len(groups)) - np.searchsorted(groups, groups)
