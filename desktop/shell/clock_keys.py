"""The keys of a drill's clock: play and stop, faster, slower."""

from collections.abc import Callable

from desktop.desk import SPEEDS, Desk


class ClockKeys:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def install(self, key: Callable[[str, Callable[[], object]], None]) -> None:
        """Only a drill has a clock of its own."""
        if self._desk.drill:
            key("play", self.play)
            key("faster", lambda: self.change(1))
            key("slower", lambda: self.change(-1))

    def play(self) -> None:
        if self._desk.speed:
            self._desk.pause()
        else:
            self._desk.play(60)

    def change(self, by: int) -> None:
        """To the next speed up or down; a standing clock begins at the slowest."""
        speed = self._desk.speed or SPEEDS[0]
        nearest = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - speed))
        self._desk.play(SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + by))])
