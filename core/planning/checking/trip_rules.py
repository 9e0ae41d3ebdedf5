"""Vehicles: seats for all at every moment, trips one after the other from where the last one ended, over roads that
carry them while they are open, with time to board; and riders who travel with the trip that they name."""

from collections.abc import Iterator
from itertools import pairwise

from core.domain.ids import PlaceCode, VehicleId
from core.domain.places import Position
from core.domain.plans import Mode, Move
from core.domain.roads import Vehicle
from core.domain.trips import Trip, driver_of
from core.planning.checking.courses import is_near
from core.planning.checking.entries import Entry
from core.planning.checking.inspection import Findings, Inspection, wrong
from core.planning.checking.riding import is_on_trip, mode_of
from core.planning.checking.roads import FOREVER, MINUTE, NEAR_M, SLACK, leg_ms, metres
from core.planning.checking.trip_begins import first_begins
from core.planning.checking.trip_courses import aboard, boarding_us, time_to_board


def trips_are_numbered_rounds_of_the_fleet(inspection: Inspection) -> Findings:
    """Vehicles are in the fleet and not without a depot, or a helper's; their trips count from 1; a leg more than there
    are stops."""
    numbers: dict[VehicleId, list[int]] = {}
    for trip in inspection.plan.trips:
        numbers.setdefault(trip.vehicle, []).append(trip.number)
        vehicle = inspection.vehicle(trip.vehicle)
        if vehicle is None or (vehicle.depot is None and driver_of(trip.vehicle) is None):
            yield wrong("vehicle_unknown", "trips", vehicle=trip.vehicle)
        if not trip.stops or len(trip.legs) != len(trip.stops) + 1 or trip.shelter not in inspection.shelters:
            yield wrong("trip_wrong", "trips", vehicle=trip.vehicle, trip=trip.number)
    for name, found in sorted(numbers.items()):
        if sorted(found) != list(range(1, len(found) + 1)):
            yield wrong("trip_numbers_wrong", "trips", vehicle=name)


def a_trip_is_one_thing_after_another(inspection: Inspection) -> Findings:
    """Arrive, board, leave, arrive: legs join their stops in time, and no trip begins before the last one ended."""
    for trips in inspection.rounds.values():
        ended: int | None = None
        for trip in trips:
            moments = _moments(inspection, trip)
            if ended is not None:
                moments.insert(0, ended)
            if any(later < sooner - SLACK for sooner, later in pairwise(moments)) or not _joined(inspection, trip):
                yield wrong("trip_out_of_order", "trips", vehicle=trip.vehicle, trip=trip.number)
            ended = moments[-1] if moments else ended


def _moments(inspection: Inspection, trip: Trip) -> list[int]:
    stands, found = inspection.stands(trip), []
    for i, leg in enumerate(inspection.legs(trip)):
        found += [leg.depart, leg.arrive]
        if i < len(stands):
            found += stands[i]
    return found


def _joined(inspection: Inspection, trip: Trip) -> bool:
    """The vehicle is at a stop when its leg ends, and the next leg begins when it leaves."""
    legs, stands = inspection.legs(trip), inspection.stands(trip)
    before = [abs(leg.arrive - comes) <= SLACK for leg, (comes, _) in zip(legs, stands, strict=False)]
    behind = [abs(leg.depart - leaves) <= SLACK for leg, (_, leaves) in zip(legs[1:], stands, strict=False)]
    return all(before) and all(behind)


def trips_start_where_the_last_one_ended(inspection: Inspection) -> Findings:
    """The first at the depot, or where a trip of the standing plan ended, or where it began if it is one that goes on;
    that of a helper's car at whose door he is first asked for, or where it brought somebody alone; each leg where the
    one before it ended; pick-ups at their crossing."""
    for name, trips in inspection.rounds.items():
        vehicle = inspection.vehicle(name)
        depot = None if vehicle is None or vehicle.depot is None else vehicle.depot
        where = None if depot is None else inspection.roads.where.get(depot)
        heres: list[Position | None] = [where]  # it may be at any of them
        for i, trip in enumerate(trips):
            begins = heres if i else [*heres, *first_begins(inspection, trip)]
            tried = [_follow(inspection, trip, begin) for begin in begins]
            if not any(holds for _, holds in tried):
                yield wrong("trip_elsewhere", "trips", vehicle=trip.vehicle, trip=trip.number)
            heres = [here for here, holds in tried if holds] or [tried[0][0]]


def _follow(inspection: Inspection, trip: Trip, here: Position | None) -> tuple[Position | None, bool]:
    """Where the vehicle is after a trip that it began at `here`, and whether the legs join."""
    holds = True
    for i, leg in enumerate(inspection.legs(trip)):
        if leg.drive.on is not None:
            holds = holds and here is not None and metres(here, leg.drive.on) <= NEAR_M
            here = leg.drive.off
        stop = trip.stops[i] if i < len(trip.stops) else None
        if stop is not None and stop.node is not None:
            node = inspection.roads.where.get(stop.node)
            holds = holds and node is not None and here is not None and metres(here, node) <= NEAR_M
    return here, holds


