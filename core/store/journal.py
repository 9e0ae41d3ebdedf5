"""The journal: append-only events in canonical CBOR, chained by device, signed; personal data apart in blobs.

An event's id is the first 16 bytes of the SHA-256 of its canonical bytes, so a copy that arrives twice is one event.
The signature covers the same bytes. Nothing here is refused for its clock.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from operator import itemgetter
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.domain.events import EVENT_FORMAT, Draft, Event
from core.domain.ids import BlobHash, EventId, IncidentId
from core.store.blobs import Blobs
from core.store.device import Device

SALT_BYTES = 16
_AT_ONCE = 500
_hex = bytes.hex  # of bytes alone: a number in their place, which somebody's stick may bring, is refused


def event_bytes(event: Event) -> bytes:
    """Canonical CBOR of everything that is hashed and signed."""
    return cbor2.dumps(
        {
            "v": event.format,
            "inc": bytes.fromhex(event.incident),
            "dev": bytes.fromhex(event.device),
            "ep": event.epoch,
            "seq": event.seq,
            "prev": _raw(event.prev),
            "at": millis(event.at),
            "wall": millis(event.wall),
            "clk": event.trust,
            "kind": event.kind,
            "subj": event.subject,
            "by": event.operator,
            "site": event.place,
            "from": event.moved_from,
            "ev": event.evidence,
            "val": event.values,
            "pii": [bytes.fromhex(item) for item in event.pii],
            "after": [bytes.fromhex(item) for item in event.after],
        },
        canonical=True,
    )


def event_id(raw: bytes) -> EventId:
    return EventId(hashlib.sha256(raw).digest()[:16].hex())


def parse_event(raw: bytes, signature: bytes, known: bytes | None = None) -> Event:
    """The event of canonical bytes; fields of a newer format stay in `raw`, which is kept as it is.

    `known` is the id under which this file holds it already; without it, the id is taken from the bytes.
    """
    # All at once and by position, and nothing wrapped in its type: a rebuild and a merge spend much of their time here.
    inc, dev, prev, at, wall, pii, after, ep, seq, clk, kind, subj, by, site, left, ev, val, v = _parts(
        cbor2.loads(raw)
    )
    said = datetime.fromtimestamp(at / 1000, UTC)
    return _event((
        event_id(raw) if known is None else _hex(known), _hex(inc), _hex(dev), ep, seq, _hex(prev) if prev else None,
        said, said if wall == at else moment(wall), clk, kind, subj, by, site, left, ev, val,
        tuple(map(_hex, pii)) if pii != [] else (), tuple(map(_hex, after)) if after != [] else (), signature, v,
    ))  # fmt: skip


_event: Callable[[tuple[Any, ...]], Event] = partial(tuple.__new__, Event)  # of all its fields, in their order
_parts = itemgetter(
    "inc", "dev", "prev", "at", "wall", "pii", "after",
    "ep", "seq", "clk", "kind", "subj", "by", "site", "from", "ev", "val", "v",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extent:
    """Entries of this file that somebody knew at a time, by their numbers here: two files number them differently."""

    numbers: frozenset[int]


Until = int | Extent
"""Up to where: a revision of this file, or what was known at another desk."""


def within(until: Until, number: int) -> bool:
    """Whether the entry of a number was known."""
    return number in until.numbers if isinstance(until, Extent) else number <= until


class Journal:
    """Appends for one device and reads for all. The caller holds the transaction."""

    def __init__(self, connection: Any, incident: IncidentId) -> None:
        self._connection = connection
        self.blobs = Blobs(connection)
        self._incident = incident
        self._last: Event | None = None
        self._epoch = 1

    def start(self, device: Device, remembered: tuple[int, int] | None) -> None:
        """Find this device's last event; begin a new epoch where the file is older than the device remembers, or where
        it cannot tell."""
        row = self._connection.execute(
            "select bytes, signature from events where device = ? order by epoch desc, seq desc limit 1", (device.id,)
        ).fetchone()
        self._last = parse_event(*row) if row else None
        mine = (self._last.epoch, self._last.seq) if self._last else (0, 0)
        if remembered is None:
            self._epoch = max(mine[0], 1) + 1
        else:
            self._epoch = max(mine[0], 1) if mine >= remembered else remembered[0] + 1

    def rewind(self, device: Device) -> None:
        """Forget what a rolled-back transaction had appended: nobody has seen it, so its numbers are free again."""
        epoch = self._epoch
        self.start(device, (0, 0))
        self._epoch = epoch

    def meet(self, received: Iterable[Event], device: Device) -> None:
        """After a merge: where this device's own entries came back that this file did not hold (an older copy was put
        back), go on in a new epoch, so that no number is used twice."""
        mine = max((event.epoch for event in received if event.device == device.id), default=0)
        if mine >= self._epoch:
            self._epoch = mine + 1

    @property
    def position(self) -> tuple[int, int]:
        """(epoch, seq) of this device's last event here."""
        return (self._last.epoch, self._last.seq) if self._last else (0, 0)

    @property
    def written_on(self) -> bool:
        """Whether this device's last event here is of the epoch in which it goes on."""
        return self._last is not None and self._last.epoch == self._epoch

    def append(self, draft: Draft, wall: datetime, operator: str, device: Device, salt: Iterator[bytes]) -> Event:
        """Give one draft its identity, order and signature, and write it with its blobs."""
        pii = tuple(self.put_blob(next(salt) + _body(item), personal=True) for item in draft.pii)
        same_epoch = self.written_on
        event = Event(
            id=EventId(""),
            incident=self._incident,
            device=device.id,
            epoch=self._epoch,
            seq=self._last.seq + 1 if same_epoch and self._last else 1,
            prev=self._last.id if self._last else None,
            at=draft.at,
            wall=wall,
            trust=str(draft.trust),
            kind=str(draft.kind),
            subject=draft.subject,
            operator=operator,
            place=draft.place,
            moved_from=draft.moved_from,
            evidence=str(draft.evidence) if draft.evidence else None,
            values=draft.values,
            pii=pii,
            after=self.heads(draft.subject) if draft.after is None else draft.after,
            signature=b"",
            format=EVENT_FORMAT,
        )
        raw = event_bytes(event)
        signature = device.key.sign(raw)
        self._insert(raw, signature)
        self._last = parse_event(raw, signature)
        return self._last

    def _insert(self, raw: bytes, signature: bytes) -> None:
        self.receive([(parse_event(raw, signature), raw)])

    def receive(self, events: Iterable[tuple[Event, bytes]]) -> None:
        """Keep events with their canonical bytes as they are; one that is held already changes nothing."""
        self._connection.executemany(
            "insert or ignore into events (id, device, epoch, seq, kind, subject, at, bytes, signature)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    bytes.fromhex(event.id),
                    event.device,
                    event.epoch,
                    event.seq,
                    event.kind,
                    event.subject,
                    millis(event.at),
                    raw,
                    event.signature,
                )
                for event, raw in events
            ],
        )

    def heads(self, subject: str) -> tuple[EventId, ...]:
        """Live heads of a subject: its events that no other names in `after`."""
        events = self.of_subject(subject)
        named = {before for event in events for before in event.after}
        return tuple(sorted(event.id for event in events if event.id not in named))

    def of_subject(self, subject: str) -> tuple[Event, ...]:
        rows = self._connection.execute(
            "select bytes, signature, id from events where subject = ? order by n", (subject,)
        )
        return tuple(parse_event(*row) for row in rows)

    def of_subjects(self, subjects: Iterable[str], known: Mapping[bytes, Event]) -> dict[str, dict[EventId, Event]]:
        """The events of many subjects at once; those in `known` (by id) are taken as they are."""
        wanted = list(subjects)
        found: dict[str, dict[EventId, Event]] = {subject: {} for subject in wanted}
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            rows = self._connection.execute(
                f"select id, bytes, signature from events where subject in ({','.join('?' * len(part))}) order by n",
                part,
            )
            for key, raw, signature in rows:
                event = known.get(key) or parse_event(raw, signature, key)
                found[event.subject][event.id] = event
        return found

    def by_subject(self) -> Iterator[tuple[str, dict[EventId, Event]]]:
        """Every subject in order with its events in the order this file received them: of a long journal only one
        subject is in memory at once."""
        held, about = dict[EventId, Event](), ""
        query = "select subject, bytes, signature, id from events order by subject, n"
        for subject, raw, signature, key in self._connection.execute(query):
            if subject != about:
                if held:
                    yield about, held
                about, held = subject, {}
            event = parse_event(raw, signature, key)
            held[event.id] = event
        if held:
            yield about, held

    def under(self, subject: str) -> tuple[Event, ...]:
        """Events about a subject and whatever lies under it: `register/X` and `register/X/phone`."""
        rows = self._connection.execute(
            "select bytes, signature from events where subject = ? or (subject > ? and subject < ?) order by n",
            (subject, f"{subject}/", f"{subject}0"),
        )
        return tuple(parse_event(raw, signature) for raw, signature in rows)

    def find(self, event: EventId) -> Event | None:
        row = self._connection.execute(
            "select bytes, signature from events where id = ?", (bytes.fromhex(event),)
        ).fetchone()
        return parse_event(*row) if row else None

    def revision_of(self, event: EventId) -> int:
        """The revision that this file reached with an event; 0 for one it does not hold."""
        row = self._connection.execute("select n from events where id = ?", (bytes.fromhex(event),)).fetchone()
        return int(row[0]) if row else 0

    def all(self, *, since: Until = 0, until: Until | None = None) -> Iterator[Event]:
        """Events in the order this file received them: those not known at `since`, and known at `until`."""
        for n, *row in self._connection.execute(
            "select n, bytes, signature, id from events where n > ? and n <= ? order by n",
            (since if isinstance(since, int) else 0, until if isinstance(until, int) else self.revision),
        ):
            if not within(since, n) and (until is None or within(until, n)):
                yield parse_event(*row)

    def held_at(self, revision: int) -> dict[str, dict[str, list[int]]]:
        """What this file held at a revision, as another file can tell it of its own: by device and epoch the last seq,
        then those before it that were missing."""
        seqs: dict[tuple[str, int], set[int]] = {}
        for device, epoch, seq in self._connection.execute(
            "select device, epoch, seq from events where n <= ?", (revision,)
        ):
            seqs.setdefault((device, epoch), set()).add(seq)
        out: dict[str, dict[str, list[int]]] = {}
        for (device, epoch), held in sorted(seqs.items()):
            last = max(held)
            out.setdefault(device, {})[str(epoch)] = [last, *(seq for seq in range(1, last) if seq not in held)]
        return out

    def extent(self, held: Mapping[str, Mapping[str, Sequence[int]]]) -> Extent:
        """The entries of this file that a file of `held_at` held."""
        known = {
            (device, int(epoch)): (seqs[0], frozenset(seqs[1:]))
            for device, epochs in held.items()
            for epoch, seqs in epochs.items()
        }
        numbers = set()
        for n, device, epoch, seq in self._connection.execute("select n, device, epoch, seq from events"):
            last, missing = known.get((device, epoch), (0, frozenset()))
            if seq <= last and seq not in missing:
                numbers.add(n)
        return Extent(frozenset(numbers))

    def latest(self, limit: int, kinds: Iterable[str]) -> tuple[Event, ...]:
        """The newest events of some kinds, newest first."""
        wanted = tuple(kinds)
        marks = ",".join("?" * len(wanted))
        rows = self._connection.execute(
            f"select bytes, signature from events where kind in ({marks}) order by n desc limit ?", (*wanted, limit)
        )
        return tuple(parse_event(raw, signature) for raw, signature in rows)

    def of_kind(self, kind: str) -> tuple[Event, ...]:
        rows = self._connection.execute("select bytes, signature from events where kind = ? order by n", (kind,))
        return tuple(parse_event(raw, signature) for raw, signature in rows)

    @property
    def revision(self) -> int:
        """How many events this file holds: every write raises it."""
        return int(self._connection.execute("select coalesce(max(n), 0) from events").fetchone()[0])

    def put_blob(self, raw: bytes, *, personal: bool = False) -> BlobHash:
        """Keep a blob under the hash of its contents: a personal one under the incident's key, a plan in the clear."""
        digest = hashlib.sha256(raw).digest()
        self.blobs.put(digest, raw, personal=personal)
        return BlobHash(digest.hex())

    def blob(self, digest: BlobHash) -> bytes | None:
        """The bytes behind a hash, None once erased."""
        return self.blobs.get(bytes.fromhex(digest))

    def personal_of(self, digests: Collection[bytes], *, most: bool = False) -> Iterator[tuple[bytes, dict[str, Any]]]:
        """Hash and personal data of each of many blobs, in no order; what was erased is not among them. `most` says
        that they are most of those there are: then all are gone through."""
        held = self.blobs.personal_among(digests) if most else self.blobs.get_many(digests).items()
        for digest, raw in held:
            yield digest, cbor2.loads(raw[SALT_BYTES:])

    def personal(self, digest: BlobHash) -> dict[str, Any] | None:
        """The personal data of one salted blob, None once erased."""
        raw = self.blob(digest)
        return None if raw is None else dict(cbor2.loads(raw[SALT_BYTES:]))


def signed_by(public: bytes | None, raw: bytes, signature: bytes) -> bool:
    """Whether a signature over these bytes is that of a public key; False without one."""
    if public is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, raw)
    except (InvalidSignature, ValueError):
        return False
    return True


def millis(at: datetime) -> int:
    """Milliseconds since 1970 UTC."""
    return round(at.timestamp() * 1000)


def moment(value: int) -> datetime:
    """Aware UTC of milliseconds since 1970."""
    return datetime.fromtimestamp(value / 1000, UTC)


def _raw(event: EventId | None) -> bytes | None:
    return bytes.fromhex(event) if event else None


def _body(item: dict[str, Any] | bytes) -> bytes:
    return item if isinstance(item, bytes) else cbor2.dumps(item, canonical=True)
