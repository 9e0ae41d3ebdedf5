"""Who waits for whose turn: households staged at home so that no road has to let in more than it can.

Where the answer of the open roads overfills none of them it stays as it is, with its bounds. Else a linear program over
ways and departures of separable persons gives the bound and guides whole households, who are then put on the roads one
after the other and moved about singly while that gains anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.domain.plans import Mode, Move, Objective
from core.domain.reasons import Cut, LinkLoad
from core.planning.allocation import cheapest_flow, earliest_last_arrival
from core.planning.network import Ints
from core.planning.placement import Outcome, allocate, demand_of, room_after
from core.planning.proof import Proof
from core.planning.situation import Situation
from core.planning.staging.cutting import cut_of, open_roads_cut
from core.planning.staging.gates import Gates
from core.planning.staging.ledger import Ledger
from core.planning.staging.limits import NO_LIMITS, Limits
from core.planning.staging.narrow import Narrows
from core.planning.staging.passages import PassagesOf
from core.planning.staging.pool import WayPool
from core.planning.staging.relaxation import Relaxation, Relaxed
from core.planning.staging.search import TurnSearch
from core.planning.staging.standing_loads import load_standing
from core.planning.staging.travellers import kinds_to_stage, ways_out
from core.planning.staging.ways import Turn, earliest_turn, enter
from core.planning.staging.whole import Choice, Household, Placed, improve, is_late, straightened
from core.planning.timetable import UNREACHED
from core.planning.travel import Start

# Shelters (the nearest that take them) to which a kind's quickest ways are known from the start.
_NEAREST = 6
# Links in question at once: the fullest; the others only count for whole households.
_LINKS = 60
# Steps that parties may use beside the one they enter in, over all gates in question: with more (very short steps) each
# turn takes long to find, and exchanges ask for thousands.
_WINDOWS = 200_000
# Links in question in the proof of how soon everybody can be safe.
_PROOF_LINKS = 24


@dataclass(frozen=True, slots=True)
class Staged:
    """`turns` are ways and departures of all who are newly planned, `outcome` their shelters and bounds, `joined` those
    of who follows his household. `staged` says that somebody has to wait or go round; `priced` are the prices of roads
    and beds that guided who had to, if any did."""

    outcome: Outcome
    joined: dict[int, int]
    turns: dict[int, Turn]
    limits: Limits
    staged: bool = False
    priced: Proof | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be staged: `outcome` and `goals` are the answer of the open roads (goals may differ from the
    outcome's for the villages' sake), `joined` who follows his household, `fixed` the moves that are facts, `room` the
    beds for everybody but the fixed and the joined."""

    outcome: Outcome
    goals: Mapping[int, int]
    joined: Mapping[int, int]
    room: Ints
    fixed: Mapping[int, Move] = field(default_factory=dict)


def stage(situation: Situation, task: Task, objective: Objective) -> Staged:
    """Turns for everybody in a task. Without a road that fills up this is the answer of the open roads."""
    gates = situation.roads.gates(situation.case.step_s)
    if not len(gates):
        return Staged(task.outcome, dict(task.joined), {}, _open_limits(situation, task, ()))
    return _Staging(situation, gates, task, objective).run()


@dataclass(frozen=True, slots=True)
class Restaged:
    """`columns` of all who are served, the fixed included; `turns` of those who are newly planned."""

    columns: dict[int, int]
    turns: dict[int, Turn]
    limits: Limits


def restage(
    situation: Situation, columns: Mapping[int, int], fixed: Mapping[int, Move], objective: Objective
) -> Restaged:
    """Turns around moves that stay as they are, for an answer that chose `columns` (of the fixed ones too).

    Its cut says nothing about a plan made afresh, and is left out.
    """
    gates = situation.roads.gates(situation.case.step_s)
    if not len(gates):
        return Restaged(dict(columns), {}, NO_LIMITS)
    shelters = situation.travel.shelters
    kept = {i: columns[i] for i in fixed}
    parties = situation.parties
    joined = {i: j for i, j in columns.items() if i not in fixed and parties[i].joins == shelters[j]}
    room = room_after(situation, {**kept, **joined})
    free = [i for i in range(len(parties)) if i not in fixed and i not in joined]
    goals = {i: columns[i] for i in free if i in columns}
    outcome = allocate(situation, free, room, objective)
    staged = stage(situation, Task(outcome, goals, joined, room, fixed), objective)
    new = {**staged.joined, **staged.outcome.goals} if staged.staged else {**joined, **goals}
    return Restaged({**kept, **new}, staged.turns, replace(staged.limits, cut=None))


