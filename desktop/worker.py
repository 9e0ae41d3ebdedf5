"""One spawned process that computes: fed with immutable values, ended and replaced on stop, gone with the window."""

import gc
import logging
import multiprocessing
import queue
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar, cast

from core.domain.findings import Refusal

log = logging.getLogger(__name__)

SILENCE_S = 300.0  # every search's own watchdog has ended it long before: a work without a word for so long never ends

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Done:
    ticket: int
    answer: Any


@dataclass(frozen=True, slots=True)
class Progress:
    ticket: int
    share: float


@dataclass(frozen=True, slots=True)
class Refused:
    ticket: int
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class GaveWay:
    """The work ended unfinished because it was asked to."""

    ticket: int


@dataclass(frozen=True, slots=True)
class Failure:
    ticket: int
    traceback: str


class Memory:
    """What the works of one process remember from run to run: one thing of each kind, made by who asks for it first."""

    def __init__(self) -> None:
        self._things: dict[type, object] = {}
        self._ahead: Callable[[Callable[[], bool]], None] | None = None

    def of(self, kind: type[Thing]) -> Thing:
        """The process's own value of a kind that can be made without arguments."""
        if kind not in self._things:
            self._things[kind] = kind()
        return cast("Thing", self._things[kind])

    def afterwards(self, work: Callable[[Callable[[], bool]], None]) -> None:
        """Something to get ready once the answer is out. It is asked to end, by what it is given, as soon as anything
        else is to be done; what it finds can only be left in this memory."""
        self._ahead = work

    def look_ahead(self, wanted: Callable[[], bool]) -> None:
        """Get ready whatever the last work left to be; `wanted` says that somebody waits for something else."""
        work, self._ahead = self._ahead, None
        if work is None or wanted():
            return
        try:
            work(wanted)
        except Exception:
            if not wanted():  # nobody waits for this: it is no failure of any work
                log.exception("nothing was made ready")


def serve(pipe: Connection) -> None:
    """The life of the worker: work, answer, until the pipe closes. Each work gets the process's memory."""
    memory = Memory()
    while True:
        try:
            request = pipe.recv()
            if request is None:  # a work was asked to give way that had come to its end by then
                continue
            ticket, work, argument = request
        except (EOFError, OSError, KeyboardInterrupt):
            return
        except Exception:  # noqa: BLE001 - an argument that cannot be unpickled must not kill the worker silently
            pipe.send(Failure(-1, traceback.format_exc()))
            continue
        pipe.send(_outcome(pipe, ticket, partial(work, argument), memory))
        del request, argument
        memory.look_ahead(pipe.poll)


def _outcome(pipe: Connection, ticket: int, work: Callable[..., Any], memory: Memory) -> Any:
    def report(share: float) -> None:
        pipe.send(Progress(ticket, float(share)))

    asked = False

    def stopped() -> bool:
        """Whether the work is to give way; a stop ends the process and never has to be noticed from inside."""
        nonlocal asked
        asked = asked or pipe.poll()
        return asked

    gc.freeze()  # the argument stays: a collector that walks it again and again takes a quarter of a long run
    try:
        return Done(ticket, work(report, stopped, memory))
    except Refusal as refusal:
        return Refused(ticket, Refusal(refusal.rule, refusal.facts, refusal.findings))
    except Exception:  # noqa: BLE001 - whatever went wrong travels back as its traceback
        return GaveWay(ticket) if asked else Failure(ticket, traceback.format_exc())
    finally:
        gc.unfreeze()


@dataclass(frozen=True, slots=True)
class _Request:
    ticket: int
    work: Callable[..., Any]
    argument: Any
    patient: bool


