"""Why each household goes where, how and when it does, and what its next best would cost.

Every figure comes from the tables that the plan was made of: arrivals at all shelters under the closures, beds left at
the plan's end, ways with all roads open. Parties that are alike share an answer, so that it costs little.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np

from core.domain.ids import LinkId, ShelterId
from core.domain.plans import Move
from core.domain.reasons import Reasons, RouteReason, ShelterReason, TimeReason
from core.planning.network import NO_LINK, Floats, Ints
from core.planning.pace import Way
from core.planning.routes import closed_on_the_way
from core.planning.situation import RIDING, Situation, key_of
from core.planning.soonest import Soonest
from core.planning.timeline import MINUTE, micros
from core.planning.timetable import UNREACHED
from core.planning.travel import Start

_NOWHERE: Mapping[int, int] = {}


def reasons(
    situation: Situation,
    moves: Sequence[Move],
    *,
    brought: Mapping[int, int] = _NOWHERE,
    told: Collection[int] = (),
) -> tuple[Reasons, ...]:
    """A row for each move, by household and place.

    `brought` are parties that stand apart from their own best for their village's sake, with the column they gave up;
    `told` those whose standing move holds: they do as they were told.
    """
    index = {key_of(party): i for i, party in enumerate(situation.parties)}
    by_party = {index[move.household, move.place]: move for move in moves}
    shelters = _ShelterReasons(situation, by_party, brought, frozenset(told))
    going = {move.shelter for i, move in by_party.items() if i not in told}
    routes = _RouteReasons(situation, frozenset(told), sorted(going))
    found: list[Reasons] = []
    known: dict[tuple[object, ...], _Why] = {}
    parties, kind = situation.parties, situation.kind
    for i, move in sorted(by_party.items()):
        if i in told:
            why = _why(situation, i, move, (shelters, routes), as_told=True)
        else:  # whoever is alike and goes alike does so for the same reasons; such moves share their routes
            who = parties[i]
            key = (
                kind[i],
                move.shelter,
                len(move.persons),
                brought.get(i, -1),
                who.sent_to,
                who.joins,
                move.vehicle is None,
                move.depart,
                move.arrive,
                id(move.route),
                id(move.second),
            )
            known_why = known.get(key)
            if known_why is None:
                known_why = known[key] = _why(situation, i, move, (shelters, routes), as_told=False)
            why = known_why
        found.append(Reasons(move.household, move.place, *why))
    return tuple(found)


# What reasons hold besides whose they are, in their order.
_Why = tuple[
    ShelterReason,
    RouteReason,
    TimeReason,
    ShelterId | None,
    float,
    ShelterId | None,
    float | None,
    LinkId | None,
    float | None,
    float,
]


def _why(
    situation: Situation, party: int, move: Move, tables: tuple["_ShelterReasons", "_RouteReasons"], *, as_told: bool
) -> _Why:
    arrive = micros(situation.case.at, move.arrive)
    shelter = tables[0].of(party, move, arrive)
    route, blocked = tables[1].of(party, move)
    time, wait = _time(situation, party, move, arrive, as_told=as_told)
    return (
        shelter.reason,
        route,
        time,
        shelter.passed_over,
        shelter.passed_over_us / MINUTE,
        shelter.next,
        None if shelter.next is None else shelter.next_us / MINUTE,
        blocked,
        None if move.second is None else move.second.minutes - move.route.minutes,
        wait / MINUTE,
    )


class _Alike(NamedTuple):
    """What decides a party's answer: `given_up` is the column it left for its village (-1 for none), `company` whether
    others of the village go where it goes, `settled` a reason that leaves no choice, `beds` whether a sooner shelter is
    looked for all the same that has none, `turn` when it takes which roads where these let only so many through."""

    kind: int
    column: int
    arrive: int
    size: int
    given_up: int
    company: bool
    settled: ShelterReason | None
    beds: bool
    turn: tuple[datetime, tuple[LinkId, ...]] | None


@dataclass(frozen=True, slots=True)
class _ShelterReason:
    reason: ShelterReason
    passed_over: ShelterId | None
    passed_over_us: int
    next: ShelterId | None
    next_us: int


class _ShelterReasons:
    """Why this shelter, and the next best that has room for the whole household at the plan's end."""

    def __init__(
        self, situation: Situation, moves: Mapping[int, Move], brought: Mapping[int, int], told: frozenset[int]
    ) -> None:
        self._situation, self._brought, self._told = situation, brought, told
        self._column = situation.travel.column
        self._before: Ints = situation.room
        self._left: Ints = situation.room.copy()
        columns = np.array([self._column[move.shelter] for move in moves.values()], dtype=np.int64)
        np.subtract.at(self._left, columns, np.array([len(move.persons) for move in moves.values()], dtype=np.int64))
        self._company = Counter([(move.place, move.shelter) for move in moves.values()])
        self._soonest = Soonest(situation, moves)
        self._known: dict[_Alike, _ShelterReason] = {}
        self._with_room: dict[int, _FirstTwo] = {}

    @cached_property
    def _anywhere(self) -> "_FirstTwo":
        return _FirstTwo(self._situation.anywhere)

    def key(self, party: int, move: Move) -> tuple[int, int, int, int, bool, ShelterReason | None, bool]:
        """What decides a party's answer but for when it goes and by which roads."""
        return (
            self._situation.kind[party],
            self._column[move.shelter],
            len(move.persons),
            self._brought.get(party, -1),
            self._company[move.place, move.shelter] > 1,
            settled := self._settled(party, move),
            settled is ShelterReason.AS_TOLD and move.vehicle is None and not self._situation.parties[party].left,
        )

    def of(self, party: int, move: Move, arrive: int) -> _ShelterReason:
        """`arrive` is when they are in, in microseconds."""
        kind, column, size, given_up, company, settled, beds = self.key(party, move)
        turn = (move.depart, move.route.links) if self._soonest.crowded else None
        key = _Alike(kind, column, max(0, arrive), size, given_up, company, settled, beds, turn)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._answer(key, lambda column: self._soonest.arrival(party, move, column))
        return known

    def _settled(self, party: int, move: Move) -> ShelterReason | None:
        """Reasons that leave no choice of a shelter."""
        if party in self._told:
            return ShelterReason.AS_TOLD
        if self._situation.parties[party].sent_to == move.shelter:
            return ShelterReason.SENT_THERE
        if self._situation.parties[party].joins == move.shelter:
            return ShelterReason.WITH_THE_REST
        return ShelterReason.BY_VEHICLE if move.vehicle is not None else None

    def _answer(self, alike: _Alike, arrival: Callable[[int], int]) -> _ShelterReason:
        """`arrival` says when such a party could be safe in another column."""
        reason, passed, sooner = alike.settled or ShelterReason.SOONEST, -1, 0
        brought = alike.settled is None and alike.given_up >= 0 and alike.company
        if brought and (sooner := arrival(alike.given_up)) < alike.arrive:
            reason, passed = ShelterReason.WITH_THE_VILLAGE, alike.given_up
        elif alike.settled is None:
            passed, sooner = self._first(alike, self._anywhere, alike.arrive, arrival)
            if passed >= 0:
                reason = self._passed_over(alike, passed)
        elif alike.beds:
            passed, sooner = self._first(alike, self._anywhere, alike.arrive, arrival)
            if passed >= 0 and not self._has_no_bed(alike, passed):
                passed = -1
        after, later = self._first(alike, self._able(alike.size), UNREACHED, arrival)
        shelters = self._situation.travel.shelters
        return _ShelterReason(
            reason,
            None if passed < 0 else shelters[passed],
            0 if passed < 0 else alike.arrive - sooner,
            None if after < 0 else shelters[after],
            later - alike.arrive,
        )

    def _able(self, size: int) -> "_FirstTwo":
        """Arrivals at the shelters that take them and have so many beds left."""
        if size not in self._with_room:
            taken = (self._situation.options.arrival < UNREACHED) & (self._left >= size)
            self._with_room[size] = _FirstTwo(np.where(taken, self._situation.anywhere, UNREACHED))
        return self._with_room[size]

    def _first(self, alike: _Alike, among: "_FirstTwo", before: int, arrival: Callable[[int], int]) -> tuple[int, int]:
        """The other column with the earliest arrival before a moment, and that arrival; -1 where there is none. No turn
        makes anybody sooner than open roads do: those are asked in order until they are later than the best."""
        if not self._soonest.crowded:
            column, when = among.beside(alike.kind, alike.column)
            return (column, when) if when < before else (-1, before)
        free = among.arrival[alike.kind]
        candidates = np.flatnonzero(free < before)
        candidates = candidates[candidates != alike.column]
        best, when = -1, before
        for column in candidates[np.argsort(free[candidates], kind="stable")]:
            if free[column] >= when:
                break
            found = arrival(int(column))
            if found < when:
                best, when = int(column), found
        return best, when

    def _has_no_bed(self, alike: _Alike, column: int) -> bool:
        """Whether a shelter takes them and is too full at the plan's end."""
        takes = self._situation.options.arrival[alike.kind, column] < UNREACHED
        return bool(takes and self._left[column] < alike.size)

    def _passed_over(self, alike: _Alike, column: int) -> ShelterReason:
        """Why not this one, which could be reached sooner.

        Full is one that had no room for them before this plan either. Where beds are left, company keeps them."""
        if self._situation.options.arrival[alike.kind, column] >= UNREACHED:
            return ShelterReason.SOONER_UNFIT
        if self._before[column] < alike.size:
            return ShelterReason.SOONER_FULL
        keeps = alike.company and self._left[column] >= alike.size
        return ShelterReason.WITH_THE_VILLAGE if keeps else ShelterReason.FOR_OTHERS


