"""The camera beside the window: a thread of its own takes pictures and reads them, the page only hears of it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from core.domain.findings import Refusal
from core.exchange.frames import Progress
from desktop.desks.camera import Camera, Picture, Seen, Source, read_camera

EACH_S = 0.08  # between two pictures that the page draws
DRAWN = 640  # points across of what it draws


@dataclass(frozen=True, slots=True)
class Look:
    """What the camera sees now, whether a code stands in it, and how far the bundle has come."""

    picture: QImage
    read: bool
    progress: Progress


class CameraWork(QObject):
    """`looked` a few times a second, then one of `whole`, `failed`, or nothing where it was stopped."""

    looked = Signal(object)  # Look
    whole = Signal(object)  # bytes
    failed = Signal(object)  # Refusal

    def __init__(self, open_source: Callable[[str], Source] = Camera, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = open_source
        self._going = threading.Event()
        self._thread: threading.Thread | None = None
        self._drawn = 0.0

    @property
    def going(self) -> bool:
        return self._going.is_set()

    def start(self, where: str) -> None:
        """Look with a camera by its number, or at a film; the camera before is let go first."""
        self.stop()
        self._going = threading.Event()  # the thread before keeps its own, which says that it is over
        self._going.set()
        self._thread = threading.Thread(
            target=self._look, args=(where, self._going, self._thread), name="camera", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        self._going.clear()

    def close(self) -> None:
        self.stop()
        if self._thread is not None:
            self._thread.join(timeout=2)

    # -- on the thread -----------------------------------------------------------------------------------------------

    def _look(self, where: str, going: threading.Event, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()  # a camera is held by one at a time
        try:
            source = self._open(where)
            try:
                raw = read_camera(source, partial(self._tell, going), going.is_set)
            finally:
                source.close()
        except Refusal as refusal:
            if going.is_set():
                going.clear()
                self.failed.emit(refusal)
        else:
            if raw is not None and going.is_set():
                going.clear()
                self.whole.emit(raw)

    def _tell(self, going: threading.Event, seen: Seen) -> None:
        """Nobody listens to one that was stopped."""
        now = time.monotonic()
        if not going.is_set():
            return
        if seen.read or now - self._drawn >= EACH_S:
            self._drawn = now
            self.looked.emit(Look(_small(seen.picture), seen.read, seen.progress))


def _small(picture: Picture) -> QImage:
    """A picture of its own for the page, no wider than it is drawn."""
    height, width = picture.shape
    image = QImage(picture.data, width, height, picture.strides[0], QImage.Format.Format_Grayscale8)
    return image.scaledToWidth(min(width, DRAWN), Qt.TransformationMode.FastTransformation).copy()
