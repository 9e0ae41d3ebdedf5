"""Arrivals with beds and the moves inside an island, as one write each: beds are chosen where they are given, so that
two quick hands never give one bed twice, and nobody's arrival waits for a bed."""

from datetime import datetime
from typing import Any

from core.domain.events import Changes
from core.domain.ids import PersonId
from core.operations.field import check_in
from core.operations.rooms import give_beds
from core.queries.rooms import propose, room_board
from core.store.database import Store


def arrive(
    store: Store,
    *,
    persons: tuple[PersonId, ...],
    place: str,
    at: datetime,
    housed: bool = False,
    room: str | None = None,
    **said: Any,
) -> Changes:
    """Check people in and, with `housed`, give each the bed that is proposed now, in `room` where one was chosen.

    Whoever gets none has arrived all the same; in a shelter of which no rooms are known he counts as housed.
    """
    if not housed:
        return check_in(store, persons=persons, place=place, at=at, **said)
    beds = {row.person: row.bed for row in propose(store, place, persons, at, room)}
    without_rooms = not room_board(store, place, at).rows
    return check_in(store, persons=persons, place=place, at=at, housed=without_rooms, beds=beds, **said)


def change_room(
    store: Store, *, persons: tuple[PersonId, ...], shelter: str, room: str, at: datetime, operator: str
) -> Changes:
    """Move people of an island into another room, as many as have a bed there; the rest stay where they are. With no
    bed at all it is refused as any full room is."""
    beds = {row.person: row.bed for row in propose(store, shelter, persons, at, room)}
    return give_beds(store, shelter=shelter, beds=beds, at=at, operator=operator)
