"""Roads whose closing hurts most: marked on the map in their order, named, in the table and in the road's panel."""

from typing import Any

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.domain.critical import CriticalRoad
from core.domain.ids import HouseholdId, LinkId
from core.domain.road_labels import RoadLabel
from desktop.map import captions, furniture, layers
from desktop.map.frame import fitting
from desktop.map.ground import prepare
from desktop.map.road_panel import show_link
from desktop.map.scene import Scene, mark_critical, resolve
from desktop.map.stamps import Stamps
from desktop.map.subject import LinkSubject
from desktop.map.table import lines
from desktop.theme import NIGHT
from desktop.widgets.panel import SidePanel
from tests.desktop.map.grounds import AT, LINKS, base, state

ROADS = (
    CriticalRoad(LinkId("3"), 11, 37, 52_000.0, 0.0, (HouseholdId("h"),)),
    CriticalRoad(LinkId("1"), 4, 0, 120.0, 9.0, ()),
    CriticalRoad(LinkId("elsewhere"), 1, 0, 1.0, 0.0, ()),
)


@pytest.fixture
def scene(qapp: Any) -> Scene:
    return mark_critical(resolve(prepare(base()), state()), ROADS)


def test_known_roads_are_marked_in_their_order(scene: Scene) -> None:
    assert [(spot.rank, spot.name, spot.road.link) for spot in scene.critical] == [(1, "大沟路", "3"), (2, "G109", "1")]
    assert mark_critical(scene, ()).critical == ()


def test_the_labels_say_rank_road_and_whom_it_hurts(scene: Scene) -> None:
    frame = fitting(scene.ground.extent, 800, 500)
    said = [line.text for label in captions.wanted(scene, frame, Stamps(NIGHT, 1.0)) for line in label.stamp.lines]
    assert "1 大沟路 断了 37 人无处去" in said
    assert "2 G109 多等 120 人·分 · 最晚一人再晚 9 分" in said


def test_they_are_drawn_and_the_legend_explains_the_sign(scene: Scene) -> None:
    frame = fitting(scene.ground.extent, 400, 250)

    def picture(what: Scene) -> QImage:
        image = QImage(400, 250, QImage.Format.Format_RGB32)
        image.fill(NIGHT.color("bg0"))
        painter = QPainter(image)
        layers.draw_critical(painter, what, frame, NIGHT)
        layers.draw_critical_ranks(painter, what, frame, Stamps(NIGHT, 1.0))
        painter.end()
        return image

    assert picture(scene) != picture(mark_critical(scene, ()))
    assert "断了最伤" in [entry.text for entry in furniture.legend_entries(scene, frame)]
    assert "断了最伤" not in [entry.text for entry in furniture.legend_entries(mark_critical(scene, ()), frame)]


def test_the_table_twin_has_them(scene: Scene) -> None:
    rows = [line.cells for line in lines(scene, fitting(scene.ground.extent, 800, 500))]
    assert ("断了最伤 1", "大沟路", "", "断了 37 人无处去", "断了现算") in rows


def test_the_panel_of_a_road_says_what_its_closing_would_do(qtbot: QtBot) -> None:
    panel = SidePanel()
    qtbot.addWidget(panel)
    show_link(
        panel, LinkSubject(LINKS[2], RoadLabel(LINKS[2].id, LINKS[2].name), (), (), None, None, False, ROADS[0]), AT
    )
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert "若现在断：断了 37 人无处去 · 断了现算" in said
