"""The watchdog sees a turn of the event loop that takes too long, and says where."""

import logging
import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.logs import Watchdog


def slow_slot() -> None:
    until = time.perf_counter() + 0.15
    while time.perf_counter() < until:
        pass


def test_a_long_slot_is_found_with_its_cause(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    dog = Watchdog()
    dog.start()
    with caplog.at_level(logging.CRITICAL, logger="desktop.logs"):
        qtbot.wait(50)
        dog.forgive()
        QTimer.singleShot(0, slow_slot)
        qtbot.waitUntil(lambda: bool(dog.stalls))
    dog.stop()
    assert dog.stalls[0].ms > 50
    assert "slow_slot" in dog.stalls[0].where
