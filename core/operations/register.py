"""Changing the register by hand: one event a field, somebody new, somebody taken off the list, an entry confirmed.

Who changed what and when stands in the journal; the values are blobs. Nobody is ever deleted.
"""

from datetime import datetime
from typing import Any

from core.domain.cards import card_codes
from core.domain.entries import HELPER_FIELDS, MAX_TEXT, Field, OffReason, clean, refuse
from core.domain.events import Changes, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import EventId, HelperId, HouseholdId, PersonId, PlaceCode
from core.domain.off_list import KNEW
from core.domain.people import Hazard, Mobility, Person
from core.domain.standing import Class
from core.exchange.cells import LOCAL
from core.operations.recording import require_person, require_place, trust_of
from core.store.database import Store
from core.store.people import card_codes_taken, entries, helper_entries, households, linked_with
from core.store.register import personal_values
from core.store.standings import standing_of

_OF_ALL_ENTRIES = (Field.MOBILITY, Field.HAZARDS, Field.NEEDS)  # taken from all entries of a linked person


def edit(
    store: Store,
    *,
    person: PersonId,
    field: str,
    text: str,
    at: datetime,
    operator: str,
    new_household: bool = False,
) -> Changes:
    """Change one field of one person. Into another household one moves with its village; `new_household` founds one.

    What linked entries give together (mobility, hazards, needs) is said of all of them. Refusal: UNKNOWN_PERSON,
    UNKNOWN_FIELD, BAD_FIELD, UNKNOWN_PLACE, UNKNOWN_HOUSEHOLD.
    """
    require_person(store, person)
    if field not in set(Field):
        raise Refusal(Rule.UNKNOWN_FIELD, {"field": field, "known": [str(item) for item in Field]})
    name = Field(field)
    value = clean(name, text, at.astimezone(LOCAL).date())
    said: dict[Field, Any] = {name: value}
    if name is Field.PLACE:
        require_place(store, PlaceCode(value))
    elif name is Field.HOUSEHOLD:
        said |= _household(store, HouseholdId(value), person, new=new_household)
    members = linked_with(store, person) if name in _OF_ALL_ENTRIES else (person,)
    return store.record(
        field_edit(store, member, each, content, at, operator) for member in members for each, content in said.items()
    )


def _household(store: Store, home: HouseholdId, person: PersonId, *, new: bool) -> dict[Field, Any]:
    """The village that a move into this household brings along."""
    members = households(store).get(home, ())
    if not members and not new:
        raise Refusal(Rule.UNKNOWN_HOUSEHOLD, {"household": home})
    place = entries(store)[person].person.place
    return {Field.PLACE: members[0].place} if members and members[0].place != place else {}


def field_edit(store: Store, entry: str, field: str, value: Any, at: datetime, operator: str) -> Draft:
    """The event that gives one field of an entry another value."""
    subject = f"register/{entry}/{field}"
    return Draft(Kind.FIELD_EDITED, subject, at, operator, trust=trust_of(store, None), pii=({"value": value},))


def settle(store: Store, *, entry: PersonId, field: str, event: EventId, at: datetime, operator: str) -> Changes:
    """Of the values that desks gave one field, say which is right: it is recorded again, knowing all of them.

    Refusal: UNKNOWN_PERSON, UNKNOWN_EVENT for an event that is no edit of this field.
    """
    require_person(store, entry)
    said = store.journal.find(event)
    value = store.journal.personal(said.pii[0]) if said is not None and said.pii else None
    if said is None or value is None or said.subject != f"register/{entry}/{field}":
        raise Refusal(Rule.UNKNOWN_EVENT, {"event": event})
    return store.record([field_edit(store, entry, field, value["value"], at, operator)])


