"""This laptop's signing key and what it remembers of the files it has written.

The key lives in the user's profile, never in the file. A file that is older than the device remembers (a restored
backup, a copied disk) starts a new epoch there, so that no sequence number is ever used for two events unseen.
"""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.ids import DeviceId, IncidentId
from core.domain.spoken_words import spoken
from core.store.media import settle_file


@dataclass(frozen=True)
class Device:
    """A signing key and its public fingerprint. `memory` is the folder of its notes, None for a seeded device."""

    id: DeviceId
    name: str
    key: Ed25519PrivateKey
    memory: Path | None = None

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()


@dataclass(frozen=True)
class Surroundings:
    """What the core never takes by itself: the clock (aware UTC), random bytes, the device."""

    now: Callable[[], datetime]
    draw: Callable[[int], bytes]
    device: Device


def fingerprint(public: bytes) -> DeviceId:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(public)
    return DeviceId(digest.finalize()[:8].hex())


def device_from_key(raw: bytes, name: str, memory: Path | None = None) -> Device:
    """A device of a given 32-byte private key."""
    key = Ed25519PrivateKey.from_private_bytes(raw)
    return Device(fingerprint(key.public_key().public_bytes_raw()), name, key, memory)


CHECK_DIGITS = 4
KEY_WORDS = 6


def device_card(public: bytes) -> str:
    """A laptop's public key as it is carried to whoever enrols it: 64 hex digits, a dash, 4 check digits."""
    return f"{public.hex()}-{hashlib.sha256(public).hexdigest()[:CHECK_DIGITS]}"


def key_words(public: bytes) -> tuple[str, ...]:
    """Six words by which two people tell that they mean the same key."""
    return spoken(hashlib.sha256(b"daolian key" + public).digest(), KEY_WORDS)


def public_of_card(text: str) -> bytes | None:
    """The public key of a card, None where a digit is wrong."""
    try:
        public = bytes.fromhex(text.strip().partition("-")[0])
    except ValueError:
        return None
    return public if device_card(public) == text.strip().lower() and len(public) == 32 else None


def load_township(profile: Path, draw: Callable[[int], bytes]) -> Ed25519PrivateKey:
    """The township's key of this user's profile, which enrols laptops; made on first use."""
    return _load_key(profile / "township.pem", draw)


def load_device(profile: Path, name: str, draw: Callable[[int], bytes]) -> Device:
    """The device of this user's profile; makes its key on first use, readable by the user alone."""
    loaded = _load_key(profile / "device.pem", draw)
    return Device(fingerprint(loaded.public_key().public_bytes_raw()), name, loaded, profile / "written")


def _load_key(path: Path, draw: Callable[[int], bytes]) -> Ed25519PrivateKey:
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        key = Ed25519PrivateKey.from_private_bytes(draw(32))
        text = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(text)
    loaded = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise TypeError(path)
    return loaded


def remembered(device: Device, incident: IncidentId) -> tuple[int, int] | None:
    """(epoch, seq) of the last event this device remembers writing for an incident; (0, 0) for none, None where its
    note was torn by a power cut and nobody knows."""
    if device.memory is None:
        return (0, 0)
    note = device.memory / f"{incident}.json"
    if not note.is_file():
        return (0, 0)
    try:
        value = json.loads(note.read_text(encoding="ascii"))
        return (int(value["epoch"]), int(value["seq"]))
    except (ValueError, TypeError, KeyError):
        return None


def remember(device: Device, incident: IncidentId, epoch: int, seq: int) -> None:
    """Note the last event written; written aside and renamed, so a crash leaves the older note."""
    if device.memory is None:
        return
    known = remembered(device, incident)
    if known is not None and (epoch, seq) <= known:
        return
    device.memory.mkdir(parents=True, exist_ok=True)
    note = device.memory / f"{incident}.json"
    aside = note.with_suffix(".new")
    aside.write_text(json.dumps({"epoch": epoch, "seq": seq}), encoding="ascii")
    settle_file(aside)
    aside.replace(note)
