"""One entry of the register as it is shown: masked, with who changed which field and when."""

from typing import Any

from core.domain.entries import Field
from core.domain.events import Kind
from core.domain.heads import effective_chain
from core.domain.ids import PersonId
from core.queries.masking import mask_address, mask_id, mask_phone
from core.queries.names import places
from core.queries.rows import EditRow, EntryRow
from core.store.database import Store
from core.store.people import entered_at, entries


def entry_row(store: Store, entry: PersonId) -> EntryRow:
    known = entries(store)[entry]
    person = known.person
    place = places(store).get(person.place)
    return EntryRow(
        entry=entry,
        card=person.card,
        name=person.name,
        place_name=place.name if place else "",
        town=place.town if place else "",
        fields=tuple((field, shown(store, field, getattr(person, field))) for field in Field),
        edits=tuple(edit for field in Field for edit in field_history(store, entry, field) if edit.live),
        off=known.off,
        conflicts=known.conflicts,
        entered_at=entered_at(store).get(entry),
        beyond_register=person.beyond_register,
    )


def shown(store: Store, field: str, value: Any) -> str:
    """A value as a screen may show it without asking: masked, villages by name."""
    if isinstance(value, (list, tuple)):
        return "|".join(str(item) for item in value)
    text = "" if value is None else str(value)
    if field == Field.ID_NUMBER:
        return mask_id(text)
    if field == Field.PHONE:
        return mask_phone(text)
    if field == Field.ADDRESS:
        return mask_address(text, "")
    if field == Field.PLACE:
        place = next((place for code, place in places(store).items() if code == text), None)
        return place.name if place else text
    return text


def in_town(store: Store, entry: PersonId, town: str) -> bool:
    """Whether an entry is a town's to look at: who was taken in at a shelter's door is of no village, so of all."""
    place = places(store).get(entries(store)[entry].person.place)
    return place is None or place.town == town


def field_history(store: Store, entry: str, field: str) -> tuple[EditRow, ...]:
    """Every value that somebody gave a field, oldest first; taken back ones are left out."""
    stream = {event.id: event for event in store.journal.of_subject(f"register/{entry}/{field}")}
    chain = [event for event in effective_chain(stream) if event.kind == Kind.FIELD_EDITED]
    named = {before for event in chain for before in event.after}
    out = []
    for event in chain:
        said = store.journal.personal(event.pii[0]) if event.pii else None
        value = shown(store, field, said["value"]) if said else ""
        out.append(
            EditRow(event.id, field, value, event.at, store.operator_name(event.operator), event.id not in named)
        )
    return tuple(out)