def edit_helper(store: Store, *, helper: HelperId, field: str, text: str, at: datetime, operator: str) -> Changes:
    """Change one field of one helper. Refusal: UNKNOWN_HELPER, UNKNOWN_FIELD, BAD_FIELD, UNKNOWN_PLACE."""
    if helper not in helper_entries(store):
        raise Refusal(Rule.UNKNOWN_HELPER, {"helper": helper})
    if field not in HELPER_FIELDS:
        raise Refusal(Rule.UNKNOWN_FIELD, {"field": field, "known": list(HELPER_FIELDS)})
    value: Any = text.strip()
    if field in ("name", "phone", "place"):
        value = clean(Field(field), text, at.astimezone(LOCAL).date())
        if field == "place":
            require_place(store, PlaceCode(value))
    elif field == "night":
        value = _flag(field, value)
    elif field == "household":
        if value and HouseholdId(value) not in households(store):
            raise Refusal(Rule.UNKNOWN_HOUSEHOLD, {"household": value})
        value = value or None
    else:
        value = whole(field, value, most={"age": 120, "carries": 2}.get(field, 99))
    return store.record([field_edit(store, helper, field, value, at, operator)])


def _flag(field: str, value: str) -> bool:
    if value.lower() not in ("yes", "no", "1", "0"):
        raise refuse(field, value, "not_a_flag")
    return value.lower() in ("yes", "1")


def whole(field: str, value: str, most: int) -> int:
    """A whole number from 0 to `most`, or Refusal(BAD_FIELD)."""
    if not (value.isdigit() and value.isascii()) or int(value) > most:
        raise refuse(field, value, "not_whole", most=most)
    return int(value)


def enter_person(
    store: Store,
    *,
    fields: dict[str, str],
    at: datetime,
    operator: str,
) -> Changes:
    """Enter somebody into the register: `fields` by name, name and village needed, everything else may be missing.

    Without a household he founds one, named after his card. Refusal: UNKNOWN_FIELD, BAD_FIELD, UNKNOWN_PLACE,
    UNKNOWN_HOUSEHOLD.
    """
    unknown = [name for name in fields if name not in set(Field)]
    if unknown:
        raise Refusal(Rule.UNKNOWN_FIELD, {"field": unknown[0], "known": [str(item) for item in Field]})
    today = at.astimezone(LOCAL).date()
    wanted = {"name": "", "place": "", **fields}
    if wanted.get("household", "") == "":
        wanted.pop("household", None)
    said = {Field(name): clean(Field(name), text, today) for name, text in wanted.items()}
    require_place(store, PlaceCode(said[Field.PLACE]))
    card = next(card_codes(store.around.draw, card_codes_taken(store)))
    home = HouseholdId(said.get(Field.HOUSEHOLD, f"新-{card}"))
    if Field.HOUSEHOLD in said and home not in households(store):
        raise Refusal(Rule.UNKNOWN_HOUSEHOLD, {"household": home})
    person = Person(
        id=PersonId(store.around.draw(16).hex()),
        card=card,
        household=home,
        name=said[Field.NAME],
        place=PlaceCode(said[Field.PLACE]),
        mobility=Mobility(said.get(Field.MOBILITY, Mobility.WALKS)),
        hazards=tuple(Hazard(word) for word in said.get(Field.HAZARDS, ())),
        id_number=said.get(Field.ID_NUMBER, ""),
        phone=said.get(Field.PHONE, ""),
        birth=said.get(Field.BIRTH, ""),
        sex=said.get(Field.SEX, ""),
        address=said.get(Field.ADDRESS, ""),
        needs=tuple(said.get(Field.NEEDS, ())),
        ledger=tuple(said.get(Field.LEDGER, ())),
    )
    added = Draft(
        Kind.PERSON_ADDED,
        f"register/{person.id}",
        at,
        operator,
        trust=trust_of(store, None),
        values={"id": person.id},
        pii=(personal_values(person),),
    )
    return store.record([added])


