"""Whole households through the gates: each on one way at one departure, one after the other, then better one by one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np

from core.planning.effort import Effort
from core.planning.network import Ints
from core.planning.staging.ledger import Ledger
from core.planning.staging.prices import Prices
from core.planning.staging.ways import Turn, Way, earliest_turn, enter, withdraw
from core.planning.timetable import UNREACHED

_SWEEPS = 3
# Exchanges tried in all, and others tried for each household: who is in its way, who has a bed for it.
_TRIES = 1_000
_RIVALS = 12
_LENDERS = 100


_NO_TURNS: Mapping[int, Turn] = {}
_NO_GOALS: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Household:
    """One party: its index, its kind, how many persons, what one of them costs who stays, and the only column it may go
    to, if so."""

    party: int
    kind: int
    persons: int
    unserved: int
    only: int | None = None


@dataclass(slots=True)
class Placed:
    """Who goes when by which way; `room` and `ledger` are what that leaves."""

    room: Ints
    ledger: Ledger
    turns: dict[int, Turn] = field(default_factory=dict)

    def put(self, household: Household, turn: Turn) -> None:
        enter(turn.way, self.ledger, turn.depart, household.persons)
        self.room[turn.way.column] -= household.persons
        self.turns[household.party] = turn

    def take_out(self, household: Household) -> Turn:
        turn = self.turns.pop(household.party)
        withdraw(turn.way, self.ledger, turn.depart, household.persons)
        self.room[turn.way.column] += household.persons
        return turn


def value(households: Sequence[Household], turns: Mapping[int, Turn]) -> tuple[int, int, int]:
    """Persons not served, person-microseconds of all (the unserved included), last arrival: less is better."""
    short = cost = last = 0
    for one in households:
        turn = turns.get(one.party)
        if turn is None:
            short += one.persons
            cost += one.persons * one.unserved
        else:
            cost += one.persons * turn.arrive
            last = max(last, turn.arrive)
    return short, cost, last


class Choice:
    """The best way and departure for one household, given what the others have left.

    `ways` per kind, quickest first. `by` bars arrivals after a moment.
    """

    def __init__(self, ways: Sequence[Sequence[Way]], prices: Prices | None = None, by: int = UNREACHED) -> None:
        self._ways, self._prices, self._by = ways, prices, by
        self._not_before: dict[tuple[Way, int], int] = {}

    def best(self, household: Household, placed: Placed, *, growing: bool) -> Turn | None:
        """The least arrival plus prices; ties to the way that comes first. `growing` says that the ledger has only
        been filled since the last question, so that what was too early then still is."""
        found: Turn | None = None
        least = UNREACHED
        for way in self._ways[household.kind]:
            if way.arrival >= least:
                break  # quickest first: none of the others can be better
            if placed.room[way.column] < household.persons or household.only not in (None, way.column):
                continue
            key = way, household.persons
            known = self._not_before.get(key, way.soonest) if growing else way.soonest
            if known + way.duration >= least or known + way.duration > self._by:
                continue
            depart = earliest_turn(way, placed.ledger, household.persons, known)
            if growing:
                self._not_before[key] = UNREACHED if depart is None else depart
            if depart is None or depart + way.duration > self._by:
                continue
            cost = depart + way.duration + self._extra(way, depart)
            if cost < least:
                found, least = Turn(way, depart), cost
        return found

    def may_better(self, household: Household, placed: Placed) -> bool:
        """Whether a household could be anywhere sooner than it is, were no gate full."""
        turn, ways = placed.turns.get(household.party), self._ways[household.kind]
        if turn is None:
            return any(placed.room[way.column] >= household.persons for way in ways)
        return bool(ways) and ways[0].arrival < turn.arrive

    def with_a_bed_for(self, household: Household, households: Sequence[Household], placed: Placed) -> list[Household]:
        """Others whose leaving makes room in a shelter that the household can reach, the smallest of them first."""
        columns = {way.column for way in self._ways[household.kind]}
        found = []
        for other in households:
            turn = placed.turns.get(other.party)
            if turn is not None and turn.way.column in columns:
                over = int(placed.room[turn.way.column]) + other.persons - household.persons
                if over >= 0:
                    found.append((other.persons, over, other.party, other))
        return [other for *_, other in sorted(found, key=lambda each: each[:3])]

    def regret(self, household: Household, placed: Placed) -> int:
        """Person-microseconds between where a household is and the best it could have alone."""
        turn, ways = placed.turns.get(household.party), self._ways[household.kind]
        now = household.unserved if turn is None else turn.arrive
        return household.persons * (now - ways[0].arrival) if ways else 0

    def in_the_way(self, household: Household, households: Sequence[Household], placed: Placed) -> list[Household]:
        """Others who take a bed or pass a gate that the household's own best way needs, those first who arrive about
        when it would."""
        best = self._ways[household.kind][0]
        gates = set(best.gates)
        found = []
        for other in households:
            turn = placed.turns.get(other.party)
            if turn is None or other.party == household.party:
                continue
            if turn.way.column == best.column or not gates.isdisjoint(turn.way.gates):
                found.append((abs(turn.arrive - best.arrival), other.party, other))
        return [other for *_, other in sorted(found, key=lambda each: each[:2])]

    def _extra(self, way: Way, depart: int) -> int:
        prices = self._prices
        if prices is None:
            return 0
        extra = int(prices.bed[way.column])
        for gate, offset in zip(way.gates, way.offsets, strict=True):
            extra += int(prices.entry[gate, min((depart + offset) // prices.step_us, prices.steps)])
        return extra


def place_in_order(
    households: Sequence[Household],
    choice: Choice,
    empty: Placed,
    effort: Effort,
    wanted: Mapping[int, Turn] = _NO_TURNS,
    goals: Mapping[int, int] = _NO_GOALS,
) -> Placed:
    """One after the other. Whoever has a wanted way takes it where it has room at about the wanted time; whoever has a
    goal (column) goes there as well as he still can; the others take the best that is left. Those for whom their goal
    fails come last, so that they take no bed that is somebody else's goal."""
    failed = []
    for one in households:
        effort.spend()
        turn = wanted.get(one.party)
        if turn is not None:
            turn = _as_wanted(one, turn, empty)
        if turn is None and goals:
            goal = goals.get(one.party)
            turn = None if goal is None else choice.best(replace(one, only=goal), empty, growing=True)
            if turn is None:
                failed.append(one)
                continue
        if turn is None:
            turn = choice.best(one, empty, growing=True)
        if turn is not None:
            empty.put(one, turn)
    for one in failed:
        turn = choice.best(one, empty, growing=True)
        if turn is not None:
            empty.put(one, turn)
    return empty


