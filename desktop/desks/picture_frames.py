"""Frames as pictures, and pictures read for frames. The reader is the extra `camera` (zxing-cpp), loaded when asked."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import segno
from PySide6.QtGui import QImage

from core.domain.findings import Refusal, Rule
from core.exchange.frames import LARGEST, Collector, frame_count, frames
from desktop.printing.codes import Blocks, squares

EXTRA, PACKAGE = "camera", "zxingcpp"
SPARE = 3  # frames beyond those needed, one in so many: what a shaking hand misses
SCALE = 6


def as_frames(raw: bytes) -> Iterator[str]:
    """The frames of a bundle. Refusal(TOO_LARGE_FOR_FRAMES)."""
    if len(raw) > LARGEST:
        raise Refusal(Rule.TOO_LARGE_FOR_FRAMES, {"size_kb": len(raw) >> 10})
    return frames(raw)


def shown_at_least(size: int) -> int:
    """How many frames are worth writing for a bundle of this size."""
    count = frame_count(size)
    return count + -(-count // SPARE) + 1


def drawn_frames(raw: bytes) -> tuple[tuple[tuple[int, Blocks], ...], int]:
    """Frames as squares to draw, and how many of them are enough. Refusal(TOO_LARGE_FOR_FRAMES)."""
    made = as_frames(raw)
    return tuple(squares(next(made), "m") for _ in range(shown_at_least(len(raw)))), frame_count(len(raw))


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
