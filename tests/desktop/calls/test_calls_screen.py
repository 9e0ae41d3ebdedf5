"""The calls: digits are outcomes while a call runs, the next one stands ready, the whole number only on one line."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.domain.calling import Rung
from core.domain.refusing import Reason, Remedy
from core.queries.call_rows import CallGroup, CallRow
from desktop import app as root
from desktop.calls import saying
from desktop.calls.model import CallsShown
from desktop.calls.outcomes import RungLine
from desktop.calls.view import CallsView
from desktop.settings import CRITICAL_ROADS, OPERATOR, Settings
from desktop.shell.window import MainWindow
from tests.desktop import factories
from tests.desktop.conftest import settle
from tests.desktop.factories import NOW


@pytest.fixture
def window(qtbot: QtBot, night_file: Path, tmp_path: Path) -> Iterator[MainWindow]:
    settings = Settings(tmp_path)
    settings.put(CRITICAL_ROADS, False)
    settings.put(OPERATOR, factories.OFFICER)
    made = root.build(
        lambda: factories.open_night(night_file),
        settings,
        drill=True,
        scope=factories.TOWN,
        at=factories.NOW,
        replay=factories.STORM,
        only=("calls", "roll"),
    )
    made.show()
    settle(qtbot, made)
    made.go("calls")
    settle(qtbot, made)
    yield made
    made.close()
    made.deleteLater()
    qtbot.wait(1)


def view_of(window: MainWindow) -> CallsView:
    view = window.views["calls"]
    assert isinstance(view, CallsView)
    return view


def state_of(window: MainWindow) -> CallsShown:
    state = window.models["calls"].state
    assert isinstance(state, CallsShown)
    return state


def row_of(window: MainWindow, ident: str) -> CallRow:
    return next(line for line in state_of(window).lines if isinstance(line, CallRow) and line.ident == ident)


def phones(view: CallsView) -> list[str]:
    return [line.accessibleName() for line in view.panel.findChildren(RungLine)]


def until(qtbot: QtBot, seen: Callable[[], object]) -> None:
    """What was recorded has come back to the screen."""
    qtbot.waitUntil(lambda: bool(seen()))


def is_shown(window: MainWindow, row: CallRow) -> bool:
    return any(isinstance(line, CallRow) and line.ident == row.ident for line in state_of(window).lines)


def to_a_household(window: MainWindow) -> CallRow:
    view = view_of(window)
    row = next(
        line
        for line in state_of(window).lines
        if isinstance(line, CallRow) and line.household and line.stands.rung is Rung.A and line.stands.last is None
    )
    view._go_to(row.ident)
    return row


def test_a_call_takes_its_outcome_by_digit_and_the_next_stands_ready(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    row = to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert window.models["calls"].calling is not None
    qtbot.keyClick(view.table, Qt.Key.Key_2)
    assert window.models["calls"].calling is None
    following_row = view.current()
    assert following_row is not None
    assert following_row.ident != row.ident
    until(qtbot, lambda: row_of(window, row.ident).stands.tries)
    after = row_of(window, row.ident)
    assert (after.group, after.stands.tries) == (CallGroup.WAITING, 1)
    now = view.current()
    assert now is not None
    assert now.ident == following_row.ident


def test_the_whole_number_stands_only_on_the_line_that_is_called(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    to_a_household(window)
    settle(qtbot, window)
    assert all("*" in text for text in phones(view) if "199" in text)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    bare = [text for text in phones(view) if "199 " in text]
    assert len(bare) == 1
    assert "*" not in bare[0]
    qtbot.keyClick(view.table, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert all("*" in text for text in phones(view) if "199" in text)


def test_digits_are_filters_while_no_call_runs(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    qtbot.keyClick(view.table, Qt.Key.Key_6)
    settle(qtbot, window)
    assert state_of(window).chosen == "refused"
    assert state_of(window).counts["refused"] == 1
    qtbot.keyClick(view.table, Qt.Key.Key_1)
    settle(qtbot, window)
    assert state_of(window).chosen == "open"


def test_moving_away_from_a_call_leaves_it_unrecorded(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    row = to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert window.models["calls"].calling is None
    qtbot.keyClick(view.table, Qt.Key.Key_9)
    settle(qtbot, window)
    assert row_of(window, row.ident).stands.tries == 0


def test_a_rung_where_nobody_stands_says_so(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_B)  # no plan, so no B
    assert window.models["calls"].calling is None
    assert "B 角" in view.panel.notice.text()


def test_verbs_are_about_the_household_and_not_about_a_village(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    village = next(line for line in state_of(window).lines if isinstance(line, CallRow) and not line.household)
    view._go_to(village.ident)
    qtbot.keyClick(view.table, Qt.Key.Key_S)
    assert village.place_name in view.panel.notice.text()
    row = to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_S)
    until(qtbot, lambda: row_of(window, row.ident).unreachable)


def test_a_refusal_asks_why_and_each_is_a_round(qtbot: QtBot, window: MainWindow) -> None:
    view, model = view_of(window), window.models["calls"]
    row = to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_J)
    qtbot.keyClick(view.table, Qt.Key.Key_Escape)
    assert model.asking is None
    qtbot.keyClick(view.table, Qt.Key.Key_J)
    said = " ".join(piece.text() for piece in view.panel.findChildren(QLabel))
    assert "劝第 1 轮" in said
    qtbot.keyClick(view.table, Qt.Key.Key_5)
    model.choose("refused")
    until(qtbot, lambda: state_of(window).chosen == "refused" and is_shown(window, row))
    after = row_of(window, row.ident)
    assert [(talk.reason, talk.remedy) for talk in after.talks] == [(Reason.GUARD, Remedy.WATCH)]
    assert saying.tried(after, NOW)[1] == "看家 · 派人巡看"
    view._go_to(row.ident)
    qtbot.keyClick(view.table, Qt.Key.Key_J)
    qtbot.keyClick(view.table, Qt.Key.Key_9)  # no such reason: the question stands
    assert model.asking is not None
    qtbot.keyClick(view.table, Qt.Key.Key_1)
    until(qtbot, lambda: len(row_of(window, row.ident).talks) == 2)


def test_a_village_that_is_done_wants_a_second_name(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    village = next(line for line in state_of(window).lines if isinstance(line, CallRow) and not line.household)
    view._go_to(village.ident)
    qtbot.keyClick(view.table, Qt.Key.Key_D)
    until(qtbot, lambda: row_of(window, village.ident).done)
    assert "待第二人" in saying.completed(row_of(window, village.ident), NOW)
    window.desk.set_operator("张示二")
    qtbot.keyClick(view.table, Qt.Key.Key_D)
    until(qtbot, lambda: row_of(window, village.ident).done.second)  # type: ignore[union-attr]
    text = saying.completed(row_of(window, village.ident), NOW)
    assert "张示二 确认" in text


def test_the_silent_villages_are_asked_by_radio_one_after_another(qtbot: QtBot, window: MainWindow) -> None:
    view, model = view_of(window), window.models["calls"]
    asked = []
    for _ in range(3):
        qtbot.keyClick(view.table, Qt.Key.Key_V)
        assert model.calling.rung.rung is Rung.RADIO
        asked.append(model.calling.row.ident)
        qtbot.keyClick(view.table, Qt.Key.Key_2)
        until(qtbot, lambda: row_of(window, asked[-1]).stands.tries)
    assert asked == [f"village/{row.place}" for row in state_of(window).silent[:3]]
    before = len(state_of(window).silent)
    qtbot.keyClick(view.table, Qt.Key.Key_V)
    qtbot.keyClick(view.table, Qt.Key.Key_1)
    until(qtbot, lambda: len(state_of(window).silent) == before - 1)


def test_whoever_has_waited_long_enough_rises_and_the_selected_row_stays(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    row = to_a_household(window)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    qtbot.keyClick(view.table, Qt.Key.Key_2)
    until(qtbot, lambda: row_of(window, row.ident).group is CallGroup.WAITING)
    chosen = view.current()
    assert chosen is not None
    window.desk.seek(NOW + timedelta(minutes=6))
    until(qtbot, lambda: row_of(window, row.ident).group is CallGroup.DUE)
    assert view.rows.row_of(row.ident) == 1
    now = view.current()
    assert now is not None
    assert now.ident == chosen.ident
    assert "1" in window.models["calls"].fact


def test_the_panel_says_whom_to_call_and_what_to_read(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    row = to_a_household(window)
    said = " ".join(label.text() for label in view.panel.findChildren(QLabel))
    assert row.first is not None
    assert row.first.name in said
    assert "照着念" in said
    assert factories.OFFICER in said
    assert view.panel.primary is not None
    assert row.now is not None
    assert row.now.name in view.panel.primary.text()
