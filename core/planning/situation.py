"""A case made ready: who is where, how he can travel, when he could arrive at each shelter and what stands in his way.

A party may ride in a helper's car from the moment on that the car could leave its door (`helper_cars`); else it walks,
carried where somebody cannot walk, at the pace of its slowest member. Which trips each car makes, and whom the fleet
fetches, are problems of their own (see `vehicles`): trips are told to the situation once they are known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from core.domain.findings import Finding
from core.domain.ids import HelperId, HouseholdId, PlaceCode, VehicleId
from core.domain.people import Mobility
from core.domain.plans import Mode, Move, Pairing, ShortfallRule
from core.domain.trips import Trip, driver_of
from core.planning.case import Case, CaseParty
from core.planning.effort import Effort
from core.planning.fit import Fits
from core.planning.helper_cars import NO_CARS, guessed_turns, helper_cars
from core.planning.network import Ints
from core.planning.pace import Pace, Way, delay, driving_factor, walking_factor
from core.planning.prepared import PreparedRoads
from core.planning.staging.gates import with_gates_shut, with_shut_roads
from core.planning.timeline import FOREVER, HORIZON, MINUTE, micros
from core.planning.timetable import NEVER, UNREACHED
from core.planning.travel import Start, Travel

RIDING = (Mode.CAR, Mode.BUS)
PartyKey = tuple[HouseholdId, PlaceCode]


def key_of(party: CaseParty) -> PartyKey:
    """A household may have members in two villages: two parties, told apart by where they are."""
    return party.household, party.place


@dataclass(frozen=True, slots=True)
class Options:
    """Per kind of traveller and shelter: earliest arrival and last departure in microseconds, and whether by car.

    A shelter that does not take them counts as never reached.
    """

    arrival: Ints
    deadline: Ints
    by_car: np.ndarray


class Situation:
    """Parties in id order with their starts. `kind[i]` is the row of party i in `options`, -1 for one off the roads."""

    def __init__(self, case: Case, effort: Effort, roads: PreparedRoads | None = None) -> None:
        self.case, self.effort = case, effort
        self.parties = tuple(sorted(case.parties, key=key_of))
        self.sizes = [len(party.members) for party in self.parties]
        self.size = np.array(self.sizes, dtype=np.int64)
        self.roads = (PreparedRoads() if roads is None else roads).of(case, lambda: effort.spend(0))
        self.network = self.roads.network
        self.travel = Travel(with_shut_roads(case), self.roads, effort)
        self.fits = Fits(case, self.travel.shelters, self.parties)
        effort.share(0.1)
        inside = dict(case.inside)
        capacity = {shelter.id: shelter.capacity for shelter in case.shelters}
        self.capacity = np.array([capacity[s] for s in self.travel.shelters], dtype=np.int64)
        taken = np.array([inside.get(s, 0) for s in self.travel.shelters], dtype=np.int64)
        self.room = np.maximum(self.capacity - taken, 0)
        self._told: dict[PartyKey, datetime] = (
            {(move.household, move.place): move.depart for move in case.standing.moves} if case.standing else {}
        )
        self._walkers: dict[frozenset[Mobility], tuple[Pace, int]] = {}
        self._starts: dict[tuple[PlaceCode, frozenset[Mobility], int], Start] = {}
        walkers, self._walker = _numbered([self._on_foot(party) for party in self.parties])
        self.foot = [walkers[row] if row >= 0 else None for row in self._walker]
        self._arrival, self._deadline = self.travel.tables(walkers)
        self.car: list[Start | None] = [None] * len(self.parties)
        self.cars = NO_CARS
        self.lone: list[Start | None] = [None] * len(self.parties)  # with a helper's car that fetches nobody else
        self._driver = self._lone = [-1] * len(self.parties)
        self._drive = [UNREACHED] * len(self.parties)  # how long each rides at least, in microseconds
        self._lone_arrival, self._lone_deadline = self._arrival[:0], self._deadline[:0]
        self._set_down: Ints = self._lone_arrival
        self._driver_deadline = self._deadline[:0]
        self.trips: dict[tuple[VehicleId, int], Trip] = {}
        self.kind: list[int] = []
        self._unserved: list[int] = []
        self.options = Options(self._arrival, self._deadline, np.zeros(self._arrival.shape, dtype=bool))
        self.anywhere: Ints = self._arrival  # arrivals of the kinds at all shelters, whether these take them or not
        self.on_foot: Ints = self._arrival  # those of them without any vehicle
        self.at_best: Ints = self._arrival  # as `options.arrival`, with a helper's car that fetches nobody else

    @cached_property
    def beside(self) -> Travel:
        """Journeys that pass no road that lets only so many through: nobody has to wait for his turn on them."""
        return Travel(with_gates_shut(self.case), self.roads, self.effort)

    def _on_foot(self, party: CaseParty) -> Start | None:
        if party.place not in self.network.leaving:
            return None
        mobilities = frozenset([member.mobility for member in party.members])
        if mobilities not in self._walkers:
            factor = walking_factor(self.case, mobilities)
            way = Way.CARRIED if any(mobility.cannot_walk for mobility in mobilities) else Way.FOOT
            self._walkers[mobilities] = Pace(way, factor, factor), max(0, delay(self.case, mobilities))
        pace, wait = self._walkers[mobilities]
        ready = ready_after(self.case, wait, self._told.get(key_of(party)) if wait else None)
        key = (party.place, mobilities, ready)
        if key not in self._starts:
            self._starts[key] = Start(party.place, pace, ready)
        return self._starts[key]

    def last_moments(self) -> dict[HouseholdId, float | None]:
        """Minutes until each household's last safe departure on foot to any shelter; None where nothing presses."""
        moments: dict[HouseholdId, float | None] = {}
        known: dict[tuple[int, int], float | None] = {(-1, fit): None for fit in self.fits.row}
        for party, walker, fit in zip(self.parties, self._walker, self.fits.row, strict=True):
            if (walker, fit) not in known:
                latest = int(self._deadline[walker, self.fits.taken[fit]].max(initial=NEVER))
                known[walker, fit] = None if latest >= FOREVER or latest < 0 else latest / MINUTE
            moments[party.household] = known[walker, fit]
        return moments

    def ride(self, pairings: Iterable[Pairing], before: Mapping[int, Move]) -> None:
        """Work out what everybody's helper's car could do for him, and then `ride_anew`."""
        self.cars = helper_cars(self.case, self.parties, pairings)
        self.lone = [None] * len(self.parties)  # whoever had a driver with another pairing has none by that
        driving = driving_factor(self.case)
        with_car: dict[int, Start] = {}  # by identity of the start on foot: who starts alike shares one value
        for i in self.cars.driver:
            start = self.foot[i]
            if start is None:
                continue
            if id(start) not in with_car:
                with_car[id(start)] = Start(start.place, Pace(Way.CAR, driving, start.pace.legs), start.ready)
            self.lone[i] = with_car[id(start)]
        lone, self._lone = _numbered(self.lone)
        self.lone = [lone[row] if row >= 0 else None for row in self._lone]
        self._lone_arrival, self._lone_deadline = self.travel.tables(lone)
        self._set_down = self.travel.set_down(lone, self._lone_arrival)
        ready = np.array([start.ready for start in lone], dtype=np.int64)
        rides = self._lone_arrival.min(axis=1, initial=UNREACHED) - ready if lone else ready
        # Whom no shelter has beds for is guessed last: a car that went there first would miss those whom it can help.
        beds = np.where(self.fits.taken, self.room[None, :], 0).max(axis=1, initial=0)[self.fits.row]
        able = (beds >= self.size).tolist()
        self._drive = [int(rides[row]) if row >= 0 and able[i] else UNREACHED for i, row in enumerate(self._lone)]
        self.ride_anew(before)

    def ride_anew(self, before: Mapping[int, Move]) -> None:
        """Seat parties in their helpers' cars at guessed moments, and work out everybody's options without the fleet.

        `before` are standing moves by party: whoever had a seat goes first, and a car is free once it has brought in
        whoever is on the road."""
        self.board(())
        turns = guessed_turns(
            self.cars,
            self.parties,
            lambda i: HORIZON if (start := self.lone[i]) is None else start.ready,
            lambda i: min(self._drive[i], HORIZON),
            frozenset(i for i, move in before.items() if in_own_car(move)),
            self._busy(before),
        )
        self.seat({i: start.at(turns[i]) for i, start in enumerate(self.lone) if start is not None and i in turns})

    def _busy(self, before: Mapping[int, Move]) -> dict[HelperId, int]:
        """Until when cars are with those whom they bring in already: riders of trips, and who has left in one."""
        found: dict[HelperId, int] = {}
        for i, move in before.items():
            name = driver_of(move.vehicle) if move.vehicle is not None else self.cars.driver.get(i)
            if name is not None and (move.vehicle is not None or (in_own_car(move) and self.parties[i].left)):
                found[name] = max(found.get(name, 0), micros(self.case.at, move.arrive))
        return found

    def seat(self, starts: Mapping[int, Start]) -> None:
        """Say who may go in a helper's car from when on; everybody's options follow from that."""
        self.car = [starts.get(i) for i in range(len(self.parties))]
        drivers, self._driver = _numbered(self.car)
        self.car = [drivers[row] if row >= 0 else None for row in self._driver]
        arrival, self._driver_deadline = self.travel.tables(drivers)
        ways = list(zip(self._walker, self._driver, self._lone, self.fits.row, strict=True))
        kinds = sorted({way for way in ways if way[0] >= 0})
        index = {kind: i for i, kind in enumerate(kinds)}
        self.kind = [index.get(way, -1) for way in ways]
        self.options = self._joined(kinds, arrival)

    @property
    def seats(self) -> dict[int, Start]:
        """Who may go in a helper's car from when on, as `seat` was told."""
        return {i: start for i, start in enumerate(self.car) if start is not None}

    def hold(self, kept: Mapping[int, Move]) -> None:
        """Let bounds count the ways of standing moves: a road that was told may be longer than any that a fresh plan
        looks for, and reach a shelter that is not open yet at the end of those."""
        mine = [i for i in kept if kept[i].vehicle is None and self.kind[i] >= 0 and not self.parties[i].left]
        arrive = [max(0, micros(self.case.at, kept[i].arrive)) for i in mine]
        rows, columns = [self.kind[i] for i in mine], [self.travel.column[kept[i].shelter] for i in mine]
        self.at_best = self.at_best.copy()
        np.minimum.at(self.at_best, (np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)), arrive)

    def board(self, trips: Iterable[Trip]) -> None:
        """Make the trips of the fleet known to whoever asks when its passengers are where."""
        self.trips = {(trip.vehicle, trip.number): trip for trip in trips}

    def _joined(self, kinds: list[tuple[int, int, int, int]], arrival: Ints) -> Options:
        feet, cars, lone, fits = np.array(kinds, dtype=np.int64).reshape(-1, 4).T
        walked, taken = self._arrival[feet], self.fits.taken[fits]
        driven = _rows(arrival, cars, UNREACHED)
        by_car = driven < walked
        self.anywhere = np.where(by_car, driven, walked)
        alone = _rows(self._lone_arrival, lone, UNREACHED)
        self.at_best = np.where(taken, np.minimum(walked, _rows(self._set_down, lone, UNREACHED)), UNREACHED)
        self.on_foot = np.where(taken, walked, UNREACHED)
        # How long somebody who stays counts does not depend on what the cars do.
        latest = np.where(alone < walked, _rows(self._lone_deadline, lone, NEVER), self._deadline[feet])
        most = np.where(taken, latest, NEVER).max(axis=1, initial=NEVER)
        self._unserved = np.where(most < 0, HORIZON, np.minimum(most, HORIZON)).tolist()
        last = np.where(by_car, _rows(self._driver_deadline, cars, NEVER), self._deadline[feet])
        return Options(np.where(taken, self.anywhere, UNREACHED), np.where(taken, last, NEVER), by_car)

    def last_departure(self, party: int, column: int, mode: Mode) -> int:
        """The last safe departure to a shelter in this mode by whatever road; FOREVER or NEVER as in the tables."""
        table, row = (
            (self._driver_deadline, self._driver[party]) if mode in RIDING else (self._deadline, self._walker[party])
        )
        return NEVER if row < 0 else int(table[row, column])

    def lone_arrival(self, party: int, column: int) -> int:
        """When a party could be in a shelter with its helper's car for it alone; UNREACHED without one."""
        row = self._lone[party]
        return UNREACHED if row < 0 else int(self._lone_arrival[row, column])

    def set_down(self, party: int, column: int) -> int:
        """When its helper's car could have brought a party to a shelter; UNREACHED without one."""
        row = self._lone[party]
        return UNREACHED if row < 0 else int(self._set_down[row, column])

    def lone_departure(self, party: int, column: int) -> int:
        """The last departure of a party in its helper's car for it alone; NEVER without one."""
        row = self._lone[party]
        return NEVER if row < 0 else int(self._lone_deadline[row, column])

    def walked(self, party: int, column: int) -> int:
        """When a party could be in a shelter without any vehicle; UNREACHED where it cannot."""
        row = self._walker[party]
        return UNREACHED if row < 0 else int(self._arrival[row, column])

    def start(self, party: int, column: int) -> tuple[Start, Mode]:
        """How a party travels to a shelter: by car only where that is faster."""
        car = self.car[party]
        if car is not None and self.options.by_car[self.kind[party], column]:
            return car, Mode.CAR
        return self.walking(party)

    def walking(self, party: int) -> tuple[Start, Mode]:
        """How a party with a position goes without a car."""
        foot = self.foot[party]
        if foot is None:
            raise KeyError(party)
        return foot, Mode(foot.pace.way.value)

    def unserved_us(self, party: int) -> int:
        """Exposure of one unserved person: until his last safe departure, else until the plan's horizon."""
        return HORIZON if self.kind[party] < 0 else self._unserved[self.kind[party]]

    def unserved_of(self, kinds: Ints) -> Ints:
        """The same by the kinds of some parties."""
        each = np.array([*self._unserved, HORIZON], dtype=np.int64)  # the last for whoever is off the roads
        found: Ints = each[kinds]
        return found

    def walked_by(self, parties: Ints, columns: Ints) -> Ints:
        """When each of some parties could be in a shelter of its own without any vehicle; UNREACHED where it cannot."""
        rows = np.array(self._walker, dtype=np.int64)[parties]
        found: Ints = np.where(rows < 0, UNREACHED, self._arrival[rows, columns] if len(self._arrival) else UNREACHED)
        return found

    def shortfall_rules(self, parties: Iterable[int]) -> Mapping[int, ShortfallRule]:
        """Why each of these parties has no shelter."""
        mine = list(parties)
        positions = {place.code: place.position for place in self.case.places}
        road = self._has_road(mine, frozenset())
        nobody = frozenset(
            i for i, link in enumerate(self.network.links) if link.capacity_pph is not None and link.capacity_pph <= 0
        )
        passed = self._has_road(mine, nobody) if nobody else road
        return {i: self._rule(i, positions.get(self.parties[i].place) is None, (road, passed)) for i in mine}

    def _has_road(self, parties: Iterable[int], barred: frozenset[int]) -> dict[tuple[Way, PlaceCode], bool]:
        """Whether any road but these links leads from where each of them starts to a shelter."""
        found: dict[tuple[Way, PlaceCode], bool] = {}
        starts = [start for i in parties if (start := self.foot[i]) is not None]
        for way in (Way.FOOT, Way.CARRIED):
            placed = sorted({start.place for start in starts if start.pace.way is way})
            found.update({(way, place): has for place, has in self.travel.has_road(placed, way, barred).items()})
        return found

    def _rule(
        self, party: int, unplaced: bool, roads: tuple[Mapping[tuple[Way, PlaceCode], bool], ...]
    ) -> ShortfallRule:
        """`roads` say whether any road leads from a place, and whether one where anybody may pass."""
        road, passed = roads
        place, foot = self.parties[party].place, self.foot[party]
        if foot is None:
            if unplaced:
                return ShortfallRule.NO_POSITION
            return ShortfallRule.TOO_FAR_FROM_ROAD if place in self.network.too_far else ShortfallRule.NO_ROUTE
        if not road[foot.pace.way, place]:
            return ShortfallRule.NO_ROUTE
        if not (self.anywhere[self.kind[party]] < UNREACHED).any():
            return ShortfallRule.CUT_OFF if passed[foot.pace.way, place] else ShortfallRule.NOBODY_PASSES
        if self.parties[party].sent_to is not None:
            return ShortfallRule.SENT_ELSEWHERE
        there = self.options.arrival[self.kind[party]] < UNREACHED
        if not there.any():
            return ShortfallRule.NO_FIT_SHELTER
        if len(self.parties[party].members) > int(self.capacity[there].max()):
            return ShortfallRule.LARGER_THAN_ANY
        return ShortfallRule.NO_ROOM

    def findings(self) -> tuple[Finding, ...]:
        return self.network.findings


