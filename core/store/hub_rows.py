"""The rows of the district's hub: one entry each, sealed for the laptops in good standing, the server sees no word.

A push draws one key, wraps it once for the readers, and locks each entry with it under a nonce of the entry's own id.
What is locked is what a bundle holds: the entry's bytes, its signature, its blobs. Who the readers were is told by a
digest: when a laptop is enrolled or revoked, what the hub holds is written again for those who then may read it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import cbor2
import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.domain.ids import DeviceId, EventId, IncidentId
from core.store.sealing import Seal, unwrap, wrap

ROW_FORMAT = 1
LARGEST_ROW = 64 << 20  # bytes of one entry with its blobs once unpacked: a plan of the whole district is one


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as the hub keeps it. `whole` says that all of its blobs are in it."""

    id: EventId
    device: DeviceId
    epoch: int
    seq: int
    whole: bool
    body: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What one row held."""

    event: bytes
    signature: bytes
    blobs: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry on its way to the hub."""

    id: EventId
    device: DeviceId
    epoch: int
    seq: int
    event: bytes
    signature: bytes
    blobs: tuple[bytes, ...]
    whole: bool


def readers_digest(readers: Iterable[bytes]) -> bytes:
    """Eight bytes that tell one set of readers (public keys) from another."""
    return hashlib.sha256(b"".join(sorted(readers))).digest()[:8]


def sealed_rows(
    incident: IncidentId, entries: Iterable[Entry], readers: list[bytes], draw: Callable[[int], bytes]
) -> Iterator[Row]:
    """Rows of one push."""
    key = draw(32)
    by = wrap(key, readers, draw)
    lock, pack = AESGCM(key), zstandard.ZstdCompressor(level=3)
    for entry in entries:
        contents = pack.compress(cbor2.dumps([entry.event, entry.signature, list(entry.blobs)]))
        sealed = lock.encrypt(_nonce(entry.id), contents, _bound(incident, entry.id))
        body = cbor2.dumps([ROW_FORMAT, by.ephemeral, list(by.wrapped), sealed])
        yield Row(entry.id, entry.device, entry.epoch, entry.seq, entry.whole, body)


class RowOpener:
    """Opens rows with this laptop's key; the wrapped key of one push is unwrapped once."""

    def __init__(self, incident: IncidentId, reader: Ed25519PrivateKey) -> None:
        self._incident = incident
        self._reader = reader
        self._keys: dict[bytes, bytes | None] = {}

    def open(self, event: EventId, body: bytes) -> Opened | None:
        """What a row holds; None where it is not for this laptop, was changed, or is of a newer version."""
        try:
            made, ephemeral, wrapped, sealed = cbor2.loads(body)
            if made != ROW_FORMAT:
                return None
            key = self._key(Seal(ephemeral, tuple(wrapped)))
            if key is None:
                return None
            packed = AESGCM(key).decrypt(_nonce(event), sealed, _bound(self._incident, event))
            if not 0 < zstandard.frame_content_size(packed) <= LARGEST_ROW:
                return None
            contents = zstandard.ZstdDecompressor().decompress(packed, max_output_size=LARGEST_ROW)
            raw, signature, blobs = cbor2.loads(contents)
            if not all(type(part) is bytes for part in (raw, signature, *blobs)):
                return None
        except (cbor2.CBORError, zstandard.ZstdError, InvalidTag, TypeError, ValueError, AttributeError):
            return None
        return Opened(raw, signature, tuple(blobs))

    def _key(self, by: Seal) -> bytes | None:
        if by.ephemeral not in self._keys:
            self._keys[by.ephemeral] = unwrap(by, self._reader)
        return self._keys[by.ephemeral]


def _nonce(event: EventId) -> bytes:
    """Never twice under one key: an entry is in a push once."""
    return bytes.fromhex(event)[:12]


def _bound(incident: IncidentId, event: EventId) -> bytes:
    return cbor2.dumps(["daolian row", bytes.fromhex(incident), bytes.fromhex(event)], canonical=True)
