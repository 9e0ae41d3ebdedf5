"""The plan screen over a real file and a real worker process."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.desk import Desk
from desktop.plan.model import PlanModel
from desktop.plan.view import PlanView
from desktop.replanning import Replanning
from desktop.tasks import Tasks
from tests.desktop import factories


@pytest.fixture
def real_desk(qapp: Any, night_file: Path) -> Iterator[Desk]:
    tasks = Tasks(partial(factories.open_night, night_file))
    yield Desk(tasks, drill=True, operator=factories.OFFICER, scope=factories.TOWN, at=factories.NOW)
    tasks.close()


def test_from_no_plan_to_a_plan_that_adds_up(qtbot: Any, real_desk: Desk) -> None:
    model = PlanModel(real_desk, Replanning(real_desk))
    view = PlanView(model)
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: model.state.loaded)
    assert model.fact == "还没有"
    model.recompute()
    qtbot.waitUntil(lambda: model.state.board is not None and not model.running)
    board = model.state.board
    assert board is not None
    assert board.version == 1
    assert board.due == board.served + sum(row.persons for row in board.shortfall)
    values = {button.figure.ident: button.figure.value for button in view.figures.buttons()}
    assert values["due"] == f"{board.due} 人"
    assert view.right.snags.lines.rowCount() > 0
    assert view.right.list.lines.rowCount() > 0


def test_stopping_leaves_no_plan_behind(qtbot: Any, real_desk: Desk) -> None:
    model = PlanModel(real_desk, Replanning(real_desk))
    qtbot.waitUntil(lambda: model.state.loaded)
    model.recompute()
    assert model.stop()
    assert not model.running
    qtbot.waitUntil(lambda: not real_desk.tasks.busy())
    assert model.state.board is None
    assert not model.stop()
