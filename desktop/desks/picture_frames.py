"""Frames as pictures, and pictures read for frames. The reader is the extra `camera` (zxing-cpp), loaded when asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path

import segno
from PySide6.QtGui import QImage

from core.domain.findings import Refusal, Rule
from core.exchange.frames import LARGEST, Collector, frame_count, frames
from desktop.printing.codes import Blocks, squares

EXTRA, PACKAGE = "camera", "zxingcpp"
SPARE = 3  # frames beyond those needed, one in so many: what a shaking hand misses
SCALE = 6
AT_ONCE = 8  # frames drawn in one go

Squares = tuple[tuple[int, Blocks], ...]


def as_frames(raw: bytes) -> Iterator[str]:
    """The frames of a bundle. Refusal(TOO_LARGE_FOR_FRAMES)."""
    if len(raw) > LARGEST:
        raise Refusal(Rule.TOO_LARGE_FOR_FRAMES, {"size_kb": len(raw) >> 10})
    return frames(raw)


def shown_at_least(size: int) -> int:
    """How many frames are worth writing for a bundle of this size."""
    count = frame_count(size)
    return count + -(-count // SPARE) + 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """Frames as squares, drawn as they are taken; how many there will be, and how many of them are enough."""

    squares: Iterator[tuple[int, Blocks]]
    count: int
    needed: int

    def some(self) -> Squares:
        """The next few: a square takes longer to draw than the window may stand still."""
        return tuple(islice(self.squares, AT_ONCE))


def drawing(raw: bytes) -> Drawing:
    """A bundle as squares to show. Refusal(TOO_LARGE_FOR_FRAMES)."""
    made, count = as_frames(raw), shown_at_least(len(raw))
    return Drawing((squares(next(made), "m") for _ in range(count)), count, frame_count(len(raw)))


def write_pictures(raw: bytes, folder: Path) -> tuple[Path, ...]:
    """One PNG a frame into an empty or new folder. Refusal: TOO_LARGE_FOR_FRAMES, DIR_NOT_EMPTY."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(Rule.DIR_NOT_EMPTY, {"folder": str(folder)})
    made = as_frames(raw)
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for number in range(1, shown_at_least(len(raw)) + 1):
        path = folder / f"{number:03d}.png"
        segno.make_qr(next(made), error="m", boost_error=False).save(str(path), scale=SCALE)
        out.append(path)
    return tuple(out)


def read_pictures(paths: Iterable[Path]) -> bytes:
    """The bundle in photographs or saved frames. Refusal: NO_EXTRA, NO_SUCH_FILE, NOT_A_PICTURE, FRAMES_MISSING."""
    try:
        reader = import_module(PACKAGE)
    except ImportError:
        raise Refusal(Rule.NO_EXTRA, {"extra": EXTRA, "package": "zxing-cpp"}) from None
    collector = Collector()
    for path in paths:
        if not path.is_file():
            raise Refusal(Rule.NO_SUCH_FILE, {"file": str(path)})
        image = QImage(str(path))
        if image.isNull():
            raise Refusal(Rule.NOT_A_PICTURE, {"file": path.name})
        for found in reader.read_barcodes(_grey(image)):
            collector.add(found.text)
        if (whole := collector.whole()) is not None:
            return whole
    progress = collector.progress
    raise Refusal(Rule.FRAMES_MISSING, {"have": progress.have, "need": progress.need or "?"})


def _grey(image: QImage) -> object:
    """The picture as rows of grey values."""
    import numpy as np

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return np.ascontiguousarray(rows[:, : grey.width()])
