"""Trips of the standing plan that go on: who has a seat keeps it while the trip holds.

A trip holds while its vehicle is on duty, every leg that is still to be driven stays open at its hours, and somebody
still gets on at every stop. Vehicles on the road are facts: times are never changed here. Where a trip breaks, so do
those of the same vehicle after it, which began where it ended, and their passengers look for another ride; so do all
trips of a helper who was to bring somebody in alone before and does not. Where somebody who has left rides in a trip,
the vehicle is on the road whatever became of others: it goes on though nobody gets on at some of its stops any more,
and though trips before it broke. A vehicle that nobody of the standing plan waits for is back at its depot.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.ids import HelperId, LinkId, NodeId, VehicleId
from core.domain.plans import Move
from core.domain.roads import Vehicle
from core.domain.trips import Leg, Trip, car_of, driver_of
from core.planning.pace import Pace, Way, driving_factor, leg_ms, link_ms
from core.planning.prepared import Reading
from core.planning.situation import Situation, in_own_car
from core.planning.timeline import FOREVER, SECOND, micros
from core.planning.vehicles.boarding import boarded_at
from core.planning.vehicles.fleet_problem import Standing, on_duty, way_of_vehicle
from core.planning.vehicles.fleet_rounds import Rides
from core.planning.vehicles.passengers import STOP_US, boarding_us

_ROUNDING_US = SECOND  # moments of a plan that was written and read again


_NO_LINKS = Reading.of(())
_Ride = tuple[Trip, dict[int, Move]]
_Piece = tuple[int, NodeId, NodeId, int]  # of a link: its index, ends, and milliseconds at factor 1


@dataclass(frozen=True, slots=True)
class _Passed:
    """A leg in time: its links from `begin` on, in microseconds at a pace."""

    reading: Reading
    begin: int
    pace: int

    def over(self, links: Mapping[int, object]) -> Iterator[tuple[int, int, int]]:
        """(link, entry, end) of those of its links, in microseconds."""
        if self.reading.links.isdisjoint(links):
            return
        now = self.begin
        for link, ms in self.reading.pieces:
            until = now + ms * self.pace
            if link in links:
                yield link, now, until
            now = until


class _Courses:
    """Legs read on the network as it is now: over which links they pass when. What several trips share is read once."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._pieces: dict[Way, dict[LinkId, _Piece | None]] = {}
        self._paces: dict[Way, int] = {}
        self._passed: dict[tuple[int, Way], _Passed | None] = {}  # by identity of the plan's legs

    def drives_on(self, trip: Trip, way: Way) -> bool:
        """Whether every leg of a trip stays open from now on."""
        return all(
            micros(self._situation.case.at, leg.arrive) <= 0
            or not leg.links
            or self._stays_open(self._driven(leg, way), way)
            for leg in trip.legs
        )

    def stays_open(self, leg: Leg, pace: Pace) -> bool:
        """Whether no link of a leg is closed while somebody at this pace is on it, from now on."""
        if micros(self._situation.case.at, leg.arrive) <= 0 or not leg.links:
            return True
        return self._stays_open(self._read(leg, pace.way, pace.road), pace.way)

    def _stays_open(self, passed: _Passed | None, way: Way) -> bool:
        if passed is None:
            return False  # the map has changed: these links no longer hang together, or take another time
        closed = self._situation.travel.closed(way)
        return passed.reading.links.isdisjoint(closed) or not any(
            start < until and max(now, 0) < stop and until > 0
            for link, now, until in passed.over(closed)
            for start, stop in closed[link]
        )

    def slack(self, leg: Leg, way: Way) -> int:
        """Microseconds by which a leg could be driven later and still be over each of its links before it closes."""
        closed, passed = self._situation.travel.closed(way), self._driven(leg, way)
        if passed is None or passed.reading.links.isdisjoint(closed):
            return FOREVER
        return min(
            (start - until for link, _, until in passed.over(closed) for start, _ in closed[link] if start >= until),
            default=FOREVER,
        )

    def _driven(self, leg: Leg, way: Way) -> _Passed | None:
        key = (id(leg), way)
        if key not in self._passed:
            if way not in self._paces:
                self._paces[way] = driving_factor(self._situation.case, way)
            self._passed[key] = self._read(leg, way, self._paces[way])
        return self._passed[key]

    def _read(self, leg: Leg, way: Way, pace: int) -> _Passed | None:
        """The links of a leg in time; None where they no longer make up its time."""
        begin, end = (micros(self._situation.case.at, moment) for moment in (leg.depart, leg.arrive))
        if not leg.links:
            return _Passed(_NO_LINKS, begin, pace)
        for reading in self._readings(leg, way):
            if abs(begin + reading.ms * pace - end) <= _ROUNDING_US:
                return _Passed(reading, begin, pace)
        return None

    def _readings(self, leg: Leg, way: Way) -> tuple[Reading, ...]:
        """Ways to read the links of a leg: two where two roads join the same crossings."""
        known = self._situation.roads.legs_read
        key = way, leg.links, leg.from_share, leg.to_share
        found = known.get(key)
        if found is None:
            found = known[key] = tuple(map(Reading.of, self._read_anew(leg, way)))
        return found

    def _read_anew(self, leg: Leg, way: Way) -> Iterator[list[tuple[int, int]]]:
        known = self._pieces.setdefault(way, {})
        links = []
        for name in leg.links:
            if name not in known:
                known[name] = self._piece(name, way)
            piece = known[name]
            if piece is None:
                return
            links.append(piece)
        first, last = links[0], links[-1]
        if len(links) == 1:
            yield [(first[0], round(first[3] * abs(leg.to_share - leg.from_share)))]
            return
        for share, begin in dict.fromkeys(((0.0, first[1]), (1.0, first[2]))):
            here = begin
            pieces = [(first[0], round(first[3] * abs(share - leg.from_share)))]
            for link, one, other, ms in links[1:-1]:
                if here not in (one, other):
                    break
                here = other if here == one else one
                pieces.append((link, ms))
            if len(pieces) == len(links) - 1 and here in (last[1], last[2]):
                enters = 0.0 if here == last[1] else 1.0
                yield [*pieces, (last[0], round(last[3] * abs(leg.to_share - enters)))]

    def _piece(self, name: LinkId, way: Way) -> _Piece | None:
        """None for a link that is no longer there, or not for this way."""
        network = self._situation.network
        if name not in network.link_index:
            return None
        index = network.link_index[name]
        link = network.links[index]
        ms = link_ms(link, way)
        return None if ms < 0 else (index, link.from_node, link.to_node, ms)