def _as_wanted(household: Household, turn: Turn, placed: Placed) -> Turn | None:
    """The wanted way, as soon as it can be had, unless that is more than a step later than wanted."""
    if placed.room[turn.way.column] < household.persons:
        return None
    depart = earliest_turn(turn.way, placed.ledger, household.persons)
    late = turn.depart + placed.ledger.gates.step_us
    return None if depart is None or depart > late else Turn(turn.way, depart)


def improve(
    households: Sequence[Household],
    choice: Choice,
    placed: Placed,
    effort: Effort,
    order: Callable[[Household], tuple[int, ...]] | None = None,
) -> Placed:
    """Take out one household after the other and put it where it arrives soonest, until a sweep changes nothing."""
    for _ in range(_SWEEPS):
        gained = 0
        ordered = sorted(households, key=order or (lambda one: _latest_first(one, placed)))
        for one in ordered:
            if effort.exhausted:
                return placed
            effort.spend()
            if not choice.may_better(one, placed):
                continue
            had = placed.take_out(one) if one.party in placed.turns else None
            turn = choice.best(one, placed, growing=False)
            if had is not None and (turn is None or turn.arrive >= had.arrive):
                placed.put(one, had)
            elif turn is not None:
                placed.put(one, turn)
                gained += one.persons * ((had.arrive if had else UNREACHED) - turn.arrive)
        if not gained:
            break
    return placed


def is_late(household: Household, ways: Sequence[Sequence[Way]], placed: Placed) -> bool:
    """Whether a household is not served, or not as soon as it could be were no gate and no shelter full."""
    turn, mine = placed.turns.get(household.party), ways[household.kind]
    return turn is None or (bool(mine) and mine[0].arrival < turn.arrive)


