"""Which stop of a trip a passenger gets on at."""

from core.domain.plans import Move
from core.domain.trips import Trip


def boarded_at(trip: Trip, move: Move) -> int | None:
    """The index of the stop: the one at the move's place or pick-up point that is left then, else the first."""
    node = None if move.boards is None else move.boards.node
    at = move.depart if move.boards is None else move.boards.at
    here = [i for i, stop in enumerate(trip.stops) if stop.node == node and (node or stop.place == move.place)]
    return min(here, key=lambda i: (trip.stops[i].leave != at, i), default=None)