class Worker:
    """Threads, pipe and process around `serve`; `say` is called from a thread with each message.

    Patient work gives way to whatever is asked for after it and is not patient itself, keeping the process with all
    that it remembers, and is begun again afterwards.
    """

    def __init__(self, say: Callable[[Any], None], silence_s: float = SILENCE_S) -> None:
        """A work that says nothing, not even its progress, for `silence_s` is ended with its process: a failure."""
        self._say, self._silence_s = say, silence_s
        self._requests: queue.Queue[_Request | None] = queue.Queue()
        self._guard = threading.Lock()
        self._cancelled: set[int] = set()
        self._running: _Request | None = None
        self._patient: Connection | None = None  # to the process while it can be asked to give way
        self._pressing = 0  # requests waiting for which patient work gives way
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def warm(self) -> None:
        """Start thread and process without work."""
        self.submit(-2, _nothing, None)

    def submit(self, ticket: int, work: Callable[..., Any], argument: Any, *, patient: bool = False) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._feed, name="worker-feed", daemon=True)
            self._thread.start()
        with self._guard:
            self._requests.put(_Request(ticket, work, argument, patient))
            if not patient:
                self._pressing += 1
                self._give_way()

    def stop(self, ticket: int) -> None:
        """Forget a request; when it is the one running, patient work gives way, and any other ends with its process."""
        with self._guard:
            self._cancelled.add(ticket)
            running = self._running
            if running is None or running.ticket != ticket:
                return
            if running.patient:
                self._give_way()
            elif self._process is not None:
                self._process.terminate()  # the feeding thread now reads the end of the pipe
                self._forget_process()  # it may take a while to die: nothing more may be sent to it

    def close(self) -> None:
        with self._guard:
            self._closed = True
            self._end_process()
        self._requests.put(None)
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _feed(self) -> None:
        while (request := self._requests.get()) is not None:
            ticket = request.ticket
            with self._guard:
                self._pressing -= not request.patient
                if self._closed:
                    return
                if ticket in self._cancelled:
                    continue
                self._running = request
            try:
                pipe = self._ready_pipe(ticket)
                if pipe is None:
                    continue
                pipe.send((ticket, request.work, request.argument))
                if request.patient:
                    self._wait_patiently(pipe, ticket)
                if isinstance(self._listen(pipe, ticket), GaveWay) and ticket not in self._cancelled:
                    self._requests.put(request)
            except TimeoutError as silence:
                self._ended(ticket, str(silence))
            except (EOFError, OSError):
                self._ended(ticket, "the worker process ended by itself")
            except Exception:
                log.exception("the worker could not be asked")
                self._say(Failure(ticket, traceback.format_exc()))
            finally:
                with self._guard:
                    self._running = self._patient = None

    def _wait_patiently(self, pipe: Connection, ticket: int) -> None:
        """From here on the process may be asked to give way; at once where somebody waits already."""
        with self._guard:
            self._patient = pipe
            if ticket in self._cancelled or self._pressing:
                self._give_way()

    def _give_way(self) -> None:
        """Ask patient work to end, once; the guard is held."""
        if self._patient is not None:
            with suppress(OSError):  # a process that has just died ends the work by itself
                self._patient.send(None)
            self._patient = None

    def _listen(self, pipe: Connection, ticket: int) -> object:
        """Pass on what the process says, to the last word, which is returned."""
        while True:
            if not pipe.poll(self._silence_s):
                raise TimeoutError(f"no word from the worker process for {self._silence_s:g} s")
            message = pipe.recv()
            if ticket not in self._cancelled and not isinstance(message, GaveWay):
                self._say(message)
            if not isinstance(message, Progress):
                return message

    def _ended(self, ticket: int, why: str) -> None:
        """The process is gone, or has to go: by `stop` silently, otherwise that is a failure."""
        with self._guard:
            wanted = ticket in self._cancelled or self._closed
            self._end_process()
        if not wanted:
            self._say(Failure(ticket, why))

    def _ready_pipe(self, ticket: int) -> Connection | None:
        """The pipe to a living process; None where the request was stopped, or all is closed, before it could begin."""
        with self._guard:
            if self._closed or ticket in self._cancelled:
                return None
            if self._process is not None and self._process.is_alive() and self._pipe is not None:
                return self._pipe
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs,), name="planner", daemon=True)
            self._process.start()
            theirs.close()
            self._pipe = ours
            return ours

    def _end_process(self) -> None:
        """End and forget the process; the guard is held."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(timeout=0.4)
            if self._process.is_alive():
                self._process.kill()
        self._forget_process()

    def _forget_process(self) -> None:
        self._process = None
        self._pipe = None  # the feeding thread still reads its own end: closing it here would race


def _nothing(argument: None, report: Callable[[float], None], stopped: Callable[[], bool], memory: Memory) -> None:
    """Work for a worker that only has to be there."""
