"""Whom somebody at the door of a shelter may be, and the card of his household: what a desk in an island asks.

Typed is a key (initials in either reading, pinyin, Han, tail of an id or a phone, card code, household number), then
what tells namesakes apart: two digits of the birth year, the village. `zlw 38`, `zlw38` and `zlw xqz` all work.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.domain.cards import is_card_code
from core.domain.ids import EventId, HouseholdId, PersonId, ShelterId
from core.domain.people import Person
from core.domain.places import Place, Position
from core.domain.standing import Class
from core.queries.names import household_head, places, shelters
from core.queries.night import Night, night
from core.queries.roll import roll_row
from core.queries.rows import RollRow
from core.store.database import Store
from core.store.people import aliases, counted_as, households, ids_by_key
from core.store.readings import fold, name_keys, reading

FETCH = 400  # entries of one key that are ranked: more than any initials of a register of this size have
_TOGETHER = re.compile(r"([a-z]{2,}|[\u3400-\U0003ffff]+)(\d{2}|\d{4})")
_SLIP = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class DoorHit:
    """One person who may be meant. `expected` where the plan sends him to this shelter; `exact` where the key is his
    whole key and not its beginning; `card` where it was his card that was read."""

    row: RollRow
    tail: str
    expected: bool
    exact: bool
    card: bool


@dataclass(frozen=True, slots=True)
class DoorCard:
    """A household at the door. `found` is whose key was typed; `members` eldest first, somebody beyond the register
    alone. `slip` is the entry that a slip names, held here or not."""

    household: HouseholdId
    found: PersonId
    head: RollRow
    members: tuple[RollRow, ...]
    card_read: bool = False
    slip: EventId | None = None


def at_the_door(
    store: Store, text: str, shelter: str, scope: str | None, at: datetime, limit: int = 9
) -> tuple[DoorHit, ...]:
    """People whom the typed text may mean, likeliest first: an exact key, then who is expected at this shelter and not
    here yet, then who is due, then the officer's own town."""
    known, rooms = night(store, at), shelters(store)
    typed = text.strip()
    found: dict[PersonId, tuple[bool, str]] = {}
    for key, filters in _readings_of(typed):
        for person, exact in _with_key(store, known, key):
            if all(_fits(store, known, known.people[person], word) for word in filters):
                found.setdefault(person, (exact, key))
    ranked = sorted(found, key=lambda person: _rank(known, person, found[person][0], shelter, scope))
    hits = []
    for person in ranked[:limit]:
        somebody, (exact, key) = known.people[person], found[person]
        hits.append(
            DoorHit(
                row=roll_row(known, rooms, somebody, at),
                tail=somebody.id_number[-4:],
                expected=_expected(known, somebody, shelter),
                exact=exact,
                card=exact and is_card_code(key.upper()),
            )
        )
    return tuple(hits)


def _readings_of(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(key, filters) that a typed text may stand for: as typed, and split where letters run into digits."""
    words = text.split()
    if not words:
        return
    key = fold(words[0])
    yield key, tuple(words[1:])
    together = _TOGETHER.fullmatch(key)
    if together:
        yield together[1], (together[2], *words[1:])


def _with_key(store: Store, known: Night, key: str) -> Iterator[tuple[PersonId, bool]]:
    alias = aliases(store)
    seen: set[PersonId] = set()
    for exact in (True, False):
        for _matched, entry in ids_by_key(store, key, exact=exact, limit=FETCH):
            person = alias.get(entry, entry)
            if person in known.people and person not in seen:
                seen.add(person)
                yield person, exact


def _fits(store: Store, known: Night, person: Person, word: str) -> bool:
    """Whether a further word is true of somebody: birth year (two digits or four), village, id tail, household."""
    folded = fold(word)
    if folded.isdigit() and len(folded) in (2, 4) and person.birth[:4].endswith(folded):
        return True
    if folded.isdigit():
        tails = (person.id_number[-4:], person.phone[-4:], person.household.rsplit("-", 1)[-1])
        return folded in tails
    place = known.places.get(person.place)
    return place is not None and any(key.startswith(folded) for key in _place_keys(store, place))


def _place_keys(store: Store, place: Place) -> frozenset[str]:
    keys = store.memo(
        "place keys",
        store.tables_stamp,
        lambda: {
            each.code: frozenset(fold(key) for key in name_keys(each.name, reading(each.name)))
            for each in places(store).values()
        },
    )
    return keys.get(place.code, frozenset())


def _expected(known: Night, person: Person, shelter: str) -> bool:
    sent = known.onward.get(person.id)
    if sent is not None:
        return sent.to == shelter
    move = known.moves.get(person.household)
    return move is not None and move.shelter == shelter and person.id in move.persons


def _rank(
    known: Night, person: PersonId, exact: bool, shelter: str, scope: str | None
) -> tuple[bool, bool, bool, bool, bool, str]:
    somebody, stands = known.people[person], known.standing(person)
    here = stands.class_ is Class.MOVED and stands.place == shelter
    return (
        not exact,
        here,
        not _expected(known, somebody, shelter),
        person not in known.due,
        scope is not None and known.town(somebody) != scope,
        person,
    )


def door_card(
    store: Store, person: PersonId, at: datetime, card_read: bool = False, slip: EventId | None = None
) -> DoorCard | None:
    """The household of somebody at the door; None when nobody has this id."""
    known, rooms = night(store, at), shelters(store)
    person = counted_as(store, person)
    somebody = known.people.get(person)
    if somebody is None:
        return None
    alone = somebody.beyond_register or not somebody.household
    members = (somebody,) if alone else households(store).get(somebody.household, (somebody,))
    rows = tuple(roll_row(known, rooms, member, at) for member in members)
    head = household_head(store, somebody.household) if not alone else None
    named = next((row for row in rows if head is not None and row.person == head.id), rows[0])
    return DoorCard(somebody.household, person, named, rows, card_read, slip)


def scanned(store: Store, text: str, at: datetime) -> DoorCard | None:
    """The card behind what a scanner read: a card's code or, on a slip, the number of the last entry about somebody.
    None where this file does not know it."""
    code = fold(text)
    if _SLIP.fullmatch(code):
        event = store.journal.find(EventId(code))
        if event is None or not event.subject.startswith("person/"):
            return None
        return door_card(store, PersonId(event.subject.removeprefix("person/")), at, slip=event.id)
    if not is_card_code(code.upper()):
        return None
    owners = list(dict.fromkeys(counted_as(store, one) for _, one in ids_by_key(store, code, exact=True, limit=2)))
    return door_card(store, owners[0], at, card_read=True) if len(owners) == 1 else None


def is_slip(text: str) -> bool:
    """Whether a text has the form of an entry's number."""
    return _SLIP.fullmatch(fold(text)) is not None


def islands_from(store: Store, shelter: str, limit: int = 9) -> tuple[tuple[str, str], ...]:
    """(id, name) of the shelters somebody may come from, the nearest along the map first."""
    rooms = shelters(store)
    here = rooms.get(ShelterId(shelter))
    others = [room for room in rooms.values() if room.id != shelter]
    if here is not None:
        others.sort(key=lambda room: (_away(here.position, room.position), room.id))
    return tuple((room.id, room.name) for room in others[:limit])


def _away(one: Position, other: Position) -> float:
    """Degrees squared, a degree of longitude at 40° north being three quarters of one of latitude: only to sort."""
    return ((one.lon - other.lon) * 0.766) ** 2 + (one.lat - other.lat) ** 2
