"""How tests wait for the window: patiently, and where asked for at a desk that is made slow on purpose.

A bound on waiting is there so that a test that hangs says where; it is no budget, and a machine ten times slower than
this one must not reach it. `--slow-desk` makes such a machine, so that what depends on who is faster shows at once:

    answers   each answer of the store thread, of the worker process and of the map's threads is late, by up to 0.3 s
    window    the window's own thread loses up to 30 ms in every turn of its loop
    eyes      whoever waits looks up only now and then, and misses what stood on the screen for a moment
"""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks

PATIENCE_MS = 120_000
MODES = ("answers", "window", "eyes")

_WRITE_S, _READ_S, _TURN_S = (0.05, 0.3), (0.005, 0.05), (0.005, 0.03)
_GLANCES_MS = (100, 600)


class PatientBot(QtBot):
    """A `QtBot` whose every wait has the same generous bound."""

    glances: random.Random | None = None

    def waitUntil(self, callback: Any, *, timeout: int = PATIENCE_MS) -> None:
        def seen() -> bool:
            if self.glances is not None:
                self.wait(self.glances.randint(*_GLANCES_MS))
            return callback() is not False

        super().waitUntil(seen, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **how)


def late_answers(monkeypatch: pytest.MonkeyPatch, draws: random.Random) -> None:
    """Every answer is held back on the thread that gives it, so that all keep their order."""
    at_once = Tasks._answer

    def late(self: Tasks, say: Any) -> None:
        written = getattr(getattr(say, "func", None), "__name__", "") == "_written"
        time.sleep(draws.uniform(*(_WRITE_S if written else _READ_S)))
        at_once(self, say)

    drawn_at_once = ThreadPoolExecutor.submit

    def drawn_late(self: ThreadPoolExecutor, work: Any, /, *given: Any, **named: Any) -> Any:
        def wait_and_work() -> Any:
            time.sleep(draws.uniform(*_WRITE_S))
            return work(*given, **named)

        return drawn_at_once(self, wait_and_work)

    monkeypatch.setattr(Tasks, "_answer", late)
    monkeypatch.setattr(ThreadPoolExecutor, "submit", drawn_late)


def slow_window(bot: QtBot, draws: random.Random) -> QTimer:
    """Whatever the loop does, each of its turns takes a while longer."""
    timer = QTimer()
    timer.timeout.connect(lambda: time.sleep(draws.uniform(*_TURN_S)))
    timer.start(0)
    return timer
