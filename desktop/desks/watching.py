"""The one thread that touches sticks and shared folders: a slow or pulled stick holds up neither window nor journal.

It looks every few seconds, tells of bundles that are new and no longer growing, reads and writes when asked.
"""

import logging
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStorageInfo, Qt, Signal, SignalInstance

from core.domain.findings import Refusal, Rule
from core.store.bundle_format import HEAD_AT_MOST, LARGEST, BundleHead, read_head
from core.store.stick import write_to_stick

log = logging.getLogger(__name__)
EVERY_S = 2.0
MANY = 500  # files of one folder that are looked at: more is somebody's own folder, not a stick for bundles
_MOUNTED_UNDER = ("/media/", "/run/media/", "/Volumes/")
_REMOVABLE = 2  # what Windows calls a stick


@dataclass(frozen=True, slots=True)
class Found:
    """A bundle in a folder. `size` and `changed` tell one writing of it from the next."""

    path: Path
    size: int
    changed: int
    head: BundleHead


def sticks() -> tuple[Path, ...]:
    """Where sticks are plugged in now."""
    roots = (Path(volume.rootPath()) for volume in QStorageInfo.mountedVolumes() if volume.isReady())
    return tuple(sorted(root for root in roots if _is_stick(root)))


def _is_stick(root: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(str(root)) == _REMOVABLE)
    return str(root).startswith(_MOUNTED_UNDER)


class FolderWatch(QObject):
    """`looked` after each look (the sticks plugged in), `found` for each new bundle, once."""

    looked = Signal(object)  # tuple[Path, ...]
    found = Signal(object)  # Found
    _answered = Signal(object)

    def __init__(
        self,
        plugged: Callable[[], Iterable[Path]] = sticks,
        every_s: float = EVERY_S,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._plugged = plugged
        self._every = every_s
        self._folder: Path | None = None
        self._jobs: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._closed = False
        self._told: set[tuple[Path, int, int]] = set()
        self._growing: dict[Path, tuple[int, int]] = {}
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._serve, name="sticks", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def watch(self, folder: Path | None) -> None:
        """A folder to look into beside the sticks."""
        self._folder = folder

    def close(self) -> None:
        """End after what is under way; a stick that hangs is not waited for, and tells nobody any more."""
        self._closed = True
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def read(self, path: Path, then: Callable[[bytes], None], refused: Callable[[Refusal], None]) -> None:
        """The bytes of a bundle, on the GUI thread."""
        self._jobs.put(partial(self._do, partial(_bytes_of, path), then, refused))

    def write(self, path: Path, raw: bytes, then: Callable[[Path], None], refused: Callable[[Refusal], None]) -> None:
        """Write a bundle, flush, rename, read back; then it may be unplugged."""

        def work() -> Path:
            write_to_stick(path, raw, lambda _back: None)
            state = path.stat()
            self._told.add((path, state.st_size, state.st_mtime_ns))  # one's own bundle is no news
            return path

        self._jobs.put(partial(self._do, work, then, refused))

    def work(self, work: Callable[[], object], then: Callable[..., None], refused: Callable[[Refusal], None]) -> None:
        """Something slow that has nothing to do with the journal: pictures of codes."""
        self._jobs.put(partial(self._do, work, then, refused))

    # -- on the thread -----------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=self._every)
            except queue.Empty:
                self._look()
                continue
            if job is None:
                return
            job()

    def _do(self, work: Callable[[], object], then: Callable[..., None], refused: Callable[[Refusal], None]) -> None:
        try:
            answer = work()
        except Refusal as refusal:
            self._tell(self._answered, partial(refused, refusal))
        else:
            self._tell(self._answered, partial(then, answer))

    def _look(self) -> None:
        try:
            plugged = tuple(self._plugged())
        except OSError:
            plugged = ()
        self._tell(self.looked, plugged)
        folders = [*plugged, *((self._folder,) if self._folder else ())]
        for folder in dict.fromkeys(folders):
            for path, size, changed in _files(folder):
                self._consider(path, size, changed)

    def _consider(self, path: Path, size: int, changed: int) -> None:
        """A file that was the same at the last look too is whole: now it may be told."""
        if (path, size, changed) in self._told:
            return
        if self._growing.get(path) != (size, changed):
            self._growing[path] = (size, changed)
            return
        self._told.add((path, size, changed))
        head = _head_of(path)
        if head is not None:
            self._tell(self.found, Found(path, size, changed, head))

    def _tell(self, signal: SignalInstance, what: object) -> None:
        if not self._closed:
            signal.emit(what)

    def _deliver(self, say: Callable[[], None]) -> None:
        say()


def _files(folder: Path) -> list[tuple[Path, int, int]]:
    """Plain files of a folder with size and time; none where it cannot be read."""
    out = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or not entry.is_file():
                    continue
                state = entry.stat()
                if 0 < state.st_size <= LARGEST:
                    out.append((Path(entry.path), state.st_size, state.st_mtime_ns))
                if len(out) >= MANY:
                    break
    except OSError:
        return []
    return sorted(out)


def _head_of(path: Path) -> BundleHead | None:
    try:
        with path.open("rb") as handle:
            return read_head(handle.read(HEAD_AT_MOST))
    except OSError:
        return None


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(Rule.STICK_GONE, {"file": path.name}) from error