class _Staging:
    def __init__(self, situation: Situation, gates: Gates, task: Task, objective: Objective) -> None:
        self._situation, self._gates, self._task, self._objective = situation, gates, task, objective
        self._effort = situation.effort
        self._kinds = kinds_to_stage(situation, sorted(task.outcome.able))
        self._pool = WayPool(situation, gates, self._kinds)
        self._households = [
            Household(party, k, persons, kind.unserved)
            for k, kind in enumerate(self._kinds)
            for party, persons in zip(kind.parties, kind.sizes, strict=True)
        ]
        self._ledger_of_fixed = self._fixed()
        self._joined: dict[int, Turn] = {}

    def _fixed(self) -> Ledger:
        ledger = Ledger(self._gates)
        load_standing(self._situation, ledger, self._task.fixed)
        return ledger

    def _persons(self, party: int) -> int:
        return len(self._situation.parties[party].members)

    def run(self) -> Staged:
        as_wished = self._as_wished()
        if as_wished is not None:
            return as_wished
        self._joined = self._turns_of_joined()
        left_out = sorted(set(self._task.joined) - set(self._joined))
        if left_out:  # whoever cannot follow his household may go wherever there is room
            task = _freed(self._situation, self._task, left_out, self._objective)
            again = _Staging(self._situation, self._gates, task, self._objective).run()
            return replace(again, staged=True)  # they go elsewhere than the open roads' answer has them
        placed, relaxed = self._staged()
        placed = self._offered_ways_beside(placed)
        return self._answer(straightened(self._households, self._pool.ways, placed), relaxed)

    def _as_wished(self) -> Staged | None:
        """The answer of the open roads, None where a gate cannot let it through."""
        ledger, turns = self._fixed(), {}
        goals = {**self._task.goals, **self._task.joined}
        for party, column in sorted(goals.items()):
            start, mode = self._situation.start(party, column)
            way = self._pool.quickest(start, mode, column)
            if way is None:
                return None
            meets = zip(way.gates, way.offsets, strict=True)
            if not all(ledger.fits(gate, way.soonest + offset, self._persons(party)) for gate, offset in meets):
                return None
            enter(way, ledger, way.soonest, self._persons(party))
            turns[party] = Turn(way, way.soonest)
        limits = _open_limits(self._situation, self._task, loads_of(self._situation, ledger))
        return Staged(self._task.outcome, dict(self._task.joined), turns, limits)

    def _turns_of_joined(self) -> dict[int, Turn]:
        """Whoever follows his household goes first, as soon as he can, in order."""
        ledger, turns = self._fixed(), {}
        for party, column in sorted(self._task.joined.items()):
            persons = self._persons(party)
            best: Turn | None = None
            for start, mode in ways_out(self._situation, party):
                way = self._pool.quickest(start, mode, column)
                depart = None if way is None else earliest_turn(way, ledger, persons)
                if way is not None and depart is not None and (best is None or depart + way.duration < best.arrive):
                    best = Turn(way, depart)
            if best is not None:
                enter(best.way, ledger, best.depart, persons)
                turns[party] = best
        return turns

    def _empty(self) -> Placed:
        """Nobody on the roads but the fixed and those who follow their households; what is left of the beds."""
        ledger = self._fixed()
        for party, turn in sorted(self._joined.items()):
            enter(turn.way, ledger, turn.depart, self._persons(party))
        return Placed(self._task.room.copy(), ledger)

    def _staged(self) -> tuple[Placed, Relaxed | None]:
        self._first_ways()
        target = min(sum(kind.persons for kind in self._kinds), self._task.outcome.served_bound)
        goal = self._objective, target
        search = TurnSearch(self._households, self._kinds, self._pool, self._empty, goal, self._effort)
        deadline = self._situation.options.deadline
        placed = search.first([int(deadline[self._situation.kind[kind.parties[0]]].max()) for kind in self._kinds])
        if not self._kinds or self._effort.exhausted:
            return placed, None
        relaxation = self._relaxation(placed)
        if relaxation.too_wide:
            return placed, None
        self._offer(relaxation, placed)
        relaxed = relaxation.run(self._pool, target)
        placed = search.guided(placed, relaxed, exchanging=relaxation.windows <= _WINDOWS)
        if self._objective is Objective.CLEARANCE:
            placed = search.sooner(placed, relaxed, self._proof(placed, relaxed)[0])
        served = search.served(placed)
        if served < target:  # the bound is to hold for serving as many as this
            self._offer(relaxation, placed)
            relaxed = relaxation.run(self._pool, served)
        return placed, relaxed

    def _offered_ways_beside(self, placed: Placed) -> Placed:
        """Whoever waits for his turn, or has none, may be safe sooner by roads on which nobody waits."""
        late = [one for one in self._households if is_late(one, self._pool.ways, placed)]
        starts = sorted({start for one in late for start, _ in self._kinds[one.kind].ways_out})
        if not starts or self._effort.exhausted:
            return placed
        arrival = self._situation.beside.tables(starts)[0]
        row = {start: i for i, start in enumerate(starts)}
        found: set[tuple[int, Start, Mode, int]] = set()
        for one in late:
            turn, kind = placed.turns.get(one.party), self._kinds[one.kind]
            room = (placed.room >= one.persons) & np.array(kind.taken, dtype=bool)
            if turn is not None:
                room[turn.way.column] = True
            for start, mode in kind.ways_out:
                sooner = room & (arrival[row[start]] < (UNREACHED if turn is None else turn.arrive))
                found.update((one.kind, start, mode, int(column)) for column in np.flatnonzero(sooner))
        for k, start, mode, column in sorted(found):
            way = self._pool.beside(start, mode, column)
            if way is not None:
                self._pool.add(k, way)
            self._effort.spend()
        if not found:
            return placed
        choice = Choice(self._pool.ways)
        return improve(self._households, choice, placed, self._effort)

    def _first_ways(self) -> None:
        """The quickest ways to the shelters wished for and to the nearest."""
        arrival = self._situation.options.arrival
        for k, kind in enumerate(self._kinds):
            row = arrival[self._situation.kind[kind.parties[0]]]
            near = [int(j) for j in np.argsort(row, kind="stable")[:_NEAREST] if row[j] < UNREACHED]
            wished = {self._task.goals[i] for i in kind.parties if i in self._task.goals}
            self._pool.add_quickest(k, sorted({*near, *wished}))
            self._effort.spend()

    # bounds

    def _relaxation(self, placed: Placed) -> Relaxation:
        links = self._links_in_question(placed.ledger, _LINKS)
        steps = 2 + max((max(book.entered) for _, book in placed.ledger.books() if book.entered), default=0)
        return Relaxation(
            self._situation,
            self._kinds,
            self._task.room,
            self._ledger_of_fixed,
            PassagesOf(self._situation, self._gates, links),
            steps,
            guiding=any(move.trip for move in self._task.fixed.values()),
        )

    def _links_in_question(self, ledger: Ledger, most: int) -> frozenset[int]:
        """Links whose gates have sent people to later steps, those that did so most often."""
        often: dict[int, int] = {}
        for gate, times in ledger.refusals.items():
            link = self._gates.gates[gate].link
            often[link] = often.get(link, 0) + times
        return frozenset(sorted(often, key=lambda link: (-often[link], link))[:most])

    def _offer(self, relaxation: Relaxation, placed: Placed) -> None:
        for one in self._households:
            if one.party in placed.turns:
                relaxation.offer(one.kind, placed.turns[one.party])

    def _answer(self, placed: Placed, relaxed: Relaxed | None) -> Staged:
        task = self._task
        served = self._served(placed)
        outcome = task.outcome
        goals = {i: turn.way.column for i, turn in placed.turns.items()}
        cost, proof = self._open_bound(served)
        if relaxed is not None and relaxed.bound >= cost:
            cost, proof = relaxed.bound, relaxed.proof
        last, cut, most = self._proof(placed, relaxed)
        return Staged(
            outcome=replace(
                outcome,
                goals=goals,
                served_bound=most,
                cost_bound=cost,
                last_bound=last,
                prices=outcome.prices if relaxed is None else tuple(map(int, relaxed.prices.bed)),
                proof=proof,
            ),
            joined=dict(task.joined),
            turns={**self._joined, **placed.turns},
            limits=Limits(
                loads=loads_of(self._situation, placed.ledger),
                crowded=frozenset(one.party for one in self._households if self._is_crowded_out(one, placed)),
                cut=cut,
                proved=last,
            ),
            staged=True,
            priced=None if relaxed is None else relaxed.proof,
        )

    def _is_crowded_out(self, one: Household, placed: Placed) -> bool:
        """Whether beds were left for a party that found no way to them in time."""
        if one.party in placed.turns:
            return False
        taken = np.array(self._kinds[one.kind].taken, dtype=bool)
        return bool((taken & (placed.room >= one.persons)).any())

    def _proof(self, placed: Placed, relaxed: Relaxed | None) -> tuple[int, Cut | None, int]:
        """No last arrival before this one (microseconds) when serving as many; the cut; and the most persons ever."""
        outcome, served = self._task.outcome, self._served(placed)
        bound = self._open_last(served)
        if not self._kinds or not served or self._effort.exhausted:
            return bound, None, outcome.served_bound
        links = self._dearest(relaxed) if relaxed is not None else self._links_in_question(placed.ledger, _PROOF_LINKS)
        narrows = Narrows(
            self._situation,
            self._kinds,
            self._task.room,
            self._ledger_of_fixed,
            PassagesOf(self._situation, self._gates, links),
        )
        most = outcome.served_bound
        if served < most:
            most = max(served, min(most, narrows.most_ever()))
        last = max(turn.arrive for turn in placed.turns.values())
        low = min(bound, last)
        soonest, proof = narrows.soonest(served, low, last)
        if proof is None:
            return low, open_roads_cut(self._situation, sorted(outcome.able), self._task.room, low), most
        cut = cut_of(
            self._situation,
            self._kinds,
            (self._gates, self._ledger_of_fixed),
            proof,
            soonest,
            self._task.room,
        )
        return max(bound, soonest), cut, most

    def _open_bound(self, served: int) -> tuple[int, Proof | None]:
        """The bound of the open roads for serving so many, and its prices."""
        outcome = self._task.outcome
        if served >= outcome.served_bound or not self._kinds:
            return outcome.cost_bound, outcome.proof
        demand, _ = demand_of(self._situation, sorted(outcome.able), self._task.room)
        flow = cheapest_flow(demand, served)
        return flow.cost, Proof.of_flow(demand, flow, served)

    def _open_last(self, served: int) -> int:
        outcome = self._task.outcome
        if served >= outcome.served_bound or not self._kinds:
            return outcome.last_bound
        demand, _ = demand_of(self._situation, sorted(outcome.able), self._task.room)
        return earliest_last_arrival(demand, served)

    def _served(self, placed: Placed) -> int:
        return sum(one.persons for one in self._households if one.party in placed.turns)

    def _dearest(self, relaxed: Relaxed) -> frozenset[int]:
        """The links whose gates earn most at the best prices."""
        worth: dict[int, int] = {}
        for g, gate in enumerate(self._gates.gates):
            earns = int(relaxed.prices.entry[g].sum())
            if earns:
                worth[gate.link] = worth.get(gate.link, 0) + earns
        return frozenset(sorted(worth, key=lambda link: (-worth[link], link))[:_PROOF_LINKS])