def vehicles_use_roads_that_carry_them(inspection: Inspection) -> Findings:
    """Every leg, empty ones too: roads for such a vehicle, in their direction, open, driven in the time it takes."""
    for trip in inspection.plan.trips:
        for rule in dict.fromkeys(fault for leg in inspection.legs(trip) for fault in leg.faults):
            yield wrong(rule, "trips", vehicle=trip.vehicle, trip=trip.number)


def stops_leave_time_to_board(inspection: Inspection) -> Findings:
    """The vehicle stands as long as its passengers need to get on, and each party comes in time for its own."""
    for trip in inspection.plan.trips:
        for stop, entries, (comes, leaves) in zip(
            trip.stops, aboard(inspection, trip), inspection.stands(trip), strict=True
        ):
            if entries and leaves - comes < boarding_us(entries) - SLACK:
                yield wrong("boarding_too_short", "trips", vehicle=trip.vehicle, trip=trip.number, place=stop.place)


def vehicles_are_on_duty(inspection: Inspection) -> Findings:
    """From the first leg's departure to the arrival at the last shelter."""
    for trip in inspection.plan.trips:
        vehicle = inspection.vehicle(trip.vehicle)
        if vehicle is not None and trip.legs and not _on_duty(vehicle, trip):
            yield wrong("vehicle_off_duty", "trips", vehicle=trip.vehicle, trip=trip.number)


def _on_duty(vehicle: Vehicle, trip: Trip) -> bool:
    begun = vehicle.start is None or trip.legs[0].depart >= vehicle.start
    return begun and (vehicle.end is None or trip.legs[-1].arrive <= vehicle.end)


def nobody_rides_without_a_place(inspection: Inspection) -> Findings:
    """Who lies has a stretcher, or two seats where there is none left; a wheelchair its place, or folded a seat. All
    get off at the end, so the last stop is the fullest."""
    for trip in inspection.plan.trips:
        vehicle = inspection.vehicle(trip.vehicle)
        sitting = wheelchairs = lying = 0
        for stop, entries in zip(trip.stops, aboard(inspection, trip), strict=True):
            for entry in entries:
                traits = entry.traits
                wheelchairs += traits.wheelchairs
                lying += traits.lying
                sitting += len(entry.move.persons) - traits.wheelchairs - traits.lying
            if vehicle is not None and not has_places(vehicle, sitting, wheelchairs, lying):
                yield wrong("vehicle_overfull", "trips", vehicle=trip.vehicle, trip=trip.number, place=stop.place)
                break


def has_places(vehicle: Vehicle, sitting: int, wheelchairs: int, lying: int) -> bool:
    folded, across = max(0, wheelchairs - vehicle.wheelchair), max(0, lying - vehicle.stretcher)
    return sitting + folded + 2 * across <= vehicle.seats


def stops_count_who_boards(inspection: Inspection) -> Findings:
    """`persons` of each stop are the moves that board there, and nobody stops for nobody but a vehicle that is on the
    road as it was told, with somebody who has left: others may have gone from its stops."""
    for trip in inspection.plan.trips:
        boarding = aboard(inspection, trip)
        least = 0 if _is_on_the_road(inspection, trip) else 1
        for stop, entries in zip(trip.stops, boarding, strict=True):
            if stop.persons != sum([len(entry.move.persons) for entry in entries]) or stop.persons < least:
                yield wrong("stop_wrong", "trips", vehicle=trip.vehicle, trip=trip.number, place=stop.place)


def _is_on_the_road(inspection: Inspection, trip: Trip) -> bool:
    told = any(trip.legs == each.legs for each in inspection.told_rounds.get(trip.vehicle, ()))
    return told and any(entry.party.left for entries in aboard(inspection, trip) for entry in entries)


def riders_travel_with_their_trip(inspection: Inspection) -> Findings:
    """A rider's trip exists and stops for him; route, times and shelter of his move are the trip's."""
    for entry, ride in inspection.rides:
        if ride is None or len(ride[0].legs) != len(ride[0].stops) + 1:
            yield wrong("trip_unknown", "moves", "trip", household=entry.move.household)
            continue
        trip, at = ride
        for rule in _rider_breaches(inspection, entry, trip, at):
            yield wrong(rule, "moves", "trip", household=entry.move.household)


def _rider_breaches(inspection: Inspection, entry: Entry, trip: Trip, at: int) -> Iterator[str]:
    move = entry.move
    if move.shelter != trip.shelter:
        yield "trip_elsewhere"
    if not _rides_along(move, trip, at) or not _route_joins(inspection, entry, trip, at):
        yield "route_broken"
    _, leaves = inspection.stands(trip)[at]
    boards = entry.depart if move.boards is None else inspection.roads.after(move.boards.at)
    rides = abs(move.route.minutes * MINUTE - (entry.arrive - leaves)) <= SLACK
    if abs(boards - leaves) > SLACK or not rides or not _arrives_with(inspection, entry, trip):
        yield "times_do_not_add_up"


