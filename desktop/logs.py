"""Log handlers, Qt messages, uncaught errors; and the watchdog over the GUI thread. Ids only, never names or phones."""

import logging
import logging.handlers
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QTimer, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)
LIMIT_MS = 50
BEAT_MS = 10
CALLS_NAMED = 4

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def configure(folder: Path | None, level: int = logging.INFO) -> None:
    """Write to standard error, and to `folder`/daolian.log (1 MB, three of them) where a folder is given."""
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    handlers[0].setLevel(logging.WARNING)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(
            logging.handlers.RotatingFileHandler(
                folder / "daolian.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
            )
        )
    logging.basicConfig(
        level=level, handlers=handlers, force=True, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    qInstallMessageHandler(_from_qt)
    sys.excepthook = _uncaught


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if "propagateSizeHints" in text:  # the offscreen platform says so at every window
        return
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.INFO), "%s", text)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.critical("uncaught", exc_info=(kind, error, trace))


@dataclass(frozen=True, slots=True)
class Stall:
    """The GUI thread was busy for `ms`; `where` is what it was doing when it was found late."""

    ms: float
    where: str


class Watchdog(QObject):
    """A heartbeat on the GUI thread, and a thread that looks what the GUI thread is doing when a beat is late.

    `stalls` grows by one for each turn of the event loop over `limit_ms`; each is logged with its cause.
    """

    def __init__(self, limit_ms: float = LIMIT_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stalls: list[Stall] = []
        self._limit = limit_ms / 1000
        self._last = time.perf_counter()
        self._seen = ""
        self._ended = threading.Event()
        self._gui = threading.get_ident()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._looker = threading.Thread(target=self._look, name="watchdog", daemon=True)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()
        self._looker.start()

    def stop(self) -> None:
        self._timer.stop()
        self._ended.set()

    def forgive(self) -> None:
        """Forget what has been so far (start-up, a native file box)."""
        self.stalls.clear()
        self._last = time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        late = now - self._last - BEAT_MS / 1000
        if late > self._limit:
            stall = Stall(round(late * 1000, 1), self._seen)
            self.stalls.append(stall)
            log.warning("the window stood still for %.0f ms: %s", stall.ms, stall.where or "unknown")
        self._seen = ""
        self._last = time.perf_counter()

    def _look(self) -> None:
        while not self._ended.wait(self._limit / 4):
            if time.perf_counter() - self._last - BEAT_MS / 1000 > self._limit * 0.6 and not self._seen:
                self._seen = _where(sys._current_frames().get(self._gui))  # noqa: SLF001 - the documented way


def _where(frame: FrameType | None) -> str:
    """The innermost calls, outermost first: file:line function."""
    calls: list[str] = []
    while frame is not None and len(calls) < CALLS_NAMED:
        code = frame.f_code
        calls.append(f"{Path(code.co_filename).name}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return " > ".join(reversed(calls))
