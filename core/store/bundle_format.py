"""The bytes of a bundle: what one desk hands another on a stick.

`DAOLIANB`, format (2 bytes), length of the head (4 bytes), head, contents, SHA-256 of all before. The head is CBOR in
the clear and holds ids only; the contents are a Zstandard frame of CBOR, sealed for the enrolled laptops or, in a plain
drill, open. Events and blobs are the bytes that the journal holds. Nothing read here is believed: each event carries
its own signature, each blob is named by its hash; the sender's signature covers only what it says it holds.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cbor2
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.findings import Refusal, Rule
from core.domain.ids import DeviceId, EventId, IncidentId
from core.store.sealing import ALGORITHM, Seal, seal, unseal

MAGIC = b"DAOLIANB"
BUNDLE_FORMAT = 1
LARGEST = 512 << 20  # bytes of contents once unpacked: far beyond any incident, below what a laptop chokes on
_DIGEST = 32

Vector = Mapping[tuple[DeviceId, int], tuple[int, EventId]]
"""(device, epoch) -> the last event up to which nothing is missing: its seq and id. Forked chains are left out."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle says. `events` are (canonical bytes, signature); `tables` are the reference tables as (key, body)
    rows in order, None in a bundle for a desk that has them; `digests` are SHA-256 of the sender's tables."""

    incident: IncidentId
    drill: bool
    sender: DeviceId
    vector: Vector
    events: tuple[tuple[bytes, bytes], ...]
    blobs: tuple[bytes, ...]
    meta: Mapping[str, str]
    tables: Mapping[str, tuple[tuple[str, str], ...]] | None
    digests: Mapping[str, bytes]
    signature: bytes = b""
    sealed: bool = False
    path: str = field(default="", compare=False)


def vector_from(plain: object) -> Vector:
    """The vector of a desk as `bundle` and `info` print it: {device: {epoch: [seq, event]}}. Refusal(NOT_A_VECTOR)."""
    try:
        out = {}
        for device, epochs in dict(plain).items():  # type: ignore[call-overload]
            for epoch, (seq, last) in epochs.items():
                bytes.fromhex(last)
                out[DeviceId(str(device)), int(epoch)] = (int(seq), EventId(str(last)))
    except (TypeError, ValueError, AttributeError):
        raise Refusal(Rule.NOT_A_VECTOR, {"vector": str(plain)[:60]}) from None
    return out


def plain_vector(vector: Vector) -> dict[str, dict[str, list[object]]]:
    """A vector as JSON holds it."""
    out: dict[str, dict[str, list[object]]] = {}
    for (device, epoch), (seq, last) in sorted(vector.items()):
        out.setdefault(device, {})[str(epoch)] = [seq, last]
    return out


def stated(bundle: Bundle) -> bytes:
    """What the sender signs: the incident and what it says it holds."""
    return cbor2.dumps(["daolian vector", bundle.incident, bundle.sender, _plain_vector(bundle.vector)], canonical=True)


def pack(
    bundle: Bundle, sign: Callable[[bytes], bytes], readers: Iterable[bytes] | None, draw: Callable[[int], bytes]
) -> bytes:
    """The bytes of a bundle, sealed for `readers` (public keys) or, with None, open."""
    contents = zstandard.ZstdCompressor(level=6).compress(
        cbor2.dumps(
            {
                "vector": _plain_vector(bundle.vector),
                "signature": sign(stated(bundle)),
                "events": [part for event in bundle.events for part in event],
                "blobs": list(bundle.blobs),
                "meta": dict(bundle.meta),
                "tables": None
                if bundle.tables is None
                else {name: [cell for row in rows for cell in row] for name, rows in bundle.tables.items()},
                "digests": dict(bundle.digests),
            }
        )
    )
    about = {"inc": bytes.fromhex(bundle.incident), "drill": bundle.drill, "dev": bytes.fromhex(bundle.sender)}
    bound = cbor2.dumps(about, canonical=True)
    if readers is not None:
        by, contents = seal(contents, readers, bound, draw)
        about |= {"alg": ALGORITHM, "eph": by.ephemeral, "to": list(by.wrapped)}
    head = cbor2.dumps(about, canonical=True)
    body = MAGIC + BUNDLE_FORMAT.to_bytes(2, "big") + len(head).to_bytes(4, "big") + head + contents
    return body + hashlib.sha256(body).digest()


@dataclass(frozen=True, slots=True)
class BundleHead:
    """What a bundle says of itself in the clear: enough to tell whose it is before it is opened."""

    incident: IncidentId
    drill: bool
    sender: DeviceId
    sealed: bool


HEAD_AT_MOST = 1 << 16  # bytes from the start of a bundle that hold its head, with hundreds of readers


