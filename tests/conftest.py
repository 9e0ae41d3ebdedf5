"""What every test stands on: a profile of its own, no stray log, hypothesis with a fixed share of examples.

Hypothesis profiles: `default` is what every run does, the same draw every time; `all` is the whole run of
`sh test.sh --all`, which also collects the tests marked `long`. Neither has a deadline for each example: a busy
machine is not a wrong program.
"""

import logging
import os
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.store.database import Store, open_store
from core.store.device import Surroundings
from tests.factories import make_file, surroundings
from tests.patience import MODES, PatientBot, late_answers, slow_window

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any Qt application is made: tests need no display

_ALLOWED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)
settings.register_profile("default", max_examples=40, deadline=None, derandomize=True, suppress_health_check=_ALLOWED)
settings.register_profile("all", max_examples=1000, deadline=None, print_blob=True, suppress_health_check=_ALLOWED)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="whole property and fuzz runs, and the tests marked long")
    parser.addoption("--slow-desk", choices=MODES, action="append", default=[], help="see tests/patience.py")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--all"):
        settings.load_profile("all")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whole runs are left out unless they are asked for."""
    if config.getoption("--all"):
        return
    whole = [item for item in items if item.get_closest_marker("long")]
    if whole:
        config.hook.pytest_deselected(items=whole)
        items[:] = [item for item in items if item not in whole]


@pytest.fixture(autouse=True)
def profile(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty profile folder: keys and notes of one test never meet another's, nor the user's own."""
    folder = tmp_path_factory.mktemp("profile")
    monkeypatch.setenv("DAOLIAN_PROFILE", str(folder))
    return folder


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[QtBot]:
    """Whoever waits for the window; at a slow desk where that was asked for."""
    qapp.setCursorFlashTime(0)  # a caret that blinks makes one picture unlike the next
    bot, modes = PatientBot(request), request.config.getoption("--slow-desk")
    draws = random.Random(request.node.nodeid)
    if "answers" in modes:
        late_answers(monkeypatch, draws)
    if "eyes" in modes:
        bot.glances = draws
    timer = slow_window(bot, draws) if "window" in modes else None
    yield bot
    if timer is not None:
        timer.stop()


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def stray_logs() -> Iterator[list[logging.LogRecord]]:
    """A log of WARNING or worse that nobody expected fails the test; who expects one clears this list."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield collector.records
    finally:
        root.removeHandler(collector)
    assert [record.getMessage() for record in collector.records] == []


@pytest.fixture(scope="session")
def drill_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A new plain drill of the three villages, made once."""
    path = tmp_path_factory.mktemp("template") / "drill.daolian"
    make_file(path)
    return path.read_bytes()


@pytest.fixture(scope="session")
def real_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A new plain real file of the three villages, made once."""
    path = tmp_path_factory.mktemp("template") / "real.daolian"
    make_file(path, drill=False)
    return path.read_bytes()


@pytest.fixture
def around() -> Surroundings:
    """A laptop that is not the one the file was made on; everything it draws is seeded."""
    return surroundings(7)


@pytest.fixture
def drill_path(tmp_path: Path, drill_bytes: bytes) -> Path:
    path = tmp_path / "三村.daolian"
    path.write_bytes(drill_bytes)
    return path


@pytest.fixture
def real_path(tmp_path: Path, real_bytes: bytes) -> Path:
    path = tmp_path / "三村实战.daolian"
    path.write_bytes(real_bytes)
    return path


@pytest.fixture
def drill(drill_path: Path, around: Surroundings) -> Iterator[Store]:
    """The three villages as a drill, open for writing."""
    with closing(open_store(drill_path, around)) as store:
        yield store


@pytest.fixture
def real(real_path: Path, around: Surroundings) -> Iterator[Store]:
    """The three villages for real, open for writing."""
    with closing(open_store(real_path, around)) as store:
        yield store
