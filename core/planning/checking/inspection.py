"""What the checks look up again and again about a case and a plan, made once."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import attrgetter

from core.domain.findings import Finding
from core.domain.ids import HelperId, HouseholdId, PlaceCode, ShelterId, VehicleId
from core.domain.people import Mobility, Role
from core.domain.places import Position, Shelter
from core.domain.plans import Boarding, Mode, Move, Pairing, Plan, Route
from core.domain.roads import Vehicle
from core.domain.trips import Trip, car_of
from core.planning.case import Case, CaseParty
from core.planning.checking.arrival_tables import ArrivalTables
from core.planning.checking.courses import Course, Drives, LegCourse, course_of
from core.planning.checking.entries import Alike, Entry, Peers
from core.planning.checking.junctions import Junctions
from core.planning.checking.paces import Paces
from core.planning.checking.riding import boards_at, is_on_trip, mode_of
from core.planning.checking.roads import Roads
from core.planning.checking.searches import Searches
from core.planning.checking.traits import Traits, asks, lacks
from core.planning.checking.ways import Pace, Ways

PartyKey = tuple[HouseholdId, PlaceCode]
TripKey = tuple[VehicleId, int]
Ride = tuple[Trip, int]  # and the stop
Stand = tuple[int, int]  # from when until when

_ASKS = attrgetter("mobility", "needs")
# Needs that stop without electricity: oxygen, concentrator, ventilator, dialysis (the register's words).
_POWERED_NEEDS = frozenset({"氧气", "制氧机", "呼吸机", "透析"})


class Inspection:
    """A case and a plan under inspection. Nothing in it is changed by a check."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self.case, self.plan = case, plan
        self.roads, self.paces = Roads(case), Paces(case)
        self.places: dict[PlaceCode, Position | None] = {place.code: place.position for place in case.places}
        self.shelters: dict[ShelterId, Shelter] = {shelter.id: shelter for shelter in case.shelters}
        self.inside: dict[ShelterId, int] = dict(case.inside)
        self.parties: dict[PartyKey, CaseParty] = {(party.household, party.place): party for party in case.parties}
        self.standing: dict[PartyKey, Move] = (
            {(m.household, m.place): m for m in case.standing.moves} if case.standing else {}
        )
        self._traits: dict[object, Traits] = {}
        self._traits_of: dict[int, Traits] = {}
        self._unfit: dict[tuple[bool, bool, ShelterId | None], dict[ShelterId, tuple[str, ...]]] = {}
        self._courses: dict[object, Course] = {}
        self._course_of: dict[tuple[int, PlaceCode, ShelterId, Mode, int], Course] = {}
        self._legs: dict[int, tuple[LegCourse, ...]] = {}
        self._stands: dict[int, tuple[Stand, ...]] = {}
        self._ways = Ways(self.roads)
        self._drives = Drives(self._ways)
        self.vehicles: dict[VehicleId, Vehicle] = {vehicle.id: vehicle for vehicle in case.fleet}
        self.cars: dict[VehicleId, Vehicle] = {
            car_of(helper.id): Vehicle(car_of(helper.id), "car", helper.car_seats)
            for helper in case.helpers
            if helper.car_seats > 0 and plan.trips
        }
        self.trips: dict[TripKey, Trip] = {(trip.vehicle, trip.number): trip for trip in plan.trips}

    @cached_property
    def entries(self) -> list[Entry]:
        found = []
        for move in self.plan.moves:
            party, shelter = self.parties.get((move.household, move.place)), self.shelters.get(move.shelter)
            if party is not None and shelter is not None and party.members:
                depart, arrive = self.roads.after(move.depart), self.roads.after(move.arrive)
                found.append(Entry(move, party, self.traits(party), shelter, depart, arrive))
        return found

    @cached_property
    def rides(self) -> list[tuple[Entry, Ride | None]]:
        """Who rides in a trip of the plan's, with the one that he names and at which of its stops he boards; None where
        there is no such trip."""
        return [(entry, self._ride(entry.move)) for entry in self.entries if is_on_trip(entry.move)]

    @cached_property
    def on_their_own(self) -> list[Entry]:
        """Who does not: on foot, carried, or alone in a helper's car."""
        return [entry for entry in self.entries if not is_on_trip(entry.move)]

    @cached_property
    def alike(self) -> list[Alike]:
        """Who travels on his own, those together who are alike in all but who they are."""
        found: dict[object, list[Entry]] = {}
        for entry in self.on_their_own:
            move = entry.move
            ways = id(move.route), id(move.second), id(move.second_shares)  # mostly one object; the plan keeps them
            key = (*ways, move.place, move.shelter, move.mode, entry.traits.legs, *entry[-2:], move.deadline)
            found.setdefault(key, []).append(entry)
        return [Alike(entries[0], entries, self.course(entries[0])) for entries in found.values()]

    @cached_property
    def peers(self) -> list[Peers]:
        """Who names no vehicle, those together who could be anywhere at the same time."""
        found: dict[object, Peers] = {}
        for entry in self.entries:
            move, party, traits = entry.move, entry.party, entry.traits
            if move.vehicle is None:
                ready = self.ready(entry)
                key = (move.place, id(traits), move.mode, ready, party.left, party.joins)  # equal traits are one object
                peers = found.get(key)
                if peers is None:
                    peers = found[key] = Peers(entry, ready, [])
                peers.entries.append(entry)
        return list(found.values())

    @cached_property
    def entry_of(self) -> dict[PartyKey, Entry]:
        return {(entry.move.household, entry.move.place): entry for entry in self.entries}

    @cached_property
    def rounds(self) -> dict[VehicleId, list[Trip]]:
        """The trips of each vehicle by number."""
        return _by_vehicle(self.plan.trips)

    @cached_property
    def told_rounds(self) -> dict[VehicleId, list[Trip]]:
        """Those of the standing plan."""
        return _by_vehicle(self.case.standing.trips if self.case.standing else ())

    @cached_property
    def told_to_ride(self) -> dict[TripKey, list[Move]]:
        """Who was to ride in each trip of the standing plan."""
        found: dict[TripKey, list[Move]] = {}
        for move in self.standing.values():
            if move.vehicle is not None:
                found.setdefault((move.vehicle, move.trip), []).append(move)
        return found

    @cached_property
    def riders(self) -> dict[TripKey, list[Entry]]:
        found: dict[TripKey, list[Entry]] = {}
        for entry in self.entries:
            if entry.move.vehicle is not None and entry.move.trip > 0:
                found.setdefault((entry.move.vehicle, entry.move.trip), []).append(entry)
        return found

    @cached_property
    def boarding(self) -> dict[int, list[list[Entry]]]:
        """Who boards at each stop of each trip (by identity: the plan keeps its trips)."""
        found: dict[int, list[list[Entry]]] = {id(trip): [[] for _ in trip.stops] for trip in self.plan.trips}
        for entry, ride in self.rides:
            if ride is not None:
                found[id(ride[0])][ride[1]].append(entry)
        return found

    @cached_property
    def pairs(self) -> dict[HouseholdId, list[Pairing]]:
        """The pairings of each household, as they stand in the plan."""
        found: dict[HouseholdId, list[Pairing]] = {}
        for pairing in self.plan.pairings:
            found.setdefault(pairing.household, []).append(pairing)
        return found

    @cached_property
    def doors(self) -> dict[HouseholdId, CaseParty]:
        """Where each household's helpers go: to most of its members."""
        door: dict[HouseholdId, CaseParty] = {}
        for party in self.case.parties:
            other = door.setdefault(party.household, party)
            if other is not party and (-len(party.members), party.place) < (-len(other.members), other.place):
                door[party.household] = party
        return door

    @cached_property
    def lying(self) -> dict[HouseholdId, int]:
        """Of the households with bedridden people where their helpers go, how many."""
        counts = {household: self.traits(party).lying for household, party in self.doors.items()}
        return {household: count for household, count in counts.items() if count}

    @cached_property
    def _seats(self) -> dict[HelperId, int]:
        return {helper.id: helper.car_seats for helper in self.case.helpers}

    @cached_property
    def most_seats(self) -> dict[HouseholdId, int]:
        """Seats of the larger of each household's helpers' cars, where there are any."""
        found: dict[HouseholdId, int] = {}
        for pairing in self.plan.pairings:
            seats = self._seats.get(pairing.helper, 0)
            if seats > found.get(pairing.household, 0):
                found[pairing.household] = seats
        return found

    def driver(self, entry: Entry) -> HelperId | None:
        """Whose car has seats for all of a household: A's, else B's."""
        persons = len(entry.move.persons)
        pair = self.pairs.get(entry.move.household, ())
        able = [each for each in pair if self._seats.get(each.helper, 0) >= persons]
        return min(able, key=lambda each: each.role is not Role.PRIMARY).helper if able else None

    def _ride(self, move: Move) -> Ride | None:
        trip = self.trips.get((move.vehicle, move.trip)) if move.vehicle is not None else None
        at = None if trip is None else boards_at(trip, move)
        return None if trip is None or at is None else (trip, at)

    @cached_property
    def alone(self) -> dict[VehicleId, list[Entry]]:
        """Who is brought in by which helper's car without a trip."""
        found: dict[VehicleId, list[Entry]] = {}
        for entry in self.entries:
            if entry.move.mode is Mode.CAR and entry.move.vehicle is None:
                driver = self.driver(entry)
                if driver is not None:
                    found.setdefault(car_of(driver), []).append(entry)
        return found

    @cached_property
    def planned(self) -> dict[ShelterId, int]:
        """Persons that the plan sends to each shelter."""
        found: dict[ShelterId, int] = {}
        for move in self.plan.moves:
            found[move.shelter] = found.get(move.shelter, 0) + len(move.persons)
        return found

    @cached_property
    def moving_us(self) -> int:
        """Person-microseconds from the start until those who have a move are in."""
        after = self.roads.after
        return sum([len(move.persons) * max(0, after(move.arrive)) for move in self.plan.moves])

    @cached_property
    def rooms(self) -> dict[ShelterId, int]:
        """Beds that nobody has when the plan is carried out."""
        return {
            name: max(0, known.capacity - self.inside.get(name, 0) - self.planned.get(name, 0))
            for name, known in self.shelters.items()
        }

    def traits(self, party: CaseParty) -> Traits:
        found = self._traits_of.get(id(party))  # the case keeps its parties
        if found is None:
            found = self._traits_of[id(party)] = self._traits_among(party)
        return found

    def _traits_among(self, party: CaseParty) -> Traits:
        members = party.members
        key = (party.sent_to, *map(_ASKS, members))
        found = self._traits.get(key)
        if found is None:
            mobilities = [member.mobility for member in members]
            traits = Traits(
                self.paces.legs(mobilities),
                self.paces.delay(party),
                mobilities.count(Mobility.WHEELCHAIR),
                mobilities.count(Mobility.BEDRIDDEN),
                sum(not _POWERED_NEEDS.isdisjoint(member.needs) for member in members),
                party.sent_to,
            )
            found = self._traits[key] = self._traits.setdefault(traits, traits)  # one object for equal ones
        return found

    def misfits(self, traits: Traits, shelter: Shelter) -> tuple[str, ...]:
        """What keeps such a party out of a shelter; empty where it fits or where nobody knows."""
        return self.unfit(traits).get(shelter.id, ())

    def unfit(self, traits: Traits) -> dict[ShelterId, tuple[str, ...]]:
        """The shelters that do not take such a party, with what keeps it out."""
        key = traits.wheelchairs + traits.lying > 0, traits.powered > 0, traits.sent_to
        if key not in self._unfit:
            kept_out = {
                name: tuple(what for what, persons in asks(traits, shelter) if persons and lacks(shelter, what))
                for name, shelter in self.shelters.items()
            }
            self._unfit[key] = {name: what for name, what in kept_out.items() if what}
        return self._unfit[key]

    def ready(self, entry: Entry) -> int:
        """When they can leave their door. The delay counts from the first plan that told them: of a standing departure
        only what is left of it remains."""
        if not self.standing:
            return entry.traits.delay
        return self._left_of(entry.traits.delay, (entry.move.household, entry.move.place))

    def ready_of(self, party: CaseParty) -> int:
        """When a party can leave its door."""
        return self._left_of(self.traits(party).delay, (party.household, party.place))

    def _left_of(self, delay: int, key: PartyKey) -> int:
        told = self.standing.get(key)
        return delay if told is None else min(delay, max(0, self.roads.after(told.depart)))

    def has_left(self, entry: Entry) -> bool:
        """An entry says that they are out, and the plan left their standing departure as it was."""
        if not entry.party.left:
            return False
        before = self.standing.get((entry.move.household, entry.move.place))
        return before is not None and (before.depart, before.shelter) == (entry.move.depart, entry.move.shelter)

    def keeps_its_seat(self, entry: Entry) -> bool:
        """The standing plan told them to be at that stop by then; it counted its delay from then on."""
        before, move = self.standing.get((entry.move.household, entry.move.place)), entry.move
        return before is not None and (before.vehicle, before.depart) == (move.vehicle, move.depart)

    # courses

    def pace(self, mode: Mode, legs: int) -> Pace:
        return Pace(mode, self.paces.road(mode, legs), legs)

    def course(self, entry: Entry) -> Course:
        """A move's own route in time, from the door to the shelter."""
        move = entry.move
        return self.course_between(move.route, move.place, move.shelter, move.mode, entry.traits.legs)

    def course_between(self, route: Route, place: PlaceCode, shelter: ShelterId, mode: Mode, legs: int) -> Course:
        """The course of a route from a village's door to a shelter."""
        same = (id(route), place, shelter, mode, legs)  # mostly one object for all on it, and the plan keeps it
        found = self._course_of.get(same)
        if found is None:
            key = (route, place, shelter, mode, legs)
            found = self._courses.get(key)
            if found is None:
                ends = self.places.get(place), self.shelters[shelter].position
                found = self._courses[key] = course_of(self._ways, route, ends, self.pace(mode, legs))
            self._course_of[same] = found
        return found

    def boarding_course(self, entry: Entry, boards: Boarding) -> Course:
        """The way on foot (or carried) from the door to where the vehicle waits."""
        traits, node = entry.traits, self.roads.where.get(boards.node)
        pace = self.pace(traits.on_foot, traits.legs)
        key = (boards.walk, entry.move.place, boards.node, pace)
        found = self._courses.get(key)
        if found is None:
            door = self.places.get(entry.move.place)
            found = Course(pace, ("route_broken",))
            if node is not None:
                found = course_of(self._ways, boards.walk, (door, node), pace)
            self._courses[key] = found
        return found

    def vehicle(self, name: VehicleId) -> Vehicle | None:
        """One of the fleet, or a helper's own car."""
        return self.vehicles.get(name) or self.cars.get(name)

    def legs(self, trip: Trip) -> tuple[LegCourse, ...]:
        """The drives of a trip. A vehicle that the fleet does not have is taken for a bus."""
        found = self._legs.get(id(trip))  # the plans keep their trips
        if found is None:
            vehicle = self.vehicle(trip.vehicle)
            pace = self.pace(Mode.BUS if vehicle is None else mode_of(vehicle), 0)
            found = self._legs[id(trip)] = tuple([self._drives.course(leg, pace) for leg in trip.legs])
        return found

    def stands(self, trip: Trip) -> tuple[Stand, ...]:
        """When it comes to each of its stops and leaves it, in microseconds after the case's start."""
        found = self._stands.get(id(trip))  # the plans keep their trips
        if found is None:
            after = self.roads.after
            found = self._stands[id(trip)] = tuple([(after(stop.arrive), after(stop.leave)) for stop in trip.stops])
        return found

    @cached_property
    def junctions(self) -> Junctions:
        """Where villages and shelters join the roads."""
        homes = {party.place: self.places.get(party.place) for party in self.case.parties}
        return Junctions.of(self.roads, self.entries, self.course, (homes, self.shelters))

    @cached_property
    def arrivals(self) -> ArrivalTables:
        """When whoever asks could be at each shelter."""
        how = self.paces, self.plan.stopped
        return ArrivalTables(self.searches, self.junctions, self.shelters, how)

    @cached_property
    def searches(self) -> Searches:
        """Searches between all doors and shelters."""
        courses = [each.course for each in self.alike]
        doors = {course.door for course in courses if course.door is not None}
        doors |= {door for door, _ in self.junctions.places.values()}  # of villages too where everybody is fetched
        goals = {course.goal for course in courses if course.goal is not None}
        joined = (point for point, _ in self.junctions.shelters.values())
        return Searches(self.roads, doors, [*goals, *joined])


def _by_vehicle(trips: Iterable[Trip]) -> dict[VehicleId, list[Trip]]:
    found: dict[VehicleId, list[Trip]] = {}
    for trip in sorted(trips, key=lambda each: (each.vehicle, each.number)):
        found.setdefault(trip.vehicle, []).append(trip)
    return found


def wrong(rule: str, where: str, column: str = "", **facts: object) -> Finding:
    """A breach: what the checks return."""
    return Finding(rule, where, column=column, facts=facts, error=True)


Findings = Iterator[Finding]
