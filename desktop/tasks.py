"""Core work off the GUI thread, answers on it: one store thread, one spawned worker process.

Writes go before reads. Reads and computations carry a key: the newest question of a key is the one that is answered,
and at most one read of a key is in flight. An answer overtaken by a question *about something else* is dropped; one
overtaken by the same question (a later minute) is still shown, so that a fast drill clock never starves a screen.
"""

import itertools
import logging
import queue
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from core.domain.findings import Refusal
from desktop.worker import Done, Failure, Progress, Refused, Worker

log = logging.getLogger(__name__)

_WRITE, _URGENT, _READ, _END = range(4)


@dataclass(frozen=True)
class _Question:
    ask: Callable[[Any], Any]
    then: Callable[[Any], None]
    about: Hashable
    ticket: int
    refused: Callable[[Refusal], None] | None = None


@dataclass(order=True)
class _Job:
    rank: int
    number: int
    run: Callable[[Any], None] | None = field(compare=False)


class Tasks(QObject):
    """`store` is opened by `open_store` on the store thread and never leaves it."""

    changed = Signal(object)
    refused = Signal(object)
    failed = Signal(object)
    progressed = Signal(str, float)
    stopped = Signal(str)
    opened = Signal()
    _answered = Signal(object)

    def __init__(self, open_store: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._asked: dict[str, _Question] = {}
        self._queued: set[str] = set()
        self._guard = threading.Lock()
        self._closed = False
        self._busy: set[str] = set()
        self._writes = 0  # asked and not answered yet, the silent ones among them
        self._entries = 0  # of these what somebody entered
        self._computing: dict[str, tuple[int, Callable[[Any], None], Callable[[str], None] | None, Any]] = {}
        self._worker = Worker(self._from_worker)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._serve, args=(open_store,), name="store", daemon=True)
        self._thread.start()

    # -- store thread ------------------------------------------------------------------------------------------------

    def write(
        self,
        operation: Callable[[Any], Any],
        *,
        refused: Callable[[Refusal], None] | None = None,
        then: Callable[[Any], None] | None = None,
    ) -> None:
        """Run `operation(store) -> Changes`; `changed` announces it once.

        `refused` takes the refusal at its control; without it the signal of that name does.
        """

        def run(store: Any) -> None:
            try:
                changes = operation(store)
            except Refusal as refusal:
                say = partial(refused or self.refused.emit, refusal)
            except Exception as error:
                if (told := _explained(store, error)) is not None:
                    say = partial(refused or self.refused.emit, told)
                else:
                    log.exception("write failed: %s", _name(operation))
                    say = partial(self.failed.emit, error)
            else:
                say = partial(self._announce, changes, then)
            self._answer(partial(self._entered, say))

        with self._guard:
            self._entries += 1
        self._put_write(run)

    def _entered(self, say: Callable[[], None]) -> None:
        with self._guard:
            self._entries -= 1
        self._written(say)

    def _written(self, say: Callable[[], None]) -> None:
        with self._guard:
            self._writes -= 1
        say()

    def entering(self) -> bool:
        """Whether an entry that was asked for is not known to be written, or refused, yet."""
        return self._entries > 0

    def keep(self, work: Callable[[Any], None]) -> None:
        """Run `work(store)` that changes nothing anybody is shown, after the writes asked before it: no signal."""

        def run(store: Any) -> None:
            say: Callable[[], None] = _nothing_to_say
            try:
                work(store)
            except Refusal as refusal:
                say = partial(self.refused.emit, refusal)
            except Exception as error:
                log.exception("keep failed: %s", _name(work))
                say = partial(self.failed.emit, error)
            self._answer(partial(self._written, say))

        self._put_write(run)

    def _put_write(self, run: Callable[[Any], None]) -> None:
        if not self._closed:
            with self._guard:  # a thread that holds a line to another desk writes too
                self._writes += 1
        self._put(_WRITE, run)

    def read(
        self,
        query: Callable[[Any], Any],
        then: Callable[[Any], None],
        *,
        key: str,
        about: Hashable = None,
        urgent: bool = False,
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Ask `query(store)`; `then(answer)` on the GUI thread. `about` names the subject apart from the time."""
        with self._guard:
            self._asked[key] = _Question(query, then, about, next(self._numbers), refused)
            self._busy.add(key)
            if key in self._queued:
                return
            self._queued.add(key)
        self._put(_URGENT if urgent else _READ, lambda store: self._read_newest(store, key))

    def _read_newest(self, store: Any, key: str) -> None:
        if self._closed:
            return  # nobody listens any more, and the file is to be let go of
        with self._guard:
            self._queued.discard(key)
            question = self._asked[key]
        try:
            answer = question.ask(store)
        except Refusal as refusal:
            show = partial(question.refused or self.refused.emit, refusal)
            self._answer(partial(self._read_done, key, question, show))
        except Exception as error:
            if (told := _explained(store, error)) is not None:
                show = partial(question.refused or self.refused.emit, told)
                self._answer(partial(self._read_done, key, question, show))
                return
            log.exception("read failed: %s", key)
            self._answer(partial(self._read_done, key, question, partial(self.failed.emit, error)))
        else:
            self._answer(partial(self._read_done, key, question, partial(question.then, answer)))

    def _read_done(self, key: str, question: _Question, show: Callable[[], None]) -> None:
        with self._guard:
            newest = self._asked[key]
            if newest.ticket == question.ticket:
                self._busy.discard(key)
        if newest.about == question.about:
            show()

    def _announce(self, changes: Any, then: Callable[[Any], None] | None) -> None:
        self.changed.emit(changes)
        if then is not None:
            then(changes)

    def _serve(self, open_store: Callable[[], Any]) -> None:
        try:
            store = open_store()
        except Exception as error:
            log.exception("the file could not be opened")
            self._answer(partial(self.failed.emit, error))
            return
        self._answer(self.opened.emit)
        while (job := self._jobs.get()).run is not None:
            job.run(store)
        store.close()

    def _put(self, rank: int, run: Callable[[Any], None] | None) -> None:
        if not self._closed:
            self._jobs.put(_Job(rank, next(self._numbers), run))

    def _answer(self, say: Callable[[], None]) -> None:
        """Hand an answer to the GUI thread; after `close` nobody listens any more."""
        if not self._closed:
            self._answered.emit(say)

    def _deliver(self, say: Callable[[], None]) -> None:
        if not self._closed:
            say()

    # -- worker process ----------------------------------------------------------------------------------------------

    def compute(
        self,
        work: Callable[..., Any],
        argument: Any,
        then: Callable[[Any], None],
        *,
        key: str,
        failed: Callable[[str], None] | None = None,
        progress: Callable[[float], None] | None = None,
        patient: bool = False,
    ) -> None:
        """Run the module-level `work(argument, report, stopped)` in the worker process; `then(answer)` comes back.

        A newer request of the same key ends the older one. `failed` takes a traceback or the Refusal's text. Patient
        work gives way to whatever is asked for after it, and is begun again afterwards.
        """
        if key in self._computing:
            self._worker.stop(self._computing.pop(key)[0])
        ticket = next(self._numbers)
        self._computing[key] = (ticket, then, failed, progress)
        self._worker.submit(ticket, work, argument, patient=patient)

    def stop(self, key: str) -> None:
        """End the computation of `key` now; its worker is replaced when next needed. Nothing it did remains."""
        entry = self._computing.pop(key, None)
        if entry is not None:
            self._worker.stop(entry[0])
            self.stopped.emit(key)

    def computing(self, key: str) -> bool:
        return key in self._computing

    def busy(self) -> bool:
        """Whether any question or write is unanswered (the journeys wait for this)."""
        return bool(self._busy or self._computing or self._writes) or not self._jobs.empty()

    def warm(self) -> None:
        """Start the worker process: after the first paint."""
        self._worker.warm()

    def _from_worker(self, message: Any) -> None:
        self._answer(partial(self._worker_said, message))

    def _worker_said(self, message: Done | Progress | Failure | Refused) -> None:
        key = next((key for key, entry in self._computing.items() if entry[0] == message.ticket), None)
        if key is None:
            return
        _, then, failed, progress = self._computing[key]
        if isinstance(message, Progress):
            self.progressed.emit(key, message.share)
            if progress is not None:
                progress(message.share)
            return
        del self._computing[key]
        if isinstance(message, Done):
            then(message.answer)
        elif isinstance(message, Refused):
            self.refused.emit(message.refusal)
            if failed is not None:
                failed(message.refusal.rule)
        else:
            log.error("computation %s failed: %s", key, message.traceback)
            (failed or self.failed.emit)(message.traceback)

    def close(self) -> None:
        """End the worker, finish the writes already asked, close the store on its own thread."""
        if self._closed:
            return
        self._worker.close()
        self._put(_END, None)
        self._closed = True
        self._thread.join(timeout=10)


def _explained(store: Any, error: Exception) -> Refusal | None:
    """The file's own trouble (a full disk, a damaged page) as a refusal that says what to do; None for a bug."""
    told: Refusal | None = store.explained(error) if hasattr(store, "explained") else None
    return told


def _nothing_to_say() -> None:
    """What was kept is told to nobody."""


def _name(operation: Callable[..., Any]) -> str:
    inner = getattr(operation, "func", operation)
    return str(getattr(inner, "__qualname__", inner))
