"""Room for the touched: the fewest untouched households that must go elsewhere so that nobody is stranded."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from core.domain.ids import ShelterId
from core.planning.allocation import Demand, Kind, full_cost, most_served
from core.planning.network import Ints
from core.planning.party_model import PartyModel, Sorts, sorts_of
from core.planning.placement import allocate, demand_of, room_after, servable
from core.planning.situation import Situation
from core.planning.timetable import UNREACHED

_MOST_PAIRS = 30_000


def make_room(
    situation: Situation,
    goals: Mapping[int, int],
    homes: Mapping[int, int],
    arrivals: Mapping[int, int],
    riders: frozenset[int] = frozenset(),
) -> dict[int, int]:
    """New columns for all who can be served: as many persons as can be, the untouched all still served, the fewest of
    them elsewhere than in their `homes`, then the least person-minutes. `goals` is the answer without moving anybody.

    Whoever is on the road already stays as he is, and so do `riders`, who go where their vehicle goes. Where one giving
    way is enough, it is found by looking; else first only those untouched give way who sleep where a stranded party
    could, and all of them only where that is too few. Beds that one giving way leaves over go to whom they serve best.
    """
    facts = {i: column for i, column in homes.items() if situation.parties[i].left or i in riders}
    everybody = range(len(situation.parties))
    able = set(servable(situation, everybody, situation.room))
    parties = [i for i in everybody if i not in facts and (i in homes or i in able)]
    best = dict(goals)
    bound = most_served(demand_of(situation, parties, room_after(situation, facts))[0]) + _persons(situation, facts)
    movable = {i: column for i, column in homes.items() if i not in facts}
    one = _one_gives_way(situation, best, movable, arrivals, bound - _persons(situation, best))
    best = best if one is None else _with_beds_left(situation, one, homes)
    for deep in (False, True):
        served = _persons(situation, best)
        stranded = [i for i in parties if i not in best]
        if served >= bound or not stranded or situation.effort.exhausted:
            break
        wanted = _reachable(situation, stranded)
        fixed = facts | {i: column for i, column in homes.items() if not deep and not wanted[column]}
        beside = _persons(situation, fixed)
        found = _Yielding(situation, [i for i in parties if i not in fixed], homes, arrivals, fixed).solve(
            served - beside, bound - beside
        )
        if found is not None and _persons(situation, found) > served:
            best = found
    return best


def _one_gives_way(
    situation: Situation,
    goals: Mapping[int, int],
    homes: Mapping[int, int],
    arrivals: Mapping[int, int],
    missing: int,
) -> dict[int, int] | None:
    """The best single exchange: one untouched party goes elsewhere and a stranded one of up to `missing` persons takes
    the bed; the largest party first, then the least person-minutes. None where there is none."""
    staying = np.array(sorted(i for i, column in homes.items() if goals.get(i) == column), dtype=np.int64)
    if not len(staying):
        return None
    room = room_after(situation, goals)
    size = np.array([len(party.members) for party in situation.parties], dtype=np.int64)
    kind = np.array(situation.kind, dtype=np.int64)
    arrival, home = situation.options.arrival, np.array([homes[i] for i in staying.tolist()], dtype=np.int64)
    elsewhere = np.where(room[None, :] >= size[staying][:, None], arrival[kind[staying]], UNREACHED)
    elsewhere[np.arange(len(staying)), home] = UNREACHED
    to = elsewhere.argmin(axis=1)
    later = elsewhere[np.arange(len(staying)), to]
    now = np.array([arrivals.get(i, 0) for i in staying.tolist()], dtype=np.int64)
    able = later < UNREACHED
    best: tuple[int, int, int, int] | None = None
    for i in range(len(kind)):
        if i in goals or kind[i] < 0 or not 0 < size[i] <= missing:
            continue
        there = arrival[kind[i], home]
        fits = able & (there < UNREACHED) & (room[home] + size[staying] >= size[i])
        if fits.any():
            price = np.where(fits, size[i] * there + size[staying] * (later - now), UNREACHED)
            at = int(price.argmin())
            found = (-int(size[i]), int(price[at]), i, at)
            best = found if best is None else min(best, found)
    if best is None:
        return None
    _, _, party, at = best
    return {**goals, int(staying[at]): int(to[at]), party: int(home[at])}


def _with_beds_left(situation: Situation, goals: dict[int, int], homes: Mapping[int, int]) -> dict[int, int]:
    """Whoever gives way may leave more beds than the stranded need: those without a home are placed anew beside all
    others, where that takes nobody's place and costs less."""
    column, parties = situation.travel.column, situation.parties
    free = [i for i, goal in goals.items() if i not in homes and goal != column.get(parties[i].joins or ShelterId(""))]
    fixed = {i: goal for i, goal in goals.items() if i not in set(free)}
    found = allocate(situation, free, room_after(situation, fixed), situation.case.objective).goals
    same = found.keys() == set(free)
    return {**fixed, **found} if same and _cost(situation, found) < _cost(situation, goals, free) else goals


def _cost(situation: Situation, goals: Mapping[int, int], parties: Iterable[int] | None = None) -> int:
    """Person-microseconds of `parties` (all of those with goals)."""
    arrival, kind, size = situation.options.arrival, situation.kind, situation.sizes
    return sum([size[i] * int(arrival[kind[i], goals[i]]) for i in (goals if parties is None else parties)])


def _persons(situation: Situation, goals: Mapping[int, int]) -> int:
    return sum(len(situation.parties[i].members) for i in goals)


def _reachable(situation: Situation, parties: list[int]) -> NDArray[np.bool_]:
    rows = [situation.kind[i] for i in parties]
    there: NDArray[np.bool_] = np.any(situation.options.arrival[rows] < UNREACHED, axis=0)
    return there


