"""The rooms of a shelter now, the beds that a household would get, and where next when it is full."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from core.domain.ids import PersonId, ShelterId
from core.domain.people import Person
from core.domain.rooms import Bed, Guest, Room, RoomId, free_beds, propose_beds
from core.domain.standing import Standing
from core.queries.door import islands_from
from core.queries.island_roads import open_drives
from core.queries.night import Night, night
from core.queries.shelters import shelter_board
from core.store.database import Store
from core.store.rooms import beds_said, rooms, sleepers_of, taken_beds

CARED_FOR = ("氧气", "担架", "呼吸机", "透析")  # needs that ask for a care room even of somebody who walks


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One room: persons with a bed in it, and the beds that nobody has."""

    room: Room
    inside: int
    free: int


@dataclass(frozen=True, slots=True)
class BedDoubt:
    """Beds that desks gave apart: one person with several beds, or one bed with several persons. Whoever looks gives
    the bed again, and it is settled."""

    persons: tuple[PersonId, ...]
    names: tuple[str, ...]
    beds: tuple[tuple[str, int, int], ...]
    """(plate of the room, empty where it has none; its number, 0 for one that the tables lack; the bed)."""
    given: tuple[Bed, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomBoard:
    """All rooms of a shelter by number; `unroomed` are persons in it without a bed, `out` those out for a while,
    `doubts` beds on which desks differ."""

    shelter: str
    rows: tuple[RoomRow, ...]
    unroomed: int
    out: int
    doubts: tuple[BedDoubt, ...] = ()


@dataclass(frozen=True, slots=True)
class BedRow:
    """The bed proposed for one person; `fits` is False where he needs a care room and this is none."""

    person: PersonId
    bed: Bed
    room: Room
    fits: bool


@dataclass(frozen=True, slots=True)
class NextIsland:
    """Where somebody can be sent on to. `free` are the beds that nobody has and nobody is on his way to, as the duty
    room counts them; `minutes` is the way there by the roads that are open, None where no way is known."""

    shelter: str
    name: str
    free: int
    open: bool
    minutes: float | None = None


def room_board(store: Store, shelter: str, at: datetime) -> RoomBoard:
    """The rooms of one shelter; a shelter of which no rooms are known has none."""
    known = night(store, at)
    found = sleepers_of(known.standings, shelter)
    taken = taken_beds(found)
    rows = tuple(
        RoomRow(room, len(taken.get(room.id, ())), len(free_beds(room, taken)))
        for room in rooms(store).get(ShelterId(shelter), ())
    )
    claims = [claim for stands in known.standings.values() if (claim := stands.claim_at(shelter)) is not None]
    out = sum(claim.out is not None for claim in claims)
    return RoomBoard(shelter, rows, sum(claim.room is None for claim in claims), out, bed_doubts(known, shelter))


def bed_doubts(
    known: Night, shelter: str, standings: Mapping[PersonId, Standing] | None = None
) -> tuple[BedDoubt, ...]:
    """Persons with several beds first, then beds with several persons, by room and bed; `standings` are those of the
    people in the shelter where the caller has sorted them out."""
    among = known.standings if standings is None else standings
    said = {person: beds for person, stands in among.items() if (beds := beds_said(stands, shelter))}
    by_bed: dict[Bed, list[PersonId]] = {}
    for person, beds in said.items():
        for bed in beds:
            by_bed.setdefault(bed, []).append(person)
    several = [_doubt(known, [person], beds) for person, beds in sorted(said.items()) if len(beds) > 1]
    shared = sorted((bed.room, bed.number) for bed, persons in by_bed.items() if len(persons) > 1)
    return (*several, *(_doubt(known, sorted(by_bed[Bed(*bed)]), [Bed(*bed)]) for bed in shared))


def _doubt(known: Night, persons: list[PersonId], beds: Iterable[Bed]) -> BedDoubt:
    beds = tuple(beds)
    named = [(known.rooms.get(bed.room), bed.number) for bed in beds]
    return BedDoubt(
        tuple(persons),
        tuple(known.people[person].name for person in persons),
        tuple((room.plate if room else "", room.number if room else 0, number) for room, number in named),
        beds,
    )


def propose(
    store: Store, shelter: str, persons: Iterable[PersonId], at: datetime, room: RoomId | None = None
) -> tuple[BedRow, ...]:
    """Beds for people at the door, in one room where that is possible, or in the room that somebody chose.

    People without a bed left are not in the answer: they have arrived all the same.
    """
    known = night(store, at)
    all_rooms = rooms(store).get(ShelterId(shelter), ())
    wanted = [known.people[person] for person in persons if person in known.people]
    found = sleepers_of(known.standings, shelter)
    leaving = frozenset(person.id for person in wanted)
    taken = taken_beds(found, leaving)
    choice = [one for one in all_rooms if room is None or one.id == room]
    guests = [Guest(person.id, needs_care(person), person.place) for person in wanted]
    family = _family_room(known, found, wanted)
    beds = propose_beds(choice, taken, guests, family, _villages(known, found))
    by_id = {one.id: one for one in all_rooms}
    return tuple(
        BedRow(guest.person, bed, by_id[bed.room], by_id[bed.room].care or not guest.care)
        for guest in guests
        if (bed := beds.get(guest.person)) is not None
    )


def needs_care(person: Person) -> bool:
    """Who belongs in a care room: in a wheelchair, bedridden, or with a need that says so."""
    return person.mobility.cannot_walk or any(need in CARED_FOR for need in person.needs)


def _family_room(known: Night, found: Mapping[PersonId, Bed], wanted: list[Person]) -> RoomId | None:
    """Where most of the household sleep already."""
    homes = {person.household for person in wanted if person.household}
    leaving = {person.id for person in wanted}
    counted = Counter(
        bed.room
        for person, bed in found.items()
        if person not in leaving and person in known.people and known.people[person].household in homes
    )
    return min(counted, key=lambda room: (-counted[room], room), default=None)


def _villages(known: Night, found: Mapping[PersonId, Bed]) -> dict[RoomId, Counter[str]]:
    there: dict[RoomId, Counter[str]] = {}
    for person, bed in found.items():
        if person in known.people:
            there.setdefault(bed.room, Counter())[known.people[person].place] += 1
    return there


def rooms_to_choose(store: Store, shelter: str, persons: int, at: datetime, limit: int = 9) -> tuple[RoomRow, ...]:
    """Rooms with a free bed, those that take all of so many persons first, by number."""
    board = room_board(store, shelter, at)
    with_room = [row for row in board.rows if row.free]
    return tuple(sorted(with_room, key=lambda row: (row.free < persons, row.room.number))[:limit])


def beds_to_choose(store: Store, shelter: str, person: PersonId, at: datetime, limit: int = 9) -> tuple[BedRow, ...]:
    """Other beds for somebody who is in: the free ones of his room, then those of the other rooms, by number."""
    known = night(store, at)
    found = sleepers_of(known.standings, shelter)
    mine = found.get(person)
    taken = taken_beds(found)
    care = person in known.people and needs_care(known.people[person])
    here = rooms(store).get(ShelterId(shelter), ())
    beds = (
        BedRow(person, Bed(room.id, number), room, room.care or not care)
        for room in sorted(here, key=lambda one: (mine is None or one.id != mine.room, one.number))
        for number in free_beds(room, taken)
    )
    return tuple(islice(beds, limit))


def next_islands(store: Store, shelter: str, at: datetime, limit: int = 9) -> tuple[NextIsland, ...]:
    """Shelters with an empty bed to send people on to from a shelter: those open first, then by the minutes by car on
    the roads that are open; those without a known way behind them, by straight line.

    One whose empty beds are all promised stands last: only the desk knows whether that matters.
    """
    board = {row.shelter.id: row for row in shelter_board(store, None, at)}
    near = [board[ShelterId(one)] for one, _ in islands_from(store, shelter, limit=len(board))]
    drives = open_drives(store, ShelterId(shelter), at)
    found = [
        NextIsland(
            row.shelter.id,
            row.shelter.name,
            row.unpromised,
            row.open,
            drives[row.shelter.id].minutes if row.shelter.id in drives else None,
        )
        for row in near
        if row.free
    ]
    return tuple(sorted(found, key=_soonest)[:limit])


def _soonest(row: NextIsland) -> tuple[bool, bool, float]:
    return (not row.free, not row.open, float("inf") if row.minutes is None else row.minutes)
