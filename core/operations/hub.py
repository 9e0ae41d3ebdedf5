"""Where a network exists: what this desk holds goes to the district's hub, what others put there comes in.

The line is slow and the file is not: every look into the file is an errand to whoever owns it, so that no check-in
waits for a network.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from core.domain.ids import IncidentId
from core.operations.bundles import Merged, merge
from core.store.bundle_format import Bundle
from core.store.database import Store
from core.store.enrolments import in_good_standing
from core.store.holdings import lacking, vector_of
from core.store.hub import Hub
from core.store.hub_notes import HubNote, note_hub
from core.store.hub_rows import Entry, RowOpener, readers_digest, sealed_rows
from core.store.merging import blobs_named
from core.store.tables import table_digests

Answer = TypeVar("Answer")


class Ask(Protocol):
    """Puts a question to the file and waits for the answer."""

    def __call__(self, question: Callable[[Store], Answer], /) -> Answer: ...


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


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Both ways, and what this laptop noted of it."""

    pulled: Pulled
    pushed: Pushed
    note: HubNote


@dataclass(frozen=True, slots=True)
class _Missing:
    """What the hub lacks, and how much it has."""

    incident: IncidentId
    entries: list[Entry]
    readers: list[bytes]
    known: int


def push(store: Store, hub: Hub) -> Pushed:
    """Put in what the hub lacks, sealed for the laptops in good standing. Refusal: HUB_AWAY, HUB_WITHOUT_TABLE."""
    given = _push(lambda question: question(store), hub, store.around.draw)
    _note(lambda question: question(store), hub, given.new, 0)
    return given


def pull(store: Store, hub: Hub) -> Pulled:
    """Take in what lies beyond this desk's vector, in one transaction. Refusal: HUB_AWAY, HUB_WITHOUT_TABLE, and those
    of a merge. Nothing of the hub is believed: each entry is checked as one from a stick is."""
    taken = _pull(lambda question: question(store), lambda bundles: merge(store, bundles), hub)
    _note(lambda question: question(store), hub, 0, taken.merged.new)
    return taken


def exchange(ask: Ask, take: Callable[[list[Bundle]], Merged], hub: Hub, draw: Callable[[int], bytes]) -> Exchanged:
    """Take in, then put in. `ask` and `take` run where the file is, the rest here. Refusal: those of both."""
    taken = _pull(ask, take, hub)
    given = _push(ask, hub, draw)
    return Exchanged(taken, given, _note(ask, hub, given.new, taken.merged.new))


def _push(ask: Ask, hub: Hub, draw: Callable[[int], bytes]) -> Pushed:
    incident, readers = ask(lambda store: (store.incident.id, _readers(store)))
    digest = readers_digest(readers)
    there = hub.held(incident, digest)

    def look(store: Store) -> _Missing:
        with store.reading():
            entries = list(_entries(store))
        missing = [entry for entry in entries if (entry.id, entry.whole) not in there]
        return _Missing(incident, missing, readers, len(entries) - len(missing))

    found = ask(look)
    new = hub.put(incident, digest, sealed_rows(incident, found.entries, readers, draw))
    return Pushed(new, found.known + len(found.entries) - new, len(readers))


def _pull(ask: Ask, take: Callable[[list[Bundle]], Merged], hub: Hub) -> Pulled:
    incident, key, vector, digest = ask(
        lambda store: (
            store.incident.id,
            store.around.device.key,
            vector_of(store),
            readers_digest(_readers(store)),
        )
    )
    opener = RowOpener(incident, key)
    events, blobs, closed = list[tuple[bytes, bytes]](), list[bytes](), 0
    for event, body in hub.beyond(incident, vector, digest):
        opened = opener.open(event, body)
        if opened is None:
            closed += 1
            continue
        events.append((opened.event, opened.signature))
        blobs += opened.blobs
    found = (tuple(events), tuple(blobs))
    return Pulled(take([ask(lambda store: _as_bundle(store, *found))] if events else []), closed)


def _note(ask: Ask, hub: Hub, given: int, taken: int) -> HubNote:
    def write(store: Store) -> HubNote:
        note = HubNote(hub.where, store.around.now(), given, taken)
        note_hub(store.around.device, store.incident.id, note)
        return note

    return ask(write)


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
