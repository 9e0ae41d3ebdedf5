"""The map over a real night: select, close a road, see who has to be told, take it back."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.domain.findings import Rule
from core.domain.hazards import Trigger
from core.queries.map_rows import MapState
from core.queries.plan import plan_board
from core.queries.plan_rows import PlanBoard
from desktop.desk import Desk
from desktop.map.model import MapModel
from desktop.map.subject import HouseholdSubject, LinkSubject, PlaceSubject, ShelterSubject
from desktop.map.view import MapView
from desktop.replanning import Replanning
from desktop.tasks import Tasks
from tests.desktop import factories


class Night:
    """A desk with the map on it and a plan in force."""

    def __init__(self, path: Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.tasks = Tasks(lambda: factories.open_night(path))
        self.desk = Desk(
            self.tasks,
            drill=True,
            operator=factories.OFFICER,
            scope=factories.TOWN,
            at=factories.NOW,
            replay=factories.STORM,
        )
        self.replanning = Replanning(self.desk)
        self.model = MapModel(self.desk, self.replanning)
        self.view = MapView(self.model)
        self.view.resize(1003, 512)
        self.view.show()
        qtbot.waitUntil(lambda: self.model.scene is not None)

    def plan(self) -> None:
        with self.qtbot.waitSignal(self.replanning.finished):
            self.replanning.plan_afresh("试")

    def board(self) -> PlanBoard:
        got: list[PlanBoard] = []
        self.desk.read(plan_board, got.append, key="test", at=self.desk.at())
        self.qtbot.waitUntil(lambda: bool(got))
        return got[0]

    def state(self) -> MapState:
        assert self.model.map_state is not None
        return self.model.map_state

    def ordered(self, code: str) -> Trigger:
        return next(row.ordered for row in self.state().places if row.place.code == code)

    def select(self, subject: str, kind: type) -> None:
        self.model.select(subject)
        self.qtbot.waitUntil(lambda: isinstance(self.model.state.subject, kind))

    def end(self) -> None:
        self.view.finish()
        self.view.close()
        self.view.deleteLater()
        self.tasks.close()
        QCoreApplication.sendPostedEvents(None, 0)


@pytest.fixture
def night(qtbot: QtBot, night_file: Path) -> Iterator[Night]:
    made = Night(night_file, qtbot)
    yield made
    made.end()


def test_the_ground_that_comes_late_leaves_the_keys_where_somebody_types(night: Night, qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    line = QLineEdit()
    column.addWidget(line)
    column.addWidget(night.view)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    night.model.ground_ready.emit(night.model.ground)
    assert line.hasFocus()
    line.clearFocus()
    night.model.ground_ready.emit(night.model.ground)
    assert night.view.canvas is not None
    assert night.view.canvas.hasFocus()
    night.view.setParent(None)


def a_used_link(board: PlanBoard) -> str:
    """A link that some but not most households pass."""
    users = Counter(link for move in board.moves for link in move.route.links)
    return next(link for link, count in sorted(users.items(), key=lambda item: (-item[1], item[0])) if count < 60)


def test_a_closure_changes_only_whom_it_touches_and_can_be_taken_back(night: Night, qtbot: QtBot) -> None:
    night.plan()
    before = night.board()
    link = a_used_link(before)
    users = {move.household for move in before.moves if link in move.route.links}
    night.select(f"link/{link}", LinkSubject)
    with qtbot.waitSignal(night.replanning.finished):
        qtbot.keyClick(night.view, Qt.Key.Key_X)

    def told() -> bool:
        subject = night.model.state.subject
        return isinstance(subject, LinkSubject) and subject.news is not None

    qtbot.waitUntil(told)
    subject = night.model.state.subject
    assert isinstance(subject, LinkSubject)
    assert subject.news is not None
    assert subject.undo is not None
    assert subject.closures
    assert subject.closures[0].now
    assert subject.news.kept + subject.news.changed >= len(before.moves)
    assert users <= {one.household for one in subject.news.tell}
    assert not any(link in move.route.links for move in night.board().moves)
    with qtbot.waitSignal(night.replanning.finished):
        night.model.undo_closure(subject.link.id, subject.undo)
    qtbot.waitUntil(lambda: not night.model.map_state.closures)  # type: ignore[union-attr]
    assert {move.household for move in night.board().moves} == {move.household for move in before.moves}


def test_a_household_shows_its_way_and_enter_goes_on_with_the_call(night: Night, qtbot: QtBot) -> None:
    night.plan()
    move = next(move for move in night.board().moves if move.route.links)
    night.select(f"household/{move.household}", HouseholdSubject)
    assert night.model.scene is not None
    assert night.model.scene.first is not None
    assert len(night.model.scene.first.road) >= 2
    qtbot.keyClick(night.view, Qt.Key.Key_H)
    with qtbot.waitSignal(night.desk.changed) as changed:
        qtbot.keyClick(night.view, Qt.Key.Key_1)
    assert changed.args[0].kinds == {"called"}


def test_digits_are_no_outcomes_while_no_call_runs(night: Night, qtbot: QtBot) -> None:
    night.select(f"household/{_household(night, qtbot)}", HouseholdSubject)
    with qtbot.assertNotEmitted(night.desk.changed, wait=60):
        qtbot.keyClick(night.view, Qt.Key.Key_1)


def _household(night: Night, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: bool(night.model.map_state and night.model.map_state.people))
    assert night.model.map_state is not None
    return str(night.model.map_state.people[-1].household)


def test_a_village_lists_who_has_not_left(night: Night) -> None:
    assert night.model.map_state is not None
    row = next(row for row in night.model.map_state.places if row.due)
    night.select(f"place/{row.place.code}", PlaceSubject)
    night.qtbot.waitUntil(lambda: bool(night.model.state.subject.waiting))  # type: ignore[union-attr]
    subject = night.model.state.subject
    assert isinstance(subject, PlaceSubject)
    assert len(subject.waiting) == row.due - row.moved
    assert {person.place for person in subject.waiting} == {row.place.code}


def test_a_shelter_has_its_face(night: Night) -> None:
    assert night.model.map_state is not None
    night.select(f"shelter/{night.model.map_state.shelters[0].shelter.id}", ShelterSubject)


def test_no_verb_is_taken_while_another_time_is_looked_at(night: Night, qtbot: QtBot) -> None:
    night.select(f"link/{night.model.ground.base.links[0].id}", LinkSubject)  # type: ignore[union-attr]
    night.model.time.step(-10)
    with qtbot.waitSignal(night.model.refused) as refused:
        qtbot.keyClick(night.view, Qt.Key.Key_X)
    assert refused.args[0].rule == Rule.BAD_TIME
    assert night.view.panel.notice.text()


def test_the_table_twin_holds_what_is_in_view_and_the_unplaced(night: Night, qtbot: QtBot) -> None:
    qtbot.keyClick(night.view, Qt.Key.Key_T)
    kinds = {line.subject.split("/")[0] for line in night.view.rows.lines}
    assert {"place", "shelter"} <= kinds
    assert night.model.scene is not None
    unplaced = {f"place/{row.place.code}" for row in night.model.scene.unplaced}
    assert unplaced <= {line.subject for line in night.view.rows.lines}


def test_escape_goes_one_level_back_at_a_time(night: Night, qtbot: QtBot) -> None:
    night.select(f"link/{night.model.ground.base.links[0].id}", LinkSubject)  # type: ignore[union-attr]
    night.model.time.step(10)
    qtbot.keyClick(night.view, Qt.Key.Key_Escape)
    assert night.desk.looking_at is None
    assert night.model.state.selection is not None
    qtbot.keyClick(night.view, Qt.Key.Key_Escape)
    assert night.model.state.selection is None


def test_stop_keeps_the_standing_plan(night: Night, qtbot: QtBot) -> None:
    night.plan()
    version = night.board().version
    night.replanning.plan_afresh("再算")
    with qtbot.waitSignal(night.replanning.stopped):
        night.replanning.stop()
    assert not night.replanning.running
    qtbot.wait(50)
    assert night.board().version == version


def test_a_road_is_chosen_and_closed_without_a_mouse(night: Night) -> None:
    night.plan()
    night.model.clear()
    night.model.walk_roads(1, 0.0, 0.0)
    night.qtbot.waitUntil(lambda: isinstance(night.model.state.subject, LinkSubject))
    first = night.model.state.selection
    night.model.walk_roads(1, 0.0, 0.0)
    assert night.model.state.selection != first
    night.model.walk_roads(-1, 0.0, 0.0)
    assert night.model.state.selection == first


def test_the_walk_follows_the_routes_of_the_chosen_household(night: Night) -> None:
    night.plan()
    move = next(move for move in night.board().moves if len(move.route.links) > 2)
    night.select(f"household/{move.household}", HouseholdSubject)
    night.model.walk_roads(1, 0.0, 0.0)
    night.qtbot.waitUntil(lambda: isinstance(night.model.state.subject, LinkSubject))
    assert night.model.state.selection is not None
    assert night.model.state.selection.id == move.route.links[0]


def test_a_village_is_ordered_by_hand_where_no_gauge_reports(night: Night) -> None:
    place = next(row for row in night.state().places if row.ordered is Trigger.NONE and row.place.position)
    night.select(f"place/{place.place.code}", PlaceSubject)
    night.model.order(place.place.code, Trigger.GO)
    night.qtbot.waitUntil(lambda: night.ordered(place.place.code) is Trigger.GO)
