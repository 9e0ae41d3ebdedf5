"""The seven cells 叫 应 户 门 车 达 住."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import current, ipx
from desktop.widgets.paint import DONE, LATER, NEXT, STEPS, UNRECORDED, draw_steps


def step_states(done: tuple[int, ...], next_step: int | None) -> tuple[str, ...]:
    """States of the cells from the indices that were recorded; gaps before the last recorded one are 未记."""
    last = max(done, default=-1)
    states = []
    for index in range(STEPS):
        if index in done:
            states.append(DONE)
        elif index == next_step:
            states.append(NEXT)
        else:
            states.append(UNRECORDED if index < last else LATER)
    return tuple(states)


class StepCells(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[str, ...] = (LATER,) * STEPS
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_states(self, states: tuple[str, ...]) -> None:
        self._states = states
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ipx(26 * STEPS), ipx(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_steps(painter, 0, 0, self._states, current())
        painter.end()