class StandingTrips:
    """The standing plan's trips and who has a seat in them. Asked again without some of their passengers, only those of
    the vehicles that were to fetch these are looked at anew."""

    def __init__(self, situation: Situation, known: Mapping[int, Move]) -> None:
        """`known` are standing moves by party."""
        self._situation, self._known = situation, known
        trips = () if situation.case.standing is None else situation.case.standing.trips
        self._riders: dict[tuple[VehicleId, int], dict[int, Move]] = {}
        for i, move in known.items() if trips else ():
            if move.vehicle is not None and move.trip > 0:
                self._riders.setdefault((move.vehicle, move.trip), {})[i] = move
        self._of_vehicle: dict[VehicleId, list[Trip]] = {}
        for trip in sorted(trips, key=lambda trip: trip.number):
            self._of_vehicle.setdefault(trip.vehicle, []).append(trip)
        self._vehicles = (*on_duty(situation), *_own_cars(situation, trips)) if trips else ()
        self._courses = _Courses(situation)
        alone = (_waits_alone(situation, i, move) for i, move in known.items() if trips)
        self._late = {car_of(name) for name in alone if name is not None}
        self._whole: dict[VehicleId, list[_Ride]] = {}

    def held(self, gone: Collection[int] = frozenset()) -> tuple[Rides, dict[VehicleId, Standing]]:
        """Rides that go on, and where their vehicles are free again. The standing moves of `gone` do not hold: nobody
        drives there for them, and nobody drives on from there."""
        situation = self._situation
        moves: dict[int, Move] = {}
        trips: list[Trip] = []
        standing: dict[VehicleId, Standing] = {}
        late = self._late | cars_of_those_alone(situation, {i: self._known[i] for i in gone})
        waiting = {self._known[i].vehicle for i in gone}
        for vehicle in self._vehicles:
            held = self._of(vehicle, gone if vehicle.id in waiting else frozenset(), late=vehicle.id in late)
            for trip, aboard in held:
                trips.append(trip)
                moves.update(aboard)
            if held:
                last, aboard = held[-1]
                unload = STOP_US * len(last.stops) + sum([boarding_us(situation.parties[i]) for i in aboard])
                arrive = micros(situation.case.at, last.legs[-1].arrive)
                column = situation.travel.column[last.shelter]
                standing[vehicle.id] = Standing(column, max(0, arrive) + unload, len(held))
        return Rides(moves, tuple(trips)), standing

    def _of(self, vehicle: Vehicle, gone: Collection[int], *, late: bool) -> list[_Ride]:
        whole = not gone and not late
        if whole and vehicle.id in self._whole:
            return self._whole[vehicle.id]
        trips = self._of_vehicle.get(vehicle.id, ())
        held = _held(self._situation, self._courses, vehicle, trips, self._riders, gone, late=late)
        found = [_numbered(number, trip, aboard) for number, (trip, aboard) in enumerate(held, start=1)]
        if whole:
            self._whole[vehicle.id] = found
        return found