def _numbered(starts: Sequence[Start | None]) -> tuple[list[Start], list[int]]:
    """The different starts in order, and which of them each is; -1 for none. Who starts alike shares one value."""
    values = {id(start): start for start in starts if start is not None}
    orders = {each: start.order for each, start in values.items()}  # comparing starts is what takes long
    by_order = {order: values[each] for each, order in orders.items()}
    different = sorted(by_order)
    place = {order: i for i, order in enumerate(different)}
    number = {each: place[order] for each, order in orders.items()}
    return [by_order[order] for order in different], [-1 if start is None else number[id(start)] for start in starts]


def _rows(table: Ints, rows: Ints, otherwise: int) -> Ints:
    """The rows of a table, `otherwise` throughout where a row is -1."""
    found = np.full((len(rows), table.shape[1]), otherwise, dtype=np.int64)
    found[rows >= 0] = table[rows[rows >= 0]]
    return found


def in_own_car(move: Move) -> bool:
    """Driven by the household's helper who fetches nobody else: neither in a trip nor in one of the fleet."""
    return move.mode is Mode.CAR and move.vehicle is None


def ready_after(case: Case, wait: int, told: datetime | None) -> int:
    """Microseconds until a party whose delay is `wait` can leave its door.

    Delays count from the first plan that told the household: of its standing departure `told` only what is left of the
    delay remains.
    """
    return wait if told is None or wait == 0 else min(wait, max(0, micros(case.at, told)))
