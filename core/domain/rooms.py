"""Rooms of a shelter and who sleeps where: families together, who needs care in care rooms, one person a bed.

A room has two faces (双面名牌): the plate of the emergency, 应急安置室七, and the one of every day, 三(1)班.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.domain.ids import PersonId, ShelterId

RoomId = str


@dataclass(frozen=True, slots=True)
class Room:
    """One room. `care` is a room for whoever needs care: near the nurse, without steps. `plate` and `everyday` are
    empty where a shelter's table gives only how many rooms it has; `number` counts from 1 in each shelter, in the order
    of the table."""

    id: RoomId
    shelter: ShelterId
    number: int
    beds: int
    plate: str = ""
    everyday: str = ""
    care: bool = False
    floor: str = ""
    step_free: bool | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Bed:
    """A place to sleep: beds of a room count from 1."""

    room: RoomId
    number: int


@dataclass(frozen=True, slots=True)
class Guest:
    """Whoever wants a bed: `care` where he needs a care room, `village` so that villages stay together."""

    person: PersonId
    care: bool
    village: str


def free_beds(room: Room, taken: Mapping[RoomId, Collection[int]]) -> tuple[int, ...]:
    """Numbers of the beds of a room that nobody has, lowest first."""
    used = taken.get(room.id, ())
    return tuple(number for number in range(1, room.beds + 1) if number not in used)


def propose_beds(
    rooms: Sequence[Room],
    taken: Mapping[RoomId, Collection[int]],
    guests: Sequence[Guest],
    family_in: RoomId | None = None,
    villages: Mapping[RoomId, Mapping[str, int]] | None = None,
) -> dict[PersonId, Bed]:
    """A bed for each of a household, whole in one room where one has the room; nobody beyond the beds there are.

    The room where the family already is comes first, for a household with somebody to be cared for a care room, for
    others one without care, then where most of their village are, then in the order of the rooms. Only where no room
    takes them all is a household split: who needs care first, into care rooms.
    """
    there = villages or {}
    care = any(guest.care for guest in guests)
    village = guests[0].village if guests else ""

    def rank(room: Room) -> tuple[bool, bool, int, int]:
        return (room.id != family_in, room.care != care, -there.get(room.id, {}).get(village, 0), room.number)

    order = sorted(rooms, key=rank)
    for room in order:
        free = free_beds(room, taken)
        if len(free) >= len(guests) > 0:
            return {guest.person: Bed(room.id, bed) for guest, bed in zip(guests, free, strict=False)}
    beds = [Bed(room.id, bed) for room in order for bed in free_beds(room, taken)]
    first = sorted(guests, key=lambda guest: not guest.care)
    return {guest.person: bed for guest, bed in zip(first, beds, strict=False)}


def numbered_rooms(shelter: ShelterId, rooms: int, capacity: int) -> tuple[Room, ...]:
    """The rooms of a shelter of which only their number is known, its places shared out evenly over them."""
    share, rest = divmod(capacity, rooms) if rooms else (0, 0)
    return tuple(
        Room(f"{shelter}-{number:02d}", shelter, number, share + (number <= rest)) for number in range(1, rooms + 1)
    )
