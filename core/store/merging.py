"""Taking in what other desks hold: the union of event sets. Nothing is refused for its clock or its order.

Each event is checked by itself: its id is the hash of its bytes, its signature that of a desk of this incident. What
fails is kept aside (`quarantine`) and shown, and looked at again whenever more is known: a laptop that is enrolled
later brings its entries in. Parts, repeats and any order are legal.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import cbor2

from core.domain.events import Event, Kind
from core.domain.ids import DeviceId, EventId
from core.domain.shapes import well_formed
from core.store.bundle_format import Bundle, stated
from core.store.database import Store
from core.store.enrolments import honoured, is_enrolment, know, publics
from core.store.journal import event_id, millis, moment, parse_event, signed_by
from core.store.revocations import (
    bears_a_seal,
    counting,
    is_revocation,
    kept_of_revoked,
    note_revocations,
    sealed_by_township,
    set_back,
)
from core.store.table_imports import parts_of, personal_parts


class Aside(StrEnum):
    """Why an event is kept aside."""

    UNKNOWN_DEVICE = "unknown_device"
    BAD_SIGNATURE = "bad_signature"
    OTHER_INCIDENT = "other_incident"
    OTHER_TOWNSHIP = "other_township"
    REVOKED = "revoked"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Held:
    """One event kept aside. `device` is empty where it cannot be read."""

    event: EventId
    device: str
    reason: Aside
    at: datetime


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a merge did: events that are new here (in their order), how many were known, what was put aside by it."""

    new: tuple[Event, ...]
    known: int
    aside: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class _Arriving:
    """An event on its way in; `event` None where its bytes cannot be read."""

    id: EventId
    raw: bytes
    signature: bytes
    event: Event | None


def take_in(store: Store, bundles: Iterable[Bundle], wall: datetime) -> TakenIn:
    """Bring bundles of this incident in; `wall` is this laptop's clock. The caller holds the transaction."""
    given = tuple(bundles)
    arriving = {event_id(raw): (raw, signature) for bundle in given for raw, signature in bundle.events}
    held = _held_of(store, arriving)
    fresh = [_read(key, *pair) for key, pair in arriving.items() if key not in held]
    blobs = [blob for bundle in given for blob in bundle.blobs]
    late = _take_blobs(store, blobs, [one.event for one in fresh if one.event])
    before = store.journal.revision
    new, aside = _judge(store, [*fresh, *_waiting(store, {one.id for one in fresh})], wall)
    store.journal.receive((event, raw) for event, raw in new)
    events = tuple(event for event, _ in new)
    _note_merges(store, given, wall, before)
    store.fold(events, late)
    released, gone = take_revocation(store, events, wall)
    out = {held.event for held in gone}
    events = (*(event for event in events if event.id not in out), *released)
    store.journal.meet(events, store.around.device)
    return TakenIn(events, len(arriving) - len(fresh), (*aside, *gone))


def take_revocation(
    store: Store, events: Iterable[Event], wall: datetime
) -> tuple[tuple[Event, ...], tuple[Held, ...]]:
    """Let revocations among new events take effect, also those that came before the laptop they are about: what counts
    again comes in, what no longer counts goes aside and all is folded anew. The caller holds the transaction."""
    if all(event.kind not in (Kind.REVOKED, Kind.ENROLLED) for event in events) or not note_revocations(store):
        return (), ()
    gone = set_back(store, millis(wall), Aside.REVOKED)
    if gone:
        store.fold_again()
    return look_again(store, wall), tuple(Held(event, device, Aside.REVOKED, wall) for event, device in gone)


def look_again(store: Store, wall: datetime) -> tuple[Event, ...]:
    """Bring in what waited for its laptop to be enrolled. The caller holds the transaction."""
    return take_in(store, (), wall).new


def _held_of(store: Store, ids: Iterable[EventId]) -> set[EventId]:
    find = "select 1 from events where id = ?"
    return {key for key in ids if store.connection.execute(find, (bytes.fromhex(key),)).fetchone()}


