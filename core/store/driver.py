"""SQLCipher under the name that sqlite-utils looks for, and no older than the release that fixed the WAL-reset bug.

sqlite-utils catches the exception classes of `pysqlite3` where it finds that module; SQLCipher's driver raises its own,
so it is registered under that name before sqlite-utils is imported (measured; without it `alter=True` fails).
"""

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

import sqlite_utils  # noqa: E402  (only after the registration above)

OLDEST_SAFE = (3, 51, 3)  # 3.7.0 to 3.51.2 can lose commits with two connections in WAL mode (sqlite.org/wal.html)


class UnsafeDatabaseLibrary(RuntimeError):
    """The SQLite inside the driver is one of those that can lose commits."""


def assert_safe_version() -> None:
    """Raise UnsafeDatabaseLibrary when SQLite is older than 3.51.3."""
    version = tuple(int(part) for part in dbapi2.sqlite_version.split("."))
    if version < OLDEST_SAFE:
        raise UnsafeDatabaseLibrary(dbapi2.sqlite_version)


__all__ = ["UnsafeDatabaseLibrary", "assert_safe_version", "dbapi2", "sqlite_utils"]
