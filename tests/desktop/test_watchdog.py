"""The watchdog sees a turn of the event loop that takes too long, and says where."""

import logging
import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.logs import LIMIT_MS, Watchdog


def until_seen(dog: Watchdog) -> None:
    """Holds the loop until the watchdog has looked what it is doing, and for longer than is allowed."""
    dog._seen = ""  # on a busy machine it may have looked at something else before
    while not dog._seen or time.perf_counter() - dog._last < 3 * LIMIT_MS / 1000:
        pass


def test_a_long_slot_is_found_with_its_cause(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    dog = Watchdog()
    dog.start()
    with caplog.at_level(logging.CRITICAL, logger="desktop.logs"):
        QTimer.singleShot(0, lambda: until_seen(dog))
        qtbot.waitUntil(lambda: any("until_seen" in stall.where for stall in dog.stalls))
        dog.stop()
    assert all(stall.ms > LIMIT_MS for stall in dog.stalls)
