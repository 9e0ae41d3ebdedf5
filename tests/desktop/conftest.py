"""The bench of the desktop tests: offscreen, dressed, with a real file behind the window; stray logs fail."""

import logging
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app as root
from desktop import theme
from desktop.settings import CRITICAL_ROADS, OPERATOR, Settings
from desktop.shell.loading import qt_classes
from desktop.shell.window import MainWindow
from tests.desktop import factories


@pytest.fixture(scope="session", autouse=True)
def classes_made() -> None:
    """Every class of Qt is there before the first thread starts (see `desktop.shell.loading`)."""
    for _class in qt_classes():
        pass


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """The look of the night, at the usual size; anew only after a test that changed it, for all widgets alive pay."""
    if (qapp.property("paletteName"), qapp.property("textScale")) != (theme.NIGHT.name, 1.0):
        theme.apply(qapp, theme.NIGHT, 1.0)


@pytest.fixture(autouse=True)
def silent(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log that the test did not ask for is a failure."""
    yield
    stray = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING and r.name.startswith("desktop")]
    assert not stray, [record.getMessage() for record in stray]


@pytest.fixture(scope="session")
def made_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return factories.new_night(tmp_path_factory.mktemp("night") / "night.daolian")


@pytest.fixture
def night_file(made_night: Path, tmp_path: Path) -> Path:
    """A fresh copy of the night for one test."""
    path = tmp_path / "night.daolian"
    copyfile(made_night, path)
    return path


@pytest.fixture
def window(qtbot: QtBot, night_file: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """The whole window on a real file, with the roll and the register; closed and joined afterwards."""
    settings = Settings(tmp_path)
    settings.put(CRITICAL_ROADS, False)
    settings.put(OPERATOR, factories.OFFICER)
    made = root.build(
        lambda: factories.open_night(night_file),
        settings,
        drill=True,
        scope=factories.TOWN,
        at=factories.NOW,
        replay=factories.STORM,
        only=("roll", "people"),
    )
    made.show()
    settle(qtbot, made)
    yield made
    made.close()
    made.deleteLater()
    qtbot.wait(1)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until every question is answered and every model made."""

    def settled() -> bool:
        return not window.desk.tasks.busy() and set(window.models) == set(window.screens)

    while True:
        qtbot.waitUntil(settled)
        QApplication.processEvents()  # what an answer has put off to the next turn of the loop
        if settled():
            return
