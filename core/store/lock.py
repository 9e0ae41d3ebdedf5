"""One writer at a time: an operating-system lock beside the file, gone with its process."""

import os
import sys
from pathlib import Path
from typing import IO

from core.domain.findings import Refusal, Rule
from core.store.media import FULL

if sys.platform == "win32":
    import msvcrt

    def _take(handle: IO[str]) -> None:
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: IO[str]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held from construction to `release`; raises Refusal(LOCKED) while another process holds it, FILE_READ_ONLY or
    DISK_FULL where nothing can be written beside the file."""

    def __init__(self, file: Path) -> None:
        try:
            self._handle = lock_path(file).open("a+", encoding="ascii")
        except OSError as error:
            full = error.errno in FULL
            raise Refusal(Rule.DISK_FULL if full else Rule.FILE_READ_ONLY, {"file": str(file)}) from error
        try:
            _take(self._handle)
        except OSError:
            self._handle.close()
            raise Refusal(Rule.LOCKED, {"file": str(file)}) from None

    def release(self) -> None:
        """Let go. The lock file stays: removing it would let two writers hold two files of one name."""
        os.fsync(self._handle.fileno())
        self._handle.close()


def lock_path(file: Path) -> Path:
    return file.with_name(file.name + ".lock")
