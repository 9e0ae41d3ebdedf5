"""What would help the standing plan, and which single road closing would hurt it most, its answer kept ready.

Both are found in the background, by a process of its own, so that neither the window nor the planner ever waits for
it; it begins when the desk has been at rest for a while, and ends as soon as what plans are made from changes.
"""

import logging
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from core.domain.critical import CriticalRoad
from core.domain.events import Changes, Kind
from core.domain.findings import Refusal
from core.domain.ids import LinkId
from core.domain.plans import Plan, Replan
from core.operations.plans import PLAN_INPUTS
from core.operations.prepared_answers import adopt_prepared
from core.planning.case import Case
from core.queries.planning_case import case_of_change
from desktop.critical_work import advise, search
from desktop.desk import Desk
from desktop.replanning import Replanning
from desktop.worker import Done, Failure, Progress, Worker

log = logging.getLogger(__name__)

KEY = "critical-roads"
PAUSE_MS = 4_000
_INPUTS = (*PLAN_INPUTS, Kind.VOIDED)


class CriticalRoads(QObject):
    """`roads` is the newest answer, the worst first; empty while none holds for the standing plan."""

    found = Signal(object)  # tuple[CriticalRoad, ...]
    advised = Signal(object)  # (tuple[Remedy, ...], whether the watchdog ended the search) for the standing plan
    progress = Signal(float)  # share of the roads tried, 0 to 1
    _said = Signal(object)

    def __init__(self, desk: Desk, replanning: Replanning, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._replanning = replanning
        self._worker = Worker(self._said.emit)
        self._ticket = 0
        self._searching = False
        self._closed = False
        self.roads: tuple[CriticalRoad, ...] = ()
        self._ready: dict[LinkId, CriticalRoad] = {}
        self._before: Plan | None = None  # the plan in whose place the prepared answers would come
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._said.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        desk.changed.connect(self._on_changed)
        replanning.started.connect(lambda _why: self._stop())
        replanning.finished.connect(lambda _answer: self._pause.start())
        replanning.stopped.connect(self._pause.start)
        replanning.refused.connect(lambda _refusal: self._pause.start())
        replanning.failed.connect(lambda _why: self._pause.start())
        self._pause.start()

    @property
    def searching(self) -> bool:
        return self._searching

    def road(self, link: str) -> CriticalRoad | None:
        """The answer kept ready for the closing of a link; whether it still holds is decided where it is adopted."""
        return self._ready.get(LinkId(link))

    def answer(self, link: LinkId, reason: str) -> None:
        """A road has closed: adopt the answer prepared for it, or have one computed where none holds."""
        road = self._ready.get(link)
        if road is None or road.replan is None:
            self._replanning.replan(reason, link)
            return
        self._replanning.started.emit(reason)
        self._desk.write(
            adopt_prepared,
            refused=lambda _refusal: self._replanning.replan(reason, link),
            then=partial(self._adopted, road.replan, self._before),
            replan=road.replan,
            link=link,
            reason=reason,
        )

    def close(self) -> None:
        """End the process; nothing is said after."""
        self._closed = True
        self._pause.stop()
        self._worker.close()

    # -- searching ---------------------------------------------------------------------------------------------------

    def _adopted(self, replan: Replan, before: Plan | None, _changes: object) -> None:
        self._replanning.finished.emit(replan)
        if before is not None:
            self._replanning.compare(replan, before)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_INPUTS) or changes.tables:
            self._stop()
            self._show(())
            self._pause.start()

    def _ask(self) -> None:
        if not self._replanning.running and not self._closed:
            self._desk.read(case_of_change, self._compute, key=KEY, refused=_nothing_to_try, at=self._desk.now())

    def _compute(self, case: Case) -> None:
        if case.in_force is None or self._replanning.running or self._pause.isActive() or self._closed:
            return
        self._ticket += 2
        self._searching = True
        self._before = case.standing
        self._worker.submit(self._ticket - 1, advise, (case, case.in_force))
        self._worker.submit(self._ticket, search, (case, case.in_force))

    def _stop(self) -> None:
        self._pause.stop()
        if self._searching:
            self._searching = False
            self._worker.stop(self._ticket)
            self._worker.stop(self._ticket - 1)

    def _hear(self, message: Any) -> None:
        if self._closed or message.ticket not in (self._ticket - 1, self._ticket) or not self._searching:
            return
        if message.ticket != self._ticket:
            self._hear_advice(message)
            return
        if isinstance(message, Progress):
            self.progress.emit(message.share)
            return
        self._searching = False
        if isinstance(message, Done):
            self._ready = {road.link: road for road in message.answer}
            self._show(tuple(message.answer))
        elif isinstance(message, Failure):
            log.error("critical roads: %s", message.traceback)

    def _hear_advice(self, message: Any) -> None:
        if isinstance(message, Done):
            self.advised.emit(message.answer)
        elif isinstance(message, Failure):
            log.error("remedies: %s", message.traceback)

    def _show(self, roads: tuple[CriticalRoad, ...]) -> None:
        if roads != self.roads:
            self.roads = roads
            self.found.emit(roads)


def _nothing_to_try(_refusal: Refusal) -> None:
    """Without a case there is no road to close; whoever asks for a plan is told why."""
