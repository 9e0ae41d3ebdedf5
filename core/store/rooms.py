"""Rooms of shelters, as the pack's table has them or as the number of rooms says, and who has which bed."""

from dataclasses import replace

from core.domain.ids import PersonId, ShelterId
from core.domain.places import Shelter
from core.domain.rooms import Bed, Room, RoomId, numbered_rooms
from core.domain.standing import Class, Standing
from core.store.database import Store
from core.store.reference import read_rows
from core.store.standings import standings


def rooms(store: Store) -> dict[ShelterId, tuple[Room, ...]]:
    """Rooms of each shelter by number; kept until an import replaces the tables."""
    return store.memo("rooms", store.tables_stamp, lambda: _read(store))


def _read(store: Store) -> dict[ShelterId, tuple[Room, ...]]:
    listed: dict[ShelterId, list[Room]] = {}
    for room in read_rows(store.connection, "rooms", Room):
        known = listed.setdefault(room.shelter, [])
        known.append(replace(room, number=len(known) + 1))
    out = {shelter: tuple(known) for shelter, known in listed.items()}
    for shelter in read_rows(store.connection, "shelters", Shelter):
        if shelter.id not in out and shelter.rooms:
            out[shelter.id] = numbered_rooms(shelter.id, shelter.rooms, shelter.capacity)
    return out


def rooms_by_id(store: Store) -> dict[RoomId, Room]:
    return store.memo(
        "rooms by id", store.tables_stamp, lambda: {one.id: one for known in rooms(store).values() for one in known}
    )


def room_of(store: Store, shelter: str, room: RoomId) -> Room | None:
    return next((one for one in rooms(store).get(ShelterId(shelter), ()) if one.id == room), None)


def sleepers(store: Store, shelter: str) -> dict[PersonId, Bed]:
    """Who has which bed of a shelter. Whoever another desk puts elsewhere keeps his bed until that is settled."""
    return sleepers_of(standings(store), shelter)


def sleepers_of(stands: dict[PersonId, Standing], shelter: str) -> dict[PersonId, Bed]:
    found: dict[PersonId, Bed] = {}
    for person, standing in stands.items():
        for claim in standing.claims:
            if claim.class_ is Class.MOVED and claim.place == shelter and claim.room is not None:
                found[person] = Bed(claim.room, claim.bed or 0)
    return found


def beds_said(standing: Standing, shelter: str) -> tuple[Bed, ...]:
    """Every bed of a shelter that desks say somebody has: more than one where they gave it apart."""
    there = [claim for claim in standing.claims if claim.class_ is Class.MOVED and claim.place == shelter]
    said = {Bed(claim.room, claim.bed or 0) for claim in there if claim.room is not None}
    said |= {Bed(one.room, one.bed or 0) for claim in there for one in claim.other_beds if one.room is not None}
    return tuple(sorted(said, key=lambda bed: (bed.room, bed.number)))


def taken_beds(found: dict[PersonId, Bed], leaving_out: frozenset[PersonId] = frozenset()) -> dict[RoomId, list[int]]:
    """Bed numbers in use by room."""
    taken: dict[RoomId, list[int]] = {}
    for person, bed in found.items():
        if person not in leaving_out:
            taken.setdefault(bed.room, []).append(bed.number)
    return taken
