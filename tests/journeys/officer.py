"""The duty officer at the window: the keys she presses, what she waits for, what stands on the screen before her."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.pace import Pace
from desktop.shell.window import MainWindow

_ALONE = Qt.KeyboardModifier.NoModifier


class Officer:
    """Everything is done by key; nothing is waited for by the clock, only for what must come to stand on the screen."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self.window = window
        self.notes: list[str] = []

    # -- hands -------------------------------------------------------------------------------------------------------

    def press(self, *sequences: str) -> None:
        """Keys as Qt writes them (`F6`, `Ctrl+R`, `H`), one after the other, to whatever has the focus."""
        for sequence in sequences:
            self.burst(sequence)
            QApplication.processEvents()  # one key, one turn of the loop: a stall is then one key's

    def burst(self, *sequences: str) -> None:
        """Keys so fast that no answer can arrive between them."""
        for sequence in sequences:
            stroke = QKeySequence(sequence)[0]
            self._qtbot.keyClick(self._focus(), stroke.key(), stroke.keyboardModifiers())

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(self._focus(), text)

    def command(self, text: str) -> None:
        """`/` and what is typed; waits until the search has answered."""
        self.press("/")
        self.type(text)
        key = text.split(" ")[0]
        self.until(lambda: self.window.command.command.key == key and self.window.row.popup.isVisible())
        self.until(lambda: not self.window.desk.tasks.busy())

    def click(self, widget: QWidget, x: float, y: float) -> None:
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, _ALONE, QPoint(round(x), round(y)))

    def _focus(self) -> QWidget:
        if QApplication.focusWidget() is None:  # the window may be about to become the active one again
            QApplication.processEvents()
        return QApplication.focusWidget() or self.window

    def note(self, text: str) -> None:
        """Something measured, to stand in the list at the end of the run."""
        self.notes.append(text)

    # -- eyes --------------------------------------------------------------------------------------------------------

    def until(self, seen: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(seen()))

    def until_at_rest(self) -> None:
        """Every question asked so far is answered, and none is only put off for a running clock."""
        self.until(lambda: not self.window.desk.tasks.busy() and not self._owing())

    def _owing(self) -> bool:
        return any(pace.owing for pace in self.window.findChildren(Pace))

    def figure(self, name: str) -> int | None:
        """A figure of the incident bar; None before it is known."""
        return self.window.bar.figures[name].count

    def figures(self) -> dict[str, int | None]:
        return {name: self.figure(name) for name in self.window.bar.figures}

    def screen(self, name: str, key: str) -> Any:
        """Go to a screen by its key; its view."""
        self.press(key)
        self.until(lambda: self.window.front == name and self.window.stack.currentWidget() is self.window.views[name])
        self.until_at_rest()
        return self.window.views[name]

    def state(self, name: str) -> Any:
        """What a screen's model shows."""
        return self.window.models[name].state
