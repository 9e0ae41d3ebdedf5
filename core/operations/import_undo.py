"""Taking back one import as a whole: whom it brought is taken off the list, what it corrected is as it was before.

Nothing is erased. Whatever somebody has touched since stays, and is named.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.entries import OffReason
from core.domain.events import Changes, Draft, Event, Kind
from core.domain.findings import Refusal, Rule
from core.domain.heads import live_heads, voided
from core.domain.ids import EventId, HelperId, PersonId
from core.domain.off_list import KNEW
from core.operations.recording import trust_of
from core.store.database import Store
from core.store.people import entries, helper_entries, linked_with


@dataclass(frozen=True, slots=True)
class ImportMade:
    """One import into the register that can be taken back: `added` are entries it brought, `corrections` its edits."""

    batch: str
    table: str
    at: datetime
    operator: str
    added: tuple[str, ...]
    corrections: tuple[EventId, ...]
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Stays:
    """What an undone import leaves as it is: an entry (with its name) that is in use since, or one field of it."""

    entry: str
    name: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """`removed` entries are off the list, `reverted` fields as they were; `stays` was touched since."""

    removed: int
    reverted: int
    stays: tuple[Stays, ...]
    changes: Changes


def imports_made(store: Store) -> tuple[ImportMade, ...]:
    """Imports of this device into the register, the newest first."""
    mine = store.around.device.id
    made: dict[str, list[Event]] = {}
    for kind in (Kind.IMPORTED, Kind.FIELD_EDITED):
        for event in store.journal.of_kind(kind):
            batch = event.values.get("batch")
            if event.device == mine and isinstance(batch, str):
                made.setdefault(batch, []).append(event)
    void = voided(store.journal.of_kind(Kind.VOIDED))
    off = {str(one): entry.off for one, entry in entries(store).items()} | _helpers_off(store)
    newest = sorted(made, key=lambda batch: store.journal.revision_of(made[batch][0].id), reverse=True)
    return tuple(_made(batch, made[batch], void, off) for batch in newest)


def _made(batch: str, events: list[Event], void: set[EventId], off: Mapping[str, str]) -> ImportMade:
    first = events[0]
    added = tuple(str(one) for event in events if event.kind == Kind.IMPORTED for one in event.values["ids"])
    corrections = tuple(event.id for event in events if event.kind == Kind.FIELD_EDITED)
    back = all(off.get(one) for one in added) and all(event in void for event in corrections)
    return ImportMade(batch, str(first.values.get("table", "")), first.at, first.operator, added, corrections, back)


def _helpers_off(store: Store) -> dict[str, str]:
    return {str(one): entry.off for one, entry in helper_entries(store).items()}


def take_back_import(store: Store, *, batch: str, at: datetime, operator: str) -> TakenBack:
    """Take back one import as far as nobody has touched it since.

    Refusal: UNKNOWN_IMPORT (none of this device's imports into the register), ALREADY_VOID (nothing of it is left).
    """
    made = next((one for one in imports_made(store) if one.batch == batch), None)
    if made is None:
        raise Refusal(Rule.UNKNOWN_IMPORT, {"batch": batch})
    corrected = [event for event in map(store.journal.find, made.corrections) if event is not None]
    own = {event.id for event in corrected}
    stays: list[Stays] = []
    removed = list(_removals(store, made, own, stays, at, operator))
    reverted = list(_reversals(store, corrected, stays, at, operator))
    if not removed and not reverted and not stays:
        raise Refusal(Rule.ALREADY_VOID, {"event": batch})
    return TakenBack(len(removed), len(reverted), tuple(stays), store.record([*reverted, *removed]))


def _removals(
    store: Store, made: ImportMade, own: set[EventId], stays: list[Stays], at: datetime, operator: str
) -> Iterator[Draft]:
    people, known = entries(store), helper_entries(store)
    for one in made.added:
        person, helper = people.get(PersonId(one)), known.get(HelperId(one))
        entry = person or helper
        if entry is None or entry.off:  # erased, or off the list already
            continue
        if _in_use(store, one, own):
            stays.append(Stays(one, _name(store, one)))
            continue
        yield Draft(
            Kind.TAKEN_OFF,
            f"register/{one}",
            at,
            operator,
            trust=trust_of(store, None),
            values={"reason": OffReason.IMPORT_UNDONE.value, KNEW: list(store.journal.heads(f"person/{one}"))},
        )


def _in_use(store: Store, one: str, own: set[EventId]) -> bool:
    """Somebody has said something of him since: a field, where he is, that he is somebody else's double."""
    if PersonId(one) in entries(store) and len(linked_with(store, PersonId(one))) > 1:
        return True
    about: Iterable[Event] = (
        event
        for stream in (f"register/{one}", f"person/{one}", f"helper/{one}", f"confirmed/{one}")
        for event in store.journal.under(stream)
    )
    return any(event.id not in own for event in about)


def _reversals(
    store: Store, corrected: list[Event], stays: list[Stays], at: datetime, operator: str
) -> Iterator[Draft]:
    for event in corrected:
        stream = {one.id: one for one in store.journal.of_subject(event.subject)}
        if event.id in voided(stream.values()):
            continue
        _, entry, field = event.subject.split("/", 2)
        if event.id not in live_heads(stream):
            stays.append(Stays(entry, _name(store, entry), field))
            continue
        yield Draft(Kind.VOIDED, event.subject, at, operator, trust=trust_of(store, None), values={"event": event.id})


def _name(store: Store, one: str) -> str:
    person, helper = entries(store).get(PersonId(one)), helper_entries(store).get(HelperId(one))
    return person.person.name if person else helper.helper.name if helper else one
