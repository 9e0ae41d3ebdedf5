"""Moving, picking and walking on the canvas."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.map.canvas import MapCanvas
from desktop.map.frame import Detail
from desktop.map.ground import prepare
from desktop.map.picking import Spot
from desktop.map.scene import resolve
from desktop.theme import DAY, NIGHT
from tests.desktop.map.grounds import base, state


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[MapCanvas]:
    made = MapCanvas(NIGHT, True)
    made.resize(700, 440)
    ground = prepare(base())
    made.show_ground(ground)
    made.show_scene(resolve(ground, state()))
    made.show()
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.background.ready)
    yield made
    made.finish()


def pixel(canvas: MapCanvas, lon: float, lat: float) -> QPointF:
    assert canvas._ground is not None
    return QPointF(*canvas.frame().pixel(*canvas._ground.projection.point(lon, lat)))


def test_a_zoom_keeps_the_ground_under_the_pointer(canvas: MapCanvas) -> None:
    at = QPointF(200, 100)
    before = canvas.frame().metres(200, 100)
    canvas.zoom(1.5, at)
    assert canvas.frame().metres(200, 100) == pytest.approx(before)


def test_arrows_and_signs_move_the_map(canvas: MapCanvas, qtbot: QtBot) -> None:
    before = canvas.frame()
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.frame().x > before.x
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.frame().scale == pytest.approx(before.scale / 1.5)
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.frame().scale == pytest.approx(before.scale)


def test_zoom_stops_at_its_limits(canvas: MapCanvas) -> None:
    for _ in range(40):
        canvas.zoom(1.5)
    near = canvas.frame().scale
    canvas.zoom(1.5)
    assert canvas.frame().scale == near
    assert canvas.frame().detail is Detail.VILLAGE


@pytest.mark.parametrize(
    ("where", "kind", "ident"),
    [
        ((116.0, 40.09), "place", "大沟"),
        ((116.18, 40.01), "shelter", "乙"),
        ((116.1, 40.0), "link", "2"),
        ((116.0, 40.05), "link", "3"),
    ],
)
def test_a_click_chooses_what_lies_there(
    canvas: MapCanvas, qtbot: QtBot, where: tuple[float, float], kind: str, ident: str
) -> None:
    canvas.centre(*canvas._ground.projection.point(*where), 12)  # type: ignore[union-attr]
    with qtbot.waitSignal(canvas.spot_chosen) as chosen:
        canvas.click(pixel(canvas, *where))
    assert (chosen.args[0].kind, chosen.args[0].id) == (kind, ident)


def test_a_click_on_bare_ground_chooses_nothing(canvas: MapCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.spot_chosen) as chosen:
        canvas.click(QPointF(350, 20))
    assert chosen.args == [None]


def test_a_click_on_a_dot_chooses_the_person(canvas: MapCanvas, qtbot: QtBot) -> None:
    canvas.centre(*canvas._ground.projection.point(116.0, 40.09), 12)  # type: ignore[union-attr]
    cluster = canvas._people_layer.cluster(canvas._scene.households[0])  # type: ignore[union-attr]
    dx, dy = cluster.offsets[3]  # the first three are one household
    canvas.viewport().repaint()
    qtbot.waitUntil(lambda: canvas._laid is not None and canvas._laid.frame == canvas.frame())
    with qtbot.waitSignal(canvas.spot_chosen) as chosen:
        canvas.click(pixel(canvas, 116.0, 40.09) + QPointF(dx + 3, dy + 3))
    assert (chosen.args[0].kind, chosen.args[0].person) == ("household", "大沟-1-0")


def test_tab_walks_the_most_pressing_first_then_leaves(canvas: MapCanvas, qtbot: QtBot) -> None:
    chosen: list[Spot] = []
    canvas.spot_chosen.connect(chosen.append)
    seen = []
    while canvas.focusNextPrevChild(True) and canvas._walked is not None:
        seen.append((canvas._walked.kind, canvas._walked.id))
    assert seen[0] == ("place", "大沟")
    assert len(seen) == len(set(seen)) == 7
    canvas.focusNextPrevChild(True)
    assert canvas.open_walked()
    assert chosen[0].id == "大沟"


def test_day_and_night_repaint_without_a_restart(canvas: MapCanvas, qtbot: QtBot) -> None:
    canvas.show_palette(DAY)
    qtbot.waitUntil(lambda: canvas.background._backdrop is not None and canvas.background._backdrop.palette is DAY)


def test_the_background_follows_a_long_drag(canvas: MapCanvas, qtbot: QtBot) -> None:
    before = canvas.background.renders
    for _ in range(20):
        canvas.pan(60, 10)
        canvas.viewport().repaint()
    qtbot.waitUntil(lambda: canvas.background.renders > before)
    drawn = canvas.background._backdrop
    assert drawn is not None
    qtbot.waitUntil(lambda: canvas.background._backdrop.frame.x == canvas.frame().x)  # type: ignore[union-attr]


def test_nothing_is_asked_after_the_end(canvas: MapCanvas) -> None:
    canvas.finish()
    canvas.pan(5_000, 0)
    assert canvas.background._pending is None or canvas.background._pending.done()


def test_another_text_size_leaves_nothing_painted_at_the_old_one(canvas: MapCanvas, qapp: QApplication) -> None:
    canvas.grab()
    before, laid = canvas._made_stamps(), canvas._laid
    assert laid is not None
    theme.apply(qapp, NIGHT, dict(theme.TEXT_SIZES)["largest"])
    try:
        canvas.grab()
        assert canvas._made_stamps() is not before
        assert canvas._laid is not None
        assert canvas._laid.legend_image.width() > laid.legend_image.width()
    finally:
        theme.apply(qapp, NIGHT, 1.0)
