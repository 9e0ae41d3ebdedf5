"""What the database says when a disk fails or a file is damaged, as a refusal that says what is safe and what to do."""

import os
import shutil
from pathlib import Path

from core.domain.findings import Refusal, Rule
from core.store.driver import dbapi2
from core.store.media import FULL

LEAST_FREE = 1 << 20  # bytes under which a disk counts as full: less than a transaction and its log may need
_DAMAGED = ("malformed", "not a database", "hmac", "encrypted")
_READ_ONLY = ("readonly", "read-only")
_CANNOT_OPEN = "unable to open"  # also the log beside it, which a reader needs too
_FAILING = ("disk i/o", _CANNOT_OPEN, "full")


def explained(error: BaseException, file: Path) -> Refusal | None:
    """FILE_DAMAGED, FILE_READ_ONLY, DISK_FULL or DISK_FAILS for what the database raised; None for anything else.

    A disk that is full says so, or only that it could not write: then its free space tells.
    """
    if isinstance(error, OSError) and error.errno in FULL:
        return Refusal(Rule.DISK_FULL, {"file": str(file)})
    if not isinstance(error, dbapi2.DatabaseError):
        return None
    said = str(error).lower()
    if any(word in said for word in _DAMAGED):
        return Refusal(Rule.FILE_DAMAGED, {"file": str(file)})
    if any(word in said for word in _READ_ONLY) or (_CANNOT_OPEN in said and not os.access(file.parent, os.W_OK)):
        return Refusal(Rule.FILE_READ_ONLY, {"file": str(file)})
    if any(word in said for word in _FAILING):
        full = "full" in said or _full(file.parent)
        return Refusal(Rule.DISK_FULL if full else Rule.DISK_FAILS, {"file": str(file)})
    return None


def _full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < LEAST_FREE
    except OSError:
        return False
