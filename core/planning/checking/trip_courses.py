"""Trips in time: who boards where, and which roads they are driven over when."""

from collections.abc import Iterator

from core.domain.trips import Trip
from core.planning.checking.courses import Entered
from core.planning.checking.inspection import Entry, Inspection
from core.planning.checking.roads import is_capped


def trip_of(inspection: Inspection, entry: Entry) -> Trip | None:
    """The trip that a move names."""
    return None if entry.move.vehicle is None else inspection.trips.get((entry.move.vehicle, entry.move.trip))


def stop_of(entry: Entry, trip: Trip) -> int | None:
    """Which stop of its trip a move boards at."""
    boards = entry.move.boards
    at = entry.move.depart if boards is None else boards.at
    here = [
        i
        for i, stop in enumerate(trip.stops)
        if (stop.node is None and stop.place == entry.move.place if boards is None else stop.node == boards.node)
    ]
    return min(here, key=lambda i: (trip.stops[i].leave != at, i), default=None)


def entered_with_a_trip(inspection: Inspection, entry: Entry) -> Iterator[Entered]:
    """The pieces with a capacity that somebody is driven over, from where he boards."""
    trip = trip_of(inspection, entry)
    at = None if trip is None else stop_of(entry, trip)
    if trip is None or at is None:
        return
    for leg in inspection.legs(trip)[at + 1 :]:
        for each in leg.entered:
            if is_capped(inspection.roads.links[each.link]):
                yield each


def aboard(inspection: Inspection, trip: Trip) -> list[list[Entry]]:
    """Who boards at each stop of a trip."""
    found: list[list[Entry]] = [[] for _ in trip.stops]
    for entry in inspection.riders.get((trip.vehicle, trip.number), ()):
        at = stop_of(entry, trip)
        if at is not None:
            found[at].append(entry)
    return found


def boarding_us(entries: list[Entry]) -> int:
    """The least time for these to get on.

    Levinson (1983): 5.0 + 2.75 N seconds for N passengers at a stop, three times that with bags and elders; a
    wheelchair or a stretcher 137 s each, the upper figure of what was measured (storm research 3.4).
    """
    lifted = sum(entry.traits.wheelchairs + entry.traits.lying for entry in entries)
    walking = sum(len(entry.move.persons) for entry in entries) - lifted
    return round((3 * (5.0 + 2.75 * walking) + 137 * lifted) * 1_000_000)
