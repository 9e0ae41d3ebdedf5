"""Who sleeps where in a shelter: a room and a bed, another room, out for a while. That he is there the arrival says."""

from collections.abc import Mapping
from datetime import datetime

from core.domain.events import Changes, ClockTrust, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import PersonId, ShelterId
from core.domain.rooms import Bed, Room, free_beds
from core.operations.recording import known_of, require_person, require_shelter, trust_of
from core.store.database import Store
from core.store.people import counted_as
from core.store.rooms import room_of, rooms, sleepers, taken_beds
from core.store.standings import standing_of

NAMED = 5  # rooms with free beds that a refusal names


def give_beds(
    store: Store,
    *,
    shelter: str,
    beds: Mapping[PersonId, Bed],
    at: datetime,
    operator: str,
    trust: ClockTrust | None = None,
) -> Changes:
    """Record the beds of people in a shelter: the first ones, or others than they had.

    Refusal: UNKNOWN_PERSON, UNKNOWN_SHELTER, UNKNOWN_ROOM, ROOM_FULL, BED_TAKEN, NOT_INSIDE for somebody who is not
    recorded there.
    """
    require_shelter(store, shelter)
    for person in beds:
        _require_inside(store, person, shelter)
    require_beds(store, shelter, beds)
    return store.record(
        Draft(
            Kind.ROOMED,
            f"person/{person}",
            at,
            operator,
            place=shelter,
            trust=trust_of(store, trust),
            values={"room": bed.room, "bed": bed.number},
            after=known_of(store, person),
        )
        for person, bed in beds.items()
    )


def step_out(
    store: Store,
    *,
    persons: tuple[PersonId, ...],
    shelter: str,
    at: datetime,
    operator: str,
    back_by: datetime | None = None,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that people have gone out for a while (暂离): they keep their beds and are shown as out until they are
    checked in again. Refusal: UNKNOWN_PERSON, UNKNOWN_SHELTER, NOT_INSIDE."""
    require_shelter(store, shelter)
    for person in persons:
        _require_inside(store, person, shelter)
    return store.record(
        Draft(
            Kind.STEPPED_OUT,
            f"person/{person}",
            at,
            operator,
            place=shelter,
            trust=trust_of(store, trust),
            values={"back_by": back_by.isoformat()} if back_by is not None else {},
            pii=({"note": note},) if note else (),
            after=known_of(store, person),
        )
        for person in persons
    )


def require_beds(store: Store, shelter: str, beds: Mapping[PersonId, Bed]) -> None:
    """Refuse a bed that is not there, or that somebody has: UNKNOWN_ROOM, ROOM_FULL, BED_TAKEN."""
    if not beds:
        return
    counted = frozenset(counted_as(store, person) for person in beds)
    taken = taken_beds(sleepers(store, shelter), counted)
    for bed in beds.values():
        room = room_of(store, shelter, bed.room)
        if room is None:
            raise Refusal(Rule.UNKNOWN_ROOM, {"shelter": shelter, "room": bed.room})
        free = free_beds(room, taken)
        if not free:
            raise Refusal(Rule.ROOM_FULL, {"room": name_of(room), "free": _with_room(store, shelter, taken)})
        if bed.number not in free:
            facts = {"room": name_of(room), "bed": bed.number, "free": list(free[:NAMED])}
            raise Refusal(Rule.BED_TAKEN, facts)
        taken.setdefault(bed.room, []).append(bed.number)


def name_of(room: Room) -> str:
    """A room as a refusal names it: its plate, else its number."""
    return room.plate or str(room.number)


def _with_room(store: Store, shelter: str, taken: dict[str, list[int]]) -> list[str]:
    known = rooms(store).get(ShelterId(shelter), ())
    return [name_of(room) for room in known if free_beds(room, taken)][:NAMED]


def _require_inside(store: Store, person: PersonId, shelter: str) -> None:
    require_person(store, person)
    if standing_of(store, person).claim_at(shelter) is None:
        raise Refusal(Rule.NOT_INSIDE, {"person": person, "shelter": shelter})
