"""A bridge goes: it is clicked, closed, those it touches get another way, somebody tells them; and it is taken back."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.domain.ids import LinkId
from core.queries.rows import MoveRow
from desktop.map.scene import middle
from desktop.map.subject import LinkSubject
from desktop.widgets.button import VerbButton
from tests.journeys import long_plan
from tests.journeys.conftest import SitDown
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
        close_road(officer, link)

        after, tell = ways(officer), {str(row.household) for row in board(officer).tell}
        changed = {household for household, way in after.items() if way != before[household]}
        assert not any(link in way[2] for way in after.values())
        assert changed | (before.keys() - after.keys()) == tell == users
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
        link = a_used_link(officer)
        click_on(officer, link)
        officer.press("Tab")
        field = officer.window.views["map"]._since
        field.setFocus()
        field.selectAll()
        officer.type("1830")
        print(field.text(), field.hasFocus())
        officer.press("Return")
        version = board(officer).version
        officer.press("X")
        print(closures(officer))
        officer.until(lambda: board(officer).version > version and not officer.window.planner().running)
        officer.until_at_rest()
        print([c.closure.start for c in closures(officer)])


def test_a_closure_taken_back_gives_everybody_his_way_again(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.until(lambda: board(officer) is not None)
        before, link = ways(officer), a_used_link(officer)
        close_road(officer, link)
        version = board(officer).version
        undo = [b for b in officer.window.views["map"].panel.findChildren(VerbButton) if "撤销" in b.text()]
        print([b.text() for b in officer.window.views["map"].panel.findChildren(VerbButton)])
        undo[0].click()
        officer.until(lambda: board(officer).version > version and not officer.window.planner().running)
        officer.until_at_rest()
        after = ways(officer)
        print(len(before), len(after), sum(before[h] != after.get(h) for h in before), board(officer).stale, board(officer).changed, len(board(officer).tell), closures(officer))


def test_z(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.until(lambda: board(officer) is not None)
        before, link = ways(officer), a_used_link(officer)
        close_road(officer, link)
        version = board(officer).version
        officer.press("Ctrl+Z")
        officer.until(lambda: not closures(officer))
        officer.until_at_rest()
        after = ways(officer)
        print(len(before), len(after), sum(before[h] != after.get(h) for h in before), board(officer).stale, board(officer).version, version)
        officer.press("Ctrl+R")
        officer.until(lambda: board(officer).version > version and not officer.window.planner().running)
        after = ways(officer)
        print(len(before), len(after), sum(before[h] != after.get(h) for h in before), board(officer).stale, board(officer).version, version, board(officer).changed)
