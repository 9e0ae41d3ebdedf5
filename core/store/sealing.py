"""Sealing for named laptops: whoever is not named cannot read what a lost stick holds.

Each laptop has one Ed25519 key. To receive, it is used as X25519 (the birational map of RFC 7748 section 4.1, as age
does for SSH keys), so that an enrolment needs one public key. A fresh ephemeral key agrees with each reader on a key
that wraps the one random key of the contents (HKDF-SHA-256, AES-256-GCM). Keys are used once: the nonces may be zero.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALGORITHM = "x25519-hkdf-sha256-aes256gcm"
_P = 2**255 - 19
_NONCE = bytes(12)


@dataclass(frozen=True, slots=True)
class Seal:
    """How the contents are locked: the ephemeral public key, and the wrapped key for each reader, in no telling order
    of who they are."""

    ephemeral: bytes
    wrapped: tuple[bytes, ...]


def receiving_public(public: bytes) -> bytes:
    """The X25519 public key (32 bytes) of an Ed25519 one. ValueError for what cannot be one."""
    y = int.from_bytes(public, "little") & ((1 << 255) - 1)
    if len(public) != 32 or y >= _P or y in (0, 1, _P - 1):
        raise ValueError("not a public key")
    return ((1 + y) * pow(1 - y, -1, _P) % _P).to_bytes(32, "little")


def _receiving(key: Ed25519PrivateKey) -> X25519PrivateKey:
    raw = key.private_bytes(serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption())
    return X25519PrivateKey.from_private_bytes(hashlib.sha512(raw).digest()[:32])


def seal(contents: bytes, readers: Iterable[bytes], head: bytes, draw: Callable[[int], bytes]) -> tuple[Seal, bytes]:
    """Lock contents for readers (Ed25519 public keys); `head` is bound to them unencrypted."""
    key = draw(32)
    return wrap(key, readers, draw), AESGCM(key).encrypt(_NONCE, contents, head)


def wrap(key: bytes, readers: Iterable[bytes], draw: Callable[[int], bytes]) -> Seal:
    """A key of contents (32 bytes) for readers (Ed25519 public keys)."""
    ephemeral = X25519PrivateKey.from_private_bytes(draw(32))
    mine = ephemeral.public_key().public_bytes_raw()
    wrapped = []
    for reader in readers:
        theirs = receiving_public(reader)
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(theirs))
        wrapped.append(AESGCM(_wrapping(shared, mine, theirs)).encrypt(_NONCE, key, None))
    return Seal(mine, tuple(wrapped))


def unseal(sealed: bytes, by: Seal, head: bytes, reader: Ed25519PrivateKey) -> bytes | None:
    """The contents, None where this reader is not named; ValueError where he is and they were changed."""
    key = unwrap(by, reader)
    if key is None:
        return None
    try:
        return AESGCM(key).decrypt(_NONCE, sealed, head)
    except InvalidTag:
        raise ValueError("changed contents") from None


def unwrap(by: Seal, reader: Ed25519PrivateKey) -> bytes | None:
    """The key of the contents, None where this reader is not named."""
    mine = _receiving(reader)
    theirs = mine.public_key().public_bytes_raw()
    shared = mine.exchange(X25519PublicKey.from_public_bytes(by.ephemeral))
    wrapping = AESGCM(_wrapping(shared, by.ephemeral, theirs))
    for wrapped in by.wrapped:
        try:
            return wrapping.decrypt(_NONCE, wrapped, None)
        except InvalidTag:
            continue
    return None


def _wrapping(shared: bytes, ephemeral: bytes, reader: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, ephemeral + reader, b"daolian bundle 1").derive(shared)