def _numbered(number: int, trip: Trip, aboard: dict[int, Move]) -> _Ride:
    """A trip and whom it takes, counted anew where trips before it are over."""
    if number == trip.number:
        return trip, aboard
    return replace(trip, number=number), {i: replace(move, trip=number) for i, move in aboard.items()}


def cars_of_those_alone(situation: Situation, moves: Mapping[int, Move]) -> set[VehicleId]:
    """Cars of helpers that bring in somebody of these alone."""
    drivers = {situation.cars.driver.get(i) for i, move in moves.items() if in_own_car(move)}
    return {car_of(name) for name in drivers if name is not None}


def _waits_alone(situation: Situation, party: int, move: Move) -> HelperId | None:
    """Who was to fetch somebody alone that has not set out when he was to: his car's trips shift with that."""
    late = in_own_car(move) and not situation.parties[party].left and micros(situation.case.at, move.depart) < 0
    return situation.cars.driver.get(party) if late else None


def _own_cars(situation: Situation, trips: Sequence[Trip]) -> Iterator[Vehicle]:
    """Helpers' cars that have trips to make, of those who have not dropped out."""
    seats = {helper.id: helper.car_seats for helper in situation.case.helpers}
    for name in sorted({trip.vehicle for trip in trips}):
        helper = driver_of(name)
        if helper is not None and seats.get(helper, 0) > 0 and helper not in situation.case.out:
            yield Vehicle(name, "car", seats[helper])


def _held(
    situation: Situation,
    courses: _Courses,
    vehicle: Vehicle,
    trips: Sequence[Trip],
    riders: Mapping[tuple[VehicleId, int], Mapping[int, Move]],
    gone: Collection[int],
    *,
    late: bool,
) -> Iterator[_Ride]:
    """The trips of a vehicle that go on, in order, with whom they take; those that nobody waits for are over. After one
    that breaks, or where the vehicle is `late` for the first, they go on from the next in which somebody has left."""
    broken = late
    for trip in trips:
        mine = riders.get((trip.vehicle, trip.number), {})
        if not mine:
            continue
        aboard = {
            i: kept
            for i, move in sorted(mine.items())
            if i not in gone and (kept := _kept(situation, courses, i, move)) is not None
        }
        helper = driver_of(vehicle.id)
        if helper is not None:  # a household that has other helpers now does not wait for this one
            aboard = {i: move for i, move in aboard.items() if helper in situation.cars.helpers[i]}
        begun = any(situation.parties[i].left for i in aboard)
        counted = None if broken and not begun else _counted(trip, list(aboard.values()), begun=begun)
        broken = counted is None or not _drives_on(situation, courses, vehicle, trip)
        if counted is None or broken:
            continue
        yield counted, {i: _dated(situation, courses, counted, i, move) for i, move in aboard.items()}


