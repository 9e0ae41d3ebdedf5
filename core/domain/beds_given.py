"""Beds that desks gave to one person in one shelter: what was given knowing of another replaces it, the rest stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.domain.events import Event
from core.domain.heads import replaced_by
from core.domain.ids import EventId


@dataclass(frozen=True, slots=True)
class BedGiven:
    """A bed and the entry that gave it; without a room the entry took the bed away."""

    room: str | None
    bed: int | None
    event: EventId


def beds_in_force(events: Mapping[EventId, Event], given: Collection[BedGiven]) -> tuple[BedGiven, ...]:
    """Those that no other one replaced, the one to be shown last: of several the same on every desk."""
    ids = [one.event for one in given]
    kept = [one for one in given if len(ids) == 1 or not replaced_by(events, one.event, ids)]
    return tuple(sorted(kept, key=_order))


def _order(one: BedGiven) -> tuple[str, int, EventId]:
    return (one.room or "", one.bed or 0, one.event)
