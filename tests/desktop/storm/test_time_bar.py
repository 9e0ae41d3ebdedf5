"""The time bar: axis, dragging, folding; and the clock behind it."""

import itertools
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.timebar.model import _hours, _short
from desktop.widgets.time_bar import Bar, Mark, TimeBar, TimeBarState, time_to_x, x_to_time
from tests.desktop.factories import NOW, STORM

START, END = STORM


def state(**changes: object) -> TimeBarState:
    bars = tuple(Bar(START + timedelta(hours=n + 1), n % 25, n > 24) for n in range(60))
    facts: dict[str, object] = {"at": NOW, "now": NOW, "speed": 0} | changes
    return TimeBarState(
        "王平 毫米/时",
        START,
        END,
        clock="20:12",
        bars=bars,
        marks=(Mark(NOW, "go"),),
        hours=_hours(START, END),
        **facts,  # type: ignore[arg-type]
    )


@pytest.fixture
def bar(qtbot: QtBot) -> TimeBar:
    made = TimeBar()
    made.resize(699, 74)
    made.show_state(state())
    made.show()
    qtbot.addWidget(made)
    return made


def test_a_time_comes_back_from_its_place_to_the_minute() -> None:
    for hours in (0, 1, 17.25, 59):
        at = START + timedelta(hours=hours)
        back = x_to_time(time_to_x(at, START, END, 699), START, END, 699)
        assert abs(back - at) <= timedelta(minutes=1)


def test_outside_the_plot_is_the_nearest_end() -> None:
    assert x_to_time(-50, START, END, 699) == START
    assert x_to_time(5_000, START, END, 699) == END


def test_a_drag_looks_at_another_time(bar: TimeBar, qtbot: QtBot) -> None:
    looked: list[object] = []
    bar.looked.connect(looked.append)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(300, 30))
    qtbot.mouseMove(bar, QPoint(320, 30))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(320, 30))
    assert looked[0] == x_to_time(300, START, END, bar.width())


def test_a_real_clock_cannot_be_played_or_set(bar: TimeBar) -> None:
    bar.show_state(state(speed=None))
    assert not bar._play.isVisible()
    assert not bar._set.isVisible()


def test_the_drill_clock_is_set_only_from_another_time(bar: TimeBar, qtbot: QtBot) -> None:
    assert bar._play.isVisible()
    assert not bar._set.isVisible()
    there = NOW - timedelta(hours=2)
    bar.show_state(state(at=there))
    assert bar._set.isVisible()
    with qtbot.waitSignal(bar.sought) as sought:
        bar._set.click()
    assert sought.args == [there]


def test_folded_it_is_lower_and_still_paints(bar: TimeBar) -> None:
    open_height = bar.height()
    bar.fold(True)
    assert bar.height() < open_height / 2 + 2
    image = QImage(bar.size(), QImage.Format.Format_RGB32)
    bar.render(image)


def test_ticks_stand_every_six_hours_local_time() -> None:
    ticks = _hours(START, END)
    assert {later[0] - sooner[0] for sooner, later in itertools.pairwise(ticks)} == {timedelta(hours=6)}
    assert any(words == "30日" for _, words in ticks)


@pytest.mark.parametrize(
    ("name", "short"), [("王平镇", "王平"), ("大台街道", "大台"), ("大沟村", "大沟"), ("全区", "全区")]
)
def test_place_names_are_said_without_their_kind(name: str, short: str) -> None:
    assert _short(name) == short