def _dated(situation: Situation, courses: _Courses, trip: Trip, party: int, move: Move) -> Move:
    """The move with its last departure as it is now; of those who have left it stays as they were told."""
    if situation.parties[party].left:
        return move
    deadline = _deadline(courses, trip, move)
    return move if deadline == move.deadline else replace(move, deadline=deadline)


def _deadline(courses: _Courses, trip: Trip, move: Move) -> datetime | None:
    """The last departure that still keeps the rest of the trip on open roads, None where nothing ends it."""
    begin = boarded_at(trip, move)
    legs = trip.legs if begin is None else trip.legs[begin + 1 :]
    slack = min((courses.slack(leg, Way(move.mode.value)) for leg in legs), default=FOREVER)
    return None if slack >= FOREVER else move.depart + timedelta(microseconds=slack)


def _kept(situation: Situation, courses: _Courses, party: int, move: Move) -> Move | None:
    """The move of a party that has not grown, with those who are left of it; None where it can no longer be in time.

    Only an entry says that somebody has left: whose departure has passed without one waits for another ride.
    """
    who, at = situation.parties[party], situation.case.at
    members = tuple(sorted(member.person for member in who.members))
    if not set(members) <= set(move.persons) or situation.foot[party] is None:
        return None
    if who.sent_to not in (None, move.shelter):  # somebody in charge has sent them elsewhere since
        return None
    open_by_then = move.shelter in situation.travel.column and situation.travel.is_open(
        move.shelter, micros(at, move.arrive)
    )
    if not who.left and (micros(at, move.depart) < 0 or not open_by_then):
        return None
    if not who.left and not situation.fits.of(party)[situation.travel.column[move.shelter]]:
        return None  # sent elsewhere since it was told
    if not _walks_on(situation, courses, party, move):
        return None
    return move if members == move.persons else replace(move, persons=members)


def _counted(trip: Trip, aboard: Sequence[Move], *, begun: bool) -> Trip | None:
    """The trip with its stops counted again; None where nobody gets on at one, unless it has begun with somebody."""
    persons = [0] * len(trip.stops)
    for move in aboard:
        stop = boarded_at(trip, move)
        if stop is None:
            return None
        persons[stop] += len(move.persons)
    if not all(persons) and not begun:
        return None
    if persons == [stop.persons for stop in trip.stops]:
        return trip
    stops = tuple(replace(stop, persons=n) for stop, n in zip(trip.stops, persons, strict=True))
    return replace(trip, stops=stops)


def _drives_on(situation: Situation, courses: _Courses, vehicle: Vehicle, trip: Trip) -> bool:
    """Whether the shelter is there and the rest of the way stays open, within the vehicle's duty."""
    if trip.shelter not in situation.travel.column:
        return False
    if vehicle.end is not None and trip.legs[-1].arrive > vehicle.end:
        return False
    return courses.drives_on(trip, way_of_vehicle(vehicle))


def _walks_on(situation: Situation, courses: _Courses, party: int, move: Move) -> bool:
    """Whether the way on foot to where the vehicle waits stays open."""
    boards, start = move.boards, situation.foot[party]
    if boards is None or start is None:
        return True
    walk, to_the_road = boards.walk, timedelta(microseconds=leg_ms(boards.walk.access_m) * start.pace.legs)
    on_the_road = Leg(
        links=walk.links,
        depart=move.depart + to_the_road,
        arrive=move.depart + timedelta(minutes=walk.minutes),
        from_share=walk.from_share,
        to_share=walk.to_share,
    )
    return courses.stays_open(on_the_road, start.pace)
