"""Where everybody stands: the projection, or the fold of the journal as it was at an earlier time."""

from datetime import datetime

import cbor2

from core.domain.events import Event
from core.domain.heads import live_heads
from core.domain.ids import EventId, PersonId
from core.domain.standing import NOBODY_KNOWS, Standing, fold_person
from core.store.codec import decoder
from core.store.database import Store
from core.store.holdings import came_before
from core.store.journal import Until
from core.store.people import aliases, counted_as, linked_with, links, register_stamp

_decode = decoder(Standing)


def standing_of(store: Store, person: PersonId) -> Standing:
    """Where one person stands, by whichever of his entries he is named."""
    group = linked_with(store, person)
    if len(group) > 1:
        return _fold_group(store, group)
    row = store.connection.execute("select body from standings where person = ?", (person,)).fetchone()
    standing: Standing = _decode(cbor2.loads(row[0])) if row else NOBODY_KNOWS
    return standing


def person_events(store: Store, person: PersonId) -> tuple[Event, ...]:
    """What was recorded about a person under any of his entries, in the order in which this file received it."""
    group = linked_with(store, person)
    if len(group) == 1:
        return store.journal.of_subject(f"person/{person}")
    found = [event for one in group for event in store.journal.of_subject(f"person/{one}")]
    return tuple(sorted(found, key=lambda event: store.journal.revision_of(event.id)))


def person_heads(store: Store, person: PersonId) -> tuple[EventId, ...]:
    """Live heads of everything recorded about a person: what an entry about him is recorded knowing."""
    return live_heads({event.id: event for event in person_events(store, person)})


def _fold_group(store: Store, group: tuple[PersonId, ...]) -> Standing:
    """A linked person stands where the events of all of his entries together say: each entry has a chain of its own,
    so what they say differently is open, and an entry recorded since knows both."""
    return fold_person({event.id: event for one in group for event in store.journal.of_subject(f"person/{one}")})


def standings(store: Store) -> dict[PersonId, Standing]:
    """Standing of every person about whom anything was recorded, by the id he counts under; others stand as
    NOBODY_KNOWS."""
    last = store.connection.execute(
        "select max(n) from events where subject >= 'person/' and subject < 'person0'"
    ).fetchone()[0]
    return store.memo("standings", (last, register_stamp(store)), lambda: _read(store))


def _read(store: Store) -> dict[PersonId, Standing]:
    rows = store.connection.execute("select person, body from standings")
    read = {PersonId(person): _decode(cbor2.loads(body)) for person, body in rows}
    for group in links(store).groups:
        if any(one in read for one in group):
            known = [read.pop(one) for one in group if one in read]
            read[counted_as(store, group[0])] = known[0] if len(known) == 1 else _fold_group(store, group)
    return read


def standings_at(store: Store, at: datetime | None, until: Until | None = None) -> dict[PersonId, Standing]:
    """Standings folded from the events that are said to have happened by `at` or had come in by then, or recorded up
    to a revision."""
    by_person: dict[PersonId, dict[EventId, Event]] = {}
    came = came_before(store, at) if at is not None else frozenset[EventId]()
    alias = aliases(store)
    for event in store.journal.all(until=until):
        if event.subject.startswith("person/") and (at is None or event.at <= at or event.id in came):
            one = PersonId(event.subject[7:])
            by_person.setdefault(alias.get(one, one), {})[event.id] = event
    return {person: fold_person(events) for person, events in by_person.items()}
