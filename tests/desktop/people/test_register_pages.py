"""The pages beside the list and the editor, by keyboard, on a real file."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.domain.entries import Field
from core.domain.events import Kind
from core.domain.freshness import Flag
from core.domain.ids import HouseholdId
from core.queries.pairing_rows import CallAbout, CallNews, CallRow
from desktop.people.helper_lines import lines_of
from desktop.people.shown import PeopleShown, Wanted, arrange, compare
from desktop.people.table import PeopleTable
from desktop.people.view import PeopleView
from desktop.shell.window import MainWindow
from desktop.widgets.lines import Card, Hair, Heading, LineColumn, Named, Words
from tests.desktop.conftest import settle
from tests.desktop.factories import NOW, row

Key = Qt.Key


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow) -> PeopleView:
    window.go("people")
    settle(qtbot, window)
    made = window.views["people"]
    assert isinstance(made, PeopleView)
    press(qtbot, window, Key.Key_Down)
    return made


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(focus(), key)
        written(qtbot, window)
        settle(qtbot, window)


def written(qtbot: QtBot, window: MainWindow) -> None:
    """Wait for what was being written: a question is answered after the writes before it."""
    answers: list[bool] = []
    window.desk.read(_asked, answers.append, key="are the writes done")
    qtbot.waitUntil(lambda: bool(answers))


def _asked(_store: object) -> bool:
    return True


def write(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Type into the open line and press Enter."""
    field = focus()
    field.clear()  # type: ignore[attr-defined]
    said = QInputMethodEvent()
    said.setCommitString(text)
    QApplication.sendEvent(field, said)
    press(qtbot, window, Key.Key_Return)


# -- the list --------------------------------------------------------------------------------------------------------


def test_chips_of_what_is_old() -> None:
    flags = (Flag.PHONE_UNCONFIRMED, Flag.ENTRY_OLD, Flag.HELPER_GONE, Flag.SEVERAL_LEDGERS, Flag.DUPLICATE)
    rows = tuple(row(n, flags=frozenset((flag,))) for n, flag in enumerate(flags))
    gone = (row(9, flags=frozenset((Flag.OFF,))),)
    shown = arrange(rows, Wanted(), NOW, gone)
    one_each = dict.fromkeys(("phone_unconfirmed", "entry_old", "helper_gone", "several_ledgers", "to_reconcile"), 1)
    assert {name: shown.counts[name] for name in one_each} == one_each
    assert (shown.counts["off"], shown.persons, len(shown.rows)) == (1, 5, 5)
    assert arrange(rows, Wanted("off"), NOW, gone).rows == gone


def test_only_what_differs_is_painted_again() -> None:
    before = tuple(row(n) for n in range(5))
    now = (*before[:3], row(3, age=99), row(4))
    compared = compare(before, now)
    assert (compared.same_people, compared.changed) == (True, (3,))
    assert compared.places[before[4].person] == 4
    assert compared.places[str(before[3].household)] == 2  # the first of the household
    assert not compare(before, now[:4]).same_people
    table = PeopleTable()
    touched: list[tuple[int, int]] = []
    table.dataChanged.connect(lambda first, last: touched.append((first.row(), last.row())))
    assert table.show_people(PeopleShown(rows=before, compared=compare((), before)))
    assert not table.show_people(PeopleShown(rows=now, compared=compared))
    assert touched == [(3, 3)]
    assert table.show_people(PeopleShown(rows=now, compared=compare(before, now)))  # not what it shows: all again


def test_lines_keep_their_widgets(qtbot: QtBot) -> None:
    column = LineColumn()
    qtbot.addWidget(column)
    lines = (Hair(), Named("电话", "199****0001"), Heading("同户 2 人"), Words("甲"), Words("乙"))
    column.show_lines(lines)
    widgets = list(column._shown)
    column.show_lines((Hair(), Named("电话", "199****0002"), Heading("同户 1 人"), Words("甲")))
    assert column._shown == widgets[:4]
    column.show_lines((Hair(), Card("要核", "重名"), Named("电话", "19900012345"), Heading("同户 1 人"), Words("甲")))
    assert [line for line in column.lines if isinstance(line, Named)] == [Named("电话", "19900012345")]
    assert column._shown[0] is widgets[0]
    column.show_lines(())
    assert column.lines == ()
    texts = [text for piece in column.findChildren(QWidget) if (text := getattr(piece, "text", str)())]
    assert not [text for text in texts if "1990" in text]  # nothing uncovered stays in what is put away


# -- the editor ------------------------------------------------------------------------------------------------------