def straightened(households: Sequence[Household], ways: Sequence[Sequence[Way]], placed: Placed) -> Placed:
    """Nobody is led round to pass the time: of the ways to his shelter by which one is there as soon (it may not be
    open before), everybody takes the shortest and leaves later. Where a road has no room for that he goes round."""
    for one in households:
        turn = placed.turns.get(one.party)
        if turn is None:
            continue
        shorter = [way for way in ways[one.kind] if _is_shorter(way, turn)]
        if not shorter:
            continue
        placed.take_out(one)
        for way in sorted(shorter, key=lambda way: way.duration):
            depart = earliest_turn(way, placed.ledger, one.persons)
            if depart is not None and depart + way.duration <= turn.arrive:
                turn = Turn(way, depart)
                break
        placed.put(one, turn)
    return placed


def _is_shorter(way: Way, turn: Turn) -> bool:
    alike = (way.column, way.mode) == (turn.way.column, turn.way.mode)
    return alike and way.duration < turn.way.duration and way.arrival <= turn.arrive


def exchange(households: Sequence[Household], choice: Choice, placed: Placed, effort: Effort) -> Placed:
    """Take out two at a time, one who could be safe sooner and one who may be in his way, and put the first back before
    the second, where the two of them gain by it. So many tries and no more."""
    waiting = [one for one in households if one.party in placed.turns and choice.may_better(one, placed)]
    waiting.sort(key=lambda one: (-choice.regret(one, placed), one.party))
    pairs = ((one, other) for one in waiting for other in choice.in_the_way(one, households, placed)[:_RIVALS])
    settled: set[int] = set()
    for one, other in islice(pairs, _TRIES):
        if effort.exhausted:
            break
        effort.spend()
        if one.party not in settled and _better_exchanged(one, other, choice, placed):
            settled.add(one.party)
    return placed


def serve_more(households: Sequence[Household], choice: Choice, placed: Placed, effort: Effort, missing: int) -> Placed:
    """Up to `missing` more persons served: somebody who has the bed that somebody left over needs goes elsewhere."""
    left = [one for one in households if one.party not in placed.turns]
    tries = _TRIES
    for one in sorted(left, key=lambda each: (-each.persons, each.party)):
        if one.persons > missing:
            continue
        for other in choice.with_a_bed_for(one, households, placed)[:_LENDERS]:
            if tries <= 0 or effort.exhausted:
                return placed
            tries -= 1
            effort.spend()
            if _better_exchanged(one, other, choice, placed):
                missing -= one.persons
                break
    return placed


def _better_exchanged(one: Household, other: Household, choice: Choice, placed: Placed) -> bool:
    """Whether the two gain by going the other way about; if not, all is as before."""
    both = one, other
    before = value(both, placed.turns)
    had = {each.party: placed.take_out(each) for each in both if each.party in placed.turns}
    for each in both:
        turn = choice.best(each, placed, growing=False)
        if turn is not None:
            placed.put(each, turn)
    if value(both, placed.turns)[:2] < before[:2]:
        return True
    for each in both:
        if each.party in placed.turns:
            placed.take_out(each)
    for each in both:
        if each.party in had:
            placed.put(each, had[each.party])
    return False


def _latest_first(household: Household, placed: Placed) -> tuple[int, int]:
    turn = placed.turns.get(household.party)
    return (-UNREACHED if turn is None else -turn.arrive), household.party


def wanted_turns(households: Sequence[Household], shares: Mapping[int, list[tuple[Turn, float]]]) -> dict[int, Turn]:
    """For each household a way and departure of its kind's share of the program's answer.

    The largest household takes the column with the most persons left, so that few columns stay half used.
    """
    left = {kind: [amount for _, amount in each] for kind, each in shares.items()}
    found: dict[int, Turn] = {}
    for one in sorted(households, key=lambda h: (-h.persons, h.party)):
        amounts = left.get(one.kind)
        if not amounts:
            continue
        best = int(np.argmax(amounts))
        if amounts[best] > one.persons / 2:
            amounts[best] -= one.persons
            found[one.party] = shares[one.kind][best][0]
    return found
