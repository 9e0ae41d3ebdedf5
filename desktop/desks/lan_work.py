"""Exchange on a cable or hotspot beside the window: a thread for the line, every look into the file on the store's."""

import logging
import os
import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance

from core.domain.findings import Refusal, Rule
from core.operations.lan import Party, bundle_for, call
from core.operations.lan_listening import addresses, listening, serve
from core.store.enrolments import in_good_standing
from desktop.desks.errands import Errands
from desktop.tasks import Tasks

log = logging.getLogger(__name__)


class LanWork(QObject):
    """`waiting` with the addresses to read out (none: no longer), `met` and `refused` after each session."""

    waiting = Signal(object)  # tuple[str, ...]
    met = Signal(object)  # Met
    refused = Signal(object)  # Refusal: whoever called was turned away, or the line broke
    failed = Signal(object)  # Refusal: the call from here came to nothing

    def __init__(self, tasks: Tasks, host: str = "", port: int | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = Errands(tasks, "lan")
        self._host, self._port = host, port
        self._going = threading.Event()
        self._closed = False
        self._threads: list[threading.Thread] = []

    @property
    def going(self) -> bool:
        return self._going.is_set()

    def start(self) -> None:
        """Wait for whoever calls, until `stop`."""
        if not self.going:
            self._going.set()
            self._run(self._serve, self.failed)

    def stop(self) -> None:
        self._going.clear()

    def call(self, address: str) -> None:
        """Exchange with the desk at an address."""
        self._run(lambda: self._tell(self.met, call(address, self._party())), self.failed)

    def close(self) -> None:
        self.stop()
        self._closed = True
        for thread in self._threads:
            thread.join(timeout=2)

    # -- on a thread of its own --------------------------------------------------------------------------------------

    def _run(self, work: Callable[[], object], failed: SignalInstance) -> None:
        def run() -> None:
            try:
                work()
            except Refusal as refusal:
                self._tell(failed, refusal)
            except TimeoutError:
                log.info("the line was dropped: the file answers no more")

        thread = threading.Thread(target=run, name="lan", daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def _tell(self, signal: SignalInstance, what: object) -> None:
        """After `close` nobody listens, and who would be told may be gone: a line is not waited for without end."""
        if not self._closed:
            signal.emit(what)

    def _serve(self) -> None:
        try:
            party = self._party()
            line = listening(self._host) if self._port is None else listening(self._host, self._port)
            host, port = line.getsockname()
            where = (f"{host}:{port}",) if self._host else addresses(port)
            if not where:
                line.close()
                raise Refusal(Rule.LAN_NO_LINE, {})
            self._tell(self.waiting, where)
            met, refused = partial(self._tell, self.met), partial(self._tell, self.refused)
            serve(line, party, self._going.is_set, met, refused)
        finally:
            self._going.clear()
            self._tell(self.waiting, ())

    def _party(self) -> Party:
        incident, key = self._errands.ask(lambda store: (store.incident.id, store.around.device.key))
        return Party(
            incident,
            key,
            os.urandom,
            lambda: self._errands.ask(in_good_standing),
            lambda vector, reader: self._errands.ask(lambda store: bundle_for(store, vector, reader)),
            lambda bundle: self._errands.take([bundle]),
        )
