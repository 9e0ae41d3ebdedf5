"""The frame on a real file: figures, scope, command box, undo, palette; all by keyboard."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.events import Kind
from core.operations.field import check_in, unreachable
from core.queries.rows import RollRow
from desktop.shell.window import MainWindow
from desktop.theme import DAY
from tests.desktop.conftest import settle
from tests.desktop.factories import TOWN


def press(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, how)
    settle(qtbot, window)


def type_in(qtbot: QtBot, window: MainWindow, text: str) -> None:
    window.row.begin()
    qtbot.keyClicks(window.row.box, text)
    settle(qtbot, window)


def figures(window: MainWindow) -> dict[str, int | None]:
    return {name: figure.count for name, figure in window.bar.figures.items()}


def first_open(window: MainWindow) -> RollRow:
    return next(line for line in window.models["roll"].state.lines if isinstance(line, RollRow))


def test_the_figures_add_up_and_open_their_names(qtbot: QtBot, window: MainWindow) -> None:
    shown = figures(window)
    assert shown["due"] == sum(int(shown[name] or 0) for name in ("moved", "not_moved", "refused", "unreachable"))
    assert shown["refused"]
    qtbot.mouseClick(window.bar.figures["refused"], Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    roll = window.models["roll"].state
    assert window.front == "roll"
    assert len([line for line in roll.lines if isinstance(line, RollRow)]) == shown["refused"]


def test_the_first_screen_is_there_and_keys_go_to_screens(qtbot: QtBot, window: MainWindow) -> None:
    assert window.front == "roll"
    press(qtbot, window, Qt.Key.Key_F7)
    assert window.front == "people"
    press(qtbot, window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.front == "roll"


def test_another_town_changes_every_figure(qtbot: QtBot, window: MainWindow) -> None:
    before = figures(window)
    window.desk.set_scope("清水镇")
    settle(qtbot, window)
    assert figures(window)["due"] == 0
    assert not any(figure.changed for figure in window.bar.figures.values())
    window.desk.set_scope(TOWN)
    settle(qtbot, window)
    assert figures(window) == before


def test_the_town_is_chosen_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert window.choosers.towns.isVisible()
    press(qtbot, window, Qt.Key.Key_1)
    assert window.desk.scope is None
    assert not window.choosers.towns.isVisible()


def test_initials_find_and_enter_opens(qtbot: QtBot, window: MainWindow) -> None:
    row = first_open(window)
    type_in(qtbot, window, row.card)
    assert window.row.popup.isVisible()
    assert window.command.hits[0].id == row.person
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.front == "people"
    assert window.models["people"].card.row.person == row.person


def test_a_verb_behind_the_key_refuses_and_ctrl_z_takes_it_back(qtbot: QtBot, window: MainWindow) -> None:
    row = next(
        line for line in window.models["roll"].state.lines
        if isinstance(line, RollRow) and line.class_.value == "not_moved"
    )  # fmt: skip
    before = figures(window)
    type_in(qtbot, window, f"{row.card} j kanjia")
    press(qtbot, window, Qt.Key.Key_Return)
    assert figures(window)["refused"] == int(before["refused"] or 0) + 1
    assert window.bar.figures["refused"].changed
    assert window.shell.acts[0].row.name == row.name
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert figures(window) == before


def test_without_a_planned_island_an_arrival_says_why_not(qtbot: QtBot, window: MainWindow) -> None:
    row = first_open(window)
    type_in(qtbot, window, f"{row.card} d")
    press(qtbot, window, Qt.Key.Key_Return)
    assert row.name in window.notice.text()


def test_nobody_found_and_no_island_open_says_so(qtbot: QtBot, window: MainWindow) -> None:
    type_in(qtbot, window, "zzzzz")
    assert window.command.hits == ()
    press(qtbot, window, Qt.Key.Key_Return)
    assert "zzzzz" in window.notice.text()


def test_escape_leaves_the_box_to_the_screen(qtbot: QtBot, window: MainWindow) -> None:
    type_in(qtbot, window, "l")
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.row.popup.isVisible()
    assert window.row.box.text() == ""


def test_help_and_about_open_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F1)
    assert type(QApplication.focusWidget()).__name__ == "HelpSheet"
    press(qtbot, window, Qt.Key.Key_A)
    assert type(QApplication.focusWidget()).__name__ == "AboutSheet"
    press(qtbot, window, Qt.Key.Key_Escape)
    assert type(QApplication.focusWidget()).__name__ == "QTableView"


def test_day_and_night_at_once(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F11)
    assert window.desk.palette is DAY
    image = window.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() - 40).lightness() > 128


def test_an_alarm_stands_until_somebody_puts_his_name_to_it(qtbot: QtBot, window: MainWindow) -> None:
    window.alarm.quiet = True
    window.shell.alarmed.emit(3)
    assert window.alarm.isVisible()
    assert "3" in window.alarm.text()
    row = window.shell.row
    assert row is not None
    for exposed, said in ((2, "现有 2 人"), (0, "刚才有险无人 3 人，现在 0 人")):  # it never says what is no longer so
        window.shell.shown.emit(replace(row, totals=replace(row.totals, exposed=exposed)))
        assert said in window.alarm.text()
        assert window.alarm.isVisible()
    press(qtbot, window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert not window.alarm.isVisible()
    window.shell.alarmed.emit(1)
    assert "现有 1 人" in window.alarm.text()


def test_a_low_window_keeps_bar_command_row_and_every_key(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(window.minimumSize())
    settle(qtbot, window)
    assert window.row.isVisible()
    for item in window.navigation.items.values():
        assert item.geometry().bottom() < window.navigation.scope.y()


def test_not_accounted_for_is_one_key_away_from_any_filter(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_7)
    assert window.models["roll"].state.chosen == "all"
    press(qtbot, window, Qt.Key.Key_F4)
    assert window.models["roll"].state.chosen == "open"


def test_a_quick_undo_takes_back_the_act_just_made_and_no_older_one(qtbot: QtBot, window: MainWindow) -> None:
    """Ctrl+Z may come before the entry is written, or before the list of acts has been read again."""
    first, second = [line for line in window.models["roll"].state.lines if isinstance(line, RollRow)][:2]
    window.desk.write(unreachable, persons=(first.person,))
    settle(qtbot, window)
    gone = figures(window)["unreachable"]
    window.desk.write(unreachable, persons=(second.person,))
    window._undo()
    settle(qtbot, window)
    assert figures(window)["unreachable"] == gone
    standing = [act.row for act in window.shell.acts if act.row.kind == Kind.UNREACHABLE and not act.row.void]
    assert standing[0].subject == f"person/{first.person}"


def test_a_quick_undo_of_an_entry_that_was_refused_takes_back_no_older_one(qtbot: QtBot, window: MainWindow) -> None:
    first = first_open(window)
    window.desk.write(unreachable, persons=(first.person,))
    settle(qtbot, window)
    window.desk.write(check_in, persons=(first.person,), place="nowhere")
    window._undo()
    settle(qtbot, window)
    newest = window.shell.acts[0].row
    assert (newest.kind, newest.void, newest.subject) == (Kind.UNREACHABLE, False, f"person/{first.person}")
    assert "没有能撤的" in window.notice.text()
