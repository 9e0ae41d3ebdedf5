"""The stays of everybody in shelters; only people with new entries are folded again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.events import Event, Kind
from core.domain.ids import EventId, PersonId
from core.domain.stays import InHouse, Stay, in_house, stays_of
from core.store.database import Store
from core.store.holdings import came_before
from core.store.journal import parse_event
from core.store.people import aliases
from core.store.standings import person_events


@dataclass
class _Stays:
    revision: int = 0
    alias: dict[PersonId, PersonId] = field(default_factory=dict)
    of: dict[PersonId, tuple[Stay, ...]] = field(default_factory=dict)
    every: tuple[Stay, ...] = ()


def every_stay(store: Store, at: datetime | None = None) -> tuple[Stay, ...]:
    """The stays of everybody, a linked person under the id he counts by; with an `at` by what was known
    then."""
    if at is not None:
        return tuple(stay for person, events in _arrived(store, at).items() for stay in stays_of(person, events))
    kept: _Stays = store.memo("stays", None, _Stays)
    revision, alias = store.journal.revision, aliases(store)
    if kept.alias != alias:
        kept.revision, kept.alias = 0, dict(alias)
        kept.of.clear()
    if kept.revision < revision:
        for person, events in _news(store, kept).items():
            kept.of[person] = stays_of(person, events)
        kept.revision = revision
        kept.every = tuple(stay for stays in kept.of.values() for stay in stays)
    return kept.every


def house_figures(store: Store) -> Mapping[str, InHouse]:
    """Persons, peak and visits of each shelter by its code, and of all together under `*`."""
    return store.memo("house figures", store.journal.revision, lambda: in_house(every_stay(store)))


def _news(store: Store, kept: _Stays) -> dict[PersonId, dict[EventId, Event]]:
    """All events of whoever has new ones."""
    if kept.revision == 0:
        return _arrived(store, None)
    rows = store.connection.execute(
        "select distinct subject from events where n > ? and subject like 'person/%'", (kept.revision,)
    ).fetchall()
    named = {PersonId(subject[7:]) for (subject,) in rows}
    return {
        one: {event.id: event for event in person_events(store, one)}
        for one in {kept.alias.get(person, person) for person in named}
    }


def _arrived(store: Store, at: datetime | None) -> dict[PersonId, dict[EventId, Event]]:
    """All events about people who ever arrived anywhere, by the id they count by."""
    alias = aliases(store)
    names = {
        subject for (subject,) in store.connection.execute("select subject from events where kind = ?", (Kind.ARRIVED,))
    }
    counted = {alias.get(PersonId(name[7:]), PersonId(name[7:])) for name in names}
    rows = store.connection.execute(
        "select subject, bytes, signature from events where subject like 'person/%' order by n"
    )
    came = came_before(store, at) if at is not None else frozenset[EventId]()
    found: dict[PersonId, dict[EventId, Event]] = {}
    for subject, raw, signature in rows:
        person = alias.get(PersonId(subject[7:]), PersonId(subject[7:]))
        if person in counted:
            event = parse_event(raw, signature)
            if at is not None and event.at > at and event.id not in came:
                continue
            found.setdefault(person, {})[event.id] = event
    return found
