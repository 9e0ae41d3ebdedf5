"""The register: filter, chips, the panel, and fields that are shown only after it was recorded."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from core.domain.events import Kind
from core.domain.people import Mobility
from desktop.people.panel import lines_of
from desktop.people.shown import Wanted, arrange, kind_of
from desktop.people.view import PeopleView
from desktop.shell.window import MainWindow
from desktop.widgets.lines import Heading, Words
from tests.desktop.conftest import settle
from tests.desktop.factories import NOW, row


def test_words_come_first_then_the_kind() -> None:
    rows = tuple(row(n, mobility=Mobility.BEDRIDDEN if n % 2 else Mobility.WALKS) for n in range(10))
    shown = arrange(rows, Wanted("bedridden", "household", "李虚3"), NOW)
    assert [person.name for person in shown.rows] == ["李虚3"]
    assert shown.counts["all"] == 1
    assert shown.persons == 10


def test_subjects_from_elsewhere() -> None:
    assert kind_of("person/ab") == ("person", "ab")
    assert kind_of("王-0001") == ("household", "王-0001")
    assert kind_of("0" * 32) == ("person", "0" * 32)


def people(qtbot: QtBot, window: MainWindow) -> PeopleView:
    window.go("people")
    settle(qtbot, window)
    view = window.views["people"]
    assert isinstance(view, PeopleView)
    return view


def test_a_row_opens_its_panel(qtbot: QtBot, window: MainWindow) -> None:
    view = people(qtbot, window)
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    settle(qtbot, window)
    card = window.models["people"].card
    chosen = view.rows.person(view.table.currentIndex().row())
    assert chosen is not None
    assert card.row.person == chosen.person
    assert view.panel.buttons


def test_whoever_was_sent_on_is_not_told_the_plans_door(qtbot: QtBot, window: MainWindow) -> None:
    view = people(qtbot, window)
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    settle(qtbot, window)
    card = window.models["people"].card
    sent = replace(card, row=replace(card.row, going_to="S9", going_to_name="王平中学"))
    lines = list(lines_of(sent, NOW, {}))
    assert Heading("王平中学") in lines
    assert not any("出门" in line.text for line in lines if isinstance(line, Words))


def test_a_masked_field_is_recorded_before_it_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    view = people(qtbot, window)
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    settle(qtbot, window)
    masked = window.models["people"].card.id_number
    kinds: list[str] = []
    window.desk.changed.connect(lambda changes: kinds.extend(changes.kinds))
    shown = QSignalSpy(window.models["people"].revealed)
    qtbot.keyClick(view.table, Qt.Key.Key_1, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, window)
    assert kinds == [Kind.REVEALED]
    assert shown.count() == 1
    name, text = shown.at(0)
    assert name == "id_number"
    assert "*" in masked
    assert "*" not in text


def test_the_filter_narrows_and_escape_returns_to_the_list(qtbot: QtBot, window: MainWindow) -> None:
    view = people(qtbot, window)
    everybody = view.rows.rowCount()
    qtbot.keyClick(view.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.field.hasFocus()
    qtbot.keyClicks(view.field, "-0001")
    settle(qtbot, window)
    assert 0 < view.rows.rowCount() < everybody
    qtbot.keyClick(view.field, Qt.Key.Key_Escape)
    assert view.table.hasFocus()
