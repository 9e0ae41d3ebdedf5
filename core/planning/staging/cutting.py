"""The proof of a bound in the words of the district: roads, minutes, beds and villages."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from ortools.graph.python import max_flow

from core.domain.ids import PlaceCode
from core.domain.reasons import Cut, CutLink
from core.planning.allocation import Demand
from core.planning.network import Ints
from core.planning.placement import demand_of
from core.planning.situation import Situation
from core.planning.staging.gates import Gates
from core.planning.staging.ledger import Ledger
from core.planning.staging.narrow import Narrow
from core.planning.staging.travellers import Kind
from core.planning.timeline import moment


def cut_of(
    situation: Situation,
    kinds: Sequence[Kind],
    roads: tuple[Gates, Ledger],
    narrow: Narrow,
    by: int,
    room: Ints,
) -> Cut | None:
    """Whoever is behind the cut must pass its roads in these minutes or take these beds; None where nobody is.

    Allowances are told whole: those of them that people who are on the road use up count those people in.
    """
    gates, ledger = roads
    links, capacity, passing = [], 0, 0
    for gate, steps in _runs(narrow.steps):
        first, last = steps
        one = gates.gates[gate]
        allowed = one.allowed_until(last) - one.allowed_until(first - 1)
        free = ledger.book(gate).for_relaxation(last + 1)[first:]
        passing += allowed - int(free.sum())
        capacity += allowed
        start, end = (moment(situation.case.at, step * gates.step_us) for step in (first, last + 1))
        links.append(CutLink(situation.network.links[one.link].id, one.forward, start, end, allowed))
    shelters = [(situation.travel.shelters[column], max(0, int(room[column]))) for column in narrow.columns]
    shelters = [(shelter, beds) for shelter, beds in shelters if beds]
    capacity += sum(beds for _, beds in shelters)
    persons = sum(kinds[k].persons for k in narrow.behind) + passing
    if capacity >= persons:
        return None
    return Cut(
        by=moment(situation.case.at, by),
        persons=persons,
        capacity=capacity,
        links=tuple(sorted(links, key=lambda each: (each.link, not each.forward, each.start))),
        shelters=tuple(shelters),
        places=_too_late(situation, kinds, narrow, by),
    )


def open_roads_cut(situation: Situation, able: Sequence[int], room: Ints, last: int) -> Cut | None:
    """Why nobody can be done before `last` (microseconds) even on empty roads: who is not there yet, and which shelters
    are full of those who are. A maximum flow of separable persons to the beds that they reach before."""
    demand, members = demand_of(situation, able, room)
    places = [situation.parties[parties[0]].place for parties in members]
    return demand_cut(situation, demand, places, last)


def demand_cut(situation: Situation, demand: Demand, places: Sequence[PlaceCode], last: int) -> Cut | None:
    """The same for any demand whose costs are arrivals; `places` are the villages of its kinds."""
    by = last - 1
    there = demand.open & (demand.cost <= by)
    count, shelters = there.shape
    persons = np.array([kind.persons for kind in demand.kinds], dtype=np.int64)
    solver = max_flow.SimpleMaxFlow()
    k, s = np.nonzero(there)
    solver.add_arcs_with_capacity(np.zeros(count, dtype=np.int64), 2 + np.arange(count), persons)
    if len(k):
        solver.add_arcs_with_capacity(2 + k, 2 + count + s, persons[k])
    columns = np.arange(shelters)
    solver.add_arcs_with_capacity(2 + count + columns, np.ones(shelters, dtype=np.int64), demand.room)
    if solver.solve(0, 1) != solver.OPTIMAL:
        raise ArithmeticError("max-flow did not end")
    side = set(map(int, solver.get_source_side_min_cut()))
    behind = [kind for kind in range(count) if 2 + kind in side]
    full = [column for column in range(shelters) if 2 + count + column in side]
    beds = [(situation.travel.shelters[column], int(demand.room[column])) for column in full]
    beds = [(shelter, number) for shelter, number in beds if number > 0]
    held_up = int(persons[behind].sum())
    if sum(number for _, number in beds) >= held_up:
        return None
    villages: dict[PlaceCode, bool] = {}
    for kind in behind:
        place = places[kind]
        villages[place] = villages.get(place, True) and not there[kind].any()
    return Cut(
        by=moment(situation.case.at, by),
        persons=held_up,
        capacity=sum(number for _, number in beds),
        shelters=tuple(beds),
        places=tuple(sorted(place for place, late in villages.items() if late)),
    )


def _runs(steps: Sequence[tuple[int, int]]) -> list[tuple[int, tuple[int, int]]]:
    """(gate, (first step, last step)) of unbroken runs."""
    found: list[tuple[int, tuple[int, int]]] = []
    for gate, each in groupby(sorted(steps), key=lambda pair: pair[0]):
        for _, step in each:
            if found and found[-1][0] == gate and found[-1][1][1] == step - 1:
                found[-1] = gate, (found[-1][1][0], step)
            else:
                found.append((gate, (step, step)))
    return found


def _too_late(situation: Situation, kinds: Sequence[Kind], narrow: Narrow, by: int) -> tuple[PlaceCode, ...]:
    """Villages from which nobody behind the cut can be anywhere by then, even with all roads to themselves."""
    arrival = situation.options.arrival
    late: dict[PlaceCode, bool] = {}
    for k in narrow.behind:
        party = kinds[k].parties[0]
        place = situation.parties[party].place
        late[place] = late.get(place, True) and int(arrival[situation.kind[party]].min()) > by
    return tuple(sorted(place for place, is_late in late.items() if is_late))
