"""Where a vehicle may be when its first trip begins: at a door, where trips of the standing plan ended, on its way."""

from collections.abc import Iterator, Sequence

from core.domain.ids import VehicleId
from core.domain.places import Position
from core.domain.plans import Mode, Move
from core.domain.trips import Trip, driver_of
from core.planning.checking.inspection import Inspection


def first_begins(inspection: Inspection, trip: Trip) -> Iterator[Position | None]:
    """Where the first trip of a vehicle may begin besides its depot."""
    yield from _first_asked_for(inspection, trip)
    yield from _ends_before(inspection, trip.vehicle)
    yield from _begins_as_told(inspection, trip)


def _first_asked_for(inspection: Inspection, trip: Trip) -> list[Position]:
    """A helper is at his household's door when it is ready; that is no drive of the plan's. Where a shelter is at that
    door he goes nowhere at first: then he is where his first drive begins."""
    if driver_of(trip.vehicle) is None:
        return []
    legs, brought = inspection.legs(trip), inspection.alone.get(trip.vehicle, ())
    if brought:
        goals = {inspection.course(entry).goal for entry in brought}
        ends = sorted(goal for goal in goals if goal is not None)
        return [inspection.roads.point(inspection.roads.links[link], share) for link, share in ends]
    if not legs or legs[0].drive.on is not None:
        return []
    begins = (leg.drive.on for each in inspection.rounds[trip.vehicle] for leg in inspection.legs(each))
    return [begin for begin in begins if begin is not None][:1]


def _ends_before(inspection: Inspection, vehicle: VehicleId) -> Iterator[Position | None]:
    """Where the trips of a vehicle in the standing plan ended, and a helper's car brought people alone: it may be there
    by now, unless all whom it was to bring there are still at their doors."""
    standing = inspection.case.standing
    if standing is None:
        return
    for trip in inspection.told_rounds.get(vehicle, ()):
        if not _all_wait(inspection, inspection.told_to_ride.get((vehicle, trip.number), ())):
            yield inspection.legs(trip)[-1].drive.off
    driver = driver_of(vehicle)
    mine = {pairing.household for pairing in standing.pairings if pairing.helper == driver}
    for move in standing.moves:
        alone = move.household in mine and move.mode is Mode.CAR and not move.trip
        if alone and not _all_wait(inspection, [move]):
            for pieces in inspection.roads.readings(move.route.links, move.route.from_share, move.route.to_share):
                yield from (inspection.roads.point(link, last) for link, _, last in pieces[-1:])


def _begins_as_told(inspection: Inspection, trip: Trip) -> Iterator[Position | None]:
    """Where the standing plan has a trip begin that goes on as it stands: those before it may be over, and named in no
    plan any more. Not where all whom the one before it was to bring are still at their doors; but a trip whose own
    riders have left is a fact."""
    left = any(entry.party.left for entry in inspection.riders.get((trip.vehicle, trip.number), ()))
    before: Sequence[Move] = ()
    for each in inspection.told_rounds.get(trip.vehicle, ()):
        if each.legs == trip.legs and (left or not _all_wait(inspection, before)):
            yield from [leg.drive.on for leg in inspection.legs(each) if leg.drive.on is not None][:1]
        before = inspection.told_to_ride.get((each.vehicle, each.number), ())


def _all_wait(inspection: Inspection, moves: Sequence[Move]) -> bool:
    """Whether everybody of some standing moves is still at the door."""
    return bool(moves) and all(_waits(inspection, move) for move in moves)


def _waits(inspection: Inspection, move: Move) -> bool:
    party = inspection.parties.get((move.household, move.place))
    return party is not None and not party.left and {member.person for member in party.members}.issuperset(move.persons)
