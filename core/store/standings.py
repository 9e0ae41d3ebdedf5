"""Where everybody stands: the projection, or the fold of the journal as it was at an earlier time."""

from datetime import datetime

import cbor2

from core.domain.events import Event
from core.domain.ids import EventId, PersonId
from core.domain.standing import NOBODY_KNOWS, Standing, fold_person
from core.store.codec import decoder
from core.store.database import Store

_decode = decoder(Standing)


def standing_of(store: Store, person: PersonId) -> Standing:
    row = store.connection.execute("select body from standings where person = ?", (person,)).fetchone()
    standing: Standing = _decode(cbor2.loads(row[0])) if row else NOBODY_KNOWS
    return standing


def standings(store: Store) -> dict[PersonId, Standing]:
    """Standing of everybody about whom anything was recorded; others stand as NOBODY_KNOWS."""
    last = store.connection.execute("select max(n) from events where subject like 'person/%'").fetchone()[0]
    return store.memo("standings", last, lambda: _read(store))


def _read(store: Store) -> dict[PersonId, Standing]:
    rows = store.connection.execute("select person, body from standings")
    return {PersonId(person): _decode(cbor2.loads(body)) for person, body in rows}


def standings_at(store: Store, at: datetime | None, until: int | None = None) -> dict[PersonId, Standing]:
    """Standings folded from the events that are said to have happened by `at`, or recorded up to a revision."""
    by_person: dict[PersonId, dict[EventId, Event]] = {}
    for event in store.journal.all(until=until):
        if event.subject.startswith("person/") and (at is None or event.at <= at):
            by_person.setdefault(PersonId(event.subject[7:]), {})[event.id] = event
    return {person: fold_person(events) for person, events in by_person.items()}