def _arrives_with(inspection: Inspection, entry: Entry, trip: Trip) -> bool:
    """When the vehicle is there, or as much later as it takes to walk from the road to the door: plans may count that
    or not, as a driver may set people down at the door."""
    after = entry.arrive - inspection.legs(trip)[-1].arrive
    return -SLACK <= after <= leg_ms(entry.move.route.egress_m) * entry.traits.legs + SLACK


def _rides_along(move: Move, trip: Trip, at: int) -> bool:
    """The links of the route are those of the legs from the stop on; a road left and entered again at a stop may be
    named once."""
    ridden = [link for leg in trip.legs[at + 1 :] for link in leg.links]
    said = list(move.route.links)
    return said == ridden or said == [b for a, b in pairwise([None, *ridden]) if a != b]


def _route_joins(inspection: Inspection, entry: Entry, trip: Trip, at: int) -> bool:
    """Where the vehicle stops is where the route says that they get on and off."""
    legs, route = inspection.legs(trip), entry.move.route
    stands, ends = _standing_at(inspection, trip, at), _standing_at(inspection, trip, len(trip.legs) - 1)
    if stands is None or ends is None or any(leg.faults for leg in legs):
        return True  # said already of the trip
    place = inspection.places.get(entry.move.place)
    near = entry.move.boards is not None or (place is not None and is_near(metres(place, stands), route.access_m))
    return near and is_near(metres(entry.shelter.position, ends), route.egress_m)


def _standing_at(inspection: Inspection, trip: Trip, leg: int) -> Position | None:
    """Where the vehicle is at the end of a leg, None where no leg up to there has links."""
    for course in inspection.legs(trip)[leg::-1]:
        if course.drive.off is not None:
            return course.drive.off
    return None


def riders_deadlines_keep_the_trip_on_open_roads(inspection: Inspection) -> Findings:
    """Never before the departure; were the rest of the trip as much later, its roads would still hold; none only where
    none of them closes any more."""
    for entry, ride in inspection.rides:
        if ride is None or inspection.has_left(entry):
            continue
        trip, at = ride
        given = FOREVER if entry.move.deadline is None else inspection.roads.after(entry.move.deadline)
        if given < entry.depart - SLACK or not _still_holds(inspection, trip, at, given - entry.depart):
            yield wrong("deadline_wrong", "moves", "deadline", household=entry.move.household)


def _still_holds(inspection: Inspection, trip: Trip, at: int, later: int) -> bool:
    """Whether the legs after a stop could be so much later; FOREVER asks whether any of their roads closes ahead."""
    roads = inspection.roads
    vehicle = inspection.vehicle(trip.vehicle)
    mode = Mode.BUS if vehicle is None else mode_of(vehicle)
    for leg in inspection.legs(trip)[at + 1 :]:
        for each in leg.drive.shutting:
            begin, end = leg.depart + each.begin, leg.depart + each.end
            if later >= FOREVER // 2:
                if any(shut >= end - SLACK for shut, _ in roads.closed(each.link, mode)):
                    return False
            elif roads.is_closed_while(each.link, mode, begin + later, end + later):
                return False
    return True


def who_walks_to_a_stop_is_there_in_time(inspection: Inspection) -> Findings:
    """The walk to a pick-up holds like a route, ends at its crossing, and leaves time to board; who is fetched at the
    door is ready when the vehicle leaves it."""
    for entry, ride in inspection.rides:
        leaves = None if ride is None else inspection.stands(ride[0])[ride[1]][1]
        for rule in _boarding_breaches(inspection, entry, leaves):
            yield wrong(rule, "moves", "boards", household=entry.move.household)


def _boarding_breaches(inspection: Inspection, entry: Entry, leaves: int | None) -> Iterator[str]:
    boards, traits = entry.move.boards, entry.traits
    there = inspection.ready(entry) + leg_ms(entry.move.route.access_m) * traits.legs
    if boards is not None:
        course = inspection.boarding_course(entry, boards)
        yield from course.faults
        if course.is_barred(inspection.roads, entry.depart):
            yield "closed_link"
        there = entry.depart + course.total
    # What a stop takes however few get on is not asked of each party.
    boarding = boarding_us([entry]) - time_to_board(0, 0)
    late = leaves is not None and there + boarding > leaves + SLACK
    if late and not inspection.has_left(entry) and not inspection.keeps_its_seat(entry):
        yield "boards_too_late"


def a_vehicle_serves_one_village_within_its_seats(inspection: Inspection) -> Findings:
    """Plans without trips: who rides has a seat, two where he has to lie; a vehicle fetches one village."""
    if inspection.plan.trips:
        return
    vehicles = inspection.vehicles.values()
    room = {vehicle.id: vehicle.seats + vehicle.wheelchair + 2 * vehicle.stretcher for vehicle in vehicles}
    village: dict[VehicleId, PlaceCode] = {}
    for entry in inspection.entries:
        move = entry.move
        if move.vehicle is None or is_on_trip(move):
            continue
        room[move.vehicle] = room.get(move.vehicle, 0) - len(move.persons) - entry.traits.lying
        if room[move.vehicle] < 0 or village.setdefault(move.vehicle, move.place) != move.place:
            yield wrong("vehicle_overfull", "moves", household=move.household, vehicle=move.vehicle)
