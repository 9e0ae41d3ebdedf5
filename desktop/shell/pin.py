"""The PIN of a shift: it opens the lock, never the file. It lives in this process alone and is gone with it."""

import hashlib
import secrets
from dataclasses import dataclass

LEAST, MOST = 4, 8
TRIES = 5
_WORK = {"n": 1 << 9, "r": 8, "p": 1}  # milliseconds: it is asked on the GUI thread, and guarded by the tries


@dataclass(frozen=True, slots=True)
class Pin:
    """A salted, stretched PIN."""

    salt: bytes
    digest: bytes

    def is_(self, text: str) -> bool:
        return secrets.compare_digest(_stretched(text, self.salt), self.digest)


def is_pin(text: str) -> bool:
    """Four to eight digits, as a keypad has them."""
    return text.isascii() and text.isdigit() and LEAST <= len(text) <= MOST


def make_pin(text: str) -> Pin:
    """ValueError for what is none."""
    if not is_pin(text):
        raise ValueError("not a pin")
    salt = secrets.token_bytes(16)
    return Pin(salt, _stretched(text, salt))


def _stretched(text: str, salt: bytes) -> bytes:
    return hashlib.scrypt(text.encode(), salt=salt, **_WORK)
