"""The storm screen over a real night: order, leave out a village, decline with a reason, look and play."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode
from desktop.desk import Desk
from desktop.storm.model import StormModel
from desktop.storm.reading import added, cells, counts, key_of
from desktop.storm.view import StormView
from desktop.storm.villages import VillageList
from desktop.tasks import Tasks
from tests.desktop import factories


class Storm:
    def __init__(self, path: Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.tasks = Tasks(lambda: factories.open_night(path))
        self.desk = Desk(self.tasks, drill=True, operator=factories.OFFICER, at=factories.NOW, replay=factories.STORM)
        self.model = StormModel(self.desk)
        self.view = StormView(self.model)
        self.view.resize(1003, 512)
        self.view.show()
        self.wait()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: self.model.state.board is not None and not self.tasks.busy())

    def end(self) -> None:
        self.view.close()
        self.view.deleteLater()
        self.tasks.close()
        QCoreApplication.sendPostedEvents(None, 0)


@pytest.fixture
def storm(qtbot: QtBot, night_file: Path) -> Iterator[Storm]:
    made = Storm(night_file, qtbot)
    yield made
    made.end()


def test_not_yet_ordered_stands_above_ordered_and_nearest_to_go_first(storm: Storm) -> None:
    rows = storm.model.state.lines
    ordered = [all(place.ordered.rank >= row.storm.level.rank for place in row.places) for row in rows]
    assert ordered == sorted(ordered)
    assert storm.model.state.proposal is not None


def test_chips_count_villages_and_filter_lines(storm: Storm, qtbot: QtBot) -> None:
    board = storm.model.state.board
    assert board is not None
    known = counts(board)
    assert known["go"] + known["prepare"] + known["none"] == sum(len(row.places) for row in board.rows)
    qtbot.keyClick(storm.view, Qt.Key.Key_1)
    assert {row.storm.level for row in storm.model.state.lines} <= {Trigger.GO}


def test_a_cell_says_the_level_that_its_own_window_reached(storm: Storm) -> None:
    for row in storm.model.state.lines:
        reached = max((cell.level for cell in cells(row.storm)), key=lambda level: level.rank)
        assert reached is row.storm.level


def test_enter_orders_the_chosen_villages_and_nobody_else(storm: Storm, qtbot: QtBot) -> None:
    proposal = storm.model.state.proposal
    assert proposal is not None
    due, more = storm.model.state.due, added(proposal.places, proposal.level, _codes(proposal.places))
    with qtbot.waitSignal(storm.desk.changed) as changed:
        qtbot.keyClick(storm.view.table, Qt.Key.Key_Return)
    assert {event.subject for event in changed.args[0].events} == {f"place/{p.place.code}" for p in proposal.places}
    storm.wait()
    assert storm.model.state.due == due + more
    assert all(p.town != proposal.town or p.level != proposal.level for p in storm.model.state.board.proposals)  # type: ignore[union-attr]


def test_a_village_left_out_is_not_ordered(storm: Storm, qtbot: QtBot) -> None:
    proposal = storm.model.state.proposal
    assert proposal is not None
    qtbot.keyClick(storm.view.table, Qt.Key.Key_Space)
    villages = storm.view.focusWidget()
    assert isinstance(villages, VillageList)
    left_out = villages.rows.places[0].place.code
    qtbot.keyClick(villages, Qt.Key.Key_Space)
    storm.view.focus_first()
    with qtbot.waitSignal(storm.desk.changed) as changed:
        qtbot.keyClick(storm.view.table, Qt.Key.Key_Return)
    assert f"place/{left_out}" not in changed.args[0].subjects
    assert len(changed.args[0].events) == len(proposal.places) - 1


def test_not_ordering_needs_a_reason(storm: Storm, qtbot: QtBot) -> None:
    before = storm.model.state.proposal
    qtbot.keyClick(storm.view.table, Qt.Key.Key_J)
    field = storm.view._reason
    assert field is not None
    with qtbot.assertNotEmitted(storm.desk.changed, wait=60):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    field.setText("雨已过，河水在落")
    with qtbot.waitSignal(storm.desk.changed) as changed:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert changed.args[0].kinds == {"declined"}
    storm.wait()
    assert storm.model.state.proposal != before


def test_another_line_brings_its_plots_and_its_proposal(storm: Storm, qtbot: QtBot) -> None:
    last = storm.model.state.lines[-1]
    storm.view.table.selectRow(len(storm.model.state.lines) - 1)
    storm.wait()
    assert key_of(last) == storm.model.state.chosen
    assert storm.model.time.series is not None


def test_looking_back_shows_less_rain_and_home_returns(storm: Storm, qtbot: QtBot) -> None:
    now = storm.model.state.board.district_mean_mm  # type: ignore[union-attr]
    for _ in range(3):
        qtbot.keyClick(storm.view, Qt.Key.Key_Less)
    qtbot.waitUntil(lambda: storm.model.state.board.district_mean_mm < now)  # type: ignore[union-attr]
    qtbot.keyClick(storm.view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: storm.model.state.board.district_mean_mm == now)  # type: ignore[union-attr]


def test_the_drill_clock_plays_and_is_set(storm: Storm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(storm.desk.moment):
        storm.view.bar._play.click()
    assert storm.desk.speed == 60
    storm.view.bar._speed.click()
    assert storm.desk.speed == 300
    storm.view.bar._play.click()
    assert storm.desk.speed == 0
    storm.model.time.seek(factories.NOW + timedelta(hours=1))
    assert storm.desk.now() == factories.NOW + timedelta(hours=1)
    storm.wait()


def test_the_table_twin_of_the_plots_has_a_row_an_hour(storm: Storm, qtbot: QtBot) -> None:
    qtbot.keyClick(storm.view, Qt.Key.Key_T)
    assert storm.view.lower_half.currentWidget() is storm.view.hours
    assert storm.model.time.series is not None
    assert storm.view.hour_rows.rowCount() == len(storm.model.time.series.hourly)


def test_a_place_asked_for_from_elsewhere_is_found(storm: Storm) -> None:
    row = storm.model.state.lines[-1]
    storm.model.select(f"place/{row.places[-1].place.code}")
    assert storm.model.state.chosen == key_of(row)


def _codes(places: tuple[object, ...]) -> frozenset[PlaceCode]:
    return frozenset(place.place.code for place in places)  # type: ignore[attr-defined]
