"""Tasks with a trivial store: order, tickets, refusals, failures, the worker process and its stop."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from core.domain.findings import Refusal, Rule
from desktop.tasks import Tasks
from desktop.worker import Failure, Memory, Worker, _Request


@dataclass
class Counter:
    """A store that counts; remembers which thread touched it."""

    value: int = 0
    threads: set[int] = field(default_factory=set)
    closed: bool = False
    gate: threading.Event = field(default_factory=threading.Event)

    def touch(self) -> None:
        self.threads.add(threading.get_ident())

    def close(self) -> None:
        self.touch()
        self.closed = True


def add(store: Counter, n: int = 1) -> int:
    store.touch()
    store.value += n
    return store.value


def held(store: Counter) -> str:
    store.gate.wait()
    return "held"


def no(store: Counter) -> int:
    raise Refusal(Rule.NO_PLAN, {})


class FullDisk(Counter):
    """A store that says of an error what to do about it, as the real one does."""

    def explained(self, error: Exception) -> Refusal:
        return Refusal(Rule.DISK_FULL, {})


def broken(store: Counter) -> int:
    raise ZeroDivisionError


def double(
    number: int, report: Callable[[float], None], stopped: Callable[[], bool], *_memory: object
) -> tuple[int, int]:
    report(0.5)
    return number * 2, os.getpid()


def endless(number: int, report: Callable[[float], None], stopped: Callable[[], bool], *_memory: object) -> None:
    report(0.1)
    while True:
        number += 1


def second_time(
    number: int, report: Callable[[float], None], stopped: Callable[[], bool], memory: Memory
) -> tuple[int, int]:
    """Done when it is begun for the second time; until then it waits to be asked to give way."""
    begun = memory.of(list)
    begun.append(number)
    report(0.1)
    while len(begun) < 2:
        if stopped():
            raise InterruptedError
    return len(begun), os.getpid()


def leaves_more(
    number: int, report: Callable[[float], None], stopped: Callable[[], bool], memory: Memory
) -> tuple[list[str], int]:
    """Says what has become of the looking ahead that it leaves each time it is asked."""
    become = memory.of(list)

    def look_ahead(wanted: Callable[[], bool]) -> None:
        become.append("begun")
        while not wanted():
            pass
        become.append("gave way")
        raise InterruptedError

    memory.afterwards(look_ahead)
    return list(become), os.getpid()


def refuses(number: int, report: Callable[[float], None], stopped: Callable[[], bool], *_memory: object) -> None:
    raise Refusal(Rule.NO_PLAN, {"number": number})


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def tasks(qtbot: QtBot, counter: Counter) -> Iterator[Tasks]:
    made = Tasks(lambda: counter)
    yield made
    counter.gate.set()
    made.close()


def test_a_write_is_announced_once_and_from_one_thread(qtbot: QtBot, tasks: Tasks, counter: Counter) -> None:
    heard: list[int] = []
    tasks.changed.connect(heard.append)
    for _ in range(5):
        tasks.write(add)
    qtbot.waitUntil(lambda: len(heard) == 5)
    assert heard == [1, 2, 3, 4, 5]
    assert len(counter.threads) == 1
    assert threading.get_ident() not in counter.threads


def test_a_refusal_goes_to_the_control_that_asked(qtbot: QtBot, tasks: Tasks) -> None:
    here: list[Refusal] = []
    elsewhere: list[Refusal] = []
    tasks.refused.connect(elsewhere.append)
    tasks.write(no, refused=here.append)
    tasks.write(no)
    qtbot.waitUntil(lambda: bool(here and elsewhere))
    assert here[0].rule == elsewhere[0].rule == Rule.NO_PLAN


def test_a_failure_is_told_and_the_thread_lives(qtbot: QtBot, tasks: Tasks, caplog: pytest.LogCaptureFixture) -> None:
    failed: list[object] = []
    heard: list[int] = []
    tasks.failed.connect(failed.append)
    tasks.changed.connect(heard.append)
    with caplog.at_level(logging.CRITICAL, logger="desktop.tasks"):
        tasks.write(broken)
        tasks.write(add)
        qtbot.waitUntil(lambda: bool(failed and heard))
    assert isinstance(failed[0], ZeroDivisionError)
    caplog.clear()


def test_a_late_answer_about_something_else_is_dropped(qtbot: QtBot, tasks: Tasks, counter: Counter) -> None:
    shown: list[str] = []
    tasks.read(held, shown.append, key="card", about="first")
    qtbot.waitUntil(lambda: not tasks._queued)
    tasks.read(lambda _store: "second", shown.append, key="card", about="second")
    tasks.read(lambda _store: "third", shown.append, key="card", about="third")
    counter.gate.set()
    qtbot.waitUntil(lambda: not tasks.busy())
    assert shown == ["third"]


def test_a_later_minute_does_not_starve_the_screen(qtbot: QtBot, tasks: Tasks, counter: Counter) -> None:
    shown: list[str] = []
    tasks.read(held, shown.append, key="roll", about="same")
    qtbot.waitUntil(lambda: not tasks._queued)
    for number in range(50):
        tasks.read(lambda _store, number=number: str(number), shown.append, key="roll", about="same")  # type: ignore[misc]
    counter.gate.set()
    qtbot.waitUntil(lambda: not tasks.busy())
    assert shown == ["held", "49"]


def test_writes_go_before_reads(qtbot: QtBot, tasks: Tasks, counter: Counter) -> None:
    order: list[object] = []
    tasks.read(held, lambda _answer: None, key="gate")
    qtbot.waitUntil(lambda: not tasks._queued)
    tasks.read(lambda store: order.append("read"), lambda _answer: None, key="late")
    tasks.write(lambda store: order.append("write"))
    counter.gate.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["write", "read"]


def test_close_finishes_the_writes_and_closes_on_the_store_thread(qtbot: QtBot, counter: Counter) -> None:
    tasks = Tasks(lambda: counter)
    for _ in range(20):
        tasks.write(add)
    tasks.close()
    assert counter.value == 20
    assert counter.closed
    assert len(counter.threads) == 1


def test_every_write_is_at_an_end_whatever_came_of_it(qtbot: QtBot) -> None:
    store = FullDisk()
    tasks, refused = Tasks(lambda: store), list[Refusal]()
    tasks.write(broken, refused=refused.append)
    tasks.keep(held)
    qtbot.waitUntil(lambda: bool(refused))
    assert refused[0].rule == Rule.DISK_FULL
    assert tasks.busy()  # what is kept silently too is waited for
    store.gate.set()
    qtbot.waitUntil(lambda: not tasks.busy())
    tasks.close()


def test_close_answers_no_question_that_still_waits(qtbot: QtBot, counter: Counter) -> None:
    tasks = Tasks(lambda: counter)

    def until_closed(_store: Counter) -> None:
        while not tasks._closed:
            time.sleep(0)  # let the window's thread go on

    tasks.read(until_closed, lambda _answer: None, key="gate")
    qtbot.waitUntil(lambda: not tasks._queued)
    tasks.write(add)
    tasks.read(add, lambda _answer: None, key="late")
    tasks.close()
    assert (counter.value, counter.closed) == (1, True)


def test_what_is_stopped_before_its_process_begins_never_begins() -> None:
    worker = Worker(lambda _message: None)
    asked = _Request(1, endless, 0, patient=False)
    worker._running = asked  # as the feeding thread leaves it before it starts the process
    worker.stop(1)
    assert worker._ready_pipe(1) is None
    worker.close()
    assert worker._ready_pipe(2) is None
    assert worker._process is None


def test_work_that_falls_silent_is_ended_and_the_next_gets_a_new_process(qtbot: QtBot) -> None:
    said = list[object]()
    worker = Worker(said.append, silence_s=0.2)
    worker.submit(1, endless, 0)
    qtbot.waitUntil(lambda: any(isinstance(each, Failure) for each in said))
    assert [each.ticket for each in said if isinstance(each, Failure)] == [1]
    assert worker._process is None
    worker.close()


def test_the_worker_is_another_process_and_stays(qtbot: QtBot, tasks: Tasks) -> None:
    answers: list[tuple[int, int]] = []
    shares: list[float] = []
    tasks.compute(double, 21, answers.append, key="plan", progress=shares.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    tasks.compute(double, 4, answers.append, key="plan")
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert [answer for answer, _pid in answers] == [42, 8]
    assert shares == [0.5]
    assert answers[0][1] == answers[1][1] != os.getpid()


def test_stop_answers_at_once_and_the_next_work_gets_a_new_worker(qtbot: QtBot, tasks: Tasks) -> None:
    answers: list[tuple[int, int]] = []
    with qtbot.waitSignal(tasks.progressed):
        tasks.compute(endless, 0, answers.append, key="plan")
    with qtbot.waitSignal(tasks.stopped, timeout=0):  # said while it is asked, before the process has ended
        tasks.stop("plan")
    assert not tasks.computing("plan")
    tasks.compute(double, 3, answers.append, key="plan")
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert answers[0][0] == 6


def test_patient_work_gives_way_and_is_begun_again_in_the_same_process(qtbot: QtBot, tasks: Tasks) -> None:
    answers: list[tuple[int, int]] = []
    with qtbot.waitSignal(tasks.progressed):
        tasks.compute(second_time, 0, answers.append, key="slow", patient=True)
    tasks.compute(double, 3, answers.append, key="plan")
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert [answer for answer, _pid in answers] == [6, 2]
    assert answers[0][1] == answers[1][1]


def test_patient_work_that_is_stopped_says_nothing_and_leaves_the_process(qtbot: QtBot, tasks: Tasks) -> None:
    answers: list[tuple[int, int]] = []
    tasks.compute(double, 1, answers.append, key="plan")
    qtbot.waitUntil(lambda: len(answers) == 1)
    with qtbot.waitSignal(tasks.progressed):
        tasks.compute(second_time, 0, answers.append, key="slow", patient=True)
    tasks.stop("slow")
    tasks.compute(double, 2, answers.append, key="plan")
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert [answer for answer, _pid in answers] == [2, 4]
    assert answers[0][1] == answers[1][1]


def test_what_is_looked_ahead_for_after_an_answer_gives_way_to_the_next_work(qtbot: QtBot, tasks: Tasks) -> None:
    answers: list[tuple[list[str], int]] = []
    for many in (1, 2, 3):
        tasks.compute(leaves_more, 0, answers.append, key="plan")
        qtbot.waitUntil(lambda many=many: len(answers) == many)
    for earlier, (become, pid) in enumerate(answers):
        times = len(become) // 2
        assert become == ["begun", "gave way"] * times
        assert times <= earlier  # where the next work came at once it never began
        assert pid == answers[0][1]


def test_a_looking_ahead_that_fails_is_no_failure_of_anybodys_work(
    caplog: pytest.LogCaptureFixture, stray_logs: list[logging.LogRecord]
) -> None:
    memory, ended = Memory(), []

    def fails(wanted: Callable[[], bool]) -> None:
        ended.append(wanted())
        raise ZeroDivisionError

    memory.look_ahead(lambda: False)
    memory.afterwards(fails)
    memory.look_ahead(lambda: False)
    assert [record.getMessage() for record in caplog.records] == ["nothing was made ready"]
    caplog.clear()
    stray_logs.clear()
    memory.look_ahead(lambda: False)
    memory.afterwards(fails)
    memory.look_ahead(lambda: True)  # somebody waits already
    assert ended == [False]


def test_a_newer_request_of_a_key_ends_the_older(qtbot: QtBot, tasks: Tasks) -> None:
    answers: list[tuple[int, int]] = []
    with qtbot.waitSignal(tasks.progressed):
        tasks.compute(endless, 0, answers.append, key="plan")
    tasks.compute(double, 5, answers.append, key="plan")
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert answers[0][0] == 10


def test_a_refusal_crosses_the_process(qtbot: QtBot, tasks: Tasks) -> None:
    refused: list[Refusal] = []
    failed: list[str] = []
    tasks.refused.connect(refused.append)
    tasks.compute(refuses, 7, lambda _answer: None, key="plan", failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert refused[0].facts == {"number": 7}
