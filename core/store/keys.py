"""Key slots: wrapped copies of the random file key, in `FILE.keys` beside an encrypted file.

The database key is 32 random bytes and never changes with a passphrase. Each slot wraps it with AES-256-GCM under a key
of its own: argon2id of the operator's passphrase, or the recovery key that is printed once and kept in a safe.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.domain.findings import Refusal, Rule

KEY_BYTES = 32
ARGON2_MIB = 128
ARGON2_PASSES = 3
SLOTS_FORMAT = 1


@dataclass(frozen=True, slots=True)
class NewKeys:
    """The file key, the text of `FILE.keys`, and the recovery key to show once."""

    key: bytes
    slots: str
    recovery: str


def keys_path(file: Path) -> Path:
    return file.with_name(file.name + ".keys")


def new_keys(passphrase: str, draw: Callable[[int], bytes]) -> NewKeys:
    """Draw a file key and wrap it for the operator and for recovery."""
    key, recovery = draw(KEY_BYTES), draw(20)
    slots = [_passphrase_slot("operator", passphrase, key, draw), _recovery_slot(recovery, key, draw)]
    text = json.dumps({"format": SLOTS_FORMAT, "slots": slots}, indent=1)
    return NewKeys(key, text, "-".join(recovery.hex()[i : i + 5] for i in range(0, 40, 5)))


def unlock(file: Path, secret: str) -> bytes:
    """The file key, opened by passphrase or recovery key; Refusal(KEYS_MISSING) or Refusal(WRONG_PASSPHRASE)."""
    path = keys_path(file)
    if not path.is_file():
        raise Refusal(Rule.KEYS_MISSING, {"file": str(file), "keys": str(path)})
    for slot in _slots(path, file):
        wrapping = _slot_key(slot, secret)
        if wrapping is None:
            continue
        try:
            return AESGCM(wrapping).decrypt(
                bytes.fromhex(str(slot["nonce"])), bytes.fromhex(str(slot["wrapped"])), None
            )
        except InvalidTag:
            continue
    raise Refusal(Rule.WRONG_PASSPHRASE, {"file": str(file)})


def _slots(path: Path, file: Path) -> list[dict[str, object]]:
    """The slots of a keys file; one that cannot be read is as good as missing."""
    try:
        slots: list[dict[str, object]] = list(json.loads(path.read_text(encoding="utf-8"))["slots"])
    except (ValueError, KeyError, TypeError):
        raise Refusal(Rule.KEYS_MISSING, {"file": str(file), "keys": str(path)}) from None
    return slots


def _slot_key(slot: dict[str, object], secret: str) -> bytes | None:
    salt = bytes.fromhex(str(slot["salt"]))
    if slot["kind"] == "passphrase":
        return _stretch(secret.encode(), salt, int(str(slot["mib"])), int(str(slot["passes"])))
    try:
        return _stretch(bytes.fromhex(secret.replace("-", "").strip()), salt, 8, 1)
    except ValueError:
        return None


def _passphrase_slot(name: str, passphrase: str, key: bytes, draw: Callable[[int], bytes]) -> dict[str, object]:
    salt, nonce = draw(16), draw(12)
    wrapped = AESGCM(_stretch(passphrase.encode(), salt, ARGON2_MIB, ARGON2_PASSES)).encrypt(nonce, key, None)
    return {
        "kind": "passphrase",
        "name": name,
        "kdf": "argon2id",
        "mib": ARGON2_MIB,
        "passes": ARGON2_PASSES,
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "wrapped": wrapped.hex(),
    }


def _recovery_slot(recovery: bytes, key: bytes, draw: Callable[[int], bytes]) -> dict[str, object]:
    salt, nonce = draw(16), draw(12)
    wrapped = AESGCM(_stretch(recovery, salt, 8, 1)).encrypt(nonce, key, None)
    return {
        "kind": "recovery",
        "name": "recovery",
        "kdf": "argon2id",
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "wrapped": wrapped.hex(),
    }


def _stretch(secret: bytes, salt: bytes, mib: int, passes: int) -> bytes:
    return hash_secret_raw(secret or b"\0", salt, passes, mib * 1024, 1, KEY_BYTES, Type.ID)
