"""Where everybody goes: who joins his household first, then the best allocation of the others, with its bounds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.plans import Objective
from core.planning.allocation import Demand, cheapest_flow, earliest_last_arrival, kinds_of, most_served, within
from core.planning.effort import Effort
from core.planning.network import Ints
from core.planning.packing import Packing, pack_whole
from core.planning.proof import Proof
from core.planning.situation import Situation
from core.planning.timetable import UNREACHED

_FREED = 12  # parties thought of at once who might not follow their households


@dataclass(frozen=True, slots=True)
class Outcome:
    """Columns of the parties served, and what no plan can better (microseconds; persons of the free parties only).

    `able` are the parties that some shelter has room for; the bounds count them alone. `proof` are the prices behind
    `cost_bound`.
    """

    goals: dict[int, int]
    served_bound: int
    cost_bound: int
    last_bound: int
    prices: tuple[int, ...]
    able: frozenset[int]
    proof: Proof | None = None


NOBODY = Outcome({}, 0, 0, 0, (), frozenset(), Proof(0, 0, ()))


def joined_first(situation: Situation, parties: Sequence[int], room: Ints) -> dict[int, int]:
    """Parties that follow the rest of their household, in id order, where there is room and a way."""
    room = room.copy()
    goals: dict[int, int] = {}
    for i in parties:
        party = situation.parties[i]
        column = situation.travel.column.get(party.joins) if party.joins is not None else None
        if column is None or situation.kind[i] < 0 or room[column] < len(party.members):
            continue
        if situation.options.arrival[situation.kind[i], column] < UNREACHED:
            goals[i] = column
            room[column] -= len(party.members)
    return goals


def joined_while_beds_last(
    situation: Situation, parties: Sequence[int], room: Ints, objective: Objective
) -> dict[int, int]:
    """The same but for those for whose beds more persons would be left: they find a shelter like anybody else. One
    after the other, each time the one whose bed saves most, of equals the largest party."""
    joined = joined_first(situation, parties, room)
    size = situation.sizes

    def safe(follow: Mapping[int, int]) -> int:
        left = room.copy()
        for i, column in follow.items():
            left[column] -= size[i]
        goals = allocate(situation, [i for i in parties if i not in follow], left, objective).goals
        return sum(size[i] for i in (*follow, *goals))

    if not joined or (now := safe(joined)) >= sum(size[i] for i in servable(situation, parties, room)):
        return joined
    aim = safe({})
    while now < aim and not situation.effort.exhausted:
        largest = sorted(joined, key=lambda i: (-size[i], i))[:_FREED]
        tried = [{i: column for i, column in joined.items() if i != one} for one in largest]
        situation.effort.spend(len(tried))
        now, joined = max(((safe(fewer), fewer) for fewer in tried), key=lambda found: found[0])
    return joined


def room_after(situation: Situation, goals: Mapping[int, int]) -> Ints:
    room: Ints = situation.room.copy()
    parties = np.fromiter(goals, dtype=np.int64, count=len(goals))
    columns = np.fromiter(goals.values(), dtype=np.int64, count=len(goals))
    np.subtract.at(room, columns, situation.size[parties])
    return room


def servable(situation: Situation, parties: Iterable[int], room: Ints, *, at_best: bool = False) -> list[int]:
    """Those of these parties for whom any shelter in reach has room for the whole party at all; `at_best` with its
    helper's car for it alone."""
    arrival = situation.at_best if at_best else situation.options.arrival
    most = np.where(arrival < UNREACHED, room, -1).max(axis=1, initial=-1).tolist()
    kind, size = situation.kind, situation.sizes
    return [i for i in parties if kind[i] >= 0 and size[i] <= most[kind[i]]]


def demand_of(
    situation: Situation, parties: Sequence[int], room: Ints, *, at_best: bool = False
) -> tuple[Demand, list[list[int]]]:
    """The parties as kinds, and for each kind the parties behind its sizes. `at_best` is a relaxation: each has his
    helper's car to himself."""
    mine = np.array(parties, dtype=np.int64)
    kind = np.array(situation.kind, dtype=np.int64)[mine]
    kinds, members = kinds_of(kind, situation.size[mine], situation.unserved_of(kind), mine)
    cost = (situation.at_best if at_best else situation.options.arrival)[[each.key for each in kinds]]
    return Demand(kinds, cost, np.maximum(room, 0)), members


def allocate(situation: Situation, parties: Sequence[int], room: Ints, objective: Objective) -> Outcome:
    """Shelters for parties in the room that is left."""
    able = servable(situation, parties, room)
    if not able:
        return NOBODY
    effort = situation.effort
    demand, members = demand_of(situation, able, room)
    bound = most_served(demand)
    effort.poll()
    flow = cheapest_flow(demand, bound)
    effort.poll()
    packing = pack_whole(demand, flow, effort)
    cost_bound, proof = packing.flow.cost, Proof.of_flow(demand, packing.flow, packing.served)
    effort.poll()
    last_bound = earliest_last_arrival(demand, packing.served)
    if objective is Objective.CLEARANCE:
        packing = _soonest(demand, packing, last_bound, effort)
    goals = {
        party: column
        for parties_of_kind, columns in zip(members, packing.column, strict=True)
        for party, column in zip(parties_of_kind, columns, strict=True)
        if column >= 0
    }
    prices = tuple(int(p) for p in flow.price[:-1])
    return Outcome(goals, bound, cost_bound, last_bound, prices, frozenset(able), proof)


def _soonest(demand: Demand, best: Packing, last_bound: int, effort: Effort) -> Packing:
    """The earliest last arrival that whole households allow while serving as many; then the least person-minutes."""

    def by(last: int) -> Packing:
        limited = within(demand, last)
        return pack_whole(limited, cheapest_flow(limited, most_served(limited)), effort)

    first = by(last_bound)
    if first.served >= best.served:
        return first
    times = np.unique(demand.cost[demand.open & (demand.cost > last_bound)])
    low, high = 0, len(times) - 1
    while low < high and not effort.exhausted:
        middle = (low + high) // 2
        found = by(int(times[middle]))
        if found.served >= best.served:
            best, high = found, middle
        else:
            low = middle + 1
    return best
