"""Writing a file where it may be pulled out at any time: aside, flushed, renamed, read back. Only then is it said."""

import os
from collections.abc import Callable
from pathlib import Path

from core.domain.findings import Refusal, Rule
from core.store.media import settle_folder, stick_rule


def write_to_stick(path: Path, raw: bytes, check: Callable[[bytes], None]) -> None:
    """Put `raw` at `path` whole, on the medium, and read back as `check` understands it; else leave nothing there.

    Refusal: FILE_EXISTS, NOT_A_FOLDER, STICK_FULL, STICK_READ_ONLY, STICK_GONE, STICK_MISREAD.
    """
    if path.exists():
        raise Refusal(Rule.FILE_EXISTS, {"file": str(path)})
    if not path.parent.is_dir():
        raise Refusal(Rule.NOT_A_FOLDER, {"folder": str(path.parent)})
    aside = path.with_name(f".{path.name}.new")
    try:
        check(_through(path, aside, raw))
    except BaseException:
        _remove(aside, path)
        raise


def _through(path: Path, aside: Path, raw: bytes) -> bytes:
    """Onto the medium and back: what is read there now."""
    try:
        with aside.open("wb") as handle:
            handle.write(raw)
            handle.flush()
            os.fsync(handle.fileno())
        aside.replace(path)
        settle_folder(path.parent)
        back = path.read_bytes()
    except OSError as error:
        raise Refusal(stick_rule(error), {"file": str(path), "size_mb": max(1, len(raw) >> 20)}) from error
    if back != raw:
        raise Refusal(Rule.STICK_MISREAD, {"file": str(path)})
    return back


def _remove(*paths: Path) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:  # it is the medium that failed: what it keeps is damaged and will say so when read
            continue
