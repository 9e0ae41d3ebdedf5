"""A desk that answers at once from rows made by hand, and a planner that only says what it was asked."""

import os
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from core.queries.road_labels import RoadLabels
from desktop.plan.model import PlanModel
from desktop.plan.view import PlanView
from tests.desktop.plan import boards


class ReadyDesk(QObject):
    """`answers` by key; `written` keeps (operation name, facts)."""

    changed = Signal(object)
    moment = Signal(object)
    scope_changed = Signal(object)
    looking = Signal(object)

    def __init__(self, board: Any) -> None:
        super().__init__()
        self.scope = "王平镇"
        self.now = boards.NOW
        self.written: list[tuple[str, dict[str, Any]]] = []
        self.asked_for: list[tuple[str, str]] = []
        self.reads: list[str] = []
        self.answers: dict[str, Any] = {
            "plan-board": board,
            "plan-links": SimpleNamespace(
                links=boards.LINKS, labels=RoadLabels({one.id: one for one in boards.LINKS}, (), ())
            ),
            "plan-roads": boards.CLOSURES,
        }

    def at(self) -> Any:
        return self.now

    def read(self, query: Any, then: Any, *, key: str, **facts: Any) -> None:
        self.reads.append(key)
        then(self.answers[key])

    def write(self, operation: Any, *, refused: Any = None, then: Any = None, **facts: Any) -> None:
        self.written.append((operation.__name__, facts))

    def ask(self, screen: str, subject: str = "") -> None:
        self.asked_for.append((screen, subject))


class SaidPlanner(QObject):
    started = Signal(str)
    progress = Signal(float)
    finished = Signal(object)
    refused = Signal(object)
    failed = Signal(str)
    stopped = Signal()
    comparing = Signal(bool)
    offered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.running = False
        self.worth_telling = 0.02
        self.adopted_fresh = 0
        self.asked: list[str] = []

    def adopt_fresh(self) -> None:
        self.adopted_fresh += 1

    def replan(self, reason: str) -> None:
        self._start("replan", reason)

    def plan_afresh(self, reason: str = "") -> None:
        self._start("plan_afresh", reason)

    def _start(self, asked: str, reason: str) -> None:
        self.asked.append(asked)
        self.running = True
        self.started.emit(reason)

    def stop(self) -> None:
        self.running = False
        self.stopped.emit()


@pytest.fixture
def desk(qapp: Any) -> ReadyDesk:
    return ReadyDesk(boards.board())


@pytest.fixture
def planner(qapp: Any) -> SaidPlanner:
    return SaidPlanner()


@pytest.fixture
def view(qtbot: Any, desk: Any, planner: Any) -> PlanView:
    made = PlanView(PlanModel(desk, planner))
    qtbot.addWidget(made)
    made.resize(1003, 513)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.focus_first()
    return made
