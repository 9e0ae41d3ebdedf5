"""The search for critical roads: after a rest, stopped by whatever changes, its answer adopted or another computed."""

import logging
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from core.domain.critical import CriticalRoad
from core.domain.events import Changes, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import LinkId
from core.domain.reasons import Remedy, RemedyKind
from desktop import critical_roads
from desktop.critical_roads import CriticalRoads
from desktop.critical_words import hurt_words, ready_words
from desktop.worker import Done, Failure, Progress
from tests.desktop.plan import boards
from tests.desktop.plan.test_plan_view import changes


class Case:
    in_force: object = "plan"
    standing: object = "plan"


class RestingDesk(QObject):
    """Answers at once; refuses writes when told to."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.case = Case()
        self.reads = 0
        self.stale = False
        self.written: list[str] = []

    def now(self) -> str:
        return "now"

    def read(self, _query: object, then: Any, **_facts: object) -> None:
        self.reads += 1
        then(self.case)

    def write(self, operation: Any, *, refused: Any, then: Any, **_facts: object) -> None:
        if self.stale:
            refused(Refusal(Rule.STALE_PLAN, {}))
        else:
            self.written.append(operation.__name__)
            then(Changes(1, ()))


class SaidPlanner(QObject):
    started = Signal(str)
    finished = Signal(object)
    stopped = Signal()
    refused = Signal(object)
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.running = False
        self.asked: list[tuple[str, str]] = []
        self.compared: list[Any] = []

    def replan(self, reason: str, link: str) -> None:
        self.asked.append((reason, link))

    def compare(self, answer: Any, _before: Any) -> None:
        self.compared.append(answer)


class PatientWorker:
    """Remembers what it was asked; answers when told to."""

    def __init__(self, say: Any) -> None:
        self.say = say
        self.submitted: list[int] = []
        self.stopped: list[int] = []
        self.closed = False

    def submit(self, ticket: int, _work: object, _argument: object) -> None:
        self.submitted.append(ticket)

    def stop(self, ticket: int) -> None:
        self.stopped.append(ticket)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def desk(qapp: Any) -> RestingDesk:
    return RestingDesk()


@pytest.fixture
def planner(qapp: Any) -> SaidPlanner:
    return SaidPlanner()


@pytest.fixture
def search(desk: RestingDesk, planner: SaidPlanner, monkeypatch: pytest.MonkeyPatch) -> CriticalRoads:
    """Begins after a rest of a millisecond: what a test wants of the desk by then it says before."""
    monkeypatch.setattr(critical_roads, "Worker", PatientWorker)
    monkeypatch.setattr(critical_roads, "PAUSE_MS", 1)
    return CriticalRoads(desk, planner)  # type: ignore[arg-type]


@pytest.fixture
def desk_without_plan(desk: RestingDesk) -> RestingDesk:
    desk.case.in_force = None
    return desk


def asked(search: CriticalRoads) -> list[int]:
    worker: Any = search._worker
    submitted: list[int] = worker.submitted
    return submitted


def hear(search: CriticalRoads, roads: tuple[CriticalRoad, ...] = boards.CRITICAL) -> None:
    search._hear(Done(asked(search)[-1], roads))


def test_it_begins_after_a_rest_and_says_what_it_found(qtbot: QtBot, search: CriticalRoads) -> None:
    qtbot.waitUntil(lambda: bool(asked(search)))
    assert search.searching
    with qtbot.waitSignal(search.progress):
        search._hear(Progress(asked(search)[-1], 0.5))
    with qtbot.waitSignal(search.found):
        hear(search)
    assert not search.searching
    assert search.roads == boards.CRITICAL
    assert search.road("l1") is boards.CRITICAL[0]
    assert search.road("l9") is None


def test_what_would_help_comes_before_the_roads(qtbot: QtBot, search: CriticalRoads) -> None:
    qtbot.waitUntil(lambda: bool(asked(search)))
    remedy = Remedy(RemedyKind.BED, "s1", 4, 3, 90.0, 0.0, 1)
    with qtbot.waitSignal(search.advised) as said:
        search._hear(Done(asked(search)[0], (remedy,)))
    assert said.args == [(remedy,)]
    assert search.searching


def test_without_a_plan_nothing_is_tried(qtbot: QtBot, desk_without_plan: RestingDesk, search: CriticalRoads) -> None:
    qtbot.waitUntil(lambda: desk_without_plan.reads == 1)
    assert not asked(search)


def test_while_a_plan_is_made_it_waits(qtbot: QtBot, search: CriticalRoads, planner: SaidPlanner) -> None:
    qtbot.waitUntil(lambda: bool(asked(search)))
    planner.running = True
    planner.started.emit("断路")
    worker: Any = search._worker
    assert sorted(worker.stopped) == asked(search)
    planner.running = False
    planner.finished.emit(None)
    qtbot.waitUntil(lambda: len(asked(search)) == 4)


def test_a_change_of_what_plans_are_made_from_begins_again(
    qtbot: QtBot, search: CriticalRoads, desk: RestingDesk
) -> None:
    qtbot.waitUntil(lambda: bool(asked(search)))
    hear(search)
    desk.changed.emit(changes(Kind.CALLED))
    assert search.roads == boards.CRITICAL
    desk.changed.emit(changes(Kind.ORDERED))
    assert search.roads == ()
    qtbot.waitUntil(lambda: len(asked(search)) == 4)
    search._hear(Done(asked(search)[0], ()))  # late, of the search before: nobody hears it
    assert search.searching


def test_a_closing_road_gets_its_prepared_answer_at_once(
    qtbot: QtBot, search: CriticalRoads, desk: RestingDesk, planner: SaidPlanner
) -> None:
    qtbot.waitUntil(lambda: bool(asked(search)))
    hear(search)
    desk.changed.emit(changes(Kind.LINK_CLOSED))
    with qtbot.waitSignals([planner.started, planner.finished]):
        search.answer(LinkId("l1"), "断路")
    assert desk.written == ["adopt_prepared"]
    assert planner.compared == [boards.CRITICAL[0].replan]  # with a fresh plan, like any other answer
    assert planner.asked == []


def test_an_answer_that_no_longer_holds_is_computed_anew(
    qtbot: QtBot, search: CriticalRoads, desk: RestingDesk, planner: SaidPlanner
) -> None:
    qtbot.waitUntil(lambda: bool(asked(search)))
    hear(search)
    desk.stale = True
    search.answer(LinkId("l1"), "断路")
    assert planner.asked == [("断路", "l1")]


@pytest.mark.parametrize("link", ["l4", "l9"])
def test_a_road_without_an_answer_is_computed(
    qtbot: QtBot, search: CriticalRoads, planner: SaidPlanner, link: str
) -> None:
    qtbot.waitUntil(lambda: bool(asked(search)))
    hear(search)
    search.answer(LinkId(link), "断路")
    assert planner.asked == [("断路", link)]


def test_a_failed_search_is_logged_and_leaves_nothing(
    qtbot: QtBot,
    search: CriticalRoads,
    caplog: pytest.LogCaptureFixture,
    stray_logs: list[logging.LogRecord],
) -> None:
    qtbot.waitUntil(lambda: bool(asked(search)))
    search._hear(Failure(asked(search)[-1], "boom"))
    assert "boom" in caplog.text
    assert search.roads == ()
    caplog.clear()
    stray_logs.clear()


def test_closing_ends_the_process(search: CriticalRoads) -> None:
    search.close()
    worker: Any = search._worker
    assert worker.closed
    search._hear(Done(0, boards.CRITICAL))
    assert search.roads == ()


def test_what_a_closing_does_in_words() -> None:
    assert hurt_words(boards.CRITICAL[0]) == "断了 37 人无处去"
    assert ready_words(boards.CRITICAL[0]) == "方案 B 备好，改 3 户"
    assert hurt_words(CriticalRoad(LinkId("x"), 0, 0, 0.0, -4.0, ())) == "断了也各有别路"
