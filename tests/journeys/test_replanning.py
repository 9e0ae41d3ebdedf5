"""A bridge goes: it is clicked, closed, those it touches get another way, somebody tells them; and it is taken back."""

import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QLineEdit

from core.domain.ids import LinkId
from core.domain.plans import Mode
from core.queries.rows import MoveRow
from desktop import replanning
from desktop.map.scene import middle
from desktop.map.subject import LinkSubject
from desktop.widgets.button import PrimaryButton, VerbButton
from tests.journeys import long_plan
from tests.journeys.conftest import GO_AT, SitDown
from tests.journeys.legible import cut
from tests.journeys.officer import Officer


def board(officer: Officer) -> Any:
    return officer.state("plan").board


def ways(officer: Officer) -> dict[str, tuple[object, ...]]:
    """What each household has been told: where to, how, by which roads, when."""
    return {str(move.household): _told(move) for move in board(officer).moves}


def _told(move: MoveRow) -> tuple[object, ...]:
    return move.shelter, move.mode, move.route.links, move.depart


def a_used_link(officer: Officer) -> LinkId:
    """A link that many households pass, but not most."""
    users = Counter(link for move in board(officer).moves for link in move.route.links)
    return next(link for link, count in sorted(users.items(), key=lambda item: (-item[1], item[0])) if count < 60)


def click_on(officer: Officer, link: LinkId) -> None:
    """Bring the road near and click on it."""
    officer.screen("map", "F2")
    view = officer.window.views["map"]
    officer.until(lambda: view.canvas is not None and view.canvas.isVisible() and officer.window.models["map"].scene)
    canvas, ground = view.canvas, officer.window.models["map"].ground
    x, y = middle(ground.lines[ground.index[link]])
    canvas.centre(x, y, km=1.0)
    px, py = canvas.frame().pixels(np.array([[x, y]]))[0]
    officer.click(canvas.viewport(), px, py)
    officer.until(lambda: isinstance(officer.state("map").subject, LinkSubject))
    assert officer.state("map").subject.link.id == link


def close_road(officer: Officer, link: LinkId) -> None:
    """X on the clicked road; waits for the plan that answers it."""
    click_on(officer, link)
    version = board(officer).version
    officer.press("X")
    officer.until(lambda: board(officer).version > version and not officer.window.planner().running)
    officer.until_at_rest()


def closures(officer: Officer) -> tuple[Any, ...]:
    return tuple(officer.window.models["map"].map_state.closures)


def test_a_bridge_goes_and_only_those_it_touches_are_told(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.until(lambda: board(officer) is not None)
        before, link = ways(officer), a_used_link(officer)
        users = {household for household, way in before.items() if link in way[2]}
        officer.window.resize(1366, 768)
        close_road(officer, link)
        assert list(cut(officer.window)) == []  # whom to tell stands whole beside the map

        after, tell = ways(officer), {str(row.household) for row in board(officer).tell}
        changed = {household for household, way in after.items() if way != before[household]}
        assert not any(link in way[2] for way in after.values())
        assert changed | (before.keys() - after.keys()) == tell >= users
        # A vehicle that had to pass there on its way to somebody comes to him later.
        assert all(before[household][1] in (Mode.CAR, Mode.BUS) for household in tell - users)
        assert board(officer).kept == len(after) - len(changed)

        officer.screen("plan", "F6")
        officer.press("Space")
        officer.until(lambda: any(row.told_at for row in board(officer).tell))
        told = [row for row in board(officer).tell if row.told_at]
        assert len({row.helper.helper for row in told if row.helper}) == 1
        officer.press("Ctrl+Z")
        officer.until(lambda: not any(row.told_at for row in board(officer).tell))


def test_the_closure_is_recorded_from_the_time_that_was_typed(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.until(lambda: board(officer) is not None)
        click_on(officer, a_used_link(officer))
        view, version = officer.window.views["map"], board(officer).version
        officer.until_at_rest()
        officer.until(lambda: any(field.isVisible() for field in view.panel.findChildren(QLineEdit)))
        field = next(field for field in view.panel.findChildren(QLineEdit) if field.isVisible())
        officer.click(field, 4, field.height() / 2)
        field.selectAll()
        officer.type("1830")
        close = next(button for button in view.panel.findChildren(PrimaryButton) if button.isVisible())
        officer.click(close, close.width() / 2, close.height() / 2)
        officer.until(lambda: board(officer).version > version and not officer.window.planner().running)
        officer.until(lambda: closures(officer))
        assert [row.closure.start for row in closures(officer)] == [GO_AT.replace(hour=18, minute=30)]


@pytest.mark.parametrize("way", ["button", "key"])
def test_a_closure_taken_back_gives_everybody_his_way_again(night_file: Path, sit_down: SitDown, way: str) -> None:
    with sit_down(night_file) as officer:
        officer.until(lambda: board(officer) is not None)
        before, link = ways(officer), a_used_link(officer)
        close_road(officer, link)
        assert ways(officer) != before
        if way == "key":
            officer.press("Ctrl+Z")
        else:
            panel = officer.window.views["map"].panel
            undo = next(button for button in panel.findChildren(VerbButton) if "撤销" in button.text())
            officer.click(undo, undo.width() / 2, undo.height() / 2)
        officer.until(lambda: not closures(officer))
        officer.until(lambda: ways(officer) == before and not officer.window.planner().running)
        officer.until_at_rest()
        assert not board(officer).stale
        assert not board(officer).tell


def test_a_long_plan_is_stopped_and_the_standing_plan_stays(
    night_file: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sit_down(night_file) as officer:
        officer.until(lambda: board(officer) is not None)
        officer.screen("plan", "F6")
        before, planner, shares = ways(officer), officer.window.planner(), list[float]()
        planner.progress.connect(shares.append)
        with monkeypatch.context() as patch:
            patch.setattr(replanning, "plan_afresh", long_plan.plan_without_end)
            officer.press("Ctrl+Shift+R")
            officer.until(lambda: shares)
        assert planner.running
        answers: list[str] = []
        planner.stopped.connect(lambda: answers.append("stopped"))
        began = time.perf_counter()
        officer.press("Esc")
        officer.until(lambda: answers)
        officer.note(f"Esc to stopped: {(time.perf_counter() - began) * 1000:.0f} ms")
        assert not planner.running
        officer.until_at_rest()
        assert (ways(officer), board(officer).version, board(officer).stale) == (before, 1, False)

        officer.press("Ctrl+Shift+R")  # the worker has been replaced: the next plan is made as ever
        officer.until(lambda: board(officer).version == 2)
        assert ways(officer).keys() == before.keys()
