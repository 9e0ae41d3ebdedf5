"""What the worker process is asked to do for the import screen: read a file as a table, off the window's process."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.domain.findings import Refusal
from core.exchange.office.containers import open_source
from core.exchange.office.fields import Context
from core.exchange.office.grids import Source
from core.exchange.office.headers import guess_table
from core.exchange.office.reading import read_source
from core.exchange.office.verdicts import Reading, RowId
from desktop.planning_work import Report, Stopped
from desktop.worker import Memory


@dataclass(frozen=True, slots=True)
class ReadWish:
    """`table` empty: the likeliest. `mends` row -> field -> what was typed."""

    path: Path
    table: str
    context: Context
    mends: Mapping[RowId, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class FileRead:
    """`guesses`: tables this file could be, the likeliest first. `refusal` where it cannot be read as `table`."""

    table: str
    guesses: tuple[str, ...]
    reading: Reading | None = None
    refusal: Refusal | None = None


class OpenedSource:
    """The file read last: a mended cell does not open it again."""

    def __init__(self) -> None:
        self._key: tuple[Path, int, int] | None = None
        self._source: Source | None = None

    def of(self, path: Path) -> Source:
        stat = path.stat() if path.is_file() else None
        key = (path, stat.st_mtime_ns, stat.st_size) if stat is not None else None
        if self._source is None or key is None or key != self._key:
            self._source = None  # the old one may be large
            self._source, self._key = open_source(path), key
        return self._source


def read_file(wish: ReadWish, report: Report, stopped: Stopped, memory: Memory) -> FileRead:
    """The file as a table, with a verdict for each row, or with the refusal that says why not."""
    del stopped
    try:
        source = memory.of(OpenedSource).of(wish.path)
        report(0.3)
        guesses = tuple(table for table, _ in guess_table(source.grids))
    except Refusal as refusal:
        return FileRead(wish.table, (), refusal=refusal)
    table = wish.table or next(iter(guesses), "people")
    try:
        reading = read_source(
            table, source, wish.context, mends=wish.mends, progress=lambda share: report(0.3 + 0.7 * share)
        )
    except Refusal as refusal:
        return FileRead(table, guesses, refusal=refusal)
    return FileRead(table, guesses, reading)
