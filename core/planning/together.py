"""Villages together, a soft rule: where an optimal answer splits a village, whole households change places while that
costs little.

What counts is the number of pairs (village, shelter). A pair is emptied by sending its households to shelters where
others of the village go anyway, where there is room, or where households of another village make room that lose little
elsewhere. Nobody loses his bed, the last arrival stays what it was, and nobody arrives more than `LATER` after his own
best. The cheapest pairs go first; what is left of the allowance stays unspent.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.ids import PlaceCode
from core.planning.situation import Situation
from core.planning.timeline import MINUTE
from core.planning.timetable import UNREACHED

ALLOWANCE = 0.01  # of the exposure of those who may change places
LATER = 15 * MINUTE
_ROUNDS = 3
_MAKING_WAY = 8  # villages asked to make room for one pair

Pair = tuple[PlaceCode, int]


@dataclass(frozen=True, slots=True)
class Brought:
    """Columns after it, the columns that the moved gave up, what it costs in person-microseconds, and how many pairs
    there were and are."""

    goals: dict[int, int]
    given_up: dict[int, int]
    loss: int
    pairs_before: int
    pairs: int


def bring_together(
    situation: Situation, goals: Mapping[int, int], held: Mapping[int, int], allowance: float = ALLOWANCE
) -> Brought:
    """Better company for the parties in `goals` (party -> column); those in `held` stay where they are.

    `allowance` is a share of their person-microseconds. Off with `Case.together`.
    """
    village = _Villages(situation, goals, held)
    before = len(village.groups)
    if situation.case.together and any(len(columns) > 1 for columns in village.columns.values()):
        limit = int(allowance * sum(village.cost(i, column) for i, column in goals.items()))
        village.merge_within(limit)
    after = village.goals
    loss = sum(village.cost(i, after[i]) - village.cost(i, column) for i, column in goals.items())
    given_up = {i: column for i, column in sorted(goals.items()) if after[i] != column}
    return Brought(after, given_up, max(0, loss), before, len(village.groups))


@dataclass(slots=True)
class _Movable:
    """Parties of a pair that may go to another shelter, in the order in which they came, and whether these are all; if
    it has been asked for, the order in which they lose least per person."""

    able: list[int]
    everybody: bool
    in_order: list[int] | None = None


@dataclass(frozen=True, slots=True)
class _Exchange:
    """Whole parties to their new columns. `cost` in person-microseconds, `fewer` pairs afterwards."""

    cost: int
    fewer: int
    goes: tuple[tuple[int, int], ...]


class _Villages:
    """Who of which village goes where. `groups` holds the parties of each pair, those that stay included."""

    def __init__(self, situation: Situation, goals: Mapping[int, int], held: Mapping[int, int]) -> None:
        self._situation, self.goals = situation, dict(goals)
        self._place = [party.place for party in situation.parties]
        self._size = [len(party.members) for party in situation.parties]
        arrival: list[list[int]] = situation.options.arrival.tolist() if len(situation.kind) else []
        self._arrival = [arrival[kind] for kind in situation.kind] if arrival else []  # by party and shelter
        first = {i: self._arrival[i][column] for i, column in goals.items()}
        last = max(first.values(), default=0)
        self._latest = {i: min(last, arrive + LATER, UNREACHED - 1) for i, arrive in first.items()}
        self._fixed = set(held)
        self.room: list[int] = situation.room.tolist()
        self.groups: dict[Pair, list[int]] = {}
        self.columns: dict[PlaceCode, list[int]] = {}
        for i, column in sorted([*goals.items(), *held.items()]):
            self.room[column] -= self._size[i]
            self.groups.setdefault((self._place[i], column), []).append(i)
        for place, column in sorted(self.groups):
            self.columns.setdefault(place, []).append(column)
        self._guests = self._by_column()
        self._movable: dict[Pair, dict[int, _Movable]] = {}  # for as long as a pair's parties stay

    def _by_column(self) -> dict[int, list[PlaceCode]]:
        found: dict[int, list[PlaceCode]] = {}
        for place, column in sorted(self.groups):
            found.setdefault(column, []).append(place)
        return found

    def cost(self, party: int, column: int) -> int:
        return self._size[party] * self._arrival[party][column]

    def _may(self, party: int, column: int) -> bool:
        return self._arrival[party][column] <= self._latest[party]

    def _extra(self, party: int, column: int) -> int:
        arrival = self._arrival[party]
        return self._size[party] * (arrival[column] - arrival[self.goals[party]])

    def merge_within(self, limit: int) -> None:
        """Empty pairs, the cheapest first, while their costs together stay within `limit`."""
        effort = self._situation.effort
        spent = 0
        for _ in range(_ROUNDS):
            heap: list[tuple[int, Pair]] = []
            for pair in self._splits():
                effort.spend()
                if (found := self._best(pair)) is not None:
                    heap.append((found.cost, pair))
            heapq.heapify(heap)
            merged = 0
            while heap and not effort.exhausted:
                promised, pair = heapq.heappop(heap)
                effort.spend()
                found = self._best(pair)
                if found is None or spent + found.cost > limit:
                    continue
                if found.cost > promised and heap and found.cost > heap[0][0]:
                    heapq.heappush(heap, (found.cost, pair))
                    continue
                self._carry_out(found)
                spent += found.cost
                merged += 1
            spent += self._settle()
            if not merged or effort.exhausted:
                return

    def _splits(self) -> list[Pair]:
        """Pairs of villages that go to several shelters, as far as all of the pair may move."""
        return [
            pair
            for pair, parties in sorted(self.groups.items())
            if len(self.columns[pair[0]]) > 1 and self._fixed.isdisjoint(parties)
        ]

    def _best(self, pair: Pair) -> _Exchange | None:
        """The cheapest way to empty a pair."""
        if pair not in self.groups or len(self.columns[pair[0]]) < 2:
            return None
        ways = [*self._into_free_beds(pair), *self._in_exchange(pair)]
        return min(ways, key=lambda way: (way.cost, -way.fewer, way.goes), default=None)

    def _into_free_beds(self, pair: Pair) -> Iterator[_Exchange]:
        """All of a pair to the free beds of the village's other shelters, the largest household first."""
        place, column = pair
        room = {other: self.room[other] for other in self.columns[place] if other != column}
        if sum([max(0, beds) for beds in room.values()]) < sum([self._size[i] for i in self.groups[pair]]):
            return
        goes, cost = [], 0
        for i in sorted(self.groups[pair], key=lambda i: (-self._size[i], i)):
            able = [other for other in room if room[other] >= self._size[i] and self._may(i, other)]
            if not able:
                return
            best = min(able, key=lambda other: (self.cost(i, other), other))
            room[best] -= self._size[i]
            cost += self._extra(i, best)
            goes.append((i, best))
        yield _Exchange(cost, 1, tuple(sorted(goes)))

    def _in_exchange(self, pair: Pair) -> Iterator[_Exchange]:
        """All of a pair to one other shelter of the village, where one other village makes room."""
        place, column = pair
        mine = self.groups[pair]
        persons = sum(self._size[i] for i in mine)
        for other in self.columns[place]:
            need = persons - self.room[other]
            if other == column or need <= 0 or not all(self._may(i, other) for i in mine):
                continue
            cost = sum(self._extra(i, other) for i in mine)
            for guest in self._nearest_guests(place, column, other):
                for goal in sorted({column, *self.columns[guest]} - {other}):
                    beds = self.room[goal] + (persons if goal == column else 0)
                    way = self._makes_way((guest, other), goal, need, beds) if need <= beds else None
                    if way is not None:
                        goes = (*((i, other) for i in mine), *way.goes)
                        yield _Exchange(cost + way.cost, 1 + way.fewer, tuple(sorted(goes)))

    def _nearest_guests(self, place: PlaceCode, column: int, other: int) -> Sequence[PlaceCode]:
        """Villages in the shelter `other` that lose least by going to `column`; those who go there already first."""

        def loss(guest: PlaceCode) -> tuple[bool, int, PlaceCode]:
            i = self.groups[guest, other][0]
            arrival = self._arrival[i]
            return (guest, column) not in self.groups, arrival[column] - arrival[other], guest

        guests = [guest for guest in self._guests.get(other, ()) if guest != place and (guest, other) in self.groups]
        return heapq.nsmallest(_MAKING_WAY, guests, key=loss)

    def _makes_way(self, pair: Pair, column: int, need: int, beds: int) -> _Exchange | None:
        """Parties of a pair to `column`: as few persons as give `need` beds where others of the village are there
        already, else all of them (which empties this pair and makes another)."""
        movable = self._of_pair(pair, column)
        company = (pair[0], column) in self.groups
        everybody = movable.able if movable.everybody else []
        chosen = self._fewest(movable, column, need) if company else everybody
        persons = sum(self._size[i] for i in chosen)
        if not need <= persons <= beds:
            return None
        cost = sum(self._extra(i, column) for i in chosen)
        emptied = company and len(chosen) == len(self.groups[pair])
        return _Exchange(cost, int(emptied), tuple((i, column) for i in sorted(chosen)))

    def _of_pair(self, pair: Pair, column: int) -> _Movable:
        """Who of a pair may go to another shelter."""
        known = self._movable.setdefault(pair, {})
        if column not in known:
            arrival, latest, fixed = self._arrival, self._latest, self._fixed
            able = [i for i in self.groups[pair] if i not in fixed and arrival[i][column] <= latest[i]]
            known[column] = _Movable(able, len(able) == len(self.groups[pair]))
        return known[column]

    def _fewest(self, movable: _Movable, column: int, need: int) -> list[int]:
        """Parties of at least `need` persons that lose least per person; then without those not needed."""
        if movable.in_order is None:
            size = self._size
            movable.in_order = sorted(movable.able, key=lambda i: (self._extra(i, column) / size[i], size[i], i))
        chosen: list[int] = []
        left = need
        for i in movable.in_order:
            if left <= 0:
                break
            chosen.append(i)
            left -= self._size[i]
        for i in sorted(chosen, key=lambda i: (-self._extra(i, column), i)):
            if left + self._size[i] <= 0:
                chosen.remove(i)
                left += self._size[i]
        return chosen if left <= 0 else []

    def _carry_out(self, exchange: _Exchange) -> None:
        for i, column in exchange.goes:
            self._leave(i)
            self._join(i, column)

    def _leave(self, party: int) -> None:
        pair = self._place[party], self.goals[party]
        self._movable.pop(pair, None)
        self.room[pair[1]] += self._size[party]
        self.groups[pair].remove(party)
        if not self.groups[pair]:
            del self.groups[pair]
            self.columns[pair[0]].remove(pair[1])
            self._guests[pair[1]].remove(pair[0])

    def _join(self, party: int, column: int) -> None:
        place = self._place[party]
        self.goals[party] = column
        self._movable.pop((place, column), None)
        self.room[column] -= self._size[party]
        if (place, column) not in self.groups:
            self.columns[place] = sorted([*self.columns[place], column])
            self._guests[column] = sorted([*self._guests.get(column, []), place])
        self.groups.setdefault((place, column), []).append(party)

    def _settle(self) -> int:
        """Free beds for whoever is sooner there, where that splits no village; what it costs (negative)."""
        gained = 0
        everywhere, room = range(len(self.room)), self.room
        for i in sorted(self.goals):
            if i in self._fixed:
                continue
            place, here, size = self._place[i], self.goals[i], self._size[i]
            goals = everywhere if len(self.groups[place, here]) == 1 else self.columns[place]
            able = [c for c in goals if room[c] >= size and self._may(i, c) and self._extra(i, c) < 0]
            if able:
                best = min(able, key=lambda c: (self.cost(i, c), c))
                gained += self._extra(i, best)
                self._leave(i)
                self._join(i, best)
        return gained