def read_head(start: bytes) -> BundleHead | None:
    """The head in the first bytes of a file; None where it is no bundle, or one of a newer version."""
    if not start.startswith(MAGIC) or int.from_bytes(start[8:10], "big") > BUNDLE_FORMAT:
        return None
    try:
        head = cbor2.loads(start[14 : 14 + int.from_bytes(start[10:14], "big")])
        return BundleHead(
            IncidentId(_of_size(head["inc"], 16).hex()),
            _is(head["drill"], bool),
            DeviceId(_of_size(head["dev"], 8).hex()),
            "to" in head,
        )
    except (cbor2.CBORError, KeyError, TypeError, ValueError, AttributeError):
        return None


def unpack(raw: bytes, reader: Ed25519PrivateKey, path: str) -> Bundle:
    """What a bundle says, once every byte of it is known to be as written.

    Refusal: NOT_A_BUNDLE, NEWER_BUNDLE, BUNDLE_DAMAGED (with `why`), NOT_FOR_THIS_DESK.
    """
    if not raw.startswith(MAGIC) or len(raw) < len(MAGIC) + 6:
        raise Refusal(Rule.NOT_A_BUNDLE, {"file": path})
    if hashlib.sha256(raw[:-_DIGEST]).digest() != raw[-_DIGEST:]:
        raise _damaged(path, "digest")
    if (made := int.from_bytes(raw[8:10], "big")) > BUNDLE_FORMAT:
        raise Refusal(Rule.NEWER_BUNDLE, {"file": path, "format": made})
    start = 14 + int.from_bytes(raw[10:14], "big")
    if start > len(raw) - _DIGEST:
        raise _damaged(path, "head")
    try:
        head = cbor2.loads(raw[14:start])
        bound = cbor2.dumps({name: head[name] for name in ("inc", "drill", "dev")}, canonical=True)
        contents = _contents(head, raw[start:-_DIGEST], bound, reader, path)
        return _checked(head, contents, path)
    except (cbor2.CBORError, zstandard.ZstdError, KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise _damaged(path, "contents") from None


def _contents(head: Any, packed: bytes, bound: bytes, reader: Ed25519PrivateKey, path: str) -> Any:
    if "to" in head:
        opened = unseal(packed, Seal(head["eph"], tuple(head["to"])), bound, reader)
        if opened is None:
            raise Refusal(Rule.NOT_FOR_THIS_DESK, {"file": path})
        packed = opened
    size = zstandard.frame_content_size(packed)
    if not 0 < size <= LARGEST:
        raise _damaged(path, "size")
    return cbor2.loads(zstandard.ZstdDecompressor().decompress(packed, max_output_size=LARGEST))


def _checked(head: Any, said: Any, path: str) -> Bundle:
    """The bundle of decoded values, every one of the kind that it must be; ValueError otherwise."""
    parts = _each(said["events"], bytes)
    tables = said["tables"]
    return Bundle(
        incident=IncidentId(_of_size(head["inc"], 16).hex()),
        drill=_is(head["drill"], bool),
        sender=DeviceId(_of_size(head["dev"], 8).hex()),
        vector={
            (DeviceId(_of_size(device, 8).hex()), _is(epoch, int)): (_is(seq, int), EventId(_of_size(last, 16).hex()))
            for device, epoch, seq, last in _is(said["vector"], list)
        },
        events=tuple(zip(parts[::2], parts[1::2], strict=True)),
        blobs=_each(said["blobs"], bytes),
        meta={_is(name, str): _is(value, str) for name, value in _is(said["meta"], dict).items()},
        tables=None
        if tables is None
        else {
            _is(name, str): tuple(zip(_each(cells, str)[::2], _each(cells, str)[1::2], strict=True))
            for name, cells in _is(tables, dict).items()
        },
        digests={_is(name, str): _of_size(digest, 32) for name, digest in _is(said["digests"], dict).items()},
        signature=_of_size(said["signature"], 64),
        sealed="to" in head,
        path=path,
    )


def read_bundle(path: Path, reader: Ed25519PrivateKey) -> Bundle:
    """A bundle from a stick. Refusal: NO_SUCH_FILE, STICK_GONE, and those of `unpack`."""
    if not path.is_file():
        raise Refusal(Rule.NO_SUCH_FILE, {"file": str(path)})
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refusal(Rule.STICK_GONE, {"file": str(path)}) from error
    return unpack(raw, reader, str(path))


def _plain_vector(vector: Vector) -> list[list[Any]]:
    return [
        [bytes.fromhex(device), epoch, seq, bytes.fromhex(last)]
        for (device, epoch), (seq, last) in sorted(vector.items())
    ]


def _damaged(path: str, why: str) -> Refusal:
    return Refusal(Rule.BUNDLE_DAMAGED, {"file": path, "why": why})


def _is(value: Any, kind: type[Any]) -> Any:
    if type(value) is not kind:
        raise ValueError(kind.__name__)
    return value


def _of_size(value: Any, size: int) -> bytes:
    if type(value) is not bytes or len(value) != size:
        raise ValueError(size)
    return value


def _each(values: Any, kind: type[Any]) -> tuple[Any, ...]:
    for value in _is(values, list):
        _is(value, kind)
    return tuple(values)
