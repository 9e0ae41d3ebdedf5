"""A camera that looks at another desk's screen until the bundle shown there is whole. Needs the extra `camera`:
OpenCV takes the pictures, zxing-cpp reads the codes; both are loaded when asked."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from core.domain.findings import Refusal, Rule
from core.exchange.frames import Gathering, Progress

EXTRA, TAKES, READS = "camera", "cv2", "zxingcpp"
WIDTH, HEIGHT = 1280, 720  # what is asked of a camera: a code of 97 modules wants three points each
LOST = 60  # pictures in a row that a camera did not give: it was pulled out

Picture = npt.NDArray[np.uint8]
"""Rows of grey values."""


class Source(Protocol):
    """Pictures one after the other. `end` is what it means that there are no more."""

    end: str

    def picture(self) -> Picture | None:
        """The next picture, as rows of grey values; None where there are no more."""

    def close(self) -> None:
        """Let the camera go."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture, whether a frame was read in it, and how far the bundle has come."""

    picture: Picture
    read: bool
    progress: Progress


class Camera:
    """A camera by its number from 0, or a film from a file. Refusal: NO_EXTRA, NO_CAMERA, NO_SUCH_FILE,
    NOT_A_PICTURE."""

    def __init__(self, where: str) -> None:
        self._cv = _package(TAKES, "opencv-python-headless")
        self._cv.utils.logging.setLogLevel(self._cv.utils.logging.LOG_LEVEL_SILENT)
        self._live = where.isdecimal()
        self.end = Rule.CAMERA_GONE if self._live else Rule.FRAMES_MISSING
        if not self._live and not Path(where).is_file():
            raise Refusal(Rule.NO_SUCH_FILE, {"file": where})
        self._capture = self._cv.VideoCapture(int(where) if self._live else where)
        if not self._capture.isOpened():
            self._capture.release()
            if self._live:
                raise Refusal(Rule.NO_CAMERA, {"camera": int(where) + 1})
            raise Refusal(Rule.NOT_A_PICTURE, {"file": Path(where).name})
        if self._live:
            self._capture.set(self._cv.CAP_PROP_FRAME_WIDTH, WIDTH)
            self._capture.set(self._cv.CAP_PROP_FRAME_HEIGHT, HEIGHT)

    def picture(self) -> Picture | None:
        for _ in range(LOST if self._live else 1):
            given, picture = self._capture.read()
            if given:
                grey = picture if picture.ndim == 2 else self._cv.cvtColor(picture, self._cv.COLOR_BGR2GRAY)
                return np.ascontiguousarray(grey, np.uint8)
        return None

    def close(self) -> None:
        self._capture.release()


def read_camera(source: Source, seen: Callable[[Seen], None], going: Callable[[], bool]) -> bytes | None:
    """Look until the bundle is whole; None where it was stopped before. Refusal: NO_EXTRA, CAMERA_GONE,
    FRAMES_MISSING."""
    reader, gathering = _package(READS, "zxing-cpp"), Gathering()
    square = reader.BarcodeFormat.QRCode
    while going():
        picture = source.picture()
        if picture is None:
            have, need = gathering.progress.have, gathering.progress.need
            raise Refusal(source.end, {"have": have, "need": need or "?"})
        read = sum(gathering.add(found.text) for found in reader.read_barcodes(picture, formats=square)) > 0
        seen(Seen(picture, read, gathering.progress))
        if read and (whole := gathering.whole()) is not None:
            return whole
    return None


def _package(module: str, package: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise Refusal(Rule.NO_EXTRA, {"extra": EXTRA, "package": package}) from None