def take_off(store: Store, *, person: PersonId, reason: str, at: datetime, operator: str, note: str = "") -> Changes:
    """Take a person (with every entry linked to him) off the list, for a reason: he stays in the file and can be put
    back. Refused for somebody who is in a shelter: he has to leave it first, or a head would vanish from its count; and
    for whoever is on the list of the injured, of those in hospital or of the dead, which would be short of him.

    Refusal: UNKNOWN_PERSON, BAD_FIELD, ALREADY_OFF, STILL_INSIDE, STILL_NAMED.
    """
    require_person(store, person)
    standing = standing_of(store, person)
    if standing.class_ is Class.MOVED or any(claim.class_ is Class.MOVED for claim in standing.claims):
        raise Refusal(Rule.STILL_INSIDE, {"person": person, "place": standing.place or ""})
    if standing.harm is not None:
        raise Refusal(Rule.STILL_NAMED, {"person": person, "harm": standing.harm.harm})
    return _off(store, linked_with(store, person), reason, at, operator, note)


def take_helper_off(
    store: Store, *, helper: HelperId, reason: str, at: datetime, operator: str, note: str = ""
) -> Changes:
    """Take a helper off the list: he moved away or died. Refusal: UNKNOWN_HELPER, BAD_FIELD, ALREADY_OFF."""
    if helper not in helper_entries(store):
        raise Refusal(Rule.UNKNOWN_HELPER, {"helper": helper})
    return _off(store, (helper,), reason, at, operator, note)


def _off(store: Store, ids: tuple[str, ...], reason: str, at: datetime, operator: str, note: str) -> Changes:
    if reason not in set(OffReason):
        raise refuse("reason", reason, "not_a_reason", allowed=[str(item) for item in OffReason])
    if len(note) > MAX_TEXT:
        raise refuse("reason", note[:20], "too_long", most=MAX_TEXT)
    standing = [one for one in ids if not _is_off(store, one)]
    if not standing:
        raise Refusal(Rule.ALREADY_OFF, {"person": ids[0]})
    return store.record(
        Draft(
            Kind.TAKEN_OFF,
            f"register/{one}",
            at,
            operator,
            trust=trust_of(store, None),
            values={"reason": reason, KNEW: list(store.journal.heads(f"person/{one}"))},
            pii=({"note": note},) if note else (),
        )
        for one in standing
    )


def put_back(store: Store, *, person: str, at: datetime, operator: str) -> Changes:
    """Put somebody (a person with all linked entries, or a helper) back on the list. Refusal(NOT_OFF)."""
    ids: tuple[str, ...] = (person,) if HelperId(person) in helper_entries(store) else ()
    if not ids:
        require_person(store, PersonId(person))
        ids = linked_with(store, PersonId(person))
    off = [one for one in ids if _is_off(store, one) or _off_disputed(store, one)]
    if not off:
        raise Refusal(Rule.NOT_OFF, {"person": person})
    return store.record(
        Draft(Kind.PUT_BACK, f"register/{one}", at, operator, trust=trust_of(store, None)) for one in off
    )


def _is_off(store: Store, one: str) -> bool:
    entry = entries(store).get(PersonId(one))
    helper = helper_entries(store).get(HelperId(one))
    return bool((entry and entry.off) or (helper and helper.off))


def _off_disputed(store: Store, one: str) -> bool:
    entry = entries(store).get(PersonId(one))
    return entry is not None and "off" in entry.conflicts


def confirm(store: Store, *, persons: tuple[str, ...], what: tuple[str, ...], at: datetime, operator: str) -> Changes:
    """Record that entries of persons or helpers were checked and are right: `phone`, `entry` or both."""
    for one in persons:
        if HelperId(one) not in helper_entries(store):
            require_person(store, PersonId(one))
    for name in what:
        if name not in ("phone", "entry"):
            raise Refusal(Rule.UNKNOWN_FIELD, {"field": name, "known": ["phone", "entry"]})
    return store.record(
        Draft(Kind.CONFIRMED, f"confirmed/{one}/{name}", at, operator, trust=trust_of(store, None))
        for one in persons
        for name in what
    )
