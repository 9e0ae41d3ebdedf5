"""Whether a move is a ride, in which trip and from which stop, and which roads carry a vehicle."""

from core.domain.plans import Mode, Move
from core.domain.roads import Vehicle
from core.domain.trips import Trip
from core.planning.checking.roads import RIDING


def mode_of(vehicle: Vehicle) -> Mode:
    """Which roads a vehicle may use: a bus those for buses, everything smaller those for cars."""
    return Mode.BUS if "bus" in vehicle.kind else Mode.CAR


def boards_at(trip: Trip, move: Move) -> int | None:
    """Which stop of its trip a move boards at."""
    boards = move.boards
    at = move.depart if boards is None else boards.at
    here = [
        i
        for i, stop in enumerate(trip.stops)
        if (stop.node is None and stop.place == move.place if boards is None else stop.node == boards.node)
    ]
    return here[0] if len(here) == 1 else min(here, key=lambda i: (trip.stops[i].leave != at, i), default=None)


def is_on_trip(move: Move) -> bool:
    """Rides in one of the plan's trips; plans of before there were trips name a vehicle alone."""
    return move.vehicle is not None and move.trip > 0


def rides(move: Move) -> bool:
    return move.mode in RIDING
