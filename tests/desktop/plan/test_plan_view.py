from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.domain.events import Changes, Event, Kind
from core.domain.findings import Refusal, Rule
from desktop import theme
from desktop.plan import saying
from desktop.plan.lines import LineKind
from desktop.plan.model import PlanModel, Work
from desktop.plan.view import PlanView
from tests.desktop.plan import boards


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


def press(view: PlanView, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(view.focusWidget() or view, key, modifier)


def changes(*kinds: Kind) -> Changes:
    events = tuple(_event(kind) for kind in kinds)
    return Changes(1, events)


def _event(kind: Kind) -> Event:
    at = boards.NOW
    return Event("e", "i", "d", 1, 1, None, at, at, "device", kind, "plan", "", None, None, None, {}, (), (), b"")  # type: ignore[arg-type]


def test_the_six_figures(view: PlanView) -> None:
    heads = [button.figure.head for button in view._figures.buttons()]
    assert heads == ["要排", "排上", "排不上", "全部到达", "下界", "差"]
    due, served, unserved = (button.figure.value for button in view._figures.buttons()[:3])
    assert int(due.split()[0]) == int(served.split()[0]) + int(unserved.split()[0])


def test_space_records_every_household_of_one_call_and_goes_to_the_next(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_Space)
    assert [(name, facts["household"], facts["also"]) for name, facts in desk.written] == [
        ("told", "妙-0001", ("妙-0002", "妙-0003"))
    ]
    line = view._tell.current_line()
    assert line is not None
    assert line.title.startswith("沈例午")


def test_an_opened_call_shows_both_ways_and_why(view: PlanView) -> None:
    press(view, Qt.Key.Key_Right)
    titles = [line.title for line in view._tell.lines.lines if line.kind is LineKind.DETAIL]
    assert titles[:5] == ["李虚甲 户", "怎么走", "路一", "路二", "为什么"]
    words = next(line.second for line in view._tell.lines.lines if line.title == "路一")
    assert "东方红路 2.4 公里" in words
    press(view, Qt.Key.Key_Left)
    assert all(line.kind is LineKind.TELL for line in view._tell.lines.lines)


def test_space_on_an_opened_household_tells_only_that_one(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Space)
    assert [facts["household"] for _, facts in desk.written] == ["妙-0001"]


def test_digits_open_the_names_behind_a_snag(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_1)
    details = [line for line in view._snags.lines.lines if line.kind is LineKind.DETAIL]
    assert "何例巳、何例午" in [line.second for line in details]
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    assert desk.asked_for == [("people", "household/王-0001")]


def test_t_turns_the_curve_into_its_table(view: PlanView) -> None:
    press(view, Qt.Key.Key_T)
    assert view._twins.currentIndex() == 1
    assert view._curve_table.rowCount() > 10
    assert "现在" in [row[3] for row in view._curve_table.rows]


def test_no_plan_yet_is_one_line_with_its_key(qtbot: Any, desk: Any, planner: Any) -> None:
    desk.answers["plan-board"] = None
    made = PlanView(PlanModel(desk, planner))
    qtbot.addWidget(made)
    assert made._empty.text() == "还没有方案 · Ctrl+R 算一个"
    assert made.model.fact == "还没有"


def test_ctrl_r_computes_and_escape_stops_with_the_plan_kept(view: PlanView, planner: Any) -> None:
    press(view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert planner.running
    view._show_work(Work(1.2, 0.4))
    assert "正在算 1.2 秒" in view._badge.accessibleName()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not planner.running
    assert "现行方案 · 第 7 版" in view._badge.accessibleName()
    assert "正在算" not in view._badge.accessibleName()


def test_work_is_said_only_after_300_ms(qtbot: Any, view: PlanView, planner: Any) -> None:
    said: list[Work | None] = []
    view.model.working.connect(said.append)
    planner.plan_afresh()
    view.model._tell_work()
    assert said == []
    qtbot.waitUntil(lambda: bool(said), timeout=2000)
    assert isinstance(said[0], Work)
    assert said[0].seconds >= 0.3
    planner.stop()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"stale": True}, "登记已变"),
        ({"stopped": True}, "超时截停"),
        ({}, "依 G109 石古岩 断"),
    ],
)
def test_the_badge_says_what_the_plan_is_worth(facts: dict[str, Any], words: str) -> None:
    assert words in saying.badge(boards.board(**facts))[1]


def test_a_refusal_stands_on_the_screen(view: PlanView) -> None:
    view.model.refused.emit(Refusal(Rule.NO_PLAN, {}))
    assert "还没有方案" in view._notice.text()


def test_only_what_touches_the_plan_is_asked_again(view: PlanView, desk: Any) -> None:
    desk.reads.clear()
    desk.changed.emit(changes(Kind.CALLED))
    assert desk.reads == []
    desk.changed.emit(changes(Kind.TOLD))
    assert desk.reads == ["plan-board"]
    desk.reads.clear()
    desk.changed.emit(changes(Kind.LINK_CLOSED))
    assert desk.reads == ["plan-board", "plan-roads"]


def test_a_later_minute_moves_the_now_line_and_asks_nothing(view: PlanView, desk: Any) -> None:
    desk.reads.clear()
    desk.now += timedelta(minutes=5)
    desk.moment.emit(desk.now)
    assert desk.reads == []
    assert view._chart.curve is not None
    assert "现在 20:17" in view._chart.curve.now_words


def test_a_new_answer_keeps_the_selected_call(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_Down)
    before = view._tell.current_line()
    told = replace(boards.TELL[0], told_at=boards.NOW)
    desk.answers["plan-board"] = boards.board(tell=(told, *boards.TELL[1:]))
    desk.changed.emit(changes(Kind.TOLD))
    after = view._tell.current_line()
    assert before is not None
    assert after is not None
    assert after.key == before.key


def test_a_household_asked_for_from_elsewhere_is_opened(view: PlanView) -> None:
    view.model.select("household/妙-0004")
    line = view._tell.current_line()
    assert line is not None
    assert line.title.startswith("沈例午")


def test_a_fresh_plan_shows_the_departures_instead(qtbot: Any, desk: Any, planner: Any) -> None:
    desk.answers["plan-board"] = boards.board(tell=())
    made = PlanView(PlanModel(desk, planner))
    qtbot.addWidget(made)
    assert made._tell.accessibleName() == "出门先后"
    assert made._tell.lines.rowCount() == 101
    assert "其余 79 户" in made._tell.lines.lines[-1].title


def test_day_and_night_change_at_once(view: PlanView, qapp: Any) -> None:
    night = view.grab().toImage().pixelColor(3, 3)
    theme.apply(qapp, theme.DAY, 1.0)
    day = view.grab().toImage().pixelColor(3, 3)
    assert day.lightness() > night.lightness() + 100
