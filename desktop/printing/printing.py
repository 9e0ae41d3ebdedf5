"""Printing from the window: rows from the store thread, pages in a process of their own, one line when it is done.

The planner's process is left alone: a list must come out while a plan is being computed. The printing process starts
when something is printed and ends with it.
"""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from core.domain.findings import Refusal, Rule
from core.operations.prints import record_print
from core.queries.paper_rows import PaperCase
from core.queries.papers import paper_case
from desktop.desk import Desk
from desktop.printing.papers import chosen
from desktop.printing.wish import Wish
from desktop.printing.work import Printed, print_papers, send_papers
from desktop.times import local
from desktop.worker import Done, Failure, Memory, Progress, Refused, Worker


@dataclass(frozen=True, slots=True)
class Job:
    """What the printing process gets; `printer` empty writes PDF into `folder`."""

    case: PaperCase
    papers: tuple[str, ...]
    folder: str
    suffix: str
    printer: str = ""


def run_job(job: Job, report: Any, _stopped: Any, _memory: Memory) -> Printed:
    """The printing process's work."""
    papers = chosen(",".join(job.papers))
    if job.printer:
        return send_papers(job.case, papers, job.printer, report)
    folder = Path(job.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refusal(Rule.FOLDER_NOT_WRITABLE, {"folder": str(folder)}) from None
    return print_papers(job.case, papers, folder, report, suffix=job.suffix)


class Printing(QObject):
    """One print at a time; a new wish waits for the one that runs."""

    started = Signal()
    progressed = Signal(float)
    finished = Signal(object)  # Printed
    refused = Signal(object)
    failed = Signal(str)
    _said = Signal(object)

    def __init__(self, desk: Desk, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder = folder
        self._worker: Worker | None = None
        self._ticket = 0
        self._running: tuple[Job, Wish] | None = None
        self._last: tuple[Job, Wish, Printed] | None = None
        self._said.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        return self._running is not None

    def print(self, wish: Wish) -> bool:
        """Begin; False while another print runs. At another time than now it is refused: the record would be wrong."""
        if self.running:
            return False
        if self._desk.looking_at is not None:
            self.refused.emit(Refusal(Rule.BAD_TIME, {"looking_at": self._desk.looking_at}))
            return False
        self._desk.read(
            paper_case,
            partial(self._begin, wish),
            key="papers",
            refused=self.refused.emit,
            at=self._desk.now(),
            selection=wish.selection,
        )
        return True

    def send(self, printer: str) -> bool:
        """The last print once more, on a printer; False where there is none to repeat."""
        if self.running or self._last is None:
            return False
        job, wish, _ = self._last
        self._submit(replace(job, printer=printer), wish)
        return True

    def open_last(self) -> bool:
        """Show what was printed last in the system's viewer: the file, or the folder of several."""
        if self._last is None:
            return False
        printed = self._last[2]
        path = Path(printed.folder)
        if len(printed.files) == 1:
            path /= printed.files[0].file
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _begin(self, wish: Wish, case: PaperCase) -> None:
        if self.running:
            return
        said = f"-{local(case.stamp.at):%m%d-%H%M}-版本{case.stamp.revision}"
        self._submit(Job(case, wish.papers, str(self._folder), said), wish)

    def _submit(self, job: Job, wish: Wish) -> None:
        self._running = (job, wish)
        self._ticket += 1
        if self._worker is None:
            self._worker = Worker(self._said.emit)
        self.started.emit()
        self._worker.submit(self._ticket, run_job, job)

    def _hear(self, message: Done | Progress | Refused | Failure) -> None:
        if self._running is None or message.ticket != self._ticket:
            return
        if isinstance(message, Progress):
            self.progressed.emit(message.share)
            return
        job, wish = self._running
        self._running = None
        self.close()
        if isinstance(message, Done):
            self._record(job, wish, message.answer)
        elif isinstance(message, Refused):
            self.refused.emit(message.refusal)
        else:
            self.failed.emit(message.traceback)

    def _record(self, job: Job, wish: Wish, printed: Printed) -> None:
        """Personal data have left the file: recorded before it is said."""
        if not job.printer:
            self._last = (job, wish, printed)
        if not printed.files:
            self.finished.emit(printed)
            return
        self._desk.write(
            record_print,
            refused=self.refused.emit,
            then=lambda _changes: self.finished.emit(printed),
            papers={file.paper: file.pages for file in printed.files},
            households=len(job.case.households),
            persons=job.case.persons,
            subject=wish.subject,
        )