def _read(key: EventId, raw: bytes, signature: bytes) -> _Arriving:
    try:
        event = parse_event(raw, signature)
        legible = well_formed(event) and 1900 < event.at.year < 9000 and 1900 < event.wall.year < 9000
    except (cbor2.CBORError, KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        return _Arriving(key, raw, signature, None)
    return _Arriving(key, raw, signature, event if legible else None)


def _waiting(store: Store, besides: set[EventId]) -> Iterator[_Arriving]:
    for key, raw, signature in store.connection.execute("select id, bytes, signature from quarantine order by id"):
        if (event := EventId(key.hex())) not in besides:
            yield _read(event, raw, signature)


def _judge(store: Store, fresh: list[_Arriving], wall: datetime) -> tuple[list[tuple[Event, bytes]], tuple[Held, ...]]:
    """(events that count from now on with their bytes, what is put aside by this). Enrolments speak first."""
    known = publics(store)
    _enrol(store, fresh, known)
    counted = _counted(store, fresh)
    new: list[tuple[Event, bytes]] = []
    aside: list[Held] = []
    for one in fresh:
        reason = _why_aside(store, one, known, counted)
        if reason is None and one.event is not None:
            new.append((one.event, one.raw))
            store.connection.execute("delete from quarantine where id = ?", (bytes.fromhex(one.id),))
        elif reason is not None and _put_aside(store, one, reason, wall):
            aside.append(Held(one.id, one.event.device if one.event else "", reason, wall))
    return new, tuple(aside)


def _counted(store: Store, fresh: Iterable[_Arriving]) -> dict[DeviceId, set[EventId]]:
    """Of each revoked laptop the entries that count."""
    arriving = {one.id: one.event for one in fresh if one.event}
    return {
        device: counting(store, device, {key: event for key, event in arriving.items() if event.device == device})
        for device in kept_of_revoked(store)
    }


def _enrol(store: Store, fresh: Iterable[_Arriving], known: dict[DeviceId, bytes]) -> None:
    """Count enrolled laptops among the desks; one may have been enrolled from a desk that another one names."""
    waiting = [(one.event, one.raw) for one in fresh if one.event and _of_here(store, one.event)]
    waiting = [(event, raw) for event, raw in waiting if is_enrolment(event)]
    found = True
    while found:
        found = False
        for event, raw in waiting:
            if honoured(store, event, raw, known):
                know(store, event)
                waiting.remove((event, raw))
                known.update(publics(store))
                found = True
                break


def _of_here(store: Store, event: Event) -> bool:
    return event.incident == store.incident.id


def _why_aside(
    store: Store, one: _Arriving, known: dict[DeviceId, bytes], counted: dict[DeviceId, set[EventId]]
) -> Aside | None:
    event = one.event
    if event is None:
        return Aside.UNREADABLE
    if not _of_here(store, event):
        return Aside.OTHER_INCIDENT
    if event.device not in known:
        return Aside.UNKNOWN_DEVICE
    if not signed_by(known[event.device], one.raw, one.signature):
        return Aside.BAD_SIGNATURE
    if is_enrolment(event) and not honoured(store, event, one.raw, known):
        return Aside.OTHER_TOWNSHIP
    if is_revocation(event) and not sealed_by_township(store, event):
        return Aside.OTHER_TOWNSHIP
    if event.device in counted and event.id not in counted[event.device] and not bears_a_seal(event):
        return None if event.device == store.around.device.id else Aside.REVOKED
    return None


def _put_aside(store: Store, one: _Arriving, reason: Aside, wall: datetime) -> bool:
    """Keep it aside; False where it was there already."""
    known = store.connection.execute("select 1 from quarantine where id = ?", (bytes.fromhex(one.id),)).fetchone()
    device = one.event.device if one.event else ""
    store.connection.execute(
        "insert into quarantine (id, device, reason, at, bytes, signature) values (?, ?, ?, ?, ?, ?)"
        " on conflict (id) do update set reason = excluded.reason, signature = excluded.signature",
        (bytes.fromhex(one.id), device, reason, millis(wall), one.raw, one.signature),
    )
    return known is None


def _take_blobs(store: Store, blobs: list[bytes], fresh: list[Event]) -> list[Event]:
    """Keep the blobs that an event names; returns the events held before whose words came only now."""
    given = {hashlib.sha256(raw).digest(): raw for raw in blobs}
    find = "select 1 from blobs where hash = ?"
    missing = {key: raw for key, raw in given.items() if not store.connection.execute(find, (key,)).fetchone()}
    personal = {bytes.fromhex(item) for event in fresh for item in (*event.pii, *personal_parts(event))}
    wanted = {key: missing.pop(key) for event in fresh for key in blobs_named(event) if key in missing}
    late = []
    if missing:  # a stick that was cut short brought the event, this one brings its words
        for event in store.journal.all():
            named = [key for key in blobs_named(event) if key in missing or key in wanted]
            personal.update(key for key in map(bytes.fromhex, (*event.pii, *personal_parts(event))) if key in named)
            wanted.update({key: missing[key] for key in named if key in missing})
            late += [event] if named else []
    store.journal.blobs.put_all((key, raw, key in personal) for key, raw in wanted.items())
    return late


def blobs_named(event: Event) -> tuple[bytes, ...]:
    """Hashes of the blobs of one event: its personal data, a plan that it adopts, the rows of tables it imported."""
    plan = event.values.get("plan") if event.kind == Kind.PLAN_ADOPTED else None
    rows = [digest for hashes in parts_of(event).values() for digest in hashes]
    return tuple(bytes.fromhex(item) for item in (*event.pii, *((str(plan),) if plan else ()), *rows))


def _note_merges(store: Store, bundles: tuple[Bundle, ...], wall: datetime, before: int) -> None:
    """Remember from whom this came, and what they said they held: theirs only if they signed it."""
    known, until = publics(store), store.journal.revision
    for bundle in bundles:
        believed = signed_by(known.get(bundle.sender), stated(bundle), bundle.signature)
        vector = [
            [bytes.fromhex(device), epoch, seq, bytes.fromhex(last)]
            for (device, epoch), (seq, last) in sorted(bundle.vector.items())
        ]
        store.connection.execute(
            "insert into merges (at, sender, after_n, until_n, vector) values (?, ?, ?, ?, ?)",
            (millis(wall), bundle.sender if believed else "", before, until, cbor2.dumps(vector if believed else [])),
        )


def quarantined(store: Store) -> tuple[Held, ...]:
    """Everything kept aside, by id."""
    rows = store.connection.execute("select id, device, reason, at from quarantine order by id")
    return tuple(Held(EventId(key.hex()), device, Aside(reason), moment(at)) for key, device, reason, at in rows)
