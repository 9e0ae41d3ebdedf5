"""What the keys beside the door do: close on a number, add, count, tick, relieve; and the return gate's page."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.domain.checklists import Tick
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.relief import Cause
from core.domain.returning import ReturnOrder
from core.domain.supplies import Stock
from core.queries.rows import RollRow
from desktop import people_words
from desktop.shelters import gate_lines, saying, supply_words
from desktop.shelters.model import SheltersModel
from desktop.shelters.table import ShelterList
from desktop.shelters.view import SheltersView
from tests.desktop.shelters import islands

SHIFT = Qt.KeyboardModifier.ShiftModifier
HERE = "妙峰山民族学校"


@pytest.fixture
def view(qtbot: Any, desk: Any) -> SheltersView:
    model = SheltersModel(desk)
    model.select(f"shelter/{HERE}")
    made = SheltersView(model)
    qtbot.addWidget(made)
    made.resize(1003, 513)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.focus_first()
    return made


def press(view: SheltersView, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(view.focusWidget() or view, key, modifier)


def write(view: SheltersView, text: str) -> None:
    widget = view.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def test_closing_with_people_inside_names_them_and_asks_for_their_number(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_O)
    ask = view.panel.ask_close
    assert view.panel.page is ask
    assert "还有 318 人" in ask.accessibleName()
    assert [entry.words for entry in ask.names.entries.entries] == [
        "王示巳 户，1 人，没有岛收得下",
        "周例午 户，2 人，→ 军庄中学",
        "郑例庚 户，1 人 · 还没出发，→ 军庄中学",
    ]
    press(view, Qt.Key.Key_Return)
    assert desk.written == []  # nothing typed: nothing closed
    press(view, Qt.Key.Key_Escape)
    assert view.panel.page is view.panel.names
    press(view, Qt.Key.Key_O)
    write(view, "318o")
    press(view, Qt.Key.Key_Return)
    ((name, facts),) = desk.written
    assert (name, facts["shelter"], facts["people"]) == ("close_shelter", HERE, 318)
    assert [one.to for one in facts["onward"]] == ["军庄中学", "军庄中学"]
    assert view.panel.page is view.panel.names


def test_a_shelter_is_added_in_three_lines(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_A)
    write(view, "doa")  # letters are the name, no verbs
    press(view, Qt.Key.Key_Return)
    write(view, "xwd")
    press(view, Qt.Key.Key_Return)
    write(view, "30")
    press(view, Qt.Key.Key_Return)
    assert desk.written == [("add_shelter", {"name": "doa", "place": islands.PLACE.code, "beds": 30})]
    assert view.panel.page is view.panel.names


def test_stocks_are_counted_one_after_the_other(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_U)
    write(view, "6400")
    press(view, Qt.Key.Key_Return, Qt.Key.Key_Return)  # water, and power is passed over
    write(view, "x")
    press(view, Qt.Key.Key_Return)
    assert view.panel.line.refusal() == "要一个数"
    press(view, Qt.Key.Key_Escape)
    assert desk.written == [("count_stock", {"shelter": HERE, "item": "water_l", "amount": 6400.0})]
    assert view.panel.line.isHidden()


def test_what_runs_out_is_bold_with_the_clock_and_said(view: SheltersView, desk: Any) -> None:
    stocks = (Stock("water_l", 6400, islands.NOW, counted=True), Stock("power_hours", 9, islands.NOW, counted=True))
    desk.rows = tuple(replace(row, stocks=stocks) if row.shelter.name == HERE else row for row in desk.rows)
    view.model._ask()
    table = view._list
    assert isinstance(table, ShelterList)
    assert table.heads[-2:] == ("水", "电")
    cells = table.rows[table.row_of(HERE)]
    assert (cells.texts[-2:], cells.short) == (("32时", "9时"), frozenset({6}))
    said = table.data(table.index(table.row_of(HERE), 6), int(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "电 9时，快没了"
    row = view.model.state.row
    assert row is not None
    assert supply_words.line(row, islands.NOW) == "水 32时 · 电 9时 · 14:36 点过"
    assert "还够几时 = 存量 ÷ 用量，待核" in saying.foot(view.model.state, 5)


def test_space_ticks_the_checklist_and_what_lacks_is_said_when_it_opens(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_L)
    assert view.panel.page is view.panel.checklist
    press(view, Qt.Key.Key_Space)
    assert desk.written == [("tick", {"shelter": HERE, "item": "site_safe", "who": ""})]
    row = view.model.state.row
    assert row is not None
    done = replace(row, ticks=(Tick("site_safe", islands.NOW, "校方", ""),))
    entries = supply_words.checklist(done)
    assert (entries[-1].ident, entries[-1].right, entries[-1].symbol) == ("site_safe", "14:36 校方", "arrived")
    assert supply_words.checklist_title(done) == "转换清单 1 / 10"
    press(view, Qt.Key.Key_L)
    assert view.panel.page is view.panel.names
    view.model.choose("军庄中学")
    press(view, Qt.Key.Key_O)
    assert view.panel.notice.text().startswith("军庄中学 已开。转换清单还差 10 项、约 105 分：")


@pytest.fixture
def full(view: SheltersView, desk: Any) -> SheltersView:
    desk.relief = (islands.relief(),)
    view.model._ask()
    return view


def test_relief_stands_before_opening_with_its_reasons(full: SheltersView, desk: Any) -> None:
    offer = full.proposal.offer
    assert offer is not None
    assert offer.title == "妙峰山民族学校 到 96%，建议分流"
    assert offer.words == "2 户 3 人 → 军庄中学 3 人（6.2 公里 12 分 还没开）"
    assert offer.more == (
        "本岛 468 → 465 · 不走要断的路 · 1 人还没出发 · 1 人没有岛收得下 · 门槛待核 · 还有 军庄中学 要开"
    )
    press(full, Qt.Key.Key_O, modifier=SHIFT)
    ((name, facts),) = desk.written
    assert (name, facts["shelter"], len(facts["onward"])) == ("order_relief", HERE, 2)


def test_households_are_picked_with_the_space_bar(full: SheltersView, desk: Any) -> None:
    press(full, Qt.Key.Key_P, Qt.Key.Key_Space, Qt.Key.Key_Return)
    ((name, facts),) = desk.written
    assert (name, [one.group.household for one in facts["onward"]]) == ("order_relief", ["妙-0002"])
    assert full.panel.page is full.panel.names


@pytest.mark.parametrize("key", [Qt.Key.Key_P, Qt.Key.Key_J])
def test_without_a_proposal_the_keys_say_why_there_is_none(view: SheltersView, desk: Any, key: Qt.Key) -> None:
    press(view, key)
    assert "没有要分流的" in view.panel.notice.text() or "没有提议" in view.panel.notice.text()
    assert desk.written == []


def test_not_to_relieve_asks_why(full: SheltersView, desk: Any) -> None:
    press(full, Qt.Key.Key_J)
    write(full, "j o")
    press(full, Qt.Key.Key_Return)
    assert desk.written == [("decline_relief", {"shelter": HERE, "cause": Cause.FULL, "reason": "j o"})]
    assert full.proposal.reason.isHidden()


def test_the_next_island_says_what_it_has_free(view: SheltersView) -> None:
    entries = [entry for entry in view.panel.names.entries.entries if entry.key.startswith("next/")]
    assert [entry.words for entry in entries] == [
        "军庄中学，空床 263 · 空室 9 · 电 24时 · 水 48时，6.2 公里 12 分 还没开，军庄镇"
    ]


# -- the return gate --------------------------------------------------------------------------------------------------


def gate_facts(view: SheltersView) -> list[tuple[str, str]]:
    return [(word.text(), fact.text()) for _, word, fact in view.panel.gate._conditions]


def test_the_gate_says_what_lacks_and_takes_signature_peak_and_order(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_B)
    assert view.panel.page is view.panel.gate
    (entry,) = view.panel.gate.list.entries.entries
    assert entry.words == "下苇甸村，在外 1 户 4 人 · 擅自返回 1，还缺 2 条，妙峰山镇"
    assert gate_facts(view) == [
        ("预警解除", "已解除"),
        ("滞后", "到 07-22 20:36，还有 6 小时 00 分"),
        ("雨后复查", "缺 群测群防员"),
        ("返回令", "还没下"),
    ]
    press(view, Qt.Key.Key_1)
    write(view, "4 b")
    press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_3)
    assert view.panel.gate.line.field.text() == "07-22 05:36"
    press(view, Qt.Key.Key_Return, Qt.Key.Key_4)
    place = islands.PLACE.code
    assert desk.written == [
        ("sign_inspection", {"place": place, "role": "geo_watcher", "name": "4 b", "clear": True}),
        ("note_peak", {"place": place, "peak": islands.NOW - timedelta(hours=9)}),
        ("order_return", {"places": (place,)}),
    ]
    press(view, Qt.Key.Key_Escape)
    assert view.panel.page is view.panel.names


def test_people_go_home_by_household_or_one_by_one_and_are_followed(view: SheltersView, desk: Any) -> None:
    press(view, Qt.Key.Key_B, Qt.Key.Key_Return)
    kinds = [entry.title for entry in view.panel.gate.list.entries.entries]
    assert kinds == ["赵示甲 户 2 人", "赵示甲", "赵示乙"]
    press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_5)
    assert desk.written == [
        ("return_home", {"persons": ("p020", "p021")}),
        ("went_back", {"persons": ("p021",), "send": "h1"}),
    ]
    press(view, Qt.Key.Key_Escape)
    assert view.panel.page is view.panel.gate  # one level back
    press(view, Qt.Key.Key_Escape)
    assert view.panel.page is view.panel.names


def test_a_refused_return_says_which_condition_lacks(view: SheltersView) -> None:
    press(view, Qt.Key.Key_B)
    facts = {
        "name": "下苇甸村",
        "order": "go",
        "levels": [("二级", "全区")],
        "lag_until": islands.NOW,
        "unsigned": ["geo_watcher"],
    }
    view.model.gates.refused.emit(Refusal(Rule.GATE_SHUT, facts))
    assert view.panel.gate.notice.text() == (
        "下苇甸村 还不能回：转移令还没解除；全区 二级响应还没解除；滞后到 07-22 14:36；雨后复查缺 群测群防员 签字"
    )


def test_a_gate_that_is_open_says_so() -> None:
    open_gate = {"lag_passed": True, "unsigned": ()}
    row = islands.gate_row(**open_gate)
    assert gate_lines._place(row).right == "门已开，等返回令"
    ordered = islands.gate_row(**open_gate, ordered_by=ReturnOrder(frozenset(), islands.NOW, ""))
    assert gate_lines._place(ordered).right == "可以回"
    assert gate_lines._place(islands.gate_row(level=Trigger.GO)).right == "还缺 3 条"


@pytest.mark.parametrize(
    ("text", "hours"), [("07-22 05:36", 9), ("07-22 23:00", None), ("昨天", None), ("02-30 10:00", None)]
)
def test_a_time_is_read_as_it_is_written(text: str, hours: float | None) -> None:
    found = gate_lines.moment(text, islands.NOW)
    if hours is None:
        assert found is None or found.year == 2026  # of last year: nothing of this year is still to come
    else:
        assert found == islands.NOW - timedelta(hours=hours)


def test_the_roll_says_who_went_back() -> None:
    row: RollRow = islands.gate_people().households[0].members[1]
    told = replace(row, last_at=islands.NOW, last_kind="went_back")
    assert people_words.last_contact(told, islands.NOW) == ("14:36 擅自返回", "擅自返回 14:36")
