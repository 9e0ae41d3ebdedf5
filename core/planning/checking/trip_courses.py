"""Trips in time: who boards where, and how long that takes."""

from functools import lru_cache

from core.domain.trips import Trip
from core.planning.checking.entries import Entry
from core.planning.checking.inspection import Inspection


def aboard(inspection: Inspection, trip: Trip) -> list[list[Entry]]:
    """Who boards at each stop of a trip."""
    return inspection.boarding[id(trip)]


def boarding_us(entries: list[Entry]) -> int:
    """The least time for these to get on."""
    lifted = sum([entry.traits.wheelchairs + entry.traits.lying for entry in entries])
    return time_to_board(sum([len(entry.move.persons) for entry in entries]) - lifted, lifted)


@lru_cache(maxsize=1024)
def time_to_board(walking: int, lifted: int) -> int:
    """The least time for so many to get on, in microseconds.

    Levinson (1983): 5.0 + 2.75 N seconds for N passengers at a stop, three times that with bags and elders; a
    wheelchair or a stretcher 137 s each, the upper figure of what was measured (storm research 3.4).
    """
    return round((3 * (5.0 + 2.75 * walking) + 137 * lifted) * 1_000_000)
