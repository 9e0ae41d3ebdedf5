"""Reaching the file itself: whether it is one of ours, its key, a connection that keeps what it was told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.domain.findings import Refusal, Rule
from core.store.driver import dbapi2
from core.store.faults import explained
from core.store.keys import keys_path, unlock

APPLICATION_ID = 0x44414F4C  # "DAOL": what makes an unencrypted file ours
SCHEMA_FORMAT = 1
CACHE_KIB = 16 * 1024  # pages of a transaction that would otherwise be sealed, written and read again before its commit
REBUILD_CACHE_KIB = 64 * 1024  # of a rebuild, which goes through the whole file: opening a page twice is a tenth of it
_PLAIN_HEAD = b"SQLite format 3\x00"
_PAGE = 4096  # of SQLCipher 4


def key_of(path: Path, passphrase: str | None) -> bytes | None:
    """The key of a file, None for a plain one. Refusal: NOT_A_DAOLIAN_FILE, PASSPHRASE_NEEDED, those of `unlock`."""
    with path.open("rb") as handle:
        head = handle.read(100)
    if head.startswith(_PLAIN_HEAD):
        # Looked at before it is opened: opening another program's file for writing would change it.
        if head[68:72] != APPLICATION_ID.to_bytes(4, "big"):
            raise Refusal(Rule.NOT_A_DAOLIAN_FILE, {"file": str(path)})
        return None
    if not head or not (keys_path(path).is_file() or _could_be_encrypted(path, head)):
        raise Refusal(Rule.NOT_A_DAOLIAN_FILE, {"file": str(path)})
    if passphrase is None:
        raise Refusal(Rule.PASSPHRASE_NEEDED, {"file": str(path)})
    return unlock(path, passphrase)


def _could_be_encrypted(path: Path, head: bytes) -> bool:
    """Whole pages that begin with a random salt: what an encrypted file looks like without its key."""
    return path.stat().st_size % _PAGE == 0 and not head[:16].isascii()


def connect(path: Path, key: bytes | None) -> Any:
    """A connection with its key given; nothing has been read yet."""
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=5.0)
    if key is not None:
        connection.execute("pragma cipher_log_level = none")
        connection.execute(f"pragma key = \"x'{key.hex()}'\"")
    return connection


def settle(connection: Any, journal: str) -> None:
    """What was recorded is on the disk; only once the file is known to be ours, because the mode is written in it."""
    connection.execute(f"pragma journal_mode = {journal}")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma temp_store = memory")
    connection.execute(f"pragma cache_size = -{CACHE_KIB}")


@contextmanager
def wide_cache(connection: Any) -> Iterator[None]:
    """Keep most pages of a file at hand for as long as all of it is gone through; what is not used takes no memory."""
    connection.execute(f"pragma cache_size = -{REBUILD_CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"pragma cache_size = -{CACHE_KIB}")


def check_ours(connection: Any, path: Path, *, unlocked: bool) -> None:
    """Whether what was opened is a file of ours that this version can read; closes the connection where it is not.

    `unlocked`: its keys were opened, so what cannot be read under them is damaged or another file's.
    Refusal: NOT_A_DAOLIAN_FILE, FILE_DAMAGED, NEWER_FORMAT, and what a failing disk says.
    """
    try:
        row = _format_row(connection)
    except dbapi2.DatabaseError as error:
        connection.close()
        damaged = explained(error, path)
        if damaged is None or (damaged.rule == Rule.FILE_DAMAGED and not unlocked and _foreign(path)):
            raise Refusal(Rule.NOT_A_DAOLIAN_FILE, {"file": str(path)}) from error
        raise damaged from error
    if row is None:
        connection.close()
        raise Refusal(Rule.NOT_A_DAOLIAN_FILE, {"file": str(path)})
    found = int(row[0])
    if found > SCHEMA_FORMAT:
        connection.close()
        raise Refusal(Rule.NEWER_FORMAT, {"file": str(path), "format": found})


def _format_row(connection: Any) -> Any:
    if connection.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
        return None
    try:
        return connection.execute("select value from meta where key = 'format'").fetchone()
    except dbapi2.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise


def _foreign(path: Path) -> bool:
    """Whether not even the head of the file is ours."""
    with path.open("rb") as handle:
        head = handle.read(100)
    return not head.startswith(_PLAIN_HEAD) or head[68:72] != APPLICATION_ID.to_bytes(4, "big")