class _FirstTwo:
    """A table of arrivals, kinds x shelters, and the two earliest of each row, of equal ones the first by column."""

    def __init__(self, arrival: Ints) -> None:
        self.arrival = arrival
        rows = np.arange(len(arrival))
        first = arrival.argmin(axis=1)
        rest = arrival.copy()
        rest[rows, first] = UNREACHED
        second = rest.argmin(axis=1)
        self._columns = np.stack([first, second]).tolist()
        self._when = np.stack([arrival[rows, first], rest[rows, second]]).tolist()

    def beside(self, row: int, column: int) -> tuple[int, int]:
        """The earliest of a row but for one column, UNREACHED where there is none."""
        choice = int(self._columns[0][row] == column)
        return self._columns[choice][row], self._when[choice][row]


class _RouteReasons:
    """Why this route: compared with the quickest one to the same shelter if all roads were open."""

    def __init__(self, situation: Situation, told: frozenset[int], shelters: Sequence[ShelterId]) -> None:
        """`shelters` are those where somebody goes who does not do as he was told."""
        self._situation, self._told, self._shelters = situation, told, shelters
        self._narrow = {link.id: link.capacity_pph for link in situation.network.links if link.capacity_pph is not None}
        self._open: dict[Way, _AllOpen] = {}
        self._known: dict[tuple[int, bool, int, float], tuple[RouteReason, LinkId | None]] = {}

    def of(self, party: int, move: Move) -> tuple[RouteReason, LinkId | None]:
        if party in self._told:
            return RouteReason.AS_TOLD, None
        situation = self._situation
        rides = move.mode in RIDING
        start = situation.car[party] if rides else situation.foot[party]
        if start is None or move.trip or move.boards is not None:
            return RouteReason.QUICKEST, None  # a trip's way is its vehicle's, told with the trip
        travel = situation.travel
        if not travel.closed(start.pace.way) and not self._narrow:
            return RouteReason.QUICKEST, None
        # A kind has one start for each way.
        key = situation.kind[party], rides, travel.column[move.shelter], move.route.minutes
        found = self._known.get(key)
        if found is None:
            road = round(move.route.minutes * MINUTE) - sum(travel.legs_us(start, move.shelter))
            found = self._known[key] = self._answer(start, move, road)
        return found

    def _answer(self, start: Start, move: Move, road: int) -> tuple[RouteReason, LinkId | None]:
        """The road in the way of the quickest route, at the hour one would be there by it."""
        situation = self._situation
        network, travel = situation.network, situation.travel
        way = travel.timetable(start.pace.way).roads.way  # the carried mostly go where walkers go
        if way not in self._open:
            self._open[way] = _AllOpen(situation, way, self._shelters)
        quickest = self._open[way].ms(start, move.shelter) * start.pace.road
        if road <= quickest:
            return RouteReason.QUICKEST, None
        arcs = self._open[way].arcs(start, move.shelter)
        access, egress = travel.legs_us(start, move.shelter)
        depart = max(start.ready, opens_us(situation, move.shelter) - (access + quickest + egress))
        closed = closed_on_the_way(travel, start.pace, arcs, depart + access)
        if closed is not None:
            link = network.links[closed]
            barred = link.capacity_pph is not None and link.capacity_pph <= 0
            return (RouteReason.QUICKER_BARRED if barred else RouteReason.QUICKER_CLOSED), link.id
        links = [network.links[int(network.arcs.link[arc])].id for arc in arcs if network.arcs.link[arc] != NO_LINK]
        narrow = [(self._narrow[link], link) for link in links if link in self._narrow]
        return RouteReason.QUICKER_CROWDED, min(narrow)[1] if narrow else None


