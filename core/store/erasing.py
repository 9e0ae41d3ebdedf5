"""Erasing the personal data of an incident that is over, and whether that has been decided.

`closed` says that the incident is over and when its personal data are to go; `erased` that a desk has destroyed them.
Both are entries like any other: they travel, and whoever merges them erases too. A clock alone never erases anything.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core.domain.events import Event, Kind
from core.domain.heads import speaking
from core.domain.ids import EventId
from core.store.backups import erase_backups
from core.store.blobs import write_anew
from core.store.database import Store
from core.store.journal import moment

SUBJECT = "incident"
_TYPED = ("unfinished",)
_PERSONAL_FIELDS = {"institutions": ("contact",), "fleet": ("driver",)}


@dataclass(frozen=True, slots=True)
class Ending:
    """What was decided about the end of an incident. `erase_at` is the latest time that any desk named; `erased` the
    entries of the desks that have destroyed their personal data, by device."""

    closed_at: datetime | None = None
    erase_at: datetime | None = None
    operator: str = ""
    erased: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Swept:
    """`clean` is False where another process still reads the file: its next opening ends the work. `missed` are folders
    with backups of this laptop that could not be reached."""

    clean: bool
    removed: tuple[Path, ...]
    missed: tuple[Path, ...]


def ending_of(store: Store) -> Ending:
    """The end of the incident as the live heads of its stream say it."""
    events = {event.id: event for event in store.journal.of_subject(SUBJECT)}
    return _ending(events)


def _ending(events: Mapping[EventId, Event]) -> Ending:
    closed = [event for event in speaking(_without_erased(events)) if event.kind == Kind.INCIDENT_CLOSED]
    erased = {event.device: event.at for event in events.values() if event.kind == Kind.INCIDENT_ERASED}
    if not closed:
        return Ending(erased=tuple(sorted(erased.items())))
    last = max(closed, key=lambda event: (event.values["erase_at"], event.id))
    return Ending(last.at, moment(int(last.values["erase_at"])), last.operator, tuple(sorted(erased.items())))


def _without_erased(events: Mapping[EventId, Event]) -> dict[EventId, Event]:
    """The stream as the decisions alone make it: an erasure follows one and takes nothing back."""
    return {key: event for key, event in events.items() if event.kind != Kind.INCIDENT_ERASED}


def must_erase(store: Store) -> bool:
    """Whether a desk has erased an incident that is known here to be closed, and this file has not."""
    if is_erased(store):
        return False
    ending = ending_of(store)
    return ending.closed_at is not None and bool(ending.erased)


def is_erased(store: Store) -> bool:
    """Whether this file's personal data are destroyed."""
    return store.connection.execute("select 1 from meta where key = 'erased'").fetchone() is not None


def destroy_personal(store: Store) -> None:
    """Destroy the key and everything personal in the tables; the caller holds the transaction and calls
    `sweep` after it."""
    store.connection.execute("pragma secure_delete = on")
    store.connection.execute("insert or replace into meta (key, value) values ('erased', 'yes')")
    store.journal.blobs.destroy()
    for table, names in _PERSONAL_FIELDS.items():
        _blank(store.connection, table, names)
        store.connection.execute("delete from table_bases where name = ?", (table,))
    store.connection.execute("update devices set name = ''")
    for table in _tables_of_the_desk(store.connection):
        store.connection.execute(f"delete from {table}")
    store.fold_again()


def _tables_of_the_desk(connection: Any) -> tuple[str, ...]:
    """Tables of what is being typed on this laptop, where this version of the file has them."""
    there = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    return tuple(table for table in _TYPED if table in there)


def _blank(connection: Any, table: str, names: tuple[str, ...]) -> None:
    for n, body in connection.execute(f"select n, body from {table}").fetchall():
        said = json.loads(body)
        said.update({name: "" for name in names if name in said})
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        connection.execute(f"update {table} set body = ? where n = ?", (text, n))


def sweep(store: Store) -> Swept:
    """Write the file anew without what was erased, empty its log, remove this laptop's backups of it. No transaction
    may be open."""
    clean = write_anew(store.connection)
    removed, missed = erase_backups(store)
    return Swept(clean, removed, missed)
