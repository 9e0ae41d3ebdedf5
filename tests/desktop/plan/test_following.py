"""Following what changes, on the plan screen: recomputing, vehicles that break down, and what a plan answers."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from core.domain.ids import LinkId, NodeId, VehicleId
from core.domain.plans import Boarding, Route
from core.queries.plan_rows import BrokenRow
from desktop.plan import saying
from desktop.plan.lists import move_words
from desktop.plan.view import PlanView
from tests.desktop.plan import boards
from tests.desktop.plan.pressing import press
from tests.journeys.legible import reading


def test_ctrl_r_moves_only_whom_the_changes_touch_and_with_shift_everybody(view: PlanView, planner: Any) -> None:
    """At three in the morning a whole new plan is four hundred calls: it has a key of its own."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for modifier in (Qt.KeyboardModifier.ControlModifier, both):
        press(view, Qt.Key.Key_R, modifier)
        planner.stop()
    view.badge.click()
    assert planner.asked == ["replan", "plan_afresh", "replan"]


def test_x_on_a_trip_says_that_its_vehicle_broke_down(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_X)
    assert desk.written == []  # not from the list of whom to tell
    press(view, Qt.Key.Key_V)
    assert "X 这辆坏了" in view.right._kept.text()
    press(view, Qt.Key.Key_X)
    assert [(name, facts["vehicle"]) for name, facts in desk.written] == [("break_down", "CL-01")]
    broken = BrokenRow(VehicleId("CL-09"), "van", "罗虚子", boards.NOW)
    own = replace(boards.TRIPS[0], vehicle=VehicleId("helper/x"), own=True)
    desk.answers["plan-board"] = boards.board(broken=(broken,), trips=(own,))
    view.model._ask()
    lines = view.right.list.lines.lines
    assert lines[0].title == "CL-09"
    assert lines[0].middle_second == "20:12 坏了"
    view.right.list.select_key(lines[0].key)
    press(view, Qt.Key.Key_X)
    assert desk.written[-1][0] == "drive_again"
    view.right.list.select_key(lines[1].key)
    press(view, Qt.Key.Key_X)
    assert len(desk.written) == 2
    assert "责任人的车" in view.right.notice.text()


def test_a_count_of_households_is_never_cut(view: PlanView, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = replace(boards.CRITICAL[0], touched=1105)
    view.model._show(replace(view.model.state, critical=(busy,)))
    press(view, Qt.Key.Key_K)
    with reading(monkeypatch) as unread:
        view.grab()
        assert [seen for _where, text, seen in unread.found if "1105" in text] == []


def test_what_a_plan_answers_is_said_as_it_is() -> None:
    """A road without a name by where it is, one that was opened as open, a verb's code in words."""
    nameless = boards.LOADS[2].road
    assert saying.change_title(boards.board(changed_link=nameless))[1] == "村道，田庄—淤白之间 断"
    opened = boards.board(changed_link=nameless, changed_link_open=True)
    assert saying.badge(opened)[1].endswith("依 村道，田庄—淤白之间 通")
    assert saying.badge(boards.board(changed_link=None, reason="vehicle"))[1].endswith("车有变")


def test_who_cannot_be_fetched_at_his_door_is_told_where_and_when_he_boards() -> None:
    """Nobody looked for a second road for him: what is not known is not said to be missing."""
    walk = Route((LinkId("l3"),), 12.0, 640.0)
    boards_at = Boarding(NodeId("n1"), walk, boards.AT + timedelta(minutes=30))
    row = replace(boards.move(4, "张样丙", boards.SHELTERS[0], 10), second=None, rides=True, boards=boards_at)
    said = {part: words for part, _, words in move_words(row, {})}
    assert said["going"].endswith("先走 12 分 到上车点，20:33 开")
    assert said["second"] == "随车走，没有另找"
