"""The screens come although a library that is loaded ahead of them is not there."""

import logging

import pytest
from pytestqt.qtbot import QtBot

from desktop.shell import loading
from desktop.shell.loading import Loader
from desktop.shell.screens import SCREENS


def test_a_library_that_is_not_there_is_logged_and_not_waited_for(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    stray_logs: list[logging.LogRecord],
) -> None:
    monkeypatch.setattr(loading, "WITHOUT_QT", ("no_such_library", "numpy"))
    monkeypatch.setattr(loading, "PATIENCE_S", 3600.0)
    loader = Loader(SCREENS[:1])
    loaded: list[str] = []
    loader.loaded.connect(loaded.append)
    with qtbot.waitSignal(loader.finished, timeout=60_000):
        loader.start()
        loader.go_on()
    loader.close()
    assert loaded == [SCREENS[0].id]
    assert "no_such_library" in caplog.text
    caplog.clear()
    stray_logs.clear()
