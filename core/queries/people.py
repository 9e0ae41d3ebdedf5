"""Finding people by what can be typed in the dark, and one person's panel."""

from datetime import datetime

from core.domain.freshness import Flag
from core.domain.hazards import PlaceStorm, Trigger
from core.domain.ids import HouseholdId, PersonId
from core.domain.people import Person, Role
from core.domain.plans import ShortfallRule, UncoveredRule
from core.queries.duplicates import pairs_with
from core.queries.entries import entry_row
from core.queries.flags import register_flags
from core.queries.history import about_person
from core.queries.masking import mask_address, mask_id, mask_phone
from core.queries.names import household_head, links, places, shelters
from core.queries.night import Night, night
from core.queries.plan import move_row
from core.queries.rain import place_storm
from core.queries.road_labels import road_labels
from core.queries.roll import in_scope, register, roll_row
from core.queries.rows import Hit, PersonCard, RollRow
from core.store.database import Store
from core.store.orders import orders_in_force
from core.store.people import aliases, counted_as, entries, households, ids_by_key, linked_with, people, reading_of
from core.store.readings import fold

__all__ = ["household_card", "person_card", "register", "revealed", "search", "taken_off"]

FETCH = 60  # keys looked at before ranking: more than fit on the screen, fewer than take time


def search(
    store: Store, text: str, limit: int = 5, scope: str | None = None, at: datetime | None = None
) -> tuple[Hit, ...]:
    """People, households, places and shelters that begin with what was typed: initials, pinyin, Han, id or phone
    tail, card code, household number. Exact matches first, then the officer's own town, then whoever is due."""
    key = fold(text)
    if not key:
        return ()
    known = night(store, at)
    found = dict.fromkeys(ids_by_key(store, key, exact=True, limit=FETCH))
    found.update(dict.fromkeys(ids_by_key(store, key, exact=False, limit=FETCH)))
    alias = aliases(store)
    ranked = sorted(
        {alias.get(entry, entry): matched for matched, entry in reversed(found)}.items(),
        key=lambda item: _rank(known, item, key, scope),
    )
    people_found = [known.people[person] for person, _ in ranked if person in known.people][:limit]
    hits = [_person_hit(store, known, person, key, at) for person in people_found]
    hits += _household_hits(store, known, [hit.id for hit in hits], limit - len(hits))
    hits += _place_hits(store, known, text.strip(), limit - len(hits))
    return tuple(hits[:limit])


def _rank(known: Night, item: tuple[PersonId, str], key: str, scope: str | None) -> tuple[bool, bool, bool, str]:
    person, matched = item
    town = known.town(known.people[person]) if person in known.people else ""
    return (matched != key, scope is not None and town != scope, person not in known.due, person)


def _person_hit(store: Store, known: Night, person: Person, key: str, at: datetime | None) -> Hit:
    row = roll_row(known, shelters(store), person, at or store.around.now())
    spoken = reading_of(store, person.id)
    return Hit(
        kind="person",
        id=person.id,
        name=person.name,
        reading=spoken,
        spans=matched_spans(spoken, key),
        detail=person.id_number[-4:] or person.card,
        sex=person.sex,
        age=row.age,
        place_name=row.place_name,
        town=row.town,
        look=row.look,
        class_=row.class_,
        at_name=row.at_name,
        last_at=row.last_at,
        level=row.level,
    )


def matched_spans(spoken: str, key: str) -> tuple[tuple[int, int], ...]:
    """Letters of a reading that the key matched: its initials one by one, or the beginning of the whole reading."""
    starts = [0, *(index + 1 for index, character in enumerate(spoken) if character == " ")] if spoken else []
    if len(key) <= len(starts) and all(spoken[start] == letter for start, letter in zip(starts, key, strict=False)):
        return tuple((start, start + 1) for start in starts[: len(key)])
    if spoken.replace(" ", "").startswith(key):
        return _typed_span(spoken, len(key))
    return ()


def _typed_span(spoken: str, letters: int) -> tuple[tuple[int, int], ...]:
    end = 0
    for character in spoken:
        if letters == 0:
            break
        letters -= character != " "
        end += 1
    return ((0, end),)


