"""Where a network exists: what this desk holds goes to the district's hub, what others put there comes in."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.operations.bundles import Merged, merge
from core.store.bundle_format import Bundle
from core.store.database import Store
from core.store.enrolments import in_good_standing
from core.store.holdings import lacking, vector_of
from core.store.hub import Hub
from core.store.hub_rows import Entry, RowOpener, readers_digest, sealed_rows
from core.store.merging import blobs_named
from core.store.tables import table_digests


@dataclass(frozen=True, slots=True)
class Pushed:
    """`new` entries were put in, `known` were there; `readers` counts the laptops that can open them."""

    new: int
    known: int
    readers: int


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull did; `closed` rows could not be opened here (not for this laptop, or changed on the way)."""

    merged: Merged
    closed: int


def push(store: Store, hub: Hub) -> Pushed:
    """Put in what the hub lacks, sealed for the laptops in good standing. Refusal: HUB_AWAY, HUB_WITHOUT_TABLE."""
    readers = _readers(store)
    digest = readers_digest(readers)
    there = hub.held(store.incident.id, digest)
    with store.reading():
        entries = list(_entries(store))
    missing = [entry for entry in entries if (entry.id, entry.whole) not in there]
    rows = sealed_rows(store.incident.id, missing, readers, store.around.draw)
    new = hub.put(store.incident.id, digest, rows)
    return Pushed(new, len(entries) - new, len(readers))


def pull(store: Store, hub: Hub) -> Pulled:
    """Take in what lies beyond this desk's vector, in one transaction. Refusal: HUB_AWAY, HUB_WITHOUT_TABLE, and those
    of a merge. Nothing of the hub is believed: each entry is checked as one from a stick is."""
    opener = RowOpener(store.incident.id, store.around.device.key)
    events, blobs, closed = [], list[bytes](), 0
    for event, body in hub.beyond(store.incident.id, vector_of(store), readers_digest(_readers(store))):
        opened = opener.open(event, body)
        if opened is None:
            closed += 1
            continue
        events.append((opened.event, opened.signature))
        blobs += opened.blobs
    return Pulled(merge(store, [_as_bundle(store, tuple(events), tuple(blobs))] if events else []), closed)


def _as_bundle(store: Store, events: tuple[tuple[bytes, bytes], ...], blobs: tuple[bytes, ...]) -> Bundle:
    """What was pulled, as one comes from a stick; it is from nobody and says nothing of what anybody holds."""
    return Bundle(
        incident=store.incident.id,
        drill=store.incident.drill,
        sender=store.around.device.id,
        vector={},
        events=events,
        blobs=blobs,
        meta={},
        tables=None,
        digests=table_digests(store),
        path="hub",
    )


def _readers(store: Store) -> list[bytes]:
    return sorted({*in_good_standing(store).values(), store.around.device.public})


def _entries(store: Store) -> Iterator[Entry]:
    for event, raw, signature in lacking(store, {}):
        named = [store.blob(key.hex()) for key in blobs_named(event)]
        blobs = tuple(blob for blob in named if blob is not None)
        yield Entry(event.id, event.device, event.epoch, event.seq, raw, signature, blobs, len(blobs) == len(named))
