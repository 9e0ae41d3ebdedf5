from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from core.domain.events import Changes, Event, Kind
from core.domain.findings import Refusal, Rule
from core.resources import resource
from desktop import i18n, theme
from desktop.plan import saying
from desktop.plan.lines import LineKind
from desktop.plan.model import PlanModel, Work
from desktop.plan.view import PlanView
from desktop.widgets.paint import text_width
from tests.desktop.plan import boards
from tests.desktop.plan.pressing import press


def changes(*kinds: Kind) -> Changes:
    events = tuple(_event(kind) for kind in kinds)
    return Changes(1, events)


def _event(kind: Kind) -> Event:
    at = boards.NOW
    return Event("e", "i", "d", 1, 1, None, at, at, "device", kind, "plan", "", None, None, None, {}, (), (), b"")  # type: ignore[arg-type]


def test_the_six_figures(view: PlanView) -> None:
    heads = [button.figure.head for button in view.figures.buttons()]
    assert heads == ["要排", "排上", "排不上", "全部到达", "下界", "差", ""]
    due, served, unserved = (button.figure.value for button in view.figures.buttons()[:3])
    assert int(due.split()[0]) == int(served.split()[0]) + int(unserved.split()[0])


def test_space_records_every_household_of_one_call_and_goes_to_the_next(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_Space)
    assert [(name, facts["household"], facts["also"]) for name, facts in desk.written] == [
        ("told", "妙-0001", ("妙-0002", "妙-0003"))
    ]
    line = view.right.list.current_line()
    assert line is not None
    assert line.title.startswith("沈例午")


def test_an_opened_call_shows_both_ways_and_why(view: PlanView) -> None:
    press(view, Qt.Key.Key_Right)
    titles = [line.title for line in view.right.list.lines.lines if line.kind is LineKind.DETAIL]
    assert titles[:5] == ["李虚甲 户", "怎么走", "路一", "路二", "为什么"]
    words = next(line.second for line in view.right.list.lines.lines if line.title == "路一")
    assert "东方红路 2.4 公里" in words
    press(view, Qt.Key.Key_Left)
    assert all(line.kind is LineKind.TELL for line in view.right.list.lines.lines)


def test_space_on_an_opened_household_tells_only_that_one(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Space)
    assert [facts["household"] for _, facts in desk.written] == ["妙-0001"]


def test_digits_open_the_names_behind_a_snag(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_1)
    details = [line for line in view.right.snags.lines.lines if line.kind is LineKind.DETAIL]
    assert "何例巳、何例午" in [line.second for line in details]
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    assert desk.asked_for == [("people", "household/王-0001")]


def test_t_turns_the_curve_into_its_table(view: PlanView) -> None:
    press(view, Qt.Key.Key_T)
    assert view.left.faces.currentIndex() == 1
    assert view.left.curve_table.rowCount() > 10
    assert "现在" in [row[-1] for row in view.left.curve_table.rows]


def test_no_plan_yet_is_one_line_with_its_key(qtbot: Any, desk: Any, planner: Any) -> None:
    desk.answers["plan-board"] = None
    made = PlanView(PlanModel(desk, planner))
    qtbot.addWidget(made)
    assert made.empty.text() == "还没有方案 · Ctrl+R 算一个"
    assert made.model.fact == "还没有"


