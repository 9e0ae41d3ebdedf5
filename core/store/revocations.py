"""Laptops whose further entries no longer count: lost, stolen, or given back.

A revocation bears the township's seal and names the last entries of the laptop that were held when it was written.
Those and all that they are chained on by hash are kept, wherever and whenever they arrive; whatever else the laptop's
key signs is kept aside, also where it had been taken in before. Clocks have no say, and several revocations of one
laptop keep the union of what each keeps. A revoked key is never enrolled again: the laptop makes a new one.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import cbor2

from core.domain.events import Event, Kind
from core.domain.ids import DeviceId, EventId, IncidentId
from core.store.database import Store
from core.store.journal import event_id, parse_event, signed_by


@dataclass(frozen=True, slots=True)
class Revoked:
    """Who revoked a laptop and when, as it was said first; `kept` are the last entries of it that count."""

    device: DeviceId
    at: datetime
    operator: str
    kept: frozenset[EventId]


def revoking_words(incident: IncidentId, device: DeviceId, kept: Iterable[str]) -> bytes:
    """What the township's key signs of one revocation."""
    last = [bytes.fromhex(one) for one in sorted(kept)]
    return cbor2.dumps(["daolian revoked", bytes.fromhex(incident), bytes.fromhex(device), last], canonical=True)


def is_revocation(event: Event) -> bool:
    return event.kind == Kind.REVOKED and event.subject.startswith("desk/")


def sealed_by_township(store: Store, event: Event) -> bool:
    """Whether a revocation bears the seal of this incident's township."""
    try:
        kept, seal = list(event.values["kept"]), bytes.fromhex(event.values["seal"])
        words = revoking_words(store.incident.id, _device(event), kept)
    except (KeyError, TypeError, ValueError):
        return False
    return signed_by(store.township, words, seal)


def bears_a_seal(event: Event) -> bool:
    """Whether it is the township's seal that makes an event count, not the standing of the laptop that wrote it."""
    return event.kind in (Kind.REVOKED, Kind.ENROLLED) and event.subject.startswith("desk/")


def note_revocations(store: Store) -> bool:
    """Remember what the revocations of this file keep, of the laptops that it knows; True where that is news."""
    kept: dict[DeviceId, set[str]] = {}
    for event in store.journal.of_kind(Kind.REVOKED):
        kept.setdefault(_device(event), set()).update(str(one) for one in event.values["kept"])
    news = 0
    for device, ids in kept.items():
        text = json.dumps(sorted(ids))
        news += store.connection.execute(
            "update devices set kept = ? where id = ? and kept is not ?", (text, device, text)
        ).rowcount
    return news > 0


def kept_of_revoked(store: Store) -> dict[DeviceId, frozenset[EventId]]:
    """The last entries that count of each revoked laptop."""
    rows = store.connection.execute("select id, kept from devices where kept is not null")
    return {DeviceId(device): frozenset(EventId(one) for one in json.loads(kept)) for device, kept in rows}


def revoked(store: Store) -> dict[DeviceId, Revoked]:
    """Every revoked laptop, and who said so first in this file."""
    kept = kept_of_revoked(store)
    out: dict[DeviceId, Revoked] = {}
    for event in store.journal.of_kind(Kind.REVOKED):
        if _device(event) in kept:
            one = Revoked(_device(event), event.at, event.operator, kept[_device(event)])
            out.setdefault(one.device, one)
    return out


def last_entries(store: Store, device: DeviceId) -> tuple[EventId, ...]:
    """Entries of a laptop that no held entry of it is chained on: one where nothing is missing or forked."""
    rows = store.connection.execute("select bytes, signature from events where device = ?", (device,)).fetchall()
    events = [parse_event(raw, signature) for raw, signature in rows]
    before = {event.prev for event in events}
    return tuple(sorted(event.id for event in events if event.id not in before))


def counting(store: Store, device: DeviceId, arriving: Mapping[EventId, Event]) -> set[EventId]:
    """Entries of a revoked laptop that count: those kept and all that they are chained on, of what is known here."""
    known = dict(arriving)
    for table in ("events", "quarantine"):
        rows = store.connection.execute(f"select bytes, signature from {table} where device = ?", (device,))
        known.update((event_id(raw), parse_event(raw, signature)) for raw, signature in rows)
    out: set[EventId] = set()
    waiting: list[EventId | None] = list(kept_of_revoked(store).get(device, ()))
    while waiting:
        one = waiting.pop()
        if one is not None and one not in out:
            out.add(one)
            waiting.append(known[one].prev if one in known else None)
    return out


def set_back(store: Store, wall_ms: int, reason: str) -> tuple[tuple[EventId, DeviceId], ...]:
    """Move entries of revoked laptops that no longer count from the journal aside. The caller holds the transaction
    and folds again. What this laptop itself wrote stays in its own file."""
    out: list[tuple[EventId, DeviceId]] = []
    for device in kept_of_revoked(store):
        if device == store.around.device.id:
            continue
        count = counting(store, device, {})
        rows: list[Any] = store.connection.execute(
            "select id, bytes, signature from events where device = ?", (device,)
        ).fetchall()
        for key, raw, signature in rows:
            if EventId(key.hex()) not in count and not bears_a_seal(parse_event(raw, signature)):
                store.connection.execute(
                    "insert or replace into quarantine (id, device, reason, at, bytes, signature)"
                    " values (?, ?, ?, ?, ?, ?)",
                    (key, device, reason, wall_ms, raw, signature),
                )
                store.connection.execute("delete from events where id = ?", (key,))
                out.append((EventId(key.hex()), device))
    return tuple(out)


def _device(event: Event) -> DeviceId:
    return DeviceId(event.subject.removeprefix("desk/"))