class _Yielding:
    """The program over the parties that are free or may give way."""

    def __init__(
        self,
        situation: Situation,
        parties: list[int],
        homes: Mapping[int, int],
        arrivals: Mapping[int, int],
        fixed: Mapping[int, int],
    ) -> None:
        self._situation, self._fixed = situation, dict(fixed)
        self._homes, self._arrivals = homes, arrivals
        self._room = situation.room.copy()
        for i, column in fixed.items():
            self._room[column] -= len(situation.parties[i].members)
        groups: dict[tuple[int, int, int], list[int]] = {}
        for i in parties:
            # Who stays at home keeps his own arrival; the untouched differ by where they are expected.
            key = (situation.kind[i], homes.get(i, -1), arrivals.get(i, -1))
            groups.setdefault(key, []).append(i)
        self._members = [
            sorted(each, key=lambda i: (-len(situation.parties[i].members), i)) for _, each in sorted(groups.items())
        ]
        self._demand, self._home = self._problem(sorted(groups))

    def _problem(self, keys: list[tuple[int, int, int]]) -> tuple[Demand, Ints]:
        situation = self._situation
        cost = situation.options.arrival[[kind for kind, _, _ in keys]].copy()
        kinds = []
        for row, (members, (_, home, arrival)) in enumerate(zip(self._members, keys, strict=True)):
            if home >= 0:
                cost[row, home] = arrival
            sizes = tuple(len(situation.parties[i].members) for i in members)
            kinds.append(Kind(row, sizes, situation.unserved_us(members[0])))
        return Demand(tuple(kinds), cost, self._room), np.array([home for _, home, _ in keys], dtype=np.int64)

    def solve(self, at_least: int, at_most: int) -> dict[int, int] | None:
        """Columns of everybody served, the fixed ones included; None where no more than `at_least` can be. More than
        `at_most` cannot even if households split: where so many can be, the fewest to move are found at once."""
        cost = full_cost(self._demand)
        allowed = cost < UNREACHED
        allowed[self._home >= 0, -1] = False  # the untouched stay served
        sorts = sorts_of(self._demand)
        if int(allowed[sorts.kind].sum()) > _MOST_PAIRS:
            return None
        effort = self._situation.effort
        homes = self._home[sorts.kind]
        counts = self._model(sorts, allowed, at_most).minimise_moved(homes, effort, proven=True)
        if counts is not None:
            return self._at_least_cost(sorts, allowed, at_most, counts)
        counts = self._model(sorts, allowed, at_least).maximise_served(self._demand.persons, effort)
        if counts is None:
            return None
        served = int((counts[:, :-1].sum(axis=1) * sorts.size).sum())
        if served <= at_least:
            return None
        return self._at_least_cost(sorts, allowed, served, self._fewest(sorts, allowed, served, homes, counts))

    def _at_least_cost(self, sorts: Sorts, allowed: np.ndarray, served: int, fewest: Ints) -> dict[int, int]:
        """Of all answers that serve so many and move as few as this one, the least person-minutes where there are not
        too many to look for it; else that of those who move here."""
        homes = self._home[sorts.kind]
        model = self._model(sorts, allowed, served)
        if model.exact:
            model.move_at_most(homes, _away(fewest, homes))
            counts = model.minimise_cost(full_cost(self._demand), 0, self._situation.effort)
            if counts is not None:
                return self._goals(sorts, counts)
        return self._settled(self._goals(sorts, fewest))

    def _settled(self, goals: dict[int, int]) -> dict[int, int]:
        """The least person-minutes for those who have no home or leave it; whoever stays, stays. Few are left then."""
        staying = {i: column for i, column in goals.items() if self._homes.get(i) == column}
        free = [i for members in self._members for i in members if i not in staying]
        rest = _Yielding(self._situation, free, self._homes, self._arrivals, {**self._fixed, **staying})
        return rest.cheapest(sum(len(self._situation.parties[i].members) for i in free if i in goals)) or goals

    def cheapest(self, served: int) -> dict[int, int] | None:
        """The least person-minutes while serving so many of the parties that are not fixed."""
        cost = full_cost(self._demand)
        allowed = cost < UNREACHED
        allowed[self._home >= 0, -1] = False
        sorts = sorts_of(self._demand)
        counts = self._model(sorts, allowed, served).minimise_cost(cost, 0, self._situation.effort)
        return None if counts is None else self._goals(sorts, counts)

    def _fewest(self, sorts: Sorts, allowed: np.ndarray, served: int, homes: Ints, otherwise: Ints) -> Ints:
        fewest = self._model(sorts, allowed, served).minimise_moved(homes, self._situation.effort)
        return otherwise if fewest is None or _away(fewest, homes) > _away(otherwise, homes) else fewest

    def _model(self, sorts: Sorts, allowed: np.ndarray, served: int) -> PartyModel:
        model = PartyModel(sorts, self._room, allowed)
        model.every_party_goes_once()
        model.no_shelter_over_capacity()
        model.serve_at_least(served)
        return model

    def _goals(self, sorts: Sorts, counts: Ints) -> dict[int, int]:
        columns = sorts.spread(self._demand, counts)
        goals = dict(self._fixed)
        for members, chosen in zip(self._members, columns, strict=True):
            goals.update({i: column for i, column in zip(members, chosen, strict=True) if column >= 0})
        return goals


def _away(counts: Ints, homes: Ints) -> int:
    """How many parties with a home column go elsewhere."""
    rows = np.flatnonzero(homes >= 0)
    return int(counts[rows].sum() - counts[rows, homes[rows]].sum())
