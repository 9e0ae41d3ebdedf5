"""The files of a report, written in a process of their own: neither the window nor a report waits for pages."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from desktop.printing.situation_files import Upward, Written
from desktop.worker import Done, Failure, Memory, Progress, Refused, Worker


@dataclass(frozen=True, slots=True)
class Files:
    upward: Upward
    folder: str


def write_files(files: Files, report: Any, _stopped: Any, _memory: Memory) -> Written:
    """The process's work."""
    from desktop.printing.situation_files import write_upward

    return write_upward(files.upward, Path(files.folder), report)


class Sending(QObject):
    """`written` with what stands in the folder, `refused`, `failed`; the process ends with its work."""

    written = Signal(object)
    refused = Signal(object)
    failed = Signal(str)
    _said = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._worker: Worker | None = None
        self._ticket = 0
        self._open: set[int] = set()
        self._said.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def write(self, upward: Upward) -> None:
        self._ticket += 1
        self._open.add(self._ticket)
        if self._worker is None:
            self._worker = Worker(self._said.emit)
        self._worker.submit(self._ticket, write_files, Files(upward, str(self.folder)))

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _hear(self, message: Done | Progress | Refused | Failure) -> None:
        if isinstance(message, Progress) or message.ticket not in self._open:
            return
        self._open.discard(message.ticket)
        if not self._open:
            self.close()
        if isinstance(message, Done):
            self.written.emit(message.answer)
        elif isinstance(message, Refused):
            self.refused.emit(message.refusal)
        else:
            self.failed.emit(message.traceback)