class _AllOpen:
    """Quickest ways of one kind if no road were closed: by open roads alone, or over a closing one.

    The last closing road on such a way is met over any roads and left over open ones, which are known already."""

    def __init__(self, situation: Situation, way: Way, goals: Sequence[ShelterId]) -> None:
        """To the shelters `goals`."""
        network, effort = situation.network, situation.effort
        table = situation.travel.timetable(way)
        self._network, self._roads = network, situation.roads.open(table.roads.way, frozenset())
        self._row = {place: i for i, place in enumerate(network.leaving)}
        self._column = {shelter: i for i, shelter in enumerate(goals)}
        places = np.fromiter(network.leaving.values(), dtype=np.int64)
        shelters = np.array([network.shelters[shelter] for shelter in goals], dtype=np.int64)
        arcs, ms = network.arcs, network.arcs.ms[table.roads.way]
        closing = np.flatnonzero(np.isin(arcs.link, sorted(situation.travel.closed(way))) & (ms >= 0))
        tails, where = np.unique(arcs.tail[closing], return_inverse=True)
        if len(tails) >= len(shelters):
            self._ms: Floats = self._roads.distances(shelters, places, effort).T
            return
        home = self._roads.distances(tails, places, effort)[where]
        last = table.roads.distances(shelters, arcs.head[closing], effort)
        self._ms = table.direct[:, [situation.travel.column[shelter] for shelter in goals]]
        for k, length in enumerate(ms[closing].tolist()):
            np.minimum(self._ms, home[k][:, None] + length + last[:, k][None, :], out=self._ms)

    def ms(self, start: Start, shelter: ShelterId) -> int:
        return int(self._ms[self._row[start.place], self._column[shelter]])

    def arcs(self, start: Start, shelter: ShelterId) -> list[int]:
        return self._roads.path(self._network.leaving[start.place], self._network.shelters[shelter])


def opens_us(situation: Situation, shelter: ShelterId) -> int:
    """Microseconds after the case's start at which a shelter opens."""
    after = next(each.opens_after_min for each in situation.case.shelters if each.id == shelter)
    return max(0, after) * MINUTE


def _time(situation: Situation, party: int, move: Move, arrive: int, *, as_told: bool) -> tuple[TimeReason, int]:
    """Why then, and how long they wait at their door for it (microseconds), as `arrive` is."""
    foot, depart = situation.foot[party], micros(situation.case.at, move.depart)
    if situation.parties[party].left and situation.case.standing is not None and as_told:
        return TimeReason.LEFT, 0
    wait = 0 if foot is None else max(0, depart - foot.ready)
    if as_told:
        return TimeReason.AS_TOLD, wait
    if wait == 0:
        return TimeReason.READY, 0
    if move.vehicle is not None:
        return TimeReason.VEHICLE, wait
    column = situation.travel.column[move.shelter]
    if arrive > int(situation.options.arrival[situation.kind[party], column]):
        return TimeReason.STAGED, wait
    opening = arrive == opens_us(situation, move.shelter)
    return TimeReason.SHELTER_OPENS if opening else TimeReason.ROAD_OPENS, wait