def test_ctrl_r_computes_and_escape_stops_with_the_plan_kept(view: PlanView, planner: Any) -> None:
    press(view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert planner.running
    view._show_work(Work(1.2, 0.4))
    assert "正在算 1.2 秒" in view.badge.accessibleName()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not planner.running
    assert "现行方案 · 第 7 版" in view.badge.accessibleName()
    assert "正在算" not in view.badge.accessibleName()


def test_work_is_said_only_after_300_ms(qtbot: Any, view: PlanView, planner: Any) -> None:
    said: list[Work | None] = []
    view.model.working.connect(said.append)
    planner.plan_afresh()
    view.model._tell_work()
    assert said == []
    qtbot.waitUntil(lambda: bool(said))
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
    assert "还没有方案" in view.right.notice.text()


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
    assert view.left.chart.curve is not None
    assert "现在 20:17" in view.left.chart.curve.now_words


def test_a_new_answer_keeps_the_selected_call(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_Down)
    before = view.right.list.current_line()
    told = replace(boards.TELL[0], told_at=boards.NOW)
    desk.answers["plan-board"] = boards.board(tell=(told, *boards.TELL[1:]))
    desk.changed.emit(changes(Kind.TOLD))
    after = view.right.list.current_line()
    assert before is not None
    assert after is not None
    assert after.key == before.key


def test_a_household_asked_for_from_elsewhere_is_opened(view: PlanView) -> None:
    view.model.select("household/妙-0004")
    line = view.right.list.current_line()
    assert line is not None
    assert line.title.startswith("沈例午")


def test_a_fresh_plan_shows_the_departures_instead(qtbot: Any, desk: Any, planner: Any) -> None:
    desk.answers["plan-board"] = boards.board(tell=())
    made = PlanView(PlanModel(desk, planner))
    qtbot.addWidget(made)
    assert made.right.list.accessibleName() == "出门先后"
    assert made.right.list.lines.rowCount() == 101
    assert "其余 79 户" in made.right.list.lines.lines[-1].title


def test_l_turns_to_the_loads_and_t_to_their_table(view: PlanView) -> None:
    press(view, Qt.Key.Key_L)
    assert view.left.faces.currentIndex() == 2
    assert [strip.name for strip in view.left.strips.rows] == ["东方红路", "妙峰山路", "村道，田庄—淤白之间"]
    press(view, Qt.Key.Key_T)
    assert view.left.faces.currentIndex() == 3
    assert view.left.load_table.rowCount() > 10
    press(view, Qt.Key.Key_L)
    assert view.left.faces.currentIndex() == 0


def test_the_loads_follow_the_clock(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_L)
    desk.now += timedelta(minutes=5)
    desk.moment.emit(desk.now)
    assert view.left.strips.rows[0].now == desk.now


def test_losses_stand_on_their_own_lines(view: PlanView) -> None:
    losses = view.figures.buttons()[-1].figure
    assert losses.lines == ("因整户不拆 120 人·分", "因同村同岛 40 人·分", "因车、路、床 73 人·分")


def test_cars_that_households_share_have_a_line_of_their_own() -> None:
    board = replace(boards.board(), shared_cars_loss=50.0)
    lines = saying.figures(board)[-1].lines
    assert lines[2:] == ("因几户合用一辆车 50 人·分", "因车、路、床 23 人·分")


def test_a_gap_in_time_has_no_losses_in_person_minutes() -> None:
    heads = [figure.ident for figure in saying.figures(boards.board(gap=0.0, exposure=61001.0))]
    assert "losses" not in heads


def test_how_few_must_be_left_out_stands_under_them() -> None:
    under = {figure.ident: figure.under for figure in saying.figures(boards.board())}
    assert under["unserved"] == "4 户 · 最少 14 人"
    least = {figure.ident: figure.under for figure in saying.figures(boards.board(served_bound=0))}
    assert least["unserved"] == "4 户 · 不能再少"


def test_what_saves_people_comes_first_and_numbers_go_on(qtbot: Any, desk: Any, planner: Any) -> None:
    desk.answers["plan-board"] = boards.board(remedies=boards.REMEDIES)
    made = PlanView(PlanModel(desk, planner))
    qtbot.addWidget(made)
    heads = made.right.heads()
    assert [line.cap for line in heads] == [str(number) for number in range(1, len(heads) + 1)]
    assert heads[0].second == "解：加 1 辆面包车，从 CL-02 的车场"
    assert heads[1].title.startswith("3 户 15 人排不上")
    assert "再好也快不过" in made.right.cut.text()


def test_the_figure_of_the_unserved_opens_their_names(qtbot: Any, desk: Any, planner: Any) -> None:
    desk.answers["plan-board"] = boards.board(remedies=boards.REMEDIES)
    made = PlanView(PlanModel(desk, planner))
    qtbot.addWidget(made)
    made.figures.opened.emit("unserved")
    details = [line.second for line in made.right.snags.lines.lines if line.kind is LineKind.DETAIL]
    assert "何例巳、何例午" in details


def test_v_lists_the_trips(view: PlanView) -> None:
    press(view, Qt.Key.Key_V)
    lines = view.right.list.lines.lines
    assert [line.title for line in lines] == ["CL-01 第 1 趟", "CL-02 第 1 趟"]
    assert lines[0].middle == "15 人"
    assert lines[0].middle_second == "大沟村 → 炭厂村 → 王平村中心小学"
    press(view, Qt.Key.Key_Right)
    details = [line.second for line in view.right.list.lines.lines if line.kind is LineKind.DETAIL]
    assert details[0] == "20:17 到，20:25 开，上 9 人；车进不去，走到车边"
    press(view, Qt.Key.Key_Space)  # nobody is told from here
    press(view, Qt.Key.Key_V)
    assert view.right.list.accessibleName() == "要告诉谁"


def test_k_lists_the_roads_that_hurt_most(view: PlanView, desk: Any) -> None:
    press(view, Qt.Key.Key_K)
    assert view.right.list.lines.rowCount() == 0
    view.model._show(replace(view.model.state, critical=boards.CRITICAL))
    lines = view.right.list.lines.lines
    assert [line.title for line in lines] == ["1 东方红路", "2 妙峰山路"]
    assert [line.middle_second for line in lines] == ["断了 37 人无处去", "多等 120 人·分 · 最晚一人再晚 31 分"]
    assert [line.right_second for line in lines] == ["方案 B 备好，改 3 户", "断了现算"]
    press(view, Qt.Key.Key_M)
    assert desk.asked_for == [("map", "link/l1")]


def test_why_of_a_household_stands_in_its_opened_row(view: PlanView) -> None:
    view.show_why()
    whys = [line for line in view.right.list.lines.lines if line.key.rpartition("/")[2].startswith("why-")]
    assert whys[0].second.startswith("妙峰山民族学校：够得着的岛里最早到。其次 王平中学，晚 7 分")
    view.show_why()
    assert all(line.kind is LineKind.TELL for line in view.right.list.lines.lines)


def test_an_offered_plan_stands_beside_and_f_takes_it(view: PlanView, planner: Any) -> None:
    assert view.right.offer.isHidden()
    press(view, Qt.Key.Key_F)
    assert planner.adopted_fresh == 0
    planner.offered.emit(boards.replan())
    assert not view.right.offer.isHidden()
    assert view.right.offer.accessibleName() == (
        "少动（现行），改 3 户 · 告知 3 处，重排：多排 3 人 · 少等 420 人·分，改 20 户 · 告知 3 处"
    )
    press(view, Qt.Key.Key_F)
    assert planner.adopted_fresh == 1


def test_an_offer_goes_when_what_it_answers_has_changed(view: PlanView, planner: Any, desk: Any) -> None:
    planner.offered.emit(boards.replan())
    desk.changed.emit(changes(Kind.TOLD))
    assert not view.right.offer.isHidden()
    desk.changed.emit(changes(Kind.LINK_CLOSED))
    assert view.right.offer.isHidden()


def test_it_is_said_quietly_that_a_fresh_plan_is_being_made_to_compare(view: PlanView, planner: Any) -> None:
    planner.comparing.emit(True)
    assert view.right._threshold.text().endswith("正在比")
    planner.comparing.emit(False)
    assert not view.right._threshold.text().endswith("正在比")


def test_the_threshold_goes_round_and_is_kept(view: PlanView, planner: Any) -> None:
    chosen: list[int] = []
    view.model.threshold_chosen.connect(chosen.append)
    for _ in range(4):
        press(view, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert chosen == [5, 10, 1, 2]
    assert planner.worth_telling == 0.02
    assert "重排门槛 2 %" in view.right._threshold.text()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("scale", [scale for _name, scale in theme.TEXT_SIZES])
def test_it_fits_the_design_screen(qtbot: Any, qapp: Any, desk: Any, planner: Any, language: str, scale: float) -> None:
    """Beside the navigation there are 1254 device pixels; a wider screen would push the window off the display."""
    theme.apply(qapp, theme.NIGHT, scale)
    translators = i18n.install(qapp, language, resource("i18n"))
    try:
        desk.answers["plan-board"] = boards.board(remedies=boards.REMEDIES)
        made = PlanView(PlanModel(desk, planner))
        qtbot.addWidget(made)
        planner.offered.emit(boards.replan())
        made.resize(1003, 513)
        made.show()
        for key in (Qt.Key.Key_L, Qt.Key.Key_T, Qt.Key.Key_V, Qt.Key.Key_K):
            press(made, key)
            assert made.width() <= 1003
    finally:
        for translator in translators:
            QCoreApplication.removeTranslator(translator)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("scale", [scale for _name, scale in theme.TEXT_SIZES])
def test_when_a_shelter_fills_is_never_cut(
    qtbot: Any, qapp: Any, desk: Any, planner: Any, language: str, scale: float
) -> None:
    """A night that goes on past midnight says the day before the hour."""
    theme.apply(qapp, theme.NIGHT, scale)
    translators = i18n.install(qapp, language, resource("i18n"))
    try:
        late = tuple(replace(move, arrive=move.arrive + timedelta(hours=15)) for move in boards.MOVES)
        desk.answers["plan-board"] = boards.board(moves=late)
        made = PlanView(PlanModel(desk, planner))
        qtbot.addWidget(made)
        made.resize(1003, 513)
        table = next(each for each in made.findChildren(QTableView) if each.model() is made.left.shelters)
        said = [cells.when for cells in made.left.shelters.rows]
        assert any("31" in words for words in said)
        assert max(text_width(words, theme.font("SMALL")) for words in said) <= table.columnWidth(3) - theme.px(10)
    finally:
        for translator in translators:
            QCoreApplication.removeTranslator(translator)


def test_day_and_night_change_at_once(view: PlanView, qapp: Any) -> None:
    night = view.grab().toImage().pixelColor(3, 3)
    theme.apply(qapp, theme.DAY, 1.0)
    day = view.grab().toImage().pixelColor(3, 3)
    assert day.lightness() > night.lightness() + 100
