"""How long one step of the map takes: budget 16 ms at the 95th percentile (design section 8).

Run with `pytest tests/benchmarks --benchmark-only`; each test says its percentiles in `extra_info`. Nothing here passes
or fails by the clock.
"""

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from core.queries.map import map_base, map_state
from core.queries.map_rows import MapBase, MapState
from desktop.map.background import GROWTH, render
from desktop.map.canvas import MapCanvas
from desktop.map.ground import Ground, prepare
from desktop.map.scene import Scene, resolve
from desktop.theme import NIGHT
from tests.desktop import factories
from tests.desktop.map.grounds import many_links, many_people

STEPS = 200
WIDTHS_KM = (60.0, 18.0, 5.0)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[MapBase, MapState]:
    """The built-in district with one town ordered."""
    path = factories.new_night(tmp_path_factory.mktemp("speed") / "night.daolian")
    store = factories.open_night(path)
    try:
        return map_base(store), map_state(store, None, factories.NOW)
    finally:
        store.close()


@pytest.fixture(scope="module")
def large() -> tuple[MapBase, MapState]:
    """50,000 links and 60,000 people."""
    return many_links(50_000), many_people(1_000, 60_000)


@pytest.fixture(params=["district", "large"])
def world(request: pytest.FixtureRequest) -> tuple[Ground, Scene]:
    base, state = request.getfixturevalue(request.param)
    ground = prepare(base)
    return ground, resolve(ground, state)


@pytest.fixture
def canvas(qtbot: QtBot, world: tuple[Ground, Scene]) -> Iterator[MapCanvas]:
    made = MapCanvas(NIGHT, True)
    made.resize(1093 - 80 - 304, 512)
    made.show_ground(world[0])
    made.show_scene(world[1])
    made.show()
    qtbot.waitUntil(lambda: made.background.ready, timeout=20_000)
    yield made
    made.finish()
    made.hide()
    made.deleteLater()


def walk(canvas: MapCanvas, qtbot: QtBot, step: Callable[[int], None]) -> list[float]:
    """Milliseconds of each step with its repaint, the painting thread working beside it."""
    times = []
    for number in range(STEPS):
        begun = perf_counter()
        step(number)
        canvas.viewport().repaint()
        times.append((perf_counter() - begun) * 1000)
        qtbot.wait(4)
    return times


def say(benchmark: BenchmarkFixture, times: list[float]) -> None:
    ordered = sorted(times)
    benchmark.extra_info["median_ms"] = round(median(ordered), 2)
    benchmark.extra_info["p95_ms"] = round(ordered[int(len(ordered) * 0.95)], 2)
    benchmark.extra_info["max_ms"] = round(ordered[-1], 2)


@pytest.mark.parametrize("km", WIDTHS_KM)
def test_pan(benchmark: BenchmarkFixture, canvas: MapCanvas, qtbot: QtBot, km: float) -> None:
    x, y, *_ = canvas.frame().box
    canvas.centre((x + canvas.frame().box[2]) / 2, (y + canvas.frame().box[3]) / 2, km)
    qtbot.wait(400)
    times = benchmark.pedantic(walk, (canvas, qtbot, lambda n: canvas.pan(14 if n % 80 < 40 else -14, n % 3 - 1)))
    say(benchmark, times)


def test_zoom(benchmark: BenchmarkFixture, canvas: MapCanvas, qtbot: QtBot) -> None:
    qtbot.wait(400)
    times = benchmark.pedantic(walk, (canvas, qtbot, lambda n: canvas.zoom(1.5 if n % 12 < 6 else 1 / 1.5)))
    say(benchmark, times)


def test_a_new_state_is_on_screen(benchmark: BenchmarkFixture, canvas: MapCanvas, world: tuple[Ground, Scene]) -> None:
    """Labels, dots and symbols drawn from nothing, as after a check-in."""

    def show() -> None:
        canvas.show_scene(world[1])
        canvas.viewport().repaint()

    benchmark.pedantic(show, rounds=30, warmup_rounds=2)


@pytest.mark.parametrize("size", ["district", "large"])
def test_preparing_the_ground_off_the_window_thread(
    benchmark: BenchmarkFixture, request: pytest.FixtureRequest, size: str
) -> None:
    base, _ = request.getfixturevalue(size)
    benchmark.pedantic(prepare, (base,), rounds=5)


def test_painting_the_background_off_the_window_thread(benchmark: BenchmarkFixture, canvas: MapCanvas) -> None:
    ground = canvas._ground
    assert ground is not None
    benchmark.pedantic(render, (ground, canvas.frame(), NIGHT, 1.25, GROWTH), rounds=10)
