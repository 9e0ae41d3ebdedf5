"""The backups of this desk: every 15 minutes and at hand-over, in a thread of their own, and never silently missing.

The clock here is the laptop's and not the drill's: a drill played at sixty times its speed wears out no stick.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from core.domain.findings import Refusal
from core.operations.backing_up import back_up_beside
from core.queries.keeping import BackupState, backup_state
from desktop import keys, phrases
from desktop.desk import Desk
from desktop.settings import BACKUP_FOLDER, Settings

log = logging.getLogger(__name__)
translate = QCoreApplication.translate
EVERY_S = 900.0
STALE_S = 1200.0  # five minutes after one was due: whoever writes slowly is not late yet
AGAIN_S = 60.0  # after one that failed: the stick may have been put back
LOOK_MS = 30_000


class Backups(QObject):
    """`shown(text, fine)` is the line of the frame; `said(sentence)` what somebody has to know or do now."""

    shown = Signal(str, bool)
    said = Signal(str)
    finished = Signal()
    _done = Signal(object)

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._clock = clock
        self._state: BackupState | None = None
        self._last: datetime | None = None
        self._same_disk = False
        self._fault: Refusal | None = None
        self._began: float | None = None
        self._tried: float | None = None
        self._fresh = False  # nothing was recorded since the newest backup
        self._thread: threading.Thread | None = None
        self._done.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        desk.changed.connect(lambda _changes: self._outdated())
        desk.operator_changed.connect(lambda _name: self.now())

    @property
    def folder(self) -> str:
        return str(self._settings.get(BACKUP_FOLDER))

    @property
    def running(self) -> bool:
        return self._thread is not None

    @property
    def last(self) -> datetime | None:
        """When the newest backup was written, None where none is known."""
        return self._last

    def start(self) -> None:
        """Ask how the backups stand, and look again every half minute."""
        self._began = self._clock()
        self._timer.start()
        self._ask()

    def choose(self, folder: str) -> None:
        """Another second place: a backup goes there at once."""
        self._settings.put(BACKUP_FOLDER, folder)
        self._settings.save()
        self._last, self._fault, self._fresh = None, None, False
        self._ask(then_now=True)

    def _ask(self, *, then_now: bool = False) -> None:
        self._desk.tasks.read(
            partial(backup_state, folder=self.folder), partial(self._known, then_now), key="backups", about=self.folder
        )

    def _known(self, then_now: bool, state: BackupState) -> None:
        if self._state is None and not self.folder and not self._desk.drill:
            text = translate("Backups", "这台电脑没有备份：按 {key} 选 U 盘上的一个文件夹")
            self.said.emit(text.format(key=keys.hint("backup")))
        self._state, self._last = state, state.at
        self._fresh = state.reachable and state.since == 0
        if then_now:
            self.now()
        else:
            self.look()

    def _outdated(self) -> None:
        self._fresh = False

    def look(self) -> None:
        """Write one where it is time; say how they stand."""
        if self.folder and not self._fresh and self._due():
            self.now()
        self._show()

    def _due(self) -> bool:
        """Fifteen minutes after the newest one or the last attempt, whichever is later; sooner where that failed."""
        wait = EVERY_S if self._fault is None else AGAIN_S
        tried = self._tried is not None and self._clock() - self._tried < wait
        return not tried and (self._last is None or self._age(self._last) >= EVERY_S)

    def now(self) -> None:
        """Write one now, where a place is chosen and none is being written."""
        if not self.folder or self._state is None or self._thread is not None:
            return
        self._tried = self._clock()
        self._fresh = True  # whatever is recorded from here on takes this back
        self._thread = threading.Thread(
            target=self._write, args=(self._state.reader, Path(self.folder)), name="backup", daemon=True
        )
        self._thread.start()

    def _write(self, reader: Callable[[], Any], folder: Path) -> None:
        try:
            answer: Any = back_up_beside(reader, folder)
        except Refusal as refusal:
            answer = refusal
        except Exception as error:
            log.exception("backup failed")
            answer = error
        self._done.emit(answer)

    def _take(self, answer: Any) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if isinstance(answer, Refusal):
            if self._fault is None or self._fault.rule != answer.rule:  # once, not every minute
                self.said.emit(phrases.refusal(answer))
            self._fault, self._fresh = answer, False
        elif isinstance(answer, Exception):
            self._fault, self._fresh = Refusal(type(answer).__name__), False
            self.said.emit(translate("Backups", "备份没写成（{what}），名册完好；换一处再试").format(what=answer))
        else:
            self._fault, self._last, self._same_disk = None, answer.at, answer.same_disk
        self._show()
        self.finished.emit()

    def _age(self, at: datetime) -> float:
        """In seconds; endless for a time that is still to come: nobody knows when that was written."""
        age = (datetime.now(UTC) - at).total_seconds()
        return age if age >= 0 else inf

    def _show(self) -> None:
        self.shown.emit(*self.line())

    def line(self) -> tuple[str, bool]:
        """(what the frame says, whether all is as it should be); empty in a drill that keeps none."""
        if not self.folder:
            return ("", True) if self._desk.drill else (translate("Backups", "备份 未设"), False)
        if self._fault is not None:
            return translate("Backups", "备份 失败"), False
        if self._last is None:
            waited = self._began is not None and self._clock() - self._began > STALE_S
            return translate("Backups", "备份 还没有"), not waited
        clock = phrases.hm(self._last)
        if not self._fresh and self._age(self._last) > STALE_S:
            return translate("Backups", "备份 停 {time}").format(time=clock), False
        if self._same_disk:
            return translate("Backups", "备份 {time} 同盘").format(time=clock), False
        return translate("Backups", "备份 {time}").format(time=clock), True

    def close(self) -> None:
        """Let the one being written come to its end: half a backup is none."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.join(timeout=20)
            self._thread = None
