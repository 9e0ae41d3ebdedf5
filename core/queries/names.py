"""From what somebody typed to one id: exact or refused, ambiguous ones with the candidates."""

from core.domain.findings import Refusal, Rule
from core.domain.ids import EventId, HouseholdId, LinkId, PersonId, PlaceCode, ShelterId
from core.domain.people import Institution, Person
from core.domain.places import Place, Shelter
from core.domain.roads import Link, Node
from core.domain.rooms import RoomId
from core.domain.scattered import is_scattered
from core.store.database import Store
from core.store.institutions import institution_entries, institutions_stamp
from core.store.people import counted_as, entries, households
from core.store.reference import read_rows
from core.store.rooms import rooms
from core.store.shelters import all_shelters

CANDIDATES = 8


def places(store: Store) -> dict[PlaceCode, Place]:
    """All places by code, in the pack's order; kept until an import replaces them."""
    return store.memo(
        "places", store.tables_stamp, lambda: {p.code: p for p in read_rows(store.connection, "places", Place)}
    )


def shelters(store: Store) -> dict[ShelterId, Shelter]:
    """All shelters by id: the pack's, then those that were added during the night."""
    return all_shelters(store)


def links(store: Store) -> dict[LinkId, Link]:
    return store.memo(
        "links", store.tables_stamp, lambda: {x.id: x for x in read_rows(store.connection, "road_links", Link)}
    )


def nodes(store: Store) -> tuple[Node, ...]:
    return store.memo("nodes", store.tables_stamp, lambda: read_rows(store.connection, "road_nodes", Node))


def institutions(store: Store) -> dict[PlaceCode, tuple[Institution, ...]]:
    """Care homes, guest houses, building sites and scenic spots by village, with the heads present by the latest
    count: they stand beside the register."""
    return store.memo("institutions", institutions_stamp(store), lambda: _institutions_by_place(store))


def _institutions_by_place(store: Store) -> dict[PlaceCode, tuple[Institution, ...]]:
    by_place: dict[PlaceCode, list[Institution]] = {}
    for entry in institution_entries(store).values():
        by_place.setdefault(entry.now.place, []).append(entry.now)
    return {place: tuple(here) for place, here in by_place.items()}


def institution_ids(store: Store) -> frozenset[str]:
    """Ids of the institutions: a household of that id is the people of it that the register names."""
    return store.memo(
        "institution_ids",
        store.tables_stamp,
        lambda: frozenset(row.id for rows in institutions(store).values() for row in rows),
    )


def town_names(store: Store) -> tuple[str, ...]:
    """Towns in the order in which the places table first names them."""
    return tuple(dict.fromkeys(place.town for place in places(store).values()))


def find_place(store: Store, text: str) -> PlaceCode:
    """A place by code, name, `town/name` or, as people write it, town and name in one (王平镇韭园村). Refusal
    UNKNOWN_PLACE or AMBIGUOUS_PLACE with the candidates."""
    known = places(store)
    if PlaceCode(text) in known:
        return PlaceCode(text)
    town, _, name = text.rpartition("/")
    found = [p for p in known.values() if p.name == name and (not town or p.town == town)]
    found = found or [p for p in known.values() if p.town + p.name == text]
    if not found:
        raise Refusal(Rule.UNKNOWN_PLACE, {"place": text})
    if len(found) > 1:
        raise Refusal(Rule.AMBIGUOUS_PLACE, {"place": text, "candidates": [f"{p.town}/{p.name}" for p in found]})
    return found[0].code


def find_places(store: Store, texts: tuple[str, ...]) -> tuple[PlaceCode, ...]:
    """Several places, where a town's name stands for all places of the town."""
    towns = town_names(store)
    out: dict[PlaceCode, None] = {}
    for text in texts:
        if text in towns:
            out.update(dict.fromkeys(p.code for p in places(store).values() if p.town == text))
        else:
            out[find_place(store, text)] = None
    return tuple(out)


def find_shelter(store: Store, text: str) -> ShelterId:
    """A shelter by id or unique name."""
    known = shelters(store)
    if ShelterId(text) in known:
        return ShelterId(text)
    found = [shelter for shelter in known.values() if shelter.name == text]
    if len(found) != 1:
        raise Refusal(Rule.UNKNOWN_SHELTER, {"shelter": text})
    return found[0].id


