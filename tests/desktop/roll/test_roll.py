"""The roll: groups in their order, filters, verbs, and no row that jumps under the hand."""

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.domain.standing import Class
from core.queries.rows import Look, Roll, RollGroup, RollRow, Totals
from desktop.roll.model import Head, RollShown, Wanted, arrange
from desktop.roll.table import RollTable
from desktop.roll.view import RollView
from desktop.shell.window import MainWindow
from tests.desktop.conftest import settle
from tests.desktop.factories import NOW, row

OPEN = Wanted("open", "danger", False)


def answer(*rows: RollRow) -> Roll:
    return Roll(Totals(), rows, 1)


def test_groups_keep_their_fixed_order_and_count_homes() -> None:
    shown = arrange(
        answer(
            row(1, RollGroup.EXPOSED, look=Look.EXPOSED),
            row(2, RollGroup.UNREACHABLE, class_=Class.UNREACHABLE),
            row(3, RollGroup.UNREACHABLE, class_=Class.UNREACHABLE),
            row(4, RollGroup.REST),
        ),
        OPEN,
        NOW,
    )
    heads = [line for line in shown.lines if isinstance(line, Head)]
    assert [head.group for head in heads] == [RollGroup.EXPOSED, RollGroup.UNREACHABLE]
    assert (heads[1].persons, heads[1].households) == (2, 1)
    assert shown.counts["open"] == 3
    assert shown.counts["all"] == 4


def test_the_arrived_are_folded_until_asked_for() -> None:
    rows = answer(row(1, RollGroup.MOVED, class_=Class.MOVED), row(2))
    folded = arrange(rows, Wanted("all", "danger", False), NOW)
    assert len(folded.lines) == 3
    assert len(arrange(rows, Wanted("all", "danger", True), NOW).lines) == 4
    assert len(arrange(rows, Wanted("moved", "danger", False), NOW).lines) == 2


def test_beyond_the_register_is_never_counted_as_due() -> None:
    shown = arrange(answer(row(1, RollGroup.MOVED, beyond_register=True), row(2)), Wanted("all", "danger", False), NOW)
    assert shown.counts["all"] == 1
    assert shown.counts["beyond"] == 1


def test_only_the_rows_that_differ_are_redrawn(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    table = RollTable()
    lines = arrange(answer(*(row(n, RollGroup.OVERDUE) for n in range(1, 9))), OPEN, NOW).lines
    assert table.show_lines(lines)
    qtmodeltester.check(table)
    changed: list[int] = []
    table.dataChanged.connect(lambda top, _bottom: changed.append(top.row()))
    third = lines[3]
    assert isinstance(third, RollRow)
    assert not table.show_lines((*lines[:3], replace(third, tries=2), *lines[4:]))
    assert changed == [3]


def test_six_thousand_rows_do_not_hold_the_window(qtbot: QtBot) -> None:
    rows = tuple(row(n, RollGroup.OVERDUE if n % 3 else RollGroup.UNANSWERED) for n in range(6000))
    shown = arrange(answer(*rows), OPEN, NOW)
    table = RollTable()
    said = list[str]()
    table.modelReset.connect(lambda: said.append("all"))
    table.dataChanged.connect(lambda *_rows: said.append("some"))
    table.show_lines(shown.lines)
    assert table.rowCount() == 6002
    assert said == ["all"]  # told at once, not row by row; benchmarks hold the time


def view_of(window: MainWindow) -> RollView:
    view = window.views["roll"]
    assert isinstance(view, RollView)
    return view


def test_new_rows_wait_until_a_key_is_pressed(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    state = view._model.state
    chosen = view.current()
    assert chosen is not None
    extra = row(77, RollGroup.EXPOSED, look=Look.EXPOSED)
    view._show(RollShown((Head(RollGroup.EXPOSED, 1, 1, extra, None), extra, *state.lines), state.counts, loaded=True))
    assert view.current() == chosen
    assert "1" in view.news.text()
    assert view.rows.row_of(extra.person) < 0
    qtbot.keyClick(view.table, Qt.Key.Key_Shift)
    assert view.rows.row_of(extra.person) == 1
    now = view.current()
    assert now is not None
    assert now.person == chosen.person


def test_a_call_takes_its_outcome_by_digit(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    view._model.choose("not_moved")
    settle(qtbot, window)
    chosen = view.current()
    assert chosen is not None
    qtbot.keyClick(view.table, Qt.Key.Key_H)
    assert view.call.isVisible()
    qtbot.keyClick(view.table, Qt.Key.Key_2)
    settle(qtbot, window)
    after = view.rows.person(view.rows.row_of(chosen.person))
    assert after is not None
    assert after.tries == chosen.tries + 1
    assert not view.call.isVisible()


def test_digits_are_filters_while_no_call_runs(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    qtbot.keyClick(view.table, Qt.Key.Key_7)
    settle(qtbot, window)
    assert view._model.state.chosen == "all"


def test_a_verb_moves_the_person_to_his_group(qtbot: QtBot, window: MainWindow) -> None:
    view = view_of(window)
    view._model.choose("not_moved")
    settle(qtbot, window)
    chosen = view.current()
    assert chosen is not None
    for key in (Qt.Key.Key_J, Qt.Key.Key_5):  # 看家
        qtbot.keyClick(view.table, key)
    settle(qtbot, window)
    assert view.rows.row_of(chosen.person) < 0
    assert view.current() is not None
