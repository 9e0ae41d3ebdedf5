"""At 20 % of the battery the window offers paper, at 10 % once more; at 5 % it says that all is on the disk."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop import keys
from desktop.power import Battery, battery

translate = QCoreApplication.translate
STEPS = (20, 10, 5)
LOOK_MS = 60_000


class BatteryWatch(QObject):
    """`said(sentence)` once for each step that is passed while the laptop runs on its battery."""

    said = Signal(str)

    def __init__(self, parent: QObject | None = None, *, ask: Callable[[], Battery | None] = battery) -> None:
        super().__init__(parent)
        self._ask = ask
        self._told: int | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Ask the system; say something where a step is passed."""
        now = self._ask()
        if now is None or not now.draining:
            self._told = None
            return
        passed = [step for step in STEPS if now.percent <= step]
        step = passed[-1] if passed else None
        if step is None or (self._told is not None and step >= self._told):
            return
        self._told = step
        self.said.emit(_words(now.percent, step))

    def close(self) -> None:
        self._timer.stop()


def _words(percent: int, step: int) -> str:
    if step == STEPS[-1]:
        return translate("Battery", "电池只剩 {n} %：记下的都已在盘上，随时可以关机").format(n=percent)
    return translate("Battery", "电池剩 {n} %：按 {key} 印纸册，没电也能接着干").format(
        n=percent, key=keys.hint("print_lists")
    )