def find_destination(store: Store, text: str) -> str:
    """Where somebody may have arrived: `relatives`, `host`, or a shelter by id or unique name."""
    return text if is_scattered(text) else find_shelter(store, text)


def find_room(store: Store, shelter: str, text: str) -> RoomId:
    """A room of a shelter by id, by either face of its plate or by its number. Refusal(UNKNOWN_ROOM)."""
    known = rooms(store).get(ShelterId(shelter), ())
    found = [one.id for one in known if text == one.id] or [
        one.id for one in known if text in (one.plate, one.everyday, str(one.number))
    ]
    if len(found) != 1:
        raise Refusal(Rule.UNKNOWN_ROOM, {"shelter": shelter, "room": text})
    return found[0]


def find_link(store: Store, text: str) -> LinkId:
    if LinkId(text) not in links(store):
        raise Refusal(Rule.UNKNOWN_LINK, {"link": text})
    return LinkId(text)


def find_event(store: Store, text: str) -> EventId:
    """An event by its id or the beginning of it (at least 6 digits)."""
    if _hex(text, 32) and store.journal.find(EventId(text)) is not None:
        return EventId(text)
    found = [event.id for event in store.journal.all() if len(text) >= 6 and event.id.startswith(text)]
    if len(found) != 1:
        raise Refusal(Rule.UNKNOWN_EVENT, {"event": text})
    return found[0]


def find_person(store: Store, text: str) -> PersonId:
    """A person by id, card code or `household/name`: the id he counts under, whichever of his entries was named.

    Refusal UNKNOWN_PERSON or AMBIGUOUS_PERSON with the candidates.
    """
    found = _entries_named(store, text)
    counted = dict.fromkeys(counted_as(store, person.id) for person in found)
    if not found:
        raise Refusal(Rule.UNKNOWN_PERSON, {"person": text})
    if len(counted) > 1:
        raise Refusal(Rule.AMBIGUOUS_PERSON, {"person": text, "candidates": [_label(p) for p in found[:CANDIDATES]]})
    return next(iter(counted))


def find_entry(store: Store, text: str) -> PersonId:
    """One entry of the register, named like a person: its own id even where it is linked with others."""
    found = _entries_named(store, text)
    if not found:
        raise Refusal(Rule.UNKNOWN_PERSON, {"person": text})
    if len(found) > 1:
        raise Refusal(Rule.AMBIGUOUS_PERSON, {"person": text, "candidates": [_label(p) for p in found[:CANDIDATES]]})
    return found[0].id


def _entries_named(store: Store, text: str) -> list[Person]:
    known = entries(store)
    if PersonId(text) in known:
        return [known[PersonId(text)].person]
    code = text.upper().replace("-", "")
    found = [entry for entry in known.values() if entry.person.card == code]
    if not found and "/" in text:
        household, _, name = text.rpartition("/")
        found = [e for e in known.values() if e.person.name == name and _in_household(store, e.person, household)]
    elif not found:
        found = [entry for entry in known.values() if entry.person.name == text]
    listed = [entry for entry in found if not entry.off]  # one who left is meant only where nobody else is
    return [entry.person for entry in listed or found]


def find_institution(store: Store, text: str) -> str:
    """An institution by id or unique name. Refusal(UNKNOWN_INSTITUTION)."""
    known = institution_entries(store)
    found = [key for key, entry in known.items() if text in (key, entry.now.name)]
    if len(found) != 1:
        raise Refusal(Rule.UNKNOWN_INSTITUTION, {"institution": text})
    return found[0]


def _in_household(store: Store, person: Person, household: str) -> bool:
    """A name may be given by its household, by its village or by `town/village`."""
    if person.household == household:
        return True
    place = places(store).get(person.place)
    return place is not None and household in (place.name, f"{place.town}/{place.name}", place.code)


def _label(person: Person) -> str:
    return f"{person.household}/{person.name} {person.card}"


def household_head(store: Store, household: HouseholdId) -> Person | None:
    """Whose name the household goes by: its eldest member."""
    members = households(store).get(household, ())
    return members[0] if members else None


def _hex(text: str, length: int) -> bool:
    return len(text) == length and all(character in "0123456789abcdef" for character in text)