def test_a_field_is_edited_refused_beside_it_and_saved(qtbot: QtBot, window: MainWindow, view: PeopleView) -> None:
    person = window.models["people"].person
    press(qtbot, window, Key.Key_E, Key.Key_5)
    assert view.editor.line.isVisible()
    write(qtbot, window, "1990001234")
    assert "11" in view.editor.line.refusal()
    assert view.editor.line.field.text() == "1990001234"  # what was typed stays
    write(qtbot, window, "010-69840000")
    assert view.editor.mode == "choose"
    assert view.table.hasFocus()
    assert window.models["people"].card.phone == "010****0000"
    assert window.models["people"].person == person
    press(qtbot, window, Key.Key_5)
    assert [edit.value for edit in view.editor._history] == ["010****0000"]
    press(qtbot, window, Key.Key_Escape, Key.Key_Escape)
    assert view.side.currentWidget() is view.panel
    qtbot.keyClick(view.table, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert window.models["people"].card.phone != "010****0000"


def test_another_row_ends_the_editing(qtbot: QtBot, window: MainWindow, view: PeopleView) -> None:
    press(qtbot, window, Key.Key_E, Key.Key_Down)
    assert view.editor.mode == ""
    assert view.side.currentWidget() is view.panel


def test_letters_are_not_chips_while_a_field_is_chosen(qtbot: QtBot, window: MainWindow, view: PeopleView) -> None:
    press(qtbot, window, Key.Key_E, Key.Key_9)
    assert window.models["people"].state.chosen == "all"
    assert view.editor.line.ident == Field.MOBILITY
    write(qtbot, window, "卧床")
    assert window.models["people"].card.row.mobility == "bedridden"
    press(qtbot, window, Key.Key_9)
    write(qtbot, window, "2")
    assert window.models["people"].card.row.mobility == "slow"


def test_somebody_new_goes_through_the_fields_and_back_to_the_wrong_one(
    qtbot: QtBot, window: MainWindow, view: PeopleView
) -> None:
    home = window.models["people"].card.row.household
    press(qtbot, window, Key.Key_N)
    for text in ("新来示", "女", "1950-13", "1", "山洪"):
        write(qtbot, window, text)
    press(qtbot, window, Key.Key_Return, Key.Key_Return)  # village and household of whoever was selected
    assert view.editor.line.ident == Field.BIRTH
    assert view.editor.line.refusal()
    write(qtbot, window, "1950-12")
    press(qtbot, window, *[Key.Key_Return] * 4)
    card = window.models["people"].card
    assert (card.row.name, card.row.household, card.birth) == ("新来示", home, "1950")
    assert view.editor.mode == ""


def test_off_the_list_and_back(qtbot: QtBot, window: MainWindow, view: PeopleView) -> None:
    person = window.models["people"].person
    press(qtbot, window, Key.Key_E, Key.Key_D, Key.Key_2)
    assert view.editor.mode == ""
    assert view.rows.row_of(person) < 0
    assert window.models["people"].person != person  # the next one moved up
    press(qtbot, window, Key.Key_0)
    assert [str(gone.person) for gone in view.rows.people] == [person]
    assert set(view.panel.buttons) == {"put_back"}
    press(qtbot, window, Key.Key_Return)
    assert view.rows.people == ()
    press(qtbot, window, Key.Key_1)
    assert view.rows.row_of(person) >= 0


def test_one_key_confirms_and_the_next_one_moves_up(qtbot: QtBot, window: MainWindow, view: PeopleView) -> None:
    press(qtbot, window, Key.Key_7)
    before = [str(old.person) for old in view.rows.people]
    at = view.table.currentIndex().row()
    press(qtbot, window, Key.Key_C, Key.Key_C)
    after = [str(old.person) for old in view.rows.people]
    assert after == before[:at] + before[at + 2 :]
    assert window.models["people"].person == after[at]


# -- pages -----------------------------------------------------------------------------------------------------------


def test_two_cards_are_decided_by_keyboard(qtbot: QtBot, window: MainWindow, view: PeopleView) -> None:
    persons = window.models["people"].state.persons
    press(qtbot, window, Key.Key_K)
    page = view.pages.currentWidget()
    cards = view._beside["review"].state.cards  # type: ignore[union-attr]
    assert len(cards) == 2
    press(qtbot, window, Key.Key_3)  # later: the other one first
    assert page.table.current_ident() == "+".join(cards[1].candidate.pair)  # type: ignore[attr-defined]
    press(qtbot, window, Key.Key_1)
    press(qtbot, window, Key.Key_2)
    assert view._beside["review"].state.cards == ()  # type: ignore[union-attr]
    press(qtbot, window, Key.Key_Escape)
    assert view.pages.currentWidget() is view.list
    assert window.models["people"].state.persons == persons - 1
    assert view.head.pages["review"].text() == "待核 0 张"


def test_heads_of_a_care_home_are_entered(qtbot: QtBot, window: MainWindow, view: PeopleView) -> None:
    press(qtbot, window, Key.Key_O)
    page = view.pages.currentWidget()
    home = page.table.current_ident()  # type: ignore[attr-defined]
    press(qtbot, window, Key.Key_Return)
    write(qtbot, window, "26")
    assert page.line.refusal()  # type: ignore[attr-defined]
    write(qtbot, window, "26 30")
    assert page.line.refusal()  # type: ignore[attr-defined]
    write(qtbot, window, "26 9")
    row_now = view._beside["institutions"].row(home)  # type: ignore[union-attr]
    assert row_now is not None
    assert (row_now.institution.heads, row_now.institution.cannot_walk) == (26, 9)
    assert page.table.current_ident() == home  # type: ignore[attr-defined]
    press(qtbot, window, Key.Key_Y)
    write(qtbot, window, "地势高")
    press(qtbot, window, Key.Key_D)
    write(qtbot, window, "4")
    row_now = view._beside["institutions"].row(home)  # type: ignore[union-attr]
    assert row_now is not None
    assert (row_now.moved, row_now.flags) == (4, frozenset())


def test_a_helper_drops_out_and_comes_back(qtbot: QtBot, window: MainWindow, view: PeopleView) -> None:
    kinds: list[str] = []
    window.desk.changed.connect(lambda changes: kinds.extend(event.kind for event in changes.events))
    press(qtbot, window, Key.Key_U)
    model = view._beside["helpers"]
    helper = model.helper  # type: ignore[union-attr]
    press(qtbot, window, Key.Key_O)
    write(qtbot, window, "摔了")
    assert model.page.row.out is not None  # type: ignore[union-attr]
    cards = [line for line in view._made["helpers"].panel.column.lines if isinstance(line, Card)]  # type: ignore[attr-defined]
    assert cards
    assert not any(" 0 户" in card.text for card in cards)
    assert model.helper == helper  # type: ignore[union-attr]
    press(qtbot, window, Key.Key_O)
    assert model.page.row.out is None  # type: ignore[union-attr]
    shown: list[str] = []
    model.revealed.connect(shown.append)  # type: ignore[union-attr]
    press(qtbot, window, Key.Key_Return)
    assert Kind.REVEALED in kinds
    assert len(shown[-1]) > 4
    assert "*" not in shown[-1]
    press(qtbot, window, Key.Key_W, Key.Key_W, Key.Key_Escape)
    assert [kind for kind in kinds if kind in (Kind.TAKEN_OFF, Kind.PUT_BACK)] == [Kind.TAKEN_OFF, Kind.PUT_BACK]


def test_a_door_that_nobody_is_left_for_is_no_call_that_was_made(
    qtbot: QtBot, window: MainWindow, view: PeopleView
) -> None:
    press(qtbot, window, Key.Key_U)
    model = view._beside["helpers"]
    about = [CallAbout(HouseholdId(f"H{n}"), f"赵示{n}", "甲村", CallNews.NOBODY, None, None) for n in "一二"]
    page = replace(model.page, calls=(CallRow(None, "", tuple(about)),))  # type: ignore[union-attr,type-var]
    lines = lines_of(page, {}, window.desk.at(), model.reasons)  # type: ignore[union-attr,arg-type]
    heads = [line.text for line in lines if isinstance(line, Heading)]
    assert "先找人：2 户没有人去" in heads
    assert not any("要打的电话" in head for head in heads)
    assert not any("都打过了" in line.tail for line in lines if isinstance(line, Heading))
    assert [line.text for line in lines if isinstance(line, Words) and "没有人去了" in line.text] == [
        "▸ 甲村 赵示一 没有人去了", "▸ 甲村 赵示二 没有人去了"]  # fmt: skip


def test_pages_are_opened_from_elsewhere(qtbot: QtBot, window: MainWindow, view: PeopleView) -> None:
    helper = next(row.helper.helper for row in view.rows.people if row.helper) if any(
        row.helper for row in view.rows.people) else None  # fmt: skip
    window.open_subject("people", "institution/JG-04")
    settle(qtbot, window)
    assert view.pages.currentWidget() is view._made["institutions"]
    window.open_subject("people", f"helper/{helper or view._beside['helpers'].helper}")  # type: ignore[union-attr]
    settle(qtbot, window)
    assert view.pages.currentWidget() is view._made["helpers"]
