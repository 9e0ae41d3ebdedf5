"""What a disk or a stick says when it will not do: one rule for each thing that a person can put right."""

import errno
import os
from pathlib import Path

from core.domain.findings import Rule

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


def stick_rule(error: OSError) -> str:
    """STICK_FULL, STICK_READ_ONLY, or STICK_GONE for a medium that was pulled out or fails."""
    if error.errno in FULL:
        return Rule.STICK_FULL
    return Rule.STICK_READ_ONLY if error.errno in READ_ONLY else Rule.STICK_GONE


def settle_file(path: Path) -> None:
    """Put what was written to a file on the medium itself."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def settle_folder(folder: Path) -> None:
    """Put a new name itself on the medium, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def forget_cached(path: Path) -> None:
    """Let the next reading of a file come from the medium, where the system can be told."""
    if not hasattr(os, "posix_fadvise"):
        return
    with path.open("rb") as handle:
        os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