def _freed(situation: Situation, task: Task, parties: Sequence[int], objective: Objective) -> Task:
    """The task with some who were to follow their households as free as the others."""
    room = task.room.copy()
    for party in parties:
        room[task.joined[party]] += len(situation.parties[party].members)
    joined = {party: column for party, column in task.joined.items() if party not in parties}
    free = sorted({*task.outcome.able, *parties})
    outcome = allocate(situation, free, room, objective)
    return replace(task, outcome=outcome, goals=outcome.goals, joined=joined, room=room)


def _open_limits(situation: Situation, task: Task, loads: tuple[LinkLoad, ...]) -> Limits:
    """Limits where no road fills up: beds and villages alone say how soon everybody can be safe."""
    last = task.outcome.last_bound
    cut = open_roads_cut(situation, sorted(task.outcome.able), task.room, last) if last > 0 else None
    return Limits(loads=loads, cut=cut, proved=last)


def loads_of(situation: Situation, ledger: Ledger) -> tuple[LinkLoad, ...]:
    """Who enters which road with a capacity when, in the order of roads, forward first."""
    found = []
    for number in ledger.used():
        gate = ledger.gates.gates[number]
        link = situation.network.links[gate.link]
        found.append(LinkLoad(link.id, gate.forward, float(link.capacity_pph or 0.0), ledger.entering(number)))
    return tuple(found)
