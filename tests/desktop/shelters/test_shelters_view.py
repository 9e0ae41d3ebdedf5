from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.domain.findings import Refusal, Rule
from core.domain.supplies import Stock
from desktop.shelters import panel_words, saying
from desktop.shelters.entries import EntryKind
from desktop.shelters.model import SheltersModel
from desktop.shelters.view import SheltersView
from tests.desktop.shelters import islands


@pytest.fixture
def view(qtbot: Any, desk: Any) -> SheltersView:
    model = SheltersModel(desk)
    model.select("shelter/妙峰山民族学校")
    made = SheltersView(model)
    qtbot.addWidget(made)
    made.resize(1003, 513)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.focus_first()
    return made


def press(view: SheltersView, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(view.focusWidget() or view, key, modifier)


def test_own_town_first_the_neighbours_on_offer(view: SheltersView) -> None:
    names = [cells.ident for cells in view._list.rows]
    assert names[:2] == ["丁家滩小学", "妙峰山民族学校"]
    assert {"王平中学", "王平村中心小学", "军庄中学"} <= set(names)
    assert "清水学校" not in names
    press(view, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert len(view._list.rows) == 27


def test_supplies_have_no_column_without_data(view: SheltersView, desk: Any) -> None:
    assert not any(head.startswith(("电", "水")) for head in view._list.heads)
    counted = replace(desk.rows[0], stocks=(Stock("power_hours", 9.0, islands.NOW, counted=True),))
    heads = [head for head, _ in saying.columns((counted, *desk.rows[1:]))]
    assert heads[-1] == "电"


def test_the_rule_stands_with_the_number(view: SheltersView) -> None:
    row = view.model.state.row
    assert row is not None
    assert panel_words.rule(row) == "18 室 × 54 m² ÷ 2.0 m²/人 = 486"
    assert dict(panel_words.panel_figures(row)) == {
        "在岛": "318",
        "空床": "168",
        "再到": "150",
        "路上": "25",
        "峰值": "321",
        "人次": "332",
        "待核": "1",
    }


def test_d_then_a_digit_then_enter_records_those_ticked(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_D)
    assert view.panel.card_open
    press(view, Qt.Key.Key_4)
    press(view, Qt.Key.Key_Return)
    assert desk.written == [
        ("check_in", {"persons": ("p004", "p005", "p006"), "place": "妙峰山民族学校", "housed": True})
    ]
    assert not view.panel.card_open


def test_alt_enter_records_the_arrival_alone(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_D)
    press(view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert desk.written[0][1]["housed"] is False


def test_nobody_ticked_records_nothing(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_D)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        press(view, key)
    press(view, Qt.Key.Key_Return)
    assert desk.written == []
    press(view, Qt.Key.Key_Escape)
    assert not view.panel.card_open


def test_an_empty_one_closes_and_a_shut_one_opens_without_asking(view: SheltersView, desk: Any) -> None:
    view.model.choose("王平中学")
    press(view, Qt.Key.Key_O)
    view.model.choose("军庄中学")
    press(view, Qt.Key.Key_O)
    assert [name for name, _ in desk.written] == ["close_shelter", "open_shelter"]


def test_what_the_plan_needs_opened_is_offered(view: SheltersView, desk: Any) -> None:
    offer = view.proposal.offer
    assert offer is not None
    assert "军庄中学 还没开，方案送来 61 人" in offer.title
    assert "14:54 前要动手" in offer.words
    assert offer.more.startswith("转换清单还差 10 项")
    press(view, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    assert desk.written == [("open_shelter", {"shelter": "军庄中学"})]


def test_x_takes_in_somebody_without_a_name(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_X)
    press(view, Qt.Key.Key_Return)
    assert desk.written == [("add_person", {"name": "", "place": "妙峰山民族学校"})]
    assert view.panel.take_in.isHidden()


def test_letters_typed_as_a_name_are_no_verbs(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_X)
    QTest.keyClicks(view.panel.take_in.name, "dot")
    assert view.panel.take_in.name.text() == "dot"
    assert not view.panel.card_open
    assert desk.written == []


def test_coming_by_time_then_disputed_then_inside(view: SheltersView) -> None:
    heads = [entry.title for entry in view.panel.names.entries.entries if entry.kind is EntryKind.HEAD]
    assert heads == ["要到 2 户 6 人", "待核 1 人", "在岛 5 人，连上面待核的", "岛链：下一岛有什么"]
    names = [entry.title for entry in view.panel.names.entries.entries if entry.kind is EntryKind.PERSON]
    assert names.count("钱样乙") == 1
    assert "姓名不详" in names


def test_arrows_walk_the_chain(view: SheltersView) -> None:
    view.strip.setFocus()
    press(view, Qt.Key.Key_Right)
    assert view.model.state.chosen == "军庄中学"
    press(view, Qt.Key.Key_Left)
    assert view.model.state.chosen == "妙峰山民族学校"


def test_t_shows_every_figure_as_a_table(view: SheltersView) -> None:
    press(view, Qt.Key.Key_T)
    model = view.twin_view.model()
    assert model.rowCount() == 27
    assert model.columnCount() == 12
    press(view, Qt.Key.Key_T)
    assert view._pages.currentIndex() == 0


def test_a_refusal_stands_in_the_panel(view: SheltersView) -> None:
    view.model.refused.emit(Refusal(Rule.UNKNOWN_SHELTER, {"id": "X"}))
    assert "X" in view.panel.notice.text()


def test_the_fact_counts_open_islands(view: SheltersView) -> None:
    assert view.model.fact == "开 4 / 27"


def test_another_town_asks_for_its_board(view: SheltersView, desk: Any) -> None:
    desk.reads.clear()
    desk.scope = "王平镇"
    desk.scope_changed.emit("王平镇")
    assert "shelters-board" in desk.reads


def test_a_minute_asks_only_what_runs_out_and_keeps_the_card(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_D)
    desk.reads.clear()
    desk.now += timedelta(minutes=1)
    desk.moment.emit(desk.now)
    assert desk.reads == ["shelters-relief"]
    assert view.panel.card_open


def test_no_shelters_at_all_is_one_plain_line(qtbot: Any, desk: Any) -> None:
    desk.rows = ()
    made = SheltersView(SheltersModel(desk))
    qtbot.addWidget(made)
    assert "没有安全岛" in made.panel._empty.text()


def test_words_of_a_shelter_without_rooms_do_not_invent_any() -> None:
    row = islands.ROWS[0]
    bare = replace(row, shelter=replace(row.shelter, rooms=None, m2_per_person=None))
    assert panel_words.rule(bare) == "可住 486（登记数）"
