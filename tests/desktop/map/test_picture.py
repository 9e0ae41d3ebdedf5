"""The saved picture: its size, the drill's word, the note about its own data, and the same bytes each time."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from desktop.map import furniture
from desktop.map.frame import Frame, fitting
from desktop.map.ground import prepare
from desktop.map.picture import map_note, render_map
from desktop.map.scene import Scene, resolve
from desktop.theme import DAY, NIGHT, Palette
from tests.desktop.map.grounds import base, state


@pytest.fixture
def scene() -> Scene:
    return resolve(prepare(base()), state())


def whole(scene: Scene) -> Frame:
    return fitting(scene.ground.extent, 700, 440)


@pytest.mark.parametrize("palette", [NIGHT, DAY])
def test_the_picture_has_the_size_asked_for_and_is_the_same_twice(qapp: QApplication, palette: Palette) -> None:
    images = [render_map(base(), state(), palette=palette, title="三村", drill=True) for _ in range(2)]
    assert (images[0].width(), images[0].height()) == (1366, 768)
    assert images[0] == images[1]


def test_a_drill_picture_carries_the_drill_mark_and_a_real_one_does_not(qapp: QApplication) -> None:
    def violet(image: QImage) -> bool:
        return QColor(image.pixel(6, 20)).name() == NIGHT.drill.lower()

    assert violet(render_map(base(), state(), palette=NIGHT, drill=True))
    assert not violet(render_map(base(), state(), palette=NIGHT, drill=False))


def test_a_town_can_be_drawn_and_an_unknown_one_is_an_error(qapp: QApplication) -> None:
    assert not render_map(base(), state(), palette=DAY, extent="甲镇").isNull()
    with pytest.raises(KeyError):
        render_map(base(), state(), palette=DAY, extent="没有的镇")


def test_the_note_says_what_the_data_are(scene: Scene) -> None:
    note = map_note(scene, drill=True)
    for part in ("示意数据", "人员虚构", "2 岛为候选校、未确认", "底图为样本，缺路", "© OpenStreetMap 等"):
        assert part in note
    assert "人员虚构" not in map_note(scene, drill=False)


def test_unplaced_villages_are_counted_never_drawn(scene: Scene) -> None:
    assert [row.place.code for row in scene.unplaced] == ["无点"]
    assert len(scene.place_xy) == 3
    assert furniture.unplaced_text(scene) == "未落点 1 村 · 立即 1"


def test_the_legend_names_only_what_is_in_view(scene: Scene) -> None:
    signs = {entry.sign for entry in furniture.legend_entries(scene, whole(scene))}
    assert {"exposed", "prepare", "none", "closed", "closing"} <= signs
    assert "first" not in signs
    assert "go" not in signs
    far = Frame(200_000, 0, 10, 700, 440)
    assert {entry.sign for entry in furniture.legend_entries(scene, far)} == {"main_road"}


def test_the_scale_bar_is_a_round_figure_of_a_handy_length() -> None:
    for scale in (0.5, 3, 17, 60, 120):
        half = furniture.scale_steps(Frame(0, 0, scale, 700, 440))
        assert str(half).strip("0.")[0] in "125"
        assert 20 < half / scale < 120


def test_people_who_arrived_are_not_at_their_doors(scene: Scene) -> None:
    assert [len(groups) for groups in scene.households.values()] == [3]


def test_closures_ahead_are_closing_and_those_long_ahead_are_not_there(scene: Scene) -> None:
    assert [(spot.row.link.id, spot.closing) for spot in scene.closures] == [("2", False), ("1", True)]
