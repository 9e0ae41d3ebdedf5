"""A road map from the district office: which coordinates, what it replaces, taken in, put back by one key."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from core.domain.roads import Link
from core.store.database import Store
from core.store.road_network import standing_links, standing_nodes
from desktop.roads.view import RoadsView
from tests.factories import open_again
from tests.journeys.conftest import SitDown
from tests.journeys.officer import Officer
from tests.journeys.test_importing import at_imports, drop
from tests.road_maps import line_feature, network_as_csv, network_as_geojson, network_as_osm


def network(store: Store) -> tuple[tuple[object, ...], tuple[Link, ...]]:
    return tuple(standing_nodes(store.connection)), tuple(standing_links(store.connection))


def at_roads(officer: Officer) -> RoadsView:
    """台账, I, R."""
    at_imports(officer)
    officer.press("R")
    officer.until(lambda: officer.window.front == "roads")
    officer.until_at_rest()
    view: RoadsView = officer.window.views["roads"]  # type: ignore[assignment]
    view.focus_first()
    return view


def choose(officer: Officer, path: Path, monkeypatch: pytest.MonkeyPatch, key: str = "O") -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(path))
    officer.press(key)
    officer.until(lambda: officer.state("roads").path == path)


def read(officer: Officer) -> None:
    officer.until(lambda: not officer.state("roads").busy and officer.state("roads").told is not None)
    officer.until_at_rest()


def test_a_map_is_read_looked_at_taken_in_and_put_back(
    night_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "全区路网.geojson"
    with open_again(night_file, write=False) as store:
        nodes, links = before = network(store)
        text = json.loads(network_as_geojson(nodes, links))
        apart = line_feature([(116.30, 39.99), (116.31, 39.99)], {"name": "孤路"})
        text["features"] += [text["features"][3], apart]
        source.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    with sit_down(night_file) as officer:
        view = at_roads(officer)
        choose(officer, source, monkeypatch)
        state = officer.state("roads")
        assert (state.datum, state.told, state.busy) == ("", None, False)
        assert "坐标是哪一种" in view.empty.text()  # nothing is read before somebody has said it
        officer.press("Ctrl+Return")
        assert not officer.state("roads").taken
        officer.press("1")
        read(officer)
        told = officer.state("roads").told
        assert (told.explained_count, told.before) == (1, (len(nodes), len(links)))
        assert f"原有 {len(links)} 段路" in view.network.text()
        assert f"现有 {len(links)} 段路、{len(nodes)} 个路口都不用了" in view.outcome.text()
        assert "会标为过时" in view.outcome.text()
        officer.press("L")
        while officer.state("roads").chosen != "parts":
            officer.press("L")
        assert any("孤路" in view.table.rows.index(n, 0).data() for n in range(view.table.rows.rowCount()))

        officer.press("Ctrl+Return")
        officer.until(lambda: officer.state("roads").taken)
        officer.until_at_rest()
        assert "Ctrl+Z 放回原来的路" in view.outcome.text()
        plan = officer.screen("plan", "F6")
        assert officer.state("plan").board.stale
        assert plan is officer.window.views["plan"]
        officer.press("Ctrl+Z")
        officer.until(lambda: officer.state("roads").put_back)
        officer.until_at_rest()
        officer.until(lambda: not officer.state("plan").board.stale)
    with open_again(night_file, write=False) as store:
        assert network(store) == before


def test_a_map_dropped_on_the_window_comes_to_its_own_screen_and_osm_needs_no_word(
    night_file: Path, tmp_path: Path, sit_down: SitDown
) -> None:
    source = tmp_path / "路网.osm"
    with open_again(night_file, write=False) as store:
        before = network(store)
        source.write_text(network_as_osm(*before), encoding="utf-8")
    with sit_down(night_file) as officer:
        assert drop(officer, source)
        officer.until(lambda: officer.window.front == "roads")
        read(officer)
        view: RoadsView = officer.window.views["roads"]  # type: ignore[assignment]
        assert officer.state("roads").datum == "wgs84"
        view.focus_first()
        officer.press("3")
        assert officer.state("roads").datum == "wgs84"
        officer.press("Ctrl+Return")
        officer.until(lambda: officer.state("roads").taken)
        view.back_to_former.click()
        officer.until(lambda: officer.state("roads").put_back)
        officer.until_at_rest()
        view.focus_first()
        officer.press("Esc")
        officer.until(lambda: officer.window.front == "imports")
    with open_again(night_file, write=False) as store:
        assert network(store) == before


def test_two_tables_add_or_replace_and_a_stop_leaves_everything(
    night_file: Path, tmp_path: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_again(night_file, write=False) as store:
        before = network(store)
        for name, text in network_as_csv(*before).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
    broken = tmp_path / "坏的.osm"
    broken.write_text("<osm>", encoding="utf-8")
    monkeypatch.setattr("core.store.table_imports.TOLD_EVERY", 100)
    with sit_down(night_file) as officer:
        view = at_roads(officer)
        choose(officer, tmp_path, monkeypatch, key="F")
        officer.press("1")
        read(officer)
        assert not officer.state("roads").told.replaced
        assert "加进" in view.take_button.text()
        officer.press("E")
        read(officer)
        assert officer.state("roads").told.replaced

        officer.burst("Ctrl+Return", "Esc")  # stopped in the midst of writing
        officer.until(lambda: not officer.state("roads").busy)
        officer.until_at_rest()
        assert not officer.state("roads").taken
        assert "文件和原来一样" in view.notice.text()

        choose(officer, broken, monkeypatch)
        officer.until(lambda: officer.state("roads").refusal is not None)
        officer.until_at_rest()
        assert "坏的.osm" in view.empty.text()
    with open_again(night_file, write=False) as store:
        assert network(store) == before
