"""The exchange with the district's hub beside the window: a thread for the line, errands to the store for the file.

The address is kept in this laptop's profile, the password nowhere: it is asked for, held while the window is open, and
never written; whoever wants it kept uses libpq's own password file.
"""

import logging
import os
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, Signal, SignalInstance

from core.domain.findings import Refusal
from core.operations.hub import exchange
from core.store.hub import Hub, connected
from desktop.desks.errands import Errands
from desktop.tasks import Tasks

log = logging.getLogger(__name__)


class HubWork(QObject):
    """`exchanged` with what came of it, or `failed`."""

    exchanged = Signal(object)  # Exchanged
    failed = Signal(object)  # Refusal

    def __init__(
        self,
        tasks: Tasks,
        connect: Callable[[str, str], AbstractContextManager[Hub]] = connected,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._errands, self._connect = Errands(tasks, "hub"), connect
        self._password = ""
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def going(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def open_with(self, password: str) -> None:
        """The password of the next exchanges, until the window closes."""
        self._password = password

    def start(self, address: str) -> None:
        """Take in and put in; nothing while an exchange is under way."""
        if not self.going:
            self._thread = threading.Thread(target=self._run, args=(address,), name="hub", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """A line that hangs is not waited for."""
        self._closed = True
        if self._thread is not None:
            self._thread.join(timeout=2)

    def _run(self, address: str) -> None:
        try:
            with self._connect(address, self._password) as hub:
                done = exchange(self._errands.ask, self._errands.take, hub, os.urandom)
        except Refusal as refusal:
            self._tell(self.failed, refusal)
        except TimeoutError:
            log.info("the hub was left: the file answers no more")
        else:
            self._tell(self.exchanged, done)

    def _tell(self, signal: SignalInstance, what: object) -> None:
        """After `close` nobody listens."""
        if not self._closed:
            signal.emit(what)