def _household_hits(store: Store, known: Night, persons: list[str], room: int) -> list[Hit]:
    """The households of the people found, so that a whole family can be opened at once."""
    out: list[Hit] = []
    for person_id in persons:
        person = known.people[PersonId(person_id)]
        members = households(store).get(person.household, ())
        head = members[0] if members else None
        if len(out) >= min(room, 1) or head is None or len(members) < 2:
            continue
        place = known.places.get(head.place)
        party = known.parties.get(head.household)
        out.append(
            Hit(
                kind="household",
                id=head.household,
                name=head.name,
                reading="",
                spans=(),
                detail=str(len(members)),
                sex="",
                age=None,
                place_name=place.name if place else "",
                town=place.town if place else "",
                look=None,
                class_=None,
                at_name="",
                last_at=None,
                level=party.level if party else Trigger.NONE,
            )
        )
    return out


def _place_hits(store: Store, known: Night, text: str, room: int) -> list[Hit]:
    named = [("place", str(p.code), p.name, p.town) for p in places(store).values() if text and text in p.name]
    named += [("shelter", str(s.id), s.name, s.town) for s in shelters(store).values() if text and text in s.name]
    folded = fold(text)
    roads = [road for road in links(store).values() if road.name and folded in fold(road.name)]
    labels = road_labels(store)
    named += [("link", str(road.id), road.name, "—".join(labels.of(road.id).near)) for road in roads if len(folded) > 1]
    return [
        Hit(
            kind=kind,
            id=key,
            name=name,
            reading="",
            spans=(),
            detail=key,
            sex="",
            age=None,
            place_name=name,
            town=town,
            look=None,
            class_=None,
            at_name="",
            last_at=None,
            level=next((level for code, level in known.levels.items() if code == key), Trigger.NONE),
        )
        for kind, key, name, town in named[: max(0, room)]
    ]


def person_card(store: Store, person_id: PersonId, at: datetime) -> PersonCard | None:
    """One person's panel; None when the id is not in the file."""
    known, rooms = night(store, at), shelters(store)
    person_id = counted_as(store, person_id)
    entry = entries(store).get(person_id)
    person = people(store).get(person_id) or (entry.person if entry else None)
    if person is None or entry is None:
        return None
    alone = person.beyond_register or bool(entry.off)
    members = [person] if alone else list(households(store).get(person.household, (person,)))
    order = orders_in_force(store).get(person.place)
    place = known.places.get(person.place)
    move = known.moves.get(person.household)
    short = known.shortfall.get(person.household)
    plan = known.adopted.plan if known.adopted else None
    uncovered: tuple[tuple[Role, UncoveredRule], ...] = tuple(
        (item.role, item.rule) for item in (plan.uncovered if plan else ()) if item.household == person.household
    )
    storm: PlaceStorm | None = place_storm(store, person.place, at)
    rule: ShortfallRule | None = short.rule if short else None
    return PersonCard(
        row=roll_row(known, rooms, person, at, _OFF if entry.off else register_flags(store, known, at)(person)),
        id_number=mask_id(person.id_number),
        phone=mask_phone(person.phone),
        address=mask_address(person.address, place.name if place else ""),
        birth=person.birth[:4],
        ledger=person.ledger,
        members=tuple(roll_row(known, rooms, member, at) for member in members),
        storm=storm,
        ordered_at=order.at if order else None,
        move=move_row(store, known, move) if move else None,
        shortfall=rule,
        uncovered=uncovered,
        history=about_person(store, person_id),
        entries=tuple(entry_row(store, entry) for entry in linked_with(store, person_id)),
        counting_confirmed=all(rule.confirmed for rule in known.counting.values()),
        duplicates=pairs_with(store, person_id),
    )


_OFF = frozenset((Flag.OFF,))


def taken_off(store: Store, scope: str | None, at: datetime) -> tuple[RollRow, ...]:
    """Whoever was taken off the list, each entry by itself: nobody is ever deleted."""
    known, rooms = night(store, at), shelters(store)
    gone = [entry.person for entry in entries(store).values() if entry.off]
    return tuple(roll_row(known, rooms, person, at, _OFF) for person in gone if in_scope(known, rooms, person, scope))


def household_card(store: Store, household: HouseholdId, at: datetime) -> PersonCard | None:
    """The panel of a household: that of its head."""
    head = household_head(store, household)
    return person_card(store, head.id, at) if head else None


def revealed(store: Store, person_id: PersonId, field: str) -> str:
    """One personal field in full, for the 20 seconds after `people.reveal` recorded who asked."""
    person = people(store)[counted_as(store, person_id)]
    return str({"id_number": person.id_number, "phone": person.phone, "address": person.address}[field])
