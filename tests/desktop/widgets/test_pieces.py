"""The plain pieces: what they say when used, and that they draw."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from desktop.widgets.bars import OccupancyBar
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.chips import ChipBar, ChipText
from desktop.widgets.flow_row import flow_row
from desktop.widgets.hints import GAP, KEY, WORDS, HintLine
from desktop.widgets.notice import Notice
from desktop.widgets.panel import SidePanel, label
from desktop.widgets.steps import step_states

CHIPS = (ChipText("open", "未落实 47"), ChipText("exposed", "有险无人 2", "exposed"))


def test_only_the_user_makes_a_chip_speak(qtbot: QtBot) -> None:
    bar = ChipBar()
    qtbot.addWidget(bar)
    spy = QSignalSpy(bar.chosen)
    bar.show_chips(CHIPS, "open")
    bar.show_chips(CHIPS, "exposed")
    assert spy.count() == 0
    assert bar.choose_number(1)
    assert not bar.choose_number(3)
    assert spy.at(0) == ["open"]
    assert [chip.isChecked() for chip in bar.chips()] == [True, False]


def test_steps_that_were_skipped_are_drawn_as_not_recorded() -> None:
    assert step_states((0, 1), 2) == ("done", "done", "next", "later", "later", "later", "later")
    assert step_states((0, 5), 6) == ("done", *["unrecorded"] * 4, "done", "next")
    assert step_states((), None) == ("later",) * 7


def test_a_notice_says_and_goes(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    assert notice.isHidden()
    notice.say("不能入住：室四已满")
    assert not notice.isHidden()
    notice.clear()
    assert notice.isHidden()


def test_buttons_have_names_and_their_key(qtbot: QtBot) -> None:
    for button in (PrimaryButton("记到户"), VerbButton("呼 A", "H")):
        qtbot.addWidget(button)
        assert button.accessibleName() == button.text()
        spy = QSignalSpy(button.clicked)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert spy.count() == 1
        assert not button.grab().isNull()


def test_a_panel_replaces_its_body_and_buttons(qtbot: QtBot) -> None:
    panel = SidePanel()
    qtbot.addWidget(panel)
    for _ in range(3):
        panel.show_head("户 王-0137", "李虚丁 户", "go", "立即转移", "go")
        panel.show_body((label("一"), label("二")))
        panel.show_buttons((PrimaryButton("记到户"),))
    assert not panel.grab().isNull()


def test_a_bar_draws_every_share(qtbot: QtBot) -> None:
    bar = OccupancyBar()
    qtbot.addWidget(bar)
    for figures in ((0, 0, 0), (10, 0, 100), (80, 15, 100), (120, 0, 100)):
        bar.show_figures(*figures)
        assert not bar.grab().isNull()


def test_buttons_that_have_no_room_go_on_in_the_next_line(qtbot: QtBot) -> None:
    buttons = [VerbButton(word, "A") for word in ("收下等着的", "摄像头收码", "区里的库")]
    flow = flow_row(*buttons)
    qtbot.addWidget(flow)
    wide = [button.sizeHint().width() for button in buttons]
    whole, two = sum(wide) + 40, wide[0] + wide[1] + 20
    flow.show()
    for width, lines in ((whole, 1), (two, 2), (max(wide), 3)):
        flow.resize(width, flow.heightForWidth(width))
        assert len({button.y() for button in buttons}) == lines
        assert all(button.width() >= button.sizeHint().width() for button in buttons)
        assert all(button.geometry().bottom() <= flow.height() for button in buttons)
    buttons[1].hide()
    assert flow.heightForWidth(two) == flow.heightForWidth(whole)


@pytest.mark.parametrize("width", [90, 200, 600])
def test_hints_keep_a_key_with_its_word_on_as_many_lines_as_they_take(qtbot: QtBot, width: int) -> None:
    line = HintLine()
    qtbot.addWidget(line)
    parts = (
        (KEY, "1–9"),
        (WORDS, "来 / 没来"),
        (KEY, "E"),
        (WORDS, "只他一人"),
        (GAP, ""),
        (KEY, "Esc"),
        (WORDS, "不记"),
    )
    line.resize(width, line.height())
    line.show_parts(parts)
    laid = line._lines()
    assert [part for one in laid for part in one] == list(parts)
    assert all(one[-1][0] == WORDS for one in laid)
    assert (len(laid) > 1) == (width < 300)
